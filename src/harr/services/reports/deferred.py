"""Deferred revenue: what became of it, and when it will be earned. Both tie to 2100, and say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from harr.contract.reports import Report, ReportRow
from harr.engine import Tx
from harr.kernel.errors import FieldInvalid
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import catalog, invoices, ledger, revenue
from harr.services.ledger import Moves, Which
from harr.services.reports.asking import DAY, Asked, blank, not_too_long
from harr.services.reports.months import first_day, month_of, months
from harr.services.reports.tables import added, column, figure, totals
from harr.services.reports.ties import tie
from harr.services.revenue import Rolled

FLOWS = {"billed": 1, "recognised": -1, "credited": -1, "other": 1}
"""What raises deferred revenue, and what lowers it."""
EARNING = frozenset({"revenue_recognised", "revenue_reversed"})
BILLING = frozenset({"invoice_finalized", "invoice_opened"})
TAKING_BACK = frozenset({"credit_note_issued", "invoice_voided"})
MOST_MONTHS = 60
AFTER_MONTHS = {"later": "Later", "total": "Total", "deferred": "Deferred", "to_come": "To come",
                "credited": "Credited since"}  # fmt: skip
Sums = dict[str, Money]


def roll_forward(tx: Tx, question: Asked) -> Report:
    """Opening, billed, recognised, credited, other, closing: by month from the journal, else line by line."""
    made = blank(question, "deferred_rollforward", "Deferred revenue")
    made.columns = [
        column("opening", "Before"), column("billed", "Billed"), column("recognised", "Recognised"),
        column("credited", "Credited"), column("other", "Other"), column("closing", "After"),
    ]  # fmt: skip
    last = question.last_day(tx)
    found = _by_month(tx, question, last)
    rolled = [] if question.known_at is not None else _rolled(tx, question, last)
    if question.query.group_by == "month":
        rows = found
    elif question.known_at is not None:
        raise FieldInvalid(
            "lines are not kept by position", field="known_at", way_out="Group by month, or leave it out."
        )
    else:
        rows = _grouped(tx, rolled, question.query.group_by or "", found)
    for (key, label, currency), sums in rows.items():
        cells = {name: figure(amount, f"deferred_rollforward/{key}/{currency}/{name}") for name, amount in sums.items()}
        made.rows.append(ReportRow(key=f"{key}/{currency}", label=label, cells=cells))
    not_too_long(made)
    whole = _whole(found)
    made.totals = totals(whole.values())
    closing = {currency: sums["closing"] for currency, sums in whole.items()}
    made.notes = tie(tx, question, ledger.DEFERRED, closing, last)
    if question.known_at is None:
        made.notes += tie(tx, question, "the schedules", closing, last, added(each.closing for each in rolled))
    return made


def _by_month(tx: Tx, question: Asked, last: date) -> dict[tuple[str, str, str], Sums]:
    """Every month of the days, from what the journal moved on 2100."""
    which = Which(question.entity.id, ledger.DEFERRED, question.query.currency)
    moves = ledger.moves(tx, which, ("month", "cause_type"), since=question.query.from_, until=last + DAY,
                         known_at=question.known_at)  # fmt: skip
    opening: Sums = {}
    if (since := question.query.from_) is not None:
        before = ledger.moves(tx, which, until=since, known_at=question.known_at)
        opening = {each.debits.currency: -each.net for each in before}
    found: dict[tuple[str, str, str], Sums] = {}
    for currency in sorted({*opening, *(each.debits.currency for each in moves)}):
        of_currency = [each for each in moves if each.debits.currency == currency]
        start = since or min(first_day(each.month) for each in of_currency)
        balance = opening.get(currency, Money.zero(currency))
        for month in months(start, last):
            sums = {"opening": balance, **_flows([each for each in of_currency if each.month == month], currency)}
            found[month, month, currency] = _closed(sums)
            balance = sums["closing"]
    return found


def _flows(moves: Sequence[Moves], currency: str) -> Sums:
    sums = dict.fromkeys(FLOWS, Money.zero(currency))
    for each in moves:
        if each.cause_type in BILLING:
            sums["billed"] += each.credits
            sums["credited"] += each.debits
        elif each.cause_type in EARNING:
            sums["recognised"] += each.net
        elif each.cause_type in TAKING_BACK:
            sums["credited"] += each.net
        else:
            sums["other"] -= each.net
    return sums


def _closed(sums: Sums) -> Sums:
    sums["closing"] = sums["opening"]
    for name, sign in FLOWS.items():
        sums["closing"] += sums[name] if sign > 0 else -sums[name]
    return sums


def _whole(found: Mapping[tuple[str, str, str], Sums]) -> dict[str, Sums]:
    """All months of a currency as one."""
    whole: dict[str, Sums] = {}
    for (_, _, currency), sums in found.items():
        so_far = whole.setdefault(currency, {"opening": sums["opening"], **dict.fromkeys(FLOWS, Money.zero(currency))})
        for name in FLOWS:
            so_far[name] += sums[name]
        _closed(so_far)
    return whole


def _rolled(tx: Tx, question: Asked, last: date) -> list[Rolled]:
    since = question.query.from_ or date.min
    found = revenue.roll_forward(tx, question.entity.id, since, last + DAY)
    return [each for each in found if question.wants(each.opening.currency)]


def _grouped(
    tx: Tx, rolled: Sequence[Rolled], group_by: str, found: Mapping[tuple[str, str, str], Sums]
) -> dict[tuple[str, str, str], Sums]:
    """The lines that schedules know, and what else moved 2100, as rows of their own."""
    labels = _labels(tx, rolled, group_by)
    rows: dict[tuple[str, str, str], Sums] = {}
    for each in rolled:
        key, currency = _key(each, group_by), each.opening.currency
        sums = rows.setdefault(
            (key, labels.get(key, key), currency), dict.fromkeys(("opening", *FLOWS), Money.zero(currency))
        )
        for name in ("opening", "billed", "recognised", "credited"):
            sums[name] += getattr(each, name)
    for currency, whole in _whole(found).items():
        mine = [sums for (_, _, its), sums in rows.items() if its == currency]
        rest = {name: whole[name] - _sum(mine, name, currency) for name in ("opening", *FLOWS)}
        if any(rest.values()):
            rows["none", "Entries of no line", currency] = rest
    return {key: _closed(sums) for key, sums in sorted(rows.items())}


def _sum(rows: Sequence[Sums], name: str, currency: str) -> Money:
    found = Money.zero(currency)
    for each in rows:
        found += each[name]
    return found


def _key(each: Rolled, group_by: str) -> str:
    if group_by == "product":
        return "none" if each.product is None else id_text("prd", each.product)
    return id_text("inv", each.invoice) if group_by == "invoice" else id_text("cus", each.customer)


def _labels(tx: Tx, rolled: Sequence[Rolled], group_by: str) -> dict[str, str]:
    if group_by == "product":
        return _products(tx, {each.product for each in rolled})
    if group_by == "invoice":
        return invoices.numbers_of(tx, {id_text("inv", each.invoice) for each in rolled})
    return {}


def _products(tx: Tx, numbers: set[int | None]) -> dict[str, str]:
    found = catalog.product(tx, sorted(number for number in numbers if number is not None))
    return {"none": "No product"} | {id_text("prd", number): product.name for number, product in found.items()}


# ---- the waterfall ---------------------------------------------------------------------------------------------------


def waterfall(tx: Tx, question: Asked) -> Report:
    """By month billed (or product): what was earned before, in each month, and later; and what of it is deferred.

    Deferred on a day is what is to come after it, and what was credited since.
    `as_of` is the day on which it is looked at, `from` and `until` are the months that have a column.
    """
    made = blank(question, "deferred_waterfall", "When deferred revenue is earned")
    day = question.query.as_of or tx.today(question.entity.timezone)
    parts = [
        each for each in revenue.waterfall(tx, question.entity.id, day + DAY) if question.wants(each.amount.currency)
    ]
    first = month_of(question.query.from_ or day)
    final = month_of(question.query.until or max([each.on for each in parts], default=day))
    shown = months(first_day(first), max(first_day(final), first_day(first)))[:MOST_MONTHS]
    names = ["before", *shown, *AFTER_MONTHS]
    heads = {"before": "Before", **AFTER_MONTHS}
    made.columns = [column(name, heads.get(name, name)) for name in names]
    rows: dict[tuple[str, str], Sums] = {}

    def row(key: str, currency: str) -> Sums:
        return rows.setdefault((key, currency), dict.fromkeys(names, Money.zero(currency)))

    by_product = question.query.group_by == "product"
    for part in parts:
        key = _of_product(part.product) if by_product else month_of(part.booked_on)
        month, sums = month_of(part.on), row(key, part.amount.currency)
        for name in ("before" if month < shown[0] else "later" if month > shown[-1] else month, "total"):
            sums[name] += part.amount
        if part.on > day:
            sums["to_come"] += part.amount
    closing: defaultdict[str, list[Money]] = defaultdict(list)
    for each in revenue.roll_forward(tx, question.entity.id, date.min, day + DAY):
        currency = each.closing.currency
        if question.wants(currency):
            key = _of_product(each.product) if by_product else month_of(each.booked_on)
            row(key, currency)["deferred"] += each.closing
            row(key, currency)["credited"] += each.closing
            closing[currency].append(each.closing)
    labels = _products(tx, {part.product for part in parts}) if by_product else {}
    for (key, currency), sums in sorted(rows.items()):
        sums["credited"] -= sums["to_come"]
        cells = {name: figure(sums[name], f"deferred_waterfall/{key}/{currency}/{name}") for name in names}
        made.rows.append(ReportRow(key=f"{key}/{currency}", label=labels.get(key, key), cells=cells))
    not_too_long(made)
    made.totals = totals(rows.values())
    made.notes = tie(tx, question, ledger.DEFERRED, added(each for some in closing.values() for each in some), day)
    return made


def _of_product(number: int | None) -> str:
    return "none" if number is None else id_text("prd", number)

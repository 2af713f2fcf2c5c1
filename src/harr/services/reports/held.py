"""What single accounts hold, and of whom: usage that is not invoiced, wallets, money at providers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from harr.contract.reports import Report, ReportRow
from harr.engine import Tx
from harr.kernel.ids import id_number, id_text
from harr.kernel.money import Money
from harr.services import catalog, ledger, revenue
from harr.services.ledger import Moves, Which
from harr.services.reports.asking import DAY, Asked, blank, not_too_long
from harr.services.reports.tables import added, column, figure, totals
from harr.services.reports.ties import tie


def unbilled(tx: Tx, question: Asked) -> Report:
    """Usage that was served and is not invoiced (1110), by customer or by product."""
    made = blank(question, "unbilled", "Unbilled usage")
    made.columns = [column("accrued", "Accrued"), column("billed", "Billed"), column("balance", "Unbilled")]
    by_product = question.query.group_by == "product"
    moves = _moves(tx, question, ledger.UNBILLED, "product" if by_product else "owner")
    labels = _products(tx, moves) if by_product else {}
    key_of: Callable[[Moves], str] = (lambda each: each.product or "none") if by_product else (lambda each: each.owner)
    sums = [
        _row(made, key_of(each), labels, {"accrued": each.debits, "billed": each.credits, "balance": each.net})
        for each in moves
        if each.net
    ]
    made.totals = totals(sums)
    _tie(tx, question, made, ledger.UNBILLED, sums)
    if question.as_of is None and question.known_at is None and question.query.customer is None:
        held = added(revenue.unbilled(tx, question.entity.id).values())
        made.notes += tie(tx, question, "the accruals", added(each["balance"] for each in sums), question.last_day(tx),
                          held)  # fmt: skip
    return made


def wallet_liability(tx: Tx, question: Asked) -> Report:
    """What the entity owes on prepaid wallets (2030), wallet by wallet."""
    made = blank(question, "wallet_liability", "Prepaid wallets")
    made.columns = [column("granted", "Paid in"), column("used", "Used"), column("balance", "Owed")]
    sums = [
        _row(made, each.owner or "none", {}, {"granted": each.credits, "used": each.debits, "balance": -each.net})
        for each in _moves(tx, question, ledger.WALLETS, "owner")
        if each.net
    ]
    made.totals = totals(sums)
    _tie(tx, question, made, ledger.WALLETS, sums)
    return made


CLEARED = ("opening", "received", "refunded", "disputed", "other", "closing")


def provider_clearing(tx: Tx, question: Asked) -> Report:
    """What providers hold for the entity (1050): what came, what went back, what was disputed or paid out."""
    made = blank(question, "provider_clearing", "Money at providers")
    labels = ("Before", "Received less fees", "Refunded", "Disputed", "Paid out and other", "After")
    made.columns = [column(name, label) for name, label in zip(CLEARED, labels, strict=True)]
    which = Which(question.entity.id, ledger.CLEARING, question.query.currency)
    last, since = question.last_day(tx), question.query.from_
    moves = ledger.moves(tx, which, ("owner", "cause_type"), since=since, until=last + DAY, known_at=question.known_at)
    before = [] if since is None else ledger.moves(tx, which, ("owner",), until=since, known_at=question.known_at)
    owners = sorted({(each.owner, each.debits.currency) for each in (*moves, *before)})
    sums = []
    for owner, currency in owners:
        row = dict.fromkeys(CLEARED, Money.zero(currency))
        for each in (*before, *moves):
            if (each.owner, each.debits.currency) == (owner, currency):
                row[_column_of(each.cause_type)] += each.net
                row["closing"] += each.net
        sums.append(_row(made, owner or "none", {}, row))
    made.totals = totals(sums)
    made.notes = tie(tx, question, ledger.CLEARING, added(row["closing"] for row in sums), last)
    return made


def _column_of(type_: str) -> str:
    """In which column a type of transaction counts; none is what was there before."""
    if not type_:
        return "opening"
    if type_ in {"payment_received", "processor_fee", "recovered"}:
        return "received"
    if type_.startswith("dispute"):
        return "disputed"
    return "refunded" if type_.startswith(("refund", "payment_refunded", "payment_returned")) else "other"


def _moves(tx: Tx, question: Asked, code: str, by: str) -> list[Moves]:
    which = Which(question.entity.id, code, question.query.currency, question.query.customer)
    return ledger.moves(tx, which, (by,), until=question.last_day(tx) + DAY, known_at=question.known_at)


def _row(made: Report, key: str, labels: dict[str, str], sums: dict[str, Money]) -> dict[str, Money]:
    currency = next(iter(sums.values())).currency
    cells = {name: figure(amount, f"{made.name}/{key}/{currency}/{name}") for name, amount in sums.items()}
    made.rows.append(ReportRow(key=f"{key}/{currency}", label=labels.get(key, key), cells=cells))
    not_too_long(made)
    return sums


def _tie(tx: Tx, question: Asked, made: Report, code: str, sums: Iterable[dict[str, Money]]) -> None:
    """The whole account; one customer's part of it ties to nothing."""
    if question.query.customer is None:
        said = added(each["balance"] for each in sums)
        made.notes += tie(tx, question, code, said, question.last_day(tx))


def _products(tx: Tx, moves: Iterable[Moves]) -> dict[str, str]:
    numbers = sorted(id_number(each.product) for each in moves if each.product is not None)
    found = catalog.product(tx, numbers)
    return {"none": "No product"} | {id_text("prd", number): product.name for number, product in found.items()}

"""Monthly recurring revenue: what it was, what came and went, what it is.

A customer's amount is the fees of all their subscriptions for a month, settled to the
cent once; what moves in one day is one movement. From nothing it is new, or
reactivated where there had been something before; to nothing it is churned; between
the two it is an expansion or a contraction. So the movements add up to the amounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from harr.contract.reports import Report, ReportRow
from harr.engine import Tx
from harr.kernel.ids import id_text
from harr.kernel.money import Exact, Money
from harr.services import subscriptions
from harr.services.reports.asking import Asked, blank, not_too_long
from harr.services.reports.months import month_of, months
from harr.services.reports.tables import column, figure, totals
from harr.services.subscriptions import Movement

FLOWS = {"new": "New", "reactivated": "Reactivated", "expansion": "Expansion", "contraction": "Contraction",
         "churned": "Churned"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """A customer's amount became another on a day."""

    customer: int
    on: date
    kind: str
    amount: Money
    """The difference: below zero where it became less."""


def report(tx: Tx, question: Asked) -> Report:
    """Month by month, or customer by customer: opening, what moved it, closing."""
    made = blank(question, "mrr", "Monthly recurring revenue")
    made.columns = [column("opening", "Before"), *(column(name, label) for name, label in FLOWS.items()),
                    column("net", "Net"), column("closing", "After")]  # fmt: skip
    last = question.last_day(tx)
    found = steps(subscriptions.movements(tx, question.entity.id, last))
    by_currency: dict[str, list[Step]] = defaultdict(list)
    for step in found:
        if question.wants(step.amount.currency):
            by_currency[step.amount.currency].append(step)
    sums = []
    for currency, some in sorted(by_currency.items()):
        first = question.query.from_ or some[0].on
        if question.query.group_by == "customer":
            made.rows += _by_customer(some, first)
        else:
            made.rows += _by_month(some, first, last)
        sums.append(bridge(some, first, currency))
    not_too_long(made)
    made.totals = totals(sums)
    return made


def steps(movements: Iterable[Movement]) -> list[Step]:
    """What became of each customer's amount, day by day, in the order of days."""
    was: dict[int, Exact] = {}
    changes: dict[tuple[int, str], dict[date, Exact]] = defaultdict(dict)
    for each in movements:
        currency = each.amount.currency
        difference = each.amount - was.get(each.subscription, Exact.zero(currency))
        was[each.subscription] = each.amount
        days = changes[each.customer, currency]
        days[each.on] = days.get(each.on, Exact.zero(currency)) + difference
    found = [step for (customer, currency), days in changes.items() for step in _of_customer(customer, currency, days)]
    return sorted(found, key=lambda step: (step.on, step.customer))


def _of_customer(customer: int, currency: str, days: dict[date, Exact]) -> list[Step]:
    found: list[Step] = []
    amount, settled, ever = Exact.zero(currency), Money.zero(currency), False
    for day in sorted(days):
        amount += days[day]
        before, settled = settled, amount.settle()
        if before != settled:
            found.append(Step(customer, day, kind_of(before, settled, ever=ever), settled - before))
        ever = ever or bool(settled)
    return found


def kind_of(before: Money, after: Money, *, ever: bool) -> str:
    """What a change is called; `ever`: the customer had paid something at some time before."""
    if not before:
        return "reactivated" if ever else "new"
    if not after:
        return "churned"
    return "expansion" if before < after else "contraction"


def bridge(steps_: Sequence[Step], since: date, currency: str) -> dict[str, Money]:
    """From what was there before a day to what is there after all of these steps."""
    zero = Money.zero(currency)
    sums = dict.fromkeys(("opening", *FLOWS, "net", "closing"), zero)
    for step in steps_:
        for name in ("opening",) if step.on < since else (step.kind, "net"):
            sums[name] += step.amount
    return {**sums, "closing": sums["opening"] + sums["net"]}


def _by_month(some: Sequence[Step], first: date, last: date) -> list[ReportRow]:
    currency = some[0].amount.currency
    rows, opening = [], bridge(some, first, currency)["opening"]
    for month in months(max(first, some[0].on), last):
        inside = [step for step in some if month_of(step.on) == month and step.on >= first]
        sums = bridge(inside, first, currency)
        sums |= {"opening": opening, "closing": opening + sums["net"]}
        opening = sums["closing"]
        rows.append(_row(f"{month}/{currency}", month, sums, (currency, month)))
    return rows


def _by_customer(some: Sequence[Step], first: date) -> list[ReportRow]:
    of_customers: dict[int, list[Step]] = defaultdict(list)
    for step in some:
        of_customers[step.customer].append(step)
    found = []
    for number in sorted(of_customers):
        currency, customer = some[0].amount.currency, id_text("cus", number)
        sums = bridge(of_customers[number], first, currency)
        if any(sums.values()):
            found.append(_row(f"{customer}/{currency}", customer, sums, (currency, customer)))
    return found


def _row(key: str, label: str, sums: dict[str, Money], of: Collection[str]) -> ReportRow:
    cells = {name: figure(amount, "/".join(("mrr", *of, name))) for name, amount in sums.items()}
    return ReportRow(key=key, label=label, cells=cells)

"""Deferred revenue as a report wants it: what was there, what came, what was earned, what was taken off, what is left.

opening + billed - recognised - credited = closing, for each line, from the movements of its schedule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from harr.engine import Row, Tx
from harr.kernel.money import Money, total
from harr.services.revenue import store
from harr.services.revenue.schedules import Schedule, to_come


@dataclass(frozen=True, slots=True)
class Rolled:
    """What became of one line's deferred revenue from a day up to, not with, another."""

    schedule: int
    invoice: int
    customer: int
    product: int | None
    code: str
    booked_on: date
    opening: Money
    billed: Money
    recognised: Money
    credited: Money

    @property
    def closing(self) -> Money:
        return self.opening + self.billed - self.recognised - self.credited


@dataclass(frozen=True, slots=True)
class Recognised:
    """Revenue that was earned, or is planned to be, of a line: for a waterfall by month billed and month earned."""

    schedule: int
    product: int | None
    booked_on: date
    on: date
    amount: Money
    booked: bool


def roll_forward(tx: Tx, entity: int, since: date, until: date) -> Iterator[Rolled]:
    """Every line of an entity that had deferred revenue in `[since, until)`, by effective day."""
    schedules = store.of_entity(tx, entity, until)
    for start in range(0, len(schedules), store.AT_ONCE):
        some = schedules[start : start + store.AT_ONCE]
        moved = store.movements(tx, [each.id for each in some])
        for each in some:
            rolled = _rolled(each, moved[each.id], since, until)
            if rolled.opening or rolled.billed or rolled.recognised or rolled.credited:
                yield rolled


def _rolled(schedule: Schedule, moved: list[Row], since: date, until: date) -> Rolled:
    currency, zero = schedule.amount.currency, Money.zero(schedule.amount.currency)

    def moves(*kinds: str, first: date = date.min, end: date = until) -> Money:
        return total(
            (
                Money(row["amount"], currency)
                for row in moved
                if row["kind"] in kinds and first <= date.fromisoformat(row["effective_on"]) < end
            ),
            currency,
        )

    was_there = schedule.booked_on < since
    return Rolled(
        schedule=schedule.id,
        invoice=schedule.invoice,
        customer=schedule.customer,
        product=schedule.product,
        code=schedule.code,
        booked_on=schedule.booked_on,
        opening=schedule.amount - moves("recognised", "credited", end=since) if was_there else zero,
        billed=zero if was_there else schedule.amount,
        recognised=moves("recognised", first=since),
        credited=moves("credited", first=since),
    )


def waterfall(tx: Tx, entity: int, until: date) -> Iterator[Recognised]:
    """Every part of every line that was in the books before a day: what was earned, and what is to come."""
    schedules = store.of_entity(tx, entity, until)
    for start in range(0, len(schedules), store.AT_ONCE):
        some = schedules[start : start + store.AT_ONCE]
        moved = store.movements(tx, [each.id for each in some])
        for each in some:
            for row in moved[each.id]:
                if row["kind"] == "recognised":
                    on, amount = date.fromisoformat(row["effective_on"]), Money(row["amount"], each.amount.currency)
                    yield Recognised(each.id, each.product, each.booked_on, on, amount, booked=True)
            for part in to_come(each):
                yield Recognised(each.id, each.product, each.booked_on, part.on, part.amount, booked=False)

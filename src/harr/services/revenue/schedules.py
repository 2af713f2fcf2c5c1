"""A schedule: how the revenue of one invoice line is earned, step by step. Pure values; every step gives a new one.

amount = recognized + deferred + deferred_back
  recognized       booked from 2100 to revenue, day by day; `recognized_back` of it a credit note took back (4820)
  deferred         what 2100 still holds for the line; it is spread over the days from `spread_from` to the end
  deferred_back    what left 2100 otherwise: unused time, a credit note, a void invoice

After every adjustment what is left is spread again over the days that are left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from harr.kernel.calendar import Period
from harr.kernel.money import Exact, Money
from harr.services.revenue.spreading import DAY, Method, earned, month_end, month_ends

Status = Literal["planned", "running", "complete", "reversed"]
Rule = Literal["pro_rata", "by_period", "prospective", "reverse_all"]


@dataclass(frozen=True, slots=True)
class Part:
    """What is earned through a day, and the day on which that is booked."""

    through: date
    on: date
    amount: Money
    functional: Money | None = None
    """Its worth when the line was invoiced, where that was in another currency: deferred revenue is not revalued."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The revenue of a line. It has the number of its line."""

    id: int
    app: int | None
    entity: int
    customer: int
    invoice: int
    product: int | None
    code: str
    """The revenue account."""
    method: Method
    period: Period
    booked_on: date
    not_before: date
    """No part is booked on an earlier day: the line was not in the books yet."""
    amount: Money
    recognized: Money
    recognized_back: Money
    deferred_back: Money
    spread_from: date
    spread_amount: Money
    recognized_through: date | None = None
    functional_amount: Money | None = None
    exchange_rate: int | None = None
    ended: bool = False
    """By a void invoice."""
    original_period: Period
    adjustments: tuple[Mapping[str, Any], ...] = ()
    version: int = 1
    created_at: int = 0
    updated_at: int = 0

    @property
    def deferred(self) -> Money:
        return self.amount - self.recognized - self.deferred_back

    @property
    def earned(self) -> Money:
        """What is shown as revenue in the end."""
        return self.recognized - self.recognized_back

    @property
    def kept(self) -> Money:
        """What was not taken back."""
        return self.earned + self.deferred

    @property
    def status(self) -> Status:
        if self.ended or (not self.kept and bool(self.amount)):
            return "reversed"
        if not self.deferred:
            return "complete"
        return "running" if self.recognized else "planned"

    def worth_of(self, before: Money, after: Money) -> Money | None:
        """What it is worth, at the rate of the invoice, that one deferred amount becomes another.

        All parts of it add up to the worth of the whole.
        """
        if self.functional_amount is None:
            return None
        whole = Exact.of(self.functional_amount)
        was, now = (whole.times(each.minor, self.amount.minor).settle() for each in (before, after))
        return was - now

    def noted(self, on: date, amount: Money, reason: str, source: str | None) -> Schedule:
        """The same with a note of what was changed."""
        note = {"on": on.isoformat(), "amount": amount.text, "reason": reason, "source": source}
        return replace(self, adjustments=(*self.adjustments, note))

    @property
    def next_day(self) -> date:
        """The first day on which something can be earned next."""
        behind = self.spread_from if self.recognized_through is None else self.recognized_through + DAY
        return max(self.spread_from, behind, self.not_before)

    @property
    def due_on(self) -> date | None:
        """The last day of the month at whose end something is booked next."""
        return month_end(self.next_day) if self.deferred else None


# ---- earning ---------------------------------------------------------------------------------------------------------


def recognise(schedule: Schedule, through: date, on: date) -> tuple[Schedule, list[Part]]:
    """Earn every day up to and with `through`: month by month on its last day, the days of the last one on `on`.

    A run that comes late books the same parts on the same days as one in time.
    """
    if not schedule.deferred or through < (schedule.recognized_through or through):
        return schedule, []
    now, parts = schedule, []
    days = [(day, day) for day in month_ends(schedule.next_day, through)]
    if not days or days[-1][0] < through:
        days.append((through, max(on, schedule.not_before)))
    for day, booked in days:
        now, part = _step(now, day, booked)
        parts += [part] if part.amount else []
    return now, parts


def earn_exactly(schedule: Schedule, through: date, on: date) -> tuple[Schedule, list[Part]]:
    """Earn the days up to and with `through` and no more: what was shown too early is deferred again."""
    if schedule.recognized_through is None or through >= schedule.recognized_through:
        return recognise(schedule, through, on)
    after, part = _step(schedule, through, max(on, schedule.not_before))
    after = replace(after, recognized_through=through if through >= schedule.period.start else None)
    return after, [part] if part.amount else []


def _step(schedule: Schedule, through: date, on: date) -> tuple[Schedule, Part]:
    reached = _reached(schedule, through)
    part = reached - (schedule.spread_amount - schedule.deferred)
    after = replace(schedule, recognized=schedule.recognized + part)
    if through >= schedule.period.start:
        last = min(through, schedule.period.end - DAY)
        after = replace(after, recognized_through=max(last, schedule.recognized_through or last))
    return after, Part(through, on, part, after.worth_of(schedule.deferred, after.deferred))


def _reached(schedule: Schedule, through: date) -> Money:
    if through < schedule.spread_from:
        return schedule.spread_amount - schedule.deferred
    over = Period(schedule.spread_from, schedule.period.end)
    return earned(schedule.spread_amount, schedule.method, over, through)


def to_come(schedule: Schedule) -> list[Part]:
    """The parts that runs will book if nothing happens."""
    last = max(schedule.period.end - DAY, schedule.not_before, schedule.spread_from)
    return recognise(schedule, month_end(last), month_end(last))[1]


# ---- adjusting -------------------------------------------------------------------------------------------------------


def spread_again(schedule: Schedule, through: date) -> Schedule:
    """Spread what is left over the days behind `through`."""
    first = max(through + DAY, schedule.period.start)
    return replace(schedule, spread_from=min(first, schedule.period.end - DAY), spread_amount=schedule.deferred)


def credited(
    schedule: Schedule, amount: Money, rule: Rule, through: date, span: Period | None = None
) -> tuple[Schedule, Money, Money]:
    """Take an amount back by a credit note: what of it was earned (4820), and what was not (2100).

    What is more than the schedule holds lies outside of it, and counts as earned.
    """
    fits = min(amount, schedule.kept)
    deferred = _unearned_of(schedule, fits, rule, through, span)
    deferred = max(min(deferred, schedule.deferred), fits - schedule.earned)
    after = replace(
        schedule,
        recognized_back=schedule.recognized_back + fits - deferred,
        deferred_back=schedule.deferred_back + deferred,
    )
    return spread_again(after, through), amount - deferred, deferred


def _unearned_of(schedule: Schedule, amount: Money, rule: Rule, through: date, span: Period | None) -> Money:
    if rule == "prospective":
        return amount
    if rule == "reverse_all":
        return amount - min(amount, schedule.earned)
    if rule == "by_period" and span is not None:
        return amount - earned(amount, "day", span, through)
    if not schedule.kept:
        return amount
    return amount - Exact.of(amount).times(schedule.earned.minor, schedule.kept.minor).settle()


def unused(schedule: Schedule, amount: Money, span: Period, through: date) -> tuple[Schedule, Money]:
    """Take unused time off what is deferred, as far as that reaches: how much was taken.

    Where all of the span is taken back, the service ends with it: what is left, a part
    of a day, belongs to the days before. Else what is left is spread as before.
    """
    before = spread_again(schedule, through)
    taken = min(amount, before.deferred)
    after = replace(before, deferred_back=before.deferred_back + taken)
    left = Period(before.spread_from, before.period.end)
    of_span = left.overlap(span)
    if of_span is not None and span.end >= left.end:
        all_of_it = taken.minor * left.days >= before.deferred.minor * (of_span.days - 1)
        end = max(span.start, before.spread_from + DAY if after.deferred else before.period.start + DAY)
        if all_of_it and end < left.end:
            after = replace(after, period=Period(before.period.start, end))
    return spread_again(after, through), taken


def given_back(schedule: Schedule, amount: Money, on: date) -> Schedule:
    """Defer again what was taken off, as if it had not been: the document that took it was taken back."""
    after = replace(
        schedule,
        deferred_back=schedule.deferred_back - amount,
        period=schedule.original_period,
        not_before=max(schedule.not_before, on),
        ended=False,
    )
    return spread_again(after, schedule.recognized_through or schedule.period.start - DAY)


def ended(schedule: Schedule) -> Schedule:
    """The invoice is void: nothing was sold, nothing is earned, and nothing is left."""
    return replace(schedule, recognized=Money.zero(schedule.amount.currency), deferred_back=schedule.amount, ended=True)

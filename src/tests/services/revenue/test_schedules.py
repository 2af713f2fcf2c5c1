"""A schedule, step by step and without a database: earned, taken back, cut short, given back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.kernel.calendar import Period
from harr.kernel.money import Money, total
from harr.services.revenue.schedules import (
    Rule,
    Schedule,
    credited,
    earn_exactly,
    ended,
    given_back,
    recognise,
    spread_again,
    to_come,
    unused,
)
from harr.services.revenue.spreading import DAY

ZERO = Money.zero("EUR")
RULES: tuple[Rule, ...] = ("pro_rata", "by_period", "prospective", "reverse_all")


def eur(text: str) -> Money:
    """Euros."""
    return Money.parse(text, "EUR")


def planned(amount: str = "30.00", start: str = "2026-04-01", end: str = "2026-05-01", **more: Any) -> Schedule:
    """A schedule that was booked on the first day of its period."""
    period = Period(date.fromisoformat(start), date.fromisoformat(end))
    given_: dict[str, Any] = {
        "id": 1, "app": None, "entity": 1, "customer": 1, "invoice": 1, "product": None, "code": "4010",
        "method": "day", "period": period, "original_period": period, "booked_on": period.start,
        "not_before": period.start, "amount": eur(amount), "recognized": ZERO, "recognized_back": ZERO,
        "deferred_back": ZERO, "spread_from": period.start, "spread_amount": eur(amount),
    }  # fmt: skip
    return Schedule(**{**given_, **more})


def april(day: int) -> date:
    """A day of April 2026."""
    return date(2026, 4, day)


def test_months_are_booked_on_their_last_days_and_the_rest_on_the_day_of_the_adjustment() -> None:
    """As runs in time would have booked them; a second call finds nothing to do."""
    schedule = planned("90.00", "2026-01-15", "2026-04-15")
    after, parts = recognise(schedule, april(9), april(10))
    assert [(part.on.isoformat(), part.amount.text) for part in parts] == [
        ("2026-01-31", "17.00"), ("2026-02-28", "28.00"), ("2026-03-31", "31.00"), ("2026-04-10", "9.00"),
    ]  # fmt: skip
    assert recognise(after, april(9), april(10)) == (after, [])
    assert (after.status, after.recognized_through, after.due_on) == ("running", april(9), april(30))


def test_nothing_is_booked_before_the_invoice_was() -> None:
    """What was over before is earned at the end of the month of the invoice."""
    schedule = planned("90.00", "2026-01-15", "2026-04-15", not_before=april(10), booked_on=april(10))
    assert recognise(schedule, date(2026, 3, 31), date(2026, 3, 31))[1][0].on == april(10)
    assert [(part.on, part.amount.text) for part in to_come(schedule)] == [(april(30), "90.00")]


def test_what_is_to_come_adds_up() -> None:
    """The parts that no run has booked yet are all that is deferred."""
    schedule = planned("100.00", "2026-01-20", "2027-02-03")
    after, _ = recognise(schedule, april(30), april(30))
    assert total((part.amount for part in to_come(after)), "EUR") == after.deferred
    assert len(to_come(after)) == 10


@pytest.mark.parametrize(
    ("rule", "earned", "deferred"),
    [("pro_rata", "6.00", "6.00"), ("by_period", "0.00", "12.00"), ("prospective", "0.00", "12.00"),
     ("reverse_all", "12.00", "0.00")],
)  # fmt: skip
def test_a_credit_note_by_every_rule(rule: Rule, earned: str, deferred: str) -> None:
    """Half of 30.00 is earned; 12.00 are credited, by period those of the last twelve days."""
    schedule, _ = recognise(planned(), april(15), april(16))
    span = Period(april(19), date(2026, 5, 1))
    after, of_earned, of_deferred = credited(schedule, eur("12.00"), rule, april(15), span)
    assert (of_earned.text, of_deferred.text) == (earned, deferred)
    assert (after.kept.text, after.earned) == ("18.00", eur("15.00") - of_earned)
    assert total((part.amount for part in to_come(after)), "EUR") == after.deferred


def test_a_credit_note_never_takes_more_than_there_is_of_either_part() -> None:
    """By rules that take one part first, the other takes the rest; what lies outside of the schedule was earned."""
    schedule, _ = recognise(planned(), april(20), april(21))
    assert [each.text for each in credited(schedule, eur("12.00"), "prospective", april(20))[1:]] == ["2.00", "10.00"]
    assert [each.text for each in credited(schedule, eur("25.00"), "reverse_all", april(20))[1:]] == ["20.00", "5.00"]
    after, earned, deferred = credited(schedule, eur("31.00"), "pro_rata", april(20))
    assert (earned.text, deferred.text, after.status) == ("21.00", "10.00", "reversed")


def test_unused_time_ends_a_line() -> None:
    """E19c: all of the rest is taken, and the period ends on the day of the change."""
    schedule, _ = recognise(planned(), april(15), april(16))
    after, taken = unused(schedule, eur("15.00"), Period(april(16), date(2026, 5, 1)), april(15))
    assert (taken.text, after.status, after.period.end) == ("15.00", "complete", april(16))


def test_what_a_second_leaves_belongs_to_the_day_of_the_change() -> None:
    """By the second 14.50 of 15.00 are unused: the half day before is earned with its day, not spread over weeks."""
    schedule, _ = recognise(planned(), april(15), april(16))
    after, taken = unused(schedule, eur("14.50"), Period(april(16), date(2026, 5, 1)), april(15))
    assert (taken.text, after.deferred.text, after.period.end) == ("14.50", "0.50", april(17))
    assert recognise(after, april(16), april(17))[0].deferred == ZERO


def test_a_part_of_the_unused_time_lowers_every_day_that_is_left() -> None:
    """Fewer seats: the period stays."""
    schedule, _ = recognise(planned(), april(15), april(16))
    after, taken = unused(schedule, eur("7.50"), Period(april(16), date(2026, 5, 1)), april(15))
    assert (taken.text, after.period.end, after.deferred.text) == ("7.50", date(2026, 5, 1), "7.50")
    assert recognise(after, april(25), april(26))[0].deferred.text == "2.50"


def test_unused_time_of_days_that_were_earned_already() -> None:
    """A change that reaches back: those days are deferred again first, so that all of it comes off 2100."""
    schedule, _ = recognise(planned(), april(20), april(21))
    back, parts = earn_exactly(schedule, april(10), april(21))
    assert [(part.on, part.amount.minor) for part in parts] == [(april(21), -1000)]
    after, taken = unused(back, eur("20.00"), Period(april(11), date(2026, 5, 1)), april(10))
    assert (taken.text, after.earned.text, after.status) == ("20.00", "10.00", "complete")


def test_what_was_taken_can_be_given_back() -> None:
    """As if it had not been taken, but never before the day on which it came back."""
    schedule, _ = recognise(planned(), april(15), april(16))
    after, _ = unused(schedule, eur("15.00"), Period(april(16), date(2026, 5, 1)), april(15))
    again = given_back(after, eur("15.00"), april(20))
    assert (again.deferred.text, again.period, again.not_before) == ("15.00", schedule.period, april(20))
    late = given_back(after, eur("15.00"), date(2026, 6, 10))
    assert [(part.on, part.amount.text) for part in to_come(late)] == [(date(2026, 6, 30), "15.00")]


def test_a_void_invoice_ends_its_schedule() -> None:
    """Nothing was sold."""
    schedule, _ = recognise(planned(), april(15), april(16))
    after = ended(schedule)
    assert (after.status, after.kept, after.due_on, to_come(after)) == ("reversed", ZERO, None, [])


def test_parts_in_the_own_currency_add_up_to_the_worth_of_the_whole() -> None:
    """However they are rounded, nothing of the functional amount is left in 2100."""
    schedule = planned("10.00", "2026-01-10", "2026-12-10", functional_amount=Money(1237, "USD"), exchange_rate=1)
    worth = [part.functional for part in to_come(schedule)]
    assert total((each for each in worth if each is not None), "USD") == Money(1237, "USD")


ACTS = st.lists(
    st.tuples(st.sampled_from(["recognise", "credit", "unused", "give back"]), st.integers(0, 60), st.integers(1, 4000),
              st.sampled_from(RULES)),
    max_size=8,
)  # fmt: skip


@given(st.integers(1, 100_000), st.integers(1, 400), st.sampled_from(["day", "month"]), ACTS)
def test_whatever_is_done_to_it_all_of_it_has_a_place(minor: int, length: int, method: Any, acts: Any) -> None:
    """Earned, deferred or taken off: never below zero, always the amount; and in the end nothing is deferred."""
    start = date(2026, 1, 20)
    period = Period(start, start + timedelta(days=length))
    schedule = replace(
        planned(), amount=Money(minor, "EUR"), spread_amount=Money(minor, "EUR"), method=method, period=period,
        original_period=period, spread_from=start, booked_on=start, not_before=start,
    )  # fmt: skip
    today, taken_last = start, ZERO
    for what, days, cents, rule in acts:
        today += timedelta(days=days)
        amount = Money(cents, "EUR")
        schedule, _ = recognise(schedule, today - DAY, today)
        if what == "credit":
            schedule, of_earned, of_deferred = credited(schedule, amount, rule, today - DAY)
            assert of_earned + of_deferred == amount
        elif what == "unused":
            span = Period(today, max(schedule.period.end, today + DAY))
            schedule, taken_last = unused(schedule, amount, span, today - DAY)
        elif what == "give back" and taken_last <= schedule.deferred_back:
            schedule, taken_last = given_back(schedule, taken_last, today), ZERO
        parts = (schedule.recognized, schedule.recognized_back, schedule.deferred, schedule.deferred_back)
        assert all(each >= ZERO for each in parts)
        assert schedule.recognized_back <= schedule.recognized
        assert schedule.recognized + schedule.deferred + schedule.deferred_back == schedule.amount
        assert total((part.amount for part in to_come(schedule)), "EUR") == schedule.deferred
    done, _ = recognise(spread_again(schedule, today - DAY), date(2040, 1, 1), date(2040, 1, 1))
    assert (done.deferred, done.due_on) == (ZERO, None)

"""Periods of civil days: clamped to short months, back on their day after, and whole."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.kernel import (
    DAY,
    HALF_YEAR,
    MONTH,
    QUARTER,
    WEEK,
    YEAR,
    Anchor,
    FieldInvalid,
    Interval,
    Period,
    Weekday,
    add,
    anchored,
    calendar_period,
    day_share,
    first_bill_date,
    fixed_30_days,
    fixed_30_share,
    period_at,
    periods,
    previous_bill_date,
    whole_periods,
)

INTERVALS = {
    "day": DAY,
    "thirty days": Interval("day", 30),
    "week": WEEK,
    "four weeks": Interval("week", 4),
    "month": MONTH,
    "five months": Interval("month", 5),
    "quarter": QUARTER,
    "half year": HALF_YEAR,
    "year": YEAR,
    "two years": Interval("year", 2),
}
intervals = st.sampled_from(list(INTERVALS.values()))
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def on(text: str) -> date:
    """A date as a case writes it."""
    return date.fromisoformat(text)


def starts(found: list[Period]) -> list[str]:
    """Where periods begin, month and day."""
    return [period.start.isoformat()[2:] for period in found]


@pytest.mark.parametrize(
    ("anchor", "interval", "boundaries"),
    [
        ("2026-01-31", "month", "26-01-31 26-02-28 26-03-31 26-04-30 26-05-31"),
        ("2024-01-30", "month", "24-01-30 24-02-29 24-03-30"),
        ("2024-02-29", "month", "24-02-29 24-03-29 24-04-29"),
        ("2026-02-28", "month", "26-02-28 26-03-28 26-04-28"),  # the 28th, not the last of the month
        ("2026-11-30", "quarter", "26-11-30 27-02-28 27-05-30"),
        ("2026-08-31", "half year", "26-08-31 27-02-28 27-08-31"),
        ("2024-02-29", "year", "24-02-29 25-02-28 26-02-28 27-02-28 28-02-29"),
        ("2026-10-31", "five months", "26-10-31 27-03-31 27-08-31 28-01-31"),
        ("2026-12-28", "week", "26-12-28 27-01-04 27-01-11"),
        ("2026-01-31", "thirty days", "26-01-31 26-03-02 26-04-01"),
        ("2024-02-28", "day", "24-02-28 24-02-29 24-03-01"),
    ],
)
def test_boundaries_are_clamped_and_then_returned_to(anchor: str, interval: str, boundaries: str) -> None:
    """Each is computed from the anchor, none from the one before it."""
    wanted = boundaries.split()
    assert starts(periods(on(anchor), INTERVALS[interval], len(wanted))) == wanted


def test_a_sequence_that_starts_in_a_short_month_returns_to_its_day() -> None:
    """Who is billed on the 31st and begins in February is billed on the 31st of March."""
    found = periods(on("2026-02-28"), MONTH, 3, anchor_day=31)
    assert starts(found) == ["26-02-28", "26-03-31", "26-04-30"]
    assert add(on("2025-02-28"), YEAR, 3, anchor_day=29) == on("2028-02-29")


@pytest.mark.parametrize(
    ("anchor", "interval", "start", "first", "second"),
    [
        ("2026-01-31", "month", "2026-07-10", "2026-07-10/2026-07-31", "2026-07-31/2026-08-31"),
        ("2026-01-31", "month", "2026-06-30", "2026-06-30/2026-07-31", "2026-07-31/2026-08-31"),
        ("2026-01-01", "quarter", "2025-12-31", "2025-12-31/2026-01-01", "2026-01-01/2026-04-01"),
        ("2026-01-05", "week", "2026-01-04", "2026-01-04/2026-01-05", "2026-01-05/2026-01-12"),
    ],
)
def test_a_first_period_that_is_cut(anchor: str, interval: str, start: str, first: str, second: str) -> None:
    """From the start to the next boundary after it; on a boundary it is whole."""
    found = periods(on(anchor), INTERVALS[interval], 2, start=on(start))
    assert [period.text for period in found] == [first, second]


@pytest.mark.parametrize(
    ("anchor", "interval", "at", "period"),
    [
        ("2026-01-31", "month", "2026-02-27", "2026-01-31/2026-02-28"),
        ("2026-01-31", "month", "2026-02-28", "2026-02-28/2026-03-31"),
        ("2026-01-31", "month", "2026-03-30", "2026-02-28/2026-03-31"),
        ("2026-01-31", "month", "2025-12-31", "2025-12-31/2026-01-31"),  # before the anchor
        ("2024-02-29", "year", "2027-02-28", "2027-02-28/2028-02-29"),
        ("2024-02-29", "year", "2028-02-28", "2027-02-28/2028-02-29"),
        ("2026-01-01", "thirty days", "2025-12-31", "2025-12-02/2026-01-01"),
    ],
)
def test_the_period_that_holds_a_day(anchor: str, interval: str, at: str, period: str) -> None:
    """A boundary belongs to the period that begins there."""
    assert period_at(on(anchor), INTERVALS[interval], on(at)).text == period


@given(year=st.integers(1950, 2100), month=st.integers(1, 12), anchor_day=st.integers(1, 31), interval=intervals)
def test_periods_tile(year: int, month: int, anchor_day: int, interval: Interval) -> None:
    """No gap and no overlap, and none without a day, for an anchor on any day of the month."""
    found = periods(date(year, month, 1), interval, 30, anchor_day=anchor_day)
    for earlier, later in pairwise(found):
        assert earlier.end == later.start
        assert earlier.days > 0
        if interval.months:
            assert later.start.day == anchor_day or (later.start + timedelta(days=1)).day == 1


@given(anchor=days, at=days, interval=intervals, anchor_day=st.none() | st.integers(1, 31))
def test_each_day_lies_in_one_period(anchor: date, at: date, interval: Interval, anchor_day: int | None) -> None:
    """It is found from any anchor, and the days on both its edges find the same one and its neighbours."""
    found = period_at(anchor, interval, at, anchor_day=anchor_day)
    before = period_at(anchor, interval, found.start - timedelta(days=1), anchor_day=anchor_day)
    after = period_at(anchor, interval, found.end, anchor_day=anchor_day)
    assert at in found
    assert at not in before
    assert at not in after
    assert (before.end, after.start) == (found.start, found.end)
    assert period_at(anchor, interval, found.end - timedelta(days=1), anchor_day=anchor_day) == found


@given(start=days, length=st.integers(1, 10_000))
def test_a_period_comes_back_from_its_text(start: date, length: int) -> None:
    """Text, days and edges name the same period."""
    period = Period(start, start + timedelta(days=length))
    assert Period.parse(period.text) == period
    assert period.days == length
    assert period.start in period
    assert period.end not in period


@pytest.mark.parametrize(
    "text",
    ["2026-02-01", "2026-02-01/2026-02-01", "2026-03-01/2026-02-01", "2026-02-30/2026-03-01", "/", "2026-02-01--"],
)
def test_what_is_not_a_period(text: str) -> None:
    """It has two dates, and the second is later."""
    with pytest.raises(FieldInvalid):
        Period.parse(text, "period")


def test_a_period_is_of_dates_and_not_of_datetimes() -> None:
    """A datetime is a date to Python, and a different thing to a customer."""
    with pytest.raises(TypeError):
        Period(datetime(2026, 1, 1), date(2026, 2, 1))  # noqa: DTZ001 - the case


@pytest.mark.parametrize(
    ("other", "both"),
    [
        ("2026-01-15/2026-02-15", "2026-01-15/2026-02-01"),
        ("2025-12-15/2026-02-15", "2026-01-01/2026-02-01"),
        ("2026-02-01/2026-03-01", None),
        ("2025-12-01/2026-01-01", None),
    ],
)
def test_the_days_that_two_periods_share(other: str, both: str | None) -> None:
    """Neighbours share none."""
    january = Period.parse("2026-01-01/2026-02-01")
    found = january.overlap(Period.parse(other))
    assert (found and found.text) == both


@pytest.mark.parametrize(
    ("start", "end", "interval", "count"),
    [
        ("2026-01-31", "2026-02-28", "month", 1),
        ("2026-01-31", "2026-02-27", "month", 0),
        ("2026-01-31", "2026-04-29", "month", 2),
        ("2026-01-31", "2026-04-30", "month", 3),
        ("2024-02-29", "2025-02-28", "year", 1),
        ("2026-01-01", "2026-01-30", "thirty days", 0),
        ("2026-01-01", "2026-01-31", "thirty days", 1),
        ("2026-01-01", "2026-01-01", "day", 0),
        ("2026-01-02", "2026-01-01", "day", 0),
    ],
)
def test_how_many_whole_periods_have_ended(start: str, end: str, interval: str, count: int) -> None:
    """One that ends on the day itself counts; before the start there are none."""
    assert whole_periods(on(start), on(end), INTERVALS[interval]) == count


@pytest.mark.parametrize(
    ("start", "bill_day", "interval", "first", "previous", "unaligned"),
    [
        ("2026-01-10", 15, "month", "2026-01-15", "2025-12-15", "2025-12-15"),
        ("2026-01-15", 15, "month", "2026-01-15", "2025-12-15", "2025-12-15"),
        ("2026-01-20", 15, "month", "2026-02-15", "2026-01-15", "2026-01-15"),
        ("2026-02-10", 31, "month", "2026-02-28", "2026-01-31", "2026-01-28"),
        ("2026-02-28", 31, "month", "2026-02-28", "2026-01-31", "2026-01-28"),
        ("2026-02-20", 10, "quarter", "2026-05-10", "2026-02-10", "2026-02-10"),
        ("2026-01-31", 30, "year", "2027-01-30", "2026-01-30", "2026-01-30"),
        ("2026-12-31", 1, "month", "2027-01-01", "2026-12-01", "2026-12-01"),
    ],
)
def test_the_first_bill_date_and_the_one_before(
    *, start: str, bill_day: int, interval: str, first: str, previous: str, unaligned: str
) -> None:
    """The bill day of the start's own month if that is not past, else an interval later."""
    found = first_bill_date(on(start), bill_day, INTERVALS[interval])
    assert found == on(first)
    assert previous_bill_date(found, bill_day, INTERVALS[interval]) == on(previous)
    assert previous_bill_date(found, bill_day, INTERVALS[interval], aligned=False) == on(unaligned)


def test_the_start_itself_may_be_no_bill_date() -> None:
    """Then the first one is an interval later."""
    assert first_bill_date(on("2026-01-31"), 31, MONTH, on_or_after_start=False) == on("2026-02-28")
    with pytest.raises(FieldInvalid):
        first_bill_date(on("2026-01-31"), 31, WEEK)


@pytest.mark.parametrize(
    ("anchor", "interval", "boundary", "day"),
    [
        (Anchor(), "month", "2026-02-11", 11),
        (Anchor(day=31), "month", "2026-02-28", 31),
        (Anchor(day=1, month=1), "year", "2026-01-01", 1),
        (Anchor(day=29, month=2), "year", "2026-02-28", 29),
        (Anchor(weekday="monday"), "week", "2026-02-09", 11),
        (Anchor(weekday="wednesday"), "week", "2026-02-11", 11),
        (Anchor(weekday="thursday"), "four weeks", "2026-02-05", 11),
        (Anchor(day=5), "day", "2026-02-11", 11),  # days have no day of the month
    ],
)
def test_the_boundary_that_an_anchor_sets(anchor: Anchor, interval: str, boundary: str, day: int) -> None:
    """Near a start on Wednesday 11 February 2026; what the anchor leaves open the start decides."""
    assert anchored(anchor, on("2026-02-11"), INTERVALS[interval]) == (on(boundary), day)


@pytest.mark.parametrize(
    ("interval", "week_starts", "period"),
    [
        ("week", "monday", "2026-08-10/2026-08-17"),
        ("week", "sunday", "2026-08-09/2026-08-16"),
        ("week", "saturday", "2026-08-15/2026-08-22"),
        ("month", "monday", "2026-08-01/2026-09-01"),
        ("quarter", "monday", "2026-07-01/2026-10-01"),
        ("half year", "monday", "2026-07-01/2027-01-01"),
        ("year", "monday", "2026-01-01/2027-01-01"),
        ("day", "monday", "2026-08-15/2026-08-16"),
    ],
)
def test_the_calendar_period_that_holds_a_day(interval: str, week_starts: Weekday, period: str) -> None:
    """Saturday 15 August 2026 in the week, month, quarter and year of the calendar."""
    assert calendar_period(INTERVALS[interval], on("2026-08-15"), week_starts).text == period


@pytest.mark.parametrize(
    ("part", "full", "share"),
    [
        ("2026-02-15/2026-03-01", "2026-02-01/2026-03-01", "14/28"),
        ("2024-02-15/2024-03-01", "2024-02-01/2024-03-01", "15/29"),
        ("2026-03-29/2026-03-30", "2026-03-01/2026-04-01", "1/31"),  # a day of 23 hours is a day
        ("2026-01-01/2027-01-01", "2026-01-01/2027-01-01", "365/365"),
    ],
)
def test_the_share_of_a_part_by_days(part: str, full: str, share: str) -> None:
    """Days over days, not reduced."""
    assert day_share(Period.parse(part), Period.parse(full)).text == share


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2026-01-01", "2026-02-01", 30),
        ("2026-02-01", "2026-03-01", 30),
        ("2026-01-15", "2026-01-31", 16),
        ("2026-01-31", "2026-03-01", 30),
        ("2025-12-20", "2026-01-05", 15),
        ("2026-01-01", "2027-01-01", 360),
    ],
)
def test_days_of_months_of_thirty(start: str, end: str, found: int) -> None:
    """30 times the months between, and the difference of the days."""
    assert fixed_30_days(on(start), on(end)) == found


def test_a_share_of_an_interval_of_thirty_day_months() -> None:
    """Half of February is half, and half a quarter is 45 of 90."""
    assert fixed_30_share(Period.parse("2026-02-16/2026-03-01")).text == "15/30"
    assert fixed_30_share(Period.parse("2026-02-16/2026-04-01"), QUARTER).text == "45/90"
    with pytest.raises(FieldInvalid):
        fixed_30_share(Period.parse("2026-02-16/2026-03-01"), WEEK)


@pytest.mark.parametrize(("unit", "count"), [("hour", 1), ("month", 0), ("month", -1), ("month", 1201), ("", 1)])
def test_what_is_not_an_interval(unit: str, count: int) -> None:
    """At least one day, week, month or year."""
    with pytest.raises(FieldInvalid):
        Interval(unit, count)  # type: ignore[arg-type]  # the case


@pytest.mark.parametrize("fields", [{"day": 0}, {"day": 32}, {"month": 13}, {"weekday": "mon"}])
def test_what_is_not_an_anchor(fields: dict[str, int]) -> None:
    """The refusal names the field."""
    with pytest.raises(FieldInvalid) as refused:
        Anchor(**fields)  # type: ignore[arg-type]  # the case
    assert refused.value.field in fields
    assert Anchor(day=31, month=12, weekday="sunday", time=time(12)).day == 31


def test_the_calendar_has_an_end() -> None:
    """Beyond the year 9999 is a refusal, not a fault."""
    with pytest.raises(FieldInvalid):
        add(on("9999-12-31"), DAY)
    with pytest.raises(FieldInvalid):
        add(on("9999-12-01"), MONTH)
    with pytest.raises(FieldInvalid):
        add(on("0001-01-31"), YEAR, -1)

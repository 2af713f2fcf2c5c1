"""Periods of civil days that neither overlap nor leave a gap.

Interval("month", 3)               how long
Anchor(day=31)                     what the calendar returns to after a short month
Period(start, end)                 days from `start` up to, not with, `end`

Boundary k of a sequence is its anchor plus k intervals, always computed from
the anchor, never from the boundary before: 31 Jan, 28 Feb, 31 Mar. Where a
sequence starts in a month that lacks the day, `anchor_day` says what it is.
The instants of periods in a zone, and durations, are in `zones`.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from harr.kernel.errors import FieldInvalid
from harr.kernel.money import Share
from harr.kernel.quantities import whole
from harr.kernel.time import parse_date

Unit = Literal["day", "week", "month", "year"]
DAYS_OF = {"day": 1, "week": 7}
MONTHS_OF = {"month": 1, "year": 12}
MOST_INTERVALS = 1200

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

A_FIRST_OF_JANUARY = date(2000, 1, 1)
A_MONDAY = date(2000, 1, 3)


@dataclass(frozen=True, slots=True)
class Interval:
    """So many days, weeks, months or years."""

    unit: Unit
    count: int = 1

    def __post_init__(self) -> None:
        if self.unit not in DAYS_OF and self.unit not in MONTHS_OF:
            raise FieldInvalid(f"{self.unit!r} is not day, week, month or year", field="interval")
        if not 1 <= whole(self.count, "count") <= MOST_INTERVALS:
            raise FieldInvalid(f"an interval is 1 to {MOST_INTERVALS} units, not {self.count}", field="interval_count")

    @property
    def days(self) -> int:
        """Its length in days, 0 if that is counted in months."""
        return DAYS_OF.get(self.unit, 0) * self.count

    @property
    def months(self) -> int:
        """Its length in months, 0 if that is counted in days."""
        return MONTHS_OF.get(self.unit, 0) * self.count


DAY, WEEK, MONTH, YEAR = Interval("day"), Interval("week"), Interval("month"), Interval("year")
QUARTER, HALF_YEAR = Interval("month", 3), Interval("month", 6)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day (1 to 31), month, weekday and local time on which periods begin; what is None the start decides."""

    day: int | None = None
    month: int | None = None
    weekday: Weekday | None = None
    time: dt.time | None = None

    def __post_init__(self) -> None:
        for name, value, most in (("day", self.day, 31), ("month", self.month, 12)):
            if value is not None and not 1 <= whole(value, name) <= most:
                raise FieldInvalid(f"the {name} of an anchor is 1 to {most}, not {value}", field=name)
        if self.weekday is not None and self.weekday not in WEEKDAYS:
            raise FieldInvalid(f"{self.weekday!r} is not a weekday such as monday", field="weekday")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Civil days from `start` up to, not with, `end`; it holds at least one day."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if type(self.start) is not date or type(self.end) is not date:
            msg = f"a period has two dates, not {self.start!r} and {self.end!r}"
            raise TypeError(msg)
        if self.start >= self.end:
            raise FieldInvalid(
                f"a period ends after it starts, and {self.end} is not after {self.start}",
                field="period",
                way_out="Send an end after the start; the end is the first day that no longer belongs to it.",
            )

    @classmethod
    def parse(cls, text: str, field: str | None = None) -> Period:
        """The period that `2026-02-01/2026-03-01` says."""
        start, _, end = text.partition("/")
        try:
            return cls(parse_date(start), parse_date(end))
        except ValueError:
            raise FieldInvalid(f"{text!r} is not a period such as 2026-02-01/2026-03-01", field=field) from None

    @property
    def text(self) -> str:
        return f"{self.start}/{self.end}"

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlap(self, other: Period) -> Period | None:
        """The days that both have."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start < end else None


def add(day: date, interval: Interval, times: int = 1, anchor_day: int | None = None) -> date:
    """`day` plus so many intervals, in a month on `anchor_day` (that of `day`) or on its last day if it is short."""
    try:
        if interval.days:
            return day + timedelta(days=interval.days * times)
        month = day.year * 12 + day.month - 1 + interval.months * times
        return _in_month(month // 12, month % 12 + 1, anchor_day or day.day)
    except (ValueError, OverflowError):
        raise FieldInvalid(
            f"{day} and {times} times {interval.count} {interval.unit} lies outside the calendar",
            way_out="Send a date between the years 1 and 9999.",
        ) from None


def anchored(anchor: Anchor, start: date, interval: Interval) -> tuple[date, int]:
    """The boundary that an anchor sets near `start`, and the day of the month to which the sequence returns."""
    if interval.unit == "week" and anchor.weekday is not None:
        return start - timedelta(days=(start.weekday() - WEEKDAYS.index(anchor.weekday)) % 7), start.day
    if interval.days:
        return start, start.day
    day = anchor.day or start.day
    return _in_month(start.year, anchor.month or start.month, day), day


def calendar_anchor(interval: Interval, week_starts: Weekday = "monday") -> date:
    """The anchor of calendar periods: months and years from a first of January, weeks from a given weekday."""
    if interval.unit == "week":
        return A_MONDAY + timedelta(days=WEEKDAYS.index(week_starts))
    return A_FIRST_OF_JANUARY


def calendar_period(interval: Interval, at: date, week_starts: Weekday = "monday") -> Period:
    """The calendar week, month, quarter or year that holds the day."""
    return period_at(calendar_anchor(interval, week_starts), interval, at)


def periods(
    anchor: date,
    interval: Interval,
    count: int = 1,
    *,
    start: date | None = None,
    anchor_day: int | None = None,
) -> list[Period]:
    """The first `count` periods; with `start` the first one runs from there to the next boundary after it."""
    first = 0 if start is None else _steps(anchor, interval, start, anchor_day)
    boundaries = [add(anchor, interval, k, anchor_day) for k in range(first, first + count + 1)]
    found = [Period(left, right) for left, right in pairwise(boundaries)]
    if start is not None:
        found[:1] = [Period(start, found[0].end)]
    return found


def period_at(anchor: date, interval: Interval, at: date, *, anchor_day: int | None = None) -> Period:
    """The one period that holds the day; a boundary belongs to the period that begins there."""
    steps = _steps(anchor, interval, at, anchor_day)
    return Period(add(anchor, interval, steps, anchor_day), add(anchor, interval, steps + 1, anchor_day))


def whole_periods(start: date, end: date, interval: Interval) -> int:
    """How many whole intervals from `start` end on or before `end`."""
    return max(0, _steps(start, interval, end, None))


def first_bill_date(start: date, bill_day: int, interval: Interval, *, on_or_after_start: bool = True) -> date:
    """The bill day of the start's own month if that is not past, else one interval later.

    With `on_or_after_start=False` the start itself is no bill date.
    """
    boundary, day = anchored(Anchor(day=bill_day), start, _in_months(interval))
    reached = boundary >= start if on_or_after_start else boundary > start
    return boundary if reached else add(boundary, interval, 1, day)


def previous_bill_date(first: date, bill_day: int, interval: Interval, *, aligned: bool = True) -> date:
    """One interval before the first bill date: set back to the bill day, or (`aligned=False`) left on its own day."""
    return add(first, _in_months(interval), -1, bill_day if aligned else None)


def day_share(part: Period, full: Period) -> Share:
    """The days of a part over the days of the whole period that it belongs to."""
    return Share(part.days, full.days)


def fixed_30_days(start: date, end: date) -> int:
    """Days between two dates if each month had thirty: 30 x months + (day - day)."""
    return 30 * ((end.year - start.year) * 12 + end.month - start.month) + end.day - start.day


def fixed_30_share(part: Period, interval: Interval = MONTH) -> Share:
    """The share of an interval of thirty-day months."""
    return Share(fixed_30_days(part.start, part.end), 30 * _in_months(interval).months)


def _steps(anchor: date, interval: Interval, at: date, anchor_day: int | None) -> int:
    """How many intervals from the anchor the last boundary on or before `at` lies; below zero before the anchor."""
    if interval.days:
        return (at - anchor).days // interval.days
    months = (at.year - anchor.year) * 12 + at.month - anchor.month
    steps = months // interval.months
    # Boundary `steps` lies in no later month than `at`, and the next one in a later month: at most one too many.
    return steps if add(anchor, interval, steps, anchor_day) <= at else steps - 1


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _in_months(interval: Interval) -> Interval:
    if not interval.months:
        raise FieldInvalid("a bill day needs an interval of months or years", field="interval")
    return interval

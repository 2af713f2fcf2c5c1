"""Where civil days meet instants: a zone says at which microsecond a local day begins.

A zone is named (`Europe/Paris`), never an offset, and its rules come from the
pinned `tzdata` package, never from the machine: the same day begins at the same
instant everywhere. A local time that the clock jumps over is the first instant
after the jump; one that occurs twice is the earlier.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from itertools import pairwise
from zoneinfo import ZoneInfo

from harr.kernel.calendar import Interval, Period, add, period_at, periods
from harr.kernel.errors import FieldInvalid
from harr.kernel.money import Share
from harr.kernel.time import LATEST, instant, instant_text, micros

MIDNIGHT = time()
SECOND = 1_000_000
Span = tuple[int, int]

DURATION = re.compile(
    r"P(?=.)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?"
    r"(T(?=.)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?",
    re.ASCII,
)


def zone_info(zone: str, field: str | None = None) -> ZoneInfo:
    """The rules of a zone, from the pinned data."""
    if zone not in _zone_names():
        raise FieldInvalid(
            f"{zone!r} is not a time zone",
            field=field,
            way_out="Send a name of the IANA time zone data, such as Europe/Paris or UTC.",
        )
    return _read_zone(zone)


def local_day(us: int, zone: str) -> date:
    """The civil day that an instant has in the zone."""
    rules = zone_info(zone)
    try:
        return instant(us).astimezone(rules).date()
    except (OverflowError, ValueError):
        raise _outside(f"the instant {us}") from None


def local_instant(day: date, zone: str, at: time = MIDNIGHT) -> int:
    """The instant at which the zone's clocks show this day and time."""
    rules = zone_info(zone)
    shown = datetime.combine(day, at)
    try:
        found = shown.replace(tzinfo=rules).astimezone(UTC)
    except (OverflowError, ValueError):
        raise _outside(f"{day} in {zone}") from None
    if found.astimezone(rules).replace(tzinfo=None) == shown:
        return micros(found)
    # In a gap fold 0 reads `shown` with the offset before the jump and fold 1 with the one after it,
    # which puts one reading behind the jump and the other before it.
    return _jump(rules, micros(shown.replace(tzinfo=rules, fold=1).astimezone(UTC)), micros(found))


def period_instants(period: Period, zone: str, at: time = MIDNIGHT) -> Span:
    """The instants of a period, `[start, end)`. They are equal only for a day that a zone left out altogether."""
    return local_instant(period.start, zone, at), local_instant(period.end, zone, at)


def instant_periods(
    anchor: date,
    interval: Interval,
    zone: str,
    count: int = 1,
    *,
    start_us: int | None = None,
    anchor_day: int | None = None,
    at: time = MIDNIGHT,
) -> list[Span]:
    """The first `count` periods as instants; with `start_us` the first one runs from that instant."""
    start = None
    if start_us is not None:
        start = period_at_instant(anchor, interval, start_us, zone, anchor_day=anchor_day, at=at).start
    civil = periods(anchor, interval, count, start=start, anchor_day=anchor_day)
    boundaries = [local_instant(day, zone, at) for day in (civil[0].start, *(period.end for period in civil))]
    if start_us is not None:
        boundaries[0] = start_us
    return list(pairwise(boundaries))


def period_at_instant(
    anchor: date,
    interval: Interval,
    us: int,
    zone: str,
    *,
    anchor_day: int | None = None,
    at: time = MIDNIGHT,
) -> Period:
    """The one period that holds the instant; the instant of a boundary belongs to the period that begins there."""
    found = period_at(anchor, interval, local_day(us, zone), anchor_day=anchor_day)
    # The local day is a first guess only: a period may begin at another time than midnight, and a clock set back
    # across midnight shows the day before again after the boundary.
    while us < local_instant(found.start, zone, at):
        found = period_at(anchor, interval, found.start - timedelta(days=1), anchor_day=anchor_day)
    while us >= local_instant(found.end, zone, at):
        found = period_at(anchor, interval, found.end, anchor_day=anchor_day)
    return found


def second_share(part: Span, full: Span) -> Share:
    """The whole seconds of a part over those of the whole; parts that follow each other add up to it."""
    return Share(part[1] // SECOND - part[0] // SECOND, full[1] // SECOND - full[0] // SECOND)


def date_add(start: date, duration: str, field: str | None = None) -> date:
    """A date plus an ISO 8601 duration of years, months, weeks and days: `P1Y2M10D`."""
    months, days, seconds = _duration(duration, field)
    if seconds:
        raise FieldInvalid(f"{duration!r} has hours, and a date has none", field=field)
    return add(add(start, Interval("month"), months), Interval("day"), days)


def instant_add(us: int, duration: str, field: str | None = None) -> int:
    """An instant plus an ISO 8601 duration, in UTC: first years and months, then days, then hours to seconds."""
    months, days, seconds = _duration(duration, field)
    at = instant(us)
    day = add(add(at.date(), Interval("month"), months), Interval("day"), days)
    reached = micros(datetime.combine(day, at.timetz())) + seconds * SECOND
    if reached > LATEST:
        raise _outside(f"{instant_text(us)} and {duration}")
    return reached


def _outside(what: str) -> FieldInvalid:
    return FieldInvalid(f"{what} lies outside the calendar", way_out="Send a date between the years 1 and 9999.")


def _duration(text: str, field: str | None) -> tuple[int, int, int]:
    found = DURATION.fullmatch(text)
    if found is None:
        raise FieldInvalid(
            f"{text!r} is not a duration",
            field=field,
            way_out="Send an ISO 8601 duration in whole numbers, such as P1M, P14D or PT36H.",
        )
    years, months, weeks, days, _, hours, minutes, seconds = (found[n] or "0" for n in range(1, 9))
    return (
        int(years) * 12 + int(months),
        int(weeks) * 7 + int(days),
        int(hours) * 3600 + int(minutes) * 60 + int(seconds),
    )


def _jump(rules: ZoneInfo, before: int, after: int) -> int:
    """The instant at which the offset changes between two instants, by halving; changes fall on whole seconds."""
    old = instant(before).astimezone(rules).utcoffset()
    low, high = before // SECOND, after // SECOND
    while high - low > 1:
        middle = (low + high) // 2
        if instant(middle * SECOND).astimezone(rules).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high * SECOND


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(resources.files("tzdata").joinpath("zones").read_text("ascii").split())


@cache
def _read_zone(zone: str) -> ZoneInfo:
    # ZoneInfo(zone) would prefer the machine's own data, which may be of another year.
    with resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, zone)

"""Local days and instants: across clock changes every instant is billed once."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.kernel import (
    DAY,
    MIDNIGHT,
    MONTH,
    QUARTER,
    WEEK,
    YEAR,
    FieldInvalid,
    Interval,
    Period,
    date_add,
    instant_add,
    instant_periods,
    instant_text,
    local_day,
    local_instant,
    parse_instant,
    period_at,
    period_at_instant,
    period_instants,
    periods,
    second_share,
    zone_info,
)

# One for each way in which clocks change: at two at night, at midnight forwards, at midnight backwards,
# a minute after midnight, by half an hour, by a whole day, in the past only, never.
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Havana",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Africa/Cairo",
    "UTC",
]
zones = st.sampled_from(ZONES)
intervals = st.sampled_from([DAY, WEEK, Interval("day", 30), MONTH, QUARTER, YEAR])
days = st.dates(date(1985, 1, 1), date(2040, 12, 31))
times = st.sampled_from([MIDNIGHT, time(0, 30), time(2, 30), time(15), time(23, 59, 59)])
instants = st.integers(parse_instant("1985-01-01T00:00:00Z"), parse_instant("2040-12-31T00:00:00Z"))


@pytest.mark.parametrize(
    ("day", "zone", "at", "instant"),
    [
        ("2026-02-15", "UTC", "00:00", "2026-02-15T00:00:00Z"),
        ("2026-02-15", "Asia/Kathmandu", "00:00", "2026-02-14T18:15:00Z"),
        ("2026-03-29", "Europe/Berlin", "02:30", "2026-03-29T01:00:00Z"),  # jumped over: the clock shows 03:00
        ("2026-10-25", "Europe/Berlin", "02:30", "2026-10-25T00:30:00Z"),  # twice: the earlier
        ("2018-11-04", "America/Sao_Paulo", "00:00", "2018-11-04T03:00:00Z"),  # no midnight: the clock shows 01:00
        ("2024-04-26", "Africa/Cairo", "00:00", "2024-04-25T22:00:00Z"),  # no midnight either
        ("2023-11-05", "America/Havana", "00:00", "2023-11-05T04:00:00Z"),  # two midnights: the earlier
        ("2008-11-02", "America/St_Johns", "00:00", "2008-11-02T02:30:00Z"),  # back by a minute past midnight
        ("2025-10-05", "Australia/Lord_Howe", "02:15", "2025-10-04T15:30:00Z"),  # half an hour is missing
        ("2011-12-30", "Pacific/Apia", "00:00", "2011-12-30T10:00:00Z"),  # the whole day is missing
        ("2011-12-31", "Pacific/Apia", "00:00", "2011-12-30T10:00:00Z"),
    ],
)
def test_when_a_local_time_is(day: str, zone: str, at: str, instant: str) -> None:
    """One that does not exist is the first instant after the gap; one that occurs twice is the earlier."""
    found = local_instant(date.fromisoformat(day), zone, time.fromisoformat(at))
    assert instant_text(found) == instant


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("2026-01-01T04:59:59.999999Z", "America/New_York", "2025-12-31"),
        ("2026-01-01T05:00:00Z", "America/New_York", "2026-01-01"),
        ("2025-12-31T15:00:00Z", "Asia/Tokyo", "2026-01-01"),
        ("2026-07-01T03:59:59Z", "America/New_York", "2026-06-30"),
        ("2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31"),
    ],
)
def test_which_day_it_is_there(instant: str, zone: str, day: str) -> None:
    """The zone decides, and its clock change with it."""
    assert local_day(parse_instant(instant), zone) == date.fromisoformat(day)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "europe/berlin", "../UTC", "+01:00", "Europe", "Europe/Berlin/"])
def test_what_is_not_a_zone(zone: str) -> None:
    """The refusal names the field; nothing outside the pinned data is read."""
    with pytest.raises(FieldInvalid) as refused:
        zone_info(zone, "timezone")
    assert refused.value.field == "timezone"


@given(day=days, zone=zones)
def test_a_day_begins_when_its_first_instant_is(day: date, zone: str) -> None:
    """The first instant has that day or, if the zone left it out, a later one; the one before has an earlier."""
    begins = local_instant(day, zone)
    assert local_day(begins, zone) >= day
    assert local_day(begins - 1, zone) < day


@given(anchor=days, zone=zones, interval=intervals, anchor_day=st.none() | st.integers(1, 31), at=times)
def test_periods_tile_in_every_zone(
    anchor: date, zone: str, interval: Interval, anchor_day: int | None, at: time
) -> None:
    """The instant that ends one period begins the next, and time never runs backwards."""
    civil = periods(anchor, interval, 24, anchor_day=anchor_day)
    spans = [period_instants(period, zone, at) for period in civil]
    assert spans == instant_periods(anchor, interval, zone, 24, anchor_day=anchor_day, at=at)
    for (start, end), (next_start, _) in pairwise(spans):
        assert start <= end == next_start
    empty = [period for period, (start, end) in zip(civil, spans, strict=True) if start == end]
    assert all(zone == "Pacific/Apia" and period.days == 1 for period in empty)


@given(anchor=days, us=instants, zone=zones, interval=intervals, anchor_day=st.none() | st.integers(1, 31), at=times)
def test_each_instant_lies_in_one_period(
    *, anchor: date, us: int, zone: str, interval: Interval, anchor_day: int | None, at: time
) -> None:
    """Its own holds it; the neighbours, which touch it, do not."""
    found = period_at_instant(anchor, interval, us, zone, anchor_day=anchor_day, at=at)
    start, end = period_instants(found, zone, at)
    assert start <= us < end
    before = period_at(anchor, interval, found.start - timedelta(days=1), anchor_day=anchor_day)
    after = period_at(anchor, interval, found.end, anchor_day=anchor_day)
    assert period_instants(before, zone, at)[1] == start
    assert period_instants(after, zone, at)[0] == end


@pytest.mark.parametrize("zone", ZONES)
def test_both_sides_of_every_boundary_of_forty_years(zone: str) -> None:
    """The instant of a boundary opens the new month; the microsecond before it ends the old."""
    for period in periods(date(1999, 12, 31), MONTH, 480):
        start, _ = period_instants(period, zone)
        if start != local_instant(period.end, zone):
            assert period_at_instant(date(1999, 12, 31), MONTH, start, zone) == period
        assert period_at_instant(date(1999, 12, 31), MONTH, start - 1, zone).end == period.start


def test_the_first_period_runs_from_the_instant_of_the_start() -> None:
    """Someone joins in the afternoon; the next boundary is local, and returns to the 31st."""
    found = instant_periods(
        date(2026, 1, 31), MONTH, "Europe/Berlin", 3, start_us=parse_instant("2026-03-10T13:14:15Z")
    )
    assert [(instant_text(start), instant_text(end)) for start, end in found] == [
        ("2026-03-10T13:14:15Z", "2026-03-30T22:00:00Z"),
        ("2026-03-30T22:00:00Z", "2026-04-29T22:00:00Z"),
        ("2026-04-29T22:00:00Z", "2026-05-30T22:00:00Z"),
    ]


def test_an_hour_that_happens_twice_is_billed_once() -> None:
    """The night on which clocks go back has 25 hours, all of one day."""
    night = Period(date(2026, 10, 25), date(2026, 10, 26))
    start, end = period_instants(night, "Europe/Berlin")
    assert (end - start) // 3_600_000_000 == 25
    first_half_past_two, second_half_past_two = start + 9_000_000_000, start + 12_600_000_000
    for us in (first_half_past_two, second_half_past_two):
        assert period_at_instant(date(2026, 1, 1), DAY, us, "Europe/Berlin") == night


@given(cuts=st.lists(st.integers(0, 10**9), min_size=2, max_size=6).map(sorted))
def test_parts_by_the_second_add_up_to_the_whole(cuts: list[int]) -> None:
    """Changes at odd microseconds neither lose nor invent a second."""
    full = (0, 1_000_000_000)
    edges = [0, *cuts, 1_000_000_000]
    assert sum(second_share(part, full).numerator for part in pairwise(edges)) == 1000


@pytest.mark.parametrize(
    ("start", "duration", "reached"),
    [
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-02-29", "P4Y", "2028-02-29"),
        ("2026-01-31", "P1M1D", "2026-03-01"),  # months first, then days
        ("2026-01-01", "P2W", "2026-01-15"),
        ("2026-01-01", "P0D", "2026-01-01"),
    ],
)
def test_a_date_plus_a_duration(start: str, duration: str, reached: str) -> None:
    """Years and months first, clamped, then weeks and days."""
    assert date_add(date.fromisoformat(start), duration) == date.fromisoformat(reached)


@pytest.mark.parametrize(
    ("start", "duration", "reached"),
    [
        ("2026-01-31T23:00:00Z", "P1MT2H", "2026-03-01T01:00:00Z"),
        ("2026-01-31T10:00:00.000001Z", "PT36H", "2026-02-01T22:00:00.000001Z"),
        ("2026-01-01T00:00:00Z", "P1Y2M3W4DT5H6M7S", "2027-03-26T05:06:07Z"),
    ],
)
def test_an_instant_plus_a_duration(start: str, duration: str, reached: str) -> None:
    """In UTC, so that no clock change stretches it."""
    assert instant_text(instant_add(parse_instant(start), duration)) == reached


@pytest.mark.parametrize(
    "duration", ["", "P", "PT", "P1MT", "1M", "P1.5D", "-P1D", "P1D1M", "p1d", "PT1H ", "P\u0661D"]
)
def test_what_is_not_a_duration(duration: str) -> None:
    """Whole numbers, in order, and at least one."""
    with pytest.raises(FieldInvalid) as refused:
        instant_add(0, duration, "by")
    assert refused.value.field == "by"


def test_a_date_has_no_hours() -> None:
    """An hour after a date is no date."""
    with pytest.raises(FieldInvalid, match="hours"):
        date_add(date(2026, 1, 1), "PT1H")


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_the_edges_of_the_calendar_are_refused(zone: str) -> None:
    """A day or an instant that the zone pushes out of the years 1 to 9999 is a refusal, not a fault."""
    edge = parse_instant("9999-12-31T23:59:59Z" if zone == "Asia/Tokyo" else "0001-01-01T00:00:00Z")
    with pytest.raises(FieldInvalid):
        local_day(edge, zone)
    with pytest.raises(FieldInvalid):
        instant_add(parse_instant("9999-12-31T00:00:00Z"), "PT24H")
    with pytest.raises(FieldInvalid):
        local_instant(date(1, 1, 1), "Asia/Tokyo")

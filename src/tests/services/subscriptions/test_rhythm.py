"""How periods are counted, and which share of one a part of it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.contract.shapes import Anchor
from harr.kernel.calendar import MONTH, QUARTER, WEEK, YEAR, Interval, Period
from harr.kernel.errors import RuleConflict
from harr.kernel.time import micros
from harr.services.subscriptions import Rhythm, Stretch, rhythm_of

AMSTERDAM = "Europe/Amsterdam"


def at(text: str) -> int:
    """An instant."""
    return micros(datetime.fromisoformat(text))


def opened(start: str, interval: Interval, count: int, **more: object) -> list[str]:
    """The first periods of a subscription that starts at an instant."""
    chosen: dict[str, object] = {"alignment": "anniversary", "anchor": None, "unit": "day", **more}
    rhythm = rhythm_of(interval, at(start), AMSTERDAM, **chosen)  # type: ignore[arg-type]
    day, found = date.fromisoformat(start[:10]), []
    for _ in range(count):
        period = rhythm.opening(day).period
        found.append(period.text)
        day = period.end
    return found


@pytest.mark.parametrize(
    ("start", "interval", "more", "periods"),
    [
        ("2026-01-31T12:00:00Z", MONTH, {}, ["2026-01-31/2026-02-28", "2026-02-28/2026-03-31"]),
        ("2026-01-15T12:00:00Z", MONTH, {"alignment": "calendar"}, ["2026-01-15/2026-02-01", "2026-02-01/2026-03-01"]),
        ("2026-01-15T12:00:00Z", MONTH, {"anchor": Anchor(day=1)}, ["2026-01-15/2026-02-01", "2026-02-01/2026-03-01"]),
        ("2026-01-15T12:00:00Z", MONTH, {"anchor": Anchor(day=31)}, ["2026-01-15/2026-01-31", "2026-01-31/2026-02-28"]),
        ("2026-02-10T12:00:00Z", QUARTER, {"alignment": "calendar"}, ["2026-02-10/2026-04-01"]),
        ("2024-02-29T12:00:00Z", YEAR, {}, ["2024-02-29/2025-02-28", "2025-02-28/2026-02-28"]),
        (
            "2026-01-15T12:00:00Z",
            WEEK,
            {"anchor": Anchor(weekday=1)},
            ["2026-01-15/2026-01-19", "2026-01-19/2026-01-26"],
        ),
    ],
)
def test_the_first_periods(start: str, interval: Interval, more: dict[str, object], periods: list[str]) -> None:
    """A day that a month lacks is its last one, and is returned to."""
    assert opened(start, interval, len(periods), **more) == periods


def test_a_time_of_day_belongs_to_seconds() -> None:
    """By the day a period begins at midnight, whatever an anchor would like."""
    with pytest.raises(RuleConflict) as refused:
        rhythm_of(MONTH, at("2026-01-15T12:00:00Z"), AMSTERDAM, alignment="anniversary",
                  anchor=Anchor(time="09:00"), unit="day")  # fmt: skip
    assert refused.value.field == "billing_anchor.time"


def test_a_stub_is_measured_against_the_period_that_it_is_a_part_of() -> None:
    """Aligned to the anchor's day, or one interval back from its end."""
    rhythm = Rhythm(MONTH, date(2026, 1, 31), 31, "UTC")
    stub = Period.parse("2026-02-20/2026-02-28")
    assert rhythm.whole(stub).period.text == "2026-01-31/2026-02-28"
    assert rhythm.whole(stub, aligned=False).period.text == "2026-01-28/2026-02-28"


@given(
    start=st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - UTC is put on
    interval=st.sampled_from([MONTH, QUARTER, YEAR, WEEK, Interval("day", 10)]),
    zone=st.sampled_from([AMSTERDAM, "UTC", "America/Sao_Paulo", "Pacific/Auckland"]),
    alignment=st.sampled_from(["anniversary", "calendar"]),
)
def test_periods_tile_time(start: datetime, interval: Interval, zone: str, alignment: str) -> None:
    """S1: each begins where the one before ended, as days and as instants."""
    rhythm = rhythm_of(interval, micros(start), zone, alignment=alignment, anchor=None, unit="day")
    running: Stretch | None = None
    day = start.date()
    for _ in range(14):
        following = rhythm.opening(day)
        if running is not None:
            assert (running.end, running.us[1]) == (following.start, following.us[0])
        running, day = following, following.end

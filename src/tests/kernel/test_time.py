"""Instants are whole microseconds; text that could mean two instants is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.kernel import instant, instant_text, micros, parse_date, parse_instant
from harr.kernel.time import EARLIEST, LATEST


@pytest.mark.parametrize(
    ("text", "us"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59Z", -1_000_000),
        ("2026-02-15T00:00:00Z", 1_771_113_600_000_000),
        ("2026-02-15T00:00:00.000001Z", 1_771_113_600_000_001),
        ("2026-02-15T01:00:00+01:00", 1_771_113_600_000_000),
        ("2026-02-14T19:00:00.5-05:00", 1_771_113_600_500_000),
    ],
)
def test_what_an_instant_says(text: str, us: int) -> None:
    """With an offset or with Z, to the microsecond, before 1970 and after."""
    assert parse_instant(text) == us


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-15T00:00:00",  # where?
        "2026-02-15",
        "2026-02-15 00:00:00Z",
        "20260215T000000Z",
        "2026-W07-7T00:00:00Z",
        "2026-02-15T00:00Z",
        "2026-02-15T00:00:00.1234567Z",  # finer than is kept
        "2026-02-30T00:00:00Z",
        "2026-02-15T24:00:00Z",
        "2026-02-15T00:00:60Z",
        "0001-01-01T00:00:00+10:00",  # before the first year of UTC
        "1771113600",
        "",
    ],
)
def test_what_is_not_an_instant(text: str) -> None:
    """Nothing is guessed and nothing is cut off."""
    with pytest.raises(ValueError, match=r"."):
        parse_instant(text)


@given(us=st.integers(EARLIEST, LATEST))
def test_an_instant_comes_back(us: int) -> None:
    """Through its text and through a datetime."""
    assert parse_instant(instant_text(us)) == us
    assert micros(instant(us)) == us


def test_how_an_instant_looks() -> None:
    """Six decimals where there are any, else none."""
    assert instant_text(0) == "1970-01-01T00:00:00Z"
    assert instant_text(1) == "1970-01-01T00:00:00.000001Z"
    assert instant_text(micros(datetime(2026, 2, 15, tzinfo=UTC))) == "2026-02-15T00:00:00Z"


def test_a_datetime_without_a_zone_names_no_instant() -> None:
    """It is refused, and not taken for the machine's own time."""
    with pytest.raises(ValueError, match="no zone"):
        micros(datetime(2026, 2, 15))  # noqa: DTZ001 - the case


@pytest.mark.parametrize(
    "text", ["2026-02-29", "2026-2-15", "20260215", "2026-W07-1", "2026-02-15T00", "15.02.2026", ""]
)
def test_what_is_not_a_date(text: str) -> None:
    """A date has one form."""
    with pytest.raises(ValueError, match=r"."):
        parse_date(text)


def test_what_a_date_says() -> None:
    """Year, month and day."""
    assert parse_date("2026-02-15") == date(2026, 2, 15)

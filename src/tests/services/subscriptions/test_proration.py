"""What a part of a period costs: cuts, rests, shares, and that parts add up to what the whole says."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.kernel.calendar import MONTH, YEAR, Interval, Period
from harr.kernel.money import Exact, Money
from harr.kernel.time import micros
from harr.kernel.zones import MIDNIGHT, local_instant
from harr.services.subscriptions import Rhythm, Stretch, cut, part_of, rest, share_of, within

AMSTERDAM = "Europe/Amsterdam"
APRIL = Period(date(2026, 4, 1), date(2026, 5, 1))


def at(text: str) -> int:
    """An instant."""
    return micros(datetime.fromisoformat(text))


def stretch(start: str, end: str, zone: str = "UTC") -> Stretch:
    """Days from midnight to midnight."""
    return Rhythm(MONTH, date.fromisoformat(start), 1, zone).stretch(Period.parse(f"{start}/{end}"))


@pytest.mark.parametrize(
    ("unit", "part", "share"),
    [
        ("day", "2026-04-16/2026-05-01", "15/30"),
        ("fixed_30", "2026-04-16/2026-05-01", "15/30"),
        ("second", "2026-04-16/2026-05-01", "1296000/2592000"),
        ("none", "2026-04-16/2026-05-01", None),
        ("day", "2026-04-01/2026-05-01", None),
        ("second", "2026-04-01/2026-05-01", None),
    ],
)
def test_the_share_of_a_month(unit: str, part: str, share: str | None) -> None:
    """Counted, never reduced; a whole period is no share."""
    start, end = part.split("/")
    found = share_of(unit, stretch(start, end), stretch("2026-04-01", "2026-05-01"), MONTH)
    assert (None if found is None else found.text) == share


def test_a_change_cuts_at_the_beginning_of_its_day_or_of_the_next() -> None:
    """Half past ten in the evening of UTC is the next day in Amsterdam."""
    now = at("2026-04-15T22:30:00Z")
    assert cut(AMSTERDAM, now, "day") == (date(2026, 4, 16), at("2026-04-15T22:00:00Z"))
    assert cut(AMSTERDAM, now, "day", next_day=True) == (date(2026, 4, 17), at("2026-04-16T22:00:00Z"))
    assert cut(AMSTERDAM, now, "second") == (date(2026, 4, 16), now)


def test_a_cut_lies_within_its_period() -> None:
    """Before it begins all of it is left; at its end nothing is."""
    running = stretch("2026-04-01", "2026-05-01")
    early, late = at("2026-03-20T00:00:00Z"), at("2026-05-01T00:00:00Z")
    assert within(running, date(2026, 3, 20), early) == (running.start, running.us[0])
    assert rest(running, date(2026, 3, 20), early, "day") == running
    assert rest(running, date(2026, 5, 1), late, "day") is None
    assert rest(running, date(2026, 5, 1), late, "second") is None


@pytest.mark.parametrize(
    ("cut_at", "seconds"),
    [
        ("2026-04-01T15:00:00Z", 30 * 86400 - 6 * 3600),  # six hours into the first day
        ("2026-05-01T07:00:00Z", 2 * 3600),  # two hours before the last day's nine o'clock
        ("2026-05-01T09:00:00Z", None),
    ],
)
def test_seconds_are_left_on_the_first_and_on_the_last_day(cut_at: str, seconds: int | None) -> None:
    """A period from nine to nine, cut within a day on which it begins or ends."""
    us = (at("2026-04-01T09:00:00Z"), at("2026-05-01T09:00:00Z"))
    running = Stretch(APRIL, us)
    left = rest(running, *cut("UTC", at(cut_at), "second"), "second")
    if seconds is None:
        assert left is None
    else:
        assert left is not None
        share = share_of("second", left, running, MONTH)
        assert share is not None
        assert share.text == f"{seconds}/{30 * 86400}"


UNITS = st.sampled_from(["day", "second", "fixed_30"])
AMOUNTS = st.integers(-(10**9), 10**9)
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD"])
CUTS = st.lists(st.integers(0, 366 * 86400), max_size=6)


@st.composite
def runnings(draw: st.DrawFn) -> tuple[Stretch, Interval, str]:
    """A whole period of a rhythm that begins on a day that every month has, in a zone with summer time or none."""
    zone = draw(st.sampled_from(["UTC", AMSTERDAM, "America/New_York"]))
    interval = draw(st.sampled_from([MONTH, Interval("month", 3), YEAR]))
    start = draw(st.dates(date(2000, 1, 1), date(2060, 1, 1))).replace(day=draw(st.integers(1, 28)))
    return Rhythm(interval, start, start.day, zone, MIDNIGHT).opening(start), interval, zone


def edges(running: Stretch, cuts: list[int], unit: str, zone: str) -> list[tuple[date, int]]:
    """Where a chain of changes cuts the period, its beginning and end among them; each once."""
    found = {within(running, *cut(zone, running.us[0] + offset * 1_000_000, unit)) for offset in cuts}
    return sorted({(running.start, running.us[0]), *found, (running.end, running.us[1])})


@given(running=runnings(), cuts=CUTS, unit=UNITS, amount=AMOUNTS, currency=CURRENCIES)
def test_a_chain_of_changes_comes_to_the_whole(
    running: tuple[Stretch, Interval, str], cuts: list[int], unit: str, amount: int, currency: str
) -> None:
    """What each change leaves to the one before it adds up, exactly, to the price of the period."""
    whole, interval, zone = running
    full = Exact.of(Money(amount, currency))

    def left(day: date, us: int) -> Exact:
        part = rest(whole, day, us, unit)
        return Exact.zero(currency) if part is None else part_of(full, share_of(unit, part, whole, interval))

    used = [left(*before) - left(*after) for before, after in pairwise(edges(whole, cuts, unit, zone))]
    together = Exact.zero(currency)
    for part in used:
        together += part
    assert together == full
    for order in list(permutations(used))[:24]:
        again = Exact.zero(currency)
        for part in order:
            again += part
        assert again == together


@given(running=runnings(), offset=st.integers(-(10**6), 400 * 86400), unit=UNITS, amount=st.integers(0, 10**9))
def test_a_credit_is_never_more_than_what_was_charged(
    running: tuple[Stretch, Interval, str], offset: int, unit: str, amount: int
) -> None:
    """Whenever it is cut, before it begins or long after; and the later, the less."""
    whole, interval, zone = running
    full = Exact.of(Money(amount, "EUR"))
    found = []
    for later in (0, 1, 40):
        instant = whole.us[0] + (offset + later * 86400) * 1_000_000
        part = rest(whole, *cut(zone, instant, unit), unit)
        share = None if part is None else share_of(unit, part, whole, interval)
        found.append(0 if part is None else part_of(full, share).settle().minor)
    assert amount >= found[0] >= found[1] >= found[2] >= 0


@given(running=runnings(), offset=st.integers(0, 366 * 86400), unit=UNITS, amount=AMOUNTS)
def test_below_zero_is_the_mirror_image(
    running: tuple[Stretch, Interval, str], offset: int, unit: str, amount: int
) -> None:
    """A half is rounded away from zero on both sides, so what is given back is what was charged."""
    whole, interval, zone = running
    part = rest(whole, *cut(zone, whole.us[0] + offset * 1_000_000, unit), unit)
    share = None if part is None else share_of(unit, part, whole, interval)
    mine, theirs = (part_of(Exact.of(Money(each, "EUR")), share).settle() for each in (amount, -amount))
    assert mine == -theirs


@given(running=runnings(), day=st.integers(0, 366), amount=AMOUNTS)
def test_days_and_seconds_agree_where_no_clock_is_changed(
    running: tuple[Stretch, Interval, str], day: int, amount: int
) -> None:
    """In UTC every day is as long as another."""
    whole, interval, _ = running
    whole = Stretch(whole.period, (local_instant(whole.start, "UTC"), local_instant(whole.end, "UTC")))
    on = min(whole.start + timedelta(days=day), whole.end)
    found = []
    for unit in ("day", "second"):
        part = rest(whole, on, local_instant(on, "UTC"), unit)
        share = None if part is None else share_of(unit, part, whole, interval)
        exact = part_of(Exact.of(Money(amount, "EUR")), share)
        found.append(None if part is None else Fraction(exact.numerator, exact.denominator))
    assert found[0] == found[1]

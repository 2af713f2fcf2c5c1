"""Running totals over days and months: a table of cases, and that no cut of a period loses or makes a cent."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.kernel.calendar import Period
from harr.kernel.money import Money
from harr.services.revenue.spreading import METHODS, Method, earned, month_ends, months

CASES: list[tuple[Method, str, str, str, str, str]] = [
    ("day", "31.00", "2026-01-15", "2026-02-15", "2026-01-14", "0.00"),
    ("day", "31.00", "2026-01-15", "2026-02-15", "2026-01-15", "1.00"),
    ("day", "31.00", "2026-01-15", "2026-02-15", "2026-01-31", "17.00"),
    ("day", "31.00", "2026-01-15", "2026-02-15", "2026-02-14", "31.00"),
    ("day", "31.00", "2026-01-15", "2026-02-15", "2027-01-01", "31.00"),
    ("day", "55.00", "2026-01-15", "2026-02-15", "2026-01-24", "17.74"),
    ("day", "0.01", "2026-01-01", "2026-01-03", "2026-01-01", "0.01"),
    ("day", "-0.01", "2026-01-01", "2026-01-03", "2026-01-01", "-0.01"),
    ("day", "100.00", "2024-02-01", "2024-03-01", "2024-02-28", "96.55"),
    ("month", "120.00", "2024-01-01", "2025-01-01", "2024-02-29", "20.00"),
    ("month", "120.00", "2026-01-17", "2027-01-17", "2026-01-31", "4.84"),
    ("month", "120.00", "2026-01-17", "2027-01-17", "2026-12-31", "114.84"),
    ("month", "10.00", "2026-01-10", "2026-01-20", "2026-01-14", "5.00"),
    ("point_in_time", "31.00", "2026-01-15", "2026-02-15", "2026-01-15", "31.00"),
]


def span(start: str, end: str) -> Period:
    """A period of two days as text."""
    return Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(("method", "amount", "start", "end", "through", "expected"), CASES)
def test_what_is_earned_when_a_day_is_over(
    method: Method, amount: str, start: str, end: str, through: str, expected: str
) -> None:
    """The whole amount, how it is earned, over which days; the last day that is over; what is earned then."""
    whole = Money.parse(amount, "EUR", negative=True)
    assert earned(whole, method, span(start, end), date.fromisoformat(through)).text == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-01-01", "2026-02-01", Fraction(1)),
        ("2026-01-15", "2026-02-15", Fraction(17, 31) + Fraction(14, 28)),
        ("2026-01-17", "2027-01-17", Fraction(12)),
        ("2026-02-10", "2026-02-17", Fraction(7, 28)),
    ],
)
def test_a_first_and_a_last_month_count_by_their_days(start: str, end: str, expected: Fraction) -> None:
    """Whole months count one."""
    assert months(span(start, end)) == expected


def test_the_ends_of_months() -> None:
    """Both days are with it; a leap year is one."""
    found = [day.isoformat() for day in month_ends(date(2024, 1, 31), date(2024, 3, 30))]
    assert found == ["2024-01-31", "2024-02-29"]
    assert list(month_ends(date(2026, 1, 2), date(2026, 1, 30))) == []


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(
    st.sampled_from(METHODS), st.integers(-(10**9), 10**9), DAYS, st.integers(1, 1100),
    st.lists(st.integers(0, 1100), max_size=8),
)  # fmt: skip
def test_any_cut_of_a_period_earns_the_same_total(
    method: Method, minor: int, start: date, length: int, cuts: list[int]
) -> None:
    """Never more than the amount on the way, never back again, and all of it in the end."""
    whole, over = Money(minor, "EUR"), Period(start, start + timedelta(days=length))
    sign = -1 if minor < 0 else 1
    parts, so_far = [], Money.zero("EUR")
    for days in [*sorted(cuts), length]:
        reached = earned(whole, method, over, start + timedelta(days=days - 1))
        parts.append((reached - so_far).minor * sign)
        so_far = reached
    assert sum(parts) == abs(minor)
    assert all(part >= 0 for part in parts)

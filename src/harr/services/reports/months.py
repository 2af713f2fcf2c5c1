"""Months of a report: their names, their days, and those between two days. Pure."""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)


def month_of(day: date) -> str:
    """`2026-01`."""
    return day.isoformat()[:7]


def first_day(month: str) -> date:
    """The first of the month."""
    return date.fromisoformat(f"{month}-01")


def last_day(month: str) -> date:
    """The last of the month."""
    return first_day(following(month)) - DAY


def following(month: str) -> str:
    """The month after."""
    return month_of(first_day(month) + timedelta(days=31))


def months(since: date, until: date) -> list[str]:
    """Every month from a day up to and with another."""
    found = [month_of(since)]
    while found[-1] < month_of(until):
        found.append(following(found[-1]))
    return found

"""How an amount is earned over a span of days: a running total that is settled, so that any cut of it adds up. Pure.

day            as many of the days as are over
month          equal months; the first and the last one by its days
point_in_time  all of it at once
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from harr.kernel.calendar import Period
from harr.kernel.money import Exact, Money, Share

Method = Literal["day", "month", "point_in_time"]
METHODS: tuple[Method, ...] = ("day", "month", "point_in_time")
DAY = timedelta(days=1)


def earned(amount: Money, method: Method, over: Period, through: date) -> Money:
    """What of an amount is earned when the day `through` is over."""
    return (Exact.of(amount) * share(method, over, through)).settle()


def share(method: Method, over: Period, through: date) -> Share:
    """The share of a span that is over with the day `through`."""
    if method == "point_in_time" or through + DAY >= over.end:
        return Share(1, 1)
    if through < over.start:
        return Share(0, 1)
    done = Period(over.start, through + DAY)
    if method == "day":
        return Share(done.days, over.days)
    part = months(done) / months(over)
    return Share(part.numerator, part.denominator)


def months(span: Period) -> Fraction:
    """How many months a span has: whole ones count one, a first and a last one by its days."""
    first, last = span.start.replace(day=1), span.end.replace(day=1)
    whole = (last.year - first.year) * 12 + last.month - first.month
    return whole + _into(span.end) - _into(span.start)


def _into(day: date) -> Fraction:
    """The share of its month that is over when a day begins."""
    return Fraction(day.day - 1, monthrange(day.year, day.month)[1])


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_ends(first: date, last: date) -> Iterator[date]:
    """The last days of months from `first` to `last`, both with it."""
    day = month_end(first)
    while day <= last:
        yield day
        day = month_end(day + DAY)

"""What a part of a period costs: where an instant cuts the period, which share of it is left, and what that is. Pure.

    running  [ 1 June ─────────── cut ─────────── 1 July )
                                  [ rest ─────────────── )    share_of → 15/30
    part_of(30.00, 15/30) = 15.00, exact; the line that it stands on settles it

A change gives the rest of the old price back and charges the rest of the new one,
each a part of its own period and rounded by itself.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from harr.kernel.calendar import Interval, Period, day_share, fixed_30_share
from harr.kernel.money import Exact, Share
from harr.kernel.zones import local_day, local_instant, second_share
from harr.services.subscriptions.rhythm import Stretch

Unit = Literal["day", "second", "fixed_30", "none"]
A_DAY = timedelta(days=1)


def cut(timezone: str, at_us: int, unit: str, *, next_day: bool = False) -> tuple[date, int]:
    """Where an instant cuts a period: at the beginning of its local day (or of the next one), or by the second."""
    day = local_day(at_us, timezone)
    if unit == "second":
        return day, at_us
    day += A_DAY if next_day else timedelta()
    return day, local_instant(day, timezone)


def within(running: Stretch, day: date, us: int) -> tuple[date, int]:
    """The cut, no earlier than the period begins and no later than it ends."""
    return min(max((day, us), (running.start, running.us[0])), (running.end, running.us[1]))


def rest(running: Stretch, day: date, us: int, unit: str) -> Stretch | None:
    """What is left of a period from a cut on: all of it before it begins, nothing at its end."""
    day, us = within(running, day, us)
    over = us >= running.us[1] if unit == "second" else day >= running.end
    # Of a period that ends at nine, the hours before nine are left on its last day; documents show the day before.
    return None if over else Stretch(Period(min(day, running.end - A_DAY), running.end), (us, running.us[1]))


def share_of(unit: str, part: Stretch, whole: Stretch, interval: Interval) -> Share | None:
    """Which share of a whole period a part is: by day, by second, by thirtieths of a month; None is all of it."""
    if unit == "none":
        return None
    if unit == "second":
        share = second_share(part.us, whole.us)
        return None if share.numerator == share.denominator else share
    if part.period == whole.period:
        return None
    return fixed_30_share(part.period, interval) if unit == "fixed_30" else day_share(part.period, whole.period)


def part_of(full: Exact, share: Share | None) -> Exact:
    """What that share of an amount is, before it is rounded."""
    return full if share is None else full * share

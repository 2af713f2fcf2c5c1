"""The question door for shares of periods: asked of the functions that billing shares its fees out by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from harr.edge.cases.world import World
from harr.kernel import DAY, Exact, Interval, Money, Period, Share, add, fixed_30_days, fixed_30_share
from harr.kernel.errors import FieldInvalid
from harr.kernel.time import parse_date, parse_instant
from harr.kernel.zones import local_day, local_instant
from harr.services.subscriptions import Stretch, cut, part_of, rest, share_of

Case = dict[str, Any]
Edge = tuple[date, int]

UNITS = {"day": "day", "second": "second", "fixed_30_day_month": "fixed_30"}
NEXT_DAY = "belongs_to_the_old_plan"
UTC = "UTC"
NOTHING = Share(0, 1)


def prorate(_: World, case: Case) -> dict[str, Any]:
    """What a part of a period costs."""
    given = case["given"]
    return {"amount_minor": _settled(case, given["full_amount_minor"], _counted(case))}


def share(_: World, case: Case) -> dict[str, Any]:
    """The share itself, to so many decimals."""
    found, decimals = _counted(case) or Share(1, 1), case["rules"]["decimals"]
    return {"share": _decimal(Fraction(found.numerator, found.denominator), decimals, case["expect"].get("share"))}


def plan_change(_: World, case: Case) -> dict[str, Any]:
    """What a change gives back of the old amount, and what it charges of the new one."""
    given = case["given"]
    return {
        "credit_minor": _left(case, given["old_amount_minor"], given["period"]),
        "debit_minor": _left(case, given["new_amount_minor"], given["new_period"]),
    }


def seat_change(_: World, case: Case) -> dict[str, Any]:
    """What more or fewer seats cost for the rest of the period."""
    given = case["given"]
    more = given["seats_after"] - given["seats_before"]
    return {
        "amount_minor": _left(case, abs(more) * given["unit_amount_minor"], given["period"]),
        "direction": "credit" if more < 0 else "debit",
    }


# ---- what billing does with a period ---------------------------------------------------------------------------------


def _left(case: Case, amount: int, period: Sequence[str]) -> int:
    """The part of an amount that belongs to the rest of its period, from the change on."""
    zone = _zone(case)
    running, (_, at_us) = _stretch(period, zone), _edge(case["given"]["change_at"], zone)
    day, us = cut(zone, at_us, _unit(case), next_day=case["rules"].get("change_day") == NEXT_DAY)
    part = rest(running, day, us, _unit(case))
    if part is None:
        return 0
    return _settled(case, amount, share_of(_unit(case), part, running, _interval(running.period)))


def _counted(case: Case) -> Share | None:
    """The share that the charged part is of the full period, or of a month of thirty days where none is named."""
    given, zone, unit = case["given"], _zone(case), _unit(case)
    (start, start_us), (end, end_us) = (_edge(text, zone) for text in given["charged_period"])
    if (start_us == end_us) if unit == "second" else (start == end):
        return NOTHING
    part = _stretch(given["charged_period"], zone)
    if given.get("full_period") is not None:
        full = _stretch(given["full_period"], zone)
        return share_of(unit, part, full, _interval(full.period))
    if unit != "fixed_30":
        raise FieldInvalid("without its full period a part has no share", field="full_period")
    return fixed_30_share(part.period)


def _settled(case: Case, amount: int, found: Share | None) -> int:
    full = Exact.of(Money(amount, case["given"]["currency"]))
    return part_of(full, found).settle(case["rules"].get("rounding", "half_up")).minor


# ---- how cases write it ----------------------------------------------------------------------------------------------


def _unit(case: Case) -> str:
    return UNITS[case["rules"].get("proration", "day")]


def _zone(case: Case) -> str:
    return str(case["given"].get("timezone", UTC))


def _stretch(bounds: Sequence[str], zone: str) -> Stretch:
    """A period as civil days and as instants; one of some hours lies on the day on which it begins."""
    (start, start_us), (end, end_us) = (_edge(text, zone) for text in bounds)
    if start_us < end_us:
        end = max(end, add(start, DAY))
    return Stretch(Period(start, end), (start_us, end_us))


def _edge(text: str, zone: str) -> Edge:
    if "T" in text:
        us = parse_instant(text)
        return local_day(us, zone), us
    day = parse_date(text)
    return day, local_instant(day, zone)


def _interval(full: Period) -> Interval:
    """How many months a period is: one from the 31st of January ends on the 28th of February."""
    return Interval("month", max(1, round(Fraction(fixed_30_days(full.start, full.end), 30))))


def _decimal(number: Fraction, decimals: int, expected: str | None) -> str:
    """A number with so many decimals, half up; written as the case writes it, where it is the same number."""
    size = 10**decimals
    found = Fraction((2 * number.numerator * size + number.denominator) // (2 * number.denominator), size)
    if expected is not None and Fraction(expected) == found:
        return expected
    whole, after = divmod(found.numerator * (size // found.denominator), size)
    return f"{whole}.{after:0{decimals}d}" if decimals else str(whole)

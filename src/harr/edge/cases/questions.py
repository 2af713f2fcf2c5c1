"""The question door: cases that are arithmetic, asked of public operations without state or of `harr.kernel`."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from harr.edge.cases.world import World
from harr.kernel import Money, calendar, zones
from harr.kernel.calendar import Interval
from harr.kernel.time import instant, instant_text, parse_date, parse_instant

Case = dict[str, Any]

SHORT: dict[str, Interval] = {
    "day": calendar.DAY,
    "week": calendar.WEEK,
    "month": calendar.MONTH,
    "quarter": calendar.QUARTER,
    "half_year": calendar.HALF_YEAR,
    "year": calendar.YEAR,
}
UTC = "UTC"
VAT_KINDS = {"GB": "gb_vat", "CH": "ch_vat", "NO": "no_vat"}


def interval_of(text: str) -> tuple[Interval, bool]:
    """An interval as cases write it, and whether it is one of the calendar's own."""
    count, _, unit = text.rpartition(" ")
    if count:
        return Interval("day" if unit.startswith("day") else SHORT[unit.removesuffix("s")].unit, int(count)), False
    return SHORT[text.removeprefix("calendar_")], text.startswith("calendar_")


def periods(world: World, case: Case) -> dict[str, Any]:
    """The first so many periods after an anchor; by the public operation where the interval is one of its words."""
    given = case["given"]
    interval, by_calendar = interval_of(given["interval"])
    zone = given.get("timezone", UTC)
    if not by_calendar and interval.unit in {"day", "week", "month", "year"}:
        query = {
            "anchor": given["anchor"], "interval": interval.unit, "interval_count": str(interval.count),
            "timezone": zone, "count": str(given["count"]),
        }  # fmt: skip
        if "start" in given:
            query["from"] = given["start"]
        data = world.ask("calendar.periods", query=query)["data"]
        instants = "T" in given["anchor"] or "T" in given.get("start", "")
        names = ("start_at", "end_at") if instants else ("start", "end")
        return {"periods": [[each[name] for name in names] for each in data]}
    return {"periods": _calendar_periods(given, interval, zone)}


def _calendar_periods(given: dict[str, Any], interval: Interval, zone: str) -> list[list[str]]:
    first = given.get("start", given["anchor"])
    period = calendar.calendar_period(interval, _day(first, zone), given.get("week_starts", "monday"))
    found = []
    for number in range(given["count"]):
        start, end = period.start, period.end
        shown = [_boundary(start, zone, first), _boundary(end, zone, first)]
        if number == 0 and "start" in given:
            shown[0] = first
        found.append(shown)
        period = calendar.calendar_period(interval, end, given.get("week_starts", "monday"))
    return found


def period_at(_: World, case: Case) -> dict[str, Any]:
    """The one period that holds a moment."""
    given = case["given"]
    interval, by_calendar = interval_of(given["interval"])
    zone, at, starts = given.get("timezone", UTC), given["at"], given.get("week_starts", "monday")
    anchor, clock = _anchor(given["anchor"], zone)
    if by_calendar:
        anchor, clock = calendar.calendar_anchor(interval, starts), time.min
    if "T" in at:
        found = zones.period_at_instant(anchor, interval, parse_instant(at), zone, anchor_day=anchor.day, at=clock)
        return {"period": [instant_text(each) for each in zones.period_instants(found, zone, clock)]}
    found = calendar.period_at(anchor, interval, parse_date(at), anchor_day=anchor.day)
    return {"period": [found.start.isoformat(), found.end.isoformat()]}


def date_add(world: World, case: Case) -> dict[str, Any]:
    """A date plus a duration."""
    given = case["given"]
    answer = world.ask("calendar.add", query={"start": given["start"], "duration": given["duration"]})
    return {"result": answer["at"] if "T" in given["start"] else answer["on"]}


def first_bill_date(_: World, case: Case) -> dict[str, Any]:
    """The first day on which a subscription with a bill day is billed."""
    given = case["given"]
    interval, _calendar = interval_of(given["interval"])
    included = case["rules"].get("on_or_after_start", True)
    found = calendar.first_bill_date(
        parse_date(given["start"]), given["bill_day"], interval, on_or_after_start=bool(included)
    )
    return {"first_bill_date": found.isoformat()}


def whole_periods(_: World, case: Case) -> dict[str, Any]:
    """How many whole intervals fit."""
    given = case["given"]
    interval, _calendar = interval_of(given["interval"])
    (start, clock), (end, later) = (_anchor(given[name], given.get("timezone", UTC)) for name in ("from", "to"))
    count = calendar.whole_periods(start, end, interval)
    if count and later < clock and calendar.add(start, interval, count) == end:
        count -= 1  # the last one ends later on that day
    return {"count": count}


def local_day(_: World, case: Case) -> dict[str, Any]:
    """Which day it was there."""
    given = case["given"]
    return {
        "local_days": [
            zones.local_day(parse_instant(each), given["timezone"]).isoformat() for each in given["instants"]
        ]
    }


def allocate(_: World, case: Case) -> dict[str, Any]:
    """Parts that add up, by either rule of `spread`."""
    given, rules = case["given"], case["rules"]
    weights, total = given["weights"], given["total_minor"]
    if rules.get("cap") == "sum_of_weights":
        total = min(total, sum(weights))
    whole = Money(total, given.get("currency", "EUR"))
    parts = whole.split(weights) if rules["method"] == "largest_remainder" else whole.split_first(weights)
    return {"parts_minor": [part.minor for part in parts]}


def currency_digits(world: World, case: Case) -> dict[str, Any]:
    """The digits of every currency by the public list, or amounts read in their currency."""
    if "amounts" in case["given"]:
        return {"amounts_minor": [Money.parse(text, code).minor for code, text in case["given"]["amounts"]]}
    listed = {each["code"]: each["digits"] for each in world.ask("currencies.list", query={"limit": "300"})["data"]}
    return {"exponent": {code: listed.get(code) for code in case["expect"]["exponent"]}}


def vat_number(world: World, case: Case) -> dict[str, Any]:
    """Numbers that can be and numbers that cannot."""
    kind = VAT_KINDS.get(case["given"]["country"], "eu_vat")

    def answers(numbers: list[str], wanted: bool) -> list[str]:  # noqa: FBT001 - which answer is looked for
        return [
            number
            for number in numbers
            if world.ask("tax_ids.check", query={"type": kind, "value": number})["valid_format"] is wanted
        ]

    expected = case["expect"]
    return {
        name: answers(expected[name], wanted)
        for name, wanted in (("valid", True), ("invalid", False))
        if name in expected
    }


def _anchor(text: str, zone: str) -> tuple[date, time]:
    if "T" not in text:
        return parse_date(text), time.min
    shown = instant(parse_instant(text)).astimezone(ZoneInfo(zone))
    return shown.date(), shown.time()


def _day(text: str, zone: str) -> date:
    return zones.local_day(parse_instant(text), zone) if "T" in text else parse_date(text)


def _boundary(day: date, zone: str, like: str) -> str:
    return instant_text(zones.local_instant(day, zone)) if "T" in like else day.isoformat()

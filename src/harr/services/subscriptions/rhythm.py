"""How periods of a subscription are counted. Pure.

Rhythm ── anchor + k intervals, in a zone, at a local time of day
Stretch ── a part of time as civil days and as instants, both half-open
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from harr.contract.shapes import Anchor as AnchorRequest
from harr.kernel.calendar import (
    WEEKDAYS,
    Anchor,
    Interval,
    Period,
    add,
    anchored,
    calendar_anchor,
    period_at,
    periods,
)
from harr.kernel.errors import FieldInvalid, RuleConflict
from harr.kernel.time import instant
from harr.kernel.zones import MIDNIGHT, Span, local_day, local_instant, zone_info


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time from a boundary to another: the days on documents, and the instants that usage is counted by."""

    period: Period
    us: Span

    @property
    def start(self) -> date:
        return self.period.start

    @property
    def end(self) -> date:
        return self.period.end


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Boundaries: the anchor plus so many intervals, each computed from the anchor, at a local time of a zone."""

    interval: Interval
    anchor: date
    anchor_day: int
    timezone: str
    begins: time = MIDNIGHT

    def opening(self, start: date, start_us: int | None = None) -> Stretch:
        """The period that runs from a day to the next boundary after it."""
        return self.stretch(periods(self.anchor, self.interval, start=start, anchor_day=self.anchor_day)[0], start_us)

    def stretch(self, period: Period, start_us: int | None = None) -> Stretch:
        """A period with its instants."""
        begins = local_instant(period.start, self.timezone, self.begins) if start_us is None else start_us
        return Stretch(period, (begins, local_instant(period.end, self.timezone, self.begins)))

    def whole(self, period: Period, *, aligned: bool = True) -> Stretch:
        """The whole interval that a period is a part of; not aligned, it is one interval back from the period's end."""
        if not aligned:
            return self.stretch(Period(add(period.end, self.interval, -1), period.end))
        return self.stretch(period_at(self.anchor, self.interval, period.start, anchor_day=self.anchor_day))

    def until(self, end: date, end_us: int | None = None, *, start: Stretch) -> Stretch:
        """A period that is cut short on a day."""
        us = local_instant(end, self.timezone, self.begins) if end_us is None else end_us
        return Stretch(Period(start.start, end), (start.us[0], us))


def rhythm_of(
    interval: Interval, start_us: int, timezone: str, *, alignment: str, anchor: AnchorRequest | None, unit: str
) -> Rhythm:
    """The rhythm of a subscription that starts at an instant: on the calendar, or on its own anniversary."""
    start = local_day(start_us, timezone)
    if anchor is not None and anchor.time is not None and unit != "second":
        raise RuleConflict(
            "an anchor has a time only where periods are shared out by the second",
            field="billing_anchor.time",
            way_out="Leave the time out, or send `proration_unit: second`.",
        )
    begins = MIDNIGHT
    if unit == "second":
        begins = MIDNIGHT if alignment == "calendar" else local_time(start_us, timezone)
        if anchor is not None and anchor.time is not None:
            begins = time.fromisoformat(anchor.time)
    if alignment == "calendar" and anchor is None:
        return Rhythm(interval, calendar_anchor(interval), 1, timezone, begins)
    weekday = None if anchor is None or anchor.weekday is None else WEEKDAYS[anchor.weekday - 1]
    wanted = Anchor() if anchor is None else Anchor(day=anchor.day, month=anchor.month, weekday=weekday)
    boundary, day = anchored(wanted, start, interval)
    return Rhythm(interval, boundary, day, timezone, begins)


def local_time(us: int, timezone: str) -> time:
    """What clocks show at an instant, to the second: when periods begin that begin with it."""
    return instant(us).astimezone(zone_info(timezone)).time().replace(microsecond=0)


def ahead(rhythm: Rhythm, day: str, now_us: int, field: str = "when") -> int:
    """The beginning of a civil day that is still to come."""
    at_us = local_instant(date.fromisoformat(day), rhythm.timezone)
    if at_us <= now_us:
        raise FieldInvalid(f"{day} is not ahead", field=field, way_out="Send a later date, or `now`.")
    return at_us

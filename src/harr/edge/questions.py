"""Pure questions, answered from the kernel alone: currencies, periods, dates, why banks say no. They keep no state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any, Literal
from zoneinfo import ZoneInfo

from harr.contract.operations import Page
from harr.contract.questions import (
    Added,
    AddQuery,
    CodesQuery,
    CurrencyFacts,
    DeclineCode,
    Periods,
    PeriodsQuery,
)
from harr.contract.shapes import Period as PeriodShape
from harr.engine import Tx
from harr.kernel import calendar, zones
from harr.kernel.calendar import Interval
from harr.kernel.currencies import CURRENCIES
from harr.kernel.errors import FieldInvalid
from harr.kernel.time import instant, parse_date, parse_instant

Class = Literal["retry_later", "try_other_method", "needs_customer", "never_retry"]

DECLINES: dict[str, tuple[Class, str]] = {
    "authentication_required": ("needs_customer", "The bank wants the customer to confirm the payment."),
    "card_declined": ("try_other_method", "The bank refused and does not say why."),
    "expired_card": ("try_other_method", "The card is no longer valid."),
    "fraudulent": ("never_retry", "The bank takes the payment for fraud."),
    "insufficient_funds": ("retry_later", "There is not enough on the account just now."),
    "invalid_account": ("try_other_method", "The account does not exist or is closed."),
    "limit_exceeded": ("retry_later", "A limit of the card or account was reached."),
    "lost_or_stolen": ("never_retry", "The card was reported lost or stolen."),
    "mandate_revoked": ("needs_customer", "The customer has taken back the permission to debit."),
    "processing_error": ("retry_later", "The provider or the bank had a fault."),
}
"""Why banks say no, and what can be done about it. An open list."""


def currencies(_: Tx | None, query: CodesQuery) -> Page[CurrencyFacts]:
    """Every currency that has minor units, and how many digits its amounts have."""
    known = [
        CurrencyFacts(code=code, digits=digits) for code, digits in sorted(CURRENCIES.items()) if digits is not None
    ]
    return _part(known, [each.code for each in known], query)


def decline_codes(_: Tx | None, query: CodesQuery) -> Page[DeclineCode]:
    """Why banks say no."""
    known = [
        DeclineCode(code=code, decline_class=kind, description=text) for code, (kind, text) in sorted(DECLINES.items())
    ]
    return _part(known, [each.code for each in known], query)


def periods(_: Tx | None, query: PeriodsQuery) -> Periods:
    """Periods that follow an anchor, as days of the zone and, where an instant was asked for, as instants."""
    zones.zone_info(query.timezone, field="timezone")
    day, at = local(query.anchor, query.timezone, "anchor")
    by_calendar = query.interval.startswith("calendar_")
    unit: Any = query.interval.removeprefix("calendar_")
    interval = Interval(unit, query.interval_count)
    starts = None if query.from_ is None else local(query.from_, query.timezone, "from")
    anchor, anchor_day = (calendar.calendar_anchor(interval), 1) if by_calendar else (day, day.day)
    if at is None and (starts is None or starts[1] is None):
        start = starts[0] if starts else calendar.period_at(anchor, interval, day).start if by_calendar else None
        found = calendar.periods(anchor, interval, query.count, start=start, anchor_day=anchor_day)
        return Periods(timezone=query.timezone, data=[PeriodShape(start=each.start, end=each.end) for each in found])
    clock = time.min if by_calendar or at is None else at
    from_us = None if starts is None else _micros(query.from_ or "", query.timezone)
    if from_us is None and by_calendar:
        inside = zones.period_at_instant(anchor, interval, _micros(query.anchor, query.timezone), query.timezone)
        from_us = zones.local_instant(inside.start, query.timezone)
    spans = zones.instant_periods(
        anchor, interval, query.timezone, query.count, start_us=from_us, anchor_day=anchor_day, at=clock
    )
    return Periods(timezone=query.timezone, data=[_shape(start, end, query.timezone) for start, end in spans])


def add(_: Tx | None, query: AddQuery) -> Added:
    """A date or an instant plus a duration: years and months first (clamped), then days, then time."""
    if "T" in query.start:
        reached = zones.instant_add(_micros(query.start, "UTC"), query.duration, field="duration")
        return Added(on=zones.local_day(reached, query.timezone), at=instant(reached))
    return Added(on=zones.date_add(_date(query.start, "start"), query.duration, field="duration"))


def local(text: str, timezone: str, field: str) -> tuple[date, time | None]:
    """A day, or an instant as the day and time that a clock in the zone showed."""
    if "T" not in text:
        return _date(text, field), None
    shown = instant(_micros(text, timezone)).astimezone(ZoneInfo(timezone))
    return shown.date(), shown.time()


def _micros(text: str, timezone: str) -> int:
    if "T" not in text:
        return zones.local_instant(_date(text, "from"), timezone)
    try:
        return parse_instant(text)
    except ValueError as wrong:
        raise FieldInvalid(f"{text!r} is not an instant such as 2026-01-31T00:00:00Z", field="anchor") from wrong


def _date(text: str, field: str) -> date:
    try:
        return parse_date(text)
    except ValueError as wrong:
        raise FieldInvalid(f"{text!r} is not a date such as 2026-01-31", field=field) from wrong


def _shape(start_us: int, end_us: int, timezone: str) -> PeriodShape:
    return PeriodShape(
        start=zones.local_day(start_us, timezone),
        end=zones.local_day(end_us, timezone),
        start_at=instant(start_us),
        end_at=instant(end_us),
    )


def _part(known: list[Any], codes: list[str], query: CodesQuery) -> Page[Any]:
    first = 0 if query.after is None else sum(code <= query.after for code in codes)
    part = known[first : first + query.limit]
    more = first + query.limit < len(known)
    return Page(data=part, has_more=more, next_cursor=codes[first + query.limit - 1] if more else None)


HANDLERS: dict[str, Callable[..., Any]] = {
    "currencies.list": currencies,
    "decline_codes.list": decline_codes,
    "calendar.periods": periods,
    "calendar.add": add,
}

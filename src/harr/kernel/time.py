"""Instants are whole microseconds since 1970 in UTC, stored as integers; people see RFC 3339."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

# `fromisoformat` also takes week dates, other separators, and cuts a seventh decimal off in silence.
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT = re.compile(DATE.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})?")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
EARLIEST = (datetime.min.replace(tzinfo=UTC) - EPOCH) // MICROSECOND
LATEST = (datetime.max.replace(tzinfo=UTC) - EPOCH) // MICROSECOND

FIRST_YEAR = 1000
LAST_YEAR = 8999
"""Callers name days and instants in these years: the day after, another zone and terms of payment need room."""


def micros(at: datetime) -> int:
    """The instant as microseconds since 1970. A naive datetime is refused: it names no instant."""
    if at.tzinfo is None:
        msg = f"{at!r} has no zone and so names no instant"
        raise ValueError(msg)
    return (at - EPOCH) // MICROSECOND


def instant(us: int) -> datetime:
    """The instant that `us` microseconds since 1970 name, in UTC."""
    return EPOCH + timedelta(microseconds=us)


def instant_text(us: int) -> str:
    """As it stands on the wire: `2026-02-15T00:00:00Z`, with six decimals only where there are any."""
    at = instant(us)
    return at.isoformat(timespec="microseconds" if at.microsecond else "seconds").replace("+00:00", "Z")


def parse_instant(text: str) -> int:
    """Microseconds of an RFC 3339 instant. Without a zone it is refused (ValueError)."""
    if not INSTANT.fullmatch(text):
        msg = f"{text!r} is not an instant such as 2026-02-15T00:00:00Z"
        raise ValueError(msg)
    at = datetime.fromisoformat(text)
    if at.tzinfo is not None and not EARLIEST <= micros(at) <= LATEST:
        msg = f"{text!r} lies outside the years 1 to 9999 of UTC"
        raise ValueError(msg)
    return micros(at)


def parse_date(text: str) -> date:
    """A civil date `2026-02-15` (ValueError otherwise)."""
    if not DATE.fullmatch(text):
        msg = f"{text!r} is not a date"
        raise ValueError(msg)
    return date.fromisoformat(text)

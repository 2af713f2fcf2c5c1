"""Instants are whole microseconds since 1970 in UTC, stored as integers; people see RFC 3339."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


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
    return micros(datetime.fromisoformat(text))


def parse_date(text: str) -> date:
    """A civil date `2026-02-15` (ValueError otherwise)."""
    if len(text) != len("2026-02-15"):
        msg = f"{text!r} is not a date"
        raise ValueError(msg)
    return date.fromisoformat(text)

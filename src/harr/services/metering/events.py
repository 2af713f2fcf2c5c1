"""Usage events as they are kept: when, whose, what; and when one that was told again is the same."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import msgspec

from harr.kernel.errors import FieldInvalid
from harr.kernel.time import instant, instant_text, parse_instant
from harr.services.metering.meters import Data

AHEAD_US = 300_000_000
"""Clocks differ: an event may be five minutes ahead of ours."""
EARLIEST_US = parse_instant("2000-01-01T00:00:00Z")
KEPT_BITS = 63

_written = msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was used."""

    id: str
    type: str
    customer: int
    happened_us: int
    data: Data
    source: str | None = None
    subscription: int | None = None

    @property
    def month(self) -> int:
        """202601: the month of its time in UTC, under which it is kept."""
        return month_of(self.happened_us)

    @property
    def written(self) -> str:
        """Its data as one text, the same for the same data."""
        return _written.encode(self.data).decode()

    @property
    def fingerprint(self) -> int:
        """Equal for two events of one id that say the same, whichever way they named the customer."""
        said = [self.type, self.customer, self.happened_us, self.source, self.subscription, self.data]
        return int.from_bytes(sha256(_written.encode(said)).digest()[:8]) >> (64 - KEPT_BITS)


def month_of(us: int) -> int:
    """202601 of an instant in January 2026, in UTC."""
    at = instant(us)
    return at.year * 100 + at.month


def months_of(start_us: int, end_us: int) -> list[int]:
    """The months that a half-open span touches."""
    first, last = month_of(start_us), month_of(max(start_us, end_us - 1))
    steps = range(first // 100 * 12 + first % 100 - 1, last // 100 * 12 + last % 100)
    return [step // 12 * 100 + step % 12 + 1 for step in steps]


def check_time(us: int, now_us: int, field: str) -> None:
    """Refuse what cannot have been used yet, and what a broken clock says."""
    if us > now_us + AHEAD_US:
        raise FieldInvalid(
            f"{instant_text(us)} is in the future; it is {instant_text(now_us)} now",
            field=field,
            way_out="Send the time at which it was used; at most five minutes ahead.",
            now=instant_text(now_us),
        )
    if us < EARLIEST_US:
        raise FieldInvalid(
            f"{instant_text(us)} is before the year 2000",
            field=field,
            way_out="Send the time at which it was used; look at the clock that made it.",
        )

"""The machine's clock: the one place that reads the time. It serves leases, idempotency, credentials and ids.

Business time is another thing: `tx.now`, the tenant's own clock, which a sandbox
moves and this file never sees.
"""

from __future__ import annotations

import secrets
import threading
import time
from typing import Protocol

from harr.kernel.ids import COUNTER_BITS, make_id


class Clock(Protocol):
    """What the engine asks for the time."""

    def now_us(self) -> int:
        """Microseconds since 1970, UTC."""


class MachineClock:
    """The real one."""

    def now_us(self) -> int:
        return time.time_ns() // 1000


class FixedClock:
    """A clock that stands until it is set: for tests of the engine's own times."""

    def __init__(self, us: int) -> None:
        self.us = us

    def now_us(self) -> int:
        return self.us


class IdSource:
    """Makes ids that rise within a process: milliseconds, then a counter from a random start.

    The start is the system's, so that two copies of one process do not share it.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last_ms = 0
        self._counter = 0
        self._start = 0

    def next(self) -> int:
        with self._lock:
            now_ms = self._clock.now_us() // 1000
            if now_ms > self._last_ms:
                self._last_ms = now_ms
                self._counter = self._start = secrets.randbits(COUNTER_BITS - 1)
            else:
                self._counter += 1
                if self._counter >= 2**COUNTER_BITS:  # two million in one millisecond: borrow the next
                    self._last_ms += 1
                    self._counter = 0
            return make_id(self._last_ms, self._counter)

"""How often an app may ask: counted by the minute in this process's memory, never in rows.

Several processes each count for themselves; a deployment that needs one count for
all has it at its own gateway.
"""

from __future__ import annotations

import threading
import time

from harr.kernel.errors import RateLimited
from harr.services.tenants import Principal

MINUTE = 60


class Limits:
    """Requests of each app in the minute that runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = 0
        self._asked: dict[tuple[int, int], int] = {}

    def count(self, principal: Principal) -> None:
        """Count a request; one too many is refused until the minute is over."""
        velocity = principal.profile.velocity if principal.profile else None
        if velocity is None or velocity.requests_per_minute is None:
            return
        now = time.time_ns() // 1_000_000_000
        with self._lock:
            if now // MINUTE != self._minute:
                self._minute = now // MINUTE
                self._asked.clear()
            app = (principal.tenant, principal.app)
            self._asked[app] = asked = self._asked.get(app, 0) + 1
        if asked > velocity.requests_per_minute:
            raise RateLimited(
                f"the app may ask {velocity.requests_per_minute} times a minute",
                limit=velocity.requests_per_minute,
                retry_after=MINUTE - now % MINUTE,
            )

"""When the same request may be sent again, and how long to wait: a lost answer must never become a second effect.

Every POST carries an idempotency key that is made once for the call and kept
across its retries, so Harr does it once however often it is told. What carries no
key is sent again only when the answer says that nothing was done, or when doing it
twice comes to the same.
"""

from __future__ import annotations

import random

from harr_client.errors import ConnectionFailed, HarrError
from harr_client.transport import Request

RETRIES = 2
FIRST_SECONDS = 0.5
LONGEST_SECONDS = 8.0
PATIENCE_SECONDS = 60
"""A server that asks for more than this is not waited for; the caller is told."""

NOTHING_DONE = frozenset({429, 503})
PERHAPS_DONE = frozenset({502})


def repeatable(request: Request) -> bool:
    """Whether the same request done twice comes to the same as done once."""
    if request.method == "POST":
        return "idempotency-key" in request.headers
    if request.method == "PATCH":  # the second would meet its own new version
        return "if-match" not in request.headers
    return request.method == "GET"  # a second DELETE would say that there is nothing


def worth_retrying(error: HarrError, request: Request) -> bool:
    """Whether sending it again is safe and may help."""
    if error.retry_after is not None and error.retry_after > PATIENCE_SECONDS:
        return False
    if error.status in NOTHING_DONE or error.code == "idempotency_in_flight":
        return repeatable(request) or request.method != "POST"
    return repeatable(request) and (isinstance(error, ConnectionFailed) or error.status in PERHAPS_DONE)


def wait_seconds(attempt: int, error: HarrError) -> float:
    """Twice as long each time, with jitter so that many callers do not come back at once; never less than asked for."""
    backed_off = min(LONGEST_SECONDS, FIRST_SECONDS * 2.0**attempt)
    jittered = backed_off * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, keeps no secret
    return max(jittered, float(error.retry_after or 0))

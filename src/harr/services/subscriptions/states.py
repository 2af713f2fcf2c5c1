"""Which verbs a subscription takes in which state."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from harr.kernel.errors import StateConflict

VERBS: Mapping[str, list[str]] = {
    "scheduled": ["cancel", "update"],
    "trialing": ["change", "cancel", "update"],
    "active": ["change", "cancel", "renew", "update"],
    "incomplete": ["cancel"],
    "past_due": ["change", "cancel", "renew", "update"],
    "unpaid": ["cancel", "update"],
    "paused": ["cancel", "update"],
}


def require(status: str, allowed: Collection[str], what: str) -> None:
    """Refuse a verb that the state does not take."""
    if status not in allowed:
        raise StateConflict(
            f"the subscription is {status} and cannot {what}", status=status, allowed=VERBS.get(status, [])
        )

"""What a run must have seen, or it has not shown what it says: faults and states, not lines of code."""

from __future__ import annotations

from collections.abc import Mapping

MUST_BE_SEEN: Mapping[str, tuple[str, ...]] = {
    "a crash before a commit": ("fault: before",),
    "a crash after a commit": ("fault: after",),
    "a crash during a renewal": ("crash during billing.renew",),
    "a crash during reactions": ("crash during reactions",),
    "a crash between a charge and its answer": ("a request in flight", "a question left open"),
    "40001 at a commit": ("fault: conflict",),
    "another worker in between": ("fault: other",),
    "an agenda item seen by two workers": ("an item seen by two workers",),
    "a request sent again": ("request replayed",),
    "an event told twice": ("event twice",),
    "an event told late under another id": ("event again",),
    "an event replayed": ("event replayed",),
    "workers that slept": ("late",),
    "an unknown outcome that became known": ("unknown became known",),
    "a decline that recovered": ("a decline recovered",),
    "a debit that came back": ("debit returned",),
    "a refund": ("refund",),
    "a refund that bounced": ("refund bounced",),
    "a dispute that was lost": ("dispute lost",),
    "a dispute that was won": ("dispute won",),
    "late usage that was billed": ("late usage billed",),
    "usage told twice": ("usage told twice",),
    "a subscription that nobody paid": ("subscription given up",),
    "a refusal": ("refused: state_conflict",),
}
"""Situation, and the signs of it: one of them is enough."""


def missing(seen: Mapping[str, int]) -> list[str]:
    """The situations that a run has not met."""
    return [name for name, signs in MUST_BE_SEEN.items() if not any(seen.get(sign) for sign in signs)]

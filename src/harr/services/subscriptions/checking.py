"""What has to be true of subscriptions at every commit."""

from __future__ import annotations

from harr.engine import Row, Tx
from harr.kernel.ids import id_text
from harr.services.ledger import Check
from harr.services.subscriptions import store


def verify(tx: Tx) -> list[Check]:
    """Every check, added up again."""
    count = store.counted(tx)
    return [
        _check("subscriptions_are_renewed", count, "sub", store.without_period(tx)),
        _check("past_due_has_a_reason", count, "sub", store.past_due_without_reason(tx)),
        _check("items_end_with_their_subscription", count, "sit", store.items_beyond_their_end(tx)),
    ]


def _check(name: str, count: int, prefix: str, wrong: list[Row]) -> Check:
    return Check(name, not wrong, count, tuple(id_text(prefix, row["id"]) for row in wrong[:20]))

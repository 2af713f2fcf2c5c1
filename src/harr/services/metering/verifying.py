"""Whether usage is whole: each id that was claimed has its event, and each event its id."""

from __future__ import annotations

from harr.engine import Tx
from harr.services.ledger import Check
from harr.services.metering import store

FIRST = 5


def verify(tx: Tx) -> list[Check]:
    """Claimed ids and kept events are the same, one for one."""
    counted, wrong = store.unpaired(tx, FIRST)
    return [Check("usage_ids_have_their_events", not wrong, counted, tuple(wrong))]

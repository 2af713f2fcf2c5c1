"""The value of the latest event, by the time at which it happened."""

from __future__ import annotations

from collections.abc import Sequence

from harr.services.metering.aggregations.kinds import Value

READS = "number"


def total(values: Sequence[Value]) -> int:
    """Values come in the order in which they happened; of no events: zero."""
    return int(values[-1]) if values else 0

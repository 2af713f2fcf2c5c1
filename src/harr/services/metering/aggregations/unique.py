"""How many different values there were."""

from __future__ import annotations

from collections.abc import Sequence

from harr.services.metering.aggregations.kinds import Value

READS = "text"


def total(values: Sequence[Value]) -> int:
    """Each value once, however often it was told."""
    return len(set(values))

"""The greatest value."""

from __future__ import annotations

from collections.abc import Sequence

from harr.services.metering.aggregations.kinds import Value

READS = "number"


def total(values: Sequence[Value]) -> int:
    """Of no events: zero."""
    return max((int(value) for value in values), default=0)

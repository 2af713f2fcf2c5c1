"""All values together; one below zero takes away."""

from __future__ import annotations

from collections.abc import Sequence

from harr.services.metering.aggregations.kinds import Value

READS = "number"


def total(values: Sequence[Value]) -> int:
    """Added up as whole numbers of the meter's decimals."""
    return sum(int(value) for value in values)

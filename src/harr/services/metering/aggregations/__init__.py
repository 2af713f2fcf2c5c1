"""The ways to make a quantity of events, by name: one file each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from harr.services.metering.aggregations import count, last, max, min, sum, unique  # noqa: A004 - called so in the API
from harr.services.metering.aggregations.kinds import Aggregation, Value

AGGREGATIONS: Mapping[str, Aggregation] = {
    name: cast("Aggregation", module)
    for name, module in (
        ("count", count), ("sum", sum), ("max", max), ("min", min), ("last", last), ("unique", unique),
    )
}  # fmt: skip

__all__ = ["AGGREGATIONS", "Aggregation", "Value"]

"""What an aggregation is: what it reads of an event, and how values become a total."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

Value = int | str
"""A whole number of the meter's decimals, or text."""


class Aggregation(Protocol):
    """A file of this folder. A further one is a file and a line in `AGGREGATIONS`."""

    READS: Literal["nothing", "number", "text"]

    def total(self, values: Sequence[Value]) -> int:
        """Of values in the order in which they happened."""

"""A price of each unit, or of every so many units (`per`)."""

from __future__ import annotations

from harr.kernel.money import Exact, Rate
from harr.kernel.quantities import Quantity

RULE = "per_unit/1"
FIELDS = frozenset({"unit_amount", "per"})


def charge(rate: Rate, quantity: Quantity) -> Exact:
    """Rate times quantity."""
    return rate.times(quantity)

"""A flat price: the same for any quantity."""

from __future__ import annotations

from harr.kernel.money import Exact, Rate
from harr.kernel.quantities import Quantity

RULE = "flat/1"
FIELDS = frozenset({"unit_amount"})


def charge(rate: Rate, quantity: Quantity) -> Exact:
    """The amount itself, whatever the quantity."""
    del quantity
    return rate.times(Quantity(1))

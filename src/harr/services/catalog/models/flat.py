"""A flat price: the same for any quantity."""

from __future__ import annotations

from fractions import Fraction

from harr.services.catalog.charges import Charge
from harr.services.catalog.terms import Terms

RULE = "flat/1"
TAKES = frozenset({"unit_amount"})
NEEDS = ("unit_amount",)


def charges(terms: Terms, quantity: Fraction) -> list[Charge]:
    """The amount itself, whatever the quantity."""
    del quantity
    return [Charge("flat", Fraction(1), terms.rate("unit"))]

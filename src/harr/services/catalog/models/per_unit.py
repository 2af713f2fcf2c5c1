"""A price of each unit, or of every so many units (`per`)."""

from __future__ import annotations

from fractions import Fraction

from harr.services.catalog.charges import Charge
from harr.services.catalog.terms import Terms

RULE = "per_unit/1"
TAKES = frozenset({"unit_amount", "per"})
NEEDS = ("unit_amount",)


def charges(terms: Terms, quantity: Fraction) -> list[Charge]:
    """Rate times quantity."""
    return [Charge("unit", quantity, terms.rate("unit"))]

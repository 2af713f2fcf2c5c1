"""The tier in which the whole quantity lies prices all of it."""

from __future__ import annotations

from fractions import Fraction

from harr.services.catalog.charges import Charge
from harr.services.catalog.terms import Terms, Tier

RULE = "volume/1"
TAKES = frozenset({"tiers", "per", "zero_quantity_flat"})
NEEDS = ("tiers",)
TIER_NEEDS = ("unit_amount", "flat_amount")
TIER_TAKES = frozenset(TIER_NEEDS)


def charges(terms: Terms, quantity: Fraction) -> list[Charge]:
    """All units at the rate of the tier that holds the last of them, and its flat part."""
    if quantity <= 0 and not terms.flat_at_zero:
        return []
    tier = holding(terms, quantity)
    found = []
    if tier.unit is not None and quantity:
        found.append(Charge("unit", quantity, tier.unit, tier.number))
    if tier.flat is not None:
        found.append(Charge("flat", Fraction(1), tier.flat, tier.number))
    return found


def holding(terms: Terms, quantity: Fraction) -> Tier:
    """The first tier that ends at the quantity or above."""
    return next(tier for tier in terms.tiers if tier.up_to is None or quantity <= tier.up_to)

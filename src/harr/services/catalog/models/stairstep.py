"""A flat amount for all that is used, by the tier in which the whole quantity lies."""

from __future__ import annotations

from fractions import Fraction

from harr.services.catalog.charges import Charge
from harr.services.catalog.models.volume import holding
from harr.services.catalog.terms import Terms

RULE = "stairstep/1"
TAKES = frozenset({"tiers", "zero_quantity_flat"})
NEEDS = ("tiers",)
TIER_NEEDS = ("flat_amount",)
TIER_TAKES = frozenset(TIER_NEEDS)


def charges(terms: Terms, quantity: Fraction) -> list[Charge]:
    """The amount of the step that the quantity stands on."""
    if quantity <= 0 and not terms.flat_at_zero:
        return []
    tier = holding(terms, quantity)
    return [] if tier.flat is None else [Charge("flat", Fraction(1), tier.flat, tier.number)]

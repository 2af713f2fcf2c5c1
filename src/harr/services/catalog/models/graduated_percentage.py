"""The quantity is an amount of money; each tier takes its percentage of what falls into it."""

from __future__ import annotations

from fractions import Fraction

from harr.services.catalog.charges import Charge
from harr.services.catalog.models.graduated import slices
from harr.services.catalog.terms import Terms

RULE = "graduated_percentage/1"
TAKES = frozenset({"tiers", "zero_quantity_flat"})
NEEDS = ("tiers",)
TIER_NEEDS = ("percentage", "flat_amount")
TIER_TAKES = frozenset(TIER_NEEDS)


def charges(terms: Terms, quantity: Fraction) -> list[Charge]:
    """So many percent of what falls into each tier, and the flat part of each that was reached."""
    found = []
    for tier, inside in slices(terms, quantity):
        if tier.percentage is not None and inside:
            found.append(Charge("percentage", inside, tier.percentage, tier.number))
        if tier.flat is not None:
            found.append(Charge("flat", Fraction(1), tier.flat, tier.number))
    return found

"""Each tier prices what falls into it; its flat part is due once something does."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from harr.services.catalog.charges import Charge
from harr.services.catalog.terms import Terms, Tier

RULE = "graduated/1"
TAKES = frozenset({"tiers", "per", "zero_quantity_flat"})
NEEDS = ("tiers",)
TIER_NEEDS = ("unit_amount", "flat_amount")
TIER_TAKES = frozenset(TIER_NEEDS)


def charges(terms: Terms, quantity: Fraction) -> list[Charge]:
    """What falls into each tier at its rate, and the flat part of each that was reached."""
    found = []
    for tier, inside in slices(terms, quantity):
        if tier.unit is not None and inside:
            found.append(Charge("unit", inside, tier.unit, tier.number))
        if tier.flat is not None:
            found.append(Charge("flat", Fraction(1), tier.flat, tier.number))
    return found


def slices(terms: Terms, quantity: Fraction) -> Iterator[tuple[Tier, Fraction]]:
    """The tiers that a quantity reaches, and how much of it falls into each. Nothing reaches the first, if at all."""
    if quantity <= 0 and not terms.flat_at_zero:
        return
    below = Fraction()
    for tier in terms.tiers:
        if tier.number > 1 and quantity <= below:
            return
        top = quantity if tier.up_to is None else min(quantity, tier.up_to)
        yield tier, top - below
        below = top if tier.up_to is None else tier.up_to

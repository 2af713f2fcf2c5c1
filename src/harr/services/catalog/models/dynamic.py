"""Each event carries its own price: what they say together, times a multiplier."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from harr.kernel.money import Rate
from harr.services.catalog.charges import Charge
from harr.services.catalog.terms import Terms

RULE = "dynamic/1"
TAKES = frozenset({"multiplier"})
NEEDS = ()


def charges(terms: Terms, quantity: Fraction) -> list[Charge]:
    """The quantity is the sum of what the events said, in main units."""
    return [Charge("unit", quantity, terms.multiplier or Rate(Decimal(1), terms.currency))]


def events(terms: Terms, amounts: Sequence[Fraction]) -> list[Charge]:
    """What the events say together."""
    return charges(terms, sum(amounts, Fraction()))

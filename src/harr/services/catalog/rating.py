"""What a quantity costs: conversion, included quantity, model, discount, base, minimum, maximum, in this order. Pure.

Rated ── exact     the amount, nothing rounded
├── parts          what it is the sum of, as texts
└── basis          what the line of a document keeps, so that a stranger makes the amount again

A period that is charged in parts is priced as a difference: the amount of before
and now together, less that of before alone. So the parts add up whatever the
tiers, the packages, the minimum and the maximum. Where it is known what was
charged before, minimum and maximum are what is left of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any

from harr.contract.invoices import LineTier
from harr.contract.rules import ModifierStep, RoundAt
from harr.kernel.money import Exact, Money, Rounding
from harr.kernel.money import total as total_of
from harr.services.catalog.charges import Charge, Part, exact_text, less, modifying, number_text, total
from harr.services.catalog.terms import Conversion, Terms

Priced = Callable[[Fraction], list[Charge]]


@dataclass(frozen=True, slots=True)
class Rated:
    """A quantity at a price: its amount before rounding, and how it came about."""

    currency: str
    quantity: str
    charges: tuple[Charge, ...]
    parts: tuple[Part, ...]
    """The charges as texts."""
    round_at: RoundAt = "line"
    made: Mapping[str, Any] = field(default_factory=dict)
    """What of the basis is the price's: its rule, id and version."""

    @property
    def exact(self) -> Exact:
        return total(self.charges, self.currency)

    def settle(self, rounding: Rounding = "half_up") -> Money:
        """The amount: rounded once, or once for each tier where the price says so."""
        if self.round_at == "line":
            return self.exact.settle(rounding)
        tiers: dict[Any, Exact] = {}
        for place, charge in enumerate(self.charges):
            key = ("", place) if charge.tier is None else ("tier", charge.tier)
            tiers[key] = tiers.get(key, Exact.zero(self.currency)) + charge.exact
        return total_of((exact.settle(rounding) for exact in tiers.values()), self.currency)

    @property
    def basis(self) -> dict[str, Any]:
        """What a line keeps of how its amount came about."""
        return {
            **self.made,
            "quantity": self.quantity,
            "round_at": self.round_at,
            "parts": [part.kept for part in self.parts],
        }

    @property
    def tiers(self) -> tuple[LineTier, ...]:
        """The parts as a line shows them, where its unit amount does not say it all."""
        if self.unit_amount is not None:
            return ()
        return tuple(
            LineTier(
                tier=charge.tier or 0,
                part=part.part,
                quantity=number_text(charge.quantity) if charge.modifier is None else part.quantity,
                unit_amount=part.unit_amount if part.base_quantity is None else None,
                amount=exact_text(charge.exact),
            )
            for charge, part in zip(self.charges, self.parts, strict=True)
        )

    @property
    def unit_amount(self) -> str | None:
        """The one unit amount of the whole quantity, where there is one."""
        return self.parts[0].unit_amount if self._plain else None

    @property
    def base_quantity(self) -> str | None:
        """For how many units that is: a flat amount is for all of them."""
        if not self._plain:
            return None
        return self.quantity if self.charges[0].part == "flat" else self.parts[0].base_quantity

    @property
    def _plain(self) -> bool:
        if len(self.charges) != 1 or self.charges[0].tier is not None or self.charges[0].modifier is not None:
            return False
        part = self.parts[0]
        if part.part == "flat":
            return part.quantity == "1" and self.quantity[0] not in "-0"
        return part.part == "unit" and part.quantity == self.quantity


# ---- the steps -------------------------------------------------------------------------------------------------------


def rated(
    terms: Terms,
    priced: Priced,
    quantity: Fraction,
    *,
    before: Fraction | None = None,
    billed: Exact | None = None,
    floored: bool = False,
) -> list[Charge]:
    """What is charged for a quantity, after what was used (and perhaps charged) before it in the same period.

    `floored` is whether what was used, all in all, is taken as nothing where it is below zero.
    """
    first, then = _steps(terms)

    def opened(together: Fraction) -> list[Charge]:
        used = max(together, Fraction()) if floored else together
        return [*_modified(terms, _model(terms, priced, used), first), *_beside(terms, used)]

    if billed is None:
        whole, earlier = (
            _modified(terms, opened(used), then) if used is not None else []
            for used in (quantity + (before or 0), before)
        )
        return less(whole, earlier) if before is not None else whole
    together = quantity + (before or 0)
    now = opened(together) if before is None else less(opened(together), opened(before))
    return _modified(terms, now, then, billed)


def _steps(terms: Terms) -> tuple[Sequence[ModifierStep], Sequence[ModifierStep]]:
    """The steps after the model: up to the first that looks at the amount of the whole period, and from there."""
    after = terms.modifiers.order[terms.modifiers.order.index("rate") + 1 :]
    bound = min(after.index("minimum"), after.index("maximum"))
    return after[:bound], after[bound:]


def _model(terms: Terms, priced: Priced, used: Fraction) -> list[Charge]:
    modifiers, quantity = terms.modifiers, used
    for step in modifiers.order[: modifiers.order.index("rate")]:
        if step == "convert" and modifiers.conversion is not None:
            quantity = _converted(modifiers.conversion, quantity)
        if step == "included" and quantity > 0:
            quantity = max(quantity - modifiers.included, Fraction())
    return priced(quantity)


def _beside(terms: Terms, used: Fraction) -> list[Charge]:
    """What comes on top before the minimum and the maximum are looked at: a further price of each unit, an amount."""
    modifiers, found = terms.modifiers, []
    units = used if modifiers.conversion is None else _converted(modifiers.conversion, used)
    if modifiers.plus is not None and units:
        found.append(Charge("modifier", units, modifiers.plus, None, "plus"))
    if modifiers.base is not None:
        found.append(Charge("modifier", Fraction(1), modifiers.base, None, "base"))
    return found


def _modified(
    terms: Terms, charges: list[Charge], steps: Sequence[ModifierStep], billed: Exact | None = None
) -> list[Charge]:
    modifiers, found = terms.modifiers, list(charges)
    taken = billed or Exact.zero(terms.currency)
    for step in steps:
        if not modifiers.has(step):
            continue
        exact, change = total(found, terms.currency), None
        if step == "discount":
            change = exact.times(-modifiers.discount.numerator, modifiers.discount.denominator)
        elif step == "minimum" and modifiers.minimum is not None:
            change = max(modifiers.minimum - taken - exact, exact.times(0))
        elif step == "maximum" and modifiers.maximum is not None:
            change = min(modifiers.maximum - taken - exact, exact.times(0))
        if change:
            found.append(modifying(change, step))  # type: ignore[arg-type]  # the other steps change nothing
    return found


def _converted(conversion: Conversion, quantity: Fraction) -> Fraction:
    """From measured to priced units; below zero as the mirror image of above."""
    size = abs(quantity) * conversion.factor
    if conversion.rounding == "up":
        size = Fraction(ceil(size))
    elif conversion.rounding == "down":
        size = Fraction(floor(size))
    elif conversion.rounding == "half_up":
        size = Fraction(floor(size + Fraction(1, 2)))
    return -size if quantity < 0 else size

"""What rating makes: charges, each a quantity at a rate. Pure, and nothing is rounded.

Charge ── a quantity (a fraction, since 1 byte of a GiB is no decimal) times a rate
├── of a tier, or of none
├── unit, flat, package, percentage     what a model laid the quantity on
└── modifier                            what was put on or taken off beside it: an amount, as so many main units

Part is a charge in words: the texts from which a stranger makes the amount again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from harr.contract.catalog import Modifier
from harr.kernel.currencies import minor_units
from harr.kernel.money import RATE_DECIMALS, Exact, Rate
from harr.kernel.quantities import MOST_DECIMALS, Quantity

PartKind = Literal["unit", "flat", "package", "percentage", "modifier"]
ONE = Quantity(1)
AMOUNTS = frozenset({"discount", "base", "minimum", "maximum"})
"""Modifiers that put an amount on or take one off; `plus` is a rate of each unit."""
MOST_SHOWN = 40
"""An exact amount is written as a decimal of at most so many digits after the point, else as a fraction."""


@dataclass(frozen=True, slots=True)
class Charge:
    """A quantity at a rate."""

    part: PartKind
    quantity: Fraction
    rate: Rate
    tier: int | None = None
    modifier: Modifier | None = None

    @property
    def exact(self) -> Exact:
        return self.rate.times(ONE).times(self.quantity.numerator, self.quantity.denominator)

    @property
    def words(self) -> Part:
        """The same as texts: an amount is one of it where a decimal says it, else so many main units."""
        if self.modifier in AMOUNTS and (text := _decimal(_main(self.exact), RATE_DECIMALS)) is not None:
            return Part(self.tier, self.part, "1", text, None, self.modifier)
        shown, per = _decimal(self.quantity, MOST_DECIMALS), self.rate.per
        if shown is None:
            shown, per = str(self.quantity.numerator), per * self.quantity.denominator
        return Part(self.tier, self.part, shown, self.rate.text, None if per == 1 else str(per), self.modifier)


@dataclass(frozen=True, slots=True)
class Part:
    """A charge in words: unit amount times quantity over base quantity (1 where none is said)."""

    tier: int | None
    part: PartKind
    quantity: str
    unit_amount: str
    base_quantity: str | None = None
    modifier: Modifier | None = None

    @property
    def kept(self) -> dict[str, Any]:
        """As the basis of a line keeps it: without what is not said."""
        named = {
            "tier": self.tier, "part": self.part, "quantity": self.quantity, "unit_amount": self.unit_amount,
            "base_quantity": self.base_quantity, "modifier": self.modifier,
        }  # fmt: skip
        return {name: value for name, value in named.items() if value is not None}


def fraction(quantity: Quantity) -> Fraction:
    """A quantity as a fraction, so that it can be divided."""
    return Fraction(quantity.units, 10**quantity.decimals)


def amount_of(rate: Rate) -> Exact:
    """One of it."""
    return rate.times(ONE)


def modifying(exact: Exact, modifier: Modifier) -> Charge:
    """What was put on or taken off, as so many main units of money."""
    return Charge("modifier", _main(exact), Rate(Decimal(1), exact.currency), None, modifier)


def total(charges: Iterable[Charge], currency: str) -> Exact:
    """What charges come to."""
    exact = Exact.zero(currency)
    for charge in charges:
        exact += charge.exact
    return exact


def less(charges: Iterable[Charge], taken: Iterable[Charge]) -> list[Charge]:
    """Charges without those that were charged before: what is left of each, and what was taken at another rate."""
    left: dict[Any, Fraction] = {}
    for sign, each in ((1, charges), (-1, taken)):
        for charge in each:
            key = (charge.part, charge.rate, charge.tier, charge.modifier)
            left[key] = left.get(key, Fraction()) + sign * charge.quantity
    return [Charge(key[0], quantity, *key[1:]) for key, quantity in left.items() if quantity]


def exact_text(exact: Exact) -> str:
    """An amount in main units without any rounding: a decimal, or a fraction where no decimal says it."""
    return number_text(_main(exact))


def number_text(number: Fraction) -> str:
    """A number as a decimal, or as a fraction where no decimal says it."""
    shown = _decimal(number, MOST_SHOWN)
    return f"{number.numerator}/{number.denominator}" if shown is None else shown


def _main(exact: Exact) -> Fraction:
    return Fraction(exact.numerator, exact.denominator * 10 ** minor_units(exact.currency))


def _decimal(number: Fraction, most: int) -> str | None:
    """The number as a decimal of at most so many digits after the point, or None where it is none."""
    scaled = number.numerator * 10**most
    if scaled % number.denominator:
        return None
    size = str(abs(scaled // number.denominator)).rjust(most + 1, "0")
    tail = size[-most:].rstrip("0")
    return ("-" if scaled < 0 else "") + size[:-most] + (f".{tail}" if tail else "")

"""What a price is in one currency: its numbers, read once, so that a model has only to multiply. Pure.

Terms ── the currency, and of the fields of a price those that its model takes
├── tiers      each with the quantity that it ends at
└── modifiers  what is done before and after the model, in which order
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from harr.contract.rules import ModifierStep
from harr.kernel.currencies import minor_units
from harr.kernel.errors import FieldInvalid
from harr.kernel.money import LARGEST_MINOR, Exact, Money, Rate
from harr.kernel.quantities import HUNDRED, Quantity, parse_percentage
from harr.services.catalog.charges import fraction

ORDER: tuple[ModifierStep, ...] = ("convert", "included", "rate", "discount", "minimum", "maximum")
MONEY = (
    "unit_amount", "tiers", "package_amount", "fixed_amount", "minimum_per_event", "maximum_per_event",
    "included_amount_base",
)  # fmt: skip
"""Fields of a price that are money: another currency has its own of each."""
MONEY_MODIFIERS = ("minimum_amount", "maximum_amount", "base_amount", "plus_unit_amount")
MODIFYING = ("minimum_amount", "maximum_amount", "discount_percentage")
"""Modifiers that can be agreed with one customer."""


@dataclass(frozen=True, slots=True)
class Tier:
    """What lies above the tier before and up to `up_to`; the last has no end."""

    number: int
    up_to: Fraction | None
    unit: Rate | None
    flat: Rate | None
    percentage: Rate | None


@dataclass(frozen=True, slots=True)
class Conversion:
    """From the unit that was measured to the unit that is priced."""

    factor: Fraction
    rounding: str


@dataclass(frozen=True, slots=True)
class Modifiers:
    """What is done before and after the model."""

    conversion: Conversion | None = None
    included: Fraction = Fraction()
    discount: Fraction = Fraction()
    """The part that is taken off: one tenth for 10 percent."""
    base: Rate | None = None
    plus: Rate | None = None
    minimum: Exact | None = None
    maximum: Exact | None = None
    order: tuple[ModifierStep, ...] = ORDER

    def has(self, step: ModifierStep) -> bool:
        """Whether a step after the model does anything."""
        return bool(self.discount) if step == "discount" else getattr(self, step) is not None


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers of a price in one currency."""

    currency: str
    unit: Rate | None = None
    tiers: tuple[Tier, ...] = ()
    package_size: Fraction | None = None
    package: Rate | None = None
    percentage: Rate | None = None
    fixed: Rate | None = None
    minimum_per_event: Rate | None = None
    maximum_per_event: Rate | None = None
    included_events: int | None = None
    included_amount: Fraction | None = None
    multiplier: Rate | None = None
    flat_at_zero: bool = True
    modifiers: Modifiers = Modifiers()

    def rate(self, name: Literal["unit", "package", "percentage"]) -> Rate:
        """A rate that the model of the price cannot do without."""
        found: Rate | None = getattr(self, name)
        if found is None:
            msg = f"these terms have no {name}"
            raise LookupError(msg)
        return found


def read(fields: Mapping[str, Any], currency: str, at: str = "") -> Terms:
    """The numbers that fields of a price say in a currency; a fault is named by its field, which begins with `at`."""
    minor_units(currency, f"{at}currency")
    per = fields.get("per") or 1

    def rate(name: str, units: int = 1) -> Rate | None:
        return None if fields.get(name) is None else rate_of(fields[name], currency, f"{at}{name}", units)

    included = rate("included_amount_base")
    percentage = fields.get("percentage")
    return Terms(
        currency=currency,
        unit=rate("unit_amount", per),
        tiers=_tiers(fields.get("tiers") or (), currency, per, f"{at}tiers"),
        package_size=_more_than_nothing(fields.get("package_size"), f"{at}package_size"),
        package=rate("package_amount"),
        percentage=None if percentage is None else _percent(percentage, currency, f"{at}percentage"),
        fixed=rate("fixed_amount"),
        minimum_per_event=rate("minimum_per_event"),
        maximum_per_event=rate("maximum_per_event"),
        included_events=fields.get("included_events"),
        included_amount=None if included is None else Fraction(included.amount),
        multiplier=rate("multiplier"),
        flat_at_zero=fields.get("zero_quantity_flat") != "not_billed",
        modifiers=_modifiers(fields.get("modifiers") or {}, currency, f"{at}modifiers."),
    )


def in_currency(fields: Mapping[str, Any], currency: str) -> Mapping[str, Any]:
    """The fields of a price with those of a currency option in place of its own."""
    if currency == fields["currency"]:
        return fields
    option = fields["currency_options"][currency]
    modifiers = {**(fields["modifiers"] or {}), **{name: option.get(name) for name in MONEY_MODIFIERS}}
    return {**fields, **{name: option.get(name) for name in MONEY}, "modifiers": modifiers}


def rate_of(text: str, currency: str, field: str, per: int = 1) -> Rate:
    """A rate of which even one lot is an amount that can be kept: better refused here than on an invoice."""
    rate = Rate.parse(text, currency, per, field=field)
    exact = rate.times(Quantity(per))
    if exact.numerator > LARGEST_MINOR * exact.denominator:
        raise FieldInvalid(f"{text} {currency} is more than can be kept", field=field, way_out="Send a smaller amount.")
    return rate


# ---- tiers -----------------------------------------------------------------------------------------------------------


def _tiers(given: Sequence[Mapping[str, Any]], currency: str, per: int, field: str) -> tuple[Tier, ...]:
    found = tuple(_tier(place, each, currency, per, f"{field}[{place}]") for place, each in enumerate(given))
    bounds = [tier.up_to for tier in found]
    for place, (before, bound) in enumerate(zip([Fraction(), *bounds], bounds, strict=False)):
        last = place == len(bounds) - 1
        if bound is None and not last:
            raise FieldInvalid(
                "only the last tier has no end", field=f"{field}[{place}].up_to", way_out="Say where this one ends."
            )
        if bound is not None and (last or before is None or bound <= before):
            raise FieldInvalid(
                "the last tier has no end" if last else "a tier ends after the one before",
                field=f"{field}[{place}].up_to",
                way_out="Leave up_to out, or add a tier." if last else "Put the tiers in order of up_to.",
            )
    return found


def _tier(place: int, given: Mapping[str, Any], currency: str, per: int, field: str) -> Tier:
    bound, unit, flat, percentage = (given.get(name) for name in ("up_to", "unit_amount", "flat_amount", "percentage"))
    return Tier(
        place + 1,
        None if bound is None else fraction(Quantity.parse(bound, field=f"{field}.up_to")),
        None if unit is None else rate_of(unit, currency, f"{field}.unit_amount", per),
        None if flat is None else rate_of(flat, currency, f"{field}.flat_amount"),
        None if percentage is None else _percent(percentage, currency, f"{field}.percentage"),
    )


def _percent(text: str, currency: str, field: str) -> Rate:
    """So much of each main unit."""
    return Rate(parse_percentage(text, field) / HUNDRED, currency)


def _more_than_nothing(text: str | None, field: str) -> Fraction | None:
    if text is None:
        return None
    found = Quantity.parse(text, field=field)
    if found.units == 0:
        raise FieldInvalid("it is more than nothing", field=field, way_out='Send a quantity above zero, such as "1".')
    return fraction(found)


# ---- modifiers -------------------------------------------------------------------------------------------------------


def _modifiers(given: Mapping[str, Any], currency: str, at: str) -> Modifiers:
    def rate(name: str) -> Rate | None:
        return None if given.get(name) is None else rate_of(given[name], currency, f"{at}{name}")

    def exact(name: str) -> Exact | None:
        return None if given.get(name) is None else Exact.of(Money.parse(given[name], currency, field=f"{at}{name}"))

    included, discount = given.get("included_quantity"), given.get("discount_percentage")
    found = Modifiers(
        conversion=_conversion(given.get("unit_conversion"), f"{at}unit_conversion"),
        included=Fraction() if included is None else fraction(Quantity.parse(included, field=f"{at}included_quantity")),
        discount=Fraction(parse_percentage(discount or "0", f"{at}discount_percentage")) / 100,
        base=rate("base_amount"),
        plus=rate("plus_unit_amount"),
        minimum=exact("minimum_amount"),
        maximum=exact("maximum_amount"),
        order=_order(given.get("order"), f"{at}order"),
    )
    if found.minimum is not None and found.maximum is not None and found.minimum > found.maximum:
        raise FieldInvalid(
            "the minimum is above the maximum", field=f"{at}minimum_amount", way_out="Send it at or below the maximum."
        )
    return found


def _conversion(given: Mapping[str, Any] | None, field: str) -> Conversion | None:
    if given is None:
        return None
    divide = _more_than_nothing(given.get("divide_by"), f"{field}.divide_by")
    multiply = _more_than_nothing(given.get("multiply_by"), f"{field}.multiply_by")
    if (divide is None) == (multiply is None):
        raise FieldInvalid(
            "a unit is converted by divide_by or by multiply_by: one of them",
            field=f"{field}.divide_by",
            way_out="Send one and leave the other.",
        )
    factor = multiply if divide is None else 1 / divide
    return Conversion(factor or Fraction(1), given.get("rounding") or "none")


def _order(given: Sequence[ModifierStep] | None, field: str) -> tuple[ModifierStep, ...]:
    if given is None:
        return ORDER
    order = tuple(given)
    if (
        sorted(order) != sorted(ORDER)
        or max(order.index("convert"), order.index("included")) > order.index("rate")
        or (order.index("rate") > min(order.index(each) for each in ("discount", "minimum", "maximum")))
    ):
        raise FieldInvalid(
            "the order names each step once: convert and included before rate, the others after it",
            field=field,
            way_out=f"Send {', '.join(ORDER)}, with those changed about that may be.",
        )
    return order

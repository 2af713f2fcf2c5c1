"""Prices: each case makes its price in the sandbox and asks what it would charge (`prices.estimate`)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from harr.edge.cases.world import World
from harr.kernel import Exact, Money, minor_units

Case = dict[str, Any]

FIELDS = {
    "unit_amount": "unit_amount", "per": "per", "package_size": "package_size", "package_amount": "package_amount",
    "rate_percent": "percentage", "fixed_amount_per_event": "fixed_amount", "min_per_event": "minimum_per_event",
    "max_per_event": "maximum_per_event", "free_events": "included_events", "free_amount": "included_amount_base",
    "multiplier": "multiplier", "flat_amount": "unit_amount", "amount": "unit_amount",
}  # fmt: skip
MODIFIERS = {
    "free_quantity": "included_quantity", "discount_percent": "discount_percentage", "base_amount": "base_amount",
    "plus_unit_amount": "plus_unit_amount",
}  # fmt: skip
BOUNDS = ("minimum_amount", "maximum_amount")
TIER = {"up_to": "up_to", "unit_amount": "unit_amount", "flat_amount": "flat_amount", "rate_percent": "percentage"}
ROUNDINGS = {"ceiling": "up", "floor": "down"}
PARTS = {"package": "unit", "percentage": "unit", "minimum": "minimum_top_up"}
"""What cases call otherwise: a package and a share of an amount are units of their own."""
STEPS = ("discount", "minimum", "maximum")
ON_EVENTS = frozenset({"fixed_amount", "minimum_per_event", "maximum_per_event", "included_events"})
WHOLE = frozenset({"per", "included_events"})


def rate(world: World, case: Case) -> dict[str, Any]:
    """One price, and what it charges for a quantity or events; a tax on top is asked of an invoice."""
    given, currency = case["given"], case["given"]["currency"]
    terms = given["price"]
    price = _price(world, case, terms, currency)
    asked: dict[str, Any] = {}
    if "events" in given:
        asked["events"] = [{"quantity": _plain(each["amount"])} for each in given["events"]]
    else:
        asked["quantity"] = _plain(given["quantity"])
    if "quantity_before" in given:
        asked["before"] = _plain(given["quantity_before"])
    if "quantity_before" in given or "billed_before_minor" in given:
        asked["billed_before"] = Money(given.get("billed_before_minor", 0), currency).text
    found = world.ask("prices.estimate", price, **asked)
    lines = [_line(each, currency) for each in found["lines"]]
    figures = {
        "total_minor": _minor(found["amount"], currency),
        "exact_minor": _same(_number(found["exact_amount"]) * 10 ** minor_units(currency), case),
        "lines": [each for each in lines if each["amount_minor"]],
    }
    return _taxed(world, price, figures, case) if "tax_percent" in terms else figures


def rate_sum(world: World, case: Case) -> dict[str, Any]:
    """Several prices of one unit or of many; each line is rounded by itself."""
    given, currency = case["given"], case["given"]["currency"]
    lines = []
    for item in given["items"]:
        price = _price(world, case, {"model": "per_unit", **item}, currency)
        found = world.ask("prices.estimate", price, quantity=_plain(item["quantity"]))
        lines.append(_minor(found["amount"], currency))
    return {"lines_minor": lines, "total_minor": sum(lines)}


# ---- the price -------------------------------------------------------------------------------------------------------


def _price(world: World, case: Case, terms: Mapping[str, Any], currency: str) -> str:
    """The price of a case: of usage, but for what goes by the event or is sold on an invoice."""
    rules = case["rules"]
    fields = {mine: _value(mine, terms[theirs]) for theirs, mine in FIELDS.items() if terms.get(theirs) is not None}
    if "tiers" in terms:
        fields["tiers"] = [
            {mine: _plain(tier[theirs]) for theirs, mine in TIER.items() if tier.get(theirs) is not None}
            for tier in terms["tiers"]
        ]
    once = "tax_percent" in terms or ON_EVENTS & fields.keys()
    fields |= {"type": "one_time", "billing": "in_advance"} if once else _usage(world, rules)
    modifiers = _modifiers(terms, rules, currency)
    if modifiers:
        fields["modifiers"] = modifiers
    if rules.get("round_at") == "tier":
        fields["round_at"] = "tier"
    if "tiers" in terms and rules.get("zero_quantity", "first_tier_flat_is_billed") != "first_tier_flat_is_billed":
        fields["zero_quantity_flat"] = "not_billed"
    product = world.once("products.create", name="Usage")
    return world.once(
        "prices.create", product=product, currency=currency, tax_behavior="exclusive", model=terms["model"], **fields
    )


def _usage(world: World, rules: Mapping[str, Any]) -> dict[str, Any]:
    meter = world.once("meters.create", code="usage", event_type="usage", aggregation="sum", property="n", decimals=9)
    below = "zero" if rules.get("negative_quantity", "billed_as_zero") == "billed_as_zero" else "credit"
    return {
        "type": "usage", "billing": "in_arrears", "interval": "month", "meter": meter, "negative_usage": below,
    }  # fmt: skip


def _modifiers(terms: Mapping[str, Any], rules: Mapping[str, Any], currency: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        mine: _plain(terms[theirs]) for theirs, mine in MODIFIERS.items() if terms.get(theirs) is not None
    }
    for bound in BOUNDS:
        if terms.get(bound) is not None:
            found[bound] = f"{Decimal(terms[bound]):.{minor_units(currency)}f}"
    if terms.get("unit_conversion"):
        conversion = dict(terms["unit_conversion"])
        rounding = conversion.pop("rounding", "none")
        found["unit_conversion"] = {
            **{name: _plain(value) for name, value in conversion.items()},
            "rounding": ROUNDINGS.get(rounding, rounding),
        }
    named = [step for step in rules.get("order", ()) if step in STEPS]
    if named and named != [step for step in STEPS if step in named]:
        rest = [step for step in STEPS if step not in named]
        found["order"] = ["convert", "included", "rate", *named, *rest]
    return found


def _value(field: str, given: Any) -> Any:
    return int(given) if field in WHOLE else _plain(given)


def _plain(given: Any) -> str:
    """A number as the API writes it."""
    text = f"{Decimal(str(given)):f}"
    return text if Decimal(text) else "0"


# ---- the figures -----------------------------------------------------------------------------------------------------


def _line(found: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """A rated line in the words of cases, its amount in minor units."""
    modifier = found["modifier"]
    amount = _number(found["amount"]) * 10 ** minor_units(currency)
    return {
        "tier": found["tier"],
        "part": PARTS.get(modifier or found["part"], modifier or found["part"]),
        "quantity": found["quantity"],
        "amount_minor": Exact(amount.numerator, amount.denominator, currency).settle().minor,
    }


def _taxed(world: World, price: str, figures: dict[str, Any], case: Case) -> dict[str, Any]:
    """The same price on an invoice with a rate of tax."""
    given, currency = case["given"], case["given"]["currency"]
    if world.ask("prices.retrieve", price)["status"] == "draft":
        world.ask("prices.activate", price)
    entity = world.entity(currency)
    found = world.ask(
        "invoices.create", customer=world.buyer(), entity=entity, currency=currency, finalize=True,
        lines=[{
            "description": "Usage", "price": price, "quantity": _plain(given["quantity"]),
            "tax_rates": [world.rate(_plain(given["price"]["tax_percent"]))],
        }],
    )  # fmt: skip
    tax = _minor(found["tax_amount"], currency)
    return {
        **figures,
        "total_minor": _minor(found["total"], currency),
        "lines": [*figures["lines"], *([{"part": "tax", "amount_minor": tax}] if tax else [])],
    }


def _same(number: Fraction, case: Case) -> str:
    """The exact amount as the case writes it, where it is the same number."""
    expected = case["expect"].get("exact_minor")
    return expected if expected is not None and Fraction(expected) == number else str(number)


def _number(text: str) -> Fraction:
    return Fraction(text)


def _minor(text: str, currency: str) -> int:
    return Money.parse(text, currency, negative=True).minor

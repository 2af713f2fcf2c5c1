"""Prices: bugs that other billing systems had, each told as the test that Harr has to pass."""

# ruff: noqa: N802 - a test is called by the place of its bug in the collection

from __future__ import annotations

from typing import Any

import pytest

from harr.kernel.money import LARGEST_MINOR, Money
from harr.kernel.quantities import Quantity
from tests.scenarios.world import World
from tests.services.catalog.test_prices import price

FORMS: dict[str, dict[str, Any]] = {
    "flat": {"unit_amount": "1.00"},
    "per_unit": {"unit_amount": "1.00", "modifiers": {"base_amount": "1", "included_quantity": "1"}},
    "graduated": {"tiers": [{"up_to": "10", "unit_amount": "1"}, {"unit_amount": "1", "flat_amount": "1"}]},
    "package": {"package_size": "10", "package_amount": "1"},
    "percentage": {"percentage": "1", "fixed_amount": "1", "minimum_per_event": "1", "included_amount_base": "1"},
    "dynamic": {"multiplier": "1"},
}
NUMBERS = ("NaN", "Infinity", "-0", "1e400", "١٢", "-1", "1,5", "+1", " 1")


def sold(world: World, model: str, **fields: Any) -> dict[str, Any]:
    """What a price of this model is made of."""
    return {
        "product": world("products.create", name="Thing")["id"], "model": model, "billing": "in_advance",
        "type": "one_time", "currency": "EUR", "tax_behavior": "exclusive", **fields,
    }  # fmt: skip


def test_museum_A01_of_prices() -> None:
    """19.99 was billed as 19.98. Each price from a cent to a hundred is that many cents, by itself and in a tier."""
    for minor in range(1, 10_001):
        amount = Money(minor, "EUR")
        assert price("per_unit", unit_amount=amount.text).rate(Quantity(1)).settle() == amount
    tiers = [{"unit_amount": "19.99"}]
    assert price("graduated", tiers=tiers).rate(Quantity(100)).settle().text == "1999.00"


def test_museum_A01_of_numbers(world: World) -> None:
    """A price sent as a JSON number is refused by name, whatever it says."""
    for number in (19.99, 8.2, 31):
        refused = world.refused("prices.create", **sold(world, "per_unit", unit_amount=number))
        assert (refused["code"], refused["field"]) == ("money_float", "unit_amount")


def test_museum_A08_of_prices(world: World) -> None:
    """1,300,000 won did not fit a column. The largest price goes through, what is larger is refused and no fault."""
    largest = Money(LARGEST_MINOR, "KRW").text
    made = world("prices.create", **sold(world, "per_unit", currency="KRW", unit_amount=largest))
    assert world("prices.estimate", made["id"], quantity="1")["amount"] == largest
    for quantity in ("2", "999999999999999999"):
        refused = world.refused("prices.estimate", made["id"], quantity=quantity)
        assert (refused["status"], refused["code"]) == (400, "field_invalid")
    over = Money(LARGEST_MINOR, "KRW").text[:-1] + "9"
    refused = world.refused("prices.create", **sold(world, "per_unit", currency="KRW", unit_amount=over))
    assert (refused["code"], refused["field"]) == ("field_invalid", "unit_amount")
    many = world("prices.create", **sold(world, "per_unit", currency="KRW", unit_amount="1300000"))
    assert world("prices.estimate", many["id"], quantity="1000000000")["amount"] == "1300000000000000"


@pytest.mark.parametrize("model", sorted(FORMS))
def test_museum_A10_of_prices(world: World, model: str) -> None:
    """`NaN` became a fee. No number of a price is one that is none, or below zero; nothing at any rate is nothing."""
    fields = FORMS[model]
    for path in _numbers(fields):
        for text in NUMBERS:
            refused = world.refused("prices.create", **sold(world, model, **_with(fields, path, text)))
            assert refused["status"] in {400, 422}, (path, text)
            assert refused["field"].endswith(str(path[-1])), (path, text)
    assert world("prices.list")["data"] == []


@pytest.mark.parametrize("model", ["per_unit", "graduated", "package", "percentage", "dynamic"])
def test_museum_A10_of_nothing(model: str) -> None:
    """Nothing at a price that has no flat part is nothing."""
    fields = {name: value for name, value in FORMS[model].items() if name != "modifiers"}
    assert price(model, **fields).rate(Quantity(0)).settle() == Money(0, "EUR")


def _numbers(fields: dict[str, Any]) -> list[tuple[str | int, ...]]:
    """The places of all numbers in the fields of a price."""
    found: list[tuple[str | int, ...]] = []

    def walk(value: Any, path: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            for name, each in value.items():
                walk(each, (*path, name))
        elif isinstance(value, list):
            for place, each in enumerate(value):
                walk(each, (*path, place))
        else:
            found.append(path)

    walk(fields, ())
    return found


def _with(fields: dict[str, Any], path: tuple[str | int, ...], text: str) -> dict[str, Any]:
    """The same fields, with another number at a place."""
    head, *rest = path
    if not rest:
        return {**fields, str(head): text}
    inside = fields[str(head)]
    if isinstance(inside, list):
        place, *deeper = rest
        changed = [_with(each, tuple(deeper), text) if number == place else each for number, each in enumerate(inside)]
        return {**fields, str(head): changed}
    return {**fields, str(head): _with(inside, tuple(rest), text)}

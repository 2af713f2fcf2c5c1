"""Prices as pure values: what they charge, and which of them cannot be."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from harr.kernel.errors import Refusal
from harr.kernel.money import Rate
from harr.kernel.quantities import Quantity
from harr.services.catalog.prices import Price, check

PRICE = {
    "product": "prd_0000000000001",
    "model": "per_unit",
    "type": "one_time",
    "currency": "EUR",
    "unit_amount": "31.00",
    "per": 1,
    "recognition": None,
}


def price(model: str, unit_amount: str, currency: str = "EUR", per: int = 1) -> Price:
    """A price of some product."""
    return Price(
        id=1, status="active", product=2, code=None, model=model, type="one_time", currency=currency,
        unit_amount=Rate(Decimal(unit_amount), currency, per), tax_behavior="exclusive", nickname=None, version=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("model", "unit_amount", "currency", "per", "quantity", "amount"),
    [
        ("per_unit", "31", "EUR", 1, "3", "93.00"),
        ("per_unit", "0.0042", "EUR", 1, "10088", "42.37"),
        ("per_unit", "0.0032", "USD", 1048576, "1048576000", "3.20"),
        ("per_unit", "0.005", "EUR", 1, "1", "0.01"),
        ("per_unit", "1.25", "EUR", 1, "0.5", "0.63"),
        ("per_unit", "1200", "JPY", 1, "2", "2400"),
        ("per_unit", "0.125", "KWD", 1, "10", "1.250"),
        ("per_unit", "31", "EUR", 1, "0", "0.00"),
        ("flat", "31", "EUR", 1, "3", "31.00"),
        ("flat", "31", "EUR", 1, "0", "31.00"),
        ("flat", "0.005", "EUR", 1, "1000", "0.01"),
    ],
)
def test_what_a_quantity_costs(
    model: str, unit_amount: str, currency: str, per: int, quantity: str, amount: str
) -> None:
    """A rate times a quantity is exact until it is settled once; a flat price does not look at the quantity."""
    charged = price(model, unit_amount, currency, per).charge(Quantity.parse(quantity))
    assert charged.settle().text == amount


def test_a_price_names_the_rule_that_rates_it() -> None:
    """Documents keep the rule with its version, so that an old line can be explained for ever."""
    assert [price(model, "1").rule for model in ("flat", "per_unit")] == ["flat/1", "per_unit/1"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"type": "recurring"}, "rule_conflict", "type"),
        ({"type": "usage"}, "rule_conflict", "type"),
        ({"model": "graduated"}, "rule_conflict", "model"),
        ({"tiers": [{"unit_amount": "1"}]}, "rule_conflict", "tiers"),
        ({"modifiers": {"discount_percentage": "10"}}, "rule_conflict", "modifiers"),
        ({"currency_options": {"USD": {}}}, "rule_conflict", "currency_options"),
        ({"interval": "month"}, "rule_conflict", "interval"),
        ({"model": "flat", "per": 1000}, "rule_conflict", "per"),
        ({"recognition": "month"}, "rule_conflict", "recognition"),
        ({"unit_amount": None}, "field_invalid", "unit_amount"),
        ({"unit_amount": "-1.00"}, "field_invalid", "unit_amount"),
        ({"unit_amount": "90071992547409.92"}, "field_invalid", "unit_amount"),
        ({"currency": "XYZ"}, "field_invalid", "currency"),
        ({"currency": "XAU"}, "field_invalid", "currency"),
    ],
)
def test_a_price_that_cannot_be_sold_at_is_refused(changes: dict[str, Any], code: str, field: str) -> None:
    """What this Harr does not rate yet is refused by name, never kept and then ignored."""
    fields = {**PRICE, **changes}
    with pytest.raises(Refusal) as caught:
        check(fields, [name for name, value in fields.items() if value is not None and (name != "per" or value != 1)])
    assert (caught.value.code, caught.value.field) == (code, field)
    assert caught.value.exit


def test_the_largest_price_that_can_be_kept_is_taken() -> None:
    """The bound is that of money itself, not a cent below."""
    check({**PRICE, "unit_amount": "90071992547409.91"}, ["unit_amount"])

"""Prices as pure values: what they charge by each model, and which of them cannot be."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.contract.subscriptions import PriceOverride
from harr.kernel.errors import CurrencyMismatch, Refusal
from harr.kernel.money import Exact, Money
from harr.kernel.quantities import Quantity
from harr.services.catalog.actions import DEFAULTS, NUMBERS
from harr.services.catalog.checking import check
from harr.services.catalog.checking import override as check_override
from harr.services.catalog.prices import Price
from harr.services.invoices import basis

STEPS = [
    {"up_to": "10", "unit_amount": "10", "flat_amount": "2"},
    {"up_to": "20", "unit_amount": "5", "flat_amount": "3"},
    {"unit_amount": "5", "flat_amount": "3"},
]
TARIFF = [
    {"up_to": "800", "unit_amount": "0.088958"},
    {"up_to": "2000", "unit_amount": "0.098073"},
    {"unit_amount": "0.108615"},
]
FREE = [{"up_to": "1000", "unit_amount": "0"}, {"unit_amount": "0.0042"}]
STAIRS = [{"up_to": "5", "flat_amount": "20"}, {"up_to": "50", "flat_amount": "35.50"}, {"flat_amount": "80"}]
SHARES = [{"up_to": "10000", "percentage": "1.5"}, {"percentage": "0.9", "flat_amount": "4"}]
GIB = {"unit_conversion": {"divide_by": "1073741824", "rounding": "none"}}
THOUSANDS = {"unit_conversion": {"divide_by": "1000", "rounding": "up"}}
DUE = {"percentage": "2.99", "minimum_per_event": "1.75", "maximum_per_event": "12"}


def price(model: str, kind: str = "usage", **fields: Any) -> Price:
    """A price of some product."""
    numbers = {name: fields.get(name, DEFAULTS[name]) for name in NUMBERS if name != "currency"}
    currency = fields.get("currency", "EUR")
    return Price(
        id=1, status="active", product=2, code=None, model=model, billing="in_arrears", type=kind,  # type: ignore[arg-type]
        interval=None, meter=None, currency=currency, tax_behavior="exclusive", nickname=None, version=1,
        proration_unit=None, recognition=None, late_usage=None, round_at=fields.get("round_at", "line"),
        negative_usage=fields.get("negative_usage", "zero"),
        currencies=frozenset({currency, *fields.get("currency_options", {})}),
        numbers=json.dumps({**numbers, "currency": currency}),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("model", "fields", "quantity", "amount"),
    [
        ("flat", {"unit_amount": "31"}, "3", "31.00"),
        ("flat", {"unit_amount": "31"}, "0", "31.00"),
        ("flat", {"unit_amount": "0.005"}, "1000", "0.01"),
        ("per_unit", {"unit_amount": "31"}, "3", "93.00"),
        ("per_unit", {"unit_amount": "0.0042"}, "10088", "42.37"),
        ("per_unit", {"unit_amount": "0.0032", "per": 1048576, "currency": "USD"}, "1048576000", "3.20"),
        ("per_unit", {"unit_amount": "0.005"}, "1", "0.01"),
        ("per_unit", {"unit_amount": "1.25"}, "0.5", "0.63"),
        ("per_unit", {"unit_amount": "1200", "currency": "JPY"}, "2", "2400"),
        ("per_unit", {"unit_amount": "0.125", "currency": "KWD"}, "10", "1.250"),
        ("per_unit", {"unit_amount": "0.00000000000001"}, "1000000000000", "0.01"),
        ("per_unit", {"unit_amount": "31"}, "0", "0.00"),
        ("graduated", {"tiers": STEPS}, "0", "2.00"),
        ("graduated", {"tiers": STEPS, "zero_quantity_flat": "not_billed"}, "0", "0.00"),
        ("graduated", {"tiers": STEPS}, "1", "12.00"),
        ("graduated", {"tiers": STEPS}, "10", "102.00"),
        ("graduated", {"tiers": STEPS}, "10.5", "107.50"),
        ("graduated", {"tiers": STEPS}, "21", "163.00"),
        ("graduated", {"tiers": FREE}, "11088", "42.37"),
        ("graduated", {"tiers": TARIFF, "currency": "USD"}, "2225", "213.29"),
        ("graduated", {"tiers": TARIFF, "currency": "USD", "round_at": "tier"}, "2225", "213.30"),
        ("volume", {"tiers": STEPS}, "0", "2.00"),
        ("volume", {"tiers": STEPS, "zero_quantity_flat": "not_billed"}, "0", "0.00"),
        ("volume", {"tiers": STEPS}, "10", "102.00"),
        ("volume", {"tiers": STEPS}, "10.000000001", "53.00"),
        ("volume", {"tiers": STEPS}, "11", "58.00"),
        ("stairstep", {"tiers": STAIRS}, "0", "20.00"),
        ("stairstep", {"tiers": STAIRS}, "5", "20.00"),
        ("stairstep", {"tiers": STAIRS}, "6", "35.50"),
        ("stairstep", {"tiers": STAIRS}, "51", "80.00"),
        ("package", {"package_size": "10", "package_amount": "15"}, "0", "0.00"),
        ("package", {"package_size": "10", "package_amount": "15"}, "10", "15.00"),
        ("package", {"package_size": "10", "package_amount": "15"}, "11", "30.00"),
        ("package", {"package_size": "0.5", "package_amount": "15"}, "1.1", "45.00"),
        ("percentage", {"percentage": "1.3"}, "550", "7.15"),
        ("percentage", {"percentage": "2.9", "fixed_amount": "0.30"}, "100", "3.20"),
        ("percentage", {"percentage": "2.9", "fixed_amount": "0.30"}, "0", "0.00"),
        ("graduated_percentage", {"tiers": SHARES}, "10000", "150.00"),
        ("graduated_percentage", {"tiers": SHARES}, "20000", "244.00"),
        ("dynamic", {}, "12.345", "12.35"),
        ("dynamic", {"multiplier": "1.33333"}, "50", "66.67"),
        # below zero: usage is nothing, or credit; of an agreed quantity it is the mirror image
        ("per_unit", {"unit_amount": "31"}, "-2", "0.00"),
        ("per_unit", {"unit_amount": "31", "modifiers": {"plus_unit_amount": "1", "base_amount": "5"}}, "-2", "5.00"),
        ("per_unit", {"unit_amount": "31", "negative_usage": "credit"}, "-2", "-62.00"),
        ("per_unit", {"unit_amount": "31", "kind": "one_time"}, "-2", "-62.00"),
        ("graduated", {"tiers": STEPS, "kind": "one_time"}, "-21", "-163.00"),
        ("flat", {"unit_amount": "31", "kind": "one_time"}, "-1", "-31.00"),
        # what is done before and after
        ("per_unit", {"unit_amount": "10", "modifiers": THOUSANDS}, "1400", "20.00"),
        ("per_unit", {"unit_amount": "0.09", "modifiers": GIB}, "100000000000", "8.38"),
        ("per_unit", {"unit_amount": "1", "modifiers": {"unit_conversion": {"multiply_by": "2.5"}}}, "3", "7.50"),
        ("per_unit", {"unit_amount": "1", "modifiers": {"included_quantity": "10"}}, "9", "0.00"),
        ("per_unit", {"unit_amount": "1", "modifiers": {"included_quantity": "10"}}, "12.5", "2.50"),
        ("per_unit", {"unit_amount": "1", "modifiers": {"discount_percentage": "12.5"}}, "3", "2.63"),
        ("per_unit", {"unit_amount": "1", "modifiers": {"minimum_amount": "50.00"}}, "3", "50.00"),
        ("per_unit", {"unit_amount": "1", "modifiers": {"maximum_amount": "50.00"}}, "300", "50.00"),
        ("dynamic", {"modifiers": {"minimum_amount": "50.00"}}, "0", "50.00"),
        ("per_unit", {"unit_amount": "1", "modifiers": {"base_amount": "7", "plus_unit_amount": "1"}}, "3", "13.00"),
        ("per_unit", {"unit_amount": "1", "modifiers": {"discount_percentage": "50", "base_amount": "7"}}, "4", "9.00"),
        ("per_unit", {"unit_amount": "1", "modifiers": {"included_quantity": "2", "base_amount": "1"}}, "4", "3.00"),
        ("per_unit", {"unit_amount": "1", "modifiers": {
            "discount_percentage": "10", "maximum_amount": "50.00",
            "order": ["convert", "included", "rate", "maximum", "discount", "minimum"],
        }}, "300", "45.00"),
    ],
)  # fmt: skip
def test_what_a_quantity_costs(model: str, fields: dict[str, Any], quantity: str, amount: str) -> None:
    """It is exact until it is settled, and its basis alone gives the same amount."""
    rated = price(model, **fields).rate(Quantity.parse(quantity, negative=True))
    assert rated.settle().text == amount
    made = {**rated.basis, "currency": rated.currency, "rounding": "half_away/1"}
    assert (basis.exact_of(made), basis.amount_of(made).text) == (rated.exact, amount)
    assert json.loads(json.dumps(made)) == made


EVENTS: list[tuple[dict[str, Any], list[int], str]] = [
    ({"percentage": "1.3", "fixed_amount": "2"}, [50, 100, 250, 400], "1840"),
    ({"percentage": "1.3", "fixed_amount": "2", "included_events": 3, "included_amount_base": "250"},
     [50, 100, 250, 400], "1115"),
    ({"percentage": "0", "fixed_amount": "2"}, [50, 100], "400"),
    (DUE, [10, 80, 10000], "1614.2"),
    ({**DUE, "fixed_amount": "2"}, [10, 80, 10000], "1869.1"),
    ({**DUE, "included_events": 2}, [10, 80, 10000], "1200"),
    ({**DUE, "included_amount_base": "30"}, [10, 80, 10000], "1379.4"),
    ({**DUE, "included_amount_base": "90"}, [10, 80, 10000], "1200"),
    ({"percentage": "2", "fixed_amount": "1", "included_amount_base": "100"}, [100, 100], "300"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "amounts", "minor"), EVENTS)
def test_percentages_of_events_one_by_one(fields: dict[str, Any], amounts: list[int], minor: str) -> None:
    """What is included ends with the first of both; floor and cap hold for what is paid."""
    rated = price("percentage", **fields).rate_events([Fraction(amount) for amount in amounts])
    assert rated.exact == Exact(*Fraction(minor).as_integer_ratio(), "EUR")
    assert basis.exact_of({**rated.basis, "currency": "EUR"}) == rated.exact


def test_a_line_shows_one_unit_amount_or_the_tiers() -> None:
    """What a plain line says by itself is not said again; a flat amount is for all of the quantity."""
    plain = price("per_unit", unit_amount="0.0042", per=10).rate(Quantity(20))
    assert (plain.unit_amount, plain.base_quantity, plain.tiers) == ("0.0042", "10", ())
    flat = price("flat", unit_amount="31").rate(Quantity(3))
    assert (flat.unit_amount, flat.base_quantity) == ("31", "3")
    tiers = price("graduated", tiers=FREE, modifiers={"minimum_amount": "50.00"}).rate(Quantity(11088))
    assert tiers.unit_amount is None
    assert [(tier.tier, tier.part, tier.quantity, tier.unit_amount, tier.amount) for tier in tiers.tiers] == [
        (1, "unit", "1000", "0", "0"),
        (2, "unit", "10088", "0.0042", "42.3696"),
        (0, "modifier", "1", "7.6304", "7.6304"),
    ]
    third = price("per_unit", unit_amount="1", per=3, modifiers={"discount_percentage": "10"}).rate(Quantity(1))
    assert [tier.amount for tier in third.tiers] == ["1/3", "-1/30"]


def test_the_basis_names_rule_price_and_version() -> None:
    """Documents keep them, so that an old line can be explained for ever."""
    made = price("graduated", tiers=FREE).rate(Quantity(1500)).basis
    assert made == {
        "rule": "graduated/1",
        "price": "prc_0000000000001",
        "price_version": 1,
        "quantity": "1500",
        "round_at": "line",
        "parts": [
            {"tier": 1, "part": "unit", "quantity": "1000", "unit_amount": "0"},
            {"tier": 2, "part": "unit", "quantity": "500", "unit_amount": "0.0042"},
        ],
    }


def test_another_currency_has_numbers_of_its_own() -> None:
    """Never converted, and only those that the price names."""
    found = price("per_unit", unit_amount="10", currency_options={"JPY": {"unit_amount": "1500"}})
    assert found.rate(Quantity(2)).settle() == Money(2000, "EUR")
    assert found.rate(Quantity(2), currency="JPY").settle() == Money(3000, "JPY")
    with pytest.raises(CurrencyMismatch):
        found.rate(Quantity(2), currency="USD")


def test_what_was_agreed_with_one_customer() -> None:
    """It stands in place of the price's own number, and the rest stays."""
    found = price("graduated", tiers=FREE, modifiers={"base_amount": "5"})
    cheaper = [{"up_to": "5000", "unit_amount": "0"}, {"unit_amount": "0.004"}]
    agreed = PriceOverride(tiers=cheaper, discount_percentage="50", maximum_amount="20.00")  # type: ignore[arg-type]
    assert found.rate(Quantity(10000), override=agreed).settle().text == "15.00"
    assert found.rate(Quantity(100000), override=agreed).settle().text == "20.00"
    with pytest.raises(Refusal) as caught:
        check_override(found, PriceOverride(unit_amount="1"), "EUR")
    assert caught.value.field == "override.unit_amount"
    with pytest.raises(Refusal) as caught:
        check_override(found, PriceOverride(maximum_amount="1.2"), "EUR")
    assert (caught.value.code, caught.value.field) == ("money_digits", "override.modifiers.maximum_amount")


# ---- parts of a period -----------------------------------------------------------------------------------------------

OPTIONS: dict[str, dict[str, Any]] = {
    "graduated": {"tiers": STEPS},
    "volume": {"tiers": STEPS},
    "stairstep": {"tiers": STAIRS},
    "package": {"package_size": "10", "package_amount": "15"},
    "per_unit": {"unit_amount": "0.0042", "per": 7},
    "graduated_percentage": {"tiers": SHARES},
    "percentage": {"percentage": "1.3", "included_amount_base": "25"},
}
MODIFIERS: list[dict[str, Any]] = [
    {}, {"included_quantity": "7.5"}, {"discount_percentage": "12.5", "base_amount": "3"}, THOUSANDS,
    {"minimum_amount": "60.00", "maximum_amount": "90.00"}, {"plus_unit_amount": "0.01", "maximum_amount": "30.00"},
]  # fmt: skip
used = st.builds(Quantity, st.integers(0, 200_000), st.just(2))


@given(model=st.sampled_from(sorted(OPTIONS)), modifiers=st.sampled_from(MODIFIERS), parts=st.lists(used, min_size=1))
def test_the_parts_of_a_period_add_up(model: str, modifiers: dict[str, Any], parts: list[Quantity]) -> None:
    """However a period is cut, its parts together are what the whole would have been, and each has its basis."""
    found = price(model, **OPTIONS[model], modifiers=modifiers)
    before, exact = None, Exact.zero("EUR")
    for part in parts:
        rated = found.rate(part, before=before)
        assert basis.exact_of({**rated.basis, "currency": "EUR"}) == rated.exact
        exact += rated.exact
        before = part if before is None else before + part
    assert before is not None
    assert exact == found.rate(before).exact


@given(quantity=st.integers(0, 60), bounds=st.lists(st.integers(1, 50), unique=True, max_size=4), data=st.data())
def test_graduated_is_what_counting_unit_by_unit_gives(quantity: int, bounds: list[int], data: st.DataObject) -> None:
    """Each unit at the rate of the tier that it falls into, each tier's flat part once it is reached."""
    numbers = st.integers(0, 10**6)
    ends = [*sorted(bounds), None]
    cents = [(data.draw(numbers), data.draw(numbers)) for _ in ends]
    tiers = [
        {
            "up_to": None if end is None else str(end),
            "unit_amount": Money(unit, "EUR").text,
            "flat_amount": Money(flat, "EUR").text,
        }
        for end, (unit, flat) in zip(ends, cents, strict=True)
    ]  # fmt: skip
    minor, reached = cents[0][1], 0
    for number in range(1, quantity + 1):
        place = next(place for place, end in enumerate(ends) if end is None or number <= end)
        if place > reached:
            minor += sum(flat for _, flat in cents[reached + 1 : place + 1])
            reached = place
        minor += cents[place][0]
    assert price("graduated", tiers=tiers).rate(Quantity(quantity)).settle() == Money(minor, "EUR")


@given(quantity=st.integers(0, 10**12), size=st.integers(1, 10**6))
def test_a_started_package_counts_whole(quantity: int, size: int) -> None:
    """As many packages as hold the quantity."""
    found = price("package", package_size=str(size), package_amount="1")
    assert found.rate(Quantity(quantity)).settle() == Money(100 * ceil(Fraction(quantity, size)), "EUR")


def test_what_was_charged_before_counts_against_minimum_and_maximum() -> None:
    """The cap is what is left of it, the floor what is still missing."""
    capped = price("per_unit", unit_amount="10", modifiers={"discount_percentage": "50", "maximum_amount": "100.00"})
    rated = capped.rate(Quantity(20), before=Quantity(7), billed_before=Money(3500, "EUR"))
    assert rated.settle().text == "65.00"
    floored = price("per_unit", unit_amount="1", modifiers={"minimum_amount": "100.00"})
    assert floored.rate(Quantity(5), before=Quantity(9), billed_before=Money(1000, "EUR")).settle().text == "90.00"


# ---- prices that cannot be -------------------------------------------------------------------------------------------

PRICE = {
    **DEFAULTS, "product": "prd_0000000000001", "model": "per_unit", "billing": "in_advance", "type": "one_time",
    "currency": "EUR", "unit_amount": "31.00", "tax_behavior": "exclusive",
}  # fmt: skip
MONTHLY = {"type": "recurring", "interval": "month"}
USAGE = {"type": "usage", "interval": "month", "meter": "mtr_0000000000001", "billing": "in_arrears"}
GRADUATED = {"model": "graduated", "unit_amount": None}


def checked(**changes: Any) -> None:
    """Look at a price that has these fields."""
    fields = {**PRICE, **changes}
    check(fields, [name for name, value in fields.items() if value != DEFAULTS[name]])


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"type": "recurring"}, "field_invalid", "interval"),
        ({"type": "usage", "interval": "month"}, "field_invalid", "meter"),
        ({**USAGE, "billing": "in_advance"}, "rule_conflict", "billing"),
        ({"model": "matrix"}, "rule_conflict", "model"),
        ({"model": "custom_amount"}, "rule_conflict", "model"),
        ({"tiers": [{"unit_amount": "1"}]}, "rule_conflict", "tiers"),
        ({"interval": "month"}, "rule_conflict", "interval"),
        ({**MONTHLY, "negative_usage": "credit"}, "rule_conflict", "negative_usage"),
        ({"proration_unit": "day"}, "rule_conflict", "proration_unit"),
        ({"model": "flat", "per": 1000}, "rule_conflict", "per"),
        ({"recognition": "second"}, "rule_conflict", "recognition"),
        ({**USAGE, "recognition": "day"}, "rule_conflict", "recognition"),
        ({"unit_amount": None}, "field_invalid", "unit_amount"),
        ({"unit_amount": "-1.00"}, "field_invalid", "unit_amount"),
        ({"unit_amount": "90071992547409.92"}, "field_invalid", "unit_amount"),
        ({"unit_amount": "0.0000000000000001"}, "field_invalid", "unit_amount"),
        ({"currency": "XYZ"}, "field_invalid", "currency"),
        ({"currency": "XAU"}, "field_invalid", "currency"),
        ({**GRADUATED}, "field_invalid", "tiers"),
        ({**GRADUATED, "tiers": [{"up_to": "5", "unit_amount": "1"}]}, "field_invalid", "tiers[0].up_to"),
        ({**GRADUATED, "tiers": [{"unit_amount": "1"}, {"unit_amount": "2"}]}, "field_invalid", "tiers[0].up_to"),
        ({**GRADUATED, "tiers": [{"up_to": "0", "unit_amount": "1"}, {"unit_amount": "1"}]}, "field_invalid",
         "tiers[0].up_to"),
        ({**GRADUATED, "tiers": [{"up_to": "5", "unit_amount": "1"}, {"up_to": "5", "unit_amount": "1"},
                                 {"unit_amount": "1"}]}, "field_invalid", "tiers[1].up_to"),
        ({**GRADUATED, "tiers": [{}]}, "field_invalid", "tiers[0].unit_amount"),
        ({**GRADUATED, "tiers": [{"percentage": "1"}]}, "rule_conflict", "tiers[0].percentage"),
        ({**GRADUATED, "model": "stairstep", "tiers": [{"unit_amount": "1"}]}, "rule_conflict", "tiers[0].unit_amount"),
        ({"model": "package", "unit_amount": None, "package_size": "0", "package_amount": "1"}, "field_invalid",
         "package_size"),
        ({"model": "package", "unit_amount": None, "package_amount": "1"}, "field_invalid", "package_size"),
        ({**USAGE, "model": "percentage", "unit_amount": None, "percentage": "1", "fixed_amount": "1"}, "rule_conflict",
         "fixed_amount"),
        ({**USAGE, **GRADUATED, "tiers": FREE, "negative_usage": "credit"}, "rule_conflict", "negative_usage"),
        ({"modifiers": {"minimum_amount": "2.00", "maximum_amount": "1.00"}}, "field_invalid",
         "modifiers.minimum_amount"),
        ({"modifiers": {"minimum_amount": "2"}}, "money_digits", "modifiers.minimum_amount"),
        ({"modifiers": {"unit_conversion": {}}}, "field_invalid", "modifiers.unit_conversion.divide_by"),
        ({"modifiers": {"unit_conversion": {"divide_by": "0"}}}, "field_invalid",
         "modifiers.unit_conversion.divide_by"),
        ({"modifiers": {"order": ["rate", "convert", "included", "discount", "minimum", "maximum"]}}, "field_invalid",
         "modifiers.order"),
        ({"modifiers": {"order": ["convert", "rate"]}}, "field_invalid", "modifiers.order"),
        ({"currency_options": {"USD": {}}}, "rule_conflict", "currency_options.USD.unit_amount"),
        ({"currency_options": {"EUR": {"unit_amount": "1"}}}, "rule_conflict", "currency_options.EUR"),
        ({"currency_options": {"XAU": {"unit_amount": "1"}}}, "field_invalid", "currency_options.XAU.currency"),
        ({"currency_options": {"USD": {"unit_amount": "1", "package_amount": "1"}}}, "rule_conflict",
         "currency_options.USD.package_amount"),
        ({"modifiers": {"base_amount": "1"}, "currency_options": {"USD": {"unit_amount": "1"}}}, "rule_conflict",
         "currency_options.USD.base_amount"),
    ],
)  # fmt: skip
def test_a_price_that_cannot_be_sold_at_is_refused(changes: dict[str, Any], code: str, field: str) -> None:
    """What this Harr does not rate is refused by name, never kept and then ignored."""
    with pytest.raises(Refusal) as caught:
        checked(**changes)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert caught.value.exit


@pytest.mark.parametrize(
    "changes",
    [
        {"unit_amount": "90071992547409.91"},  # the bound is that of money itself, not a cent below
        {**MONTHLY, "proration_unit": "second", "recognition": "day"},
        {**USAGE, "negative_usage": "credit", "late_usage": "next"},
        {**USAGE, **GRADUATED, "tiers": FREE, "currency_options": {"USD": {"tiers": FREE}}},
        {"modifiers": {"order": ["included", "convert", "rate", "minimum", "discount", "maximum"]}},
    ],
)
def test_a_price_that_can_be_sold_at_is_taken(changes: dict[str, Any]) -> None:
    """Nothing is refused that can be charged."""
    checked(**changes)
    assert replace(price("flat", unit_amount="1"), status="draft").status == "draft"

"""What a price would charge, asked by callers, in all lanes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.house import House
from tests.services.catalog.test_catalog import RATE, a_price, a_product

TIERS = [{"up_to": "1000", "unit_amount": "0"}, {"unit_amount": "0.0042"}]


def test_tiers_are_shown_step_by_step(house: House) -> None:
    """Each step with its own exact amount, the sum settled once; nothing is kept."""
    price = a_price(house, a_product(house)["id"], model="graduated", tiers=TIERS, unit_amount=None)
    found = house("prices.estimate", price["id"], quantity="11088")
    assert (found["exact_amount"], found["amount"], found["currency"]) == ("42.3696", "42.37", "EUR")
    assert [(line["tier"], line["quantity"], line["unit_amount"], line["amount"]) for line in found["lines"]] == [
        (1, "1000", "0", "0"),
        (2, "10088", "0.0042", "42.3696"),
    ]
    assert house("prices.retrieve", price["id"]) == price
    later = house("prices.estimate", price["id"], quantity="88", before="11000")
    assert (later["amount"], [line["tier"] for line in later["lines"]]) == ("0.37", [2])


def test_events_are_rated_one_by_one(house: House) -> None:
    """Amounts by a percentage, a price that the event carries, quantities that are added."""
    product = a_product(house)["id"]
    fee = a_price(house, product, model="percentage", percentage="2.9", fixed_amount="0.30", unit_amount=None)
    events: list[dict[str, Any]] = [{"amount": "10.00"}, {"quantity": "20"}]
    found = house("prices.estimate", fee["id"], events=events)
    assert (found["quantity"], found["amount"]) == ("30", "1.47")
    carried = a_price(house, product, model="dynamic", multiplier="2", unit_amount=None)
    found = house(
        "prices.estimate", carried["id"], events=[{"amount": "1.50"}, {"quantity": "3", "unit_amount": "0.402"}]
    )
    assert (found["exact_amount"], found["amount"]) == ("5.412", "5.41")
    events.append({"quantity": "-1", "unit_amount": "2"})
    refused = house.refused("prices.estimate", fee["id"], events=[{"quantity": "-1"}])
    assert refused["field"] == "events[0].quantity"
    assert house("prices.estimate", carried["id"], events=[{"quantity": "3"}, events[-1]])["amount"] == "2.00"
    each = a_price(house, product, unit_amount="0.5")
    assert house("prices.estimate", each["id"], events=[{"quantity": "1.5"}, {}])["amount"] == "1.25"


def test_what_was_charged_before_and_in_another_currency(house: House) -> None:
    """The maximum is for the whole period; another currency has its own numbers."""
    price = a_price(
        house, a_product(house)["id"], unit_amount="10", modifiers={"maximum_amount": "100.00"},
        currency_options={"JPY": {"unit_amount": "1500", "maximum_amount": "15000"}},
    )  # fmt: skip
    assert house("prices.estimate", price["id"], quantity="5", before="7")["amount"] == "30.00"
    assert house("prices.estimate", price["id"], quantity="5", billed_before="99.00")["amount"] == "1.00"
    found = house("prices.estimate", price["id"], quantity="20", currency="JPY")
    assert (found["amount"], found["lines"][-1]["modifier"]) == ("15000", "maximum")
    refused = house.refused("prices.estimate", price["id"], quantity="1", currency="USD")
    assert (refused["code"], refused["field"]) == ("currency_mismatch", "currency")


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "field_invalid", "quantity"),
        ({"quantity": "1", "events": []}, "field_invalid", "quantity"),
        ({"quantity": "1.0000000001"}, "field_invalid", "quantity"),
        ({"events": [{"amount": "1.00"}]}, "rule_conflict", "events[0].amount"),
        ({"events": [{"quantity": "1", "properties": {"region": "eu"}}]}, "rule_conflict", "events[0].properties"),
        ({"quantity": "1", "billed_before": "1"}, "money_digits", "billed_before"),
    ],
)
def test_what_cannot_be_rated_is_refused(house: House, body: dict[str, Any], code: str, field: str) -> None:
    """The field that is at fault is named."""
    price = a_price(house, a_product(house)["id"])
    refused = house.refused("prices.estimate", price["id"], **body)
    assert (refused["code"], refused["field"]) == (code, field)


def test_an_event_of_money_says_how_much(house: House) -> None:
    """An amount or a quantity, and what was before is not a quantity."""
    fee = a_price(house, a_product(house)["id"], model="percentage", percentage="1", unit_amount=None)
    for body, code, field in (
        ({"events": [{}]}, "field_invalid", "events[0].amount"),
        ({"events": [{"amount": "1.00", "quantity": "1"}]}, "rule_conflict", "events[0].quantity"),
        ({"events": [{"quantity": "1", "unit_amount": "1"}]}, "rule_conflict", "events[0].unit_amount"),
        ({"events": [{"amount": "1.00"}], "before": "3"}, "rule_conflict", "before"),
    ):
        refused = house.refused("prices.estimate", fee["id"], **body)
        assert (refused["code"], refused["field"]) == (code, field)


def test_an_invoice_line_is_charged_as_estimated(house: House) -> None:
    """Tiers on a line, explained and proven from its basis alone."""
    price = a_price(
        house, a_product(house, tax_rates=[house("tax_rates.create", **RATE)["id"]])["id"], model="graduated",
        unit_amount=None, tiers=[{"up_to": "10", "unit_amount": "10", "flat_amount": "2"}, {"unit_amount": "0.333"}],
        modifiers={"discount_percentage": "10"},
    )  # fmt: skip
    house("prices.activate", price["id"])
    estimated = house("prices.estimate", price["id"], quantity="23")
    entity = house(
        "entities.create", name="Seller", legal_name="Seller B.V.", functional_currency="EUR",
        timezone="Europe/Amsterdam", address={"country": "NL", "city": "Amsterdam"},
    )["id"]  # fmt: skip
    buyer = house("customers.create", name="Buyer", entity=entity, address={"country": "NL", "city": "Utrecht"})["id"]
    invoice = house(
        "invoices.create", customer=buyer, currency="EUR",
        lines=[{"description": "Calls", "price": price["id"], "quantity": "1"}],
    )  # fmt: skip
    line = house("invoice_lines.update", invoice["id"], invoice["lines"][0]["id"], quantity="23")
    assert (line["amount"], line["unit_amount"]) == (estimated["amount"], None)
    assert [tier["amount"] for tier in line["tiers"]] == [each["amount"] for each in estimated["lines"]]
    explained = house("invoices.explain", invoice["id"])
    made = explained["parts"][0]["parts"][0]
    assert (made["rule"], made["amount"]) == ("graduated/1", estimated["amount"])
    assert made["facts"]["parts"][-1]["modifier"] == "discount"


def test_an_order_is_not_charged_at_what_a_subscription_has(house: House) -> None:
    """A monthly price has a period, and a line of an order has none."""
    price = a_price(house, a_product(house)["id"], type="recurring", interval="month")
    house("prices.activate", price["id"])
    entity = house(
        "entities.create", name="Seller", legal_name="Seller B.V.", functional_currency="EUR",
        timezone="Europe/Amsterdam", address={"country": "NL", "city": "Amsterdam"},
    )["id"]  # fmt: skip
    buyer = house("customers.create", name="Buyer", entity=entity)["id"]
    refused = house.refused(
        "invoices.create", customer=buyer, currency="EUR", lines=[{"description": "Seat", "price": price["id"]}]
    )
    assert (refused["code"], refused["field"]) == ("rule_conflict", "lines[0].price")

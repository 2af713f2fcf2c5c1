"""Orders through the gateway, in all lanes: the draft, the whole order in one commit, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from harr.kernel.ids import id_text
from tests.house import House
from tests.scenarios.world import World

LINE = {"description": "Workshop", "unit_amount": "45.00"}
KEY = {"idempotency-key": "order-1"}


def test_a_whole_order_needs_a_key(world: World) -> None:
    """A draft does not, nor does a rehearsal; the refusal names the header."""
    customer = world.customer()
    given = {"customer": customer, "currency": "EUR", "lines": [{**LINE, "tax_rates": [world.rates["21"]]}]}
    problem = world.refused("invoices.create", **given, finalize=True)
    assert (problem["code"], problem["field"]) == ("field_invalid", "Idempotency-Key")
    assert world("invoices.list")["data"] == []
    rehearsed = world.house.rehearse("invoices.create", **given, finalize=True)
    assert (rehearsed["result"]["status"], rehearsed["result"]["number"]) == ("open", None)
    assert [each["cause"].partition("/")[0] for each in rehearsed["transactions"]] == ["invoice.finalized"]
    assert world("invoices.create", **given)["status"] == "draft"
    assert world.causes() == []


def test_told_twice_ordered_once(world: World) -> None:
    """The same key gives the same document."""
    given: dict[str, Any] = {"customer": world.customer(), "currency": "EUR", "finalize": True,
                             "lines": [{**LINE, "tax_rates": [world.rates["21"]]}], "headers": KEY}  # fmt: skip
    first, again = world.send("invoices.create", **given), world.send("invoices.create", **given)
    assert first.body == again.body
    assert len(world("invoices.list")["data"]) == 1
    assert world.refused("invoices.create", **{**given, "notes": "More"})["code"] == "idempotency_key_reused"


def test_price_lines_come_from_the_catalogue(world: World) -> None:
    """Product, unit amount and behaviour are the price's; it is in use from then on."""
    product = world("products.create", name="Workshop")["id"]
    price = world("prices.create", product=product, model="per_unit", billing="in_advance", type="one_time",
                  currency="EUR", unit_amount="45.00", tax_behavior="exclusive")["id"]  # fmt: skip
    line = {"description": "Workshop", "price": price, "quantity": "3", "tax_rates": [world.rates["21"]]}
    given = {"customer": world.customer(), "currency": "EUR", "lines": [line], "finalize": True, "headers": KEY}
    problem = world.refused("invoices.create", **given)
    assert (problem["code"], problem["field"]) == ("rule_conflict", "lines[0].price")
    world("prices.activate", price)
    invoice = world("invoices.create", **given)
    assert (invoice["lines"][0]["product"], invoice["lines"][0]["amount"], invoice["total"]) == (
        product,
        "135.00",
        "163.35",
    )
    assert world("prices.retrieve", price)["used"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"customer": id_text("cus", 7)}, "not_found", "customer"),
        ({"customer": "inv_0000000000007"}, "field_invalid", "customer"),
        ({"entity": id_text("ent", 7)}, "field_invalid", "entity"),
        ({"currency": "EURO"}, "field_invalid", "currency"),
        ({"lines": []}, "rule_conflict", "lines"),
        ({"lines": [{**LINE, "amount": "1.00"}]}, "field_invalid", "lines[0].amount"),
        ({"lines": [{"description": "Nothing said"}]}, "field_invalid", "lines[0].amount"),
        ({"lines": [{**LINE, "price": id_text("prc", 7), "unit_amount": None}]}, "not_found", "lines[0].price"),
        ({"lines": [{**LINE, "quantity": "-1"}]}, "rule_conflict", "lines"),
        ({"number": "X-1"}, "rule_conflict", "number"),
    ],
)
def test_what_is_not_taken(world: World, changes: dict[str, Any], code: str, field: str) -> None:
    """The refusal names the field, and nothing was done."""
    given: dict[str, Any] = {"customer": world.customer(), "currency": "EUR", "finalize": True, "headers": KEY,
             "lines": [LINE], "entity": world.entity, **changes}  # fmt: skip
    given["lines"] = [{"tax_rates": [world.rates["21"]], **line} for line in given["lines"]]
    problem = world.refused("invoices.create", **given)
    assert (problem["code"], problem["field"]) == (code, field)
    assert world("invoices.list")["data"] == []
    assert world.causes() == []


def test_an_archived_customer_orders_nothing(world: World) -> None:
    """What it has stays; nothing new is made."""
    customer = world.customer()
    world("customers.archive", customer)
    given = {"customer": customer, "currency": "EUR", "lines": [LINE]}
    problem = world.refused("invoices.create", **given)
    assert (problem["code"], problem["field"]) == ("rule_conflict", "customer")


def test_the_first_order_fixes_the_currency(world: World) -> None:
    """Another one is refused from then on, naming it."""
    customer = world.customer()
    world.order(customer, "10.00")
    entity = world.new_entity(name="US", functional_currency="USD")
    problem = world.refused("invoices.create", customer=customer, currency="USD", entity=entity, lines=[LINE])
    assert (problem["code"], problem["field"]) == ("currency_mismatch", "currency")


def test_the_entity_is_the_customers_where_none_is_named(world: World) -> None:
    """Named, else the customer's, else the app's, else the only one."""
    second = world.new_entity(name="Second")
    customer = world.customer(entity=second)
    given: dict[str, Any] = {"currency": "EUR", "lines": [{**LINE, "tax_rates": [world.rates["21"]]}]}
    assert world("invoices.create", customer=customer, **given)["entity"] == second
    assert world("invoices.create", customer=customer, entity=world.entity, **given)["entity"] == world.entity
    problem = world.refused("invoices.create", customer=world.customer("B"), **given)
    assert (problem["code"], problem["field"]) == ("field_invalid", "entity")


def test_a_profile_cuts_currencies_and_amounts(world: World) -> None:
    """The app is told what it may use."""
    profile = world("profiles.create", name="shop", operations=["invoices.*", "customers.*"], currencies=["EUR"],
                    maximum_amounts={"EUR": "100.00"})["id"]  # fmt: skip
    world("profiles.activate", profile)
    app = world("apps.create", name="Shop", entity=world.entity, profile=profile)["id"]
    shop = House(
        world.house.gateway, world.house.tenant, world("keys.create", app=app, name="s", role="billing")["secret"]
    )
    customer = shop("customers.create", name="Shopper")["id"]
    dollars = shop.refused("invoices.create", customer=customer, currency="USD", lines=[LINE])
    assert (dollars["code"], dollars["field"], dollars["facts"]["allowed"]) == (
        "capability_not_granted",
        "currency",
        ["EUR"],
    )
    dear = shop.refused("invoices.create", customer=customer, currency="EUR",
                        lines=[{"description": "Dear", "amount": "100.01"}])  # fmt: skip
    assert (dear["code"], dear["field"]) == ("capability_not_granted", "lines[0].amount")

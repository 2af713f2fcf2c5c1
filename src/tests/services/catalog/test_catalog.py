"""Products and prices as callers meet them, in all lanes."""

from __future__ import annotations

from typing import Any

import pytest

from harr.engine import Tx
from harr.engine.actor import SYSTEM
from harr.kernel.ids import id_number
from harr.kernel.quantities import Quantity
from harr.services import catalog, tenants
from tests.house import House

PRICE = {
    "model": "per_unit",
    "billing": "in_advance",
    "type": "one_time",
    "currency": "EUR",
    "unit_amount": "31.00",
    "tax_behavior": "exclusive",
}
NO_SUCH = "prd_0000000000001"
NO_RATE = "txr_0000000000001"
RATE = {
    "country": "NL", "tax_type": "vat", "percentage": "9", "category": "S", "name": "Low", "valid_from": "2026-01-01",
}  # fmt: skip


def a_product(house: House, **fields: Any) -> dict[str, Any]:
    """A product that can be sold."""
    made: dict[str, Any] = house("products.create", **{"name": "Workshop", **fields})
    return made


def a_price(house: House, product: str, **fields: Any) -> dict[str, Any]:
    """A draft of a price of it."""
    made: dict[str, Any] = house("prices.create", product=product, **{**PRICE, **fields})
    return made


def number(resource: dict[str, Any]) -> int:
    """Its id inside."""
    return id_number(resource["id"])


def test_a_product_is_made_read_changed_archived_and_restored(house: House) -> None:
    """Its whole life, each answer telling the state it is in."""
    made = a_product(house, code="workshop", unit_name="day", revenue_account="4030", metadata={"team": "north"})
    assert (made["object"], made["status"], made["version"]) == ("product", "active", 1)
    assert house("products.retrieve", made["id"]) == made
    changed = house("products.update", made["id"], name="Course", unit_name=None)
    assert (changed["name"], changed["unit_name"], changed["version"]) == ("Course", None, 2)
    assert changed["metadata"] == {"team": "north"}
    assert house("products.archive", made["id"])["status"] == "archived"
    assert house.refused("products.archive", made["id"])["facts"] == {"status": "archived", "allowed": ["restore"]}
    assert house("products.restore", made["id"])["status"] == "active"


def test_a_code_names_one_active_product(house: House) -> None:
    """It is free again when the product is archived, and then the other way round."""
    first = a_product(house, code="workshop")
    refused = house.refused("products.create", name="Other", code="workshop")
    assert (refused["code"], refused["field"], refused["facts"]["id"]) == ("already_exists", "code", first["id"])
    house("products.archive", first["id"])
    second = a_product(house, code="workshop")
    assert house.refused("products.restore", first["id"])["facts"]["id"] == second["id"]
    house("products.update", second["id"], code="course")
    assert house("products.restore", first["id"])["code"] == "workshop"
    assert house.refused("products.update", second["id"], code="workshop")["code"] == "already_exists"


def test_a_price_is_drafted_activated_and_archived(house: House) -> None:
    """Activating and archiving are told as news, with the state before."""
    product = a_product(house)
    draft = a_price(house, product["id"], code="day", nickname="A day")
    assert (draft["status"], draft["used"], draft["product"]) == ("draft", False, product["id"])
    assert house("prices.retrieve", draft["id"]) == draft
    told = house.rehearse("prices.activate", draft["id"])["events"]
    assert [(event["type"], event["data"]["previous"]) for event in told] == [("price.activated", {"status": "draft"})]
    assert house("prices.activate", draft["id"])["status"] == "active"
    assert house.refused("prices.activate", draft["id"])["facts"] == {"status": "active", "allowed": ["archive"]}
    told = house.rehearse("prices.archive", draft["id"])["events"]
    assert [(event["type"], event["data"]["previous"]) for event in told] == [("price.archived", {"status": "active"})]
    assert house("prices.archive", draft["id"])["status"] == "archived"
    assert house.refused("prices.archive", draft["id"])["code"] == "state_conflict"


def test_a_draft_may_change_and_an_active_price_may_not(house: House) -> None:
    """What was offered stays: only nickname and metadata are left to change."""
    product = a_product(house)
    price = a_price(house, product["id"])
    assert house("prices.update", price["id"], unit_amount="32.00", model="flat")["unit_amount"] == "32.00"
    house("prices.activate", price["id"])
    refused = house.refused("prices.update", price["id"], unit_amount="33.00", nickname="Dearer")
    assert (refused["code"], refused["status"], refused["field"]) == ("price_in_use", 409, "unit_amount")
    assert house("prices.retrieve", price["id"])["nickname"] is None
    assert house("prices.update", price["id"], nickname="Summer")["nickname"] == "Summer"
    same = house("prices.update", price["id"], unit_amount="32.00")
    assert same["version"] == 4, "a PATCH that changes nothing is no new version"


def test_a_used_price_never_changes_even_as_a_draft(house: House) -> None:
    """`use` marks it once; told twice, it is the same."""
    product = a_product(house)
    price = a_price(house, product["id"])
    for _ in range(2):
        house.gateway.engine.run(house.tenant, SYSTEM, lambda tx: catalog.use(tx, [number(price)]))
    found = house("prices.retrieve", price["id"])
    assert (found["used"], found["version"]) == (True, 2)
    assert house.refused("prices.update", price["id"], unit_amount="1.00")["code"] == "price_in_use"


def test_a_price_by_its_code_is_followed_by_another(house: House) -> None:
    """Drafts may share a code; the active one has it, and its successor waits until it is archived."""
    product = a_product(house)
    old, new = (a_price(house, product["id"], code="day", unit_amount=amount) for amount in ("31.00", "33.00"))
    house("prices.activate", old["id"])
    refused = house.refused("prices.activate", new["id"])
    assert (refused["code"], refused["field"], refused["facts"]["id"]) == ("already_exists", "code", old["id"])
    house("prices.archive", old["id"])
    assert house("prices.activate", new["id"])["status"] == "active"


def test_a_draft_may_become_another_kind_of_price_only_where_that_is_whole(house: House) -> None:
    """A PATCH is looked at as the price that it would make."""
    product = a_product(house)
    price = a_price(house, product["id"], per=100)
    refused = house.refused("prices.update", price["id"], model="flat")
    assert (refused["code"], refused["field"]) == ("rule_conflict", "per")
    refused = house.refused("prices.update", price["id"], type="recurring")
    assert (refused["code"], refused["field"]) == ("field_invalid", "interval")
    assert house("prices.update", price["id"], model="flat", per=1)["model"] == "flat"


def test_an_archived_product_takes_no_price(house: House) -> None:
    """Neither a new one, nor one that was drafted before."""
    product = a_product(house)
    draft = a_price(house, product["id"])
    house("products.archive", product["id"])
    for refused in (
        house.refused("prices.create", product=product["id"], **PRICE),
        house.refused("prices.activate", draft["id"]),
    ):
        assert (refused["code"], refused["field"]) == ("rule_conflict", "product")


@pytest.mark.parametrize(
    ("operation", "body", "code", "field"),
    [
        ("products.create", {}, "field_invalid", "name"),
        ("products.create", {"name": ""}, "field_invalid", "name"),
        ("products.create", {"name": "A", "colour": "red"}, "field_unknown", "colour"),
        ("products.create", {"name": "A", "revenue_account": "1100"}, "rule_conflict", "revenue_account"),
        ("products.create", {"name": "A", "tax_rates": [NO_RATE]}, "not_found", "tax_rates[0]"),
        ("prices.create", {**PRICE, "product": NO_SUCH}, "not_found", "product"),
        ("prices.create", {**PRICE, "product": "cus_0000000000001"}, "field_invalid", "product"),
        ("prices.create", {**PRICE, "product": NO_SUCH, "unit_amount": 31}, "money_float", "unit_amount"),
        ("prices.create", {**PRICE, "product": NO_SUCH, "unit_amount": "1e3"}, "field_invalid", "unit_amount"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_field(
    house: House, operation: str, body: dict[str, Any], code: str, field: str
) -> None:
    """Code and field say what is wrong; nothing was made."""
    refused = house.refused(operation, **body)
    assert (refused["code"], refused["field"]) == (code, field)
    assert house(operation.replace("create", "list"))["data"] == []


def test_lists_come_in_pages_and_by_filters(house: House) -> None:
    """Newest first, a page at a time, each thing once."""
    product, other = a_product(house), a_product(house, code="other")
    made = [a_price(house, product["id"], external_id=f"p{n}", code=f"c{n}") for n in range(3)]
    first = house("prices.list", limit=2)
    assert [price["id"] for price in first["data"]] == [made[2]["id"], made[1]["id"]]
    second = house("prices.list", limit=2, after=first["next_cursor"])
    assert ([price["id"] for price in second["data"]], second["has_more"]) == ([made[0]["id"]], False)
    house("prices.activate", made[1]["id"])
    for filters, expected in (
        ({"status": "active"}, [1]),
        ({"status": "active,draft", "order": "asc"}, [0, 1, 2]),
        ({"code": "c2"}, [2]),
        ({"external_id": "p0,p1"}, [1, 0]),
        ({"product": other["id"]}, []),
        ({"currency": "EUR", "type": "one_time"}, [2, 1, 0]),
        ({"created_at[lt]": "2020-01-01T00:00:00Z"}, []),
    ):
        found = house("prices.list", query=filters)["data"]
        assert [price["id"] for price in found] == [made[n]["id"] for n in expected], filters
    assert [found["id"] for found in house("products.list", code="other")["data"]] == [other["id"]]
    assert house.refused("prices.list", colour="red")["code"] == "filter_unknown"


def test_an_external_id_is_taken_once(house: House) -> None:
    """The refusal names the one that has it."""
    first = a_product(house, external_id="sku-1")
    refused = house.refused("products.create", name="Other", external_id="sku-1")
    assert (refused["code"], refused["field"], refused["facts"]["id"]) == ("already_exists", "external_id", first["id"])
    price = a_price(house, first["id"], external_id="sku-1")
    refused = house.refused("prices.create", product=first["id"], external_id="sku-1", **PRICE)
    assert refused["facts"]["id"] == price["id"]


def test_a_stale_version_is_refused(house: House) -> None:
    """Who read an older version is told so, and nothing changes."""
    product = a_product(house)
    house("products.update", product["id"], name="Course")
    refused = house.refused("products.update", product["id"], headers={"if-match": '"1"'}, name="Seminar")
    assert (refused["code"], refused["status"]) == ("version_stale", 412)
    assert house("products.update", product["id"], headers={"if-match": '"2"'}, name="Seminar")["version"] == 3
    price = a_price(house, product["id"])
    assert house.refused("prices.activate", price["id"], headers={"if-match": '"7"'})["code"] == "version_stale"


def test_another_tenant_sees_nothing(house: House) -> None:
    """Not even that there is something."""
    product = a_product(house)
    price = a_price(house, product["id"])
    world = tenants.first_tenant(house.gateway.engine, "Other")
    other = House(house.gateway, world.tenant, world.secret)
    assert other.refused("products.retrieve", product["id"])["code"] == "not_found"
    assert other.refused("prices.update", price["id"], nickname="mine")["code"] == "not_found"
    assert other("prices.list")["data"] == []


def test_what_other_services_are_given(house: House) -> None:
    """Values by id, many at once; what is not there is missing."""
    rate = house("tax_rates.create", **RATE)
    product = a_product(house, tax_rates=[rate["id"]], tax_code="book", revenue_account="4030")
    price = a_price(house, product["id"], unit_amount="0.0042", per=10)

    def read(tx: Tx) -> tuple[dict[int, catalog.Product], dict[int, catalog.Price]]:
        return catalog.product(tx, [number(product), 1]), catalog.price(tx, [number(price), 1])

    products, prices = house.gateway.engine.read(house.tenant, SYSTEM, read)
    assert list(products) == [number(product)]
    assert list(prices) == [number(price)]
    sold, costs = products[number(product)], prices[number(price)]
    assert (sold.tax_rates, sold.tax_code, sold.revenue_account) == ((number(rate),), "book", "4030")
    assert (costs.product, costs.rule, costs.currencies) == (number(product), "per_unit/1", frozenset({"EUR"}))
    assert costs.rate(Quantity(100)).settle().text == "0.04"

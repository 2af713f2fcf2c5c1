"""The catalogue as one document, in all lanes: read, compared, applied, and applied again."""

from __future__ import annotations

from typing import Any

import pytest

from harr.engine.actor import SYSTEM
from harr.kernel.ids import id_number
from harr.services import catalog, tenants
from tests.house import House

TIERS = [{"up_to": "1000", "unit_amount": "0"}, {"unit_amount": "0.0042"}]
RATE = {
    "country": "NL", "tax_type": "vat", "percentage": "9", "category": "S", "name": "Low", "valid_from": "2026-01-01",
}  # fmt: skip


def document() -> dict[str, Any]:
    """A small catalogue: a fee and usage, in two plans, one after the other."""
    sold = {"tax_behavior": "exclusive", "currency": "EUR"}
    return {
        "meters": [{"code": "api_calls", "event_type": "api.call", "aggregation": "sum", "property": "n"}],
        "products": [
            {"code": "access", "name": "Access", "tax_code": "digital_service"},
            {"code": "calls", "name": "API calls", "unit_name": "call"},
        ],
        "prices": [
            {
                "code": "fee", "product": "access", "model": "per_unit", "billing": "in_advance", "type": "recurring",
                "interval": "month", "unit_amount": "31.00", **sold,
            },
            {
                "code": "calls", "product": "calls", "model": "graduated", "billing": "in_arrears", "type": "usage",
                "interval": "month", "meter": "api_calls", "tiers": TIERS, **sold,
            },
        ],
        "plans": [
            {
                "code": "pro", "name": "Pro", "interval": "month", "prices": [{"price": "fee"}, {"price": "calls"}],
                "successor": "light",
            },
            {"code": "light", "name": "Light", "prices": [{"price": "calls"}], "trial_days": 14},
        ],
    }  # fmt: skip


def done(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What changed."""
    return [(each["action"], each["kind"], each["code"]) for each in found["changes"]]


def asked(house: House) -> dict[str, Any]:
    """The catalogue as it can be sent again."""
    found: dict[str, Any] = house("catalog.retrieve")
    return {name: value for name, value in found.items() if name != "object"}


def test_a_document_is_applied_once(house: House) -> None:
    """What is made is what was compared; the second time nothing changes; what is read fits another tenant."""
    made = house("catalog.diff", **document())
    assert done(made) == [
        ("create", "meter", "api_calls"), ("create", "product", "access"), ("create", "product", "calls"),
        ("create", "price", "fee"), ("create", "price", "calls"), ("create", "plan", "pro"),
        ("create", "plan", "light"),
    ]  # fmt: skip
    rehearsed = house.rehearse("catalog.apply", **document())
    assert (done(rehearsed["result"]), len(rehearsed["events"])) == (done(made), 4)
    assert house("products.list")["data"] == []
    assert done(house("catalog.apply", **document())) == done(made)
    assert house("catalog.apply", **document()) == {"object": "catalog_diff", "changes": [], "unchanged": 7}
    assert house("catalog.diff", **asked(house))["changes"] == []
    pro = house("plans.list", code="pro")["data"][0]
    assert (pro["status"], pro["successor"]) == ("active", house("plans.list", code="light")["data"][0]["id"])
    world = tenants.first_tenant(house.gateway.engine, "Other")
    other = House(house.gateway, world.tenant, world.secret)
    assert len(other("catalog.apply", **asked(house))["changes"]) == 7
    assert asked(other) == asked(house)


def test_a_changed_price_is_a_new_price_and_a_new_version_of_its_plans(house: House) -> None:
    """The old one stays as it was, for those who have it; plans that have it are followed, named or not."""
    house("catalog.apply", **document())
    old = house("prices.list", code="calls")["data"][0]
    plan = house("plans.list", code="pro")["data"][0]
    changed = document()
    changed["prices"][1]["tiers"] = [{"up_to": "500", "unit_amount": "0"}, {"unit_amount": "0.0050"}]
    changed["plans"] = changed["plans"][:1]
    found = house("catalog.apply", **changed)
    assert done(found) == [
        ("new_version", "price", "calls"), ("new_version", "plan", "pro"), ("new_version", "plan", "light"),
    ]  # fmt: skip
    assert [each["fields"] for each in found["changes"]] == [["tiers"], ["prices"], ["prices"]]
    kept = house("prices.retrieve", old["id"])
    assert (kept["status"], kept["tiers"]) == ("archived", old["tiers"])
    before, after = (house("plans.retrieve", each) for each in (plan["id"], found["changes"][1]["id"]))
    assert (before["status"], after["status"], after["number"]) == ("archived", "active", 2)
    assert after["prices"][1]["price"] == found["changes"][0]["id"]
    assert after["successor"] == found["changes"][2]["id"] != plan["successor"]
    assert house("plans.retrieve", found["changes"][2]["id"])["trial_days"] == 14
    assert house("catalog.apply", **changed)["changes"] == []


def test_what_a_thing_is_called_changes_in_place(house: House) -> None:
    """Neither a new price nor a new version; and the same number written otherwise is no change."""
    house("catalog.apply", **document())
    changed = document()
    changed["meters"][0]["unit_name"] = "call"
    changed["products"][0]["name"] = "Entrance"
    changed["prices"][0] |= {"nickname": "Monthly", "unit_amount": "31"}
    changed["plans"][0] |= {"name": "Professional", "successor": None}
    assert house.rehearse("catalog.apply", **changed)["result"] == house("catalog.diff", **changed)
    found = house("catalog.apply", **changed)
    assert [(each["action"], each["kind"], each["fields"]) for each in found["changes"]] == [
        ("update", "meter", ["unit_name"]), ("update", "product", ["name"]), ("update", "price", ["nickname"]),
        ("update", "plan", ["name", "successor"]),
    ]  # fmt: skip
    assert found["unchanged"] == 3
    assert house("prices.list", code="fee")["data"][0]["version"] == 3
    assert house("catalog.apply", **changed)["changes"] == []


def test_what_is_missing_is_archived_only_where_the_document_says_so(house: House) -> None:
    """Plans before prices before products; meters stay, since what was told to them is still counted."""
    house("catalog.apply", **document())
    smaller = document()
    del smaller["prices"][1], smaller["products"][1], smaller["plans"][1], smaller["meters"][0]
    smaller["plans"][0] |= {"prices": [{"price": "fee"}], "successor": None}
    assert done(house("catalog.diff", **smaller)) == [("new_version", "plan", "pro")]
    found = house("catalog.apply", **smaller, archive_missing=True)
    assert done(found) == [
        ("new_version", "plan", "pro"), ("archive", "plan", "light"), ("archive", "price", "calls"),
        ("archive", "product", "calls"),
    ]  # fmt: skip
    assert [plan["code"] for plan in house("catalog.retrieve")["plans"]] == ["pro"]
    assert [meter["code"] for meter in house("catalog.retrieve")["meters"]] == ["api_calls"]
    again = house("catalog.apply", **document())
    assert ("create", "price", "calls") in done(again)
    assert house("plans.list", code="light", status="active")["data"][0]["number"] == 2


def test_what_has_no_code_is_named_by_its_id(house: House) -> None:
    """It is not in the document itself, and what holds it is still read and applied as it is."""
    product = house("products.create", name="Nameless")["id"]
    price = house(
        "prices.create", product=product, model="flat", billing="in_advance", type="recurring", interval="month",
        currency="EUR", unit_amount="5.00", tax_behavior="exclusive",
    )["id"]  # fmt: skip
    house("prices.activate", price)
    plan = house("plans.create", code="solo", name="Solo", prices=[{"price": price}])["id"]
    house("plans.activate", plan)
    found = asked(house)
    assert (found["products"], found["prices"], found["plans"][0]["prices"][0]["price"]) == ([], [], price)
    assert house("catalog.apply", **found)["changes"] == []
    found["plans"][0]["prices"][0]["quantity"] = "2"
    house("catalog.apply", **found)
    assert house("plans.list", status="active")["data"][0]["prices"][0]["quantity"] == "2"


def test_a_price_that_stands_on_documents_is_followed_too(house: House) -> None:
    """Whether used or only active: it never changes."""
    house("catalog.apply", **document())
    used = house("prices.list", code="fee")["data"][0]["id"]
    house.gateway.engine.run(house.tenant, SYSTEM, lambda tx: catalog.use(tx, [id_number(used)]))
    changed = document()
    changed["prices"][0]["unit_amount"] = "35.00"
    assert ("new_version", "price", "fee") in done(house("catalog.apply", **changed))
    assert house("prices.retrieve", used)["unit_amount"] == "31.00"


def _twice(found: dict[str, Any]) -> None:
    found["products"].append(found["products"][0])


def _nowhere(found: dict[str, Any]) -> None:
    found["prices"][0]["product"] = "elsewhere"


def _no_price(found: dict[str, Any]) -> None:
    found["plans"][1]["prices"][0]["price"] = "elsewhere"


def _bad_tiers(found: dict[str, Any]) -> None:
    found["prices"][1]["tiers"] = [{"up_to": "10", "unit_amount": "1"}]


def _no_rate(found: dict[str, Any]) -> None:
    found["products"][1]["tax_rates"] = ["txr_0000000000001"]


def _units(found: dict[str, Any]) -> None:
    found["units"] = [{"code": "X-CREDIT", "scale": 6}]


def _no_successor(found: dict[str, Any]) -> None:
    found["plans"][0]["successor"] = "later"


def _features(found: dict[str, Any]) -> None:
    found["products"][0]["features"] = ["sso"]


@pytest.mark.parametrize(
    ("spoil", "code", "field"),
    [
        (_twice, "rule_conflict", "products[2].code"),
        (_nowhere, "not_found", "prices[0].product"),
        (_no_price, "not_found", "plans[1].prices[0].price"),
        (_bad_tiers, "field_invalid", "prices[1].tiers[0].up_to"),
        (_no_rate, "not_found", "products[1].tax_rates[0]"),
        (_units, "rule_conflict", "units"),
        (_no_successor, "not_found", "plans[0].successor"),
        (_features, "rule_conflict", "products[0].features"),
    ],
)
def test_a_document_with_a_fault_changes_nothing(house: House, spoil: Any, code: str, field: str) -> None:
    """The place in the document is named, whatever was done before it came to light."""
    spoiled = document()
    spoil(spoiled)
    refused = house.refused("catalog.apply", **spoiled)
    assert (refused["code"], refused["field"]) == (code, field)
    assert house("products.list")["data"] == house("meters.list")["data"] == []


def test_how_a_meter_counts_never_changes(house: House) -> None:
    """What is counted otherwise has a meter of its own."""
    house("catalog.apply", **document())
    changed = document()
    changed["meters"][0]["aggregation"] = "max"
    refused = house.refused("catalog.diff", **changed)
    assert (refused["code"], refused["field"]) == ("rule_conflict", "meters[0].aggregation")


def test_rates_of_a_product_are_named_by_their_ids(house: House) -> None:
    """They are the law's, and have no code."""
    found = document()
    found["products"][0]["tax_rates"] = [house("tax_rates.create", **RATE)["id"]]
    house("catalog.apply", **found)
    assert asked(house)["products"][0]["tax_rates"] == found["products"][0]["tax_rates"]


def test_a_plan_whose_successor_has_a_next_version_stays_as_it_is(house: House) -> None:
    """The plan after it is named by its code, and followed by who looks for its active version."""
    house("catalog.apply", **document())
    changed = document()
    changed["plans"][1]["trial_days"] = 30
    assert done(house("catalog.apply", **changed)) == [("new_version", "plan", "light")]
    assert house("catalog.apply", **changed)["changes"] == []
    assert asked(house)["plans"][1]["successor"] == "light"


def test_what_was_archived_by_hand_is_still_named(house: House) -> None:
    """A price that a plan has, a plan that is to follow: by their ids, and nothing is changed about it."""
    house("catalog.apply", **document())
    house("prices.archive", house("prices.list", code="fee")["data"][0]["id"])
    house("plans.archive", house("plans.list", code="light")["data"][0]["id"])
    found = asked(house)
    plan = found["plans"][0]
    assert plan["prices"][0]["price"].startswith("prc_")
    assert plan["successor"].startswith("pln_")
    assert house("catalog.apply", **found)["changes"] == []

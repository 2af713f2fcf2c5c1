"""Apps and profiles: what an app may do, from one version of its profile to the next."""

from __future__ import annotations

from typing import Any

import pytest

from harr.engine import SYSTEM
from harr.kernel.errors import CapabilityNotGranted
from harr.kernel.ids import id_number
from harr.kernel.money import Money
from harr.services import tenants
from tests.house import House
from tests.services.tenants.cases import ENTITY, app, entity, key_of, profile


def test_an_app_is_made_for_an_entity(house: House) -> None:
    """It has a version of the API, and is found by what it was made with."""
    made = app(house, external_id="shop", language="nl", api_version="2026-01-01")
    assert made == house("apps.retrieve", made["id"])
    assert (made["status"], made["profile"], made["api_version"]) == ("active", None, "2026-01-01")
    for name in ("external_id", "entity", "status"):
        found = house("apps.list", **{name: made[name]})["data"]
        assert made["id"] in {one["id"] for one in found}


def test_the_first_app_has_no_entity_until_it_is_given_one(house: House) -> None:
    """It was there before any entity."""
    (default,) = house("apps.list")["data"]
    assert (default["name"], default["entity"]) == ("default", None)
    made = entity(house)
    assert house("apps.update", default["id"], entity=made["id"])["entity"] == made["id"]


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"entity": "ent_0000000000007"}, "field_invalid", "entity"),
        ({"entity": "prf_0000000000007"}, "field_invalid", "entity"),
        ({"profile": "prf_0000000000007"}, "field_invalid", "profile"),
        ({"api_version": "2026-02-30"}, "field_invalid", "api_version"),
        ({"name": ""}, "field_invalid", "name"),
    ],
)
def test_what_an_app_cannot_be(house: House, fields: dict[str, Any], code: str, field: str) -> None:
    """The field is named."""
    given = {"name": "shop", "entity": entity(house)["id"], **fields}
    refused = house.refused("apps.create", **given)
    assert (refused["code"], refused["field"]) == (code, field)


def test_a_suspended_app_is_refused_until_it_is_resumed(house: House) -> None:
    """Its keys stop at once and work again; archived is for good."""
    made = app(house)
    shop = key_of(house, made["id"])
    assert shop("tenant.retrieve")["name"] == "Test"
    house("apps.suspend", made["id"])
    refused = shop.send("tenant.retrieve")
    assert (refused.status, refused.json()["code"]) == (401, "key_revoked")
    house("apps.resume", made["id"])
    assert shop("tenant.retrieve")["name"] == "Test"
    assert house("apps.archive", made["id"])["status"] == "archived"
    assert shop.send("tenant.retrieve").status == 401
    assert house.refused("apps.resume", made["id"])["facts"] == {"status": "archived", "allowed": []}


# ---- profiles --------------------------------------------------------------------------------------------------------


def test_every_create_of_a_name_is_its_next_version(house: House) -> None:
    """A draft at first; activating one supersedes the last."""
    first = house("profiles.create", name="shop", operations=["entities.*"])
    second = house("profiles.create", name="shop", operations=["entities.list"])
    other = house("profiles.create", name="kiosk", operations=["*"])
    assert [one["number"] for one in (first, second, other)] == [1, 2, 1]
    assert house("profiles.activate", first["id"])["status"] == "active"
    assert house("profiles.activate", second["id"])["status"] == "active"
    assert house("profiles.retrieve", first["id"])["status"] == "superseded"
    assert [one["id"] for one in house("profiles.list", status="active")["data"]] == [second["id"]]
    assert house.refused("profiles.activate", second["id"])["code"] == "state_conflict"


def test_activating_moves_every_app_that_holds_the_name(house: House) -> None:
    """And activating the older version again takes the step back."""
    first = profile(house)
    made, untouched = app(house, profile=first["id"]), app(house)
    second = house("profiles.create", name="webshop", operations=["customers.*"])
    assert house("profiles.preview", second["id"])["apps"] == [made["id"]]
    house("profiles.activate", second["id"])
    assert house("apps.retrieve", made["id"])["profile"] == second["id"]
    assert house("apps.retrieve", untouched["id"])["profile"] is None
    house("profiles.activate", first["id"])
    assert house("apps.retrieve", made["id"])["profile"] == first["id"]


def test_an_app_takes_an_active_version_only(house: House) -> None:
    """A draft would grant what nobody has activated."""
    draft = house("profiles.create", name="shop", operations=["*"])
    made = app(house)
    refused = house.refused("apps.update", made["id"], profile=draft["id"])
    assert (refused["code"], refused["field"]) == ("rule_conflict", "profile")


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"operations": ["invoices.finalise"]}, "field_invalid", "operations[0]"),
        ({"operations": ["invoices.*", "invoice.*"]}, "field_invalid", "operations[1]"),
        ({"maximum_amounts": {"EUR": "5.5"}}, "money_digits", "maximum_amounts.EUR"),
        ({"refund_limits": {"maximum_amounts": {"JPY": "5.00"}}}, "money_digits", "refund_limits.maximum_amounts.JPY"),
        ({"maximum_amounts": {"euro": "5.00"}}, "field_invalid", "maximum_amounts"),
        ({"price_models": ["flatt"]}, "field_invalid", "price_models[0]"),
    ],
)
def test_what_a_profile_cannot_say(house: House, fields: dict[str, Any], code: str, field: str) -> None:
    """A name that is mistyped would grant nothing, in silence."""
    refused = house.refused("profiles.create", **{"name": "shop", "operations": ["*"], **fields})
    assert (refused["code"], refused["field"]) == (code, field)


def test_a_profile_stops_operations_and_values_at_the_gateway(house: House) -> None:
    """What it does not name is refused, what it limits is refused with what is allowed."""
    held = profile(house, operations=["entities.*"], currencies=["EUR"], countries=["NL"])
    shop = key_of(house, app(house, profile=held["id"])["id"])
    refused = shop.refused("apps.list")
    assert (refused["code"], refused["facts"]["operation"]) == ("capability_not_granted", "apps.list")
    refused = shop.refused("entities.create", **{**ENTITY, "functional_currency": "USD"})
    assert (refused["field"], refused["facts"]["allowed"]) == ("functional_currency", ["EUR"])
    refused = shop.refused("entities.create", **{**ENTITY, "address": {"country": "BE"}})
    assert refused["field"] == "address.country"
    assert shop("entities.create", **ENTITY)["status"] == "active"


def test_a_table_of_calls_is_tried_on_a_profile(house: House) -> None:
    """Nothing is done; each call says whether it is allowed, and whether that was expected."""
    held = profile(house, operations=["entities.*"], currencies=["EUR"])
    found = house(
        "profiles.test", held["id"],
        calls=[
            {"operation": "entities.create", "body": {"functional_currency": "EUR"}, "expect": "allowed"},
            {"operation": "entities.create", "body": {"functional_currency": "USD"}, "expect": "allowed"},
            {"operation": "apps.list", "expect": "refused"},
            {"operation": "entities.create", "body": {"functional_currency": 7}},
        ],
    )["results"]  # fmt: skip
    assert [(one["allowed"], one["as_expected"], one["code"], one["field"]) for one in found] == [
        (True, True, None, None),
        (False, False, "capability_not_granted", "functional_currency"),
        (False, True, "capability_not_granted", None),
        (False, None, "field_invalid", "body"),
    ]
    refused = house.refused("profiles.test", held["id"], calls=[{"operation": "entities.found"}])
    assert refused["field"] == "calls[0].operation"


def test_what_comes_from_a_row_is_asked_again(house: House) -> None:
    """The second enforcement: a word or an amount that no request carried."""
    held = profile(house, currencies=["EUR"], providers=["terminal"], maximum_amounts={"EUR": "10.00"})
    number = id_number(app(house, profile=held["id"])["id"])

    def ask(kind: str, value: str) -> None:
        house.gateway.engine.read(house.tenant, SYSTEM, lambda tx: tenants.allowed(tx, number, kind, value, "price"))

    ask("currency", "EUR")
    ask("country", "BE")
    for kind, value in (("currency", "USD"), ("provider", "stripe")):
        with pytest.raises(CapabilityNotGranted) as refused:
            ask(kind, value)
        assert refused.value.field == "price"
    with pytest.raises(CapabilityNotGranted):
        house.gateway.engine.read(
            house.tenant, SYSTEM, lambda tx: tenants.amount_allowed(tx, number, Money(1001, "EUR"), "amount")
        )
    house.gateway.engine.read(house.tenant, SYSTEM, lambda tx: tenants.allowed(tx, None, "currency", "USD", "price"))


def test_an_app_that_sees_its_own_sees_itself(house: House) -> None:
    """Other apps and their keys are not there; profiles and entities are the tenant's."""
    held = profile(house, sees="own")
    mine, other = app(house, profile=held["id"]), app(house)
    shop = key_of(house, mine["id"])
    stranger = house("keys.create", app=other["id"], name="x", role="auditor")
    assert [one["id"] for one in shop("apps.list")["data"]] == [mine["id"]]
    assert {one["app"] for one in shop("keys.list")["data"]} == {mine["id"]}
    assert shop.refused("apps.retrieve", other["id"])["code"] == "not_found"
    assert shop.refused("keys.retrieve", stranger["id"])["code"] == "not_found"
    assert shop.refused("keys.create", app=other["id"], name="x", role="auditor")["field"] == "app"
    assert shop("profiles.retrieve", held["id"])["id"] == held["id"]

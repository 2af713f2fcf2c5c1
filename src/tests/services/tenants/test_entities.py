"""Entities and the tenant: who sells, in which currency and zone, by which rules."""

from __future__ import annotations

from typing import Any

import pytest

from harr.engine import SYSTEM
from harr.kernel.errors import FieldInvalid, RuleConflict
from harr.kernel.ids import id_number
from harr.services import tenants
from tests.house import House
from tests.services.tenants.cases import ENTITY, entity


def test_the_tenant_of_the_credential(house: House) -> None:
    """Its kind, its clock, and a name that may change."""
    shown = house("tenant.retrieve")
    assert (shown["name"], shown["kind"], shown["version"]) == ("Test", "live", 1)
    changed = house("tenant.update", name="Voorbeeld", metadata={"region": "eu"})
    assert (changed["name"], changed["metadata"], changed["version"]) == ("Voorbeeld", {"region": "eu"}, 2)
    stale = house.send("tenant.update", name="Late", headers={"if-match": '"1"'})
    assert (stale.status, stale.json()["code"]) == (412, "version_stale")


def test_an_entity_keeps_what_it_was_made_of(house: House) -> None:
    """Rules that are absent have their default; currency and zone stay."""
    made = entity(house, payment_terms={"due_days": 14}, rules={"void": "always"})
    assert made == house("entities.retrieve", made["id"])
    assert (made["rules"]["void"], made["rules"]["rounding"], made["status"]) == ("always", "half_up", "active")
    changed = house("entities.update", made["id"], language="nl", registration_number="12345678")
    assert (changed["language"], changed["version"], changed["rules"]) == ("nl", 2, made["rules"])


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"functional_currency": "EUX"}, "field_invalid", "functional_currency"),
        ({"timezone": "Europe/Atlantis"}, "field_invalid", "timezone"),
        ({"address": {"city": "Amsterdam"}}, "field_invalid", "address.country"),
        ({"nickname": "V"}, "field_unknown", "nickname"),
        ({"rules": {"payment_tolerance": {"EUR": "0.055"}}}, "money_digits", "rules.payment_tolerance.EUR"),
        ({"rules": {"void": "sometimes"}}, "field_invalid", "rules.void"),
    ],
)
def test_what_an_entity_cannot_be(house: House, fields: dict[str, Any], code: str, field: str) -> None:
    """The field is named as the caller wrote it, and nothing is made."""
    refused = house.refused("entities.create", **{**ENTITY, **fields})
    assert (refused["code"], refused["field"]) == (code, field)
    assert house("entities.list")["data"] == []


def test_an_archived_entity_sells_nothing(house: House) -> None:
    """It can be read, it cannot be archived twice, and nobody may choose it."""
    made = entity(house)
    assert house("entities.archive", made["id"])["status"] == "archived"
    assert house.refused("entities.archive", made["id"])["facts"] == {"status": "archived", "allowed": []}
    with pytest.raises(RuleConflict):
        house.gateway.engine.read(house.tenant, SYSTEM, lambda tx: tenants.entity_for(tx, made["id"]))


def test_which_entity_is_meant(house: House) -> None:
    """The one that is named, else the fallback, else the only one; two are one too many."""
    engine = house.gateway.engine

    def chosen(given: str | None = None, fallback: int | None = None) -> str:
        return engine.read(house.tenant, SYSTEM, lambda tx: tenants.entity_for(tx, given, fallback).name)

    with pytest.raises(FieldInvalid, match="there is no entity yet"):
        chosen()
    first = entity(house, name="First")
    assert chosen() == "First"
    second = entity(house, name="Second")
    with pytest.raises(FieldInvalid, match="not said which entity"):
        chosen()
    assert (chosen(second["id"]), chosen(fallback=id_number(first["id"]))) == ("Second", "First")
    with pytest.raises(FieldInvalid, match="there is no entity"):
        chosen("ent_0000000000007")


def test_the_same_external_id_twice(house: House) -> None:
    """The second is refused and told which one exists."""
    made = entity(house, external_id="nl")
    refused = house.refused("entities.create", **ENTITY, external_id="nl")
    assert (refused["code"], refused["field"], refused["facts"]) == (
        "already_exists", "external_id", {"id": made["id"]},
    )  # fmt: skip
    assert [one["id"] for one in house("entities.list", external_id="nl")["data"]] == [made["id"]]


def test_another_tenant_is_another_world(house: House) -> None:
    """Its entities are not there, neither to be read nor to be listed."""
    made = entity(house)
    other = tenants.first_tenant(house.gateway.engine, "Other")
    stranger = House(house.gateway, other.tenant, other.secret)
    assert stranger.refused("entities.retrieve", made["id"])["code"] == "not_found"
    assert stranger("entities.list")["data"] == []

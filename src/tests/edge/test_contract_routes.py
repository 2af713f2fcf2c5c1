"""GET /v1/openapi.json and an app's own: the same document, whole or cut."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from harr.contract import OPERATIONS
from harr.edge.gateway import Request
from harr.engine import SYSTEM, dumps
from harr.kernel.ids import id_text
from harr.services.tenants.keys import add_key
from tests.house import House


def names(document: dict[str, Any]) -> set[str]:
    return {call["operationId"] for item in document["paths"].values() for call in item.values()}


def app_with(house: House, name: str = "Shop", **profile: Any) -> tuple[str, House]:
    """An app whose profile says so, and a house that is entered with its key."""

    def act(tx: Any) -> tuple[int, str]:
        rows = {"version": 1, "created_at": tx.now_us, "updated_at": tx.now_us, "external_id": None}
        granted, app = tx.new_id(), tx.new_id()
        tx.insert("tenants_profile", [{
            **rows, "id": granted, "app": None, "name": name, "number": 1, "status": "active",
            "dunning_campaign": None, "series": None, "body": dumps({"metadata": {}, **profile}),
        }])  # fmt: skip
        tx.insert("tenants_app", [{
            **rows, "id": app, "app": None, "status": "active", "profile": granted, "entity": None,
            "body": dumps({"name": "Shop", "api_version": "2026-11-01", "language": None, "metadata": {}}),
        }])  # fmt: skip
        return app, add_key(tx, "live", tenant=house.tenant, app=app, name="shop", role="owner")[1]

    app, secret = house.gateway.engine.run(house.tenant, SYSTEM, act).result
    return id_text("app", app), House(house.gateway, house.tenant, secret)


@pytest.fixture(autouse=True)
def _one_lane(lane: str) -> None:
    """A document comes from no table; only reading the profile does, and that is one row."""
    if lane == "dsql":
        pytest.skip("the profile is one row, read as on PostgreSQL")


def test_whoever_has_no_key_reads_the_whole_contract(house: House) -> None:
    """It is public; every operation stands in it with its stage."""
    document = house.gateway.dispatch(Request("GET", "/v1/openapi.json")).json()
    assert names(document) == {operation.name for operation in OPERATIONS}
    by_name = {call["operationId"]: call for item in document["paths"].values() for call in item.values()}
    stages = {name: call["x-harr-stage"] for name, call in by_name.items()}
    assert stages["entities.create"] == stages["openapi.retrieve"] == "prototype"
    assert stages["quotes.create"] == "mock"


def test_an_app_reads_its_own_cut(house: House) -> None:
    """With its key, and by its id with the key of another."""
    app, shop = app_with(house, operations=["customers.*", "openapi.retrieve"], currencies=["JPY"])
    document = shop("openapi.retrieve")
    assert {name.partition(".")[0] for name in names(document)} == {
        "customers", "currencies", "calendar", "tax_ids", "decline_codes", "openapi",
    }  # fmt: skip
    assert document["components"]["schemas"]["Currency"]["enum"] == ["JPY"]
    assert house("apps.openapi", app) == document


def test_an_app_without_a_profile_reads_all_of_it(house: House) -> None:
    """The first app's profile is open."""
    assert names(house("openapi.retrieve")) == {operation.name for operation in OPERATIONS}


def test_an_app_that_is_not_there_has_no_contract(house: House) -> None:
    """Neither has one of another tenant."""
    assert house.refused("apps.openapi", "app_0000000000001")["code"] == "not_found"
    assert house.refused("apps.openapi", "inv_0000000000001")["code"] == "not_found"


def test_an_app_that_sees_only_its_own_reads_no_other_contract(house: House) -> None:
    """It reads its own by its id, though."""
    mine, shop = app_with(house, operations=["*"])
    other, _ = app_with(house, operations=["*"], name="Portal")
    assert shop.refused("apps.openapi", other)["code"] == "not_found"
    assert names(shop("apps.openapi", mine)) == {operation.name for operation in OPERATIONS}


def test_the_answer_is_kept_for_each_profile(house: House) -> None:
    """Cutting is not done again for every caller."""
    _, shop = app_with(house, operations=["invoices.list"])
    first = shop.send("openapi.retrieve").body
    assert first == shop.send("openapi.retrieve").body
    assert msgspec.json.decode(first)["openapi"] == "3.1.0"

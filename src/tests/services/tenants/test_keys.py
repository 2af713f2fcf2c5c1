"""Keys: a secret is shown once, a key gives no more than it has, and what is revoked is refused at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from harr.engine import SYSTEM
from harr.engine.clock import FixedClock
from harr.kernel.time import instant_text
from tests.house import House
from tests.services.tenants.cases import app, key_of


def feed(house: House) -> list[str]:
    """What was told in this tenant, in order."""
    engine = house.gateway.engine
    engine.order(house.tenant)
    sql = (
        "SELECT e.type, e.body FROM engine_order o JOIN engine_outbox e ON e.tenant = o.tenant"
        " AND e.commit_id = o.commit_id WHERE o.tenant = :tenant ORDER BY o.position, e.number"
    )
    rows = engine.read(house.tenant, SYSTEM, lambda tx: tx.rows(sql))
    assert not any("_sk_" in row["body"].replace("_sk_…", "") for row in rows), "a secret was told"
    return [row["type"] for row in rows]


def test_a_secret_is_shown_once(house: House) -> None:
    """In the answer to its creation; afterwards there is a hint."""
    made = house("keys.create", app=app(house)["id"], name="server", role="developer")
    assert made["secret"].startswith("harr_live_sk_")
    assert made["hint"].endswith(made["secret"][-4:])
    shown = house("keys.retrieve", made["id"])
    assert shown["secret"] is None
    assert {**made, "secret": None} == shown


def test_a_repeated_request_does_not_show_the_secret_again(house: House) -> None:
    """The answer that is kept for the idempotency key has null in its place."""
    fields = {"app": app(house)["id"], "name": "server", "role": "developer"}
    headers = {"idempotency-key": "key-1"}
    first = house.send("keys.create", headers=headers, **fields)
    again = house.send("keys.create", headers=headers, **fields)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert first.json()["secret"] is not None
    assert again.json() == {**first.json(), "secret": None}
    sql = "SELECT answer FROM engine_idempotency WHERE tenant = :tenant"
    kept = house.gateway.engine.read(house.tenant, SYSTEM, lambda tx: tx.rows(sql))
    assert not any(first.json()["secret"] in row["answer"] for row in kept)


def test_a_rehearsed_key_has_no_secret(house: House) -> None:
    """It would open nothing."""
    found = house.rehearse("keys.create", app=app(house)["id"], name="server", role="developer")
    assert found["result"]["secret"] is None
    assert found["result"]["id"].startswith("key_dry")
    assert len(house("keys.list")["data"]) == 1


def test_a_key_that_says_nothing_does_an_apps_daily_work(house: House) -> None:
    """It may bill and take money, and may not say who may do what."""
    made = house("keys.create", app=app(house)["id"], name="server")
    assert (made["role"], made["scopes"]) == ("billing", [])
    holder = replace(house, secret=made["secret"])
    assert holder.send("customers.list").status == 200
    assert holder.refused("apps.create", name="other", entity=app(house)["entity"])["code"] == "scope_missing"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"role": "owner", "scopes": ["invoices:read"]}, "scopes"),
        ({"scopes": ["invoice:read"]}, "scopes[0]"),
        ({"scopes": ["invoices:delete"]}, "scopes[0]"),
        ({"role": "king"}, "role"),
        ({"role": "owner", "app": "app_0000000000007"}, "app"),
        ({"role": "owner", "expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
    ],
)
def test_what_a_key_cannot_be(house: House, fields: dict[str, Any], field: str) -> None:
    """Scopes or a role, of resources that there are, of an app that there is, not of the past."""
    refused = house.refused("keys.create", **{"app": app(house)["id"], "name": "k", **fields})
    assert (refused["code"], refused["field"]) == ("field_invalid", field)


@pytest.mark.parametrize(
    ("mine", "wanted", "allowed"),
    [
        ({"role": "owner"}, {"role": "owner"}, True),
        ({"role": "developer"}, {"role": "owner"}, False),
        ({"role": "developer"}, {"role": "developer"}, True),
        ({"role": "developer"}, {"scopes": ["refunds:money"]}, False),
        ({"scopes": ["keys:write", "invoices:read"]}, {"scopes": ["invoices:read"]}, True),
        ({"scopes": ["keys:write", "invoices:read"]}, {"scopes": ["invoices:write"]}, False),
        ({"scopes": ["keys:write"]}, {"role": "auditor"}, False),
        ({"role": "billing"}, {"scopes": ["invoices:read"]}, False),
    ],
)
def test_a_key_gives_no_more_than_it_has(
    house: House, mine: dict[str, Any], wanted: dict[str, Any], allowed: bool
) -> None:
    """Else whoever may make keys may do everything."""
    made = app(house)
    maker = key_of(house, made["id"], **mine)
    answer = maker.send("keys.create", app=made["id"], name="k", **wanted)
    assert (answer.status, answer.json().get("code")) == ((200, None) if allowed else (403, "scope_missing"))


def test_nobody_gets_a_stronger_key_by_rotating_it(house: House) -> None:
    """Whoever rotates a key holds it afterwards; its own it may rotate."""
    made = app(house)
    owner = house("keys.create", app=made["id"], name="owner", role="owner")
    developer = house("keys.create", app=made["id"], name="dev", role="developer")
    weaker = replace(house, secret=developer["secret"])
    assert weaker.refused("keys.rotate", owner["id"])["code"] == "scope_missing"
    assert weaker("keys.rotate", developer["id"])["secret"] is not None


def test_rotating_leaves_the_old_secret_for_some_hours(house: House) -> None:
    """Both work meanwhile, then the old one is refused; the feed tells, without the secret."""
    made = app(house)
    old = house("keys.create", app=made["id"], name="server", role="developer")
    new = house("keys.rotate", old["id"], overlap_hours=2)
    assert new["secret"] not in {None, old["secret"]}
    for secret in (old["secret"], new["secret"]):
        assert replace(house, secret=secret).send("tenant.retrieve").status == 200
    engine = house.gateway.engine
    clock, later = engine.clock, FixedClock(engine.clock.now_us() + 2 * 3_600_000_000 + 1)
    try:
        engine.clock = later
        assert replace(house, secret=old["secret"]).send("tenant.retrieve").json()["code"] == "key_revoked"
        assert replace(house, secret=new["secret"]).send("tenant.retrieve").status == 200
    finally:
        engine.clock = clock
    newest = house("keys.rotate", old["id"])
    assert replace(house, secret=new["secret"]).send("tenant.retrieve").status == 401
    assert replace(house, secret=newest["secret"]).send("tenant.retrieve").status == 200
    assert feed(house) == ["key.rotated", "key.rotated"]


def test_a_revoked_key_is_refused_at_once(house: House) -> None:
    """With its old secret too; it can be revoked once."""
    made = app(house)
    key = house("keys.create", app=made["id"], name="server", role="developer")
    new = house("keys.rotate", key["id"], overlap_hours=24)
    assert house("keys.revoke", key["id"])["status"] == "revoked"
    for secret in (key["secret"], new["secret"]):
        answer = replace(house, secret=secret).send("tenant.retrieve")
        assert (answer.status, answer.json()["code"]) in {(401, "key_revoked"), (401, "unauthenticated")}
    assert house.refused("keys.revoke", key["id"])["facts"]["status"] == "revoked"
    assert house.refused("keys.rotate", key["id"])["code"] == "state_conflict"
    assert feed(house)[-1] == "key.revoked"
    assert [one["id"] for one in house("keys.list", status="revoked")["data"]] == [key["id"]]


def test_a_key_expires_by_the_machines_clock(house: House) -> None:
    """Also in a sandbox, whose own clock says nothing about credentials."""
    made = app(house)
    soon = house.gateway.engine.clock.now_us() + 60_000_000
    key = house("keys.create", app=made["id"], name="short", role="auditor", expires_at=instant_text(soon))
    engine = house.gateway.engine
    clock = engine.clock
    try:
        engine.clock = FixedClock(soon)
        assert replace(house, secret=key["secret"]).send("tenant.retrieve").json()["code"] == "key_revoked"
        assert house("keys.retrieve", key["id"])["status"] == "expired"
        assert [one["id"] for one in house("keys.list", status="expired")["data"]] == [key["id"]]
    finally:
        engine.clock = clock


def test_another_name_for_a_key(house: House) -> None:
    """Name and metadata may change, with the version that was read."""
    key = house("keys.create", app=app(house)["id"], name="server", role="auditor")
    assert house("keys.update", key["id"], name="worker")["name"] == "worker"
    stale = house.send("keys.update", key["id"], name="late", headers={"if-match": '"1"'})
    assert stale.status == 412

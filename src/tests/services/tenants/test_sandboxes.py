"""Sandboxes: made with a key of their own, advanced by their maker or by themselves, thrown away without a trace."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from harr.contract.tenants import SandboxAdvanceRequest, TimeStep
from harr.edge.wiring import packages
from harr.engine import SYSTEM, Tx, schema
from harr.kernel.errors import FieldInvalid
from harr.kernel.ids import id_number, id_text
from harr.kernel.time import instant, instant_text, parse_instant
from harr.services import tenants
from harr.services.tenants.sandboxes import reached
from tests.house import House
from tests.services.tenants.cases import app, entity, key_of, profile
from tests.services.tenants.test_keys import feed

START = "2026-01-31T09:00:00Z"


def made(house: House, **fields: Any) -> tuple[dict[str, Any], House]:
    """A new sandbox, and the same house spoken to with its own key."""
    shown = house("sandboxes.create", **{"name": "trying", "clock_at": START, **fields})
    return shown, House(house.gateway, id_number(shown["id"]), shown["key"])


# ---- how far ---------------------------------------------------------------------------------------------------------

Unit = Literal["second", "minute", "hour", "day", "week", "month", "year"]


@pytest.mark.parametrize(
    ("interval", "count", "to"),
    [
        ("second", 90, "2026-01-31T09:01:30Z"),
        ("minute", 60, "2026-01-31T10:00:00Z"),
        ("hour", 24, "2026-02-01T09:00:00Z"),
        ("day", 1, "2026-02-01T09:00:00Z"),
        ("week", 2, "2026-02-14T09:00:00Z"),
        ("month", 1, "2026-02-28T09:00:00Z"),
        ("month", 2, "2026-03-31T09:00:00Z"),
        ("year", 1, "2027-01-31T09:00:00Z"),
    ],
)
def test_a_step_goes_by_the_calendar(interval: Unit, count: int, to: str) -> None:
    """A month after 31 January is 28 February, two are 31 March."""
    step = SandboxAdvanceRequest(by=TimeStep(interval=interval, interval_count=count))
    assert instant_text(reached(parse_instant(START), step)) == to


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (SandboxAdvanceRequest(), "to"),
        (SandboxAdvanceRequest(to=instant(0), by=TimeStep(interval="day")), "to"),
        (SandboxAdvanceRequest(to=instant(parse_instant(START) - 1)), "to"),
        (SandboxAdvanceRequest(by=TimeStep(interval="year", interval_count=100_000)), "by"),
        (SandboxAdvanceRequest(by=TimeStep(interval="year", interval_count=7_900)), "by"),
        (SandboxAdvanceRequest(to=instant(parse_instant("9999-12-31T23:59:59Z"))), "to"),
    ],
)
def test_where_a_clock_cannot_go(asked: SandboxAdvanceRequest, field: str) -> None:
    """Nowhere, to two places, back, or beyond the calendar."""
    with pytest.raises(FieldInvalid) as refused:
        reached(parse_instant(START), asked)
    assert refused.value.field in {field, None}


# ---- making and reading ----------------------------------------------------------------------------------------------


def test_a_sandbox_is_a_world_of_its_own(house: House) -> None:
    """A clock that stands, an app `default` with an open profile, an owner key shown once."""
    entity(house)
    shown, inside = made(house)
    assert (shown["status"], shown["clock_at"], shown["parent"], shown["agenda_left"]) == ("ready", START, None, 0)
    assert shown["key"].startswith("harr_sandbox_sk_")
    tenant = inside("tenant.retrieve")
    assert (tenant["kind"], tenant["clock_at"], tenant["name"]) == ("sandbox", START, "trying")
    assert [one["name"] for one in inside("apps.list")["data"]] == ["default"]
    assert inside("entities.list")["data"] == []
    assert inside("entities.create", **CASE)["created_at"] == START
    assert house("sandboxes.retrieve", shown["id"])["key"] is None


CASE: dict[str, Any] = {
    "name": "Inside",
    "legal_name": "Inside B.V.",
    "address": {"country": "NL"},
    "functional_currency": "EUR",
    "timezone": "Europe/Amsterdam",
}


def test_a_repeated_request_makes_one_sandbox_and_shows_no_key(house: House) -> None:
    """The same answer, without the secret."""
    headers = {"idempotency-key": "sbx-1"}
    first, again = (house.send("sandboxes.create", headers=headers, name="once").json() for _ in range(2))
    assert (again, again["key"]) == ({**first, "key": None}, None)
    assert len(house("sandboxes.list")["data"]) == 1


def test_a_rehearsed_sandbox_is_not_there(house: House) -> None:
    """No world, no key."""
    worlds = len(house.gateway.engine.tenants())
    found = house.rehearse("sandboxes.create", name="dry")
    assert found["result"]["key"] is None
    assert len(house.gateway.engine.tenants()) == worlds
    assert house("sandboxes.list")["data"] == []


def test_sandboxes_are_listed_by_what_they_are(house: House) -> None:
    """By state and clock, which are the engine's, as by what their maker gave them."""
    early, _ = made(house, external_id="a")
    late, _ = made(house, clock_at="2027-01-01T00:00:00Z")
    ids = {
        name: {one["id"] for one in house.send("sandboxes.list", query=query).json()["data"]}
        for name, query in {
            "ready": {"status": "ready"},
            "deleted": {"status": "deleted"},
            "late": {"clock_at[gte]": "2026-06-01T00:00:00Z"},
            "a": {"external_id": "a"},
        }.items()
    }
    assert ids == {"ready": {early["id"], late["id"]}, "deleted": set(), "late": {late["id"]}, "a": {early["id"]}}


def test_a_sandbox_of_another_tenant_or_app_is_not_there(house: House) -> None:
    """Nor is a live tenant a sandbox."""
    shown, _ = made(house)
    other = tenants.first_tenant(house.gateway.engine, "Other")
    stranger = House(house.gateway, other.tenant, other.secret)
    assert stranger.refused("sandboxes.retrieve", shown["id"])["code"] == "not_found"
    assert stranger.refused("sandboxes.advance", shown["id"], to=START)["code"] == "not_found"
    shop = key_of(house, app(house, profile=profile(house)["id"])["id"])
    assert shop.refused("sandboxes.retrieve", shown["id"])["code"] == "not_found"
    itself = id_text("sbx", house.tenant)
    assert house.refused("sandboxes.advance", itself, to=START)["code"] == "sandbox_only"


def test_a_sandbox_of_a_sandbox_names_its_parent(house: House) -> None:
    """And the outer one cannot be thrown away before it."""
    outer, inside = made(house)
    inner, _ = made(inside)
    assert inner["parent"] == outer["id"]
    assert house.refused("sandboxes.delete", outer["id"])["code"] == "state_conflict"
    inside("sandboxes.delete", inner["id"])
    inside.work()
    assert house("sandboxes.delete", outer["id"])["status"] == "deleted"


# ---- advancing -------------------------------------------------------------------------------------------------------


def test_advancing_is_a_job_of_whoever_asks(house: House) -> None:
    """202 with the sandbox and its job; other writes wait, reads go on; at the end it is told."""
    shown, inside = made(house)
    answer = house.send("sandboxes.advance", shown["id"], by={"interval": "month"})
    advancing = answer.json()
    assert (answer.status, advancing["status"]) == (202, "advancing")
    assert inside.refused("entities.create", **CASE)["code"] == "state_conflict"
    assert house.refused("sandboxes.advance", shown["id"], to="2026-03-01T00:00:00Z")["code"] == "state_conflict"
    assert inside("tenant.retrieve")["clock_at"] == START
    house.work()
    job = house("jobs.retrieve", advancing["job"])
    assert (job["kind"], job["status"]) == ("advance", "succeeded")
    assert job["parameters"] == {"sandbox": shown["id"], "to": "2026-02-28T09:00:00Z"}
    ready = house("sandboxes.retrieve", shown["id"])
    assert (ready["status"], ready["clock_at"]) == ("ready", "2026-02-28T09:00:00Z")
    assert inside("tenant.retrieve")["clock_at"] == "2026-02-28T09:00:00Z"
    assert feed(house) == ["sandbox.advanced", "job.finished"]


def test_a_sandbox_advances_itself(house: House) -> None:
    """By its own key; the job lies in the sandbox."""
    shown, inside = made(house)
    advancing = inside("sandboxes.advance", shown["id"], to="2026-02-01T00:00:00Z")
    inside.work()
    assert inside("jobs.retrieve", advancing["job"])["status"] == "succeeded"
    assert house.refused("jobs.retrieve", advancing["job"])["code"] == "not_found"
    assert inside("sandboxes.retrieve", shown["id"])["clock_at"] == "2026-02-01T00:00:00Z"
    assert feed(inside) == ["sandbox.advanced", "job.finished"]


def test_a_rehearsed_advance_answers_its_plan(house: House) -> None:
    """How much is due until then as far as is known now; the clock stays."""
    shown, inside = made(house)
    inside("sandboxes.create", name="inner", expires_at="2026-02-10T00:00:00Z")
    found = house.rehearse("sandboxes.advance", shown["id"], to="2026-03-01T00:00:00Z")
    (plan,) = found["plan"]
    assert (plan["count"], [one["verb"] for one in plan["items"]]) == (1, ["tenants.expire"])
    assert house("sandboxes.retrieve", shown["id"])["status"] == "ready"
    assert house("jobs.list")["data"] == []


def test_a_canceled_advance_frees_the_sandbox(house: House) -> None:
    """Before anybody has begun it."""
    shown, inside = made(house)
    advancing = house("sandboxes.advance", shown["id"], to="2026-02-01T00:00:00Z")
    assert house("jobs.cancel", advancing["job"])["status"] == "canceled"
    assert house("sandboxes.retrieve", shown["id"])["status"] == "ready"
    assert inside("entities.create", **CASE)["status"] == "active"
    house("jobs.resume", advancing["job"])
    house.work()
    assert house("sandboxes.retrieve", shown["id"])["clock_at"] == "2026-02-01T00:00:00Z"


# ---- the end ---------------------------------------------------------------------------------------------------------


def rows_of(house: House, tenant: int) -> dict[str, int]:
    """How many rows a tenant has in each table of the schema."""

    def count(tx: Tx) -> dict[str, int]:
        found = {}
        for table in schema.tables(packages()):
            if table.name not in schema.GLOBAL:
                row = tx.one(f"SELECT COUNT(*) AS n FROM {table.name} WHERE tenant = :which", which=tenant)
                found[table.name] = int(row["n"]) if row else 0
        return {name: n for name, n in found.items() if n}

    return house.gateway.engine.read(house.tenant, SYSTEM, count)


def test_a_sandbox_that_is_thrown_away_leaves_nothing(house: House) -> None:
    """Its keys are refused at once, its rows go; what is left says that it is deleted."""
    shown, inside = made(house)
    inside("entities.create", **CASE)
    inside("sandboxes.create", name="inner", expires_at="2026-02-10T00:00:00Z")
    inside("profiles.create", name="p", operations=["*"])
    inner = inside("sandboxes.list")["data"][0]
    inside("sandboxes.delete", inner["id"])
    inside.work()
    assert len(rows_of(house, inside.tenant)) > 8
    answer = house.send("sandboxes.delete", shown["id"])
    assert (answer.status, answer.json()["status"]) == (202, "deleted")
    refused = inside.send("tenant.retrieve")
    assert (refused.status, refused.json()["code"]) == (401, "unauthenticated")
    house.work()
    assert rows_of(house, inside.tenant) == {"engine_tenant": 1}
    assert house("jobs.retrieve", answer.json()["job"])["status"] == "succeeded"
    assert house("sandboxes.retrieve", shown["id"])["status"] == "deleted"
    assert house.refused("sandboxes.advance", shown["id"], to="2030-01-01T00:00:00Z")["code"] == "state_conflict"
    assert [one["id"] for one in house("sandboxes.list", status="deleted")["data"]] == [shown["id"]]


def test_a_sandbox_throws_itself_away(house: House) -> None:
    """By its own key; the job lies with its maker, for nothing else is left."""
    shown, inside = made(house)
    gone = inside("sandboxes.delete", shown["id"])
    assert gone["status"] == "deleted"
    house.work()
    assert house("jobs.retrieve", gone["job"])["status"] == "succeeded"
    assert rows_of(house, inside.tenant) == {"engine_tenant": 1}


def test_a_sandbox_expires(house: House) -> None:
    """By its maker's clock; the day may be moved, and may not be past."""
    _, outer = made(house)
    inner, inside = made(outer, expires_at="2026-02-10T00:00:00Z")
    outer("sandboxes.update", inner["id"], expires_at="2026-02-20T00:00:00Z", name="longer")
    outer.advance(house, "2026-02-15T00:00:00Z")
    assert outer("sandboxes.retrieve", inner["id"])["status"] == "ready"
    outer.advance(house, "2026-02-21T00:00:00Z")
    outer.work()
    assert outer("sandboxes.retrieve", inner["id"])["status"] == "deleted"
    assert inside.send("tenant.retrieve").status == 401
    assert house.refused("sandboxes.create", name="x", expires_at="2020-01-01T00:00:00Z")["field"] == "expires_at"

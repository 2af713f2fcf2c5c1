"""Bill runs: all that is due, in chunks; an account that cannot be billed is parked, named, and holds up nobody."""

from __future__ import annotations

from typing import Any

from harr.engine.actor import SYSTEM
from harr.kernel.time import parse_instant
from tests.house import House
from tests.scenarios.world import World


def subscribed(world: World, count: int) -> list[str]:
    """So many customers, each with a subscription of its own."""
    product = world.house("products.create", name="Service", tax_rates=[world.rates["21"]])["id"]
    price = world.house(
        "prices.create", product=product, model="per_unit", billing="in_advance", type="recurring", interval="month",
        currency="EUR", unit_amount="10.00", tax_behavior="exclusive",
    )["id"]  # fmt: skip
    world.house("prices.activate", price)
    return [
        world.house("subscriptions.create", customer=world.customer(f"Customer {n}"), entity=world.entity,
                    items=[{"price": price}])["id"]
        for n in range(count)
    ]  # fmt: skip


def passes(world: World, to: str) -> None:
    """Time goes by, and nobody does what is due."""
    engine, moved = world.house.gateway.engine, "UPDATE engine_tenant SET clock_at = :to_us WHERE tenant = :tenant"
    engine.run(world.house.tenant, SYSTEM, lambda tx: tx.run(moved, to_us=parse_instant(to)))


def run(world: World) -> Any:
    """A bill run, worked to its end."""
    started = world.house("bill_runs.create")
    world.house.work()
    return world.house("bill_runs.retrieve", started["id"])


def test_everything_that_is_due_is_billed_once(house: House) -> None:
    """Three months that nobody billed: three invoices each, beside the first; a second run finds nothing."""
    world = World.open(house)
    subscribed(world, 4)
    passes(world, "2026-04-16T09:00:00Z")
    done = run(world)
    assert (done["status"], done["progress"]["done"], done["parked"]) == ("succeeded", 12, [])
    days = [invoice["issued_on"] for invoice in world.house("invoices.list", limit=100)["data"]]
    assert sorted(set(days)) == ["2026-01-15", "2026-02-15", "2026-03-15", "2026-04-15"]
    assert len(days) == 16
    assert run(world)["progress"]["done"] == 0
    world.verify()


def test_an_account_that_cannot_be_billed_is_parked_and_named(house: House) -> None:
    """Its customer was archived: the others have their invoice, and it says why it has none."""
    world = World.open(house)
    first, second, third = subscribed(world, 3)
    lost = world.house("subscriptions.retrieve", second)["customer"]
    world.house("customers.archive", lost)
    passes(world, "2026-02-16T09:00:00Z")
    done = run(world)
    assert (done["status"], done["progress"]["done"]) == ("partly_failed", 2)
    assert [(each["subject"], each["code"]) for each in done["parked"]] == [(second, "rule_conflict")]
    billed = {i["subscription"] for i in world.house("invoices.list", limit=100)["data"] if i["issued_on"] > "2026-02"}
    assert billed == {first, third}
    world.verify()


def test_a_run_into_the_future_is_refused(house: House) -> None:
    """What is not due is not billed."""
    refused = World.open(house).house.refused("bill_runs.create", until="2027-01-01T00:00:00Z")
    assert (refused["code"], refused["field"]) == ("field_invalid", "until")

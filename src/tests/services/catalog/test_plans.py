"""Plans as callers meet them, in all lanes: prices that are sold together, in numbered versions of one code."""

from __future__ import annotations

from typing import Any

import pytest

from harr.engine import Tx
from harr.engine.actor import SYSTEM
from harr.kernel.calendar import Interval
from harr.kernel.errors import NotFound, Refusal, RuleConflict
from harr.kernel.ids import id_number, id_text
from harr.kernel.quantities import Quantity
from harr.services import catalog
from tests.house import House
from tests.services.catalog.test_catalog import a_price, a_product


def monthly(house: House, *, active: bool = True, **fields: Any) -> str:
    """A price for each month."""
    price: str = a_price(house, a_product(house)["id"], **{"type": "recurring", "interval": "month", **fields})["id"]
    if active:
        house("prices.activate", price)
    return price


def a_plan(house: House, *prices: str, **fields: Any) -> dict[str, Any]:
    """The draft of a plan of these prices."""
    listed = [{"price": price} for price in prices]
    made: dict[str, Any] = house("plans.create", **{"code": "pro", "name": "Pro", "prices": listed, **fields})
    return made


def told(house: House, operation: str, plan: str) -> list[tuple[str, int]]:
    """What a rehearsal says would be told: the event and the plan's number."""
    return [(event["type"], event["data"]["object"]["number"]) for event in house.rehearse(operation, plan)["events"]]


def test_a_plan_is_drafted_activated_followed_and_archived(house: House) -> None:
    """Its code names the active version; the one before is sold no more, in the same commit."""
    fee, dearer = monthly(house), monthly(house, unit_amount="35.00")
    first = a_plan(house, fee, interval="month", trial_days=14)
    assert (first["status"], first["number"], first["interval_count"]) == ("draft", 1, 1)
    assert told(house, "plans.activate", first["id"]) == [("plan.activated", 1)]
    house("plans.activate", first["id"])
    second = house("plans.new_version", first["id"], prices=[{"price": dearer, "quantity": "2"}], trial_days=0)
    assert (second["number"], second["status"], second["trial_days"], second["interval"]) == (2, "draft", 0, "month")
    assert sorted(told(house, "plans.activate", second["id"])) == [("plan.activated", 2), ("plan.archived", 1)]
    house("plans.activate", second["id"])
    assert house("plans.retrieve", first["id"])["status"] == "archived"
    third = house("plans.new_version", first["id"])
    assert (third["number"], third["prices"]) == (3, first["prices"])
    assert told(house, "plans.archive", second["id"]) == [("plan.archived", 2)]
    house("plans.archive", second["id"])
    assert house.refused("plans.archive", second["id"])["code"] == "state_conflict"
    assert house.refused("plans.activate", second["id"])["facts"]["allowed"] == ["new_version"]
    assert house("plans.activate", third["id"])["status"] == "active"


def test_the_code_of_a_plan_is_its_own(house: House) -> None:
    """Another plan of that code is another version, and is made as one."""
    fee = monthly(house)
    first = a_plan(house, fee, external_id="plan-1")
    refused = house.refused("plans.create", code="pro", name="Other", prices=[{"price": fee}])
    assert (refused["code"], refused["field"], refused["facts"]["id"]) == ("already_exists", "code", first["id"])
    refused = house.refused("plans.create", code="b", name="B", prices=[{"price": fee}], external_id="plan-1")
    assert (refused["code"], refused["field"]) == ("already_exists", "external_id")


def test_name_and_successor_may_change(house: House) -> None:
    """What it charges may not; for that there is the next version."""
    fee = monthly(house)
    first, other = a_plan(house, fee), a_plan(house, fee, code="max")
    changed = house("plans.update", first["id"], name="Professional", successor=other["id"])
    assert (changed["name"], changed["successor"], changed["version"]) == ("Professional", other["id"], 2)
    assert [plan["id"] for plan in house("plans.list", successor=other["id"])["data"]] == [first["id"]]
    assert house.refused("plans.update", first["id"], successor=first["id"])["field"] == "successor"
    assert house("plans.update", first["id"], successor=None)["successor"] is None
    assert [plan["id"] for plan in house("plans.list", code="max")["data"]] == [other["id"]]


def test_a_plan_is_sold_when_its_prices_are(house: House) -> None:
    """A draft of a price may be planned with, and is activated first."""
    draft = monthly(house, active=False)
    plan = a_plan(house, draft)
    refused = house.refused("plans.activate", plan["id"])
    assert (refused["code"], refused["field"]) == ("rule_conflict", "prices[0].price")
    house("prices.activate", draft)
    assert house("plans.activate", plan["id"])["status"] == "active"


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"prices": []}, "field_invalid", "prices"),
        ({"prices": [{"price": "prc_0000000000001"}]}, "not_found", "prices[0].price"),
        ({"prices": ["fee", "fee"]}, "rule_conflict", "prices[1].price"),
        ({"prices": ["once"]}, "rule_conflict", "prices[0].price"),
        ({"prices": ["fee"], "setup_prices": ["fee"]}, "rule_conflict", "setup_prices[0].price"),
        ({"prices": ["fee", "dollars"]}, "currency_mismatch", "prices"),
        ({"prices": ["gone"]}, "rule_conflict", "prices[0].price"),
        ({"prices": ["weekly"], "interval": "month"}, "rule_conflict", "prices[0].price"),
        ({"prices": ["fee"], "interval_count": 2}, "field_invalid", "interval_count"),
        ({"prices": ["fee"], "trial_requires_payment_method": True}, "rule_conflict", "trial_requires_payment_method"),
        ({"prices": ["fee"], "minimum_amount": {"amount": "5.00", "currency": "EUR"}}, "rule_conflict",
         "minimum_amount"),
        ({"prices": ["fee"], "code": "pln_gold"}, "field_invalid", "code"),
        ({"prices": ["fee"], "successor": "pln_0000000000001"}, "not_found", "successor"),
    ],
)  # fmt: skip
def test_a_plan_that_nobody_could_subscribe_to_is_refused(
    house: House, fields: dict[str, Any], code: str, field: str
) -> None:
    """The price that is at fault is named by its place."""
    made = {
        "fee": monthly(house),
        "dollars": monthly(house, currency="USD"),
        "weekly": monthly(house, interval="week"),
        "gone": monthly(house),
        "once": a_price(house, a_product(house)["id"])["id"],
    }
    house("prices.archive", made["gone"])
    body: dict[str, Any] = {"code": "pro", "name": "Pro", **fields}
    for name in ("prices", "setup_prices"):
        body[name] = [{"price": made[each]} if isinstance(each, str) else each for each in body.get(name, [])]
    refused = house.refused("plans.create", **body)
    assert (refused["code"], refused["field"]) == (code, field)
    assert house("plans.list")["data"] == []


def test_a_yearly_plan_may_hold_monthly_prices(house: House) -> None:
    """Usage is often billed by the month of a plan that is paid by the year; optional prices may be in dollars only."""
    plan = a_plan(
        house, code="year", interval="year",
        prices=[
            {"price": monthly(house, interval="year", currency_options={"USD": {"unit_amount": "40"}})},
            {"price": monthly(house)},
            {"price": monthly(house, currency="USD"), "optional": True},
        ],
        setup_prices=[{"price": a_price(house, a_product(house)["id"])["id"]}],
        billing_anchor={"day": 31},
    )  # fmt: skip
    assert [each["optional"] for each in plan["prices"]] == [False, False, True]


def test_what_other_services_are_given(house: House) -> None:
    """A plan as a value, by id or by the code of its active version; what is not sold is refused."""
    fee = monthly(house)
    first = a_plan(house, code="pro", prices=[{"price": fee, "quantity": "2.5"}], interval="month", interval_count=3)

    def named(text: str) -> catalog.Plan:
        return house.gateway.engine.read(house.tenant, SYSTEM, lambda tx: catalog.plan_named(tx, text))

    with pytest.raises(NotFound):
        named("pro")
    with pytest.raises(RuleConflict) as caught:
        named(first["id"])
    assert caught.value.field == "plan"
    house("plans.activate", first["id"])
    found = named("pro")
    assert (found, found.interval) == (named(first["id"]), Interval("month", 3))
    assert found.prices == (catalog.PlanPrice(id_number(fee), Quantity(25, 1)),)
    for text in ("max", "pln_0000000000001", "pln_x"):
        with pytest.raises(Refusal):
            named(text)


def test_the_code_names_the_version_that_was_activated_last(house: House) -> None:
    """Two drafts may wait; each that is activated takes the place of the one before."""
    fee = monthly(house)
    first = a_plan(house, fee)
    house("plans.activate", first["id"])
    versions = [house("plans.new_version", first["id"])["id"] for _ in range(2)]
    for version in versions:
        house("plans.activate", version)
    states = [house("plans.retrieve", plan)["status"] for plan in (first["id"], *versions)]
    assert states == ["archived", "archived", "active"]

    def told_of(tx: Tx) -> list[str]:
        rows = tx.rows("SELECT id FROM catalog_plan_code WHERE tenant = :tenant")
        return [id_text("pln", row["id"]) for row in rows]

    assert house.gateway.engine.read(house.tenant, SYSTEM, told_of) == [versions[1]]

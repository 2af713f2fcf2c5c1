"""Prices of what a meter counts: with an active meter of the tenant, and no other."""

from __future__ import annotations

from typing import Any

import pytest

from tests.house import House
from tests.services.metering.conftest import Usage


@pytest.fixture
def wanted(usage: Usage) -> dict[str, Any]:
    """The first thousand are free."""
    return {
        "product": usage.house("products.create", name="API calls")["id"],
        "model": "graduated", "type": "usage", "billing": "in_arrears", "interval": "month", "currency": "EUR",
        "tax_behavior": "exclusive", "tiers": [{"up_to": "1000", "unit_amount": "0"}, {"unit_amount": "0.0042"}],
    }  # fmt: skip


def test_a_price_of_a_meter(usage: Usage, wanted: dict[str, Any]) -> None:
    """It is made, changed to another meter and activated."""
    first, second = usage.meter("sum"), usage.meter("count")
    price = usage.house("prices.create", **wanted, meter=first)
    assert (price["meter"], price["status"]) == (first, "draft")
    assert usage.house("prices.update", price["id"], meter=second)["meter"] == second
    assert usage.house("prices.update", price["id"], nickname="Calls")["meter"] == second
    assert usage.house("prices.activate", price["id"])["meter"] == second


def test_a_price_needs_an_active_meter_of_its_tenant(usage: Usage, house: House, wanted: dict[str, Any]) -> None:
    """Not one of another tenant, none that is archived, and none that was archived since it was drafted."""
    foreign = house("meters.create", code="calls", event_type="api.call", aggregation="count")["id"]
    said = usage.house.refused("prices.create", **wanted, meter=foreign)
    assert (said["code"], said["field"]) == ("not_found", "meter")
    meter = usage.meter("sum")
    draft = usage.house("prices.create", **wanted, meter=meter)["id"]
    active = usage.house("prices.create", **wanted, meter=meter)["id"]
    usage.house("prices.activate", active)
    usage.house("meters.archive", meter)
    for refused in (
        usage.house.refused("prices.create", **wanted, meter=meter),
        usage.house.refused("prices.update", active, meter=meter, nickname="x"),
        usage.house.refused("prices.activate", draft),
    ):
        assert (refused["code"], refused["field"]) == ("rule_conflict", "meter")
    assert usage.house("prices.update", draft, meter=usage.meter("count"))["status"] == "draft"
    assert usage.house("prices.activate", draft)["status"] == "active"
    assert usage.house.refused("prices.activate", active)["code"] == "state_conflict"

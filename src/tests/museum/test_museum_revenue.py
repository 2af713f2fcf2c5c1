"""Revenue over time: bugs of periods and days that other systems had, where they would show a wrong month."""

# ruff: noqa: N802 - a test is called by the place of its bug in the collection

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from harr.kernel.calendar import Period
from harr.kernel.money import Money
from harr.services.revenue.spreading import earned
from tests.scenarios.world import World


def served(world: World, amount: str, start: str, end: str, **more: Any) -> Any:
    """An invoice of a service with a period."""
    line = {"kind": "fee", "description": "Service", "amount": amount, "tax_rates": [world.rates["21"]],
            "period": {"start": start, "end": end}}  # fmt: skip
    return world.order(world.customer(), lines=[line], **more)


def parts(world: World, invoice: Any) -> list[tuple[str, str, bool]]:
    """Day and amount of what is earned, and whether it is booked."""
    schedule = world("recognition_schedules.retrieve", invoice["lines"][0]["recognition"]["schedule"])
    return [(part["on"], part["amount"], part["transaction"] is not None) for part in schedule["parts"]]


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kathmandu"])
def test_museum_B10_of_earned_days(world: World, zone: str) -> None:
    """Days were off by one where the clocks are changed: March has 31 local days, and is over at local midnight."""
    entity = world.new_entity(name=zone, timezone=zone)
    invoice = served(world, "92.00", "2026-03-01", "2026-06-01", entity=entity)
    world.until("2026-07-02T00:00:00Z")
    assert parts(world, invoice) == [
        ("2026-03-31", "31.00", True), ("2026-04-30", "30.00", True), ("2026-05-31", "31.00", True),
    ]  # fmt: skip


def test_museum_B25_of_earned_days() -> None:
    """A naive split does not sum: every month of 28 to 31 days, every one and two cuts, many amounts."""
    for minor in (1, 3, 99, 100, 999, 1_000, 1_999, 4_200, 31_337, 999_983, 1_000_000):
        whole = Money(minor, "EUR")
        for days in (28, 29, 30, 31):
            start = date(2026, 1, 1)
            over = Period(start, start + timedelta(days=days))
            reached = [earned(whole, "day", over, start + timedelta(days=cut - 1)).minor for cut in range(days + 1)]
            assert (reached[0], reached[-1]) == (0, minor)
            assert all(one <= other for one, other in pairwise(reached))
            for first in range(days + 1):
                for second in range(first, days + 1):
                    cuts = [0, reached[first], reached[second], minor]
                    assert sum(other - one for one, other in pairwise(cuts)) == minor


def test_museum_B23_of_earned_days(world: World) -> None:
    """A credit was dated today and not on its day: what is earned before it bears its day, and so does the credit."""
    invoice = served(world, "31.00", "2026-01-01", "2026-02-01")
    world.until("2026-01-21T09:00:00Z")
    line = {"line": invoice["lines"][0]["id"], "amount": "11.00"}
    note = world("credit_notes.create", invoice=invoice["id"], reason="order_change", lines=[line], issue=True)
    dates = {each["effective_on"] for each in world.house("transactions.list", order="desc", limit=2)["data"]}
    assert dates == {note["issued_on"]} == {"2026-01-21"}
    assert parts(world, invoice)[0] == ("2026-01-21", "20.00", True)


def test_museum_C05_of_earned_months(world: World) -> None:
    """A period was skipped for ever: a worker that slept 95 days books each month that it missed, on its last day."""
    sleeping = World(world.house, world.parent, "late", world.entity, world.rates)
    invoice = served(world, "120.00", "2026-01-15", "2026-05-15")
    sleeping.until("2026-04-20T09:00:00Z")
    assert parts(world, invoice) == [
        ("2026-01-31", "17.00", True), ("2026-02-28", "28.00", True), ("2026-03-31", "31.00", True),
        ("2026-04-30", "30.00", False), ("2026-05-31", "14.00", False),
    ]  # fmt: skip


def test_museum_D15_of_earned_days(world: World) -> None:
    """A credit note of a void invoice is refused, and earns nothing on the way."""
    invoice = served(world, "31.00", "2026-01-15", "2026-02-15")
    world("invoices.void", invoice["id"])
    world.until("2026-01-20T09:00:00Z")
    line = {"line": invoice["lines"][0]["id"], "amount": "11.00"}
    answer = world.send("credit_notes.create", invoice=invoice["id"], reason="order_change", lines=[line], issue=True)
    assert answer.status == 409
    assert (world.held("2100"), world.held("4010")) == ("0.00", "0")

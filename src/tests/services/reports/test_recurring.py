"""Monthly recurring revenue: every kind of movement once, to the cent, and what a month of a year's fee comes to."""

from __future__ import annotations

from typing import Any

import pytest

from harr.kernel.money import Money
from harr.services.reports.recurring import kind_of
from tests.scenarios.test_subscriptions import price
from tests.scenarios.world import World
from tests.services.reports.telling import asked, rows, total


def subscribed(world: World, customer: str, price_id: str) -> Any:
    """A new subscription of one price."""
    return world("subscriptions.create", customer=customer, entity=world.entity, items=[{"price": price_id}])


@pytest.fixture
def year(world: World) -> tuple[World, str, str]:
    """30.00 a month grows to 60.00, ends, comes back at 10.00 and shrinks to 5.00; 100.00 a year, later twice."""
    tulip, rose = world.customer(), world.customer("Rose Repairs")
    yearly = price(world, "100.00", interval="year")
    first = subscribed(world, tulip, price(world, "30.00"))
    subscribed(world, rose, yearly)
    world.until("2026-02-10T09:00:00Z")
    changed(world, first, "60.00")
    world.until("2026-03-01T09:00:00Z")
    world("subscriptions.cancel", first["id"], when="now")
    world.until("2026-04-01T09:00:00Z")
    again = subscribed(world, tulip, price(world, "10.00"))
    subscribed(world, rose, yearly)
    world.until("2026-04-02T09:00:00Z")
    changed(world, again, "5.00")
    return world, tulip, rose


def changed(world: World, subscription: Any, amount: str) -> None:
    """The same service at another price, now."""
    items = [{"item": subscription["items"][0]["id"], "price": price(world, amount)}]
    world("subscriptions.change", subscription["id"], when="now", items=items)


def test_month_by_month(year: tuple[World, str, str]) -> None:
    """100.00 a year is 8.33 a month, and twice that 16.67: the second subscription adds 8.34."""
    world, _, _ = year
    report = asked(world, "mrr")
    assert [each["name"] for each in report["columns"]] == [
        "opening", "new", "reactivated", "expansion", "contraction", "churned", "net", "closing",
    ]  # fmt: skip
    assert rows(report) == [
        ("2026-01", "0.00", "38.33", "0.00", "0.00", "0.00", "0.00", "38.33", "38.33"),
        ("2026-02", "38.33", "0.00", "0.00", "30.00", "0.00", "0.00", "30.00", "68.33"),
        ("2026-03", "68.33", "0.00", "0.00", "0.00", "0.00", "-60.00", "-60.00", "8.33"),
        ("2026-04", "8.33", "0.00", "10.00", "8.34", "-5.00", "0.00", "13.34", "21.67"),
    ]
    assert total(report, "opening", "net", "closing") == ["0.00", "21.67", "21.67"]


def test_of_some_months_and_as_of_a_day(year: tuple[World, str, str]) -> None:
    """What was there before is the opening of the first month; what came later is not there yet."""
    world, _, _ = year
    march = asked(world, "mrr", since="2026-03-01", until="2026-03-31")
    assert rows(march, "opening", "churned", "closing") == [("2026-03", "68.33", "-60.00", "8.33")]
    assert total(march, "opening", "net", "closing") == ["68.33", "-60.00", "8.33"]
    assert total(asked(world, "mrr", as_of="2026-02-09"), "closing") == ["38.33"]
    assert total(asked(world, "mrr", as_of="2026-02-10"), "closing") == ["68.33"]
    assert asked(world, "mrr", as_of="2026-01-14")["rows"] == []


def test_customer_by_customer(year: tuple[World, str, str]) -> None:
    """The same movements, one row for each customer."""
    world, tulip, rose = year
    report = asked(world, "mrr", group_by="customer")
    assert rows(report) == [
        (tulip, "0.00", "30.00", "10.00", "30.00", "-5.00", "-60.00", "5.00", "5.00"),
        (rose, "0.00", "8.33", "0.00", "8.34", "0.00", "0.00", "16.67", "16.67"),
    ]
    assert report["totals"] == asked(world, "mrr")["totals"]


def test_a_plan_that_is_left_for_another_on_one_day_is_no_churn(world: World) -> None:
    """What moves in one day is one movement."""
    customer = world.customer()
    first = subscribed(world, customer, price(world, "30.00"))
    world.until("2026-02-01T09:00:00Z")
    world("subscriptions.cancel", first["id"], when="now")
    subscribed(world, customer, price(world, "45.00"))
    assert rows(asked(world, "mrr", since="2026-02-01"), "expansion", "churned", "net") == [
        ("2026-02", "15.00", "0.00", "15.00")
    ]


def test_currencies_are_never_added_up(world: World) -> None:
    """A row and a total for each; one of them where it is asked for."""
    for currency, amount in (("EUR", "30.00"), ("JPY", "1200")):
        made = price(world, amount, currency=currency)
        customer = world.customer(currency=currency)
        world("exchange_rates.create", base=currency, quote="EUR" if currency == "JPY" else "JPY", rate="0.006",
              on="2026-01-01", source="ecb")  # fmt: skip
        subscribed(world, customer, made)
    report = asked(world, "mrr")
    assert [row["key"] for row in report["rows"]] == ["2026-01/EUR", "2026-01/JPY"]
    assert total(report, "closing EUR", "closing JPY") == ["30.00", "1200"]
    assert total(asked(world, "mrr", currency="JPY"), "closing") == ["1200"]


@pytest.mark.parametrize(
    ("before", "after", "ever", "kind"),
    [(0, 500, False, "new"), (0, 500, True, "reactivated"), (500, 501, True, "expansion"),
     (500, 1, True, "contraction"), (1, 0, True, "churned")],
)  # fmt: skip
def test_what_a_change_is_called(before: int, after: int, ever: bool, kind: str) -> None:
    """By what was there before, and whether there ever was something."""
    assert kind_of(Money(before, "EUR"), Money(after, "EUR"), ever=ever) == kind


@pytest.mark.parametrize(("query", "field"), [({"known_at": "1"}, "known_at"), ({"group_by": "plan"}, "group_by")])
def test_what_it_is_not_asked_for(world: World, query: dict[str, str], field: str) -> None:
    """The refusal names the parameter and what may be sent."""
    problem = world.refused("reports.retrieve", "mrr", entity=world.entity, **query)
    assert (problem["code"], problem["field"]) == ("field_invalid", field)
    assert problem["way_out"]

"""Subscriptions: periods that end and begin, usage, changes, ends; the same on time, late and rehearsed."""

from __future__ import annotations

from typing import Any

from tests.scenarios.world import World

TIERS = [{"up_to": "1000", "unit_amount": "0"}, {"unit_amount": "0.0042"}]


def price(world: World, amount: str, **more: Any) -> str:
    """A price of a product of its own, active."""
    product = world.house("products.create", name=f"Service at {amount}", tax_rates=[world.rates["21"]])["id"]
    given = {"product": product, "currency": "EUR", "tax_behavior": "exclusive", "interval": "month", **more}
    if "tiers" not in more:
        given |= {"model": "per_unit", "billing": "in_advance", "type": "recurring", "unit_amount": amount}
    number: str = world.house("prices.create", **given)["id"]
    world.house("prices.activate", number)
    return number


def usage_price(world: World) -> str:
    """A thousand calls free, then 0.0042 each."""
    meter = world.house("meters.create", code="calls", event_type="api.call", aggregation="sum", property="n")["id"]
    return price(world, "0", tiers=TIERS, model="graduated", billing="in_arrears", type="usage", meter=meter)


def invoices(world: World) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Day, total and lines of every invoice, in order."""
    found = world.house("invoices.list", order="asc")["data"]
    return [(i["issued_on"], i["total"], [(line["kind"], line["amount"]) for line in i["lines"]]) for i in found]


def test_the_second_invoice_of_a_plan_with_usage(world: World) -> None:
    """31.00 a month ahead and 11,088 calls of which 1,000 are free: 42.37 + 31.00, VAT 15.41, in all 88.78."""
    items = [{"price": price(world, "31.00")}, {"price": usage_price(world)}]
    customer = world.customer()
    subscription = world("subscriptions.create", customer=customer, entity=world.entity, items=items)
    assert (subscription["status"], subscription["current_period"]["end"]) == ("active", "2026-02-15")
    event = {"id": "evt-1", "type": "api.call", "customer": customer, "time": "2026-01-15T09:00:00Z"}
    world.house("usage.create", **event, data={"n": 11088})
    assert world.house("subscriptions.upcoming_invoice", subscription["id"])["total"] == "88.78"
    world.until("2026-02-16T09:00:00Z")
    assert invoices(world) == [
        ("2026-01-15", "37.51", [("fee", "31.00")]),
        ("2026-02-15", "88.78", [("usage", "42.37"), ("fee", "31.00")]),
    ]
    now = world.house("subscriptions.retrieve", subscription["id"])
    assert (now["current_period"]["start"], now["current_period"]["end"]) == ("2026-02-15", "2026-03-15")


def test_what_is_told_late_is_on_the_next_invoice(world: World) -> None:
    """2,000 calls in the first month, 500 more of it told after it was billed: 4.20, and later 2.10."""
    customer = world.customer()
    world("subscriptions.create", customer=customer, entity=world.entity, items=[{"price": usage_price(world)}])
    event = {"type": "api.call", "customer": customer, "time": "2026-01-15T09:00:00Z"}
    world.house("usage.create", **event, id="in-time", data={"n": 2000})
    world.until("2026-02-16T09:00:00Z")
    world.house("usage.create", **event, id="late", data={"n": 500})
    world.until("2026-03-16T09:00:00Z")
    assert [lines for _, _, lines in invoices(world)] == [[("usage", "4.20")], [("correction", "2.10")]]


def test_an_upgrade_in_the_middle_of_a_period(world: World) -> None:
    """E19c: fifteen days of 30.00 are given back, fifteen of 60.00 charged, VAT on 15.00."""
    world.until("2026-04-01T09:00:00Z")
    basic, pro = price(world, "30.00"), price(world, "60.00")
    made = world("subscriptions.create", customer=world.customer(), entity=world.entity, items=[{"price": basic}])
    world.until("2026-04-16T09:00:00Z")
    world("subscriptions.change", made["id"], items=[{"item": made["items"][0]["id"], "price": pro}])
    assert invoices(world)[-1] == ("2026-04-16", "18.15", [("unused_time", "-15.00"), ("remaining_time", "30.00")])


def test_by_the_second_every_hour_counts(world: World) -> None:
    """Twelve hours after nine o'clock of its first day 31.00 has 30.50 left; begun anew it is a whole month.

    Of 62.00 then 59.00 are unused: as much as the change charged net, the rest on the first invoice.
    """
    basic, pro = price(world, "31.00"), price(world, "62.00")
    made = world(
        "subscriptions.create", customer=world.customer(), entity=world.entity, items=[{"price": basic}],
        proration_unit="second",
    )  # fmt: skip
    world.until("2026-01-15T21:00:00Z")
    changed = world("subscriptions.change", made["id"], items=[{"item": made["items"][0]["id"], "price": pro}])
    assert invoices(world)[-1][2] == [("unused_time", "-30.50"), ("remaining_time", "61.00")]
    world.until("2026-01-16T21:00:00Z")
    item = next(each["id"] for each in changed["items"] if each["price"] == pro)
    world("subscriptions.change", made["id"], items=[{"item": item, "price": basic}], period="restart")
    assert invoices(world)[-1][2] == [("fee", "31.00")]
    assert [note["net_amount"] for note in world.house("credit_notes.list")["data"]] == ["30.50", "28.50"]


def test_an_end_with_credit_takes_back_no_more_than_was_charged(world: World) -> None:
    """Half of the second period is credited; the subscription bills no more."""
    made = world("subscriptions.create", customer=world.customer(), entity=world.entity,
                 items=[{"price": price(world, "28.00")}])  # fmt: skip
    world.until("2026-03-01T09:00:00Z")
    ended = world("subscriptions.cancel", made["id"], when="now", credit="unused")
    assert (ended["status"], ended["next_invoice_at"]) == ("canceled", None)
    notes = world.house("credit_notes.list")["data"]
    assert [(note["net_amount"], note["amount_to_invoice"]) for note in notes] == [("14.00", "16.94")]
    world.until("2026-05-01T09:00:00Z")
    assert len(invoices(world)) == 2


def test_an_end_ahead_can_be_taken_back(world: World) -> None:
    """To the end of the period, taken back, and again: the third time it ends, without another invoice."""
    made = world("subscriptions.create", customer=world.customer(), entity=world.entity,
                 items=[{"price": price(world, "10.00")}])  # fmt: skip
    world("subscriptions.cancel", made["id"])
    world("subscriptions.uncancel", made["id"])
    world.until("2026-02-20T09:00:00Z")
    world("subscriptions.cancel", made["id"])
    world.until("2026-03-20T09:00:00Z")
    assert world.house("subscriptions.retrieve", made["id"])["status"] == "canceled"
    assert [day for day, _, _ in invoices(world)] == ["2026-01-15", "2026-02-15"]


def test_what_is_told_late_is_priced_with_what_was_billed_whatever_the_rhythm_is_now(world: World) -> None:
    """A new period began on 20 February: 500 calls told late for the first one are still 2.10, and billed once."""
    customer, calls = world.customer(), usage_price(world)
    items = [{"price": price(world, "30.00")}, {"price": calls}]
    made = world("subscriptions.create", customer=customer, entity=world.entity, items=items)
    event = {"type": "api.call", "customer": customer, "time": "2026-01-15T09:00:00Z"}
    world.house("usage.create", **event, id="in-time", data={"n": 2000})
    world.until("2026-02-20T09:00:00Z")
    pro = price(world, "60.00")
    changed = {"item": made["items"][0]["id"], "price": pro}
    world("subscriptions.change", made["id"], items=[changed], period="restart")
    world.house("usage.create", **event, id="late", data={"n": 500})
    world.until("2026-03-21T09:00:00Z")
    assert invoices(world)[-1][2] == [("correction", "2.10"), ("fee", "60.00")]
    world.until("2026-04-21T09:00:00Z")
    assert invoices(world)[-1][2] == [("fee", "60.00")]


def test_a_change_and_an_end_give_back_what_two_invoices_charged(world: World) -> None:
    """The change charged 15.50 net of what it gave back: of 31.00 unused, half is credited on each invoice."""
    made = world("subscriptions.create", customer=world.customer(), entity=world.entity,
                 items=[{"price": price(world, "31.00")}])  # fmt: skip
    world.until("2026-03-01T09:00:00Z")
    dear = price(world, "62.00")
    world("subscriptions.change", made["id"], items=[{"item": made["items"][0]["id"], "price": dear}])
    world("subscriptions.cancel", made["id"], when="now", credit="unused")
    assert [note["net_amount"] for note in world.house("credit_notes.list")["data"]] == ["15.50", "15.50"]


def test_a_subscription_paid_by_card_runs_when_it_is_paid(world: World) -> None:
    """The answer says active: it was drafted, charged and activated before; the next month is charged by itself."""
    customer = world.customer(kind="person")
    card = world.house("payment_methods.create", customer=customer, type="card", token="pm_card_visa")["id"]
    given = {"customer": customer, "entity": world.entity, "items": [{"price": price(world, "31.00")}]}
    made = world.house("subscriptions.create", **given, payment_method=card)
    assert (made["status"], made["collection"]) == ("active", "charge_automatically")
    world.until("2026-02-16T09:00:00Z")
    world.house.work()
    assert [invoice["status"] for invoice in world.house("invoices.list")["data"]] == ["paid", "paid"]


def test_a_subscription_that_nobody_pays_is_given_up(world: World) -> None:
    """Declined, and after 23 hours expired; its invoice is void, and nothing more is billed."""
    customer = world.customer(kind="person")
    card = world.house("payment_methods.create", customer=customer, type="card", token="pm_card_insufficient_funds")
    given = {"customer": customer, "entity": world.entity, "items": [{"price": price(world, "31.00")}]}
    made = world.house("subscriptions.create", **given, payment_method=card["id"])
    assert made["status"] == "incomplete"
    world.until("2026-03-16T09:00:00Z")
    assert world.house("subscriptions.retrieve", made["id"])["status"] == "incomplete_expired"
    assert [invoice["status"] for invoice in world.house("invoices.list")["data"]] == ["void"]


def test_a_payment_method_of_somebody_else_is_refused(world: World) -> None:
    """Neither when subscribing nor later; one that is not there is not found."""
    mine, other = world.customer(), world.customer("Other")
    card = world.house("payment_methods.create", customer=other, type="card", token="pm_card_visa")["id"]
    given = {"customer": mine, "entity": world.entity, "items": [{"price": price(world, "31.00")}]}
    refused = world.refused("subscriptions.create", **given, payment_method=card)
    assert (refused["code"], refused["field"]) == ("rule_conflict", "payment_method")
    missing = world.refused("subscriptions.create", **given, payment_method="pm_0000000000007")
    assert (missing["code"], missing["field"]) == ("not_found", "payment_method")
    made = world("subscriptions.create", **given)
    assert world.refused("subscriptions.update", made["id"], payment_method=card)["field"] == "payment_method"


def test_a_change_that_waits_for_an_item_that_another_change_ends_is_canceled(world: World) -> None:
    """The item at 30.00 was to be three with the next period; it ends today, and the renewal is of what there is."""
    basic, pro = price(world, "30.00"), price(world, "60.00")
    made = world("subscriptions.create", customer=world.customer(), entity=world.entity, items=[{"price": basic}])
    item = made["items"][0]["id"]
    world("subscriptions.change", made["id"], items=[{"item": item, "quantity": "3"}], when="period_end")
    changed = world("subscriptions.change", made["id"], items=[{"item": item, "price": pro}])
    assert changed["pending_change"] is None
    world.until("2026-02-16T09:00:00Z")
    assert invoices(world)[-1] == ("2026-02-15", "72.60", [("fee", "60.00")])


def test_a_change_that_waits_and_would_change_nothing_any_more_is_canceled(world: World) -> None:
    """Two from the next period on, and two today: the renewal does not fail of it."""
    basic = price(world, "30.00")
    made = world("subscriptions.create", customer=world.customer(), entity=world.entity, items=[{"price": basic}])
    two = [{"item": made["items"][0]["id"], "quantity": "2"}]
    world("subscriptions.change", made["id"], items=two, when="period_end")
    world("subscriptions.change", made["id"], items=two)
    world.until("2026-02-16T09:00:00Z")
    assert invoices(world)[-1] == ("2026-02-15", "72.60", [("fee", "60.00")])

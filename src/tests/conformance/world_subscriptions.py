"""The world's plans and subscriptions: each rhythm, a trial, changes now and later, ends now and later, a bill run."""

from __future__ import annotations

from typing import Any

from tests.conformance.recorder import Recorder

Made = dict[str, str]


def plans(house: Recorder, made: Made) -> None:
    """Recurring prices, prices of usage, and plans of them, in two versions."""
    price = {"product": made["product"], "currency": "EUR", "tax_behavior": "exclusive", "interval": "month"}
    made["fee"] = house(
        "prices.create", **price, model="per_unit", billing="in_advance", type="recurring", unit_amount="31.00",
        code="pro-fee", proration_unit="day",
    )["id"]  # fmt: skip
    made["dear"] = house(
        "prices.create", **price, model="volume", billing="in_advance", type="recurring",
        tiers=[{"up_to": "10", "unit_amount": "62.00"}, {"unit_amount": "60.00", "flat_amount": "5.00"}],
    )["id"]  # fmt: skip
    made["calls"] = house(
        "prices.create", **price, model="graduated", billing="in_arrears", type="usage", meter=made["meter"],
        tiers=[{"up_to": "1000", "unit_amount": "0"}, {"unit_amount": "0.0042"}],
        currency_options={"USD": {"tiers": [{"up_to": "1000", "unit_amount": "0"}, {"unit_amount": "0.0050"}]}},
    )["id"]  # fmt: skip
    setup = house(
        "prices.create", product=made["product"], currency="EUR", tax_behavior="exclusive", model="flat",
        billing="in_advance", type="one_time", unit_amount="10.00",
    )["id"]  # fmt: skip
    for number in (made["fee"], made["dear"], made["calls"], setup):
        house("prices.activate", number)
    house("prices.estimate", made["calls"], quantity="11088", before="500")
    house("prices.estimate", made["calls"], quantity="11088", currency="USD")
    made["pro"] = house(
        "plans.create", code="pro", name="Pro", interval="month", external_id="plan-pro", metadata={"tier": "2"},
        prices=[{"price": made["fee"], "quantity": "2"}, {"price": made["calls"]}], setup_prices=[{"price": setup}],
    )["id"]  # fmt: skip
    house("plans.activate", made["pro"])


def chapter(house: Recorder, made: Made) -> None:
    """Subscriptions in every state that a clock which stands allows."""
    given = {"customer": made["customer"], "entity": made["entity"], "currency": "EUR"}

    def subscribe(**more: Any) -> dict[str, Any]:
        found: dict[str, Any] = house("subscriptions.create", **{**given, **more})
        return found

    first = subscribe(plan="pro", external_id="subscription-1", purchase_order="PO-7", metadata={"seat": "4"})
    house("subscriptions.update", first["id"], purchase_order="PO-8", payment_terms={"due_days": 7})
    house("subscriptions.upcoming_invoice", first["id"])
    house("customers.upcoming_invoice", made["customer"], subscription=first["id"])
    item = first["items"][0]["id"]
    house("subscription_items.update", item, tax_rates=[made["rate_High"]])
    house("subscriptions.change", first["id"], items=[{"item": item, "quantity": "3"}])
    waiting = house("subscriptions.change", first["id"], items=[{"price": made["dear"]}], when="period_end")
    house("subscription_changes.retrieve", waiting["pending_change"])
    house("subscription_changes.list")
    house("subscription_changes.cancel", waiting["pending_change"])
    house("subscriptions.cancel", first["id"], reason="Too dear")
    house("subscriptions.uncancel", first["id"])
    house("subscriptions.schedule", first["id"])

    calendar = subscribe(items=[{"price": made["fee"]}], alignment="calendar", proration_unit="second")
    house("subscriptions.cancel", calendar["id"], when="now", credit="unused")
    later = subscribe(items=[{"price": made["dear"], "quantity": "12"}], start_at="2030-01-01T00:00:00Z")
    house("subscriptions.cancel", later["id"], when="now")
    subscribe(items=[{"price": made["fee"]}], trial_end="2031-01-01T00:00:00Z", collection="charge_automatically")
    house.refused("subscriptions.renew", first["id"])

    run = house("bill_runs.create", entity=made["entity"])
    house.work()
    house("bill_runs.retrieve", run["id"])
    house("bill_runs.list")
    for name, number in (("subscriptions", first["id"]), ("subscription_items", item)):
        house(f"{name}.retrieve", number)
        house(f"{name}.list")

"""What a customer hears by mail while time goes by: the same on time, late and rehearsed."""

from __future__ import annotations

from typing import Any

from tests.scenarios.test_subscriptions import price
from tests.scenarios.world import World


def heard(world: World) -> list[tuple[str, str]]:
    """The letters, by the day on which they were due to be written: kind and subject line."""
    world.house.work()
    found: list[Any] = world.house("emails.list", order="asc", limit=100)["data"]
    assert {each["status"] for each in found} == {"sent"}
    return sorted((each["kind"], each["subject"]) for each in found)


def test_three_months_of_a_customer_who_pays_by_card(world: World) -> None:
    """Each month an invoice and a receipt; in the third the card is declined and the letter says so."""
    customer = world.customer(invoice_delivery="email", email="ada@example.com")
    method = world.method(customer)
    world(
        "subscriptions.create", customer=customer, entity=world.entity, items=[{"price": price(world, "31.00")}],
        collection="charge_automatically", payment_method=method,
    )  # fmt: skip
    world.until("2026-02-16T09:00:00Z")
    numbers = [each["number"] for each in world.house("invoices.list", order="asc")["data"]]
    monthly = [("invoice", f"Invoice {number} from Canal Software") for number in numbers]
    receipts = [("receipt", f"Receipt for {number} from Canal Software") for number in numbers]
    assert heard(world) == [*monthly, *receipts]
    world("payment_methods.replace", method, token="pm_card_declined")
    world.until("2026-03-15T12:00:00Z")
    third = world.house("invoices.list")["data"][0]
    assert (third["status"], third["payment_status"]) == ("open", "failed")
    kinds = [kind for kind, _ in heard(world)]
    assert {kind: kinds.count(kind) for kind in kinds} == {"invoice": 3, "payment_failed": 1, "receipt": 2}


def test_a_customer_on_account_who_pays_late(world: World) -> None:
    """The invoice, a reminder when it was not paid in time, and a receipt when it was."""
    customer = world.customer(invoice_delivery="email", email="ada@example.com")
    order = world.order(customer, "100.00", payment_terms={"due_days": 14})
    world("invoices.send", order["id"])
    world.until("2026-02-10T09:00:00Z")
    world.pay("121.00", invoice=order, on="2026-02-10")
    assert [kind for kind, _ in heard(world)] == ["invoice", "receipt", "reminder"]

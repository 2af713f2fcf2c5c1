"""Many at once, with real threads in all lanes: one attempt for an invoice, one outcome of a payment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from harr.engine import SYSTEM
from harr.services.payments.providers import truth
from tests.museum.test_museum import at_once, by_status
from tests.scenarios.world import World
from tests.services.payments.told import books

EIGHT = 8


def charges(world: World) -> list[Any]:
    """What the provider has charged."""
    engine = world.house.gateway.engine
    return engine.read(world.house.tenant, SYSTEM, lambda tx: truth.every(tx, "charge"))


def test_eight_who_pay_one_invoice_make_one_attempt(world: World) -> None:
    """The first claims it; the others are told that somebody is at it, or that it is paid."""
    customer = world.customer()
    method, invoice = world.method(customer), world.order(customer, "31.00")
    answers = at_once([lambda: world.send("invoices.pay", invoice["id"], headers={}, payment_method=method)] * EIGHT)
    found = by_status(answers)
    assert found[200] == 1, [answer.body for answer in answers]
    assert set(found) <= {200, 409, 412}
    assert {answer.json()["code"] for answer in answers if answer.status == 409} <= {"state_conflict"}
    assert (len(charges(world)), world.invoice(invoice)["amount_paid"]) == (1, "37.51")
    world.verify()


def test_eight_who_collect_by_a_debit_make_one_attempt(world: World) -> None:
    """It takes days; nobody else begins meanwhile, with whatever method."""
    customer = world.customer()
    debit, card = world.method(customer, "pm_sepa_debit", "sepa_debit"), world.method(customer)
    invoice = world.order(customer, "31.00")
    at_once([
        lambda method=method: world.send("payments.create", amount="37.51", currency="EUR",  # type: ignore[misc]
                                         invoice=invoice["id"], payment_method=method)
        for method in (debit, card) * 4
    ])  # fmt: skip
    tried = [each for each in charges(world) if each.status != "failed"]
    assert len(tried) == 1
    world.until("2026-02-01T00:00:00Z")
    assert (world.invoice(invoice)["amount_paid"], len(charges(world))) == ("37.51", 1)
    assert world.differences() == []
    world.verify()


def test_eight_workers_collect_by_themselves_once(world: World) -> None:
    """Each takes the same news; one charge."""
    customer = world.customer()
    world.method(customer)
    invoices = [world.order(customer, "31.00", collection="charge_automatically") for _ in range(3)]
    at_once([world.house.work] * EIGHT)
    world.house.work()
    assert [world.invoice(each)["status"] for each in invoices] == ["paid"] * 3
    assert len(charges(world)) == 3
    world.verify()


@pytest.mark.parametrize("token", ["pm_card_visa", "pm_sepa_debit"])
def test_a_payment_and_its_cancel_at_once_have_one_outcome(world: World, token: str) -> None:
    """Both sides agree, whoever came first."""
    customer = world.customer()
    method = world.method(customer, token, "card" if token == "pm_card_visa" else "sepa_debit")  # noqa: S105
    invoice = world.order(customer, "31.00")
    payment = world("payments.create", amount="37.51", currency="EUR", invoice=invoice["id"])
    acts: list[Callable[[], int]] = [
        lambda: world.send("payments.confirm", payment["id"], payment_method=method).status,
        lambda: world.send("payments.cancel", payment["id"]).status,
    ]
    statuses = at_once(acts * 2)
    assert set(statuses) <= {200, 409, 412}
    world.until("2026-02-01T00:00:00Z")
    found, paid = world.payment(payment), world.invoice(invoice)["status"]
    assert (found["status"], paid) in {("succeeded", "paid"), ("canceled", "open")}
    assert (len(charges(world)) <= 1, world.differences()) == (True, [])
    world.verify()


def test_what_was_authorized_is_captured_by_one(world: World) -> None:
    """Eight who want all of it: taken once."""
    customer = world.customer()
    payment = world.collect("37.51", world.method(customer), capture="manual")
    capture: Callable[[], Any] = lambda: world.send("payments.capture", payment["id"])  # noqa: E731
    assert set(by_status(at_once([capture] * EIGHT))) <= {200, 409, 412}
    assert world.payment(payment)["amount_received"] == "37.51"
    assert books(world) == {"1050": "36.70", "2020": "37.51", "5010": "0.81"}
    world.verify()


def test_two_disputes_decisions_at_once_book_one(world: World) -> None:
    """Accepted by eight people: lost once."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    world.collect("37.51", world.method(customer, "pm_card_disputed"), invoice=invoice)
    world.until("2026-01-17T00:00:00Z")
    (found,) = world("disputes.list")["data"]
    accept: Callable[[], Any] = lambda: world.send("disputes.accept", found["id"])  # noqa: E731
    assert set(by_status(at_once([accept] * EIGHT))) <= {200, 409, 412}
    assert (world.held("1080"), world.invoice(invoice)["amount_due"]) == ("0.00", "37.51")
    world.verify()

"""Refunds that a provider carries out, in all lanes: pending, done, refused, called off, sent back by the bank."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.world import World
from tests.services.payments.told import books, tell


def paid(world: World, token: str) -> tuple[Any, Any]:
    """An invoice of 37.51 and the card payment that paid it."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    return invoice, world.collect("37.51", world.method(customer, token), invoice=invoice)


def refund(world: World, payment: Any, amount: str = "37.51", **more: Any) -> Any:
    """Give it back the way it came."""
    return world("refunds.create", payment=payment["id"], amount=amount, reason="Sent back", **more)


def credited(world: World, invoice: Any) -> str:
    """A credit note for the whole that owes the money back."""
    note = world("credit_notes.create", invoice=invoice["id"], reason="order_change", whole=True,
                 amount_to_refund="37.51", issue=True)  # fmt: skip
    found: str = note["id"]
    return found


def test_a_refund_of_a_credit_note_goes_back_to_the_card(world: World) -> None:
    """E07d: what the credit note owes leaves the clearing account."""
    invoice, payment = paid(world, "pm_card_visa")
    note = credited(world, invoice)
    made = refund(world, payment, credit_note=note)
    assert (made["status"], made["method"]) == ("succeeded", "original")
    assert world.entries(f"refund.succeeded/{made['id']}") == [("2300", "debit", "37.51"), ("1050", "credit", "37.51")]
    assert world("credit_notes.retrieve", note)["refund"] == made["id"]
    assert world.told("refund.created", "refund.succeeded") == [made["id"]] * 2
    assert (books(world), world.differences()) == ({"1050": "-0.81", "5010": "0.81"}, [])


def test_a_refund_without_a_credit_note_makes_the_invoice_due_when_it_has_gone(world: World) -> None:
    """Pending for a day: reserved, but nothing is booked and nothing is due."""
    invoice, payment = paid(world, "pm_card_refund_pending")
    made = refund(world, payment)
    assert (made["status"], world.invoice(invoice)["status"]) == ("pending", "paid")
    assert world.payment(payment)["amount_refunded"] == "37.51"
    for amount in ("0.01", "37.51"):
        problem = world.refused("refunds.create", payment=payment["id"], amount=amount, reason="Twice")
        assert problem["code"] == "amount_exceeds_remaining"
    assert world("refunds.sync", made["id"])["status"] == "pending"
    world.until("2026-01-16T10:00:00Z")
    assert world("refunds.retrieve", made["id"])["status"] == "succeeded"
    found = world.invoice(invoice)
    assert (found["status"], found["amount_due"], world.differences()) == ("open", "37.51", [])
    world.verify()


@pytest.mark.parametrize("of_a_note", [True, False])
def test_a_refund_that_is_refused_can_be_made_again(world: World, of_a_note: bool) -> None:
    """The bank says no a day later: what it was to give back is there again, and nothing was booked."""
    invoice, payment = paid(world, "pm_card_refund_declined")
    more = {"credit_note": credited(world, invoice)} if of_a_note else {}
    before = books(world)
    made = refund(world, payment, **more)
    world.until("2026-01-16T10:00:00Z")
    failed = world("refunds.retrieve", made["id"])
    assert (failed["status"], failed["failure"]["code"]) == ("failed", "insufficient_funds")
    assert world.told("refund.failed") == [made["id"]]
    assert (books(world), world.payment(payment)["amount_refunded"]) == (before, "0.00")
    again = world("refunds.create", payment=payment["id"], amount="37.51", reason="By hand", method="bank_transfer",
                  **more)  # fmt: skip
    assert again["status"] == "succeeded"
    world.verify()


@pytest.mark.parametrize("of_a_note", [True, False])
def test_a_refund_that_the_bank_sends_back_is_owed(world: World, of_a_note: bool) -> None:
    """It had succeeded: the money is in clearing again, and in 2300 until it is given back otherwise."""
    invoice, payment = paid(world, "pm_card_refund_fails")
    more = {"credit_note": credited(world, invoice)} if of_a_note else {}
    made = refund(world, payment, **more)
    assert made["status"] == "succeeded"
    world.until("2026-01-16T10:00:00Z")
    assert world("refunds.retrieve", made["id"])["status"] == "failed"
    assert world.entries(f"refund.failed/{made['id']}") == [("1050", "debit", "37.51"), ("2300", "credit", "37.51")]
    assert (world.held("2300"), world.differences()) == ("37.51", [])
    world.verify()
    again = world("refunds.create", payment=payment["id"], amount="37.51", reason="By hand", method="bank_transfer",
                  **more)  # fmt: skip
    assert (again["status"], world.held("2300")) == ("succeeded", "0.00")
    world.verify()


def test_a_refund_is_called_off_before_it_goes_out(world: World) -> None:
    """Only while it is pending; what it was to give back can be given back."""
    invoice, payment = paid(world, "pm_card_refund_pending")
    made = refund(world, payment, "10.00")
    assert world("refunds.cancel", made["id"])["status"] == "canceled"
    assert (world.payment(payment)["amount_refunded"], world.invoice(invoice)["status"]) == ("0.00", "paid")
    assert world.refused("refunds.cancel", made["id"])["code"] == "state_conflict"
    world.until("2026-02-01T00:00:00Z")
    assert (world("refunds.retrieve", made["id"])["status"], world.differences()) == ("canceled", [])
    problem = world.refused("refunds.cancel", refund(world, paid(world, "pm_card_visa")[1])["id"])
    assert problem["facts"]["status"] == "succeeded"


def test_what_is_told_of_a_refund_twice_or_late_changes_nothing(world: World) -> None:
    """Succeeded, succeeded, pending: booked once."""
    _, payment = paid(world, "pm_card_refund_pending")
    made = refund(world, payment)
    attempt = world("attempts.list", payment["id"])["data"][0]
    said = {"reference": "sim_re_told", "key": f"{made['id']}/1", "charge": attempt["provider_reference"],
            "amount": 3751, "currency": "EUR"}  # fmt: skip
    for number, status in enumerate(("succeeded", "succeeded", "pending", "canceled")):
        tell(world, f"evt_{number}", "refund", **said, status=status)
    assert world("refunds.retrieve", made["id"])["status"] == "succeeded"
    assert books(world) == {"1050": "-0.81", "1100": "37.51", "5010": "0.81"}


def test_part_by_card_and_part_by_hand(world: World) -> None:
    """What went back by the provider is no more than it took; the rest of a payment goes another way."""
    _, payment = paid(world, "pm_card_visa")
    refund(world, payment, "20.00")
    refund(world, payment, "10.00", method="bank_transfer")
    problem = world.refused("refunds.create", payment=payment["id"], amount="7.52", reason="r")
    assert (problem["code"], problem["facts"]["remaining"]) == ("amount_exceeds_remaining", "7.51")
    assert refund(world, payment, "7.51")["status"] == "succeeded"
    assert (world.held("1050"), world.held("1010"), world.differences()) == ("9.19", "-10.00", [])
    world.verify()


def test_a_payment_that_has_not_succeeded_has_nothing_to_give_back(world: World) -> None:
    """Under way, refused, or held."""
    customer = world.customer()
    tried = (
        ("pm_sepa_debit", "sepa_debit", "automatic"),
        ("pm_card_declined", "card", "automatic"),
        ("pm_card_visa", "card", "manual"),
    )
    for token, kind, capture in tried:
        payment = world.collect("10.00", world.method(customer, token, kind), capture=capture)
        problem = world.refused("refunds.create", payment=payment["id"], amount="1.00", reason="r")
        assert problem["code"] == "state_conflict"


def test_a_debit_that_comes_back_after_a_refund_is_a_loss(world: World) -> None:
    """Given back by the seller, and taken back by the bank: 5030 shows what nobody owes."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    method = world.method(customer, "pm_sepa_debit_returned", "sepa_debit")
    payment = world.collect("37.51", method, invoice=invoice)
    world.until("2026-01-19T00:00:00Z")
    refund(world, payment, "10.00")
    world.until("2026-01-26T00:00:00Z")
    assert world.payment(payment)["status"] == "returned"
    assert world.entries(f"payment.returned/{payment['id']}") == [
        ("1100", "debit", "27.51"), ("5030", "debit", "10.00"), ("5010", "debit", "2.00"), ("1050", "credit", "39.51"),
    ]  # fmt: skip
    assert world.invoice(invoice)["amount_due"] == "37.51"
    world.verify()


def test_a_debit_that_comes_back_after_the_rest_was_given_up_is_lost_too(world: World) -> None:
    """Half of it was paid, the other half written off; then the first half comes back."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    method = world.method(customer, "pm_sepa_debit_returned", "sepa_debit")
    payment = world.collect("20.00", method, invoice=invoice)
    world.until("2026-01-19T00:00:00Z")
    world("invoices.mark_uncollectible", invoice["id"])
    world.until("2026-01-26T00:00:00Z")
    found = world.invoice(invoice)
    assert (found["status"], found["amount_written_off"], found["amount_paid"]) == ("uncollectible", "37.51", "0.00")
    assert (world.payment(payment)["status"], world.held("1100")) == ("returned", "0.00")
    world.verify()


def test_a_debit_that_comes_back_after_its_surplus_was_spent(world: World) -> None:
    """Somebody paid meanwhile, so the debit went to the balance and paid the next invoice: what is spent is lost."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    method = world.method(customer, "pm_sepa_debit_returned", "sepa_debit")
    payment = world.collect("37.51", method, invoice=invoice)
    world.pay("37.51", invoice=invoice)
    world.until("2026-01-19T00:00:00Z")
    assert world.balance(customer) == [("EUR", "37.51")]
    world.order(customer, "10.00")
    world.until("2026-01-26T00:00:00Z")
    assert world.payment(payment)["status"] == "returned"
    assert (world.balance(customer), world.held("5030")) == ([("EUR", "0.00")], "12.10")
    world.verify()

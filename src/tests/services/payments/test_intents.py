"""Payments that are collected, in all lanes: what becomes of each token, what may be done next, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from harr.kernel.ids import id_text
from tests.scenarios.world import World

DEBITS = ("sepa_debit", "ach_debit", "bacs_debit")


@pytest.mark.parametrize(
    ("token", "status", "attempt", "code", "on_invoice"),
    [
        # a charge of 37.51 by a card: the payment, its attempt, the last error, and how collecting goes on the invoice
        ("pm_card_visa", "succeeded", "succeeded", None, "paid"),
        ("pm_card_disputed", "succeeded", "succeeded", None, "paid"),
        ("pm_card_declined", "requires_payment_method", "failed", "card_declined", "failed"),
        ("pm_card_attaches_then_fails", "requires_payment_method", "failed", "card_declined", "failed"),
        ("pm_card_insufficient_funds", "requires_payment_method", "failed", "insufficient_funds", "failed"),
        ("pm_card_expired", "requires_payment_method", "failed", "expired_card", "failed"),
        ("pm_card_lost", "requires_payment_method", "failed", "lost_card", "failed"),
        ("pm_card_three_d_secure", "requires_action", "requires_action", None, "requires_action"),
        ("pm_card_timeout", "processing", "unknown", None, "processing"),
        ("pm_card_no_effect", "processing", "unknown", None, "processing"),
    ],
)
def test_a_charge_answers_with_what_became_of_it(
    world: World, token: str, status: str, attempt: str, code: str | None, on_invoice: str
) -> None:
    """200 in every case: a refusal of a bank is no error of the API."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    payment = world.collect("37.51", world.method(customer, token), invoice=invoice)
    assert (payment["status"], payment["last_error"] and payment["last_error"]["code"]) == (status, code)
    (tried,) = world("attempts.list", payment["id"])["data"]
    assert (tried["status"], tried["amount"], payment["attempts"]) == (attempt, "37.51", [tried["id"]])
    assert world("attempts.retrieve", payment["id"], tried["id"]) == tried
    assert world.invoice(invoice)["payment_status"] == on_invoice
    assert (payment["next_action"] is not None) == (status == "requires_action")


@pytest.mark.parametrize("kind", DEBITS)
def test_a_bank_debit_takes_its_time(world: World, kind: str) -> None:
    """Processing at first, for whatever bank."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    payment = world.collect("37.51", world.method(customer, f"pm_{kind}", kind), invoice=invoice)
    assert (payment["status"], payment["method_type"], payment["amount_received"]) == ("processing", kind, "0.00")
    assert world.told("payment.processing") == [payment["id"]]
    assert world.held("1050") == "0"


def test_a_card_payment_is_booked_with_its_fee(world: World) -> None:
    """E08b and E08c: 37.51 into clearing, 1.5 % and 0.25 kept by the processor."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    payment = world.collect("37.51", world.method(customer), invoice=invoice, description="EU-1", metadata={"a": "b"})
    assert world.entries(f"payment.succeeded/{payment['id']}/1") == [
        ("1050", "debit", "37.51"), ("1100", "credit", "37.51"),
    ]  # fmt: skip
    assert world.entries(f"fee.charged/{payment['id']}/1") == [("5010", "debit", "0.81"), ("1050", "credit", "0.81")]
    assert (payment["fee_amount"], payment["provider"], payment["received_on"]) == ("0.81", "simulated", "2026-01-15")
    assert (payment["metadata"], payment["description"]) == ({"a": "b"}, "EU-1")
    assert world.told("payment.succeeded", "invoice.paid") == [payment["id"], invoice["id"]]


def test_a_decline_is_told_and_another_card_pays(world: World) -> None:
    """E09: nothing is posted for what failed; the same payment goes on with another method."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    payment = world.collect("37.51", world.method(customer, "pm_card_declined"), invoice=invoice)
    assert world.told("payment.failed", "invoice.payment_failed") == [payment["id"], invoice["id"]]
    assert not [cause for cause in world.causes() if payment["id"] in cause]
    done = world("payments.confirm", payment["id"], payment_method=world.method(customer))
    assert (done["status"], done["last_error"], len(done["attempts"])) == ("succeeded", None, 2)
    assert world.invoice(invoice)["status"] == "paid"
    world.verify()


def test_the_customer_has_to_do_something(world: World) -> None:
    """Confirmed once it is done, by the same charge."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    payment = world.collect("37.51", world.method(customer, "pm_card_three_d_secure"), invoice=invoice)
    assert world.told("payment.requires_action") == [payment["id"]]
    done = world("payments.confirm", payment["id"])
    assert (done["status"], done["next_action"], len(done["attempts"])) == ("succeeded", None, 1)
    assert world.refused("payments.confirm", payment["id"])["code"] == "state_conflict"


def test_a_part_of_what_was_authorized_is_captured(world: World) -> None:
    """E10: 51.27 held, 40.00 taken, the rest let go; 11.27 is still due."""
    customer = world.customer()
    invoice = world.order(customer, "42.37")
    payment = world.collect("51.27", world.method(customer), invoice=invoice, capture="manual")
    assert (payment["status"], payment["amount_capturable"]) == ("requires_capture", "51.27")
    assert not [cause for cause in world.causes() if payment["id"] in cause]
    for amount, code in (("51.28", "amount_exceeds_remaining"), ("0.00", "field_invalid")):
        assert world.refused("payments.capture", payment["id"], amount=amount)["code"] == code
    done = world("payments.capture", payment["id"], amount="40.00")
    assert (done["status"], done["amount_received"], done["amount_capturable"]) == ("succeeded", "40.00", "0.00")
    assert world.entries(f"payment.succeeded/{payment['id']}/1") == [
        ("1050", "debit", "40.00"), ("1100", "credit", "40.00"),
    ]  # fmt: skip
    assert world.invoice(invoice)["amount_due"] == "11.27"


def test_what_was_authorized_is_captured_in_parts(world: World) -> None:
    """Twice a part that is not final, then all that is left; each is booked once."""
    customer = world.customer()
    invoice = world.order(customer, "100.00")
    payment = world.collect("121.00", world.method(customer), invoice=invoice, capture="manual")
    first = world("payments.capture", payment["id"], amount="20.00", final=False)
    assert (first["status"], first["amount_received"], first["amount_capturable"]) == (
        "requires_capture", "20.00", "101.00",
    )  # fmt: skip
    world("payments.capture", payment["id"], amount="30.00", final=False)
    done = world("payments.capture", payment["id"])
    assert (done["status"], done["amount_received"]) == ("succeeded", "121.00")
    booked = [cause for cause in world.causes() if cause.startswith(f"payment.succeeded/{payment['id']}")]
    assert booked == [f"payment.succeeded/{payment['id']}/{step}" for step in (1, 2, 3)]
    assert world.invoice(invoice)["status"] == "paid"
    world.verify()


@pytest.mark.parametrize(
    ("token", "kind", "capture", "status"),
    [
        # what is called off, and how it ends: the provider decides
        ("pm_card_declined", "card", "automatic", "canceled"),
        ("pm_card_three_d_secure", "card", "automatic", "canceled"),
        ("pm_card_visa", "card", "manual", "canceled"),
        ("pm_sepa_debit", "sepa_debit", "automatic", "canceled"),
        ("pm_card_timeout", "card", "automatic", "succeeded"),
        ("pm_card_no_effect", "card", "automatic", "canceled"),
    ],
)
def test_a_payment_is_called_off_unless_it_is_too_late(
    world: World, token: str, kind: str, capture: str, status: str
) -> None:
    """What moved money already stays moved; what has not arrived never will."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    payment = world.collect("37.51", world.method(customer, token, kind), invoice=invoice, capture=capture)
    done = world("payments.cancel", payment["id"])
    assert done["status"] == status
    assert world.told(f"payment.{status}") == [payment["id"]]
    assert world.invoice(invoice)["status"] == ("paid" if status == "succeeded" else "open")
    assert world.refused("payments.cancel", payment["id"])["code"] == "state_conflict"
    world.until("2026-03-01T00:00:00Z")
    assert world.payment(payment)["status"] == status
    assert world.differences() == []
    world.verify()


@pytest.mark.parametrize("token", ["pm_card_timeout", "pm_card_no_effect"])
def test_no_answer_is_asked_for_by_the_same_key(world: World, token: str) -> None:
    """Whether the money moved or not: asked again, there is one charge, and it is known."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    payment = world.collect("37.51", world.method(customer, token), invoice=invoice)
    assert world.told("payment.unknown") == [payment["id"]]
    problem = world.refused("payments.create", amount="37.51", currency="EUR", invoice=invoice["id"],
                            payment_method=world.method(customer))  # fmt: skip
    assert problem["code"] == "state_conflict"
    assert world("payments.sync", payment["id"])["status"] == "succeeded"
    assert world.invoice(invoice)["status"] == "paid"
    assert world("payments.sync", payment["id"])["status"] == "succeeded"
    assert (world.held("1050"), world.differences()) == ("36.70", [])


def test_a_payment_waits_for_a_method(world: World) -> None:
    """Made without one, it can be confirmed or given up."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    given = {"amount": "37.51", "currency": "EUR", "invoice": invoice["id"]}
    first, second = (world("payments.create", **given) for _ in range(2))
    assert (first["status"], first["attempts"], first["customer"]) == ("requires_payment_method", [], customer)
    problem = world.refused("payments.confirm", first["id"])
    assert (problem["code"], problem["field"]) == ("rule_conflict", "payment_method")
    assert world("payments.sync", first["id"])["status"] == "requires_payment_method"
    method = world.method(customer)
    assert world("payments.confirm", first["id"], payment_method=method)["status"] == "succeeded"
    problem = world.refused("payments.confirm", second["id"], payment_method=method)
    assert problem["code"] == "amount_exceeds_remaining"
    assert world("payments.cancel", second["id"])["status"] == "canceled"


def test_several_invoices_are_collected_at_once(world: World) -> None:
    """One charge, as much of each as was said."""
    customer = world.customer()
    first, second = world.order(customer, "100.00"), world.order(customer, "50.00")
    parts = [{"invoice": first["id"], "amount": "121.00"}, {"invoice": second["id"], "amount": "20.00"}]
    payment = world.collect("141.00", world.method(customer), allocations=parts)
    assert payment["allocations"] == parts
    assert (world.invoice(first)["status"], world.invoice(second)["amount_due"]) == ("paid", "40.50")


def test_money_for_no_invoice_waits(world: World) -> None:
    """Collected ahead: it lies in 2020 until it is allocated."""
    customer = world.customer()
    payment = world.collect("50.00", world.method(customer))
    assert (payment["customer"], payment["amount_unallocated"]) == (customer, "50.00")
    invoice = world.order(customer, "100.00")
    world("payments.allocate", payment["id"], invoice=invoice["id"])
    assert world.invoice(invoice)["amount_due"] == "71.00"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        # a change to a charge of 37.51 for an invoice of 37.51: the refusal, and the field it names
        ({"amount": "37.52"}, "amount_exceeds_remaining", "amount"),
        ({"amount": "0.00"}, "field_invalid", "amount"),
        ({"currency": "USD"}, "currency_mismatch", "invoice"),
        ({"payment_method": id_text("pm", 7)}, "not_found", "payment_method"),
        ({"method_type": "card"}, "rule_conflict", "method_type"),
        ({"provider": "simulated"}, "rule_conflict", "provider"),
        ({"fee_amount": "0.10"}, "rule_conflict", "fee_amount"),
        ({"reference": "INV 1"}, "rule_conflict", "reference"),
        ({"capture": "later"}, "field_invalid", "capture"),
    ],
)
def test_what_is_not_collected(world: World, changes: dict[str, Any], code: str, field: str) -> None:
    """Refused before anybody is asked, and nothing is kept."""
    customer = world.customer()
    given = {"amount": "37.51", "currency": "EUR", "invoice": world.order(customer, "31.00")["id"],
             "payment_method": world.method(customer), **changes}  # fmt: skip
    problem = world.refused("payments.create", **given)
    assert (problem["code"], problem["field"]) == (code, field)
    assert world("payments.list")["data"] == []


def test_a_method_is_its_customers_own(world: World) -> None:
    """Another customer's card pays nothing; one that was detached neither; a payer's pays for whom it pays."""
    payer = world.customer("Payer")
    customer, stranger = world.customer(payer=payer), world.customer("Stranger")
    invoice = world.order(customer, "31.00")
    theirs, payers = world.method(stranger), world.method(payer)
    problem = world.refused("invoices.pay", invoice["id"], payment_method=theirs)
    assert (problem["code"], problem["field"]) == ("rule_conflict", "payment_method")
    own = world.method(customer, "pm_card_mastercard")
    world("payment_methods.detach", own)
    problem = world.refused("invoices.pay", invoice["id"], payment_method=own)
    assert (problem["code"], problem["field"]) == ("rule_conflict", "payment_method")
    assert world("invoices.pay", invoice["id"])["status"] == "paid"
    assert world("payments.list")["data"][0]["payment_method"] == payers


def test_a_rehearsal_shows_the_question_and_sends_nothing(world: World) -> None:
    """What would be asked of whom, and not one row."""
    customer = world.customer()
    method = world.method(customer)
    rehearsed = world.house.rehearse("payments.create", amount="10.00", currency="EUR", payment_method=method)
    assert rehearsed["result"]["status"] == "processing"
    (ask,) = rehearsed["asks"]
    assert (ask["port"], ask["request"]["do"], ask["request"]["amount"]) == ("simulated", "charge", 1000)
    assert world("payments.list")["data"] == []
    assert world.differences() == []

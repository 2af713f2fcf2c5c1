"""Disputes: a bank holds the money back, gives it back, or keeps it; and what that does to the invoice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.world import World


def disputed(world: World, **rules: Any) -> tuple[Any, Any, Any]:
    """An invoice of 37.51, paid by a card whose owner disputes it the day after."""
    entity = world.entity if not rules else world.new_entity(name="Other", rules=rules)
    world.entity = entity
    customer = world.customer()
    invoice = world.order(customer, "31.00", entity=entity)
    payment = world.collect("37.51", world.method(customer, "pm_card_disputed"), invoice=invoice)
    assert world.invoice(invoice)["status"] == "paid"
    world.until("2026-01-16T12:00:00Z")
    (dispute,) = world("disputes.list")["data"]
    return invoice, payment, dispute


def test_a_dispute_is_opened(world: World) -> None:
    """E14a: the money and a fee of 15.00 leave the clearing account; the invoice stays paid until it is decided."""
    invoice, payment, dispute = disputed(world)
    assert (dispute["status"], dispute["payment"], dispute["amount"], dispute["fee_amount"]) == (
        "needs_response", payment["id"], "37.51", "15.00",
    )  # fmt: skip
    assert dispute["evidence_due_at"] == "2026-01-23T09:00:00Z"
    assert world.entries(f"dispute.opened/{dispute['id']}") == [
        ("1080", "debit", "37.51"), ("5020", "debit", "15.00"), ("1050", "credit", "52.51"),
    ]  # fmt: skip
    assert (world.invoice(invoice)["status"], world.held("1080")) == ("paid", "37.51")
    problem = world.refused("refunds.create", payment=payment["id"], amount="1.00", reason="Peace")
    assert (problem["code"], problem["facts"]["status"]) == ("state_conflict", "disputed")
    assert world.told("dispute.opened") == [dispute["id"]]


def test_a_dispute_is_won_by_evidence(world: World) -> None:
    """E14b: the money comes back, the fee does not."""
    invoice, _, dispute = disputed(world)
    world("disputes.update", dispute["id"], evidence={"receipt": "winning_evidence"})
    under_review = world("disputes.submit_evidence", dispute["id"])
    assert under_review["status"] == "under_review"
    for operation in ("disputes.submit_evidence", "disputes.update"):
        assert world.refused(operation, dispute["id"])["code"] == "state_conflict"
    world.until("2026-01-20T12:00:00Z")
    done = world("disputes.retrieve", dispute["id"])
    assert (done["status"], done["outcome_action"]) == ("won", None)
    assert world.entries(f"dispute.won/{dispute['id']}") == [("1050", "debit", "37.51"), ("1080", "credit", "37.51")]
    assert (world.invoice(invoice)["status"], world.held("1080"), world.held("5020")) == ("paid", "0.00", "15.00")
    assert world.told("dispute.opened", "dispute.updated", "dispute.won") == [dispute["id"]] * 3


@pytest.mark.parametrize("how", ["by its deadline", "by the evidence", "accepted"])
def test_a_dispute_that_is_lost_makes_the_invoice_due_again(world: World, how: str) -> None:
    """The default, `reopen`: 1100 / 1080, and the invoice can be collected again."""
    invoice, payment, dispute = disputed(world)
    if how == "by the evidence":
        world("disputes.update", dispute["id"], evidence={"receipt": "nothing"})
        world("disputes.submit_evidence", dispute["id"])
    if how == "accepted":
        assert world("disputes.accept", dispute["id"])["status"] == "lost"
    world.until("2026-02-01T00:00:00Z")
    done = world("disputes.retrieve", dispute["id"])
    assert (done["status"], done["outcome_action"]) == ("lost", "reopen")
    assert world.entries(f"dispute.lost/{dispute['id']}") == [("1100", "debit", "37.51"), ("1080", "credit", "37.51")]
    found = world.invoice(invoice)
    assert (found["status"], found["amount_due"], found["payment_status"]) == ("open", "37.51", "failed")
    now = world.payment(payment)
    assert (now["status"], now["amount_received"], now["allocations"]) == ("succeeded", "0.00", [])
    assert world.refused("refunds.create", payment=payment["id"], amount="1.00", reason="r")["code"] == (
        "amount_exceeds_remaining"
    )
    world("invoices.pay", invoice["id"], payment_method=world.method(invoice["customer"]))
    assert (world.invoice(invoice)["status"], world.differences()) == ("paid", [])


def test_a_dispute_that_is_lost_is_credited(world: World) -> None:
    """E15b, by rule `credit_note`: the whole invoice with its tax; what was earned shows in 4830."""
    invoice, _, dispute = disputed(world, dispute_lost="credit_note")
    world.until("2026-02-01T00:00:00Z")
    done = world("disputes.retrieve", dispute["id"])
    assert (done["status"], done["outcome_action"]) == ("lost", "credit_note")
    note = world("credit_notes.retrieve", done["credit_note"])
    assert (note["invoice"], note["reason"], note["total"], note["status"]) == (
        invoice["id"], "dispute_lost", "37.51", "issued",
    )  # fmt: skip
    assert world.entries(f"credit_note.issued/{note['id']}") == [
        ("4830", "debit", "31.00"), ("2200", "debit", "6.51"), ("1020", "credit", "37.51"),
    ]  # fmt: skip
    assert (world.held("1020"), world.held("1080"), world.held("2200")) == ("0.00", "0.00", "0.00")
    assert world.invoice(invoice)["status"] == "paid"


def test_a_dispute_that_is_lost_is_an_expense(world: World) -> None:
    """By reason: 5030 / 1080; nothing is due again."""
    invoice, payment, dispute = disputed(world, dispute_lost_by_reason={"fraudulent": "expense"})
    world("disputes.accept", dispute["id"])
    assert world.entries(f"dispute.lost/{dispute['id']}") == [("5030", "debit", "37.51"), ("1080", "credit", "37.51")]
    assert (world.invoice(invoice)["status"], world.payment(payment)["amount_received"]) == ("paid", "37.51")
    problem = world.refused("refunds.create", payment=payment["id"], amount="1.00", reason="Twice")
    assert problem["code"] == "amount_exceeds_remaining"


def test_a_dispute_after_a_refund_is_a_loss_booked_once(world: World) -> None:
    """The money went back already, and the bank takes it again: 4830 shows what nobody owes."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    payment = world.collect("37.51", world.method(customer, "pm_card_disputed"), invoice=invoice)
    world("refunds.create", payment=payment["id"], amount="37.51", reason="The customer is king")
    world.until("2026-02-01T00:00:00Z")
    (dispute,) = world("disputes.list")["data"]
    assert dispute["status"] == "lost"
    assert world.entries(f"dispute.lost/{dispute['id']}") == [("4830", "debit", "37.51"), ("1080", "credit", "37.51")]
    assert (world.invoice(invoice)["amount_due"], world.held("4830")) == ("37.51", "37.51")

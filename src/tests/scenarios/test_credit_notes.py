"""What was sold is taken back: before it was paid, after, to the balance, and by sending the money back."""

from __future__ import annotations

from typing import Any

from tests.scenarios.world import World


def credit(world: World, invoice: Any, amount: str, **more: Any) -> Any:
    """Take back a part of the first line, net of tax."""
    line = invoice["lines"][0]["id"]
    given = {"reason": "order_change", "lines": [{"line": line, "amount": amount}], "issue": True, **more}
    return world("credit_notes.create", invoice=invoice["id"], **given)


def test_before_it_is_paid(world: World) -> None:
    """E06: 30.25 of 96.80 is taken back; the customer pays the rest."""
    invoice = world.order(world.customer(), "80.00")
    note = credit(world, invoice, "25.00")
    assert (note["total"], note["amount_to_invoice"], note["amount_to_balance"]) == ("30.25", "30.25", "0.00")
    assert world.entries(f"credit_note.issued/{note['id']}/1") == [
        ("4820", "debit", "25.00"),
        ("2200", "debit", "5.25"),
        ("1100", "credit", "30.25"),
    ]
    world.pay("66.55", invoice=invoice)
    now = world.invoice(invoice)
    assert (now["status"], now["amount_credited"], now["amount_paid"]) == ("paid", "30.25", "66.55")


def test_credited_whole(world: World) -> None:
    """An unpaid invoice that is taken back whole is paid by that."""
    invoice = world.order(world.customer(), "80.00", "20.00")
    note = world("credit_notes.create", invoice=invoice["id"], reason="cancellation", whole=True, issue=True)
    assert note["total"] == invoice["total"]
    now = world.invoice(invoice)
    assert (now["status"], now["amount_credited"], now["amount_due"]) == ("paid", "121.00", "0.00")


def test_after_it_is_paid_to_the_balance(world: World) -> None:
    """The next invoice takes it by itself."""
    customer = world.customer()
    invoice = world.order(customer, "80.00")
    world.pay("96.80", invoice=invoice)
    note = credit(world, invoice, "20.00")
    assert (note["amount_to_invoice"], note["amount_to_balance"]) == ("0.00", "24.20")
    assert world.balance(customer) == [("EUR", "24.20")]
    now = world.invoice(invoice)
    assert (now["status"], now["credit_notes_total"], now["amount_credited"]) == ("paid", "24.20", "0.00")
    world.until("2026-02-01T09:00:00Z")
    following = world.order(customer, "10.00")
    assert (following["status"], following["amount_applied"]) == ("paid", "12.10")
    assert world.balance(customer) == [("EUR", "12.10")]


def test_after_it_is_paid_sent_back_by_hand(world: World) -> None:
    """E07c and E07d: 24.20 taken back, half to the balance, half by transfer."""
    customer = world.customer()
    invoice = world.order(customer, "80.00")
    payment = world.pay("96.80", invoice=invoice)
    note = credit(world, invoice, "20.00", amount_to_refund="12.10", amount_to_balance="12.10")
    assert (note["amount_to_refund"], world.held("2300")) == ("12.10", "12.10")
    refund = world(
        "refunds.create", payment=payment["id"], credit_note=note["id"], amount="12.10", reason="Sent back",
        method="bank_transfer",
    )  # fmt: skip
    assert refund["status"] == "succeeded"
    assert world.entries(f"refund.succeeded/{refund['id']}/1") == [
        ("2300", "debit", "12.10"),
        ("1010", "credit", "12.10"),
    ]
    assert world("credit_notes.retrieve", note["id"])["refund"] == refund["id"]
    paid = world("payments.retrieve", payment["id"])
    assert (paid["amount_refunded"], paid["amount_allocated"]) == ("12.10", "96.80")
    assert (world.invoice(invoice)["status"], world.held("2300"), world.held("1010")) == ("paid", "0.00", "84.70")
    more = world.refused("refunds.create", payment=payment["id"], credit_note=note["id"], amount="0.01", reason="More")
    assert (more["code"], more["field"], more["facts"]["remaining"]) == ("amount_exceeds_remaining", "amount", "0.00")


def test_a_refund_without_a_credit_note_makes_the_invoice_due_again(world: World) -> None:
    """The money goes back, the sale stays: `1100 / 1010`."""
    invoice = world.order(world.customer(), "100.00")
    payment = world.pay("121.00", invoice=invoice)
    refund = world("refunds.create", payment=payment["id"], amount="21.00", reason="Paid by the wrong person")
    assert world.entries(f"refund.succeeded/{refund['id']}/1") == [
        ("1100", "debit", "21.00"),
        ("1010", "credit", "21.00"),
    ]
    now = world.invoice(invoice)
    assert (now["status"], now["amount_due"], now["amount_paid"]) == ("open", "21.00", "100.00")
    paid = world("payments.retrieve", payment["id"])
    assert (paid["amount_refunded"], paid["amount_allocated"]) == ("21.00", "100.00")


def test_no_more_goes_back_than_came_in(world: World) -> None:
    """Half of a payment went back by a credit note: of the rest, and no cent more, can go back without one."""
    invoice = world.order(world.customer(), "100.00")
    payment = world.pay("121.00", invoice=invoice)
    note = world("credit_notes.create", invoice=invoice["id"], reason="order_change", whole=True, issue=True,
                 amount_to_refund="60.50")  # fmt: skip
    given = {"payment": payment["id"], "reason": "Agreed", "method": "bank_transfer"}
    world("refunds.create", **given, amount="60.50", credit_note=note["id"])
    refused = world.refused("refunds.create", **given, amount="60.51")
    assert (refused["status"], refused["code"]) == (422, "amount_exceeds_remaining")

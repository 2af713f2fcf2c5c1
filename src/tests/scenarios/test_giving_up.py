"""Invoices that will not be paid: void before anybody has seen them, written off, and paid after all."""

from __future__ import annotations

from tests.scenarios.world import World


def test_void_before_it_is_sent(world: World) -> None:
    """E04: the posting is mirrored, the number stays, nothing is due."""
    invoice = world.order(world.customer(), "50.00")
    void = world("invoices.void", invoice["id"])
    assert (void["status"], void["number"], void["amount_due"]) == ("void", invoice["number"], "0.00")
    assert world.entries(f"invoice.voided/{invoice['id']}/1") == [
        ("1100", "credit", "60.50"),
        ("4030", "debit", "50.00"),
        ("2200", "debit", "10.50"),
    ]
    following = world.order(world.customer("Next"), "1.00")
    assert following["number"] != invoice["number"]


def test_not_void_after_it_was_sent(world: World) -> None:
    """The rule of the entity says so, and what to do instead: a credit note for the whole."""
    invoice = world.order(world.customer(), "50.00")
    world("invoices.send", invoice["id"])
    refused = world.refused("invoices.void", invoice["id"])
    assert refused["code"] == "void_not_allowed"
    assert "credit_notes.create" in refused["way_out"]
    assert world.invoice(invoice)["status"] == "open"
    world("credit_notes.create", invoice=invoice["id"], reason="cancellation", whole=True, issue=True)
    assert world.invoice(invoice)["status"] == "paid"


def test_written_off_and_paid_after_all(world: World) -> None:
    """54.45 is given up (5030); months later the customer pays, and it is found again (5040)."""
    invoice = world.order(world.customer(), "45.00")
    world.until("2026-03-01T09:00:00Z")
    assert world.invoice(invoice)["overdue"]
    lost = world("invoices.mark_uncollectible", invoice["id"])
    assert (lost["status"], lost["amount_written_off"], lost["amount_due"]) == ("uncollectible", "54.45", "0.00")
    assert world.entries(f"invoice.marked_uncollectible/{invoice['id']}/1") == [
        ("5030", "debit", "54.45"),
        ("1100", "credit", "54.45"),
    ]
    world.until("2026-08-01T09:00:00Z")
    payment = world.pay("54.45", invoice=invoice, on="2026-07-31")
    found = world.invoice(invoice)
    assert (found["status"], found["amount_paid"], found["amount_written_off"]) == ("paid", "54.45", "0.00")
    assert world.entries(f"invoice.recovered/{invoice['id']}/{payment['id']}/1") == [
        ("1010", "debit", "54.45"),
        ("5040", "credit", "54.45"),
    ]


def test_overdue_is_told_once(world: World) -> None:
    """The day after the last day to pay, in the entity's zone; never again."""
    invoice = world.order(world.customer(), "45.00", payment_terms={"due_days": 14})
    assert invoice["due_on"] == "2026-01-29"
    world.until("2026-01-29T22:59:59Z")
    assert not world.invoice(invoice)["overdue"]
    world.until("2026-01-29T23:00:00Z")
    assert world.invoice(invoice)["overdue"]
    world.until("2026-03-29T23:00:00Z")
    assert world.told("invoice.overdue") == [invoice["id"]]

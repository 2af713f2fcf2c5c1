"""More comes than was due: what the entity does with it is one of its rules."""

from __future__ import annotations

from tests.house import House
from tests.scenarios.world import Mode, World


def test_a_surplus_pays_the_next_invoice(world: World) -> None:
    """E16a to E16d: 130.00 for 121.00; the 9.00 lie in the balance and the next invoice takes them by itself."""
    customer = world.customer()
    invoice = world.order(customer, "100.00")
    payment = world.pay("130.00", invoice=invoice)
    assert (payment["amount_allocated"], payment["amount_unallocated"]) == ("130.00", "0.00")
    assert payment["allocations"] == [{"invoice": invoice["id"], "amount": "121.00"}]
    assert world.entries(f"payment.succeeded/{payment['id']}/1") == [
        ("1010", "debit", "130.00"),
        ("1100", "credit", "121.00"),
        ("2010", "credit", "9.00"),
    ]
    assert world.balance(customer) == [("EUR", "9.00")]
    world.until("2026-02-01T09:00:00Z")
    following = world.order(customer, "100.00")
    assert (following["amount_applied"], following["amount_due"]) == ("9.00", "112.00")
    assert world.entries(f"balance.applied/{following['id']}/1") == [
        ("2010", "debit", "9.00"),
        ("1100", "credit", "9.00"),
    ]
    assert world.balance(customer) == [("EUR", "0.00")]


def test_a_surplus_waits(house: House, mode: Mode) -> None:
    """By the rule `unallocated` it lies apart in 2020, and no invoice takes it but the one that it is laid on."""
    world = World.open(house, mode, rules={"overpayment": "unallocated"})
    customer = world.customer()
    payment = world.pay("130.00", invoice=world.order(customer, "100.00"))
    assert (payment["amount_allocated"], payment["amount_unallocated"]) == ("121.00", "9.00")
    following = world.order(customer, "100.00")
    assert (following["amount_applied"], world.held("2020")) == ("0.00", "9.00")
    world("payments.allocate", payment["id"], invoice=following["id"])
    assert (world.invoice(following)["amount_due"], world.held("2020")) == ("112.00", "0.00")
    world.verify()


def test_a_surplus_is_owed_back(house: House, mode: Mode) -> None:
    """By the rule `refund` it lies in 2300 until it is sent back by hand."""
    world = World.open(house, mode, rules={"overpayment": "refund"})
    payment = world.pay("130.00", invoice=world.order(world.customer(), "100.00"))
    assert (payment["amount_unallocated"], world.held("2300")) == ("9.00", "9.00")
    refund = world("refunds.create", payment=payment["id"], amount="9.00", reason="Paid too much")
    assert refund["status"] == "succeeded"
    assert world.entries(f"refund.succeeded/{refund['id']}/1") == [
        ("2300", "debit", "9.00"),
        ("1010", "credit", "9.00"),
    ]
    now = world("payments.retrieve", payment["id"])
    assert (now["amount_refunded"], now["amount_allocated"], now["amount_unallocated"]) == ("9.00", "121.00", "0.00")
    world.verify()


def test_three_cents_too_much_are_let_go(world: World) -> None:
    """Within the tolerance a surplus goes to 7090, as a shortage does."""
    payment = world.pay("121.03", invoice=world.order(world.customer(), "100.00"))
    assert (payment["amount_allocated"], payment["amount_unallocated"]) == ("121.03", "0.00")
    assert world.entries(f"payment.succeeded/{payment['id']}/1") == [
        ("1010", "debit", "121.03"),
        ("1100", "credit", "121.00"),
        ("7090", "credit", "0.03"),
    ]


def test_a_second_payment_of_the_same_invoice_goes_to_the_balance(world: World) -> None:
    """Money that has arrived is never refused: the customer paid twice, and has credit now."""
    customer = world.customer()
    invoice = world.order(customer, "100.00")
    world.pay("121.00", invoice=invoice)
    twice = world.pay("121.00", invoice=invoice)
    assert twice["allocations"] == []
    assert world.balance(customer) == [("EUR", "121.00")]
    back = world("payments.refund", twice["id"], reason="Paid twice", method="bank_transfer")
    assert (back["amount_refunded"], back["amount_allocated"]) == ("121.00", "0.00")
    assert world.balance(customer) == [("EUR", "0.00")]
    assert (world.invoice(invoice)["status"], world.held("1010")) == ("paid", "121.00")

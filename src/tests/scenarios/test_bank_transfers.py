"""Money comes by bank: in part, over two invoices, a little too little, of unknown origin, for the wrong invoice."""

from __future__ import annotations

from tests.scenarios.world import World


def test_a_transfer_pays_a_part(world: World) -> None:
    """96.80 is due, 66.55 comes (E07a), the rest later."""
    invoice = world.order(world.customer(), "80.00")
    assert (invoice["total"], invoice["amount_due"], invoice["status"]) == ("96.80", "96.80", "open")
    payment = world.pay("66.55", invoice=invoice)
    assert payment["status"] == "succeeded"
    assert payment["allocations"] == [{"invoice": invoice["id"], "amount": "66.55"}]
    assert (payment["amount_allocated"], payment["amount_unallocated"]) == ("66.55", "0.00")
    now = world.invoice(invoice)
    assert (now["status"], now["payment_status"], now["amount_due"]) == ("open", "partial", "30.25")
    assert world.entries(f"payment.succeeded/{payment['id']}/1") == [
        ("1010", "debit", "66.55"),
        ("1100", "credit", "66.55"),
    ]
    world.until("2026-02-01T09:00:00Z")
    world.pay("30.25", invoice=invoice, on="2026-01-31")
    now = world.invoice(invoice)
    assert (now["status"], now["amount_paid"], now["amount_due"]) == ("paid", "96.80", "0.00")
    assert (world.held("1010"), world.held("1100")) == ("96.80", "0.00")


def test_one_transfer_pays_two_invoices(world: World) -> None:
    """Both named by the customer, the second only in part."""
    customer = world.customer()
    first, second = world.order(customer, "100.00"), world.order(customer, "50.00")
    payment = world.pay(
        "151.00",
        customer=customer,
        allocations=[{"invoice": first["id"], "amount": "121.00"}, {"invoice": second["id"], "amount": "30.00"}],
    )
    assert payment["invoice"] is None
    assert {each["invoice"]: each["amount"] for each in payment["allocations"]} == {
        first["id"]: "121.00",
        second["id"]: "30.00",
    }
    assert (world.invoice(first)["status"], world.invoice(second)["amount_due"]) == ("paid", "30.50")
    assert world.entries(f"payment.succeeded/{payment['id']}/1") == [
        ("1010", "debit", "151.00"),
        ("1100", "credit", "121.00"),
        ("1100", "credit", "30.00"),
    ]


def test_two_cents_are_let_go(world: World) -> None:
    """A difference within the tolerance is written off with the payment (7090), and the invoice is paid."""
    invoice = world.order(world.customer(), "100.00")
    payment = world.pay("120.98", invoice=invoice)
    now = world.invoice(invoice)
    assert (now["status"], now["amount_paid"], now["amount_written_off"]) == ("paid", "120.98", "0.02")
    assert sorted(world.entries(f"payment.succeeded/{payment['id']}/1")) == [
        ("1010", "debit", "120.98"),
        ("1100", "credit", "121.00"),
        ("7090", "debit", "0.02"),
    ]


def test_money_of_unknown_origin_waits_until_it_is_matched(world: World) -> None:
    """E16e and E16f: 99.88 come from nobody knows whom; later they pay an invoice that lacks 0.02."""
    payment = world.pay("99.88", entity=world.entity, reference="Thank you")
    assert (payment["customer"], payment["amount_unallocated"]) == (None, "99.88")
    assert world.held("2020") == "99.88"
    invoice = world.order(world.customer(), "99.90", tax="none")
    world.until("2026-01-20T09:00:00Z")
    matched = world("payments.allocate", payment["id"], invoice=invoice["id"])
    assert (matched["customer"], matched["amount_unallocated"]) == (invoice["customer"], "0.00")
    assert world.invoice(invoice)["status"] == "paid"
    assert world.entries(f"payment.allocated/{payment['id']}/{invoice['id']}/1") == [
        ("2020", "debit", "99.88"),
        ("7090", "debit", "0.02"),
        ("1100", "credit", "99.90"),
    ]
    assert world.held("2020") == "0.00"


def test_a_payment_on_the_wrong_invoice_is_moved(world: World) -> None:
    """Taken off one, the invoice is due again; laid on the other, that one is paid."""
    customer = world.customer()
    wrong, right = world.order(customer, "100.00"), world.order(customer, "100.00")
    payment = world.pay("121.00", invoice=wrong)
    freed = world("payments.unallocate", payment["id"], invoice=wrong["id"])
    assert (freed["amount_allocated"], freed["amount_unallocated"], freed["allocations"]) == ("0.00", "121.00", [])
    assert (world.invoice(wrong)["status"], world.invoice(wrong)["amount_due"]) == ("open", "121.00")
    world("payments.allocate", payment["id"], invoice=right["id"])
    assert world.invoice(right)["status"] == "paid"
    again = world("payments.unallocate", payment["id"], invoice=right["id"], amount="21.00")
    assert (again["amount_allocated"], again["amount_unallocated"]) == ("100.00", "21.00")
    world("payments.allocate", payment["id"], invoice=right["id"], amount="20.00")
    assert (world.invoice(right)["amount_due"], world.held("2020")) == ("1.00", "1.00")

"""One-off orders: drafted, numbered, booked and paid."""

from __future__ import annotations

from tests.scenarios.world import World


def test_an_order_is_paid_at_a_terminal(world: World) -> None:
    """E08b and E08c: 37.51 by card, of which the processor keeps 0.81."""
    invoice = world.order(world.customer(kind="person"), "31.00")
    assert (invoice["status"], invoice["total"], invoice["tax_amount"]) == ("open", "37.51", "6.51")
    payment = world(
        "payments.create", invoice=invoice["id"], amount="37.51", currency="EUR", method_type="card",
        provider="terminal", fee_amount="0.81", received_on="2026-01-15",
    )  # fmt: skip
    assert (payment["status"], payment["provider"], payment["fee_amount"]) == ("succeeded", "terminal", "0.81")
    assert world.invoice(invoice)["status"] == "paid"
    assert world.entries(f"payment.succeeded/{payment['id']}/1") == [
        ("1050", "debit", "37.51"),
        ("1100", "credit", "37.51"),
    ]
    assert world.entries(f"fee.charged/{payment['id']}/1") == [("5010", "debit", "0.81"), ("1050", "credit", "0.81")]
    assert world.held("1050") == "36.70"


def test_a_draft_becomes_an_order_later(world: World) -> None:
    """Without `finalize` there is a draft: no number, no entries, until it is finalized."""
    draft = world.order(world.customer(), "100.00", finalize=False)
    assert (draft["status"], draft["number"], world.causes()) == ("draft", None, [])
    world.until("2026-01-20T09:00:00Z")
    invoice = world("invoices.finalize", draft["id"])
    assert (invoice["status"], invoice["issued_on"]) == ("open", "2026-01-20")
    assert world.causes() == [f"invoice.finalized/{draft['id']}/1"]


def test_reverse_charge(world: World) -> None:
    """E21a: the buyer abroad owes the tax; the invoice has none, and says why."""
    customer = world.customer("Tulpe GmbH", address={"line1": "Unter den Linden 1", "city": "Berlin",
                                                     "postal_code": "10117", "country": "DE"})  # fmt: skip
    world("tax_ids.create", customer, type="eu_vat", value="DE136695976")
    invoice = world.order(customer, "100.00", tax="reverse")
    assert (invoice["total"], invoice["tax_amount"]) == ("100.00", "0.00")
    assert [(each["category"], each["exemption_reason"]) for each in invoice["tax_groups"]] == [
        ("AE", "Reverse charge")
    ]
    assert world.entries(f"invoice.finalized/{invoice['id']}/1") == [
        ("1100", "debit", "100.00"),
        ("4030", "credit", "100.00"),
    ]


def test_prices_with_the_tax_inside(world: World) -> None:
    """121.00 with 21 % inside: 100.00 net, 21.00 tax; what is paid is what was said."""
    invoice = world.order(world.customer(kind="person"), "121.00", "9.99", tax_behavior="inclusive")
    assert (invoice["total"], invoice["net_amount"], invoice["tax_amount"]) == ("130.99", "108.26", "22.73")
    world.pay("130.99", invoice=invoice)
    assert world.invoice(invoice)["status"] == "paid"


def test_a_total_in_francs_is_payable_in_coins(world: World) -> None:
    """E24: 100.03 is rounded to 100.05, because Switzerland has no smaller coin than five Rappen."""
    entity = world.new_entity(name="Alpen", functional_currency="CHF", timezone="Europe/Zurich")
    invoice = world.order(world.customer(), "100.03", tax="none", currency="CHF", entity=entity, rounding_amount="0.02")
    assert (invoice["total"], invoice["rounding_amount"]) == ("100.05", "0.02")
    assert world.entries(f"invoice.finalized/{invoice['id']}/1") == [
        ("1100", "debit", "100.05"),
        ("4030", "credit", "100.03"),
        ("7090", "credit", "0.02"),
    ]
    world.pay("100.05", invoice=invoice, currency="CHF")
    assert world.held("1010", "CHF", entity) == "100.05"


def test_a_free_order_is_paid_and_books_nothing(world: World) -> None:
    """A total of nothing has a number, and moves no money."""
    invoice = world.order(world.customer(), "0.00")
    assert (invoice["status"], invoice["total"]) == ("paid", "0.00")
    assert invoice["number"] is not None
    assert world.causes() == []

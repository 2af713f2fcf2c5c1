"""Money on an invoice: void, written off, paid from the balance, overdue, due again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harr.engine import SYSTEM, Tx
from harr.kernel.errors import AmountExceedsRemaining, StateConflict
from harr.kernel.ids import id_number
from harr.kernel.money import Money
from harr.services import invoices
from tests.house import House
from tests.services.invoices.shop import Shop, open_shop


def run(shop: Shop, act: Callable[[Tx], object]) -> None:
    """Something that another service does."""
    shop.house.gateway.engine.run(shop.house.tenant, SYSTEM, act)


def number(invoice: dict[str, str]) -> int:
    return id_number(invoice["id"])


def eur(amount: str) -> Money:
    return Money.parse(amount, "EUR")


def test_a_void_invoice_is_mirrored_and_keeps_its_number(shop: Shop) -> None:
    """E04: the same entries on the other side; amounts stay, nothing is due."""
    invoice = shop.invoice("50.00")
    void = shop.house("invoices.void", invoice["id"])
    assert (void["status"], void["number"], void["total"], void["amount_due"]) == (
        "void",
        invoice["number"],
        "60.50",
        "0.00",
    )
    assert shop.entries(invoice)[3:] == [
        ("1100", "credit", "60.50"),
        ("4030", "debit", "50.00"),
        ("2200", "debit", "10.50"),
    ]
    problem = shop.house.refused("invoices.void", invoice["id"])
    assert (problem["code"], problem["facts"]) == ("state_conflict", {"status": "void", "allowed": ["duplicate"]})
    shop.verified()


@pytest.mark.parametrize(("rule", "sent", "may"), [
    ("before_sent", False, True), ("before_sent", True, False), ("never", False, False), ("always", True, True),
])  # fmt: skip
def test_when_an_invoice_may_be_void(house: House, rule: str, sent: bool, may: bool) -> None:
    """As the entity's rule says; else a credit note for the whole is the way out."""
    shop = open_shop(house, void=rule)
    invoice = shop.invoice("50.00")
    if sent:
        assert house("invoices.send", invoice["id"])["sent_at"] is not None
    if may:
        assert house("invoices.void", invoice["id"])["status"] == "void"
    else:
        problem = house.refused("invoices.void", invoice["id"])
        assert (problem["code"], "whole" in problem["way_out"]) == ("void_not_allowed", True)


def test_what_is_paid_in_part_is_never_void(shop: Shop) -> None:
    """Its money would have no invoice."""
    shop.give("1.00")
    invoice = shop.invoice("50.00")
    assert shop.house.refused("invoices.void", invoice["id"])["code"] == "void_not_allowed"


def test_what_cannot_be_collected_is_written_off(shop: Shop) -> None:
    """`5030 / 1100`, gross; when the money comes after all, it is recovered."""
    invoice = shop.invoice("45.00")
    gone = shop.house("invoices.mark_uncollectible", invoice["id"])
    assert (gone["status"], gone["amount_written_off"], gone["amount_due"]) == ("uncollectible", "54.45", "0.00")
    assert shop.entries(invoice)[3:] == [("5030", "debit", "54.45"), ("1100", "credit", "54.45")]
    shop.verified()
    run(shop, lambda tx: invoices.recover(tx, number(invoice), eur("54.45"), "pay_1"))
    back = shop.again(invoice)
    assert (back["status"], back["amount_written_off"], back["amount_paid"]) == ("paid", "0.00", "54.45")


def test_what_was_given_up_and_recovered_can_be_given_up_again(shop: Shop) -> None:
    """Its payment is refunded, it is due again, and is lost a second time: each loss has its own cause."""
    invoice = shop.invoice("45.00")
    shop.house("invoices.mark_uncollectible", invoice["id"])
    paid = shop.house("payments.create", invoice=invoice["id"], amount="54.45", currency="EUR",
                      method_type="bank_transfer", received_on=invoice["issued_on"])  # fmt: skip
    shop.house("refunds.create", payment=paid["id"], amount="54.45", reason="mistake", method="bank_transfer")
    assert shop.again(invoice)["status"] == "open"
    gone = shop.house("invoices.mark_uncollectible", invoice["id"])
    assert (gone["status"], gone["amount_written_off"], gone["amount_due"]) == ("uncollectible", "54.45", "0.00")
    shop.verified()


def test_an_invoice_is_paid_from_the_balance(shop: Shop) -> None:
    """An amount, or as much as there is and is due; each draw is posted once under its own cause."""
    invoice = shop.invoice("100.00")
    problem = shop.house.refused("invoices.apply_balance", invoice["id"])
    assert (problem["code"], problem["facts"]["available"]) == ("insufficient_funds", "0.00")
    shop.give("130.00")
    assert shop.house("invoices.apply_balance", invoice["id"], amount="21.00")["amount_due"] == "100.00"
    problem = shop.house.refused("invoices.apply_balance", invoice["id"], amount="100.01")
    assert (problem["code"], problem["facts"]["remaining"]) == ("amount_exceeds_remaining", "100.00")
    paid = shop.house("invoices.apply_balance", invoice["id"])
    assert (paid["status"], paid["amount_applied"], len(paid["applied"])) == ("paid", "121.00", 2)
    assert shop.house("customers.balances", shop.customer)["data"][0]["balance"] == "9.00"
    shop.verified()


def test_payments_never_pay_more_than_is_due(shop: Shop) -> None:
    """Lowered to zero it is paid; returned, it is open again, and more than was paid is not returned."""
    invoice = shop.invoice("100.00")
    run(shop, lambda tx: invoices.settle(tx, number(invoice), eur("120.98"), "pay_1", forgiven=eur("0.02")))
    paid = shop.again(invoice)
    assert (paid["status"], paid["amount_paid"], paid["amount_written_off"]) == ("paid", "120.98", "0.02")
    with pytest.raises(StateConflict):
        run(shop, lambda tx: invoices.settle(tx, number(invoice), eur("1.00"), "pay_2"))
    run(shop, lambda tx: invoices.reopen(tx, number(invoice), eur("20.98"), "pay_1"))
    due = shop.again(invoice)
    assert (due["status"], due["amount_due"], due["payment_status"], due["applied"][0]["amount"]) == (
        "open", "20.98", "partial", "100.00",
    )  # fmt: skip
    with pytest.raises(AmountExceedsRemaining):
        run(shop, lambda tx: invoices.settle(tx, number(invoice), eur("20.99"), "pay_2"))
    with pytest.raises(AmountExceedsRemaining):
        run(shop, lambda tx: invoices.reopen(tx, number(invoice), eur("100.01"), "pay_1"))


def test_an_invoice_is_overdue_on_the_day_after_in_the_entitys_zone(house: House) -> None:
    """Told once, by the agenda; a list asks each entity's own day."""
    shop = open_shop(house.sandbox("2026-01-15T09:00:00Z"))
    invoice = shop.invoice("10.00", payment_terms={"due_days": 14})
    later = shop.invoice("10.00", payment_terms={"due_days": 60})
    assert (invoice["issued_on"], invoice["due_on"]) == ("2026-01-15", "2026-01-29")
    shop.house.advance(house, "2026-01-29T22:59:59Z")
    assert shop.again(invoice)["overdue"] is False
    assert shop.house("invoices.list", overdue="true")["data"] == []
    version = shop.again(invoice)["version"]
    shop.house.advance(house, "2026-01-29T23:00:00Z")
    now = shop.again(invoice)
    assert (now["overdue"], now["version"]) == (True, version + 1)
    assert [each["id"] for each in shop.house("invoices.list", overdue="true")["data"]] == [invoice["id"]]
    assert [each["id"] for each in shop.house("invoices.list", overdue="false")["data"]] == [later["id"]]


def test_a_draft_finalizes_itself_on_its_day(house: House) -> None:
    """Late or not, the document bears the day that was due."""
    shop = open_shop(house.sandbox("2026-01-15T09:00:00Z"))
    draft = shop.draft("10.00", finalizes_at="2026-01-31T23:30:00Z")
    moved = shop.draft("10.00", finalizes_at="2026-01-20T00:00:00Z")
    shop.house("invoices.update", moved["id"], finalizes_at=None)
    shop.house.advance(house, "2026-03-01T00:00:00Z")
    now = shop.again(draft)
    assert (now["status"], now["issued_on"], now["number"]) == ("open", "2026-02-01", "INV-2026-000001")
    assert shop.again(moved)["status"] == "draft"


def test_sending_needs_an_address_unless_nothing_is_sent(shop: Shop) -> None:
    """The document itself says where it goes."""
    quiet = shop.house("customers.create", name="Quiet", kind="person")["id"]
    invoice = shop.invoice("1.00", customer=quiet)
    problem = shop.house.refused("invoices.send", invoice["id"])
    assert (problem["code"], problem["facts"]["missing"]) == ("customer_incomplete", ["email"])
    shop.house("customers.update", quiet, invoice_delivery="none")
    assert shop.house("invoices.send", invoice["id"])["sent_at"] is not None
    assert shop.house.refused("invoices.send", shop.draft("1.00")["id"])["code"] == "state_conflict"

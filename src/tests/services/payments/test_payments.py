"""Payments through the gateway, in all lanes: what is taken, what is refused and why, what is listed."""

from __future__ import annotations

from typing import Any

import pytest

from harr.kernel.ids import id_number, id_text
from harr.services import tenants
from tests.house import House
from tests.scenarios.world import World

ARRIVED = {"amount": "10.00", "currency": "EUR", "method_type": "bank_transfer", "received_on": "2026-01-15"}
UNKNOWN = id_text("inv", 7)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        # a change to a bank transfer of 10.00: the refusal, and the field it names
        ({"received_on": None}, "rule_conflict", "received_on"),
        ({"received_on": "2026-01-16"}, "field_invalid", "received_on"),
        ({"received_on": "15.01.2026"}, "field_invalid", "received_on"),
        ({"method_type": None}, "rule_conflict", "method_type"),
        ({"method_type": "sepa_debit"}, "rule_conflict", "method_type"),
        ({"method_type": "card"}, "rule_conflict", "provider"),
        ({"method_type": "card", "provider": "stripe"}, "rule_conflict", "provider"),
        ({"provider": "terminal"}, "rule_conflict", "provider"),
        ({"fee_amount": "0.10"}, "rule_conflict", "fee_amount"),
        ({"method_type": "card", "provider": "terminal", "fee_amount": "10.01"}, "field_invalid", "fee_amount"),
        ({"payment_method": id_text("pm", 7)}, "rule_conflict", "payment_method"),
        ({"capture": "manual"}, "rule_conflict", "capture"),
        ({"amount": "0.00"}, "field_invalid", "amount"),
        ({"amount": "10.0"}, "money_digits", "amount"),
        ({"amount": 10}, "money_float", "amount"),
        ({"amount": "-10.00"}, "field_invalid", "amount"),
        ({"invoice": UNKNOWN}, "not_found", "invoice"),
        ({"invoice": "inv_dry0000000001"}, "field_invalid", "invoice"),
        ({"invoice": UNKNOWN, "allocations": [{"invoice": UNKNOWN, "amount": "1.00"}]}, "field_invalid", "allocations"),
        ({"allocations": [{"invoice": UNKNOWN, "amount": "1.00"}]}, "not_found", "allocations[0].invoice"),
        ({"customer": id_text("cus", 7)}, "not_found", "customer"),
        ({"entity": id_text("ent", 7)}, "field_invalid", "entity"),
        ({"colour": "blue"}, "field_unknown", "colour"),
    ],
)
def test_what_is_not_taken(world: World, changes: dict[str, Any], code: str, field: str) -> None:
    """The refusal names the field and a way out, and nothing was done."""
    given = {name: value for name, value in {**ARRIVED, **changes}.items() if value is not None}
    problem = world.refused("payments.create", **given)
    assert (problem["code"], problem["field"]) == (code, field)
    assert problem["way_out"]
    assert world("payments.list")["data"] == []
    assert world.causes() == []


def test_money_that_nobody_can_collect_is_refused_with_what_is_taken(world: World) -> None:
    """The way out says how to record what has arrived; a method that nobody has is named."""
    problem = world.refused("payments.create", amount="10.00", currency="EUR")
    assert (problem["code"], problem["field"]) == ("rule_conflict", "received_on")
    assert "bank_transfer, cash or other" in problem["way_out"]
    problem = world.refused("payments.create", amount="10.00", currency="EUR", payment_method=id_text("pm", 7))
    assert (problem["code"], problem["field"]) == ("not_found", "payment_method")


@pytest.mark.parametrize(
    ("method", "provider", "code"),
    [
        ("bank_transfer", None, "1010"),
        ("cash", None, "1020"),
        ("other", "manual", "1020"),
        ("card", "terminal", "1050"),
    ],
)
def test_where_money_lies(world: World, method: str, provider: str | None, code: str) -> None:
    """At the bank, outside of it, or at the processor of the terminal."""
    more = {} if provider is None else {"provider": provider}
    payment = world("payments.create", **{**ARRIVED, **more, "method_type": method}, customer=world.customer())
    assert (payment["amount_unallocated"], payment["amount_received"]) == ("10.00", "10.00")
    assert payment["provider"] == (provider or "manual")
    assert world.entries(f"payment.succeeded/{payment['id']}/1") == [
        (code, "debit", "10.00"),
        ("2020", "credit", "10.00"),
    ]


def test_invoices_of_a_payment_belong_together(world: World) -> None:
    """One customer, one entity, one currency; each invoice once; no more than is due, nor than was paid."""
    customer, other = world.customer(), world.customer("Other")
    first, second = world.order(customer, "10.00"), world.order(other, "10.00")
    entity = world.new_entity(name="Second")
    third = world.order(customer, "10.00", entity=entity)
    dollars = world.order(world.customer(currency="USD", multi_currency=True), "10.00", tax="none", currency="USD",
                          entity=world.new_entity(name="US", functional_currency="USD"))  # fmt: skip

    def on(*invoices: Any, amount: str = "12.10", **more: Any) -> tuple[str, str]:
        parts = [{"invoice": each["id"], "amount": amount} for each in invoices]
        problem = world.refused("payments.create", **{**ARRIVED, "amount": "20.00", "allocations": parts, **more})
        return problem["code"], problem["field"]

    assert on(first, second) == ("rule_conflict", "allocations")
    assert on(first, third) == ("rule_conflict", "allocations")
    assert on(first, first) == ("field_invalid", "allocations")
    assert on(dollars) == ("currency_mismatch", "allocations[0].invoice")
    assert on(first, amount="12.11") == ("amount_exceeds_remaining", "allocations[0].amount")
    assert on(first, customer=other) == ("rule_conflict", "customer")
    assert on(first, entity=entity) == ("rule_conflict", "entity")
    assert on(first, amount="12.1") == ("money_digits", "allocations[0].amount")
    assert world("payments.list")["data"] == []


def test_told_twice_done_once(world: World) -> None:
    """The same key gives the same answer and one transaction; another body under it is refused."""
    headers = {"idempotency-key": "transfer-1"}
    given = {**ARRIVED, "customer": world.customer(), "headers": headers}
    first, again = world.send("payments.create", **given), world.send("payments.create", **given)
    assert first.status == again.status == 200
    assert first.body == again.body
    assert again.headers["Idempotency-Replayed"] == "true"
    assert world.refused("payments.create", **{**given, "amount": "11.00"})["code"] == "idempotency_key_reused"
    assert len(world.causes()) == 1


def test_an_external_id_is_taken_once(world: World) -> None:
    """The second is refused and names the first."""
    payment = world("payments.create", **ARRIVED, customer=world.customer(), external_id="wire-1")
    problem = world.refused("payments.create", **ARRIVED, customer=world.customer("B"), external_id="wire-1")
    assert (problem["code"], problem["field"], problem["facts"]["id"]) == (
        "already_exists",
        "external_id",
        payment["id"],
    )
    assert len(world.causes()) == 1


def test_a_list_by_everything_that_it_can_be_asked_for(world: World) -> None:
    """Filters are the fields; pages meet without a gap."""
    customer = world.customer()
    invoice = world.order(customer, "10.00")
    paid = world.pay("12.10", invoice=invoice, reference="R1", external_id="one")
    world.until("2026-01-20T09:00:00Z")
    cash = world(
        "payments.create", **{**ARRIVED, "method_type": "cash", "received_on": "2026-01-20"}, entity=world.entity
    )

    def ids(**filters: str) -> list[str]:
        return [each["id"] for each in world("payments.list", order="asc", **filters)["data"]]

    assert ids() == [paid["id"], cash["id"]]
    assert ids(customer=customer) == ids(invoice=invoice["id"]) == ids(reference="R1") == ids(external_id="one")
    assert ids(customer=customer) == ids(method_type="bank_transfer") == [paid["id"]]
    assert ids(**{"received_on[gt]": "2026-01-15"}) == ids(method_type="cash,other") == [cash["id"]]
    assert ids(status="succeeded", currency="EUR", entity=world.entity, provider="manual") == [paid["id"], cash["id"]]
    first = world("payments.list", limit="1", order="asc")
    assert (first["has_more"], ids(after=first["next_cursor"])) == (True, [cash["id"]])
    assert world.refused("payments.list", colour="blue")["code"] == "filter_unknown"


def test_a_version_that_is_stale_changes_nothing(world: World) -> None:
    """`If-Match` with what was read; after a change it no longer fits."""
    invoice = world.order(world.customer(), "10.00")
    payment = world.pay("12.10", invoice=invoice)
    stale = {"if-match": '"7"'}
    assert (
        world.refused("payments.unallocate", payment["id"], invoice=invoice["id"], headers=stale)["code"]
        == "version_stale"
    )
    fresh = {"if-match": f'"{payment["version"]}"'}
    freed = world("payments.unallocate", payment["id"], invoice=invoice["id"], headers=fresh)
    assert freed["version"] == payment["version"] + 1
    assert (
        world.refused("payments.allocate", payment["id"], invoice=invoice["id"], headers=fresh)["code"]
        == "version_stale"
    )


@pytest.mark.parametrize(
    ("operation", "changes", "code", "field"),
    [
        ("allocate", {"amount": "20.01"}, "amount_exceeds_remaining", "amount"),
        ("allocate", {"amount": "12.11"}, "amount_exceeds_remaining", "amount"),
        ("allocate", {"amount": "0.00"}, "field_invalid", "amount"),
        ("allocate", {"amount": "1.0"}, "money_digits", "amount"),
        ("allocate", {"invoice": UNKNOWN}, "not_found", "invoice"),
        ("unallocate", {}, "amount_exceeds_remaining", "invoice"),
        ("refund", {"invoice": None, "amount": "20.01", "reason": "r"}, "amount_exceeds_remaining", "amount"),
        ("refund", {"invoice": None, "reason": "r", "method": "balance"}, "rule_conflict", "method"),
        ("refund", {"invoice": None, "reason": "r", "credit_note": id_text("crn", 7)}, "not_found", "credit_note"),
        ("cancel", {"invoice": None}, "state_conflict", None),
    ],
)
def test_what_cannot_be_done_with_a_payment(
    world: World, operation: str, changes: dict[str, Any], code: str, field: str | None
) -> None:
    """20.00 that wait, and an invoice with 12.10 due."""
    customer = world.customer()
    invoice = world.order(customer, "10.00")
    payment = world.pay("20.00", customer=customer)
    causes = world.causes()
    given = {name: value for name, value in {"invoice": invoice["id"], **changes}.items() if value is not None}
    problem = world.refused(f"payments.{operation}", payment["id"], **given)
    assert (problem["code"], problem["field"]) == (code, field)
    assert world("payments.retrieve", payment["id"]) == payment
    assert world.causes() == causes


def test_money_is_laid_only_on_invoices_of_its_customer(world: World) -> None:
    """And of its entity; one that was written off is paid by a payment that names it."""
    payment = world.pay("20.00", customer=world.customer(), entity=world.entity)
    foreign = world.order(world.customer("Other"), "10.00")
    elsewhere = world.order(payment["customer"], "10.00", entity=world.new_entity(name="Second"))
    lost = world.order(payment["customer"], "10.00")
    world("invoices.mark_uncollectible", lost["id"])
    for invoice, code in ((foreign, "rule_conflict"), (elsewhere, "rule_conflict"), (lost, "state_conflict")):
        problem = world.refused("payments.allocate", payment["id"], invoice=invoice["id"])
        assert (problem["code"], problem["field"]) == (code, "invoice")


def test_drafts_and_void_invoices_cannot_be_paid(world: World) -> None:
    """Money that names a document which asks for none; the refusal says its status."""
    customer = world.customer()
    draft = world.order(customer, "10.00", finalize=False)
    void = world.order(customer, "10.00")
    world("invoices.void", void["id"])
    for invoice, status in ((draft, "draft"), (void, "void")):
        problem = world.refused("payments.create", **ARRIVED, invoice=invoice["id"])
        assert (problem["code"], problem["field"], problem["facts"]["status"]) == ("state_conflict", "invoice", status)


def test_a_closed_period_takes_no_payment(world: World) -> None:
    """What arrived in a month whose books are closed is refused by the ledger."""
    close = "UPDATE tenants_entity SET closed_until = '2026-01-31' WHERE tenant = :tenant AND id = :id"
    world.tamper(close, id=id_number(world.entity))
    problem = world.refused("payments.create", **ARRIVED, customer=world.customer(), entity=world.entity)
    assert (problem["code"], problem["facts"]["closed_until"]) == ("period_closed", "2026-01-31")


def test_a_rehearsal_shows_what_would_be_booked_and_keeps_nothing(world: World) -> None:
    """Transactions and events, and no payment."""
    invoice = world.order(world.customer(), "10.00")
    shown = world.house.rehearse("payments.create", **{**ARRIVED, "amount": "13.00"}, invoice=invoice["id"])
    assert shown["result"]["status"] == "succeeded"
    assert [each["type"] for each in shown["events"]] == ["payment.succeeded", "invoice.paid"]
    assert [(each["code"], each["amount"]) for each in shown["transactions"][0]["entries"]] == [
        ("1010", "13.00"),
        ("1100", "12.10"),
        ("2010", "0.90"),
    ]
    assert world("payments.list")["data"] == []
    assert world.invoice(invoice)["amount_due"] == "12.10"


def test_nobody_sees_the_payments_of_another_tenant(world: World, house: House) -> None:
    """Neither by id nor in a list; not by another app of the tenant either, unless its profile says so."""
    payment = world.pay("20.00", customer=world.customer())
    refund = world("refunds.create", payment=payment["id"], amount="1.00", reason="r")
    stranger = tenants.first_tenant(house.gateway.engine, "Stranger")
    other = House(house.gateway, stranger.tenant, stranger.secret)
    for who in (other, _another_app(world)):
        assert who.refused("payments.retrieve", payment["id"])["code"] == "not_found"
        assert who.refused("refunds.retrieve", refund["id"])["code"] == "not_found"
        assert who("payments.list")["data"] == who("refunds.list")["data"] == []
        given = {"payment": payment["id"], "amount": "1.00", "reason": "r"}
        assert who.refused("refunds.create", **given)["code"] == "not_found"


def _another_app(world: World) -> House:
    profile = world("profiles.create", name="shop", operations=["payments.*", "refunds.*"])["id"]
    world("profiles.activate", profile)
    app = world("apps.create", name="Shop", entity=world.entity, profile=profile)["id"]
    secret = world("keys.create", app=app, name="server", role="billing")["secret"]
    return House(world.house.gateway, world.house.tenant, secret)


def test_refunds_are_listed_by_payment_and_credit_note(world: World) -> None:
    """Both by hand; each has succeeded when it is recorded."""
    payment = world.pay("20.00", customer=world.customer())
    first = world("refunds.create", payment=payment["id"], amount="1.00", reason="a", external_id="r1")
    second = world("refunds.create", payment=payment["id"], amount="2.00", reason="b", method="bank_transfer")
    found = world("refunds.list", payment=payment["id"], status="succeeded", currency="EUR", order="asc")["data"]
    assert found == [first, second] == [world("refunds.retrieve", each["id"]) for each in found]
    assert [each["id"] for each in world("refunds.list", external_id="r1")["data"]] == [first["id"]]
    assert world.refused("refunds.cancel", first["id"])["code"] == "state_conflict"
    assert world.told("refund.created", "refund.succeeded") == [first["id"], first["id"], second["id"], second["id"]]
    whole = world("payments.refund", payment["id"], reason="The rest")
    assert (whole["amount_refunded"], whole["amount_unallocated"]) == ("20.00", "0.00")
    assert world.held("1010") == "0.00"


def test_a_credit_note_is_paid_back_from_a_payment_of_its_customer(world: World) -> None:
    """By transfer, into the balance, and never by a payment of somebody else; a draft owes nothing."""
    customer = world.customer()
    invoice = world.order(customer, "100.00")
    payment, foreign = world.pay("121.00", invoice=invoice), world.pay("121.00", customer=world.customer("Other"))
    given = {"invoice": invoice["id"], "reason": "order_change", "whole": True, "amount_to_refund": "121.00"}
    draft = world("credit_notes.create", **given)
    refund = {"amount": "21.00", "reason": "r", "credit_note": draft["id"]}
    assert world.refused("refunds.create", payment=payment["id"], **refund)["code"] == "state_conflict"
    world("credit_notes.issue", draft["id"])
    problem = world.refused("refunds.create", payment=foreign["id"], **refund)
    assert (problem["code"], problem["field"]) == ("rule_conflict", "credit_note")
    into = world("refunds.create", payment=payment["id"], **refund, method="balance")
    assert world.entries(f"refund.succeeded/{into['id']}/1") == [
        ("2300", "debit", "21.00"),
        ("2010", "credit", "21.00"),
    ]
    rest = world("payments.refund", payment["id"], reason="The rest", credit_note=draft["id"])
    assert (rest["amount_refunded"], rest["amount_allocated"]) == ("121.00", "121.00")
    assert (world.held("2300"), world.held("1010"), world.balance(customer)) == ("0.00", "142.00", [("EUR", "21.00")])
    assert world.invoice(invoice)["status"] == "paid"
    world.verify()


def test_a_card_refund_leaves_the_way_it_came(world: World) -> None:
    """Original: from the clearing account of the terminal (E07d)."""
    payment = world(
        "payments.create", **{**ARRIVED, "method_type": "card", "provider": "terminal"}, customer=world.customer()
    )  # fmt: skip
    refund = world("refunds.create", payment=payment["id"], amount="4.00", reason="r")
    assert world.entries(f"refund.succeeded/{refund['id']}/1") == [
        ("2020", "debit", "4.00"),
        ("1050", "credit", "4.00"),
    ]
    assert (world.held("1050"), world.held("2020")) == ("6.00", "6.00")


def test_a_balance_that_was_spent_is_not_refunded(world: World) -> None:
    """Of the surplus in the balance only what is still there goes back; then the invoice is due again."""
    customer = world.customer()
    first = world.order(customer, "100.00")
    payment = world.pay("130.00", invoice=first)
    world.order(customer, "5.00", tax="none")
    refund = world("refunds.create", payment=payment["id"], amount="10.00", reason="r")
    assert world.entries(f"refund.succeeded/{refund['id']}/1") == [
        ("2010", "debit", "4.00"),
        ("1100", "debit", "6.00"),
        ("1010", "credit", "10.00"),
    ]
    now = world("payments.retrieve", payment["id"])
    assert (now["amount_allocated"], now["amount_unallocated"], now["amount_refunded"]) == ("120.00", "0.00", "10.00")
    assert (world.invoice(first)["amount_due"], world.balance(customer)) == ("6.00", [("EUR", "0.00")])
    left = world.refused("refunds.create", payment=payment["id"], amount="115.01", reason="r")
    assert left["facts"]["remaining"] == "115.00"
    world.verify()


def test_verify_finds_a_payment_that_was_tampered_with(world: World) -> None:
    """Allocations that do not add up, and money that is not in the books, are named."""
    payment = world.pay("12.10", invoice=world.order(world.customer(), "10.00"))
    waiting = world.pay("5.00", customer=world.customer("B"), entity=world.entity)
    world.tamper("UPDATE payments_allocation SET amount = 1209 WHERE tenant = :tenant")
    owed = "UPDATE payments_payment SET amount_owed_back = 100 WHERE tenant = :tenant AND id = :id"
    world.tamper(owed, id=id_number(waiting["id"]))
    found = {each["name"]: each for each in world("assurance.run")["invariants"]}
    assert found["payments_add_up"]["facts"] == {"wrong": [payment["id"]]}
    assert found["unallocated_money_is_in_the_books"]["facts"] == {"wrong": [waiting["id"]]}
    assert found["transactions_balance"]["passed"]

"""Invoices that are collected by themselves: paid at once, after a decline, by a debit that comes back, or never."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.world import World


def billed(world: World, token: str, kind: str = "card") -> tuple[str, Any]:
    """A customer who pays by a method, and an invoice of 37.51 that is collected by itself."""
    customer = world.customer()
    method = world.method(customer, token, kind)
    invoice = world.order(customer, "31.00", collection="charge_automatically")
    world.house.work()
    return method, invoice


def tried(world: World) -> list[str]:
    """How every attempt of the only payment that was collected went."""
    (payment,) = [each for each in world("payments.list")["data"] if each["attempts"]]
    return [each["status"] for each in world("attempts.list", payment["id"], order="asc")["data"]]


def test_a_card_pays_at_once(world: World) -> None:
    """Finalized, charged, booked, paid."""
    _, invoice = billed(world, "pm_card_visa")
    assert world.invoice(invoice)["status"] == "paid"
    (payment,) = world("payments.list")["data"]
    assert (payment["status"], payment["invoice"], payment["description"]) == (
        "succeeded", invoice["id"], invoice["number"],
    )  # fmt: skip
    assert world.told("payment.succeeded", "invoice.paid") == [payment["id"], invoice["id"]]
    assert (world.held("1050"), world.held("1100")) == ("36.70", "0.00")


def test_a_decline_recovers_on_the_third_day(world: World) -> None:
    """Not enough on the first two tries: one day and three days after the first."""
    _, invoice = billed(world, "pm_script_insufficient_funds.insufficient_funds.success")
    assert (world.invoice(invoice)["payment_status"], tried(world)) == ("failed", ["failed"])
    world.until("2026-01-17T09:00:00Z")
    assert tried(world) == ["failed", "failed"]
    world.until("2026-01-18T08:00:00Z")
    assert world.invoice(invoice)["status"] == "open"
    world.until("2026-01-18T10:00:00Z")
    assert (world.invoice(invoice)["status"], tried(world)) == ("paid", ["failed", "failed", "succeeded"])
    assert world.told("invoice.payment_failed") == [invoice["id"]] * 2
    world.until("2026-03-01T00:00:00Z")
    assert len(tried(world)) == 3


def test_after_the_seventh_day_nothing_is_tried_any_more(world: World) -> None:
    """Four tries in all; the invoice stays open."""
    _, invoice = billed(world, "pm_card_insufficient_funds")
    world.until("2026-03-01T00:00:00Z")
    assert tried(world) == ["failed"] * 4
    assert (world.invoice(invoice)["status"], world.invoice(invoice)["payment_status"]) == ("open", "failed")
    assert world.told("invoice.payment_failed") == [invoice["id"]] * 4
    assert world("invoices.pay", invoice["id"], payment_method=world.method(invoice["customer"]))["status"] == "paid"


@pytest.mark.parametrize("token", ["pm_card_lost", "pm_card_stolen"])
def test_a_bank_that_says_never_is_not_asked_again(world: World, token: str) -> None:
    """The card is gone for good."""
    _, invoice = billed(world, token)
    world.until("2026-03-01T00:00:00Z")
    assert tried(world) == ["failed"]
    assert world.told("invoice.payment_failed") == [invoice["id"]]


def test_what_was_paid_otherwise_is_not_tried_again(world: World) -> None:
    """A bank transfer came on the second day."""
    _, invoice = billed(world, "pm_card_insufficient_funds")
    world.until("2026-01-17T08:00:00Z")
    world.pay("37.51", invoice=invoice, on="2026-01-17")
    world.until("2026-03-01T00:00:00Z")
    assert tried(world) == ["failed", "failed"]
    assert world.invoice(invoice)["amount_paid"] == "37.51"


def test_only_what_is_still_due_is_tried(world: World) -> None:
    """A part came otherwise: the next try is for the rest."""
    _, invoice = billed(world, "pm_script_insufficient_funds.success")
    world.pay("10.00", invoice=invoice)
    world.until("2026-01-17T09:00:00Z")
    (payment,) = [each for each in world("payments.list")["data"] if each["attempts"]]
    assert (payment["amount"], payment["amount_received"], world.invoice(invoice)["status"]) == (
        "27.51", "27.51", "paid",
    )  # fmt: skip


def test_a_method_that_is_gone_is_not_tried(world: World) -> None:
    """Detached for good: the plan ends, and the failure names it."""
    method, invoice = billed(world, "pm_card_insufficient_funds")
    world("payment_methods.detach", method)
    world.until("2026-03-01T00:00:00Z")
    (payment,) = world("payments.list")["data"]
    assert (tried(world), payment["last_error"]["code"]) == (["failed"], "payment_method_missing")
    assert world.told("invoice.payment_failed") == [invoice["id"]] * 2


def test_a_new_method_is_used_for_the_next_try(world: World) -> None:
    """The customer gave another card in time."""
    _, invoice = billed(world, "pm_card_expired")
    other = world.method(invoice["customer"])
    world("payment_methods.make_default", other)
    world.until("2026-01-17T09:00:00Z")
    assert (world.invoice(invoice)["status"], tried(world)) == ("paid", ["failed", "succeeded"])


def test_without_a_method_it_is_told(world: World) -> None:
    """Nobody can be charged; the invoice waits for its customer."""
    invoice = world.order(world.customer(), "31.00", collection="charge_automatically")
    world.house.work()
    (payment,) = world("payments.list")["data"]
    assert (payment["status"], payment["attempts"]) == ("requires_payment_method", [])
    assert (payment["last_error"]["code"], payment["last_error"]["decline_class"]) == (
        "payment_method_missing", "needs_customer",
    )  # fmt: skip
    assert world.told("invoice.payment_failed") == [invoice["id"]]
    world("payments.confirm", payment["id"], payment_method=world.method(invoice["customer"]))
    assert world.invoice(invoice)["status"] == "paid"


def test_what_a_profile_no_longer_allows_leaves_the_invoice_open(world: World) -> None:
    """The debit was agreed when it was allowed; the charge is a new fact and is asked again."""
    customer = world.customer()
    world.method(customer, "pm_sepa_debit", "sepa_debit")
    profile = world("profiles.create", name="cards", operations=["*"], payment_method_types=["card"], sees="tenant")
    world("profiles.activate", profile["id"])
    world("apps.update", world("apps.list")["data"][0]["id"], profile=profile["id"])
    invoice = world.order(customer, "31.00", collection="charge_automatically")
    world.house.work()
    (payment,) = world("payments.list")["data"]
    assert payment["last_error"]["code"] == "capability_not_granted"
    assert (world.invoice(invoice)["status"], world.invoice(invoice)["payment_status"]) == ("open", "failed")
    assert world.differences() == []


def test_a_customer_who_is_gone_is_not_charged(world: World) -> None:
    """Archived between two tries."""
    _, invoice = billed(world, "pm_card_insufficient_funds")
    world("customers.archive", invoice["customer"])
    world.until("2026-03-01T00:00:00Z")
    assert tried(world) == ["failed"]


def test_a_bank_debit_is_settled_after_three_days(world: World) -> None:
    """Processing, then paid; one attempt, however long it takes."""
    _, invoice = billed(world, "pm_sepa_debit", "sepa_debit")
    assert world.invoice(invoice)["payment_status"] == "processing"
    world.until("2026-01-18T08:00:00Z")
    assert world.invoice(invoice)["status"] == "open"
    world.until("2026-01-18T10:00:00Z")
    assert (world.invoice(invoice)["status"], tried(world)) == ("paid", ["succeeded"])
    world.until("2026-04-01T00:00:00Z")
    assert world.differences() == []


def test_a_bank_debit_comes_back_and_a_card_pays(world: World) -> None:
    """E11 and E11b: settled on the third day, returned on the tenth with a fee of 2.00; then the card that is there."""
    _, invoice = billed(world, "pm_sepa_debit_returned", "sepa_debit")
    world.until("2026-01-20T00:00:00Z")
    assert world.invoice(invoice)["status"] == "paid"
    world.until("2026-01-25T12:00:00Z")
    (payment,) = world("payments.list")["data"]
    assert (payment["status"], payment["amount_received"], payment["allocations"]) == ("returned", "0.00", [])
    assert payment["last_error"]["code"] == "debit_returned"
    assert world.entries(f"payment.returned/{payment['id']}/1") == [
        ("1100", "debit", "37.51"), ("5010", "debit", "2.00"), ("1050", "credit", "39.51"),
    ]  # fmt: skip
    assert (world.invoice(invoice)["status"], world.invoice(invoice)["amount_due"]) == ("open", "37.51")
    assert world.told("payment.returned", "invoice.reopened") == [payment["id"], invoice["id"]]
    world("payment_methods.make_default", world.method(invoice["customer"]))
    world.until("2026-01-26T12:00:00Z")
    assert world.invoice(invoice)["status"] == "paid"
    assert sorted(each["status"] for each in world("payments.list")["data"]) == ["returned", "succeeded"]


def test_a_debit_that_fails_is_tried_again(world: World) -> None:
    """The bank says no after three days; the plan counts from there."""
    _, invoice = billed(world, "pm_sepa_debit_fails", "sepa_debit")
    world.until("2026-01-18T12:00:00Z")
    assert (world.invoice(invoice)["payment_status"], tried(world)) == ("failed", ["failed"])
    world.until("2026-01-19T12:00:00Z")
    assert (world.invoice(invoice)["payment_status"], tried(world)) == ("processing", ["failed", "sent"])
    for month in ("02", "03", "04", "05"):  # whoever is late begins each debit later, and it takes its three days
        world.until(f"2026-{month}-01T00:00:00Z")
    assert (tried(world), world.differences()) == (["failed"] * 4, [])


@pytest.mark.parametrize("token", ["pm_card_timeout", "pm_card_no_effect"])
def test_an_outcome_that_is_unknown_becomes_known(world: World, token: str) -> None:
    """No answer: nothing else is tried; minutes later it is known that it was paid, once."""
    _, invoice = billed(world, token)
    assert (world.invoice(invoice)["payment_status"], tried(world)) == ("processing", ["unknown"])
    world.until("2026-01-15T09:10:00Z")
    assert (world.invoice(invoice)["status"], tried(world)) == ("paid", ["succeeded"])
    world.until("2026-02-15T09:10:00Z")
    assert (world.held("1050"), world.differences()) == ("36.70", [])


def test_a_plan_goes_on_when_somebody_tries_in_between(world: World) -> None:
    """A try by hand fails too; the plan's own tries stay where they are."""
    _, invoice = billed(world, "pm_card_insufficient_funds")
    assert world("invoices.pay", invoice["id"])["payment_status"] == "failed"
    assert world("invoices.pay", invoice["id"])["payment_status"] == "failed"
    world.until("2026-03-01T00:00:00Z")
    assert tried(world) == ["failed"] * 6


def test_a_plan_goes_on_when_the_instant_of_its_next_try_has_had_one(world: World) -> None:
    """A debit by hand puts the try of the first day off to the third; when that fails too, the third day is over."""
    _, invoice = billed(world, "pm_script_bank_fails.bank_fails.bank_fails.bank", "sepa_debit")
    world.until("2026-01-18T09:00:00Z")
    world("invoices.pay", invoice["id"])
    for day in range(19, 32):
        world.until(f"2026-01-{day}T09:00:00Z")
    assert world.invoice(invoice)["status"] == "paid"

"""Payments, webhooks, refunds and disputes: bugs that others had, each told as the test that Harr has to pass."""

# ruff: noqa: N802 - a test is called by the place of its bug in the collection

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

import pytest

from harr.engine import SYSTEM, Tx, asks
from harr.engine.actor import Actor
from harr.services.payments import signing
from harr.services.payments.providers import simulated, truth
from tests.house import House
from tests.museum.test_museum import at_once, by_status
from tests.scenarios.world import World
from tests.services.payments.told import books, charge, deliver, dispute, happened, tell

CUSTOMER = Actor(kind="system", operation="museum")


def charges(world: World) -> int:
    """How many charges the provider has made."""
    engine = world.house.gateway.engine
    return len(engine.read(world.house.tenant, SYSTEM, lambda tx: truth.every(tx, "charge")))


def order(world: World, token: str = "pm_card_visa", kind: str = "card", **more: Any) -> tuple[Any, str]:  # noqa: S107
    """An invoice of 37.51, and a method of its customer."""
    customer = world.customer()
    method = world.method(customer, token, kind)
    return world.order(customer, "31.00", **more), method


def test_museum_E01_over_the_provider(world: World) -> None:
    """Each retry of a client made a charge of its own. Twenty requests of one key: one charge, one answer."""
    invoice, method = order(world)
    given = {"amount": "37.51", "currency": "EUR", "invoice": invoice["id"], "payment_method": method}
    send: Callable[[], Any] = lambda: world.send("payments.create", headers={"idempotency-key": "one"}, **given)  # noqa: E731
    answers = at_once([send] * 10)
    later = [send() for _ in range(10)]
    assert set(by_status(answers)) <= {200, 409}
    assert by_status(later) == {200: 10}
    assert len({answer.body for answer in [*answers, *later] if answer.status == 200}) == 1
    assert later[0].json()["status"] == "succeeded"
    assert (charges(world), len(world("payments.list")["data"])) == (1, 1)


def test_museum_E02(world: World) -> None:
    """The key was random for each attempt. It is the payment's and the number of the try, kept before it is sent."""
    invoice, method = order(world, "pm_card_declined")
    payment = world.collect("37.51", method, invoice=invoice)
    world("payments.confirm", payment["id"], payment_method=method)
    engine = world.house.gateway.engine
    keys = [f"{payment['id']}/{number}" for number in (1, 2)]
    assert engine.read(world.house.tenant, SYSTEM, lambda tx: asks.known(tx, [*keys, f"{payment['id']}/3"])) == set(
        keys
    )
    made = engine.read(world.house.tenant, SYSTEM, lambda tx: sorted(each.key for each in truth.every(tx, "charge")))
    assert made == keys


@pytest.mark.parametrize("token", ["pm_card_timeout", "pm_card_no_effect"])
def test_museum_E04(world: World, token: str) -> None:
    """A timeout was taken for a no, and the next attempt charged twice. It is unknown, and nothing else is tried."""
    invoice, method = order(world, token)
    world.collect("37.51", method, invoice=invoice)
    other = world.method(invoice["customer"])
    for _ in range(3):
        assert world.refused("invoices.pay", invoice["id"], payment_method=other)["code"] == "state_conflict"
    world.until("2026-01-15T10:30:00Z")
    assert (world.invoice(invoice)["status"], charges(world)) == ("paid", 1)
    assert world.differences() == []


def test_museum_E05(world: World) -> None:
    """A retry of an unknown payment made a duplicate. It asks by the same key first."""
    invoice, method = order(world, "pm_card_timeout")
    payment = world.collect("37.51", method, invoice=invoice)
    assert world.refused("payments.confirm", payment["id"], payment_method=method)["code"] == "state_conflict"
    assert world("payments.sync", payment["id"])["status"] == "succeeded"
    assert (charges(world), len(world("attempts.list", payment["id"])["data"])) == (1, 1)


def test_museum_E06(world: World) -> None:
    """A janitor overwrote a newer state. Events and questions at once: the money came once and stays."""
    invoice, method = order(world, "pm_card_timeout")
    payment = world.collect("37.51", method, invoice=invoice)
    said = charge(world, payment, "succeeded", reference="sim_ch_told", fee=81)
    sync: Callable[[], int] = lambda: world.send("payments.sync", payment["id"]).status  # noqa: E731
    hear: list[Callable[[], int]] = [
        (lambda n=n: tell(world, f"evt_{n}", "charge", **said).status)  # type: ignore[misc]
        for n in range(4)
    ]
    assert set(at_once([sync, *hear, sync, sync, sync])) == {200}
    assert world.payment(payment)["status"] == "succeeded"
    assert books(world) == {"1050": "36.70", "5010": "0.81"}


def test_museum_E09_and_G01(world: World) -> None:
    """The same event on eight workers: eight times 200, one row, one effect."""
    invoice, method = order(world, "pm_sepa_debit", "sepa_debit")
    payment = world.collect("37.51", method, invoice=invoice)
    said = charge(world, payment, "succeeded")
    answers = at_once([lambda: tell(world, "evt_1", "charge", work=False, **said)] * 8)
    assert by_status(answers) == {200: 8}
    world.house.work()
    assert len(world("inbound_events.list")["data"]) == 1
    assert [cause for cause in world.causes() if payment["id"] in cause] == [
        f"payment.succeeded/{payment['id']}/1", f"fee.charged/{payment['id']}/1",
    ]  # fmt: skip
    happened(world, payment, "succeeded")


def test_museum_E10_and_E11(world: World) -> None:
    """A charge before its row was saved, and a crash after it. Everything is kept first; a worker finishes it."""
    invoice, method = order(world)
    engine, tenant = world.house.gateway.engine, world.house.tenant
    real, engine.ports["simulated"] = engine.ports["simulated"], _dies
    try:
        payment = world.collect("37.51", method, invoice=invoice)
        assert payment["status"] == "processing"
        engine.ports["simulated"] = real
        real(tenant, f"{payment['id']}/1", _asked(world, payment))  # it reached the provider, and its answer nobody
    finally:
        engine.ports["simulated"] = real
    _let_leases_run_out(world)
    world.house.work()
    assert (world.payment(payment)["status"], world.invoice(invoice)["status"]) == ("succeeded", "paid")
    assert (charges(world), world.differences()) == (1, [])


def test_museum_E11_of_refunds(world: World) -> None:
    """The refund was made and nobody here knew; or refused, and kept as done."""
    invoice, method = order(world)
    payment = world.collect("37.51", method, invoice=invoice)
    engine = world.house.gateway.engine
    real, engine.ports["simulated"] = engine.ports["simulated"], _dies
    try:
        made = world("refunds.create", payment=payment["id"], amount="37.51", reason="r")
    finally:
        engine.ports["simulated"] = real
    assert (made["status"], world.invoice(invoice)["status"]) == ("pending", "paid")
    _let_leases_run_out(world)
    world.house.work()
    assert world("refunds.retrieve", made["id"])["status"] == "succeeded"
    assert (world.invoice(invoice)["amount_due"], world.differences()) == ("37.51", [])


def test_museum_E14(world: World) -> None:
    """A deleted method was a fault. It is a refusal for who asks, and a failure that is told where nobody does."""
    invoice, method = order(world, "pm_card_insufficient_funds", collection="charge_automatically")
    world.house.work()
    world("payment_methods.detach", method)
    problem = world.refused("invoices.pay", invoice["id"], payment_method=method)
    assert (problem["code"], problem["field"]) == ("rule_conflict", "payment_method")
    assert world.refused("invoices.pay", invoice["id"])["code"] == "rule_conflict"
    world.until("2026-02-15T00:00:00Z")
    assert world.told("invoice.payment_failed") == [invoice["id"]] * 2


def test_museum_E15(world: World) -> None:
    """A customer who was deleted was charged on. Archived: nothing in ninety days."""
    invoice, _ = order(world, "pm_card_insufficient_funds", collection="charge_automatically")
    world.house.work()
    world("customers.archive", invoice["customer"])
    world.until("2026-04-15T00:00:00Z")
    assert charges(world) == 1


def test_museum_E17(world: World) -> None:
    """Completed by the caller and by the webhook at once: one payment of the invoice."""
    invoice, method = order(world, "pm_card_three_d_secure")
    payment = world.collect("37.51", method, invoice=invoice)
    said = charge(world, payment, "succeeded", fee=81)
    confirm: Callable[[], int] = lambda: world.send("payments.confirm", payment["id"]).status  # noqa: E731
    hear: Callable[[], int] = lambda: tell(world, "evt_1", "charge", **said).status  # noqa: E731
    assert set(at_once([confirm, hear, confirm, hear])) <= {200, 409}
    world.house.work()
    assert (world.payment(payment)["status"], world.invoice(invoice)["amount_paid"]) == ("succeeded", "37.51")
    assert books(world) == {"1050": "36.70", "5010": "0.81"}


def test_museum_E18(world: World) -> None:
    """A partial capture was recorded in full. Authorize 10.00, capture 6.00: paid 6.00, due 4.00."""
    customer = world.customer()
    invoice = world.order(customer, "10.00", tax="none")
    payment = world.collect("10.00", world.method(customer), invoice=invoice, capture="manual")
    world("payments.capture", payment["id"], amount="6.00")
    found = world.invoice(invoice)
    assert (found["amount_paid"], found["amount_due"]) == ("6.00", "4.00")


def test_museum_E19(world: World) -> None:
    """Succeeded, then failed, left money there. A debit for the balance comes back: nothing is left of it."""
    customer = world.customer()
    payment = world.collect("37.51", world.method(customer, "pm_sepa_debit_returned", "sepa_debit"))
    world.until("2026-01-19T00:00:00Z")
    assert world.held("2020") == "37.51"
    world.until("2026-01-26T00:00:00Z")
    assert (world.payment(payment)["status"], world.held("2020"), world.differences()) == ("returned", "0.00", [])


def test_museum_E20_by_provider(world: World) -> None:
    """A refund was laid on the payment that had failed. It goes by the attempt that took the money."""
    invoice, method = order(world, "pm_card_declined")
    payment = world.collect("37.51", method, invoice=invoice)
    world("payments.confirm", payment["id"], payment_method=world.method(invoice["customer"]))
    world("refunds.create", payment=payment["id"], amount="37.51", reason="r")
    engine = world.house.gateway.engine
    refunds = engine.read(world.house.tenant, SYSTEM, lambda tx: [each.parent for each in truth.every(tx, "refund")])
    attempts = world("attempts.list", payment["id"], order="asc")["data"]
    assert refunds == [attempts[1]["provider_reference"]]


def test_museum_F01_by_provider(world: World) -> None:
    """Two refunds of 60 at once made 120. Sixteen at once: one goes, also while it is pending."""
    customer = world.customer()
    payment = world.collect("100.00", world.method(customer, "pm_card_refund_pending"))
    answers = at_once([
        lambda: world.send("refunds.create", payment=payment["id"], amount="60.00", reason="r")
    ] * 16)  # fmt: skip
    found = by_status(answers)
    assert found[200] == 1
    assert set(found) <= {200, 412, 422}
    world.until("2026-01-17T00:00:00Z")
    assert (world.payment(payment)["amount_refunded"], world.differences()) == ("60.00", [])


def test_museum_F05_by_provider(world: World) -> None:
    """A second refund was refused and moved money. A refusal changes nothing."""
    invoice, method = order(world)
    payment = world.collect("37.51", method, invoice=invoice)
    world("refunds.create", payment=payment["id"], amount="37.51", reason="r")
    before = (books(world), world.causes())
    for operation, more in (("refunds.create", {"amount": "37.51"}), ("refunds.create", {"amount": "0.01"})):
        world.refused(operation, payment=payment["id"], reason="r", **more)
    for operation in ("payments.capture", "payments.cancel", "payments.confirm"):
        world.refused(operation, payment["id"])
    assert (books(world), world.causes()) == before


@pytest.mark.parametrize(("token", "status", "due"), [
    ("pm_card_refund_pending", "succeeded", "37.51"), ("pm_card_refund_declined", "failed", "0.00"),
])  # fmt: skip
def test_museum_F07(world: World, token: str, status: str, due: str) -> None:
    """A refund that was pending succeeded, and the invoice was not told."""
    invoice, method = order(world, token)
    payment = world.collect("37.51", method, invoice=invoice)
    made = world("refunds.create", payment=payment["id"], amount="37.51", reason="r")
    assert (made["status"], world.invoice(invoice)["amount_due"]) == ("pending", "0.00")
    world.until("2026-01-17T00:00:00Z")
    assert world("refunds.retrieve", made["id"])["status"] == status
    assert world.invoice(invoice)["amount_due"] == due


def test_museum_F08_by_provider(world: World) -> None:
    """What a credit had paid was refunded to the card. 3.00 of credit, 7.00 by card: 7.00 goes back."""
    customer = world.customer()
    world("balance_adjustments.create", customer=customer, entity=world.entity, amount="3.00", currency="EUR",
          direction="credit", reason="Goodwill")  # fmt: skip
    invoice = world.order(customer, "10.00", tax="none")
    payment = world.collect("7.00", world.method(customer), invoice=invoice)
    problem = world.refused("refunds.create", payment=payment["id"], amount="7.01", reason="r")
    assert (problem["code"], problem["facts"]["remaining"]) == ("amount_exceeds_remaining", "7.00")


def test_museum_F09(world: World) -> None:
    """A dispute and a refund took the money twice. While it is disputed nothing is refunded."""
    invoice, method = order(world, "pm_card_disputed")
    payment = world.collect("37.51", method, invoice=invoice)
    world.until("2026-01-17T00:00:00Z")
    for operation, path, more in (
        ("refunds.create", (), {"payment": payment["id"], "amount": "37.51", "reason": "r"}),
        ("payments.refund", (payment["id"],), {"reason": "r"}),
    ):
        problem = world.refused(operation, *path, **more)
        assert (problem["code"], problem["facts"]["status"]) == ("state_conflict", "disputed")


def test_museum_F11(world: World) -> None:
    """`created` after `closed` crashed. Every order and every doubling of what is told ends the same."""
    ends = set()
    statuses = ("warning", "needs_response", "under_review", "lost")
    chance = random.Random(11)
    for number, told in enumerate(itertools.permutations(statuses)):
        invoice, method = order(world)
        payment = world.collect("37.51", method, invoice=invoice)
        said = {status: dispute(world, payment, status, reference=f"sim_dp_{number}") for status in statuses}
        for place, status in enumerate(chance.sample([*told, *told], 8)):
            assert tell(world, f"evt_{number}_{place}", "dispute", work=False, **said[status]).status == 200
        world.house.work()
        (found,) = world("disputes.list", payment=payment["id"])["data"]
        now = world.invoice(invoice)
        ends.add((found["status"], now["status"], now["amount_due"]))
    assert ends == {("lost", "open", "37.51")}
    assert world.held("1080") == "0.00"


def test_museum_F13_by_provider(world: World) -> None:
    """A payment that was not complete was refunded."""
    invoice, method = order(world, "pm_sepa_debit", "sepa_debit")
    payment = world.collect("37.51", method, invoice=invoice)
    problem = world.refused("payments.refund", payment["id"], reason="r")
    assert (problem["code"], problem["facts"]["status"]) == ("state_conflict", "processing")


def test_museum_G03(world: World) -> None:
    """Events lay in memory and were lost. 200 only when it is kept; whoever works next acts on it."""
    invoice, method = order(world, "pm_sepa_debit", "sepa_debit")
    payment = world.collect("37.51", method, invoice=invoice)
    engine = world.house.gateway.engine
    real, engine.ports["inbox"] = engine.ports["inbox"], _dies
    try:
        assert tell(world, "evt_1", "charge", **charge(world, payment, "succeeded")).status == 200
    finally:
        engine.ports["inbox"] = real
    assert world.payment(payment)["status"] == "processing"
    _let_leases_run_out(world)
    world.house.work()
    assert world.payment(payment)["status"] == "succeeded"
    happened(world, payment, "succeeded")


@pytest.mark.parametrize("token", ["pm_sepa_debit", "pm_sepa_debit_fails", "pm_sepa_debit_returned"])
def test_museum_G04(world: World, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook never came. Every event is dropped: asking alone brings both to the same, in its time."""
    engine = world.house.gateway.engine
    real = engine.agenda["payments.provider_tells"]

    def dropped(tx: Tx, due: Any) -> Any:
        return simulated.tells(tx, due) and None if tx.tenant == world.house.tenant else real(tx, due)

    monkeypatch.setitem(engine.agenda, "payments.provider_tells", dropped)
    invoice, method = order(world, token, "sepa_debit")
    world.collect("37.51", method, invoice=invoice)
    world.until("2026-03-15T00:00:00Z")
    assert world("inbound_events.list")["data"] == []
    assert world.differences() == []
    assert world.invoice(invoice)["status"] == ("paid" if token == "pm_sepa_debit" else "open")  # noqa: S105


def test_museum_G05(world: World, house: House) -> None:
    """One account of a provider was shared by three tenants. What is told to one is nobody else's."""
    del house
    other = World.open(world.parent)
    invoice, method = order(world, "pm_sepa_debit", "sepa_debit")
    payment = world.collect("37.51", method, invoice=invoice)
    said = charge(world, payment, "succeeded")
    assert tell(other, "evt_1", "charge", **said).status == 200
    assert [each["effect"] for each in other("inbound_events.list")["data"]] == ["ignored"]
    assert world.payment(payment)["status"] == "processing"
    assert (world("inbound_events.list")["data"], other.causes()) == ([], [])


def test_museum_G06(world: World) -> None:
    """404 for what was unknown, and the provider gave up. Unknown: 200. Not signed: refused, nothing kept."""
    said: dict[str, Any] = {"reference": "sim_ch_9", "key": "pay_9/1", "status": "succeeded", "amount": 1}
    assert tell(world, "evt_1", "charge", **said, currency="EUR").status == 200
    somebody = signing.PREFIX + "c29tZWJvZHkgZWxzZQ=="
    assert deliver(world, "evt_2", b'{"type": "x", "data": {}}', whsec=somebody).status == 400
    assert [each["provider_event"] for each in world("inbound_events.list")["data"]] == ["evt_1"]


# ---- a worker that dies ----------------------------------------------------------------------------------------------


def _dies(*_: Any) -> dict[str, Any]:
    """The process ends before the world was asked, or before its answer was kept."""
    raise RuntimeError("killed")


def _asked(world: World, payment: Any) -> dict[str, Any]:
    engine = world.house.gateway.engine
    ask = engine.read(world.house.tenant, SYSTEM, lambda tx: asks.kept(tx, f"{payment['id']}/1"))
    assert ask is not None
    return dict(ask.request)


def _let_leases_run_out(world: World) -> None:
    engine = world.house.gateway.engine
    gone = "UPDATE engine_ask SET leased_until = 0 WHERE tenant = :tenant AND status <> 'answered'"
    engine.run(world.house.tenant, CUSTOMER, lambda tx: tx.run(gone))

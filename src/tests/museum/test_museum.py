"""Documents and money: bugs that other billing systems had, each told as the test that Harr has to pass."""

# ruff: noqa: N802 - a test is called by the place of its bug in the collection

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from harr.edge.gateway import Response
from harr.kernel.errors import CurrencyMismatch
from harr.kernel.money import Money
from tests.scenarios.world import World

T = TypeVar("T")
TRANSFER = {"currency": "EUR", "method_type": "bank_transfer", "received_on": "2026-01-15"}


def at_once(acts: Sequence[Callable[[], T]]) -> list[T]:
    """Real threads on real connections, all let go together."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result() for each in [pool.submit(act) for act in acts]]


def by_status(answers: Sequence[Response]) -> dict[int, int]:
    """How many answers there are of each status."""
    statuses = [answer.status for answer in answers]
    return {status: statuses.count(status) for status in sorted(set(statuses))}


def credited(world: World, invoice: Any, amount: str, **more: Any) -> Any:
    """A part of the first line taken back, net of tax."""
    lines = [{"line": invoice["lines"][0]["id"], "amount": amount}]
    return world("credit_notes.create", invoice=invoice["id"], reason="order_change", lines=lines, issue=True, **more)


def test_museum_A06(world: World) -> None:
    """Dollars and cents were mixed, and minus 2,950,000 could be refunded. Pay 500, refund 300: 200 is left."""
    payment = world.pay("500.00", customer=world.customer())
    world("refunds.create", payment=payment["id"], amount="300.00", reason="r")
    rest = world("payments.refund", payment["id"], reason="The rest")
    assert (rest["amount_refunded"], rest["amount_unallocated"]) == ("500.00", "0.00")
    assert [each["amount"] for each in world("refunds.list", order="asc")["data"]] == ["300.00", "200.00"]
    with pytest.raises(TypeError):
        Money(1, "USD") + 1  # type: ignore[operator]
    with pytest.raises(CurrencyMismatch):
        Money(1, "USD") + Money(1, "EUR")


def test_museum_A10(world: World) -> None:
    """`NaN` became a fee, and other numbers that are none: all are refused, in every field of money or quantity."""
    line = {"description": "x", "tax_rates": [world.rates["21"]]}
    customer = world.customer()
    for text in ("NaN", "Infinity", "-0", "-0.00", "1e400", "١٢", "1,00", "+1.00", "01.00", " 1.00", "1.00 "):
        for field in ("amount", "unit_amount", "quantity"):
            given = {**line, "unit_amount": "1.00", field: text}
            answer = world.send("invoices.create", customer=customer, currency="EUR", lines=[given])
            assert answer.status in {400, 422}, (field, text)
        assert world.send("payments.create", **TRANSFER, amount=text, customer=customer).status in {400, 422}, text
    nothing = world("invoices.create", customer=customer, currency="EUR",
                    lines=[{**line, "unit_amount": "19.99", "quantity": "0"}])  # fmt: skip
    assert nothing["total"] == "0.00"


def test_museum_A11(world: World) -> None:
    """A minus before nothing stood on invoices: no answer and no report shows one."""
    invoice = world.order(world.customer(), "0.00", "-0.01", "0.01")
    shown = [world.send("invoices.retrieve", invoice["id"]).body]
    shown += [world.send("reports.retrieve", name, entity=world.entity, format=form).body
              for name in ("trial_balance", "balance_sheet", "general_ledger") for form in ("json", "csv")]  # fmt: skip
    shown.append(world.send("invoices.document", invoice["id"]).body)
    for body in shown:
        assert not re.search(rb"-0+(\.0+)?(?![0-9.])", re.sub(rb"\d{4}-\d\d-\d\d[T0-9:.Z]*", b"", body)), body


def test_museum_A12(world: World) -> None:
    """An amount below zero was accepted, and reports summed something else: it is refused in every create."""
    customer = world.customer()
    payment = world.pay("10.00", customer=customer)
    refused = [
        world.refused("payments.create", **TRANSFER, amount="-25.00", customer=customer),
        world.refused("refunds.create", payment=payment["id"], amount="-1.00", reason="r"),
        world.refused("balance_adjustments.create", customer=customer, amount="-1.00", currency="EUR",
                      direction="credit", reason="r"),
    ]  # fmt: skip
    assert {(each["status"], each["field"]) for each in refused} == {(400, "amount")}
    listed = sum(Money.parse(each["amount"], "EUR").minor for each in world("payments.list")["data"])
    assert Money(listed, "EUR").text == world.held("1010")


def test_museum_C08(world: World) -> None:
    """Numbers from `MAX(number) + 1` were given twice: many at once give every number once, without a gap."""
    customers = [world.customer(f"Customer {n}") for n in range(8)]
    orders = [lambda who=who: [world.order(who, "10.00")["number"] for _ in range(4)] for who in customers]
    numbers = [number for found in at_once(orders) for number in found]
    assert sorted(numbers) == [f"INV-2026-{n:06}" for n in range(1, 33)]


def test_museum_C10(world: World) -> None:
    """Drafts and failures took numbers and left gaps: only a document has one, and a void one keeps it."""
    customer = world.customer()
    first = world.order(customer, "10.00")
    world.order(customer, "10.00", finalize=False)
    world.refused("invoices.create", customer=customer, currency="EUR", finalize=True, headers={"idempotency-key": "k"},
                  lines=[{"description": "x", "amount": "-1.00", "tax_rates": [world.rates["21"]]}])  # fmt: skip
    world.house.rehearse("invoices.create", customer=customer, currency="EUR", finalize=True,
                         lines=[{"description": "x", "amount": "1.00", "tax_rates": [world.rates["21"]]}])  # fmt: skip
    void = world("invoices.void", first["id"])
    second = world.order(customer, "10.00")
    assert (void["number"], second["number"]) == ("INV-2026-000001", "INV-2026-000002")


def test_museum_C12(world: World) -> None:
    """Two jobs finalized one invoice: doubled taxes and two numbers. Eight at once make one document."""
    draft = world.order(world.customer(), "100.00", finalize=False)
    answers = at_once([lambda: world.send("invoices.finalize", draft["id"])] * 8)
    assert by_status(answers) == {200: 1, 409: 7}
    assert (world.invoice(draft)["tax_amount"], world.invoice(draft)["number"]) == ("21.00", "INV-2026-000001")
    assert world.told("invoice.finalized") == [draft["id"]]


def test_museum_C13(world: World) -> None:
    """Two voids at once ran twice: one succeeds, seven are told that it is void, the posting is mirrored once."""
    invoice = world.order(world.customer(), "100.00")
    answers = at_once([lambda: world.send("invoices.void", invoice["id"])] * 8)
    assert by_status(answers) == {200: 1, 409: 7}
    assert len(world.causes()) == 2
    assert (world.held("1100"), world.held("2200")) == ("0.00", "0.00")


def test_museum_C15(world: World) -> None:
    """Drafts and void orders were printed and paid: each is refused with the status that it has."""
    customer = world.customer()
    draft = world.order(customer, "10.00", finalize=False)
    void = world.order(customer, "10.00")
    world("invoices.void", void["id"])
    for invoice in (draft, void):
        refused = [world.refused("payments.create", **TRANSFER, amount="12.10", invoice=invoice["id"]),
                   world.refused("invoices.apply_balance", invoice["id"])]  # fmt: skip
        assert {each["code"] for each in refused} == {"state_conflict"}
        assert {each["facts"]["status"] for each in refused} == {"draft" if invoice is draft else "void"}
    assert world.refused("invoices.document", draft["id"])["code"] == "state_conflict"
    below = [{"description": "x", "amount": "-1.00", "tax_rates": [world.rates["21"]]}]
    given = {"customer": customer, "currency": "EUR", "lines": below, "finalize": True}
    problem = world.refused("invoices.create", **given, headers={"idempotency-key": "k"})
    assert problem["code"] == "rule_conflict"


def test_museum_D05(world: World) -> None:
    """More tax was given back than was taken: any series of partial credit notes gives back all of it, and no more."""
    invoice = world.order(world.customer(), "9.99", "0.07", tax="9")
    world.pay(invoice["total"], invoice=invoice)
    first, second = invoice["lines"]
    parts = [(first, amount) for amount in ("3.33", "3.33", "0.01", "3.32")] + [
        (second, amount) for amount in ("0.03", "0.04")
    ]
    taxes = []
    for line, amount in parts:
        note = world("credit_notes.create", invoice=invoice["id"], reason="order_change", issue=True,
                     lines=[{"line": line["id"], "amount": amount}])  # fmt: skip
        taxes.append(Money.parse(note["tax_amount"], "EUR").minor)
        assert sum(taxes) <= Money.parse(invoice["tax_amount"], "EUR").minor
    assert Money(sum(taxes), "EUR").text == invoice["tax_amount"]
    assert world.invoice(invoice)["credit_notes_total"] == invoice["total"]
    lines = [{"line": first["id"], "amount": "0.01"}]
    more = world.refused("credit_notes.create", invoice=invoice["id"], reason="order_change", issue=True, lines=lines)
    assert more["code"] == "credit_exceeds_line"


def test_museum_D09(world: World) -> None:
    """One credit was spent on several invoices at once: 10.00 on eight invoices of 4.00 is 10.00 in all."""
    customer = world.customer()
    world("balance_adjustments.create", customer=customer, entity=world.entity, amount="10.00", currency="EUR",
          direction="credit", reason="Sorry")  # fmt: skip
    drafts = [world.order(customer, "4.00", tax="none", finalize=False)["id"] for _ in range(8)]
    found = at_once([lambda draft=draft: world("invoices.finalize", draft) for draft in drafts])  # type: ignore[misc]
    applied = [Money.parse(each["amount_applied"], "EUR").minor for each in found]
    assert (sum(applied), sorted(applied)) == (1000, [0, 0, 0, 0, 0, 200, 400, 400])
    assert world.balance(customer) == [("EUR", "0.00")]


def test_museum_D15(world: World) -> None:
    """A void invoice was credited: it cannot be."""
    invoice = world.order(world.customer(), "10.00")
    world("invoices.void", invoice["id"])
    problem = world.refused("credit_notes.create", invoice=invoice["id"], reason="cancellation", whole=True, issue=True)
    assert (problem["status"], problem["code"]) == (409, "state_conflict")


def test_museum_D16(world: World) -> None:
    """A credit below zero was taken as a payment."""
    invoice = world.order(world.customer(), "10.00")
    for amount in ("-1.00", "0.00"):
        assert world.refused("payments.create", **TRANSFER, amount=amount, invoice=invoice["id"])["field"] == "amount"
    assert world.invoice(invoice)["amount_due"] == "12.10"


def test_museum_E01(world: World) -> None:
    """A retry charged again: the same key, ten at once and ten after, makes one payment and one answer."""
    given = {**TRANSFER, "amount": "12.10", "invoice": world.order(world.customer(), "10.00")["id"],
             "headers": {"idempotency-key": "once"}}  # fmt: skip
    answers = at_once([lambda: world.send("payments.create", **given)] * 10)
    answers += [world.send("payments.create", **given) for _ in range(10)]
    assert {answer.body for answer in answers if answer.status == 200} == {answers[-1].body}
    assert {answer.status for answer in answers} <= {200, 409}
    assert len(world("payments.list")["data"]) == 1
    assert world.held("1010") == "12.10"


def test_museum_E20(world: World) -> None:
    """A refund was laid to a payment that could not cover it: no more than the payment has, whatever is owed."""
    customer = world.customer()
    invoice = world.order(customer, "100.00", tax="none")
    small = world.pay("30.00", invoice=invoice)
    world.pay("70.00", invoice=invoice)
    note = credited(world, invoice, "100.00", amount_to_refund="100.00")
    problem = world.refused("refunds.create", payment=small["id"], credit_note=note["id"], amount="30.01", reason="r")
    assert (problem["code"], problem["facts"]["remaining"]) == ("amount_exceeds_remaining", "30.00")


def test_museum_F01(world: World) -> None:
    """Two refunds of 60 of 100 went through at once: of sixteen one does, with a credit note and without."""
    customer = world.customer()
    payment = world.pay("100.00", customer=customer)
    given = {"payment": payment["id"], "amount": "60.00", "reason": "r"}
    assert by_status(at_once([lambda: world.send("refunds.create", **given)] * 16)) == {200: 1, 422: 15}
    invoice = world.order(customer, "100.00", tax="none")
    paid = world.pay("100.00", invoice=invoice)
    note = credited(world, invoice, "100.00", amount_to_refund="100.00")
    given = {"payment": paid["id"], "credit_note": note["id"], "amount": "60.00", "reason": "r"}
    assert by_status(at_once([lambda: world.send("refunds.create", **given)] * 16)) == {200: 1, 422: 15}
    assert (world.held("2300"), world.held("1010")) == ("40.00", "80.00")


def test_museum_F02(world: World) -> None:
    """A refund below zero passed as one that is not more than what is left."""
    payment = world.pay("10.00", customer=world.customer())
    for amount in ("0.00", "-0.01", "-1.00"):
        assert world.refused("refunds.create", payment=payment["id"], amount=amount, reason="r")["field"] == "amount"
    assert world("refunds.list")["data"] == []


def test_museum_F04(world: World) -> None:
    """In two steps more was refunded than was paid: 9.99 of 10.00, then 0.02 is refused, and 0.01 is not."""
    payment = world.pay("10.00", customer=world.customer())
    given = {"payment": payment["id"], "reason": "r"}
    world("refunds.create", **given, amount="9.99")
    assert world.refused("refunds.create", **given, amount="0.02")["facts"]["remaining"] == "0.01"
    world("refunds.create", **given, amount="0.01")
    assert world.refused("refunds.create", **given, amount="0.01")["code"] == "amount_exceeds_remaining"


def test_museum_F05(world: World) -> None:
    """A refused request moved the money back: a refusal changes no row but the audit's."""
    customer = world.customer()
    invoice = world.order(customer, "100.00")
    payment = world.pay("130.00", invoice=invoice)
    world("payments.refund", payment["id"], reason="r")
    before = _everything(world)
    note = {
        "invoice": invoice["id"],
        "reason": "order_change",
        "whole": True,
        "issue": True,
        "amount_to_refund": "999.00",
    }
    for operation, path, body in (
        ("refunds.create", (), {"payment": payment["id"], "amount": "130.00", "reason": "again"}),
        ("payments.refund", (payment["id"],), {"reason": "again"}),
        ("payments.cancel", (payment["id"],), {}),
        ("payments.allocate", (payment["id"],), {"invoice": invoice["id"]}),
        ("payments.create", (), {**TRANSFER, "amount": "1.00", "currency": "USD", "invoice": invoice["id"]}),
        ("invoices.finalize", (invoice["id"],), {}),
        ("invoices.apply_balance", (invoice["id"],), {}),
        ("credit_notes.create", (), note),
    ):
        world.refused(operation, *path, **body)
        assert _everything(world) == before, operation


def test_museum_F08(world: World) -> None:
    """What could be refunded counted the credit: of 10.00 that were 3.00 credit and 7.00 card, 7.00 go to the card."""
    customer = world.customer()
    world("balance_adjustments.create", customer=customer, entity=world.entity, amount="3.00", currency="EUR",
          direction="credit", reason="Sorry")  # fmt: skip
    invoice = world.order(customer, "10.00", tax="none")
    card = world("payments.create", invoice=invoice["id"], amount="7.00", currency="EUR", method_type="card",
                 provider="terminal", received_on="2026-01-15")  # fmt: skip
    note = credited(world, invoice, "10.00", amount_to_refund="7.00", amount_to_balance="3.00")
    given = {"payment": card["id"], "credit_note": note["id"], "reason": "r"}
    assert world.refused("refunds.create", **given, amount="7.01")["facts"]["remaining"] == "7.00"
    world("refunds.create", **given, amount="7.00")
    assert (world.held("1050"), world.balance(customer)) == ("0.00", [("EUR", "3.00")])


def test_museum_K01(world: World) -> None:
    """The same key with another body answered as the first: it is refused, and nothing is done."""
    customer = world.customer()
    given = {**TRANSFER, "customer": customer, "headers": {"idempotency-key": "k"}}
    world("payments.create", **given, amount="1.00")
    problem = world.refused("payments.create", **given, amount="2.00")
    assert (problem["status"], problem["code"]) == (422, "idempotency_key_reused")
    assert world.held("1010") == "1.00"


def test_museum_K12(world: World) -> None:
    """A rehearsal said yes where the act said no: both say the same, for whatever amount."""
    customer = world.customer()
    expected = {"0.00": "field_invalid", "0.01": None, "12.05": None, "12.10": None, "12.1": "money_digits",
                "12.11": "amount_exceeds_remaining", "99999999999999.99": "field_invalid"}  # fmt: skip
    for amount, code in expected.items():
        part = {"invoice": world.order(customer, "10.00", balance_to_use="none")["id"], "amount": amount}
        given: dict[str, Any] = {**TRANSFER, "amount": amount, "allocations": [part]}
        rehearsed = world.send("payments.create", query={"dry_run": "true"}, **given)
        done = world.send("payments.create", **given)
        assert (rehearsed.status, _code(rehearsed)) == (done.status, _code(done)), amount
        assert _code(done) == code, amount


def _code(answer: Response) -> str | None:
    found: str | None = answer.json().get("code")
    return found


def _everything(world: World) -> list[Any]:
    """What a caller can see of the money."""
    report = world("reports.retrieve", "trial_balance", entity=world.entity)
    lists = [world(name)["data"] for name in ("payments.list", "refunds.list", "invoices.list", "credit_notes.list")]
    return [report["rows"], *lists, world.causes()]

"""Orders, numbers, payments, credit notes and balances that many want at once: one outcome, and books that add up."""

from __future__ import annotations

import itertools
import uuid
from decimal import Decimal
from functools import partial
from itertools import cycle
from typing import Any

import pytest

from harr.engine import Tx, audit
from tests.races.conftest import Market, answered, at_once
from tests.races.processes import Call, Hand, Processes


def an_order(market: Market, amount: str = "10.00", key: str | None = None) -> Call:
    """A one-off order: drafted, booked and numbered in one commit."""
    line = {"description": "Bicycle", "amount": amount}
    body = {"customer": market.customer, "entity": market.entity, "currency": "EUR", "finalize": True, "lines": [line]}
    return Call("invoices.create", body=body, key=key or str(uuid.uuid4()))


def numbers(market: Market) -> list[int]:
    """Every number of the series of invoices, as its audit names them."""
    [series] = [one for one in market.all("series.list") if one["document_type"] == "invoice"]
    return sorted(one["sequence"] for one in market.all("series.audit", series["id"]))


def test_one_key_from_eight_threads_is_one_order(market: Market) -> None:
    """One makes it; the others are given the same answer, byte for byte."""
    responses = answered(market.house, [an_order(market, key="the-same")] * 8)
    assert [one.status for one in responses] == [200] * 8, responses[0].body
    assert len({one.body for one in responses}) == 1
    assert sum("Idempotency-Replayed" in one.headers for one in responses) == 7
    assert len(market.all("invoices.list")) == 1
    market.sound()


def test_one_key_from_four_processes_is_one_order(market: Market, processes: Processes) -> None:
    """Processes share nothing but the database."""
    hand = Hand((an_order(market, key="the-same"), an_order(market, key="the-same-too")))
    found = [one for each in processes.run(market.house, [hand] * 4) for one in each]
    done = [one for one in found if one.status == 200]
    assert {one.status for one in found} <= {200, 409}  # in flight: the first one has not been answered yet
    assert sum(not one.replayed for one in done) == 2
    assert len({one.body["id"] for one in done}) == 2
    assert len(market.all("invoices.list")) == 2
    market.sound()


def test_numbers_have_no_gap_when_a_third_of_the_orders_die(market: Market, processes: Processes) -> None:
    """Killed before or after a commit, sent again under the same key until they are answered."""
    waiting = [an_order(market, f"{n}.00") for n in range(1, 19)]
    dies = cycle([("before", 1), ("after", 1), None])
    answers: dict[str | None, Any] = {}
    deaths = 0
    while waiting:
        hands = [Hand(tuple(waiting[n : n + 3]), dies=next(dies)) for n in range(0, len(waiting), 3)]
        for hand, answers_ in zip(hands, processes.run(market.house, hands), strict=True):
            deaths += len(answers_) < len(hand.calls)
            answers |= {hand.calls[one.n].key: one.body for one in answers_ if one.status == 200}
        waiting = [call for call in waiting if call.key not in answers]
    assert deaths >= 6, "hardly anybody died: this has tested nothing"
    assert len({one["number"] for one in answers.values()}) == 18
    assert numbers(market) == list(range(1, 19))
    market.sound()


class DiskError(Exception):
    """A commit that the store could not make."""


def test_numbers_have_no_gap_when_a_third_of_the_commits_fail(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight threads finalize; every third time it fails when all is written, says 500, and is asked for again."""
    drafts = [market.draft(f"{n}.00")["id"] for n in range(1, 25)]
    fails = failing(monkeypatch)

    def finalize(n: int) -> None:
        for draft in drafts[n::8]:
            while (response := market.house.send("invoices.finalize", draft)).status != 200:
                assert response.status == 500, response.body

    at_once([partial(finalize, n) for n in range(8)])
    assert len(fails) >= 8
    assert numbers(market) == list(range(1, 25))
    market.sound()


def failing(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every third transaction that takes a number fails at its end; which of them did."""
    write, count, fails = audit.write, itertools.count(1), list[int]()

    def third(tx: Tx, subject: str | None) -> None:
        write(tx, subject)
        if tx.actor.operation == "invoices.finalize" and (n := next(count)) % 3 == 0:
            fails.append(n)
            raise DiskError

    monkeypatch.setattr(audit, "write", third)
    return fails


def test_two_refunds_of_one_credit_note_pay_it_once(market: Market) -> None:
    """A paid invoice is credited; eight want the whole of it back, and one is given it."""
    invoice = market.invoice("100.00")
    payment = market.pay(invoice, "121.00")
    note = market.house("credit_notes.create", invoice=invoice["id"], reason="order_change", whole=True, issue=True,
                        amount_to_refund="121.00")  # fmt: skip
    refund = Call("refunds.create", body={"payment": payment["id"], "credit_note": note["id"], "amount": "121.00",
                                          "reason": "order_change"})  # fmt: skip
    statuses = sorted(one.status for one in answered(market.house, [refund] * 8))
    assert statuses == [200] + [422] * 7
    assert [one["amount"] for one in market.all("refunds.list")] == ["121.00"]
    market.sound()


def test_parts_of_a_credit_note_are_refunded_up_to_it(market: Market, processes: Processes) -> None:
    """Eight of 50.00 from four processes against 121.00: two are paid."""
    invoice = market.invoice("100.00")
    payment = market.pay(invoice, "121.00")
    note = market.house("credit_notes.create", invoice=invoice["id"], reason="order_change", whole=True, issue=True,
                        amount_to_refund="121.00")  # fmt: skip
    body = {"payment": payment["id"], "credit_note": note["id"], "amount": "50.00", "reason": "order_change"}
    hand = Hand((Call("refunds.create", body=body), Call("refunds.create", body=body)))
    statuses = [one.status for each in processes.run(market.house, [hand] * 4) for one in each]
    assert sorted(statuses) == [200] * 2 + [422] * 6
    market.sound()


def test_a_balance_is_spent_once(market: Market, processes: Processes) -> None:
    """Credit for three invoices of eight, wanted by four processes, while somebody takes a part of it off."""
    market.give("40.00")
    invoices = [market.invoice("10.00", balance_to_use="none")["id"] for _ in range(8)]
    spends = [Call("invoices.apply_balance", (each,), {"amount": "12.10"}) for each in invoices]
    taken = {"customer": market.customer, "entity": market.entity, "amount": "3.00", "currency": "EUR",
             "direction": "debit", "reason": "mistake"}  # fmt: skip
    hands = [Hand(tuple(spends[n::4])) for n in range(4)] + [Hand((Call("balance_adjustments.create", body=taken),))]
    found = processes.run(market.house, hands)
    spent = [one.status for each in found[:4] for one in each]
    assert (spent.count(200), found[4][0].status) in {(3, 200), (3, 422), (2, 200)}
    left = Decimal("40.00") - Decimal("12.10") * spent.count(200) - (Decimal(3) if found[4][0].status == 200 else 0)
    assert market.house("customers.balances", market.customer)["data"][0]["balance"] == str(left)
    market.sound()


OUTCOMES: list[tuple[str, dict[str, Any]]] = [
    ("invoices.void", {}),
    ("invoices.mark_uncollectible", {}),
    ("credit_notes.create", {"reason": "order_change", "whole": True, "issue": True}),
]


@pytest.mark.parametrize(("other", "body"), OUTCOMES, ids=[name for name, _ in OUTCOMES])
def test_a_payment_and_its_opposite_at_once_have_one_outcome(market: Market, other: str, body: dict[str, Any]) -> None:
    """Whoever comes first is done; the other is refused, or does what is left to do. Six times, three of each."""
    for _ in range(6):
        invoice = market.invoice("100.00", balance_to_use="none")
        pay = Call("payments.create", body={
            "amount": "121.00", "currency": "EUR", "invoice": invoice["id"], "method_type": "bank_transfer",
            "received_on": invoice["issued_on"],
        }, key=str(uuid.uuid4()))  # fmt: skip
        against = Call(other, (invoice["id"],) if other.startswith("invoices.") else (),
                       body if other.startswith("invoices.") else {**body, "invoice": invoice["id"]})  # fmt: skip
        responses = answered(market.house, [pay, against, pay, against, pay, against])
        assert {one.status for one in responses} <= {200, 409, 422}, [one.body for one in responses]
        assert any(one.status == 200 for one in responses)
        now = market.again(invoice)
        assert now["amount_due"] == "0.00"
        paid, credited, lost = (Decimal(now[f"amount_{what}"]) for what in ("paid", "credited", "written_off"))
        assert now["status"] == "void" or paid + credited + lost == Decimal(now["total"])
    market.sound()


def test_one_payment_is_laid_on_invoices_up_to_itself(market: Market) -> None:
    """What waits pays two of eight whole, and a third in part; nothing is laid twice."""
    invoices = [market.invoice("10.00") for _ in range(8)]
    payment = market.house("payments.create", customer=market.customer, entity=market.entity, amount="30.00",
                           currency="EUR", method_type="bank_transfer", received_on="2026-01-15")  # fmt: skip
    lay = [Call("payments.allocate", (payment["id"],), {"invoice": each["id"], "amount": "12.10"}) for each in invoices]
    statuses = sorted(one.status for one in answered(market.house, lay))
    assert statuses == [200] * 2 + [422] * 6
    now = market.house("payments.retrieve", payment["id"])
    assert (now["amount_allocated"], now["amount_unallocated"]) == ("24.20", "5.80")
    market.sound()


def test_a_draft_is_finalized_or_gone(market: Market) -> None:
    """Somebody finalizes while somebody deletes and somebody adds a line: one outcome, and no number is lost."""
    for _ in range(4):
        draft = market.draft("10.00")["id"]
        line = {"description": "More", "amount": "5.00"}
        calls = [Call("invoices.finalize", (draft,)), Call("invoices.delete", (draft,)),
                 Call("invoice_lines.create", (draft,), line)] * 2  # fmt: skip
        responses = answered(market.house, calls)
        assert {one.status for one in responses} <= {200, 204, 404, 409}, [one.body for one in responses]
    made = market.all("invoices.list")
    assert {one["status"] for one in made} <= {"open"}
    assert numbers_of(made) == list(range(1, len(made) + 1))
    market.sound()


def numbers_of(invoices: list[Any]) -> list[int]:
    """The last part of each number."""
    return sorted(int(one["number"].rpartition("-")[2]) for one in invoices)

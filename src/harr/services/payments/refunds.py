"""Money that goes back: what a credit note owes, or what was paid, and then the invoice is due again.

By hand it has gone out when it is recorded. By a provider it is pending until the
provider says what became of it; what it is to give back is reserved meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import msgspec

from harr.contract.events import RefundCreated
from harr.contract.operations import Listing, Page
from harr.contract.payments import Payment, PaymentRefundRequest, Refund, RefundCreate
from harr.contract.shapes import Failure
from harr.engine import Ask, Due, Row, Tx, asks, dumps
from harr.engine.pages import page
from harr.kernel.errors import AmountExceedsRemaining, FieldInvalid, NotFound, RuleConflict, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money
from harr.services import invoices
from harr.services.payments import accounts, giving_back, leaving, presenting, said, store
from harr.services.payments.allocating import writable
from harr.services.payments.said import REFUND_RANK, RefundSaid

ANSWERED = "payments.refunded"
ASK_AGAIN = "payments.ask_refund"
AFTER = (timedelta(days=2), timedelta(days=7))
"""When a refund is looked at in case no event came."""


@dataclass(frozen=True, slots=True)
class Order:
    """A refund that is asked for, however it is asked."""

    amount: str | None
    reason: str
    credit_note: str | None
    method: str
    external_id: str | None
    metadata: dict[str, str]


def create(tx: Tx, given: RefundCreate) -> Refund | Ask:
    """Give back a part of a payment, or all of it."""
    number = id_number(given.payment, "pay", field="payment")
    try:
        row = store.get(tx, "payments_payment", number)
    except NotFound as none:
        raise NotFound(none.detail, field="payment") from none
    if row["status"] != "succeeded":
        raise StateConflict(
            f"the payment is {row['status']} and has nothing to give back", field="payment", status=row["status"],
            allowed=[],
        )  # fmt: skip
    order = Order(given.amount, given.reason, given.credit_note, given.method, given.external_id, given.metadata)
    made, ask = _refund(tx, row, order)
    shown = presenting.refund(made)
    return shown if ask is None else replace(ask, result=shown)


def refund(tx: Tx, payment_id: str, given: PaymentRefundRequest) -> Payment | Ask:
    """The same, asked of the payment: an amount, or all that is left."""
    row = writable(tx, payment_id)
    _, ask = _refund(tx, row, Order(given.amount, given.reason, given.credit_note, given.method, None, {}))
    shown = presenting.payment(tx, store.get(tx, "payments_payment", row["id"]))
    return shown if ask is None else replace(ask, result=shown)


def retrieve(tx: Tx, refund_id: str) -> Refund:
    """A refund by its id."""
    return presenting.refund(store.get(tx, "payments_refund", path_id(refund_id, "ref")))


def list_(tx: Tx, listing: Listing) -> Page[Refund]:
    """Refunds by payment, credit note, status and day."""
    return page(tx, "payments_refund", listing, presenting.refunds)


def cancel(tx: Tx, refund_id: str) -> Ask:
    """Give up a refund before it goes out. One by hand has gone out when it is recorded."""
    row = store.get(tx, "payments_refund", path_id(refund_id, "ref"))
    tx.expect(row["version"])
    sent = store.refund_sent(tx, row["id"])
    if row["status"] != "pending" or sent is None:
        raise StateConflict(f"the refund is {row['status']} and cannot be canceled", status=row["status"], allowed=[],
                            way_out="Record the money that came back as a payment.")  # fmt: skip
    return _ask(tx, row, sent, "cancel_refund", refund=sent["key"])


def sync(tx: Tx, refund_id: str) -> Refund | Ask:
    """Ask the provider how it stands. A refund by hand has no provider."""
    row = store.get(tx, "payments_refund", path_id(refund_id, "ref"))
    tx.expect(row["version"])
    ask, shown = _how_it_stands(tx, row), presenting.refund(row)
    return shown if ask is None else replace(ask, result=shown)


# ---- how a refund is made --------------------------------------------------------------------------------------------


def _refund(tx: Tx, payment: Row, order: Order) -> tuple[Row, Ask | None]:
    """The refund, and the question to the provider where one carries it out; by hand it has gone out already."""
    _undisputed(tx, payment)
    attempt = _attempt(tx, payment, order)
    note = None if order.credit_note is None else _credit_note(tx, payment, order.credit_note)
    if note is None and order.method == "balance":
        raise RuleConflict(
            "nothing was credited that could be put into the customer's balance",
            field="method",
            way_out="Name a credit note, or take the money off its invoice with `payments.unallocate`.",
        )
    left = _owed(tx, payment, note) if note is not None else _left(tx, payment)
    if attempt is not None:
        left = min(left, Money(attempt["captured"] - store.sent_back(tx, attempt["id"]), left.currency))
    amount = _amount(order.amount, left)
    row = store.add(tx, "payments_refund", _row(tx, payment, order, amount, None if note is None else note.id))
    if not giving_back.reserve(tx, payment, amount, note):
        raise _too_much(amount, _owed(tx, payment, note) if note else left)
    tx.emit(RefundCreated(object=presenting.refund(row)))
    if attempt is None:
        return giving_back.succeeded(tx, row), None
    key = f"{id_text('ref', row['id'])}/1"
    store.send_refund(tx, row["id"], attempt["id"], key)
    for each in AFTER:
        tx.schedule(ASK_AGAIN, id_text("ref", row["id"]), tx.now + each)
    request = {"do": "refund", "charge": attempt["key"], "amount": amount.minor, "account": attempt["account"]}
    return row, Ask(accounts.PORT, key, request, ANSWERED)


def _undisputed(tx: Tx, payment: Row) -> None:
    """While a bank holds the money it cannot be given back: it would leave twice."""
    for dispute in store.disputes_of(tx, payment["id"]):
        if dispute["status"] in {"needs_response", "under_review"}:
            raise StateConflict(
                "the payment is disputed: the bank holds its money",
                field="payment",
                way_out="Let the customer have it with `disputes.accept`, or wait for the decision.",
                status="disputed",
                allowed=[],
            )


def _attempt(tx: Tx, payment: Row, order: Order) -> Row | None:
    """The attempt whose provider gives the money back: the one that has most of it left."""
    if order.method != "original":
        return None
    found = [each for each in store.attempts_of(tx, [payment["id"]])[payment["id"]] if each["captured"]]
    return max(found, key=lambda each: each["captured"] - store.sent_back(tx, each["id"])) if found else None


def _left(tx: Tx, payment: Row) -> Money:
    """What can be given back without a credit note: what is here, less what is about to leave."""
    left = leaving.left_of(tx, payment).whole - Money(store.pending_returns(tx, payment["id"]), payment["currency"])
    return min(left, _not_gone(tx, payment))


def _not_gone(tx: Tx, payment: Row) -> Money:
    """What came in, less what went back, was taken back or was lost."""
    lost = sum(dispute["lost"] - dispute["taken"] for dispute in store.disputes_of(tx, payment["id"]))
    left = payment["amount_received"] - payment["amount_refunded"] - payment["amount_taken_back"] - lost
    return Money(max(left, 0), payment["currency"])


def _owed(tx: Tx, payment: Row, note: invoices.CreditNote) -> Money:
    """What a credit note still owes, as far as the payment reaches."""
    of_note = note.amount_to_refund.minor - store.paid_back(tx, [note.id]).get(note.id, 0)
    return Money(max(min(of_note, _not_gone(tx, payment).minor), 0), payment["currency"])


def _credit_note(tx: Tx, payment: Row, text: str) -> invoices.CreditNote:
    note = invoices.credit_note(tx, id_number(text, "crn", field="credit_note"), field="credit_note")
    if note.status != "issued":
        raise StateConflict(
            f"the credit note is {note.status} and owes nothing yet", field="credit_note", status=note.status,
            allowed=["issue"],
        )  # fmt: skip
    for field, theirs in {"customer": note.customer, "entity": note.entity, "currency": note.currency}.items():
        if payment[field] != theirs:
            raise RuleConflict(
                f"the credit note and the payment differ in {field}",
                field="credit_note",
                way_out="Refund a payment of the same customer, entity and currency.",
            )
    return note


def _amount(text: str | None, remaining: Money) -> Money:
    """What is asked for, or all that is left; more is refused, and so is nothing."""
    amount = remaining if text is None else Money.parse(text, remaining.currency, field="amount")
    if amount > remaining or not remaining:
        raise _too_much(amount, remaining)
    if not amount:
        raise FieldInvalid("a refund of nothing is none", field="amount", way_out="Send more than zero.")
    return amount


def _too_much(amount: Money, remaining: Money) -> AmountExceedsRemaining:
    return AmountExceedsRemaining(
        f"{remaining.text} {remaining.currency} is left to give back, not {amount.text}",
        field="amount",
        remaining=remaining.text,
    )


def _row(tx: Tx, payment: Row, order: Order, amount: Money, credit_note: int | None) -> Row:
    return {
        "id": tx.new_id(),
        "external_id": order.external_id,
        "status": "pending",
        "payment": payment["id"],
        "credit_note": credit_note,
        "currency": amount.currency,
        "method": order.method,
        "amount": amount.minor,
        "body": dumps({"reason": order.reason, "metadata": order.metadata, "failure": None}),
    }


# ---- what the provider says ------------------------------------------------------------------------------------------


def answered(tx: Tx, key: str, answer: Mapping[str, Any]) -> None:
    """The provider answered a question about a refund, or gave no answer."""
    if answer["outcome"] == "unknown":
        return
    sent = store.refund_said(tx, "/".join([key.split("/", maxsplit=1)[0], "1"]))
    if sent is None:
        return
    found = said.read(answer)
    if isinstance(found, RefundSaid):
        apply(tx, sent, found)
    elif key == sent["key"]:
        failure = msgspec.convert(answer.get("failure") or {"code": "provider_error"}, Failure)
        _rise(tx, store.known(tx, "payments_refund", sent["refund"]), "failed", failure)


def apply(tx: Tx, sent: Row, found: RefundSaid) -> str:
    """Take in how a refund stands; what came of it, in a word."""
    store.ask_once_more(tx, sent["refund"], found.reference)
    refund = store.known(tx, "payments_refund", sent["refund"])
    return _rise(tx, refund, found.status, found.failure)


def _rise(tx: Tx, refund: Row, status: str, failure: Failure | None) -> str:
    was = refund["status"]
    if REFUND_RANK[status] <= REFUND_RANK[was] or was == "canceled":
        return "ignored"
    if status == "succeeded":
        giving_back.succeeded(tx, refund)
    elif was == "succeeded":
        giving_back.bounced(tx, refund, failure)
    else:
        giving_back.released(tx, refund, status, failure)
    return f"refund.{status}"


def ask_again(tx: Tx, due: Due) -> Ask | None:
    """Nothing was heard of a refund: ask the provider, unless it is over."""
    row = store.known(tx, "payments_refund", id_number(due.subject, "ref"))
    return None if row["status"] in {"failed", "canceled"} else _how_it_stands(tx, row)


def _how_it_stands(tx: Tx, row: Row) -> Ask | None:
    sent = store.refund_sent(tx, row["id"])
    if sent is None:
        return None
    silent = asks.kept(tx, sent["key"])
    return silent if silent is not None else _ask(tx, row, sent, "look", key=sent["key"])


def _ask(tx: Tx, row: Row, sent: Row, do: str, **more: object) -> Ask:
    number = store.ask_once_more(tx, row["id"])
    attempt = store.known(tx, "payments_attempt", sent["attempt"])
    request = {"do": do, "account": attempt["account"], **more}
    return Ask(accounts.PORT, f"{id_text('ref', row['id'])}/{do}/{number}", request, ANSWERED,
               result=presenting.refund(row))  # fmt: skip

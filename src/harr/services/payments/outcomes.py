"""What became of an attempt, learned from an answer or an event: its rank only rises, and money is booked once.

Whatever is said twice, late or out of order finds the attempt where it is already,
or further, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from harr.contract.events import (
    PaymentCanceled,
    PaymentEvent,
    PaymentFailed,
    PaymentProcessing,
    PaymentRequiresAction,
    PaymentReturned,
    PaymentSucceeded,
    PaymentUnknown,
)
from harr.contract.shapes import Failure
from harr.engine import Row, Tx, dumps, loads
from harr.kernel.money import Money
from harr.services import invoices, ledger, tenants
from harr.services.ledger import recipes
from harr.services.payments import attempts, leaving, presenting, retrying, store
from harr.services.payments.allocation import Wanted, rest_of, spread, tolerance_of
from harr.services.payments.arriving import Receipt, into_of, postings, settle
from harr.services.payments.receiving import payable_of
from harr.services.payments.said import ATTEMPT_STATUS, CHARGE_RANK, ChargeSaid, read

FINAL = ("succeeded", "returned", "canceled")
OVER = ("failed", "canceled", "succeeded", "returned")
DEBITS = ("sepa_debit", "ach_debit", "bacs_debit")
IGNORED = "ignored"


def answered(tx: Tx, key: str, answer: Mapping[str, Any]) -> None:
    """The provider answered a question about an attempt, or gave no answer."""
    attempt = attempts.by_key(tx, key)
    found = read(answer)
    if isinstance(found, ChargeSaid):
        apply(tx, attempt, found)
    elif key == attempt["key"] and answer["outcome"] == "unknown":
        _unknown(tx, attempt)
    elif key == attempt["key"]:
        apply(tx, attempt, _never_made(attempt, answer))


def apply(tx: Tx, attempt: Row, found: ChargeSaid) -> str:
    """Take in how a charge stands; what came of it, in a word."""
    status = ATTEMPT_STATUS.get(found.status, found.status)
    more = found.captured - attempt["captured"]
    if more <= 0 and not _rises(attempt["status"], status):
        return IGNORED
    payment, receipt = store.known(tx, "payments_payment", attempt["payment"]), None
    if more > 0:
        payment, receipt = _arrived(tx, payment, attempt, more, found.fee - attempt["fee"])
    changed = store.change(
        tx,
        "payments_attempt",
        attempt,
        status=status if _rises(attempt["status"], status) else attempt["status"],
        reference=found.reference,
        captured=max(found.captured, attempt["captured"]),
        fee=max(found.fee, attempt["fee"]),
        bookings=attempt["bookings"] + (more > 0),
        sent_at=attempt["sent_at"] or tx.now_us,
        answered_at=tx.now_us,
        body=dumps({**loads(attempt["body"]), "failure": found.failure}),
    )
    if changed["status"] in OVER:
        store.end(tx, attempt["id"])
    told = _THEN[changed["status"]](tx, payment, changed, found)
    if receipt is not None:
        settle(tx, receipt)
    if changed["status"] == "returned":
        _take_back(tx, changed, found)
    return told


def _rises(was: str, status: str) -> bool:
    """Whether this is news. `unknown` and `sent` are of one rank, and knowing is better."""
    if was == "unknown" and status == "sent":
        return True
    return CHARGE_RANK[status] > CHARGE_RANK[was]


# ---- what each status means for the payment --------------------------------------------------------------------------


def _sent(tx: Tx, payment: Row, attempt: Row, found: ChargeSaid) -> str:
    """It is on its way: the answer comes later, by an event, or else by asking."""
    del found
    attempts.ask_later(tx, attempt, attempts.WHILE_PROCESSING)
    return _moved(tx, payment, attempt, "processing", PaymentProcessing, "processing")


def _requires_action(tx: Tx, payment: Row, attempt: Row, found: ChargeSaid) -> str:
    """The customer has to do something first."""
    return _moved(tx, payment, attempt, "requires_action", PaymentRequiresAction, "requires_action",
                  next_action=found.action)  # fmt: skip


def _authorized(tx: Tx, payment: Row, attempt: Row, found: ChargeSaid) -> str:
    """The money is held until it is captured."""
    del found
    return _moved(tx, payment, attempt, "requires_capture", None, "processing")


def _succeeded(tx: Tx, payment: Row, attempt: Row, found: ChargeSaid) -> str:
    """The money has arrived, maybe after all."""
    del found
    if payment["method_type"] in DEBITS:
        attempts.ask_later(tx, attempt, attempts.AFTER_DEBIT)
    if payment["status"] in {"succeeded", "returned"}:
        return "payment.succeeded"
    done = _change(tx, payment, status="succeeded", last_error=None, next_action=None)
    retrying.succeeded(tx, done)
    tx.emit(PaymentSucceeded(object=presenting.payment(tx, done), previous={"status": payment["status"]}))
    return "payment.succeeded"


def _failed(tx: Tx, payment: Row, attempt: Row, found: ChargeSaid) -> str:
    """The bank or the provider said no. What is due is still due."""
    failure = found.failure or Failure(code="declined")
    if payment["status"] in FINAL or not _is_last(tx, attempt):
        return "payment.failed"
    done = _change(tx, payment, status="requires_payment_method", last_error=failure, next_action=None)
    tx.emit(PaymentFailed(object=presenting.payment(tx, done), previous={"status": payment["status"]}))
    _on_invoices(tx, done, "failed")
    retrying.failed(tx, done, failure)
    return "payment.failed"


def _canceled(tx: Tx, payment: Row, attempt: Row, found: ChargeSaid) -> str:
    """It was called off in time."""
    del found
    told = _moved(tx, payment, attempt, "canceled", PaymentCanceled, "none")
    retrying.canceled(tx, payment)
    return told


def _returned(tx: Tx, payment: Row, attempt: Row, found: ChargeSaid) -> str:
    """The money came and was taken back: what is told and booked comes after it was booked as arrived."""
    del payment, attempt, found
    del tx
    return "payment.returned"


Then = Callable[[Tx, Row, Row, ChargeSaid], str]
_THEN: Mapping[str, Then] = {
    "sent": _sent,
    "unknown": _sent,
    "requires_action": _requires_action,
    "authorized": _authorized,
    "failed": _failed,
    "canceled": _canceled,
    "succeeded": _succeeded,
    "returned": _returned,
}


# ---- money -----------------------------------------------------------------------------------------------------------


def _arrived(tx: Tx, payment: Row, attempt: Row, more: int, fee: int) -> tuple[Row, Receipt]:
    """Book what has arrived: it pays what the payment was for, as far as that is still due; the rest as by rule."""
    currency = payment["currency"]
    entity = tenants.entity(tx, payment["entity"])
    amount, tolerance = Money(more, currency), tolerance_of(entity.rules.payment_tolerance, currency)
    parts, dues, pays = _to_pay(tx, payment, amount)
    found = spread(amount, parts, tolerance)
    receipt = Receipt(
        id=payment["id"],
        entity=entity,
        customer=payment["customer"],
        amount=amount,
        received_on=tx.today(entity.timezone),
        into=into_of(payment["method_type"], attempt["provider"]),
        dues=dues,
        spread=found,
        rest=rest_of(found.left, entity.rules.overpayment, tolerance, pays_invoices=pays),
        fee=Money(fee, currency) if fee > 0 else None,
        step=sum(each["bookings"] for each in store.attempts_of(tx, [payment["id"]])[payment["id"]]) + 1,
        app=payment["app"],
    )
    for part in found.parts:
        store.allocate(tx, payment["id"], part.invoice, part.amount.minor)
    ledger.post(tx, postings(receipt))
    changed = store.change(
        tx, "payments_payment", payment, **receipt.columns(payment),
        received_on=payment["received_on"] or receipt.received_on.isoformat(),
        fee_amount=(payment["fee_amount"] or 0) + max(fee, 0),
    )  # fmt: skip
    return changed, receipt


def _to_pay(tx: Tx, payment: Row, amount: Money) -> tuple[list[Wanted], tuple[invoices.Due, ...], bool]:
    """What of the wanted invoices is still to be paid by this payment, and due."""
    wanted = loads(payment["body"]).get("wanted", [])
    paid = {part["invoice"]: part["amount"] for part in store.allocations(tx, [payment["id"]])[payment["id"]]}
    dues = invoices.due(tx, [number for number, _ in wanted])
    left, parts = amount, []
    for number, minor in wanted:
        due = dues.get(number)
        if due is not None and due.status in {"open", "uncollectible"}:
            part = min(left, Money(max(minor - paid.get(number, 0), 0), amount.currency), payable_of(due))
            parts.append(Wanted(number, part, payable_of(due), "amount"))
            left -= part
    return parts, tuple(dues.values()), bool(wanted)


def _take_back(tx: Tx, attempt: Row, found: ChargeSaid) -> None:
    """E11: a debit came back. What it had paid is due again, and its fee is ours."""
    payment = store.known(tx, "payments_payment", attempt["payment"])
    entity, currency = tenants.entity(tx, payment["entity"]), payment["currency"]
    before = payment["status"]
    gone = leaving.take(tx, payment, Money(attempt["captured"], currency))
    step = sum(1 for each in store.attempts_of(tx, [payment["id"]])[payment["id"]] if each["status"] == "returned")
    posting = recipes.payment_returned(
        entity=payment["entity"],
        on=tx.today(entity.timezone),
        out_of=into_of(payment["method_type"], attempt["provider"]),
        fee=Money(found.return_fee, currency),
        step=step,
        app=payment["app"],
        **gone.legs,
    )
    ledger.post(tx, [posting] if posting is not None else [])
    failure = found.failure or Failure(code="debit_returned", decline_class="retry_later",
                                       message="The bank took the debit back.")  # fmt: skip
    row = gone.payment
    is_empty = row["amount_received"] == row["amount_returned"] + row["amount_taken_back"]
    done = _change(
        tx, row, status="returned" if is_empty else row["status"], last_error=failure,
        fee_amount=(row["fee_amount"] or 0) + found.return_fee,
    )  # fmt: skip
    tx.emit(PaymentReturned(object=presenting.payment(tx, done), previous={"status": before}))
    leaving.reopen(tx, gone)
    _on_invoices(tx, done, "failed")
    retrying.failed(tx, done, failure)


# ---- inside ----------------------------------------------------------------------------------------------------------


def _unknown(tx: Tx, attempt: Row) -> None:
    """No answer is not a no: the payment stays under way, and is asked for by the same key until it is known."""
    if attempt["status"] != "created":
        return
    changed = store.change(tx, "payments_attempt", attempt, status="unknown", sent_at=tx.now_us)
    attempts.ask_later(tx, changed, attempts.AFTER_SILENCE)
    payment = store.known(tx, "payments_payment", attempt["payment"])
    done = _change(tx, payment, status="processing")
    tx.emit(PaymentUnknown(object=presenting.payment(tx, done)))
    _on_invoices(tx, done, "processing")


def _never_made(attempt: Row, answer: Mapping[str, Any]) -> ChargeSaid:
    """The provider refused before there was a charge."""
    failure = msgspec.convert(answer.get("failure") or {"code": "provider_error"}, Failure)
    return ChargeSaid(reference=attempt["reference"] or "", key=attempt["key"], status="failed",
                      amount=attempt["amount"], currency=attempt["currency"], failure=failure)  # fmt: skip


def _moved(
    tx: Tx, payment: Row, attempt: Row, status: str, event: type[PaymentEvent] | None, on_invoice: str, **body: Any
) -> str:
    """The payment follows its last attempt, unless it has come further."""
    if payment["status"] in FINAL or not _is_last(tx, attempt):
        return f"attempt.{attempt['status']}"
    done = _change(tx, payment, status=status, **body)
    if event is not None:
        tx.emit(event(object=presenting.payment(tx, done), previous={"status": payment["status"]}))
    _on_invoices(tx, done, on_invoice)
    return f"payment.{status}"


def _change(tx: Tx, payment: Row, **changes: Any) -> Row:
    """Change columns of a payment, and what is kept in its body."""
    body = loads(payment["body"])
    body |= {name: changes.pop(name) for name in ("last_error", "next_action") if name in changes}
    return store.change(tx, "payments_payment", payment, **changes, body=dumps(body))


def _is_last(tx: Tx, attempt: Row) -> bool:
    last: int = store.attempts_of(tx, [attempt["payment"]])[attempt["payment"]][-1]["number"]
    mine: int = attempt["number"]
    return last == mine


def _on_invoices(tx: Tx, payment: Row, status: Any) -> None:
    """Say on the invoices how collecting goes."""
    for number, _ in loads(payment["body"]).get("wanted", []):
        invoices.payment_status(tx, number, status)

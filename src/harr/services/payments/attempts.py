"""Attempts: each one try to move money at one provider, under a key that is kept before it is sent.

An invoice has one attempt under way, or none: whoever begins one claims the
invoice, and lets go of it when the attempt is over.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

import msgspec

from harr.contract.operations import Listing, Page
from harr.contract.payments import Attempt
from harr.engine import Ask, Due, Row, Tx, asks, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money
from harr.kernel.time import instant
from harr.services.payments import accounts, store
from harr.services.payments.methods import Method

ANSWERED = "payments.answered"
ASK_AGAIN = "payments.ask_again"
UNDER_WAY = ("created", "sent", "unknown", "requires_action", "authorized")
AFTER_SILENCE = (timedelta(minutes=5), timedelta(hours=1), timedelta(days=1), timedelta(days=3))
"""When a charge is asked for again that nothing is known of."""
WHILE_PROCESSING = (timedelta(days=5), timedelta(days=10), timedelta(days=20))
AFTER_DEBIT = (timedelta(days=14), timedelta(days=60))
"""When it is looked at in case no event came: a debit under way, and one that may come back."""


def start(
    tx: Tx, payment: Row, method: Method, amount: Money, *, due: Money | None, invoices: Collection[int]
) -> tuple[Row, Ask]:
    """Begin an attempt: the payment as it now is, and the question that moves the money."""
    number = len(store.attempts_of(tx, [payment["id"]])[payment["id"]]) + 1
    attempt, key = tx.new_id(), f"{id_text('pay', payment['id'])}/{number}"
    taken = store.begin(tx, invoices, attempt)
    if taken is not None:
        raise StateConflict(
            f"an attempt is under way for {id_text('inv', taken)}",
            field="invoice",
            way_out="Wait for its end (`payments.sync`), or cancel its payment.",
            status="processing",
            allowed=[],
        )
    tx.insert("payments_attempt", [_row(tx, payment, method, amount, due, attempt, number, key)])
    body = {**loads(payment["body"]), "last_error": None, "next_action": None}
    changed = store.change(
        tx, "payments_payment", payment, status="processing", payment_method=method.id, provider=method.provider,
        method_type=method.type, body=dumps(body),
    )  # fmt: skip
    request = {
        "do": "charge",
        "method": method.token,
        "amount": amount.minor,
        "currency": amount.currency,
        "capture": payment["capture"],
        "account": method.account,
    }
    return changed, Ask(accounts.PORT, key, request, ANSWERED)


def ask_of(attempt: Row, do: str, **more: Any) -> Ask:
    """A further question about an attempt. `asked` of the row counts them, so that each has a key of its own."""
    request = {"do": do, "charge": attempt["key"], "account": attempt["account"], **more}
    return Ask(accounts.PORT, f"{attempt['key']}/{do}/{attempt['asked']}", request, ANSWERED)


def asking(tx: Tx, attempt: Row) -> Row:
    """The attempt, with one question more."""
    return store.change(tx, "payments_attempt", attempt, asked=attempt["asked"] + 1)


def how_it_stands(tx: Tx, attempt: Row) -> Ask:
    """Ask how an attempt stands: the first question again, by its key, while that has no answer; else a look."""
    silent = asks.kept(tx, attempt["key"])
    if silent is not None:
        return silent
    attempt = asking(tx, attempt)
    request = {"do": "look", "key": attempt["key"], "account": attempt["account"]}
    return Ask(accounts.PORT, f"{attempt['key']}/look/{attempt['asked']}", request, ANSWERED)


def ask_again(tx: Tx, due: Due) -> Ask | None:
    """Nothing was heard of an attempt: ask the provider, unless it has been told meanwhile."""
    attempt = store.known(tx, "payments_attempt", id_number(due.subject, "att"))
    if attempt["status"] in {"failed", "canceled", "returned"}:
        return None
    return how_it_stands(tx, attempt)


def ask_later(tx: Tx, attempt: Row, after: Sequence[timedelta]) -> None:
    """Put on the agenda that an attempt is asked about again."""
    for each in after:
        tx.schedule(ASK_AGAIN, id_text("att", attempt["id"]), tx.now + each)


def by_key(tx: Tx, key: str) -> Row:
    """The attempt that a question was about: `pay_…/1` of `pay_…/1/capture/2`."""
    payment, number = key.split("/")[:2]
    found = store.attempts_of(tx, [id_number(payment, "pay")])[id_number(payment, "pay")]
    return found[int(number) - 1]


# ---- handlers --------------------------------------------------------------------------------------------------------


def list_(tx: Tx, payment_id: str, listing: Listing) -> Page[Attempt]:
    """The attempts of a payment."""
    payment = store.get(tx, "payments_payment", path_id(payment_id, "pay"))
    return page(
        tx, "payments_attempt", listing, present, by_app=False, where="payment = :of", args={"of": payment["id"]}
    )


def retrieve(tx: Tx, payment_id: str, attempt_id: str) -> Attempt:
    """An attempt of a payment."""
    payment = store.get(tx, "payments_payment", path_id(payment_id, "pay"))
    for row in store.attempts_of(tx, [payment["id"]])[payment["id"]]:
        if row["id"] == path_id(attempt_id, "att"):
            return present([row])[0]
    raise store.not_there("att", attempt_id)


def present(rows: Sequence[Row]) -> list[Attempt]:
    """Attempts as callers see them."""
    return [_shown(row) for row in rows]


def _row(
    tx: Tx, payment: Row, method: Method, amount: Money, due: Money | None, attempt: int, number: int, key: str
) -> Row:
    return {
        "id": attempt,
        "app": payment["app"],
        "external_id": None,
        "status": "created",
        "payment": payment["id"],
        "number": number,
        "key": key,
        "payment_method": method.id,
        "provider": method.provider,
        "account": method.account,
        "reference": None,
        "currency": amount.currency,
        "amount": amount.minor,
        "due": None if due is None else due.minor,
        "captured": 0,
        "fee": 0,
        "bookings": 0,
        "asked": 0,
        "sent_at": None,
        "answered_at": None,
        "version": 1,
        "created_at": tx.now_us,
        "updated_at": tx.now_us,
        "body": dumps({"failure": None, "routed_because": "the method belongs to this provider"}),
    }


def _shown(row: Row) -> Attempt:
    return msgspec.convert(
        {
            **loads(row["body"]),
            "id": id_text("att", row["id"]),
            "app": None if row["app"] is None else id_text("app", row["app"]),
            "created_at": instant(row["created_at"]),
            "version": row["version"],
            "updated_at": instant(row["updated_at"]),
            "status": row["status"],
            "payment": id_text("pay", row["payment"]),
            "provider": row["provider"],
            "provider_reference": row["reference"],
            "amount": Money(row["amount"], row["currency"]).text,
            "currency": row["currency"],
            "sent_at": None if row["sent_at"] is None else instant(row["sent_at"]),
            "answered_at": None if row["answered_at"] is None else instant(row["answered_at"]),
        },
        Attempt,
    )

"""What a subscription learns from its invoices: paid, not paid in time, given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.contract.events import (
    InvoiceMarkedUncollectible,
    InvoiceOverdue,
    InvoicePaid,
    InvoicePaymentFailed,
    InvoiceReopened,
    InvoiceVoided,
    SubscriptionActivated,
    SubscriptionPastDue,
)
from harr.contract.invoices import Invoice
from harr.engine import Row, Tx
from harr.kernel.ids import id_text, own_number
from harr.services.subscriptions import living, monthly, store

EXPIRE = "billing.expire"
"""The verb of the agenda that gives up a subscription whose first invoice nobody pays."""


def activate(tx: Tx, event: InvoicePaid | InvoiceVoided | InvoiceMarkedUncollectible) -> None:
    """Nothing is owed for this invoice any more: what began with it runs, what was past due is so no longer."""
    row = _row(tx, event.object)
    if row is None:
        return
    clear = store.owe_no_more(tx, row["id"], own_number(event.object.id))
    if row["status"] == "incomplete" and isinstance(event, InvoicePaid):
        begin(tx, row["id"])
    elif row["status"] == "past_due" and clear:
        _tell(tx, row, "active")


def fall_behind(tx: Tx, event: InvoicePaymentFailed | InvoiceOverdue | InvoiceReopened) -> None:
    """An invoice was not paid, or not in time."""
    row = _row(tx, event.object)
    if row is None or event.object.status != "open" or row["latest_invoice"] is None:
        return
    if isinstance(event, InvoiceReopened) and not event.object.overdue:
        return
    if row["status"] in {"active", "past_due", "unpaid", "trialing"}:
        store.owe(tx, row["id"], own_number(event.object.id))
        if row["status"] in {"active", "trialing"}:
            _tell(tx, row, "past_due")


def begin(tx: Tx, subscription: int) -> None:
    """A subscription that waited for its first payment runs."""
    row = store.many(tx, "subscriptions_subscription", [subscription])[subscription]
    if row["status"] == "incomplete":
        tx.unschedule(EXPIRE, id_text("sub", row["id"]))
        _tell(tx, row, "active")


def _row(tx: Tx, invoice: Invoice) -> Row | None:
    if invoice.subscription is None:
        return None
    number = own_number(invoice.subscription)
    return store.many(tx, "subscriptions_subscription", [number]).get(number)


def _tell(tx: Tx, row: Row, status: str) -> None:
    living.move(tx, row["id"], status=status)
    monthly.reckon(tx, [row["id"]], tx.now_us)
    kind = SubscriptionActivated if status == "active" else SubscriptionPastDue
    tx.emit(kind(object=living.shown(tx, row["id"]), previous={"status": row["status"]}))


REACTIONS: dict[type[Any], list[Callable[..., Any]]] = {
    InvoicePaid: [activate],
    InvoiceVoided: [activate],
    InvoiceMarkedUncollectible: [activate],
    InvoicePaymentFailed: [fall_behind],
    InvoiceOverdue: [fall_behind],
    InvoiceReopened: [fall_behind],
}

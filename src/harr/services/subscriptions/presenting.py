"""Subscriptions, items and changes as callers see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from harr.contract.shapes import Period as PeriodShape
from harr.contract.subscriptions import Subscription, SubscriptionChange, SubscriptionItem
from harr.engine import Row, Tx, loads
from harr.kernel.ids import id_text
from harr.kernel.time import instant
from harr.services.subscriptions import reading, store
from harr.services.subscriptions.rhythm import Stretch

REFERENCES: Mapping[str, str] = {
    "customer": "cus", "entity": "ent", "plan": "pln", "payment_method": "pm", "billing_group": "bgr",
    "latest_invoice": "inv", "pending_change": "sch", "subscription": "sub", "price": "prc", "invoice": "inv",
}  # fmt: skip
INSTANTS = ("start_at", "trial_end", "cancel_at", "canceled_at", "ended_at", "next_invoice_at", "effective_at")
OF_SUBSCRIPTION = (
    "billing_anchor", "payment_terms", "purchase_order", "term", "rules", "proration_unit", "first_invoice",
    "cancel_reason", "metadata",
)  # fmt: skip
OF_CHANGE = (
    "items", "when", "proration_unit", "proration", "adjustment_document", "change_day", "period", "only_if_paid",
    "metadata",
)  # fmt: skip


def subscriptions(tx: Tx, rows: Sequence[Row]) -> list[Subscription]:
    """Subscriptions with their active items: one more query, however many they are."""
    items = store.items_of(tx, [row["id"] for row in rows])
    return [_subscription(row, items[row["id"]]) for row in rows]


def _subscription(row: Row, items: Sequence[Row]) -> Subscription:
    body = loads(row["body"])
    running = reading.stretch(row)
    shown = {
        **{name: body.get(name) for name in OF_SUBSCRIPTION},
        **_of_row(row, "sub"),
        **{name: row[name] for name in ("currency", "collection", "alignment")},
        "items": [item(each, running) for each in items],
        "current_period": period_shape(running, by_second=body["proration_unit"] == "second"),
    }
    return msgspec.convert(shown, Subscription)


def item(row: Row, running: Stretch | None) -> SubscriptionItem:
    """An item of a subscription whose period runs so."""
    body = loads(row["body"])
    shown = {
        **_of_row(row, "sit"),
        "quantity": row["quantity"],
        "tax_rates": body.get("tax_rates") or [],
        "override": body.get("override"),
        "period": None if row["status"] == "ended" else _own_period(row, running),
        "billed_until": row["billed_until"],
        "metadata": body.get("metadata") or {},
    }
    return msgspec.convert(shown, SubscriptionItem)


def _own_period(row: Row, running: Stretch | None) -> PeriodShape | None:
    """The part of the running period in which the item is charged."""
    found = period_shape(running)
    if found is None or row["starts_on"] <= found.start.isoformat():
        return found
    started = reading.item(row).starts_on
    return msgspec.structs.replace(found, start=started) if started < found.end else None


def change(row: Row) -> SubscriptionChange:
    """A change that was asked for."""
    body = loads(row["body"])
    return msgspec.convert({**{name: body.get(name) for name in OF_CHANGE}, **_of_row(row, "sch")}, SubscriptionChange)


def period_shape(running: Stretch | None, *, by_second: bool = False) -> PeriodShape | None:
    """A period on the wire; with its instants where it is shared out by the second."""
    if running is None:
        return None
    instants: dict[str, Any] = {}
    if by_second:
        instants = {"start_at": instant(running.us[0]), "end_at": instant(running.us[1])}
    return PeriodShape(start=running.start, end=running.end, **instants)


def _of_row(row: Row, prefix: str) -> dict[str, Any]:
    return {
        "id": id_text(prefix, row["id"]),
        "app": None if row["app"] is None else id_text("app", row["app"]),
        "external_id": row["external_id"],
        "status": row["status"],
        "version": row["version"],
        "created_at": instant(row["created_at"]),
        "updated_at": instant(row["updated_at"]),
        **{name: None if row[name] is None else id_text(p, row[name]) for name, p in REFERENCES.items() if name in row},
        **{name: None if row[name] is None else instant(row[name]) for name in INSTANTS if name in row},
    }

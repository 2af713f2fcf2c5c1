"""How a subscription comes to be and moves on: written by whoever bills it, in the transaction of the invoice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from harr.contract.subscriptions import Subscription as SubscriptionResource
from harr.contract.subscriptions import SubscriptionCreate
from harr.engine import Row, Tx, dumps, loads
from harr.kernel.quantities import Quantity
from harr.services.subscriptions import presenting, store
from harr.services.subscriptions.rhythm import Rhythm, Stretch
from harr.services.subscriptions.subscription import Item, Subscription

SUBSCRIPTIONS: store.Table = "subscriptions_subscription"
ITEMS: store.Table = "subscriptions_item"


def add(
    tx: Tx, given: SubscriptionCreate, rhythm: Rhythm, *, status: str, customer: int, entity: int, plan: int | None,
    currency: str, collection: str, payment_method: int | None, start_us: int, stretch: Stretch | None,
    trial_end_us: int | None, rules: Mapping[str, Any], proration_unit: str,
) -> int:  # fmt: skip
    """Write a subscription without items; its id."""
    number = tx.new_id()
    body = {
        "billing_anchor": given.billing_anchor or {"day": rhythm.anchor_day},
        "payment_terms": given.payment_terms, "purchase_order": given.purchase_order, "term": given.term,
        "rules": rules or None, "proration_unit": proration_unit, "first_invoice": given.first_invoice or "now",
        "cancel_reason": None, "metadata": given.metadata,
    }  # fmt: skip
    store.add(tx, SUBSCRIPTIONS, {
        "id": number, "external_id": given.external_id, "status": status, "customer": customer, "entity": entity,
        "plan": plan, "currency": currency, "collection": collection, "payment_method": payment_method,
        "billing_group": None, "timezone": rhythm.timezone, "alignment": given.alignment or "anniversary",
        "interval_unit": rhythm.interval.unit, "interval_count": rhythm.interval.count,
        "anchor_on": rhythm.anchor.isoformat(), "anchor_day": rhythm.anchor_day,
        "begins_at": rhythm.begins.isoformat(), "start_at": start_us, **period_columns(stretch),
        "trial_end": trial_end_us, "cancel_at": None, "canceled_at": None, "ended_at": None,
        "next_invoice_at": start_us if stretch is None else stretch.us[1], "latest_invoice": None,
        "pending_change": None, "body": dumps(body),
    })  # fmt: skip
    return number


def add_items(
    tx: Tx, subscription: int, wanted: Sequence[tuple[int, Quantity | None, Mapping[str, Any]]],
    starts_on: date, starts_us: int, *, app: int | None, place: int = 0,
) -> list[int]:  # fmt: skip
    """Write items that begin together: (price, quantity, body); their ids."""
    stamps = {"version": 1, "created_at": tx.now_us, "updated_at": tx.now_us, "app": app, "external_id": None}
    rows: list[Row] = [
        {
            "id": tx.new_id(), "subscription": subscription, "place": place + n, "status": "active", "price": price,
            "quantity": None if quantity is None else quantity.text, "starts_on": starts_on.isoformat(),
            "starts_at": starts_us, "ended_on": None, "ended_at": None, "billed_line": None, "billed_until": None,
            "body": dumps(body), **stamps,
        }
        for n, (price, quantity, body) in enumerate(wanted)
    ]  # fmt: skip
    store.add_items(tx, rows)
    return [row["id"] for row in rows]


def end_items(tx: Tx, items: Sequence[Item], on: date, us: int) -> None:
    """From this day on these are not charged any more."""
    rows = store.many(tx, ITEMS, [each.id for each in items])
    for each in items:
        store.change(tx, ITEMS, rows[each.id], status="ended", ended_on=on.isoformat(), ended_at=us)


def set_item(tx: Tx, item: int, **columns: Any) -> None:
    """Another quantity of an item, or the line that charged it."""
    set_items(tx, {item: columns})


def set_items(tx: Tx, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """The same of many."""
    rows = store.many(tx, ITEMS, list(changes))
    for number, columns in changes.items():
        store.change(tx, ITEMS, rows[number], **columns)


def move_all(tx: Tx, changes: Mapping[int, Mapping[str, Any]]) -> dict[int, Row]:
    """Change what many subscriptions are; their rows as they are then."""
    rows = store.many(tx, SUBSCRIPTIONS, list(changes))
    return {number: _move(tx, rows[number], columns) for number, columns in changes.items()}


def move(tx: Tx, subscription: Subscription | int, *, body: Mapping[str, Any] | None = None, **columns: Any) -> Row:
    """Change what a subscription is; its row as it is then. `stretch` sets the period that runs."""
    number = subscription if isinstance(subscription, int) else subscription.id
    row = store.many(tx, SUBSCRIPTIONS, [number])[number]
    if body is not None:
        columns["body"] = dumps({**loads(row["body"]), **body})
    return _move(tx, row, columns)


def _move(tx: Tx, row: Row, columns: Mapping[str, Any]) -> Row:
    wanted = {name: value for name, value in columns.items() if name != "stretch"}
    if "stretch" in columns:
        wanted |= period_columns(columns["stretch"])
    return store.change(tx, SUBSCRIPTIONS, row, **wanted)


def shown(tx: Tx, subscription: int) -> SubscriptionResource:
    """The subscription as callers see it now."""
    return shown_all(tx, [subscription])[subscription]


def shown_all(tx: Tx, numbers: Collection[int]) -> dict[int, SubscriptionResource]:
    """Subscriptions as callers see them now, by id."""
    rows = store.many(tx, SUBSCRIPTIONS, numbers)
    return dict(zip(rows, presenting.subscriptions(tx, list(rows.values())), strict=True))


def period_columns(stretch: Stretch | None) -> dict[str, Any]:
    """The columns of the period that runs."""
    if stretch is None:
        return dict.fromkeys(("period_start", "period_end", "period_start_at", "period_end_at"))
    return {
        "period_start": stretch.start.isoformat(),
        "period_end": stretch.end.isoformat(),
        "period_start_at": stretch.us[0],
        "period_end_at": stretch.us[1],
    }

"""What callers do with a subscription that costs nothing: read it, list it, change how it is paid."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET

from harr.contract.operations import Listing, Page
from harr.contract.subscriptions import (
    ScheduleStep,
    Subscription,
    SubscriptionItem,
    SubscriptionItemUpdate,
    SubscriptionSchedule,
    SubscriptionUpdate,
)
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import RuleConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.time import instant
from harr.services import tax
from harr.services.subscriptions import changes, living, presenting, reading, states, store

SUBSCRIPTIONS: store.Table = "subscriptions_subscription"
ITEMS: store.Table = "subscriptions_item"
LATER = ("trial_end", "entity", "billing_group", "discounts", "term")
"""What may be changed by version 1 and is not yet: refused by name."""


def retrieve(tx: Tx, subscription_id: str) -> Subscription:
    """A subscription by its id."""
    return presenting.subscriptions(tx, [store.get(tx, SUBSCRIPTIONS, path_id(subscription_id, "sub"))])[0]


def list_(tx: Tx, listing: Listing) -> Page[Subscription]:
    """Subscriptions that the app may see."""
    return page(tx, SUBSCRIPTIONS, listing, lambda rows: presenting.subscriptions(tx, rows))


def update(tx: Tx, subscription_id: str, given: SubscriptionUpdate) -> Subscription:
    """Change how it is paid and what its invoices say; what it costs changes by `subscriptions.change`."""
    row = store.get(tx, SUBSCRIPTIONS, path_id(subscription_id, "sub"))
    tx.expect(row["version"])
    states.require(row["status"], tuple(states.VERBS), "be changed")
    named = {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    _offered(named)
    columns: dict[str, Any] = {}
    if "collection" in named:
        columns["collection"] = named["collection"]
    if "payment_method" in named:
        text = named["payment_method"]
        columns["payment_method"] = None if text is None else id_number(text, "pm", field="payment_method")
    body = {name: named[name] for name in ("payment_terms", "purchase_order", "metadata") if name in named}
    before = presenting.subscriptions(tx, [row])[0]
    changed = living.move(tx, row["id"], body=loads(dumps(body)), **columns)
    tx.changed(subscription_id, {name: getattr(before, name) for name in named}, named)
    return presenting.subscriptions(tx, [changed])[0]


def schedule(tx: Tx, subscription_id: str) -> SubscriptionSchedule:
    """What will happen to it if nobody does anything, in order."""
    row = store.get(tx, SUBSCRIPTIONS, path_id(subscription_id, "sub"))
    steps = sorted(_ahead(tx, row), key=lambda step: step.at)
    return SubscriptionSchedule(subscription=subscription_id, steps=steps)


def _ahead(tx: Tx, row: Row) -> list[ScheduleStep]:
    if row["status"] in {"canceled", "incomplete_expired"}:
        return []
    found = []
    if row["status"] == "scheduled":
        found.append(ScheduleStep(at=instant(row["start_at"]), kind="start"))
    if row["status"] == "trialing" and row["trial_end"] is not None:
        found.append(ScheduleStep(at=instant(row["trial_end"]), kind="trial_end"))
    waiting = changes.waiting_change(tx, row["pending_change"])
    if waiting is not None:
        at = waiting.effective_at_us or row["period_end_at"]
        found.append(ScheduleStep(at=instant(at), kind="change", change=id_text("sch", waiting.id)))
    if row["cancel_at"] is not None:
        found.append(ScheduleStep(at=instant(row["cancel_at"]), kind="cancel"))
    end = row["period_end_at"]
    if end is not None and row["status"] != "trialing" and (row["cancel_at"] is None or row["cancel_at"] > end):
        following = reading.rhythm(row).opening(reading.value(row, []).stretch.end)  # type: ignore[union-attr]
        found.append(ScheduleStep(at=instant(end), kind="renewal", period=presenting.period_shape(following)))
    return found


def _offered(named: dict[str, Any]) -> None:
    for name in LATER:
        if name in named:
            raise RuleConflict(
                f"{name} of a subscription cannot be changed yet",
                field=name,
                way_out="Leave it out, or subscribe anew.",
            )


# ---- items -----------------------------------------------------------------------------------------------------------


def retrieve_item(tx: Tx, item_id: str) -> SubscriptionItem:
    """An item by its id."""
    return _item(tx, store.get(tx, ITEMS, path_id(item_id, "sit")))


def list_items(tx: Tx, listing: Listing) -> Page[SubscriptionItem]:
    """Items of subscriptions that the app may see, those that have ended among them."""
    return page(tx, ITEMS, listing, lambda rows: [_item(tx, row) for row in rows])


def update_item(tx: Tx, item_id: str, given: SubscriptionItemUpdate) -> SubscriptionItem:
    """Other tax rates, from the next invoice on."""
    row = store.get(tx, ITEMS, path_id(item_id, "sit"))
    tx.expect(row["version"])
    tax.require_rates(tx, given.tax_rates)
    named = {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    body = {**loads(row["body"]), **named}
    return _item(tx, store.change(tx, ITEMS, row, body=dumps(body)))


def _item(tx: Tx, row: Row) -> SubscriptionItem:
    of = store.many(tx, SUBSCRIPTIONS, [row["subscription"]])[row["subscription"]]
    return presenting.item(row, reading.stretch(of))

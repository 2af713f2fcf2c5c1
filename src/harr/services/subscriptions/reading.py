"""From rows to values."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time
from typing import Any

import msgspec

from harr.contract.rules import SubscriptionRules
from harr.contract.shapes import PaymentTerms
from harr.engine import Row, Tx, loads
from harr.kernel.calendar import Interval, Period
from harr.kernel.ids import id_number, path_id
from harr.kernel.quantities import Quantity
from harr.services.subscriptions import store
from harr.services.subscriptions.rhythm import Rhythm, Stretch
from harr.services.subscriptions.subscription import Item, Subscription


def subscription(tx: Tx, numbers: Collection[int]) -> dict[int, Subscription]:
    """Those of these subscriptions that are there, by id, with the items that are active: two queries for all."""
    rows = store.many(tx, "subscriptions_subscription", numbers)
    items = store.items_of(tx, rows)
    return {number: value(row, items[number]) for number, row in rows.items()}


def again(tx: Tx, of: Subscription) -> Subscription:
    """The subscription as it is now, after something was written."""
    return subscription(tx, [of.id])[of.id]


def named(tx: Tx, text: str) -> Subscription:
    """The subscription that a path names, as the app may see it and as the caller has read it."""
    row = store.get(tx, "subscriptions_subscription", path_id(text, "sub"))
    tx.expect(row["version"])
    return value(row, store.items_of(tx, [row["id"]])[row["id"]])


def of_customer(tx: Tx, customer: int) -> list[Subscription]:
    """Every subscription of a customer that the app may see."""
    return list(subscription(tx, store.of_customer(tx, customer)).values())


def items_of(tx: Tx, subscriptions: Collection[int]) -> dict[int, list[Item]]:
    """Every item of subscriptions, those that have ended among them."""
    rows = store.items_of(tx, subscriptions, ended=True)
    return {number: [item(row) for row in found] for number, found in rows.items()}


def value(row: Row, items: Collection[Row]) -> Subscription:
    """A row and the rows of its items."""
    body: dict[str, Any] = loads(row["body"])
    return Subscription(
        id=row["id"],
        app=row["app"],
        status=row["status"],
        customer=row["customer"],
        entity=row["entity"],
        plan=row["plan"],
        currency=row["currency"],
        collection=row["collection"],
        payment_method=row["payment_method"],
        billing_group=row["billing_group"],
        rhythm=rhythm(row),
        start_at_us=row["start_at"],
        stretch=stretch(row),
        trial_end_us=row["trial_end"],
        cancel_at_us=row["cancel_at"],
        cancel_credit=bool(body.get("cancel_credit")),
        ended_at_us=row["ended_at"],
        pending_change=row["pending_change"],
        payment_terms=msgspec.convert(body["payment_terms"], PaymentTerms | None),
        purchase_order=body["purchase_order"],
        rules=msgspec.convert(body["rules"] or {}, SubscriptionRules),
        proration_unit=body["proration_unit"],
        items=tuple(item(each) for each in items),
        version=row["version"],
    )


def rhythm(row: Row) -> Rhythm:
    """How the boundaries of a subscription are counted."""
    return Rhythm(
        Interval(row["interval_unit"], row["interval_count"]),
        date.fromisoformat(row["anchor_on"]),
        row["anchor_day"],
        row["timezone"],
        time.fromisoformat(row["begins_at"]),
    )


def stretch(row: Row) -> Stretch | None:
    """The period that runs now."""
    if row["period_start"] is None:
        return None
    period = Period(date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"]))
    return Stretch(period, (row["period_start_at"], row["period_end_at"]))


def item(row: Row) -> Item:
    """An item."""
    rates = loads(row["body"]).get("tax_rates")
    return Item(
        id=row["id"],
        subscription=row["subscription"],
        place=row["place"],
        status=row["status"],
        price=row["price"],
        quantity=None if row["quantity"] is None else Quantity.parse(row["quantity"]),
        tax_rates=None if not rates else tuple(id_number(rate, "txr") for rate in rates),
        starts_on=date.fromisoformat(row["starts_on"]),
        starts_at_us=row["starts_at"],
        ended_on=_date(row["ended_on"]),
        ended_at_us=row["ended_at"],
        billed_line=row["billed_line"],
        billed_until=_date(row["billed_until"]),
        version=row["version"],
    )


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

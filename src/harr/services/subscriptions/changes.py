"""Changes that were asked of a subscription: applied at once, or waiting for the end of the period or a day."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from harr.contract.operations import Listing, Page
from harr.contract.subscriptions import SubscriptionChange, SubscriptionChangeRequest
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import StateConflict
from harr.kernel.ids import path_id
from harr.services.subscriptions import living, presenting, store

CHANGES: store.Table = "subscriptions_change"
APPLY = "billing.apply_change"
"""The verb of the agenda that applies a change on its day."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was asked for, and when it takes effect."""

    id: int
    status: str
    subscription: int
    plan: int | None
    effective_at_us: int | None
    given: SubscriptionChangeRequest


def add_change(
    tx: Tx, subscription: int, given: SubscriptionChangeRequest, *, status: str, effective_at_us: int | None,
    plan: int | None = None,
) -> int:  # fmt: skip
    """Keep what was asked for; its id is the natural key of what is billed for it."""
    number = tx.new_id()
    store.add(tx, CHANGES, {
        "id": number, "external_id": None, "status": status, "subscription": subscription, "plan": plan,
        "invoice": None, "effective_at": effective_at_us, "body": dumps({**msgspec.to_builtins(given), "metadata": {}}),
    })  # fmt: skip
    return number


def change_of(tx: Tx, number: int) -> Change | None:
    """A change by its id."""
    row = store.many(tx, CHANGES, [number]).get(number)
    return None if row is None else _value(row)


def waiting_change(tx: Tx, pending: int | None) -> Change | None:
    """The change that waits, if it still does."""
    found = None if pending is None else change_of(tx, pending)
    return found if found is not None and found.status == "scheduled" else None


def changed(
    tx: Tx, number: int, status: str, *, effective_at_us: int | None = None, invoice: int | None = None
) -> None:
    """Note what became of a change."""
    row = store.many(tx, CHANGES, [number])[number]
    store.change(tx, CHANGES, row, status=status, effective_at=effective_at_us or row["effective_at"], invoice=invoice)


def _value(row: Row) -> Change:
    body = {name: value for name, value in loads(row["body"]).items() if name != "metadata"}
    given = msgspec.convert(body, SubscriptionChangeRequest)
    return Change(row["id"], row["status"], row["subscription"], row["plan"], row["effective_at"], given)


# ---- handlers --------------------------------------------------------------------------------------------------------


def retrieve(tx: Tx, change_id: str) -> SubscriptionChange:
    """A change by its id."""
    return presenting.change(store.get(tx, CHANGES, path_id(change_id, "sch")))


def list_(tx: Tx, listing: Listing) -> Page[SubscriptionChange]:
    """Changes of subscriptions that the app may see."""
    return page(tx, CHANGES, listing, lambda rows: [presenting.change(row) for row in rows])


def cancel(tx: Tx, change_id: str) -> SubscriptionChange:
    """Take back a change that waits."""
    row = store.get(tx, CHANGES, path_id(change_id, "sch"))
    tx.expect(row["version"])
    if row["status"] != "scheduled":
        raise StateConflict(f"the change is {row['status']} already", status=row["status"], allowed=[])
    tx.unschedule(APPLY, change_id)
    living.move(tx, row["subscription"], pending_change=None)
    return presenting.change(store.change(tx, CHANGES, row, status="canceled"))

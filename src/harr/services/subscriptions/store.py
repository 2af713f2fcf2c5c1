"""The only SQL over the tables of subscriptions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

from harr.engine import Row, Tx
from harr.kernel.errors import AlreadyExists, NotFound
from harr.kernel.ids import id_text

Table = Literal["subscriptions_subscription", "subscriptions_item", "subscriptions_change"]
PREFIX: Mapping[str, str] = {
    "subscriptions_subscription": "sub",
    "subscriptions_item": "sit",
    "subscriptions_change": "sch",
}
SEEN = "(app = :app OR :sees_all = 1)"


def add(tx: Tx, table: Table, row: Mapping[str, Any]) -> Row:
    """Insert a row at version 1; one with the same `external_id` of the same app is refused."""
    whole = {"app": tx.actor.app, "version": 1, "created_at": tx.now_us, "updated_at": tx.now_us, **row}
    if not tx.claim(table, whole):
        taken = tx.one(
            f"SELECT id FROM {table} WHERE tenant = :tenant AND app = :owner AND external_id = :external_id",
            owner=whole["app"],
            external_id=whole["external_id"],
        )
        raise AlreadyExists(
            f"external_id {whole['external_id']!r} is taken",
            field="external_id",
            id=id_text(PREFIX[table], taken["id"]) if taken else None,
        )
    return whole


def get(tx: Tx, table: Table, number: int, field: str | None = None) -> Row:
    """A row that the app may see, or NotFound."""
    row = tx.one(f"SELECT * FROM {table} WHERE tenant = :tenant AND id = :id AND {SEEN}", id=number)
    if row is None:
        raise NotFound(f"there is no {id_text(PREFIX[table], number)} here", field=field)
    return row


def many(tx: Tx, table: Table, numbers: Collection[int]) -> dict[int, Row]:
    """Rows by id, whichever app made them."""
    rows = tx.rows(f"SELECT * FROM {table} WHERE tenant = :tenant AND id IN (:ids)", ids=sorted(set(numbers)))
    return {row["id"]: row for row in rows}


def change(tx: Tx, table: Table, row: Row, **columns: Any) -> Row:
    """Change columns of the row as it was read; somebody else's change in between is refused."""
    return tx.change(table, row, **columns)


def of_customer(tx: Tx, customer: int) -> list[int]:
    """The subscriptions of a customer that the app may see."""
    rows = tx.rows(
        f"SELECT id FROM subscriptions_subscription WHERE tenant = :tenant AND customer = :customer AND {SEEN}"
        " ORDER BY id",
        customer=customer,
    )
    return [row["id"] for row in rows]


# ---- items -----------------------------------------------------------------------------------------------------------


def items_of(tx: Tx, subscriptions: Collection[int], *, ended: bool = False) -> dict[int, list[Row]]:
    """The items of subscriptions in their order: those that are active, or all."""
    found: dict[int, list[Row]] = {number: [] for number in subscriptions}
    active = "" if ended else " AND status = 'active'"
    for row in tx.rows(
        f"SELECT * FROM subscriptions_item WHERE tenant = :tenant AND subscription IN (:ids){active}"
        " ORDER BY subscription, place, id",
        ids=sorted(set(subscriptions)),
    ):
        found[row["subscription"]].append(row)
    return found


def add_items(tx: Tx, rows: Sequence[Row]) -> None:
    """Write items."""
    tx.insert("subscriptions_item", rows)


# ---- invoices that were not paid in time -----------------------------------------------------------------------------


def owe(tx: Tx, subscription: int, invoice: int) -> bool:
    """Note that an invoice was not paid; False: it is noted already."""
    return tx.claim("subscriptions_unpaid", {"subscription": subscription, "invoice": invoice})


def owe_no_more(tx: Tx, subscription: int, invoice: int) -> bool:
    """Take an invoice off again; whether none is left."""
    tx.run(
        "DELETE FROM subscriptions_unpaid WHERE tenant = :tenant AND subscription = :subscription"
        " AND invoice = :invoice",
        subscription=subscription,
        invoice=invoice,
    )
    return not unpaid(tx, [subscription])


def unpaid(tx: Tx, subscriptions: Collection[int]) -> set[int]:
    """Which of these have an invoice that was not paid in time."""
    rows = tx.rows(
        "SELECT DISTINCT subscription FROM subscriptions_unpaid WHERE tenant = :tenant AND subscription IN (:ids)",
        ids=sorted(set(subscriptions)),
    )
    return {row["subscription"] for row in rows}


# ---- what a month comes to -------------------------------------------------------------------------------------------


def last_movements(tx: Tx, subscriptions: Collection[int]) -> dict[int, Row]:
    """What a month of subscriptions comes to now."""
    rows = tx.rows(
        "SELECT * FROM subscriptions_movement WHERE tenant = :tenant AND subscription IN (:ids)"
        " ORDER BY subscription, number",
        ids=sorted(set(subscriptions)),
    )
    return {row["subscription"]: row for row in rows}


def add_movement(tx: Tx, row: Row) -> None:
    """It comes to something else from now on."""
    tx.insert("subscriptions_movement", [row])


def movements(tx: Tx, entity: int, until_on: str) -> list[Row]:
    """Every movement of an entity's subscriptions up to a day, in order."""
    return tx.rows(
        "SELECT * FROM subscriptions_movement WHERE tenant = :tenant AND entity = :entity AND on_day <= :until_on"
        " ORDER BY subscription, number",
        entity=entity,
        until_on=until_on,
    )


# ---- what has to be true ---------------------------------------------------------------------------------------------


def without_period(tx: Tx) -> list[Row]:
    """Live subscriptions that have no period, or that nothing will renew."""
    return tx.rows(
        "SELECT id FROM subscriptions_subscription WHERE tenant = :tenant"
        " AND status IN ('trialing', 'active', 'incomplete', 'past_due', 'unpaid')"
        " AND (period_end_at IS NULL OR next_invoice_at IS NULL)"
    )


def past_due_without_reason(tx: Tx) -> list[Row]:
    """Subscriptions whose state does not say whether an invoice of them is unpaid."""
    return tx.rows(
        "SELECT s.id FROM subscriptions_subscription s WHERE s.tenant = :tenant AND ("
        " (s.status = 'past_due' AND NOT EXISTS (SELECT 1 FROM subscriptions_unpaid u WHERE u.tenant = s.tenant"
        " AND u.subscription = s.id))"
        " OR (s.status = 'active' AND EXISTS (SELECT 1 FROM subscriptions_unpaid u WHERE u.tenant = s.tenant"
        " AND u.subscription = s.id)))"
    )


def counted(tx: Tx) -> int:
    """How many subscriptions there are."""
    row = tx.one("SELECT COUNT(*) AS n FROM subscriptions_subscription WHERE tenant = :tenant")
    return int(row["n"]) if row else 0


def items_beyond_their_end(tx: Tx) -> list[Row]:
    """Items that are active though their subscription has ended, or that were charged past their end."""
    return tx.rows(
        "SELECT i.id FROM subscriptions_item i JOIN subscriptions_subscription s"
        " ON s.tenant = i.tenant AND s.id = i.subscription WHERE i.tenant = :tenant AND i.status = 'active'"
        " AND s.status IN ('canceled', 'incomplete_expired')"
    )

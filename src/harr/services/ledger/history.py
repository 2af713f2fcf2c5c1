"""The journal, read: pages of entries for callers, and the whole of it in order for exports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from harr.contract import ledger as contract
from harr.contract.operations import Listing, Page
from harr.engine import Row, Tx, loads, order
from harr.engine.pages import conditions_of, cursor_of
from harr.kernel.errors import FieldInvalid
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import tenants
from harr.services.ledger import store, views
from harr.services.ledger.chart import CHART, AccountType
from harr.services.ledger.days import LAST, number_of, numbered
from harr.services.ledger.entries import MOST_LEGS, Leg
from harr.services.ledger.posting import leg_of
from harr.services.ledger.sums import Which

TRANSACTIONS_AT_ONCE = 500
STRIDES = (1, 7, 60, 400, 4_000, 40_000)
"""How many days that have entries are looked at, one after the other, until a page is full."""
COLUMNS = {
    "id": "(e.transaction_id + e.line)",
    "transaction": "e.transaction_id",
    "account": "e.account",
    "code": "a.code",
    "currency": "e.currency",
    "effective_on": "e.effective_on",
    "exchange_rate": "e.exchange_rate",
    "entity": "t.entity",
}
MOVING = (
    "SELECT e.transaction_id FROM ledger_account a JOIN ledger_entry e ON e.tenant = a.tenant AND e.account = a.id"
    " WHERE a.tenant = :tenant"
)
FROM = (
    "SELECT e.*, a.code, a.owner, t.functional_currency FROM ledger_entry e"
    " JOIN ledger_account a ON a.tenant = e.tenant AND a.id = e.account"
    " JOIN ledger_transaction t ON t.tenant = e.tenant AND t.id = e.transaction_id"
)


def list_entries(tx: Tx, listing: Listing) -> Page[contract.Entry]:
    """The entries that the app may see, in the order of their ids; of one account alone, by day."""
    wanted = listing.filters.get("account", ())
    if len(wanted) == 1:
        return entries_of_account(tx, int(wanted[0]), listing)
    conditions, values = _conditions(listing)
    if listing.after is not None:
        conditions += _behind(listing.order)
        values |= {"after": cursor_of(listing.after), "most": MOST_LEGS + 1}
    return _page(_select(tx, conditions, values, "e.transaction_id {0}, e.line {0}", listing), listing.limit)


def entries_of_account(tx: Tx, account: int, listing: Listing) -> Page[contract.Entry]:
    """The entries of an account by effective day, then as they were posted.

    They are found by day: the walk along the days that have entries stops when the page is full.
    """
    conditions, values = _conditions(listing)
    conditions, values = [*conditions, "e.account = :of_account"], {**values, "of_account": account}
    up = listing.order == "asc"
    found: list[Row] = []
    beyond = -LAST if up else LAST + 1
    if listing.after is not None:
        beyond, found = _rest_of_its_day(tx, listing, conditions, values)
    for some in STRIDES:
        if len(found) > listing.limit or not (days := store.days_of_entries(tx, beyond, some, up=up)):
            break
        beyond = days[-1]
        found += _select(
            tx,
            [*conditions, "e.effective_on IN (:days)"],
            {**values, "days": days},
            "e.effective_on {0}, e.transaction_id {0}, e.line {0}",
            listing,
        )
    return _page(found, listing.limit)


def _rest_of_its_day(tx: Tx, listing: Listing, conditions: list[str], values: dict[str, Any]) -> tuple[int, list[Row]]:
    """The day of the entry that a page begins behind, and what comes behind it on that day."""
    after = cursor_of(listing.after or "")
    row = tx.one(
        "SELECT effective_on FROM ledger_entry WHERE tenant = :tenant AND transaction_id < :after"
        " AND transaction_id >= :after - :most AND transaction_id + line = :after",
        after=after,
        most=MOST_LEGS + 1,
    )
    if row is None:
        raise FieldInvalid(f"{listing.after!r} is not a cursor of this list", field="after",
                           way_out="Send the `next_cursor` of the page before.")  # fmt: skip
    rest = _select(
        tx,
        [*conditions, *_behind(listing.order), "e.effective_on = :its_day"],
        {**values, "after": after, "most": MOST_LEGS + 1, "its_day": row["effective_on"]},
        "e.transaction_id {0}, e.line {0}",
        listing,
    )
    return row["effective_on"], rest


def _conditions(listing: Listing) -> tuple[list[str], dict[str, Any]]:
    conditions, values = conditions_of(numbered(listing), COLUMNS)
    return [*conditions, "e.tenant = :tenant", "(t.app = :app OR :sees_all = 1)"], values


def _select(tx: Tx, conditions: list[str], values: dict[str, Any], by: str, listing: Listing) -> list[Row]:
    order_by = by.format("ASC" if listing.order == "asc" else "DESC")
    return tx.rows(
        f"{FROM} WHERE {' AND '.join(conditions)} ORDER BY {order_by} LIMIT :limit", limit=listing.limit + 1, **values
    )


def _page(rows: list[Row], limit: int) -> Page[contract.Entry]:
    shown = [views.entry(row) for row in rows[:limit]]
    more = len(rows) > limit
    return Page(data=shown, has_more=more, next_cursor=shown[-1].id if more else None)


def _behind(order_: str) -> list[str]:
    """The first condition is for the key, the second is exact: entries of one transaction lie within `most` ids."""
    if order_ == "asc":
        return ["e.transaction_id >= :after - :most", "e.transaction_id + e.line > :after"]
    return ["e.transaction_id < :after", "e.transaction_id + e.line < :after"]


def transactions_of(tx: Tx, document: str, owner: str, since: date | None = None) -> list[contract.Transaction]:
    """The transactions that name a document of an owner (an invoice of a customer), as they were posted.

    `since` is the first day that they can have (the document's own): it spares the walk along all days before.
    """
    found = store.of_document(tx, document, owner, -LAST if since is None else number_of(since))
    return views.transactions(tx, store.transactions(tx, found))


def entries_of(tx: Tx, document: str, owner: str, since: date | None = None) -> list[contract.Entry]:
    """The entries of those transactions, in their order."""
    return [entry for one in transactions_of(tx, document, owner, since) for entry in one.entries]


# ---- the whole, for exports ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JournalLine:
    """An entry of the journal as an export writes it."""

    leg: Leg
    name: str
    type: AccountType


@dataclass(frozen=True, slots=True)
class JournalTransaction:
    """A transaction of the journal as an export writes it."""

    id: str
    entity: str
    cause: str
    type: str
    effective_on: date
    recorded_at: int
    description: str | None
    position: int | None
    digest: str
    functional_currency: str
    lines: tuple[JournalLine, ...]


def journal(
    tx: Tx,
    entity: int | None = None,
    *,
    since: date | None = None,
    until: date | None = None,
    known_at: int | None = None,
    touching: Which | None = None,
) -> Iterator[JournalTransaction]:
    """Every transaction by effective day, then as posted; `until` is exclusive, `known_at` a position.

    `touching` takes those alone that move certain accounts: of a code, of an owner.
    """
    rows = _chosen(tx, entity, since, until, known_at, touching)
    for start in range(0, len(rows), TRANSACTIONS_AT_ONCE):
        ids = [row["id"] for row in rows[start : start + TRANSACTIONS_AT_ONCE]]
        headers = {row["id"]: row for row in store.transactions(tx, ids)}
        entries = store.entries_of(tx, ids)
        positions = order.position_of(tx, sorted({row["commit_id"] for row in headers.values()}))
        for number in ids:
            header = headers[number]
            yield _transaction(tx, header, entries[number], positions.get(header["commit_id"]))


def _chosen(
    tx: Tx, entity: int | None, since: date | None, until: date | None, known_at: int | None, touching: Which | None
) -> list[Row]:
    values: dict[str, Any] = {
        "entity": entity,
        "since": since and since.isoformat(),
        "until": until and until.isoformat(),
        "known_at": known_at,
    }
    conditions = {
        "entity": "entity = :entity",
        "since": "effective_on >= :since",
        "until": "effective_on < :until",
        "known_at": f"commit_id IN ({order.KNOWN})",
    }
    said = {name: value for name, value in values.items() if value is not None}
    which, more = touching.condition() if touching is not None else ("", {})
    return tx.rows(
        "SELECT id FROM ledger_transaction WHERE tenant = :tenant"
        + "".join(f" AND {conditions[name]}" for name in said)
        + (f" AND id IN ({MOVING}{which})" if which else "")
        + " ORDER BY effective_on, id",
        **said,
        **more,
    )


def _transaction(tx: Tx, header: Row, entries: list[Row], position: int | None) -> JournalTransaction:
    return JournalTransaction(
        id_text("txn", header["id"]),
        tenants.entity(tx, header["entity"]).name,
        header["cause"],
        header["type"],
        date.fromisoformat(header["effective_on"]),
        header["created_at"],
        loads(header["body"])["description"],
        position,
        header["digest"],
        header["functional_currency"],
        tuple(_line(entry, header["functional_currency"]) for entry in entries),
    )


def _line(entry: Row, functional_currency: str) -> JournalLine:
    chart = CHART.get(entry["code"])
    name = chart.name if chart else entry["account_name"] or entry["code"]
    return JournalLine(leg_of(entry, functional_currency), name, entry["type"])


def moved(lines: tuple[JournalLine, ...]) -> list[tuple[JournalLine, Money]]:
    """Lines that move something in their own currency, with signed amounts; a translation's residue moves nothing."""
    return [(line, Money(line.leg.signed, line.leg.amount.currency)) for line in lines if line.leg.amount]

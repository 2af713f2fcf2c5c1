"""Accounts: made on first use by what is posted, or by a caller who names type and code."""

from __future__ import annotations

from msgspec import UNSET

from harr.contract import ledger as contract
from harr.contract.operations import Listing, Page
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.currencies import minor_units
from harr.kernel.errors import FieldInvalid, RuleConflict, StateConflict
from harr.kernel.ids import path_id
from harr.kernel.money import Money
from harr.services import tenants
from harr.services.ledger import balances, history, store, views
from harr.services.ledger.chart import CHART
from harr.services.ledger.posting import account_row


def create(tx: Tx, given: contract.AccountCreate) -> contract.Account:
    """A new account. Its type agrees with the chart, and with the entity's other accounts of that code."""
    entity = tenants.entity_for(tx, given.entity)
    minor_units(given.currency, "currency")
    _agree(tx, entity.id, given)
    floor = None
    if given.floor_amount is not None:
        floor = Money.parse(given.floor_amount, given.currency, "floor_amount", negative=True).minor
    chart = CHART.get(given.code)
    guarded = floor is not None or (chart is not None and chart.guarded)
    row = account_row(
        tx,
        entity=entity.id,
        code=given.code,
        currency=given.currency,
        owner=given.owner or "",
        name=given.name,
        type=given.type,
        contra=int(given.contra),
        guarded=int(guarded),
        floor_amount=(floor or 0) if guarded else None,
        app=tx.actor.app,
    ) | {
        "external_id": given.external_id,
        "body": dumps({"metadata": given.metadata, "dimensions": given.dimensions or {}}),
    }
    if not store.add_accounts(tx, [row]):
        raise store.account_taken(tx, row)
    return views.account(row)


def _agree(tx: Tx, entity: int, given: contract.AccountCreate) -> None:
    chart = CHART.get(given.code)
    other = store.accounts_of_code(tx, entity, [given.code]).get(given.code)
    type_, contra = (chart.type, chart.contra) if chart else (given.type, given.contra)
    if chart is None and other is not None:
        type_, contra = other["type"], bool(other["contra"])
    if (given.type, given.contra) != (type_, contra):
        raise FieldInvalid(
            f"accounts of code {given.code} are of type {type_}{', contra' if contra else ''}",
            field="type" if given.type != type_ else "contra",
            way_out="Send the type and contra of the code, or use a code of your own.",
            type=type_,
            contra=contra,
        )


def retrieve(tx: Tx, account_id: str) -> contract.Account:
    """An account by its id."""
    return views.account(store.account(tx, path_id(account_id, "acc")))


def list_(tx: Tx, listing: Listing) -> Page[contract.Account]:
    """The accounts that the app may see."""
    return page(tx, "ledger_account", listing, lambda rows: [views.account(row) for row in rows])


def update(tx: Tx, account_id: str, given: contract.AccountUpdate) -> contract.Account:
    """Another name, other metadata; what it is stays."""
    row = store.account(tx, path_id(account_id, "acc"))
    body = loads(row["body"])
    if given.metadata is not UNSET:
        body["metadata"] = given.metadata
    name = row["name"] if given.name is UNSET else given.name
    changed = store.change_account(tx, row, name=name, body=dumps(body))
    tx.changed(account_id, {"name": row["name"]}, {"name": name})
    return views.account(changed)


def close(tx: Tx, account_id: str) -> contract.Account:
    """Nothing more is posted to a closed account; one that holds something stays open."""
    row = store.account(tx, path_id(account_id, "acc"))
    if row["status"] == "closed":
        raise StateConflict("the account is closed", status="closed", allowed=[])
    holds = _holds(tx, row)
    if holds:
        raise RuleConflict(
            f"the account holds {holds.text} {holds.currency}; only an empty one is closed",
            way_out="Move what it holds to another account first.",
            balance=holds.text,
        )
    tx.changed(account_id, {"status": "open"}, {"status": "closed"})
    return views.account(store.change_account(tx, row, status="closed"))


def _holds(tx: Tx, row: Row) -> Money:
    shown = balances.of_account(tx, row, None, None)
    return Money.parse(shown.posted, shown.currency, negative=True)


def entries(tx: Tx, account_id: str, listing: Listing) -> Page[contract.Entry]:
    """The entries of an account by day, the latest first."""
    row = store.account(tx, path_id(account_id, "acc"))
    return history.entries_of_account(tx, row["id"], listing)


def balance(tx: Tx, account_id: str, asked: contract.AsOfQuery) -> contract.Balance:
    """What an account holds, as of a day and as known at a position."""
    return balances.of_account(tx, store.account(tx, path_id(account_id, "acc")), asked.as_of, asked.known_at)

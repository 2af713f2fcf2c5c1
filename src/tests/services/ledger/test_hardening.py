"""The database refuses by itself, and what was changed behind its back is found (museum J01, J04, J06)."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from harr.engine import SYSTEM, Tx
from harr.engine.store import Lane
from harr.kernel.ids import id_text
from harr.services import ledger
from harr.services.ledger import Check, credit, debit
from tests.services.ledger.conftest import Books, eur

HEADER = (
    "INSERT INTO ledger_transaction(tenant, id, entity, cause, type, rule, effective_on, created_at,"
    " functional_currency, entries, commit_id, digest, body) VALUES(:tenant, :id, :entity, :cause, 'test', 'test/1',"
    " '2026-01-15', 0, 'EUR', :entries, 1, '', '{}')"
)
ENTRY = (
    "INSERT INTO ledger_entry(tenant, transaction_id, line, account, amount, currency, functional_amount, effective_on)"
    " VALUES(:tenant, :id, :line, :account, :amount, :currency, :functional, 20468)"
)
Legs = list[tuple[int, str, int]]


@pytest.fixture
def hardened(lane: Lane) -> Lane:
    """A lane whose database has triggers; Aurora DSQL has none, there the writer and `verify` have to do."""
    if lane == "dsql":
        pytest.skip("DSQL has no triggers")
    return lane


def refused(books: Books, write: Callable[[Tx], Any], words: str) -> None:
    """The statement is refused by the database in these words."""
    with pytest.raises(Exception, match=words), books.engine.store.writing() as session:
        write(books.engine.begin(session, books.house.tenant, SYSTEM))


def journal(books: Books, legs: Legs, entries: int | None = None) -> Callable[[Tx], None]:
    """Raw rows of a transaction: amount, currency and functional amount of each entry, and the header last."""

    def write(tx: Tx) -> None:
        for line, (amount, currency, functional) in enumerate(legs, start=1):
            tx.run(ENTRY, id=77, line=line, account=1, amount=amount, currency=currency, functional=functional)
        count = len(legs) if entries is None else entries
        tx.run(HEADER, id=77, entity=books.entity, cause="raw.posted/77/1", entries=count)

    return write


@pytest.mark.parametrize(
    ("legs", "entries", "words"),
    [
        ([(100, "EUR", 100), (-99, "EUR", -99)], None, "differ in a currency"),
        ([(100, "EUR", 100), (-100, "USD", -100)], None, "differ in a currency"),
        ([(100, "USD", 91), (-100, "USD", -90)], None, "differ in the functional currency"),
        ([(100, "EUR", 100), (-100, "EUR", -100)], 3, "another number of entries"),
        ([(0, "EUR", 0), (0, "EUR", 0)], None, "CHECK|check constraint"),
        ([(100, "EUR", 100)], None, "."),
        ([], None, "."),
    ],
    ids=["one-sided", "two currencies", "functional", "too few", "of nothing", "one entry", "none"],
)
@pytest.mark.usefixtures("hardened")
def test_an_unbalanced_journal_is_refused_by_the_database(
    books: Books, legs: Legs, entries: int | None, words: str
) -> None:
    """J01: raw SQL, past all of our code."""
    refused(books, journal(books, legs, entries), words)


@pytest.mark.usefixtures("hardened")
def test_a_balanced_one_is_taken(books: Books) -> None:
    """So that the cases above are refused for what is wrong with them."""
    with books.engine.store.writing() as session:
        journal(books, [(100, "EUR", 100), (-100, "EUR", -100)])(
            books.engine.begin(session, books.house.tenant, SYSTEM)
        )


CHANGES = {
    "an entry's amount": "UPDATE ledger_entry SET amount = 1 WHERE tenant = :tenant",
    "a header": "UPDATE ledger_transaction SET body = '{}' WHERE tenant = :tenant",
    "entries away": "DELETE FROM ledger_entry WHERE tenant = :tenant",
    "headers away": "DELETE FROM ledger_transaction WHERE tenant = :tenant",
    "one entry more": "INSERT INTO ledger_entry(tenant, transaction_id, line, account, amount, currency,"
    " functional_amount, effective_on) SELECT tenant, transaction_id, 9, account, 5, currency, 5, effective_on"
    " FROM ledger_entry WHERE tenant = :tenant AND line = 1",
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.usefixtures("hardened")
def test_what_is_posted_stays(books: Books, what: str) -> None:
    """J04: no update, no delete, nothing added."""
    books.post(debit("1010", eur("5.00")), credit("3010", eur("5.00")))
    refused(books, lambda tx: tx.run(CHANGES[what]), "never|no further")
    books.verified()


def test_nothing_is_replaced_in_sqlite(books: Books, lane: Lane) -> None:
    """INSERT OR REPLACE deletes without asking a delete trigger; here it does not get so far."""
    if lane != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    posted = books.post(debit("1010", eur("5.00")), credit("3010", eur("5.00")))
    for table in ("ledger_entry", "ledger_transaction"):
        sql = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE tenant = :tenant"
        refused(books, lambda tx, sql=sql: tx.run(sql), "never|no further")  # type: ignore[misc]
    assert books.house("transactions.retrieve", id_text("txn", posted.id))["digest"] == posted.digest


@pytest.mark.usefixtures("hardened")
def test_a_tenant_that_is_being_deleted_may_go(books: Books) -> None:
    """Throwing a sandbox away takes its books with it."""
    books.post(debit("1010", eur("5.00")), credit("3010", eur("5.00")))
    with books.engine.store.writing() as session:
        tx = books.engine.begin(session, books.house.tenant, SYSTEM)
        tx.run("UPDATE engine_tenant SET state = 'deleting' WHERE tenant = :tenant")
        assert tx.run("DELETE FROM ledger_entry WHERE tenant = :tenant") == 2
        assert tx.run("DELETE FROM ledger_transaction WHERE tenant = :tenant") == 1


# ---- what was changed all the same -----------------------------------------------------------------------------------

LEDGER = {
    "ledger_transaction": ("entity", "cause", "type", "rule", "effective_on", "created_at", "functional_currency",
                           "entries", "commit_id", "digest", "body"),
    "ledger_entry": ("line", "account", "amount", "currency", "functional_amount", "effective_on", "document"),
    "ledger_account": ("entity", "code", "currency", "owner", "contra", "type"),
    "ledger_day_balance": ("account", "effective_on", "debits", "credits"),
    "ledger_guarded": ("debits", "credits"),
    "engine_order": ("commit_id", "digest", "chain", "position"),
    "engine_head": ("position", "chain"),
}  # fmt: skip


def failed(books: Books, tx: Tx) -> list[Check]:
    """The checks that do not pass."""
    assert books.house.tenant == tx.tenant
    return [check for check in ledger.verify(tx) if not check.passed]


class Undo(Exception):  # noqa: N818 - how a change is taken back
    """Leaves a transaction without keeping it."""


@pytest.mark.parametrize("table", LEDGER)
def test_any_change_is_found(books: Books, lane: Lane, table: str) -> None:
    """J06: flip any value of any row, and `verify` names what is wrong with it."""
    books.post(debit("4820", eur("5.00")), credit("2010", eur("5.00"), "cus_1"))
    books.post(debit("1100", eur("5.00"), "cus_1", "inv_1"), credit("4030", eur("5.00"), document="inv_1"))
    books.post(debit("2010", eur("2.00"), "cus_1", "inv_1"), credit("1100", eur("2.00"), "cus_1", "inv_1"))
    books.order()
    chance = random.Random(5)
    for column in LEDGER[table]:
        with pytest.raises(Undo), books.engine.store.writing() as session:  # noqa: PT012 - every step belongs to it
            tx = books.engine.begin(session, books.house.tenant, SYSTEM)
            _unharden(tx, lane)
            row = chance.choice(tx.rows(f"SELECT * FROM {table} WHERE tenant = :tenant"))
            _flip(tx, table, row, column)
            found = failed(books, tx)
            assert found, f"{table}.{column} of {row}"
            assert all(check.wrong for check in found)
            raise Undo
    books.verified()


def _flip(tx: Tx, table: str, row: dict[str, Any], column: str) -> None:
    """Another value in one column of one row."""
    old = row[column]
    new = (
        "x" if old is None else old + 1_000 if isinstance(old, int) else f"{old[:-1]}{'0' if old[-1:] != '0' else '1'}"
    )
    new = {"contra": 1 - row.get("contra", 0), "type": "expense"}.get(column, new) if table == "ledger_account" else new
    where = " AND ".join(f"{name} = :was_{name}" for name, value in row.items() if value is not None)
    said = {f"was_{name}": value for name, value in row.items() if value is not None}
    assert tx.run(f"UPDATE {table} SET {column} = :new WHERE {where}", new=new, **said) == 1


def _unharden(tx: Tx, lane: Lane) -> None:
    """As somebody with the database's own password would; rolled back with the rest."""
    if lane == "postgres":
        tx.run("SET LOCAL session_replication_role = replica")
    if lane == "sqlite":
        for row in tx.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
            tx.run(f"DROP TRIGGER {row['name']}")

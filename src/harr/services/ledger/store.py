"""The SQL over accounts, transactions, entries and exchange rates. What accounts hold is asked in `sums.py`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from harr.engine import Row, Tx
from harr.kernel.errors import AlreadyExists, NotFound, TryAgain
from harr.kernel.ids import id_text
from harr.services.ledger.chart import normal_side

AccountKey = tuple[int, str, str, str]
"""Entity, code, currency, owner ('' for none)."""

ROWS_AT_ONCE = 100
IDS_AT_ONCE = 500

DAY_UP = "SELECT MIN(effective_on) FROM ledger_entry WHERE tenant = :tenant AND effective_on > {}"
DAY_DOWN = "SELECT MAX(effective_on) FROM ledger_entry WHERE tenant = :tenant AND effective_on < {}"
DAYS_UP = (
    f"WITH RECURSIVE days(day) AS (SELECT ({DAY_UP.format(':since - 1')})"
    f" UNION ALL SELECT ({DAY_UP.format('days.day')}) FROM days WHERE days.day IS NOT NULL)"
)
"""Every day since `:since` that has entries: the index of entries is by day, and each day is one step down it."""

ENTRIES = (
    "SELECT e.*, a.code, a.owner, a.type, a.name AS account_name FROM ledger_entry e"
    " JOIN ledger_account a ON a.tenant = e.tenant AND a.id = e.account WHERE e.tenant = :tenant"
)


def claim_all(tx: Tx, table: str, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert rows unless their natural keys are taken, many in a statement; how many were."""
    made = 0
    for part in in_parts(rows, ROWS_AT_ONCE):
        names = ["tenant", *part[0]]
        marks = ", ".join(
            f"({', '.join([':tenant', *(f':v{n}_{name}' for name in row)])})" for n, row in enumerate(part)
        )
        made += tx.run(
            f"INSERT INTO {table}({', '.join(names)}) VALUES {marks} ON CONFLICT DO NOTHING",
            **{f"v{n}_{name}": value for n, row in enumerate(part) for name, value in row.items()},
        )
    return made


def in_parts(things: Iterable[Any], size: int) -> Iterable[list[Any]]:
    """Lists of at most `size`."""
    left = iter(things)
    while part := list(islice(left, size)):
        yield part


# ---- accounts --------------------------------------------------------------------------------------------------------


def accounts_of(tx: Tx, keys: Collection[AccountKey]) -> dict[AccountKey, Row]:
    """The accounts that are there, by key."""
    found: dict[AccountKey, Row] = {}
    for owners in in_parts(sorted({key[3] for key in keys}), IDS_AT_ONCE):
        rows = tx.rows(
            "SELECT * FROM ledger_account WHERE tenant = :tenant AND entity IN (:entities) AND code IN (:codes)"
            " AND currency IN (:currencies) AND owner IN (:owners)",
            entities=sorted({key[0] for key in keys}),
            codes=sorted({key[1] for key in keys}),
            currencies=sorted({key[2] for key in keys}),
            owners=owners,
        )
        found.update({key_of(row): row for row in rows})
    return {key: row for key, row in found.items() if key in keys}


def key_of(row: Mapping[str, Any]) -> AccountKey:
    """The natural key of an account."""
    return row["entity"], row["code"], row["currency"], row["owner"]


def accounts_of_code(tx: Tx, entity: int, codes: Collection[str]) -> dict[str, Row]:
    """One account of each code of an entity: they agree in name, type and contra."""
    rows = tx.rows(
        "SELECT * FROM ledger_account WHERE tenant = :tenant AND entity = :entity AND code IN (:codes)"
        " ORDER BY id DESC",
        entity=entity,
        codes=sorted(codes),
    )
    return {row["code"]: row for row in rows}


def accounts(tx: Tx, ids: Collection[int]) -> dict[int, Row]:
    """Accounts by id."""
    return {
        row["id"]: row
        for part in in_parts(sorted(ids), IDS_AT_ONCE)
        for row in tx.rows("SELECT * FROM ledger_account WHERE tenant = :tenant AND id IN (:ids)", ids=part)
    }


def account(tx: Tx, number: int) -> Row:
    """An account that the app may see."""
    row = tx.one(
        "SELECT * FROM ledger_account WHERE tenant = :tenant AND id = :id AND (app = :app OR :sees_all = 1)", id=number
    )
    if row is None:
        raise NotFound(f"there is no account {id_text('acc', number)} here")
    return row


def add_accounts(tx: Tx, rows: Sequence[Row]) -> int:
    """New accounts, and the row of the balance of those that have a floor; how many were not there yet."""
    made = claim_all(tx, "ledger_account", rows)
    guarded = [
        {
            "account": row["id"],
            "side": 1 if normal_side(row["type"], contra=bool(row["contra"])) == "debit" else -1,
            "floor_amount": row["floor_amount"] or 0,
            "debits": 0,
            "credits": 0,
        }
        for row in rows
        if row["guarded"]
    ]
    if made == len(rows):
        claim_all(tx, "ledger_guarded", guarded)
    return made


def account_taken(tx: Tx, row: Row) -> AlreadyExists:
    """Why an account could not be made."""
    same = accounts_of(tx, {key_of(row)})
    if same:
        there = id_text("acc", next(iter(same.values()))["id"])
        return AlreadyExists(f"the entity has this account: {there}", field="code", id=there)
    taken = tx.one(
        "SELECT id FROM ledger_account WHERE tenant = :tenant AND app = :app AND external_id = :external_id",
        external_id=row["external_id"],
    )
    return AlreadyExists(
        f"external_id {row['external_id']!r} is taken",
        field="external_id",
        id=id_text("acc", taken["id"]) if taken else None,
    )


def change_account(tx: Tx, row: Row, **columns: Any) -> Row:
    """Change an account as it was read."""
    return change(tx, "ledger_account", row, **columns)


def change(tx: Tx, table: str, row: Row, **columns: Any) -> Row:
    """Change a row as it was read; somebody else's change in between is refused."""
    tx.expect(row["version"])
    return tx.change(table, row, **columns)


# ---- transactions ----------------------------------------------------------------------------------------------------


def write(tx: Tx, headers: Sequence[Row], entries: Sequence[Row]) -> None:
    """Entries first, headers last. A cause that somebody took meanwhile undoes all of it."""
    tx.insert("ledger_entry", entries)
    if claim_all(tx, "ledger_transaction", headers) != len(headers):
        raise TryAgain("somebody posted under the same cause just now; nothing was done", retry_after=1)


def by_cause(tx: Tx, causes: Collection[str]) -> dict[str, Row]:
    """Transactions by their cause."""
    return {
        row["cause"]: row
        for part in in_parts(sorted(causes), IDS_AT_ONCE)
        for row in tx.rows(
            "SELECT * FROM ledger_transaction WHERE tenant = :tenant AND cause IN (:causes)", causes=part
        )
    }


def transaction(tx: Tx, number: int) -> Row:
    """A transaction that the app may see."""
    row = tx.one(
        "SELECT * FROM ledger_transaction WHERE tenant = :tenant AND id = :id AND (app = :app OR :sees_all = 1)",
        id=number,
    )
    if row is None:
        raise NotFound(f"there is no transaction {id_text('txn', number)} here")
    return row


def transactions(tx: Tx, ids: Collection[int]) -> list[Row]:
    """Transactions by id, in the order in which they were posted."""
    return [
        row
        for part in in_parts(sorted(ids), IDS_AT_ONCE)
        for row in tx.rows(
            "SELECT * FROM ledger_transaction WHERE tenant = :tenant AND id IN (:ids) ORDER BY id", ids=part
        )
    ]


def entries_of(tx: Tx, ids: Collection[int]) -> dict[int, list[Row]]:
    """The entries of transactions in the order of their lines, with code and owner of their accounts."""
    found: dict[int, list[Row]] = {number: [] for number in ids}
    for part in in_parts(sorted(ids), IDS_AT_ONCE):
        rows = tx.rows(f"{ENTRIES} AND e.transaction_id IN (:ids) ORDER BY e.transaction_id, e.line", ids=part)
        for row in rows:
            found[row["transaction_id"]].append(row)
    return found


def of_document(tx: Tx, document: str, owner: str, since: int) -> list[int]:
    """The transactions since a day that name a document on an account of its owner (a customer)."""
    rows = tx.rows(
        f"{DAYS_UP} SELECT DISTINCT e.transaction_id AS id FROM ledger_account a CROSS JOIN days"
        " CROSS JOIN ledger_entry e WHERE a.tenant = :tenant AND a.owner = :owner AND e.tenant = a.tenant"
        " AND e.effective_on = days.day AND e.account = a.id AND e.document = :document",
        owner=owner,
        document=document,
        since=since,
    )
    return sorted(row["id"] for row in rows)


def days_of_entries(tx: Tx, beyond: int, some: int, *, up: bool) -> list[int]:
    """The next days after (or before) a day that have entries."""
    next_day = DAY_UP if up else DAY_DOWN
    rows = tx.rows(
        f"WITH RECURSIVE days(day, n) AS (SELECT ({next_day.format(':beyond')}), 1"
        f" UNION ALL SELECT ({next_day.format('days.day')}), n + 1 FROM days WHERE days.day IS NOT NULL AND n < :some)"
        " SELECT day FROM days WHERE day IS NOT NULL",
        beyond=beyond,
        some=some,
    )
    return [row["day"] for row in rows]


# ---- reversals -------------------------------------------------------------------------------------------------------


def claim_reversals(tx: Tx, rows: Sequence[Row]) -> bool:
    """Whether each of these is the first to reverse its transaction."""
    return claim_all(tx, "ledger_reversal", rows) == len(rows)


def reversals_of(tx: Tx, ids: Collection[int]) -> dict[int, int]:
    """Which transaction has reversed which."""
    return {
        row["reversed"]: row["reversal"]
        for part in in_parts(sorted(ids), IDS_AT_ONCE)
        for row in tx.rows("SELECT * FROM ledger_reversal WHERE tenant = :tenant AND reversed IN (:ids)", ids=part)
    }


# ---- exchange rates --------------------------------------------------------------------------------------------------


def rate_on(tx: Tx, one: str, other: str, day: str) -> Row | None:
    """The latest rate of a pair up to a day, whichever way round it was said; of one day, what was said last."""
    return tx.one(
        "SELECT * FROM ledger_exchange_rate WHERE tenant = :tenant AND on_day <= :day"
        " AND ((base = :one AND quote = :other) OR (base = :other AND quote = :one))"
        " ORDER BY on_day DESC, id DESC LIMIT 1",
        one=one,
        other=other,
        day=day,
    )


def rate(tx: Tx, number: int) -> Row:
    """An exchange rate: they are the tenant's, whichever app sent them."""
    row = tx.one("SELECT * FROM ledger_exchange_rate WHERE tenant = :tenant AND id = :id", id=number)
    if row is None:
        raise NotFound(f"there is no exchange rate {id_text('fxr', number)} here")
    return row


def add_rate(tx: Tx, row: Row) -> None:
    """A new rate; there is one for each pair, day and source."""
    if tx.claim("ledger_exchange_rate", row):
        return
    same = tx.one(
        "SELECT id FROM ledger_exchange_rate WHERE tenant = :tenant AND base = :base AND quote = :quote"
        " AND on_day = :on_day AND source = :source",
        **{name: row[name] for name in ("base", "quote", "on_day", "source")},
    )
    if same is not None:
        raise AlreadyExists("there is a rate of this pair, day and source", field="on", id=id_text("fxr", same["id"]))
    raise AlreadyExists(f"external_id {row['external_id']!r} is taken", field="external_id")


# ---- account mappings ------------------------------------------------------------------------------------------------


def mappings_of(tx: Tx, entity: int) -> list[Row]:
    """Every mapping of an entity."""
    return tx.rows(
        "SELECT * FROM ledger_account_mapping WHERE tenant = :tenant AND entity = :entity ORDER BY id", entity=entity
    )


def mapping(tx: Tx, number: int) -> Row:
    """A mapping: they are the entity's, whichever app made them."""
    row = tx.one("SELECT * FROM ledger_account_mapping WHERE tenant = :tenant AND id = :id", id=number)
    if row is None:
        raise NotFound(f"there is no account mapping {id_text('map', number)} here")
    return row


def add_mapping(tx: Tx, row: Row) -> None:
    """A new mapping; there is one for each account, conditions and first day."""
    if tx.claim("ledger_account_mapping", row):
        return
    same = tx.one(
        "SELECT id FROM ledger_account_mapping WHERE tenant = :tenant AND entity = :entity AND code = :code"
        " AND product = :product AND jurisdiction = :jurisdiction AND provider = :provider"
        " AND valid_from = :valid_from",
        **{name: row[name] for name in ("entity", "code", "product", "jurisdiction", "provider", "valid_from")},
    )
    if same is not None:
        raise AlreadyExists(
            f"{row['code']} has a mapping with these conditions from {row['valid_from']} on",
            field="valid_from",
            way_out="Change that one, or send the day from which another holds.",
            id=id_text("map", same["id"]),
        )
    raise AlreadyExists(f"external_id {row['external_id']!r} is taken", field="external_id")

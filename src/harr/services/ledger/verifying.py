"""Whether the books are what they say: re-added from the journal by SQL that nothing else uses.

Every check counts what it looked at and names the first facts that are wrong. The
caches (day balances, guarded rows) are recomputed from entries, the digests from
rows, the chain from digests; nothing here trusts what posting computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from harr.engine import Row, Tx, order
from harr.kernel.ids import id_text
from harr.services.ledger import store
from harr.services.ledger.chart import CHART
from harr.services.ledger.days import day_of
from harr.services.ledger.digests import digest_of

FIRST = 5
AT_ONCE = 2_000
MOVES = (  # said again here: what is checked is not checked by itself
    "CAST(SUM(CASE WHEN e.amount > 0 THEN e.amount ELSE 0 END) AS BIGINT) AS debits,"
    " CAST(SUM(CASE WHEN e.amount < 0 THEN -e.amount ELSE 0 END) AS BIGINT) AS credits"
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to be true: how many it was asked of, and the first of whom it is not."""

    name: str
    passed: bool
    counted: int
    wrong: tuple[str, ...] = ()


def verify(tx: Tx) -> list[Check]:
    """Every check of the ledger, on the snapshot of this transaction."""
    return [check(tx) for check in CHECKS]


def _check(name: str, counted: int, wrong: Sequence[str]) -> Check:
    return Check(name, not wrong, counted, tuple(wrong[:FIRST]))


def _count(tx: Tx, table: str) -> int:
    row = tx.one(f"SELECT COUNT(*) AS n FROM {table} WHERE tenant = :tenant")
    return int(row["n"]) if row else 0


def _transactions_balance(tx: Tx) -> Check:
    """Debits and credits are the same in every currency of a transaction."""
    rows = tx.rows(
        "SELECT transaction_id, currency, CAST(SUM(amount) AS BIGINT) AS residue FROM ledger_entry"
        " WHERE tenant = :tenant GROUP BY transaction_id, currency HAVING SUM(amount) <> 0"
        " ORDER BY transaction_id LIMIT :first",
        first=FIRST,
    )
    wrong = [f"{_txn(row['transaction_id'])} leaves {row['residue']} minor units of {row['currency']}" for row in rows]
    return _check("transactions_balance", _count(tx, "ledger_transaction"), wrong)


def _functional_amounts_balance(tx: Tx) -> Check:
    """They are the same in the functional currency too."""
    rows = tx.rows(
        "SELECT transaction_id, CAST(SUM(functional_amount) AS BIGINT) AS residue FROM ledger_entry"
        " WHERE tenant = :tenant GROUP BY transaction_id HAVING SUM(functional_amount) <> 0"
        " ORDER BY transaction_id LIMIT :first",
        first=FIRST,
    )
    wrong = [f"{_txn(row['transaction_id'])} leaves {row['residue']} functional minor units" for row in rows]
    return _check("functional_amounts_balance", _count(tx, "ledger_transaction"), wrong)


def _entries_are_whole(tx: Tx) -> Check:
    """Each header has the entries that it says, at least two, on accounts of its entity; none is without a header."""
    rows = tx.rows(
        "SELECT t.id, t.entries, COUNT(e.line) AS n FROM ledger_transaction t LEFT JOIN ledger_entry e"
        " ON e.tenant = t.tenant AND e.transaction_id = t.id WHERE t.tenant = :tenant GROUP BY t.id, t.entries"
        " HAVING COUNT(e.line) <> t.entries OR COUNT(e.line) < 2 ORDER BY t.id LIMIT :first",
        first=FIRST,
    )
    wrong = [f"{_txn(row['id'])} says {row['entries']} entries and has {row['n']}" for row in rows]
    rows = tx.rows(
        "SELECT e.transaction_id AS id, e.line FROM ledger_entry e"
        " LEFT JOIN ledger_transaction t ON t.tenant = e.tenant AND t.id = e.transaction_id"
        " LEFT JOIN ledger_account a ON a.tenant = e.tenant AND a.id = e.account WHERE e.tenant = :tenant"
        " AND (t.id IS NULL OR a.id IS NULL OR a.entity <> t.entity OR a.currency <> e.currency)"
        " ORDER BY e.transaction_id, e.line LIMIT :first",
        first=FIRST,
    )
    wrong += [f"entry {row['line']} of {_txn(row['id'])} does not fit its header or account" for row in rows]
    return _check("entries_are_whole", _count(tx, "ledger_entry"), wrong)


def _digests(tx: Tx) -> Check:
    """Each digest is that of the rows as they now are."""
    counted, wrong = 0, []
    for header, entries in _every(tx):
        counted += 1
        if digest_of(header, entries) != header["digest"]:
            wrong.append(f"{_txn(header['id'])} ({header['cause']}) has another digest than its rows")
        elif any(day_of(entry["effective_on"]).isoformat() != header["effective_on"] for entry in entries):
            wrong.append(f"{_txn(header['id'])} has entries of another day")
    return _check("digests", counted, wrong)


def _every(tx: Tx) -> Iterator[tuple[Row, list[Row]]]:
    """Every transaction with its entries, in the order of their ids, some thousands at a time."""
    last = -(2**63)
    while True:
        headers = tx.rows(
            "SELECT * FROM ledger_transaction WHERE tenant = :tenant AND id > :last ORDER BY id LIMIT :some",
            last=last,
            some=AT_ONCE,
        )
        if not headers:
            return
        entries: dict[int, list[Row]] = {}
        for row in tx.rows(
            f"{store.ENTRIES} AND e.transaction_id > :last AND e.transaction_id <= :until"
            " ORDER BY e.transaction_id, e.line",
            last=last,
            until=headers[-1]["id"],
        ):
            entries.setdefault(row["transaction_id"], []).append(row)
        for header in headers:
            yield header, entries.get(header["id"], [])
        last = headers[-1]["id"]


def _chain(tx: Tx) -> Check:
    """Positions have no gap; each commit's digest is that of its transactions, each hash that of all before it."""
    position, chain, wrong = 0, order.GENESIS, []
    while rows := order.placed(tx, position, AT_ONCE):
        digests = _digests_of(tx, [row["commit_id"] for row in rows])
        for row in rows:
            position, chain = position + 1, order.chained(chain, row["digest"])
            if row["position"] != position:
                wrong.append(f"position {position} is missing")
                position = row["position"]
            if row["digest"] != order.commit_digest(digests.get(row["commit_id"], [])):
                wrong.append(f"the commit at position {position} has another digest than its transactions")
            if row["chain"] != chain:
                wrong.append(f"the chain is broken at position {position}")
                chain = row["chain"]
    fresh = order.fresh(tx)
    digests = _digests_of(tx, list(fresh))
    wrong += [
        f"the fresh commit {commit} has another digest than its transactions"
        for commit, digest in fresh.items()
        if digest != order.commit_digest(digests.get(commit, []))
    ]
    if order.head(tx) != (position, chain):
        wrong.append(f"the head says position {order.head(tx)[0]}, the chain ends at {position}")
    return _check("chain", position + len(fresh), wrong)


def _digests_of(tx: Tx, commits: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for part in store.in_parts(commits, store.IDS_AT_ONCE):
        for row in tx.rows(
            "SELECT commit_id, digest FROM ledger_transaction WHERE tenant = :tenant AND commit_id IN (:commits)"
            " ORDER BY commit_id, id",
            commits=part,
        ):
            found.setdefault(row["commit_id"], []).append(row["digest"])
    return found


def _commits_are_known(tx: Tx) -> Check:
    """Every transaction's commit has a position, or is about to get one."""
    rows = tx.rows(
        "SELECT id FROM ledger_transaction WHERE tenant = :tenant"
        f" AND commit_id NOT IN ({order.KNOWN}) AND commit_id NOT IN ({order.FRESH}) ORDER BY id LIMIT :first",
        known_at=2**62,
        first=FIRST,
    )
    wrong = [f"{_txn(row['id'])} lies in no commit" for row in rows]
    return _check("commits_are_known", _count(tx, "ledger_transaction"), wrong)


def _causes_are_unique(tx: Tx) -> Check:
    """Nothing happened twice, and nothing was reversed twice."""
    rows = tx.rows(
        "SELECT cause AS what, COUNT(*) AS n FROM ledger_transaction WHERE tenant = :tenant GROUP BY cause"
        " HAVING COUNT(*) > 1 ORDER BY cause LIMIT :first",
        first=FIRST,
    )
    wrong = [f"{row['what']} was posted {row['n']} times" for row in rows]
    rows = tx.rows(
        "SELECT t.id, t.reverses FROM ledger_transaction t LEFT JOIN ledger_reversal r"
        " ON r.tenant = t.tenant AND r.reversed = t.reverses AND r.reversal = t.id"
        " WHERE t.tenant = :tenant AND t.reverses IS NOT NULL AND r.reversal IS NULL ORDER BY t.id LIMIT :first",
        first=FIRST,
    )
    wrong += [f"{_txn(row['id'])} is not the one that reverses {_txn(row['reverses'])}" for row in rows]
    return _check("causes_are_unique", _count(tx, "ledger_transaction"), wrong)


def _reversals_mirror(tx: Tx) -> Check:
    """What was reversed and its reversal add up to nothing on every account."""
    rows = tx.rows(
        "SELECT r.reversed AS id, e.account, CAST(SUM(e.amount) AS BIGINT) AS residue FROM ledger_reversal r"
        " JOIN ledger_entry e ON e.tenant = r.tenant AND e.transaction_id IN (r.reversed, r.reversal)"
        " WHERE r.tenant = :tenant GROUP BY r.reversed, e.account"
        " HAVING SUM(e.amount) <> 0 OR SUM(e.functional_amount) <> 0 ORDER BY r.reversed LIMIT :first",
        first=FIRST,
    )
    wrong = [
        f"{_txn(row['id'])} and its reversal leave {row['residue']} on {id_text('acc', row['account'])}" for row in rows
    ]
    return _check("reversals_mirror", _count(tx, "ledger_reversal"), wrong)


def _day_balances(tx: Tx) -> Check:
    """The day balances are the entries of every commit that has a position."""
    kept = "SELECT account, effective_on, debits, credits FROM ledger_day_balance WHERE tenant = :tenant"
    added = (
        f"SELECT e.account, e.effective_on, {MOVES} FROM ledger_entry e JOIN ledger_transaction t"
        " ON t.tenant = e.tenant AND t.id = e.transaction_id"
        f" WHERE e.tenant = :tenant AND t.commit_id IN ({order.KNOWN}) GROUP BY e.account, e.effective_on"
    )
    rows = _difference(tx, kept, added)
    wrong = [f"{id_text('acc', row['account'])} on {day_of(row['effective_on'])}: {_held(row)}" for row in rows]
    return _check("day_balances", _count(tx, "ledger_day_balance"), wrong)


def _guarded_balances(tx: Tx) -> Check:
    """A guarded balance is the sum of its entries, and not below its floor."""
    kept = (
        "SELECT account, debits, credits FROM ledger_guarded WHERE tenant = :tenant AND (debits <> 0 OR credits <> 0)"
    )
    added = (
        f"SELECT e.account, {MOVES} FROM ledger_account a"
        " JOIN ledger_entry e ON e.tenant = a.tenant AND e.account = a.id"
        " WHERE a.tenant = :tenant AND a.guarded = 1 GROUP BY e.account"
    )
    wrong = [f"{id_text('acc', row['account'])}: {_held(row)}" for row in _difference(tx, kept, added)]
    rows = tx.rows(
        "SELECT account FROM ledger_guarded WHERE tenant = :tenant AND side * (debits - credits) < floor_amount"
        " ORDER BY account LIMIT :first",
        first=FIRST,
    )
    wrong += [f"{id_text('acc', row['account'])} is below its floor" for row in rows]
    return _check("guarded_balances", _count(tx, "ledger_guarded"), wrong)


def _difference(tx: Tx, kept: str, added: str) -> list[Row]:
    """Rows that the cache has and the journal has not, and the other way round."""
    found: list[Row] = []
    for one, other, said in ((kept, added, "are kept, entries say otherwise"), (added, kept, "are added up, not kept")):
        values = {"known_at": 2**62} if ":known_at" in one + other else {}
        rows = tx.rows(f"SELECT * FROM ({one} EXCEPT {other}) d ORDER BY account LIMIT :first", first=FIRST, **values)
        found += [{**row, "said": said} for row in rows]
    return found


def _accounts_fit_the_chart(tx: Tx) -> Check:
    """All accounts of a code are of one type, and of the chart's where it has the code."""
    rows = tx.rows(
        "SELECT entity, code, type, contra, COUNT(*) AS n FROM ledger_account WHERE tenant = :tenant"
        " GROUP BY entity, code, type, contra ORDER BY entity, code"
    )
    first: dict[tuple[int, str], tuple[str, int]] = {}
    wrong = []
    for row in rows:
        chart, key = CHART.get(row["code"]), (row["entity"], row["code"])
        should = (chart.type, int(chart.contra)) if chart else first.setdefault(key, (row["type"], row["contra"]))
        if (row["type"], row["contra"]) != should:
            wrong.append(f"{row['n']} accounts of code {row['code']} are of type {row['type']}, not {should[0]}")
    return _check("accounts_fit_the_chart", sum(row["n"] for row in rows), wrong)


def _balances_are_zero(tx: Tx) -> Check:
    """Everything that an entity holds adds up to nothing, in every currency and in its own."""
    rows = tx.rows(
        "SELECT a.entity, e.currency, CAST(SUM(e.amount) AS BIGINT) AS residue,"
        " CAST(SUM(e.functional_amount) AS BIGINT) AS functional FROM ledger_entry e JOIN ledger_account a"
        " ON a.tenant = e.tenant AND a.id = e.account WHERE e.tenant = :tenant GROUP BY a.entity, e.currency"
        " ORDER BY a.entity, e.currency"
    )
    wrong = [f"{id_text('ent', row['entity'])} holds {row['residue']} minor units of {row['currency']} from nowhere"
             for row in rows if row["residue"]]  # fmt: skip
    functional: dict[int, int] = {}
    for row in rows:
        functional[row["entity"]] = functional.get(row["entity"], 0) + row["functional"]
    wrong += [f"{id_text('ent', entity)} holds {residue} functional minor units from nowhere"
              for entity, residue in functional.items() if residue]  # fmt: skip
    return _check("balances_are_zero", len(rows), wrong)


def _held(row: Row) -> str:
    return f"{row['debits']} and {row['credits']} minor units {row['said']}"


def _txn(number: int) -> str:
    return id_text("txn", number)


CHECKS: tuple[Callable[[Tx], Check], ...] = (
    _transactions_balance,
    _functional_amounts_balance,
    _entries_are_whole,
    _causes_are_unique,
    _reversals_mirror,
    _digests,
    _chain,
    _commits_are_known,
    _day_balances,
    _guarded_balances,
    _accounts_fit_the_chart,
    _balances_are_zero,
)

"""The SQL over what accounts hold: guarded rows, day balances, and entries that no fold has seen yet.

A balance as of a day is the day balances up to it, plus the entries of commits
that have no position yet, plus those of this very transaction. As known at a
position it is added up from entries: the folds only know the present.

CROSS JOIN says in which order SQLite is to look: from the few to the many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from harr.engine import Row, Tx, order
from harr.services.ledger.chart import CHART
from harr.services.ledger.days import LAST, number_of

UNFOLDED = f"{order.FRESH} UNION ALL SELECT CAST(:this_commit AS BIGINT)"
"""Commits that no fold has seen, this one among them."""
MOVES = (
    "CAST(SUM(CASE WHEN e.amount > 0 THEN e.amount ELSE 0 END) AS BIGINT) AS debits,"
    " CAST(SUM(CASE WHEN e.amount < 0 THEN -e.amount ELSE 0 END) AS BIGINT) AS credits"
)
CODE = "a.entity, a.code, a.currency, MIN(a.type) AS type, MIN(a.contra) AS contra, MIN(a.name) AS name"
BY_CODE = "GROUP BY a.entity, a.code, a.currency"
HELD = "CAST(SUM(d.debits) AS BIGINT) AS debits, CAST(SUM(d.credits) AS BIGINT) AS credits"

MOVED = (
    f"SELECT {CODE}, {MOVES} FROM ledger_transaction t CROSS JOIN ledger_entry e CROSS JOIN ledger_account a"
    " WHERE t.tenant = :tenant AND e.tenant = :tenant AND e.transaction_id = t.id"
    " AND a.tenant = :tenant AND a.id = e.account AND e.effective_on <= :day"
)
FOLDED = (
    f"SELECT {CODE}, {HELD} FROM (SELECT account, SUM(debits) AS debits, SUM(credits) AS credits"
    " FROM ledger_day_balance WHERE tenant = :tenant AND effective_on <= :day GROUP BY account) d"
    " CROSS JOIN ledger_account a WHERE a.tenant = :tenant AND a.id = d.account"
)
FOLDED_BY_DAY = (
    "WITH RECURSIVE days(day) AS (SELECT (SELECT MIN(effective_on) FROM ledger_day_balance WHERE tenant = :tenant)"
    " UNION ALL SELECT (SELECT MIN(effective_on) FROM ledger_day_balance WHERE tenant = :tenant"
    " AND effective_on > days.day) FROM days WHERE days.day < :day)"
    f" SELECT {CODE}, {HELD} FROM ledger_account a CROSS JOIN days CROSS JOIN ledger_day_balance d"
    " WHERE a.tenant = :tenant AND d.tenant = :tenant AND d.effective_on = days.day AND d.account = a.id"
    " AND days.day <= :day"
)
"""The day balances of few accounts: one step down the key for each day that there is and each account."""


@dataclass(frozen=True, slots=True)
class Which:
    """Which accounts are asked about; what is not said is not asked."""

    entity: int | None = None
    code: str | None = None
    currency: str | None = None
    owner: str | None = None
    account: int | None = None
    mine: bool = False
    """Only accounts that the app may see."""

    @property
    def few(self) -> bool:
        """Whether it can be a handful of accounts only."""
        chart = CHART.get(self.code or "")
        return self.owner is not None or self.account is not None or (chart is not None and chart.owner is None)

    def condition(self) -> tuple[str, dict[str, Any]]:
        """As SQL over `ledger_account a`."""
        said = {"entity": self.entity, "code": self.code, "currency": self.currency, "owner": self.owner}
        values = {f"of_{name}": value for name, value in said.items() if value is not None}
        sql = "".join(f" AND a.{name.removeprefix('of_')} = :{name}" for name in values)
        if self.account is not None:
            sql, values = f"{sql} AND a.id = :of_account", {**values, "of_account": self.account}
        if self.mine:
            sql += " AND (a.app = :app OR :sees_all = 1)"
        return sql, values


def held(tx: Tx, which: Which, *, as_of: date | None = None, known_at: int | None = None) -> list[Row]:
    """Debits and credits by entity, code and currency, with type and contra; what never moved is missing."""
    condition, values = which.condition()
    values["day"] = LAST if as_of is None else number_of(as_of)
    if known_at is not None:
        commits = {"known_at": known_at}
        return _added(tx.rows(f"{MOVED} AND t.commit_id IN ({order.KNOWN}){condition} {BY_CODE}", **values, **commits))
    folded = tx.rows(f"{FOLDED_BY_DAY if which.few else FOLDED}{condition} {BY_CODE}", **values)
    values["this_commit"] = tx.commit_id
    return _added([*folded, *tx.rows(f"{MOVED} AND t.commit_id IN ({UNFOLDED}){condition} {BY_CODE}", **values)])


def _added(rows: Sequence[Row]) -> list[Row]:
    """Rows of the same entity, code and currency as one, in order."""
    found: dict[tuple[int, str, str], Row] = {}
    for row in rows:
        key = (row["entity"], row["code"], row["currency"])
        if key in found:
            found[key]["debits"] += row["debits"]
            found[key]["credits"] += row["credits"]
        else:
            found[key] = dict(row)
    return [found[key] for key in sorted(found)]


BY = {
    "day": "e.effective_on",
    "month": "SUBSTR(t.effective_on, 1, 7)",
    "owner": "a.owner",
    "provider": "CASE WHEN a.code IN ('1050', '1070', '2600') THEN a.owner ELSE '' END",
    "cause_type": "t.type",
    "line": "e.document_line",
    "product": "e.product",
    "tax_rate": "e.tax_rate",
}
"""By what the moves of accounts can be told apart, beside code and currency. A provider owns few accounts."""
SIDES = (
    "CAST(SUM(CASE WHEN e.amount > 0 THEN e.amount ELSE 0 END) AS BIGINT) AS debits,"
    " CAST(SUM(CASE WHEN e.amount < 0 THEN -e.amount ELSE 0 END) AS BIGINT) AS credits,"
    " CAST(SUM(CASE WHEN {0} > 0 THEN e.functional_amount ELSE 0 END) AS BIGINT) AS functional_debits,"
    " CAST(SUM(CASE WHEN {0} < 0 THEN -e.functional_amount ELSE 0 END) AS BIGINT) AS functional_credits"
).format("(CASE WHEN e.amount <> 0 THEN e.amount ELSE e.functional_amount END)")


def moves(
    tx: Tx,
    which: Which,
    by: Sequence[str],
    *,
    since: date | None = None,
    until: date | None = None,
    known_at: int | None = None,
) -> list[Row]:
    """Debits and credits of every code and currency, told apart by more: one statement over the entries of the days.

    `until` is exclusive, `known_at` a position.
    """
    condition, values = which.condition()
    said = {"since": since, "until": until}
    values |= {name: number_of(day) for name, day in said.items() if day is not None}
    condition += " AND e.effective_on >= :since" if since is not None else ""
    condition += " AND e.effective_on < :until" if until is not None else ""
    if known_at is not None:
        condition, values = f"{condition} AND t.commit_id IN ({order.KNOWN})", {**values, "known_at": known_at}
    apart = ", ".join(["a.code", "e.currency", *(BY[name] for name in by)])
    named = ", ".join(["a.code", "e.currency", *(f"{BY[name]} AS {name}" for name in by)])
    return tx.rows(
        f"SELECT {named}, MIN(a.name) AS name, MIN(a.type) AS kind, {SIDES}"
        " FROM ledger_entry e CROSS JOIN ledger_account a CROSS JOIN ledger_transaction t"
        " WHERE e.tenant = :tenant AND a.tenant = :tenant AND a.id = e.account"
        f" AND t.tenant = :tenant AND t.id = e.transaction_id{condition} GROUP BY {apart} ORDER BY {apart}",
        **values,
    )


def owed(tx: Tx, entity: int, code: str, currency: str, documents: Sequence[str]) -> dict[str, int]:
    """Debits less credits of all accounts of a code, by document: added up from every entry there is."""
    rows = tx.rows(
        "SELECT e.document, CAST(SUM(e.amount) AS BIGINT) AS amount FROM ledger_entry e JOIN ledger_account a"
        " ON a.tenant = e.tenant AND a.id = e.account WHERE e.tenant = :tenant AND a.entity = :entity"
        " AND a.code = :code AND a.currency = :currency AND e.document IN (:documents) GROUP BY e.document",
        entity=entity,
        code=code,
        currency=currency,
        documents=list(documents),
    )
    return {row["document"]: row["amount"] for row in rows}


def by_line(tx: Tx, code: str) -> list[Row]:
    """Debits less credits of all accounts of a code, by document line and type of transaction, from every entry."""
    return tx.rows(
        "SELECT e.document_line AS line, t.type, CAST(SUM(e.amount) AS BIGINT) AS amount FROM ledger_account a"
        " JOIN ledger_entry e ON e.tenant = a.tenant AND e.account = a.id"
        " JOIN ledger_transaction t ON t.tenant = e.tenant AND t.id = e.transaction_id"
        " WHERE a.tenant = :tenant AND a.code = :code AND e.document_line IS NOT NULL"
        " GROUP BY e.document_line, t.type ORDER BY e.document_line, t.type",
        code=code,
    )


def by_owner(tx: Tx, code: str) -> list[Row]:
    """Debits less credits of the accounts of a code, by entity, currency, owner and type of transaction."""
    return tx.rows(
        "SELECT a.entity, a.currency, a.owner, t.type, CAST(SUM(e.amount) AS BIGINT) AS amount FROM ledger_account a"
        " JOIN ledger_entry e ON e.tenant = a.tenant AND e.account = a.id"
        " JOIN ledger_transaction t ON t.tenant = e.tenant AND t.id = e.transaction_id"
        " WHERE a.tenant = :tenant AND a.code = :code"
        " GROUP BY a.entity, a.currency, a.owner, t.type ORDER BY a.entity, a.currency, a.owner, t.type",
        code=code,
    )


# ---- guarded accounts ------------------------------------------------------------------------------------------------


def guarded(tx: Tx, account: int) -> Row | None:
    """The row of an account that has a floor."""
    return tx.one("SELECT * FROM ledger_guarded WHERE tenant = :tenant AND account = :account", account=account)


def guarded_of(tx: Tx, code: str, owners: Sequence[str]) -> list[Row]:
    """The guarded rows of owners' accounts of a code, with entity, currency and owner."""
    return tx.rows(
        "SELECT a.entity, a.owner, a.currency, g.side * (g.debits - g.credits) AS balance FROM ledger_account a"
        " JOIN ledger_guarded g ON g.tenant = a.tenant AND g.account = a.id"
        " WHERE a.tenant = :tenant AND a.owner IN (:owners) AND a.code = :code ORDER BY a.owner, a.entity, a.currency",
        owners=list(owners),
        code=code,
    )


def move_guarded(tx: Tx, account: int, debits: int, credits_: int, *, forced: bool = False) -> bool:
    """Move a guarded balance unless it would sink below its floor. What raises it is never refused."""
    return bool(
        tx.run(
            "UPDATE ledger_guarded SET debits = debits + :debits, credits = credits + :credits"
            " WHERE tenant = :tenant AND account = :account AND (:forced = 1 OR side * (:debits - :credits) >= 0"
            " OR side * (debits + :debits - credits - :credits) >= floor_amount)",
            account=account,
            debits=debits,
            credits=credits_,
            forced=1 if forced else 0,
        )
    )


# ---- the fold --------------------------------------------------------------------------------------------------------


def fold(tx: Tx, commits: Sequence[int]) -> None:
    """Add the entries of commits that have just got their position to the day balances: one statement."""
    tx.run(
        "INSERT INTO ledger_day_balance(tenant, effective_on, account, debits, credits)"
        f" SELECT e.tenant, e.effective_on, e.account, {MOVES}"
        " FROM ledger_transaction t CROSS JOIN ledger_entry e WHERE t.tenant = :tenant AND t.commit_id IN (:commits)"
        " AND e.tenant = :tenant AND e.transaction_id = t.id GROUP BY e.tenant, e.effective_on, e.account"
        " ON CONFLICT (tenant, effective_on, account) DO UPDATE SET"
        " debits = ledger_day_balance.debits + excluded.debits,"
        " credits = ledger_day_balance.credits + excluded.credits",
        commits=list(commits),
    )

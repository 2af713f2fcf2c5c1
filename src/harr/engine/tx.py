"""The transaction that every action is handed: rows in and out, one instant, ids, news, causes. It never commits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from harr.contract.events import Event
from harr.engine.actor import SYSTEM, Actor
from harr.engine.clock import IdSource
from harr.engine.store import Lane, Row, Session
from harr.kernel.errors import StateConflict, VersionStale
from harr.kernel.ids import REHEARSED_FROM
from harr.kernel.time import instant, micros
from harr.map import SERVICES

CHUNK = 500
TABLES_OF = re.compile(r"(?:FROM|INTO|UPDATE) ([a-z]+)_")
"""A statement is over the tables of one service: whose, its first table says."""


class Leased(StateConflict):
    """Another worker has the sandbox: nobody's fault, and over when its clock has arrived."""


@dataclass(frozen=True, slots=True)
class Emitted:
    """An event as it lies in the outbox."""

    id: int
    event: Event
    number: int


@dataclass(frozen=True, slots=True)
class Change:
    """What the audit keeps of a change: settings before and after, never the data of a person."""

    subject: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass
class Tx:
    """One unit of work of one tenant."""

    session: Session
    tenant: int
    actor: Actor
    now_us: int
    """Business time in microseconds: the tenant's clock when the transaction began."""
    commit_id: int
    ids: IdSource
    lane: Lane
    rows_limit: int
    rehearsing: bool = False
    machine_us: int = 0
    """The machine's clock, for the engine's own rows alone."""
    pepper: bytes = field(default=b"", repr=False)
    verbs: Mapping[str, Callable[..., Any]] = field(default_factory=dict, repr=False)
    """What the agenda can do, for whoever runs an item by hand."""
    emitted: list[Emitted] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    rehearsed: dict[str, list[Any]] = field(default_factory=dict)
    rows_changed: int = 0
    """Rows that this transaction has changed so far."""
    memo: dict[Any, Any] = field(default_factory=dict)
    """What was read in this transaction and need not be read twice (rates, policies): never what it decides on."""
    _dry: int = 0

    @property
    def now(self) -> datetime:
        """Business time: what periods, documents and due dates go by."""
        return instant(self.now_us)

    def today(self, timezone: str) -> date:
        """The civil date of `now` in a zone."""
        return self.now.astimezone(ZoneInfo(timezone)).date()

    @property
    def chunk(self) -> int:
        """How many things of some five rows each fit one transaction of this store."""
        return self.rows_limit // 5

    def within(self, tenant: int, now_us: int) -> Tx:
        """The same transaction, seen from a tenant that is being made in it: for its first rows alone."""
        return replace(self, tenant=tenant, now_us=now_us, actor=SYSTEM, memo={})

    # ---- rows -------------------------------------------------------------------------------------------------------

    def rows(self, sql: str, **args: Any) -> list[Row]:
        """All rows of a query. `:tenant`, `:app` and `:sees_all` are filled in; a list fits `IN (:ids)`."""
        return self.session.rows(sql, self._args(args))

    def known(self, sql: str, **args: Any) -> list[Row]:
        """As `rows`, asked once: again only after this transaction has written to a table of the same service.

        For what stays as it is while many are done alike, such as who buys and what is sold.
        """
        read = self.memo.setdefault(("read", _service(sql)), {})
        key = (sql, *((name, tuple(each) if isinstance(each, list) else each) for name, each in args.items()))
        if key not in read:
            read[key] = self.rows(sql, **args)
        return [dict(row) for row in read[key]]

    def _wrote(self, service: str) -> None:
        self.memo.pop(("read", service), None)

    def one(self, sql: str, **args: Any) -> Row | None:
        """The only row of a query, or none."""
        found = self.session.rows(sql, self._args(args))
        return found[0] if found else None

    def run(self, sql: str, **args: Any) -> int:
        """Change rows; how many."""
        changed = self.session.run(sql, self._args(args))
        self._wrote(_service(sql))
        self.rows_changed += changed
        return changed

    def insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows that all have the same columns; `tenant` is added."""
        if not rows:
            return
        self.rows_changed += len(rows)
        self._wrote(table.partition("_")[0])
        columns = list(rows[0])
        self.session.insert(
            table, ["tenant", *columns], [[self.tenant, *(row[name] for name in columns)] for row in rows]
        )

    def claim(self, table: str, row: Mapping[str, Any]) -> bool:
        """Insert a row unless its natural key is taken. False: somebody was first; do nothing else."""
        columns = ["tenant", *row]
        names = ", ".join(f":{name}" for name in columns)
        sql = f"INSERT INTO {table}({', '.join(columns)}) VALUES({names}) ON CONFLICT DO NOTHING"
        mine = self.session.run(sql, {"tenant": self.tenant, **row}) == 1
        self.rows_changed += mine
        self._wrote(table.partition("_")[0])
        return mine

    def claim_all(self, table: str, rows: Sequence[Mapping[str, Any]]) -> int:
        """Insert rows that all have the same columns, but those whose natural key is taken; how many were inserted."""
        if not rows:
            return 0
        columns = list(rows[0])
        values = [[self.tenant, *(row[name] for name in columns)] for row in rows]
        mine = self.session.claim(table, ["tenant", *columns], values)
        self.rows_changed += mine
        self._wrote(table.partition("_")[0])
        return mine

    def change(self, table: str, row: Row, **columns: Any) -> Row:
        """Change columns of a row as it was read; the row as it is then. VersionStale if somebody was faster."""
        sets = "".join(f"{name} = :{name}, " for name in columns)
        changed = self.run(
            f"UPDATE {table} SET {sets}version = version + 1, updated_at = :now"
            " WHERE tenant = :tenant AND id = :id AND version = :was",
            id=row["id"],
            was=row["version"],
            now=self.now_us,
            **columns,
        )
        if not changed:
            raise VersionStale("somebody changed it meanwhile", version=row["version"] + 1)
        return {**row, **columns, "version": row["version"] + 1, "updated_at": self.now_us}

    def _args(self, args: dict[str, Any]) -> dict[str, Any]:
        args.setdefault("tenant", self.tenant)
        args.setdefault("app", self.actor.app)
        args.setdefault("sees_all", 1 if self.actor.sees_all else 0)
        return args

    # ---- ids and versions -------------------------------------------------------------------------------------------

    def new_id(self) -> int:
        """An id for a new row. In a rehearsal it is below zero, and says so on the wire."""
        if self.rehearsing:
            self._dry += 1
            return REHEARSED_FROM + self._dry
        return self.ids.next()

    def expect(self, version: int) -> None:
        """Refuse when the caller's `If-Match` names another version than the row has."""
        wanted = self.actor.expected_version
        if wanted is not None and wanted != version:
            raise VersionStale(f"version {wanted} was expected, the resource has {version}", version=version)

    def touch(self, table: str, **key: int) -> None:
        """Change a row's version so that whoever decides on it at the same time meets this transaction."""
        where = " AND ".join(f"{name} = :{name}" for name in key)
        self.run(f"UPDATE {table} SET version = version + 1 WHERE tenant = :tenant AND {where}", **key)

    # ---- news, digests, the audit, the agenda -----------------------------------------------------------------------

    def emit(self, event: Event) -> None:
        """Tell what happened, in the same commit as the change itself."""
        self.emitted.append(Emitted(self.new_id(), event, len(self.emitted) + 1))

    def seal(self, digest: str) -> None:
        """Put the digest of a ledger transaction into the commit's, and so into the tenant's chain."""
        self.digests.append(digest)

    def changed(self, subject: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        """Tell the audit what was changed: settings and amounts, not the data of a person."""
        self.changes.append(Change(subject, before, after))

    def rehearsal(self, kind: str, value: Any) -> None:
        """Show something (`transactions`, `documents`, `emails`) in the answer of a `dry_run`."""
        if self.rehearsing:
            self.rehearsed.setdefault(kind, []).append(value)

    def schedule(self, verb: str, subject: str, due_at: datetime) -> bool:
        """Put something on the agenda: once for each verb, subject and instant. What was canceled is due again."""
        return self.schedule_all(verb, [(subject, due_at)]) == 1

    def schedule_all(self, verb: str, due: Sequence[tuple[str, datetime]]) -> int:
        """The same for many subjects; how many of them were not on the agenda."""
        rows = [
            {
                "id": self.new_id(),
                "verb": verb,
                "subject": subject,
                "due_at": micros(due_at),
                "place": _place(verb),
                "status": "due",
                "attempts": 0,
                "caused_by": self.actor.request_id,
                "version": 1,
                "created_at": self.now_us,
                "updated_at": self.now_us,
            }
            for subject, due_at in due
        ]
        new = self.claim_all("engine_agenda", rows)
        return new if new == len(rows) else new + sum(self._due_again(row) for row in rows)

    def _due_again(self, row: Mapping[str, Any]) -> int:
        """Put what was canceled back on the agenda."""
        return self.run(
            "UPDATE engine_agenda SET status = 'due', attempts = 0, last_error = NULL, version = version + 1,"
            " updated_at = :now WHERE tenant = :tenant AND verb = :verb AND subject = :subject"
            " AND due_at = :due_at AND status = 'canceled'",
            verb=row["verb"],
            subject=row["subject"],
            due_at=row["due_at"],
            now=self.now_us,
        )

    def unschedule(self, verb: str, subject: str) -> int:
        """Cancel what is still due of this verb and subject."""
        return self.run(
            "UPDATE engine_agenda SET status = 'canceled', version = version + 1, updated_at = :now"
            " WHERE tenant = :tenant AND verb = :verb AND subject = :subject AND status = 'due'",
            verb=verb,
            subject=subject,
            now=self.now_us,
        )


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that the world has to be asked, once the intent is committed.

    `port` is who is asked, `key` names the question for ever (the provider's
    idempotency key), `then` is the continuation's name (`payments.answered`) that
    the wiring knows: it runs as `then(tx, key, answer)` in a transaction of its own.
    """

    port: str
    key: str
    request: Mapping[str, Any]
    then: str
    result: Any = None
    """What the handler would have answered meanwhile."""


@lru_cache(4_096)
def _service(sql: str) -> str:
    found = TABLES_OF.search(sql)
    return "" if found is None else found[1]


def _place(verb: str) -> int:
    """What is due at one instant is done in street order of its verbs."""
    service = verb.partition(".")[0]
    return SERVICES.index(service) if service in SERVICES else len(SERVICES)


def dumps(value: Any) -> str:
    """JSON for a TEXT column, the same bytes for the same value."""
    try:
        return msgspec.json.encode(value, order="sorted").decode()
    except TypeError:  # a key that is no text
        return json.dumps(msgspec.to_builtins(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def loads(text: str | None) -> Any:
    """Back from a TEXT column; an empty column is an empty object."""
    return msgspec.json.decode(text) if text else {}

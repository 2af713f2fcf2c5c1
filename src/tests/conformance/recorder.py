"""A caller who writes down every request and its answer, and rehearses each write before doing it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from harr.contract import BY_NAME
from harr.contract.operations import Operation
from harr.edge.gateway import Response
from harr.edge.wiring import packages
from harr.engine.schema import GLOBAL, tables
from harr.engine.store import Store
from tests.house import House

AUDIT = "engine_audit"
Rows = dict[str, tuple[int, str]]
"""By table: how many rows a tenant has in it, and a digest of them."""


@dataclass(frozen=True)
class Rehearsed:
    """What a rehearsal said, and the tenant's rows before and after it."""

    response: Response
    before: Rows
    after: Rows


@dataclass(frozen=True)
class Call:
    """A request that was made, and what came of it."""

    operation: Operation
    path: tuple[str, ...]
    body: Mapping[str, Any]
    key: str | None
    response: Response
    rehearsed: Rehearsed | None = None

    @property
    def refused(self) -> bool:
        """Whether it was not done."""
        return self.response.status >= 400

    @property
    def told(self) -> str:
        """How a failing test names it."""
        return f"{self.operation.name} {'/'.join(self.path)} {json.dumps(self.body)[:300]}"


@dataclass(frozen=True)
class Recorder(House):
    """A house whose calls are kept; every POST has an idempotency key."""

    calls: list[Call] = field(default_factory=list)
    rehearses: bool = False

    def __call__(self, operation_name: str, /, *path: str, **body: Any) -> Any:
        """Do what has to succeed, keep it, and give the answer."""
        operation = BY_NAME[operation_name]
        rehearsed = self._rehearsed(operation, path, body) if self.rehearses and operation.writes else None
        key = f"key-{len(self.calls)}" if operation.method == "POST" and operation.writes else None
        headers = {} if key is None else {"idempotency-key": key}
        response = self.send(operation_name, *path, headers=headers, **body)
        assert response.status < 400, f"{operation_name} {path} {body}: {response.body.decode()}"
        self.calls.append(Call(operation, path, body, key, response, rehearsed))
        return response.json() if operation.media == "application/json" else response.body

    def refused(self, operation_name: str, /, *path: str, **body: Any) -> dict[str, Any]:
        """Do what has to be refused, and keep it too."""
        operation = BY_NAME[operation_name]
        response = self.send(operation_name, *path, **body)
        assert 400 <= response.status < 500, f"{operation_name} {path} {body}: {response.body.decode()}"
        self.calls.append(Call(operation, path, body, None, response))
        found: dict[str, Any] = response.json()
        return found

    def again(self, call: Call, **others: Any) -> Response:
        """A recorded request, sent once more: as it was, or with another path, key or further headers."""
        key = others.get("key", call.key)
        headers = {**({} if key is None else {"idempotency-key": key}), **others.get("headers", {})}
        body = others.get("body", call.body)
        return self.send(call.operation.name, *others.get("path", call.path), headers=headers, **body)

    def rows(self) -> Rows:
        """Everything that is kept of this tenant but its audit."""
        return rows_of(self.gateway.engine.store, self.tenant)

    def _rehearsed(self, operation: Operation, path: tuple[str, ...], body: Mapping[str, Any]) -> Rehearsed:
        before = self.rows()
        response = self.send(operation.name, *path, query={"dry_run": "true"}, **body)
        return Rehearsed(response, before, self.rows())


def rows_of(store: Store, tenant: int) -> Rows:
    """Counts and digests of every table but the audit, of one tenant."""
    names = sorted(table.name for table in tables(packages()) if table.name not in GLOBAL | {AUDIT})
    with store.reading() as session:
        if store.lane != "sqlite":
            found = session.rows(" UNION ALL ".join(map(_digest, names)), {"tenant": tenant})
            return {row["name"]: (row["n"], row["digest"]) for row in found}
        return {name: _read(session.rows(f"SELECT * FROM {name} WHERE tenant = :tenant", {"tenant": tenant}))
                for name in names}  # fmt: skip


def changed(before: Rows, after: Rows) -> list[str]:
    """The tables in which something changed."""
    return [name for name in before if before[name] != after[name]]


def _digest(name: str) -> str:
    return (
        f"SELECT '{name}' AS name, COUNT(*) AS n, COALESCE(md5(string_agg(r, ';' ORDER BY r)), '') AS digest"
        f" FROM (SELECT CAST(t AS TEXT) AS r FROM {name} t WHERE tenant = :tenant) {name}_rows"
    )


def _read(rows: list[dict[str, Any]]) -> tuple[int, str]:
    whole = sorted(repr(list(row.values())) for row in rows)
    return len(whole), hashlib.sha256(";".join(whole).encode()).hexdigest()

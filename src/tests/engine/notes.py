"""What engine tests do instead of billing: they leave notes in a table, and read them again."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from harr.contract.events import KeyRevoked, KeyRotated
from harr.contract.tenants import KEY
from harr.engine import SYSTEM, Actor, Engine, Tx
from harr.engine.sandbox import open_tenant
from harr.kernel.ids import id_text
from harr.kernel.time import parse_instant

NOTES = (
    "CREATE TABLE IF NOT EXISTS tests_note (tenant BIGINT NOT NULL, id BIGINT NOT NULL, word TEXT NOT NULL,"
    " n BIGINT NOT NULL, PRIMARY KEY (tenant, id))"
)
SOMEBODY = Actor(kind="key", id="key_0000000000001", operation="tests.note", app=7, request_id="req_1")


def tenant(engine: Engine, kind: str = "live", clock_at: str | None = None) -> int:
    """A new tenant; a sandbox stands at an instant."""
    number = engine.ids.next()
    clock = None if clock_at is None else parse_instant(clock_at)
    engine.run(number, SYSTEM, lambda tx: open_tenant(tx, number, kind, clock_at_us=clock))
    return number


def note(tx: Tx, word: str, n: int = 1) -> int:
    """Leave a note."""
    number = tx.new_id()
    tx.insert("tests_note", [{"id": number, "word": word, "n": n}])
    return number


def notes(engine: Engine, where: int) -> list[str]:
    """The notes of a tenant, in the order in which they were left."""
    rows = engine.read(
        where, SYSTEM, lambda tx: tx.rows("SELECT word FROM tests_note WHERE tenant = :tenant ORDER BY id")
    )
    return [row["word"] for row in rows]


def count(engine: Engine, where: int, table: str) -> int:
    """How many rows of a table a tenant has."""
    row = engine.read(where, SYSTEM, lambda tx: tx.one(f"SELECT COUNT(*) AS n FROM {table} WHERE tenant = :tenant"))
    assert row is not None
    found: int = row["n"]
    return found


def rows(engine: Engine, where: int, sql: str, **args: Any) -> list[dict[str, Any]]:
    """Rows of a tenant, as they lie there."""
    return engine.read(where, SYSTEM, lambda tx: tx.rows(sql, **args))


def key(number: int) -> str:
    """The id of a key that things happen to."""
    return id_text("key", number)


def revoked(subject: int, version: int = 1) -> KeyRevoked:
    """A piece of news about a key."""
    return KeyRevoked(object=replace(KEY, id=key(subject), version=version))


def rotated(subject: int, version: int = 1) -> KeyRotated:
    """Another piece of news about a key."""
    return KeyRotated(object=replace(KEY, id=key(subject), version=version))

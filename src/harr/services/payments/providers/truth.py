"""What the simulated provider keeps: the only SQL over its own two tables."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from harr.engine import Row, Tx, dumps, loads


@dataclass(frozen=True, slots=True)
class Thing:
    """A method, charge, refund or dispute of the provider."""

    reference: str
    kind: str
    parent: str | None
    key: str
    status: str
    version: int
    created_at: int
    body: Mapping[str, Any]

    def now(self, status: str | None = None, **changes: Any) -> Thing:
        """The same thing, later."""
        return replace(self, status=status or self.status, version=self.version + 1, body={**self.body, **changes})


def reference_of(prefix: str, key: str) -> str:
    """A reference that follows from the key it was asked for under: the same key, the same thing."""
    return f"sim_{prefix}_{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def asked(tx: Tx, key: str) -> tuple[str | None, bool]:
    """What a key is about, and whether it was asked under before. Asking is remembered."""
    if tx.claim("payments_simulated_key", {"key": key, "reference": None, "asked": 1}):
        return None, False
    row = tx.one("SELECT reference FROM payments_simulated_key WHERE tenant = :tenant AND key = :key", key=key)
    return (None if row is None else row["reference"]), True


def name(tx: Tx, key: str, reference: str) -> None:
    """Say what a key is about, once and for ever."""
    tx.claim("payments_simulated_key", {"key": key, "reference": reference, "asked": 0})
    tx.run(
        "UPDATE payments_simulated_key SET reference = :reference"
        " WHERE tenant = :tenant AND key = :key AND reference IS NULL",
        key=key,
        reference=reference,
    )


def add(tx: Tx, reference: str, kind: str, key: str, status: str, *, parent: str | None = None, **body: Any) -> Thing:
    """Something new."""
    found = Thing(reference, kind, parent, key, status, 1, tx.now_us, body)
    tx.insert(
        "payments_simulated",
        [
            {
                "reference": reference,
                "kind": kind,
                "parent": parent,
                "key": key,
                "status": status,
                "version": 1,
                "created_at": tx.now_us,
                "body": dumps(body),
            }
        ],
    )
    name(tx, key, reference)
    return found


def get(tx: Tx, reference: str | None) -> Thing | None:
    """A thing by its reference."""
    row = tx.one(
        "SELECT * FROM payments_simulated WHERE tenant = :tenant AND reference = :reference", reference=reference
    )
    return None if row is None else _thing(row)


def by_key(tx: Tx, key: str) -> Thing | None:
    """A thing by the key that it was asked for under."""
    row = tx.one("SELECT reference FROM payments_simulated_key WHERE tenant = :tenant AND key = :key", key=key)
    return None if row is None or row["reference"] is None else get(tx, row["reference"])


def keep(tx: Tx, thing: Thing) -> Thing:
    """Write what a thing is now."""
    tx.run(
        "UPDATE payments_simulated SET status = :status, version = :version, body = :body"
        " WHERE tenant = :tenant AND reference = :reference",
        reference=thing.reference,
        status=thing.status,
        version=thing.version,
        body=dumps(thing.body),
    )
    return thing


def count(tx: Tx, parent: str, kind: str) -> int:
    """How many things of a kind a thing has."""
    row = tx.one(
        "SELECT COUNT(*) AS n FROM payments_simulated WHERE tenant = :tenant AND parent = :parent AND kind = :kind",
        parent=parent,
        kind=kind,
    )
    return int(row["n"]) if row else 0


def every(tx: Tx, kind: str) -> list[Thing]:
    """All of a kind, for whoever compares them with what Harr knows."""
    rows = tx.rows(
        "SELECT * FROM payments_simulated WHERE tenant = :tenant AND kind = :kind ORDER BY reference", kind=kind
    )
    return [_thing(row) for row in rows]


def _thing(row: Row) -> Thing:
    return Thing(row["reference"], row["kind"], row["parent"], row["key"], row["status"], row["version"],
                 row["created_at"], loads(row["body"]))  # fmt: skip

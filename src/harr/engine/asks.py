"""Asking the world: the intent is committed first, under a key that is for ever, then asked, then answered.

A crash between intent and answer leaves the row; a worker finds it when its lease
has run out and asks again by the same key. No answer in time is `unknown`, never
`failed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harr.engine.actor import Actor
from harr.engine.tx import Ask, Tx, dumps, loads

if TYPE_CHECKING:
    from harr.engine.run import Engine

LEASE_US = 60_000_000
LONGEST_WAIT_US = 24 * 3600 * 1_000_000


def keep(tx: Tx, ask: Ask, *, at_once: bool = True) -> Ask:
    """Write the intent into the asking transaction, leased to whoever is about to ask, or free for the worker."""
    tx.claim(
        "engine_ask",
        {
            "key": ask.key,
            "port": ask.port,
            "request": dumps(ask.request),
            "continuation": ask.then,
            "status": "open",
            "attempts": 0,
            "leased_until": tx.machine_us + (LEASE_US if at_once else 0),
            "created_at": tx.now_us,
        },
    )
    return ask


def put(engine: Engine, tenant: int, key: str, port: str, request: dict[str, Any], then: str) -> Any:
    """Ask, outside of any transaction, and hand the answer to its continuation."""
    if engine.inside:
        msg = f"{port} was asked inside a transaction: return an Ask instead"
        raise RuntimeError(msg)
    try:
        answer = engine.ports[port](key, request)
    except (TimeoutError, ConnectionError) as error:
        answer = {"outcome": "unknown", "error": str(error)}

    def take(tx: Tx) -> Any:
        unknown = answer.get("outcome") == "unknown"
        moved = tx.run(
            "UPDATE engine_ask SET status = :status, attempts = attempts + 1, leased_until = :again"
            " WHERE tenant = :tenant AND key = :key AND status <> 'answered'",
            key=key,
            status="unknown" if unknown else "answered",
            again=tx.machine_us + (LEASE_US if unknown else 0),
        )
        return engine.continuations[then](tx, key, answer) if moved else None

    actor = Actor(kind="provider", id=port, operation=then)
    return engine.run(tenant, actor, take).result


def resume(engine: Engine, tenant: int) -> int:
    """Ask again what was left open: a crash before the answer, or a time-out. By the same key."""
    actor = Actor(kind="system", operation="asks.resume")

    def lease(tx: Tx) -> list[dict[str, Any]]:
        rows = tx.rows(
            "SELECT key, port, request, continuation, attempts FROM engine_ask"
            " WHERE tenant = :tenant AND status IN ('open', 'unknown') AND leased_until <= :now LIMIT 50",
            now=tx.machine_us,
        )
        return [
            row
            for row in rows
            if tx.run(
                "UPDATE engine_ask SET leased_until = :until"
                " WHERE tenant = :tenant AND key = :key AND leased_until <= :now AND status <> 'answered'",
                key=row["key"],
                now=tx.machine_us,
                until=tx.machine_us + min(LEASE_US * 4 ** row["attempts"], LONGEST_WAIT_US),
            )
        ]

    found = engine.run(tenant, actor, lease).result
    for row in found:
        put(engine, tenant, row["key"], row["port"], loads(row["request"]), row["continuation"])
    return len(found)

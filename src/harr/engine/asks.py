"""Asking the world: the intent is committed first, under a key that is for ever, then asked, then answered.

A crash between intent and answer leaves the row; a worker finds it when its lease
has run out and asks again by the same key. No answer in time is `unknown`, never
`failed`.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from harr.engine.actor import Actor
from harr.engine.store import Row
from harr.engine.tx import Ask, Leased, Tx, dumps, loads

if TYPE_CHECKING:
    from harr.engine.run import Engine

LEASE_US = 60_000_000
LONGEST_WAIT_US = 24 * 3600 * 1_000_000

log = logging.getLogger("harr.asks")


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


def put(engine: Engine, tenant: int, key: str, port: str, request: dict[str, Any], then: str, attempts: int = 0) -> Any:
    """Ask, outside of any transaction, and hand the answer to its continuation."""
    if engine.inside:
        msg = f"{port} was asked inside a transaction: return an Ask instead"
        raise RuntimeError(msg)
    try:
        answer = engine.ports[port](tenant, key, request)
    except (TimeoutError, ConnectionError) as error:
        answer = {"outcome": "unknown", "error": str(error)}

    def take(tx: Tx) -> Any:
        unknown = answer.get("outcome") == "unknown"
        moved = tx.run(
            "UPDATE engine_ask SET status = :status, attempts = attempts + 1, leased_until = :again"
            " WHERE tenant = :tenant AND key = :key AND status <> 'answered'",
            key=key,
            status="unknown" if unknown else "answered",
            again=tx.machine_us + (_wait(attempts) if unknown else 0),
        )
        return engine.continuations[then](tx, key, answer) if moved else None

    actor = Actor(kind="provider", id=port, operation=then)
    return engine.run(tenant, actor, take).result


def resume(engine: Engine, tenant: int) -> int:
    """Ask again what was left open: a crash before the answer, or a time-out. By the same key."""
    if not engine.read(tenant, _RESUMING, _left_open):
        return 0
    found: list[Row] = engine.run(tenant, _RESUMING, _lease).result
    for row in found:
        try:
            put(engine, tenant, row["key"], row["port"], loads(row["request"]), row["continuation"], row["attempts"])
        except Leased:
            raise
        except Exception:
            log.exception("%s could not be asked again", row["port"])
    return len(found)


def _left_open(tx: Tx) -> list[Row]:
    return tx.rows(
        "SELECT key, port, request, continuation, attempts FROM engine_ask"
        " WHERE tenant = :tenant AND status IN ('open', 'unknown') AND leased_until <= :now LIMIT 50",
        now=tx.machine_us,
    )


def _lease(tx: Tx) -> list[Row]:
    """Those that are mine now: another worker's lease moves the row out of reach."""
    return [
        row
        for row in _left_open(tx)
        if tx.run(
            "UPDATE engine_ask SET leased_until = :until"
            " WHERE tenant = :tenant AND key = :key AND leased_until <= :now AND status <> 'answered'",
            key=row["key"],
            now=tx.machine_us,
            until=tx.machine_us + _wait(row["attempts"]),
        )
    ]


def _wait(attempts: int) -> int:
    return min(LEASE_US << 2 * min(attempts, 8), LONGEST_WAIT_US)


_RESUMING = Actor(kind="system", operation="asks.resume")

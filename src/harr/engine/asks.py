"""Asking the world: the intent is committed first, under a key that is for ever, then asked, then answered.

A crash between intent and answer leaves the row; a worker finds it when its lease
has run out and asks again by the same key. No answer in time is `unknown`, never
`failed`.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from harr.engine.actor import Actor
from harr.engine.store import Row
from harr.engine.tx import Ask, Leased, Tx, dumps, loads

if TYPE_CHECKING:
    from harr.engine.run import Engine, Outcome

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
    if tx.actor.app is not None and tx.actor.idempotency_key is not None:
        tx.claim("engine_asking", {"app": tx.actor.app, "key": tx.actor.idempotency_key, "ask": ask.key})
    return ask


def kept(tx: Tx, key: str) -> Ask | None:
    """A question that has no answer yet, to ask it again."""
    row = tx.one(
        "SELECT port, request, continuation FROM engine_ask"
        " WHERE tenant = :tenant AND key = :key AND status <> 'answered'",
        key=key,
    )
    return None if row is None else Ask(row["port"], key, loads(row["request"]), row["continuation"])


def known(tx: Tx, keys: Collection[str]) -> set[str]:
    """Those of these keys under which something was asked or is about to be."""
    rows = tx.rows("SELECT key FROM engine_ask WHERE tenant = :tenant AND key IN (:keys)", keys=list(keys))
    return {row["key"] for row in rows}


def in_flight(tx: Tx, app: int, idempotency_key: str) -> bool:
    """Whether a request's question has not come back at all; one whose answer is unknown has."""
    return tx.one(
        "SELECT a.key FROM engine_asking r JOIN engine_ask a ON a.tenant = r.tenant AND a.key = r.ask"
        " WHERE r.tenant = :tenant AND r.app = :owner AND r.key = :key AND a.status = 'open'",
        owner=app,
        key=idempotency_key,
    ) is not None  # fmt: skip


def put(engine: Engine, tenant: int, ask: Ask, attempts: int = 0) -> Outcome[Any]:
    """Ask, outside of any transaction, and hand the answer to its continuation."""
    key, port, then = ask.key, ask.port, ask.then
    answer = question(engine, tenant, ask)

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

    return engine.run(tenant, Actor(kind="provider", id=port, operation=then), take)


def question(engine: Engine, tenant: int, ask: Ask) -> dict[str, Any]:
    """Only ask, and take the answer as it is: for what is kept nowhere."""
    if engine.inside:
        msg = f"{ask.port} was asked inside a transaction: return an Ask instead"
        raise RuntimeError(msg)
    try:
        return engine.ports[ask.port](tenant, ask.key, dict(ask.request))
    except (TimeoutError, ConnectionError) as error:
        return {"outcome": "unknown", "error": str(error)}


def resume(engine: Engine, tenant: int) -> int:
    """Ask again what was left open: a crash before the answer, or a time-out. By the same key."""
    if not engine.read(tenant, _RESUMING, _left_open):
        return 0
    found: list[Row] = engine.run(tenant, _RESUMING, _lease).result
    for row in found:
        try:
            ask = Ask(row["port"], row["key"], loads(row["request"]), row["continuation"])
            put(engine, tenant, ask, row["attempts"])
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

"""What is due: a verb, a subject and an instant. A verb computes with its `due_at`; `tx.now` says when it was done.

A live tenant's agenda is run by the worker. A sandbox's is run by advancing its
clock, and by nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from harr.engine.actor import Actor
from harr.engine.store import Row
from harr.engine.tx import Ask, Tx
from harr.kernel.errors import StateConflict

if TYPE_CHECKING:
    from harr.engine.run import Engine

ATTEMPTS = 5
WAIT_US = 60_000_000

log = logging.getLogger("harr.agenda")


@dataclass(frozen=True, slots=True)
class Due:
    """An item as its verb sees it."""

    id: int
    verb: str
    subject: str
    due_at_us: int


def earliest(tx: Tx, until_us: int, *, retry: bool = True) -> Row | None:
    """The first item due at or before an instant: by instant, then street order of its verb, then id."""
    return tx.one(
        "SELECT id, verb, subject, due_at, attempts FROM engine_agenda"
        " WHERE tenant = :tenant AND status = 'due' AND due_at <= :until"
        + (" AND (leased_until IS NULL OR leased_until <= :machine)" if retry else "")
        + " ORDER BY due_at, place, id LIMIT 1",
        until=until_us,
        machine=tx.machine_us,
    )


def run_item(engine: Engine, tenant: int, row: Row, *, final: bool = False) -> bool:
    """Do one item and mark it done in the same commit. A verb that fails is tried again later, then named as failed."""
    due = Due(row["id"], row["verb"], row["subject"], row["due_at"])
    actor = Actor(kind="agenda", id=due.verb, operation=due.verb)

    def do(tx: Tx) -> Ask | None:
        mine = tx.run("UPDATE engine_agenda SET status = 'done' WHERE tenant = :tenant AND id = :id AND status = 'due'",
                      id=due.id)  # fmt: skip
        return engine.keep(tx, _verb(engine, due.verb)(tx, due)) if mine else None

    try:
        outcome = engine.run(tenant, actor, do)
    except StateConflict:
        raise
    except Exception as error:
        log.exception("%s of %s failed", due.verb, due.subject)
        _failed(engine, tenant, row, repr(error), final=final)
        return False
    if not engine.store.orders_inline:
        engine.order(tenant)
    if outcome.result is not None:
        engine.ask(tenant, outcome.result)
    return True


def run_due(engine: Engine, tenant: int, limit: int = 1000) -> int:
    """Run what is due now for a live tenant; how many items were done."""
    done = 0
    actor = Actor(kind="system", operation="agenda")
    while done < limit:
        row = engine.read(tenant, actor, lambda tx: earliest(tx, tx.now_us))
        if row is None:
            return done
        run_item(engine, tenant, row)
        done += 1
    return done


def _verb(engine: Engine, verb: str) -> Callable[[Tx, Due], Ask | None]:
    if verb not in engine.agenda:
        msg = f"nobody does {verb!r}: name it in AGENDA of its service's reactions.py"
        raise LookupError(msg)
    return engine.agenda[verb]


def _failed(engine: Engine, tenant: int, row: Row, error: str, *, final: bool) -> None:
    attempts = row["attempts"] + 1

    def note(tx: Tx) -> None:
        tx.run(
            "UPDATE engine_agenda SET attempts = :attempts, last_error = :error, status = :status,"
            " leased_until = :until WHERE tenant = :tenant AND id = :id AND status = 'due'",
            id=row["id"],
            attempts=attempts,
            error=error[:2000],
            status="failed" if final or attempts >= ATTEMPTS else "due",
            until=tx.machine_us + WAIT_US * 4 ** (attempts - 1),
        )

    engine.run(tenant, Actor(kind="agenda", id=row["verb"], operation=row["verb"]), note)

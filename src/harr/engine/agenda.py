"""What is due: a verb, a subject and an instant. A verb computes with its `due_at`; `tx.now` says when it was done.

A live tenant's agenda is run by the worker. A sandbox's is run by advancing its
clock, and by nothing else. An item that fails is tried again later, then named as
failed; it never holds up the others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from harr.contract.operations import Listing, Page
from harr.contract.tenants import AgendaItem
from harr.engine import asks
from harr.engine.actor import Actor
from harr.engine.pages import NEVER, page
from harr.engine.store import Row
from harr.engine.tx import Ask, Leased, Tx
from harr.kernel.errors import NotFound, StateConflict, TryAgain
from harr.kernel.ids import id_text
from harr.kernel.time import instant

if TYPE_CHECKING:
    from harr.engine.run import Engine

ATTEMPTS = 5
WAIT_US = 60_000_000
MAY_RUN = ("due", "failed")
SEEN = "(:sees_all = 1)"
"""The agenda is the tenant's: an app that sees only its own sees none of it."""

log = logging.getLogger("harr.agenda")


@dataclass(frozen=True, slots=True)
class Due:
    """An item as its verb sees it."""

    id: int
    verb: str
    subject: str
    due_at_us: int


# ---- what the clock does ---------------------------------------------------------------------------------------------


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
    return try_item(engine, tenant, row, final=final) is None


def try_item(engine: Engine, tenant: int, row: Row, *, final: bool = True) -> Exception | None:
    """The same; what was wrong is the answer, and `final` names the item as failed at once."""
    due = _due(row)
    actor = Actor(kind="agenda", id=due.verb, operation=due.verb)
    try:
        outcome = engine.run(tenant, actor, lambda tx: engine.keep(tx, _do(tx, due, ("due",))))
    except Leased:
        raise
    except Exception as error:
        log.exception("%s of %s failed", due.verb, due.subject)
        _failed(engine, tenant, row, repr(error), final=final)
        return error
    if not engine.store.orders_inline:
        engine.order(tenant)
    if outcome.result is not None:
        _ask(engine, tenant, outcome.result)
    return None


def _ask(engine: Engine, tenant: int, ask: Ask) -> None:
    """The item is done; a question that broke is asked again by the worker."""
    try:
        engine.ask(tenant, ask)
    except Leased:
        raise
    except Exception:
        log.exception("%s could not be asked; it is asked again", ask.port)


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


def _do(tx: Tx, due: Due, from_: tuple[str, ...]) -> Ask | None:
    """The verb, and the item's being done, in one transaction: whoever comes second does nothing."""
    return _verb(tx, due.verb)(tx, due) if _mine(tx, due.id, from_) else None


def _mine(tx: Tx, number: int, from_: tuple[str, ...]) -> bool:
    done = tx.run(
        "UPDATE engine_agenda SET status = 'done', attempts = attempts + 1, version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND id = :id AND status IN (:from_)",
        id=number,
        from_=from_,
        now=tx.now_us,
    )
    return done == 1


def _due(row: Row) -> Due:
    return Due(row["id"], row["verb"], row["subject"], row["due_at"])


def _verb(tx: Tx, verb: str) -> Callable[[Tx, Due], Ask | None]:
    if verb not in tx.verbs:
        msg = f"nobody does {verb!r}: name it in AGENDA of its service's reactions.py"
        raise LookupError(msg)
    return tx.verbs[verb]


def _failed(engine: Engine, tenant: int, row: Row, error: str, *, final: bool) -> None:
    attempts = row["attempts"] + 1

    def note(tx: Tx) -> None:
        tx.run(
            "UPDATE engine_agenda SET attempts = :attempts, last_error = :error, status = :status,"
            " leased_until = :until, version = version + 1, updated_at = :now"
            " WHERE tenant = :tenant AND id = :id AND status = 'due'",
            id=row["id"],
            attempts=attempts,
            error=error[:2000],
            status="failed" if final or attempts >= ATTEMPTS else "due",
            until=tx.machine_us + WAIT_US * 4 ** (attempts - 1),
            now=tx.now_us,
        )

    engine.run(tenant, Actor(kind="agenda", id=row["verb"], operation=row["verb"]), note)


# ---- what a run over many does ---------------------------------------------------------------------------------------


def waiting(tx: Tx, verbs: Sequence[str], until_us: int, after: tuple[int, int, int], limit: int) -> list[Row]:
    """Items of some verbs due up to an instant, in the order in which they are done, behind a place in it."""
    return tx.rows(
        "SELECT id, verb, subject, due_at, place, attempts FROM engine_agenda WHERE tenant = :tenant"
        " AND status = 'due' AND verb IN (:verbs) AND due_at <= :until AND (due_at > :due_at"
        " OR (due_at = :due_at AND (place > :place OR (place = :place AND id > :id))))"
        " ORDER BY due_at, place, id LIMIT :limit",
        verbs=list(verbs),
        until=until_us,
        due_at=after[0],
        place=after[1],
        id=after[2],
        limit=limit,
    )


def count_waiting(tx: Tx, verbs: Sequence[str], until_us: int) -> int:
    """How many items of some verbs are due up to an instant."""
    row = tx.one(
        "SELECT COUNT(*) AS n FROM engine_agenda WHERE tenant = :tenant AND status = 'due' AND verb IN (:verbs)"
        " AND due_at <= :until",
        verbs=list(verbs),
        until=until_us,
    )
    return int(row["n"]) if row else 0


def take(tx: Tx, rows: Sequence[Row]) -> list[Due]:
    """Mark items as done in the caller's transaction; those that somebody else has done are not the caller's."""
    due = tx.rows(
        "SELECT id FROM engine_agenda WHERE tenant = :tenant AND id IN (:ids) AND status = 'due'",
        ids=[row["id"] for row in rows],
    )
    mine = {row["id"] for row in due}
    done = tx.run(
        "UPDATE engine_agenda SET status = 'done', attempts = attempts + 1, version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND id IN (:ids) AND status = 'due'",
        ids=sorted(mine),
        now=tx.now_us,
    )
    if done != len(mine):
        raise TryAgain("others were doing the same items; nothing was done")
    return [_due(row) for row in rows if row["id"] in mine]


# ---- what people do --------------------------------------------------------------------------------------------------


def listed(tx: Tx, listing: Listing) -> Page[AgendaItem]:
    """A page of the agenda."""
    return page(
        tx, "engine_agenda", listing, lambda rows: [present(row) for row in rows],
        by_app=False, where=SEEN, columns={"external_id": NEVER, "app": NEVER},
    )  # fmt: skip


def row_of(tx: Tx, number: int) -> Row:
    """An item, or NotFound."""
    row = tx.one(f"SELECT * FROM engine_agenda WHERE tenant = :tenant AND id = :id AND {SEEN}", id=number)
    if row is None:
        raise NotFound(f"there is no {id_text('agd', number)} here")
    return row


def run_now(tx: Tx, number: int) -> Row:
    """Do an item in this transaction, before its time or after it has failed. A question to the world comes behind."""
    row = row_of(tx, number)
    _require(row, "be run")
    tx.expect(row["version"])
    ask = _do(tx, _due(row), MAY_RUN)
    if ask is not None:
        asks.keep(tx, ask, at_once=False)
    return row_of(tx, number)


def cancel(tx: Tx, number: int) -> Row:
    """Take an item off the agenda."""
    row = row_of(tx, number)
    _require(row, "be canceled")
    tx.expect(row["version"])
    tx.run(
        "UPDATE engine_agenda SET status = 'canceled', version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND id = :id AND version = :was",
        id=number,
        was=row["version"],
        now=tx.now_us,
    )
    return row_of(tx, number)


def ahead(tx: Tx, tenant: int, until_us: int, limit: int) -> tuple[int, list[Row]]:
    """How many items of a tenant are due up to an instant, and the first of them."""
    where = "FROM engine_agenda WHERE tenant = :which AND status = 'due' AND due_at <= :until"
    counted = tx.one(f"SELECT COUNT(*) AS n {where}", which=tenant, until=until_us)
    rows = tx.rows(
        f"SELECT verb, subject, due_at {where} ORDER BY due_at, place, id LIMIT :limit",
        which=tenant,
        until=until_us,
        limit=limit,
    )
    return (counted or {"n": 0})["n"], rows


def present(row: Row) -> AgendaItem:
    """An item as callers see it."""
    return AgendaItem(
        id=id_text("agd", row["id"]),
        status=row["status"],
        subject=row["subject"],
        verb=row["verb"],
        due_at=instant(row["due_at"]),
        attempts=row["attempts"],
        last_error={"error": row["last_error"]} if row["last_error"] else None,
        leased_until=None if row["leased_until"] is None else instant(row["leased_until"]),
        caused_by=row["caused_by"],
        version=row["version"],
        created_at=instant(row["created_at"]),
        updated_at=instant(row["updated_at"]),
    )


def _require(row: Row, verb: str) -> None:
    if row["status"] not in MAY_RUN:
        raise StateConflict(f"the item is {row['status']} and cannot {verb}", status=row["status"], allowed=[])

"""Sandboxes: worlds with a clock of their own, advanced from due item to due item, thrown away when done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from harr.engine import agenda, jobs, outbox
from harr.engine.actor import SYSTEM, Actor
from harr.engine.jobs import Job
from harr.engine.schema import GLOBAL, Table
from harr.engine.store import Row
from harr.engine.tx import Tx
from harr.kernel.errors import NotFound, StateConflict
from harr.kernel.time import instant_text

if TYPE_CHECKING:
    from harr.engine.run import Engine

LEASE_US = 60_000_000
REPORT_EVERY = 20
KEPT = frozenset({"engine_tenant"})


def open_tenant(tx: Tx, tenant: int, kind: str, *, parent: int | None = None, clock_at_us: int | None = None) -> None:
    """Make the row that says a tenant is there. Runs in the transaction that makes what belongs to it."""
    tx.run(
        "INSERT INTO engine_tenant(tenant, kind, state, parent, clock_at)"
        " VALUES(:made, :kind, 'ready', :parent, :clock)",
        made=tenant,
        kind=kind,
        parent=parent,
        clock=clock_at_us,
    )
    tx.run("INSERT INTO engine_head(tenant, position, chain) VALUES(:made, 0, :chain)", made=tenant, chain="0" * 64)


def state(tx: Tx, tenant: int) -> Row:
    """Kind, state and clock of a tenant, and how many items are due or to come."""
    row = tx.one(
        "SELECT kind, state, parent, clock_at, leased_until,"
        " (SELECT COUNT(*) FROM engine_agenda a WHERE a.tenant = t.tenant AND a.status = 'due') AS agenda_left"
        " FROM engine_tenant t WHERE tenant = :which",
        which=tenant,
    )
    if row is None:
        raise NotFound("there is no such sandbox")
    return row


def states(tx: Tx, tenants: Sequence[int]) -> dict[int, Row]:
    """The same for many."""
    if not tenants:
        return {}
    rows = tx.rows(
        "SELECT tenant, kind, state, parent, clock_at, leased_until,"
        " (SELECT COUNT(*) FROM engine_agenda a WHERE a.tenant = t.tenant AND a.status = 'due') AS agenda_left"
        " FROM engine_tenant t WHERE tenant IN (:which)",
        which=list(tenants),
    )
    return {row["tenant"]: row for row in rows}


def hold(tx: Tx, tenant: int, owner: str, next_state: str) -> None:
    """Take the tenant for one worker, or refuse because another has it."""
    taken = tx.run(
        "UPDATE engine_tenant SET state = :next, leased_by = :owner, leased_until = :until WHERE tenant = :which"
        " AND kind = 'sandbox' AND state IN ('ready', :next)"
        " AND (leased_by IS NULL OR leased_by = :owner OR leased_until <= :machine)",
        which=tenant,
        owner=owner,
        next=next_state,
        until=tx.machine_us + LEASE_US,
        machine=tx.machine_us,
    )
    if not taken:
        found = state(tx, tenant)
        raise StateConflict(
            f"the sandbox is {found['state']}",
            status=found["state"],
            allowed=["advance"] if found["state"] == "ready" else [],
        )


def release(tx: Tx, tenant: int, owner: str) -> None:
    """Give the tenant back."""
    tx.run("UPDATE engine_tenant SET state = 'ready', leased_by = NULL, leased_until = NULL"
           " WHERE tenant = :which AND leased_by = :owner", which=tenant, owner=owner)  # fmt: skip


def advance(engine: Engine, job: Job) -> dict[str, object]:
    """The job: deliver until quiet, take the earliest item, set the clock to it, run it; until the goal is reached."""
    sandbox, goal, owner = int(job.parameters["tenant"]), int(job.parameters["to_us"]), f"job:{job.id}"
    engine.run(job.tenant, SYSTEM, lambda tx: hold(tx, sandbox, owner, "advancing"))
    with engine.holding(sandbox, owner):
        done, failed = _advance(engine, job, sandbox, goal, owner)
        engine.run(job.tenant, SYSTEM, lambda tx: release(tx, sandbox, owner))
    return {"clock_at": instant_text(goal), "done": done, "failed": failed}


def _advance(engine: Engine, job: Job, sandbox: int, goal: int, owner: str) -> tuple[int, int]:
    done = failed = 0
    failures: list[dict[str, str]] = []
    while True:
        _quiet(engine, sandbox)
        row = engine.read(sandbox, _ACTOR, lambda tx: agenda.earliest(tx, goal, retry=False))
        _set_clock(engine, sandbox, owner, goal if row is None else min(row["due_at"], goal))
        if row is None:
            break
        if agenda.run_item(engine, sandbox, row, final=True):
            done += 1
        else:
            failed += 1
            failures.append({"verb": row["verb"], "subject": row["subject"]})
        if (done + failed) % REPORT_EVERY == 0:
            jobs.progress(engine, job, done, None, failures)
            engine.run(job.tenant, SYSTEM, lambda tx: hold(tx, sandbox, owner, "advancing"))
    _quiet(engine, sandbox)
    jobs.progress(engine, job, done, done + failed, failures)
    return done, failed


def delete(engine: Engine, job: Job, tables: Sequence[Table]) -> dict[str, object]:
    """The job: take every row of a sandbox away, table by table, in chunks."""
    sandbox, owner = int(job.parameters["tenant"]), f"job:{job.id}"
    engine.run(job.tenant, SYSTEM, lambda tx: hold(tx, sandbox, owner, "deleting"))
    with engine.holding(sandbox, owner):
        total = _delete(engine, job, sandbox, tables)
        engine.run(job.tenant, SYSTEM, lambda tx: _deleted(tx, sandbox))
    return {"rows": total}


def _delete(engine: Engine, job: Job, sandbox: int, tables: Sequence[Table]) -> int:
    total = 0
    mine = [table for table in tables if table.name not in KEPT | GLOBAL]
    for number, table in enumerate(mine):
        while gone := engine.run(job.tenant, SYSTEM, lambda tx, t=table: _delete_some(tx, t, sandbox)).result:  # type: ignore[misc]
            total += gone
        jobs.progress(engine, job, number + 1, len(mine))
    return total


def _deleted(tx: Tx, sandbox: int) -> None:
    tx.run("UPDATE engine_tenant SET state = 'deleted', leased_by = NULL WHERE tenant = :which", which=sandbox)


def _quiet(engine: Engine, tenant: int) -> None:
    while outbox.follow(engine, tenant):
        pass


def _set_clock(engine: Engine, tenant: int, owner: str, to_us: int) -> None:
    engine.run(
        tenant,
        _ACTOR,
        lambda tx: tx.run(
            "UPDATE engine_tenant SET clock_at = :to_us, leased_until = :until"
            " WHERE tenant = :tenant AND leased_by = :owner AND clock_at <= :to_us",
            to_us=to_us,
            owner=owner,
            until=tx.machine_us + LEASE_US,
        ),
    )


def _delete_some(tx: Tx, table: Table, tenant: int) -> int:
    rest = ", ".join(name for name in table.key if name != "tenant") or "tenant"
    return tx.run(
        f"DELETE FROM {table.name} WHERE tenant = :which AND ({rest}) IN"
        f" (SELECT {rest} FROM {table.name} WHERE tenant = :which LIMIT :some)",
        which=tenant,
        some=min(tx.rows_limit - 10, 2_000),
    )


_ACTOR = Actor(kind="system", operation="sandbox.advance")

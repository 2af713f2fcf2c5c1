"""Sandboxes: worlds with a clock of their own, advanced from due item to due item, thrown away when done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from harr.engine import agenda, jobs, outbox
from harr.engine.actor import Actor
from harr.engine.jobs import Job
from harr.engine.schema import GLOBAL, Table
from harr.engine.store import Row
from harr.engine.tx import Tx
from harr.kernel.errors import NotFound, StateConflict
from harr.kernel.ids import id_number, id_text
from harr.kernel.time import parse_instant

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
    """Kind, state, parent and clock of a tenant."""
    row = tx.one(
        "SELECT kind, state, parent, clock_at FROM engine_tenant WHERE tenant = :which",
        which=tenant,
    )
    if row is None:
        raise NotFound(f"there is no {id_text('sbx', tenant)} here")
    return row


def beside(table: str) -> str:
    """A table of sandboxes (by `id`) with `status` and `clock_at` beside each: something to select a page from."""
    return (
        f"(SELECT s.*, CASE t.state WHEN 'deleting' THEN 'deleted' ELSE t.state END AS status, t.clock_at"
        f" FROM {table} s JOIN engine_tenant t ON t.tenant = s.id) AS sandbox"
    )


def agenda_left(tx: Tx, tenants: Sequence[int]) -> dict[int, int]:
    """How many items each of these tenants still has on its agenda."""
    rows = tx.rows(
        "SELECT tenant, COUNT(*) AS n FROM engine_agenda WHERE tenant IN (:which) AND status = 'due' GROUP BY tenant",
        which=list(tenants),
    )
    return {row["tenant"]: row["n"] for row in rows}


def children(tx: Tx, tenant: int) -> int:
    """How many sandboxes that are still there were made in this one."""
    row = tx.one("SELECT COUNT(*) AS n FROM engine_tenant WHERE parent = :which AND state <> 'deleted'", which=tenant)
    return int(row["n"]) if row else 0


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


def release(tx: Tx, tenant: int, owner: str, then: Callable[[Tx], None] | None = None) -> None:
    """Give the tenant back, and do `then` if it was still one's own."""
    given_back = tx.run(
        "UPDATE engine_tenant SET state = 'ready', leased_by = NULL, leased_until = NULL"
        " WHERE tenant = :which AND leased_by = :owner",
        which=tenant,
        owner=owner,
    )
    if given_back and then is not None:
        then(tx)


def advance(engine: Engine, job: Job, then: Callable[[Tx], None]) -> dict[str, object]:
    """The job: deliver until quiet, take the earliest item, set the clock to it, run it; until the goal is reached.

    `then` runs in the transaction that gives the sandbox back.
    """
    sandbox, goal = id_number(str(job.parameters["sandbox"])), parse_instant(str(job.parameters["to"]))
    engine.run(job.tenant, _ACTOR, lambda tx: hold(tx, sandbox, job.name, "advancing"))
    with engine.holding(sandbox, job.name):
        try:
            done, failed = _advance(engine, job, sandbox, goal)
        except BaseException:
            engine.run(job.tenant, _ACTOR, lambda tx: release(tx, sandbox, job.name))
            raise
        engine.run(job.tenant, _ACTOR, lambda tx: release(tx, sandbox, job.name, then))
    return {"done": done, "failed": failed}


def _advance(engine: Engine, job: Job, sandbox: int, goal: int) -> tuple[int, int]:
    done = 0
    failures: list[dict[str, str]] = []
    while True:
        _quiet(engine, sandbox)
        row = engine.read(sandbox, _ACTOR, lambda tx: agenda.earliest(tx, goal, retry=False))
        if not _set_clock(engine, sandbox, job.name, goal if row is None else row["due_at"]) or row is None:
            break
        if agenda.run_item(engine, sandbox, row, final=True):
            done += 1
        else:
            failures.append(_failure(row))
        if (done + len(failures)) % REPORT_EVERY == 0 and not jobs.progress(engine, job, done, None, failures):
            return done, len(failures)
    jobs.progress(engine, job, done, done + len(failures), failures)
    return done, len(failures)


def _failure(row: Row) -> dict[str, str]:
    return {
        "subject": row["subject"],
        "code": "failed",
        "detail": f"{row['verb']} could not be done",
        "way_out": "See the item in `agenda.list`; `agenda.run` tries it again.",
    }


def delete(engine: Engine, job: Job, tables: Sequence[Table]) -> dict[str, object]:
    """The job: take every row of a sandbox away, in chunks, until none is left."""
    sandbox = id_number(str(job.parameters["sandbox"]))
    mine = [table for table in tables if table.name not in KEPT | GLOBAL]
    engine.run(job.tenant, _DELETING, lambda tx: hold(tx, sandbox, job.name, "deleting"))
    total = 0
    while gone := engine.run(job.tenant, _DELETING, lambda tx: _delete_some(tx, mine, sandbox)).result:
        total += gone
        jobs.progress(engine, job, total, None)
        engine.run(job.tenant, _DELETING, lambda tx: hold(tx, sandbox, job.name, "deleting"))
    engine.run(job.tenant, _DELETING, lambda tx: _deleted(tx, sandbox))
    return {"rows": total}


def _delete_some(tx: Tx, tables: Sequence[Table], tenant: int) -> int:
    """As many rows as one transaction may change, or 2,000, so that no step holds the writer long."""
    left = most = min(tx.rows_limit - 10, 2_000)
    for table in tables:
        if left == 0:
            break
        rest = ", ".join(name for name in table.key if name != "tenant") or "tenant"
        left -= tx.run(
            f"DELETE FROM {table.name} WHERE tenant = :which AND ({rest}) IN"
            f" (SELECT {rest} FROM {table.name} WHERE tenant = :which LIMIT :some)",
            which=tenant,
            some=left,
        )
    return most - left


def _deleted(tx: Tx, sandbox: int) -> None:
    tx.run("UPDATE engine_tenant SET state = 'deleted', leased_by = NULL WHERE tenant = :which", which=sandbox)


def _quiet(engine: Engine, tenant: int) -> None:
    """Until no reaction has heard anything new and no job is left."""
    while outbox.follow(engine, tenant) + jobs.run_open(engine, tenant):
        pass


def _set_clock(engine: Engine, tenant: int, name: str, to_us: int) -> bool:
    """Move the clock on, never back, and renew the lease; False when it is another's by now."""

    def move(tx: Tx) -> bool:
        return tx.run(
            "UPDATE engine_tenant SET clock_at = CASE WHEN clock_at < :to_us THEN :to_us ELSE clock_at END,"
            " leased_until = :until WHERE tenant = :tenant AND leased_by = :name",
            to_us=to_us,
            name=name,
            until=tx.machine_us + LEASE_US,
        ) == 1  # fmt: skip

    return engine.run(tenant, _ACTOR, move).result


_ACTOR = Actor(kind="system", operation="sandboxes.advance")
_DELETING = Actor(kind="system", operation="sandboxes.delete")

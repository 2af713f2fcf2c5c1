"""Long work: a row with state and progress, done in chunks by whoever holds its lease, resumed where it stopped."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from harr.contract.events import JobFinished
from harr.contract.operations import Listing, Page
from harr.contract.tenants import Job as JobResource
from harr.engine.actor import Actor
from harr.engine.pages import NEVER, page
from harr.engine.store import Row
from harr.engine.tx import Leased, Tx, dumps, loads
from harr.kernel.errors import NotFound, StateConflict
from harr.kernel.ids import id_text
from harr.kernel.time import instant

if TYPE_CHECKING:
    from harr.engine.run import Engine

T = TypeVar("T")
LEASE_US = 60_000_000
OPEN = ("queued", "running")
MAY_RESUME = ("failed", "partly_failed", "canceled")

log = logging.getLogger("harr.jobs")


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its function sees it. The function works in transactions of its own and reports through `progress`."""

    id: int
    tenant: int
    kind: str
    parameters: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Under which it holds what it works on alone."""
        return owner(self.tenant, self.id)


def owner(tenant: int, job: int) -> str:
    """The name of a job, of whatever tenant."""
    return f"job:{tenant}:{job}"


def start(
    tx: Tx, kind: str, parameters: Mapping[str, Any], *, entity: int | None = None, until_us: int | None = None
) -> int:
    """Queue a job in the caller's transaction; for an entity and until an instant, where it is one that has these."""
    job = tx.new_id()
    tx.insert(
        "engine_job",
        [
            {
                "id": job,
                "app": tx.actor.app,
                "kind": kind,
                "status": "queued",
                "parameters": dumps(parameters),
                "entity": entity,
                "until_at": until_us,
                "total": None,
                "done": 0,
                "failed": 0,
                "failures": "[]",
                "leased_until": None,
                "version": 1,
                "created_at": tx.now_us,
                "updated_at": tx.now_us,
            }
        ],
    )
    return job


def run_open(engine: Engine, tenant: int) -> int:
    """Run what is queued, and what a dead worker left; how many jobs."""
    done = 0
    for row in engine.read(tenant, _actor("jobs"), _waiting):
        with engine.holding(tenant, owner(tenant, row["id"])):
            try:
                mine = engine.run(tenant, _actor(row["kind"]), lambda tx, r=row: _lease(tx, r)).result  # type: ignore[misc]
            except Leased:
                continue  # the sandbox is advancing: whoever does that does its jobs
            if mine:
                _work(engine, row)
                done += 1
    return done


def progress(
    engine: Engine, job: Job, done: int, total: int | None, failures: list[dict[str, str]] | None = None
) -> bool:
    """Report, renew the lease, and learn whether to go on (False: it was canceled)."""

    def note(tx: Tx) -> bool:
        return tx.run(
            "UPDATE engine_job SET done = :done, total = :total, failures = :failures, failed = :failed,"
            " leased_until = :until, updated_at = :now, version = version + 1"
            " WHERE tenant = :tenant AND id = :id AND status = 'running'",
            id=job.id,
            done=done,
            total=total,
            failures=dumps(failures or []),
            failed=len(failures or []),
            until=tx.machine_us + LEASE_US,
            now=tx.now_us,
        ) == 1  # fmt: skip

    return engine.run(job.tenant, _actor(job.kind), note).result


def _work(engine: Engine, row: Row) -> None:
    job = Job(row["id"], row["tenant"], row["kind"], loads(row["parameters"]))
    try:
        result: Mapping[str, Any] = engine.jobs[job.kind](engine, job) or {}
    except Exception as error:
        log.exception("job %s failed", job.kind)
        _end(engine, job, "failed", {"error": repr(error)})
    else:
        _end(engine, job, "partly_failed" if result.get("failed") else "succeeded", result)


def _end(engine: Engine, job: Job, status: str, result: Mapping[str, Any]) -> None:
    def end(tx: Tx) -> None:
        ended = tx.run(
            "UPDATE engine_job SET status = :status, result = :result, leased_until = NULL, updated_at = :now,"
            " version = version + 1 WHERE tenant = :tenant AND id = :id AND status = 'running'",
            id=job.id,
            status=status,
            result=dumps(result),
            now=tx.now_us,
        )
        if ended:
            tell(tx, job.id)
        else:  # canceled meanwhile: free to be resumed
            tx.run("UPDATE engine_job SET leased_until = NULL WHERE tenant = :tenant AND id = :id", id=job.id)

    engine.run(job.tenant, _actor(job.kind), end)
    if not engine.store.orders_inline:
        engine.order(job.tenant)


def _waiting(tx: Tx) -> list[Row]:
    return tx.rows(
        "SELECT tenant, id, kind, parameters, status FROM engine_job WHERE tenant = :tenant"
        " AND status IN ('queued', 'running') AND (leased_until IS NULL OR leased_until <= :machine)"
        " ORDER BY id LIMIT 20",
        machine=tx.machine_us,
    )


def _lease(tx: Tx, row: Row) -> bool:
    return tx.run(
        "UPDATE engine_job SET status = 'running', leased_until = :until WHERE tenant = :tenant AND id = :id"
        " AND status IN ('queued', 'running') AND (leased_until IS NULL OR leased_until <= :machine)",
        id=row["id"],
        until=tx.machine_us + LEASE_US,
        machine=tx.machine_us,
    ) == 1  # fmt: skip


def _actor(kind: str) -> Actor:
    return Actor(kind="system", id=kind, operation=f"jobs.{kind}")


# ---- what people do --------------------------------------------------------------------------------------------------


def listed(tx: Tx, listing: Listing) -> Page[JobResource]:
    """A page of jobs."""
    return page(tx, "engine_job", listing, lambda rows: [present(row) for row in rows], columns={"external_id": NEVER})


def listed_of(tx: Tx, kind: str, listing: Listing, shown: Callable[[Row], T]) -> Page[T]:
    """A page of the jobs of one kind, shown as what they are to callers."""
    return page(
        tx, "engine_job", listing, lambda rows: [shown(row) for row in rows], where="kind = :kind", args={"kind": kind},
        columns={"external_id": NEVER, "job": "id", "until": "until_at"},
    )  # fmt: skip


def row_of(tx: Tx, number: int) -> Row:
    """A job, or NotFound."""
    row = tx.one(
        "SELECT * FROM engine_job WHERE tenant = :tenant AND id = :id AND (app = :app OR :sees_all = 1)", id=number
    )
    if row is None:
        raise NotFound(f"there is no {id_text('job', number)} here")
    return row


def cancel(tx: Tx, number: int) -> Row:
    """Stop a job: at once when nobody is at it, else after the chunk it is at."""
    row = _moved(tx, number, OPEN, "be canceled", "canceled")
    tell(tx, number)
    return row


def resume(tx: Tx, number: int) -> Row:
    """Go on with what a job has left."""
    return _moved(tx, number, MAY_RESUME, "be resumed", "queued")


def tell(tx: Tx, number: int) -> None:
    """A job has ended, well or not."""
    row = tx.one("SELECT * FROM engine_job WHERE tenant = :tenant AND id = :id", id=number)
    if row is not None:
        tx.emit(JobFinished(object=present(row)))


def present(row: Row) -> JobResource:
    """A job as callers see it."""
    return msgspec.convert(
        {
            "id": id_text("job", row["id"]),
            "app": None if row["app"] is None else id_text("app", row["app"]),
            "status": row["status"],
            "kind": row["kind"],
            "progress": {"total": row["total"], "done": row["done"], "failed": row["failed"]},
            "failures": loads(row["failures"]),
            "parameters": loads(row["parameters"]),
            "result": loads(row["result"]) if row["result"] else None,
            "version": row["version"],
            "created_at": instant(row["created_at"]),
            "updated_at": instant(row["updated_at"]),
        },
        JobResource,
    )


def _moved(tx: Tx, number: int, allowed: tuple[str, ...], verb: str, status: str) -> Row:
    row = row_of(tx, number)
    if row["status"] not in allowed:
        raise StateConflict(
            f"the job is {row['status']} and cannot {verb}",
            status=row["status"],
            allowed=["cancel"] if row["status"] in OPEN else ["resume"] if row["status"] in MAY_RESUME else [],
        )
    tx.expect(row["version"])
    tx.run(
        "UPDATE engine_job SET status = :status, updated_at = :now, version = version + 1"
        " WHERE tenant = :tenant AND id = :id AND version = :was",
        id=number,
        status=status,
        was=row["version"],
        now=tx.now_us,
    )
    return {**row, "status": status, "version": row["version"] + 1, "updated_at": tx.now_us}

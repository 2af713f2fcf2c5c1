"""Long work: a row with state and progress, done in chunks by whoever holds its lease, resumed where it stopped."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from harr.engine.actor import Actor
from harr.engine.store import Row
from harr.engine.tx import Tx, dumps, loads

if TYPE_CHECKING:
    from harr.engine.run import Engine

LEASE_US = 60_000_000
OPEN = ("queued", "running")

log = logging.getLogger("harr.jobs")


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its function sees it. The function works in transactions of its own and reports through `progress`."""

    id: int
    tenant: int
    kind: str
    parameters: Mapping[str, Any]


def start(tx: Tx, kind: str, parameters: Mapping[str, Any]) -> int:
    """Queue a job in the caller's transaction."""
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
        if engine.run(tenant, _actor(row["kind"]), lambda tx, r=row: _lease(tx, r)).result:  # type: ignore[misc]
            _work(engine, row)
            done += 1
    return done


def progress(engine: Engine, job: Job, done: int, total: int | None, failures: list[Any] | None = None) -> bool:
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
    engine.run(
        job.tenant,
        _actor(job.kind),
        lambda tx: tx.run(
            "UPDATE engine_job SET status = :status, result = :result, leased_until = NULL, updated_at = :now,"
            " version = version + 1 WHERE tenant = :tenant AND id = :id AND status = 'running'",
            id=job.id,
            status=status,
            result=dumps(result),
            now=tx.now_us,
        ),
    )


def _waiting(tx: Tx) -> list[Row]:
    return tx.rows(
        "SELECT tenant, id, kind, parameters, status FROM engine_job WHERE tenant = :tenant"
        " AND (status = 'queued' OR (status = 'running' AND leased_until <= :machine)) ORDER BY id LIMIT 20",
        machine=tx.machine_us,
    )


def _lease(tx: Tx, row: Row) -> bool:
    return tx.run(
        "UPDATE engine_job SET status = 'running', leased_until = :until WHERE tenant = :tenant AND id = :id"
        " AND (status = 'queued' OR (status = 'running' AND leased_until <= :machine))",
        id=row["id"],
        until=tx.machine_us + LEASE_US,
        machine=tx.machine_us,
    ) == 1  # fmt: skip


def _actor(kind: str) -> Actor:
    return Actor(kind="system", id=kind, operation=f"jobs.{kind}")

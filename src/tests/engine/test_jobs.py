"""Long work: a row with its state, done in chunks under a lease, resumed where it stopped, canceled between chunks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from harr.engine import SYSTEM, Engine, Job, Tx, jobs
from harr.engine.clock import FixedClock
from harr.kernel.errors import NotFound, StateConflict
from tests.engine.notes import SOMEBODY, count, note, notes, rows, tenant

TOTAL = 3


def counting(engine: Engine, job: Job) -> dict[str, Any]:
    """A job that leaves three notes, one a chunk, and begins behind those that are there."""
    for n in range(len(notes(engine, job.tenant)), TOTAL):
        engine.run(job.tenant, SYSTEM, lambda tx, n=n: note(tx, f"{job.parameters['word']} {n}"))  # type: ignore[misc]
        if not jobs.progress(engine, job, n + 1, TOTAL):
            return {}
    return {"counted": TOTAL}


def working(engine: Engine, job: Callable[[Engine, Job], Any]) -> Engine:
    """An engine that knows a job of the kind `rerate`; the machine's clock stands."""
    return replace(engine, jobs={"rerate": job}, clock=FixedClock(10**15))


def start(engine: Engine, where: int) -> int:
    """Queue it."""
    return engine.run(where, SOMEBODY, lambda tx: jobs.start(tx, "rerate", {"word": "n"})).result


def look(engine: Engine, where: int, number: int) -> dict[str, Any]:
    """The job as it lies there."""
    return engine.read(where, SYSTEM, lambda tx: jobs.row_of(tx, number))


def finished(engine: Engine, where: int) -> list[str]:
    """How its jobs ended, as it was told."""
    engine.order(where)
    found = rows(engine, where, "SELECT body FROM engine_outbox WHERE tenant = :tenant AND type = 'job.finished'")
    return [row["body"].partition('"status":"')[2].partition('"')[0] for row in found]


def test_a_job_is_done_and_told(engine: Engine) -> None:
    """Queued with the request, worked by a worker, its result kept, its end told."""
    engine = working(engine, counting)
    where = tenant(engine)
    number = start(engine, where)
    assert look(engine, where, number)["status"] == "queued"
    assert jobs.run_open(engine, where) == 1
    row = look(engine, where, number)
    assert (row["status"], row["done"], row["total"], row["app"]) == ("succeeded", TOTAL, TOTAL, 7)
    assert jobs.present(row).result == {"counted": TOTAL}
    assert finished(engine, where) == ["succeeded"]
    assert jobs.run_open(engine, where) == 0


def test_what_a_dead_worker_left_is_gone_on_with(engine: Engine) -> None:
    """Not while its lease runs; then from where it stopped, not from the beginning."""

    def dies(engine: Engine, job: Job) -> None:
        engine.run(job.tenant, SYSTEM, lambda tx: note(tx, "n 0"))
        raise KeyboardInterrupt

    engine = working(engine, dies)
    where = tenant(engine)
    number = start(engine, where)
    with pytest.raises(KeyboardInterrupt):
        jobs.run_open(engine, where)
    engine.jobs["rerate"] = counting
    assert jobs.run_open(engine, where) == 0
    assert isinstance(engine.clock, FixedClock)
    engine.clock.us += jobs.LEASE_US
    assert jobs.run_open(engine, where) == 1
    assert notes(engine, where) == ["n 0", "n 1", "n 2"]
    assert look(engine, where, number)["status"] == "succeeded"


def test_a_job_that_breaks_is_failed_and_can_be_resumed(engine: Engine) -> None:
    """The error is its result."""

    def breaks(_: Engine, __: Job) -> None:
        raise RuntimeError("no disk")

    engine = working(engine, breaks)
    where = tenant(engine)
    number = start(engine, where)
    jobs.run_open(engine, where)
    row = look(engine, where, number)
    assert (row["status"], "no disk" in row["result"]) == ("failed", True)
    engine.jobs["rerate"] = counting
    engine.run(where, SOMEBODY, lambda tx: jobs.resume(tx, number))
    jobs.run_open(engine, where)
    assert look(engine, where, number)["status"] == "succeeded"
    assert finished(engine, where) == ["failed", "succeeded"]


def test_what_could_not_be_done_is_named(engine: Engine) -> None:
    """Some subjects failed: the job is partly failed and says which."""
    failure = {"subject": "cus_1", "code": "tax_unresolved", "detail": "no rate"}

    def partly(engine: Engine, job: Job) -> dict[str, int]:
        jobs.progress(engine, job, 2, 3, [failure])
        return {"failed": 1}

    engine = working(engine, partly)
    where = tenant(engine)
    number = start(engine, where)
    jobs.run_open(engine, where)
    shown = jobs.present(look(engine, where, number))
    assert (shown.status, shown.progress.failed) == ("partly_failed", 1)
    assert [(one.subject, one.code) for one in shown.failures] == [("cus_1", "tax_unresolved")]


def test_a_job_is_canceled_after_the_chunk_it_is_at(engine: Engine) -> None:
    """The function learns it from its next report, and stops; it can be resumed at once."""

    def canceled(engine: Engine, job: Job) -> dict[str, Any]:
        if not notes(engine, job.tenant):
            engine.run(job.tenant, SOMEBODY, lambda tx: jobs.cancel(tx, job.id))
        return counting(engine, job)

    engine = working(engine, canceled)
    where = tenant(engine)
    number = start(engine, where)
    jobs.run_open(engine, where)
    assert (look(engine, where, number)["status"], notes(engine, where)) == ("canceled", ["n 0"])
    engine.run(where, SOMEBODY, lambda tx: jobs.resume(tx, number))
    jobs.run_open(engine, where)
    assert (look(engine, where, number)["status"], notes(engine, where)) == ("succeeded", ["n 0", "n 1", "n 2"])
    assert finished(engine, where) == ["canceled", "succeeded"]


def test_a_queued_job_that_is_canceled_is_never_begun(engine: Engine) -> None:
    """And a finished one can neither be canceled nor resumed."""
    engine = working(engine, counting)
    where = tenant(engine)
    number = start(engine, where)
    engine.run(where, SOMEBODY, lambda tx: jobs.cancel(tx, number))
    assert jobs.run_open(engine, where) == 0
    other = start(engine, where)
    jobs.run_open(engine, where)
    for verb in (jobs.cancel, jobs.resume):
        with pytest.raises(StateConflict) as refused:
            engine.run(where, SOMEBODY, lambda tx, verb=verb: verb(tx, other))  # type: ignore[misc]
        assert refused.value.facts == {"status": "succeeded", "allowed": []}


def test_a_job_of_another_app_is_not_there(engine: Engine) -> None:
    """For an app that sees its own only."""
    engine = working(engine, counting)
    where = tenant(engine)
    number = start(engine, where)

    def see(tx: Tx) -> dict[str, Any]:
        return jobs.row_of(tx, number)

    assert engine.read(where, replace(SOMEBODY, sees_all=False), see)["id"] == number
    with pytest.raises(NotFound):
        engine.read(where, replace(SOMEBODY, sees_all=False, app=8), see)


def test_a_rehearsed_job_is_not_begun(engine: Engine) -> None:
    """The plan is shown, no row is kept."""
    engine = working(engine, counting)
    where = tenant(engine)
    assert engine.rehearse(where, SOMEBODY, lambda tx: jobs.start(tx, "rerate", {"word": "n"})).result < 0
    assert count(engine, where, "engine_job") == 0

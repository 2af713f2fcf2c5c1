"""What goes on behind the requests: everything that waits is done, nothing is written for nothing."""

from __future__ import annotations

import threading
from dataclasses import replace

from harr.contract.events import Event
from harr.engine import Due, Engine, Job, Tx, jobs, worker
from tests.engine.notes import SOMEBODY, count, note, notes, revoked, tenant

LEFT_BY_WORK = ("engine_audit", "engine_follower", "engine_mark", "engine_outbox", "engine_order")


def verb(tx: Tx, due: Due) -> None:
    """Done when due; tells, and starts a job."""
    note(tx, f"verb of {due.subject}")
    tx.emit(revoked(1))
    jobs.start(tx, "rerate", {})


def hear(tx: Tx, event: Event) -> None:
    """A reaction."""
    note(tx, f"heard {event.type}")


def job(engine: Engine, job: Job) -> None:
    """A job."""
    engine.run(job.tenant, SOMEBODY, lambda tx: note(tx, "job"))


def busy(engine: Engine) -> Engine:
    """An engine with one of each."""
    return replace(engine, agenda={"tests.verb": verb}, reactions={"key.revoked": [hear]}, jobs={"rerate": job})


def test_rounds_until_nothing_is_left(engine: Engine) -> None:
    """The agenda sets off news and a job; both are done."""
    engine = busy(engine)
    where = tenant(engine)
    engine.run(where, SOMEBODY, lambda tx: tx.schedule("tests.verb", "x", tx.now))
    while worker.round_of(engine, where, "live"):
        pass
    assert sorted(notes(engine, where)) == ["heard key.revoked", "job", "verb of x"]


def test_an_idle_round_writes_nothing(engine: Engine) -> None:
    """Not even an audit row: a worker looks twice a second."""
    engine = busy(engine)
    where = tenant(engine)
    engine.run(where, SOMEBODY, lambda tx: tx.emit(revoked(1)))
    while worker.round_of(engine, where, "live"):
        pass
    before = {table: count(engine, where, table) for table in LEFT_BY_WORK}
    assert worker.round_of(engine, where, "live") == 0
    assert {table: count(engine, where, table) for table in LEFT_BY_WORK} == before


def test_the_worker_stops_when_told(engine: Engine) -> None:
    """It finishes its round and is gone."""
    stop = threading.Event()
    thread = threading.Thread(target=worker.work, args=(replace(engine, reactions={}), stop))
    stop.set()
    thread.start()
    thread.join(10)
    assert not thread.is_alive()

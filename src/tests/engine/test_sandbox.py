"""Sandboxes: a clock that goes from due item to due item while nobody else writes, and an end that leaves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from harr.contract.events import Event
from harr.engine import SYSTEM, Due, Engine, Job, Tx, jobs, sandbox, schema, worker
from harr.engine.clock import FixedClock
from harr.engine.tx import Leased
from harr.kernel.ids import id_text
from harr.kernel.time import instant, instant_text, parse_instant
from tests.engine.notes import SOMEBODY, count, note, notes, revoked, rows, tenant

PACKAGES = ("harr.engine", "harr.services.tenants")
START = "2026-01-31T09:00:00Z"


def renew(tx: Tx, due: Due) -> None:
    """A verb that schedules its next time, tells, and notes when it was due and what the clock said."""
    if due.subject == "broken":
        raise RuntimeError("cannot be renewed")
    note(tx, f"renew {instant_text(due.due_at_us)[5:10]} at {instant_text(tx.now_us)[5:10]}")
    tx.schedule("subscriptions.renew", due.subject, instant(due.due_at_us) + timedelta(days=10))
    tx.emit(revoked(1))


def hear(tx: Tx, _: Event) -> None:
    """A reaction: done before the next item is taken."""
    note(tx, f"heard at {instant_text(tx.now_us)[5:10]}")


def count_up(engine: Engine, job: Job) -> dict[str, Any]:
    """A job inside of a sandbox."""
    engine.run(job.tenant, SYSTEM, lambda tx: note(tx, f"job at {instant_text(tx.now_us)[5:10]}"))
    return {}


def told(tx: Tx) -> None:
    """What happens in the commit that gives the sandbox back."""
    note(tx, "arrived")


@pytest.fixture
def world(engine: Engine) -> Engine:
    """An engine that renews, hears, advances and deletes; the machine's clock stands in another year."""
    return replace(
        engine,
        agenda={"subscriptions.renew": renew},
        reactions={"key.revoked": [hear]},
        jobs={
            "advance": partial(sandbox.advance, then=told),
            "delete": partial(sandbox.delete, tables=schema.tables(PACKAGES)),
            "rerate": count_up,
        },
        clock=FixedClock(parse_instant("2031-01-01T00:00:00Z")),
    )


def schedule(engine: Engine, where: int, subject: str, day: str) -> None:
    """Something due in the sandbox."""
    at = instant(parse_instant(day))
    engine.run(where, SOMEBODY, lambda tx: tx.schedule("subscriptions.renew", subject, at))


def ask(engine: Engine, parent: int, number: int, kind: str, to: str = "") -> int:
    """Queue the job that advances or deletes."""
    return engine.run(
        parent, SOMEBODY, lambda tx: jobs.start(tx, kind, {"sandbox": id_text("sbx", number), "to": to})
    ).result


def clock(engine: Engine, number: int) -> tuple[str, str]:
    """State and clock."""
    row = engine.read(tenant(engine), SYSTEM, lambda tx: sandbox.state(tx, number))
    return row["state"], instant_text(row["clock_at"])


def test_from_item_to_item_with_the_clock_at_each(world: Engine) -> None:
    """What falls due on the way is done in its turn, with what it set off, and what it schedules too."""
    parent, number = tenant(world), tenant(world, "sandbox", START)
    schedule(world, number, "sub_1", "2026-02-05T00:00:00Z")
    ask(world, parent, number, "advance", "2026-02-20T00:00:00Z")
    jobs.run_open(world, parent)
    assert notes(world, number) == [
        "renew 02-05 at 02-05", "heard at 02-05", "renew 02-15 at 02-15", "heard at 02-15",
    ]  # fmt: skip
    assert clock(world, number) == ("ready", "2026-02-20T00:00:00Z")
    assert notes(world, parent) == ["arrived"]


def test_what_was_told_before_is_heard_before_the_clock_moves(world: Engine) -> None:
    """Events of the past are delivered at the instant where the clock stands."""
    parent, number = tenant(world), tenant(world, "sandbox", START)
    world.run(number, SOMEBODY, lambda tx: tx.emit(revoked(1)))
    ask(world, parent, number, "advance", "2026-02-20T00:00:00Z")
    jobs.run_open(world, parent)
    assert notes(world, number) == ["heard at 01-31"]


def test_an_item_that_fails_is_named_and_the_others_are_done(world: Engine) -> None:
    """The job is partly failed; the item can be run again by hand."""
    parent, number = tenant(world), tenant(world, "sandbox", START)
    schedule(world, number, "broken", "2026-02-01T00:00:00Z")
    schedule(world, number, "sub_1", "2026-02-02T00:00:00Z")
    job = ask(world, parent, number, "advance", "2026-02-03T00:00:00Z")
    jobs.run_open(world, parent)
    shown = world.read(parent, SYSTEM, lambda tx: jobs.present(jobs.row_of(tx, job)))
    assert (shown.status, [one.subject for one in shown.failures]) == ("partly_failed", ["broken"])
    assert notes(world, number)[0] == "renew 02-02 at 02-02"
    failed = "SELECT subject FROM engine_agenda WHERE tenant = :tenant AND status = 'failed'"
    assert rows(world, number, failed) == [{"subject": "broken"}]


def test_the_sandboxs_own_jobs_are_done_on_the_way(world: Engine) -> None:
    """By whoever advances it, for nobody else may write there."""
    parent, number = tenant(world), tenant(world, "sandbox", START)
    world.run(number, SOMEBODY, lambda tx: jobs.start(tx, "rerate", {}))
    ask(world, parent, number, "advance", "2026-02-03T00:00:00Z")
    jobs.run_open(world, parent)
    assert notes(world, number) == ["job at 01-31"]


def test_a_sandbox_can_advance_itself(world: Engine) -> None:
    """The job then lies in the sandbox, which is held from the request on."""
    number = tenant(world, "sandbox", START)
    schedule(world, number, "sub_1", "2026-02-05T00:00:00Z")

    def act(tx: Tx) -> None:
        job = jobs.start(tx, "advance", {"sandbox": id_text("sbx", number), "to": "2026-02-06T00:00:00Z"})
        sandbox.hold(tx, number, jobs.owner(number, job), "advancing")

    world.run(number, SOMEBODY, act)
    with pytest.raises(Leased):
        world.run(number, SOMEBODY, lambda tx: note(tx, "meanwhile"))
    assert worker.round_of(world, number, "sandbox") == 1
    assert clock(world, number) == ("ready", "2026-02-06T00:00:00Z")
    assert notes(world, number) == ["renew 02-05 at 02-05", "heard at 02-05", "arrived"]


def test_a_held_sandbox_is_nobodys_failure(world: Engine) -> None:
    """A worker that comes by parks nothing, fails nothing and goes on."""
    parent, number = tenant(world), tenant(world, "sandbox", START)
    world.run(number, SOMEBODY, lambda tx: tx.emit(revoked(1)))
    world.run(number, SOMEBODY, lambda tx: jobs.start(tx, "rerate", {}))
    world.run(parent, SYSTEM, lambda tx: sandbox.hold(tx, number, "job:1:1", "advancing"))
    assert worker.round_of(world, number, "sandbox") == 0
    assert count(world, number, "engine_parked") == 0
    world.run(parent, SYSTEM, lambda tx: sandbox.release(tx, number, "job:1:1"))
    worker.round_of(world, number, "sandbox")
    assert sorted(notes(world, number)) == ["heard at 01-31", "job at 01-31"]


def test_a_second_worker_cannot_take_it(world: Engine) -> None:
    """Until the lease has run out."""
    parent, number = tenant(world), tenant(world, "sandbox", START)
    world.run(parent, SYSTEM, lambda tx: sandbox.hold(tx, number, "job:1:1", "advancing"))
    with pytest.raises(Exception, match="the sandbox is advancing"):
        world.run(parent, SYSTEM, lambda tx: sandbox.hold(tx, number, "job:1:2", "advancing"))
    assert isinstance(world.clock, FixedClock)
    world.clock.us += sandbox.LEASE_US
    world.run(parent, SYSTEM, lambda tx: sandbox.hold(tx, number, "job:1:2", "advancing"))


def test_an_advance_that_breaks_gives_the_sandbox_back(world: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job is failed; the sandbox stands where it stopped, and can be advanced again."""
    parent, number = tenant(world), tenant(world, "sandbox", START)
    schedule(world, number, "sub_1", "2026-02-05T00:00:00Z")
    job = ask(world, parent, number, "advance", "2026-02-06T00:00:00Z")
    with monkeypatch.context() as breaking:
        breaking.setattr(sandbox, "_set_clock", lambda *_: 1 // 0)
        jobs.run_open(world, parent)
    assert clock(world, number) == ("ready", START)
    world.run(parent, SOMEBODY, lambda tx: jobs.resume(tx, job))
    jobs.run_open(world, parent)
    assert clock(world, number) == ("ready", "2026-02-06T00:00:00Z")


def test_the_worker_never_runs_a_sandboxs_agenda(world: Engine) -> None:
    """Its clock does; its news and jobs are worked as any tenant's."""
    number = tenant(world, "sandbox", START)
    schedule(world, number, "sub_1", "2026-01-01T00:00:00Z")
    world.run(number, SOMEBODY, lambda tx: tx.emit(revoked(1)))
    while worker.round_of(world, number, "sandbox"):
        pass
    assert notes(world, number) == ["heard at 01-31"]


def test_what_was_due_before_the_clock_is_done_without_turning_it_back(world: Engine) -> None:
    """Something scheduled in the past is done at once, as of its own instant."""
    parent, number = tenant(world), tenant(world, "sandbox", START)
    schedule(world, number, "sub_1", "2026-01-25T00:00:00Z")
    ask(world, parent, number, "advance", START)
    jobs.run_open(world, parent)
    assert notes(world, number)[0] == "renew 01-25 at 01-31"
    assert clock(world, number)[1] == START


def test_a_sandbox_leaves_no_row_behind(world: Engine) -> None:
    """Every table of the schema is asked; only the row that says that it is deleted stays."""
    parent, number, other = tenant(world), tenant(world, "sandbox", START), tenant(world, "sandbox", START)
    tables = schema.tables(PACKAGES)
    for where in (number, other):
        world.run(where, SYSTEM, lambda tx: fill(tx, [table.name for table in tables if table.name not in FILLED]))
    before = {table.name: count(world, other, table.name) for table in tables if table.name not in schema.GLOBAL}
    ask(world, parent, number, "delete")
    jobs.run_open(world, parent)
    assert {name for name, n in before.items() if n == 0} <= {"engine_fresh"}  # SQLite orders within the commit
    left = {name: count_of(world, parent, number, name) for name in before}
    assert left == {name: 1 if name == "engine_tenant" else 0 for name in before}
    assert {name: count(world, other, name) for name in before} == before
    assert clock(world, number)[0] == "deleted"


FILLED = {"engine_tenant", "engine_head", "engine_step", "engine_audit"}


def fill(tx: Tx, tables: list[str]) -> None:
    """One row in each, with something in every column, whatever it means: read off the tables themselves."""
    for table in tables:
        columns = [column for column in COLUMNS[table] if column[0] != "tenant"]
        row = {name: CHOSEN.get((table, name), 1 if kind == "BIGINT" else "x") for name, kind in columns}
        tx.insert(table, [row])


def columns_of(packages: tuple[str, ...]) -> dict[str, list[tuple[str, str]]]:
    """The columns of every table, from its schema step."""
    found: dict[str, list[tuple[str, str]]] = {}
    for step in schema.steps(packages, "dsql"):
        words = step.statement.split()
        if words[:2] == ["CREATE", "TABLE"]:
            lines = [line.split() for line in step.statement.splitlines()[1:]]
            found[words[5]] = [(line[0], line[1].rstrip(",")) for line in lines if len(line) > 1 and line[0].islower()]
    return found


COLUMNS = columns_of(PACKAGES)
CHOSEN: dict[tuple[str, str], Any] = {
    ("engine_fresh", "subjects"): "",
    ("engine_order", "commit_id"): 2,
    ("engine_order", "position"): 99,
    ("engine_agenda", "status"): "done",
    ("engine_job", "status"): "canceled",
    ("engine_ask", "status"): "answered",
    ("tenants_entity", "status"): "active",
    ("tenants_app", "status"): "active",
    ("tenants_profile", "status"): "draft",
}


def count_of(engine: Engine, by: int, number: int, table: str) -> int:
    """How many rows a tenant has that cannot be asked itself any more."""
    sql = f"SELECT COUNT(*) AS n FROM {table} WHERE tenant = :which"
    (row,) = engine.read(by, SYSTEM, lambda tx: tx.rows(sql, which=number))
    found: int = row["n"]
    return found

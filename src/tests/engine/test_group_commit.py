"""Writers who wait share a commit: far fewer of them, one's error is one's own, and nobody is answered before."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from harr.engine import SYSTEM, Engine, Tx, order, schema, sqlite
from harr.engine.sqlite import GroupNotKeptError, SqliteStore
from harr.kernel.errors import FieldInvalid
from tests.engine.notes import NOTES, note, notes, revoked, rows, tenant

WRITERS = 32


@dataclass
class Watched:
    """The writer's connection: counts its commits, and lets some of them fail."""

    connection: sqlite3.Connection
    commits: int = 0
    failing: list[BaseException] = field(default_factory=list)

    def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
        """What the connection would do, but for a commit that is to fail."""
        if sql == "COMMIT":
            self.commits += 1
            if self.failing:
                raise self.failing.pop(0)
        return self.connection.execute(sql, *args)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)


@dataclass
class Counter:
    """An engine on a file, a tenant in it, and a way to let writers wait for one another."""

    engine: Engine
    tenant: int
    watched: Watched

    def write(self, act: Callable[[Tx], Any]) -> Any:
        """One run, as any request is."""
        return self.engine.run(self.tenant, SYSTEM, act).result

    @contextmanager
    def together(self, acts: list[Callable[[Tx], Any]]) -> Iterator[list[Future[Any]]]:
        """All of them at once: the first keeps its turn until all the others wait for theirs."""
        store = self.engine.store
        assert isinstance(store, SqliteStore)
        inside, everybody = threading.Event(), threading.Event()

        def first(tx: Tx) -> Any:
            inside.set()
            assert everybody.wait(10)
            return acts[0](tx)

        with ThreadPoolExecutor(len(acts)) as pool:
            running = [pool.submit(self.write, first)]
            assert inside.wait(10)
            running += [pool.submit(self.write, act) for act in acts[1:]]
            while store._waiting < len(acts) - 1:  # noqa: SLF001 - nothing tells it outside
                threading.Event().wait(0.001)
            everybody.set()
            yield running


def a_counter(path: str) -> Iterator[Counter]:
    """The engine's tables, those of tenants, and one to leave notes in."""
    store = SqliteStore(path)
    schema.prepare(store, ("harr.engine", "harr.services.tenants"))
    store.define(NOTES)
    engine = Engine(store=store, pepper=b"pepper for tests")
    where = tenant(engine)
    store._writer = watched = Watched(store._writer)  # type: ignore[assignment]  # noqa: SLF001
    yield Counter(engine, where, watched)
    store.close()


@pytest.fixture
def counter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """On a file; a group may take as long as a busy machine needs to fill it."""
    monkeypatch.setattr(sqlite, "GROUP_SECONDS", 60)
    yield from a_counter(str(tmp_path / "harr.db"))


def disk_full() -> BaseException:
    """What SQLite says when there is no room."""
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


def writes(word: str) -> Callable[[Tx], Any]:
    """A member that leaves a note and tells of it."""

    def act(tx: Tx) -> int:
        number = note(tx, word)
        tx.emit(revoked(number))
        return tx.commit_id

    return act


def test_those_who_wait_share_a_commit(counter: Counter) -> None:
    """Thirty-two at once are one commit; one after the other are one each."""
    with counter.together([writes(f"n{n}") for n in range(WRITERS)]) as running:
        assert len({one.result() for one in running}) == WRITERS
    assert len(notes(counter.engine, counter.tenant)) == WRITERS
    assert counter.watched.commits == 1
    for _ in range(3):
        counter.write(writes("alone"))
    assert counter.watched.commits == 1 + 3


def test_a_group_that_is_old_commits_though_others_wait(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who came first is not kept waiting by all who come later, and other processes get a turn."""
    monkeypatch.setattr(sqlite, "GROUP_SECONDS", 0)
    with counter.together([writes(f"n{n}") for n in range(8)]):
        pass
    assert len(notes(counter.engine, counter.tenant)) == 8
    assert counter.watched.commits == 8


def test_callers_who_come_again_and_again_need_far_fewer_commits(counter: Counter) -> None:
    """Nobody arranges them: who is answered asks again, while others wait."""
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(counter.write, [writes(f"n{n}") for n in range(WRITERS * 20)]))
    assert len(notes(counter.engine, counter.tenant)) == WRITERS * 20
    assert counter.watched.commits <= WRITERS * 20 // 4


def test_the_order_of_commits_follows_the_group(counter: Counter) -> None:
    """Positions are dense, in the order in which members ran; the one that failed has none."""
    acts = [writes(f"n{n}") for n in range(6)]
    acts[3] = failing(acts[3], FieldInvalid("no"))
    with counter.together(acts) as running:
        committed = [one.result() for n, one in enumerate(running) if n != 3]
    placed = counter.engine.read(counter.tenant, SYSTEM, lambda tx: order.placed(tx, 0, 100))
    assert [row["position"] for row in placed] == [1, 2, 3, 4, 5]
    assert sorted(committed) == sorted(row["commit_id"] for row in placed)
    chain = order.GENESIS
    for row in placed:
        chain = order.chained(chain, row["digest"])
        assert row["chain"] == chain
    by_note = rows(
        counter.engine, counter.tenant,
        "SELECT o.position FROM engine_outbox e JOIN engine_order o ON o.tenant = e.tenant"
        " AND o.commit_id = e.commit_id WHERE e.tenant = :tenant ORDER BY e.id",
    )  # fmt: skip
    assert [row["position"] for row in by_note] == [1, 2, 3, 4, 5]


def failing(act: Callable[[Tx], Any], error: BaseException) -> Callable[[Tx], Any]:
    """A member that does its work and then fails."""

    def fails(tx: Tx) -> Any:
        act(tx)
        raise error

    return fails


@pytest.mark.parametrize("place", [0, 1, 4])
@pytest.mark.parametrize("error", [FieldInvalid("refused"), RuntimeError("broken")])
def test_a_member_that_fails_takes_back_only_its_own(counter: Counter, place: int, error: Exception) -> None:
    """The first, one in the middle, the last: the others stand."""
    acts = [writes(f"n{n}") for n in range(5)]
    acts[place] = failing(acts[place], error)
    with counter.together(acts) as running:
        failed = [one.exception() for one in running]
    assert [one for one in failed if one is not None] == [error]
    assert sorted(notes(counter.engine, counter.tenant)) == [f"n{n}" for n in range(5) if n != place]
    assert counter.watched.commits == 1


def test_a_rehearsal_among_writers_keeps_nothing(counter: Counter) -> None:
    """It sees what came before it, and leaves no trace."""
    with counter.together([writes("one"), writes("two")]):
        found = counter.engine.rehearse(counter.tenant, SYSTEM, writes("rehearsed"))
    assert len(found.events) == 1
    assert sorted(notes(counter.engine, counter.tenant)) == ["one", "two"]


def test_nobody_is_answered_before_the_commit(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even who was refused: what the refusal goes by is not on the disk yet."""
    answered: list[bool] = []
    running: list[Future[Any]] = []
    execute = Watched.execute

    def look(watched: Watched, sql: str, *args: Any) -> sqlite3.Cursor:
        if sql == "COMMIT":
            answered.extend(one.done() for one in running)
        return execute(watched, sql, *args)

    monkeypatch.setattr(Watched, "execute", look)
    acts = [writes("one"), failing(writes("two"), FieldInvalid("no")), lambda _: None, writes("three")]
    with counter.together(acts) as all_of_them:
        running.extend(all_of_them)
    assert answered == [False] * 4


def test_a_commit_that_fails_was_nobodys_and_each_runs_again_alone(counter: Counter) -> None:
    """The disk was full once: nothing is half done, nobody was told otherwise, and the refused one is asked again."""
    called: list[str] = []

    def counted(word: str) -> Callable[[Tx], Any]:
        def act(tx: Tx) -> Any:
            called.append(word)
            return writes(word)(tx)

        return act

    words = [f"n{n}" for n in range(6)]
    acts = [*map(counted, words), failing(counted("refused"), FieldInvalid("no"))]
    counter.watched.failing.append(disk_full())
    with counter.together(acts) as running:
        assert [type(one.exception()) for one in running] == [type(None)] * 6 + [FieldInvalid]
    assert sorted(notes(counter.engine, counter.tenant)) == words
    assert sorted(called) == sorted([*words, "refused"] * 2)
    assert counter.watched.commits == 1 + 6


def test_whose_own_commit_fails_too_is_told_why(counter: Counter) -> None:
    """Run alone, a member gets the error itself, and the others are not troubled by it."""
    full = [disk_full(), disk_full()]
    counter.watched.failing += full
    with counter.together([writes(f"n{n}") for n in range(4)]) as running:
        failed = [one.exception() for one in running]
    assert [one for one in failed if one is not None] == [full[1]]
    assert len(notes(counter.engine, counter.tenant)) == 3


def test_a_commit_alone_that_fails_is_its_own_error(counter: Counter) -> None:
    """Without neighbours there is nothing to be run again for."""
    counter.watched.failing.append(disk_full())
    with pytest.raises(sqlite3.OperationalError, match="full"):
        counter.write(writes("lost"))
    assert notes(counter.engine, counter.tenant) == []
    counter.write(writes("kept"))
    assert notes(counter.engine, counter.tenant) == ["kept"]


def test_a_disk_that_is_full_in_the_middle_harms_nobody_else(counter: Counter) -> None:
    """SQLite then takes back the whole transaction by itself: the others run again, and only who fills it fails."""
    pages = counter.watched.execute("PRAGMA page_count").fetchone()[0]
    counter.watched.execute(f"PRAGMA max_page_count = {pages + 40}")

    def fills(tx: Tx) -> None:
        writes("too much")(tx)
        note(tx, "x" * 4096 * 100)

    acts = [writes("one"), writes("two"), fills, writes("three")]
    with counter.together(acts) as running:
        failed = [one.exception() for one in running]
    assert [type(one) for one in failed if one is not None] == [sqlite3.OperationalError]
    assert sorted(notes(counter.engine, counter.tenant)) == ["one", "three", "two"]


def test_who_was_interrupted_while_it_waited_leaves_nobody_hanging(counter: Counter) -> None:
    """A member goes, sure that the next one commits; that one never comes. After a second somebody looks."""
    store = counter.engine.store
    assert isinstance(store, SqliteStore)
    store._waiting += 1  # noqa: SLF001 - who was interrupted
    with ThreadPoolExecutor(1) as pool:
        pool.submit(counter.write, writes("kept")).result(timeout=10)
    store._waiting -= 1  # noqa: SLF001
    assert notes(counter.engine, counter.tenant) == ["kept"]


def test_a_transaction_within_a_transaction_is_a_fault(counter: Counter) -> None:
    """It would wait for itself; it is told so, and the outer one is undone."""

    def act(tx: Tx) -> None:
        note(tx, "outer")
        counter.write(writes("inner"))

    with pytest.raises(RuntimeError, match="within another"):
        counter.write(act)
    assert notes(counter.engine, counter.tenant) == []
    counter.write(writes("after"))
    assert notes(counter.engine, counter.tenant) == ["after"]


def test_a_failed_group_is_run_again_by_whoever_runs_actions(counter: Counter) -> None:
    """The store says so of its own error, and of none that it does not know."""
    assert counter.engine.store.retryable(GroupNotKeptError())
    assert not counter.engine.store.retryable(disk_full())


def test_in_memory_readers_see_only_what_is_committed() -> None:
    """One connection for both: there each writer commits for itself, which costs nothing."""
    for counter in a_counter(":memory:"):
        with counter.together([writes(f"n{n}") for n in range(8)]) as running:
            for one in running:
                one.result()
                assert one.result() in {
                    row["commit_id"]
                    for row in counter.engine.read(counter.tenant, SYSTEM, lambda tx: order.placed(tx, 0, 100))
                }
        assert counter.watched.commits == 8

"""The order of commits: dense positions, one chain, and nobody's version n + 1 before its n."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from harr.engine import SYSTEM, Engine, Tx, order
from harr.engine.order import GENESIS, chained, commit_digest, in_order
from harr.engine.postgres import DsqlStore
from tests.engine.notes import note, notes, revoked, rows, tenant


def fresh(*subjects: str) -> list[dict[str, object]]:
    """Commits as they wait, in the order of their stamps."""
    return [{"commit_id": n, "subjects": text} for n, text in enumerate(subjects)]


@pytest.mark.parametrize(
    ("waiting", "placed"),
    [
        (["", "", ""], [0, 1, 2]),
        (["a@1", "a@2", "a@3"], [0, 1, 2]),
        (["a@2", "a@1"], [1, 0]),
        (["a@3", "b@1", "a@1", "a@2"], [1, 2, 3, 0]),
        (["a@2,b@1", "a@1,b@2"], [0, 1]),  # crosswise: no order serves both, the stamp decides
        (["a@1", "b@5", "a@2,b@4"], [0, 2, 1]),
        (["a@1,a@2", "a@3"], [0, 1]),
    ],
)
def test_by_stamp_but_never_a_later_version_first(waiting: list[str], placed: list[int]) -> None:
    """Stamps of several machines may cross; a subject's versions may not."""
    assert [row["commit_id"] for row in in_order(fresh(*waiting))] == placed


def tell(n: int, version: int = 1) -> Callable[[Tx], None]:
    """An action that posts a digest and tells something."""

    def act(tx: Tx) -> None:
        tx.seal(f"digest of {n}")
        tx.emit(revoked(n, version))

    return act


def test_positions_are_dense_and_the_chain_verifies(engine: Engine) -> None:
    """Eight threads commit and order at once: 1 to 40 without a hole, each link from the one before."""
    where = tenant(engine)

    def commit(n: int) -> None:
        engine.run(where, SYSTEM, tell(n))
        engine.order(where)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(commit, range(40)))
    placed = engine.read(where, SYSTEM, lambda tx: order.placed(tx, 0, 100))
    assert [row["position"] for row in placed] == list(range(1, 41))
    chain = GENESIS
    for row in placed:
        chain = chained(chain, row["digest"])
        assert row["chain"] == chain
    assert engine.read(where, SYSTEM, order.head) == (40, chain)
    assert engine.read(where, SYSTEM, order.fresh) == {}


def test_a_commit_that_tells_and_posts_nothing_has_no_position(engine: Engine) -> None:
    """Only news and postings need a place."""
    where = tenant(engine)
    engine.run(where, SYSTEM, lambda tx: note(tx, "quiet"))
    engine.order(where)
    assert engine.read(where, SYSTEM, order.head)[0] == 0


def test_the_digest_of_a_commit_is_over_its_transactions_in_order(engine: Engine) -> None:
    """SHA-256 over the digests, as anybody can compute it."""
    where = tenant(engine)

    def act(tx: Tx) -> None:
        tx.seal("one")
        tx.seal("two")

    engine.run(where, SYSTEM, act)
    engine.order(where)
    (row,) = engine.read(where, SYSTEM, lambda tx: order.placed(tx, 0, 10))
    assert row["digest"] == commit_digest(["one", "two"]) == hashlib.sha256(b"onetwo").hexdigest()


def test_who_commits_later_comes_later_whatever_its_stamp_says(engine: Engine) -> None:
    """A slow transaction that began first, and was overtaken and read past, is not missed: its place is behind."""
    if engine.store.orders_inline:
        pytest.skip("SQLite has one writer at a time: no transaction overtakes another")
    where = tenant(engine)
    with engine.store.writing() as session:
        slow = engine.begin(session, where, SYSTEM)
        slow.emit(revoked(1))
        order.leave(slow)
        engine.run(where, SYSTEM, tell(2))
        engine.order(where)
        first = engine.read(where, SYSTEM, lambda tx: order.placed(tx, 0, 10))
        if isinstance(engine.store, DsqlStore):
            engine.store.commits = 1  # this one shall not end in a conflict
    engine.order(where)
    second = engine.read(where, SYSTEM, lambda tx: order.placed(tx, 0, 10))
    assert len(first) == 1
    assert second[: len(first)] == first
    assert [row["commit_id"] for row in second][1] == slow.commit_id


def test_folds_see_each_commit_once(engine: Engine) -> None:
    """What is folded is folded in the step that gives the place."""

    def fold(tx: Tx, commits: list[int]) -> None:
        for commit in commits:
            note(tx, f"fold {commit}")

    engine = replace(engine, folds=[fold])
    where = tenant(engine)
    commits = [engine.run(where, SYSTEM, tell(n)).commit_id for n in range(5)]
    for _ in range(3):
        engine.order(where)
    assert sorted(notes(engine, where)) == sorted(f"fold {c}" for c in commits)


def test_a_position_is_found_by_commit_and_by_instant(engine: Engine) -> None:
    """`known_at` is a position, or the last one that was ordered before an instant."""
    where = tenant(engine, "sandbox", "2026-01-01T00:00:00Z")
    first = engine.run(where, SYSTEM, tell(1)).commit_id
    engine.order(where)
    engine.run(
        where, SYSTEM, lambda tx: tx.run("UPDATE engine_tenant SET clock_at = clock_at + 10 WHERE tenant = :tenant")
    )
    second = engine.run(where, SYSTEM, tell(2)).commit_id
    engine.order(where)
    sql = "SELECT ordered_at FROM engine_order WHERE tenant = :tenant ORDER BY position"
    at = [row["ordered_at"] for row in rows(engine, where, sql)]
    assert engine.read(where, SYSTEM, lambda tx: order.position_of(tx, [first, second, 3])) == {first: 1, second: 2}
    known = engine.read(where, SYSTEM, lambda tx: [order.position_at(tx, us) for us in (at[0] - 1, at[0], at[1])])
    assert known == [0, 1, 2]

"""News: every reaction hears each event once, in order, and one that fails holds up its own subject alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from harr.contract.events import Event
from harr.engine import SYSTEM, Engine, Outcome, Tx, outbox
from harr.engine.clock import FixedClock
from harr.kernel.time import parse_instant
from tests.engine.notes import SOMEBODY, count, key, note, notes, revoked, rotated, rows, tenant

broken: set[str] = set()
"""Subjects that `hear` cannot take just now."""


def hear(tx: Tx, event: Event) -> None:
    """A reaction that writes down what it heard."""
    if event.subject in broken:
        raise RuntimeError(f"cannot take {event.subject}")
    note(tx, f"{event.subject[-1]}@{event.version}")


def answer_back(tx: Tx, event: Event) -> None:
    """A reaction that tells something itself."""
    tx.emit(rotated(int(event.subject[-1]), event.version))


NAME = outbox.name_of(hear)


@pytest.fixture
def listening(engine: Engine) -> Engine:
    """An engine whose one reaction hears of revoked keys; its machine's clock stands."""
    broken.clear()
    clock = FixedClock(parse_instant("2026-01-01T00:00:00Z"))
    return replace(engine, reactions={"key.revoked": [hear]}, clock=clock)


def tell(*events: Event) -> Callable[[Tx], None]:
    """An action that tells."""

    def act(tx: Tx) -> None:
        for event in events:
            tx.emit(event)

    return act


def told(engine: Engine, where: int, *events: Event) -> Outcome[None]:
    """One commit with these events."""
    outcome = engine.run(where, SOMEBODY, tell(*events))
    engine.order(where)
    return outcome


def test_a_reaction_hears_each_event_once(listening: Engine) -> None:
    """In the order of commits, and again nothing when asked again."""
    where = tenant(listening)
    for n in (1, 2, 3):
        told(listening, where, revoked(n))
    assert outbox.follow(listening, where) == 3
    assert notes(listening, where) == ["1@1", "2@1", "3@1"]
    assert outbox.follow(listening, where) == 0
    assert len(notes(listening, where)) == 3


def test_a_follower_that_lost_its_place_does_nothing_twice(listening: Engine) -> None:
    """The mark is what counts, not the cursor."""
    where = tenant(listening)
    told(listening, where, revoked(1), revoked(2))
    outbox.follow(listening, where)
    listening.run(where, SYSTEM, lambda tx: tx.run("DELETE FROM engine_follower WHERE tenant = :tenant"))
    outbox.follow(listening, where)
    assert notes(listening, where) == ["1@1", "2@1"]


def test_what_a_reaction_tells_is_heard_too(listening: Engine) -> None:
    """One event leads to another, each in a commit of its own."""
    engine = replace(listening, reactions={"key.revoked": [answer_back], "key.rotated": [hear]})
    where = tenant(engine)
    told(engine, where, revoked(4))
    while outbox.follow(engine, where):
        pass
    assert notes(engine, where) == ["4@1"]


def test_events_of_other_types_are_passed_over(listening: Engine) -> None:
    """And an idle follower moves on, so that it does not read them again for ever."""
    where = tenant(listening)
    told(listening, where, rotated(1))
    assert outbox.follow(listening, where) == 0
    assert count(listening, where, "engine_follower") == 0
    listening.run(where, SYSTEM, lambda tx: tx.run("UPDATE engine_head SET position = 5000 WHERE tenant = :tenant"))
    outbox.follow(listening, where)
    (cursor,) = rows(listening, where, "SELECT position FROM engine_follower WHERE tenant = :tenant")
    assert cursor["position"] == 5000


def test_a_failing_subject_waits_and_the_others_go_on(listening: Engine) -> None:
    """It is parked with the reason; later news of the same subject wait behind it, in order."""
    where = tenant(listening)
    broken.add(key(1))
    told(listening, where, revoked(1, 1), revoked(2))
    told(listening, where, revoked(1, 2))
    outbox.follow(listening, where)
    assert notes(listening, where) == ["2@1"]
    parked = rows(
        listening, where, "SELECT subject, attempts, error FROM engine_parked WHERE tenant = :tenant ORDER BY position"
    )
    assert [(row["subject"], row["attempts"]) for row in parked] == [(key(1), 1), (key(1), 0)]
    assert "cannot take" in parked[0]["error"]


def test_a_parked_subject_is_tried_again_later_and_in_order(listening: Engine) -> None:
    """Not before its time; then the first, then those that waited behind it."""
    where = tenant(listening)
    broken.add(key(1))
    for version in (1, 2, 3):
        told(listening, where, revoked(1, version))
    outbox.follow(listening, where)
    broken.clear()
    outbox.follow(listening, where)
    assert notes(listening, where) == []
    assert isinstance(listening.clock, FixedClock)
    listening.clock.us += 2 * outbox.FIRST_WAIT_US
    while outbox.follow(listening, where):
        pass
    assert notes(listening, where) == ["1@1", "1@2", "1@3"]
    assert count(listening, where, "engine_parked") == 0


def test_what_never_works_is_left_parked_and_named(listening: Engine) -> None:
    """After its last attempt it is not tried again by itself."""
    where = tenant(listening)
    broken.add(key(1))
    told(listening, where, revoked(1))
    assert isinstance(listening.clock, FixedClock)
    for _ in range(outbox.ATTEMPTS + 2):
        outbox.follow(listening, where)
        listening.clock.us += 10**12
    (row,) = rows(listening, where, "SELECT attempts FROM engine_parked WHERE tenant = :tenant")
    assert row["attempts"] == outbox.ATTEMPTS


# ---- before the answer -----------------------------------------------------------------------------------------------


def test_what_is_drained_is_not_followed_again(listening: Engine) -> None:
    """The mark keeps the follower from doing it twice."""
    where = tenant(listening)
    outcome = told(listening, where, revoked(1))
    outbox.drain(listening, where, outcome.emitted, [NAME])
    assert notes(listening, where) == ["1@1"]
    outbox.follow(listening, where)
    assert notes(listening, where) == ["1@1"]


def test_draining_goes_on_with_what_that_tells(listening: Engine) -> None:
    """A drained reaction's own news is drained too; a reaction that is not named waits for its turn."""
    engine = replace(listening, reactions={"key.revoked": [answer_back], "key.rotated": [hear]})
    where = tenant(engine)
    outcome = told(engine, where, revoked(1))
    outbox.drain(engine, where, outcome.emitted, [outbox.name_of(answer_back)])
    assert notes(engine, where) == []
    outcome = told(engine, where, revoked(2))
    outbox.drain(engine, where, outcome.emitted, [outbox.name_of(answer_back), NAME])
    assert notes(engine, where) == ["2@1"]


def test_an_earlier_version_that_nobody_has_heard_is_heard_first(listening: Engine) -> None:
    """Drained by event and not by position, a subject's news stay in the order of its versions."""
    where = tenant(listening)
    told(listening, where, revoked(1, 1))
    outcome = told(listening, where, revoked(1, 2))
    outbox.drain(listening, where, outcome.emitted, [NAME])
    assert notes(listening, where) == ["1@1", "1@2"]


def test_what_cannot_be_drained_is_left_to_the_follower(listening: Engine) -> None:
    """The commit stands and the request is answered; a version behind the broken one waits with it."""
    where = tenant(listening)
    broken.add(key(1))
    first, second = told(listening, where, revoked(1, 1)), told(listening, where, revoked(1, 2))
    for outcome in (first, second):
        outbox.drain(listening, where, outcome.emitted, [NAME])
    assert notes(listening, where) == []
    broken.clear()
    outbox.follow(listening, where)
    assert notes(listening, where) == ["1@1", "1@2"]


def test_what_a_dead_request_did_not_drain_is_finished_by_name(listening: Engine) -> None:
    """The named reactions catch up, with what they tell; the others wait for the worker."""
    engine = replace(listening, reactions={"key.revoked": [answer_back], "key.rotated": [hear]})
    where = tenant(engine)
    told(engine, where, revoked(1))
    while outbox.follow(engine, where, [outbox.name_of(answer_back)]):
        pass
    assert notes(engine, where) == []
    while outbox.follow(engine, where, [outbox.name_of(answer_back), NAME]):
        pass
    assert notes(engine, where) == ["1@1"]


def test_an_event_comes_back_as_it_was_told(listening: Engine) -> None:
    """Type, object and what changed; with who asked, through which app."""
    where = tenant(listening)
    event = replace_previous(revoked(3, 5), {"name": "old"})
    told(listening, where, event)
    (row,) = listening.read(where, SYSTEM, lambda tx: outbox.after(tx, 0, 0, None, 10))
    assert outbox.read(row) == event
    assert (row["position"], row["number"], row["app"], row["subject"], row["version"]) == (1, 1, 7, key(3), 5)
    assert '"id":"req_1"' in row["request"]


def test_the_feed_is_read_page_by_page(listening: Engine) -> None:
    """Behind a place, in the order of commits; of some types or of all."""
    where = tenant(listening)
    told(listening, where, revoked(1), rotated(1), revoked(2))
    told(listening, where, revoked(3))

    def places(position: int, number: int, types: list[str] | None = None, limit: int = 10) -> list[tuple[int, int]]:
        found = listening.read(where, SYSTEM, lambda tx: outbox.after(tx, position, number, types, limit))
        return [(row["position"], row["number"]) for row in found]

    assert places(0, 0) == [(1, 1), (1, 2), (1, 3), (2, 1)]
    assert places(1, 2) == [(1, 3), (2, 1)]
    assert places(0, 0, limit=2) == [(1, 1), (1, 2)]
    assert places(0, 0, ["key.rotated"]) == [(1, 2)]


def replace_previous(event: Any, previous: dict[str, Any]) -> Any:
    """The same event with what changed."""
    return type(event)(object=event.object, previous=previous)

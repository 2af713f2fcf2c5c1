"""Told twice, done once: the same request replays its answer, another one under the same key is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace as changed

from harr.contract.tenants import KEY, SANDBOX, Key
from harr.engine import SYSTEM, Engine, Tx
from harr.engine.clock import FixedClock
from harr.engine.idempotency import Once, Replay, forget, present
from harr.kernel.errors import FieldInvalid, IdempotencyInFlight, IdempotencyKeyReused
from tests.engine.notes import SOMEBODY, count, note, notes, rows, tenant

ONCE = Once(app=7, key="k1", fingerprint="POST /v1/keys {}")


def answer(word: str) -> Any:
    """A handler that leaves a note and answers with a resource."""

    def act(tx: Tx) -> Key:
        note(tx, word)
        return changed(KEY, name=word)

    return act


def test_the_same_request_replays_the_same_bytes(engine: Engine) -> None:
    """Status, subject and body are those of the first answer, and nothing is done again."""
    where = tenant(engine)
    first = engine.run(where, SOMEBODY, answer("first"), once=ONCE)
    audits = count(engine, where, "engine_audit")
    second = engine.run(where, SOMEBODY, answer("second"), once=ONCE)
    assert (first.replayed, second.replayed) == (False, True)
    assert second.result == Replay(200, msgspec.json.encode(first.result), KEY.id)
    assert notes(engine, where) == ["first"]
    assert count(engine, where, "engine_audit") == audits


def test_another_request_under_the_key_is_refused(engine: Engine) -> None:
    """Method, path or body differ: 422, and the key is named."""
    where = tenant(engine)
    engine.run(where, SOMEBODY, answer("first"), once=ONCE)
    with pytest.raises(IdempotencyKeyReused) as refused:
        engine.run(where, SOMEBODY, answer("other"), once=replace(ONCE, fingerprint="POST /v1/keys {other}"))
    assert refused.value.facts == {"key": "k1"}
    assert notes(engine, where) == ["first"]


@pytest.mark.parametrize("other", [{"app": 8}, {"key": "k2"}])
def test_keys_belong_to_an_app(engine: Engine, other: dict[str, Any]) -> None:
    """The same key of another app, and another key of the same app, are other requests."""
    where = tenant(engine)
    engine.run(where, SOMEBODY, answer("one"), once=ONCE)
    engine.run(where, SOMEBODY, answer("two"), once=replace(ONCE, **other))
    assert notes(engine, where) == ["one", "two"]


def test_twenty_at_once_do_it_once(engine: Engine) -> None:
    """One of them has done it; all others replay its bytes."""
    where = tenant(engine)
    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(lambda n: engine.run(where, SOMEBODY, answer(f"by {n}"), once=ONCE), range(20)))
    first = [outcome for outcome in found if not outcome.replayed]
    assert len(first) == 1
    bodies = {outcome.result.body for outcome in found if outcome.replayed}
    assert bodies == {msgspec.json.encode(first[0].result)}
    assert notes(engine, where) == [first[0].result.name]


def test_a_refused_request_may_be_corrected_under_its_key(engine: Engine) -> None:
    """No 4xx is recorded."""
    where = tenant(engine)

    def refuse(_: Tx) -> None:
        raise FieldInvalid("no")

    with pytest.raises(FieldInvalid):
        engine.run(where, SOMEBODY, refuse, once=ONCE)
    assert count(engine, where, "engine_idempotency") == 0
    assert not engine.run(where, SOMEBODY, answer("corrected"), once=replace(ONCE, fingerprint="corrected")).replayed


@pytest.mark.parametrize(
    ("shown", "field"), [(changed(KEY, secret="harr_live_sk_1"), "secret"), (changed(SANDBOX, key="sk_2"), "key")]
)
def test_a_secret_is_shown_once_and_not_kept(engine: Engine, shown: Any, field: str) -> None:
    """The first answer has it, the replay has null, and no row holds it."""
    where = tenant(engine)
    first = engine.run(where, SOMEBODY, lambda _: shown, once=ONCE)
    assert getattr(first.result, field) is not None
    replay = engine.run(where, SOMEBODY, lambda _: shown, once=ONCE).result
    assert msgspec.json.decode(replay.body)[field] is None
    (kept,) = rows(engine, where, "SELECT answer FROM engine_idempotency WHERE tenant = :tenant")
    assert getattr(shown, field) not in kept["answer"]


def test_an_answer_that_is_drained_first_is_written_once(engine: Engine) -> None:
    """Whoever presents it second gets the first one's bytes; until then the key has no body."""
    where, later = tenant(engine), replace(ONCE, later=True, status=201)
    engine.run(where, SOMEBODY, answer("first"), once=later)
    assert engine.run(where, SOMEBODY, answer("again"), once=later).result == Replay(201, None, KEY.id)
    written = [engine.run(where, SYSTEM, lambda tx, n=n: present(tx, later, b'{"n": %d}' % n)).result for n in (1, 2)]  # type: ignore[misc]
    assert written == [b'{"n": 1}', b'{"n": 1}']
    assert engine.run(where, SOMEBODY, answer("again"), once=later).result.body == b'{"n": 1}'


def test_a_key_that_is_at_work_is_in_flight(engine: Engine) -> None:
    """A record without a status has not been answered: come back in a second."""
    where = tenant(engine)
    engine.run(where, SOMEBODY, answer("first"), once=ONCE)
    engine.run(where, SYSTEM, lambda tx: tx.run("UPDATE engine_idempotency SET status = NULL WHERE tenant = :tenant"))
    with pytest.raises(IdempotencyInFlight) as refused:
        engine.run(where, SOMEBODY, answer("again"), once=ONCE)
    assert refused.value.facts == {"retry_after": 1}


def test_records_are_forgotten_by_the_machines_clock(engine: Engine) -> None:
    """What is older than asked goes, the rest stays."""
    clock = FixedClock(1_000_000)
    engine = replace(engine, clock=clock)
    where = tenant(engine)
    engine.run(where, SOMEBODY, answer("old"), once=ONCE)
    clock.us = 2_000_000
    engine.run(where, SOMEBODY, answer("new"), once=replace(ONCE, key="k2"))
    assert engine.run(where, SYSTEM, lambda tx: forget(tx, 1_500_000)).result == 1
    assert [row["key"] for row in rows(engine, where, "SELECT key FROM engine_idempotency WHERE tenant = :tenant")] == [
        "k2"
    ]

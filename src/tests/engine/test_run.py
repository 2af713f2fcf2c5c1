"""One request, one transaction: all of it is kept or nothing, again when others were in the way, by two clocks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from harr.engine import SYSTEM, Ask, Engine, Tx
from harr.engine.clock import FixedClock, IdSource
from harr.engine.postgres import DsqlStore
from harr.engine.run import COLLISIONS
from harr.engine.tx import Leased
from harr.kernel.errors import FieldInvalid, NotFound, StateConflict, VersionStale
from harr.kernel.ids import COUNTER_BITS, id_text
from harr.kernel.time import instant_text, parse_instant
from tests.engine.notes import SOMEBODY, count, note, notes, revoked, rotated, rows, tenant

KEPT = ("tests_note", "engine_outbox", "engine_audit", "engine_fresh", "engine_order", "engine_agenda")


def test_rows_news_and_audit_are_kept_together(engine: Engine) -> None:
    """A commit leaves what it changed, what it told, who did it, and a place in the order."""
    where = tenant(engine)
    before = count(engine, where, "engine_audit")

    def act(tx: Tx) -> int:
        tx.emit(revoked(1))
        return note(tx, "done")

    engine.run(where, SOMEBODY, act)
    engine.order(where)
    assert notes(engine, where) == ["done"]
    assert [count(engine, where, table) for table in ("engine_outbox", "engine_fresh", "engine_order")] == [1, 0, 1]
    assert count(engine, where, "engine_audit") == before + 1


@pytest.mark.parametrize("error", [FieldInvalid("no"), RuntimeError("broken")])
def test_what_fails_leaves_nothing(engine: Engine, error: Exception) -> None:
    """A refusal and a fault alike roll everything back."""
    where = tenant(engine)
    before = [count(engine, where, table) for table in KEPT]

    def act(tx: Tx) -> None:
        note(tx, "lost")
        tx.emit(revoked(1))
        tx.schedule("tests.later", "x", tx.now)
        raise error

    with pytest.raises(type(error)):
        engine.run(where, SOMEBODY, act)
    assert [count(engine, where, table) for table in KEPT] == before


def test_adding_up_under_contention_loses_nothing(engine: Engine) -> None:
    """Eight threads add ten times each to one row: whoever was in the way is run again."""
    where = tenant(engine)
    engine.run(where, SYSTEM, lambda tx: tx.insert("tests_note", [{"id": 1, "word": "sum", "n": 0}]))

    def add(_: int) -> None:
        def act(tx: Tx) -> None:
            row = tx.one("SELECT n FROM tests_note WHERE tenant = :tenant AND id = 1")
            assert row is not None
            tx.run("UPDATE tests_note SET n = :n WHERE tenant = :tenant AND id = 1", n=row["n"] + 1)

        engine.run(where, SYSTEM, act)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(80)))
    assert rows(engine, where, "SELECT n FROM tests_note WHERE tenant = :tenant") == [{"n": 80}]


def test_a_function_that_conflicts_is_run_again_whole(engine: Engine) -> None:
    """In the DSQL lane every seventh commit ends in a conflict; each run still happens exactly once."""
    where = tenant(engine)
    called = [engine.run(where, SYSTEM, lambda tx, n=n: (note(tx, str(n)), n)[1]).result for n in range(30)]  # type: ignore[misc]
    assert called == list(range(30))
    assert notes(engine, where) == [str(n) for n in range(30)]
    if isinstance(engine.store, DsqlStore):
        assert engine.store.commits > 30


def test_business_time_is_the_tenants_and_machine_time_is_not(engine: Engine) -> None:
    """A sandbox stands where its clock stands; a live tenant goes by the machine's; `at_us` overrides both."""
    clock = FixedClock(parse_instant("2026-03-01T12:00:00Z"))
    engine = replace(engine, clock=clock)
    live, sandbox = tenant(engine), tenant(engine, "sandbox", "2031-07-01T00:00:00Z")
    seen = [
        engine.run(where, SYSTEM, lambda tx: (instant_text(tx.now_us), tx.machine_us), at_us=at).result
        for where, at in ((live, None), (sandbox, None), (live, 0))
    ]
    assert seen == [
        ("2026-03-01T12:00:00Z", clock.us),
        ("2031-07-01T00:00:00Z", clock.us),
        ("1970-01-01T00:00:00Z", clock.us),
    ]


def test_today_is_a_date_of_a_zone(engine: Engine) -> None:
    """A quarter to midnight in London is tomorrow in Auckland."""
    where = tenant(engine, "sandbox", "2026-01-31T23:45:00Z")
    days = engine.read(where, SYSTEM, lambda tx: [str(tx.today(z)) for z in ("Europe/London", "Pacific/Auckland")])
    assert days == ["2026-01-31", "2026-02-01"]


def test_if_match_refuses_a_stale_version(engine: Engine) -> None:
    """The caller has read version 3, the row is at 4; the facts say so."""
    where = tenant(engine)
    with pytest.raises(VersionStale) as refused:
        engine.run(where, replace(SOMEBODY, expected_version=3), lambda tx: tx.expect(4))
    assert refused.value.facts == {"version": 4}
    engine.run(where, replace(SOMEBODY, expected_version=4), lambda tx: tx.expect(4))


def test_touching_a_row_makes_a_decision_on_it_meet_its_change(engine: Engine) -> None:
    """Two that decide on one row by its version follow each other."""
    number = tenant(engine)
    engine.run(number, SYSTEM, lambda tx: tx.schedule("tests.later", "x", tx.now))
    (item,) = rows(engine, number, "SELECT id, version FROM engine_agenda WHERE tenant = :tenant")
    engine.run(number, SYSTEM, lambda tx: tx.touch("engine_agenda", id=item["id"]))
    (after,) = rows(engine, number, "SELECT version FROM engine_agenda WHERE tenant = :tenant")
    assert after["version"] == item["version"] + 1


def test_a_sandbox_that_is_held_takes_no_other_write(engine: Engine) -> None:
    """Its holder writes, everybody reads, and the others learn that they have to wait."""
    where = tenant(engine, "sandbox", "2026-01-01T00:00:00Z")
    engine.run(
        where,
        SYSTEM,
        lambda tx: tx.run(
            "UPDATE engine_tenant SET state = 'advancing', leased_by = 'job:1', leased_until = :later"
            " WHERE tenant = :tenant",
            later=tx.machine_us + 60_000_000,
        ),
    )
    with pytest.raises(StateConflict) as refused:
        engine.run(where, SOMEBODY, lambda tx: note(tx, "other"))
    assert isinstance(refused.value, Leased)
    assert refused.value.facts["status"] == "advancing"
    with engine.holding(where, "job:1"):
        engine.run(where, SYSTEM, lambda tx: note(tx, "mine"))
        with engine.holding(where, "job:2"):  # inside of work the outer name goes on
            engine.run(where, SYSTEM, lambda tx: note(tx, "mine too"))
    assert notes(engine, where) == ["mine", "mine too"]


def test_a_deleted_sandbox_is_not_there(engine: Engine) -> None:
    """Neither to be read nor to be written."""
    where = tenant(engine, "sandbox", "2026-01-01T00:00:00Z")
    engine.run(where, SYSTEM, lambda tx: tx.run("UPDATE engine_tenant SET state = 'deleted' WHERE tenant = :tenant"))
    with pytest.raises(NotFound):
        engine.read(where, SYSTEM, lambda tx: tx.now)
    with pytest.raises(NotFound):
        engine.run(where, SYSTEM, lambda tx: note(tx, "lost"))
    engine.order(where)  # a sequencer that comes late finds nothing to do
    assert where not in dict(engine.tenants())


# ---- rehearsals ------------------------------------------------------------------------------------------------------


def react(tx: Tx, event: object) -> Ask:
    """A reaction that writes, tells and would ask the world."""
    del event
    note(tx, "reacted")
    tx.emit(rotated(1))
    return Ask("provider", "k1", {"amount": "1.00"}, "tests.answered")


def test_a_rehearsal_shows_everything_and_keeps_nothing(engine: Engine) -> None:
    """It delivers its events, says what it would ask, and changes no row, not even the audit."""
    engine = replace(engine, reactions={"key.revoked": [react]})
    where = tenant(engine)
    before = [count(engine, where, table) for table in KEPT]

    def act(tx: Tx) -> str:
        tx.emit(revoked(1))
        tx.rehearsal("documents", {"number": None})
        return id_text("inv", note(tx, "first"))

    found = engine.rehearse(where, SOMEBODY, act)
    assert found.result.startswith("inv_dry")
    assert [one.event.type for one in found.events] == ["key.revoked", "key.rotated"]
    assert [(ask.port, ask.key) for ask in found.asks] == [("provider", "k1")]
    assert found.shown == {"documents": [{"number": None}]}
    assert [count(engine, where, table) for table in KEPT] == before


def test_a_rehearsed_question_is_answered_with_what_there_would_be_meanwhile(engine: Engine) -> None:
    """The handler returns an Ask; the rehearsal shows its meanwhile result and the ask."""
    where = tenant(engine)
    found = engine.rehearse(where, SOMEBODY, lambda tx: Ask("provider", "k", {}, "tests.answered", result=tx.now))
    assert found.result is not None
    assert len(found.asks) == 1


def test_reactions_that_set_each_other_off_are_found(engine: Engine) -> None:
    """A rehearsal does not go round for ever."""
    engine = replace(
        engine,
        reactions={
            "key.revoked": [lambda tx, _: tx.emit(rotated(1))],
            "key.rotated": [lambda tx, _: tx.emit(revoked(1))],
        },
    )
    with pytest.raises(RuntimeError, match="set off one another"):
        engine.rehearse(tenant(engine), SOMEBODY, lambda tx: tx.emit(revoked(1)))


# ---- ids -------------------------------------------------------------------------------------------------------------


def test_ids_rise_within_a_process_and_none_comes_twice() -> None:
    """Eight threads draw from one source, which stands in one millisecond."""
    source = IdSource(FixedClock(1_700_000_000_000_000))
    with ThreadPoolExecutor(8) as pool:
        drawn = [
            number for part in pool.map(lambda _: [source.next() for _ in range(500)], range(8)) for number in part
        ]
    assert len(set(drawn)) == 4000
    one_by_one = [source.next() for _ in range(100)]
    assert one_by_one == sorted(one_by_one)


def test_an_id_that_another_process_has_made_is_made_anew(engine: Engine) -> None:
    """A collision is a retry like any other; a key that is always taken is a fault, and said so."""
    where = tenant(engine)
    taken = engine.run(where, SYSTEM, lambda tx: note(tx, "theirs")).result
    drawn = iter([taken, engine.ids.next()])

    def act(tx: Tx) -> None:
        tx.insert("tests_note", [{"id": next(drawn), "word": "mine", "n": 1}])

    engine.run(where, SYSTEM, act)
    assert sorted(notes(engine, where)) == ["mine", "theirs"]
    called: list[int] = []

    def always(tx: Tx) -> None:
        called.append(1)
        tx.insert("tests_note", [{"id": taken, "word": "never", "n": 1}])

    with pytest.raises(Exception, match=r"(?i)unique"):
        engine.run(where, SYSTEM, always)
    assert len(called) == COLLISIONS + 1


def test_an_id_carries_its_millisecond() -> None:
    """Ids sort by time on the wire and in the store."""
    clock = FixedClock(parse_instant("2026-01-01T00:00:00Z"))
    source = IdSource(clock)
    first = source.next()
    clock.us += 1000
    assert first < source.next()
    assert first >> COUNTER_BITS == clock.us // 1000 - 1

"""What is due is done once, by its own instant, in order; what fails is tried again and holds up nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from harr.engine import SYSTEM, Due, Engine, Tx, agenda
from harr.engine.clock import FixedClock
from harr.kernel.errors import NotFound, StateConflict
from harr.kernel.time import instant, instant_text, parse_instant
from tests.engine.notes import SOMEBODY, count, note, notes, rows, tenant

NOON = parse_instant("2026-03-01T12:00:00Z")
broken: set[str] = set()


def remind(tx: Tx, due: Due) -> None:
    """A verb that writes down what it did and as of when."""
    if due.subject in broken:
        raise StateConflict(f"{due.subject} is not there any more", status="gone", allowed=[])
    note(tx, f"{due.subject} {instant_text(due.due_at_us)[11:16]}")


VERBS: dict[str, Any] = {"invoices.remind": remind, "payments.collect": remind, "ledger.close": remind}


@pytest.fixture
def timed(engine: Engine) -> Engine:
    """An engine with three verbs whose machine's clock stands at noon."""
    broken.clear()
    return replace(engine, agenda=VERBS, clock=FixedClock(NOON))


def schedule(engine: Engine, where: int, *items: tuple[str, str, int]) -> None:
    """Verb, subject, and minutes from noon."""

    def act(tx: Tx) -> None:
        for verb, subject, minutes in items:
            tx.schedule(verb, subject, instant(NOON) + timedelta(minutes=minutes))

    engine.run(where, SOMEBODY, act)


def items(engine: Engine, where: int) -> list[dict[str, Any]]:
    """The agenda as it lies there."""
    return rows(engine, where, "SELECT * FROM engine_agenda WHERE tenant = :tenant ORDER BY id")


def later(engine: Engine, minutes: int) -> None:
    """Move the machine's clock, which a live tenant's time is."""
    assert isinstance(engine.clock, FixedClock)
    engine.clock.us += minutes * 60_000_000


def test_in_order_of_instant_then_street_then_id(timed: Engine) -> None:
    """What is due at one instant goes by the street order of its verb: the ledger before invoices before payments."""
    where = tenant(timed)
    schedule(
        timed, where, ("payments.collect", "p", 0), ("invoices.remind", "i", 0), ("invoices.remind", "early", -5),
        ("ledger.close", "l", 0), ("invoices.remind", "future", 1), ("invoices.remind", "i2", 0),
    )  # fmt: skip
    assert agenda.run_due(timed, where) == 5
    assert notes(timed, where) == ["early 11:55", "l 12:00", "i 12:00", "i2 12:00", "p 12:00"]


def test_a_worker_that_slept_computes_with_the_instant_it_was_due(timed: Engine) -> None:
    """Done three days late, as of its own time."""
    where = tenant(timed)
    schedule(timed, where, ("invoices.remind", "i", 30))
    later(timed, 3 * 24 * 60)
    agenda.run_due(timed, where)
    assert notes(timed, where) == ["i 12:30"]
    assert [(item["status"], item["attempts"]) for item in items(timed, where)] == [("done", 1)]


def test_once_for_each_verb_subject_and_instant(timed: Engine) -> None:
    """Scheduling it again does nothing; what was canceled is due again."""
    where = tenant(timed)
    again = [
        timed.run(where, SOMEBODY, lambda tx: tx.schedule("invoices.remind", "i", instant(NOON))).result
        for _ in range(2)
    ]
    canceled = timed.run(where, SOMEBODY, lambda tx: tx.unschedule("invoices.remind", "i")).result
    revived = timed.run(where, SOMEBODY, lambda tx: tx.schedule("invoices.remind", "i", instant(NOON))).result
    assert (again, canceled, revived) == ([True, False], 1, True)
    agenda.run_due(timed, where)
    assert notes(timed, where) == ["i 12:00"]
    assert not timed.run(where, SOMEBODY, lambda tx: tx.schedule("invoices.remind", "i", instant(NOON))).result


def test_what_fails_is_tried_again_later_and_holds_up_nobody(timed: Engine) -> None:
    """A refusal by the verb counts as a failure; the others of the agenda are done."""
    where = tenant(timed)
    broken.add("bad")
    schedule(timed, where, ("invoices.remind", "bad", -1), ("invoices.remind", "good", 0))
    agenda.run_due(timed, where)
    assert notes(timed, where) == ["good 12:00"]
    assert agenda.run_due(timed, where) == 0
    broken.clear()
    later(timed, 2)
    agenda.run_due(timed, where)
    assert notes(timed, where) == ["good 12:00", "bad 11:59"]


def test_after_its_last_attempt_it_is_failed_and_named(timed: Engine) -> None:
    """Five attempts, each after a longer wait; then a person has to look."""
    where = tenant(timed)
    broken.add("bad")
    schedule(timed, where, ("invoices.remind", "bad", 0))
    for _ in range(agenda.ATTEMPTS + 2):
        agenda.run_due(timed, where)
        later(timed, 24 * 60)
    (item,) = items(timed, where)
    assert (item["status"], item["attempts"]) == ("failed", agenda.ATTEMPTS)
    assert "not there any more" in item["last_error"]


def test_a_verb_that_nobody_does_is_named(timed: Engine) -> None:
    """It fails like any other, and says where verbs are named."""
    where = tenant(timed)
    schedule(timed, where, ("tests.nobody", "x", 0))
    agenda.run_due(timed, where)
    (item,) = items(timed, where)
    assert "AGENDA" in item["last_error"]


def test_an_item_is_done_with_its_effect_or_not_at_all(timed: Engine) -> None:
    """Two workers that pick the same item do it once."""
    where = tenant(timed)
    schedule(timed, where, ("invoices.remind", "i", 0))
    (row,) = items(timed, where)
    for _ in range(2):
        agenda.run_item(timed, where, row)
    assert notes(timed, where) == ["i 12:00"]


# ---- by hand ---------------------------------------------------------------------------------------------------------


def test_an_item_can_be_run_before_its_time(timed: Engine) -> None:
    """In the request's own transaction, as of the instant it would have been due."""
    where = tenant(timed)
    schedule(timed, where, ("invoices.remind", "i", 30))
    (row,) = items(timed, where)
    done = timed.run(where, SOMEBODY, lambda tx: agenda.run_now(tx, row["id"])).result
    assert (done["status"], done["attempts"], done["version"]) == ("done", 1, 2)
    assert notes(timed, where) == ["i 12:30"]
    with pytest.raises(StateConflict):
        timed.run(where, SOMEBODY, lambda tx: agenda.run_now(tx, row["id"]))


def test_what_the_verb_refuses_by_hand_changes_nothing(timed: Engine) -> None:
    """The refusal is the answer, the item stays due."""
    where = tenant(timed)
    broken.add("bad")
    schedule(timed, where, ("invoices.remind", "bad", 0))
    (row,) = items(timed, where)
    with pytest.raises(StateConflict, match="not there any more"):
        timed.run(where, SOMEBODY, lambda tx: agenda.run_now(tx, row["id"]))
    assert items(timed, where) == [row]


def test_an_item_can_be_canceled(timed: Engine) -> None:
    """Then nobody does it."""
    where = tenant(timed)
    schedule(timed, where, ("invoices.remind", "i", 0))
    (row,) = items(timed, where)
    assert timed.run(where, SOMEBODY, lambda tx: agenda.cancel(tx, row["id"])).result["status"] == "canceled"
    assert agenda.run_due(timed, where) == 0


def test_an_app_that_sees_its_own_only_sees_no_agenda(timed: Engine) -> None:
    """The agenda is the tenant's."""
    where = tenant(timed)
    schedule(timed, where, ("invoices.remind", "i", 0))
    (row,) = items(timed, where)
    with pytest.raises(NotFound):
        timed.read(where, replace(SYSTEM, sees_all=False), lambda tx: agenda.row_of(tx, row["id"]))


def test_a_look_at_an_empty_agenda_writes_nothing(timed: Engine) -> None:
    """An idle worker leaves no trace."""
    where = tenant(timed)
    before = count(timed, where, "engine_audit")
    assert agenda.run_due(timed, where) == 0
    assert count(timed, where, "engine_audit") == before

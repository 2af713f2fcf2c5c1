"""Asking the world: the intent is kept first, the question has one key for ever, and no answer is not a no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from harr.engine import Ask, Engine, Tx, asks
from harr.engine.clock import FixedClock
from tests.engine.notes import SOMEBODY, count, note, notes, rows, tenant


@dataclass
class Provider:
    """Somebody in the world who answers, or does not."""

    asked: list[str] = field(default_factory=list)
    says: Callable[[], dict[str, Any]] = field(default=lambda: {"outcome": "succeeded"})

    def __call__(self, tenant: int, key: str, request: dict[str, Any]) -> dict[str, Any]:
        del tenant  # the same provider for all
        self.asked.append(f"{key} {request['amount']}")
        return self.says()


def answered(tx: Tx, key: str, answer: dict[str, Any]) -> str:
    """The continuation: writes down what it was told."""
    note(tx, f"{key}: {answer['outcome']}")
    return str(answer["outcome"])


def silence() -> dict[str, Any]:
    """A provider that does not answer in time."""
    raise TimeoutError("30 s")


@pytest.fixture
def provider() -> Provider:
    """It says yes."""
    return Provider()


@pytest.fixture
def asking(engine: Engine, provider: Provider) -> Engine:
    """An engine that can ask the provider; the machine's clock stands."""
    return replace(
        engine, ports={"provider": provider}, continuations={"tests.answered": answered}, clock=FixedClock(10**15)
    )


def intent(tx: Tx) -> Ask:
    """An action that needs the world."""
    note(tx, "intent")
    return Ask("provider", "pay_1/1", {"amount": "12.30"}, "tests.answered")


def kept(engine: Engine, where: int) -> Ask:
    """The intent, committed."""
    found: Ask = engine.run(where, SOMEBODY, lambda tx: engine.keep(tx, intent(tx))).result
    return found


def status(engine: Engine, where: int) -> str:
    """What is known of the question."""
    (row,) = rows(engine, where, "SELECT status FROM engine_ask WHERE tenant = :tenant")
    found: str = row["status"]
    return found


def later(engine: Engine, us: int) -> None:
    """Move the machine's clock."""
    assert isinstance(engine.clock, FixedClock)
    engine.clock.us += us


def test_the_answer_gets_a_transaction_of_its_own(asking: Engine, provider: Provider) -> None:
    """Intent, question, answer: each after the other is kept."""
    where = tenant(asking)
    assert asking.ask(where, kept(asking, where)).result == "succeeded"
    assert notes(asking, where) == ["intent", "pay_1/1: succeeded"]
    assert provider.asked == ["pay_1/1 12.30"]
    assert status(asking, where) == "answered"


def test_nobody_asks_inside_a_transaction(asking: Engine, provider: Provider) -> None:
    """The port refuses; the whole transaction is undone."""
    where = tenant(asking)
    with pytest.raises(RuntimeError, match="inside a transaction"):
        asking.run(where, SOMEBODY, lambda tx: asking.ask(where, intent(tx)))
    assert (provider.asked, notes(asking, where)) == ([], [])


def test_a_crash_between_intent_and_answer_is_finished_by_the_same_key(asking: Engine, provider: Provider) -> None:
    """Nobody takes it while its lease runs; then a worker asks, under the key that was kept."""
    where = tenant(asking)
    kept(asking, where)  # and the process dies here
    assert asks.resume(asking, where) == 0
    later(asking, asks.LEASE_US)
    assert asks.resume(asking, where) == 1
    assert provider.asked == ["pay_1/1 12.30"]
    assert notes(asking, where) == ["intent", "pay_1/1: succeeded"]
    later(asking, 10 * asks.LEASE_US)
    assert asks.resume(asking, where) == 0


def test_no_answer_in_time_is_unknown_and_asked_again(asking: Engine, provider: Provider) -> None:
    """Never failed: the continuation learns that it is not known, and later what it was."""
    where = tenant(asking)
    provider.says = silence
    assert asking.ask(where, kept(asking, where)).result == "unknown"
    assert status(asking, where) == "unknown"
    provider.says = lambda: {"outcome": "succeeded"}
    later(asking, asks.LEASE_US)
    asks.resume(asking, where)
    assert notes(asking, where) == ["intent", "pay_1/1: unknown", "pay_1/1: succeeded"]
    assert provider.asked == ["pay_1/1 12.30"] * 2


def test_an_answer_that_comes_twice_is_taken_once(asking: Engine) -> None:
    """Two that asked at once: the second changes nothing."""
    where = tenant(asking)
    ask = kept(asking, where)
    assert asking.ask(where, ask).result == "succeeded"
    assert asking.ask(where, ask).result is None
    assert notes(asking, where) == ["intent", "pay_1/1: succeeded"]


def test_a_question_that_breaks_does_not_hold_up_the_others(asking: Engine, provider: Provider) -> None:
    """It stays open and is asked again; the one behind it is asked now."""
    where = tenant(asking)
    kept(asking, where)
    asking.run(
        where, SOMEBODY, lambda tx: asking.keep(tx, Ask("nobody", "pay_0/1", {"amount": "1.00"}, "tests.answered"))
    )
    later(asking, asks.LEASE_US)
    assert asks.resume(asking, where) == 2
    assert provider.asked == ["pay_1/1 12.30"]
    open_ones = "SELECT key FROM engine_ask WHERE tenant = :tenant AND status = 'open'"
    assert rows(asking, where, open_ones) == [{"key": "pay_0/1"}]


def test_two_workers_do_not_ask_the_same_at_once(asking: Engine, provider: Provider) -> None:
    """Whoever leases the row asks."""
    where = tenant(asking)
    kept(asking, where)
    later(asking, asks.LEASE_US)
    provider.says = lambda: {"outcome": "succeeded", "others": asks.resume(asking, where)}
    assert asks.resume(asking, where) == 1
    assert len(provider.asked) == 1


def test_a_look_for_open_questions_writes_nothing(asking: Engine) -> None:
    """An idle worker leaves no trace."""
    where = tenant(asking)
    before = count(asking, where, "engine_audit")
    assert asks.resume(asking, where) == 0
    assert count(asking, where, "engine_audit") == before

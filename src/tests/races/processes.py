"""Processes of their own that act on one Harr at the same instant, and that may be told to die at a commit.

`python -m tests.races.processes` imports everything once and forks as many as a line
asks for; each opens the database anew, and none begins before all are ready. What
one has answered is written at once: an answer that is there was given before it died.

line      {"lane", "where", "clock_us", "hands": [{"calls": [...], "work": tenant or null, "die": {...} or null}]}
call      {"operation", "path", "body", "headers"} as `House.send` takes them
die       {"place": "before" or "after", "commit": 3}: kill -9 just before or after its third commit
answer    [[{"n", "status", "replayed", "body"}, ...], ...]: for each hand what it has answered
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from harr.edge.gateway import Gateway, Response
from harr.edge.wiring import build
from harr.engine import worker
from harr.engine.clock import FixedClock
from harr.engine.postgres import DsqlStore, PostgresStore
from harr.engine.sqlite import SqliteStore
from harr.engine.store import Lane, Session, Store
from tests.house import House

SOURCES = Path(__file__).resolve().parents[2]
PEPPER = b"pepper for tests"
CONNECTIONS = 4


@dataclass(frozen=True)
class Call:
    """A request that somebody sends; under one key it is the same request each time."""

    operation: str
    path: tuple[str, ...] = ()
    body: dict[str, Any] = field(default_factory=dict)
    key: str | None = None

    def send(self, house: House) -> Response:
        """Send it once."""
        headers = {"idempotency-key": self.key} if self.key else None
        return house.send(self.operation, *self.path, headers=headers, **self.body)


@dataclass(frozen=True)
class Hand:
    """What one process does: calls one after the other, or all that waits for a tenant; and whether it dies."""

    calls: tuple[Call, ...] = ()
    works: bool = False
    dies: tuple[str, int] | None = None


@dataclass(frozen=True)
class Answer:
    """What a process was answered."""

    n: int
    status: int
    replayed: bool
    body: Any


class Processes:
    """Forks hands on a database; started once, for importing takes longer than most of what hands do."""

    def __init__(self) -> None:
        self._forker = subprocess.Popen(
            [sys.executable, "-m", "tests.races.processes"], env={**os.environ, "PYTHONPATH": str(SOURCES)}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def run(self, house: House, hands: Sequence[Hand]) -> list[list[Answer]]:
        """Let hands work at once on the house's database; what each was answered."""
        store = house.gateway.engine.store
        told = {
            "lane": store.lane, "where": store.path if isinstance(store, SqliteStore) else _url(store),
            "clock_us": house.gateway.engine.clock.now_us(), "tenant": house.tenant, "secret": house.secret,
            "hands": [
                {"calls": [vars(call) for call in hand.calls], "works": hand.works, "dies": hand.dies}
                for hand in hands
            ],
        }  # fmt: skip
        assert self._forker.stdin is not None
        assert self._forker.stdout is not None
        self._forker.stdin.write(json.dumps(told) + "\n")
        self._forker.stdin.flush()
        return [[Answer(**each) for each in hand] for hand in json.loads(self._forker.stdout.readline())]

    def close(self) -> None:
        """No more."""
        self._forker.kill()
        self._forker.communicate()


def _url(store: Store) -> str:
    assert isinstance(store, PostgresStore)
    return store.url


# ---- the other side ----------------------------------------------------------------------------------------------


def main() -> None:
    """Fork hands for each line, and say what they were answered."""
    build(SqliteStore(":memory:"), PEPPER)  # what a gateway imports is imported before the fork, not after each
    for line in sys.stdin:
        told = json.loads(line)
        starts, go = os.pipe()
        hands = [_fork(told, hand, starts, go) for hand in told["hands"]]
        os.close(starts)
        for _, answers in hands:
            answers.readline()  # it is ready
        os.close(go)
        found = [[json.loads(answer) for answer in answers if answer.endswith("\n")] for _, answers in hands]
        for process, answers in hands:
            os.waitpid(process, 0)
            answers.close()
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


def _fork(told: dict[str, Any], hand: dict[str, Any], starts: int, go: int) -> tuple[int, IO[str]]:
    mine, theirs = os.pipe()
    process = os.fork()
    if process:
        os.close(theirs)
        return process, os.fdopen(mine)
    os.close(mine)
    os.close(go)
    try:
        _work(told, hand, starts, os.fdopen(theirs, "w"))
    finally:
        os._exit(0)


def _work(told: dict[str, Any], hand: dict[str, Any], starts: int, answers: IO[str]) -> None:
    gateway = opened(told["lane"], told["where"], told["clock_us"])
    if hand["dies"]:
        _die(gateway.engine.store, *hand["dies"])
    house = House(gateway, told["tenant"], told["secret"])
    _say(answers, "ready")
    os.read(starts, 1)  # it ends when all are ready
    for n, call in enumerate(hand["calls"]):
        response = Call(call["operation"], tuple(call["path"]), call["body"], call["key"]).send(house)
        replayed = "Idempotency-Replayed" in response.headers
        _say(answers, {"n": n, "status": response.status, "replayed": replayed, "body": response.json()})
    if hand["works"]:
        while worker.round_of(gateway.engine, told["tenant"], "live"):
            pass


def _say(answers: IO[str], what: Any) -> None:
    answers.write(json.dumps(what) + "\n")
    answers.flush()


def opened(lane: Lane, where: str, clock_us: int) -> Gateway:
    """A gateway on a database that others have open too, at an instant."""
    if lane == "sqlite":
        return build(SqliteStore(where), PEPPER, clock=FixedClock(clock_us))
    store = PostgresStore if lane == "postgres" else DsqlStore
    return build(store(where, CONNECTIONS), PEPPER, clock=FixedClock(clock_us))


def _die(store: Any, place: str, number: int) -> None:
    """From now on count commits, and die just before or just after one of them."""
    writing, count = store.writing, 0

    @contextmanager
    def counted(queue: str | None = None) -> Iterator[Session]:
        nonlocal count
        held: AbstractContextManager[Session] = writing(queue)
        with held as session:
            yield session
            count += 1
            if (place, number) == ("before", count):
                os.kill(os.getpid(), signal.SIGKILL)
        if (place, number) == ("after", count):
            os.kill(os.getpid(), signal.SIGKILL)

    store.writing = counted


if __name__ == "__main__":
    main()

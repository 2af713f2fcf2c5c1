"""What it costs to take usage in: events one by one and ten thousand to a request, beside plain inserts.

Both write the same rows with the same commits: an event and its id. In Harr's time are the reading of the request,
the checks of every event, and the question whether it was told before. A second delivery writes nothing; its peer is
the first one's, so that its ratio says what being told twice costs beside taking in.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bench.comparisons import Comparison, Measured, Pair, Say, compared, seconds, turns
from bench.peers import PLAIN, Database, Peer, databases, rows_of
from harr.edge.wiring import build
from harr.engine.store import Store
from harr.services import tenants
from tests.house import House

CUSTOMERS = 100
PEPPER = bytes(32)
Deed = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is done: single events in a round, events in a batch, rounds."""

    singles: int
    batch: int
    rounds: int
    within_seconds: float


FULL, QUICK = Effort(300, 10_000, 7, 8), Effort(5, 100, 1, 4)


@dataclass
class Stream:
    """Events of a house's customers, each with an id of its own."""

    house: House
    customers: list[str] = field(default_factory=list)
    told: int = 0

    def open(self) -> None:
        """Customers, and a meter of what they use."""
        self.customers = [self.house("customers.create", name=f"Customer {n}")["id"] for n in range(CUSTOMERS)]
        self.house("meters.create", code="calls", event_type="api.call", aggregation="sum", property="n")
        self.send(json.dumps({"events": self.events(CUSTOMERS)}).encode())

    def events(self, number: int) -> list[dict[str, Any]]:
        """So many that were not told yet."""
        first = self.told
        self.told += number
        return [
            {
                "id": f"event-{n:010}", "type": "api.call", "customer": self.customers[n % CUSTOMERS],
                "time": f"2026-01-{n % 28 + 1:02}T10:00:00Z", "data": {"n": n % 1_000, "region": "eu-west-1"},
            }
            for n in range(first, first + number)
        ]  # fmt: skip

    def send(self, body: bytes) -> None:
        """From the request's bytes to the answer's, without a network."""
        answer = self.house.send("usage.create", raw=body)
        assert answer.status == 200, answer.body
        assert not answer.json()["rejected"], answer.body


def one_by_one(stream: Stream, events: Sequence[dict[str, Any]]) -> Deed:
    """Each in a request of its own, one after the other."""
    bodies = [json.dumps(event).encode() for event in events]

    def deed() -> None:
        for body in bodies:
            stream.send(body)

    return deed


def together(stream: Stream, events: Sequence[dict[str, Any]]) -> Deed:
    """All in one request, which takes as many commits as the writer may be held for."""
    body = json.dumps({"events": events}).encode()
    return lambda: stream.send(body)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to tell, the events of a round, and the commits that they take."""

    name: str
    ready: Callable[[Stream, Sequence[dict[str, Any]]], Deed]
    events: int
    commits: int


def measure(say: Say, *, quick: bool, sqlite_alone: bool = False) -> Measured:
    """Two ways to tell, and the second told twice, on both stores."""
    effort = QUICK if quick else FULL
    ways = (
        Way("one a request", one_by_one, effort.singles, effort.singles),
        Way("many a request", together, effort.batch, max(1, effort.batch // 1_000)),
    )
    found: list[Comparison] = []
    with (
        tempfile.TemporaryDirectory(prefix="harr-bench-") as folder,
        databases(Path(folder), sqlite_alone=sqlite_alone) as both,
    ):
        for database in both:
            say(f"{database.name}: a new house")
            with closing(database.store()) as store:
                stream = new_stream(store)
            with closing(database.copy()) as peer, closing(database.store()) as store:
                stream.house = replace(stream.house, gateway=build(store, PEPPER))
                for way in ways:
                    found += race(stream, database, peer, way, effort, say)
    return Measured(found, {"events of a large request": effort.batch})


def new_stream(store: Store) -> Stream:
    """A new house with customers and a meter."""
    gateway = build(store, PEPPER)
    world = tenants.first_tenant(gateway.engine, "Bench")
    stream = Stream(House(gateway, world.tenant, world.secret))
    stream.open()
    return stream


def race(stream: Stream, database: Database, peer: Peer, way: Way, effort: Effort, say: Say) -> list[Comparison]:
    """Tell, write the very rows that it left to the copy, and tell again; a first round is not counted."""
    pairs: list[Pair] = []
    again: list[Pair] = []
    rows = 0
    for turn in turns(effort.rounds, effort.within_seconds):
        say(f"{database.name}, {way.name}, round {turn}")
        deed = way.ready(stream, stream.events(way.events))
        harr = seconds(deed)
        left = database.left(way.commits)
        plain = seconds(lambda: peer.insert(left))  # noqa: B023 - it is done at once
        twice = seconds(deed)
        database.left(1)
        if turn:
            pairs.append(Pair(harr / way.events, plain / way.events))
            again.append(Pair(twice / way.events, plain / way.events))
            rows += rows_of(left)
    name = f"{database.name}, {way.name}"
    return [
        compared(name, PLAIN, pairs, rows=rows / way.events / len(pairs)),
        compared(f"{name}, told again", PLAIN, again, rows=0),
    ]

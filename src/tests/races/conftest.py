"""A shop whose clock the test sets, hands in threads, and hands in processes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import pytest

from harr.edge.gateway import Gateway, Response
from harr.edge.wiring import build
from harr.engine.clock import FixedClock
from harr.kernel.time import parse_instant
from harr.services import tenants
from tests.house import House
from tests.races.processes import PEPPER, Call, Processes
from tests.services.invoices.shop import Shop, open_shop

T = TypeVar("T")
OPENS_AT = "2026-01-15T09:00:00Z"


@dataclass(frozen=True)
class Market(Shop):
    """A live shop at an instant that the test sets: its agenda is done by whoever works."""

    def until(self, instant: str) -> None:
        """Let time go by; nobody has worked meanwhile."""
        clock = self.house.gateway.engine.clock
        assert isinstance(clock, FixedClock)
        clock.us = parse_instant(instant)

    def sound(self) -> None:
        """Everything is worked off, and all that is kept beside the books agrees with them."""
        self.house.work()
        found = self.house("assurance.run")["invariants"]
        assert found
        assert [one for one in found if not one["passed"]] == []

    def all(self, operation: str, *path: str, **filters: str) -> list[Any]:
        """Every page of a list."""
        found: list[Any] = []
        after: dict[str, str] = {}
        while True:
            page = self.house(operation, *path, limit="100", **filters, **after)
            found += page["data"]
            if not page["has_more"]:
                return found
            after = {"after": page["next_cursor"]}


@pytest.fixture
def market(gateway: Gateway) -> Market:
    """A new live tenant on a clock of its own."""
    own = build(gateway.engine.store, PEPPER, clock=FixedClock(parse_instant(OPENS_AT)))
    world = tenants.first_tenant(own.engine, "Races")
    shop = open_shop(House(own, world.tenant, world.secret))
    return Market(**vars(shop))


@pytest.fixture(scope="session")
def processes() -> Iterator[Processes]:
    """Forks hands on any database."""
    found = Processes()
    yield found
    found.close()


def at_once(acts: Sequence[Callable[[], T]]) -> list[T]:
    """Each in a thread of its own, all let go at one instant."""
    barrier = threading.Barrier(len(acts))

    def one(act: Callable[[], T]) -> T:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def answered(house: House, calls: Sequence[Call]) -> list[Response]:
    """Calls at once; whoever is told to come again soon does."""

    def until_said(call: Call) -> Response:
        while True:
            response = call.send(house)
            if "Retry-After" not in response.headers:
                return response

    return at_once([partial(until_said, call) for call in calls])

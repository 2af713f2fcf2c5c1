"""One life: a shop on a clock, several workers on one database, and the model beside it that is told the same.

Whoever sends a request sends it again, under the same key, when the worker died.
Agenda items run when the clock comes by, each by a worker that chance names, or (late)
after the clock has jumped. Everything that happens is followed by its reactions, done
by workers in turn.
"""

from __future__ import annotations

import json
import logging
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from harr.edge.gateway import Gateway, Response
from harr.edge.wiring import build
from harr.engine import agenda, asks, jobs, outbox
from harr.engine.actor import SYSTEM
from harr.engine.clock import FixedClock, IdSource
from harr.engine.store import Store
from harr.kernel.time import parse_instant
from harr.services import tenants
from tests.house import House
from tests.services.invoices.shop import open_shop
from tests.simulation import checks
from tests.simulation.faults import Crash, FaultyStore
from tests.simulation.model import Model
from tests.simulation.money import DAY, MINUTE, Thing
from tests.simulation.operations import Op

PEPPER = b"pepper for tests"
OPENS_AT = "2026-01-15T09:20:00Z"
WORKERS = 3
LEASE = 61_000_000
PRICES = (3100, 999, 7, 1250, 333)
"""A month, in cents: what divides badly is welcome."""


class Wrong(AssertionError):  # noqa: N818 - the simulation's word for a bug
    """Something does not hold. `check` names what."""

    def __init__(self, check: str, what: object) -> None:
        super().__init__(f"{check}: {what}")
        self.check = check


class Ear(logging.Handler):
    """Hears what Harr logs as an error: nothing may be, whatever happens."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self.heard.append(f"{record.getMessage()}: {error!r}")


class Life:
    """A tenant, its workers and the model."""

    def __init__(self, store: Store, seen: Counter[str], ear: Ear) -> None:
        self.seen, self.ear = seen, ear
        self.clock = FixedClock(parse_instant(OPENS_AT))
        self.store = store
        self.ids = IdSource(self.clock)
        gateways = [self._process() for _ in range(WORKERS)]
        world = tenants.first_tenant(gateways[0].engine, "Simulated")
        self.houses = [House(gateway, world.tenant, world.secret) for gateway in gateways]
        self.tenant = world.tenant
        self.model = Model(self.clock.us)
        self.model.seen = seen
        self.rng = random.Random(0)
        self.sent = self.turn = 0
        self.waited = self.unknown = self.left_open = False
        self.quiet_at = 0
        self._furnish()

    def _furnish(self) -> None:
        """A shop with prices and a meter."""
        shop = open_shop(self.house)
        self.entity, self.address = shop.entity, self.house("customers.retrieve", shop.customer)["address"]
        make = self.house
        meter = make("meters.create", code="calls", event_type="api.call", aggregation="sum", property="n")["id"]
        tiers = [{"up_to": "1000", "unit_amount": "0"}, {"unit_amount": "0.0042"}]
        self.metered = self._price(model="graduated", billing="in_arrears", type="usage", meter=meter, tiers=tiers)
        self.prices = {
            cents: self._price(model="per_unit", billing="in_advance", type="recurring", unit_amount=text(cents))
            for cents in PRICES
        }

    def _price(self, **more: Any) -> str:
        product = self.house("products.create", name=f"Product {len(more)}")["id"]
        made: str = self.house("prices.create", product=product, currency="EUR", tax_behavior="exclusive",
                               interval="month", **more)["id"]  # fmt: skip
        self.house("prices.activate", made)
        return made

    # ---- workers -----------------------------------------------------------------------------------------------------

    @property
    def house(self) -> House:
        """The worker whose turn it is."""
        return self.houses[self.turn % len(self.houses)]

    @property
    def faulty(self) -> FaultyStore:
        """Its store."""
        store = self.house.gateway.engine.store
        assert isinstance(store, FaultyStore)
        return store

    def begin(self, op: Op) -> None:
        """An operation begins: chance and the fault are its own."""
        self.rng = random.Random(op.seed)
        random.seed(op.seed)  # ids and waits of the engine
        self.turn = self.rng.randrange(WORKERS)
        self.waited = False
        if op.fault:
            other = self.houses[(self.turn + 1) % WORKERS]
            self.faulty.arm(op.fault, op.at, lambda: self._meanwhile(other))

    def end(self) -> None:
        """It is over, and nothing was logged that is wrong."""
        for house in self.houses:
            assert isinstance(house.gateway.engine.store, FaultyStore)
            house.gateway.engine.store.disarm()
        if self.ear.heard:
            raise Wrong("logged", self.ear.heard[0])

    def crashed(self, kind: str) -> None:
        """The worker is gone; another process takes its place, with nothing but the database."""
        self.seen[f"crash during {kind}"] += 1
        number = self.turn % WORKERS
        self.houses[number] = replace(self.houses[number], gateway=self._process())

    def _process(self) -> Gateway:
        """A process of its own on the database. Ids rise over all of them: what is due at one instant is in order."""
        gateway = build(FaultyStore(self.store, self.seen), PEPPER, clock=self.clock)
        gateway.engine.ids = self.ids
        return gateway

    def wait(self) -> None:
        """Longer than any lease: questions that were left open are asked again."""
        self.seen["a question left open"] += self.left_open
        self.clock.us += LEASE
        self.waited = True
        self.tried(lambda: asks.resume(self.house.gateway.engine, self.tenant), "resume")

    def tried(self, act: Callable[[], Any], kind: str) -> Any:
        """Let a worker do something; if it dies, the next one does it again."""
        try:
            return act()
        except Crash:
            self.crashed(kind)
            return 1

    def _meanwhile(self, house: House) -> None:
        self._round(house)

    def _round(self, house: House) -> int:
        engine = house.gateway.engine
        return outbox.follow(engine, self.tenant) + jobs.run_open(engine, self.tenant)

    def settle(self) -> None:
        """Reactions and jobs until it is quiet, by worker after worker; what a crash left open is asked again."""
        while True:
            position = self._stands()
            if position != self.quiet_at:
                done = self.tried(lambda: self._round(self.house), "reactions")
                self.quiet_at = self.quiet_at if done else position
            elif self.left_open or (self.waited and self.unknown):
                self.wait()
            else:
                return
            self.turn += 1

    def _stands(self) -> int:
        """How far the order of commits is, and whether there is a question whose worker died before the answer."""
        engine = self.house.gateway.engine
        if not engine.store.orders_inline:
            self.tried(lambda: engine.order(self.tenant), "order")
        row = self.house.gateway.engine.read(self.tenant, SYSTEM, lambda tx: tx.one(
            "SELECT position,"
            " (SELECT COUNT(*) FROM engine_ask a WHERE a.tenant = :tenant AND a.status = 'open') AS asks,"
            " (SELECT COUNT(*) FROM engine_ask a WHERE a.tenant = :tenant AND a.status = 'unknown') AS unknown"
            " FROM engine_head WHERE tenant = :tenant"))  # fmt: skip
        assert row
        self.unknown, self.left_open = bool(row["unknown"]), bool(row["asks"])
        position: int = row["position"]
        return position

    def until(self, goal: int, *, late: bool) -> None:
        """Let time go by, item by item; or all at once, and what is due is done afterwards."""
        self.settle()
        if late:
            self.seen["late"] += 1
            self.clock.us = goal + 2 * MINUTE
        while row := self._earliest(goal):
            self.clock.us = max(self.clock.us, row["due_at"])
            if self.unknown:
                self.tried(lambda: asks.resume(self.house.gateway.engine, self.tenant), "resume")
            self._item(row)
            self.settle()
        self.clock.us = max(self.clock.us, goal)

    def _earliest(self, goal: int) -> Any:
        return self.house.gateway.engine.read(self.tenant, SYSTEM, lambda tx: agenda.earliest(tx, goal, retry=False))

    def _item(self, row: Any) -> None:
        """One item by a worker, and again by another that had seen it too."""
        self.seen[row["verb"]] += 1
        engine = self.house.gateway.engine
        done = self.tried(lambda: agenda.run_item(engine, self.tenant, row, final=True), row["verb"])
        self.turn += 1
        if done is True and self.turn % 5 == 0:
            self.seen["an item seen by two workers"] += 1
            again = self.house.gateway.engine
            self.tried(lambda: agenda.run_item(again, self.tenant, row, final=True), row["verb"])

    # ---- requests ----------------------------------------------------------------------------------------------------

    def send(self, operation: str, *path: str, key: str | None = None, **body: Any) -> Response:
        """Ask, and ask again under the same key as long as the worker dies or has not been answered itself."""
        self.sent += 1
        key = key or f"request-{self.sent}"
        while True:
            response = self.tried(
                lambda: self.house.send(operation, *path, headers={"idempotency-key": key}, **body), operation
            )
            if not isinstance(response, Response):
                self.seen["a request sent again"] += 1
                continue
            if response.status == 409 and response.json()["code"] == "idempotency_in_flight":
                self.seen["a request in flight"] += 1
                self.wait()
                continue
            if response.status >= 500:
                raise Wrong("answered", response.body.decode())
            self.last = (operation, path, key, body, response)
            return response

    def ask(self, operation: str, *path: str, **body: Any) -> Any:
        """Ask for what has to succeed."""
        response = self.send(operation, *path, **body)
        if response.status >= 400:
            raise Wrong("possible", f"{operation} {path} {body}: {response.body.decode()}")
        return response.json()

    def refuse(self, operation: str, *path: str, **body: Any) -> None:
        """Ask for what the model says no to."""
        response = self.send(operation, *path, **body)
        if response.status < 400:
            raise Wrong("impossible", f"{operation} {path} {body}: {response.body.decode()}")
        self.seen[f"refused: {response.json()['code']}"] += 1

    def read(self, operation: str, *path: str, **query: Any) -> Any:
        """Look, when nobody dies."""
        self.faulty.disarm()
        return self.house(operation, *path, **query)

    def every(self, operation: str, **filters: str) -> list[Any]:
        """All pages."""
        found: list[Any] = []
        after: dict[str, str] = {}
        while True:
            page = self.read(operation, limit="100", order="asc", **filters, **after)
            found += page["data"]
            if not page["has_more"]:
                return found
            after = {"after": page["next_cursor"]}

    def check(self, *customers: Thing, whole: bool = False) -> None:
        """What is said of customers is what the model says."""
        if self.waited:
            self.model.known()
        self.model.activate()
        self.faulty.disarm()
        for customer in customers:
            for check, said, expected in checks.of_customer(self, customer, whole=whole):
                if said != expected:
                    raise Wrong(
                        check, f"{json.dumps(said, default=str)} instead of {json.dumps(expected, default=str)}"
                    )


def text(cents: int) -> str:
    """An amount on the wire."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


__all__ = ["DAY", "Ear", "Life", "Wrong", "text"]

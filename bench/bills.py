"""What a bill run costs: so many subscriptions whose month is over, billed, numbered, booked and opened anew.

Beside it the rows that it left, plainly inserted with as many commits; and the same month done from the agenda, one
invoice to a commit, as a worker does what comes due by itself. Months take turns. Processor time is this process's
own: that of a PostgreSQL server is not in it, so on PostgreSQL what elapsed is compared alone.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bench.comparisons import Comparison, Measured, Pair, Say, compared
from bench.peers import PLAIN, Database, Peer, SqliteFile, databases, rows_of
from harr.contract.customers import CustomerCreate
from harr.contract.shapes import Address
from harr.contract.subscriptions import SubscriptionCreate, SubscriptionItemRequest
from harr.edge.wiring import build
from harr.engine import SYSTEM, Tx, agenda, jobs
from harr.engine.run import Engine
from harr.engine.store import Store
from harr.kernel import MONTH, add
from harr.kernel.time import parse_instant
from harr.services import billing, customers, tenants
from tests.house import House

PEPPER = bytes(32)
OPENS_ON = date(2026, 1, 15)
OPENS_AT = "2026-01-15T09:00:00Z"
ALONE = "the same, one invoice a commit"
TOGETHER = 50
"""So many invoices a bill run makes in one commit, on either store; and so many subscriptions are made in one here."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Subscriptions, months that are billed by a run, and months that are billed one by one."""

    subscriptions: int
    months: int


FULL, QUICK = Effort(1_000, 2), Effort(20, 1)


@dataclass(frozen=True, slots=True)
class Spent:
    """What a deed took: seconds that elapsed, and seconds of this process's processor."""

    elapsed: float
    processor: float

    @classmethod
    def on(cls, deed: Callable[[], object]) -> Spent:
        """Do it, and look at both clocks."""
        began, worked = time.perf_counter(), time.process_time()
        deed()
        return cls(time.perf_counter() - began, time.process_time() - worked)


@dataclass
class Shop:
    """A sandbox full of subscriptions, and the month that its clock shows."""

    house: House
    subscriptions: int = 0
    month: int = 0

    def open(self, number: int, say: Say) -> None:
        """A seller with a monthly service, and so many customers who have it."""
        entity = self.house("entities.create", name="Canal", legal_name="Canal B.V.", address={"country": "NL"},
                            functional_currency="EUR", timezone="Europe/Amsterdam")["id"]  # fmt: skip
        rate = self.house("tax_rates.create", country="NL", tax_type="vat", percentage="21", category="S", name="VAT",
                          valid_from="2012-10-01")["id"]  # fmt: skip
        product = self.house("products.create", name="Service", tax_rates=[rate])["id"]
        price = self.house(
            "prices.create", product=product, model="per_unit", billing="in_advance", type="recurring",
            interval="month", currency="EUR", unit_amount="31.00", tax_behavior="exclusive",
        )["id"]  # fmt: skip
        self.house("prices.activate", price)
        while self.subscriptions < number:
            say(f"{self.subscriptions:,} of {number:,} subscriptions")
            many = min(TOGETHER, number - self.subscriptions)
            self._run(lambda tx: self._subscribe(tx, entity, price, many))  # noqa: B023 - it is done at once
            self.subscriptions += many

    def next_month(self) -> None:
        """The clock alone goes on: what is due waits."""
        self.month += 1
        day = add(OPENS_ON, MONTH, self.month)
        moved = "UPDATE engine_tenant SET clock_at = :to_us WHERE tenant = :tenant"
        self._run(lambda tx: tx.run(moved, to_us=parse_instant(f"{day}T09:00:00Z")))

    def by_a_run(self) -> None:
        """All that is due as one job, whose commits get their positions."""
        started = self.house("bill_runs.create")
        jobs.run_open(self.engine, self.house.tenant)
        self.engine.order(self.house.tenant)
        done = self.house("bill_runs.retrieve", started["id"])
        assert (done["status"], done["progress"]["done"]) == ("succeeded", self.subscriptions), done

    def one_by_one(self) -> None:
        """The same from the agenda, as a worker does it."""
        until_us = parse_instant(f"{add(OPENS_ON, MONTH, self.month)}T09:00:00Z")
        due = self.engine.read(
            self.house.tenant, SYSTEM,
            lambda tx: agenda.waiting(tx, ["billing.renew"], until_us, (0, 0, 0), self.subscriptions),
        )  # fmt: skip
        assert len(due) == self.subscriptions
        assert all(agenda.run_item(self.engine, self.house.tenant, row) for row in due)
        self.engine.order(self.house.tenant)

    @property
    def engine(self) -> Engine:
        """What runs it all."""
        return self.house.gateway.engine

    def _run(self, deed: Callable[[Tx], object]) -> None:
        self.engine.run(self.house.tenant, SYSTEM, deed)

    def _subscribe(self, tx: Tx, entity: str, price: str, many: int) -> None:
        for number in range(self.subscriptions, self.subscriptions + many):
            buyer = customers.create(tx, CustomerCreate(name=f"Customer {number}", address=Address(country="NL")))
            item = SubscriptionItemRequest(price=price)
            billing.subscribe(tx, SubscriptionCreate(customer=buyer.id, entity=entity, items=[item]))


def measure(say: Say, *, quick: bool, sqlite_alone: bool = False, subscriptions: int | None = None) -> Measured:
    """Bill runs on both stores."""
    effort = QUICK if quick else FULL
    if subscriptions is not None:
        effort = replace(effort, subscriptions=subscriptions)
    found: list[Comparison] = []
    with (
        tempfile.TemporaryDirectory(prefix="harr-bench-") as folder,
        databases(Path(folder), sqlite_alone=sqlite_alone) as both,
    ):
        for database in both:
            say(f"{database.name}: a new house")
            with closing(database.store()) as store:
                shop = new_shop(store, effort.subscriptions, lambda text: say(f"{database.name}, {text}"))  # noqa: B023
            with closing(database.copy()) as peer, closing(database.store()) as store:
                shop.house = replace(shop.house, gateway=build(store, PEPPER))
                found += race(shop, database, peer, effort, say)
    return Measured(found, {"subscriptions": effort.subscriptions, "invoices of a commit": TOGETHER})


def new_shop(store: Store, subscriptions: int, say: Say) -> Shop:
    """A new house, whose subscribers have paid nothing yet."""
    gateway = build(store, PEPPER)
    world = tenants.first_tenant(gateway.engine, "Bench")
    shop = Shop(House(gateway, world.tenant, world.secret).sandbox(OPENS_AT))
    shop.open(subscriptions, say)
    gateway.engine.order(shop.house.tenant)
    return shop


def race(shop: Shop, database: Database, peer: Peer, effort: Effort, say: Say) -> list[Comparison]:
    """A month by a run, its rows to the copy, and a month one by one; a first month of each is not counted."""
    number = shop.subscriptions
    runs: list[tuple[Spent, Spent, Spent]] = []
    rows = 0
    for month in range(effort.months + 1):
        shop.next_month()
        say(f"{database.name}, month {month}, by a run")
        database.left(1)
        run = Spent.on(shop.by_a_run)
        left = database.left(-(-number // TOGETHER))
        say(f"{database.name}, month {month}, {rows_of(left):,} rows plainly")
        plain = Spent.on(lambda: peer.insert(left))  # noqa: B023 - it is done at once
        shop.next_month()
        say(f"{database.name}, month {month}, one by one")
        alone = Spent.on(shop.one_by_one)
        if month:
            runs.append((run, plain, alone))
            rows += rows_of(left)
        else:
            database.settle()
    each = rows / number / len(runs)
    elapsed = [(one.elapsed / number, two.elapsed / number, three.elapsed / number) for one, two, three in runs]
    worked = [(one.processor / number, two.processor / number, three.processor / number) for one, two, three in runs]
    found = [
        compared(f"{database.name}, an invoice, elapsed", PLAIN, [Pair(a, b) for a, b, _ in elapsed], rows=each),
        compared(f"{database.name}, an invoice, elapsed", ALONE, [Pair(a, c) for a, _, c in elapsed], rows=each),
    ]
    if isinstance(database, SqliteFile):
        name = f"{database.name}, an invoice, processor"
        found.append(compared(name, PLAIN, [Pair(a, b) for a, b, _ in worked], rows=each))
        found.append(compared(name, ALONE, [Pair(a, c) for a, _, c in worked], rows=each))
    return found

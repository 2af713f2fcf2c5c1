"""What it costs to post: a sale in three entries, one to a commit and many to a commit, beside plain inserts.

Both write the same rows with the same commits. In Harr's time are its checks, digests, chain and audit, and the order
of commits with its day balances, which on PostgreSQL a worker does behind the answer.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from bench.comparisons import Comparison, Measured, Pair, Say, compared, seconds, turns
from bench.peers import PLAIN, Database, Peer, databases, rows_of
from harr.edge.wiring import build
from harr.engine import SYSTEM
from harr.engine.store import Store
from harr.kernel.ids import id_number, id_text
from harr.kernel.money import Money
from harr.services import ledger, tenants
from harr.services.ledger import Leg, Posting
from tests.house import House

DAY = date(2026, 1, 15)
CUSTOMERS = 200
PEPPER = bytes(32)
Sale = tuple[Leg, ...]
Deed = Callable[[], None]
"""Work of one or more commits that is ready to be done."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is done: commits of one transaction in a round, transactions in a batch, rounds of each way."""

    singles: int
    batch: int
    rounds: int
    within_seconds: float


FULL, QUICK = Effort(100, 1_000, 7, 6), Effort(20, 100, 2, 6)


@dataclass
class Books:
    """An entity's books, and who posts to them."""

    house: House
    entity: str
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    accounts: dict[tuple[str, str], str] = field(default_factory=dict)
    """Their ids, by code and owner."""
    sold: int = 0

    def open(self) -> None:
        """A sale to each customer makes every account."""
        self.post([self.sale(customer) for customer in range(CUSTOMERS)])
        question = "SELECT id, code, owner FROM ledger_account WHERE tenant = :tenant"
        rows = self.house.gateway.engine.read(self.house.tenant, SYSTEM, lambda tx: tx.rows(question))
        self.accounts = {(row["code"], row["owner"]): id_text("acc", row["id"]) for row in rows}
        self.order()

    def sales(self, number: int) -> list[Sale]:
        """To customers by chance."""
        return [self.sale(self.chance.randrange(CUSTOMERS)) for _ in range(number)]

    def sale(self, customer: int) -> Sale:
        """What is owed, what was earned, and what the tax office gets."""
        net, tax = Money(self.chance.randint(100, 99_999), "EUR"), Money(self.chance.randint(1, 99), "EUR")
        return (
            ledger.debit(ledger.RECEIVABLE, net + tax, owner=f"cus_{customer}"),
            ledger.credit(ledger.ONE_TIME, net),
            ledger.credit(ledger.TAX_PAYABLE, tax),
        )

    def post(self, sales: Sequence[Sale]) -> None:
        """By `ledger.post` in one commit, as services do that bill."""
        postings = [
            Posting(entity=id_number(self.entity, "ent"), cause=f"bench.sold/{number}/1", type="bench",
                    effective_on=DAY, lines=sale, rule="bench/1")
            for number, sale in enumerate(sales, start=self.sold)
        ]  # fmt: skip
        self.sold += len(sales)
        self.house.gateway.engine.run(self.house.tenant, SYSTEM, lambda tx: ledger.post(tx, postings))

    def batch(self, sales: Sequence[Sale]) -> bytes:
        """The body of a `transactions.batch`."""
        wanted = [
            {
                "entity": self.entity, "type": "bench", "effective_on": DAY.isoformat(),
                "external_id": f"sold-{number}",
                "entries": [
                    {"account": self.accounts[leg.code, leg.owner or ""], "side": leg.side, "amount": leg.amount.text}
                    for leg in sale
                ],
            }
            for number, sale in enumerate(sales, start=self.sold)
        ]  # fmt: skip
        self.sold += len(sales)
        return json.dumps({"transactions": wanted}).encode()

    def send(self, batch: bytes) -> None:
        """From the request's bytes to the answer's, without a network."""
        answer = self.house.send("transactions.batch", raw=batch)
        assert answer.status == 200, answer.body
        assert not answer.json()["rejected"], answer.body

    def order(self) -> None:
        """Every commit gets its position, and its day balances are folded."""
        self.house.gateway.engine.order(self.house.tenant)


def one_by_one(books: Books, sales: Sequence[Sale]) -> Deed:
    """Each in a commit of its own, on one connection."""

    def deed() -> None:
        for sale in sales:
            books.post([sale])

    return deed


def together(books: Books, sales: Sequence[Sale]) -> Deed:
    """All in one commit."""
    return lambda: books.post(sales)


def through_the_gateway(books: Books, sales: Sequence[Sale]) -> Deed:
    """All in one request."""
    batch = books.batch(sales)
    return lambda: books.send(batch)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to post, the transactions of a round, and the commits that they take."""

    name: str
    ready: Callable[[Books, Sequence[Sale]], Deed]
    transactions: int
    commits: int


def measure(say: Say, *, quick: bool) -> Measured:
    """Three ways to post, on both stores."""
    effort = QUICK if quick else FULL
    ways = (
        Way("one a commit", one_by_one, effort.singles, effort.singles),
        Way("ledger.post of many", together, effort.batch, 1),
        Way("transactions.batch", through_the_gateway, effort.batch, 1),
    )
    found: list[Comparison] = []
    with tempfile.TemporaryDirectory(prefix="harr-bench-") as folder, databases(Path(folder)) as both:
        for database in both:
            say(f"{database.name}: a new house")
            with closing(database.store()) as store:
                books = new_books(store)
            with closing(database.copy()) as peer, closing(database.store()) as store:
                books.house = replace(books.house, gateway=build(store, PEPPER))
                found += [race(books, database, peer, way, effort, say) for way in ways]
    return Measured(found, {"many": effort.batch})


def new_books(store: Store) -> Books:
    """A new house with an entity, whose accounts are open."""
    gateway = build(store, PEPPER)
    world = tenants.first_tenant(gateway.engine, "Bench")
    house = House(gateway, world.tenant, world.secret)
    entity = house("entities.create", name="Canal", legal_name="Canal B.V.", address={"country": "NL"},
                   functional_currency="EUR", timezone="Europe/Amsterdam")  # fmt: skip
    books = Books(house, entity["id"])
    books.open()
    return books


def race(books: Books, database: Database, peer: Peer, way: Way, effort: Effort, say: Say) -> Comparison:
    """Post, then write the very rows that it left to the copy; a first round, when caches are cold, is not counted."""
    pairs: list[Pair] = []
    rows = 0
    for turn in turns(effort.rounds, effort.within_seconds):
        say(f"{database.name}, {way.name}, round {turn}")
        deed = way.ready(books, books.sales(way.transactions))
        harr = seconds(deed) + seconds(books.order)
        left = database.left(way.commits)
        plain = seconds(lambda: peer.insert(left))  # noqa: B023 - it is done at once
        if turn:
            pairs.append(Pair(harr / way.transactions, plain / way.transactions))
            rows += rows_of(left)
        else:
            database.settle()
    return compared(f"{database.name}, {way.name}", PLAIN, pairs, rows=rows / way.transactions / len(pairs))

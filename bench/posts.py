"""What it costs to post a sale in three entries: one to a commit and many, by one client and by eight on one account.

Beside it stand plain inserts, and on PostgreSQL pgledger, where the user names its files.

Both write the same rows with the same commits. In Harr's time are its checks, digests, chain and audit, and the order
of commits with its day balances, which on PostgreSQL a worker does behind the answer.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from bench import pgledger
from bench.comparisons import Comparison, Measured, Pair, Say, compared, seconds, turns
from bench.peers import PLAIN, Database, Peer, PostgresDatabase, databases, parts, rows_of
from bench.pgledger import PgLedger
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
    batches: tuple[int, ...]
    request: int
    """Transactions of a request; an operation takes no more than a thousand."""
    rounds: int
    within_seconds: float


FULL, QUICK = Effort(100, (100, 1_000, 8_190), 1_000, 7, 6), Effort(8, (50,), 50, 1, 4)
CLIENTS = 8


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

    def hot_sales(self, number: int) -> list[Sale]:
        """All to one customer: every account of theirs is everybody's."""
        return [self.sale(0) for _ in range(number)]

    def post(self, sales: Sequence[Sale]) -> None:
        """By `ledger.post` in one commit, as services do that bill."""
        self.keep(self.postings(sales))

    def postings(self, sales: Sequence[Sale]) -> list[Posting]:
        """What is to be posted, each with a cause of its own."""
        wanted = [
            Posting(entity=id_number(self.entity, "ent"), cause=f"bench.sold/{number}/1", type="bench",
                    effective_on=DAY, lines=sale, rule="bench/1")
            for number, sale in enumerate(sales, start=self.sold)
        ]  # fmt: skip
        self.sold += len(sales)
        return wanted

    def keep(self, postings: Sequence[Posting]) -> None:
        """All in one commit."""
        self.house.gateway.engine.run(self.house.tenant, SYSTEM, lambda tx: ledger.post(tx, postings))

    def keep_each(self, wanted: Sequence[Sequence[Posting]]) -> None:
        """Each in a commit of its own, one after the other."""
        for postings in wanted:
            self.keep(postings)

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


def by_many(books: Books, sales: Sequence[Sale]) -> Deed:
    """Each in a commit of its own, by clients that each send the next one when the last is kept."""
    shares = parts([books.postings([sale]) for sale in sales], CLIENTS)

    def deed() -> None:
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(books.keep_each, shares))

    return deed


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
    clients: int = 1


def measure(say: Say, *, quick: bool, sqlite_alone: bool = False, pgledger_files: Sequence[Path] = ()) -> Measured:
    """Some ways to post, on both stores."""
    effort = QUICK if quick else FULL
    ways = (
        Way("one a commit", one_by_one, effort.singles, effort.singles),
        Way(f"one a commit, {CLIENTS} clients, one hot account", by_many, effort.singles, effort.singles, CLIENTS),
        *(Way(f"ledger.post of {batch:,}", together, batch, 1) for batch in effort.batches),
        Way(f"transactions.batch of {effort.request:,}", through_the_gateway, effort.request, 1),
    )
    found: list[Comparison] = []
    with (
        tempfile.TemporaryDirectory(prefix="harr-bench-") as folder,
        databases(Path(folder), sqlite_alone=sqlite_alone) as both,
    ):
        for database in both:
            say(f"{database.name}: a new house")
            with closing(database.store()) as store:
                books = new_books(store)
            with ExitStack() as open_:
                peer = open_.enter_context(closing(database.copy(CLIENTS)))
                store = open_.enter_context(closing(database.store()))
                books.house = replace(books.house, gateway=build(store, PEPPER))
                other = None
                if pgledger_files and isinstance(database, PostgresDatabase):
                    other = open_.enter_context(closing(PgLedger(pgledger_files, CLIENTS)))
                for way in ways:
                    found += race(books, database, peer, other, way, effort, say)
    return Measured(found)


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


def race(
    books: Books, database: Database, peer: Peer, other: PgLedger | None, way: Way, effort: Effort, say: Say
) -> list[Comparison]:
    """Post, then write the very rows that it left to the copy; a first round, when caches are cold, is not counted."""
    pairs: list[Pair] = []
    others: list[Pair] = []
    rows = 0
    for turn in turns(effort.rounds, effort.within_seconds):
        say(f"{database.name}, {way.name}, round {turn}")
        sales = books.hot_sales(way.transactions) if way.clients > 1 else books.sales(way.transactions)
        deed = way.ready(books, sales)
        harr = seconds(deed) + seconds(books.order)
        left = database.left(way.commits)
        plain = seconds(lambda: peer.insert(left, way.clients))  # noqa: B023 - it is done at once
        if turn:
            pairs.append(Pair(harr / way.transactions, plain / way.transactions))
            rows += rows_of(left)
        else:
            database.settle()
        if other is not None:
            other.open(sales)
            theirs = seconds(lambda: other.post(sales, way.commits, way.clients))  # noqa: B023 - the same
            if turn:
                others.append(Pair(harr / way.transactions, theirs / way.transactions))
    name = f"{database.name}, {way.name}"
    found = [compared(name, PLAIN, pairs, rows=rows / way.transactions / len(pairs))]
    return [*found, compared(name, pgledger.NAME, others)] if others else found

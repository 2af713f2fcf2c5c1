"""What one request of each kind costs: a read, a list, a small write, an invoice; from ASGI's bytes in to bytes out.

Beside each a raw ASGI handler that makes the very statements that Harr made for it, on a copy of the same SQLite file,
in a thread as Harr does, and answers the very same bytes. What is left is all that Harr does around its statements.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.comparisons import Comparison, Measured, Pair, Say, compared, turns
from harr.edge.asgi import Api, Message, Receive, Scope, Send, Threads
from harr.edge.wiring import build
from harr.engine.sqlite import SqliteStore
from harr.services import tenants
from tests.house import House

PEER = "a raw ASGI handler with the same statements"
PEPPER = bytes(32)
CUSTOMERS = 200
Statement = tuple[str, Any, bool]
"""SQL, its values, and whether it is for many rows."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Requests of each kind in a round, and rounds."""

    requests: int
    rounds: int
    within_seconds: float


FULL, QUICK = Effort(100, 7, 5), Effort(5, 1, 5)


class Recorder(sqlite3.Connection):
    """A connection that remembers what it is told."""

    told: list[Statement] = []  # noqa: RUF012 - of all connections of the process, in order

    def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:
        """Tell and do."""
        self.told.append((sql, values, False))
        return super().execute(sql, values)

    def executemany(self, sql: str, values: Any, /) -> sqlite3.Cursor:
        """The same for many rows."""
        self.told.append((sql, values, True))
        return super().executemany(sql, values)


class RecordingStore(SqliteStore):
    """The product's store, on connections that remember."""

    def _connect(self) -> sqlite3.Connection:
        return plain_connection(self.path, Recorder)


def plain_connection(path: str, factory: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    """A connection with the product's settings."""
    found = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, timeout=10, cached_statements=512, factory=factory
    )
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF", "trusted_schema=OFF"):
        found.execute(f"PRAGMA {pragma}").fetchall()
    return found


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as it comes in."""

    method: str
    path: str
    body: bytes = b""


@dataclass
class Raw:
    """The handler: reads the body, makes the statements it was given, answers the bytes it was given."""

    connection: sqlite3.Connection
    thread: ThreadPoolExecutor
    statements: Sequence[Statement] = ()
    answer: bytes = b""

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = (await receive()).get("body", b"")
        await asyncio.get_running_loop().run_in_executor(self.thread, self._work, body)
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(self.answer)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self.answer})

    def _work(self, body: bytes) -> None:
        if body:
            json.loads(body)
        for sql, values, many in self.statements:
            if many:
                self.connection.executemany(sql, values)
            else:
                self.connection.execute(sql, values).fetchall()


@dataclass
class Shop:
    """Who sells to whom, and with which key."""

    secret: str = ""
    entity: str = ""
    rate: str = ""
    customers: list[str] = field(default_factory=list)

    def open(self, house: House) -> None:
        """A seller, a rate and some customers."""
        self.secret = house.secret
        self.entity = house("entities.create", name="Canal", legal_name="Canal B.V.", address={"country": "NL"},
                            functional_currency="EUR", timezone="Europe/Amsterdam")["id"]  # fmt: skip
        self.rate = house("tax_rates.create", country="NL", tax_type="vat", percentage="21", category="S", name="VAT",
                          valid_from="2012-10-01")["id"]  # fmt: skip
        self.customers = [self._customer(house, number) for number in range(CUSTOMERS)]

    def _customer(self, house: House, number: int) -> str:
        made: str = house("customers.create", name=f"Customer {number}", address={"country": "NL"})["id"]
        return made

    def read(self, number: int) -> Ask:
        """A customer."""
        return Ask("GET", f"/v1/customers/{self.customers[number % CUSTOMERS]}")

    def list_(self, _: int) -> Ask:
        """The first page of customers."""
        return Ask("GET", "/v1/customers")

    def write(self, number: int) -> Ask:
        """A new customer."""
        wanted = {"name": f"New {number}", "address": {"country": "NL"}}
        return Ask("POST", "/v1/customers", json.dumps(wanted).encode())

    def invoice(self, number: int) -> Ask:
        """A one-off order of two lines, with tax."""
        lines = [
            {"description": "Bicycle", "quantity": "2", "unit_amount": "499.00", "tax_rates": [self.rate]},
            {"description": "Bell", "quantity": "3", "unit_amount": "7.95", "tax_rates": [self.rate]},
        ]
        wanted = {
            "customer": self.customers[number % CUSTOMERS], "entity": self.entity, "currency": "EUR", "finalize": True,
            "lines": lines,
        }  # fmt: skip
        return Ask("POST", "/v1/invoices", json.dumps(wanted).encode())


def measure(say: Say, *, quick: bool) -> Measured:
    """Each kind, on SQLite."""
    effort = QUICK if quick else FULL
    with tempfile.TemporaryDirectory(prefix="harr-bench-") as folder:
        path, beside = Path(folder) / "harr.db", Path(folder) / "plain.db"
        shop = Shop()
        with closing(SqliteStore(str(path))) as store:
            gateway = build(store, PEPPER)
            world = tenants.first_tenant(gateway.engine, "Bench")
            shop.open(House(gateway, world.tenant, world.secret))
        shutil.copyfile(path, beside)
        with closing(RecordingStore(str(path))) as store, closing(plain_connection(str(beside))) as connection:
            gateway = build(store, PEPPER)
            threads = Threads(gateway, 1)
            with ThreadPoolExecutor(1) as thread:
                raw = Raw(connection, thread)
                found = asyncio.run(race(Api(gateway, threads), raw, shop, effort, say))
            threads.close()
    return Measured(found, {"requests of a round": effort.requests})


async def race(api: Api, raw: Raw, shop: Shop, effort: Effort, say: Say) -> list[Comparison]:
    """So many requests to Harr, and each at once to the raw handler; a first round is not counted."""
    kinds: dict[str, Callable[[int], Ask]] = {
        "a read": shop.read, "a list": shop.list_, "a small write": shop.write, "an invoice": shop.invoice,
    }  # fmt: skip
    found = []
    for name, ask in kinds.items():
        pairs = []
        for turn in turns(effort.rounds, effort.within_seconds):
            say(f"{name}, round {turn}")
            ours = theirs = 0.0
            for number in range(effort.requests):
                scope = scope_of(ask(number), shop.secret)
                Recorder.told.clear()
                spent, raw.answer = await answered(api, scope, ask(number).body)
                raw.statements = list(Recorder.told)
                ours += spent
                theirs += (await answered(raw, scope, ask(number).body))[0]
            if turn:
                pairs.append(Pair(ours / effort.requests, theirs / effort.requests))
        found.append(compared(f"SQLite, {name}", PEER, pairs))
    return found


def scope_of(ask: Ask, secret: str) -> Scope:
    """What a server hands on."""
    headers = [(b"authorization", f"Bearer {secret}".encode()), (b"content-type", b"application/json")]
    if ask.method == "POST":
        headers.append((b"idempotency-key", str(uuid.uuid4()).encode()))
    return {"type": "http", "method": ask.method, "path": ask.path, "raw_path": ask.path.encode(), "root_path": "",
            "query_string": b"", "headers": headers}  # fmt: skip


async def answered(app: Callable[[Scope, Receive, Send], Any], scope: Scope, body: bytes) -> tuple[float, bytes]:
    """Seconds until the answer is there, and its bytes."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    began = asyncio.get_running_loop().time()
    await app(scope, receive, send)
    spent = asyncio.get_running_loop().time() - began
    assert sent[0]["status"] < 300, sent[1]["body"]
    return spent, sent[1]["body"]

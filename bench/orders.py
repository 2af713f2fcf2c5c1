"""What a one-off order costs over HTTP: drafted, taxed, numbered, booked, told and answered, in one commit.

A real `harr serve` on this machine, as anybody starts it, and a few clients that each send the next order when the
last one is answered. Beside it the rows that the orders left, plainly inserted with one commit for each order.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import harr
from bench.comparisons import Comparison, Measured, Pair, Say, compared, seconds, turns
from bench.peers import PLAIN, Database, databases, parts, rows_of
from harr.edge.opening import open_gateway
from harr.edge.settings import load
from harr.services import tenants
from tests.house import House

LOOPBACK = "127.0.0.1"
CLIENTS = 4
START_SECONDS, STOP_SECONDS, QUIET_SECONDS = 30, 40, 30


@dataclass(frozen=True, slots=True)
class Effort:
    """Orders of a round, and rounds."""

    orders: int
    rounds: int
    within_seconds: float


FULL, QUICK = Effort(100, 5, 12), Effort(20, 2, 12)


@dataclass(frozen=True, slots=True)
class Shop:
    """Who sells, and the key to do it with."""

    secret: str
    order: bytes
    """The body of an order of two lines, with tax."""


@dataclass(frozen=True, slots=True)
class Client:
    """A connection that stays open."""

    connection: http.client.HTTPConnection
    secret: str

    def send(self, bodies: Sequence[bytes]) -> None:
        """One after the other, each answered before the next."""
        for body in bodies:
            headers = {
                "Authorization": f"Bearer {self.secret}", "Content-Type": "application/json",
                "Idempotency-Key": str(uuid.uuid4()),
            }  # fmt: skip
            self.connection.request("POST", "/v1/invoices", body, headers)
            answer = self.connection.getresponse()
            text = answer.read()
            assert answer.status == 200, text


def measure(say: Say, *, quick: bool, sqlite_alone: bool = False) -> Measured:
    """Orders on both stores."""
    effort = QUICK if quick else FULL
    with (
        tempfile.TemporaryDirectory(prefix="harr-bench-") as place,
        databases(Path(place), sqlite_alone=sqlite_alone) as both,
    ):
        found = [race(database, Path(place), effort, say) for database in both]
    return Measured(found, {"clients": CLIENTS, "lines of an order": 2})


def race(database: Database, folder: Path, effort: Effort, say: Say) -> Comparison:
    """Orders to a server, then their rows to a copy; a first round, when caches are cold, is not counted."""
    (folder / "harr.toml").write_text(f"[harr]\ndatabase = {json.dumps(database.address)}\n", "utf-8")
    shop = opened(folder)
    pairs: list[Pair] = []
    rows = 0
    with (
        closing(database.copy(CLIENTS)) as peer,
        serving(folder) as port,
        ThreadPoolExecutor(CLIENTS) as hands,
        clients(port, shop.secret) as ours,
    ):
        for turn in turns(effort.rounds, effort.within_seconds):
            say(f"{database.name}, round {turn}")
            shares = parts([shop.order] * effort.orders, CLIENTS)
            harr = seconds(lambda: list(hands.map(Client.send, ours, shares)))  # noqa: B023 - it is done at once
            quiet(database)
            left = database.left(effort.orders)
            plain = seconds(lambda: peer.insert(left))  # noqa: B023 - the same
            if turn:
                pairs.append(Pair(harr / effort.orders, plain / effort.orders))
                rows += rows_of(left)
            else:
                database.settle()
    return compared(database.name, PLAIN, pairs, rows=rows / effort.orders / len(pairs))


def opened(folder: Path) -> Shop:
    """A new house with a shop and a customer."""
    gateway = open_gateway(load(folder, {}))
    with closing(gateway.engine.store):
        world = tenants.first_tenant(gateway.engine, "Bench")
        house = House(gateway, world.tenant, world.secret)
        entity = house("entities.create", name="Canal", legal_name="Canal B.V.", address={"country": "NL"},
                       functional_currency="EUR", timezone="Europe/Amsterdam")["id"]  # fmt: skip
        rate = house("tax_rates.create", country="NL", tax_type="vat", percentage="21", category="S", name="VAT",
                     valid_from="2012-10-01")["id"]  # fmt: skip
        customer = house("customers.create", name="Tulip", address={"country": "NL"})["id"]
    lines = [
        {"description": "Bicycle", "quantity": "2", "unit_amount": "499.00", "tax_rates": [rate]},
        {"description": "Bell", "quantity": "3", "unit_amount": "7.95", "tax_rates": [rate]},
    ]
    order = {"customer": customer, "entity": entity, "currency": "EUR", "finalize": True, "lines": lines}
    return Shop(world.secret, json.dumps(order).encode())


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """`harr serve` on a free port of this machine; stopped in the end."""
    with closing(socket.create_server((LOOPBACK, 0))) as door:
        port: int = door.getsockname()[1]
    paths = os.pathsep.join([str(Path(harr.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-m", "harr", "serve", "--host", LOOPBACK, "--port", str(port)]
    with (folder / "log").open("ab") as log, subprocess.Popen(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": paths}, stdout=log, stderr=log
    ) as server:  # fmt: skip
        try:
            await_answer(server, port, folder / "log")
            yield port
        finally:
            server.terminate()
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def await_answer(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until the door is open."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), socket.create_connection((LOOPBACK, port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not begin; its last words:\n{log.read_text()[-2000:]}")


@contextmanager
def clients(port: int, secret: str) -> Iterator[list[Client]]:
    """Everybody's own connection."""
    found = [Client(http.client.HTTPConnection(LOOPBACK, port, timeout=60), secret) for _ in range(CLIENTS)]
    try:
        yield found
    finally:
        for client in found:
            client.connection.close()


def quiet(database: Database) -> None:
    """Until the worker has given every commit its position, so that it does not work while the copy is written."""
    until = time.monotonic() + QUIET_SECONDS
    while database.ask("SELECT 1 FROM engine_fresh LIMIT 1"):
        if time.monotonic() > until:
            raise RuntimeError("the worker does not come to an end")
        time.sleep(0.05)

"""Kill -9 between any two commits: nothing that was answered is lost, and nothing that is sent again happens twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from harr.edge.opening import open_gateway
from harr.edge.settings import load
from harr.services import tenants
from tests.house import House

SOURCES = Path(__file__).resolve().parents[2]
COMMITS: list[dict[str, Any]] = [
    {"place": place, "number": number} for number in range(1, 12) for place in ("before", "after")
]
ANSWERS: list[dict[str, Any]] = [{"place": "answer", "number": number} for number in range(1, 7)]
BY_CHANCE = 12
AT_ONCE = 4
ORDERS = 8


@dataclass(frozen=True)
class Wish:
    """Something that is to be done once, and the key that it is asked under each time."""

    path: str
    body: dict[str, Any]
    key: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass
class Client:
    """Who sends orders and payments, and writes down what was answered."""

    house: House
    company: dict[str, str]
    answered: dict[str, tuple[Wish, bytes]] = field(default_factory=dict)
    open: list[Wish] = field(default_factory=list)
    """Sent, and not answered: it may have been done, or not."""
    paid: set[str] = field(default_factory=set)
    deaths: int = 0
    done_unheard: int = 0
    """Sent again, and found to have been done the first time."""

    def round(self, server: subprocess.Popen[str], told: dict[str, Any], chance: random.Random) -> None:
        """Send again what is open, then orders and payments, to a server that dies meanwhile."""
        wishes = [*self.open, *(self.order(chance) for _ in range(ORDERS)), *self.payments()]
        self.open = []
        with started(server, told) as (process, port), ThreadPoolExecutor(AT_ONCE) as hands, self.http(port) as http:
            sent = [hands.submit(self.send, http, wish) for wish in wishes]
            if not told:
                time.sleep(chance.uniform(0, 0.12))
                os.kill(process, signal.SIGKILL)
            for one in sent:
                one.result()
        self.deaths += bool(self.open)

    def last(self, server: subprocess.Popen[str]) -> None:
        """To a server that lives: what is open for the last time, and all that was answered once more."""
        waiting, self.open = self.open, []
        with started(server, {}) as (_, port), self.http(port) as http:
            for wish in waiting:
                self.send(http, wish)
            for wish, content in self.answered.values():
                again = http.post(wish.path, json=wish.body, headers={"Idempotency-Key": wish.key})
                assert (again.content, again.headers["Idempotency-Replayed"]) == (content, "true")

    def http(self, port: int) -> httpx.Client:
        """Connections to the server, with the owner's key."""
        headers = {"Authorization": f"Bearer {self.house.secret}"}
        return httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=20)

    def send(self, http: httpx.Client, wish: Wish) -> None:
        """Ask once. No answer is no answer: whether it was done is not known."""
        try:
            response = http.post(wish.path, json=wish.body, headers={"Idempotency-Key": wish.key})
        except httpx.TransportError:
            self.open.append(wish)
            return
        assert response.status_code == 200, (wish, response.text)
        self.done_unheard += "Idempotency-Replayed" in response.headers
        self.answered[wish.key] = (wish, response.content)

    def order(self, chance: random.Random) -> Wish:
        """A one-off order, drafted and finalized in one commit."""
        line = {"description": "Bicycle", "amount": f"{chance.randint(1, 500)}.{chance.randint(0, 99):02}"}
        return Wish("/v1/invoices", {**self.company, "currency": "EUR", "finalize": True, "lines": [line]})

    def payments(self) -> list[Wish]:
        """One for each invoice that was answered and is not paid yet."""
        found = []
        for wish, content in list(self.answered.values()):
            answer = json.loads(content)
            if wish.path == "/v1/invoices" and answer["id"] not in self.paid:
                self.paid.add(answer["id"])
                found.append(Wish("/v1/payments", {
                    "amount": answer["amount_due"], "currency": "EUR", "invoice": answer["id"],
                    "received_on": "2026-01-15", "method_type": "bank_transfer",
                }))  # fmt: skip
        return found


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Forks servers on the database in the folder."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.crash.served", str(tmp_path)], env=environment, cwd=tmp_path, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as running:  # fmt: skip
        yield running
        running.kill()


@contextmanager
def started(server: subprocess.Popen[str], told: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """A new server process, its id and its port; dead in the end."""
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps(told) + "\n")
    server.stdin.flush()
    found = json.loads(server.stdout.readline())
    yield found["process"], found["port"]
    with suppress(ProcessLookupError):  # it did so by itself
        os.kill(found["process"], signal.SIGKILL)


def opened(folder: Path, secret: str = "") -> House:
    """The same database, without a server; a first tenant in it where no key is given."""
    gateway = open_gateway(load(folder, {}))
    if secret:
        return House(gateway, gateway.engine.tenants()[0][0], secret)
    first = tenants.first_tenant(gateway.engine, "Crash")
    return House(gateway, first.tenant, first.secret)


def a_company(house: House) -> dict[str, str]:
    """Who sells, and who buys."""
    entity = house(
        "entities.create", name="Canal", legal_name="Canal B.V.", address={"country": "NL"}, functional_currency="EUR",
        timezone="Europe/Amsterdam",
    )["id"]  # fmt: skip
    rate = house("tax_rates.create", country="NL", tax_type="vat", percentage="21", category="S", name="BTW",
                 valid_from="2012-10-01")["id"]  # fmt: skip
    house("entities.update", entity, tax_rates=[rate])
    customer = house("customers.create", name="Tulip", address={"country": "NL"})["id"]
    return {"customer": customer, "entity": entity}


def test_a_killed_server_loses_nothing_and_repeats_nothing(tmp_path: Path, server: subprocess.Popen[str]) -> None:
    """Dead before and after each of its first commits, before its answers, and at any moment; then all is looked at."""
    house = opened(tmp_path)
    client = Client(house, a_company(house))
    house.gateway.engine.store.close()
    chance = random.Random(2026)
    for told in [*COMMITS, *ANSWERS, *({} for _ in range(BY_CHANCE))]:
        client.round(server, told, chance)
    client.last(server)
    assert client.deaths >= len(COMMITS) + len(ANSWERS), "some who had to die did not: this has tested nothing"
    assert client.done_unheard >= len(ANSWERS), "an answer that nobody heard was not found again"
    assert not client.open

    house = opened(tmp_path, house.secret)
    for plural in ("invoices", "payments"):
        answered = [json.loads(content) for wish, content in client.answered.values() if wish.path == f"/v1/{plural}"]
        kept = everything(house, f"{plural}.list")
        assert sorted(one["id"] for one in kept) == sorted(one["id"] for one in answered)
    assert {one["amount_unallocated"] for one in everything(house, "payments.list")} == {"0.00"}
    (series,) = everything(house, "series.list")
    numbers = [one["sequence"] for one in everything(house, "series.audit", series["id"])]
    assert sorted(numbers) == list(range(1, len(everything(house, "invoices.list")) + 1))
    assert [one for one in house("assurance.run")["invariants"] if not one["passed"]] == []
    house.gateway.engine.store.close()


def everything(house: House, operation: str, *path: str) -> list[Any]:
    """Every page of a list."""
    found: list[Any] = []
    after: dict[str, str] = {}
    while True:
        page = house(operation, *path, limit="100", **after)
        found += page["data"]
        if not page["has_more"]:
            return found
        after = {"after": page["next_cursor"]}

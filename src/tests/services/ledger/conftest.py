"""A house with an entity, whose books are written to directly: as the services further down the street do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import pytest

from harr.engine import SYSTEM, Engine, Tx
from harr.kernel.ids import id_number
from harr.kernel.money import Money
from harr.services import ledger
from harr.services.ledger import Leg, Posted, Posting
from tests.house import House

T = TypeVar("T")
ADDRESS = {"line1": "Keizersgracht 1", "city": "Amsterdam", "country": "NL"}


@dataclass
class Books:
    """The books of one entity of a house."""

    house: House
    entity_text: str
    steps: int = field(default=0)

    @property
    def entity(self) -> int:
        """The entity's number."""
        return id_number(self.entity_text, "ent")

    @property
    def engine(self) -> Engine:
        """What the house runs on."""
        return self.house.gateway.engine

    def run(self, fn: Callable[[Tx], T]) -> T:
        """In a transaction that is committed."""
        return self.engine.run(self.house.tenant, SYSTEM, fn).result

    def read(self, fn: Callable[[Tx], T]) -> T:
        """On a snapshot."""
        return self.engine.read(self.house.tenant, SYSTEM, fn)

    def order(self) -> None:
        """Give every commit its position, as the sequencer does."""
        self.engine.order(self.house.tenant)

    def posting(self, *legs: Leg, on: date = date(2026, 1, 15), cause: str | None = None) -> Posting:
        """A posting with a cause of its own."""
        self.steps += 1
        return Posting(
            entity=self.entity,
            cause=cause or f"test.posted/{self.steps}/1",
            type="test",
            effective_on=on,
            lines=legs,
            rule="test/1",
        )

    def post(self, *legs: Leg, on: date = date(2026, 1, 15), cause: str | None = None) -> Posted:
        """Post one, in a commit of its own."""
        posting = self.posting(*legs, on=on, cause=cause)
        return self.run(lambda tx: ledger.post(tx, [posting])[0])

    def balance(self, code: str, owner: str | None = None, currency: str = "EUR") -> str:
        """What a code holds."""
        return self.read(lambda tx: ledger.balance(tx, self.entity, code, currency, owner)).text

    def verified(self) -> None:
        """Every check passes, before and after the sequencer."""
        for _ in range(2):
            wrong = [check for check in self.read(ledger.verify) if not check.passed]
            assert not wrong, wrong
            self.order()

    def account(self, code: str, owner: str | None = None, currency: str = "EUR") -> str:
        """The id of an account that is there."""
        asked = {"code": code, "currency": currency} | ({"owner": owner} if owner else {})
        found = self.house("accounts.list", **asked)["data"]
        assert len(found) == 1, found
        text: str = found[0]["id"]
        return text


def eur(text: str) -> Money:
    """Euros."""
    return Money.parse(text, "EUR")


@pytest.fixture
def books(house: House) -> Books:
    """A Dutch entity."""
    made = house(
        "entities.create", name="EU", legal_name="EU B.V.", address=ADDRESS, functional_currency="EUR",
        timezone="Europe/Amsterdam",
    )  # fmt: skip
    return Books(house, made["id"])

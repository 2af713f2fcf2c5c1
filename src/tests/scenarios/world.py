"""A company to try things with: an entity, its tax rates, customers; every act goes through the gateway.

In the mode `on time` the agenda is run item by item as the clock comes by. In
`late` the clock jumps and the agenda is run afterwards: documents and amounts have
to be the same. In `rehearsed` every act is rehearsed first and has to answer what
the act itself then answers.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from harr.contract import BY_NAME
from harr.edge.gateway import Response
from harr.engine import agenda, outbox
from harr.engine.actor import SYSTEM
from harr.kernel.ids import PATTERN
from harr.kernel.time import micros
from harr.services import payments
from tests.house import House

Mode = Literal["on time", "late", "rehearsed"]
MODES: tuple[Mode, ...] = ("on time", "late", "rehearsed")
OPENS_AT = "2026-01-15T09:00:00Z"
ADDRESS = {"line1": "Herengracht 1", "city": "Amsterdam", "postal_code": "1015 BA", "country": "NL"}
ID = re.compile(rf"[a-z]+_{PATTERN}")
OF_THE_MOMENT = frozenset({"number", "next_number", "digest", "position", "version", "series"})
"""What a rehearsal cannot know: numbers are not taken, ids are not kept."""


@dataclass
class World:
    """A sandbox with a company in it."""

    house: House
    parent: House
    mode: Mode = "on time"
    entity: str = ""
    rates: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, parent: House, mode: Mode = "on time", **entity: Any) -> World:
        """A company in Amsterdam that sells with 21 % and 9 % VAT, with reverse charge, and free of tax."""
        world = cls(parent.sandbox(OPENS_AT), parent, mode)
        world.entity = world.new_entity(**entity)
        world.rates = {name: world.rate(name, **facts) for name, facts in RATES.items()}
        return world

    # ---- acting -----------------------------------------------------------------------------------------------------

    def __call__(self, operation: str, /, *path: str, **body: Any) -> Any:
        """Ask for an operation that has to succeed."""
        if self.mode == "rehearsed" and BY_NAME[operation].writes:
            rehearsed = self.house.rehearse(operation, *path, **body)
            done = self.house(operation, *path, **body)
            if not rehearsed["asks"]:  # what the world answers is not known before it is asked
                assert comparable(rehearsed["result"]) == comparable(done), f"{operation} was rehearsed otherwise"
            return done
        return self.house(operation, *path, **body)

    def refused(self, operation: str, /, *path: str, **body: Any) -> Any:
        """Ask for an operation that has to be refused; a rehearsal is refused for the same reason."""
        if self.mode == "rehearsed" and BY_NAME[operation].writes:
            rehearsed = self.house.refused(operation, *path, query={"dry_run": "true"}, **body)
            done = self.house.refused(operation, *path, **body)
            assert (rehearsed["code"], rehearsed["field"]) == (done["code"], done["field"])
            return done
        return self.house.refused(operation, *path, **body)

    def send(self, operation: str, /, *path: str, **body: Any) -> Response:
        """Ask for an operation and take the answer as it is."""
        return self.house.send(operation, *path, **body)

    def until(self, instant: str) -> None:
        """Let time go by."""
        if self.mode == "late":
            self._jump(micros(datetime.fromisoformat(instant)))
        else:
            self.house.advance(self.parent, instant)

    def _jump(self, to_us: int) -> None:
        """The clock moves first; what was due meanwhile is done afterwards, later than it should have been."""
        engine, tenant = self.house.gateway.engine, self.house.tenant
        moved = "UPDATE engine_tenant SET clock_at = :to_us WHERE tenant = :tenant"
        engine.run(tenant, SYSTEM, lambda tx: tx.run(moved, to_us=to_us))
        while row := engine.read(tenant, SYSTEM, lambda tx: agenda.earliest(tx, to_us, retry=False)):
            assert agenda.run_item(engine, tenant, row, final=True), row
        self.house.work()

    # ---- the company ------------------------------------------------------------------------------------------------

    def new_entity(self, **changes: Any) -> str:
        """An entity of this company."""
        given: dict[str, Any] = {"name": "Canal Software", "legal_name": "Canal Software B.V.", "address": ADDRESS,
                                 "functional_currency": "EUR", "timezone": "Europe/Amsterdam"}  # fmt: skip
        made: str = self.house("entities.create", **{**given, **changes})["id"]
        return made

    def rate(self, name: str, percentage: str, category: str, **more: Any) -> str:
        """A tax rate of the Netherlands."""
        made: str = self.house(
            "tax_rates.create", name=name, country="NL", tax_type="vat", percentage=percentage, category=category,
            valid_from="2019-01-01", **more,
        )["id"]  # fmt: skip
        return made

    def customer(self, name: str = "Tulip Travel", **more: Any) -> str:
        """A customer of this company."""
        given = {"name": name, "kind": "company", "address": ADDRESS, "invoice_delivery": "none", **more}
        made: str = self.house("customers.create", **given)["id"]
        return made

    def order(self, customer: str, *amounts: str, tax: str = "21", currency: str = "EUR", **more: Any) -> Any:
        """A one-off order in one commit: a line for each amount, net of tax unless `tax_behavior` says otherwise."""
        behavior = more.pop("tax_behavior", "exclusive")
        lines = [
            {
                "description": f"Item {n}",
                "unit_amount": amount,
                "tax_rates": [self.rates[tax]],
                "tax_behavior": behavior,
            }
            for n, amount in enumerate(amounts, start=1)
        ]
        given = {"customer": customer, "currency": currency, "entity": self.entity, "lines": lines, "finalize": True}
        return self("invoices.create", headers={"idempotency-key": str(uuid.uuid4())}, **{**given, **more})

    def pay(
        self, amount: str, *, invoice: Any = None, on: str = "2026-01-15", currency: str = "EUR", **more: Any
    ) -> Any:
        """A bank transfer that arrived."""
        if invoice is not None:
            more["invoice"] = invoice["id"] if isinstance(invoice, dict) else invoice
        given = {"amount": amount, "currency": currency, "method_type": "bank_transfer", "received_on": on, **more}
        return self("payments.create", **given)

    def method(self, customer: str, stored: str = "pm_card_visa", kind: str = "card", **more: Any) -> str:
        """A way to pay that the simulated provider keeps."""
        made = self("payment_methods.create", customer=customer, type=kind, token=stored, **more)
        assert made["status"] == "active", made
        found: str = made["id"]
        return found

    def collect(self, amount: str, method: str, *, invoice: Any = None, currency: str = "EUR", **more: Any) -> Any:
        """A payment that is collected by a method."""
        if invoice is not None:
            more["invoice"] = invoice["id"] if isinstance(invoice, dict) else invoice
        return self("payments.create", amount=amount, currency=currency, payment_method=method, **more)

    def payment(self, payment: Any) -> Any:
        """A payment as it is now."""
        return self.house("payments.retrieve", payment["id"] if isinstance(payment, dict) else payment)

    def differences(self) -> list[str]:
        """Where the simulated provider and Harr say something else."""
        engine = self.house.gateway.engine
        return engine.read(self.house.tenant, SYSTEM, payments.differences)

    def invoice(self, invoice: Any) -> Any:
        """An invoice as it is now."""
        return self.house("invoices.retrieve", invoice["id"] if isinstance(invoice, dict) else invoice)

    # ---- looking ----------------------------------------------------------------------------------------------------

    def entries(self, cause: str) -> list[tuple[str, str, str]]:
        """What was posted under the first transaction of a cause's beginning: code, side, amount."""
        found = [each for each in self._transactions() if each["cause"].startswith(cause)]
        assert found, f"nothing was posted under {cause}"
        return [(each["code"], each["side"], each["amount"]) for each in found[0]["entries"]]

    def causes(self) -> list[str]:
        """Every cause of the journal, as posted."""
        return [each["cause"] for each in self._transactions()]

    def _transactions(self) -> list[Any]:
        found: list[Any] = []
        after: dict[str, str] = {}
        while True:
            page = self.house("transactions.list", order="asc", limit=100, **after)
            found += page["data"]
            if not page["has_more"]:
                return found
            after = {"after": page["next_cursor"]}

    def told(self, *types: str) -> list[str]:
        """What has been told: the subjects of events of these types, in the order of commits."""
        engine = self.house.gateway.engine
        engine.order(self.house.tenant)
        rows = engine.read(self.house.tenant, SYSTEM, lambda tx: outbox.after(tx, 0, 0, types, 1_000))
        return [str(row["subject"]) for row in rows]

    def held(self, code: str, currency: str = "EUR", entity: str | None = None) -> str:
        """What all accounts of a code hold, on their normal side."""
        found = self.house("balances.list", entity=entity or self.entity, code=code, currency=currency)["data"]
        return str(found[0]["posted"]) if found else "0"

    def balance(self, customer: str) -> list[tuple[str, str]]:
        """What the customer has: currency and amount."""
        return [(each["currency"], each["balance"]) for each in self.house("customers.balances", customer)["data"]]

    def tamper(self, sql: str, **values: Any) -> None:
        """Change a row behind Harr's back."""
        self.house.gateway.engine.run(self.house.tenant, SYSTEM, lambda tx: tx.run(sql, **values))

    def verify(self) -> None:
        """The books add up, and everything that is kept beside them agrees."""
        self.house.work()
        found = self.house("assurance.run")
        assert found["invariants"], "nothing was checked"
        wrong = [each for each in found["invariants"] if not each["passed"]]
        assert not wrong, wrong
        assert self.house("assurance.retrieve") == found


RATES: dict[str, dict[str, str]] = {
    "21": {"percentage": "21", "category": "S"},
    "9": {"percentage": "9", "category": "S"},
    "reverse": {"percentage": "0", "category": "AE", "exemption_reason": "Reverse charge"},
    "none": {"percentage": "0", "category": "Z"},
}


def comparable(value: Any) -> Any:
    """An answer without what a rehearsal cannot know."""
    if isinstance(value, dict):
        return {name: comparable(each) for name, each in value.items() if name not in OF_THE_MOMENT}
    if isinstance(value, list):
        return [comparable(each) for each in value]
    return ID.sub("an id", value) if isinstance(value, str) else value

"""A world to run cases in: a Harr in memory with a sandbox, and the sellers, buyers and rates that cases need."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from harr.contract import BY_NAME
from harr.edge.gateway import Gateway, Request
from harr.edge.wiring import build
from harr.engine import worker
from harr.engine.sqlite import SqliteStore
from harr.kernel.errors import RuleConflict
from harr.services import tenants

CLOCK_AT = "2026-01-15T09:00:00Z"
SELLER_COUNTRY = "NL"
BUYER_COUNTRY = "DE"
BUYER_VAT = "DE113866163"
ZERO_TAXED = {
    "Z": "zero rated",
    "E": "exempt",
    "AE": "reverse charge",
    "K": "intra-community supply",
    "G": "export outside the EU",
    "O": "not subject to tax",
}


class CaseRefused(Exception):  # noqa: N818 - the case's failure, not Harr's
    """A request of a case was refused."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        super().__init__(f"{problem['code']}: {problem['detail']} ({problem['way_out']})")


class World:
    """Asks a sandbox, and remembers whom it has already made."""

    def __init__(self, gateway: Gateway | None = None, clock_at: str = CLOCK_AT) -> None:
        self.gateway = gateway or build(SqliteStore(":memory:"), secrets.token_bytes(32))
        first = tenants.first_tenant(self.gateway.engine, "cases")
        self._secret = first.secret
        sandbox = self.ask("sandboxes.create", name="cases", clock_at=clock_at)
        self._secret, self._sandbox = sandbox["key"], sandbox["id"]
        self._made: dict[str, str] = {}

    def ask(self, operation_name: str, /, *path: str, query: Mapping[str, str] | None = None, **body: Any) -> Any:
        """One operation through the gateway; a refusal is raised."""
        operation = BY_NAME[operation_name]
        where, values = operation.path, list(path)
        for parameter in operation.parameters:
            where = where.replace(f"{{{parameter}}}", quote(values.pop(0), safe=""))
        headers = {"authorization": f"Bearer {self._secret}"}
        if operation.needs_key or body.get("finalize"):
            headers["idempotency-key"] = secrets.token_hex(16)
        content = json.dumps(body).encode() if operation.request else b""
        response = self.gateway.dispatch(Request(operation.method, where, query or {}, headers, content))
        answer = response.json()
        if response.status >= 400:
            raise CaseRefused(answer)
        if response.headers["Harr-Stage"] == "mock":  # an example is no result
            raise RuleConflict(f"{operation_name} is a mock", way_out="Run this kind when the operation has a handler.")
        return answer

    def until(self, instant: str) -> None:
        """Let time go by, and all that is due meanwhile be done."""
        self.ask("sandboxes.advance", self._sandbox, to=instant)
        worker.work_off(self.gateway.engine)

    def once(self, operation_name: str, /, **body: Any) -> str:
        """Make something unless the same was made before; its id."""
        key = operation_name + json.dumps(body, sort_keys=True)
        if key not in self._made:
            self._made[key] = self.ask(operation_name, **body)["id"]
        return self._made[key]

    def entity(self, currency: str, **more: Any) -> str:
        """A seller with books in this currency, and these rules or rates."""
        return self.once(
            "entities.create", name="Seller", legal_name="Seller B.V.", functional_currency=currency,
            timezone="Europe/Amsterdam", address={"country": SELLER_COUNTRY, "city": "Amsterdam"}, **more,
        )  # fmt: skip

    def rate(self, percentage: str, category: str = "S") -> str:
        """A tax rate; one of 0 says why."""
        words = {"exemption_reason": ZERO_TAXED[category]} if category in ZERO_TAXED else {}
        return self.once(
            "tax_rates.create", name=f"{category} {percentage}", country=SELLER_COUNTRY, tax_type="vat",
            percentage=percentage, category=category, valid_from="2000-01-01", **words,
        )  # fmt: skip

    def buyer(self, **more: Any) -> str:
        """A new customer: a company in another country of the EU, with a VAT number."""
        made: str = self.ask(
            "customers.create", name="Buyer", kind="company", legal_name="Buyer GmbH",
            address={"country": BUYER_COUNTRY, "city": "Berlin"}, **more,
        )["id"]  # fmt: skip
        self.ask("tax_ids.create", made, type="eu_vat", value=BUYER_VAT)
        return made

"""A Harr for a test: one call for each operation, by its name, through the gateway."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from harr.contract import BY_NAME
from harr.edge.gateway import Gateway, Request, Response
from harr.engine import worker


@dataclass(frozen=True)
class House:
    """A gateway, a tenant in it, and the key that is used."""

    gateway: Gateway
    tenant: int
    secret: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def send(
        self,
        operation_name: str,
        /,
        *path: str,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        raw: bytes | None = None,
        **body: Any,
    ) -> Response:
        """Ask for an operation and take the answer as it is."""
        operation = BY_NAME[operation_name]
        where, values = operation.path, list(path)
        for parameter in operation.parameters:
            where = where.replace(f"{{{parameter}}}", quote(values.pop(0), safe=""))
        sent = {"authorization": f"Bearer {self.secret}", **self.headers, **(headers or {})}
        if operation.needs_key and "idempotency-key" not in sent:
            sent["idempotency-key"] = str(uuid.uuid4())
        content = raw if raw is not None else json.dumps(body).encode() if body or operation.request else b""
        if operation.method == "GET" and raw is None:
            query, content = {**(query or {}), **{key: str(value) for key, value in body.items()}}, b""
        return self.gateway.dispatch(Request(operation.method, where, query or {}, sent, content))

    def __call__(self, operation_name: str, /, *path: str, **body: Any) -> Any:
        """Ask for an operation that has to succeed; its answer, read."""
        response = self.send(operation_name, *path, **body)
        assert response.status < 400, response.body.decode()
        return response.json()

    def refused(self, operation_name: str, /, *path: str, **body: Any) -> dict[str, Any]:
        """Ask for an operation that has to be refused; the problem."""
        response = self.send(operation_name, *path, **body)
        assert 400 <= response.status < 500, (response.status, response.body.decode())
        found: dict[str, Any] = response.json()
        return found

    def rehearse(self, operation_name: str, /, *path: str, **body: Any) -> Any:
        """Ask what would happen."""
        return self(operation_name, *path, query={"dry_run": "true"}, **body)

    def sandbox(self, clock_at: str = "2026-01-15T09:00:00Z", name: str = "trying") -> House:
        """A new sandbox of this tenant, and its owner key."""
        made = self("sandboxes.create", name=name, clock_at=clock_at)
        tenant = _number(made["id"])
        return replace(self, tenant=tenant, secret=made["key"])

    def work(self) -> None:
        """Do what waits for this tenant: reactions, agenda, jobs."""
        engine = self.gateway.engine
        for tenant, kind in engine.tenants():
            if tenant == self.tenant:
                while worker.round_of(engine, tenant, kind):
                    pass

    def advance(self, parent: House, to: str) -> None:
        """Advance this sandbox by its parent's key, and wait until it is there."""
        from harr.kernel.ids import id_text  # noqa: PLC0415

        parent("sandboxes.advance", id_text("sbx", self.tenant), to=to)
        parent.work()


def _number(text: str) -> int:
    from harr.kernel.ids import id_number  # noqa: PLC0415

    return id_number(text)

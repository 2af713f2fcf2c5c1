"""Harr without a server: a request is dispatched where it is made, and what it sets off is done before the answer."""

from __future__ import annotations

import logging

from harr.edge.gateway import Gateway, Request, Response
from harr.engine import worker
from harr.kernel.errors import Refusal

log = logging.getLogger("harr.worker")

MOST_ROUNDS = 10_000
"""Far more than any work has: work that makes new work for ever is a mistake, and must not hang the caller."""


def dispatch_and_work(gateway: Gateway, request: Request) -> Response:
    """Answer a request, then do the waiting work of its tenant."""
    response = gateway.dispatch(request)
    work_after(gateway, request, response)
    return response


def work_after(gateway: Gateway, request: Request, response: Response) -> None:
    """What a worker would do after a write: reactions, what is due, jobs."""
    if request.method != "GET" and response.status < 400 and request.query.get("dry_run") != "true":
        tenant = tenant_of(gateway, request)
        if tenant is not None:
            work_off(gateway, tenant)


def tenant_of(gateway: Gateway, request: Request) -> int | None:
    """Whose request it is, or nothing where it needs no credential."""
    secret = request.headers.get("authorization", "").partition(" ")[2].strip()
    try:
        return gateway.holder(secret).tenant if secret else None
    except Refusal:  # a key that has just revoked itself
        return None


def work_off(gateway: Gateway, tenant: int) -> None:
    """Go round until nothing waits. What fails stays where it is, with its error, as under a worker."""
    kind = dict(gateway.engine.tenants()).get(tenant)
    if kind is None:
        return
    try:
        for _ in range(MOST_ROUNDS):
            if not worker.round_of(gateway.engine, tenant, kind):
                return
    except Exception:
        log.exception("a round failed")

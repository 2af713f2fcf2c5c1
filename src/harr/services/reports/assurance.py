"""Whether the books add up: every check of every service, run together, and what the last run found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from harr.contract.reports import Assurance, ChainHead, Invariant, UnexplainedAmount
from harr.engine import Row, Tx, dumps, loads, order
from harr.kernel.time import instant
from harr.services import credits, invoices, ledger, metering, payments, revenue, subscriptions  # noqa: A004
from harr.services.ledger import Check
from harr.services.reports import store

CHECKED = (ledger, metering, credits, subscriptions, revenue, invoices, payments)
"""Whoever keeps a figure beside the journal, in street order."""


def checks(tx: Tx) -> list[Check]:
    """All that has to be true, added up again on the snapshot of this transaction."""
    return [check for service in CHECKED for check in service.verify(tx)]


def run(tx: Tx) -> Assurance:
    """Add the books up again, now, and keep what was found."""
    found = checks(tx)
    position, digest = order.head(tx)
    row = {
        "id": tx.new_id(),
        "ran_at": tx.now_us,
        "position": position,
        "digest": digest,
        "passed": int(all(check.passed for check in found)),
        "body": dumps({"invariants": _invariants(found)}),
    }
    store.keep(tx, row)
    return present(row)


def retrieve(tx: Tx) -> Assurance:
    """What the last run found; before the first one, nothing was looked at."""
    row = store.last(tx)
    return Assurance() if row is None else present(row)


def present(row: Row) -> Assurance:
    """A run as callers see it."""
    body: dict[str, Any] = loads(row["body"])
    return Assurance(
        last_run=instant(row["ran_at"]),
        invariants=msgspec.convert(body["invariants"], list[Invariant]),
        unexplained_amounts=msgspec.convert(body.get("unexplained_amounts", []), list[UnexplainedAmount]),
        chain_head=ChainHead(position=row["position"], digest=row["digest"]),
    )


def _invariants(found: Sequence[Check]) -> list[Invariant]:
    return [
        Invariant(
            name=check.name,
            passed=check.passed,
            checked=check.counted,
            facts={"wrong": list(check.wrong)} if check.wrong else {},
        )
        for check in found
    ]

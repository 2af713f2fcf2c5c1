"""Disputes: a customer's bank wants a payment back. Evidence is gathered, handed in, or the customer may have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
from msgspec import UNSET

from harr.contract.operations import Listing, Page
from harr.contract.payments import Dispute, DisputeUpdate
from harr.engine import Ask, Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import StateConflict
from harr.kernel.ids import id_number, path_id
from harr.services.payments import accounts, judging, said, store
from harr.services.payments.presenting import dispute as present
from harr.services.payments.said import DisputeSaid

ANSWERED = "payments.disputed"
OPEN = ("warning", "needs_response")


def retrieve(tx: Tx, dispute_id: str) -> Dispute:
    """A dispute by its id."""
    return present(_row(tx, dispute_id))


def list_(tx: Tx, listing: Listing) -> Page[Dispute]:
    """Disputes by payment, status and the day until which evidence is taken."""
    return page(tx, "payments_dispute", listing, _presented)


def update(tx: Tx, dispute_id: str, given: DisputeUpdate) -> Dispute:
    """Gather evidence until it is handed in. It is replaced whole."""
    row = _row(tx, dispute_id)
    tx.expect(row["version"])
    _require(row, OPEN, "be given evidence")
    body = loads(row["body"])
    named = {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    if all(body[name] == value for name, value in named.items()):
        return present(row)
    return present(store.change(tx, "payments_dispute", row, body=dumps({**body, **named})))


def submit_evidence(tx: Tx, dispute_id: str) -> Ask:
    """Hand the evidence to the bank, once."""
    row = _row(tx, dispute_id)
    tx.expect(row["version"])
    _require(row, ("needs_response",), "be answered")
    return _ask(tx, row, "evidence", evidence=loads(row["body"])["evidence"])


def accept(tx: Tx, dispute_id: str) -> Ask:
    """Let the customer have it."""
    row = _row(tx, dispute_id)
    tx.expect(row["version"])
    _require(row, ("needs_response", "under_review"), "be accepted")
    return _ask(tx, row, "accept")


def answered(tx: Tx, key: str, answer: Mapping[str, Any]) -> None:
    """The provider answered a question about a dispute; silence changes nothing."""
    found = said.read(answer)
    if isinstance(found, DisputeSaid):
        row = store.known(tx, "payments_dispute", id_number(key.partition("/")[0], "dsp"))
        judging.apply(tx, row["provider"], found)


def _ask(tx: Tx, row: Row, do: str, **more: object) -> Ask:
    asked = store.change(tx, "payments_dispute", row, asked=row["asked"] + 1)
    attempt = store.known(tx, "payments_attempt", row["attempt"])
    request = {"do": do, "dispute": row["reference"], "account": attempt["account"], **more}
    shown = present(asked)
    return replace(Ask(accounts.PORT, f"{shown.id}/{do}/{asked['asked']}", request, ANSWERED), result=shown)


def _presented(rows: Sequence[Row]) -> list[Dispute]:
    return [present(row) for row in rows]


def _row(tx: Tx, dispute_id: str) -> Row:
    return store.get(tx, "payments_dispute", path_id(dispute_id, "dsp"))


def _require(row: Row, statuses: tuple[str, ...], what: str) -> None:
    verbs = {"needs_response": ["update", "submit_evidence", "accept"], "under_review": ["accept"],
             "warning": ["update"]}  # fmt: skip
    if row["status"] not in statuses:
        raise StateConflict(f"the dispute is {row['status']} and cannot {what}", status=row["status"],
                            allowed=verbs.get(row["status"], []))  # fmt: skip

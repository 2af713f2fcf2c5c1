"""Payments and refunds as callers see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from harr.contract.payments import Allocation, Dispute, NextAction, Payment, Refund
from harr.contract.shapes import Failure
from harr.engine import Row, Tx, loads
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.kernel.time import instant
from harr.services.payments import store


def payments(tx: Tx, rows: Sequence[Row]) -> list[Payment]:
    """Payments with what they pay and how they were tried: two queries more, however many there are."""
    paying = store.allocations(tx, [row["id"] for row in rows])
    tried = store.attempts_of(tx, [row["id"] for row in rows if row["payment_method"] is not None])
    return [
        _payment(row, [part for part in paying[row["id"]] if part["amount"]], tried.get(row["id"], [])) for row in rows
    ]


def payment(tx: Tx, row: Row) -> Payment:
    """One payment."""
    return payments(tx, [row])[0]


def capturable(tx: Tx, row: Row) -> Money:
    """What is authorized and was not captured yet."""
    return _capturable(row, store.attempts_of(tx, [row["id"]])[row["id"]])


def _capturable(row: Row, attempts: Sequence[Row]) -> Money:
    held = [each["amount"] - each["captured"] for each in attempts if each["status"] == "authorized"]
    return Money(sum(held) if row["status"] == "requires_capture" else 0, row["currency"])


def refunds(rows: Sequence[Row]) -> list[Refund]:
    """Refunds."""
    return [refund(row) for row in rows]


def refund(row: Row) -> Refund:
    """One refund."""
    body = loads(row["body"])
    return Refund(
        id=id_text("ref", row["id"]),
        external_id=row["external_id"],
        metadata=body["metadata"],
        app=_id("app", row["app"]),
        created_at=instant(row["created_at"]),
        version=row["version"],
        updated_at=instant(row["updated_at"]),
        status=row["status"],
        payment=id_text("pay", row["payment"]),
        amount=Money(row["amount"], row["currency"]).text,
        currency=row["currency"],
        reason=body["reason"],
        credit_note=_id("crn", row["credit_note"]),
        method=row["method"],
        failure=msgspec.convert(body.get("failure"), Failure | None),
    )


def dispute(row: Row) -> Dispute:
    """One dispute."""
    body = loads(row["body"])
    return Dispute(
        id=id_text("dsp", row["id"]),
        external_id=row["external_id"],
        metadata=body["metadata"],
        app=_id("app", row["app"]),
        created_at=instant(row["created_at"]),
        version=row["version"],
        updated_at=instant(row["updated_at"]),
        status=row["status"],
        payment=id_text("pay", row["payment"]),
        amount=Money(row["amount"], row["currency"]).text,
        currency=row["currency"],
        reason=body["reason"],
        network_reason=body["network_reason"],
        evidence=body["evidence"],
        evidence_due_at=None if row["evidence_due_at"] is None else instant(row["evidence_due_at"]),
        fee_amount=Money(row["fee_amount"], row["currency"]).text,
        outcome_action=body["outcome_action"],
        credit_note=_id("crn", row["credit_note"]),
    )


def _payment(row: Row, paying: Sequence[Row], attempts: Sequence[Row]) -> Payment:
    body, currency = loads(row["body"]), row["currency"]
    return Payment(
        id=id_text("pay", row["id"]),
        external_id=row["external_id"],
        metadata=body["metadata"],
        app=_id("app", row["app"]),
        created_at=instant(row["created_at"]),
        version=row["version"],
        updated_at=instant(row["updated_at"]),
        status=row["status"],
        customer=_id("cus", row["customer"]),
        entity=id_text("ent", row["entity"]),
        invoice=_id("inv", row["invoice"]),
        allocations=[
            Allocation(invoice=id_text("inv", part["invoice"]), amount=Money(part["amount"], currency).text)
            for part in paying
        ],
        amount=Money(row["amount"], currency).text,
        currency=currency,
        payment_method=_id("pm", row["payment_method"]),
        provider=row["provider"],
        method_type=row["method_type"],
        capture=row["capture"],
        received_on=None if row["received_on"] is None else date.fromisoformat(row["received_on"]),
        reference=row["reference"],
        description=body["description"],
        amount_capturable=_capturable(row, attempts).text,
        amount_received=Money(row["amount_received"] - row["amount_taken_back"], currency).text,
        amount_refunded=Money(row["amount_refunded"], currency).text,
        amount_allocated=Money(row["amount_allocated"], currency).text,
        amount_unallocated=Money(row["amount_unallocated"], currency).text,
        fee_amount=None if row["fee_amount"] is None else Money(row["fee_amount"], currency).text,
        last_error=msgspec.convert(body.get("last_error"), Failure | None),
        next_action=msgspec.convert(body.get("next_action"), NextAction | None),
        statement_descriptor=body["statement_descriptor"],
        attempts=[id_text("att", each["id"]) for each in attempts],
    )


def _id(prefix: str, number: int | None) -> str | None:
    return None if number is None else id_text(prefix, number)

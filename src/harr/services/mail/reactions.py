"""What mail does at the news, and how letters get out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.contract.events import (
    CreditNoteIssued,
    Event,
    InvoiceFinalized,
    InvoiceOverdue,
    InvoicePaid,
    InvoicePaymentFailed,
    InvoiceSent,
)
from harr.services.mail import carrying, occasions, sending

REACTIONS: dict[type[Event], list[Callable[..., Any]]] = {
    InvoiceFinalized: [occasions.send_invoice],
    InvoiceSent: [occasions.write_invoice],
    InvoicePaid: [occasions.write_receipt],
    InvoicePaymentFailed: [occasions.write_payment_failed],
    InvoiceOverdue: [occasions.write_reminder],
    CreditNoteIssued: [occasions.write_credit_note],
}
CONTINUATIONS: dict[str, Callable[..., Any]] = {sending.CARRIED: sending.carried}
PORTS: dict[str, Callable[..., Any]] = {sending.PORT: carrying.nowhere}

"""Which operation is done by which function, and which of them take a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.invoices import credit_notes, documents, drafts, duplicating, finalizing, proofs, series, settling

HANDLERS: dict[str, Callable[..., Any]] = {
    "invoices.retrieve": drafts.retrieve,
    "invoices.list": drafts.list_,
    "invoices.update": drafts.update,
    "invoices.delete": drafts.delete,
    "invoices.finalize": finalizing.finalize_one,
    "invoices.send": settling.send,
    "invoices.void": settling.void,
    "invoices.mark_uncollectible": settling.mark_uncollectible,
    "invoices.apply_balance": settling.apply_balance,
    "invoices.duplicate": duplicating.duplicate,
    "invoices.explain": proofs.explain,
    "invoices.proof": proofs.proof,
    "invoices.entries": proofs.entries,
    "invoices.document": documents.of_invoice,
    "invoice_lines.create": drafts.create_line,
    "invoice_lines.retrieve": drafts.retrieve_line,
    "invoice_lines.list": drafts.list_lines,
    "invoice_lines.update": drafts.update_line,
    "invoice_lines.delete": drafts.delete_line,
    "credit_notes.create": credit_notes.create,
    "credit_notes.retrieve": credit_notes.retrieve,
    "credit_notes.list": credit_notes.list_,
    "credit_notes.update": credit_notes.update,
    "credit_notes.delete": credit_notes.delete,
    "credit_notes.issue": credit_notes.issue,
    "credit_notes.document": documents.of_credit_note,
    "series.create": series.create,
    "series.retrieve": series.retrieve,
    "series.list": series.list_,
    "series.close": series.close,
    "series.audit": series.audit,
    "documents.retrieve": documents.retrieve,
    "documents.list": documents.list_,
    "documents.content": documents.content,
}
QUEUES: dict[str, str] = {
    "invoices.finalize": "invoice",
    "invoices.mark_uncollectible": "credit_note",
    "credit_notes.create": "credit_note",
    "credit_notes.issue": "credit_note",
}

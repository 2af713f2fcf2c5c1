"""Which operation is done by which function, and which of them take a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.invoices import documents, drafts, finalizing, series, settling

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
    "invoices.document": documents.of_invoice,
    "invoice_lines.create": drafts.create_line,
    "invoice_lines.retrieve": drafts.retrieve_line,
    "invoice_lines.list": drafts.list_lines,
    "invoice_lines.update": drafts.update_line,
    "invoice_lines.delete": drafts.delete_line,
    "series.create": series.create,
    "series.retrieve": series.retrieve,
    "series.list": series.list_,
    "series.close": series.close,
    "series.audit": series.audit,
    "documents.retrieve": documents.retrieve,
    "documents.list": documents.list_,
    "documents.content": documents.content,
}
QUEUES: dict[str, str] = {"invoices.finalize": "invoice"}

"""Documents with numbers: drafts, invoices, their lines, credit notes, series, and what was printed.

A draft has figures; finalizing gives it a number, entries and documents in one
commit. What is due is lowered by what pays, and raised when that is taken back. A
credit note takes back a part of an invoice, never more than is left of it.

Owns: invoices_invoice, invoices_line, invoices_group, invoices_applied,
invoices_claim, invoices_series, invoices_number, invoices_credit_note,
invoices_document.

Invariants: the sums of a document add up; what is due is the balance of 1100 for
the invoice; numbers have no gap and rise with their dates; credit notes never take
back more than a line or a tax group has; what was printed never changes; what a
line has claimed is billed once.
"""

from harr.services.invoices.basis import given
from harr.services.invoices.credit_notes import credit, credit_dispute
from harr.services.invoices.credit_notes import send as send_note
from harr.services.invoices.drafts import draft, draft_all
from harr.services.invoices.explaining import check as check_proof
from harr.services.invoices.finalizing import finalize
from harr.services.invoices.known import (
    CreditNote,
    Numbering,
    Printed,
    TaxOfLine,
    credit_note,
    numbering,
    numbers_of,
    printed,
    refunded,
    shown,
    shown_credit_notes,
    taxes_of_lines,
    used_so_far,
)
from harr.services.invoices.previewing import BilledLine, amount_of_line, billed_lines, preview, total_of
from harr.services.invoices.reading import order
from harr.services.invoices.settling import Due, due, lose, payment_status, recover, reopen, send_invoice, settle, void
from harr.services.invoices.terms import due_on
from harr.services.invoices.verifying import verify
from harr.services.invoices.wanted import NewInvoice, NewLine

__all__ = [
    "BilledLine", "CreditNote", "Due", "NewInvoice", "NewLine", "Numbering", "Printed", "TaxOfLine",
    "amount_of_line", "billed_lines", "check_proof", "credit", "credit_dispute", "credit_note", "draft",
    "draft_all", "due", "due_on", "finalize", "given", "lose", "numbering", "numbers_of", "order",
    "payment_status", "preview", "printed", "recover", "refunded", "reopen", "send_invoice", "send_note",
    "settle", "shown", "shown_credit_notes", "taxes_of_lines", "total_of", "used_so_far", "verify", "void",
]  # fmt: skip

"""When which letter is written: what mail does at the news.

An invoice that finalizes by itself (a subscription's, or a draft whose instant has
come) is sent by itself: nobody is there to do it. One that somebody finalizes is
sent when they say so, so that a mistake can still be made void
(docs/decisions/0016-letters.md). The letter tells what is true when it is written: a
payment that has come meanwhile is not told as failed.
"""

from __future__ import annotations

from harr.contract.events import (
    CreditNoteIssued,
    InvoiceFinalized,
    InvoiceOverdue,
    InvoicePaid,
    InvoicePaymentFailed,
    InvoiceSent,
)
from harr.contract.invoices import CreditNote, Invoice
from harr.engine import Ask, Tx, asks
from harr.kernel.errors import CustomerIncomplete
from harr.kernel.ids import own_number, path_id
from harr.services import invoices
from harr.services.mail import sending, subjects


def send_invoice(tx: Tx, event: InvoiceFinalized) -> Ask | None:
    """Send by itself what was finalized by itself; one that nobody can get is kept as skipped, and is not sent."""
    shown = _now(tx, event.object)
    if shown is None or shown.status == "void" or shown.sent_at is not None or not _by_itself(shown):
        return None
    about = subjects.invoice(tx, shown)
    if not about.by_mail or not _is_some(shown.total):
        return None
    if not about.to:
        return sending.send(tx, "invoice", about)
    invoices.send_invoice(tx, own_number(shown.id))
    return None


def write_invoice(tx: Tx, event: InvoiceSent) -> Ask | None:
    """The letter with the invoice, whoever said that it be sent."""
    return _letter(tx, "invoice", _now(tx, event.object))


def write_receipt(tx: Tx, event: InvoicePaid) -> Ask | None:
    """Thank you for money; nothing where no money came (a free invoice, one paid from the balance or credited)."""
    shown = _now(tx, event.object)
    if shown is None or shown.status != "paid" or not _is_some(shown.amount_paid):
        return None
    return _letter(tx, "receipt", shown)


def write_payment_failed(tx: Tx, event: InvoicePaymentFailed) -> Ask | None:
    """Collecting did not succeed, and it is still due."""
    return _letter(tx, "payment_failed", _if_due(tx, event.object))


def write_reminder(tx: Tx, event: InvoiceOverdue) -> Ask | None:
    """Not paid in time; where Harr collects by itself, a failed payment has its own letter."""
    shown = _if_due(tx, event.object)
    if shown is None or shown.sent_at is None or shown.collection == "charge_automatically":
        return None
    return _letter(tx, "reminder", shown)


def write_credit_note(tx: Tx, event: CreditNoteIssued) -> Ask | None:
    """A correction goes where what it corrects has gone."""
    shown = event.object
    of = None if shown.invoice is None else invoices.shown(tx, [own_number(shown.invoice)])[0]
    about = subjects.credit_note(tx, shown)
    if not about.by_mail or not about.to or of is None or of.sent_at is None:
        return None
    invoices.send_note(tx, own_number(shown.id))
    return sending.send(tx, "credit_note", about)


# ---- handler ---------------------------------------------------------------------------------------------------------


def send_credit_note(tx: Tx, note_id: str) -> CreditNote:
    """Send the credit note to the customer: the handler of `credit_notes.send`."""
    sent = invoices.send_note(tx, path_id(note_id, "crn"))
    about = subjects.credit_note(tx, sent)
    if about.by_mail and not about.to:
        raise CustomerIncomplete(
            sending.NO_ADDRESS, field="customer", way_out="Set `email` on the customer.", missing=["email"]
        )
    ask = sending.send(tx, "credit_note", about) if about.by_mail else None
    if ask is not None:
        asks.keep(tx, ask, at_once=False)
    return sent


def _letter(tx: Tx, kind: str, shown: Invoice | None) -> Ask | None:
    if shown is None:
        return None
    about = subjects.invoice(tx, shown)
    return sending.send(tx, kind, about) if about.by_mail else None


def _now(tx: Tx, was: Invoice) -> Invoice | None:
    """The invoice as it is when the letter is written."""
    return next(iter(invoices.shown(tx, [own_number(was.id)])), None)


def _if_due(tx: Tx, was: Invoice) -> Invoice | None:
    shown = _now(tx, was)
    return shown if shown is not None and shown.status == "open" and _is_some(shown.amount_due) else None


def _by_itself(shown: Invoice) -> bool:
    """A subscription's invoice, or a draft whose instant came: on what somebody finalized it stands no more."""
    return shown.type == "subscription" or shown.finalizes_at is not None


def _is_some(amount: str) -> bool:
    return bool(amount.strip("-0."))

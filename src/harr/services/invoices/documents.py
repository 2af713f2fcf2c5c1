"""What was printed: stored once when a document is finalized, byte for byte, and never made again."""

from __future__ import annotations

import hashlib

import msgspec

from harr.contract.invoices import CreditNote, Document, DocumentQuery, Invoice
from harr.contract.operations import Content, Listing, Page
from harr.engine import Row, Tx
from harr.engine.pages import page
from harr.kernel.canonical import canonical_json
from harr.kernel.errors import NotFound, RuleConflict, StateConflict
from harr.kernel.ids import path_id
from harr.services.invoices import presenting, printing, store
from harr.services.invoices.states import CREDIT_NOTE_VERBS, VERBS
from harr.services.tenants import Entity

LANGUAGE = "en"
OFFERED = {"html": "text/html; charset=utf-8", "json": "application/json"}


def keep(tx: Tx, shown: Invoice | CreditNote, entity: Entity, *, app: int | None, corrects: str | None = None) -> None:
    """Store a document in every format that is offered, for the app that its subject came through."""
    store.add_documents(tx, printed(tx, shown, entity, app=app, corrects=corrects))


def printed(
    tx: Tx, shown: Invoice | CreditNote, entity: Entity, *, app: int | None, corrects: str | None = None
) -> list[Row]:
    """The rows of a document, one a format."""
    if isinstance(shown, Invoice):
        html = printing.invoice(shown, entity)
    else:
        html = printing.credit_note(shown, entity, corrects)
    contents = {"html": html, "json": canonical_json(msgspec.to_builtins(shown)).decode()}
    tx.rehearsal("documents", {"subject": shown.id, "format": "html", "language": LANGUAGE, "content": html})
    return [_row(tx, shown, app, format_, content) for format_, content in contents.items()]


def _row(tx: Tx, shown: Invoice | CreditNote, app: int | None, format_: str, content: str) -> Row:
    raw = content.encode()
    return {
        "id": tx.new_id(),
        "app": app,
        "external_id": None,
        "subject": shown.id,
        "format": format_,
        "language": LANGUAGE,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "bytes": len(raw),
        "template_version": printing.TEMPLATE_VERSION if format_ == "html" else "json/1",
        "created_at": tx.now_us,
        "content": content,
    }


# ---- handlers --------------------------------------------------------------------------------------------------------


def of_invoice(tx: Tx, invoice_id: str, query: DocumentQuery) -> Content:
    """An invoice as it was printed."""
    row = store.get(tx, "invoices_invoice", path_id(invoice_id, "inv"))
    if row["status"] == "draft":
        raise StateConflict(
            "a draft has not been printed", status="draft", allowed=list(VERBS["draft"]),
            way_out="Finalize it first, or rehearse that with dry_run to see the document.",
        )  # fmt: skip
    return _content(tx, invoice_id, query, row["number"])


def of_credit_note(tx: Tx, note_id: str, query: DocumentQuery) -> Content:
    """A credit note as it was printed."""
    row = store.get(tx, "invoices_credit_note", path_id(note_id, "crn"))
    if row["status"] == "draft":
        raise StateConflict(
            "a draft has not been printed", status="draft", allowed=list(CREDIT_NOTE_VERBS["draft"]),
            way_out="Issue it first, or rehearse that with dry_run to see the document.",
        )  # fmt: skip
    return _content(tx, note_id, query, row["number"])


def _content(tx: Tx, subject: str, query: DocumentQuery, number: str) -> Content:
    if query.format not in OFFERED:
        raise RuleConflict(
            f"documents are not printed as {query.format} yet",
            field="format",
            way_out=f"Ask for {' or '.join(OFFERED)}.",
            offered=list(OFFERED),
        )
    if query.language not in {None, LANGUAGE}:
        raise RuleConflict(
            f"documents are not printed in {query.language} yet",
            field="language",
            way_out=f"Ask for {LANGUAGE}.",
            offered=[LANGUAGE],
        )
    row = store.document(tx, subject, query.format)
    if row is None:
        raise NotFound(f"nothing was printed of {subject}")
    return Content(OFFERED[query.format], row["content"].encode(), f"{file_name(number)}.{query.format}")


def file_name(number: str) -> str:
    """A number as the name of a file: what could mean something there is a dash."""
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "-" for letter in number)


def retrieve(tx: Tx, document_id: str) -> Document:
    """A document by its id, without its bytes."""
    return presenting.document(store.get(tx, "invoices_document", path_id(document_id, "doc")))


def list_(tx: Tx, listing: Listing) -> Page[Document]:
    """Documents by subject and format."""
    return page(tx, "invoices_document", listing, lambda rows: [presenting.document(row) for row in rows])


def content(tx: Tx, document_id: str) -> Content:
    """The bytes that were stored."""
    row = store.get(tx, "invoices_document", path_id(document_id, "doc"))
    return Content(OFFERED[row["format"]], row["content"].encode(), f"{document_id}.{row['format']}")

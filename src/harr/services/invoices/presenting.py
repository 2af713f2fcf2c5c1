"""Rows as callers see them: invoices with their lines, credit notes, series, documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from harr.contract.invoices import (
    CreditNote,
    Document,
    Invoice,
    InvoiceLine,
    LineDiscount,
    Series,
    SeriesNumber,
)
from harr.contract.shapes import Allowance, Applied, LineTax
from harr.engine import Row, Tx, loads
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.kernel.time import instant
from harr.services import tenants
from harr.services.invoices import numbers, store

SUMS = (
    "subtotal", "discount_amount", "net_amount", "tax_amount", "rounding_amount", "total", "credit_notes_total",
    "amount_applied", "amount_paid", "amount_withheld", "amount_credited", "amount_written_off", "amount_due",
)  # fmt: skip
CREDIT_SUMS = (
    "subtotal", "net_amount", "tax_amount", "rounding_amount", "total", "amount_to_invoice", "amount_to_balance",
    "amount_to_refund", "amount_out_of_band",
)  # fmt: skip
REFERENCES: Mapping[str, str] = {
    "customer": "cus", "entity": "ent", "subscription": "sub", "billing_group": "bgr", "series": "ser",
    "invoice": "inv", "refund": "ref", "product": "prd", "price": "prc", "subscription_item": "sit", "meter": "mtr",
    "corrects": "lin",
}  # fmt: skip
INSTANTS = ("finalizes_at", "sent_at", "finalized_at", "paid_at", "voided_at")
SHOWN_OF_INVOICE = (
    "seller", "buyer", "purchase_order", "buyer_reference", "notes", "footer", "language", "payment_terms",
    "collection", "balance_to_use", "service_period", "tax_groups", "tax_currency", "tax_exchange_rate",
    "tax_amount_in_tax_currency", "metadata",
)  # fmt: skip


def invoices(tx: Tx, rows: Sequence[Row]) -> list[Invoice]:
    """Invoices with lines, what has paid them and their credit notes: three more queries, however many there are."""
    ids = [row["id"] for row in rows]
    lines, applied, notes = store.lines_of(tx, ids), store.applied_to(tx, ids), store.credit_notes_of(tx, ids)
    return [_invoice(tx, row, lines[row["id"]], applied[row["id"]], notes[row["id"]]) for row in rows]


def new_invoice(tx: Tx, row: Row, lines: Sequence[Row]) -> Invoice:
    """One that was written just now: nothing has paid it, nothing corrects it."""
    return _invoice(tx, row, lines, (), ())


def invoice(tx: Tx, row: Row) -> Invoice:
    """One invoice."""
    return invoices(tx, [row])[0]


def _invoice(tx: Tx, row: Row, lines: Sequence[Row], applied: Sequence[Row], notes: Sequence[int]) -> Invoice:
    body, currency = loads(row["body"]), row["currency"]
    of_document = body["basis"]["changes"]
    shown = {
        **{name: body.get(name) for name in SHOWN_OF_INVOICE},
        **_of_row(row, "inv"),
        **{name: Money(row[name], currency).text for name in SUMS},
        **{name: row[name] for name in ("type", "number", "issued_on", "due_on", "tax_point_on", "payment_status")},
        **{name: None if row[name] is None else instant(row[name]) for name in INSTANTS},
        "lines": [line(each, currency) for each in lines],
        "allowances": changes(of_document, "allowance"),
        "charges": changes(of_document, "charge"),
        "corrected_by": [id_text("crn", note) for note in notes],
        "preceding": [],
        "applied": _applied(applied, currency),
        "overdue": is_overdue(tx, row),
    }
    if row["status"] == "draft":
        shown["amount_due"] = Money(max(row["total"], 0), currency).text
    return msgspec.convert(shown, Invoice)


def _applied(rows: Sequence[Row], currency: str) -> list[Applied]:
    """What pays the invoice now: what was taken back is off its own source, or off the last payments (a refund)."""
    left: list[list[Any]] = []
    for row in rows:
        if row["amount"] > 0:
            left.append([row["source"], row["amount"], row["at"]])
            continue
        back = -row["amount"]
        of_source = [each for each in left if each[0] == row["source"]]
        for each in [*of_source, *reversed(left)]:
            part = min(back, each[1])
            each[1], back = each[1] - part, back - part
    return [
        Applied(source=source, amount=Money(amount, currency).text, at=instant(at))
        for source, amount, at in left
        if amount
    ]


def is_overdue(tx: Tx, row: Row) -> bool:
    """Open, and the last day to pay is over in the entity's zone."""
    if row["status"] != "open" or row["due_on"] is None:
        return False
    return date.fromisoformat(row["due_on"]) < tx.today(tenants.entity(tx, row["entity"]).timezone)


def line(row: Row, currency: str) -> InvoiceLine:
    """A line of an invoice."""
    body, basis = loads(row["body"]), loads(row["basis"])
    shown = {
        **{name: body[name] for name in _LINE_WORDS},
        **_of_row(row, "lin"),
        "kind": row["kind"],
        "tax_point_on": row["tax_point_on"],
        **{name: Money(row[name], currency).text for name in _LINE_SUMS},
        "discounts": [LineDiscount(**each) for each in body["discounts"]],
        "allowances": changes(basis["changes"], "allowance"),
        "charges": changes(basis["changes"], "charge"),
        "taxes": taxes(basis),
        "tax_rates": [tax["tax_rate"] for tax in basis["taxes"] if tax["tax_rate"] is not None],
        "tax_behavior": basis["tax_behavior"],
    }
    return msgspec.convert(shown, InvoiceLine)


_LINE_SUMS = ("amount", "discount_amount", "net_amount", "tax_amount", "credited_amount")
_LINE_WORDS = (
    "description", "quantity", "unit_amount", "base_quantity", "tax_code", "period", "tiers", "proration",
    "recognition", "metadata",
)  # fmt: skip


def taxes(basis: Mapping[str, Any]) -> list[LineTax]:
    """The taxes that a basis names."""
    return [
        LineTax(
            tax_rate=tax["tax_rate"],
            percentage=tax["percentage"],
            category=tax["category"],
            jurisdiction=tax["jurisdiction"],
            exemption_reason=tax["exemption_reason"],
        )
        for tax in basis["taxes"]
    ]


def changes(of: Sequence[Mapping[str, Any]], kind: str) -> list[Allowance]:
    """The allowances, or the charges, that a basis names."""
    return [
        Allowance(
            kind=each["kind"],
            amount=each["amount"],
            percentage=each["percentage"],
            base_amount=each["base_amount"],
            reason=each["reason"],
            reason_code=each["reason_code"],
            taxes=taxes(each),
        )
        for each in of
        if each["kind"] == kind
    ]


# ---- credit notes, series, documents ---------------------------------------------------------------------------------


def credit_note(row: Row) -> CreditNote:
    """A credit note; what it takes back is kept with it, line by line."""
    body, currency = loads(row["body"]), row["currency"]
    shown = {
        **{name: body.get(name) for name in ("reason", "description", "seller", "buyer", "tax_groups", "metadata")},
        **_of_row(row, "crn"),
        **{name: Money(row[name], currency).text for name in CREDIT_SUMS},
        "lines": body["lines"],
        "allowances": changes(body["changes"], "allowance"),
        "charges": changes(body["changes"], "charge"),
        "number": row["number"],
        "issued_on": row["issued_on"],
        "tax_point_on": row["tax_point_on"],
        "sent_at": None if row["sent_at"] is None else instant(row["sent_at"]),
    }
    return msgspec.convert(shown, CreditNote)


def series(tx: Tx, row: Row) -> Series:
    """A series, with the number that a document of today would get."""
    zone = tenants.entity(tx, row["entity"]).timezone
    run = numbers.Run(row["format"], row["reset"], row["next_sequence"], row["year"], _date(row["last_issued_on"]))
    shown = {
        **_of_row(row, "ser"),
        **{name: row[name] for name in ("document_type", "format", "reset", "starts_at")},
        "next_number": numbers.take(run, tx.today(zone))[0].number if row["status"] == "active" else None,
        "metadata": loads(row["body"])["metadata"],
    }
    return msgspec.convert(shown, Series)


def series_number(row: Row, status: str | None) -> SeriesNumber:
    """A number with its document."""
    return SeriesNumber(
        number=row["number"],
        sequence=row["sequence"],
        subject=row["document"],
        issued_on=date.fromisoformat(row["issued_on"]),
        status=status,
    )


def document(row: Row) -> Document:
    """A document, without its bytes."""
    return Document(
        id=id_text("doc", row["id"]),
        app=_id("app", row["app"]),
        external_id=row["external_id"],
        created_at=instant(row["created_at"]),
        subject=row["subject"],
        format=row["format"],
        language=row["language"],
        sha256=row["sha256"],
        bytes=row["bytes"],
        template_version=row["template_version"],
    )


def _of_row(row: Row, prefix: str) -> dict[str, Any]:
    """What every resource shows of its row: id, app, references, version, instants."""
    found = {
        "id": id_text(prefix, row["id"]),
        "app": _id("app", row["app"]),
        "external_id": row["external_id"],
        "currency": row.get("currency"),
        "status": row.get("status"),
        "version": row["version"],
        "created_at": instant(row["created_at"]),
        "updated_at": instant(row["updated_at"]),
    }
    return found | {name: _id(prefix, row[name]) for name, prefix in REFERENCES.items() if name in row}


def _id(prefix: str, number: int | None) -> str | None:
    return None if number is None else id_text(prefix, number)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

"""What a draft is asked to hold: an invoice and its lines, as `billing` and callers say it, and as it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from harr.contract.invoices import InvoiceType, LineDiscount, LineKind, LineProration, LineRecognition, LineTier
from harr.contract.shapes import AllowanceRequest, PaymentTerms, Period
from harr.contract.words import TaxBehavior
from harr.engine import Row, dumps, loads


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A line to write. `made` is the part of its basis that says how its amount came about."""

    description: str
    made: Mapping[str, Any]
    kind: LineKind = "one_time"
    quantity: str = "1"
    unit_amount: str | None = None
    base_quantity: str | None = None
    product: int | None = None
    price: int | None = None
    subscription_item: int | None = None
    meter: int | None = None
    corrects: int | None = None
    tax_rates: tuple[int, ...] | None = None
    tax_behavior: TaxBehavior = "exclusive"
    tax_code: str | None = None
    allowances: tuple[AllowanceRequest, ...] = ()
    charges: tuple[AllowanceRequest, ...] = ()
    discounts: tuple[LineDiscount, ...] = ()
    period: Period | None = None
    tiers: tuple[LineTier, ...] = ()
    proration: LineProration | None = None
    recognition: LineRecognition | None = None
    tax_point_on: date | None = None
    """Where the line's own tax point is known; else it follows from the period and the day of issue."""
    claim: str | None = None
    """What may be billed once: `usage.billed/sit_4/2026-02-01/arrears/1`."""
    external_id: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvoice:
    """An invoice to draft."""

    customer: int
    entity: int
    currency: str
    type: InvoiceType = "one_time"
    lines: tuple[NewLine, ...] = ()
    subscription: int | None = None
    billing_group: int | None = None
    allowances: tuple[AllowanceRequest, ...] = ()
    charges: tuple[AllowanceRequest, ...] = ()
    rounding_amount: str | None = None
    purchase_order: str | None = None
    buyer_reference: str | None = None
    notes: str | None = None
    footer: str | None = None
    language: str | None = None
    payment_terms: PaymentTerms | None = None
    collection: str = "send_invoice"
    balance_to_use: str = "all"
    due_on: date | None = None
    finalizes_at_us: int | None = None
    number: str | None = None
    issued_on: date | None = None
    app: int | None = None
    """The app it came through, where nobody's request makes it; else the acting app."""
    external_id: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


COLUMNS = ("kind", "product", "price", "subscription_item", "meter", "corrects", "external_id")
BODY = (
    "description", "made", "quantity", "unit_amount", "base_quantity", "tax_rates", "tax_behavior", "tax_code",
    "allowances", "charges", "discounts", "period", "tiers", "proration", "recognition", "tax_point_on", "metadata",
)  # fmt: skip
KEPT = (
    "allowances", "charges", "rounding_amount", "purchase_order", "buyer_reference", "notes", "footer", "language",
    "payment_terms", "collection", "balance_to_use", "metadata",
)  # fmt: skip


def body_of(line: NewLine) -> str:
    """What of a line is kept as JSON: what was asked for, so that a draft can be computed again."""
    return dumps({name: getattr(line, name) for name in BODY})


def line_of(row: Row) -> NewLine:
    """A line as it was asked for, from its row."""
    known = {**loads(row["body"]), **{name: row[name] for name in COLUMNS}}
    return msgspec.convert(known, NewLine)


def kept_of(new: NewInvoice) -> dict[str, Any]:
    """What of an invoice is kept as JSON."""
    kept: dict[str, Any] = {name: getattr(new, name) for name in KEPT}
    kept |= {"given_due_on": new.due_on, "given_number": new.number, "given_issued_on": new.issued_on}
    read: dict[str, Any] = loads(dumps(kept))
    return read

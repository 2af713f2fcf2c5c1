"""A document as people read it: one page of HTML, the same bytes for the same data.

Everything that a caller wrote is text: the template escapes it all. Nothing on the
page refers to the network, so nothing is ever fetched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from harr.contract.invoices import CreditNote, Invoice, InvoiceLine
from harr.contract.shapes import Allowance, Party, Period
from harr.services.tenants import Entity

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE_VERSION = "document/1"
COLOR = "#1b1b1b"
WORDS: Mapping[str, Any] = {
    "invoice": "Invoice", "credit_note": "Credit note", "seller": "From", "buyer": "To", "tax_id": "Tax id",
    "registration": "Registration", "number": "Number", "issued_on": "Date", "due_on": "Due",
    "tax_point_on": "Tax point",
    "service_period": "Service period", "purchase_order": "Purchase order", "buyer_reference": "Your reference",
    "corrects": "Corrects invoice", "description": "Description", "quantity": "Quantity", "price": "Price",
    "tax": "Tax", "amount": "Amount", "included": "tax included", "allowance": "Allowance", "charge": "Charge",
    "base": "Taxable amount", "tax_amount": "Tax amount", "subtotal": "Subtotal", "discount": "Discount",
    "net": "Net amount", "rounding": "Rounding", "total": "Total", "prepaid": "Paid already", "due": "Amount due",
    "bank_account": "Bank account", "to_invoice": "Taken off the invoice", "to_balance": "Added to your balance",
    "to_refund": "To be refunded", "out_of_band": "Refunded otherwise",
    "categories": {
        "S": "Standard rate", "Z": "Zero rate", "E": "Exempt", "AE": "Reverse charge", "K": "Supply within the EU",
        "G": "Export", "O": "Not subject to tax", "L": "IGIC", "M": "IPSI",
    },
}  # fmt: skip
"""What stands on the document, in English; other languages are further tables of the same words."""


def invoice(shown: Invoice, entity: Entity) -> str:
    """The page of an invoice."""
    facts = [
        (WORDS["number"], shown.number),
        (WORDS["issued_on"], shown.issued_on),
        (WORDS["due_on"], shown.due_on),
        (WORDS["tax_point_on"], shown.tax_point_on if shown.tax_point_on != shown.issued_on else None),
        (WORDS["service_period"], _period(shown.service_period)),
        (WORDS["purchase_order"], shown.purchase_order),
        (WORDS["buyer_reference"], shown.buyer_reference),
    ]
    totals = [
        (WORDS["subtotal"], shown.subtotal, False),
        *_unless_zero(WORDS["discount"], shown.discount_amount, minus=True),
        (WORDS["net"], shown.net_amount, False),
        (WORDS["tax_amount"], shown.tax_amount, False),
        *_unless_zero(WORDS["rounding"], shown.rounding_amount),
        (WORDS["total"], shown.total, True),
        *_unless_zero(WORDS["prepaid"], shown.amount_applied, minus=True),
        (WORDS["due"], shown.amount_due, True),
    ]
    accounts = [each for each in entity.bank_accounts if each.currency in {None, shown.currency}]
    return _page(
        shown, entity, WORDS["invoice"], facts, totals,
        parties=[(WORDS["seller"], shown.seller), (WORDS["buyer"], shown.buyer)],
        terms=_terms(shown), bank_accounts=accounts if _is_due(shown) else [],
    )  # fmt: skip


def credit_note(shown: CreditNote, entity: Entity, corrects: str | None) -> str:
    """The page of a credit note; `corrects` is the number of the invoice that it takes back."""
    facts = [
        (WORDS["number"], shown.number),
        (WORDS["issued_on"], shown.issued_on),
        (WORDS["corrects"], corrects),
    ]
    totals = [
        (WORDS["net"], shown.net_amount, False),
        (WORDS["tax_amount"], shown.tax_amount, False),
        *_unless_zero(WORDS["rounding"], shown.rounding_amount),
        (WORDS["total"], shown.total, True),
        *_unless_zero(WORDS["to_invoice"], shown.amount_to_invoice),
        *_unless_zero(WORDS["to_balance"], shown.amount_to_balance),
        *_unless_zero(WORDS["to_refund"], shown.amount_to_refund),
        *_unless_zero(WORDS["out_of_band"], shown.amount_out_of_band),
    ]
    return _page(
        shown, entity, WORDS["credit_note"], facts, totals,
        parties=[(WORDS["seller"], shown.seller), (WORDS["buyer"], shown.buyer)], terms=None, bank_accounts=[],
    )  # fmt: skip


def _page(
    shown: Invoice | CreditNote,
    entity: Entity,
    title: str,
    facts: Sequence[tuple[str, Any]],
    totals: Sequence[tuple[str, str, bool]],
    *,
    parties: Sequence[tuple[str, Party | None]],
    terms: str | None,
    bank_accounts: Sequence[Any],
) -> str:
    branding = entity.branding
    color = branding.color if branding is not None and branding.color is not None else COLOR
    return _template().render(
        document=_Readable(shown), title=title, facts=facts, totals=totals, parties=parties, terms=terms,
        bank_accounts=bank_accounts, words=WORDS, language="en", color=color, changes_of=_changes,
        signed=_signed, last_day=_last_day,
    )  # fmt: skip


class _Readable:
    """A resource to the template: what it does not have is nothing (a credit note has no footer)."""

    def __init__(self, shown: Invoice | CreditNote) -> None:
        self._shown = shown

    def __getattr__(self, name: str) -> Any:
        return getattr(self._shown, name, None)


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - a gateway starts without it

    environment = Environment(
        loader=PackageLoader("harr.services.invoices", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("document.html")


def _changes(of: InvoiceLine | Invoice | CreditNote) -> list[Allowance]:
    return [*(getattr(of, "allowances", None) or []), *(getattr(of, "charges", None) or [])]


def _signed(change: Allowance) -> str:
    """An allowance as it is taken off; never two signs, and no zero with one."""
    if change.kind == "charge" or not change.amount.strip("-0."):
        return change.amount
    return change.amount.removeprefix("-") if change.amount.startswith("-") else f"-{change.amount}"


def _unless_zero(label: str, amount: str, *, minus: bool = False) -> list[tuple[str, str, bool]]:
    if not amount.strip("-0."):
        return []
    return [
        (
            label,
            amount.removeprefix("-") if amount.startswith("-") and minus else f"{'-' if minus else ''}{amount}",
            False,
        )
    ]


def _is_due(shown: Invoice) -> bool:
    return bool(shown.amount_due.strip("0."))


def _terms(shown: Invoice) -> str | None:
    if not _is_due(shown):
        return "Nothing is due: this invoice is paid."
    said = f"Please pay {shown.amount_due} {shown.currency} by {shown.due_on}."
    terms = shown.payment_terms
    if terms is not None and terms.discount_days is not None and terms.discount_percentage is not None:
        said += f" {terms.discount_percentage} % discount if paid within {terms.discount_days} days."
    return said


def _period(period: Period | None) -> str | None:
    return None if period is None else f"{period.start} to {_last_day(period)}"


def _last_day(period: Period) -> date:
    return period.end - timedelta(days=1)

"""What each kind of letter is about, and what it knows. Pure.

Kind ── about, knows
  invoice, receipt, payment_failed, reminder    an invoice
  credit_note                                   a credit note
Every letter also knows `customer`, `seller` and `bank_accounts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Literal

from msgspec.structs import replace

from harr.contract.invoices import CREDIT_NOTE, INVOICE, CreditNote, Invoice, InvoiceLine
from harr.contract.shapes import Address
from harr.contract.tenants import ENTITY, BankAccount
from harr.contract.tenants import Entity as EntityResource
from harr.kernel.money import Money
from harr.services.tenants import Entity

About = Literal["invoice", "credit_note"]
KINDS: Mapping[str, About] = {
    "invoice": "invoice",
    "receipt": "invoice",
    "payment_failed": "invoice",
    "reminder": "invoice",
    "credit_note": "credit_note",
}
"""The kinds of letters that Harr writes, and what each is about."""
WITH_DOCUMENT = frozenset({"invoice", "credit_note"})
"""To these the document goes as it was printed."""
PREFIXES: Mapping[About, str] = {"invoice": "inv", "credit_note": "crn"}
COLOR = "#1b1b1b"
ENGLISH = "en"
Seller = Entity | EntityResource
BUYER = INVOICE.buyer.name if INVOICE.buyer else "Tulip Travel"
SELLER = replace(
    ENTITY, branding=ENTITY.branding and replace(ENTITY.branding, support_url="https://voorbeeld.example.com")
)
"""Who sells and who buys in examples."""


def of_invoice(shown: Invoice, entity: Seller, customer: str) -> dict[str, Any]:
    """What a letter about an invoice knows."""
    paid_already = Money.parse(shown.amount_paid, shown.currency) + Money.parse(shown.amount_applied, shown.currency)
    about = {
        "number": shown.number,
        "issued_on": _day(shown.issued_on),
        "due_on": _day(shown.due_on),
        "currency": shown.currency,
        "net_amount": shown.net_amount,
        "tax_amount": shown.tax_amount,
        "total": shown.total,
        "amount_due": shown.amount_due,
        "amount_paid": shown.amount_paid,
        "amount_paid_already": paid_already.text,
        "is_due": _is_some(shown.amount_due),
        "is_paid_in_part": bool(paid_already),
        "is_collected": shown.collection == "charge_automatically",
        "purchase_order": shown.purchase_order,
        "payment_link": shown.payment_link,
        "lines": [_line(each) for each in shown.lines],
    }
    return {"invoice": about, **_both(entity, customer, shown.currency)}


def of_credit_note(shown: CreditNote, entity: Seller, customer: str, corrects: str | None) -> dict[str, Any]:
    """What a letter about a credit note knows; `corrects` is the number of the invoice that it takes back."""
    amounts = {name: getattr(shown, name) for name in ("amount_to_invoice", "amount_to_balance", "amount_to_refund")}
    about = {
        "number": shown.number,
        "issued_on": _day(shown.issued_on),
        "currency": shown.currency,
        "description": shown.description,
        "net_amount": shown.net_amount,
        "tax_amount": shown.tax_amount,
        "total": shown.total,
        "corrects": corrects,
        **amounts,
        **{name.replace("amount", "is"): _is_some(amount) for name, amount in amounts.items()},
    }
    return {"credit_note": about, **_both(entity, customer, shown.currency)}


def example(about: About) -> dict[str, Any]:
    """An example of everything that such a letter can know, with nothing missing."""
    if about == "credit_note":
        return of_credit_note(replace(CREDIT_NOTE, description="As agreed"), SELLER, BUYER, INVOICE.number)
    return of_invoice(replace(INVOICE, purchase_order="PO 7", payment_link="https://pay.example.com/1"), SELLER, BUYER)


def _both(entity: Seller, customer: str, currency: str) -> dict[str, Any]:
    branding = entity.branding
    return {
        "customer": {"name": customer},
        "seller": {
            "name": entity.name,
            "legal_name": entity.legal_name,
            "address": _address(entity.address),
            "registration_number": entity.registration_number,
            "support_email": branding.support_email if branding else None,
            "support_url": branding.support_url if branding else None,
            "color": (branding.color if branding else None) or COLOR,
        },
        "bank_accounts": _accounts(entity.bank_accounts, currency),
    }


def _line(line: InvoiceLine) -> dict[str, Any]:
    period = None if line.period is None else f"{line.period.start} to {line.period.end - timedelta(days=1)}"
    return {"description": line.description, "quantity": line.quantity, "amount": line.amount, "period": period}


def _address(address: Address) -> list[str]:
    place = " ".join(part for part in (address.postal_code, address.city, address.state) if part)
    return [part for part in (address.line1, address.line2, place, address.country) if part]


def _accounts(accounts: Sequence[BankAccount], currency: str) -> list[dict[str, Any]]:
    fitting = [each for each in accounts if each.currency in {None, currency}]
    return [{"iban": each.iban, "bic": each.bic, "holder": each.holder} for each in fitting]


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _is_some(amount: str) -> bool:
    return bool(amount.strip("-0."))

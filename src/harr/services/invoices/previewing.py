"""What a draft would come to: added up by the same rules, without writing a row."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from harr.engine import Tx
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import customers, tax, tenants
from harr.services.invoices import basis, drafts, presenting, store
from harr.services.invoices.computing import Computed, compute
from harr.services.invoices.wanted import NewInvoice, NewLine, kept_of


@dataclass(frozen=True, slots=True)
class BilledLine:
    """A line of an invoice that is finalized, and how much of it has not been credited."""

    id: int
    invoice: int
    currency: str
    amount: Money
    left: Money


def computed(tx: Tx, new: NewInvoice) -> Computed:
    """Every figure of an invoice that is not there."""
    entity, customer = tenants.entity(tx, new.entity), customers.customer(tx, new.customer)
    return compute(tx, drafts.document_of(tx, entity, customer, new.currency, kept_of(new)), new.lines)


def total_of(tx: Tx, new: NewInvoice) -> Money:
    """What it would come to."""
    return computed(tx, new).sums.total


def preview(tx: Tx, new: NewInvoice) -> dict[str, Any]:
    """The figures of an invoice that is not there, as callers would see them."""
    found = computed(tx, new)
    sums = found.sums
    lines = [_line(new, place, found) for place in range(len(new.lines))]
    return {
        "lines": lines,
        "subtotal": sums.subtotal.text,
        "discount_amount": sums.discount.text,
        "net_amount": sums.net.text,
        "tax_groups": [tax.tax_group(group) for group in sums.groups],
        "tax_amount": sums.tax.text,
        "rounding_amount": sums.rounding.text,
        "total": sums.total.text,
        "service_period": found.service_period,
    }


def amount_of_line(tx: Tx, entity: int, currency: str, line: NewLine) -> Money:
    """What a line comes to."""
    rounding = basis.ROUNDED_BY[tenants.entity(tx, entity).rules.rounding]
    return basis.amount_of({**line.made, "currency": currency, "rounding": rounding})


def billed_lines(tx: Tx, numbers: Collection[int]) -> dict[int, BilledLine]:
    """Lines by id, with their invoice."""
    rows = store.many(tx, "invoices_line", numbers)
    of = store.many(tx, "invoices_invoice", sorted({row["invoice"] for row in rows.values()}))
    found = {}
    for number, row in rows.items():
        currency = of[row["invoice"]]["currency"]
        charged = Money(row["charged_amount"], currency)
        left = charged - Money(row["credited_amount"], currency)
        if of[row["invoice"]]["status"] == "void":
            left = Money.zero(currency)
        found[number] = BilledLine(number, row["invoice"], currency, charged, left)
    return found


def _line(new: NewInvoice, place: int, found: Computed) -> dict[str, Any]:
    wanted: NewLine = new.lines[place]
    line, sums = found.lines[place], found.sums
    named = {"product": "prd", "price": "prc", "subscription_item": "sit", "meter": "mtr"}
    return {
        "kind": wanted.kind,
        "description": wanted.description,
        **{name: None if (value := getattr(wanted, name)) is None else id_text(p, value) for name, p in named.items()},
        "quantity": wanted.quantity,
        "unit_amount": wanted.unit_amount,
        "amount": line.amount.text,
        "discount_amount": line.discount.text,
        "net_amount": sums.nets[place].text,
        "taxes": presenting.taxes(found.line_bases[place]),
        "tax_amount": sums.taxes[place].text,
        "period": wanted.period,
        "tiers": wanted.tiers,
        "proration": wanted.proration,
    }

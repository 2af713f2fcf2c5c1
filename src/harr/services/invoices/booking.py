"""How documents are put to the accountant: which line is sold on which account, and the tax of every group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from harr.engine import Row, Tx
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import catalog, ledger
from harr.services.invoices.computing import Computed
from harr.services.ledger import Posting, Sold, TaxDue, recipes
from harr.services.tax import Group

OPENING_BALANCES = "3010"


def finalized(tx: Tx, row: Row, lines: Sequence[Row], computed: Computed, on: date) -> Posting | None:
    """The posting of an invoice; a free one has none."""
    invoice, customer = id_text("inv", row["id"]), id_text("cus", row["customer"])
    if row["type"] == "opening":
        return _opening(row, invoice, customer, computed.sums.total, on)
    accounts = accounts_of(tx, lines)
    sold = [
        Sold(net, accounts[line["id"]], id_text("lin", line["id"]), _product(line))
        for line, net in zip(lines, computed.sums.nets, strict=True)
    ]
    return recipes.invoice_finalized(
        entity=row["entity"],
        invoice=invoice,
        customer=customer,
        on=on,
        lines=[*sold, *(Sold(change.signed) for change in computed.changes)],
        taxes=taxes(computed.sums.groups, computed.tax_point_on),
        rounding=computed.sums.rounding,
        app=row["app"],
    )


def taxes(groups: Sequence[Group], tax_point_on: date) -> list[TaxDue]:
    """The tax of every group, as a return wants it."""
    return [TaxDue(group.tax, group.base, next(iter(group.rates), None), tax_point_on) for group in groups]


def accounts_of(tx: Tx, lines: Sequence[Row]) -> Mapping[int, str]:
    """Which account each line is sold on: its product's, else that of one-off revenue."""
    products = catalog.product(tx, sorted({line["product"] for line in lines if line["product"] is not None}))
    return {line["id"]: _account(products.get(line["product"] or 0)) for line in lines}


def _account(product: catalog.Product | None) -> str:
    return ledger.ONE_TIME if product is None or product.revenue_account is None else product.revenue_account


def _product(line: Row) -> str | None:
    return None if line["product"] is None else id_text("prd", line["product"])


def _opening(row: Row, invoice: str, customer: str, amount: Money, on: date) -> Posting | None:
    """An open invoice of an older system: `1100 / 3010`; its revenue and tax were booked there."""
    if not amount:
        return None
    return Posting(
        entity=row["entity"],
        cause=f"invoice.finalized/{invoice}/1",
        type="invoice_opened",
        effective_on=on,
        lines=(
            ledger.debit(ledger.RECEIVABLE, amount, customer, invoice),
            ledger.credit(OPENING_BALANCES, amount, None, invoice),
        ),
        rule="invoice_opened/1",
        app=row["app"],
    )

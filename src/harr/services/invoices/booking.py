"""How documents are put to the accountant: which line is sold on which account, and the tax of every group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from harr.contract import shapes
from harr.contract.invoices import LineRecognition
from harr.contract.rules import Recognition
from harr.engine import Row, Tx
from harr.kernel.calendar import Period
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import catalog, ledger, revenue
from harr.services.invoices.computing import Computed
from harr.services.invoices.sharing import Weighed, share_out
from harr.services.invoices.taking_back import TakenBack
from harr.services.invoices.wanted import NewLine
from harr.services.ledger import Posting, Returned, Sold, TaxDue, recipes
from harr.services.revenue import Booked, Credited
from harr.services.tax import Group

OPENING_BALANCES = "3010"


@dataclass(frozen=True, slots=True)
class Sale:
    """How the revenue of a line is earned, on which account, and how much: net of its share of allowances."""

    method: Recognition
    code: str
    net: Money


@dataclass(frozen=True, slots=True)
class Sales:
    """All that an invoice sells: its lines, and what of its own allowances and charges no line takes."""

    lines: tuple[Sale, ...]
    rest: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class Finalized:
    """An invoice that is being finalized, as it is booked."""

    row: Row
    lines: Sequence[Row]
    wanted: Sequence[NewLine]
    sales: Sales
    computed: Computed
    on: date


# ---- how lines are earned --------------------------------------------------------------------------------------------


def sales(tx: Tx, row: Row, wanted: Sequence[NewLine], computed: Computed) -> Sales:
    """Of every line how it is earned and on which account: by its price and its product, else by its kind."""
    products = catalog.product(tx, sorted({line.product for line in wanted if line.product is not None}))
    prices = catalog.price(tx, sorted({line.price for line in wanted if line.price is not None and line.period}))
    found = [
        _sale(line, net, products.get(line.product or 0), prices.get(line.price or 0), opening=row["type"] == "opening")
        for line, net in zip(wanted, computed.sums.nets, strict=True)
    ]
    weighed = [
        Weighed(sale.net, line.taxes, sale.method != "point_in_time")
        for sale, line in zip(found, computed.lines, strict=True)
    ]
    shares, rest = share_out(computed.changes, weighed, row["currency"])
    with_shares = [replace(sale, net=sale.net + share) for sale, share in zip(found, shares, strict=True)]
    return Sales(tuple(with_shares), tuple(rest))


def _sale(
    line: NewLine, net: Money, product: catalog.Product | None, price: catalog.Price | None, *, opening: bool
) -> Sale:
    metered = line.meter is not None
    code = revenue.account_of(
        line.kind, metered=metered, of_product=None if product is None else product.revenue_account
    )
    if opening or revenue.is_held(code):
        return Sale("point_in_time", code, net)
    method = revenue.method_of(
        line.kind,
        metered=metered,
        has_period=line.period is not None,
        asked=None if line.recognition is None else line.recognition.method,
        of_price=None if price is None else price.recognition,
        of_product=None if product is None else product.recognition,
    )
    return Sale(method, code, net)


def say_how(lines: Sequence[Row], wanted: Sequence[NewLine], sold: Sales) -> tuple[NewLine, ...]:
    """The lines, each saying how its revenue is earned where that takes time, and by which schedule."""
    found = []
    for row, line, sale in zip(lines, wanted, sold.lines, strict=True):
        said = None
        if sale.method != "point_in_time":
            planned = sale.method != "usage" and sale.net.minor > 0
            said = LineRecognition(method=sale.method, schedule=id_text("rec", row["id"]) if planned else None)
        found.append(line if line.recognition == said else replace(line, recognition=said))
    return tuple(found)


# ---- invoices --------------------------------------------------------------------------------------------------------


def finalized(tx: Tx, invoices: Sequence[Finalized]) -> list[Posting]:
    """The postings of invoices; a free one has none. What has to be in the books before them is booked here."""
    booked = revenue.plan(tx, [line for each in invoices for line in _lines(each)])
    found = [_opening(each) if each.row["type"] == "opening" else _posting(each, booked) for each in invoices]
    return [posting for posting in found if posting is not None]


def _posting(each: Finalized, booked: Mapping[int, Sequence[Booked]]) -> Posting | None:
    row, sums = each.row, each.computed.sums
    parts = [part for line in each.lines for part in booked[line["id"]]]
    return recipes.invoice_finalized(
        entity=row["entity"],
        invoice=id_text("inv", row["id"]),
        customer=id_text("cus", row["customer"]),
        on=each.on,
        lines=[
            *(_sold(part, id_text("cus", row["customer"])) for part in parts),
            *(Sold(rest) for rest in each.sales.rest),
        ],
        taxes=taxes(sums.groups, each.computed.tax_point_on),
        rounding=sums.rounding,
        app=row["app"],
    )


def _sold(part: Booked, customer: str) -> Sold:
    owner = customer if part.code == ledger.UNBILLED else None
    return Sold(part.amount, part.code, id_text("lin", part.line), _product(part.product), owner=owner)


def _lines(each: Finalized) -> list[revenue.Line]:
    """The lines as revenue wants them; those of an opening invoice were earned in the older system."""
    row = each.row
    if row["type"] == "opening":
        return []
    return [
        revenue.Line(
            id=line["id"],
            invoice=row["id"],
            entity=row["entity"],
            customer=row["customer"],
            app=row["app"],
            kind=line["kind"],
            net=sale.net,
            on=each.on,
            method=sale.method,
            code=sale.code,
            product=line["product"],
            period=_span(new.period),
            subscription_item=line["subscription_item"],
            meter=line["meter"],
            corrects=line["corrects"],
        )
        for line, new, sale in zip(each.lines, each.wanted, each.sales.lines, strict=True)
    ]


def taxes(groups: Sequence[Group], tax_point_on: date) -> list[TaxDue]:
    """The tax of every group, as a return wants it."""
    return [TaxDue(group.tax, group.base, next(iter(group.rates), None), tax_point_on) for group in groups]


def _product(number: int | None) -> str | None:
    return None if number is None else id_text("prd", number)


def _opening(each: Finalized) -> Posting | None:
    """An open invoice of an older system: `1100 / 3010`; its revenue and tax were booked there."""
    row, amount = each.row, each.computed.sums.total
    invoice, customer = id_text("inv", row["id"]), id_text("cus", row["customer"])
    if not amount:
        return None
    return Posting(
        entity=row["entity"],
        cause=f"invoice.finalized/{invoice}/1",
        type="invoice_opened",
        effective_on=each.on,
        lines=(
            ledger.debit(ledger.RECEIVABLE, amount, customer, invoice),
            ledger.credit(OPENING_BALANCES, amount, None, invoice),
        ),
        rule="invoice_opened/1",
        app=row["app"],
    )


# ---- credit notes ----------------------------------------------------------------------------------------------------


def returned(tx: Tx, taken: TakenBack, *, source: str, on: date, rule: revenue.Rule) -> list[Returned]:
    """What a credit note takes back, line by line: through 4820 what was earned, off 2100 what was not."""
    currency = taken.net.currency
    nets = [Money.parse(line.net_amount, currency, negative=True) for line in taken.lines]
    numbers = [part.line.id for part in taken.parts]
    scheduled = revenue.scheduled(tx, numbers)
    weighed = [
        Weighed(net, part.line.taxes, part.line.id in scheduled) for net, part in zip(nets, taken.parts, strict=False)
    ]
    shares, rest = share_out(taken.changes, weighed, currency)
    credited = [
        Credited(number, net + share, _span(line.period))
        for number, net, share, line in zip(numbers, nets, shares, taken.lines, strict=False)
    ]
    booked = revenue.take_back(tx, credited, source=source, on=on, rule=rule)
    found = []
    for place, line in enumerate(taken.lines):
        parts = booked.get(numbers[place]) if numbers else None
        if parts is None:
            found.append(Returned(nets[place], line=line.line or line.id, product=line.product))
        else:
            found += [
                Returned(part.amount, part.code, id_text("lin", part.line), _product(part.product)) for part in parts
            ]
    return [*found, *(Returned(each) for each in rest)]


def _span(period: shapes.Period | None) -> Period | None:
    return None if period is None else Period(period.start, period.end)

"""Whose tax a sale falls under, line by line; and the calculation that anybody may ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from harr.contract.shapes import LineTax, TaxGroup
from harr.contract.tax import TaxCalculation, TaxCalculationCreate, TaxCalculationLine, TaxCalculationLineResult
from harr.engine import Tx
from harr.kernel.errors import FieldInvalid, NotFound, RuleConflict, TaxUnresolved
from harr.kernel.ids import id_number, id_text
from harr.kernel.money import Money
from harr.services import catalog, customers, tenants
from harr.services.tax import store
from harr.services.tax.actions import rates, value
from harr.services.tax.calculation import Group, Rules, Tax, Taxable, groups
from harr.services.tax.rates import TaxRate, choose, laid, without_tax
from harr.services.tenants import Entity


@dataclass(frozen=True, slots=True)
class Sold:
    """What of a line decides its tax: rates that it names, else its product, its tax code."""

    rates: tuple[int, ...] | None = None
    product: int | None = None
    tax_code: str | None = None
    field: str = "lines"


@dataclass(frozen=True, slots=True)
class Buyer:
    """What of a buyer decides the tax."""

    country: str | None = None
    tax_rates: tuple[int, ...] = ()
    tax_status: str = "taxable"
    has_vat_id: bool = False


def buyer(tx: Tx, customer: int) -> Buyer:
    """The buyer that a customer is."""
    found, party = customers.customer(tx, customer), customers.party(tx, customer)
    return Buyer(
        country=party.address.country if party.address else None,
        tax_rates=tuple(found.tax_rates),
        tax_status=found.tax_status,
        has_vat_id=any(tax_id.type == "eu_vat" for tax_id in party.tax_ids),
    )


def resolve(
    tx: Tx, entity: Entity, to: Buyer, lines: Sequence[Sold], on: date, *, language: str = "en"
) -> list[tuple[Tax, ...]]:
    """The taxes of every line, by the entity's `tax_choice`; TaxUnresolved names the first line that has none."""
    products = catalog.product(tx, sorted({line.product for line in lines if line.product is not None}))
    for line in lines:
        if line.product is not None and line.product not in products:
            raise NotFound(f"there is no {id_text('prd', line.product)} here", field=f"{line.field}.product")
    by_code = _by_code(tx, entity, to, {code for line in lines if (code := _code(line, products))}, on)
    free = without_tax(to.tax_status, seller=entity.address.country, buyer=to.country, has_vat_id=to.has_vat_id)
    of_customer = laid(_holding(tx, to.tax_rates, on), language)
    of_entity = laid(_holding(tx, entity.tax_rates, on), language)
    found = []
    for line in lines:
        given = {"line": laid(_named(tx, line, on), language)}
        if free is None:
            product = products.get(line.product or 0)
            named = _holding(tx, product.tax_rates if product is not None else (), on)
            given["product"] = laid(named or by_code.get(_code(line, products) or "", []), language)
            given["customer"], given["entity"] = of_customer, of_entity
        taxes = choose(entity.rules.tax_choice, given) or (() if free is None else (free,))
        if not taxes:
            raise TaxUnresolved(f"no tax rate can be found for {line.field}", field=line.field, on=on.isoformat())
        found.append(taxes)
    return found


def _named(tx: Tx, line: Sold, on: date) -> list[TaxRate]:
    """The rates that a line names by itself: one that does not hold then is a mistake, and is not passed over."""
    known = rates(tx, line.rates or ())
    for place, number in enumerate(line.rates or ()):
        field = f"{line.field}.tax_rates[{place}]"
        if number not in known:
            raise NotFound(f"there is no {id_text('txr', number)} here", field=field)
        if not known[number].holds_on(on) or known[number].status != "active":
            raise RuleConflict(
                f"{known[number].name} does not hold on {on}",
                field=field,
                way_out="Name a rate that is valid then, or none and let Harr choose.",
            )
    return list(known.values())


def _holding(tx: Tx, numbers: Sequence[int], on: date) -> list[TaxRate]:
    """Of a list that holds a rate and its successor, the one that is law on the day."""
    found = rates(tx, numbers).values()
    return [rate for rate in found if rate.holds_on(on) and rate.status == "active"]


def _code(line: Sold, products: Mapping[int, catalog.Product]) -> str | None:
    product = products.get(line.product or 0)
    return line.tax_code or (product.tax_code if product is not None else None)


def _by_code(tx: Tx, entity: Entity, to: Buyer, codes: set[str], on: date) -> dict[str, list[TaxRate]]:
    """The rates of the buyer's country (the seller's where it is not known) for each tax code of the lines."""
    if not codes:
        return {}
    country = to.country or entity.address.country
    known = [value(row) for row in store.rates_of_country(tx, country)]
    return {code: [rate for rate in known if rate.serves(code, country, entity.id, on)] for code in codes}


def rules_of(entity: Entity) -> Rules:
    """How the entity rounds its tax."""
    rules = entity.rules
    return Rules(rules.tax_rounding, rules.tax_base, rules.inclusive_rounds, rules.rounding, rules.spread)


# ---- as callers see it -----------------------------------------------------------------------------------------------


def line_tax(tax: Tax) -> LineTax:
    """A tax of a line on the wire."""
    return LineTax(
        tax_rate=None if tax.rate is None else id_text("txr", tax.rate),
        percentage=percent_text(tax),
        category=tax.category,  # type: ignore[arg-type]  # the words of both are those of EN 16931
        jurisdiction=tax.jurisdiction,
        exemption_reason=tax.exemption_reason,
    )


def tax_group(group: Group) -> TaxGroup:
    """A tax group on the wire."""
    return TaxGroup(
        category=group.category,  # type: ignore[arg-type]
        percentage=percent_text(group),
        jurisdiction=group.jurisdiction,
        tax_rates=[id_text("txr", number) for number in group.rates],
        base_amount=group.base.text,
        tax_amount=group.tax.text,
        exemption_reason=group.exemption_reason,
    )


def percent_text(of: Tax | Group) -> str:
    """`21`, not `21.0`: one percentage is written in one way."""
    text = f"{of.percentage:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def calculate(tx: Tx, given: TaxCalculationCreate) -> TaxCalculation:
    """What tax a sale would have. Nothing is kept."""
    customer = None if given.customer is None else customers.customer(tx, id_number(given.customer, "cus", "customer"))
    entity = tenants.entity_for(tx, given.entity, fallback=customer.entity if customer else None)
    to = Buyer() if customer is None else buyer(tx, customer.id)
    if given.address is not None:
        to = Buyer(given.address.country, to.tax_rates, to.tax_status, to.has_vat_id)
    on = given.on or tx.today(entity.timezone)
    taxes = resolve(tx, entity, to, [_sold(line, place) for place, line in enumerate(given.lines)], on)
    amounts = [_amount(line, given.currency, place) for place, line in enumerate(given.lines)]
    lines = [
        Taxable(amount, each, line.tax_behavior == "inclusive")
        for amount, each, line in zip(amounts, taxes, given.lines, strict=True)
    ]
    taxed = groups(lines, given.currency, rules_of(entity))
    return TaxCalculation(
        entity=id_text("ent", entity.id),
        customer=given.customer,
        currency=given.currency,
        on=on,
        lines=[
            TaxCalculationLineResult(
                index=place,
                net_amount=taxed.nets[place].text,
                tax_amount=taxed.taxes[place].text,
                taxes=[line_tax(tax) for tax in line.taxes],
            )
            for place, line in enumerate(lines)
        ],
        tax_groups=[tax_group(group) for group in taxed.groups],
        net_amount=taxed.net.text,
        tax_amount=taxed.tax.text,
        total=(taxed.net + taxed.tax).text,
    )


def _sold(line: TaxCalculationLine, place: int) -> Sold:
    field = f"lines[{place}]"
    product = None if line.product is None else id_number(line.product, "prd", field=f"{field}.product")
    return Sold(None, product, line.tax_code, field)


def _amount(line: TaxCalculationLine, currency: str, place: int) -> Money:
    if line.quantity.startswith("-"):
        raise FieldInvalid("a quantity is not below zero; the amount may be", field=f"lines[{place}].quantity")
    return Money.parse(line.amount, currency, field=f"lines[{place}].amount", negative=True)

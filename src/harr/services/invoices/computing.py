"""A draft added up: its lines rated, its taxes chosen, its tax groups and totals, and the basis of every figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec

from harr.contract.shapes import AllowanceRequest, Period
from harr.engine import Tx
from harr.kernel.errors import FieldInvalid, RuleConflict
from harr.kernel.money import LARGEST_MINOR, Money, total
from harr.services import tax
from harr.services.invoices import basis, reading, terms
from harr.services.invoices.amounts import Change, Line, Sums, sums
from harr.services.invoices.wanted import NewLine
from harr.services.tax import Tax
from harr.services.tenants import Entity


@dataclass(frozen=True, slots=True)
class Computed:
    """Every figure of a document, and what it was made from."""

    lines: tuple[Line, ...]
    sums: Sums
    line_bases: tuple[dict[str, Any], ...]
    basis: dict[str, Any]
    tax_points: tuple[date, ...]
    tax_point_on: date
    service_period: Period | None

    @property
    def changes(self) -> list[Change]:
        """The allowances and charges of the document."""
        return [basis.change_of(change, self.basis["currency"]) for change in self.basis["changes"]]


@dataclass(frozen=True, slots=True)
class Document:
    """What a document is, beside its lines: who sells to whom, in what, when, and its own allowances and charges."""

    entity: Entity
    customer: int
    currency: str
    issued_on: date
    language: str
    allowances: Sequence[AllowanceRequest] = ()
    charges: Sequence[AllowanceRequest] = ()
    rounding_amount: str | None = None


def compute(tx: Tx, document: Document, wanted: Sequence[NewLine]) -> Computed:
    """Add the document up by the rules of its entity."""
    rules, currency = tax.rules_of(document.entity), document.currency
    points = tuple(_tax_point(line, document) for line in wanted)
    taxes = _taxes(tx, document, wanted, points)
    lines = tuple(
        _line(new, each, currency, rules, f"lines[{place}]")
        for place, (new, each) in enumerate(zip(wanted, taxes, strict=True))
    )
    changes = _changes(tx, document, lines, rules)
    rounding = Money.parse(document.rounding_amount or Money.zero(currency).text, currency, negative=True)
    made = sums(lines, changes, rounding, rules)
    return Computed(
        lines=lines,
        sums=made,
        line_bases=tuple(
            basis.of_line(line, new.made, currency, rules) for line, new in zip(lines, wanted, strict=True)
        ),
        basis=basis.of_document(changes, rounding, rules),
        tax_points=points,
        tax_point_on=max(points, default=document.issued_on),
        service_period=_service_period(wanted),
    )


def _line(new: NewLine, taxes: tuple[Tax, ...], currency: str, rules: tax.Rules, field: str) -> Line:
    made = {**new.made, "currency": currency, "rounding": basis.ROUNDED_BY[rules.rounding]}
    exact = basis.exact_of(made)
    if abs(exact.numerator) > LARGEST_MINOR * exact.denominator:
        raise FieldInvalid(
            "the amount is more than can be kept", field=f"{field}.amount", way_out="Split it into several lines."
        )
    amount = basis.amount_of(made)
    changes = [
        reading.change(each, kind, amount, f"{field}.{kind}s[{place}]", rounding=rules.rounding)
        for kind, given in (("allowance", new.allowances), ("charge", new.charges))
        for place, each in enumerate(given)
    ]
    discount = total((Money.parse(each.amount, currency, negative=True) for each in new.discounts), currency)
    return Line(amount, exact, discount, tuple(changes), taxes, new.tax_behavior == "inclusive")


def _tax_point(line: NewLine, document: Document) -> date:
    """In which return the tax of a line falls, by the entity's rule."""
    rule = document.entity.rules.tax_point
    if rule == "payment":
        raise RuleConflict(
            "tax that is due when the invoice is paid is not offered yet",
            field="entity",
            way_out="Set the entity's rule `tax_point` to supply, invoice or earliest.",
            rule="tax_point",
        )
    if rule == "invoice":
        return document.issued_on
    if line.tax_point_on is not None:
        return min(line.tax_point_on, document.issued_on)
    return terms.tax_point(document.issued_on, line.period.end if line.period is not None else None)


# ---- whose tax -------------------------------------------------------------------------------------------------------


def _taxes(tx: Tx, document: Document, wanted: Sequence[NewLine], points: Sequence[date]) -> list[tuple[Tax, ...]]:
    """The taxes of every line, by the rates that are law at its tax point."""
    if not wanted:
        return []
    to = tax.buyer(tx, document.customer)
    found: list[tuple[Tax, ...]] = [()] * len(wanted)
    for day in sorted(set(points)):
        places = [place for place, point in enumerate(points) if point == day]
        sold = [
            tax.Sold(wanted[place].tax_rates, wanted[place].product, wanted[place].tax_code, f"lines[{place}]")
            for place in places
        ]
        resolved = tax.resolve(tx, document.entity, to, sold, day, language=document.language)
        for place, taxes in zip(places, resolved, strict=True):
            found[place] = taxes
    return found


def _changes(tx: Tx, document: Document, lines: Sequence[Line], rules: tax.Rules) -> list[Change]:
    """The document's own allowances and charges: a percentage is of its lines, the tax is theirs where it is one."""
    base = total((line.charged for line in lines), document.currency)
    given = [
        (kind, each, f"{kind}s[{place}]")
        for kind, requests in (("allowance", document.allowances), ("charge", document.charges))
        for place, each in enumerate(requests)
    ]
    taxes = _taxes_of_changes(tx, document, lines, given)
    return [
        replace(reading.change(each, kind, base, field, rounding=rules.rounding), taxes=found)
        for (kind, each, field), found in zip(given, taxes, strict=True)
    ]


def _taxes_of_changes(
    tx: Tx, document: Document, lines: Sequence[Line], given: Sequence[tuple[str, AllowanceRequest, str]]
) -> list[tuple[Tax, ...]]:
    if not given:
        return []
    of_lines = {line.taxes for line in lines}
    only = next(iter(of_lines)) if len(of_lines) == 1 else None
    found: list[tuple[Tax, ...]] = []
    for _, each, field in given:
        named = reading.rates_of(each, field)
        if named is None and only is not None:
            found.append(only)
            continue
        to = tax.buyer(tx, document.customer)
        sold = tax.Sold(named, field=field)
        found += tax.resolve(tx, document.entity, to, [sold], document.issued_on, language=document.language)
    return found


def _service_period(wanted: Sequence[NewLine]) -> Period | None:
    periods = [line.period for line in wanted if line.period is not None]
    if not periods:
        return None
    return Period(start=min(period.start for period in periods), end=max(period.end for period in periods))


def requests_of(body: Mapping[str, Any], name: str) -> list[AllowanceRequest]:
    """The allowances or charges that a draft was asked to have."""
    return msgspec.convert(body[name], list[AllowanceRequest])

"""What each figure was made from, kept for ever, and how a stranger makes it again. Pure.

A line's basis (`harr-basis/1`) names the rule that made the amount and what went
into it; a document's basis names its lines, allowances, charges and the rules of
its tax. `amount_of` and `totals_of` give the figures back. A rule that was once
released is never edited, only joined by a `/2`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from harr.kernel.errors import FieldInvalid, RuleConflict
from harr.kernel.ids import id_number, id_text
from harr.kernel.money import Exact, Money, Rate, Rounding, Share, total
from harr.kernel.quantities import DECIMAL, LONGEST, Quantity, ratio_of
from harr.services.invoices.amounts import Change, Line, Sums, rated, sums
from harr.services.tax import Rules, Tax, percent_text

FORMAT = "harr-basis/1"
HALVES: Mapping[str, Rounding] = {"half_away/1": "half_up", "half_even/1": "half_even"}
ROUNDED_BY = {rounding: rule for rule, rounding in HALVES.items()}
TAX_RULES = {"group": "tax_group/1", "line": "tax_line/1", "document": "tax_document/1"}
Basis = Mapping[str, Any]


def given(amount: Money) -> dict[str, Any]:
    """The basis of an amount that a caller named."""
    return {"rule": "given/1", "given_amount": amount.text}


def per_unit(unit_amount: str, quantity: str, base_quantity: str | None) -> dict[str, Any]:
    """The basis of a quantity at a unit amount."""
    return {
        "rule": "per_unit/1",
        "unit_amount": unit_amount,
        "quantity": quantity,
        "base_quantity": base_quantity or "1",
    }


def exact_of(basis: Basis) -> Exact:
    """The amount of a line before it is rounded, from its basis alone."""
    rule = _parts if "parts" in basis else _BY_RULE.get(str(basis["rule"]), _parts)
    exact, share = rule(basis), basis.get("share")
    return exact if not share else exact * Share(int(share["numerator"]), int(share["denominator"]))


def amount_of(basis: Basis) -> Money:
    """The amount of a line, from its basis alone: rounded once, or once for each tier where the price says so."""
    if "parts" not in basis or basis.get("round_at") != "tier":
        return exact_of(basis).settle(_rounding(basis))
    tiers: dict[Any, list[Any]] = {}
    for place, part in enumerate(basis["parts"]):
        tiers.setdefault(("tier", part["tier"]) if part.get("tier") else ("beside", place), []).append(part)
    settled = [exact_of({**basis, "parts": parts}).settle(_rounding(basis)) for parts in tiers.values()]
    return total(settled, basis["currency"])


def totals_of(document: Basis, lines: Sequence[Basis]) -> Sums:
    """Every figure of a document, from the bases alone."""
    currency = document["currency"]
    return sums(
        [_line(line) for line in lines],
        [change_of(change, currency) for change in document["changes"]],
        Money.parse(document["rounding_amount"], currency, negative=True),
        rules_of(document),
    )


# ---- writing a basis -------------------------------------------------------------------------------------------------


def of_line(line: Line, made: Basis, currency: str, rules: Rules) -> dict[str, Any]:
    """The basis that a line keeps: what made its amount, what was taken off and put on, and its taxes."""
    return {
        "format": FORMAT,
        "currency": currency,
        "rounding": ROUNDED_BY[rules.rounding],
        **made,
        "amount": line.amount.text,
        "discount_amount": line.discount.text,
        "changes": [of_change(change) for change in line.changes],
        "tax_behavior": "inclusive" if line.inclusive else "exclusive",
        "taxes": [of_tax(tax) for tax in line.taxes],
    }


def of_document(changes: Sequence[Change], rounding: Money, rules: Rules) -> dict[str, Any]:
    """The basis of a document: what stands beside its lines, and the policies by which it was added up."""
    return {
        "format": FORMAT,
        "rule": TAX_RULES[rules.tax_rounding],
        "currency": rounding.currency,
        "rounding": ROUNDED_BY[rules.rounding],
        "rounding_amount": rounding.text,
        "changes": [of_change(change) for change in changes],
        "policies": {
            "tax_base": rules.tax_base,
            "inclusive_rounds": rules.inclusive_rounds,
            "spread": rules.spread,
        },
    }


def of_change(change: Change) -> dict[str, Any]:
    """An allowance or charge as a basis keeps it."""
    return {
        "kind": change.kind,
        "amount": change.amount.text,
        "percentage": change.percentage,
        "base_amount": None if change.base is None else change.base.text,
        "reason": change.reason,
        "reason_code": change.reason_code,
        "taxes": [of_tax(tax) for tax in change.taxes],
    }


def of_tax(tax: Tax) -> dict[str, Any]:
    """A tax as a basis keeps it."""
    return {
        "percentage": percent_text(tax),
        "category": tax.category,
        "jurisdiction": tax.jurisdiction,
        "tax_rate": None if tax.rate is None else id_text("txr", tax.rate),
        "exemption_reason": tax.exemption_reason,
        "on_tax_of": f"{tax.on_tax_of:f}",
    }


# ---- reading one -----------------------------------------------------------------------------------------------------


def rules_of(document: Basis) -> Rules:
    """The policies that a document was added up by."""
    by_name = {rule: word for word, rule in TAX_RULES.items()}
    if document["rule"] not in by_name:
        raise RuleConflict(f"there is no rule {document['rule']!r} here", way_out="Use a newer Harr to check it.")
    policies = document["policies"]
    return Rules(
        by_name[document["rule"]],  # type: ignore[arg-type]  # the words of the table are those of Rules
        policies["tax_base"],
        policies["inclusive_rounds"],
        _rounding(document),
        policies["spread"],
    )


def taxes_of(basis: Basis) -> tuple[Tax, ...]:
    """The taxes that a line, allowance or charge was taxed by."""
    return tuple(
        Tax(
            Decimal(tax["percentage"]),
            tax["category"],
            tax["jurisdiction"],
            None if tax["tax_rate"] is None else id_number(tax["tax_rate"]),
            tax["exemption_reason"],
            Decimal(tax["on_tax_of"]),
        )
        for tax in basis["taxes"]
    )


def _line(basis: Basis) -> Line:
    currency = basis["currency"]
    return Line(
        amount=amount_of(basis),
        exact=exact_of(basis),
        discount=Money.parse(basis["discount_amount"], currency, negative=True),
        changes=tuple(change_of(change, currency) for change in basis["changes"]),
        taxes=taxes_of(basis),
        inclusive=basis["tax_behavior"] == "inclusive",
    )


def change_of(basis: Basis, currency: str) -> Change:
    """An allowance or charge, from its basis."""
    base = basis["base_amount"]
    return Change(
        kind=basis["kind"],
        amount=Money.parse(basis["amount"], currency, negative=True),
        taxes=taxes_of(basis),
        percentage=basis["percentage"],
        base=None if base is None else Money.parse(base, currency, negative=True),
        reason=basis["reason"],
        reason_code=basis["reason_code"],
    )


def _rounding(basis: Basis) -> Rounding:
    return HALVES[basis["rounding"]]


def _given(basis: Basis) -> Exact:
    return Exact.of(Money.parse(basis["given_amount"], basis["currency"], negative=True))


def _per_unit(basis: Basis) -> Exact:
    currency = basis["currency"]
    rate = Rate.parse(basis["unit_amount"], currency, negative=True)
    return rated(rate, Quantity.parse(basis["quantity"], negative=True), Quantity.parse(basis["base_quantity"]))


def _flat(basis: Basis) -> Exact:
    return _per_unit({**basis, "quantity": "1", "base_quantity": "1"})


def _parts(basis: Basis) -> Exact:
    """Any price model: the parts that it laid the quantity on, each at its own unit amount."""
    if "parts" not in basis:
        raise RuleConflict(f"there is no rule {basis['rule']!r} here", way_out="Use a newer Harr to check it.")
    exact = Exact.zero(basis["currency"])
    for part in basis["parts"]:
        exact += _part(part, basis["currency"])
    return exact


def _part(part: Basis, currency: str) -> Exact:
    """A quantity at a unit amount for so many; of any size, since a fraction may have come of dividing."""
    rate = Rate.parse(part["unit_amount"], currency, negative=True)
    numerator, denominator = _ratio(part.get("quantity", "1"))
    above, below = _ratio(part.get("base_quantity") or "1")
    if above <= 0:
        raise FieldInvalid(
            "a price is for more than nothing", field="base_quantity", way_out="Send 1, or leave it out."
        )
    return rate.times(Quantity(1)).times(numerator * below, denominator * above)


def _ratio(text: str) -> tuple[int, int]:
    if not DECIMAL.fullmatch(text):
        raise FieldInvalid(f"{text[:LONGEST]!r} is not a decimal number", field="parts")
    return ratio_of(Decimal(text))


_BY_RULE: Mapping[str, Callable[[Basis], Exact]] = {"given/1": _given, "per_unit/1": _per_unit, "flat/1": _flat}

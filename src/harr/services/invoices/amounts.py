"""What a document adds up to: lines, what is taken off and put on, tax groups, totals (EN 16931). Pure.

Line ── amount = settle(unit amount * quantity / base quantity), once
├── charged = amount - discounts - allowances + charges      what the customer is charged, tax inside or on top
└── net     = charged without the tax that lies inside

Sums ── net = Σ line.net - allowances + charges of the document;  total = net + tax + rounding
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from harr.kernel.errors import FieldInvalid
from harr.kernel.money import Exact, Money, Rate, Rounding, percent_of, total
from harr.kernel.quantities import Quantity
from harr.services.tax import Group, Rules, Tax, Taxable, groups

MOST_ROUNDING = 100
"""Rounding what is payable moves it by less than so many minor units; more would be a price without tax."""


@dataclass(frozen=True, slots=True)
class Change:
    """Taken off (`allowance`) or put on (`charge`) a line or a document before tax."""

    kind: Literal["allowance", "charge"]
    amount: Money
    taxes: tuple[Tax, ...] = ()
    percentage: str | None = None
    base: Money | None = None
    reason: str | None = None
    reason_code: str | None = None

    @property
    def signed(self) -> Money:
        return -self.amount if self.kind == "allowance" else self.amount


@dataclass(frozen=True, slots=True)
class Line:
    """A line on its way on to a document."""

    amount: Money
    exact: Exact
    discount: Money
    changes: tuple[Change, ...]
    taxes: tuple[Tax, ...]
    inclusive: bool = False

    @property
    def charged(self) -> Money:
        return self.amount - self.discount + total((change.signed for change in self.changes), self.amount.currency)

    @property
    def taxable(self) -> Taxable:
        return Taxable(self.charged, self.taxes, self.inclusive, self.exact - Exact.of(self.amount - self.charged))


@dataclass(frozen=True, slots=True)
class Sums:
    """Every figure of a document, and net amount and tax of each line."""

    subtotal: Money
    discount: Money
    net: Money
    tax: Money
    rounding: Money
    total: Money
    groups: tuple[Group, ...]
    nets: tuple[Money, ...]
    taxes: tuple[Money, ...]


def rated(unit_amount: Rate, quantity: Quantity, base: Quantity) -> Exact:
    """What a quantity costs at a price for so many units."""
    if base.units <= 0:
        raise FieldInvalid(
            "a price is for more than nothing", field="base_quantity", way_out="Send 1, or leave it out."
        )
    return unit_amount.times(quantity).times(10**base.decimals, base.units)


def share_of(percentage: Decimal, base: Money, rounding: Rounding) -> Money:
    """So many percent of a base, settled."""
    return percent_of(base, percentage).settle(rounding)


def sums(lines: Sequence[Line], changes: Sequence[Change], rounding: Money, rules: Rules) -> Sums:
    """Add a document up. Its own allowances and charges are without tax, which comes on top by their own rates."""
    currency = rounding.currency
    taxables = [*(line.taxable for line in lines), *(Taxable(change.signed, change.taxes) for change in changes)]
    taxed = groups(taxables, currency, rules)
    return Sums(
        subtotal=total((line.amount for line in lines), currency),
        discount=total((line.discount for line in lines), currency),
        net=taxed.net,
        tax=taxed.tax,
        rounding=rounding,
        total=taxed.net + taxed.tax + rounding,
        groups=taxed.groups,
        nets=taxed.nets[: len(lines)],
        taxes=taxed.taxes[: len(lines)],
    )

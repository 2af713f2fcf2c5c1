"""What a credit note takes back: never more than is left of a line and of a tax group. Pure.

The last credit note of a line or group takes what is left of it, so that all of them add up to the invoice.

Billed ── a line of the invoice: what it charged, what was credited of it
BilledGroup ── a tax group of the invoice: base and tax, and what was credited of them
Back ── a part of a line to take back          Credit ── the figures of the credit note
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from harr.kernel.errors import AmountExceedsRemaining, CreditExceedsLine, FieldInvalid, RuleConflict
from harr.kernel.money import Exact, Money, total
from harr.kernel.quantities import Quantity
from harr.services.invoices.amounts import Change
from harr.services.tax import Group, Rules, Tax, Taxable, groups


@dataclass(frozen=True, slots=True)
class Billed:
    """A line of an invoice, with what was credited of it: in the terms of its amount, and net."""

    id: int
    quantity: Quantity
    charged: Money
    net: Money
    credited_quantity: Quantity
    credited: Money
    credited_net: Money
    taxes: tuple[Tax, ...]
    inclusive: bool

    @property
    def left(self) -> Money:
        return self.charged - self.credited

    @property
    def left_net(self) -> Money:
        return self.net - self.credited_net


@dataclass(frozen=True, slots=True)
class BilledGroup:
    """A tax group of an invoice, with what was credited of it."""

    place: int
    key: tuple[object, ...]
    base: Money
    tax: Money
    credited_base: Money
    credited_tax: Money


@dataclass(frozen=True, slots=True)
class Back:
    """A part of a line that is taken back, and under which field it was asked for."""

    line: Billed
    amount: Money
    quantity: Quantity | None
    field: str


@dataclass(frozen=True, slots=True)
class Credit:
    """The figures of a credit note: of every part its net amount and tax, and of every tax group base and tax."""

    nets: tuple[Money, ...]
    taxes: tuple[Money, ...]
    groups: tuple[Group, ...]
    by_group: Mapping[int, tuple[Money, Money]]
    """Base and tax by the group's place on the invoice."""
    net: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class Allocation:
    """Where the money of a credit note goes."""

    to_invoice: Money
    to_balance: Money
    to_refund: Money
    out_of_band: Money

    @property
    def given_back(self) -> Money:
        return self.to_balance + self.to_refund + self.out_of_band


def part_by_quantity(line: Billed, quantity: Quantity, field: str) -> Money:
    """So many units of a line; the last unit takes what is left of it."""
    reached = line.credited_quantity + quantity
    if quantity.units <= 0 or line.quantity.units <= 0:
        raise FieldInvalid("a quantity to credit is above zero; lines without one are credited by amount", field=field)
    if reached > line.quantity:
        left = line.quantity - line.credited_quantity
        raise CreditExceedsLine(
            f"{quantity.text} would be credited of {left.text} that are left", field=field, remaining=left.text
        )
    if reached == line.quantity:
        return line.left
    return _share(line, reached) - _share(line, line.credited_quantity)


def part_by_amount(line: Billed, amount: Money, field: str) -> Money:
    """An amount of a line, on the same side of zero and not more than is left."""
    left = line.left
    if not amount or (amount.minor > 0) != (line.charged.minor > 0):
        raise FieldInvalid(
            f"{amount.text} is not a part of {line.charged.text}",
            field=field,
            way_out="Send an amount of the same sign.",
        )
    if abs(amount) > abs(left):
        raise CreditExceedsLine(
            f"{amount.text} would be credited of {left.text} that is left of the line", field=field, remaining=left.text
        )
    return amount


def credit(
    parts: Sequence[Back],
    changes: Sequence[Change],
    billed: Sequence[Billed],
    billed_groups: Sequence[BilledGroup],
    rules: Rules,
    currency: str,
    *,
    whole: bool,
) -> Credit:
    """Tax the parts as their lines were taxed; a line or group that is finished gives back what is left of it."""
    taken = {part.line.id: part for part in parts}
    taxed = groups(
        [
            *(Taxable(part.amount, part.line.taxes, part.line.inclusive) for part in parts),
            *(Taxable(change.signed, change.taxes) for change in changes),
        ],
        currency,
        rules,
    )
    nets = [_net_of(part, net) for part, net in zip(parts, taxed.nets, strict=False)]
    finished = _finished(taken, billed, billed_groups, whole=whole)
    by_key = {group.key: group for group in billed_groups}
    shown, by_group = [], {}
    for group in taxed.groups:
        of_invoice = by_key[group.key]
        base = _base(of_invoice, parts, nets, changes, currency)
        moved = _moved(of_invoice, parts, taxed.nets, nets, currency)
        tax = _tax(of_invoice, group.tax + moved, finished=of_invoice.place in finished)
        _not_more_than_is_left(of_invoice, base)
        by_group[of_invoice.place] = base, tax
        shown.append(replace(group, base=base, tax=tax))
    return Credit(
        nets=tuple(nets),
        taxes=taxed.taxes[: len(parts)],
        groups=tuple(shown),
        by_group=by_group,
        net=total([*nets, *(change.signed for change in changes)], currency),
        tax=total((tax for _, tax in by_group.values()), currency),
    )


def allocate(
    amount: Money, *, due: Money, received: Money, given: Mapping[str, Money | None], is_invoice: bool
) -> Allocation:
    """First the invoice's due is lowered, the rest goes to the customer's balance, unless the caller says otherwise.

    What is given back in any form is not more than was received for the invoice.
    """
    zero = Money.zero(amount.currency)
    named = {name: money for name, money in given.items() if money is not None}
    rest = amount - total(named.values(), amount.currency)
    if rest < zero:
        raise AmountExceedsRemaining(
            f"the parts are more than the credit note's total of {amount.text}",
            field=next(iter(named)),
            remaining=amount.text,
        )
    to_invoice = named.get("amount_to_invoice", min(due, rest) if is_invoice else zero)
    if to_invoice > due:
        raise AmountExceedsRemaining(
            f"only {due.text} is due on the invoice", field="amount_to_invoice", remaining=due.text
        )
    rest = amount - to_invoice - total((m for n, m in named.items() if n != "amount_to_invoice"), amount.currency)
    to_balance = named.get("amount_to_balance", rest)
    found = Allocation(
        to_invoice, to_balance, named.get("amount_to_refund", zero), named.get("amount_out_of_band", zero)
    )
    if to_invoice + found.given_back != amount:
        raise RuleConflict(
            f"the parts leave {(amount - to_invoice - found.given_back).text} of {amount.text} without a place",
            field=next(iter(named), "amount_to_balance"),
            way_out="Let the parts add up to the total, or leave `amount_to_balance` out: it takes the rest.",
        )
    if is_invoice and found.given_back > received:
        raise AmountExceedsRemaining(
            f"{found.given_back.text} would be given back of {received.text} that was received",
            field="amount_to_balance",
            remaining=received.text,
        )
    return found


def _share(line: Billed, quantity: Quantity) -> Money:
    whole = 10**quantity.decimals * line.quantity.units
    return Exact.of(line.charged).times(quantity.units * 10**line.quantity.decimals, whole).settle()


def _net_of(part: Back, net: Money) -> Money:
    """The net amount of a part: what is left for the last one, and before it no more than lets the rest fit."""
    line = part.line
    most, least = line.left_net, line.left_net - (line.left - part.amount)
    if line.charged.minor < 0:
        most, least = least, most
    return max(min(net, most), least)


def _finished(
    taken: Mapping[int, Back], billed: Sequence[Billed], billed_groups: Sequence[BilledGroup], *, whole: bool
) -> set[int]:
    """The groups of which nothing is left but what this credit note takes: by their lines, or because it takes all."""
    found = set()
    for group in billed_groups:
        lines = [line for line in billed if any(tax.key == group.key for tax in line.taxes)]
        of_lines = total((line.net for line in lines), group.base.currency)
        zero = Money.zero(group.base.currency)
        ended = all(line.left == (taken[line.id].amount if line.id in taken else zero) for line in lines)
        if ended and (whole or of_lines == group.base):
            found.add(group.place)
    return found


def _base(
    group: BilledGroup, parts: Sequence[Back], nets: Sequence[Money], changes: Sequence[Change], currency: str
) -> Money:
    of_lines = [
        net for part, net in zip(parts, nets, strict=True) if any(tax.key == group.key for tax in part.line.taxes)
    ]
    of_changes = [change.signed for change in changes if any(tax.key == group.key for tax in change.taxes)]
    return total([*of_lines, *of_changes], currency)


def _moved(
    group: BilledGroup, parts: Sequence[Back], were: Sequence[Money], nets: Sequence[Money], currency: str
) -> Money:
    """What the tax inside grows by where a finished line's net amount is another than its own arithmetic gave."""
    return total(
        (
            was - net
            for part, was, net in zip(parts, were, nets, strict=False)
            if part.line.inclusive and part.line.taxes[0].key == group.key
        ),
        currency,
    )


def _tax(group: BilledGroup, tax: Money, *, finished: bool) -> Money:
    left = group.tax - group.credited_tax
    if finished or abs(tax) > abs(left):
        return left
    return tax


def _not_more_than_is_left(group: BilledGroup, base: Money) -> None:
    left = group.base - group.credited_base
    if abs(base) > abs(left) or (base and left and (base.minor > 0) != (left.minor > 0)):
        raise CreditExceedsLine(
            f"{base.text} would be credited of {left.text} that is left of a tax group of the invoice",
            field="lines",
            remaining=left.text,
        )

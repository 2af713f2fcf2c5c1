"""What a payment pays: invoices by name, small differences that are forgiven, and what is left over. Pure.

A payment never pays more of an invoice than is due on it. What is missing within
the tolerance is forgiven where the payment has nothing left: the invoice is then
paid. What is too much within the tolerance is let go too; more is the customer's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from harr.kernel.currencies import minor_units
from harr.kernel.errors import AmountExceedsRemaining
from harr.kernel.money import Money, total

Overpayment = Literal["balance", "unallocated", "refund"]
"""What an entity does with money that is more than was due."""

FORGIVEN_DIGITS = 2
FORGIVEN = 5
"""A twentieth of a main unit, where the entity says nothing else: 0.05 EUR, nothing in JPY."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An invoice to pay, with how much, what is due on it, and where the caller wrote so."""

    invoice: int
    amount: Money
    due: Money
    field: str


@dataclass(frozen=True, slots=True)
class Part:
    """What pays one invoice, and the difference that is forgiven with it."""

    invoice: int
    amount: Money
    forgiven: Money

    @property
    def settled(self) -> Money:
        """By how much less is due."""
        return self.amount + self.forgiven


@dataclass(frozen=True, slots=True)
class Spread:
    """A payment as it lies on invoices, and what pays none."""

    parts: tuple[Part, ...]
    left: Money


def spread(amount: Money, wanted: Sequence[Wanted], tolerance: Money) -> Spread:
    """Lay an amount on invoices as wanted; more than is due, or more than there is, is refused."""
    left = amount
    for each in wanted:
        if each.amount > each.due:
            raise AmountExceedsRemaining(
                f"{each.due.text} {each.due.currency} is due on the invoice, not {each.amount.text}",
                field=each.field,
                remaining=each.due.text,
            )
        if each.amount > left:
            raise AmountExceedsRemaining(
                f"{left.text} {left.currency} of the payment is left for this invoice, not {each.amount.text}",
                field=each.field,
                remaining=left.text,
            )
        left -= each.amount
    paying = [each for each in wanted if each.amount]
    forgiven = _forgiven(paying, Money.zero(amount.currency) if left else tolerance)
    return Spread(
        tuple(Part(each.invoice, each.amount, spared) for each, spared in zip(paying, forgiven, strict=True)), left
    )


def _forgiven(paying: Sequence[Wanted], tolerance: Money) -> list[Money]:
    """What is missing on each invoice, as far as the tolerance of the whole payment reaches."""
    found: list[Money] = []
    for each in paying:
        missing = each.due - each.amount
        within = missing <= tolerance
        found.append(missing if within else Money.zero(missing.currency))
        tolerance = tolerance - missing if within else tolerance
    return found


def tolerance_of(rule: Mapping[str, str], currency: str) -> Money:
    """The difference that is forgiven in a currency: as the entity says, else 0.05 of its main unit."""
    if currency in rule:
        return Money.parse(rule[currency], currency)
    digits = minor_units(currency)
    own_unit = currency.startswith("X-")
    return Money(0 if digits < FORGIVEN_DIGITS or own_unit else FORGIVEN * 10 ** (digits - FORGIVEN_DIGITS), currency)


@dataclass(frozen=True, slots=True)
class Rest:
    """Where the money goes that pays no invoice."""

    to_balance: Money
    """2010: the next invoice takes it by itself."""
    unallocated: Money
    """2020: it waits until it is allocated by hand."""
    owed_back: Money
    """2300: it waits until it is refunded."""
    difference: Money
    """7090: too little to be worth giving back."""


def rest_of(left: Money, rule: Overpayment, tolerance: Money, *, pays_invoices: bool) -> Rest:
    """More than was due goes by the entity's rule; money that names no invoice waits."""
    nothing = Money.zero(left.currency)
    if not pays_invoices or (rule == "unallocated" and left > tolerance):
        return Rest(nothing, left, nothing, nothing)
    if left <= tolerance:
        return Rest(nothing, nothing, nothing, left)
    if rule == "refund":
        return Rest(nothing, nothing, left, nothing)
    return Rest(left, nothing, nothing, nothing)


@dataclass(frozen=True, slots=True)
class Left:
    """What of a payment can still be given back: owed back, unallocated, in the balance, and on invoices."""

    owed_back: Money
    unallocated: Money
    in_balance: Money
    paying: tuple[tuple[int, Money], ...]

    @property
    def whole(self) -> Money:
        """All of it."""
        return self.owed_back + self.unallocated + self.in_balance + self.from_invoices

    @property
    def from_invoices(self) -> Money:
        """The part on invoices."""
        return total((money for _, money in self.paying), self.unallocated.currency)


def take_back(amount: Money, left: Left) -> Left:
    """Where a refund without a credit note comes from: in that order, and of the invoices the last first."""
    missing = amount
    taken: list[Money] = []
    paying = tuple(reversed(left.paying))
    for there in [left.owed_back, left.unallocated, left.in_balance, *(money for _, money in paying)]:
        taken.append(min(missing, there))
        missing -= taken[-1]
    if missing:
        raise AmountExceedsRemaining(
            f"{left.whole.text} {amount.currency} of the payment is left to give back, not {amount.text}",
            field="amount",
            remaining=left.whole.text,
        )
    from_invoices = zip((invoice for invoice, _ in paying), taken[3:], strict=True)
    return Left(taken[0], taken[1], taken[2], tuple((invoice, money) for invoice, money in from_invoices if money))

"""What foreign amounts are worth in the entity's own currency, so that every transaction adds up there too.

Each leg is translated and rounded for itself, by one rate for each currency. What
the roundings leave, at most a unit for each leg, goes to 7090 as a leg of its own.
Units of one's own (`X-CREDIT/6`) have no worth in money: their functional amount is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from harr.kernel.currencies import minor_units
from harr.kernel.money import Exact, Money
from harr.kernel.quantities import ratio_of
from harr.services.ledger.chart import ROUNDING
from harr.services.ledger.entries import Leg

RESIDUE = (("reason", "translation"),)


@dataclass(frozen=True, slots=True)
class Quote:
    """An exchange rate as it was found: how much of the functional currency one main unit is worth."""

    id: int
    rate: Decimal
    inverse: bool = False
    """The rate says it the other way round: what one unit of the functional currency is worth."""

    def worth(self, amount: Money, functional: str) -> Money:
        """The amount in the functional currency, rounded half away from zero."""
        p, q = ratio_of(self.rate)
        if self.inverse:
            p, q = q, p
        return Exact(
            amount.minor * p * 10 ** minor_units(functional), q * 10 ** minor_units(amount.currency), functional
        ).settle()


def is_own_unit(currency: str) -> bool:
    """Whether it is a unit of one's own and no money."""
    return currency.startswith("X-")


def translate(legs: Sequence[Leg], functional: str, quote_of: Callable[[str], Quote]) -> tuple[Leg, ...]:
    """The legs with their functional amounts, and the residue's leg where there is one.

    Legs that bring their functional amounts (the mirror of a transaction) keep them.
    """
    done = tuple(leg if leg.functional is not None else _translated(leg, functional, quote_of) for leg in legs)
    left = sum(leg.signed_functional for leg in done)
    if not left:
        return done
    if abs(left) > len(done):
        msg = f"{left} minor units of {functional} are more than roundings of {len(done)} legs can leave"
        raise ValueError(msg)
    return (
        *done,
        Leg(
            ROUNDING,
            "credit" if left > 0 else "debit",
            Money.zero(functional),
            dimensions=RESIDUE,
            functional=Money(abs(left), functional),
        ),
    )


def _translated(leg: Leg, functional: str, quote_of: Callable[[str], Quote]) -> Leg:
    if leg.amount.currency == functional:
        return replace(leg, functional=leg.amount)
    if is_own_unit(leg.amount.currency):
        return replace(leg, functional=Money.zero(functional))
    quote = quote_of(leg.amount.currency)
    return replace(leg, functional=quote.worth(leg.amount, functional), exchange_rate=quote.id)

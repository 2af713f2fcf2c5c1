"""Amounts to reckon with: exact, of one currency, and back on the wire with the digits they came with.

Models carry amounts as Harr sends them, as decimal strings. `Money("12.30", "EUR")`
makes a value of one: it adds, compares and prints, and refuses floats and a mixture
of currencies. It does not divide; Harr splits and rounds.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal, Inexact

EXACT = Context(prec=60, traps=[Inexact])
"""More digits than any amount has; anything that would round is an error."""
FORM = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,9})?", re.ASCII)


class Money:
    """An amount of a currency. It never changes."""

    __slots__ = ("currency", "decimal")

    def __init__(self, amount: str, currency: str) -> None:
        text: object = amount  # whoever does not check types may pass a float
        if not isinstance(text, str) or not FORM.fullmatch(text):
            raise ValueError(f"{amount!r} is no amount; it is a string such as '12.30', never a float")
        self.decimal = Decimal(amount)
        self.currency = currency

    @property
    def amount(self) -> str:
        """As Harr takes it: `12.30`."""
        return f"{self.decimal:f}"

    def __add__(self, other: Money) -> Money:
        return self._made(EXACT.add(self.decimal, self._like(other)))

    def __sub__(self, other: Money) -> Money:
        return self._made(EXACT.subtract(self.decimal, self._like(other)))

    def __mul__(self, times: int) -> Money:
        if not isinstance(times, int):
            raise TypeError("money is taken a whole number of times; Harr prices and rounds")
        return self._made(EXACT.multiply(self.decimal, Decimal(times)))

    __rmul__ = __mul__

    def __neg__(self) -> Money:
        return self._made(EXACT.minus(self.decimal))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Money) and (self.decimal, self.currency) == (other.decimal, other.currency)

    def __hash__(self) -> int:
        return hash((self.decimal, self.currency))

    def __lt__(self, other: Money) -> bool:
        return self.decimal < self._like(other)

    def __le__(self, other: Money) -> bool:
        return self.decimal <= self._like(other)

    def __gt__(self, other: Money) -> bool:
        return self.decimal > self._like(other)

    def __ge__(self, other: Money) -> bool:
        return self.decimal >= self._like(other)

    def __bool__(self) -> bool:
        return bool(self.decimal)

    def __str__(self) -> str:
        """For people: `1,234.50 EUR`."""
        return f"{self.decimal:,f} {self.currency}"

    def __repr__(self) -> str:
        return f"Money({self.amount!r}, {self.currency!r})"

    def _like(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} are different currencies")
        return other.decimal

    def _made(self, decimal: Decimal) -> Money:
        return Money(f"{decimal:f}" if decimal else f"{abs(decimal):f}", self.currency)

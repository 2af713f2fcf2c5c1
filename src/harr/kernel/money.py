"""Money, exact until it is settled, and settled once.

Money(1230, "EUR")                 settled: a whole number of minor units
Exact(34100, 31, "EUR")            on its way: a fraction of minor units, never reduced
Rate(Decimal("0.0032"), "EUR", 1)  a price: main units per so many of a quantity
Share(17, 31)                      a part of a period

Rate * Quantity = Exact; Exact * Share = Exact; Exact.settle() = Money

`settle` is the only rounding in Harr. There is no division, and no float can
enter: a constructor that is given one raises TypeError.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering
from math import gcd, lcm
from typing import Literal

from harr.kernel.currencies import minor_units
from harr.kernel.errors import CurrencyMismatch, FieldInvalid, MoneyDigits
from harr.kernel.quantities import Quantity, decimal_parts, parse_decimal, ratio_of, whole

LARGEST_MINOR: int = 2**53 - 1
RATE_DECIMALS = 15

Rounding = Literal["half_up", "half_even"]
ROUNDINGS: tuple[Rounding, ...] = ("half_up", "half_even")


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """A settled amount. It may be below zero; it may not be a fraction of a cent."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        whole(self.minor, "minor")
        _known(self.currency)
        if not -LARGEST_MINOR <= self.minor <= LARGEST_MINOR:
            raise _too_large(self.currency, None)

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str, currency: str, field: str | None = None, *, negative: bool = False) -> Money:
        """The amount as it is sent: main units with exactly the digits of the currency."""
        digits = minor_units(currency)
        sign, main, decimals = decimal_parts(text, field, negative=negative)
        if len(decimals) != digits:
            raise _wrong_digits(text, currency, field)
        minor = int(sign + main + decimals)
        if abs(minor) > LARGEST_MINOR:
            raise _too_large(currency, field)
        return cls(minor, currency)

    @property
    def text(self) -> str:
        """As it stands on the wire: `12.30` in EUR, `1200` in JPY, `1.250` in KWD."""
        return ("-" if self.minor < 0 else "") + _in_main_units(abs(self.minor), minor_units(self.currency))

    def __add__(self, other: Money) -> Money:
        if type(other) is not Money:
            return NotImplemented
        _same_currency(self.currency, other.currency)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        if type(other) is not Money:
            return NotImplemented
        _same_currency(self.currency, other.currency)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.minor), self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: Money) -> bool:
        if type(other) is not Money:
            return NotImplemented
        _same_currency(self.currency, other.currency)
        return self.minor < other.minor

    def times(self, n: int) -> Money:
        """So many times this amount; for anything but a whole number use Exact."""
        return Money(self.minor * whole(n, "n"), self.currency)

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Parts in proportion to the weights that add up: spare units go to the largest remainders.

        The first in order wins a tie, a weight of 0 gets nothing, and an amount
        below zero is split as its mirror image.
        """
        parts, remainders = _floors(abs(self.minor), weights)
        spare = abs(self.minor) - sum(parts)
        by_remainder = sorted(range(len(parts)), key=lambda place: -remainders[place])
        return self._parts(parts, by_remainder[:spare])

    def split_first(self, weights: Sequence[int]) -> list[Money]:
        """As `split`, but spare units go one by one to the first parts that have a weight."""
        parts, _ = _floors(abs(self.minor), weights)
        spare = abs(self.minor) - sum(parts)
        weighing = [place for place, weight in enumerate(weights) if weight]
        return self._parts(parts, weighing[:spare])

    def _parts(self, sizes: list[int], one_more: Sequence[int]) -> list[Money]:
        for place in one_more:
            sizes[place] += 1
        sign = -1 if self.minor < 0 else 1
        return [Money(sign * size, self.currency) for size in sizes]


def total(moneys: Iterable[Money], currency: str) -> Money:
    """The sum of amounts of one currency; of none it is zero."""
    minor = 0
    for money in moneys:
        _same_currency(currency, money.currency)
        minor += money.minor
    return Money(minor, currency)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a period as it was counted, 17 of 31 days; never reduced, so that it can be shown."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        whole(self.numerator, "numerator")
        _positive(self.denominator, "denominator")

    @property
    def text(self) -> str:
        return f"{self.numerator}/{self.denominator}"


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """Money on its way: numerator/denominator minor units, without any rounding so far."""

    numerator: int
    denominator: int
    currency: str

    def __post_init__(self) -> None:
        whole(self.numerator, "numerator")
        _positive(self.denominator, "denominator")
        _known(self.currency)

    @classmethod
    def of(cls, money: Money) -> Exact:
        return cls(money.minor, 1, money.currency)

    @classmethod
    def zero(cls, currency: str) -> Exact:
        return cls(0, 1, currency)

    def times(self, p: int, q: int = 1) -> Exact:
        """p/q of it: `times(2)` is twice, `times(1, 3)` a third."""
        return Exact(self.numerator * whole(p, "p"), self.denominator * _positive(q, "q"), self.currency)

    def __mul__(self, share: Share) -> Exact:
        if type(share) is not Share:
            return NotImplemented
        return self.times(share.numerator, share.denominator)

    def __add__(self, other: Exact) -> Exact:
        if type(other) is not Exact:
            return NotImplemented
        mine, theirs, denominator = self._beside(other)
        return Exact(mine + theirs, denominator, self.currency)

    def __sub__(self, other: Exact) -> Exact:
        if type(other) is not Exact:
            return NotImplemented
        return self + -other

    def __neg__(self) -> Exact:
        return Exact(-self.numerator, self.denominator, self.currency)

    def __bool__(self) -> bool:
        return self.numerator != 0

    def __eq__(self, other: object) -> bool:
        if type(other) is not Exact:
            return NotImplemented
        same = self.numerator * other.denominator == other.numerator * self.denominator
        return same and self.currency == other.currency

    def __lt__(self, other: Exact) -> bool:
        if type(other) is not Exact:
            return NotImplemented
        mine, theirs, _ = self._beside(other)
        return mine < theirs

    def __hash__(self) -> int:
        common = gcd(self.numerator, self.denominator)
        return hash((self.numerator // common, self.denominator // common, self.currency))

    def settle(self, rounding: Rounding = "half_up") -> Money:
        """THE rounding: to whole minor units, a half away from zero, or to the even one by `half_even`."""
        if rounding not in ROUNDINGS:
            msg = f"{rounding!r} is not one of {ROUNDINGS}"
            raise ValueError(msg)
        size, rest = divmod(abs(self.numerator), self.denominator)
        above_half = 2 * rest - self.denominator
        if above_half > 0 or (above_half == 0 and (rounding == "half_up" or size % 2 == 1)):
            size += 1
        return Money(-size if self.numerator < 0 else size, self.currency)

    def _beside(self, other: Exact) -> tuple[int, int, int]:
        _same_currency(self.currency, other.currency)
        # The least common denominator keeps long sums small and reduces neither fraction.
        denominator = lcm(self.denominator, other.denominator)
        return (
            self.numerator * (denominator // self.denominator),
            other.numerator * (denominator // other.denominator),
            denominator,
        )


@dataclass(frozen=True, slots=True)
class Rate:
    """A price in main units for every `per` units of a quantity: 0.0032 EUR per 1048576."""

    amount: Decimal
    currency: str
    per: int = 1

    def __post_init__(self) -> None:
        _, denominator = ratio_of(self.amount)
        if denominator > 10**RATE_DECIMALS:
            raise FieldInvalid(f"a rate has at most {RATE_DECIMALS} decimals", decimals=RATE_DECIMALS)
        _known(self.currency)
        _positive(self.per, "per")

    @classmethod
    def parse(cls, text: str, currency: str, per: int = 1, field: str | None = None, *, negative: bool = False) -> Rate:
        return cls(parse_decimal(text, RATE_DECIMALS, field, negative=negative), currency, per)

    @property
    def text(self) -> str:
        """The amount as it stands on the wire, with the digits that it was given."""
        return f"{self.amount:f}"

    def times(self, quantity: Quantity) -> Exact:
        numerator, denominator = ratio_of(self.amount)
        return Exact(
            numerator * quantity.units * 10 ** minor_units(self.currency),
            denominator * 10**quantity.decimals * self.per,
            self.currency,
        )


def percent_of(base: Money | Exact, percentage: Decimal) -> Exact:
    """So many percent of it, as a tax on top: 21 percent of 100.00 is 21.00."""
    p, q = ratio_of(percentage)
    return _exact(base).times(p, 100 * q)


def inside(gross: Money | Exact, percentage: Decimal) -> Exact:
    """The tax that an inclusive amount holds: with 21 percent, 121.00 holds 21.00."""
    p, q = ratio_of(percentage)
    return _exact(gross).times(p, 100 * q + p)


def _exact(amount: Money | Exact) -> Exact:
    return Exact.of(amount) if isinstance(amount, Money) else amount


def _floors(size: int, weights: Sequence[int]) -> tuple[list[int], list[int]]:
    together = sum(whole(weight, "a weight") for weight in weights)
    if not weights or min(weights) < 0 or (together == 0 and size):
        msg = f"weights are zero or more, and not all zero where there is something to share: {list(weights)}"
        raise ValueError(msg)
    if not size:
        return [0] * len(weights), [0] * len(weights)
    shares = [divmod(size * weight, together) for weight in weights]
    return [part for part, _ in shares], [remainder for _, remainder in shares]


def _positive(value: object, name: str) -> int:
    number = whole(value, name)
    if number <= 0:
        msg = f"{name} is above zero, not {number}"
        raise ValueError(msg)
    return number


def _known(currency: str) -> None:
    if type(currency) is not str:
        msg = f"currency is text, not {currency!r}"
        raise TypeError(msg)
    minor_units(currency)


def _same_currency(mine: str, theirs: str) -> None:
    if mine != theirs:
        raise CurrencyMismatch(f"{theirs} cannot be used together with {mine}", currency=mine, other=theirs)


def _in_main_units(minor: int, digits: int) -> str:
    size = str(minor).rjust(digits + 1, "0")
    return f"{size[:-digits]}.{size[-digits:]}" if digits else size


def _wrong_digits(text: str, currency: str, field: str | None) -> MoneyDigits:
    digits = minor_units(currency)
    form = f"exactly {digits} decimals" if digits else "no decimals"
    example = _in_main_units(123 * 10 ** max(digits - 1, 0), digits)
    return MoneyDigits(
        f"{text!r} is not an amount of {currency}: it is written with {form}, such as {example!r}",
        field=field,
        way_out=f"Write the amount in main units with {form}, such as {example!r}.",
        currency=currency,
        decimals=digits,
    )


def _too_large(currency: str, field: str | None) -> FieldInvalid:
    largest = _in_main_units(LARGEST_MINOR, minor_units(currency))
    return FieldInvalid(
        f"the amount is beyond what can be kept: {largest} {currency} either way",
        field=field,
        way_out=f"Send at most {largest}, or split it.",
        maximum=largest,
    )

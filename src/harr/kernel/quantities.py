"""Quantities and percentages: exact numbers that are not money.

Quantity(units=1500, decimals=3)   one and a half, kept as a whole number of thousandths
Decimal("8.5")                     a percentage or a rate, read by `parse_decimal`

All of them come as plain decimal text and by one form: ASCII digits, at most one
point, no exponent, no sign but a minus where it is allowed, no zeros in front.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering

from harr.kernel.errors import FieldInvalid, MoneyFloat

DECIMAL = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?")
LONGEST = 40
MOST_DECIMALS = 9
LARGEST_UNITS: int = 2**63 - 1
HUNDRED = Decimal(100)


def whole(value: object, name: str) -> int:
    """`value`, if it is an int and neither a bool nor anything else; TypeError says what came instead."""
    if type(value) is not int:
        msg = f"{name} is a whole number, not {value!r}"
        raise TypeError(msg)
    return value


def decimal_parts(text: str, field: str | None = None, *, negative: bool = False) -> tuple[str, str, str]:
    """Sign, whole digits and decimals of a number as it is sent; FieldInvalid if it has another form."""
    if type(text) is not str:
        raise MoneyFloat(f"{text!r} is not text", field=field)
    found = DECIMAL.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        raise FieldInvalid(
            f"{text[:LONGEST]!r} is not a decimal number",
            field=field,
            way_out='Send plain digits with at most one point, such as "12.30": no exponent, blank, plus or comma.',
        )
    sign, digits, decimals = found[1], found[2], found[3] or ""
    if sign and not (digits + decimals).strip("0"):
        raise FieldInvalid(f"{text!r} is zero with a minus", field=field, way_out="Send zero without the minus.")
    if sign and not negative:
        raise FieldInvalid(
            f"{text!r} is below zero, and amounts are positive",
            field=field,
            way_out="Send it without the minus; the field says which way it counts.",
        )
    return sign, digits, decimals


def parse_decimal(text: str, max_decimals: int, field: str | None = None, *, negative: bool = False) -> Decimal:
    """A rate or percentage with at most `max_decimals` decimals; nothing is rounded."""
    _, _, decimals = decimal_parts(text, field, negative=negative)
    _at_most(max_decimals, decimals, text, field)
    return Decimal(text)


def parse_percentage(text: str, field: str | None = None) -> Decimal:
    """`"21"` or `"8.5"`: percent from 0 to 100 with at most 9 decimals."""
    percentage = parse_decimal(text, MOST_DECIMALS, field)
    if percentage > HUNDRED:
        raise FieldInvalid(f"{text!r} is more than 100 percent", field=field, way_out="Send 0 to 100.", maximum="100")
    return percentage


def ratio_of(number: Decimal) -> tuple[int, int]:
    """The decimal as two whole numbers, not reduced: 8.50 is (850, 100)."""
    if type(number) is not Decimal:
        msg = f"{number!r} is not a Decimal"
        raise TypeError(msg)
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        msg = f"{number!r} is not a number"
        raise ValueError(msg)  # noqa: TRY004 - a Decimal it is, but one without a value
    size = int("".join(map(str, digits)))
    signed = -size if sign else size
    return (signed * 10**exponent, 1) if exponent >= 0 else (signed, 10**-exponent)


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """So many units of so many decimals; its meter fixes the decimals, so that nothing is ever rounded."""

    units: int
    decimals: int = 0

    def __post_init__(self) -> None:
        whole(self.units, "units")
        if not 0 <= whole(self.decimals, "decimals") <= MOST_DECIMALS:
            msg = f"decimals are 0 to {MOST_DECIMALS}, not {self.decimals}"
            raise ValueError(msg)
        if abs(self.units) > LARGEST_UNITS:
            raise FieldInvalid(
                "the quantity is larger than can be kept", way_out="Send it in parts, or in larger units."
            )

    @classmethod
    def parse(
        cls, text: str, decimals: int | None = None, field: str | None = None, *, negative: bool = False
    ) -> Quantity:
        """The quantity that `text` says, kept with `decimals` (as many as are written); a finer one is refused."""
        sign, digits, after = decimal_parts(text, field, negative=negative)
        _at_most(MOST_DECIMALS if decimals is None else decimals, after, text, field)
        if decimals is None:
            decimals = len(after)
        units = int(sign + digits + after.ljust(decimals, "0"))
        if abs(units) > LARGEST_UNITS:
            raise FieldInvalid(f"{text!r} is larger than can be kept", field=field, way_out="Send it in parts.")
        return cls(units, decimals)

    @property
    def text(self) -> str:
        """As it stands on the wire, without zeros at the end: `1.5`."""
        size = str(abs(self.units)).rjust(self.decimals + 1, "0")
        head, tail = size[: len(size) - self.decimals], size[len(size) - self.decimals :].rstrip("0")
        return ("-" if self.units < 0 else "") + head + ("." + tail if tail else "")

    def __add__(self, other: Quantity) -> Quantity:
        if type(other) is not Quantity:
            return NotImplemented
        mine, theirs, decimals = self._beside(other)
        return Quantity(mine + theirs, decimals)

    def __sub__(self, other: Quantity) -> Quantity:
        if type(other) is not Quantity:
            return NotImplemented
        return self + -other

    def __neg__(self) -> Quantity:
        return Quantity(-self.units, self.decimals)

    def __bool__(self) -> bool:
        return self.units != 0

    def __eq__(self, other: object) -> bool:
        if type(other) is not Quantity:
            return NotImplemented
        mine, theirs, _ = self._beside(other)
        return mine == theirs

    def __lt__(self, other: Quantity) -> bool:
        if type(other) is not Quantity:
            return NotImplemented
        mine, theirs, _ = self._beside(other)
        return mine < theirs

    def __hash__(self) -> int:
        return hash(self.text)

    def ceiling_div(self, size: Quantity | int) -> int:
        """How many packages of `size` hold this quantity: a started one counts whole."""
        package = size if isinstance(size, Quantity) else Quantity(size)
        mine, theirs, _ = self._beside(package)
        if theirs <= 0:
            msg = f"a package holds more than nothing, not {size!r}"
            raise ValueError(msg)
        return -(-mine // theirs)

    def _beside(self, other: Quantity) -> tuple[int, int, int]:
        decimals = max(self.decimals, other.decimals)
        return (
            self.units * 10 ** (decimals - self.decimals),
            other.units * 10 ** (decimals - other.decimals),
            decimals,
        )


def _at_most(allowed: int, decimals: str, text: str, field: str | None) -> None:
    if len(decimals) > allowed:
        raise FieldInvalid(
            f"{text!r} has {len(decimals)} decimals where at most {allowed} can be kept",
            field=field,
            way_out=f"Send at most {allowed} decimals; Harr does not round what it is sent.",
            decimals=allowed,
        )

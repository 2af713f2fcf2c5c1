"""Quantities and percentages are exact, and have one form."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.kernel import FieldInvalid, MoneyFloat, Quantity, parse_decimal, parse_percentage, ratio_of

# Small enough that a sum of two, at nine decimals, can still be kept.
quantities = st.builds(Quantity, st.integers(-(10**9), 10**9), st.integers(0, 9))


@pytest.mark.parametrize(
    ("text", "decimals", "units", "shown"),
    [
        ("0", 0, 0, "0"),
        ("12", 0, 12, "12"),
        ("1.5", 1, 15, "1.5"),
        ("1.5", 9, 1_500_000_000, "1.5"),
        ("0.000000001", 9, 1, "0.000000001"),
        ("100.10", 2, 10_010, "100.1"),
        ("9223372036.854775807", 9, 2**63 - 1, "9223372036.854775807"),
    ],
)
def test_a_quantity_is_kept_as_a_whole_number(text: str, decimals: int, units: int, shown: str) -> None:
    """Of as many decimals as its meter fixes, and shown without zeros at the end."""
    found = Quantity.parse(text, decimals)
    assert (found.units, found.decimals, found.text) == (units, decimals, shown)


@pytest.mark.parametrize(
    ("text", "units", "decimals"),
    [("1000000000000", 10**12, 0), ("1.5", 15, 1), ("1.50", 150, 2), ("9223372036854775807", 2**63 - 1, 0)],
)
def test_one_that_no_meter_fixes_has_the_decimals_that_are_written(text: str, units: int, decimals: int) -> None:
    """So that a large whole one needs no room for decimals that it does not have."""
    found = Quantity.parse(text)
    assert (found.units, found.decimals) == (units, decimals)


@pytest.mark.parametrize(
    ("text", "decimals"),
    [
        ("1.5", 0),
        ("1.0", 0),
        ("0.0000000001", 9),
        ("9223372036.854775808", 9),  # one more than can be kept
        ("-1", 9),
        ("-0", 9),
        ("+1", 9),
        ("01", 9),
        ("1.", 9),
        (".5", 9),
        ("1e3", 9),
        ("1_000", 9),
        ("1,5", 9),
        (" 1", 9),
        ("1\n", 9),
        ("\u0663", 9),
        ("NaN", 9),
        ("Infinity", 9),
        ("", 9),
        ("9" * 5000, 9),
    ],
)
def test_what_is_not_such_a_quantity(text: str, decimals: int) -> None:
    """It is refused, named, and not rounded."""
    with pytest.raises(FieldInvalid) as refused:
        Quantity.parse(text, decimals, "quantity")
    assert refused.value.field == "quantity"


def test_a_json_number_is_refused_as_such() -> None:
    """Whoever sends 12.3 and not "12.3" learns why."""
    with pytest.raises(MoneyFloat) as refused:
        Quantity.parse(12.3, 9, "quantity")  # type: ignore[arg-type]  # the case
    assert refused.value.field == "quantity"


def test_a_correction_may_be_below_zero_where_that_is_allowed() -> None:
    """The caller says so; `-0` stays refused."""
    assert Quantity.parse("-1.5", 1, negative=True) == Quantity(-15, 1)
    with pytest.raises(FieldInvalid):
        Quantity.parse("-0.0", 1, negative=True)


@pytest.mark.parametrize("bad", [(1.5, 1), (True, 0), ("1", 0), (Decimal(1), 0), (1, 1.0)])
def test_a_quantity_is_made_of_whole_numbers(bad: tuple[int, int]) -> None:
    """A float, a bool or a Decimal raises TypeError."""
    with pytest.raises(TypeError):
        Quantity(*bad)


@given(quantity=quantities)
def test_a_quantity_comes_back_from_its_text(quantity: Quantity) -> None:
    """The value is the same, whatever its decimals."""
    again = Quantity.parse(quantity.text, quantity.decimals, negative=True)
    assert again == quantity
    assert hash(again) == hash(quantity)


@given(one=quantities, other=quantities)
def test_quantities_of_different_decimals_add_exactly(one: Quantity, other: Quantity) -> None:
    """What is added can be taken off again."""
    assert one + other - other == one
    assert (one < other) == (other - one > Quantity(0))


@pytest.mark.parametrize(
    ("quantity", "size", "packages"),
    [
        (Quantity(0), 10, 0),
        (Quantity(1), 10, 1),
        (Quantity(10), 10, 1),
        (Quantity(101, 1), 10, 2),
        (Quantity(15, 1), Quantity(5, 1), 3),
        (Quantity(-15, 1), 1, -1),
    ],
)
def test_a_started_package_counts_whole(quantity: Quantity, size: Quantity | int, packages: int) -> None:
    """Ten fit into one of ten; a tenth more starts the second."""
    assert quantity.ceiling_div(size) == packages


def test_a_package_of_nothing_is_refused() -> None:
    """It would hold no quantity at all."""
    with pytest.raises(ValueError, match="more than nothing"):
        Quantity(1).ceiling_div(0)


@pytest.mark.parametrize("text", ["0", "21", "8.5", "100", "0.000000001", "19.00"])
def test_a_percentage(text: str) -> None:
    """From 0 to 100 with at most nine decimals."""
    assert parse_percentage(text) == Decimal(text)


@pytest.mark.parametrize("text", ["100.000000001", "-1", "0.0000000001", "21%", "1e1", "sNaN"])
def test_what_is_not_a_percentage(text: str) -> None:
    """Refused with the name of the field."""
    with pytest.raises(FieldInvalid) as refused:
        parse_percentage(text, "percentage")
    assert refused.value.field == "percentage"


def test_a_decimal_as_two_whole_numbers() -> None:
    """Not reduced, so that its digits can still be seen."""
    assert ratio_of(Decimal("8.50")) == (850, 100)
    assert ratio_of(Decimal("-0.1")) == (-1, 10)
    assert ratio_of(Decimal("1E+3")) == (1000, 1)
    with pytest.raises(TypeError):
        ratio_of(0.1)  # type: ignore[arg-type]  # the case
    with pytest.raises(ValueError, match="not a number"):
        ratio_of(Decimal("NaN"))


def test_a_decimal_keeps_every_digit() -> None:
    """More digits than the default context has are not rounded."""
    text = "123456789012345678901234.123456789012345"
    assert format(parse_decimal(text, 15), "f") == text

"""Money: one form on the wire, exact until settled, and never a cent lost."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.kernel import (
    LARGEST_MINOR,
    CurrencyMismatch,
    Exact,
    FieldInvalid,
    Money,
    MoneyDigits,
    MoneyFloat,
    Quantity,
    Rate,
    Refusal,
    Rounding,
    Share,
    inside,
    percent_of,
    total,
)

currencies = st.sampled_from(["EUR", "JPY", "KWD", "CLF", "X-CREDIT/6", "X-POINT/0", "X-FINE/9"])
minors = st.integers(-LARGEST_MINOR, LARGEST_MINOR)
moneys = st.builds(Money, minors, currencies)
halves = st.integers(-LARGEST_MINOR // 2 + 1, LARGEST_MINOR // 2)
weightings = st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any)
exacts = st.builds(Exact, st.integers(-(10**15), 10**15), st.integers(1, 10**6), st.just("EUR"))


def euro(minor: int) -> Money:
    """So many cents."""
    return Money(minor, "EUR")


# Without their types, so that a test can try what the type checker would refuse.
CENT: Any = euro(1)
FRACTION: Any = Exact(1, 3, "EUR")
MONEY: Any = Money
RATE: Any = Rate


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12.30", "EUR", 1230),
        ("0.00", "EUR", 0),
        ("0.05", "EUR", 5),
        ("1200", "JPY", 1200),
        ("1.250", "KWD", 1250),
        ("10.0000", "CLF", 100_000),
        ("1.000001", "X-CREDIT/6", 1_000_001),
        ("90071992547409.91", "EUR", LARGEST_MINOR),
        ("-5.00", "EUR", -500),
        ("-0.05", "EUR", -5),
    ],
)
def test_an_amount_as_it_is_sent_and_shown(text: str, currency: str, minor: int) -> None:
    """Main units with exactly the digits of the currency, both ways."""
    money = Money.parse(text, currency, negative=True)
    assert money == Money(minor, currency)
    assert money.text == text


@pytest.mark.parametrize(
    ("text", "currency", "refusal"),
    [
        ("12", "EUR", MoneyDigits),
        ("12.3", "EUR", MoneyDigits),
        ("12.300", "EUR", MoneyDigits),
        ("1200.00", "JPY", MoneyDigits),
        ("1.25", "KWD", MoneyDigits),
        ("-5.00", "EUR", FieldInvalid),  # allowed only where the field says so
        ("-0.00", "EUR", FieldInvalid),
        ("1e3", "EUR", FieldInvalid),
        (" 1.00", "EUR", FieldInvalid),
        ("1.00\n", "EUR", FieldInvalid),
        ("+1.00", "EUR", FieldInvalid),
        ("01.00", "EUR", FieldInvalid),
        (".50", "EUR", FieldInvalid),
        ("1.", "EUR", FieldInvalid),
        ("1_000.00", "EUR", FieldInvalid),
        ("1,000.00", "EUR", FieldInvalid),
        ("1\u066b00", "EUR", FieldInvalid),
        ("\u0661.00", "EUR", FieldInvalid),  # an Arabic one
        ("NaN", "EUR", FieldInvalid),
        ("Infinity", "EUR", FieldInvalid),
        ("", "EUR", FieldInvalid),
        ("90071992547409.92", "EUR", FieldInvalid),  # one cent more than can be kept
        ("9" * 5000, "JPY", FieldInvalid),
        (12.30, "EUR", MoneyFloat),
        (12, "EUR", MoneyFloat),
    ],
)
def test_an_amount_that_is_refused(text: str, currency: str, refusal: type[Refusal]) -> None:
    """The refusal names the field and the way out."""
    with pytest.raises(refusal) as refused:
        Money.parse(text, currency, "lines[2].amount")
    assert type(refused.value) is refusal
    assert refused.value.field == "lines[2].amount"
    assert refused.value.exit


@pytest.mark.parametrize(("currency", "form"), [("EUR", "12.30"), ("JPY", "'123'"), ("KWD", "12.300")])
def test_wrong_digits_name_the_form_that_is_wanted(currency: str, form: str) -> None:
    """An example in the currency of the case, not in another."""
    with pytest.raises(MoneyDigits) as refused:
        Money.parse("1.2345", currency)
    assert form in refused.value.exit


@given(money=moneys)
def test_an_amount_comes_back_from_its_text(money: Money) -> None:
    """For any currency, below zero and above; the text never says `-0`."""
    assert Money.parse(money.text, money.currency, negative=True) == money
    assert not (money.minor == 0 and money.text.startswith("-"))


@pytest.mark.parametrize("minor", [1.0, True, "1", Decimal(1), None, Fraction(1)])
def test_money_is_made_of_a_whole_number_only(minor: int) -> None:
    """A float cannot enter, nor what merely looks like an int."""
    with pytest.raises(TypeError):
        Money(minor, "EUR")
    with pytest.raises(TypeError):
        Exact(minor, 1, "EUR")
    with pytest.raises(TypeError):
        Share(minor, 1)
    with pytest.raises(TypeError):
        euro(100).times(minor)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: CENT * 2,
        lambda: CENT / 2,
        lambda: CENT // 2,
        lambda: CENT + 1,
        lambda: CENT - 0,
        lambda: sum([CENT]),
        lambda: CENT < 1,
        lambda: FRACTION / 2,
        lambda: FRACTION * 2,
        lambda: FRACTION + CENT,
        lambda: FRACTION - CENT,
        lambda: FRACTION < CENT,
        lambda: FRACTION.times(1, 0.5),
        lambda: RATE(0.1, "EUR"),
        lambda: RATE(1, "EUR"),
        lambda: MONEY(1, 978),
    ],
)
def test_what_cannot_be_done_with_money(attempt: Callable[[], object]) -> None:
    """No division, no factor but `times` and a share, nothing but money of its own kind."""
    with pytest.raises(TypeError):
        attempt()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: euro(1) + Money(1, "USD"),
        lambda: euro(1) - Money(1, "USD"),
        lambda: euro(1) < Money(1, "USD"),
        lambda: euro(1) >= Money(1, "USD"),
        lambda: total([euro(1), Money(1, "USD")], "EUR"),
        lambda: Exact.zero("EUR") + Exact.zero("USD"),
        lambda: Exact.zero("EUR") < Exact.zero("USD"),
    ],
)
def test_two_currencies_do_not_meet(attempt: Callable[[], object]) -> None:
    """They are neither added nor ordered; the facts name both."""
    with pytest.raises(CurrencyMismatch) as refused:
        attempt()
    assert refused.value.facts == {"currency": "EUR", "other": "USD"}


def test_money_of_two_currencies_is_not_equal_and_says_so_quietly() -> None:
    """Nothing is of one euro and one dollar the same, not even nothing."""
    assert euro(1) != Money(1, "USD")
    assert Exact.zero("EUR") != Exact.zero("USD")


@pytest.mark.parametrize("minor", [LARGEST_MINOR + 1, -LARGEST_MINOR - 1])
def test_an_amount_beyond_the_bound_cannot_be_made(minor: int) -> None:
    """Not by hand, not by adding, not by settling."""
    with pytest.raises(FieldInvalid):
        euro(minor)
    with pytest.raises(FieldInvalid):
        Exact(minor, 1, "EUR").settle()
    with pytest.raises(FieldInvalid):
        euro(minor // 2) + euro(minor - minor // 2)


@given(one=halves, other=halves)
def test_sums_of_money_are_sums_of_whole_numbers(one: int, other: int) -> None:
    """Add, subtract, negate and compare as the numbers do."""
    a, b = euro(one), euro(other)
    assert (a + b).minor == a.minor + b.minor
    assert a - b == a + -b == total([a, -b], "EUR")
    assert (a < b, a <= b, bool(a)) == (a.minor < b.minor, a.minor <= b.minor, a.minor != 0)
    assert abs(a) == (a if a >= euro(0) else -a)
    assert total([], "EUR") == Money.zero("EUR")


@pytest.mark.parametrize(
    ("minor", "weights", "parts", "parts_first"),
    [
        (100, [1, 1, 1], [34, 33, 33], [34, 33, 33]),
        (100, [1, 2], [33, 67], [34, 66]),
        (1000, [1, 0, 2], [333, 0, 667], [334, 0, 666]),
        (5, [0, 1, 1], [0, 3, 2], [0, 3, 2]),
        (-100, [1, 1, 1], [-34, -33, -33], [-34, -33, -33]),
        (-100, [1, 2], [-33, -67], [-34, -66]),
        (2, [1, 1, 1], [1, 1, 0], [1, 1, 0]),
        (0, [3, 4], [0, 0], [0, 0]),
        (7, [5], [7], [7]),
        (10, [60, 25, 15], [6, 3, 1], [7, 2, 1]),  # 2.5 and 1.5 tie: the first in order
        (20, [3333, 3333, 3334], [7, 6, 7], [7, 7, 6]),  # 6.666, 6.666, 6.668: two spare cents
    ],
)
def test_an_amount_is_split_and_no_cent_is_lost(
    minor: int, weights: list[int], parts: list[int], parts_first: list[int]
) -> None:
    """By largest remainder, and by the rule that favours the first lines."""
    assert [part.minor for part in euro(minor).split(weights)] == parts
    assert [part.minor for part in euro(minor).split_first(weights)] == parts_first


@given(minor=minors, weights=weightings)
def test_parts_add_up_and_lie_within_one_unit(minor: int, weights: list[int]) -> None:
    """For any amount, any weights and either rule; no weight, no part; a mirrored amount has mirrored parts."""
    for parts, mirrored in (
        (euro(minor).split(weights), euro(-minor).split(weights)),
        (euro(minor).split_first(weights), euro(-minor).split_first(weights)),
    ):
        assert total(parts, "EUR") == euro(minor)
        assert [-part for part in mirrored] == parts
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part.minor - Fraction(minor * weight, sum(weights))) < 1
            assert weight or not part


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [1, -1], [2, -1]])
def test_weights_that_say_nothing(weights: list[int]) -> None:
    """None, all zero or one below zero: a mistake in the program, not a case."""
    with pytest.raises(ValueError, match="weights"):
        euro(100).split(weights)
    with pytest.raises(ValueError, match="weights"):
        euro(100).split_first(weights)


@pytest.mark.parametrize(
    ("numerator", "denominator", "half_up", "half_even"),
    [
        (0, 3, 0, 0),
        (1, 3, 0, 0),
        (1, 2, 1, 0),
        (2, 3, 1, 1),
        (3, 2, 2, 2),
        (5, 2, 3, 2),
        (-1, 2, -1, 0),
        (-3, 2, -2, -2),
        (-5, 2, -3, -2),
        (-1, 3, 0, 0),
        (499_999_999_999, 10**12, 0, 0),
        (500_000_000_001, 10**12, 1, 1),
    ],
)
def test_the_one_rounding(numerator: int, denominator: int, half_up: int, half_even: int) -> None:
    """A half goes away from zero, below zero too; to the even cent where the entity says so."""
    exact = Exact(numerator, denominator, "EUR")
    assert exact.settle().minor == half_up
    assert exact.settle("half_even").minor == half_even


@given(exact=exacts, rounding=st.sampled_from(["half_up", "half_even"]))
def test_settling_is_symmetric_and_never_off_by_more_than_a_half(exact: Exact, rounding: Rounding) -> None:
    """What rounds up above zero rounds down below; a whole amount stays as it is."""
    settled = exact.settle(rounding)
    assert (-exact).settle(rounding) == -settled
    assert abs(Fraction(exact.numerator, exact.denominator) - settled.minor) <= Fraction(1, 2)
    assert Exact.of(settled).settle(rounding) == settled


def test_a_rounding_that_is_not_known() -> None:
    """There are two words for it."""
    with pytest.raises(ValueError, match="half_down"):
        Exact.zero("EUR").settle("half_down")  # type: ignore[arg-type]  # the case


@given(one=exacts, other=exacts)
def test_exact_amounts_calculate_as_fractions_do(one: Exact, other: Exact) -> None:
    """Sum, difference, order, equality and hash, without any rounding."""
    a, b = (Fraction(exact.numerator, exact.denominator) for exact in (one, other))
    together = one + other
    assert Fraction(together.numerator, together.denominator) == a + b
    assert together - other == one
    assert hash(together - other) == hash(one)
    assert (one < other, one == other, bool(one)) == (a < b, a == b, a != 0)


def test_an_exact_amount_is_not_reduced() -> None:
    """17 of 31 days of 31.00 EUR can be shown as it came about."""
    assert repr(Exact.of(euro(3100)) * Share(17, 31)) == "Exact(numerator=52700, denominator=31, currency='EUR')"
    assert Exact(4, 2, "EUR") == Exact(2, 1, "EUR")
    assert (Exact.of(euro(100)).times(1, 3) + Exact.of(euro(100)).times(2, 3)).settle() == euro(100)
    assert Share(14, 28).text == "14/28"


@pytest.mark.parametrize("denominator", [0, -1])
def test_a_fraction_has_a_denominator_above_zero(denominator: int) -> None:
    """Nothing over nothing is no amount."""
    with pytest.raises(ValueError, match="above zero"):
        Exact(1, denominator, "EUR")
    with pytest.raises(ValueError, match="above zero"):
        Share(1, denominator)
    with pytest.raises(ValueError, match="above zero"):
        Exact.zero("EUR").times(1, denominator)
    with pytest.raises(ValueError, match="above zero"):
        Rate(Decimal(1), "EUR", denominator)


@pytest.mark.parametrize(
    ("amount", "per", "currency", "quantity", "settled"),
    [
        ("9.99", 1, "EUR", "3", "29.97"),
        ("0.0032", 1, "EUR", "1000", "3.20"),
        ("0.0032", 1_048_576, "EUR", "52428800000", "160.00"),
        ("0.005", 1, "EUR", "1", "0.01"),
        ("0.004999999999999", 1, "EUR", "1", "0.00"),
        ("100", 1, "JPY", "1.5", "150"),
        ("0.1", 3, "KWD", "1", "0.033"),
        ("0", 1, "EUR", "99", "0.00"),
    ],
)
def test_a_rate_times_a_quantity(amount: str, per: int, currency: str, quantity: str, settled: str) -> None:
    """Exact to the last digit, then settled once."""
    rate = Rate.parse(amount, currency, per)
    decimals = len(quantity.partition(".")[2])
    assert rate.times(Quantity.parse(quantity, decimals)).settle().text == settled
    assert rate.text == amount


@pytest.mark.parametrize("text", ["0.1234567890123456", "-1", "1e-3", "1,5", "NaN"])
def test_a_rate_that_is_refused(text: str) -> None:
    """More than fifteen decimals, a sign, another form."""
    with pytest.raises(FieldInvalid) as refused:
        Rate.parse(text, "EUR", field="unit_amount")
    assert refused.value.field == "unit_amount"


@pytest.mark.parametrize(
    ("amount", "percentage", "on_top", "within"),
    [
        (12100, "21", 2541, 2100),
        (10000, "8.5", 850, 783),
        (50, "21", 11, 9),  # 10.5 rounds away from zero
        (-50, "21", -11, -9),
        (999, "0", 0, 0),
        (1, "100", 1, 1),  # half a cent of one cent
    ],
)
def test_a_tax_on_top_and_a_tax_inside(amount: int, percentage: str, on_top: int, within: int) -> None:
    """The same percentage of a net and within a gross amount."""
    assert percent_of(euro(amount), Decimal(percentage)).settle() == euro(on_top)
    assert inside(euro(amount), Decimal(percentage)).settle() == euro(within)


@given(net=exacts, percentage=st.decimals(0, 100, places=3))
def test_the_tax_on_top_of_a_net_is_the_tax_inside_its_gross(net: Exact, percentage: Decimal) -> None:
    """The two formulas are one, before any rounding."""
    tax = percent_of(net, percentage)
    assert inside(net + tax, percentage) == tax

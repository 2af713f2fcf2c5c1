"""Tax as different countries and shops want it rounded, to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.kernel.errors import RuleConflict
from harr.kernel.money import Exact, Money, total
from harr.services.tax.calculation import Rules, Tax, Taxable, groups, share_out

VAT, LOW, ZERO = Tax(Decimal(21), "S", "NL"), Tax(Decimal(9), "S", "NL"), Tax(Decimal(0), "Z", "NL")
STATE, CITY = Tax(Decimal(6), "S", "US-NY"), Tax(Decimal(1), "S", "US-NY/Albany")
GROUP, LINE, DOCUMENT = Rules(), Rules(tax_rounding="line"), Rules(tax_rounding="document")


def line(amount: str, *taxes: Tax, inclusive: bool = False, exact: Exact | None = None) -> Taxable:
    return Taxable(Money.parse(amount, "EUR", negative=True), taxes, inclusive, exact)


def inside(amount: str, *taxes: Tax) -> Taxable:
    return line(amount, *taxes, inclusive=True)


CASES = [
    # what is taxed                                                      rules     net      tax      of the lines
    ("one line", [line("100.00", VAT)], GROUP, "100.00", "21.00", ["21.00"]),
    ("cents that add up to a cent", [line("0.02", VAT), line("0.02", VAT)], GROUP, "0.04", "0.01", ["0.00", "0.00"]),
    ("each line by itself", [line("0.02", VAT), line("0.02", VAT)], LINE, "0.04", "0.00", ["0.00", "0.00"]),
    ("two rates, each rounded", [line("0.50", VAT), line("0.50", LOW)], GROUP, "1.00", "0.16", ["0.11", "0.05"]),
    ("two rates, rounded once", [line("0.50", VAT), line("0.50", LOW)], DOCUMENT, "1.00", "0.15", ["0.11", "0.05"]),
    ("a half below zero", [line("-49.00", Tax(Decimal("8.5")))], LINE, "-49.00", "-4.17", ["-4.17"]),
    ("a rate of zero", [line("10.00", ZERO)], GROUP, "10.00", "0.00", ["0.00"]),
    ("nothing to tax", [], GROUP, "0.00", "0.00", []),
    ("a state and its city", [line("100.00", STATE, CITY)], GROUP, "100.00", "7.00", ["7.00"]),
    ("a tax inside", [inside("600.00", Tax(Decimal(10)))], GROUP, "545.45", "54.55", ["54.55"]),
    ("two taxes inside", [inside("107.00", STATE, CITY)], GROUP, "100.00", "7.00", ["7.00"]),
    ("three thirds inside", [inside("0.10", VAT)] * 3, GROUP, "0.25", "0.05", ["0.01", "0.02", "0.02"]),
    ("a refund inside", [inside("121.00", VAT), inside("-12.10", VAT)], GROUP, "90.00", "18.90", ["21.00", "-2.10"]),
    ("on top and inside", [line("100.00", VAT), inside("121.00", VAT)], GROUP, "200.00", "42.00", ["21.00", "21.00"]),
    ("on top and inside at once", [line("0.50", VAT), inside("0.50", VAT)], DOCUMENT, "0.91", "0.19", ["0.11", "0.09"]),
    (
        "a tax on a tax",
        [line("100.00", Tax(Decimal(5)), Tax(Decimal(10), jurisdiction="QC", on_tax_of=Decimal(5)))],
        GROUP,
        "100.00",
        "15.50",
        ["15.50"],
    ),
    (
        "a discount that stays exact",
        [line("5350.66", Tax(Decimal(22)), exact=Exact(535_065_600, 1000, "EUR"))],
        replace(GROUP, tax_base="exact"),
        "5350.66",
        "1177.14",
        ["1177.14"],
    ),
    (
        "the same, each line rounded",
        [line("5350.66", Tax(Decimal(22)), exact=Exact(535_065_600, 1000, "EUR"))],
        LINE,
        "5350.66",
        "1177.15",
        ["1177.15"],
    ),
    ("tax is rounded", [inside("0.03", Tax(Decimal(100)))], GROUP, "0.01", "0.02", ["0.02"]),
    (
        "net is rounded",
        [inside("0.03", Tax(Decimal(100)))],
        replace(GROUP, inclusive_rounds="net"),
        "0.02",
        "0.01",
        ["0.01"],
    ),
    ("to the even cent", [line("0.50", VAT)], replace(GROUP, rounding="half_even"), "0.50", "0.10", ["0.10"]),
]


@pytest.mark.parametrize(
    ("lines", "rules", "net", "tax", "of_lines"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_tax_by_every_rule(lines: Sequence[Taxable], rules: Rules, net: str, tax: str, of_lines: list[str]) -> None:
    """Each rule gives its own cents, on top and inside, above and below zero."""
    taxed = groups(lines, "EUR", rules)
    assert (taxed.net.text, taxed.tax.text, [money.text for money in taxed.taxes]) == (net, tax, of_lines)


def test_one_group_for_each_category_rate_and_jurisdiction() -> None:
    """What the document prints: 21 and 21.0 percent are one group, the same rate elsewhere is another."""
    same = Tax(Decimal("21.0"), "S", "NL", rate=7)
    taxed = groups(
        [line("1.00", VAT), line("2.00", same), line("4.00", Tax(Decimal(21), "S", "BE")), line("8.00", ZERO)], "EUR"
    )
    found = [
        (g.category, f"{g.percentage.normalize():f}", g.jurisdiction, g.rates, g.base.text, g.tax.text)
        for g in taxed.groups
    ]
    assert found == [
        ("S", "21", "BE", (), "4.00", "0.84"),
        ("S", "21", "NL", (7,), "3.00", "0.63"),
        ("Z", "0", "NL", (), "8.00", "0.00"),
    ]


def test_the_words_of_an_exemption_are_kept_once() -> None:
    """Two reverse-charge lines give one group with its reason once."""
    reverse = Tax(Decimal(0), "AE", "DE", exemption_reason="Reverse charge")
    taxed = groups([line("1.00", reverse), line("2.00", reverse)], "EUR")
    assert [(group.category, group.exemption_reason, group.tax.text) for group in taxed.groups] == [
        ("AE", "Reverse charge", "0.00")
    ]


def test_a_category_without_tax_has_no_percentage() -> None:
    """Reverse charge at 21 percent is a mistake and cannot be made."""
    with pytest.raises(RuleConflict):
        Tax(Decimal(21), "AE")


def test_spare_cents_go_where_the_rule_says() -> None:
    """Ten cents in three parts: the largest remainder or the first."""
    third, half = Exact(1000, 300, "EUR"), Exact(1050, 300, "EUR")
    assert [m.minor for m in share_out(Money(10, "EUR"), [third, third, half])] == [3, 3, 4]
    assert [m.minor for m in share_out(Money(10, "EUR"), [third, third, half], "first_lines")] == [4, 3, 3]


amounts = st.integers(-(10**9), 10**9)
percentages = st.decimals("0", "30", places=2)
rules_of_all_kinds = st.builds(
    Rules,
    tax_rounding=st.sampled_from(["group", "line", "document"]),
    inclusive_rounds=st.sampled_from(["tax", "net"]),
    rounding=st.sampled_from(["half_up", "half_even"]),
    spread=st.sampled_from(["largest_remainder", "first_lines"]),
)
lines_of_all_kinds = st.lists(
    st.builds(
        lambda minor, taxes, inclusive: Taxable(Money(minor, "EUR"), tuple(taxes), inclusive),
        amounts,
        st.lists(st.builds(Tax, percentages, st.just("S"), st.sampled_from(["NL", "BE"])), min_size=1, max_size=1)
        | st.just([STATE, CITY]),
        st.booleans(),
    ),
    max_size=6,
)


@given(lines_of_all_kinds, rules_of_all_kinds)
def test_the_parts_add_up_to_the_document(lines: list[Taxable], rules: Rules) -> None:
    """Nets and taxes add up, and a customer pays exactly the inclusive amounts where those stand alone."""
    taxed = groups(lines, "EUR", rules)
    assert taxed.net == total(taxed.nets, "EUR")
    assert taxed.tax == total((group.tax for group in taxed.groups), "EUR")
    if all(len(each.taxes) == 1 for each in lines):
        assert taxed.net == total((group.base for group in taxed.groups), "EUR")
    if all(each.inclusive for each in lines):
        assert taxed.net + taxed.tax == total((each.amount for each in lines), "EUR")
    if rules.tax_rounding == "line":
        assert taxed.tax == total(taxed.taxes, "EUR")


@given(lines_of_all_kinds, rules_of_all_kinds)
def test_a_credit_is_the_mirror_of_its_invoice(lines: list[Taxable], rules: Rules) -> None:
    """Every figure of the opposite lines is the opposite figure."""
    taxed = groups(lines, "EUR", rules)
    mirrored = groups([replace(each, amount=-each.amount) for each in lines], "EUR", rules)
    assert [-group.tax for group in mirrored.groups] == [group.tax for group in taxed.groups]
    assert [-net for net in mirrored.nets] == list(taxed.nets)


@given(lines_of_all_kinds, rules_of_all_kinds)
def test_no_figure_is_further_than_a_cent_from_the_exact_one(lines: list[Taxable], rules: Rules) -> None:
    """A group settled alone is within half a cent of its exact tax on top."""
    alone = [each for each in lines if not each.inclusive]
    taxed = groups(alone, "EUR", replace(rules, tax_rounding="group"))
    for group in taxed.groups:
        exact = Exact.of(group.base).times(int(group.percentage * 100), 10_000)
        assert abs(2 * (group.tax.minor * exact.denominator - exact.numerator)) <= exact.denominator

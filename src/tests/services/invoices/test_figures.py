"""What a document adds up to, when it is due, what its numbers look like: pure, case by case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.contract.shapes import PaymentTerms
from harr.kernel.errors import FieldInvalid, Refusal, RuleConflict
from harr.kernel.money import Exact, Money
from harr.services.invoices import basis, numbers, terms
from harr.services.invoices.amounts import Change, Line, sums
from harr.services.invoices.numbers import Run
from harr.services.tax import Rules, Tax

VAT, LOW = Tax(Decimal(21), "S", "NL"), Tax(Decimal(9), "S", "NL")
ZERO = Money.zero("EUR")


def eur(amount: str) -> Money:
    return Money.parse(amount, "EUR", negative=True)


def line(amount: str, *changes: Change, tax: Tax = VAT, inclusive: bool = False, discount: str = "0.00") -> Line:
    return Line(eur(amount), Exact.of(eur(amount)), eur(discount), changes, (tax,), inclusive)


def allowance(amount: str, tax: Tax | None = None) -> Change:
    return Change("allowance", eur(amount), () if tax is None else (tax,))


def charge(amount: str, tax: Tax | None = None) -> Change:
    return Change("charge", eur(amount), () if tax is None else (tax,))


DOCUMENTS = [
    # lines                                             of the document             rounding  net       tax      total
    ([line("100.00")], [], "0.00", "100.00", "21.00", "121.00"),
    ([line("100.00", discount="20.00")], [], "0.00", "80.00", "16.80", "96.80"),
    ([line("100.00", allowance("10.00"), charge("5.00"))], [], "0.00", "95.00", "19.95", "114.95"),
    ([line("100.00")], [allowance("10.00", VAT), charge("4.00", LOW)], "0.00", "94.00", "19.26", "113.26"),
    ([line("121.00", inclusive=True)], [], "0.00", "100.00", "21.00", "121.00"),
    ([line("100.03", tax=Tax(Decimal(0), "O"))], [], "0.02", "100.03", "0.00", "100.05"),
    ([line("50.00"), line("-20.00")], [], "0.00", "30.00", "6.30", "36.30"),
    ([], [], "0.00", "0.00", "0.00", "0.00"),
]


@pytest.mark.parametrize(("lines", "changes", "rounding", "net", "tax", "total"), DOCUMENTS)
def test_a_document_adds_up(
    lines: list[Line], changes: list[Change], rounding: str, *, net: str, tax: str, total: str
) -> None:
    """Lines, allowances and charges, tax on what is left, and rounding of what is payable."""
    made = sums(lines, changes, eur(rounding), Rules())
    assert (made.net.text, made.tax.text, made.total.text) == (net, tax, total)
    assert made.subtotal == sum((each.amount for each in lines), start=ZERO)


TERMS = [
    # issued       terms                                                               due
    ("2026-01-31", {}, "2026-01-31"),
    ("2026-01-31", {"due_days": 30}, "2026-03-02"),
    ("2026-01-10", {"due_days": 30, "due_rule": "end_of_month"}, "2026-02-28"),
    ("2026-01-10", {"due_rule": "day_of_month", "day": 15}, "2026-01-15"),
    ("2026-01-16", {"due_rule": "day_of_month", "day": 15}, "2026-02-15"),
    ("2026-12-31", {"due_rule": "day_of_month", "day": 30}, "2027-01-30"),
    ("2026-01-31", {"due_rule": "day_of_month", "day": 30}, "2026-02-28"),
]


@pytest.mark.parametrize(("issued_on", "agreed", "due_on"), TERMS)
def test_an_invoice_is_due_as_agreed(issued_on: str, agreed: dict[str, Any], due_on: str) -> None:
    """So many days, the end of a month, or a day of it that is not yet over."""
    assert terms.due_on(date.fromisoformat(issued_on), PaymentTerms(**agreed)) == date.fromisoformat(due_on)


@pytest.mark.parametrize(
    ("service_end", "point"),
    [(None, "2026-02-20"), ("2026-02-15", "2026-02-15"), ("2026-03-15", "2026-02-20")],
)
def test_the_tax_point_is_the_day_of_supply(service_end: str | None, point: str) -> None:
    """What was served already falls at its end, what comes on the day of the document."""
    end = None if service_end is None else date.fromisoformat(service_end)
    assert terms.tax_point(date(2026, 2, 20), end) == date.fromisoformat(point)


@pytest.mark.parametrize(
    ("format_", "sequence", "written"),
    [("EU-{year}-{seq:06}", 2, "EU-2026-000002"), ("{seq}", 7, "7"), ("{year}{seq:03}", 1234, "20261234")],
)
def test_a_number_is_written_by_its_format(format_: str, sequence: int, written: str) -> None:
    """Padded where the format pads; a number that is longer stays whole. The series knows its own."""
    assert numbers.written(format_, sequence, 2026) == written
    assert numbers.could_be(format_, written)
    assert not numbers.could_be(format_, f"old/{written}")


@pytest.mark.parametrize(
    ("format_", "reset", "refusal"),
    [
        ("INV-{year}", "never", FieldInvalid),
        ("{seq}-{seq}", "never", FieldInvalid),
        ("{month}-{seq}", "never", FieldInvalid),
        ("{seq:6}", "never", FieldInvalid),
        ("INV-{seq}", "year", RuleConflict),
    ],
)
def test_a_format_that_gives_a_number_twice_is_refused(format_: str, reset: str, refusal: type[Refusal]) -> None:
    """The sequence stands in it once, and the year too where it begins again."""
    with pytest.raises(refusal):
        numbers.check(format_, reset)


def test_numbers_and_dates_rise_together() -> None:
    """A late document bears the last date; a new year begins at one, and nothing goes back to the old one."""
    run = Run("{year}-{seq:03}", "year", 7, 0)
    found = []
    for day in ("2026-12-30", "2026-12-29", "2027-01-02", "2026-12-31"):
        taken, run = numbers.take(run, date.fromisoformat(day))
        found.append((taken.number, str(taken.issued_on)))
    assert found == [
        ("2026-007", "2026-12-30"),
        ("2026-008", "2026-12-30"),
        ("2027-001", "2027-01-02"),
        ("2027-002", "2027-01-02"),
    ]


BASES: list[tuple[dict[str, Any], str]] = [
    # what made the amount                                                                      amount
    ({"rule": "given/1", "given_amount": "-12.30"}, "-12.30"),
    (basis.per_unit("0.0042", "10088", None), "42.37"),
    (basis.per_unit("12.12", "100", "10000"), "0.12"),
    ({"rule": "flat/1", "unit_amount": "9.99", "quantity": "5"}, "9.99"),
    ({**basis.per_unit("31.00", "1", None), "share": {"numerator": 17, "denominator": 31}}, "17.00"),
    ({"rule": "graduated/1", "parts": [{"quantity": "1000", "unit_amount": "0"},
                                       {"quantity": "10088", "unit_amount": "0.0042"}]}, "42.37"),
    ({"rule": "graduated/1", "round_at": "tier", "parts": [{"quantity": "1", "unit_amount": "0.005"},
                                                           {"quantity": "1", "unit_amount": "0.005"}]}, "0.02"),
    ({"rule": "graduated/1", "parts": [{"quantity": "1", "unit_amount": "0.005"},
                                       {"quantity": "1", "unit_amount": "0.005"}]}, "0.01"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "amount"), BASES)
def test_a_basis_gives_its_amount_back(made: dict[str, Any], amount: str) -> None:
    """Whatever the rule: from what is kept alone."""
    assert basis.amount_of({**made, "currency": "EUR", "rounding": "half_away/1"}).text == amount


def test_a_rule_that_is_not_known_is_not_guessed() -> None:
    """An older Harr says that it cannot check what a newer one wrote."""
    with pytest.raises(RuleConflict):
        basis.amount_of({"rule": "astrology/1", "currency": "EUR", "rounding": "half_away/1"})


amounts = st.integers(-(10**8), 10**8).map(lambda minor: Money(minor, "EUR"))
changes_of_all_kinds = st.lists(
    st.builds(Change, st.sampled_from(["allowance", "charge"]), amounts, st.sampled_from([(VAT,), (LOW,)])), max_size=2
)
rules_of_all_kinds = st.builds(
    Rules,
    tax_rounding=st.sampled_from(["group", "line", "document"]),
    tax_base=st.sampled_from(["rounded", "exact"]),
    inclusive_rounds=st.sampled_from(["tax", "net"]),
    rounding=st.sampled_from(["half_up", "half_even"]),
    spread=st.sampled_from(["largest_remainder", "first_lines"]),
)


@given(st.data())
def test_the_bases_give_every_figure_back(data: st.DataObject) -> None:
    """A stranger who has the bases alone comes to the same document, by every rule."""
    rules = data.draw(rules_of_all_kinds)
    lines, kept = [], []
    for _ in range(data.draw(st.integers(0, 4))):
        unit_amount = f"{data.draw(st.integers(0, 10**6))}.{data.draw(st.integers(0, 9999)):04}"
        made = basis.per_unit(unit_amount, str(data.draw(st.integers(-50, 50))), None)
        whole = {**made, "currency": "EUR", "rounding": basis.ROUNDED_BY[rules.rounding]}
        found = Line(
            basis.amount_of(whole), basis.exact_of(whole), data.draw(amounts), tuple(data.draw(changes_of_all_kinds)),
            (data.draw(st.sampled_from([VAT, LOW])),), data.draw(st.booleans()),
        )  # fmt: skip
        lines.append(found)
        kept.append(basis.of_line(found, made, "EUR", rules))
    changes = data.draw(changes_of_all_kinds)
    rounding = Money(data.draw(st.integers(-99, 99)), "EUR")
    document = basis.of_document(changes, rounding, rules)
    assert basis.totals_of(document, kept) == sums(lines, changes, rounding, rules)


@given(st.lists(st.tuples(amounts, st.booleans()), max_size=5), changes_of_all_kinds, rules_of_all_kinds)
def test_the_sums_that_always_hold(lines: list[tuple[Money, bool]], changes: list[Change], rules: Rules) -> None:
    """Net is the bases and the lines with what was taken off and put on; total is net, tax and rounding."""
    made = sums([Line(a, Exact.of(a), ZERO, (), (VAT,), inside) for a, inside in lines], changes, ZERO, rules)
    assert made.net == sum((group.base for group in made.groups), start=ZERO)
    assert made.net == sum((*made.nets, *(change.signed for change in changes)), start=ZERO)
    assert made.total == made.net + made.tax + made.rounding

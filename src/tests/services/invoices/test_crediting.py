"""What may be taken back of an invoice, and where the money goes: pure, by case and by law."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.kernel.errors import AmountExceedsRemaining, CreditExceedsLine, FieldInvalid, Refusal, RuleConflict
from harr.kernel.money import Exact, Money
from harr.kernel.quantities import Quantity
from harr.services.invoices import crediting
from harr.services.invoices.amounts import Line, Sums, sums
from harr.services.invoices.crediting import Back, Billed, BilledGroup
from harr.services.tax import Rules, Tax

VAT = Tax(Decimal(20), "S", "FR")
ZERO = Money.zero("EUR")
GROUP = Rules()


def eur(amount: str) -> Money:
    return Money.parse(amount, "EUR", negative=True)


def billed(lines: list[tuple[Money, bool]], rules: Rules) -> tuple[list[Billed], list[BilledGroup], Sums]:
    """An invoice of these amounts, nothing of which was credited yet."""
    made = sums([Line(a, Exact.of(a), ZERO, (), (VAT,), inside) for a, inside in lines], [], ZERO, rules)
    none = Quantity(0)
    found = [
        Billed(place, Quantity(3), amount, made.nets[place], none, ZERO, ZERO, (VAT,), inside)
        for place, (amount, inside) in enumerate(lines)
    ]
    return found, [BilledGroup(0, VAT.key, g.base, g.tax, ZERO, ZERO) for g in made.groups], made


def test_the_last_unit_takes_what_is_left() -> None:
    """A third of 100.00, three times, is 100.00."""
    [line], _, _ = billed([(eur("100.00"), False)], GROUP)
    found = []
    for _ in range(3):
        part = crediting.part_by_quantity(line, Quantity(1), "lines[0].quantity")
        found.append(part.text)
        line = replace(line, credited=line.credited + part, credited_quantity=line.credited_quantity + Quantity(1))
    assert found == ["33.33", "33.34", "33.33"]
    with pytest.raises(CreditExceedsLine) as refused:
        crediting.part_by_quantity(line, Quantity(1), "lines[0].quantity")
    assert refused.value.facts["remaining"] == "0"


@pytest.mark.parametrize(
    ("charged", "amount", "refusal"),
    [
        ("100.00", "100.01", CreditExceedsLine),
        ("100.00", "-1.00", FieldInvalid),
        ("100.00", "0.00", FieldInvalid),
        ("-20.00", "20.00", FieldInvalid),
        ("-20.00", "-20.01", CreditExceedsLine),
    ],
)
def test_a_part_is_of_the_line(charged: str, amount: str, refusal: type[Refusal]) -> None:
    """On the same side of zero, and not more than is left."""
    [line], _, _ = billed([(eur(charged), False)], GROUP)
    with pytest.raises(refusal):
        crediting.part_by_amount(line, eur(amount), "lines[0].amount")


def test_two_equal_lines_credited_one_after_the_other() -> None:
    """Twice 68.33 at 20 percent was 27.33 of tax; the first gives back 13.67, the last what is left."""
    lines, groups, _ = billed([(eur("68.33"), False)] * 2, GROUP)
    found = []
    for place in range(2):
        line = lines[place]
        made = crediting.credit([Back(line, line.left, None, "")], [], lines, groups, GROUP, "EUR", whole=False)
        found.append((made.net.text, made.tax.text))
        base, tax = made.by_group[0]
        groups = [replace(groups[0], credited_base=groups[0].credited_base + base,
                          credited_tax=groups[0].credited_tax + tax)]  # fmt: skip
        lines[place] = replace(line, credited=line.charged, credited_net=line.net)
    assert found == [("68.33", "13.67"), ("68.33", "13.66")]


ALLOCATIONS = [
    # total    due       received  given                              to invoice, balance, refund, out of band
    ("30.25", "96.80", "0.00", {}, ("30.25", "0.00", "0.00", "0.00")),
    ("24.20", "0.00", "96.80", {}, ("0.00", "24.20", "0.00", "0.00")),
    ("24.20", "0.00", "96.80", {"amount_to_refund": "12.10"}, ("0.00", "12.10", "12.10", "0.00")),
    ("50.00", "20.00", "80.00", {}, ("20.00", "30.00", "0.00", "0.00")),
    ("50.00", "20.00", "80.00", {"amount_to_refund": "50.00"}, ("0.00", "0.00", "50.00", "0.00")),
    ("50.00", "20.00", "80.00", {"amount_out_of_band": "40.00"}, ("10.00", "0.00", "0.00", "40.00")),
    ("50.00", "20.00", "80.00", {"amount_to_invoice": "5.00"}, ("5.00", "45.00", "0.00", "0.00")),
]


@pytest.mark.parametrize(("amount", "due", "received", "given_", "parts"), ALLOCATIONS)
def test_where_the_money_goes(
    amount: str, due: str, received: str, given_: dict[str, str], parts: tuple[str, ...]
) -> None:
    """First off the invoice, the rest to the balance, unless the caller says otherwise."""
    found = crediting.allocate(
        eur(amount), due=eur(due), received=eur(received), given={k: eur(v) for k, v in given_.items()}, is_invoice=True
    )
    assert tuple(m.text for m in (found.to_invoice, found.to_balance, found.to_refund, found.out_of_band)) == parts


@pytest.mark.parametrize(
    ("due", "received", "given_", "refusal", "field"),
    [
        ("20.00", "80.00", {"amount_to_invoice": "20.01"}, AmountExceedsRemaining, "amount_to_invoice"),
        ("100.00", "0.00", {"amount_to_balance": "50.00"}, AmountExceedsRemaining, "amount_to_balance"),
        ("0.00", "80.00", {"amount_to_refund": "50.01"}, AmountExceedsRemaining, "amount_to_refund"),
        ("0.00", "80.00", {"amount_to_balance": "10.00"}, RuleConflict, "amount_to_balance"),
        ("0.00", "0.00", {}, AmountExceedsRemaining, "amount_to_balance"),
    ],
)
def test_more_than_there_is_goes_nowhere(
    due: str, received: str, given_: dict[str, str], refusal: type[Refusal], field: str
) -> None:
    """Not more off the invoice than is due, not more given back than came, and nothing without a place."""
    with pytest.raises(refusal) as refused:
        crediting.allocate(
            eur("50.00"), due=eur(due), received=eur(received), given={k: eur(v) for k, v in given_.items()},
            is_invoice=True,
        )  # fmt: skip
    assert refused.value.field == field


amounts = (st.integers(1, 60) | st.integers(1, 10**7)).map(lambda minor: Money(minor, "EUR"))
rules_of_all_kinds = st.builds(
    Rules,
    tax_rounding=st.sampled_from(["group", "line", "document"]),
    inclusive_rounds=st.sampled_from(["tax", "net"]),
    spread=st.sampled_from(["largest_remainder", "first_lines"]),
)


@given(st.lists(st.tuples(amounts, st.booleans()), min_size=1, max_size=4), rules_of_all_kinds, st.data())
def test_credit_notes_add_up_to_the_invoice(lines: list[tuple[Money, bool]], rules: Rules, data: st.DataObject) -> None:
    """However it is taken back, piece by piece: never more tax than there was, and in the end all of it."""
    left, groups, made = billed(lines, rules)
    net = tax = ZERO
    while any(line.left for line in left):
        parts = [
            Back(
                line,
                data.draw(st.integers(1, line.left.minor).map(lambda m: Money(m, "EUR")) | st.just(line.left)),
                None,
                "",
            )
            for line in left
            if line.left and data.draw(st.booleans())
        ] or [Back(line, line.left, None, "") for line in left if line.left]
        found = crediting.credit(parts, [], left, groups, rules, "EUR", whole=False)
        net, tax = net + found.net, tax + found.tax
        assert net + tax <= made.net + made.tax
        assert abs(tax) <= abs(made.tax)
        base, taxed = found.by_group[0]
        groups = [replace(groups[0], credited_base=groups[0].credited_base + base,
                          credited_tax=groups[0].credited_tax + taxed)]  # fmt: skip
        taken = {part.line.id: (part.amount, amount) for part, amount in zip(parts, found.nets, strict=True)}
        left = [
            replace(
                line, credited=line.credited + taken[line.id][0], credited_net=line.credited_net + taken[line.id][1]
            )
            if line.id in taken
            else line
            for line in left
        ]
    assert (net, tax) == (made.net, made.tax)

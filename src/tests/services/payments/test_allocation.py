"""What a payment pays, case by case: due and paid in, parts and rest out."""

from __future__ import annotations

import pytest

from harr.kernel.errors import AmountExceedsRemaining
from harr.kernel.money import Money
from harr.services.payments.allocation import Left, Overpayment, Wanted, rest_of, spread, take_back, tolerance_of


def eur(minor: int) -> Money:
    """So many cents."""
    return Money(minor, "EUR")


@pytest.mark.parametrize(
    ("paid", "wanted", "tolerance", "parts", "left"),
    [
        # amount, (wanted, due) of each invoice, tolerance, (paid, forgiven) of each invoice, what is left
        (12100, [(12100, 12100)], 5, [(12100, 0)], 0),
        (6655, [(6655, 9680)], 5, [(6655, 0)], 0),
        (13000, [(12100, 12100)], 5, [(12100, 0)], 900),
        (9988, [(9988, 9990)], 5, [(9988, 2)], 0),
        (9988, [(9988, 9990)], 0, [(9988, 0)], 0),
        (9985, [(9985, 9990)], 5, [(9985, 5)], 0),
        (9984, [(9984, 9990)], 5, [(9984, 0)], 0),
        (12103, [(12100, 12100)], 5, [(12100, 0)], 3),
        (20000, [(12100, 12100), (7900, 10000)], 5, [(12100, 0), (7900, 0)], 0),
        (22094, [(12097, 12100), (9997, 10000)], 5, [(12097, 3), (9997, 0)], 0),
        (22100, [(12097, 12100), (10000, 10000)], 5, [(12097, 0), (10000, 0)], 3),
        (500, [], 5, [], 500),
        (500, [(0, 0)], 5, [], 500),
    ],
)
def test_a_payment_lies_on_invoices(
    paid: int, wanted: list[tuple[int, int]], tolerance: int, parts: list[tuple[int, int]], left: int
) -> None:
    """E07a, E16b, E16f and their neighbours; the tolerance is the payment's, not each invoice's."""
    asked = [Wanted(n, eur(amount), eur(due), f"allocations[{n}].amount") for n, (amount, due) in enumerate(wanted)]
    found = spread(eur(paid), asked, eur(tolerance))
    assert [(part.amount.minor, part.forgiven.minor) for part in found.parts] == parts
    assert found.left == eur(left)


@pytest.mark.parametrize(
    ("paid", "wanted", "field", "remaining"),
    [
        (20000, [(12200, 12100)], "allocations[0].amount", "121.00"),
        (20000, [(12100, 12100), (8000, 9000)], "allocations[1].amount", "79.00"),
    ],
)
def test_more_than_there_is_is_refused(paid: int, wanted: list[tuple[int, int]], field: str, remaining: str) -> None:
    """Neither more than is due nor more than was paid; the refusal names the field and what is left."""
    asked = [Wanted(n, eur(amount), eur(due), f"allocations[{n}].amount") for n, (amount, due) in enumerate(wanted)]
    with pytest.raises(AmountExceedsRemaining) as refused:
        spread(eur(paid), asked, eur(5))
    assert (refused.value.field, refused.value.facts["remaining"]) == (field, remaining)


@pytest.mark.parametrize(
    ("rule", "currency", "minor"),
    [
        ({}, "EUR", 5),
        ({}, "JPY", 0),
        ({}, "KWD", 50),
        ({}, "X-CREDIT/6", 0),
        ({"EUR": "0.00"}, "EUR", 0),
        ({"EUR": "1.00"}, "USD", 5),
        ({"JPY": "10"}, "JPY", 10),
    ],
)
def test_a_twentieth_is_forgiven_unless_the_entity_says_otherwise(
    rule: dict[str, str], currency: str, minor: int
) -> None:
    """0.05 of the main unit; nothing where the currency has no such coin."""
    assert tolerance_of(rule, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("left", "rule", "pays_invoices", "rest"),
    [
        # what is left, the rule, whether it pays invoices: to the balance, unallocated, owed back, let go
        (900, "balance", True, (900, 0, 0, 0)),
        (900, "unallocated", True, (0, 900, 0, 0)),
        (900, "refund", True, (0, 0, 900, 0)),
        (5, "balance", True, (0, 0, 0, 5)),
        (5, "refund", True, (0, 0, 0, 5)),
        (6, "balance", True, (6, 0, 0, 0)),
        (5, "balance", False, (0, 5, 0, 0)),
        (900, "refund", False, (0, 900, 0, 0)),
        (0, "balance", True, (0, 0, 0, 0)),
    ],
)
def test_where_money_goes_that_pays_no_invoice(
    left: int, rule: Overpayment, pays_invoices: bool, rest: tuple[int, int, int, int]
) -> None:
    """By the entity's rule where it is more than was due; money that names no invoice waits, however little."""
    found = rest_of(eur(left), rule, eur(5), pays_invoices=pays_invoices)
    assert (
        tuple(each.minor for each in (found.to_balance, found.unallocated, found.owed_back, found.difference)) == rest
    )


def left(owed_back: int, unallocated: int, in_balance: int, paying: list[tuple[int, int]]) -> Left:
    """What of a payment is left, in cents."""
    return Left(eur(owed_back), eur(unallocated), eur(in_balance), tuple((each, eur(minor)) for each, minor in paying))


@pytest.mark.parametrize(
    ("amount", "there", "taken"),
    [
        (900, left(0, 900, 0, [(1, 12100)]), left(0, 900, 0, [])),
        (1000, left(0, 900, 0, [(1, 12100)]), left(0, 900, 0, [(1, 100)])),
        (5000, left(0, 0, 0, [(1, 3000), (2, 4000)]), left(0, 0, 0, [(2, 4000), (1, 1000)])),
        (1500, left(900, 500, 0, [(1, 3000)]), left(900, 500, 0, [(1, 100)])),
        (1500, left(0, 0, 900, [(1, 3000)]), left(0, 0, 900, [(1, 600)])),
        (300, left(900, 500, 700, [(1, 3000)]), left(300, 0, 0, [])),
    ],
)
def test_a_refund_takes_what_pays_no_invoice_first(amount: int, there: Left, taken: Left) -> None:
    """Then the invoices are due again, the last one first."""
    assert take_back(eur(amount), there) == taken
    assert taken.whole == eur(amount)


def test_a_refund_of_more_than_is_left_is_refused() -> None:
    """The refusal says how much is left."""
    with pytest.raises(AmountExceedsRemaining) as refused:
        take_back(eur(1001), left(100, 300, 0, [(1, 600)]))
    assert refused.value.facts["remaining"] == "10.00"

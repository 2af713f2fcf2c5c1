"""How payments and what goes back of them are booked: several parts in one transaction."""

from __future__ import annotations

from datetime import date

import pytest

from harr.kernel.money import Money
from harr.services.ledger import Posting, at_processor, recipes

ON = date(2026, 1, 15)
CARD = at_processor("terminal")


def eur(text: str) -> Money:
    """Euros."""
    return Money.parse(text, "EUR")


ROWS: list[tuple[str, Posting | None, list[str]]] = [
    (
        "two invoices, one of them short, and a surplus that is owed back",
        recipes.payment_received(
            entity=7, payment="pay_1", customer="cus_1", on=ON, to_refund=eur("9.00"),
            allocations={"inv_1": eur("99.88"), "inv_2": eur("121.00")}, short={"inv_1": eur("0.02")},
        ),
        ["debit 1010 229.88 pay_1", "debit 7090 0.02 inv_1", "credit 1100 99.90 cus_1 inv_1",
         "credit 1100 121.00 cus_1 inv_2", "credit 2300 9.00 cus_1 pay_1"],
    ),
    (
        "money of a known customer waits under the customer",
        recipes.payment_received(
            entity=7, payment="pay_1", customer="cus_1", on=ON, allocations={}, unallocated=eur("10.00")
        ),
        ["debit 1010 10.00 pay_1", "credit 2020 10.00 cus_1 pay_1"],
    ),
    (
        "and is laid on an invoice from there",
        recipes.payment_allocated(
            entity=7, payment="pay_1", customer="cus_1", invoice="inv_1", on=ON, amount=eur("10.00"), holder="cus_1"
        ),
        ["debit 2020 10.00 cus_1 pay_1", "credit 1100 10.00 cus_1 inv_1"],
    ),
    (
        "and waits again when it is taken off",
        recipes.payment_unallocated(
            entity=7, payment="pay_1", customer="cus_1", invoice="inv_1", on=ON, amount=eur("10.00"), holder="cus_1"
        ),
        ["debit 1100 10.00 cus_1 inv_1", "credit 2020 10.00 cus_1 pay_1"],
    ),
    (
        "a refund without a credit note, out of everything that a payment can hold",
        recipes.payment_refunded(
            entity=7, refund="ref_1", payment="pay_1", customer="cus_1", on=ON, out_of=CARD, holder="cus_1",
            owed_back=eur("1.00"), unallocated=eur("2.00"), from_balance=eur("3.00"),
            allocations={"inv_1": eur("4.00")},
        ),
        ["debit 2300 1.00 cus_1 pay_1", "debit 2020 2.00 cus_1 pay_1", "debit 2010 3.00 cus_1 pay_1",
         "debit 1100 4.00 cus_1 inv_1", "credit 1050 10.00 terminal ref_1"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("case", "posting", "legs"), ROWS, ids=[row[0] for row in ROWS])
def test_how_it_is_booked(case: str, posting: Posting | None, legs: list[str]) -> None:
    """Side, code, amount, owner, document of each leg, in order."""
    assert posting is not None, case
    found = [
        " ".join(filter(None, [leg.side, leg.code, leg.amount.text, leg.owner, leg.document])) for leg in posting.lines
    ]
    assert found == legs

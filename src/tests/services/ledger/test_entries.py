"""Postings that cannot be made, amounts in two currencies, and what a digest covers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from harr.kernel.errors import FieldInvalid, Unbalanced
from harr.kernel.money import Money
from harr.services.ledger import CHART, Leg, Posting, credit, debit
from harr.services.ledger.chart import normal_side
from harr.services.ledger.digests import ENTRY, HEADER, digest_of
from harr.services.ledger.entries import residual
from harr.services.ledger.translation import Quote, translate

ON = date(2026, 1, 15)


def posting(*legs: Leg, cause: str = "test.posted/1/1") -> Posting:
    """A posting of these legs."""
    return Posting(entity=1, cause=cause, type="test", effective_on=ON, lines=legs, rule="test/1")


def money(minor: int, currency: str = "EUR") -> Money:
    """An amount in minor units."""
    return Money(minor, currency)


def test_an_unbalanced_posting_cannot_be_made() -> None:
    """The refusal says what is left in every currency."""
    with pytest.raises(Unbalanced) as refused:
        posting(debit("1010", money(100)), credit("4030", money(99)), credit("4030", money(5, "USD")))
    assert refused.value.facts["residual"] == {"EUR": "0.01", "USD": "-0.05"}


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: debit("1010", money(0)), "a leg of nothing"),
        (lambda: debit("1010", money(-1)), "a leg below zero"),
        (lambda: Leg("1010", "left", money(1)), "a third side"),  # type: ignore[arg-type]
        (lambda: posting(debit("1010", money(1)), credit("4030", money(1)), cause="no cause"), "no cause"),
        (lambda: posting(debit("1010", money(1)), credit("4030", money(1)), cause="a.b/c/0"), "a step of zero"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_cannot_be(make: Callable[[], object], what: str) -> None:
    """An impossible thing cannot be made."""
    with pytest.raises(ValueError, match=r"."):
        make()
    assert what


def test_a_transaction_has_two_entries_at_least() -> None:
    """One side alone is no entry in the books."""
    with pytest.raises(FieldInvalid):
        posting(debit("1010", money(1)))


@pytest.mark.parametrize(
    ("code", "side"),
    [("1010", "debit"), ("1190", "credit"), ("2010", "credit"), ("3010", "credit"), ("4030", "credit"),
     ("4820", "debit"), ("5030", "debit"), ("5040", "credit"), ("7010", "credit"), ("7090", "debit"),
     ("9010", "debit"), ("9020", "credit")],
)  # fmt: skip
def test_the_side_on_which_an_account_grows(code: str, side: str) -> None:
    """It follows from the type; a contra account has the other one."""
    account = CHART[code]
    assert account.normal_side == normal_side(account.type, contra=account.contra) == side


# ---- two currencies --------------------------------------------------------------------------------------------------


def quote(rate: str, *, inverse: bool = False) -> Quote:
    """One rate for every currency."""
    return Quote(1, Decimal(rate), inverse=inverse)


@pytest.mark.parametrize(
    ("minor", "currency", "rate", "functional", "worth"),
    [
        (12100, "EUR", quote("1.10"), "USD", 13310),  # E25a
        (12100, "EUR", quote("1.08"), "USD", 13068),  # E25d
        (1200, "JPY", quote("0.0061"), "EUR", 732),
        (1000, "EUR", quote("163.5"), "JPY", 1635),
        (1, "EUR", quote("0.5"), "USD", 1),  # half a cent is rounded away from zero
        (11000, "USD", quote("1.10", inverse=True), "EUR", 10000),
        (5_000_000, "X-CREDIT/6", quote("1"), "EUR", 0),
    ],
)
def test_what_an_amount_is_worth(minor: int, currency: str, rate: Quote, functional: str, worth: int) -> None:
    """The digits of both currencies count, and the rate either way round."""
    legs = (debit("1010", money(minor, currency)), credit("4030", money(minor, currency)))
    done = translate(legs, functional, lambda _: rate)
    assert done[0].functional == money(worth, functional)


def test_what_the_roundings_leave_goes_to_7090() -> None:
    """Three thirds of a cent more than the whole: one unit, on an account of its own, in the functional currency."""
    legs = (debit("1100", money(3)), *(credit("4030", money(1)) for _ in range(3)))
    done = translate(legs, "USD", lambda _: quote("1.5"))
    assert [leg.signed_functional for leg in done] == [5, -2, -2, -2, 1]
    assert (done[-1].code, done[-1].amount, residual(done)) == ("7090", money(0, "USD"), [])


@given(
    parts=some.lists(some.integers(1, 10**9), min_size=1, max_size=40),
    rate=some.decimals("0.0001", "9999", places=4),
)
def test_every_translation_adds_up(parts: list[int], rate: Decimal) -> None:
    """Whatever the rate: zero in both currencies, at most a unit of residue for each leg."""
    legs = (debit("1100", money(sum(parts))), *(credit("4030", money(part)) for part in parts))
    done = translate(legs, "USD", lambda _: Quote(1, rate))
    assert sum(leg.signed_functional for leg in done) == 0
    assert residual(done) == []
    assert sum(abs(leg.signed_functional) for leg in done[len(legs) :]) <= len(legs)


def test_a_mirror_keeps_the_amounts_that_it_is_given() -> None:
    """What was worth 1.10 when it was posted goes back at 1.10, whatever the rate is today."""
    legs = tuple(replace(leg, functional=money(110, "USD"), exchange_rate=9) for leg in (
        debit("4030", money(100)), credit("1100", money(100))))  # fmt: skip
    assert translate(legs, "USD", lambda _: quote("99")) == legs


# ---- digests ---------------------------------------------------------------------------------------------------------

HEADER_ROW: dict[str, object] = dict.fromkeys(HEADER, "x") | {"id": 5, "entries": 2, "corrects": None}
ENTRY_ROW: dict[str, object] = dict.fromkeys(ENTRY, "y") | {"line": 1, "amount": 100, "quantity": None}


@pytest.mark.parametrize("name", [*(f"header {name}" for name in HEADER), *(f"entry {name}" for name in ENTRY)])
def test_a_digest_covers_every_column(name: str) -> None:
    """Change any of them and it is another digest."""
    which, _, column = name.partition(" ")
    changed_header = HEADER_ROW | {column: 99} if which == "header" else HEADER_ROW
    changed_entry = ENTRY_ROW | {column: 99} if which == "entry" else ENTRY_ROW
    assert digest_of(changed_header, [changed_entry]) != digest_of(HEADER_ROW, [ENTRY_ROW])


def test_a_column_that_comes_later_changes_no_digest() -> None:
    """Nothing is null in a digest: what a row does not say is left out."""
    assert digest_of(HEADER_ROW | {"later": None}, [ENTRY_ROW]) == digest_of(HEADER_ROW, [ENTRY_ROW])


def test_no_tenant_is_in_a_digest() -> None:
    """A fork keeps its digests."""
    assert "tenant" not in {*HEADER, *ENTRY}

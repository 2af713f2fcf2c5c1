"""What a profile grants: which values are governed, which words and amounts pass, what two versions differ in."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from harr.contract import BY_NAME
from harr.contract.shapes import Address
from harr.contract.tenants import PROFILE, Profile
from harr.contract.words import Amount, Currency, PaymentMethodType, Request
from harr.kernel.errors import CapabilityNotGranted
from harr.kernel.money import Money
from harr.services.tenants.capabilities import amount_granted, governed, names, request_granted, word_granted
from harr.services.tenants.differences import difference

OPEN = replace(
    PROFILE, operations=["*"], payment_method_types=[], currencies=[], countries=[], price_models=[],
    customer_kinds=[], maximum_amounts={},
)  # fmt: skip


class Line(Request, kw_only=True):
    """A line in another request."""

    amount: Amount


class Order(Request, kw_only=True):
    """A request with all kinds of governed values."""

    currency: Currency | None = None
    lines: list[Line] = msgspec.field(default_factory=list)
    address: Address | None = None
    methods: list[PaymentMethodType] | None = None


@pytest.mark.parametrize(
    ("operations", "operation", "named"),
    [
        (["*"], "invoices.finalize", True),
        (["invoices.*"], "invoices.finalize", True),
        (["invoices.finalize"], "invoices.finalize", True),
        (["invoices.create"], "invoices.finalize", False),
        (["invoice_lines.*"], "invoices.finalize", False),
        ([], "invoices.finalize", False),
    ],
)
def test_an_operation_is_named(operations: list[str], operation: str, named: bool) -> None:
    """By itself, with all of its resource, or with all."""
    assert names(replace(PROFILE, operations=operations), BY_NAME[operation]) is named


def test_every_governed_value_is_found_where_the_caller_wrote_it() -> None:
    """In lists, in objects inside, with the currency that holds there."""
    order = Order(
        currency="USD",
        lines=[Line(amount="1.00"), Line(amount="2.00")],
        address=Address(country="BE"),
        methods=["card", "cash"],
    )
    assert list(governed(order)) == [
        ("currency", "currency", "USD", "USD"),
        ("lines[0].amount", "amount", "1.00", "USD"),
        ("lines[1].amount", "amount", "2.00", "USD"),
        ("address.country", "country", "BE", "USD"),
        ("methods[0]", "payment_method_type", "card", "USD"),
        ("methods[1]", "payment_method_type", "cash", "USD"),
    ]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"currency": "EUR"}, None),
        ({"currency": "USD"}, "currency"),
        ({"currency": "EUR", "lines": [{"amount": "500.00"}]}, None),
        ({"currency": "EUR", "lines": [{"amount": "1.00"}, {"amount": "500.01"}]}, "lines[1].amount"),
        ({"address": {"country": "DE"}}, None),
        ({"address": {"country": "FR"}}, "address.country"),
        ({"methods": ["card", "cash"]}, "methods[1]"),
        ({"currency": "EUR", "lines": [{"amount": "1.234"}]}, None),  # its form is the action's to refuse
        ({"lines": [{"amount": "9999.00"}]}, None),  # of no currency that the request names
    ],
)
def test_the_first_value_that_is_not_granted_is_refused(given: dict[str, Any], field: str | None) -> None:
    """With its field as the caller wrote it; EUR up to 500.00, the Netherlands and Germany, cards."""
    order = msgspec.convert(given, Order)
    if field is None:
        request_granted(PROFILE, order)
        return
    with pytest.raises(CapabilityNotGranted) as refused:
        request_granted(PROFILE, order)
    assert refused.value.field == field


def test_a_refused_word_says_which_are_allowed() -> None:
    """In the facts for a program, in the way out for a person."""
    with pytest.raises(CapabilityNotGranted) as refused:
        word_granted(PROFILE, "country", "FR", "address.country")
    assert refused.value.facts["allowed"] == ["NL", "DE"]
    assert refused.value.exit == "Use NL or DE, or an app whose profile allows FR."
    word_granted(OPEN, "country", "FR", None)


@pytest.mark.parametrize(("minor", "passes"), [(50_000, True), (50_001, False), (-50_000, True), (-50_001, False)])
def test_the_largest_amount_counts_both_ways(minor: int, passes: bool) -> None:
    """A refund of more is more, too; another currency has no limit here."""
    amount_granted(PROFILE, Money(10**9, "USD"), "amount")
    if passes:
        amount_granted(PROFILE, Money(minor, "EUR"), "amount")
        return
    with pytest.raises(CapabilityNotGranted) as refused:
        amount_granted(PROFILE, Money(minor, "EUR"), "amount")
    assert refused.value.facts["maximum"] == "500.00"


@pytest.mark.parametrize(
    ("before", "after", "opens", "closes"),
    [
        ({}, {}, [], []),
        ({"operations": ["units.*"]}, {"operations": ["units.list", "meters.list"]},
         ["meters.list"], ["units.create", "units.retrieve", "units.update"]),
        ({"currencies": ["EUR"]}, {"currencies": ["EUR", "USD"]}, ["currency: USD"], []),
        ({"currencies": ["EUR", "USD"]}, {"currencies": ["EUR"]}, [], ["currency: USD"]),
        ({"currencies": []}, {"currencies": ["EUR"]}, [], ["currency: all but EUR"]),
        ({"countries": ["NL"]}, {"countries": []}, ["country: all but NL"], []),
        ({"maximum_amounts": {"EUR": "5.00"}}, {"maximum_amounts": {"EUR": "6.00"}}, ["maximum EUR: 6.00"], []),
        ({"maximum_amounts": {"EUR": "5.00"}}, {"maximum_amounts": {"EUR": "4.00"}}, [], ["maximum EUR: 4.00"]),
        ({"maximum_amounts": {"EUR": "5.00"}}, {"maximum_amounts": {}}, ["maximum EUR: any"], []),
        ({"maximum_amounts": {}}, {"maximum_amounts": {"EUR": "5.00"}}, [], ["maximum EUR: 5.00"]),
        ({"sees": "own"}, {"sees": "tenant"}, ["sees: what other apps made"], []),
        ({"sees": "tenant"}, {"sees": "own"}, [], ["sees: what other apps made"]),
    ],
)  # fmt: skip
def test_what_opens_and_what_closes(
    before: dict[str, Any], after: dict[str, Any], opens: list[str], closes: list[str]
) -> None:
    """In words that somebody who activates it understands."""
    found = difference(replace(OPEN, **before), replace(OPEN, **after))
    assert (sorted(found[0]), sorted(found[1])) == (opens, closes)


def test_a_first_version_opens_what_it_names() -> None:
    """There was nothing before it."""
    first: Profile = replace(PROFILE, operations=["units.list"])
    assert difference(None, first) == (["units.list"], [])

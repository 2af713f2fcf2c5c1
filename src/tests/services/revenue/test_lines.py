"""How a line is earned and on which account: a case for each kind and rule."""

from __future__ import annotations

from typing import Any

import pytest

from harr.kernel.errors import RuleConflict
from harr.services.revenue.lines import account_of, method_of


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("fee", {}, "day"),
        ("remaining_time", {}, "day"),
        ("one_time", {}, "day"),
        ("fee", {"has_period": False}, "point_in_time"),
        ("fee", {"of_product": "month"}, "month"),
        ("fee", {"of_product": "month", "of_price": "day"}, "day"),
        ("fee", {"of_price": "day", "asked": "point_in_time"}, "point_in_time"),
        ("unused_time", {"of_product": "month"}, "point_in_time"),
        ("late_fee", {}, "point_in_time"),
        ("usage", {}, "usage"),
        ("usage", {"of_product": "point_in_time"}, "usage"),
        ("usage", {"of_price": "point_in_time"}, "point_in_time"),
        ("correction", {"metered": True}, "usage"),
        ("correction", {}, "point_in_time"),
    ],
)
def test_how_a_line_is_earned(kind: str, given: dict[str, Any], expected: str) -> None:
    """Its kind, what its price and product say; a period unless the case says otherwise."""
    said: dict[str, Any] = {"metered": False, "has_period": True, "asked": None, "of_price": None, "of_product": None}
    assert method_of(kind, **{**said, **given}) == expected


@pytest.mark.parametrize("rule", ["second", "usage", "over_term"])
def test_a_rule_that_is_not_followed_yet(rule: Any) -> None:
    """Named, with those that are."""
    with pytest.raises(RuleConflict, match=rule) as refused:
        method_of("fee", metered=False, has_period=True, asked=None, of_price=rule, of_product=None)
    assert refused.value.facts["offered"] == ["day", "month", "point_in_time"]


@pytest.mark.parametrize(
    ("kind", "metered", "of_product", "expected"),
    [
        ("fee", False, None, "4010"), ("remaining_time", False, None, "4010"), ("unused_time", False, None, "4010"),
        ("usage", True, None, "4020"), ("correction", True, None, "4020"), ("minimum", False, None, "4020"),
        ("one_time", False, None, "4030"), ("correction", False, None, "4030"), ("usage", True, "8400", "8400"),
    ],
)  # fmt: skip
def test_on_which_account(kind: str, metered: Any, of_product: str | None, expected: str) -> None:
    """The product's, else that of the kind."""
    assert account_of(kind, metered=metered, of_product=of_product) == expected

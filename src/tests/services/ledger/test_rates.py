"""Exchange rates: remembered, never changed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.house import House

RATE: dict[str, Any] = {"base": "USD", "quote": "EUR", "rate": "0.8591", "on": "2026-01-15", "source": "ecb"}


def test_a_rate_is_kept_as_it_was_said(house: House) -> None:
    """Once for each pair, day and source."""
    made = house("exchange_rates.create", **RATE)
    assert {name: made[name] for name in RATE} == RATE
    assert house("exchange_rates.retrieve", made["id"]) == made
    assert house.refused("exchange_rates.create", **RATE | {"rate": "0.9"})["facts"]["id"] == made["id"]
    house("exchange_rates.create", **RATE | {"on": "2026-01-16"})
    assert [each["on"] for each in house("exchange_rates.list", base="USD", **{"on[lte]": "2026-01-15"})["data"]] == [
        "2026-01-15"
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"rate": "0"}, "rate"), ({"rate": "-1"}, "rate"), ({"quote": "USD"}, "quote"), ({"base": "ZZZ"}, "base"),
     ({"base": "X-CREDIT/6"}, "base")],
)  # fmt: skip
def test_what_is_no_rate(house: House, change: dict[str, str], field: str) -> None:
    """The field is named."""
    assert house.refused("exchange_rates.create", **RATE | change)["field"] == field

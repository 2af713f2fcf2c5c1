"""The table of currencies is ISO's, and a unit of one's own says its decimals itself."""

from __future__ import annotations

from collections import Counter

import pytest

from harr.kernel import CURRENCIES, EDITION, FieldInvalid, minor_units


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("EUR", 2),
        ("USD", 2),
        ("JPY", 0),
        ("ISK", 0),  # some providers take two: that is theirs to convert
        ("UGX", 0),
        ("KWD", 3),
        ("IQD", 3),  # CLDR shows 0
        ("HUF", 2),
        ("LAK", 2),  # CLDR shows 0
        ("CLF", 4),
        ("XCG", 2),  # since 2025
        ("X-CREDIT/6", 6),
        ("X-TOKEN_V2/0", 0),
    ],
)
def test_the_decimals_of_a_currency(code: str, digits: int) -> None:
    """As the maintenance agency lists them."""
    assert minor_units(code) == digits


@pytest.mark.parametrize(
    "code",
    [
        "XAU", "XDR", "XTS", "XXX",  # gold, drawing rights, tests, none: no minor unit
        "BGN",  # the euro since 2026
        "eur", "EURO", "EU", " EUR", "", "X-CREDIT", "X-CREDIT/10", "X-/2", "X-credit/2", "X-CREDIT/\u0662",
    ],
)  # fmt: skip
def test_what_money_cannot_be_in(code: str) -> None:
    """It is refused with the name of the field and an example."""
    with pytest.raises(FieldInvalid) as refused:
        minor_units(code, "currency")
    assert refused.value.field == "currency"
    assert "EUR" in refused.value.exit


def test_the_whole_table_and_its_edition() -> None:
    """178 codes, counted by their decimals; a new edition changes this line."""
    counted = Counter(CURRENCIES.values())
    assert (EDITION, len(CURRENCIES)) == ("ISO 4217, list of 2026-01-01", 178)
    assert counted == {2: 139, 0: 17, None: 13, 3: 7, 4: 2}

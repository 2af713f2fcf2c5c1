"""Tax ids by their form: real numbers of every member state are taken, and refused with one digit changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harr.kernel.errors import FieldInvalid
from harr.services.customers.tax_numbers import MEMBERS, TYPES, check

VALID = """
    ATU14243102 ATU15159209 ATU28560205 ATU34172105
    BE0468561072 BE0202239951 BE0220764971 BE0248015142
    BG175074752 CY10259033P CZ25123891 DE113866163 DE231969187 DE265265318 DE267297673
    DK10503280 DK11975658 DK12144822 DK13202435 EE100931558 EL094259216
    ESB58378431 FI02459042 FI09826511 FI10320534 FI18949388
    FR04409414364 FR09434086930 FR11424872836 FR13393892815
    HR33392005961 HU12892312 IE6433435F IT00743110157 LT119511515 LU15027442 LV40003521600 MT11679112
    NL001241643B01 NL009122746B01 NL806753742B01 NL820605876B01 NL123456782B90
    PL8567346215 PT500019720 PT500135495 PT501507930 PT501519246 RO18547290
    SE202100500001 SE556200077701 SE556759324801 SE556383740901
    SI26808498 SI29664373 SI36097152 SI48673820 SK2022749619 XI980780684
"""
INVALID = """
    ATU14243100 ATU15159200 BE0468561070 BE0202239950 DE113866160 DE231969180 DK10503281 DK11975650
    FI02459040 FI09826510 FR04409414360 FR09434086931 NL001241640B01 NL009122740B01 PT500019721 PT500135490
    SE202100500101 SE556200077001 SI26808490 SI29664370 IT00743110158 EL094259217 XI980780685
    DE1138661631 DE NL820605876 GB980780684 EU372022452 CHE107787577MWST US911144442
"""


@pytest.mark.parametrize("number", VALID.split())
def test_a_vat_number_is_taken(number: str) -> None:
    """It is written as it came, and its prefix says the country."""
    found = check("eu_vat", number)
    assert (found.valid, found.normalized, found.why) == (True, number, None)
    assert found.country == {"EL": "GR", "XI": "GB"}.get(number[:2], number[:2])


@pytest.mark.parametrize("number", INVALID.split())
def test_a_vat_number_with_a_fault_is_refused(number: str) -> None:
    """A digit changed, a part missing, or the prefix of a country that is no member; the answer says why."""
    found = check("eu_vat", number)
    assert (found.valid, found.normalized) == (False, None)
    assert found.why


def test_every_member_state_is_tried() -> None:
    """No country of the union is left out of the table above."""
    assert {number[:2] for number in VALID.split()} == set(MEMBERS) - {"GR"}


@pytest.mark.parametrize(
    ("kind", "value", "normalized", "country"),
    [
        ("eu_vat", " nl 8067.53.742.b01 ", "NL806753742B01", "NL"),
        ("eu_vat", "BE 0468.561.072", "BE0468561072", "BE"),
        ("eu_vat", "GR094259216", "EL094259216", "GR"),
        ("gb_vat", "980 7806 84", "GB980780684", "GB"),
        ("gb_vat", "GB 980 7806 84", "GB980780684", "GB"),
        ("us_ein", "91-1144442", "911144442", "US"),
        ("ch_vat", "CHE-107.787.577 MWST", "CHE107787577MWST", "CH"),
        ("no_vat", "NO 995 525 828 MVA", "995525828MVA", "NO"),
        ("au_abn", "83 914 571 673", "83914571673", "AU"),
        ("in_gst", "27aapfu0939f1zv", "27AAPFU0939F1ZV", "IN"),
        ("jp_cn", "5-8356-7825-6246", "5835678256246", "JP"),
        ("br_cnpj", "16.727.230/0001-97", "16727230000197", "BR"),
    ],
)
def test_separators_do_not_matter(kind: str, value: str, normalized: str, country: str) -> None:
    """A number is kept as the office writes it, however it was typed."""
    found = check(kind, value)
    assert (found.valid, found.normalized, found.country) == (True, normalized, country)


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        ("eu_vat", "DE11386616", "It is too long or too short."),
        ("eu_vat", "DE113866160", "Its check digit does not fit: a digit is wrong, or two are exchanged."),
        ("eu_vat", "FR04409A14364", "It does not have the form of one."),
        ("eu_vat", "GB980780684", "It starts with 'GB', which is no VAT prefix of a member state."),
        ("us_ein", "07-1144442", "A part of it, such as its prefix or a date, does not exist."),
        ("gb_vat", "XI980780684", "It does not start with GB."),
        ("eu_vat", "NL\uff18\uff106753742B01", "It is written with letters, digits and separators of ASCII."),
        ("eu_vat", "DE113866163\n", "It is written with letters, digits and separators of ASCII."),
    ],
)  # fmt: skip
def test_a_refusal_says_why(kind: str, value: str, why: str) -> None:
    """In one sentence, so that whoever typed it can look again."""
    assert check(kind, value).why == why


def test_an_unknown_type_names_the_known_ones() -> None:
    """The list of types is open, but a form that nobody can check is no promise."""
    with pytest.raises(FieldInvalid) as caught:
        check("zz_tax", "1")
    assert caught.value.field == "type"
    assert caught.value.facts["known"] == sorted(TYPES)


@given(st.sampled_from(TYPES), st.one_of(st.text(max_size=50), st.text("0123456789ABXMWST-. /", max_size=20)))
def test_whatever_is_typed_gets_an_answer(kind: str, value: str) -> None:
    """Nothing that is sent breaks a check, and what is kept is well-formed again and fits its column."""
    for tried in (value, f"NL{value}", f"ES{value}"):
        found = check(kind, tried)
        assert found.valid == (found.normalized is not None) == (found.why is None)
        if found.normalized is not None:
            assert check(kind, found.normalized).normalized == found.normalized
            assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ./&*+-]{0,39}", found.normalized)

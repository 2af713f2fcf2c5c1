"""What an account is called in the accountant's books: made, changed, refused; which of several holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from harr.services.ledger import Mapping, choose_mapping
from harr.services.ledger.mapping import is_within
from tests.house import House

ENTITY = {"name": "Canal", "legal_name": "Canal B.V.", "address": {"country": "NL"}, "functional_currency": "EUR",
          "timezone": "Europe/Amsterdam"}  # fmt: skip


def given(house: House, **changes: Any) -> dict[str, Any]:
    """A mapping of subscriptions sold in the Netherlands."""
    entity = house("entities.create", **ENTITY)["id"]
    return {"entity": entity, "code": "4010", "gl_code": "8000", "gl_name": "Omzet",
            "conditions": {"jurisdiction": "NL"}, "valid_from": "2026-01-01", **changes}  # fmt: skip


def test_made_and_changed(house: House) -> None:
    """Its code, name and last day may change; for what it holds stays."""
    made = house("account_mappings.create", **given(house, tax_code="NL-HIGH"))
    assert (made["conditions"], made["valid_until"]) == (
        {"product": None, "jurisdiction": "NL", "provider": None}, None,
    )  # fmt: skip
    changed = house("account_mappings.update", made["id"], gl_code="8010", gl_name=None, valid_until="2027-01-01")
    assert (changed["gl_code"], changed["gl_name"], changed["tax_code"]) == ("8010", None, "NL-HIGH")
    assert house("account_mappings.retrieve", made["id"]) == changed
    assert [each["id"] for each in house("account_mappings.list", entity=made["entity"])["data"]] == [made["id"]]
    assert house("account_mappings.list", code="4020")["data"] == []


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"code": "4O10"}, "field_invalid", "code"),
        ({"valid_until": "2026-01-01"}, "field_invalid", "valid_until"),
        ({"gl_code": "=1"}, "field_invalid", "gl_code"),
        ({"conditions": {"colour": "blue"}}, "field_unknown", "conditions.colour"),
    ],
)
def test_what_is_refused(house: House, changes: dict[str, Any], code: str, field: str) -> None:
    """The refusal names the field."""
    problem = house.refused("account_mappings.create", **given(house, **changes))
    assert (problem["code"], problem["field"]) == (code, field)


def test_there_is_one_for_each_day(house: House) -> None:
    """The second one is refused and named; from another day on it is another."""
    same = given(house)
    first = house("account_mappings.create", **same, external_id="one")["id"]
    problem = house.refused("account_mappings.create", **same)
    assert (problem["code"], problem["field"], problem["facts"]["id"]) == ("already_exists", "valid_from", first)
    taken = house.refused("account_mappings.create", **{**same, "valid_from": "2026-02-01"}, external_id="one")
    assert taken["field"] == "external_id"
    house("account_mappings.create", **{**same, "valid_from": "2026-02-01"})


def test_an_account_of_ones_own(house: House) -> None:
    """A code that the chart does not have is mapped once there is such an account."""
    own = given(house, code="9100")
    assert house.refused("account_mappings.create", **own)["field"] == "code"
    house("accounts.create", entity=own["entity"], code="9100", type="asset", currency="EUR")
    assert house("account_mappings.create", **own)["code"] == "9100"


GENERAL = Mapping(code="4010", gl_code="8000")
IN_NL = Mapping(code="4010", gl_code="8010", jurisdiction="NL")
LATER = Mapping(code="4010", gl_code="8011", jurisdiction="NL", valid_from=date(2026, 2, 1))
OF_BIKES = Mapping(code="4010", gl_code="8100", product="bike")
OVER = Mapping(code="4010", gl_code="8999", product="bike", jurisdiction="NL", valid_until=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("on", "product", "jurisdiction", "gl_code"),
    [
        (date(2026, 1, 15), "", "", "8000"),
        (date(2026, 1, 15), "", "NL", "8010"),
        (date(2026, 2, 1), "", "NL", "8011"),
        (date(2026, 2, 1), "bike", "NL", "8100"),
        (date(2025, 12, 31), "bike", "NL", "8999"),
    ],
)
def test_which_of_several_holds(on: date, product: str, jurisdiction: str, gl_code: str) -> None:
    """More conditions win; then the product before the place; then the later day."""
    found = choose_mapping([GENERAL, IN_NL, LATER, OF_BIKES, OVER], "4010", on, products={product},
                           jurisdiction=jurisdiction)  # fmt: skip
    assert found is not None
    assert found.gl_code == gl_code
    assert choose_mapping([GENERAL], "4020", on) is None


@pytest.mark.parametrize(
    ("place", "wider", "inside"),
    [("US-NY", "US", True), ("US-NY/Kings", "US-NY", True), ("NL", "NL", True), ("NL", "", True), ("", "NL", False),
     ("USX", "US", False)],
)  # fmt: skip
def test_a_place_in_another(place: str, wider: str, inside: bool) -> None:
    """A state lies in its country."""
    assert is_within(place, wider) == inside

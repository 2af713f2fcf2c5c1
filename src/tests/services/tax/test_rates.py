"""Tax rates that never change, and whose rate a sale is taxed by."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from harr.services.tax import Tax, choose
from harr.services.tax.rates import without_tax
from tests.house import House

RATE = {"country": "NL", "tax_type": "vat", "category": "S", "name": "BTW", "valid_from": "2012-10-01"}


def rate(house: House, percentage: str, **more: Any) -> str:
    """A new rate; its id."""
    made: str = house("tax_rates.create", **{**RATE, "percentage": percentage, **more})["id"]
    return made


def entity(house: House, **more: Any) -> str:
    """A seller in Amsterdam; its id."""
    given = {"name": "Canal", "legal_name": "Canal B.V.", "address": {"country": "NL"}, "functional_currency": "EUR",
             "timezone": "Europe/Amsterdam", **more}  # fmt: skip
    made: str = house("entities.create", **given)["id"]
    return made


def test_a_rate_is_made_read_and_listed(house: House) -> None:
    """What was sent comes back, and the list finds it by country."""
    number = rate(house, "21", legal_text={"nl": "BTW 21%"}, external_id="nl-21")
    shown = house("tax_rates.retrieve", number)
    assert (shown["percentage"], shown["legal_text"], shown["status"]) == ("21", {"nl": "BTW 21%"}, "active")
    assert [each["id"] for each in house("tax_rates.list", country="NL")["data"]] == [number]
    assert house("tax_rates.list", country="BE")["data"] == []
    assert house.refused("tax_rates.create", **RATE, percentage="21", external_id="nl-21")["code"] == "already_exists"


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"percentage": "21", "category": "AE"}, "field_invalid", "percentage"),
        ({"percentage": "101"}, "field_invalid", "percentage"),
        ({"percentage": "21", "valid_until": "2012-10-01"}, "field_invalid", "valid_until"),
        ({"percentage": 21}, "money_float", "percentage"),
        ({"percentage": "21", "compound_on": "txr_0000000000000"}, "not_found", "compound_on"),
        ({"percentage": "21", "entity": "ent_0000000000000"}, "field_invalid", "entity"),
    ],
)
def test_a_rate_that_cannot_be_is_refused_by_field(house: House, wrong: dict[str, Any], code: str, field: str) -> None:
    """Nothing is kept of a rate that no law could have."""
    problem = house.refused("tax_rates.create", **{**RATE, **wrong})
    assert (problem["code"], problem["field"]) == (code, field)
    assert house("tax_rates.list")["data"] == []


def test_a_rate_ends_and_another_follows(house: House) -> None:
    """The percentage stays; the last day can be said, once read."""
    number = rate(house, "19")
    ended = house("tax_rates.update", number, valid_until="2026-01-01")
    assert (ended["valid_until"], ended["version"]) == ("2026-01-01", 2)
    stale = house.send("tax_rates.update", number, headers={"if-match": '"1"'}, valid_until="2027-01-01")
    assert stale.status == 412
    assert house.refused("tax_rates.update", number, percentage="21")["code"] == "field_unknown"


def test_a_registration_is_what_documents_print(house: House) -> None:
    """It is kept with its days of validity."""
    seller = entity(house)
    made = house("tax_registrations.create", entity=seller, country="NL", tax_type="vat", number="NL123456782B90",
                 valid_from="2026-01-01")  # fmt: skip
    assert house("tax_registrations.retrieve", made["id"])["number"] == "NL123456782B90"
    assert house("tax_registrations.update", made["id"], valid_until="2027-01-01")["valid_until"] == "2027-01-01"
    assert [each["id"] for each in house("tax_registrations.list", entity=seller)["data"]] == [made["id"]]


def test_the_first_in_order_that_has_a_rate_decides() -> None:
    """The line's, else the customer's, else the seller's; by another order, another."""
    five, eight, more = (Tax(Decimal(percentage)) for percentage in ("5", "8", "25"))
    given = {"line": (five,), "customer": (eight,), "entity": (more,)}
    assert choose(["line", "customer", "entity"], given) == (five,)
    assert choose(["customer", "line"], given) == (eight,)
    assert choose(["product", "entity"], given) == (more,)
    assert choose(["product"], given) == ()


@pytest.mark.parametrize(
    ("status", "buyer", "has_vat_id", "category"),
    [
        ("taxable", "DE", True, None),
        ("exempt", "NL", False, "E"),
        ("reverse_charge_allowed", "DE", True, "AE"),
        ("reverse_charge_allowed", "DE", False, None),
        ("reverse_charge_allowed", "NL", True, None),
        ("reverse_charge_allowed", None, True, None),
    ],
)
def test_who_owes_no_tax_to_the_seller(status: str, buyer: str | None, has_vat_id: bool, category: str | None) -> None:
    """Reverse charge needs a VAT id of another country; an exempt buyer needs nothing more."""
    found = without_tax(status, seller="NL", buyer=buyer, has_vat_id=has_vat_id)
    assert (found.category if found else None) == category


CALCULATED = [
    # rates: entity, customer, product by tax code                              tax
    ({"entity": "21"}, "21.00"),
    ({"entity": "21", "customer": "9"}, "9.00"),
    ({"entity": "21", "customer": "9", "code": "6"}, "6.00"),
]


@pytest.mark.parametrize(("percentages", "tax"), CALCULATED)
def test_whose_rate_a_sale_has(house: House, percentages: dict[str, str], tax: str) -> None:
    """The product's by its tax code and the buyer's country, else the customer's, else the entity's."""
    seller = entity(house, tax_rates=[rate(house, percentages["entity"])])
    own = {"tax_rates": [rate(house, percentages["customer"])]} if "customer" in percentages else {}
    customer = house("customers.create", name="Tulip", address={"country": "NL"}, **own)["id"]
    if "code" in percentages:
        rate(house, percentages["code"], tax_codes=["books"])
    answer = house("tax_calculations.create", entity=seller, customer=customer, currency="EUR",
                   lines=[{"amount": "100.00", "tax_code": "books"}])  # fmt: skip
    assert (answer["tax_amount"], answer["total"], answer["lines"][0]["net_amount"]) == (
        tax, str(100 + int(tax[:-3])) + ".00", "100.00",
    )  # fmt: skip


def test_an_entity_lists_a_rate_and_its_successor(house: House) -> None:
    """The one that is law on the day is taken."""
    old, new = rate(house, "19", valid_until="2026-07-01"), rate(house, "21", valid_from="2026-07-01")
    entity(house, tax_rates=[old, new])
    asked = {"currency": "EUR", "address": {"country": "NL"}, "lines": [{"amount": "100.00"}]}
    assert house("tax_calculations.create", **asked, on="2026-06-30")["tax_amount"] == "19.00"
    assert house("tax_calculations.create", **asked, on="2026-07-01")["tax_amount"] == "21.00"


def test_a_sale_without_a_rate_is_refused(house: House) -> None:
    """Nobody guesses a tax; the line and the way out are named."""
    entity(house)
    problem = house.refused("tax_calculations.create", currency="EUR", lines=[{"amount": "100.00"}])
    assert (problem["code"], problem["field"]) == ("tax_unresolved", "lines[0]")


def test_reverse_charge_says_so_in_words(house: House) -> None:
    """A company in another country of the EU with a VAT id owes the tax itself."""
    entity(house, tax_rates=[rate(house, "21")])
    customer = house("customers.create", name="Rhein", address={"country": "DE"}, tax_status="reverse_charge_allowed")
    house("tax_ids.create", customer["id"], type="eu_vat", value="DE136695976")
    answer = house("tax_calculations.create", customer=customer["id"], currency="EUR", lines=[{"amount": "100.00"}])
    [group] = answer["tax_groups"]
    assert (group["category"], group["percentage"], group["tax_amount"]) == ("AE", "0", "0.00")
    assert "owed by the buyer" in group["exemption_reason"]

"""The tax ids of a customer, in all lanes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.house import House


def a_customer(house: House) -> str:
    """The id of a customer."""
    made: dict[str, Any] = house("customers.create", name="Analytical Engines")
    return str(made["id"])


def test_a_tax_id_is_kept_as_the_office_writes_it(house: House) -> None:
    """Its form is checked when it comes; whether it is the customer's own is asked later."""
    customer = a_customer(house)
    made = house("tax_ids.create", customer, type="eu_vat", value="nl 8067.53.742.b01", external_id="v1")
    assert (made["value"], made["country"], made["valid_format"], made["status"]) == (
        "NL806753742B01", "NL", True, "pending",
    )  # fmt: skip
    assert (made["customer"], made["verified_name"], made["verified_at"]) == (customer, None, None)
    assert house("tax_ids.retrieve", customer, made["id"]) == made
    assert house("tax_ids.list", customer)["data"] == [made]


@pytest.mark.parametrize(
    ("kind", "value", "valid", "country", "status"),
    [
        ("eu_vat", "DE113866163", True, "DE", "pending"),
        ("eu_vat", "DE113866160", False, "DE", "unverified"),
        ("eu_vat", "GB980780684", False, None, "unverified"),
        ("gb_vat", "980780684", True, "GB", "pending"),
        ("us_ein", "91-1144442", True, "US", "unavailable"),
    ],
)
def test_what_is_known_of_a_tax_id(
    house: House, kind: str, value: str, valid: bool, country: str | None, status: str
) -> None:
    """A wrong one is kept and says so; one that no office answers for is `unavailable`."""
    made = house("tax_ids.create", a_customer(house), type=kind, value=value)
    assert (made["valid_format"], made["country"], made["status"]) == (valid, country, status)


def test_a_customer_has_a_number_once(house: House) -> None:
    """However it is typed; another customer may have it too, as branches do."""
    customer = a_customer(house)
    made = house("tax_ids.create", customer, type="eu_vat", value="DE113866163")
    refused = house.refused("tax_ids.create", customer, type="eu_vat", value="DE 113 866 163")
    assert (refused["code"], refused["field"], refused["facts"]["id"]) == ("already_exists", "value", made["id"])
    assert house("tax_ids.create", a_customer(house), type="eu_vat", value="DE113866163")["valid_format"]
    house("tax_ids.create", customer, type="us_ein", value="91-1144442", external_id="v1")
    refused = house.refused("tax_ids.create", customer, type="eu_vat", value="DE231969187", external_id="v1")
    assert (refused["code"], refused["field"]) == ("already_exists", "external_id")


def test_a_deleted_tax_id_is_gone_and_may_come_again(house: House) -> None:
    """Only from the customer: a document keeps its own."""
    customer = a_customer(house)
    made = house("tax_ids.create", customer, type="eu_vat", value="DE113866163")
    assert house.refused("tax_ids.delete", a_customer(house), made["id"])["code"] == "not_found"
    assert house("tax_ids.delete", customer, made["id"]) == {"id": made["id"], "object": "tax_id", "deleted": True}
    assert house.refused("tax_ids.retrieve", customer, made["id"])["code"] == "not_found"
    assert house("tax_ids.list", customer)["data"] == []
    assert house("tax_ids.create", customer, type="eu_vat", value="DE113866163")["id"] != made["id"]


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"type": "eu_vat"}, "field_invalid", "value"),
        ({"type": "EU", "value": "1"}, "field_invalid", "type"),
        ({"type": "zz_tax", "value": "1"}, "field_invalid", "type"),
        ({"type": "eu_vat", "value": ""}, "field_invalid", "value"),
        ({"type": "eu_vat", "value": "DE113866163", "country": "DE"}, "field_unknown", "country"),
    ],
)
def test_what_cannot_be_is_refused_by_field(house: House, body: dict[str, Any], code: str, field: str) -> None:
    """Nothing is kept then."""
    customer = a_customer(house)
    refused = house.refused("tax_ids.create", customer, **body)
    assert (refused["code"], refused["field"]) == (code, field)
    assert house("tax_ids.list", customer)["data"] == []


def test_lists_go_by_type_and_status(house: House) -> None:
    """In pages as any list."""
    customer = a_customer(house)
    made = [
        house("tax_ids.create", customer, type=kind, value=value)["id"]
        for kind, value in (("eu_vat", "DE113866163"), ("us_ein", "91-1144442"), ("eu_vat", "FI02459042"))
    ]
    for filters, expected in (
        ({"type": "eu_vat"}, [2, 0]),
        ({"status": "unavailable"}, [1]),
        ({"limit": "1", "order": "asc"}, [0]),
        ({"after": made[1]}, [0]),
    ):
        found = house("tax_ids.list", customer, query=filters)["data"]
        assert [one["id"] for one in found] == [made[n] for n in expected], filters


def test_the_form_of_a_tax_id_can_be_asked_without_a_key(house: House) -> None:
    """A pure question: nobody is asked, nothing is kept."""
    headers = {"authorization": ""}
    asked = {"type": "eu_vat", "value": "NL 8067.53.742.B01"}
    assert house("tax_ids.check", query=asked, headers=headers) == {
        "object": "tax_id_check", "type": "eu_vat", "value": "NL 8067.53.742.B01", "valid_format": True,
        "normalized": "NL806753742B01", "country": "NL", "why": None,
    }  # fmt: skip
    wrong = house("tax_ids.check", query={"type": "eu_vat", "value": "NL806753740B01"}, headers=headers)
    assert (wrong["valid_format"], wrong["normalized"]) == (False, None)
    assert "check digit" in wrong["why"]
    refused = house.refused("tax_ids.check", query={"type": "zz_tax", "value": "1"}, headers=headers)
    assert (refused["code"], refused["field"]) == ("field_invalid", "type")

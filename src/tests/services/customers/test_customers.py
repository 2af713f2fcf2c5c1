"""Customers as callers meet them, in all lanes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from harr.engine import Actor, Tx
from harr.engine.actor import SYSTEM
from harr.kernel.errors import CurrencyMismatch, NotFound
from harr.kernel.ids import id_number
from harr.services import customers, tenants
from harr.services.customers import actions
from tests.house import House

T = TypeVar("T")
ADDRESS = {"line1": "Damrak 7", "city": "Amsterdam", "postal_code": "1012 LG", "country": "NL"}
ENTITY = {
    "name": "EU", "legal_name": "Harr Europe B.V.", "address": ADDRESS, "functional_currency": "EUR",
    "timezone": "Europe/Amsterdam",
}  # fmt: skip

RATE = {
    "country": "NL", "tax_type": "vat", "percentage": "9", "category": "S", "name": "Low", "valid_from": "2026-01-01",
}  # fmt: skip


def a_customer(house: House, **fields: Any) -> dict[str, Any]:
    """A customer with a name."""
    made: dict[str, Any] = house("customers.create", **{"name": "Analytical Engines", **fields})
    return made


def inside(house: House, act: Callable[[Tx], T], actor: Actor = SYSTEM) -> T:
    """What another service does, in a transaction of the house's tenant."""
    return house.gateway.engine.run(house.tenant, actor, act).result


def number(resource: dict[str, Any]) -> int:
    """Its id inside."""
    return id_number(resource["id"])


def told(rehearsed: Any) -> list[tuple[str, dict[str, Any]]]:
    """The news of a rehearsal: what happened, and what was before."""
    return [(event["type"], event["data"]["previous"]) for event in rehearsed["events"]]


def test_a_customer_is_made_and_read(house: House) -> None:
    """What is not said is null, and is taken from the entity when it is needed."""
    body: dict[str, Any] = {
        "name": "Analytical Engines", "kind": "company", "email": "billing@example.com", "address": ADDRESS,
        "contacts": [{"name": "Ada", "email": "ada@example.com", "role": "billing", "language": "en"}],
        "payment_terms": {"due_days": 14}, "metadata": {"crm": "17"}, "external_id": "crm-17",
    }  # fmt: skip
    assert told(house.rehearse("customers.create", **body)) == [("customer.created", {})]
    made = house("customers.create", **body)
    assert made["id"].startswith("cus_")
    assert (made["status"], made["version"], made["tax_status"], made["invoice_delivery"]) == (
        "active", 1, "taxable", "email",
    )  # fmt: skip
    assert made["address"]["line1"] == "Damrak 7"
    assert made["contacts"] == body["contacts"]
    assert made["payment_terms"]["due_days"] == 14
    assert (made["currency"], made["timezone"], made["entity"], made["balances"]) == (None, None, None, [])
    assert house("customers.retrieve", made["id"]) == made
    assert house("customers.balances", made["id"])["data"] == []


def test_a_customer_changes_what_is_named(house: House) -> None:
    """Absent fields stay, null empties, and the news says what was before."""
    made = a_customer(house, email="old@example.com", phone="+31 20 123 4567", purchase_order="PO-1")
    change = {"email": "new@example.com", "phone": None, "metadata": {"a": "b"}}
    assert told(house.rehearse("customers.update", made["id"], **change)) == [
        ("customer.updated", {"email": "old@example.com", "phone": "+31 20 123 4567", "metadata": {}})
    ]
    changed = house("customers.update", made["id"], **change)
    assert (changed["email"], changed["phone"], changed["metadata"]) == ("new@example.com", None, {"a": "b"})
    assert (changed["name"], changed["purchase_order"], changed["version"]) == ("Analytical Engines", "PO-1", 2)
    again = house("customers.update", made["id"], **change)
    assert again == changed, "a PATCH that changes nothing is no new version"
    assert house("customers.retrieve", made["id"]) == changed


def test_a_rate_is_named_once(house: House) -> None:
    """It would be charged twice; and one that nobody knows would be passed over in silence."""
    made, rate = a_customer(house), house("tax_rates.create", **RATE)["id"]
    for rates, code, field in (
        ([rate, rate], "field_invalid", "tax_rates[1]"),
        ([rate, "txr_0000000000001"], "not_found", "tax_rates[1]"),
    ):
        refused = house.refused("customers.update", made["id"], tax_rates=rates)
        assert (refused["code"], refused["field"]) == (code, field)
    assert house("customers.update", made["id"], tax_rates=[rate])["tax_rates"] == [rate]
    assert house("customers.update", made["id"], tax_rates=[])["tax_rates"] == []


def test_a_customer_is_archived_once(house: House) -> None:
    """It may still be corrected, because documents of it may still be made."""
    made = a_customer(house)
    assert told(house.rehearse("customers.archive", made["id"])) == [("customer.archived", {"status": "active"})]
    assert house("customers.archive", made["id"])["status"] == "archived"
    refused = house.refused("customers.archive", made["id"])
    assert (refused["code"], refused["facts"]) == ("state_conflict", {"status": "archived", "allowed": []})
    assert house("customers.update", made["id"], name="Engines")["name"] == "Engines"


def test_what_names_a_person_stands_in_one_table(house: House) -> None:
    """So that erasing it touches no book and no other row."""
    secret = {"name": "Ada Lovelace", "legal_name": "A. A. Lovelace", "email": "ada@example.com", "phone": "020 1815"}
    address = {**ADDRESS, "line1": "St James Square 12"}
    made = a_customer(house, **secret, address=address, contacts=[{"email": "charles@example.com"}])
    house("tax_ids.create", made["id"], type="gb_vat", value="GB 980 7806 84")

    def rows(tx: Tx) -> str:
        return str([tx.rows(f"SELECT * FROM {table} WHERE tenant = :tenant")
                    for table in ("customers_customer", "customers_tax_id", "engine_audit")])  # fmt: skip

    kept = inside(house, rows)
    for word in [*secret.values(), "St James", "charles@example.com", "980780684"]:
        assert word not in kept, word


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "field_invalid", "name"),
        ({"name": "A", "colour": "red"}, "field_unknown", "colour"),
        ({"name": "A", "email": "not an address"}, "field_invalid", "email"),
        ({"name": "A", "currency": "XYZ"}, "field_invalid", "currency"),
        ({"name": "A", "currency": "eur"}, "field_invalid", "currency"),
        ({"name": "A", "timezone": "Europe/Atlantis"}, "field_invalid", "timezone"),
        ({"name": "A", "entity": "ent_0000000000001"}, "field_invalid", "entity"),
        ({"name": "A", "payer": "cus_0000000000001"}, "not_found", "payer"),
        ({"name": "A", "tax_rates": ["txr_0000000000001"]}, "not_found", "tax_rates[0]"),
        ({"name": "A", "payer": "ent_0000000000001"}, "field_invalid", "payer"),
        ({"name": "A", "address": {"city": "Amsterdam"}}, "field_invalid", "address.country"),
        ({"name": "A", "invoice_delivery": "einvoice"}, "rule_conflict", "einvoice_address"),
        ({"name": "A", "payment_terms": {"due_rule": "day_of_month"}}, "field_invalid", "payment_terms.day"),
    ],
)
def test_what_cannot_be_is_refused_by_field(house: House, body: dict[str, Any], code: str, field: str) -> None:
    """Code and field say what is wrong; no customer was made."""
    refused = house.refused("customers.create", **body)
    assert (refused["code"], refused["field"]) == (code, field)
    assert refused["way_out"]
    assert house("customers.list")["data"] == []


def test_a_payer_pays_by_itself(house: House) -> None:
    """One step and no circle: not itself, not somebody who has a payer, not somebody who is archived."""
    group, branch, other = (a_customer(house, name=name) for name in ("Group", "Branch", "Other"))
    assert house("customers.update", branch["id"], payer=group["id"])["payer"] == group["id"]
    for who, payer, code in (
        (group, group, "field_invalid"),
        (other, branch, "rule_conflict"),
        (group, other, "rule_conflict"),
    ):
        refused = house.refused("customers.update", who["id"], payer=payer["id"])
        assert (refused["code"], refused["field"]) == (code, "payer")
    house("customers.archive", group["id"])
    assert house.refused("customers.update", other["id"], payer=group["id"])["code"] == "rule_conflict"
    assert house("customers.update", branch["id"], payer=None)["payer"] is None


def test_the_first_invoice_fixes_the_currency(house: House) -> None:
    """From then on it stays, and an invoice in another currency is refused."""
    made = a_customer(house)
    for _ in range(2):
        inside(house, lambda tx: customers.fix_currency(tx, number(made), "EUR"))
    found = house("customers.retrieve", made["id"])
    assert (found["currency"], found["version"]) == ("EUR", 2)
    with pytest.raises(CurrencyMismatch) as caught:
        inside(house, lambda tx: customers.fix_currency(tx, number(made), "USD"))
    assert caught.value.facts == {"currency": "EUR", "other": "USD"}
    refused = house.refused("customers.update", made["id"], currency="USD")
    assert (refused["code"], refused["field"]) == ("rule_conflict", "currency")
    changed = house("customers.update", made["id"], currency="USD", multi_currency=True)
    assert changed["currency"] == "USD"
    inside(house, lambda tx: customers.fix_currency(tx, number(made), "JPY"))
    assert house("customers.retrieve", made["id"])["currency"] == "USD"


def test_a_currency_that_was_only_said_may_change(house: House) -> None:
    """Nothing was invoiced in it yet."""
    made = a_customer(house, currency="EUR")
    assert house("customers.update", made["id"], currency="USD")["currency"] == "USD"
    with pytest.raises(CurrencyMismatch):
        inside(house, lambda tx: customers.fix_currency(tx, number(made), "EUR"))


def test_lists_come_in_pages_and_by_filters(house: House) -> None:
    """Newest first, a page at a time, each customer once."""
    entity = house("entities.create", **ENTITY)
    made = [
        a_customer(house, name="A", external_id="a", email="a@example.com", currency="EUR"),
        a_customer(house, name="B", external_id="b", email="b@example.com", kind="company", entity=entity["id"]),
    ]
    made.append(a_customer(house, name="C", external_id="c", payer=made[0]["id"]))
    first = house("customers.list", limit=2)
    assert [one["name"] for one in first["data"]] == ["C", "B"]
    second = house("customers.list", limit=2, after=first["next_cursor"])
    assert ([one["name"] for one in second["data"]], second["has_more"]) == (["A"], False)
    house("customers.archive", made[1]["id"])
    for filters, names in (
        ({"status": "archived"}, "B"),
        ({"kind": "company"}, "B"),
        ({"external_id": "a,c"}, "CA"),
        ({"email": "a@example.com,b@example.com", "order": "asc"}, "AB"),
        ({"email": "nobody@example.com"}, ""),
        ({"entity": entity["id"]}, "B"),
        ({"payer": made[0]["id"]}, "C"),
        ({"currency": "EUR"}, "A"),
        ({"id": made[0]["id"]}, "A"),
        ({"created_at[gte]": "2020-01-01T00:00:00Z", "created_at[lt]": "2999-01-01T00:00:00Z"}, "CBA"),
    ):
        found = house("customers.list", query=filters)["data"]
        assert "".join(one["name"] for one in found) == names, filters
    assert house.refused("customers.list", colour="red")["code"] == "filter_unknown"


def test_an_external_id_is_taken_once(house: House) -> None:
    """The refusal names the customer that has it."""
    made = a_customer(house, external_id="crm-1")
    refused = house.refused("customers.create", name="Other", external_id="crm-1")
    assert (refused["code"], refused["field"], refused["facts"]["id"]) == ("already_exists", "external_id", made["id"])


def test_a_request_told_twice_makes_one_customer(house: House) -> None:
    """The second answer is the first, byte for byte."""
    answers = [house.send("customers.create", name="Once", headers={"idempotency-key": "k1"}) for _ in range(2)]
    assert answers[0].body == answers[1].body
    assert answers[1].headers["Idempotency-Replayed"] == "true"
    assert len(house("customers.list")["data"]) == 1


def test_a_stale_version_is_refused(house: House) -> None:
    """Who read an older version is told so, and nothing changes."""
    made = a_customer(house)
    house("customers.update", made["id"], name="Second")
    refused = house.refused("customers.update", made["id"], headers={"if-match": '"1"'}, name="Third")
    assert (refused["code"], refused["status"]) == ("version_stale", 412)
    answer = house.send("customers.update", made["id"], headers={"if-match": '"2"'}, name="Third")
    assert answer.headers["ETag"] == '"3"'


def test_another_tenant_sees_nothing(house: House) -> None:
    """Not even that there is something."""
    made = a_customer(house)
    world = tenants.first_tenant(house.gateway.engine, "Other")
    other = House(house.gateway, world.tenant, world.secret)
    for operation in ("customers.retrieve", "customers.balances", "customers.archive", "tax_ids.list"):
        assert other.refused(operation, made["id"])["code"] == "not_found", operation
    assert other.refused("customers.update", made["id"], name="Mine")["code"] == "not_found"
    assert other.refused("customers.create", name="A", payer=made["id"])["code"] == "not_found"
    assert other("customers.list")["data"] == []


def test_an_app_that_sees_its_own_sees_no_customer_of_another(house: House) -> None:
    """By id as by list; one that sees the tenant's sees it."""
    made = a_customer(house)
    narrow = Actor(kind="key", app=7, sees_all=False)
    with pytest.raises(NotFound):
        inside(house, lambda tx: actions.retrieve(tx, made["id"]), narrow)
    with pytest.raises(NotFound) as caught:
        inside(house, lambda tx: customers.customer(tx, number(made)), narrow)
    assert caught.value.field == "customer"
    wide = Actor(kind="key", app=7)
    assert inside(house, lambda tx: actions.retrieve(tx, made["id"]), wide).id == made["id"]


def test_what_other_services_are_given(house: House) -> None:
    """Rules go by the value, documents by the party."""
    entity = house("entities.create", **ENTITY)
    rate = house("tax_rates.create", **RATE)
    made = a_customer(
        house, legal_name="Analytical Engines B.V.", email="billing@example.com", address=ADDRESS, currency="EUR",
        entity=entity["id"], tax_rates=[rate["id"]], timezone="Asia/Tokyo", payment_terms={"due_days": 30},
    )  # fmt: skip
    for vat in ("NL 8067.53.742.B01", "NL806753740B01"):  # the second has a digit wrong: no document shows it
        house("tax_ids.create", made["id"], type="eu_vat", value=vat)
    value = inside(house, lambda tx: customers.customer(tx, number(made)))
    assert (value.id, value.entity, value.tax_rates) == (number(made), number(entity), (number(rate),))
    assert (value.currency, value.timezone, value.language, value.tax_status) == ("EUR", "Asia/Tokyo", None, "taxable")
    assert value.payment_terms is not None
    assert value.payment_terms.due_days == 30
    party = inside(house, lambda tx: customers.party(tx, number(made)))
    assert (party.name, party.legal_name, party.email) == (made["name"], made["legal_name"], made["email"])
    assert party.address is not None
    assert party.address.country == "NL"
    assert [(one.type, one.value, one.country) for one in party.tax_ids] == [("eu_vat", "NL806753742B01", "NL")]

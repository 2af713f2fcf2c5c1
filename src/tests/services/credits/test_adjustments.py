"""Balance adjustments and the customer balance, in all lanes: what is posted, what is refused, what is left."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, TypeVar

import pytest

from harr.engine import Actor, Tx
from harr.engine.actor import SYSTEM
from harr.kernel.errors import NotFound
from harr.kernel.ids import id_number
from harr.kernel.money import Money
from harr.services import credits, ledger, tenants  # noqa: A004 - the service is called so
from harr.services.credits import adjustments, checking, store
from tests.house import House

T = TypeVar("T")
ADDRESS = {"line1": "Damrak 7", "city": "Amsterdam", "postal_code": "1012 LG", "country": "NL"}
GOODWILL = {"amount": "12.10", "currency": "EUR", "direction": "credit", "reason": "Sorry for the outage."}


def an_entity(house: House, **fields: Any) -> dict[str, Any]:
    """An entity that sells in euro."""
    made: dict[str, Any] = house("entities.create", **{
        "name": "EU", "legal_name": "Harr Europe B.V.", "address": ADDRESS, "functional_currency": "EUR",
        "timezone": "Europe/Amsterdam", **fields,
    })  # fmt: skip
    return made


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


def books(house: House) -> dict[str, str]:
    """What every code holds, on its normal side."""
    return {row.code: row.balance.text for row in inside(house, ledger.trial_balance)}


def test_goodwill_is_posted_and_is_the_customers(house: House) -> None:
    """`4820 / 2010`, and the balance is what the ledger says."""
    entity, customer = an_entity(house), a_customer(house)
    made = house("balance_adjustments.create", customer=customer["id"], **GOODWILL)
    assert (made["status"], made["entity"], made["amount"], made["version"]) == ("posted", entity["id"], "12.10", 1)
    assert books(house) == {"2010": "12.10", "4820": "12.10"}
    owed = [{"entity": entity["id"], "currency": "EUR", "balance": "12.10"}]
    assert house("customers.retrieve", customer["id"])["balances"] == owed
    assert house("customers.list")["data"][0]["balances"] == owed
    assert house("customers.balances", customer["id"])["data"] == owed
    assert house("balance_adjustments.retrieve", made["id"]) == made


def test_what_was_given_may_be_taken_off_but_no_more(house: House) -> None:
    """A balance never falls below zero; the refusal says how much there is, and nothing was done."""
    an_entity(house)
    customer = a_customer(house)
    house("balance_adjustments.create", customer=customer["id"], **GOODWILL)
    take = {**GOODWILL, "direction": "debit", "customer": customer["id"]}
    refused = house.refused("balance_adjustments.create", **{**take, "amount": "12.11"})
    assert (refused["code"], refused["facts"]["available"]) == ("insufficient_funds", "12.10")
    assert len(house("balance_adjustments.list")["data"]) == 1
    house("balance_adjustments.create", **{**take, "amount": "12.10"})
    assert house("customers.balances", customer["id"])["data"][0]["balance"] == "0.00"


def test_an_adjustment_is_reversed_once(house: House) -> None:
    """The answer names its reversal; the books are as if neither had been."""
    an_entity(house)
    customer = a_customer(house)
    made = house("balance_adjustments.create", customer=customer["id"], **GOODWILL)
    undone = house("balance_adjustments.reverse", made["id"], headers={"harr-reason": "It was the wrong customer."})
    assert (undone["id"], undone["version"]) == (made["id"], 2)
    reversal = house("balance_adjustments.retrieve", undone["reversed_by"])
    assert (reversal["direction"], reversal["amount"], reversal["reverses"]) == ("debit", "12.10", made["id"])
    assert reversal["reason"] == "It was the wrong customer."
    assert books(house) == {"2010": "0.00", "4820": "0.00"}
    assert house("customers.balances", customer["id"])["data"][0]["balance"] == "0.00"
    for again in (made, reversal):
        refused = house.refused("balance_adjustments.reverse", again["id"])
        assert (refused["code"], refused["facts"]["allowed"]) == ("state_conflict", [])
    by_reference = house("balance_adjustments.list", reverses=made["id"])["data"]
    assert [one["id"] for one in by_reference] == [reversal["id"]]


def test_books_with_a_reversed_adjustment_are_verified(house: House) -> None:
    """Given, taken off and each undone: the check of the books finds them all, and one that was never undone there."""
    an_entity(house)
    customer = a_customer(house)
    given = house("balance_adjustments.create", customer=customer["id"], **GOODWILL)
    taken = house("balance_adjustments.create", customer=customer["id"], **{**GOODWILL, "direction": "debit"})
    for each in (taken, given):
        house("balance_adjustments.reverse", each["id"])
    (check,) = inside(house, checking.verify)
    assert (check.passed, check.counted) == (True, 4), check.wrong
    kept = house("balance_adjustments.create", customer=customer["id"], **GOODWILL)
    inside(house, lambda tx: store.reversed_by(tx, store.get(tx, number(kept)), number(taken)))
    (check,) = inside(house, checking.verify)
    assert check.wrong == (f"{kept['id']} of -12.10 EUR is not in the books",)


def test_credit_that_is_spent_cannot_be_taken_back(house: House) -> None:
    """Reversing is guarded like any other way of taking credit."""
    entity, customer = an_entity(house), a_customer(house)
    made = house("balance_adjustments.create", customer=customer["id"], **GOODWILL)
    inside(house, lambda tx: credits.use(
        tx, number(customer), number(entity), "EUR", Money.parse("2.10", "EUR"), 99, date(2026, 1, 15),
    ))  # fmt: skip
    refused = house.refused("balance_adjustments.reverse", made["id"])
    assert (refused["code"], refused["facts"]["available"]) == ("insufficient_funds", "10.00")
    assert house("balance_adjustments.retrieve", made["id"])["reversed_by"] is None


def test_an_invoice_uses_what_there_is(house: House) -> None:
    """E16d: `2010 / 1100`, as much as is wanted and there is."""
    entity, customer = an_entity(house), a_customer(house)
    house("balance_adjustments.create", customer=customer["id"], **{**GOODWILL, "amount": "21.10"})
    who = number(customer), number(entity), "EUR"

    def draw(wanted: str, step: int) -> str:
        money = Money.parse(wanted, "EUR")
        return inside(house, lambda tx: credits.use(tx, *who, money, 99, date(2026, 1, 15), step=step)).text

    assert inside(house, lambda tx: credits.available(tx, *who)).text == "21.10"
    assert draw("9.00", step=1) == "9.00"
    assert draw("0.00", step=2) == "0.00"
    assert draw("121.00", step=2) == "12.10"
    assert draw("5.00", step=3) == "0.00"
    assert inside(house, lambda tx: credits.available(tx, *who)).text == "0.00"
    assert books(house) == {"1100": "-21.10", "2010": "0.00", "4820": "21.10"}
    assert all(check.passed for check in inside(house, ledger.verify))


def test_invoices_at_the_same_moment_never_spend_the_same_credit(house: House) -> None:
    """Eight want ten each of 21.10: all of it is spent, and once."""
    entity, customer = an_entity(house), a_customer(house)
    house("balance_adjustments.create", customer=customer["id"], **{**GOODWILL, "amount": "21.10"})
    who = number(customer), number(entity), "EUR"
    wanted = Money.parse("10.00", "EUR")

    def draw(invoice: int) -> Money:
        return inside(house, lambda tx: credits.use(tx, *who, wanted, invoice, date(2026, 1, 15)))

    with ThreadPoolExecutor(8) as pool:
        drawn = sorted(money.text for money in pool.map(draw, range(1, 9)))
    assert drawn == ["0.00"] * 5 + ["1.10", "10.00", "10.00"]
    assert inside(house, lambda tx: credits.available(tx, *who)).text == "0.00"


def test_balances_are_apart_by_entity_and_currency(house: House) -> None:
    """What one entity owes does not pay another's invoice, nor euro a dollar."""
    first, second = an_entity(house), an_entity(house, name="US", functional_currency="USD")
    house("exchange_rates.create", base="USD", quote="EUR", rate="0.9", on="2026-01-01", source="ECB")
    customer = a_customer(house, multi_currency=True, entity=first["id"])
    give = {**GOODWILL, "customer": customer["id"]}
    house("balance_adjustments.create", **give)
    house("balance_adjustments.create", **{**give, "amount": "5.00", "currency": "USD"})
    house("balance_adjustments.create", **{**give, "amount": "7.00", "currency": "USD", "entity": second["id"]})
    found = house("customers.balances", customer["id"])["data"]
    assert [(one["entity"], one["currency"], one["balance"]) for one in found] == [
        (first["id"], "EUR", "12.10"), (first["id"], "USD", "5.00"), (second["id"], "USD", "7.00"),
    ]  # fmt: skip
    listed = house("balance_adjustments.list", query={"entity": first["id"], "currency": "USD"})["data"]
    assert [one["amount"] for one in listed] == ["5.00"]


def test_a_rehearsal_shows_the_posting_and_keeps_nothing(house: House) -> None:
    """Ids are marked, and the balance is what it was."""
    an_entity(house)
    customer = a_customer(house)
    shown = house.rehearse("balance_adjustments.create", customer=customer["id"], **GOODWILL)
    assert shown["result"]["id"].startswith("bal_dry")
    assert [one["type"] for one in shown["transactions"]] == ["balance_adjusted"]
    assert house("balance_adjustments.list")["data"] == []
    assert house("customers.balances", customer["id"])["data"] == []


def test_told_twice_it_is_given_once(house: House) -> None:
    """The key is required, and the second answer is the first."""
    an_entity(house)
    customer = a_customer(house)
    headers = {"idempotency-key": "goodwill-1"}
    body: dict[str, Any] = {**GOODWILL, "customer": customer["id"]}
    answers = [house.send("balance_adjustments.create", headers=headers, **body) for _ in range(2)]
    assert answers[0].body == answers[1].body
    assert house("customers.balances", customer["id"])["data"][0]["balance"] == "12.10"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"amount": "0.00"}, "field_invalid", "amount"),
        ({"amount": "12.1"}, "money_digits", "amount"),
        ({"amount": "-1.00"}, "field_invalid", "amount"),
        ({"amount": 12.1}, "money_float", "amount"),
        ({"currency": "XYZ"}, "field_invalid", "currency"),
        ({"currency": "USD"}, "currency_mismatch", "currency"),
        ({"direction": "up"}, "field_invalid", "direction"),
        ({"customer": "cus_0000000000001"}, "not_found", "customer"),
        ({"entity": "ent_0000000000001"}, "field_invalid", "entity"),
        ({"reasons": "x"}, "field_unknown", "reasons"),
    ],
)
def test_what_cannot_be_is_refused_by_field(house: House, changes: dict[str, Any], code: str, field: str) -> None:
    """Code and field say what is wrong; nothing was posted."""
    an_entity(house)
    customer = a_customer(house, currency="EUR")
    refused = house.refused("balance_adjustments.create", **{**GOODWILL, "customer": customer["id"], **changes})
    assert (refused["code"], refused["field"]) == (code, field)
    assert books(house) == {}


def test_an_archived_customer_is_given_nothing_more(house: House) -> None:
    """What is left may still be taken off."""
    an_entity(house)
    customer = a_customer(house)
    house("balance_adjustments.create", customer=customer["id"], **GOODWILL)
    house("customers.archive", customer["id"])
    refused = house.refused("balance_adjustments.create", customer=customer["id"], **GOODWILL)
    assert (refused["code"], refused["field"], refused["facts"]["status"]) == ("state_conflict", "customer", "archived")
    house("balance_adjustments.create", customer=customer["id"], **{**GOODWILL, "direction": "debit"})
    assert house("customers.balances", customer["id"])["data"][0]["balance"] == "0.00"


def test_without_an_entity_it_is_asked_for(house: House) -> None:
    """None there, or more than one and nothing that says which."""
    customer = a_customer(house)
    refused = house.refused("balance_adjustments.create", customer=customer["id"], **GOODWILL)
    assert (refused["code"], refused["field"]) == ("field_invalid", "entity")


def test_others_see_nothing(house: House) -> None:
    """Neither another tenant, nor an app that sees its own."""
    an_entity(house)
    made = house("balance_adjustments.create", customer=a_customer(house)["id"], external_id="g1", **GOODWILL)
    world = tenants.first_tenant(house.gateway.engine, "Other")
    other = House(house.gateway, world.tenant, world.secret)
    for operation in ("balance_adjustments.retrieve", "balance_adjustments.reverse"):
        assert other.refused(operation, made["id"])["code"] == "not_found"
    with pytest.raises(NotFound):
        inside(house, lambda tx: adjustments.retrieve(tx, made["id"]), Actor(kind="key", app=7, sees_all=False))
    refused = house.refused("balance_adjustments.create", customer=made["customer"], external_id="g1", **GOODWILL)
    assert (refused["code"], refused["facts"]["id"]) == ("already_exists", made["id"])

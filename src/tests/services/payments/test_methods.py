"""Payment methods and how they are set up, in all lanes: what a provider keeps, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from harr.services.payments.providers import tokens
from tests.scenarios.world import World


@pytest.mark.parametrize(
    ("token", "kind", "status", "shown"),
    [
        # what is attached: what becomes of it, and what may be shown
        ("pm_card_visa", "card", "active", {"brand": "visa", "last4": "4242", "expires_on": None}),
        ("pm_card_mastercard", "card", "active", {"brand": "mastercard", "last4": "4444", "expires_on": None}),
        ("pm_card_insufficient_funds", "card", "active", {"brand": "visa", "last4": "9995", "expires_on": None}),
        ("pm_card_attach_declined", "card", "detached", None),
        ("pm_nobody_knows", "card", "detached", None),
        ("pm_sepa_debit", "card", "detached", None),
        ("pm_sepa_debit", "sepa_debit", "active", None),
        ("pm_bacs_debit", "bacs_debit", "active", None),
    ],
)
def test_a_token_is_attached_or_the_answer_says_why_not(
    world: World, token: str, kind: str, status: str, shown: Any
) -> None:
    """What the provider refuses is an answer, and the method is used no more."""
    made = world("payment_methods.create", customer=world.customer(), type=kind, token=token)
    assert (made["status"], made["card"], made["provider"]) == (status, shown, "simulated")
    assert (made["last_error"] is None) == (status == "active")
    assert (made["mandate"] is not None) == (status == "active" and kind != "card")
    assert world("payment_methods.retrieve", made["id"]) == made
    assert world.told("payment_method.attached") == ([made["id"]] if status == "active" else [])


def test_the_same_card_is_known_again(world: World) -> None:
    """A fingerprint is the card's, not the customer's."""
    first, second = (world("payment_methods.create", customer=world.customer(), type="card", token="pm_card_visa")
                     for _ in range(2))  # fmt: skip
    assert first["fingerprint"] == second["fingerprint"]
    assert first["token"] != second["token"]


def test_the_number_of_a_card_never_comes_in(world: World) -> None:
    """Every number that the provider would take is refused here, and is not repeated."""
    customer = world.customer()
    for number in [number for number in tokens.NUMBERS if number.isdigit()]:
        for written in (number, " ".join(number[at : at + 4] for at in range(0, 16, 4))):
            problem = world.refused("payment_methods.create", customer=customer, type="card", token=written)
            assert (problem["code"], problem["field"]) == ("field_invalid", "token")
            assert written not in str(problem)
    assert world("payment_methods.list")["data"] == []


def test_the_first_method_is_the_default_until_another_is(world: World) -> None:
    """It is used wherever no other is named; when it goes, there is none."""
    customer = world.customer()
    first, second = world.method(customer), world.method(customer, "pm_card_mastercard")
    assert world("customers.retrieve", customer)["default_payment_method"] == first
    assert world("payment_methods.make_default", second)["default"] is True
    assert world("payment_methods.retrieve", first)["default"] is False
    assert world("payment_methods.detach", second)["status"] == "detached"
    assert world("customers.retrieve", customer)["default_payment_method"] is None
    assert world.told("payment_method.detached") == [second]
    for operation in ("payment_methods.detach", "payment_methods.make_default"):
        assert world.refused(operation, second)["code"] == "state_conflict"


def test_a_method_is_replaced_and_keeps_its_id(world: World) -> None:
    """Whatever uses it goes on; where the new token is refused, the old one stays, and the answer says why."""
    customer = world.customer()
    method = world.method(customer)
    replaced = world("payment_methods.replace", method, token="pm_card_mastercard")
    assert (replaced["id"], replaced["card"]["brand"], replaced["default"]) == (method, "mastercard", True)
    kept = world("payment_methods.replace", method, token="pm_card_attach_declined")
    assert (kept["status"], kept["card"]["brand"]) == ("active", "mastercard")
    assert kept["last_error"]["code"] == "card_declined"
    assert world.collect("10.00", method)["status"] == "succeeded"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"customer": "cus_0000000000007"}, "not_found", "customer"),
        ({"type": "cheque"}, "field_invalid", "type"),
        ({"provider": "stripe"}, "field_invalid", "provider"),
        ({"token": ""}, "field_invalid", "token"),
    ],
)
def test_what_is_not_attached(world: World, changes: dict[str, Any], code: str, field: str) -> None:
    """The refusal names the field, and nothing is kept."""
    given = {"customer": world.customer(), "type": "card", "token": "pm_card_visa", **changes}
    problem = world.refused("payment_methods.create", **given)
    assert (problem["code"], problem["field"]) == (code, field)
    assert world("payment_methods.list")["data"] == []


def test_a_customer_who_is_gone_gets_no_method(world: World) -> None:
    """Archived: nothing new."""
    customer = world.customer()
    world("customers.archive", customer)
    problem = world.refused("payment_methods.create", customer=customer, type="card", token="pm_card_visa")
    assert (problem["code"], problem["field"]) == ("rule_conflict", "customer")


def test_setting_up_asks_the_customer_first(world: World) -> None:
    """A card that asks: something to do, then the method is there."""
    customer = world.customer()
    setup = world("setup_intents.create", customer=customer, type="card")
    assert setup["status"] == "requires_payment_method"
    asks = world("setup_intents.confirm", setup["id"], token="pm_card_three_d_secure")
    assert (asks["status"], asks["next_action"]["kind"]) == ("requires_action", "redirect")
    done = world("setup_intents.confirm", setup["id"], token="pm_card_three_d_secure")
    assert (done["status"], done["next_action"]) == ("succeeded", None)
    assert world("payment_methods.retrieve", done["payment_method"])["status"] == "active"
    for operation, more in (("setup_intents.confirm", {"token": "pm_card_visa"}), ("setup_intents.cancel", {})):
        assert world.refused(operation, setup["id"], **more)["code"] == "state_conflict"


def test_setting_up_that_is_refused_can_be_tried_again(world: World) -> None:
    """The last error stays until it works; one that is given up is over."""
    customer = world.customer()
    setup = world("setup_intents.create", customer=customer, type="sepa_debit")["id"]
    refused = world("setup_intents.confirm", setup, token="pm_nobody_knows")
    assert (refused["status"], refused["last_error"]["code"]) == ("requires_payment_method", "token_unknown")
    done = world("setup_intents.confirm", setup, token="pm_sepa_debit")
    assert (done["status"], done["last_error"]) == ("succeeded", None)
    other = world("setup_intents.create", customer=customer, type="card")["id"]
    assert world("setup_intents.cancel", other)["status"] == "canceled"


def test_a_profile_governs_what_can_be_attached_and_charged(world: World) -> None:
    """Debits were allowed when it was attached and are not any more: what comes from a row is asked again."""
    customer = world.customer()
    debit = world.method(customer, "pm_sepa_debit", "sepa_debit")
    profile = world("profiles.create", name="cards", operations=["*"], payment_method_types=["card"], sees="tenant")
    world("profiles.activate", profile["id"])
    app = world("apps.list")["data"][0]["id"]
    world("apps.update", app, profile=profile["id"])
    problem = world.refused("payments.create", amount="10.00", currency="EUR", payment_method=debit)
    assert (problem["code"], problem["field"]) == ("capability_not_granted", "payment_method")
    problem = world.refused("payment_methods.create", customer=customer, type="sepa_debit", token="pm_sepa_debit")
    assert (problem["code"], problem["field"]) == ("capability_not_granted", "type")
    assert world.collect("10.00", world.method(customer))["status"] == "succeeded"


def test_a_debit_needs_a_mandate(world: World) -> None:
    """Kept without one, it is not charged."""
    customer = world.customer()
    method = world.method(customer, "pm_sepa_debit_no_mandate", "sepa_debit")
    problem = world.refused("payments.create", amount="10.00", currency="EUR", payment_method=method)
    assert (problem["code"], problem["field"]) == ("mandate_missing", "payment_method")
    assert world("payments.list")["data"] == []

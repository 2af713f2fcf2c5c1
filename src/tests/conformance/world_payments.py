"""The world's money that is collected: methods, attempts, what providers tell, refunds and disputes of theirs."""

from __future__ import annotations

import json
from typing import Any

from harr.contract import BY_NAME
from harr.services.payments import signing
from tests.conformance.recorder import Call, Recorder

Made = dict[str, str]


def chapter(house: Recorder, made: Made) -> None:
    """All of it, each part on its own."""
    _accounts(house, made)
    _methods(house, made)
    _setups(house, made)
    _collected(house, made)
    _by_provider(house, made)
    _told(house, made)


def _accounts(house: Recorder, made: Made) -> None:
    account = house("provider_accounts.create", provider="simulated", name="Cards", external_id="account-1",
                    entity=made["entity"])  # fmt: skip
    made["account"] = account["id"]
    made["address"] = account["webhook_path"].rpartition("/")[2]
    made["whsec"] = account["webhook_secret"]
    house("provider_accounts.update", made["account"], name="Cards and debits", metadata={"team": "money"})
    house("provider_accounts.test", made["account"])
    house("provider_accounts.disable", made["account"])
    house("provider_accounts.enable", made["account"])
    _read(house, "provider_accounts", made["account"])


def _methods(house: Recorder, made: Made) -> None:
    def method(token: str, kind: str = "card", **more: Any) -> str:
        found: str = house(
            "payment_methods.create", customer=made["customer"], type=kind, token=token, provider="simulated",
            billing_details={"name": "Tulip Travel", "email": "billing@example.com"}, **more,
        )["id"]  # fmt: skip
        return found

    made["visa"] = method("pm_card_visa", external_id="method-1")
    made["declined"] = method("pm_card_declined")
    made["asks"] = method("pm_card_three_d_secure")
    made["disputed"] = method("pm_card_disputed")
    made["slow"] = method("pm_card_refund_pending")
    method("pm_card_attach_declined")
    method("pm_sepa_debit", "sepa_debit")
    spare = method("pm_card_mastercard")
    house("payment_methods.replace", spare, token="pm_card_visa", billing_details={"name": "Tulip"})
    house("payment_methods.make_default", made["visa"])
    house("payment_methods.detach", spare)
    _read(house, "payment_methods", made["visa"])


def _setups(house: Recorder, made: Made) -> None:
    def setup(**more: Any) -> str:
        found: str = house("setup_intents.create", customer=made["customer"], type="card", **more)["id"]
        return found

    first = setup(external_id="setup-1", return_url="https://shop.example.com/account")
    house("setup_intents.confirm", first, token="pm_card_three_d_secure")
    house("setup_intents.confirm", first, token="pm_card_three_d_secure")
    house("setup_intents.cancel", setup())
    _read(house, "setup_intents", first)


def _collected(house: Recorder, made: Made) -> None:
    def payment(amount: str, method: str | None, **more: Any) -> str:
        named = {} if method is None else {"payment_method": made[method]}
        found: str = house("payments.create", amount=amount, currency="EUR", customer=made["customer"],
                           entity=made["entity"], **named, **more)["id"]  # fmt: skip
        return found

    made["charged"] = payment("20.00", "visa", external_id="payment-2", description="A bicycle bell")
    made["in_dispute"] = payment("31.00", "disputed")
    made["slowly"] = payment("12.00", "slow")
    asking = payment("15.00", "asks")
    house("payments.confirm", asking)
    held = payment("50.00", "visa", capture="manual")
    house("payments.capture", held, amount="40.00", final=True)
    house("payments.cancel", payment("9.00", None))
    house("payments.confirm", payment("8.00", "declined"), payment_method=made["visa"])
    house("payments.sync", made["charged"])
    attempts = house("attempts.list", made["charged"])["data"]
    house("attempts.retrieve", made["charged"], attempts[0]["id"])
    owed = house("invoices.create", customer=made["customer"], entity=made["entity"], currency="EUR", finalize=True,
                 lines=[{"description": "Bell", "unit_amount": "10.00", "tax_rates": [made["rate_High"]]}],
                 balance_to_use="none")["id"]  # fmt: skip
    house("invoices.pay", owed, payment_method=made["visa"])


def _by_provider(house: Recorder, made: Made) -> None:
    house("refunds.create", payment=made["charged"], amount="5.00", reason="The bell is silent", external_id="refund-2")
    pending = house("refunds.create", payment=made["slowly"], amount="12.00", reason="Sent back")["id"]
    house("refunds.sync", pending)
    house("refunds.cancel", pending)


def _told(house: Recorder, made: Made) -> None:
    """The dispute is opened before its time, by hand; its event is told again from outside."""
    second = house("payments.create", amount="9.00", currency="EUR", customer=made["customer"], entity=made["entity"],
                   payment_method=made["disputed"])["id"]  # fmt: skip
    waiting = house("agenda.list", status="due", limit="100")["data"]
    references = {
        house("attempts.list", payment)["data"][0]["provider_reference"] for payment in (made["in_dispute"], second)
    }
    for item in waiting:
        if item["subject"] in references and item["verb"] == "payments.provider_tells":
            house("agenda.run", item["id"])
    house.work()
    first, other = (each["id"] for each in house("disputes.list", order="asc")["data"])
    house("disputes.update", first, evidence={"receipt": "winning_evidence: it was handed over"})
    house("disputes.submit_evidence", first)
    house("disputes.accept", other)
    house("disputes.retrieve", first)
    event = house("inbound_events.list", order="asc")["data"][0]
    house("inbound_events.retrieve", event["id"])
    house("inbound_events.replay", event["id"])
    _deliver(house, made, event)


def _deliver(house: Recorder, made: Made, event: dict[str, Any]) -> None:
    """The same event from outside, signed with the secret of the account; under an id that is new."""
    body = event["raw"].encode()
    seconds = house.gateway.engine.clock.now_us() // 1_000_000
    headers = signing.sign(body, "evt_from_outside", seconds, made["whsec"])
    response = house.send("inbound_events.receive", made["address"], headers=headers, raw=body)
    assert response.status == 200, response.body
    operation = BY_NAME["inbound_events.receive"]
    house.calls.append(Call(operation, (made["address"],), json.loads(body), None, response))
    house.work()


def _read(house: Recorder, plural: str, one: str) -> None:
    house(f"{plural}.retrieve", one)
    house(f"{plural}.list")

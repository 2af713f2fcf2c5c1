"""What providers tell, in all lanes: believed when it is signed, kept once, and acted on whatever the order."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from harr.kernel.ids import id_text
from harr.services.payments import signing
from tests.scenarios.world import World
from tests.services.payments.told import books, charge, deliver, dispute, happened, tell

BODY = b'{"type": "charge.told", "timestamp": "2026-01-15T09:00:00Z", "data": {}}'
AGO = 301


def waiting(world: World) -> Any:
    """A bank debit of 37.51 that is under way for an invoice."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    return world.collect("37.51", world.method(customer, "pm_sepa_debit", "sepa_debit"), invoice=invoice)


def paid(world: World) -> Any:
    """A card payment of 37.51 for an invoice."""
    customer = world.customer()
    invoice = world.order(customer, "31.00")
    return world.collect("37.51", world.method(customer), invoice=invoice)


@pytest.mark.parametrize(
    "wrong",
    [
        {"whsec": signing.PREFIX + "c29tZWJvZHkgZWxzZSdzIHNlY3JldA=="},
        {"sent": BODY.replace(b"told", b"sold")},
        {"headers": {"webhook-id": "evt_other"}},
        {"headers": {"webhook-id": ""}},
        {"headers": {"webhook-timestamp": "1"}},
        {"headers": {"webhook-timestamp": "soon"}},
        {"headers": {"webhook-signature": ""}},
        {"headers": {"webhook-signature": "v1,AAAA"}},
        {"to": "nobody"},
        {"to": f"{id_text('ten', 7)}.default"},
        {"to": f"{id_text('ten', 7)}.{id_text('pva', 7)}"},
        {"to": "ten_1.default"},
    ],
    ids=["secret", "body", "id", "no id", "stamp", "no stamp", "none", "another", "address", "tenant", "account", "id"],
)
def test_what_is_not_signed_is_not_believed(world: World, wrong: dict[str, Any]) -> None:
    """One refusal for all of it, which says nothing of what is there; nothing is kept."""
    response = deliver(world, "evt_1", BODY, **wrong)
    assert (response.status, response.json()["code"], response.json()["field"]) == (
        400, "field_invalid", "webhook-signature",
    )  # fmt: skip
    assert world("inbound_events.list")["data"] == []


@pytest.mark.parametrize("away", [AGO, -AGO])
def test_an_old_event_is_not_believed(world: World, away: int) -> None:
    """Nor one from the future: five minutes."""
    now = world.house.gateway.engine.clock.now_us() // 1_000_000
    assert deliver(world, "evt_1", BODY, seconds=now - away).status == 400
    assert deliver(world, "evt_1", BODY, seconds=now - (away // 2)).status == 200


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"type": "x"}', b'{"type": "x", "data": []}'])
def test_what_is_no_event_is_refused(world: World, body: bytes) -> None:
    """Signed, and still not understood."""
    assert deliver(world, "evt_1", body).json()["code"] == "body_invalid"
    assert world("inbound_events.list")["data"] == []


def test_the_body_of_an_event_is_limited(world: World) -> None:
    """A mebibyte, like any other."""
    assert deliver(world, "evt_1", BODY + b" " * (1024 * 1024)).status == 413


def test_an_event_is_kept_as_it_came_before_it_is_answered(world: World) -> None:
    """Acted on afterwards; told twice, kept once."""
    payment = waiting(world)
    said = charge(world, payment, "succeeded")
    assert tell(world, "evt_1", "charge", work=False, **said).status == 200
    assert tell(world, "evt_1", "charge", work=False, **said).status == 200
    (event,) = world("inbound_events.list")["data"]
    assert (event["status"], event["provider_event"], event["verified"]) == ("received", "evt_1", True)
    assert json.loads(event["raw"])["data"]["charge"] == said
    assert world.payment(payment)["status"] == "processing"
    world.house.work()
    done = world("inbound_events.retrieve", event["id"])
    assert (done["status"], done["effect"]) == ("processed", "payment.succeeded")
    assert world.payment(payment)["status"] == "succeeded"
    assert world("inbound_events.replay", event["id"])["effect"] == "ignored"
    assert books(world) == {"1050": "37.16", "5010": "0.35"}


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"charge": {"reference": "sim_ch_9", "key": "pay_9/1", "status": "succeeded", "amount": 1, "currency": "EUR"}},
         "ignored"),
        ({"refund": {"reference": "sim_re_9", "key": "ref_9/1", "charge": "c", "status": "succeeded", "amount": 1,
                     "currency": "EUR"}}, "ignored"),
        ({"dispute": {"reference": "sim_dp_9", "charge": "sim_ch_9", "status": "lost", "amount": 1, "currency": "EUR",
                      "fee": 0, "reason": "x"}}, "ignored"),
        ({"method": {"reference": "sim_pm_9", "type": "card"}}, "ignored"),
        ({"weather": {"rain": True}}, "ignored"),
        ({"charge": {"reference": 7}}, "failed"),
    ],
)  # fmt: skip
def test_what_harr_does_not_know_is_taken_and_changes_nothing(world: World, data: dict[str, Any], status: str) -> None:
    """200, or the provider would send it for ever."""
    body = json.dumps({"type": "x", "timestamp": "2026-01-15T09:00:00Z", "data": data}).encode()
    assert deliver(world, "evt_1", body).status == 200
    world.house.work()
    (event,) = world("inbound_events.list")["data"]
    assert event["status"] == status
    assert books(world) == {}


@pytest.mark.parametrize("order", list(itertools.permutations(["processing", "succeeded", "returned"])))
def test_a_debits_events_in_any_order_end_the_same(world: World, order: tuple[str, ...]) -> None:
    """Each told twice: the debit came back, the invoice is due, the fees are ours."""
    payment = waiting(world)
    said = {status: charge(world, payment, status) for status in order}
    for number, status in enumerate([*order, *order]):
        assert tell(world, f"evt_{number}", "charge", **said[status]).status == 200
    assert world.payment(payment)["status"] == "returned"
    assert books(world) == {"1050": "-2.35", "1100": "37.51", "5010": "2.35"}
    wrong = [each["name"] for each in world("assurance.run")["invariants"] if not each["passed"]]
    assert wrong == ["provider_says_so_too"], "the provider itself knows of none of this, and that is seen"
    happened(world, payment, "returned")
    world.verify()


@pytest.mark.parametrize("last", ["won", "lost"])
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_disputes_events_in_any_order_end_the_same(world: World, last: str, order: tuple[int, ...]) -> None:
    """Opened, answered, decided; the decision may be heard first."""
    payment = paid(world)
    statuses = ["needs_response", "under_review", last]
    said = {status: dispute(world, payment, status) for status in statuses}
    for number, place in enumerate([*order, *order]):
        assert tell(world, f"evt_{number}", "dispute", **said[statuses[place]]).status == 200
    (found,) = world("disputes.list")["data"]
    assert found["status"] == last
    fees = {"5010": "0.81", "5020": "15.00"}
    assert books(world) == ({"1050": "21.70", **fees} if last == "won" else {"1050": "-15.81", "1100": "37.51", **fees})
    world.verify()


@pytest.mark.parametrize("order", list(itertools.permutations(["needs_response", "lost", "won"])))
def test_a_second_round_that_is_won_ends_the_same(world: World, order: tuple[str, ...]) -> None:
    """Lost, and won after all: what was paid is paid."""
    payment = paid(world)
    said = {status: dispute(world, payment, status) for status in order}
    for number, status in enumerate(order):
        tell(world, f"evt_{number}", "dispute", **said[status])
    assert world("disputes.list")["data"][0]["status"] == "won"
    assert books(world) == {"1050": "21.70", "5010": "0.81", "5020": "15.00"}
    assert world.payment(payment)["amount_allocated"] == "37.51"
    world.verify()


def test_a_dispute_that_is_heard_before_its_money_waits_for_it(world: World) -> None:
    """The charge is asked for first; then the dispute is taken in."""
    customer = world.customer()
    payment = world.collect("37.51", world.method(customer, "pm_card_timeout"))
    reference = "sim_ch_" + _digest(f"{payment['id']}/1")
    tell(world, "evt_1", "charge", **charge(world, payment, "processing", reference=reference))
    said = {**dispute(world, payment, "needs_response"), "charge": reference}
    tell(world, "evt_2", "dispute", **said)
    early = next(each for each in world("inbound_events.list")["data"] if each["provider_event"] == "evt_2")
    assert early["status"] == "received"
    world.until("2026-01-15T09:02:00Z")
    assert world("disputes.list")["data"][0]["status"] == "needs_response"
    assert world("inbound_events.retrieve", early["id"])["status"] == "processed"


def test_an_account_has_a_secret_of_its_own(world: World) -> None:
    """Shown once; another account's events are not believed here."""
    first, second = (world("provider_accounts.create", provider="simulated", name=name) for name in ("a", "b"))
    assert first["webhook_secret"] != second["webhook_secret"]
    assert world("provider_accounts.retrieve", first["id"])["webhook_secret"] is None
    to = first["webhook_path"].rpartition("/")[2]
    assert deliver(world, "evt_1", BODY, to=to, whsec=second["webhook_secret"]).status == 400
    assert deliver(world, "evt_1", BODY, to=to, whsec=first["webhook_secret"]).status == 200


def test_an_account_that_is_disabled_is_not_charged(world: World) -> None:
    """Its methods wait; what it tells is still taken in."""
    account = world("provider_accounts.create", provider="simulated", name="Cards")["id"]
    customer = world.customer()
    method = world.method(customer)
    world("provider_accounts.disable", account)
    problem = world.refused("payments.create", amount="10.00", currency="EUR", payment_method=method)
    assert (problem["code"], problem["facts"]["account"]) == ("rule_conflict", account)
    problem = world.refused("payment_methods.create", customer=customer, type="card", token="pm_card_visa")
    assert (problem["code"], problem["field"]) == ("rule_conflict", "provider")
    assert world.refused("provider_accounts.disable", account)["code"] == "state_conflict"
    world("provider_accounts.enable", account)
    assert world.collect("10.00", method)["status"] == "succeeded"


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"base_url": "http://10.0.0.1:80"}, "settings.base_url"),
        ({"base_url": "ftp://127.0.0.1"}, "settings.base_url"),
        ({"base_url": "http://127.0.0.1.example.com"}, "settings.base_url"),
        ({"base_url": 7}, "settings.base_url"),
        ({"api_key": "sk_1"}, "settings.api_key"),
    ],
)
def test_the_simulated_provider_is_on_this_machine(world: World, settings: dict[str, Any], field: str) -> None:
    """No other address is ever asked, and no secret is kept in settings."""
    problem = world.refused("provider_accounts.create", provider="simulated", name="Cards", settings=settings)
    assert (problem["code"], problem["field"]) == ("field_invalid", field)


def _digest(key: str) -> str:
    from harr.services.payments.providers import truth  # noqa: PLC0415

    return truth.reference_of("ch", key).rpartition("_")[2]

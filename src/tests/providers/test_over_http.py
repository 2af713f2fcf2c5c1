"""Harr and a provider with a wire between them: charged over HTTP, told by signed webhooks, answers that break off."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from harr.edge.gateway import Gateway, Request
from harr.edge.provider import Provider
from harr.kernel.errors import FieldInvalid
from harr.services.payments.providers import over_http, tokens
from tests.house import House
from tests.scenarios.world import ADDRESS

SQLITE = pytest.mark.parametrize("lane", ["sqlite"], indirect=True, scope="session")


class Doorstep:
    """A real HTTP door before a gateway."""

    def __init__(self, gateway: Gateway) -> None:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            body = handler.rfile.read(int(handler.headers["Content-Length"]))
            headers = {name.lower(): text for name, text in handler.headers.items()}
            response = gateway.dispatch(Request("POST", handler.path, {}, headers, body))
            self.statuses.append(response.status)
            handler.send_response(response.status)
            handler.send_header("Content-Length", str(len(response.body)))
            handler.end_headers()
            handler.wfile.write(response.body)

        handler = type("Door", (BaseHTTPRequestHandler,), {"do_POST": answer, "log_message": lambda *_: None})
        self.statuses: list[int] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def doorstep(gateway: Gateway) -> Iterator[Doorstep]:
    """The gateway over HTTP."""
    opened = Doorstep(gateway)
    yield opened
    opened.server.shutdown()
    opened.server.server_close()


def customer(house: House) -> str:
    """Somebody who pays, and an entity that sells."""
    house("entities.create", name="Canal", legal_name="Canal B.V.", address=ADDRESS, functional_currency="EUR",
          timezone="Europe/Amsterdam")  # fmt: skip
    made: str = house("customers.create", name="Tulip Travel", address=ADDRESS)["id"]
    return made


@SQLITE
def test_a_debit_is_settled_and_comes_back_by_webhooks(house: House, doorstep: Doorstep) -> None:
    """The provider's day lasts a tenth of a second of ours; each event is signed, kept once and acted on."""
    account = house("provider_accounts.create", provider="simulated", name="Debits")
    provider = Provider(
        webhooks=doorstep.address + account["webhook_path"], secret=account["webhook_secret"], day_seconds=1
    ).start()
    try:
        house("provider_accounts.update", account["id"], settings={"base_url": provider.address})
        house("provider_accounts.test", account["id"])
        method = house("payment_methods.create", customer=customer(house), type="sepa_debit",
                       token="pm_sepa_debit_returned")  # fmt: skip
        payment = house("payments.create", amount="40.00", currency="EUR", payment_method=method["id"])
        assert payment["status"] == "processing"
        until = time.monotonic() + 60
        while house("payments.retrieve", payment["id"])["status"] != "returned":
            assert time.monotonic() < until, house("inbound_events.list")
            house.work()
            time.sleep(0.05)
    finally:
        provider.stop()
    told = house("inbound_events.list", order="asc")["data"]
    assert [each["effect"] for each in told] == ["payment.succeeded", "payment.returned"]
    assert set(doorstep.statuses) == {200}
    assert all(each["passed"] for each in house("assurance.run")["invariants"])


@SQLITE
def test_a_provider_that_is_not_there_is_unknown_and_not_a_no(house: House) -> None:
    """Nobody listens: the payment stays under way. A test of the account says that something is wrong."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    provider = Provider().start()
    settings = {"base_url": provider.address}
    account = house("provider_accounts.create", provider="simulated", name="Cards", settings=settings)["id"]
    method = house("payment_methods.create", customer=customer(house), type="card", token="pm_card_visa")["id"]
    house("provider_accounts.update", account, settings={"base_url": nobody})
    assert house.send("provider_accounts.test", account).status == 502
    payment = house("payments.create", amount="40.00", currency="EUR", payment_method=method)
    assert (payment["status"], payment["attempts"] != []) == ("processing", True)
    house("provider_accounts.update", account, settings=settings)
    assert house("payments.sync", payment["id"])["status"] == "succeeded"
    provider.stop()


def test_an_answer_that_breaks_off_is_none(served: Provider) -> None:
    """The connection ends without an answer; asked again by the same key, there is one."""
    kept = over_http.ask(served.address, 7, "pm_1/1", {"do": "attach", "token": "pm_card_timeout", "type": "card"})
    asked = {"do": "charge", "method": kept["method"]["reference"], "amount": 1000, "currency": "EUR"}
    with pytest.raises(ConnectionError):
        over_http.ask(served.address, 7, "pay_1/1", asked)
    assert over_http.ask(served.address, 7, "pay_1/1", asked)["outcome"] == "succeeded"
    other = over_http.ask(served.address, 8, "pm_1/1", {"do": "attach", "token": "pm_card_visa", "type": "card"})
    assert other["method"]["reference"] != kept["method"]["reference"]


@pytest.mark.parametrize("number", sorted(tokens.NUMBERS))
def test_a_number_is_a_token(served: Provider, number: str) -> None:
    """What a page of the provider would do with what a customer types."""
    answer = httpx.post(f"{served.address}/v1/tokens", json={"number": number}, trust_env=False)
    assert answer.json() == {"token": tokens.NUMBERS[number]}


@pytest.mark.parametrize(
    ("path", "sent", "key", "status"),
    [
        ("/v1/tokens", {"json": {"number": "4242"}}, "k", 404),
        ("/v1/nothing", {"json": {}}, "k", 400),
        ("/v1/charge", {"json": {}}, "", 400),
        ("/v1/charge", {"json": {}}, "k", 400),
        ("/v1/charge", {"content": b"{"}, "k", 400),
        ("/v2/charge", {"json": {}}, "k", 400),
    ],
)
def test_what_the_server_does_not_understand(
    served: Provider, path: str, sent: dict[str, Any], key: str, status: int
) -> None:
    """Said so, and the server lives."""
    answer = httpx.post(served.address + path, headers={"Idempotency-Key": key}, trust_env=False, **sent)
    assert answer.status_code == status
    refused = over_http.ask(served.address, 7, "", {"do": "nothing"})
    assert refused["failure"]["code"] == "provider_error"


def test_events_stay_on_this_machine() -> None:
    """No event is sent anywhere else."""
    with pytest.raises(FieldInvalid):
        Provider(webhooks="https://example.com/hooks")

"""What is sent again, and what never: a lost answer must not become a second effect."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

import harr
from harr_client import (
    Conflict,
    ConnectionFailed,
    Harr,
    HarrError,
    Options,
    RateLimited,
    Request,
    Response,
    ServerError,
    Transport,
)
from harr_client.retries import LONGEST_SECONDS, wait_seconds

KEY = "harr_live_sk_0123456789"
LOST = "lost"


def refused(status: int, code: str, **headers: str) -> Response:
    """A problem."""
    body = {"code": code, "detail": "no", "status": status, "title": "No", "way_out": "Wait."}
    return Response(status, json.dumps(body).encode(), headers)


DONE = Response(200, b"{}")
BUSY = refused(503, "try_again")
LIMITED = refused(429, "rate_limited", **{"retry-after": "3"})
IN_FLIGHT = refused(409, "idempotency_in_flight", **{"retry-after": "1"})
STATE = refused(409, "state_conflict")
GATEWAY = refused(502, "provider_error")
BROKEN = refused(500, "try_again")


@dataclass
class Scripted:
    """Answers in turn; `lost` is a connection that breaks before the answer."""

    answers: list[Response | str]
    asked: list[Request] = field(default_factory=list)

    def handle(self, request: Request) -> Response:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, str):
            raise ConnectionFailed("the connection was reset", code="connection_failed")
        return answer

    def close(self) -> None:
        """Nothing is open."""


def client(transport: Transport, waits: list[float] | None = None, retries: int = 2) -> Harr:
    """A client that notes how long it would wait."""
    made = Harr(KEY, transport=transport, retries=retries)
    sleep: Callable[[float], None] = ([] if waits is None else waits).append
    made.caller = replace(made.caller, sleep=sleep)
    return made


@pytest.mark.parametrize(
    ("method", "options", "answers", "tries", "raised"),
    [
        ("POST", Options(), [DONE], 1, None),
        ("POST", Options(), [LOST, DONE], 2, None),
        ("POST", Options(), [LOST, LOST, DONE], 3, None),
        ("POST", Options(), [LOST, LOST, LOST], 3, ConnectionFailed),
        ("POST", Options(), [BUSY, DONE], 2, None),
        ("POST", Options(), [LIMITED, DONE], 2, None),
        ("POST", Options(), [IN_FLIGHT, DONE], 2, None),
        ("POST", Options(), [GATEWAY, DONE], 2, None),
        ("POST", Options(), [STATE], 1, Conflict),
        ("POST", Options(), [BROKEN], 1, ServerError),
        ("GET", Options(), [LOST, GATEWAY, DONE], 3, None),
        ("PATCH", Options(), [LOST, DONE], 2, None),
        ("PATCH", Options(if_match=3), [LOST], 1, ConnectionFailed),
        ("PATCH", Options(if_match=3), [BUSY, DONE], 2, None),
        ("DELETE", Options(), [LOST], 1, ConnectionFailed),
        ("DELETE", Options(), [LIMITED, DONE], 2, None),
    ],
)
def test_what_is_tried_again(
    method: str, options: Options, answers: list[Response | str], tries: int, raised: type[HarrError] | None
) -> None:
    """By method, and by what the answer says of what was done."""
    transport = Scripted(list(answers))
    if raised is None:
        client(transport).request(method, "/v1/things", options=options)
    else:
        with pytest.raises(raised):
            client(transport).request(method, "/v1/things", options=options)
    assert len(transport.asked) == tries


def test_a_post_keeps_its_key_across_retries_and_makes_a_new_one_for_the_next() -> None:
    """One key for each logical call."""
    transport = Scripted([LOST, BUSY, DONE, DONE])
    asking = client(transport)
    asking.request("POST", "/v1/things")
    asking.request("POST", "/v1/things")
    keys = [request.headers["idempotency-key"] for request in transport.asked]
    assert keys[0] == keys[1] == keys[2] != keys[3]


def test_the_callers_own_key_is_sent_as_it_is() -> None:
    """An order number makes a good key."""
    transport = Scripted([DONE])
    client(transport).request("POST", "/v1/things", options=Options(idempotency_key="order-17"))
    assert transport.asked[0].headers["idempotency-key"] == "order-17"


@pytest.mark.parametrize("answer", [LOST, GATEWAY, BUSY, LIMITED])
def test_a_post_without_a_key_is_never_tried_again(answer: Response | str) -> None:
    """Somebody built the request by hand and gave it no key: nobody could tell the second from the first."""
    transport = Scripted([answer])
    with pytest.raises(HarrError):
        client(transport).caller.send(Request("POST", "/v1/things"))
    assert len(transport.asked) == 1


def test_it_waits_as_long_as_it_is_told() -> None:
    """Retry-After is the least; without it the wait doubles, with jitter, up to a limit."""
    waits: list[float] = []
    client(Scripted([LIMITED, BUSY, DONE]), waits).request("GET", "/v1/things")
    assert waits[0] == pytest.approx(3.0)
    assert 0.5 <= waits[1] <= 1.0
    assert all(wait_seconds(attempt, HarrError("x")) <= LONGEST_SECONDS for attempt in range(12))


def test_it_does_not_wait_for_an_hour() -> None:
    """A server that asks for longer than a minute is not waited for; the caller is told how long."""
    waits: list[float] = []
    with pytest.raises(RateLimited) as told:
        client(Scripted([refused(429, "rate_limited", **{"retry-after": "3600"})]), waits).request("GET", "/v1/things")
    assert told.value.retry_after == 3600
    assert not waits


def test_retries_can_be_turned_off() -> None:
    """Whoever retries by himself."""
    transport = Scripted([BUSY])
    with pytest.raises(ServerError):
        client(transport, retries=0).request("GET", "/v1/things")
    assert len(transport.asked) == 1


class Dropping:
    """Carries the first POST to the end and then loses its answer."""

    def __init__(self, inner: Transport) -> None:
        self.inner = inner
        self.dropped = False
        self.replayed = False

    def handle(self, request: Request) -> Response:
        answer = self.inner.handle(request)
        if request.method == "POST" and not self.dropped:
            self.dropped = True
            raise ConnectionFailed("the connection broke after the effect")
        self.replayed = self.replayed or answer.headers.get("idempotency-replayed") == "true"
        return answer

    def close(self) -> None:
        self.inner.close()


def test_a_connection_that_breaks_after_the_effect_makes_one_effect() -> None:
    """The entity was made, the answer was lost, the call is made again: there is one entity, and the caller has it."""
    with harr.embedded() as whole:
        transport = Dropping(whole.caller.transport)
        careful = Harr(whole.caller.key, transport=transport)
        careful.caller = replace(careful.caller, sleep=lambda _: None)
        made = careful.entities.create(
            name="Shop", legal_name="Shop BV", address={"country": "NL"}, functional_currency="EUR",
            timezone="Europe/Amsterdam",
        )  # fmt: skip
        assert transport.dropped
        assert transport.replayed
        assert [entity.id for entity in whole.entities.iterate()] == [made.id]


def test_no_key_is_ever_shown(caplog: pytest.LogCaptureFixture) -> None:
    """Not in logs, not in errors, not when a client, a caller or a request is printed."""
    caplog.set_level(logging.DEBUG)
    transport = Scripted([LOST, refused(401, "unauthenticated")])
    asking = client(transport)
    with pytest.raises(HarrError) as told:
        asking.request("GET", "/v1/things")
    shown = [repr(asking), repr(asking.caller), repr(transport.asked), str(told.value), repr(told.value), caplog.text]
    assert "again in" in caplog.text
    assert transport.asked[0].headers["authorization"] == f"Bearer {KEY}"
    assert not [text for text in shown if KEY in text]

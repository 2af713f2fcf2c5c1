"""The SDK by tokens: a key is exchanged once, a token kept until shortly before it ends and renewed when refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

import pytest

import harr
from harr.edge.embedded import InProcessTransport
from harr_client import Harr, HarrError, HttpTransport, Request, Response, Unauthenticated
from harr_client.errors import ServerError, UnexpectedAnswer
from harr_client.tokens import PATH, Tokens

KEY = "harr_live_sk_example"


@dataclass
class Told:
    """A server that gives tokens 1, 2, 3 … and takes those that it is told to."""

    takes: Callable[[str], bool] = lambda _: True
    expires_in: int = 900
    answer: Response | None = None
    asked: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def handle(self, request: Request) -> Response:
        credential = request.headers.get("authorization", "").partition(" ")[2]
        if request.path == PATH:
            assert (request.method, request.body) == ("POST", b"grant_type=client_credentials")
            assert request.headers["content-type"] == "application/x-www-form-urlencoded"
            self.asked.append(credential)
            said = {"access_token": f"token {len(self.asked)}", "token_type": "Bearer", "expires_in": self.expires_in}
            return self.answer or Response(200, json.dumps(said).encode())
        self.seen.append(credential)
        return Response(200 if self.takes(credential) else 401, b"{}")

    def close(self) -> None:
        pass


class Watch:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


ASK = Request("GET", "/v1/customers", headers={"authorization": f"Bearer {KEY}"})


def test_a_key_is_exchanged_once() -> None:
    """And is sent to one path alone."""
    server = Told()
    client = Harr(KEY, transport=server, tokens=True)
    for _ in range(3):
        client.request("GET", "/v1/customers")
    assert server.asked == [KEY]
    assert server.seen == ["token 1"] * 3


@pytest.mark.parametrize(("expires_in", "kept"), [(900, 840), (3600, 3540), (100, 90)])
def test_a_token_is_replaced_shortly_before_it_ends(expires_in: int, kept: int) -> None:
    """A minute, or a tenth of a short life."""
    server, watch = Told(expires_in=expires_in), Watch()
    tokens = Tokens(server, KEY, clock=watch)
    tokens.handle(ASK)
    watch.now = kept - 1
    tokens.handle(ASK)
    assert len(server.asked) == 1
    watch.now = kept
    tokens.handle(ASK)
    assert server.seen == ["token 1", "token 1", "token 2"]


def test_a_refused_token_is_renewed_once() -> None:
    """A signing key may have been replaced; what is refused again is refused."""
    server = Told(takes=lambda token: token == "token 2")  # noqa: S105 - opens nothing
    client = Harr(KEY, transport=server, tokens=True)
    assert client.request("GET", "/v1/customers").status == 200
    server.takes = lambda _: False
    with pytest.raises(Unauthenticated):
        client.request("GET", "/v1/customers")
    assert server.seen == ["token 1", "token 2", "token 2", "token 3"]


def test_a_renewed_request_is_the_same_request() -> None:
    """With its idempotency key: what was refused with 401 was not done."""
    keys = []

    class Noting(Told):
        def handle(self, request: Request) -> Response:
            if request.path != PATH:
                keys.append(request.headers["idempotency-key"])
            return super().handle(request)

    server = Noting(takes=lambda token: token == "token 2")  # noqa: S105 - opens nothing
    Harr(KEY, transport=server, tokens=True).request("POST", "/v1/customers", body={"name": "Acme"})
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_threads_share_a_token() -> None:
    """One of them asks for it; a refused one is replaced once."""
    server = Told(takes=lambda token: token != "token 1")  # noqa: S105 - opens nothing
    tokens, barrier = Tokens(server, KEY), Barrier(8)

    def ask(_: int) -> int:
        barrier.wait()
        return tokens.handle(ASK).status

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(ask, range(8))) == {200}
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("status", "body", "kind", "code"),
    [
        (
            401,
            {"error": "invalid_client", "error_description": "this key was revoked"},
            Unauthenticated,
            "invalid_client",
        ),
        (400, {"error": "invalid_request"}, HarrError, "invalid_request"),
        (503, {"code": "try_again", "detail": "busy"}, ServerError, "try_again"),
        (200, {"access_token": "x"}, UnexpectedAnswer, ""),
    ],
)
def test_no_token_is_an_error_that_says_why(
    status: int, body: dict[str, str], kind: type[HarrError], code: str
) -> None:
    """And nothing else is asked."""
    server = Told(answer=Response(status, json.dumps(body).encode()))
    with pytest.raises(kind) as caught:
        Harr(KEY, transport=server, tokens=True, retries=0).request("GET", "/v1/customers")
    assert caught.value.code == code
    assert KEY not in str(caught.value)
    assert server.seen == []


def test_a_client_without_a_key_needs_no_token() -> None:
    """What is public is asked without."""
    server = Told()
    Harr(transport=server, tokens=True).request("GET", "/v1/openapi.json")
    assert (server.asked, server.seen) == ([], [""])


def test_another_key_has_a_token_of_its_own() -> None:
    """`with_key` exchanges too."""
    server = Told()
    Harr(KEY, transport=server, tokens=True).with_key("other").request("GET", "/v1/customers")
    assert server.asked == ["other"]


def test_nothing_secret_is_printed() -> None:
    """Neither key nor token."""
    tokens = Tokens(HttpTransport("http://127.0.0.1:9"), KEY)
    assert repr(tokens) == "Tokens(HttpTransport(http://127.0.0.1:9))"


def test_a_harr_in_this_process_gives_tokens_too() -> None:
    """The same call, to the same gateway; what it sets off is done for whoever holds a token."""
    client = harr.embedded(":memory:")
    transport = client.caller.transport
    assert isinstance(transport, InProcessTransport)
    by_token = Harr(client.caller.key, transport=transport, tokens=True)
    sandbox = by_token.sandboxes.create(name="trying", clock_at="2026-01-15T09:00:00Z")
    assert sandbox.key is not None
    trying = by_token.with_key(sandbox.key)
    made = trying.customers.create(name="Acme", address={"country": "NL"})
    assert trying.customers.retrieve(made.id).name == "Acme"
    by_token.sandboxes.advance(sandbox.id, by={"interval": "day"})
    assert by_token.sandboxes.retrieve(sandbox.id).status == "ready", "its job was done"
    client.close()

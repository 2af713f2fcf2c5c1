"""The SDK against a real server on this machine, also with a line that breaks at the worst moment."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from harr.edge.settings import load
from harr_client import ConnectionFailed, Harr, InvalidRequest, NotFound, Unauthenticated
from tests.edge.test_server import running, with_a_key


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server's address, and the owner's key."""
    settings = load(tmp_path_factory.mktemp("served"), {}, port=0)
    key = with_a_key(settings)
    with running(settings) as found:
        yield str(found.anybody.base_url).rstrip("/"), key


@pytest.fixture
def client(served: tuple[str, str]) -> Iterator[Harr]:
    """A client of that server."""
    address, key = served
    with Harr(key, base_url=address) as found:
        yield found


def entity(client: Harr, external_id: str) -> str:
    """Somebody who sells."""
    return client.entities.create(
        name="Shop", legal_name="Shop BV", address={"country": "NL"}, functional_currency="EUR", timezone="UTC",
        external_id=external_id,
    ).id  # fmt: skip


def test_the_same_client_speaks_http(client: Harr) -> None:
    """What is made is read, changed, listed, and refused as within the process."""
    made = entity(client, "http-1")
    assert client.entities.update(made, name="Läden & Söhne", reason="naïve, 価格").name == "Läden & Söhne"
    assert [one.reason for one in client.audit.list(limit=1)] == ["naïve, 価格"]
    assert [one.id for one in client.entities.iterate(external_id=["http-1", "http-2"], limit=1)] == [made]
    with pytest.raises(NotFound) as missing:
        client.entities.retrieve("ent_0000000000000")
    assert missing.value.request_id
    with pytest.raises(InvalidRequest) as wrong:
        client.request("POST", "/v1/entities", body={"nmae": "Shop"})
    assert wrong.value.field == "nmae"
    with pytest.raises(Unauthenticated):
        client.with_key("harr_live_sk_wrong").tenant.retrieve()
    answer = client.request("GET", f"/v1/entities/{made}")
    assert (answer.headers["harr-stage"], answer.headers["etag"]) == ("prototype", '"2"')


def test_nobody_at_the_other_end() -> None:
    """No answer is not a refusal."""
    with (
        Harr("k", base_url="http://127.0.0.1:9", retries=0) as client,
        pytest.raises(ConnectionFailed, match="no answer"),
    ):
        client.tenant.retrieve()


@contextmanager
def breaking_line(address: str) -> Iterator[tuple[str, list[bytes]]]:
    """A line to a server that carries the first POST there and breaks before its answer comes back."""
    host, _, port = address.removeprefix("http://").partition(":")
    posts: list[bytes] = []

    def carry(near: socket.socket) -> None:
        with near, socket.create_connection((host, int(port))) as far:
            request = whole(near)
            far.sendall(request)
            answer = whole(far)
            posts.append(request)
            if len(posts) > 1:
                near.sendall(answer)

    def listen() -> None:
        while True:
            try:
                near, _ = listening.accept()
            except OSError:
                return
            carry(near)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", posts
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def whole(line: socket.socket) -> bytes:
    """One message of HTTP with a Content-Length."""
    read = b""
    while b"\r\n\r\n" not in read:
        read += line.recv(65536)
    head, _, body = read.partition(b"\r\n\r\n")
    length = next(
        int(each.split(b":")[1]) for each in head.lower().split(b"\r\n") if each.startswith(b"content-length")
    )
    while len(body) < length:
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body


def test_a_line_that_breaks_after_the_effect_makes_one_effect(served: tuple[str, str], client: Harr) -> None:
    """The server did it, the answer was lost, the SDK asks again with the same key and gets that very answer."""
    with breaking_line(served[0]) as (address, posts), Harr(served[1], base_url=address) as unlucky:
        unlucky.caller = replace(unlucky.caller, sleep=lambda _: None)
        made = entity(unlucky, "once")
    assert len(posts) == 2
    keys = {line for post in posts for line in post.lower().split(b"\r\n") if line.startswith(b"idempotency-key")}
    assert len(keys) == 1
    assert [one.id for one in client.entities.iterate(external_id="once")] == [made]


def test_one_client_may_be_used_by_several_threads(client: Harr) -> None:
    """Its connections are shared."""
    found: list[str] = []
    threads = [threading.Thread(target=lambda n=n: found.append(entity(client, f"thread-{n}"))) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 6

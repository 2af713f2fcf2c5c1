"""A real server on this machine: the API, its pages, its worker, and whom it refuses to serve."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from harr.edge import app
from harr.edge.opening import open_gateway
from harr.edge.settings import Settings, is_loopback, load
from harr.kernel.errors import RuleConflict
from harr.services import tenants
from tests import postgres

EVERYBODY = "0.0.0.0"  # noqa: S104 - it is refused, or not listened on
ENTITY = {
    "name": "Canal", "legal_name": "Canal B.V.", "address": {"country": "NL"}, "functional_currency": "EUR",
    "timezone": "Europe/Amsterdam",
}  # fmt: skip


@dataclass(frozen=True)
class Serving:
    """A client of a running server, without a key and with one."""

    anybody: httpx.Client
    owner: httpx.Client


def with_a_key(settings: Settings) -> str:
    """A first tenant in the database, as `harr init` makes it."""
    gateway = open_gateway(settings)
    secret = tenants.first_tenant(gateway.engine, "Test").secret
    gateway.engine.store.close()
    return secret


@contextmanager
def running(settings: Settings, secret: str = "", *, mock: bool = False) -> Iterator[Serving]:
    """A server in a thread of its own, on a free port, until the test is done with it."""
    made = app.server(settings, mock=mock)
    thread = threading.Thread(target=made.run)
    thread.start()
    try:
        until = time.monotonic() + 20
        while not made.started:
            assert thread.is_alive(), "the server ended before it began"
            assert time.monotonic() < until
            time.sleep(0.01)
        address = f"http://127.0.0.1:{made.servers[0].sockets[0].getsockname()[1]}"
        headers = {"Authorization": f"Bearer {secret}"}
        with httpx.Client(base_url=address) as anybody, httpx.Client(base_url=address, headers=headers) as owner:
            yield Serving(anybody, owner)
    finally:
        made.should_exit = True
        thread.join(30)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One server for most of these tests: SQLite, as on a laptop."""
    settings = load(tmp_path_factory.mktemp("server"), {}, port=0)
    with running(settings, with_a_key(settings)) as found:
        yield found


def problem(response: httpx.Response, status: int) -> dict[str, Any]:
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    found: dict[str, Any] = response.json()
    return found


def test_what_is_made_can_be_read(serving: Serving) -> None:
    """A request through the web is the same as one to the gateway."""
    made = serving.owner.post("/v1/entities", json=ENTITY)
    assert (made.status_code, made.headers["harr-stage"], made.headers["etag"]) == (200, "prototype", '"1"')
    read = serving.owner.get(f"/v1/entities/{made.json()['id']}")
    assert read.content == made.content
    assert made.headers["harr-request-id"].startswith("req_")


def test_many_at_once_are_all_done_once(serving: Serving) -> None:
    """One writer and several readers; nobody waits in vain."""

    def make(number: int) -> str:
        response = serving.owner.post("/v1/entities", json={**ENTITY, "external_id": f"many-{number}"})
        assert serving.owner.get(f"/v1/entities/{response.json()['id']}").status_code == 200
        return str(response.json()["id"])

    with ThreadPoolExecutor(8) as callers:
        made = list(callers.map(make, range(40)))
    assert len(set(made)) == 40


def test_nobody_gets_in_without_a_key(serving: Serving) -> None:
    """Nor with a wrong one; what needs none is answered."""
    assert problem(serving.anybody.get("/v1/entities"), 401)["code"] == "unauthenticated"
    assert serving.anybody.get("/v1/currencies").status_code == 200


def test_a_key_is_exchanged_for_a_token_over_http(serving: Serving) -> None:
    """The paths of the issuer stand beside the API; what it issues opens what the key opens."""
    given = serving.owner.post("/oauth2/token", data={"grant_type": "client_credentials", "scope": "entities:read"})
    assert (given.status_code, given.headers["cache-control"]) == (200, "no-store")
    headers = {"Authorization": f"Bearer {given.json()['access_token']}"}
    assert serving.anybody.get("/v1/entities", headers=headers).status_code == 200
    assert problem(serving.anybody.post("/v1/entities", headers=headers, json=ENTITY), 403)["code"] == "scope_missing"
    found = serving.anybody.get("/.well-known/openid-configuration").json()
    assert found["jwks_uri"].endswith("/.well-known/jwks.json")
    assert len(serving.anybody.get("/.well-known/jwks.json").json()["keys"]) == 1
    refused = serving.anybody.post("/oauth2/token", data={"grant_type": "client_credentials"})
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")
    assert refused.headers["www-authenticate"] == 'Basic realm="harr"'
    assert serving.anybody.get("/oauth2/token").status_code == 405


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 6 * 1024 * 1024 + 1])
def test_a_body_that_is_too_large_is_refused(serving: Serving, size: int) -> None:
    """By the operation, or before it has all been read."""
    body = json.dumps({**ENTITY, "name": "x" * size}).encode()
    found = problem(serving.owner.post("/v1/entities", content=body), 413)
    assert found["code"] == "body_too_large"


def test_a_slash_in_an_id_is_no_way_up(serving: Serving) -> None:
    """Each part of a path is decoded by itself."""
    assert problem(serving.owner.get("/v1/entities/..%2Fapps"), 404)["code"] == "not_found"
    assert problem(serving.owner.get("/v1/nothing/here"), 404)["code"] == "not_found"
    assert problem(serving.owner.get("/v1"), 404)["code"] == "not_found"


def test_a_filter_that_is_sent_twice_has_both_values(serving: Serving) -> None:
    """None of them is passed over."""
    both = serving.owner.get("/v1/entities", params=[("status", "active"), ("status", "archived")])
    assert both.status_code == 200
    assert len(both.json()["data"]) >= 1
    twice = serving.owner.get("/v1/entities", params=[("limit", "1"), ("limit", "2")])
    assert problem(twice, 400)["field"] == "limit"


def test_a_method_that_a_path_does_not_take_is_refused(serving: Serving) -> None:
    """Naming those that it does."""
    refused = serving.owner.put("/v1/entities", json=ENTITY)
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, POST")
    assert serving.owner.head("/v1/entities").status_code == 405


def test_pages_stand_beside_the_api(serving: Serving) -> None:
    """Docs, the document, and whether the database is there."""
    assert serving.anybody.get("/healthz").json() == {"status": "ok"}
    document = serving.anybody.get("/openapi.json").json()
    assert document["paths"]["/v1/entities"]["post"]["x-harr-stage"] == "prototype"
    page = serving.anybody.get("/docs/errors/not_found")
    assert "There is no such thing here" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert serving.anybody.get("/docs").status_code == 200
    assert serving.anybody.get("/docs/nowhere").status_code == 404
    assert serving.anybody.get("/", follow_redirects=True).url.path == "/docs"


def test_a_problem_names_a_page_that_is_there(serving: Serving) -> None:
    """`type` can be opened."""
    found = problem(serving.anybody.get("/v1/entities"), 401)
    assert serving.anybody.get(found["type"]).status_code == 200


def test_the_worker_works_while_the_server_runs(tmp_path: Path) -> None:
    """And ends with it; a server that is told so has none."""
    settings = load(tmp_path, {}, port=0)
    secret = with_a_key(settings)
    others = workers()
    with running(settings, secret):
        assert workers() == others + 1
    assert workers() == others
    with running(load(tmp_path, {}, port=0, worker=False), secret) as quiet:
        assert workers() == others
        assert quiet.owner.get("/v1/entities").status_code == 200


def workers() -> int:
    return sum(thread.name == "harr-worker" for thread in threading.enumerate())


def test_it_serves_from_postgresql(tmp_path: Path) -> None:
    """The same calls, as many at once as there are connections."""
    url = postgres.fresh_database()
    try:
        settings = load(tmp_path, {}, port=0, database=url, connections=4)
        with running(settings, with_a_key(settings)) as found, ThreadPoolExecutor(8) as callers:
            made = list(callers.map(lambda _: found.owner.post("/v1/entities", json=ENTITY).status_code, range(16)))
        assert made == [200] * 16
    finally:
        postgres.drop_database(url)


def test_a_mock_answers_everybody_with_examples(tmp_path: Path) -> None:
    """It needs no database, no key, and leaves nothing behind."""
    with running(load(tmp_path, {}, port=0), mock=True) as found:
        answer = found.anybody.get("/v1/invoices/inv_0300000000001")
        assert (answer.status_code, answer.headers["harr-stage"]) == (200, "mock")
        assert answer.json()["object"] == "invoice"
        stages = found.anybody.get("/openapi.json").json()["paths"]["/v1/entities"]["get"]["x-harr-stage"]
        assert stages == "mock"
        assert found.anybody.post("/oauth2/token").json()["expires_in"] == 900
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", [EVERYBODY, "::", "192.0.2.1", "billing.example.com"])
@pytest.mark.parametrize("mock", [True, False])
def test_it_is_not_reachable_by_others_while_nobody_needs_a_key(tmp_path: Path, host: str, mock: bool) -> None:
    """A mock asks for none, and a database without a tenant has none to ask for."""
    with pytest.raises(RuleConflict) as refused:
        app.server(load(tmp_path, {}, port=0, host=host), mock=mock)
    assert refused.value.field == "host"
    assert "127.0.0.1" in refused.value.exit


@pytest.mark.parametrize(
    ("host", "alone"), [("127.0.0.1", True), ("127.8.9.1", True), ("::1", True), ("localhost", True),
                        (EVERYBODY, False), ("10.0.0.1", False), ("example.com", False)]
)  # fmt: skip
def test_which_addresses_are_this_machine_only(host: str, alone: bool) -> None:
    """A name that could be anything counts as reachable."""
    assert is_loopback(host) is alone


def test_with_keys_in_the_database_it_may_be_reached(tmp_path: Path) -> None:
    """Somebody ran `harr init`."""
    settings = load(tmp_path, {}, port=0, host=EVERYBODY)
    with_a_key(settings)
    gateway = open_gateway(settings)
    app.require_guarded(settings, gateway)
    gateway.engine.store.close()

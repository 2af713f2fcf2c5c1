"""Schemathesis reads the printed contract and looks for an answer that the contract does not promise.

Requests that the contract allows, and some that it does not, go through the ASGI
application: to the mock of every operation, and to every handler in a world that
was made before, with a real key and ids that are there. What is asked is drawn from
a fixed seed, so that a run says the same everywhere.
"""

from __future__ import annotations

import asyncio
import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings

from harr.contract import OPERATIONS
from harr.contract.openapi import document
from harr.edge.asgi import Api, Threads
from harr.edge.gateway import Gateway
from harr.edge.wiring import build, handlers, stages
from harr.engine.sqlite import SqliteStore
from harr.services import tenants
from tests.conformance import world
from tests.conformance.recorder import Recorder

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of its own dependencies, while it is imported
    import schemathesis
    from schemathesis import GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
PLACES = {operation.name: (operation.path, operation.method) for operation in OPERATIONS}
OWN = {"openapi.retrieve"}
"""Its answer is the document itself, which `contract/test_openapi.py` holds to the standard."""


@dataclass
class Door:
    """The ASGI application, a key to it, and ids that are there."""

    gateway: Gateway
    secret: str = ""
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.threads = Threads(self.gateway, 1)
        self.app = Api(self.gateway, self.threads)
        self.loop = asyncio.Runner()

    def close(self) -> None:
        """Nobody asks any more."""
        self.loop.close()
        self.threads.close()
        self.gateway.engine.store.close()

    def ask(self, request: requests.PreparedRequest) -> schemathesis.Response:
        """Send a request in, and take the answer as Schemathesis wants it."""
        found: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            body: Any = request.body or b""
            return {"type": "http.request", "body": body.encode() if isinstance(body, str) else body}

        async def send(message: Any) -> None:
            found.append(message)

        url = urlsplit(str(request.url))
        scope = {
            "type": "http", "method": request.method, "path": url.path, "raw_path": url.path.encode(),
            "query_string": url.query.encode(),
            "headers": [(_bytes(name).lower(), _bytes(text)) for name, text in request.headers.items()],
        }  # fmt: skip
        self.loop.run(self.app(scope, receive, send))
        start, body = found
        headers = {name.decode(): [text.decode("latin-1")] for name, text in start["headers"]}
        return schemathesis.Response(start["status"], headers, body["body"], request, elapsed=0.0, verify=True)


@pytest.fixture(scope="module")
def mock() -> Iterator[Door]:
    """Nothing but the contract."""
    door = Door(build(SqliteStore(":memory:"), b"pepper for tests", mocks_only=True))
    yield door
    door.close()


@pytest.fixture(scope="module")
def real() -> Iterator[Door]:
    """A world that was made before, which these requests may change as they like."""
    gateway = build(SqliteStore(":memory:"), b"pepper for tests")
    first = tenants.first_tenant(gateway.engine, "Schemathesis")
    house = Recorder(gateway, first.tenant, first.secret)
    world.build(house)
    door = Door(gateway, first.secret, {call.operation.name: call.path for call in house.calls})
    yield door
    door.close()


@pytest.mark.parametrize("name", sorted(PLACES.keys() - OWN))
def test_a_mock_answers_as_the_contract_says(mock: Door, name: str) -> None:
    """Every operation, whatever is asked that the contract allows."""
    hunt(mock, name, GenerationMode.POSITIVE, examples=2)


@pytest.mark.parametrize("name", sorted(handlers().keys() - OWN))
def test_a_handler_answers_as_the_contract_says(real: Door, name: str) -> None:
    """No fault, no status, media or shape that is not declared."""
    hunt(real, name, GenerationMode.POSITIVE, examples=4)


@pytest.mark.parametrize("name", sorted(handlers().keys() - OWN))
def test_a_handler_refuses_as_the_contract_says(real: Door, name: str) -> None:
    """The same for what the contract does not allow."""
    hunt(real, name, GenerationMode.NEGATIVE, examples=2)


def hunt(door: Door, name: str, mode: GenerationMode, *, examples: int) -> None:
    """Ask one operation a few things, and check each answer."""
    path, method = PLACES[name]
    operation = schema()[path][method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def asked(case: schemathesis.Case[Any]) -> None:
        case.headers["Authorization"] = f"Bearer {door.secret}"
        case.headers.pop("If-Match", None)  # a version by chance is not the thing's
        if ids := door.paths.get(name):
            case.path_parameters = dict(zip(case.path_parameters, ids, strict=True))
        response = door.ask(_prepared(case))
        case.validate_response(response, checks=CHECKS)

    asked()


@cache
def schema() -> Any:
    """The printed contract, as Schemathesis has read it."""
    return schemathesis.openapi.from_dict(json.loads(json.dumps(document(stages()))), config=schemathesis.Config())


def _prepared(case: schemathesis.Case[Any]) -> requests.PreparedRequest:
    sent = case.as_transport_kwargs(base_url="http://127.0.0.1")
    known = {
        name: sent[name] for name in ("method", "url", "params", "headers", "cookies", "data", "json") if name in sent
    }
    return requests.Request(**known).prepare()


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1", "replace")

"""Every operation as a mock: shape, errors and headers are kept before there is anything behind them."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from harr.contract import OPERATIONS
from harr.contract.operations import Operation
from harr.contract.samples import sample
from harr.edge.gateway import Gateway, Request, Response
from harr.edge.routing import Router
from harr.engine import Engine
from harr.engine.sqlite import SqliteStore

IDS = {operation.name: operation for operation in OPERATIONS}
EVERY = pytest.mark.parametrize("operation", OPERATIONS, ids=list(IDS))
WITH_BODY = pytest.mark.parametrize(
    "operation", [each for each in OPERATIONS if each.request], ids=[each.name for each in OPERATIONS if each.request]
)


@pytest.fixture(scope="module")
def mock() -> Gateway:
    """`harr serve --mock`: nothing but the contract."""
    engine = Engine(store=SqliteStore(":memory:"))
    return Gateway(engine=engine, router=Router(OPERATIONS), handlers={}, stages={}, queues={}, mocks_only=True)


def path_of(operation: Operation) -> str:
    """The operation's path with a value for every parameter."""
    path = operation.path
    for parameter in operation.parameters:
        path = path.replace(f"{{{parameter}}}", "trial_balance" if parameter == "name" else "xyz_0000000000001")
    return path


def ask(mock: Gateway, operation: Operation, body: bytes | None = None, **query: str) -> Response:
    """Send a request that has everything it needs, unless a body is given."""
    if body is None:
        body = msgspec.json.encode(_absent_left_out(sample(operation.request))) if operation.request else b""
    return mock.dispatch(
        Request(operation.method, path_of(operation), {**_asked(operation), **query}, {"idempotency-key": "k1"}, body)
    )


@EVERY
def test_a_mock_answers_with_an_example_and_says_that_it_is_one(mock: Gateway, operation: Operation) -> None:
    """Status, stage, media and shape are those that the contract promises."""
    response = ask(mock, operation)
    assert response.status == operation.status, response.body
    assert response.headers["Harr-Stage"] == "mock"
    assert response.headers["Harr-Request-Id"].startswith("req_")
    if operation.media == "application/json":
        assert response.headers["Content-Type"] == "application/json"
        msgspec.json.decode(response.body, type=operation.response)


@EVERY
def test_a_parameter_that_the_contract_does_not_name_is_refused(mock: Gateway, operation: Operation) -> None:
    """An unknown filter is never ignored."""
    problem = ask(mock, operation, no_such_parameter="1")
    assert (problem.status, problem.json()["code"]) == (400, "filter_unknown")
    assert problem.json()["field"] == "no_such_parameter"
    assert problem.headers["Content-Type"] == "application/problem+json"


@WITH_BODY
def test_a_field_that_the_contract_does_not_name_is_refused(mock: Gateway, operation: Operation) -> None:
    """The refusal names the field and the way out."""
    problem = ask(mock, operation, body=b'{"no_such_field": 1}').json()
    assert problem["code"] == "field_unknown"
    assert problem["field"] == "no_such_field"
    assert problem["way_out"]


@WITH_BODY
@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"[]", "body_invalid"),
        (b"{", "body_invalid"),
        (b'{"a": NaN}', "body_invalid"),
        (b'{"a": 1e999}', "field_unknown"),
        (b"\xff\xfe", "body_invalid"),
        (b'{"metadata": {}, "metadata": {}}', "duplicate_key"),
        (b"[" * 5000, "body_invalid"),
        (b'{"a": ' + b"9" * 5000 + b"}", "body_invalid"),
    ],
    ids=["list", "cut off", "NaN", "infinite", "not UTF-8", "doubled key", "deep", "long number"],
)
def test_a_body_that_cannot_be_read_is_refused(mock: Gateway, operation: Operation, body: bytes, code: str) -> None:
    """Whatever comes in, a refusal goes out, never a fault."""
    problem = ask(mock, operation, body=body)
    assert 400 <= problem.status < 500
    if not operation.bulk:  # bulk bodies are read by another reader: doubled keys pass there, and its words differ
        assert problem.json()["code"] == code


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each.needs_key], ids=lambda each: each.name)
def test_what_moves_money_needs_an_idempotency_key(mock: Gateway, operation: Operation) -> None:
    """Without a key it is refused, and told how to send one."""
    body = msgspec.json.encode(_absent_left_out(sample(operation.request))) if operation.request else b""
    problem = mock.dispatch(Request(operation.method, path_of(operation), _asked(operation), {}, body))
    assert (problem.status, problem.json()["field"]) == (400, "Idempotency-Key")


def test_a_body_that_is_too_large_is_refused(mock: Gateway) -> None:
    """One byte more than a mebibyte."""
    body = b'{"description": "' + b"a" * (1024 * 1024) + b'"}'
    problem = ask(mock, IDS["customers.create"], body=body)
    assert (problem.status, problem.json()["facts"]["limit"]) == (413, 1024 * 1024)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "not_found"),
        ("GET", "/", 404, "not_found"),
        ("GET", "/v1/customers//statement", 404, "not_found"),
        ("PUT", "/v1/customers", 405, "method_not_allowed"),
        ("DELETE", "/v1/customers", 405, "method_not_allowed"),
    ],
)
def test_what_is_not_there_is_said_so(mock: Gateway, method: str, path: str, status: int, code: str) -> None:
    """A path that is not there, and a method that a path does not take."""
    response = mock.dispatch(Request(method, path))
    assert (response.status, response.json()["code"]) == (status, code)
    if status == 405:
        assert response.headers["Allow"] == "GET, POST"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("amount", 12.3, "money_float"),
        ("amount", 12, "money_float"),
        ("amount", "1e3", "field_invalid"),
        ("amount", "١٢", "field_invalid"),
        ("amount", "12.30\n", "field_invalid"),
        ("amount", "-1.00", "field_invalid"),
        ("amount", "99999999999999999999", "field_invalid"),
        ("currency", "EURO", "field_invalid"),
        ("currency", "EUR\n", "field_invalid"),
        ("customer", "cus_dryaaaaaaaaaa0", "field_invalid"),
        ("customer", "inv_0000000000001", "field_invalid"),
        ("customer", None, "field_invalid"),
    ],
)
def test_bad_values_are_refused_by_name(mock: Gateway, field: str, value: Any, code: str) -> None:
    """Floats, exponents, foreign digits, trailing lines and wrong ids name their field."""
    body = {"customer": "cus_0000000000001", "amount": "1.00", "currency": "EUR", "direction": "credit", "reason": "x"}
    problem = ask(mock, IDS["balance_adjustments.create"], body=json.dumps({**body, field: value}).encode()).json()
    assert (problem["code"], problem["field"]) == (code, field)


def _asked(operation: Operation) -> dict[str, str]:
    if operation.query is None:
        return {}
    found = msgspec.to_builtins(sample(operation.query))
    return {key: str(value) for key, value in found.items() if value is not None}


def _absent_left_out(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return {key: _absent_left_out(each) for key, each in msgspec.to_builtins(value).items() if each is not None}
    return value

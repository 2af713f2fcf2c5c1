"""The generated half of the SDK: as the contract is now, a method for everything, models that read every example."""

from __future__ import annotations

import inspect
import json
import re
import sys
import typing
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest

from harr.contract import OPERATIONS, Operation, example
from harr_client import Content, Harr, Page, Request, Response

SDK = Path(__file__).resolve().parents[3] / "sdk" / "python"


def test_it_is_up_to_date(tmp_path: Path) -> None:
    """Whoever changes the contract prints it, then generates: `python sdk/python/generate.py`."""
    sys.path.insert(0, str(SDK))
    try:
        generate: Any = import_module("generate")
    finally:
        sys.path.remove(str(SDK))
    made = tmp_path / "harr_client"
    generate.write(json.loads(generate.DOCUMENT.read_text("utf-8")), made)
    assert not sorted(generate.differences(made, generate.PACKAGE))


class Answering:
    """A transport that answers everything with one thing, and remembers what it was asked."""

    def __init__(self, answer: bytes = b"{}") -> None:
        self.answer = answer
        self.asked: list[Request] = []

    def handle(self, request: Request) -> Response:
        self.asked.append(request)
        return Response(200, self.answer, {"content-type": "application/json"})

    def close(self) -> None:
        """Nothing is open."""


def method(client: Harr, operation: Operation) -> Any:
    """The method of an operation."""
    return getattr(getattr(client, operation.resource), operation.verb)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_a_call_asks_for_its_operation(operation: Operation) -> None:
    """Method, path, and a model that reads the contract's own example without losing a field."""
    answer = b"..." if operation.response is bytes else msgspec.json.encode(example(operation))
    transport = Answering(answer)
    call = method(Harr("harr_live_sk_x", transport=transport), operation)
    found = call(*["one/two" for _ in operation.parameters], **dict.fromkeys(required(call), "x"))
    [request] = transport.asked
    path = re.sub(r"{\w+}", "one%2Ftwo", operation.path)
    assert (request.method, request.path) == (operation.method, path)
    assert ("idempotency-key" in request.headers) == (operation.method == "POST")
    if isinstance(found, Content):
        assert found.body == answer
        return
    said = json.loads(answer)
    assert told(found.data if isinstance(found, Page) else found) == told(
        said["data"] if isinstance(found, Page) else said
    )


def required(call: Any) -> list[str]:
    """The keyword arguments that a method cannot do without."""
    given = inspect.signature(call).parameters.values()
    return [each.name for each in given if each.kind is each.KEYWORD_ONLY and each.default is each.empty]


def told(value: Any) -> Any:
    """What a value says, without nulls and empties, which models fill in."""
    if isinstance(value, msgspec.Struct):
        value = {item.encode_name: getattr(value, item.name) for item in msgspec.structs.fields(value)}
    if isinstance(value, dict):
        return {name: said for name, each in value.items() if (said := told(each)) not in (None, [], {})}
    if isinstance(value, list):
        return [told(each) for each in value]
    return msgspec.to_builtins(value)


def test_unknown_fields_and_words_are_passed_over() -> None:
    """Version 1 grows: an answer of a newer Harr is read by an older SDK."""
    operation = next(one for one in OPERATIONS if one.name == "tenant.retrieve")
    said = {**json.loads(msgspec.json.encode(example(operation))), "status": "quite_new", "quite_new": {"field": 1}}
    client = Harr("k", transport=Answering(json.dumps(said).encode()))
    assert client.tenant.retrieve().id == said["id"]


def test_methods_are_typed() -> None:
    """A rehearsal answers something else than the deed, and both are said to type checkers."""
    from harr_client.resources.customers import Customers  # noqa: PLC0415 - one of many

    overloads = [typing.get_type_hints(each)["return"] for each in typing.get_overloads(Customers.create)]
    assert [str(each).rpartition(".")[2] for each in overloads] == ["Customer'>", "Customer]"]

"""Values that cannot be, one in each field of each body: refused by name, and nothing is kept of them.

Made from the types of the contract, so one lane is enough: what is refused here has
not met the store.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from harr.contract import BY_NAME
from harr.contract.kinds import kind_of
from harr.edge.wiring import handlers
from tests.conformance.conftest import Worlds
from tests.conformance.recorder import Call

WITH_BODY = [
    name
    for name in sorted(handlers())
    if (given := BY_NAME[name].request) and given.__struct_fields__ and not BY_NAME[name].raw
]
SQLITE = pytest.mark.parametrize("lane", ["sqlite"], indirect=True, scope="session")
MONEY = frozenset({"amount", "rate", "quantity", "percentage"})
TOO_LARGE = 2**63

WRONG: Mapping[type[inspect.Type], tuple[Any, ...]] = {
    inspect.StrType: (1, True, [], {}, "\x00", "é\n", "x" * 6000),
    inspect.IntType: ("1", 1.5, TOO_LARGE, -TOO_LARGE - 1, True, []),
    inspect.BoolType: ("true", 1, []),
    inspect.ListType: ({}, "x", 1),
    inspect.DictType: ([], "x", 1),
    inspect.StructType: ([], "x", 1, {"no_such_field": 1}),
    inspect.LiteralType: ("no such word", 1, []),
    inspect.DateType: ("2026-02-30", "tomorrow", 20260101, "2026-01-01T00:00:00Z", "9999-12-31", "0001-01-01"),
    inspect.DateTimeType: (
        "2026-01-01",
        "2026-01-01T00:00:00",
        "2026-01-01T25:00:00Z",
        1767225600,
        1767225600.5,
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
    ),
}
WRONG_MONEY = (12.3, 12, 1e400, TOO_LARGE, "1e3", "12.", ".5", "+1", "1,5", "١٢", "NaN", " 1", "1\n", "9" * 30, "0x1")


@SQLITE
@pytest.mark.parametrize("name", WITH_BODY)
def test_a_value_that_cannot_be_is_refused_by_its_field(worlds: Worlds, name: str) -> None:
    """A wrong type, a float for money, 2^63, null, a control character: 4xx, with the field that is at fault."""
    call = next(call for call in worlds.mine.calls if call.operation.name == name)
    assert call.operation.request is not None
    said = [_complaint(worlds, call, *case) for case in _cases(inspect.type_info(call.operation.request), call.body)]
    assert [each for each in said if each] == []
    assert worlds.news() == []


@SQLITE
@pytest.mark.parametrize("name", WITH_BODY)
def test_amounts_have_exactly_the_digits_of_their_currency(worlds: Worlds, name: str) -> None:
    """A tenth of a cent is refused by the field that it stands in; so is a euro without its cents."""
    for call in [call for call in worlds.mine.calls if call.operation.name == name and not call.refused]:
        assert call.operation.request is not None
        for path in _amounts(inspect.type_info(call.operation.request), call.body):
            for wrong in ("1.005", "1", "1.5"):
                answer = worlds.mine.send(
                    name, *call.path, query={"dry_run": "true"} if call.operation.writes else {},
                    **_new(call, _with(call.body, path, wrong)),
                )  # fmt: skip
                said = answer.json()["result"]["rejected"][0] if call.operation.bulk else answer.json()
                if said["code"] != "state_conflict":  # a verb that has been done, and cannot be done again
                    assert (said["code"], said["field"]) == ("money_digits", path), (path, wrong, said)
    assert worlds.news() == []


def _new(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    """The body without those names that are taken already."""
    assert call.operation.request is not None
    optional = {field.encode_name for field in msgspec.structs.fields(call.operation.request) if not field.required}
    return {name: value for name, value in body.items() if name not in optional & {"external_id", "code"}}


def _complaint(worlds: Worlds, call: Call, path: str, wrong: Any) -> str | None:
    """What is wrong with the refusal of a body with a wrong value in a place."""
    raw = json.dumps(_with(call.body, path, wrong)).encode()
    response = worlds.mine.send(
        call.operation.name, *call.path, raw=raw, headers={"idempotency-key": f"wrong-{call.key}"}
    )
    problem = response.json()
    field = str(problem.get("field"))
    if 400 <= response.status < 500 and (field.startswith(path) or problem.get("code") == "body_invalid"):
        return None
    return f"{path} = {wrong!r:.60}: {response.status} {response.body.decode()[:300]}"


def _cases(of: inspect.Type, body: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Every field of the type with each wrong value for it; what stands in the body is gone into."""
    for field in _struct(of).fields:
        where = f"{path}.{field.encode_name}".removeprefix(".")
        kinds = _members(field.type)
        nullable = any(isinstance(kind, inspect.NoneType) for kind in kinds)
        if not nullable:
            yield where, None
        if kind_of(field.type) in MONEY:
            yield from ((where, wrong) for wrong in WRONG_MONEY)
        elif len(plain := [kind for kind in kinds if not isinstance(kind, inspect.NoneType)]) == 1:
            yield from ((where, wrong) for wrong in WRONG.get(type(plain[0]), ()) if _is_wrong(plain[0], wrong))
        inside = body.get(field.encode_name)
        if isinstance(inside, Mapping) and any(isinstance(kind, inspect.StructType) for kind in kinds):
            yield from _cases(field.type, inside, where)
        if isinstance(inside, list) and inside and isinstance(inside[0], Mapping):
            item = next(kind for kind in kinds if isinstance(kind, inspect.ListType)).item_type
            yield from _cases(item, inside[0], f"{where}[0]")


def _is_wrong(kind: inspect.Type, value: Any) -> bool:
    """Whether the type does not take it: some text takes every character and any length, if it is text."""
    if isinstance(kind, inspect.StrType) and isinstance(value, str):
        if value == "\x00":
            return True
        return kind.pattern is not None or (kind.max_length is not None and len(value) > kind.max_length)
    return True


def _amounts(of: inspect.Type, body: Any, path: str = "") -> Iterator[str]:
    for field in _struct(of).fields:
        inside, where = body.get(field.encode_name), f"{path}.{field.encode_name}".removeprefix(".")
        if isinstance(inside, str) and kind_of(field.type) == "amount":
            yield where
        elif isinstance(inside, Mapping) and any(isinstance(each, inspect.StructType) for each in _members(field.type)):
            yield from _amounts(field.type, inside, where)
        elif isinstance(inside, list) and inside and isinstance(inside[0], Mapping):
            item = next(kind for kind in _members(field.type) if isinstance(kind, inspect.ListType)).item_type
            yield from _amounts(item, inside[0], f"{where}[0]")


def _with(body: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(json.dumps(body))
    *steps, last = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path)]
    inside: Any = whole
    for step in steps:
        inside = inside[step]
    inside[last] = value
    return whole


def _struct(of: inspect.Type) -> inspect.StructType:
    return next(kind for kind in _members(of) if isinstance(kind, inspect.StructType))


def _members(of: inspect.Type) -> list[inspect.Type]:
    if isinstance(of, inspect.Metadata):
        return _members(of.type)
    return [each for one in of.types for each in _members(one)] if isinstance(of, inspect.UnionType) else [of]

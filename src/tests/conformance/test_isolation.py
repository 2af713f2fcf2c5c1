"""Nobody meets what is not theirs: generated over every operation with a handler and every id that it takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import pytest

from harr.contract import BY_NAME
from harr.edge.wiring import handlers
from harr.engine.clock import IdSource, MachineClock
from harr.kernel.ids import LENGTH, PATTERN, id_text, prefix_of
from tests.conformance.conftest import Worlds
from tests.conformance.recorder import Call
from tests.house import House

HANDLED = sorted(handlers())
WITH_ID = [name for name in HANDLED if BY_NAME[name].parameters and BY_NAME[name].parameters != ("name",)]
WRITES = [name for name in HANDLED if BY_NAME[name].writes]
ID = re.compile(rf"^[a-z]{{2,3}}_{PATTERN}$")
SHARED = frozenset({
    "tenant", "entities", "apps", "profiles", "keys", "sandboxes", "jobs", "agenda",  # whoever may ask, sets up all
    "products", "prices", "plans", "catalog", "meters", "tax_rates", "tax_registrations", "exchange_rates",
    "account_mappings",  # one law
    "series",
    "provider_accounts", "inbound_events",  # one contract with a provider
    "email_templates",  # one voice
})  # fmt: skip
"""What belongs to the whole tenant, whichever app made it."""
OWN = [name for name in WITH_ID if BY_NAME[name].resource not in SHARED]
NEW = IdSource(MachineClock())


def pairs(worlds: Worlds, name: str) -> Iterator[tuple[Call, Call]]:
    """My calls of an operation, each with the foreign tenant's call of the same place."""
    for mine, foreign in zip(worlds.mine.calls, worlds.foreign.calls, strict=True):
        assert mine.operation is foreign.operation
        if mine.operation.name == name:
            yield mine, foreign


@pytest.mark.parametrize("name", WITH_ID)
def test_a_foreign_tenants_things_are_not_there(worlds: Worlds, name: str) -> None:
    """With their ids I get what I get with ids that nobody has; for a thing inside a thing, at each of the places."""
    for mine, foreign in pairs(worlds, name):
        for place, given in enumerate(mine.path):
            if ID.match(given):
                _as_if_absent(worlds.mine, mine, place, foreign.path[place])
    assert worlds.news() == []


@pytest.mark.parametrize("name", OWN)
def test_another_apps_things_are_not_there(worlds: Worlds, name: str) -> None:
    """An app whose profile sees `own` gets, for what another app made, what it gets for ids that nobody has."""
    for mine, _ in pairs(worlds, name):
        _as_if_absent(worlds.neighbour, mine, 0, mine.path[0])
    assert worlds.news() == []


@pytest.mark.parametrize("name", [name for name in OWN if BY_NAME[name].verb == "retrieve"])
def test_another_apps_things_are_not_listed(worlds: Worlds, name: str) -> None:
    """The neighbour's lists hold what the neighbour made, which is nothing but its mark in the audit."""
    listing = f"{BY_NAME[name].resource}.list"
    if listing in handlers() and not BY_NAME[listing].parameters:
        mine = worlds.mine.send(listing, query={"limit": "100", "order": "asc"}).json()["data"]
        theirs = worlds.neighbour(listing, limit="100")["data"]
        assert not {thing["app"] for thing in mine} & {thing["app"] for thing in theirs}


@pytest.mark.parametrize("name", WRITES)
def test_a_body_cannot_name_a_foreign_tenants_things(worlds: Worlds, name: str) -> None:
    """Each id in a body, replaced by the foreign one of the same place: refused, and nobody's rows change."""
    for mine, foreign in pairs(worlds, name):
        for field, body in _exchanged(mine.body, foreign.body):
            for optional in _optional(mine) & {"external_id", "code"}:  # taken already, and refused for that
                body.pop(optional, None)
            if mine.operation.bulk:  # each of a batch is refused on its own
                answer = worlds.mine.send(name, *mine.path, query={"dry_run": "true"}, **body)
                assert answer.json()["result"]["rejected"], (field, answer.body, mine.told)
                continue
            response = worlds.mine.again(mine, body=body, key=f"foreign-{mine.key}-{field}")
            assert 400 <= response.status < 500, (field, response.body, mine.told)
            if mine.operation.verb == "create":
                assert response.json()["field"] == field, (field, response.body, mine.told)
    assert worlds.news() == []


@pytest.mark.parametrize("name", [name for name in WRITES if BY_NAME[name].verb == "create"])
def test_a_body_cannot_name_another_apps_things(worlds: Worlds, name: str) -> None:
    """The neighbour makes the same thing with my app's ids: refused where they are my app's own."""
    for mine, _ in pairs(worlds, name):
        if any(not _is_shared(prefix_of(one)) for one in _ids(mine.body)):
            if mine.operation.bulk:  # each of a batch is refused on its own
                answer = worlds.neighbour.send(name, *mine.path, query={"dry_run": "true"}, **mine.body)
                assert len(answer.json()["result"]["rejected"]) == len(mine.body["events"]), (answer.body, mine.told)
                continue
            response = _sent(worlds.neighbour, mine, mine.path, {**mine.body})
            assert 400 <= response.status < 500, (response.body, mine.told)
    assert worlds.news() == []


@pytest.mark.parametrize("name", [name for name in HANDLED if BY_NAME[name].listing])
def test_a_filter_finds_nothing_foreign(worlds: Worlds, name: str) -> None:
    """A list that is asked for a foreign tenant's id is empty, as for an id that nobody has."""
    for mine, _ in pairs(worlds, name):
        for one in mine.operation.filters:
            if one.kind == "reference":
                theirs = next((i for call in worlds.foreign.calls for i in call.path if prefix_of(i) == one.prefix), "")
                if theirs:
                    answer = worlds.mine.send(name, *mine.path, query={one.name: theirs})
                    assert (answer.status, answer.json()["data"]) == (200, []), (one.name, answer.body)


def _optional(call: Call) -> set[str]:
    assert call.operation.request is not None
    return {field.encode_name for field in msgspec.structs.fields(call.operation.request) if not field.required}


def _as_if_absent(house: House, call: Call, place: int, theirs: str) -> None:
    """404 for their id, with the body that an id of nobody gets."""
    nobodys = id_text(prefix_of(theirs), NEW.next())
    answers = [
        _sent(house, call, [*call.path[:place], one, *call.path[place + 1 :]], call.body) for one in (theirs, nobodys)
    ]
    assert [answer.status for answer in answers] == [404, 404], (call.told, [answer.body for answer in answers])
    assert _but(answers[0].json(), theirs) == _but(answers[1].json(), nobodys)


def _sent(house: House, call: Call, path: Any, body: Mapping[str, Any]) -> Any:
    headers = {"idempotency-key": f"isolation-{NEW.next()}"} if call.operation.method == "POST" else {}
    return house.send(call.operation.name, *path, headers=headers, **body)


def _but(problem: dict[str, Any], number: str) -> str:
    problem.pop("request_id")
    return json.dumps(problem).replace(number, "-")


def _exchanged(mine: Any, foreign: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """My body with one id after another replaced by the foreign one, and the name of the field."""
    for field in _places(mine):
        body = json.loads(json.dumps(mine))
        inside, theirs = body, foreign
        steps = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", field)]
        for step in steps[:-1]:
            inside, theirs = inside[step], theirs[step]
        inside[steps[-1]] = theirs[steps[-1]]
        yield field, body


def _places(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _places(each, f"{path}.{name}".removeprefix("."))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _places(each, f"{path}[{number}]")
    elif isinstance(value, str) and ID.match(value) and len(value.partition("_")[2]) == LENGTH:
        yield path


def _ids(body: Any) -> list[str]:
    return [found.group(0) for found in re.finditer(rf"\b[a-z]{{2,3}}_{PATTERN}\b", json.dumps(body))]


def _is_shared(prefix: str) -> bool:
    shared = {
        "ent",
        "app",
        "prf",
        "key",
        "sbx",
        "job",
        "agd",
        "prd",
        "prc",
        "pln",
        "mtr",
        "txr",
        "trg",
        "fxr",
        "ser",
        "pva",
        "inb",
        "emt",
    }
    return prefix in shared

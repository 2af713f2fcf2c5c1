"""Every operation that has a handler, held to its declaration, to its idempotency key and to its rehearsal."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from harr.contract import BY_NAME
from harr.contract.kinds import kind_of
from harr.edge.wiring import handlers
from harr.kernel.ids import PATTERN
from tests.conformance.conftest import Worlds
from tests.conformance.recorder import Call, changed

HANDLED = sorted(handlers())
WRITES = [name for name in HANDLED if BY_NAME[name].writes]
POSTS = [name for name in WRITES if BY_NAME[name].method == "POST"]
ID = re.compile(rf"\b([a-z]{{2,3}})_{PATTERN}\b")
ALSO_REFUSED = {"payments.cancel", "refunds.cancel", "subscriptions.renew"}
"""What the world also asks where it cannot be: what was recorded by hand has succeeded, and no period ends."""
ONLY_REFUSED = {"subscriptions.renew"}
"""The clock of the world stands."""
PASSING = re.compile(
    r"(_at|^at|^last_run|^number|^next_number|^series|^digest|^sha256|^bytes|^position|^hint|^version)$"
)
"""What may differ between a rehearsal and the real thing, beside ids: instants, numbers, digests."""


def calls(worlds: Worlds, name: str) -> list[Call]:
    """What was asked of an operation in my world, and done."""
    return [call for call in worlds.mine.calls if call.operation.name == name and not call.refused]


@pytest.mark.parametrize("name", HANDLED)
def test_the_world_asks_everything_that_has_a_handler(worlds: Worlds, name: str) -> None:
    """Whoever adds a handler adds a call to `world.py`; all that follows is generated from it."""
    asked = [call for call in worlds.mine.calls if call.operation.name == name]
    assert asked, f"src/tests/conformance/world.py never calls {name}"
    assert any(call.refused for call in asked) == (name in ALSO_REFUSED), asked
    assert name in ONLY_REFUSED or not all(call.refused for call in asked), asked


@pytest.mark.parametrize("name", HANDLED)
def test_answers_are_what_the_contract_says(worlds: Worlds, name: str) -> None:
    """Stage, status, media, ETag and shape; no field that is not declared."""
    for call in calls(worlds, name):
        response = call.response
        assert response.headers["Harr-Stage"] == "prototype", call.told
        assert response.status == call.operation.status, call.told
        if call.operation.media != "application/json":
            continue
        assert response.headers["Content-Type"] == "application/json"
        answer = response.json()
        decoded = msgspec.json.decode(response.body, type=call.operation.response)
        assert msgspec.to_builtins(decoded) == answer, call.told
        if isinstance(answer, dict) and "version" in answer:
            assert response.headers["ETag"] == f'"{answer["version"]}"', call.told


@pytest.mark.parametrize("name", POSTS)
def test_a_key_that_was_used_gives_the_first_answer_again(worlds: Worlds, name: str) -> None:
    """The same bytes, whatever has happened since, and not one row more. Secrets are shown once."""
    for call in calls(worlds, name):
        replay = worlds.mine.again(call)
        assert replay.headers.get("Idempotency-Replayed") == "true", call.told
        assert replay.status == call.response.status, call.told
        if secrets := _secrets(call.operation.response):
            first = {**call.response.json(), **dict.fromkeys(secrets)}
            assert replay.json() == first, call.told
        else:
            assert replay.body == call.response.body, call.told
    assert worlds.news() == []


@pytest.mark.parametrize("name", POSTS)
def test_a_key_that_was_used_for_something_else_is_refused(worlds: Worlds, name: str) -> None:
    """The same key with another body, or with another path."""
    for call in calls(worlds, name):
        answers = [worlds.mine.send("customers.create", headers={"idempotency-key": str(call.key)}, name="Somebody")]
        if other := _other_body(call):
            answers.append(worlds.mine.again(call, body={**call.body, **other}))
        for problem in answers:
            assert (problem.status, problem.json()["code"]) == (422, "idempotency_key_reused"), call.told
    assert worlds.news() == []


@pytest.mark.parametrize("name", WRITES)
def test_a_rehearsal_says_what_happens_and_keeps_nothing(worlds: Worlds, name: str) -> None:
    """Its result is what the real request answered a moment later, but for ids, numbers and instants."""
    for call in calls(worlds, name):
        assert call.rehearsed is not None
        response = call.rehearsed.response
        assert changed(call.rehearsed.before, call.rehearsed.after) == [], call.told
        assert response.status == 200, (call.told, response.body)
        rehearsal = response.json()
        assert rehearsal["dry_run"] is True
        if call.operation.starts_job or rehearsal["asks"]:
            continue  # what the world answers is not known before it is asked
        real = {**call.response.json(), **dict.fromkeys(_secrets(call.operation.response))}
        assert _lasting(rehearsal["result"]) == _lasting(real), call.told
        if call.operation.verb == "create" and "id" in call.response.json():
            assert "_dry" in rehearsal["result"]["id"], call.told


@pytest.mark.parametrize("name", [name for name in WRITES if BY_NAME[name].parameters])
def test_a_stale_version_changes_nothing(worlds: Worlds, name: str) -> None:
    """`If-Match` of a version that never was: refused, by that or because the state does not allow it any more."""
    if BY_NAME[name].verb == "create":
        return  # a thing inside a thing: new, whatever the version of the other
    for call in calls(worlds, name):
        problem = worlds.mine.again(call, key=f"stale-{call.key}", headers={"if-match": '"999999"'})
        assert 400 <= problem.status < 500, (call.told, problem.body)
    assert worlds.news() == []


def _other_body(call: Call) -> dict[str, Any]:
    """A change to the body that is still well formed; none where nothing can be said."""
    assert call.operation.request is not None
    fields = {field.encode_name for field in msgspec.structs.fields(call.operation.request)}
    if "metadata" in fields:
        return {"metadata": {"said": "otherwise"}}
    return next(({name: "said otherwise"} for name in ("reason", "description", "name") if name in fields), {})


def _secrets(kind: Any) -> list[str]:
    found = inspect.type_info(kind)
    fields = found.fields if isinstance(found, inspect.StructType) else ()
    return [field.encode_name for field in fields if kind_of(field.type) == "secret"]


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lasting(each) for key, each in value.items() if not PASSING.search(key)}
    if isinstance(value, list):
        return [_lasting(each) for each in value]
    return ID.sub(r"\1_", value) if isinstance(value, str) else value

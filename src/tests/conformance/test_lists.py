"""Every list that has a handler: pages that add up to the whole, filters that find, and none that is passed over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from harr.contract import BY_NAME
from harr.contract.operations import Filter
from harr.edge.wiring import handlers
from harr.kernel.ids import id_text
from tests.conformance.conftest import Worlds
from tests.conformance.recorder import Call

HANDLED = sorted(handlers())
LISTS = [name for name in HANDLED if BY_NAME[name].listing]
UNKNOWN = (
    ("no_such_filter", "1"), ("limit", "0"), ("limit", "101"), ("limit", "ten"), ("order", "up"), ("after", "nothing"),
    ("after", "%00"),
)  # fmt: skip
RANGES = ("gte", "gt", "lte", "lt")


def calls(worlds: Worlds, name: str) -> list[Call]:
    """Where the list was read in my world."""
    return [call for call in worlds.mine.calls if call.operation.name == name]


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("name", LISTS)
def test_pages_of_one_add_up_to_the_whole(worlds: Worlds, name: str, order: str) -> None:
    """Each thing once, in order, and the last page says that it is the last."""
    for call in calls(worlds, name):
        whole = _whole(worlds, call, order=order)
        assert _whole(worlds, call, limit=1 if len(whole) < 50 else 17, order=order) == whole


@pytest.mark.parametrize("name", LISTS)
def test_both_orders_show_the_same(worlds: Worlds, name: str) -> None:
    """One is the other turned round."""
    for call in calls(worlds, name):
        assert _whole(worlds, call, order="asc") == _whole(worlds, call, order="desc")[::-1]


@pytest.mark.parametrize("name", LISTS)
def test_every_filter_takes_a_value_of_its_kind_and_finds(worlds: Worlds, name: str) -> None:
    """What has the value is found by it, what has another is not; a value that nothing has finds nothing."""
    for call in calls(worlds, name):
        whole = _whole(worlds, call)
        for one in call.operation.filters:
            nothing = _page(worlds, call, **{one.name: _made_up(one)})["data"]
            assert nothing == [] or one.kind == "word"
            for value in sorted({thing[one.name] for thing in whole if isinstance(thing.get(one.name), str)})[:5]:
                found = sorted(_whole(worlds, call, **{one.name: value}), key=str)  # an account's entries come by day
                assert found == sorted((thing for thing in whole if thing.get(one.name) == value), key=str), one.name


@pytest.mark.parametrize("name", LISTS)
def test_every_day_and_instant_is_a_range(worlds: Worlds, name: str) -> None:
    """What is at a value is at or after it and at or before it, and neither after nor before."""
    for call in calls(worlds, name):
        whole = _whole(worlds, call)
        for one in [each for each in call.operation.filters if each.kind in {"instant", "date"}]:
            values = {thing[one.name] for thing in whole if thing.get(one.name)}
            for value in sorted(values)[:2]:
                at = [thing for thing in whole if thing[one.name] == value]
                for sign in RANGES:
                    found = _whole(worlds, call, **{f"{one.name}[{sign}]": value})
                    assert all((thing in found) is sign.endswith("e") for thing in at), (name, one.name, sign, value)


@pytest.mark.parametrize("name", LISTS)
def test_what_a_list_does_not_know_is_refused(worlds: Worlds, name: str) -> None:
    """It is never passed over in silence, and the refusal names it."""
    for call in calls(worlds, name)[:1]:
        for field, value in UNKNOWN:
            response = worlds.mine.send(name, *call.path, query={field: value})
            assert (response.status, response.json()["field"]) == (400, field), (value, response.body)


@pytest.mark.parametrize("name", [name for name in HANDLED if not BY_NAME[name].listing])
def test_questions_with_pages_add_up_too(worlds: Worlds, name: str) -> None:
    """A question that has `limit` and `after` gives, one by one, what it gives at once."""
    fields = getattr(BY_NAME[name].query, "__struct_fields__", ())
    if not {"limit", "after"} <= set(fields):
        return
    for call in calls(worlds, name):
        whole = worlds.mine.send(name, *call.path, query={**_said(call), "limit": "100"}).json()
        found: list[Any] = []
        after: dict[str, str] = {}
        while len(found) < min(len(whole["data"]), 30):
            query = {**_said(call), "limit": "1", **after}
            part = worlds.mine.send(name, *call.path, query=query).json()
            found += part["data"]
            if not part["has_more"]:
                break
            after = {"after": part["next_cursor"]}
        assert found == whole["data"][: len(found)]


def _page(worlds: Worlds, call: Call, **query: str) -> dict[str, Any]:
    response = worlds.mine.send(call.operation.name, *call.path, query=query)
    assert response.status == 200, (response.body, query, call.told)
    found: dict[str, Any] = response.json()
    return found


def _whole(worlds: Worlds, call: Call, limit: int = 100, **query: str) -> list[Any]:
    """Page after page until one says that it is the last."""
    found: list[Any] = []
    after: dict[str, str] = {}
    while True:
        part = _page(worlds, call, limit=str(limit), **query, **after)
        found += part["data"]
        if not part["has_more"]:
            assert part["next_cursor"] is None
            return found
        assert len(part["data"]) == limit
        after = {"after": part["next_cursor"]}


def _said(call: Call) -> dict[str, str]:
    return {name: str(value) for name, value in call.body.items()}


def _made_up(one: Filter) -> str:
    if one.kind == "reference":
        return id_text(one.prefix, 1)
    if one.kind == "word":
        return ",".join(one.words)
    if one.kind == "instant":
        return "2020-01-01T00:00:00Z"
    return date(2020, 1, 1).isoformat() if one.kind == "date" else "nothing"

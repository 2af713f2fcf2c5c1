"""From the words of a command line to the JSON of a body: `address.country=NL`, `lines[0].quantity=3`.

The contract says what each value is: a whole number, a yes or no, text. Whatever
cannot be told is left as text, and the gateway says what is wrong with it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from harr.kernel.errors import BodyInvalid, FieldInvalid

STEP = re.compile(r"\.?([^.\[\]]+)|\[([0-9]*)\]")
HIGHEST_PLACE = 9_999
"""Nobody writes more elements by hand; a mistyped `[99999999]` must not fill the memory."""


def body_of(kind: type[msgspec.Struct], pairs: Sequence[tuple[str, str]], data: str | None) -> dict[str, Any]:
    """A body: what `--data` says, and over it each `path=value`."""
    body = read_data(data) if data else {}
    for path, text in pairs:
        put(body, path, text, inspect.type_info(kind))
    return body


def read_data(data: str) -> dict[str, Any]:
    """`@file`, `-` for standard input, or the JSON itself."""
    try:
        text = sys.stdin.read() if data == "-" else Path(data[1:]).read_text("utf-8") if data.startswith("@") else data
        found = json.loads(text)
    except (OSError, ValueError) as wrong:
        raise BodyInvalid(f"--data cannot be read: {wrong}", way_out="Give @FILE, -, or one JSON object.") from wrong
    if not isinstance(found, dict):
        raise BodyInvalid("--data is not a JSON object", way_out="Give @FILE, -, or one JSON object.")
    return found


def split_pair(pair: str) -> tuple[str, str]:
    """`path=value`, taken apart."""
    path, sign, text = pair.partition("=")
    if not sign or not path:
        raise FieldInvalid(f"{pair!r} is not of the form path=value", field=pair, way_out="Write -d name=Acme.")
    return path, text


def put(root: dict[str, Any], path: str, text: str, kind: inspect.Type | None) -> None:
    """Set one value in a body; what lies on the way to it is made."""
    steps = [(match[1], match[2]) for match in STEP.finditer(path)]
    if not steps or "".join(match[0] for match in STEP.finditer(path)) != path:
        raise FieldInvalid(f"{path!r} is not a path such as lines[0].quantity", field=path)
    at: Any = root
    for number, (name, place) in enumerate(steps):
        key, kind = _into(kind, name, place)
        last = number == len(steps) - 1
        value = value_of(text, kind) if last else [] if not steps[number + 1][0] else {}
        at = _step(at, key, value, path, last=last)


def _into(kind: inspect.Type | None, name: str, place: str) -> tuple[str | int | None, inspect.Type | None]:
    """The key of a step in JSON (None appends), and the type that stands there."""
    found: inspect.Type | None = None
    for one in members(kind):
        if isinstance(one, inspect.StructType) and name:
            by_name = {item.encode_name: item.type for item in one.fields}
            for spelled in (name, name.replace("-", "_")):
                if spelled in by_name:
                    return spelled, by_name[spelled]
        elif isinstance(one, inspect.DictType) and name:
            found = one.value_type
        elif isinstance(one, (inspect.ListType, inspect.VarTupleType)) and not name:
            found = one.item_type
    return (name or (int(place) if place else None)), found


def _step(at: Any, key: str | int | None, value: Any, path: str, *, last: bool) -> Any:
    """Go one step into what is being made, making it where it is not there yet."""
    if isinstance(key, str):
        if not isinstance(at, dict):
            raise FieldInvalid(f"{path}: there is no {key} in a list", field=path)
        at[key] = value if last else at.get(key, value)
        return at[key]
    if not isinstance(at, list) or (key or 0) > HIGHEST_PLACE:
        raise FieldInvalid(f"{path}: [{'' if key is None else key}] is for a list", field=path)
    place = len(at) if key is None else key
    at.extend({} for _ in range(place + 1 - len(at)))
    at[place] = value if last or not at[place] else at[place]
    return at[place]


def value_of(text: str, kind: inspect.Type | None) -> Any:
    """A word as the JSON value that the contract wants there."""
    kinds = members(kind)
    if text == "null" and any(isinstance(one, inspect.NoneType) for one in kinds):
        return None
    if any(isinstance(one, inspect.BoolType) for one in kinds) and text in {"true", "false"}:
        return text == "true"
    if any(isinstance(one, inspect.IntType) for one in kinds) and re.fullmatch("-?[0-9]{1,18}", text, re.ASCII):
        return int(text)
    listed = next((one for one in kinds if isinstance(one, (inspect.ListType, inspect.VarTupleType))), None)
    nested = listed is not None or any(
        isinstance(one, (inspect.StructType, inspect.DictType, inspect.AnyType)) for one in kinds
    )
    if nested and text.lstrip()[:1] in {"{", "["}:
        try:
            return json.loads(text)
        except ValueError as wrong:
            raise FieldInvalid(f"{text[:60]!r} is not JSON: {wrong}") from wrong
    return [value_of(text, listed.item_type)] if listed is not None else text


def members(kind: inspect.Type | None) -> list[inspect.Type]:
    """The types that a value may have."""
    if isinstance(kind, inspect.Metadata):
        return members(kind.type)
    if isinstance(kind, inspect.UnionType):
        return [one for each in kind.types for one in members(each)]
    return [] if kind is None else [kind]

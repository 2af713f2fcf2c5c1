"""What a new contract takes away from those who built on the old one.

Version 1 grows by addition only. What is asked may be asked of more people in
fewer words: nothing that was taken before may be refused. What is answered may
gain fields and words: nothing that was there before may be missing or be null.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Schema = Mapping[str, Any]
Way = Literal["asked", "answered"]
METHODS = ("get", "post", "put", "patch", "delete")
UPPER = ("maxLength", "maximum", "maxItems", "maxProperties")
LOWER = ("minLength", "minimum", "minItems", "minProperties")
NOTES = frozenset({"description", "examples", "example", "title", "default"})


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both documents, which pairs of components were looked at, and what was found."""

    old: Schema
    new: Schema
    seen: set[tuple[Way, str, str]] = field(default_factory=set)
    found: dict[str, None] = field(default_factory=dict)

    def say(self, where: str, what: str) -> None:
        self.found[f"{where}: {what}"] = None


def breaking(old: Schema, new: Schema) -> list[str]:
    """Every change that breaks a caller, one sentence each; empty where there is none."""
    sides = _Sides(old, new)
    ours = {call["operationId"]: (place, call) for place, call in _operations(new)}
    for place, call in _operations(old):
        name = call["operationId"]
        if name not in ours:
            sides.say(name, "the operation is gone")
            continue
        if ours[name][0] != place:
            sides.say(name, f"it moved from {place} to {ours[name][0]}")
        _operation(sides, name, call, ours[name][1])
    _webhooks(sides)
    return list(sides.found)


def _operations(document: Schema) -> Iterator[tuple[str, Schema]]:
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if method in item:
                yield f"{method.upper()} {path}", item[method]


def _operation(sides: _Sides, name: str, old: Schema, new: Schema) -> None:
    if old.get("security") == [] and new.get("security") != []:
        sides.say(name, "it needs a credential now")
    if old.get("x-harr-scope") != new.get("x-harr-scope"):
        sides.say(name, f"its scope is {new.get('x-harr-scope')}, no longer {old.get('x-harr-scope')}")
    _parameters(sides, name, old, new)
    _bodies(sides, name, old.get("requestBody"), new.get("requestBody"))
    _answers(sides, name, old.get("responses", {}), new.get("responses", {}))


def _parameters(sides: _Sides, name: str, old: Schema, new: Schema) -> None:
    before, after = _by_place(sides.old, old), _by_place(sides.new, new)
    for key, was in before.items():
        where = f"{name} {key[0]} {key[1]}"
        if key not in after:
            sides.say(where, "the parameter is gone")
            continue
        if after[key].get("required") and not was.get("required"):
            sides.say(where, "the parameter is required now")
        _schemas(sides, "asked", where, was.get("schema", {}), after[key].get("schema", {}))
    for key, now in after.items():
        if key not in before and now.get("required"):
            sides.say(f"{name} {key[0]} {key[1]}", "a required parameter is new")


def _by_place(document: Schema, call: Schema) -> dict[tuple[str, str], Schema]:
    found = [_resolved(document, each)[0] for each in call.get("parameters", ())]
    return {(each["in"], each["name"]): each for each in found}


def _bodies(sides: _Sides, name: str, old: Schema | None, new: Schema | None) -> None:
    where = f"{name} body"
    if old is None:
        if new is not None and new.get("required"):
            sides.say(where, "a body is required now")
        return
    if new is None:
        sides.say(where, "no body is taken any more")
        return
    if new.get("required") and not old.get("required"):
        sides.say(where, "a body is required now")
    _media(sides, "asked", where, old, new)


def _answers(sides: _Sides, name: str, old: Schema, new: Schema) -> None:
    for status, response in old.items():
        where = f"{name} {status}"
        was, _ = _resolved(sides.old, response)
        if status not in new:
            if status.startswith("2"):
                sides.say(where, "this answer is gone")
            continue
        now, _ = _resolved(sides.new, new[status])
        for header in was.get("headers", {}):
            if header not in now.get("headers", {}):
                sides.say(where, f"the header {header} is gone")
        if status.startswith("2"):
            _media(sides, "answered", where, was, now)


def _webhooks(sides: _Sides) -> None:
    after = sides.new.get("webhooks", {})
    for name, item in sides.old.get("webhooks", {}).items():
        if name not in after:
            sides.say(name, "the event is gone")
            continue
        _media(sides, "answered", name, item["post"]["requestBody"], after[name]["post"]["requestBody"])


def _media(sides: _Sides, way: Way, where: str, old: Schema, new: Schema) -> None:
    for media, was in old.get("content", {}).items():
        now = new.get("content", {}).get(media)
        if now is None:
            sides.say(where, f"{media} is gone")
        else:
            _schemas(sides, way, where, was.get("schema", {}), now.get("schema", {}))


# ---- schemas ---------------------------------------------------------------------------------------------------------


def _schemas(sides: _Sides, way: Way, where: str, old: Schema, new: Schema) -> None:
    """Every form that counts has to find its like: what was taken before, or what is answered now."""
    if way == "asked" and "default" in old and old["default"] != new.get("default", old["default"]):
        sides.say(where, f"the default is {new['default']!r}, no longer {old['default']!r}")
    before, after = _forms(sides.old, old), _forms(sides.new, new)
    if way == "asked":
        for key in before.keys() - after.keys() if "any" not in after else ():
            sides.say(where, f"{key} is not taken any more")
    else:
        for key in after.keys() - before.keys() if "any" not in before else ():
            sides.say(where, f"{key} may be answered now")
    for key in [key for key in before if key in after]:
        (was, was_name), (now, now_name) = before[key], after[key]
        if was_name and now_name:
            if (way, was_name, now_name) in sides.seen:
                continue
            sides.seen.add((way, was_name, now_name))
        _form(sides, way, now_name or where, was, now)


def _forms(document: Schema, schema: Schema) -> dict[str, tuple[Schema, str | None]]:
    """The alternatives of a schema by what they are: `null`, `string`, `object Invoice`, or `any`."""
    found: dict[str, tuple[Schema, str | None]] = {}
    for each in schema.get("anyOf", [schema]):
        resolved, name = _resolved(document, each)
        if "anyOf" in resolved:
            found.update(_forms(document, resolved))
            continue
        types = resolved.get("type", "any" if not set(resolved) - NOTES else "value")
        for kind in [types] if isinstance(types, str) else types:
            several = kind == "object" and "anyOf" in schema and name
            found[f"{kind} {name}" if several and len(_objects(schema)) > 1 else kind] = (resolved, name)
    return found


def _objects(schema: Schema) -> list[Any]:
    return [each for each in schema["anyOf"] if "$ref" in each]


def _resolved(document: Schema, schema: Schema) -> tuple[dict[str, Any], str | None]:
    """What a pointer points to, with what stands beside it; and the name of the component."""
    place = schema.get("$ref")
    if place is None:
        return dict(schema), None
    target: Any = document
    for step in place.removeprefix("#/").split("/"):
        target = target[step]
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    properties = {**target.get("properties", {}), **beside.get("properties", {})}
    whole = {**target, **beside, **({"properties": properties} if properties else {})}
    return whole, None if "properties" in beside else place.rpartition("/")[2]


def _form(sides: _Sides, way: Way, where: str, old: Schema, new: Schema) -> None:
    _words(sides, way, where, old, new)
    for limit in ("pattern", "const", "format") if way == "asked" else ("pattern", "const"):
        if limit in new and new[limit] != old.get(limit):
            sides.say(where, f"its {limit} is {new[limit]!r}, before {old.get(limit)!r}")
    if way == "asked":
        _limits(sides, where, old, new)
    _fields(sides, way, where, old, new)
    for inside, mark in (("items", "[]"), ("additionalProperties", "{}"), ("propertyNames", "{name}")):
        was, now = old.get(inside), new.get(inside)
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            _schemas(sides, way, where + mark, was, now)
    if way == "asked" and new.get("additionalProperties") is False and old.get("additionalProperties") is not False:
        sides.say(where, "fields that it does not name are refused now")


def _words(sides: _Sides, way: Way, where: str, old: Schema, new: Schema) -> None:
    if "enum" in old and "enum" in new:
        gone = [word for word in old["enum"] if word not in new["enum"]]
        if gone:
            sides.say(where, f"{', '.join(map(str, gone))} is gone")
    elif "enum" in new and way == "asked":
        sides.say(where, f"only {', '.join(map(str, new['enum']))} is taken now")


def _limits(sides: _Sides, where: str, old: Schema, new: Schema) -> None:
    for name in UPPER:
        if name in new and (name not in old or new[name] < old[name]):
            sides.say(where, f"{name} is {new[name]}, before {old.get(name, 'none')}")
    for name in LOWER:
        if new.get(name, 0) > old.get(name, 0) or (name == "minimum" and name in new and name not in old):
            sides.say(where, f"{name} is {new[name]}, before {old.get(name, 'none')}")


def _fields(sides: _Sides, way: Way, where: str, old: Schema, new: Schema) -> None:
    before, after = old.get("properties", {}), new.get("properties", {})
    for name, was in before.items():
        if name not in after:
            sides.say(f"{where}.{name}", "the field is gone")
        else:
            _schemas(sides, way, f"{where}.{name}", was, after[name])
    required_before, required_now = set(old.get("required", ())), set(new.get("required", ()))
    if way == "asked":
        for name in sorted(required_now - required_before):
            sides.say(f"{where}.{name}", "the field is required now")
    else:
        for name in sorted(name for name in required_before - required_now if name in after):
            sides.say(f"{where}.{name}", "the field may be missing now")

"""What stands beside a body: path, query and headers, as OpenAPI parameters."""

from __future__ import annotations

from typing import Any

import msgspec

from harr.contract.operations import Filter, Operation
from harr.contract.schemas import Schema, reference
from harr.contract.words import Answer

COMPARISONS = {"gte": "at or after", "gt": "after", "lte": "at or before", "lt": "before"}
PLACE = "#/components/parameters/"
TEXT = {"type": "string"}


def _header(name: str, description: str, *, required: bool = False, **schema: Any) -> Schema:
    return {
        "name": name, "in": "header", "required": required, "description": description,
        "schema": {"type": "string", **schema},
    }  # fmt: skip


def _query(name: str, description: str, schema: Schema, *, required: bool = False) -> Schema:
    return {"name": name, "in": "query", "required": required, "description": description, "schema": schema}


KEY: dict[str, Any] = {
    "pattern": "^[!-~]{1,255}$",
    "maxLength": 255,
    "examples": ["8f14e45f-ceea-467f-a83e-1c1f3f0a7b1c"],
}
SHARED: dict[str, Schema] = {
    "IdempotencyKey": _header(
        "Idempotency-Key", "A value of your own: the same request sent again under it is answered the same, "
        "and done once. Kept 30 days.", **KEY,
    ),
    "IdempotencyKeyRequired": _header(
        "Idempotency-Key", "Required, because money may move: a value of your own that is new for each request. "
        "The same request sent again under it is answered the same, and done once. A rehearsal needs none.",
        required=True, **KEY,
    ),
    "IfMatch": _header(
        "If-Match", "The version that you have read, as its ETag has it; refused with 412 when it is no longer so.",
        pattern='^"?[0-9]{1,18}"?$', maxLength=20, examples=['"3"'],
    ),
    "Reason": _header("Harr-Reason", "Why; it is kept in the audit.", maxLength=500),
    "Version": _header(
        "Harr-Version", "The dated version of the contract that the answer keeps to; else the app's own.",
        pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$", maxLength=10, examples=["2026-11-01"],
    ),
    "DryRun": _query(
        "dry_run", "Answer what would happen and keep nothing.", {"type": "boolean", "default": False},
    ),
    "Limit": _query(
        "limit", "How many there are on a page.", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
    ),
    "After": _query("after", "The `next_cursor` of the page before.", {"type": "string"}),
    "Order": _query(
        "order", "Newest first, or oldest first.", {"type": "string", "enum": ["desc", "asc"], "default": "desc"},
    ),
}  # fmt: skip


def of(
    operation: Operation, schemas: dict[str, Schema], paths: dict[str, Schema], shared: dict[str, Schema]
) -> list[Schema]:
    """Every parameter of an operation, the filters of many lists as pointers into `shared`.

    `paths` says what the parameter at the end of a path is, `schemas` what a query struct has.
    """
    found = [
        {"name": name, "in": "path", "required": True, "schema": paths.get(_up_to(operation.path, name), TEXT)}
        for name in operation.parameters
    ]
    if operation.listing:
        found += [*map(_shared, ("Limit", "After", "Order")), *_filters(operation, schemas, shared)]
    if operation.query is not None:
        found += _fields(schemas[operation.query.__name__])
    if operation.writes:
        found.append(_shared("DryRun"))
        if operation.method == "POST":
            found.append(_shared("IdempotencyKeyRequired" if operation.needs_key else "IdempotencyKey"))
        if operation.parameters or operation.method == "PATCH":
            found.append(_shared("IfMatch"))
        found.append(_shared("Reason"))
    return [*found, _shared("Version")]


def ids(operations: tuple[Operation, ...], schemas: dict[str, Schema]) -> dict[str, Schema]:
    """What the parameter at the end of a path is, read off the answer of an operation that has this path."""
    found: dict[str, Schema] = {}
    for operation in sorted(operations, key=lambda one: one.method != "GET"):
        if not operation.path.endswith("}") or not _is_answer(operation.response):
            continue
        properties = schemas[operation.response.__name__].get("properties", {})
        known = properties.get(operation.parameters[-1], properties.get("id"))
        if known is not None:
            found.setdefault(operation.path, known)
    return found


def _up_to(path: str, name: str) -> str:
    return path[: path.index(f"{{{name}}}") + len(name) + 2]


def _is_answer(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Answer) and issubclass(kind, msgspec.Struct)


def _shared(name: str) -> Schema:
    return {"$ref": PLACE + name}


def _filters(operation: Operation, schemas: dict[str, Schema], shared: dict[str, Schema]) -> list[Schema]:
    ids = {str(schema["pattern"]).partition("_")[0][1:]: name for name, schema in schemas.items() if _is_id(schema)}
    found: list[Schema] = []
    for each in operation.filters:
        for name, made in _forms(each, _value(each, ids)).items():
            if each.kind == "word":  # its words are this resource's own
                found.append(made)
                continue
            known = shared.setdefault(name, made)
            found.append(_shared(name) if known == made else made)
    return found


def _forms(each: Filter, value: Schema) -> dict[str, Schema]:
    """A filter's parameters: one or several values by comma; of instants and dates also ranges."""
    said = f"`{each.name}` is this, or one of these (by comma)."
    several = _query(each.name, said, {"type": "array", "items": value})
    ranges = COMPARISONS if each.kind in {"instant", "date"} else {}
    return {
        each.name: {**several, "style": "form", "explode": False},
        **{
            f"{each.name}.{sign}": _query(f"{each.name}[{sign}]", f"`{each.name}` is {words} this.", value)
            for sign, words in ranges.items()
        },
    }


def _is_id(schema: Schema) -> bool:
    return "x-harr-reference" in schema and "pattern" in schema


def _value(each: Filter, ids: dict[str, str]) -> Schema:
    if each.kind == "reference":
        return reference(ids[each.prefix])
    if each.kind == "word":
        return {"type": "string", "enum": list(each.words)}
    if each.kind == "instant":
        return reference("Instant")
    if each.kind == "date":
        return {"type": "string", "format": "date"}
    return {"type": "string"}


def _fields(schema: Schema) -> list[Schema]:
    """A query struct, field by field; a name in the query has no null."""
    required = set(schema.get("required", ()))
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _without_null(each)}
        for name, each in schema.get("properties", {}).items()
    ]


def _without_null(schema: Schema) -> Schema:
    members = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
    if len(members) != 1:
        return schema
    return {**members[0], **{key: value for key, value in schema.items() if key != "anyOf"}}

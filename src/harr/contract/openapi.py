"""The contract as an OpenAPI 3.1 document: what callers, generators and reviewers read.

Everything in it comes from the declarations; only the stage of each operation is
told from outside, because the contract does not know who has a handler.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import msgspec

from harr import contract
from harr.contract import OPERATIONS, Operation, example, news, parameters, refusals, schemas
from harr.contract.answers import Problem, Rehearsal
from harr.contract.events import TYPES
from harr.contract.samples import sample
from harr.contract.schemas import Schema, header, reference
from harr.contract.webhooks import EventData

JSON = "application/json"
MEDIA = {
    "html": "text/html", "pdf": "application/pdf", "json": JSON, "csv": "text/csv", "ubl": "application/xml",
    "cii": "application/xml",
}  # fmt: skip
"""What the words of a `format` parameter mean."""
ABOUT = """\
A billing system with double-entry books at its heart.

Money is a decimal string in main units with exactly the digits of its currency. A list answers
`{data, has_more, next_cursor}`; `next_cursor` goes into `after`. Every write takes `dry_run=true` and then answers
what would happen. A refusal is `application/problem+json` and means that nothing was done; its `code` is for ever.
Version 1 grows by addition only: pass over fields and words that you do not know.
`x-harr-stage` says how far an operation is: `mock` answers with its example, `prototype` does what it says,
`final` is held to everything.
"""

SECURITY = "A key of an app, or a token that it was exchanged for (`POST /oauth2/token`; docs/authentication.md)."


def document(stages: Mapping[str, str]) -> dict[str, Any]:
    """The whole document. An operation that `stages` does not name is a mock."""
    parts = _parts()
    made: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        stage = stages.get(operation.name, "mock")
        made.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, stage, parts)
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "Harr", "version": "1", "description": ABOUT,
                 "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}],
        "tags": [{"name": name, "description": about} for name, about in services().items()],
        "paths": made,
        "webhooks": {kind: news.of(kind, parts.schemas) for kind in TYPES},
    }  # fmt: skip
    return {**whole, "components": {
        "schemas": reached(parts.schemas, [whole, parts.parameters, parts.responses]),
        "parameters": parts.parameters,
        "headers": HEADERS,
        "responses": dict(sorted(parts.responses.items())),
        "examples": parts.examples,
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "description": SECURITY}},
    }}  # fmt: skip


@dataclass(slots=True)
class _Parts:
    """What is written once and pointed to, as it is found on the way."""

    schemas: dict[str, Schema]
    kinds: dict[Any, Schema]
    """The schema of every type that is asked or answered."""
    paths: dict[str, Schema]
    parameters: dict[str, Schema]
    responses: dict[str, Schema] = field(default_factory=dict)
    examples: dict[str, Schema] = field(default_factory=dict)


def _parts() -> _Parts:
    kinds = {kind: None for one in OPERATIONS for kind in (one.request, one.query, one.response) if kind is not None}
    given, found = schemas.components([*kinds, Problem, Rehearsal, EventData])
    return _Parts(
        schemas=found,
        kinds=dict(zip(kinds, given, strict=False)),
        paths=parameters.ids(OPERATIONS, found),
        parameters=dict(parameters.SHARED),
    )


def reached(found: Mapping[str, Schema], start: Any) -> dict[str, Schema]:
    """The components that are pointed to, and those that these point to."""
    kept: set[str] = set()
    waiting = list(schemas.referenced(start))
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept.add(name)
            waiting += schemas.referenced(found[name])
    return {name: found[name] for name in found if name in kept}


def service_of(operation: Operation) -> str:
    """The service whose file declares the operation."""
    return _SERVICE[operation.name]


def services() -> dict[str, str]:
    """Every service that has operations, in street order, with what its page begins with."""
    named = dict.fromkeys(_SERVICE.values())
    return {name: (_MODULES[name].__doc__ or "").strip().partition("\n")[0] for name in named}


_MODULES: dict[str, ModuleType] = {
    name: module
    for name, module in vars(contract).items()
    if isinstance(module, ModuleType) and getattr(module, "OPERATIONS", OPERATIONS) is not OPERATIONS
}
_DECLARED = {operation.name: name for name, module in _MODULES.items() for operation in module.OPERATIONS}
_SERVICE = {operation.name: _DECLARED[operation.name] for operation in OPERATIONS}

# ---- components ------------------------------------------------------------------------------------------------------

HEADERS: dict[str, Schema] = {
    "Stage": {"description": "How far the operation is.", "required": True,
              "schema": {"type": "string", "enum": ["mock", "prototype", "final"]}},
    "RequestId": {"description": "Name it when you ask about this request.", "required": True,
                  "schema": {"type": "string"}},
    "Replayed": {"description": "The answer is that of an earlier request with the same Idempotency-Key.",
                 "schema": {"type": "string", "enum": ["true"]}},
    "ETag": {"description": "The version of the resource, for If-Match.", "schema": {"type": "string"}},
    "RetryAfter": {"description": "Seconds to wait before the same request is sent again.", "required": True,
                   "schema": {"type": "string", "pattern": "^[0-9]+$"}},
    "Disposition": {"description": "The name of the file.", "schema": {"type": "string"}},
}  # fmt: skip


# ---- operations ------------------------------------------------------------------------------------------------------


def _operation(operation: Operation, stage: str, parts: _Parts) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [service_of(operation)],
        "x-harr-stage": stage,
        "x-harr-scope": operation.scope,
        "x-harr-money": operation.money,
        "parameters": parameters.of(operation, parts.schemas, parts.paths, parts.parameters),
    }
    about = _about(operation)
    if about:
        made["description"] = about
    if operation.bulk:
        made["x-harr-bulk"] = True
    if operation.public:
        made["security"] = []
    if operation.request is not None:
        made["requestBody"] = _body(operation.request)
    made["responses"] = {**_answers(operation, parts), **refusals.of(operation, parts.responses)}
    return made


def _about(operation: Operation) -> str:
    said = []
    if operation.public:
        said.append("Needs no credential.")
    if operation.starts_job:
        said.append("Starts a job, which `job` of the answer names; with `dry_run=true` it answers its plan.")
    if operation.bulk:
        said.append("Takes a body of up to 6 MiB.")
    return " ".join(said)


def _body(kind: type[msgspec.Struct]) -> Schema:
    asked = _said(sample(kind))
    content: Schema = {"schema": reference(kind.__name__), "example": asked}
    return {"required": any(item.required for item in msgspec.structs.fields(kind)), "content": {JSON: content}}


def _said(value: Any) -> Any:
    """What a caller would write: fields that only say what is meant anyway are left out."""
    if isinstance(value, msgspec.Struct):
        return {
            item.encode_name: _said(given)
            for item in msgspec.structs.fields(value)
            if (given := getattr(value, item.name)) != _usual(item) and given is not msgspec.UNSET
        }
    if isinstance(value, list):
        return [_said(each) for each in value]
    return msgspec.to_builtins(value)


def _usual(item: msgspec.structs.FieldInfo) -> Any:
    return item.default_factory() if item.default_factory is not msgspec.NODEFAULT else item.default


def _answers(operation: Operation, parts: _Parts) -> dict[str, Schema]:
    """What it answers when it is done; a rehearsal of what would be accepted as a job is answered at once."""
    content, headers = _content(operation, parts), _headers(operation)
    rehearsed = reference("Rehearsal")
    found = {str(operation.status): {"description": _result(operation), "headers": headers, "content": content}}
    if not operation.writes:
        return found
    if operation.status == 200:
        content[JSON]["schema"] = {"anyOf": [content[JSON]["schema"], rehearsed]}
        return found
    said = {"Harr-Stage": header("Stage"), "Harr-Request-Id": header("RequestId")}
    rehearsal = {"description": "What would happen.", "headers": said, "content": {JSON: {"schema": rehearsed}}}
    return {"200": rehearsal, **found}


def _headers(operation: Operation) -> dict[str, Schema]:
    found = {"Harr-Stage": header("Stage"), "Harr-Request-Id": header("RequestId")}
    if "version" in getattr(operation.response, "__struct_fields__", ()):
        found["ETag"] = header("ETag")
    if operation.writes and operation.method == "POST":
        found["Idempotency-Replayed"] = header("Replayed")
    if operation.response is bytes:
        found["Content-Disposition"] = header("Disposition")
    return found


def _result(operation: Operation) -> str:
    if operation.starts_job:
        return "Accepted: a job does it."
    if operation.response is bytes:
        return "The document."
    return "Done." if operation.writes else "The answer."


def _content(operation: Operation, parts: _Parts) -> dict[str, Any]:
    anything = {JSON, "*/*"}  # a document's own JSON is that of what it shows
    found: dict[str, Any] = {
        media: {"schema": {} if media in anything else {"type": "string"}} for media in _media(operation, parts)
    }
    if operation.response is not bytes:
        found[JSON] = {
            "schema": dict(parts.kinds[operation.response]),
            "examples": {operation.verb: _example(operation, parts)},
        }
    return found


def _example(operation: Operation, parts: _Parts) -> Schema:
    """A pointer to what the operation answers; the same answer of several operations is written once."""
    shown = {"value": msgspec.to_builtins(example(operation), str_keys=True)}
    for name, known in parts.examples.items():
        if known == shown and name.startswith(f"{operation.resource}."):
            return {"$ref": f"#/components/examples/{name}"}
    parts.examples[operation.name] = shown
    return {"$ref": f"#/components/examples/{operation.name}"}


def _media(operation: Operation, parts: _Parts) -> list[str]:
    """The forms that a `format` parameter offers, else the one that the operation has."""
    if operation.query is not None and "format" in operation.query.__struct_fields__:
        offered = parts.schemas[operation.query.__name__]["properties"]["format"].get("enum", [])
        return sorted({MEDIA[word] for word in offered})
    return ["*/*"] if operation.media == "application/octet-stream" else [operation.media]

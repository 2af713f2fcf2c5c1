"""Events as OpenAPI webhooks: what arrives at an endpoint that subscribed to them."""

from __future__ import annotations

import inspect
from typing import Any

from harr.contract.events import BY_TYPE
from harr.contract.schemas import Schema, reference

SIGNED = {
    "webhook-id": "The id of the event: the same when it is sent again.",
    "webhook-timestamp": "Seconds since 1970 when it was sent.",
    "webhook-signature": "`v1,` and the base64 of HMAC-SHA256 of `id.timestamp.body` (Standard Webhooks).",
}


def of(kind: str, schemas: dict[str, Schema]) -> dict[str, Any]:
    """The call that tells of an event of this type. One that Harr does not tell yet has the stage `mock`."""
    noun, _, happened = kind.partition(".")
    told = BY_TYPE.get(kind)
    said = inspect.cleandoc(told.__doc__ or "") if told else f"{noun} {happened}".replace("_", " ")
    resource = resource_of(noun, schemas)
    data = {**reference("EventData"), **({"properties": {"object": reference(resource)}} if resource else {})}
    payload = {
        "type": "object", "required": ["type", "timestamp", "data"],
        "properties": {"type": {"type": "string", "const": kind}, "timestamp": reference("Instant"), "data": data},
    }  # fmt: skip
    return {"post": {
        "operationId": f"on.{kind}",
        "summary": said,
        "tags": ["webhooks"],
        "x-harr-stage": "prototype" if told else "mock",
        "parameters": [
            {"name": name, "in": "header", "required": True, "description": about, "schema": {"type": "string"}}
            for name, about in SIGNED.items()
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": payload}}},
        "responses": {"2XX": {"description": "Taken. Anything else is tried again over three days."}},
    }}  # fmt: skip


def resource_of(noun: str, schemas: dict[str, Schema]) -> str | None:
    """The component of the resource whose `object` is this noun."""
    for name, schema in schemas.items():
        if schema.get("properties", {}).get("object", {}).get("enum") == [noun]:
            return name
    return None

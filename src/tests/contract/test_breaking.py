"""What breaks a caller, and what does not, on documents of a few lines."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from harr.contract.breaking import breaking

Document = dict[str, Any]


def document() -> Document:
    """A contract with one operation that is asked for something and one piece of news."""
    return {
        "paths": {"/v1/cakes": {"post": {
            "operationId": "cakes.create",
            "x-harr-scope": "cakes:write",
            "security": [],
            "parameters": [
                {"name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string"}},
                {"name": "order", "in": "query",
                 "schema": {"type": "string", "enum": ["asc", "desc"], "default": "desc"}},
            ],
            "requestBody": {"required": False, "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/CakeCreate"}},
            }},
            "responses": {
                "200": {"headers": {"ETag": {}}, "content": {
                    "application/json": {"schema": {"anyOf": [
                        {"$ref": "#/components/schemas/Cake"}, {"$ref": "#/components/schemas/Rehearsal"},
                    ]}},
                }},
                "409": {"content": {}},
            },
        }}},
        "webhooks": {"cake.baked": {"post": {"requestBody": {"content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Cake"}},
        }}}}},
        "components": {"schemas": {
            "CakeCreate": {
                "type": "object", "additionalProperties": False, "required": ["name"],
                "properties": {
                    "name": {"type": "string", "maxLength": 20, "pattern": "^[a-z]+$"},
                    "layers": {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]},
                    "toppings": {"type": "array", "items": {"$ref": "#/components/schemas/Topping"}},
                    "notes": {},
                },
            },
            "Topping": {"type": "string", "enum": ["cream", "cherry"]},
            "Cake": {
                "type": "object", "required": ["id", "eaten_at"],
                "properties": {
                    "id": {"type": "string"},
                    "eaten_at": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                    "toppings": {"type": "array", "items": {"$ref": "#/components/schemas/Topping"}},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Cake"}},
                },
            },
            "Rehearsal": {"type": "object", "properties": {"dry_run": {"type": "boolean"}}},
        }},
    }  # fmt: skip


CREATE = ("components", "schemas", "CakeCreate")
CAKE = ("components", "schemas", "Cake")
CALL = ("paths", "/v1/cakes", "post")
GONE = object()

BREAKS: list[tuple[str, tuple[Any, ...], Any, str]] = [
    ("an operation goes", ("paths", "/v1/cakes"), GONE, "cakes.create: the operation is gone"),
    ("an event goes", ("webhooks", "cake.baked"), GONE, "cake.baked: the event is gone"),
    ("a credential is asked for", (*CALL, "security"), GONE, "cakes.create: it needs a credential now"),
    ("another scope", (*CALL, "x-harr-scope"), "cakes:money",
     "cakes.create: its scope is cakes:money, no longer cakes:write"),
    ("a parameter goes", (*CALL, "parameters", 1), GONE, "cakes.create query order: the parameter is gone"),
    ("a header is required", (*CALL, "parameters", 0, "required"), True,
     "cakes.create header Idempotency-Key: the parameter is required now"),
    ("a word of a parameter goes", (*CALL, "parameters", 1, "schema", "enum"), ["desc"],
     "cakes.create query order: asc is gone"),
    ("another default", (*CALL, "parameters", 1, "schema", "default"), "asc",
     "cakes.create query order: the default is 'asc', no longer 'desc'"),
    ("a body is required", (*CALL, "requestBody", "required"), True, "cakes.create body: a body is required now"),
    ("no body is taken", (*CALL, "requestBody"), GONE, "cakes.create body: no body is taken any more"),
    ("a field that could be sent goes", (*CREATE, "properties", "layers"), GONE,
     "CakeCreate.layers: the field is gone"),
    ("a field is required", (*CREATE, "required"), ["name", "layers"], "CakeCreate.layers: the field is required now"),
    ("null is refused", (*CREATE, "properties", "layers"), {"type": "integer", "minimum": 1},
     "CakeCreate.layers: null is not taken any more"),
    ("another type", (*CREATE, "properties", "name", "type"), "integer",
     "CakeCreate.name: string is not taken any more"),
    ("anything becomes text", (*CREATE, "properties", "notes"), {"type": "string"},
     "CakeCreate.notes: any is not taken any more"),
    ("a shorter text", (*CREATE, "properties", "name", "maxLength"), 10, "CakeCreate.name: maxLength is 10, before 20"),
    ("a new lower bound", (*CREATE, "properties", "name", "minLength"), 2,
     "CakeCreate.name: minLength is 2, before none"),
    ("another pattern", (*CREATE, "properties", "name", "pattern"), "^[b-z]+$",
     "CakeCreate.name: its pattern is '^[b-z]+$', before '^[a-z]+$'"),
    ("a form is asked for", (*CREATE, "properties", "name", "format"), "email",
     "CakeCreate.name: its format is 'email', before None"),
    ("a list of words where there was none", (*CREATE, "properties", "name", "enum"), ["sacher"],
     "CakeCreate.name: only sacher is taken now"),
    ("a word goes", ("components", "schemas", "Topping", "enum"), ["cream"], "Topping: cherry is gone"),
    ("an answer goes", (*CALL, "responses", "200"), GONE, "cakes.create 200: this answer is gone"),
    ("a header of an answer goes", (*CALL, "responses", "200", "headers"), {},
     "cakes.create 200: the header ETag is gone"),
    ("a field of an answer goes", (*CAKE, "properties", "toppings"), GONE, "Cake.toppings: the field is gone"),
    ("a field may be missing", (*CAKE, "required"), ["id"], "Cake.eaten_at: the field may be missing now"),
    ("a field may be null", (*CAKE, "properties", "id"), {"anyOf": [{"type": "string"}, {"type": "null"}]},
     "Cake.id: null may be answered now"),
    ("a field may be anything", (*CAKE, "properties", "id"), {}, "Cake.id: any may be answered now"),
]  # fmt: skip

KEEPS: list[tuple[str, tuple[Any, ...], Any]] = [
    ("nothing", ("openapi",), "3.1.0"),
    ("a new operation", ("paths", "/v1/pies"), {"get": {"operationId": "pies.list", "responses": {}}}),
    ("a new field to send", (*CREATE, "properties", "size"), {"type": "string"}),
    ("a field need not be sent any more", (*CREATE, "required"), []),
    ("a new word", ("components", "schemas", "Topping", "enum"), ["cream", "cherry", "nut"]),
    ("a longer text", (*CREATE, "properties", "name", "maxLength"), 30),
    ("a bound goes", (*CREATE, "properties", "name"), {"type": "string"}),
    ("null is taken too", (*CREATE, "properties", "toppings"), {"anyOf": [{"type": "array"}, {"type": "null"}]}),
    ("a new field in an answer", (*CAKE, "properties", "weight"), {"type": "integer"}),
    ("a field that is always there now", (*CAKE, "required"), ["id", "eaten_at", "toppings"]),
    ("a field that is never null now", (*CAKE, "properties", "eaten_at"), {"type": "string"}),
    ("one refusal less", (*CALL, "responses", "409"), GONE),
    ("another sentence", (*CALL, "summary"), "Bake."),
]


def changed(path: tuple[Any, ...], value: Any) -> Document:
    """The document with one thing changed, or gone."""
    made = copy.deepcopy(document())
    place: Any = made
    for step in path[:-1]:
        place = place[step]
    if value is GONE:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return made


@pytest.mark.parametrize(("path", "value", "said"), [case[1:] for case in BREAKS], ids=[case[0] for case in BREAKS])
def test_what_is_taken_away_is_found(path: tuple[Any, ...], value: Any, said: str) -> None:
    """Each by a sentence that says where."""
    assert breaking(document(), changed(path, value)) == [said]


@pytest.mark.parametrize(("path", "value"), [case[1:] for case in KEEPS], ids=[case[0] for case in KEEPS])
def test_what_is_added_breaks_nobody(path: tuple[Any, ...], value: Any) -> None:
    """Version 1 grows by addition."""
    assert breaking(document(), changed(path, value)) == []


def test_a_new_parameter_breaks_only_where_it_is_required() -> None:
    """An optional one is an addition."""
    made = document()
    made["paths"]["/v1/cakes"]["post"]["parameters"].append({"name": "oven", "in": "query", "schema": {}})
    assert breaking(document(), made) == []
    made["paths"]["/v1/cakes"]["post"]["parameters"][-1]["required"] = True
    assert breaking(document(), made) == ["cakes.create query oven: a required parameter is new"]


def test_an_operation_that_moves_is_found_by_its_name() -> None:
    """Callers have its path in their code."""
    made = document()
    made["paths"]["/v1/tarts"] = made["paths"].pop("/v1/cakes")
    assert breaking(document(), made) == ["cakes.create: it moved from POST /v1/cakes to POST /v1/tarts"]


def test_a_body_that_is_suddenly_required_is_found() -> None:
    """Where none was taken before, too."""
    before = document()
    del before["paths"]["/v1/cakes"]["post"]["requestBody"]
    after = changed((*CALL, "requestBody", "required"), True)
    assert breaking(before, after) == ["cakes.create body: a body is required now"]

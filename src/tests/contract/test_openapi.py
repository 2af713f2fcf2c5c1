"""The document that is printed from the declarations: valid, complete, and true to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from harr.contract import BY_NAME, OPERATIONS, Operation, openapi
from harr.contract.breaking import breaking
from harr.contract.events import TYPES
from harr.contract.schemas import referenced
from harr.kernel.errors import every_refusal

Document = dict[str, Any]
PER_OPERATION = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)


@cache
def document() -> Document:
    return openapi.document({"invoices.finalize": "prototype"})


@cache
def calls() -> dict[str, dict[str, Any]]:
    return {call["operationId"]: call for item in document()["paths"].values() for call in item.values()}


def pointed(value: dict[str, Any]) -> dict[str, Any]:
    """What a pointer points to."""
    found: Any = document()
    for step in value["$ref"].removeprefix("#/").split("/") if "$ref" in value else ():
        found = found[step]
    return value if "$ref" not in value else dict(found)


def parameters(name: str, *places: str) -> dict[str, dict[str, Any]]:
    """The parameters in these places; in the path and below it one may be called `id`."""
    return {each["name"]: each for each in map(pointed, calls()[name]["parameters"]) if each["in"] in places}


@cache
def checker(text: str) -> OAS31Validator:
    return OAS31Validator({**json.loads(text), "components": document()["components"]})


def wrong(schema: dict[str, Any], value: Any) -> list[str]:
    found = checker(json.dumps(schema, sort_keys=True)).iter_errors(value)
    return [f"{error.json_path}: {error.message}" for error in found]


def shown(operation: Operation) -> Iterator[tuple[dict[str, Any], Any]]:
    """The examples of an operation: what it is asked, what it answers, how it refuses."""
    call = calls()[operation.name]
    for body in [call.get("requestBody", {}), *call["responses"].values()]:
        for media in pointed(body).get("content", {}).values():
            if "example" in media:
                yield media["schema"], media["example"]
            for example in media.get("examples", {}).values():
                yield media["schema"], pointed(example)["value"]


def test_the_document_is_openapi() -> None:
    """Any generator can read it."""
    validate(document())


def test_the_same_declarations_print_the_same_document() -> None:
    """So that a diff shows what was changed, and nothing else."""
    assert json.dumps(openapi.document({"invoices.finalize": "prototype"})) == json.dumps(document())
    assert breaking(document(), document()) == []


def test_every_operation_stands_at_its_address() -> None:
    """And nothing else does."""
    found = {
        (call["operationId"], method.upper(), path)
        for path, item in document()["paths"].items()
        for method, call in item.items()
    }
    assert found == {(operation.name, operation.method, operation.path) for operation in OPERATIONS}


@PER_OPERATION
def test_its_examples_keep_to_its_schemas(operation: Operation) -> None:
    """Whoever builds against the example builds against the contract."""
    examples = list(shown(operation))
    assert [wrong(schema, value) for schema, value in examples] == [[]] * len(examples)
    assert operation.response is bytes or len(examples) >= 2


@PER_OPERATION
def test_it_names_everything_that_it_can_refuse_with(operation: Operation) -> None:
    """Status by status, each code with its title."""
    refusals = {kind.code: kind for kind in every_refusal()}
    found = set()
    for status, response in calls()[operation.name]["responses"].items():
        if status.startswith("2"):
            continue
        media = pointed(response)["content"]["application/problem+json"]
        codes = media["schema"]["properties"]["code"]["enum"]
        assert {refusals[code].status for code in codes} == {int(status)}
        assert all(refusals[code].title in pointed(response)["description"] for code in codes)
        found |= set(codes)
    assert found == set(operation.refusals())
    assert {"429", "503"} <= set(calls()[operation.name]["responses"])


@PER_OPERATION
def test_it_says_how_it_is_called(operation: Operation) -> None:
    """Stage, scope, money, and the headers and parameters that its form takes."""
    call, given = calls()[operation.name], parameters(operation.name, "query", "header")
    assert call["x-harr-stage"] == ("prototype" if operation.name == "invoices.finalize" else "mock")
    assert (call["x-harr-scope"], call["x-harr-money"]) == (operation.scope, operation.money)
    assert (call.get("security") == []) == operation.public
    assert ("dry_run" in given) == operation.writes
    assert given.get("Idempotency-Key", {}).get("required", False) == operation.needs_key
    assert ({"limit", "after", "order"} <= set(given)) == operation.listing
    assert tuple(parameters(operation.name, "path")) == operation.parameters


@pytest.mark.parametrize(
    ("name", "place", "parameter", "schema"),
    [
        ("invoices.finalize", "path", "id", {"$ref": "#/components/schemas/InvoiceId"}),
        ("tax_ids.create", "path", "id", {"$ref": "#/components/schemas/CustomerId"}),
        ("customers.statement", "path", "id", {"$ref": "#/components/schemas/CustomerId"}),
        ("invoice_lines.update", "path", "line_id", {"$ref": "#/components/schemas/InvoiceLineId"}),
        ("invoices.list", "query", "customer", {"type": "array", "items": {"$ref": "#/components/schemas/CustomerId"}}),
        ("invoices.list", "query", "currency", {"type": "array", "items": {"type": "string"}}),
        ("invoices.list", "query", "created_at[gte]", {"$ref": "#/components/schemas/Instant"}),
        ("invoices.list", "query", "due_on[lt]", {"type": "string", "format": "date"}),
        ("reports.retrieve", "query", "entity", {"$ref": "#/components/schemas/EntityId"}),
        ("reports.retrieve", "query", "until", {"type": "string", "format": "date"}),
    ],
)
def test_a_parameter_says_what_it_takes(name: str, place: str, parameter: str, schema: dict[str, Any]) -> None:
    """In the path, in the filters of a list, in the query of a question."""
    assert parameters(name, place)[parameter]["schema"] == schema


def test_a_filter_by_words_lists_them() -> None:
    """So that a caller need not guess them."""
    words = parameters("invoices.list", "query")["status"]["schema"]["items"]["enum"]
    assert {"draft", "open", "paid", "void", "uncollectible"} == set(words)


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("invoices.document", {"text/html", "application/pdf", "application/json", "application/xml"}),
        ("reports.retrieve", {"application/json", "text/csv"}),
        ("documents.content", {"*/*"}),
        ("invoices.retrieve", {"application/json"}),
    ],
)
def test_an_answer_that_is_not_json_says_what_it_is(name: str, media: set[str]) -> None:
    """The forms that `format` offers."""
    assert set(calls()[name]["responses"]["200"]["content"]) == media


def test_a_write_may_be_rehearsed() -> None:
    """What is done at once answers the resource or a rehearsal; what starts a job is rehearsed at once."""
    at_once = calls()["invoices.finalize"]["responses"]["200"]["content"]["application/json"]["schema"]["anyOf"]
    assert at_once == [{"$ref": "#/components/schemas/Invoice"}, {"$ref": "#/components/schemas/Rehearsal"}]
    assert set(calls()["bill_runs.create"]["responses"]) >= {"200", "202"}


def test_what_is_answered_is_always_there() -> None:
    """Every field of an answer is required; what is not known is null."""
    schemas = document()["components"]["schemas"]
    assert set(schemas["Invoice"]["required"]) == set(schemas["Invoice"]["properties"])
    assert schemas["InvoiceCreate"]["additionalProperties"] is False
    assert set(schemas["InvoiceCreate"]["required"]) < set(schemas["InvoiceCreate"]["properties"])


def test_every_event_is_a_webhook() -> None:
    """With the resource that it is about."""
    assert set(document()["webhooks"]) == set(TYPES)
    content = document()["webhooks"]["invoice.paid"]["post"]["requestBody"]["content"]["application/json"]
    assert content["schema"]["properties"]["data"]["properties"]["object"] == {"$ref": "#/components/schemas/Invoice"}


def test_components_have_plain_names_and_are_all_used() -> None:
    """`InvoicePage`, not `Page_Invoice_`."""
    components = document()["components"]
    assert [name for name in components["schemas"] if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name)] == []
    assert set(referenced(document())) == set(components["schemas"])


def test_patterns_mean_the_same_everywhere() -> None:
    """Visible ASCII only, and `$` at the end: classes of characters differ between dialects."""
    patterns = set(re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(document())))
    assert patterns
    for text in patterns:
        pattern = json.loads(text)
        assert pattern.isascii()
        assert pattern.endswith("$")
        assert not re.search(r"\\[sdwbSDWBAZ]", pattern)


def test_tags_are_the_services() -> None:
    """In street order, each with a sentence."""
    tags = document()["tags"]
    assert [tag["name"] for tag in tags][:4] == ["tenants", "ledger", "customers", "catalog"]
    assert all(tag["description"].endswith(".") for tag in tags)
    assert {tag for call in calls().values() for tag in call["tags"]} == {tag["name"] for tag in tags}
    assert openapi.service_of(BY_NAME["invoices.finalize"]) == "invoices"

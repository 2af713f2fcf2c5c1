"""The contract's types as JSON Schema: one component for every struct and for every word that many structs share."""

from __future__ import annotations

import inspect
import json
import typing
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from harr.contract import words
from harr.contract.words import Answer

Schema = dict[str, Any]
PLACE = "#/components/schemas/"
SHARED = (
    "Amount", "SignedAmount", "RateText", "QuantityText", "Percentage", "Currency", "Country", "PaymentMethodType",
    "PriceModel", "TaxCategory", "Instant", "Code", "ExternalId", "Url", "Email", "Language", "TimeZone", "Metadata",
)  # fmt: skip
"""The words that get a component; so does every id. Shorter ones stand where they are used."""


def components(kinds: Iterable[Any]) -> tuple[list[Schema], dict[str, Schema]]:
    """A schema for each type, and the components that they point to."""
    found: dict[str, Schema]
    given, found = msgspec.json.schema_components(kinds, ref_template=PLACE + "{name}")
    whole = {name: _clean(schema) for name, schema in _words().items()}
    structs = {_named(name): _component(name, schema) for name, schema in found.items()}
    doubled = set(whole) & set(structs)
    if doubled:
        msg = f"a word and a struct have one name: {sorted(doubled)}"
        raise ValueError(msg)
    return [_tidy(schema) for schema in given], dict(sorted({**whole, **structs}.items()))


def reference(name: str) -> Schema:
    """A pointer to a component."""
    return {"$ref": PLACE + name}


def header(name: str) -> Schema:
    """A pointer to a header that many answers have."""
    return {"$ref": f"#/components/headers/{name}"}


def referenced(schema: Any) -> Iterator[str]:
    """The names of the components that a piece of the document points to."""
    if isinstance(schema, dict):
        place = schema.get("$ref")
        if isinstance(place, str) and place.startswith(PLACE):
            yield place.removeprefix(PLACE)
        for each in schema.values():
            yield from referenced(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from referenced(each)


@cache
def answers() -> dict[str, type[Answer]]:
    """Every struct that is answered, by its name."""
    found: dict[str, type[Answer]] = {}
    waiting: list[type[Answer]] = [Answer]
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        waiting += kind.__subclasses__()
    return found


def _component(name: str, schema: Schema) -> Schema:
    """A struct. What is answered is always there, so it is required; what is asked has its defaults."""
    made: Schema = _tidy(schema)
    answered = answers().get(name.partition("_")[0])
    if answered is None or "properties" not in made:
        return made
    absent = {item.encode_name for item in msgspec.structs.fields(answered) if item.default is msgspec.UNSET}
    for value in made["properties"].values():
        value.pop("default", None)
    made["required"] = [each for each in made["properties"] if each not in absent]
    return made


def _named(name: str) -> str:
    """`InvoicePage` of `Page_Invoice_`."""
    outer, _, inner = name.partition("_")
    return f"{inner.strip('_')}{outer}" if inner else name


def _tidy(schema: Any) -> Any:
    """Words become pointers."""
    if isinstance(schema, list):
        return [_tidy(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    word = _by_text().get(_text({key: value for key, value in schema.items() if key != "default"}))
    return _clean(schema) if word is None else {**reference(word), **_default(schema)}


def _clean(schema: Schema) -> Schema:
    """Sentences without the indents of the code, and nothing said twice."""
    made = {key: _inside(key, value) for key, value in schema.items() if key not in {"title", "default"}}
    if "$ref" in made:
        made["$ref"] = PLACE + _named(made["$ref"].removeprefix(PLACE))
    if "description" in made:
        made["description"] = inspect.cleandoc(made["description"])
    if isinstance(made.get("enum"), list) and all(isinstance(each, str) for each in made["enum"]):
        made = {"type": "string", **made}
    return {**made, **_default(schema)}


def _inside(key: str, value: Any) -> Any:
    if key == "properties":
        return {name: _tidy(each) for name, each in value.items()}
    return value if key in {"examples", "enum", "const", "required"} else _tidy(value)


def _default(schema: Schema) -> Schema:
    """What is meant when the field is not sent, where that is something."""
    return {"default": schema["default"]} if schema.get("default") is not None else {}


@cache
def _words() -> dict[str, Schema]:
    named = [*SHARED, *(name for name in vars(words) if name.endswith("Id") and name not in SHARED)]
    return {name: msgspec.json.schema(hint) for name in named if _is_word(hint := getattr(words, name))}


def _is_word(hint: Any) -> bool:
    return typing.get_origin(hint) is typing.Annotated


@cache
def _by_text() -> dict[str, str]:
    return {_text(schema): name for name, schema in _words().items()}


def _text(schema: Schema) -> str:
    return json.dumps(schema, sort_keys=True)

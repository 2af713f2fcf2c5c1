"""The pages under /docs: the contract for people, made from the document and without anything from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from harr.contract.schemas import PLACE, Schema
from harr.edge import reference

PAGES_KEPT = 700


class Docs:
    """Pages of one document; each is made when it is first asked for."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._pages = Environment(
            loader=PackageLoader("harr.edge", "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._pages.filters |= {"kind": self.kind, "fields": self.fields, "pretty": pretty, "ticks": ticks}
        self._pages.globals |= {"pointed": self.pointed, "title": document["info"]["title"]}
        self.page = lru_cache(maxsize=PAGES_KEPT)(self._page)

    def _page(self, path: str) -> str | None:
        """The page of a path below /docs, or nothing where there is none."""
        first, _, rest = path.strip("/").partition("/")
        facts = {
            "": self._index, "services": self._service, "types": self._type, "errors": self._error,
            "events": self._events,
        }.get(first, _nothing)(rest)  # fmt: skip
        if facts is None:
            return None
        name, values = facts
        return self._pages.get_template(name).render(path=path.strip("/"), **values)

    def _index(self, rest: str) -> tuple[str, dict[str, Any]] | None:
        by_service: dict[str, list[Any]] = {tag["name"]: [] for tag in self._document["tags"]}
        for method, path, call in self._calls():
            by_service[call["tags"][0]].append((method, path, call))
        about = self._document["info"]["description"]
        return None if rest else ("index.html", {"tags": self._document["tags"], "calls": by_service, "about": about})

    def _service(self, name: str) -> tuple[str, dict[str, Any]] | None:
        found = [tag for tag in self._document["tags"] if tag["name"] == name]
        calls = [(method, path, call) for method, path, call in self._calls() if call["tags"] == [name]]
        return ("service.html", {"tag": found[0], "calls": calls}) if found else None

    def _type(self, name: str) -> tuple[str, dict[str, Any]] | None:
        schema = self._document["components"]["schemas"].get(name)
        return None if schema is None else ("type.html", {"name": name, "schema": schema})

    def _error(self, code: str) -> tuple[str, dict[str, Any]] | None:
        if not code:
            return "errors.html", {"errors": reference.errors()}
        page = reference.error(code)
        return None if page is None else ("error.html", {"error": page})

    def _events(self, rest: str) -> tuple[str, dict[str, Any]] | None:
        return None if rest else ("events.html", {"events": reference.events()})

    def _calls(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for path, item in self._document["paths"].items():
            for method, call in item.items():
                yield method.upper(), path, call

    def pointed(self, value: Schema) -> Schema:
        """What a pointer points to, or the value itself."""
        found: Any = self._document
        for step in value["$ref"].removeprefix("#/").split("/") if "$ref" in value else ():
            found = found[step]
        return value if "$ref" not in value else dict(found)

    def fields(self, schema: Schema) -> list[tuple[str, Schema, bool, str]]:
        """The fields of a struct: name, schema, whether it is required, and what it is for."""
        whole = self.pointed(schema)
        required = set(whole.get("required", ()))
        return [
            (name, each, name in required, each.get("description") or self._about(each))
            for name, each in whole.get("properties", {}).items()
        ]

    def _about(self, schema: Schema) -> str:
        """The sentence of a word that a field points to; that of a struct stands on its own page."""
        for each in schema.get("anyOf", [schema]):
            found = self.pointed(each)
            if "$ref" in each and "properties" not in found:
                return str(found.get("description", ""))
        return ""

    def kind(self, schema: Schema) -> Markup:
        """What a value is, in a few words, with links to the types that it names."""
        if "anyOf" in schema:
            return Markup(" or ").join(self.kind(each) for each in schema["anyOf"])
        if "$ref" in schema:
            name = schema["$ref"].removeprefix(PLACE)
            return Markup('<a href="/docs/types/{0}">{0}</a>').format(name)
        if "enum" in schema:
            return Markup(" · ").join(Markup("<code>{}</code>").format(word) for word in schema["enum"])
        if schema.get("type") == "array":
            return Markup("list of ") + self.kind(schema.get("items", {}))
        inner = schema.get("additionalProperties")
        if isinstance(inner, dict):
            return Markup("pairs of text and ") + self.kind(inner)
        return escape(_scalar(schema))


def _scalar(schema: Schema) -> str:
    if schema.get("format") in {"date", "date-time"}:
        return "date" if schema["format"] == "date" else "instant"
    names = {
        "string": "text",
        "integer": "whole number",
        "boolean": "true or false",
        "object": "object",
        "null": "null",
    }
    said = names.get(str(schema.get("type")), "anything")
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"{said}, {low} to {high}"
    longest = schema.get("maxLength")
    return f"{said}, at most {longest} characters" if longest is not None else said


def _nothing(_: str) -> None:
    return None


def pretty(value: Any) -> str:
    """JSON for reading."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def ticks(text: str) -> Markup:
    """Text with what stands between back-ticks set as code."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part) for number, part in enumerate(parts)
    )

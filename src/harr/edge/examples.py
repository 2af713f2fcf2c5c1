"""Examples in an app's own words: its currencies, countries, ways to pay and price models, with sums that still hold.

An amount keeps its whole minor units when its currency becomes another: 12.30
EUR is 1230 JPY. Every amount of an example is turned in the same way, so what
added up before adds up after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from harr.contract.schemas import PLACE, Schema
from harr.kernel.currencies import minor_units
from harr.kernel.errors import Refusal
from harr.kernel.money import Money

USUAL = "EUR"
"""What examples are in where they do not say."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The currency that an example's amounts were written in, and the one that they are turned to."""

    old: str
    new: str

    @property
    def places(self) -> int:
        """How many more digits an amount has after the point."""
        return minor_units(self.new) - minor_units(self.old)


@dataclass(slots=True)
class Rewriter:
    """Rewrites the examples of one document to the words that are allowed."""

    document: dict[str, Any]
    allowed: Mapping[str, tuple[str, ...]]
    maximum: Mapping[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)

    def rewritten(self) -> dict[str, Any]:
        """The document with its examples rewritten in place."""
        for item in self.document["paths"].values():
            for call in item.values():
                for media in call.get("requestBody", {}).get("content", {}).values():
                    if "example" in media:
                        media["example"] = self._capped(self._start(media))
                for response in call["responses"].values():
                    self._answers(response)
        return self.document

    def _answers(self, response: Schema) -> None:
        for media in response.get("content", {}).values():
            for example in media.get("examples", {}).values():
                name = example["$ref"].rpartition("/")[2]
                if name not in self.done:
                    self.done.add(name)
                    shown = self.document["components"]["examples"][name]
                    shown["value"] = self._value(media["schema"], shown["value"], self._turn(USUAL))

    def _start(self, media: Schema) -> Any:
        return self._value(media["schema"], media["example"], self._turn(USUAL))

    def _turn(self, currency: str) -> Turn:
        return Turn(currency, self._word("currency", currency))

    def _word(self, kind: str, word: str) -> str:
        words = self.allowed.get(kind, ())
        return word if not words or word in words else words[0]

    def _value(self, schema: Schema, value: Any, turn: Turn, name: str = "") -> Any:
        schema = self._resolved(schema, value)
        if isinstance(value, dict):
            return self._object(schema, value, turn)
        if isinstance(value, list):
            return [self._value(schema.get("items", {}), each, turn, name) for each in value]
        kind = schema.get("x-harr-kind")
        if not isinstance(value, str) or kind is None:
            return value
        if kind == "amount" or (kind == "rate" and "amount" in name):
            return scaled(value, turn.places)
        return self._word(kind, value)

    def _object(self, schema: Schema, value: dict[str, Any], turn: Turn) -> dict[str, Any]:
        turn = self._here(value, "currency", turn)
        made: dict[str, Any] = {}
        for name, each in value.items():
            inner, key = turn, name
            names = self._resolved(schema.get("propertyNames", {}), name)
            if names.get("x-harr-kind") in self.allowed:
                key = self._word(names["x-harr-kind"], name)
                inner = self._here({"currency": name}, "currency", turn)
            if name.endswith("_amount"):
                inner = self._here(value, name.removesuffix("amount") + "currency", turn)
            field_schema = schema.get("properties", {}).get(name, schema.get("additionalProperties", {}))
            made[key] = self._value(field_schema if isinstance(field_schema, dict) else {}, each, inner, name)
        return made

    def _here(self, value: Mapping[str, Any], name: str, turn: Turn) -> Turn:
        """The turn of an object's amounts: by the currency that stands beside them, else that of what it stands in."""
        found = value.get(name)
        if not isinstance(found, str):
            return turn
        try:
            minor_units(found)
        except Refusal:
            return turn
        return self._turn(found)

    def _resolved(self, schema: Schema, value: Any) -> Schema:
        """The alternative that the value has the form of, with its pointer followed."""
        if "anyOf" in schema:
            for each in schema["anyOf"]:
                found = self._resolved(each, value)
                if fits(found, value):
                    return found
            return {}
        if "$ref" not in schema:
            return schema
        target = self.document["components"]["schemas"][schema["$ref"].removeprefix(PLACE)]
        return self._resolved({**target, **{key: each for key, each in schema.items() if key != "$ref"}}, value)

    def _capped(self, value: Any, currency: str | None = None) -> Any:
        """What is asked, with no amount above the largest that the profile allows."""
        if isinstance(value, list):
            return [self._capped(each, currency) for each in value]
        if not isinstance(value, dict):
            return value
        given = value.get("currency")
        currency = given if isinstance(given, str) else currency
        return {name: self._at_most(name, self._capped(each, currency), currency) for name, each in value.items()}

    def _at_most(self, name: str, value: Any, currency: str | None) -> Any:
        largest = None if currency is None else self.maximum.get(currency)
        if largest is None or currency is None or not isinstance(value, str) or "amount" not in name:
            return value
        try:
            return largest if Money.parse(value, currency) > Money.parse(largest, currency) else value
        except Refusal:
            return value


KINDS: dict[str, type] = {
    "null": type(None), "string": str, "integer": int, "boolean": bool, "array": list, "object": dict,
}  # fmt: skip


def fits(schema: Schema, value: Any) -> bool:
    """Whether an alternative can be meant: by its type, and for objects by what is required."""
    kind = KINDS.get(schema.get("type", ""))
    if kind is not None and not isinstance(value, kind):
        return False
    return not isinstance(value, dict) or set(schema.get("required", ())) <= set(value)


def scaled(text: str, places: int) -> str:
    """The decimal with its point moved: 12.30 with one place more is 1.230, with two fewer 1230."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, fraction = digits.partition(".")
    if not (whole + fraction).isdecimal():
        return text
    number, decimals = int(whole + fraction), len(fraction) + places
    if decimals <= 0:
        return f"{sign}{number * 10**-decimals}"
    padded = str(number).rjust(decimals + 1, "0")
    return f"{sign}{padded[:-decimals]}.{padded[-decimals:]}"

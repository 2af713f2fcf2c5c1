"""An app's own contract: the document with only what its profile allows.

Operations that the profile does not name are gone, and with them every component
that nobody points to any more. Words of a governed kind are cut to the allowed
ones, and examples are rewritten to them: another currency keeps an example's
whole minor units, so that its sums still hold.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from harr.contract import BY_NAME, Operation
from harr.contract.openapi import reached
from harr.contract.operations import one
from harr.contract.schemas import Schema
from harr.contract.tenants import Profile
from harr.edge.examples import Rewriter
from harr.edge.profiles import LISTS, names

METHODS = ("get", "post", "patch", "delete")


def cut(document: Mapping[str, Any], profile: Profile | None) -> dict[str, Any]:
    """The document as an app with this profile sees it; without a profile, all of it."""
    if profile is None:
        return dict(document)
    allowed = {kind: tuple(getattr(profile, field)) for kind, field in LISTS.items() if getattr(profile, field)}
    paths = _paths(document["paths"], profile)
    components = dict(document["components"])
    schemas = {name: _words(schema, allowed) for name, schema in components["schemas"].items()}
    webhooks = _webhooks(document.get("webhooks", {}), paths)
    whole = {key: value for key, value in document.items() if key != "components"}
    whole |= {"paths": _words(paths, allowed), "webhooks": _words(webhooks, allowed)}
    whole["tags"] = _tags(document["tags"], whole)
    for kind in ("parameters", "responses", "headers", "examples"):
        components[kind] = _pointed(components[kind], f"#/components/{kind}/", [whole, components["responses"]])
    components["schemas"] = reached(schemas, [whole, components["parameters"], components["responses"]])
    whole["components"] = components
    return Rewriter(whole, allowed, dict(profile.maximum_amounts)).rewritten()


def allows(profile: Profile, operation: Operation) -> bool:
    """What needs no credential is asked of no profile."""
    return (operation.public and not operation.raw) or names(profile, operation)


def _paths(paths: Mapping[str, Any], profile: Profile) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for path, item in paths.items():
        calls = {
            method: copy.deepcopy(item[method])
            for method in METHODS
            if method in item and allows(profile, BY_NAME[item[method]["operationId"]])
        }
        if calls:
            kept[path] = calls
    return kept


def _webhooks(webhooks: Mapping[str, Any], paths: Mapping[str, Any]) -> dict[str, Any]:
    """News of what the app has operations for."""
    plurals = {call["operationId"].partition(".")[0] for item in paths.values() for call in item.values()}
    nouns = {one(plural) for plural in plurals} | {one(plural).removeprefix("ledger_") for plural in plurals}
    return {kind: copy.deepcopy(hook) for kind, hook in webhooks.items() if kind.partition(".")[0] in nouns}


def _tags(tags: Sequence[Schema], whole: Mapping[str, Any]) -> list[Schema]:
    used = {
        tag
        for item in [*whole["paths"].values(), *whole["webhooks"].values()]
        for call in item.values()
        for tag in call["tags"]
    }
    return [tag for tag in tags if tag["name"] in used]


def _pointed(components: Mapping[str, Any], place: str, whole: Any) -> dict[str, Any]:
    used = set(_pointers(whole))
    return {name: copy.deepcopy(each) for name, each in components.items() if place + name in used}


def _pointers(value: Any) -> list[str]:
    if isinstance(value, dict):
        found = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return found + [each for inner in value.values() for each in _pointers(inner)]
    return [each for inner in value for each in _pointers(inner)] if isinstance(value, list) else []


def _words(schema: Any, allowed: Mapping[str, tuple[str, ...]]) -> Any:
    """Every schema of a governed kind, cut to the words that are allowed."""
    if isinstance(schema, list):
        return [_words(each, allowed) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _words(value, allowed) for key, value in schema.items()}
    words = allowed.get(str(made.get("x-harr-kind")))
    if words:
        if "enum" in made:
            words = tuple(word for word in made["enum"] if word in words)
        made = {key: value for key, value in made.items() if key not in {"pattern", "maxLength"}}
        made |= {"enum": list(words), "examples": [words[0]]}
        if made.get("default", words[0]) not in words:
            del made["default"]
    return made

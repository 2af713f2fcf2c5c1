"""The catalogue as a file: YAML in which things stand by their code.

In the file what has its default is left out:

    products:
      calls: {name: API calls, unit_name: call}

Numbers are read as they are written, never as binary ones, and a key that stands
twice is refused: both would change a price in silence. JSON is YAML too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from harr.contract.catalog import Catalog, CatalogRequest
from harr.kernel.errors import BodyInvalid, DuplicateKey, FieldInvalid

if TYPE_CHECKING:
    import yaml

SECTIONS = ("units", "meters", "products", "prices", "plans")
PLAIN = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:null")
"""What is not text: true, false, null. A number is text until the contract says otherwise."""
TRUE_OR_FALSE = frozenset("tTfF")


def read(text: str, file: str) -> dict[str, Any]:
    """The body of `catalog.apply` that a file is; what is wrong with it is named by its place in the file."""
    found = _loaded(text, file)
    if not isinstance(found, dict):
        raise BodyInvalid(f"{file} is no catalogue", way_out=f"Begin with one of {', '.join(SECTIONS)}.")
    sections = {name: _listed(name, found[name]) if name in SECTIONS else found[name] for name in found}
    try:
        request = msgspec.convert(sections, CatalogRequest, strict=False)
    except msgspec.ValidationError as wrong:
        said, _, where = str(wrong).partition(" - at `$")
        raise FieldInvalid(
            f"{file}: {said}",
            field=where.rstrip("`").removeprefix(".") or None,
            way_out="`harr catalog pull` shows the form.",
        ) from wrong
    return _short(msgspec.to_builtins(request), CatalogRequest)


def written(found: Mapping[str, Any]) -> str:
    """The catalogue as a file: by code, each without what has its default."""
    import yaml  # noqa: PLC0415 - for this file alone

    short = _short(dict(found), Catalog)
    sections = {
        name: {each.pop("code"): each for each in short[name]} for name in SECTIONS if short.get(name)
    }  # fmt: skip
    if not sections:
        return "# nothing is sold yet\n"
    return "\n".join(
        yaml.safe_dump({name: section}, sort_keys=False, allow_unicode=True, width=100, default_flow_style=None)
        for name, section in sections.items()
    )


def _listed(name: str, section: Any) -> Any:
    """A section by code as a list; one that is a list already stays so."""
    if section is None:
        return []
    if not isinstance(section, dict):
        return section
    for code, each in section.items():
        if not isinstance(each, dict):
            raise FieldInvalid(f"{name}: {code} has no fields", field=f"{name}.{code}", way_out="Write its fields.")
    return [{"code": code, **each} for code, each in section.items()]


def _short(found: dict[str, Any], kind: Any) -> dict[str, Any]:
    """A document without what has its default: what is there is what was said."""
    document = msgspec.convert({name: found[name] for name in found if name != "object"}, kind)
    return {
        name: [_said(each) for each in getattr(document, name)] for name in SECTIONS if getattr(document, name)
    }  # fmt: skip


def _said(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        defaults = {item.name: item for item in msgspec.structs.fields(type(value))}
        return {
            name: _said(each)
            for name, item in defaults.items()
            if (each := getattr(value, name)) not in (None, [], {})
            and (item.default is msgspec.NODEFAULT or each != item.default)
        }
    if isinstance(value, list):
        return [_said(each) for each in value]
    if isinstance(value, dict):
        return {name: _said(each) for name, each in value.items()}
    return value


def _loaded(text: str, file: str) -> Any:
    """The file as it is written: text, true, false, null; no key twice."""
    import yaml  # noqa: PLC0415 - for this file alone

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {  # noqa: RUF012 - the loader's own form of a table
            letter: [(tag, match) for tag, match in resolvers if tag in PLAIN and _is_plain(tag, letter)]
            for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as the loader calls it
            seen: set[str] = set()
            for key, _ in node.value:
                if key.value in seen:
                    raise DuplicateKey(f"{file}, line {key.start_mark.line + 1}: {key.value!r} stands twice")
                seen.add(str(key.value))
            return super().construct_mapping(node, deep=deep)

    try:
        return yaml.load(text, Loader)  # noqa: S506 - a safe loader with fewer kinds
    except yaml.YAMLError as wrong:
        raise BodyInvalid(f"{file} is not YAML: {wrong}", way_out="Correct the line that is named.") from wrong


def _is_plain(tag: str, letter: str) -> bool:
    """`no`, `on`, `y` and the like are words: a country, a code."""
    return tag != PLAIN[0] or letter in TRUE_OR_FALSE

"""Which kind a field has: the mark that words.py puts on money, on governed words and on secrets, read off its type."""

from __future__ import annotations

from functools import lru_cache

import msgspec
from msgspec import inspect


def kind_of(found: inspect.Type | None) -> str | None:
    """`amount`, `currency`, `secret`, … where a type has such a mark."""
    if isinstance(found, inspect.Metadata):
        mark = (found.extra_json_schema or {}).get("x-harr-kind")
        return str(mark) if mark else kind_of(found.type)
    if isinstance(found, inspect.UnionType):
        for each in found.types:
            if mark := kind_of(each):
                return mark
    return None


@lru_cache(maxsize=1024)
def kinds(struct: type[msgspec.Struct]) -> dict[str, str]:
    """The fields of a struct that have a kind; of a list its items count (`currencies: list[Currency]`)."""
    found = inspect.type_info(struct)
    fields = found.fields if isinstance(found, inspect.StructType) else ()
    marks = {item.name: kind_of(item.type) or kind_of(_item(item.type)) for item in fields}
    return {name: mark for name, mark in marks.items() if mark}


def _item(found: inspect.Type) -> inspect.Type | None:
    if isinstance(found, inspect.UnionType):
        return next((item for item in map(_item, found.types) if item is not None), None)
    if isinstance(found, inspect.Metadata):
        return _item(found.type)
    return found.item_type if isinstance(found, inspect.ListType) else None

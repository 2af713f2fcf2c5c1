"""What msgspec says of a request that does not fit, in Harr's words: a code, the field, the rule, the way out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

import msgspec
from msgspec import inspect

from harr.contract.kinds import kind_of
from harr.kernel.errors import FieldInvalid, FieldUnknown, MoneyFloat
from harr.kernel.time import FIRST_YEAR, LAST_YEAR

NUMBERS_AS_STRINGS = frozenset({"amount", "rate", "quantity", "percentage"})

_PATH = re.compile(r" - at (?:`key` in )?`([^`]*)`$")
_UNKNOWN = re.compile(r"^Object contains unknown field `([^`]*)`")
_MISSING = re.compile(r"^Object missing required field `([^`]*)`")


def refuse(kind: type[Any], said: str) -> NoReturn:
    match = _PATH.search(said)
    path = (match.group(1) if match else "$").removeprefix("$").removeprefix(".")
    reason = _PATH.sub("", said)
    if unknown := _UNKNOWN.match(reason):
        field = f"{path}.{unknown.group(1)}".removeprefix(".")
        known = _fields_at(kind, path)
        raise FieldUnknown(f"there is no field {field!r} here", field=field, known=known)
    if missing := _MISSING.match(reason):
        field = f"{path}.{missing.group(1)}".removeprefix(".")
        raise FieldInvalid(f"{field} is required", field=field, way_out=f"Send {field}.")
    harr_kind = _kind_at(kind, path)
    if harr_kind in NUMBERS_AS_STRINGS and ("got `float`" in reason or "got `int`" in reason):
        raise MoneyFloat(f"{path} was sent as a JSON number; {harr_kind}s are strings", field=path)
    if " - at `key` in `" in said:
        raise FieldInvalid(
            f"{path or 'the body'}: a name in it does not fit ({_in_words(reason, None)})", field=path or None
        )
    raise FieldInvalid(f"{path or 'the body'}: {_in_words(reason, harr_kind)}", field=path or None)


def numbered(kind: type[Any], raw: bytes, said: str) -> str:
    """Which element of a list it is: msgspec says `[...]`. Found by leaving out what comes behind it."""
    while "[...]" in said:
        match = _PATH.search(said)
        where = _steps((match.group(1) if match else "").partition("[...]")[0].removeprefix("$").removeprefix("."))
        read = json.loads(raw)
        holder = read
        for step in where:
            holder = holder[int(step[1:-1])] if step.startswith("[") else holder.get(step)
        if not isinstance(holder, list):  # a value of a dictionary: it has no number
            return said.replace("[...]", "[]")
        elements = list(holder)
        low, high = 0, len(elements) - 1
        while low < high:
            middle = (low + high) // 2
            holder[:] = elements[: middle + 1]
            if _fits(read, kind):
                low = middle + 1
            else:
                high = middle
        said = said.replace("[...]", f"[{low}]", 1)
    return said


def _fits(read: Any, kind: type[Any]) -> bool:
    try:
        msgspec.convert(read, kind)
    except msgspec.ValidationError:
        return False
    return True


def _in_words(reason: str, harr_kind: str | None) -> str:
    examples = {
        "amount": 'an amount is a string such as "12.30"',
        "rate": 'a rate is a string such as "0.0042", at most 15 decimals',
        "quantity": 'a quantity is a string such as "3", at most 9 decimals',
        "percentage": 'a percentage is a string such as "21"',
        "currency": 'a currency is three capital letters such as "EUR"',
        "country": 'a country is two capital letters such as "NL"',
    }
    said = reason[0].lower() + reason[1:]
    return f"{examples[harr_kind]} ({said})" if harr_kind in examples else said


def _steps(path: str) -> list[str]:
    return [step for step in re.split(r"\.|(?=\[)", path) if step]


def _type_at(kind: type[Any], path: str) -> inspect.Type | None:
    found: inspect.Type | None = inspect.type_info(kind)
    for step in _steps(path):
        found = _into(found, step)
        if found is None:
            return None
    return found


def _into(found: inspect.Type | None, step: str) -> inspect.Type | None:
    for one in _members(found):
        if isinstance(one, inspect.StructType):
            for item in one.fields:
                if item.encode_name == step:
                    return item.type
        if isinstance(one, (inspect.ListType, inspect.VarTupleType)) and step.startswith("["):
            return one.item_type
        if isinstance(one, inspect.DictType):
            return one.value_type
    return None


def _members(found: inspect.Type | None) -> list[inspect.Type]:
    if isinstance(found, inspect.Metadata):
        return _members(found.type)
    if isinstance(found, inspect.UnionType):
        return [member for each in found.types for member in _members(each)]
    return [] if found is None else [found]


def _kind_at(kind: type[Any], path: str) -> str | None:
    return kind_of(_type_at(kind, path))


def _fields_at(kind: type[Any], path: str) -> list[str]:
    return [
        item.encode_name
        for one in _members(_type_at(kind, path))
        if isinstance(one, inspect.StructType)
        for item in one.fields
    ]


def no_line_ends(kind: type[Any], value: Any) -> None:
    """Python's `$` lets a line end by: whatever has a pattern may not end in one."""
    for path, text in _texts(value):
        if text.endswith("\n") and _has_pattern(_type_at(kind, path)):
            raise FieldInvalid(f"{path} ends in a line end", field=path, way_out="Send the value without it.")


def within_the_calendar(kind: type[Any], value: Any) -> None:
    """What is dated has a day after it, in every zone: the first and the last years of the calendar are refused."""
    for path, text in _texts(value):
        if text[:4].isdigit() and not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR and _is_dated(_type_at(kind, path)):
            raise FieldInvalid(
                f"{path} lies in the year {text[:4]}",
                field=path,
                way_out=f"Send a year from {FIRST_YEAR} to {LAST_YEAR}.",
            )


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a body or a query, with its path."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _texts(each, f"{path}.{name}".removeprefix("."))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _texts(each, f"{path}[{number}]")
    elif isinstance(value, str):
        yield path, value


def _is_dated(found: inspect.Type | None) -> bool:
    return any(isinstance(each, inspect.DateType | inspect.DateTimeType) for each in _members(found))


def _has_pattern(found: inspect.Type | None) -> bool:
    if isinstance(found, inspect.Metadata):
        return _has_pattern(found.type)
    if isinstance(found, inspect.UnionType):
        return any(_has_pattern(each) for each in found.types)
    return isinstance(found, inspect.StrType) and found.pattern is not None

"""From bytes to a typed request, or a refusal that names the field, the rule and the way out.

msgspec does the work; this file turns its complaints into Harr's codes, and looks
after what it lets pass: keys that stand twice, numbers where money is wanted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import msgspec
from msgspec import inspect

from harr.contract.kinds import kind_of
from harr.contract.operations import Filter, Listing, Operation
from harr.contract.words import Request
from harr.kernel.errors import (
    BodyInvalid,
    BodyTooLarge,
    DuplicateKey,
    FieldInvalid,
    FieldUnknown,
    FilterUnknown,
    MoneyFloat,
    Refusal,
)
from harr.kernel.ids import id_number
from harr.kernel.time import parse_date, parse_instant

BODY_LIMIT = 1024 * 1024
BULK_LIMIT = 6 * 1024 * 1024
DEPTH_LIMIT = 32
PAGE_LIMIT = 100
NUMBERS_AS_STRINGS = frozenset({"amount", "rate", "quantity", "percentage"})

_PATH = re.compile(r" - at `([^`]*)`$")
_UNKNOWN = re.compile(r"^Object contains unknown field `([^`]*)`")
_MISSING = re.compile(r"^Object missing required field `([^`]*)`")
ESCAPED = re.compile(rb"\\u(00|d[89a-f])", re.IGNORECASE)
UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_COMPARE = ("gte", "gt", "lte", "lt")


def body(operation: Operation, raw: bytes) -> Request | None:
    """The request's body as the type that the operation declares."""
    if operation.request is None:
        if raw.strip() not in {b"", b"{}"}:
            raise BodyInvalid(f"{operation.name} takes no body", way_out="Send no body.")
        return None
    limit = BULK_LIMIT if operation.bulk else BODY_LIMIT
    if len(raw) > limit:
        raise BodyTooLarge(f"the body has {len(raw):,} bytes; {operation.name} takes {limit:,}", limit=limit)
    try:
        if operation.bulk and not ESCAPED.search(
            raw
        ):  # ten thousand events are read in one go, and nobody looks for doubled keys there: for speed
            found = msgspec.json.decode(raw or b"{}", type=operation.request)
        else:
            found = msgspec.convert(_read(raw or b"{}"), operation.request)
    except msgspec.ValidationError as wrong:
        _refuse(operation.request, _numbered(operation.request, raw, str(wrong)), "")
    except msgspec.DecodeError as wrong:
        raise BodyInvalid(f"the body is not JSON: {wrong}") from wrong
    if b'\\n"' in raw or b'000a"' in raw.lower():
        _no_line_ends(operation.request, json.loads(raw))
    return found


def query(operation: Operation, given: Mapping[str, str]) -> Request | None:
    """The query as the type that the operation declares (a question), or nothing."""
    if operation.query is None:
        return None
    names = {item.encode_name for item in msgspec.structs.fields(operation.query)}
    for name in given:
        if name not in names and name != "dry_run":
            _unknown_parameter(operation, name, sorted(names))
    try:
        found = msgspec.convert({k: v for k, v in given.items() if k in names}, operation.query, strict=False)
    except msgspec.ValidationError as wrong:
        _refuse(operation.query, str(wrong), "")
    _no_line_ends(operation.query, dict(given))
    return found


def listing(operation: Operation, given: Mapping[str, str]) -> Listing:
    """Page, order and filters of a list."""
    by_name = {item.name: item for item in operation.filters}
    filters: dict[str, tuple[str | int, ...]] = {}
    for name, value in given.items():
        if name in {"limit", "after", "order"}:
            continue
        field, _, comparison = name.removesuffix("]").partition("[")
        found = by_name.get(field)
        ranged = found is not None and found.kind in {"instant", "date"}
        if found is None or (comparison and (not ranged or comparison not in _COMPARE)):
            _unknown_parameter(operation, name, ["limit", "after", "order", *parameters(operation.filters)])
        filters[name] = _values(found, name, value)
    return Listing(
        limit=_limit(given.get("limit", "20")), after=given.get("after"), order=_order(given), filters=filters
    )


def parameters(filters: Sequence[Filter]) -> list[str]:
    """The query parameters of filters as a caller writes them."""
    found: list[str] = []
    for item in filters:
        found.append(item.name)
        if item.kind in {"instant", "date"}:
            found += [f"{item.name}[{comparison}]" for comparison in _COMPARE]
    return found


def no_query(operation: Operation, given: Mapping[str, str]) -> bool:
    """Whether a write is to be rehearsed; any parameter but `dry_run` is refused."""
    for name in given:
        if name != "dry_run":
            _unknown_parameter(operation, name, ["dry_run"] if operation.writes else [])
    value = given.get("dry_run", "false")
    if value not in {"true", "false"}:
        raise FieldInvalid(f"dry_run is {value[:60]!r}; it is true or false", field="dry_run")
    if value == "true" and not operation.writes:
        _unknown_parameter(operation, "dry_run", [])
    return value == "true"


# ---- JSON ------------------------------------------------------------------------------------------------------------


def _read(raw: bytes) -> Any:
    try:
        found = json.loads(raw, object_pairs_hook=_pairs, parse_constant=_constant)
    except (UnicodeDecodeError, json.JSONDecodeError) as wrong:
        raise BodyInvalid(f"the body is not JSON: {wrong}") from wrong
    except (RecursionError, ValueError) as wrong:  # too deep, or an integer of more digits than Python reads
        raise BodyInvalid("the body is nested too deep or holds a number that is too long") from wrong
    if not isinstance(found, dict):
        raise BodyInvalid("the body is not a JSON object")
    _sound(found, "", DEPTH_LIMIT)
    return found


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise DuplicateKey(f"the key {name!r} stands twice in one object", field=name)
            seen.add(name)
    return found


def _constant(name: str) -> NoReturn:
    raise BodyInvalid(f"{name} is not JSON", way_out="Send numbers that exist; amounts are strings.")


def _sound(value: Any, path: str, levels: int) -> None:
    """Refuse what no field can take: nesting without end, control characters, halves of a character."""
    if levels < 0:
        raise BodyInvalid(f"the body is nested deeper than {DEPTH_LIMIT} levels")
    if isinstance(value, dict):
        for name, each in value.items():
            _sound(name, path, levels)
            _sound(each, f"{path}.{name}".removeprefix("."), levels - 1)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            _sound(each, f"{path}[{number}]", levels - 1)
    elif isinstance(value, str) and (UNSOUND.search(value)):
        raise FieldInvalid(
            f"{path.encode(errors='replace').decode()} holds a control character or half of a character",
            field=path.encode(errors="replace").decode() or None,
            way_out="Send text without control characters; a line end or a tab is welcome.",
        )


def _no_line_ends(kind: type[Any], value: Any, path: str = "") -> None:
    """Python's `$` lets a line end by: whatever has a pattern may not end in one."""
    if isinstance(value, dict):
        for name, each in value.items():
            _no_line_ends(kind, each, f"{path}.{name}".removeprefix("."))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            _no_line_ends(kind, each, f"{path}[{number}]")
    elif isinstance(value, str) and value.endswith("\n") and _has_pattern(_type_at(kind, path)):
        raise FieldInvalid(f"{path} ends in a line end", field=path, way_out="Send the value without it.")


def _has_pattern(found: inspect.Type | None) -> bool:
    if isinstance(found, inspect.Metadata):
        return _has_pattern(found.type)
    if isinstance(found, inspect.UnionType):
        return any(_has_pattern(each) for each in found.types)
    return isinstance(found, inspect.StrType) and found.pattern is not None


# ---- what msgspec says, in Harr's words ------------------------------------------------------------------------------


def _refuse(kind: type[Any], said: str, prefix: str) -> NoReturn:
    match = _PATH.search(said)
    path = (match.group(1) if match else "$").removeprefix("$").removeprefix(".")
    path = prefix + path
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
    raise FieldInvalid(f"{path or 'the body'}: {_in_words(reason, harr_kind)}", field=path or None)


def _numbered(kind: type[Any], raw: bytes, said: str) -> str:
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


# ---- queries ---------------------------------------------------------------------------------------------------------


def _unknown_parameter(operation: Operation, name: str, known: Sequence[str]) -> NoReturn:
    raise FilterUnknown(f"{operation.name} has no query parameter {name[:60]!r}", field=name[:60], known=list(known))


def _values(found: Filter, name: str, value: str) -> tuple[str | int, ...]:
    parts = [value] if "[" in name else value.split(",")
    return tuple(_value(found, name, part) for part in parts)


def _value(found: Filter, name: str, part: str) -> str | int:
    try:
        if found.kind == "reference":
            return id_number(part, found.prefix, field=name)
        if found.kind == "instant":
            return parse_instant(part)
        if found.kind == "date":
            return parse_date(part).isoformat()
    except Refusal:
        raise
    except (ValueError, OverflowError) as wrong:
        form = "an instant such as 2026-01-31T00:00:00Z" if found.kind == "instant" else "a date such as 2026-01-31"
        raise FieldInvalid(f"{name} is {part[:60]!r}; it is {form}", field=name) from wrong
    if found.kind == "word" and part not in found.words:
        raise FieldInvalid(f"{name} is {part[:60]!r}; it is one of {', '.join(found.words)}", field=name)
    if "\x00" in part:
        raise FieldInvalid(f"{name} holds a control character", field=name)
    return part


def _limit(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text, re.ASCII) or not 1 <= int(text) <= PAGE_LIMIT:
        raise FieldInvalid(f"limit is {text[:20]!r}; it is a whole number from 1 to {PAGE_LIMIT}", field="limit")
    return int(text)


def _order(given: Mapping[str, str]) -> Any:
    order = given.get("order", "desc")
    if order not in {"asc", "desc"}:
        raise FieldInvalid(f"order is {order[:20]!r}; it is asc or desc", field="order")
    return order

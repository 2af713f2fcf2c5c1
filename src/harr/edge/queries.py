"""From query parameters to a listing: every filter is one that the contract names, in the form that stores keep."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from harr.contract.operations import Filter, Listing, Operation
from harr.kernel.errors import FieldInvalid, FilterUnknown, Refusal
from harr.kernel.ids import id_number
from harr.kernel.time import parse_date, parse_instant

PAGE_LIMIT = 100

_COMPARE = ("gte", "gt", "lte", "lt")


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
            unknown_parameter(operation, name, ["limit", "after", "order", *parameters(operation.filters)])
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


def rehearsing(operation: Operation, given: Mapping[str, str]) -> bool:
    """Whether a write is to be rehearsed; any parameter but `dry_run` is refused."""
    for name in given:
        if name != "dry_run":
            unknown_parameter(operation, name, ["dry_run"] if operation.writes else [])
    value = given.get("dry_run", "false")
    if value not in {"true", "false"}:
        raise FieldInvalid(f"dry_run is {value[:60]!r}; it is true or false", field="dry_run")
    if value == "true" and not operation.writes:
        unknown_parameter(operation, "dry_run", [])
    return value == "true"


def unknown_parameter(operation: Operation, name: str, known: Sequence[str]) -> NoReturn:
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

"""JSON as Harr reads it: one object, no key twice, no NaN, no depth without end, no control characters."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from harr.kernel.errors import BodyInvalid, DuplicateKey, FieldInvalid

DEPTH_LIMIT = 32
UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read(raw: bytes) -> Any:
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

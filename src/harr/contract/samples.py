"""A likely value of any contract type, read off the type itself: for operations without a handwritten example.

What is asked gets what is required, or else its first field. What is answered
gets everything that is usually there: lists have one element; what tells of an
end or a failure stays null.
"""

from __future__ import annotations

import re
import types
import typing
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from harr.contract.words import Request

NOTHING = (type(None), msgspec.UnsetType)
LATER = re.compile(r"(^|_)(end|ends|until|expires?|expiry|due|resets|through|next|arrives|to)(_|$)")
UNSAID = re.compile(
    r"(^|_)(error|failures?|failure|cancell?ed|cancel|ended|archived|revoked|reverses|reversed|corrects?|pause|paused"
    r"|adjustments|amount_off|cursor|voided|redacted|pending|closed|secret|resumes|promise|rejected|override|successor)(_|$)"
)
DAYS = {date: ("2026-01-15", "2026-02-15"), datetime: ("2026-01-15T09:00:00Z", "2026-02-15T09:00:00Z")}
PLAIN: dict[Any, Any] = {bool: True, bytes: "", Any: {}, dict: {}, list: []}
USUAL = {"status": "active", "interval": "month"}
TEXTS = {"currency": "EUR", "iban": "NL91ABNA0417164300", "name": "Pro", "object": "resource", "html": "<p>Hello</p>"}
TRIED = ("1", "2026-01-15", "09:00", "2026-01", "en", "NL", "EUR")


def sample(kind: Any) -> Any:
    """A value of the type; it has gone through the type's own validation."""
    return msgspec.convert(_value(kind, "", ()), kind)


def _value(kind: Any, name: str, inside: tuple[Any, ...]) -> Any:
    """The value as JSON has it. `inside` are the structs that it stands in, so that a tree ends."""
    kind, metas = _bare(kind)
    examples = [example for meta in metas for example in meta.examples or ()]
    if examples:
        # What may be below zero usually is not.
        return examples[0].removeprefix("-") if isinstance(examples[0], str) else examples[0]
    if _is_struct(kind):
        return _struct(kind, inside)
    if typing.get_origin(kind) is list:
        element = typing.get_args(kind)[0]
        many = max([1, *(meta.min_length for meta in metas if meta.min_length)])
        return [] if _bare(element)[0] in inside else [_value(element, name, inside)] * many
    if typing.get_origin(kind) is dict:
        return _pairs(typing.get_args(kind), name, inside)
    return _scalar(kind, name, metas)


def _scalar(kind: Any, name: str, metas: list[msgspec.Meta]) -> Any:
    if typing.get_origin(kind) is Literal:
        words = typing.get_args(kind)
        return USUAL[name] if USUAL.get(name) in words else words[0]
    if kind in DAYS:
        return DAYS[kind][bool(LATER.search(name))]
    if kind is str:
        return _text(name, metas)
    if kind is int:
        return max([1, *(meta.ge for meta in metas if isinstance(meta.ge, int))])
    if kind in PLAIN:
        return PLAIN[kind]
    raise TypeError(f"no sample can be made of {kind!r} ({name}); give its Meta an example")


def _struct(kind: Any, inside: tuple[Any, ...]) -> dict[str, Any]:
    fields = msgspec.structs.fields(kind)
    asked = issubclass(typing.get_origin(kind) or kind, Request)
    if asked:
        shown = [f for f in fields if f.required] or [f for f in fields if f.name not in {"external_id", "metadata"}][
            :1
        ]
    else:
        shown = [f for f in fields if f.required or _is_usual(f)]
    return {f.encode_name: _field(f, (*inside, kind), chosen=asked) for f in shown}


def _is_usual(field: msgspec.structs.FieldInfo) -> bool:
    """Whether an answer usually has it: not what is still to come or went wrong."""
    if field.name == "external_id" or UNSAID.search(field.name):
        return False
    if _bare(field.type)[0] is datetime:
        return field.name in {"updated_at", "expires_at", "next_invoice_at"}
    return True


def _field(field: msgspec.structs.FieldInfo, inside: tuple[Any, ...], *, chosen: bool) -> Any:
    kind = _bare(field.type)[0]
    if not chosen:
        if field.default not in {msgspec.NODEFAULT, msgspec.UNSET, None}:
            return field.default
        if (
            typing.get_origin(kind) is list
            and not field.required
            and not _is_struct(_bare(typing.get_args(kind)[0])[0])
        ):
            return []
    if kind in inside and not field.required:
        return None
    return _value(field.type, field.encode_name, inside)


def _pairs(arguments: tuple[Any, ...], name: str, inside: tuple[Any, ...]) -> dict[str, Any]:
    """One pair, where the key means something."""
    key = _bare(arguments[0])
    if key[0] is str and not any(meta.pattern for meta in key[1]):
        return {}
    return {_value(arguments[0], name, inside): _value(arguments[1], name, inside)}


def _text(name: str, metas: list[msgspec.Meta]) -> str:
    for text in (TEXTS.get(name, name.replace("_", " ") or "text"), *TRIED):
        if all(_fits(text, meta) for meta in metas):
            return text
    raise TypeError(f"no sample fits the pattern of {name}; give its Meta an example")


def _fits(text: str, meta: msgspec.Meta) -> bool:
    return (
        (meta.pattern is None or re.search(meta.pattern, text) is not None)
        and len(text) >= (meta.min_length or 0)
        and (meta.max_length is None or len(text) <= meta.max_length)
    )


def _bare(kind: Any) -> tuple[Any, list[msgspec.Meta]]:
    """The type without null, without absence and without its Meta; and the Meta."""
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        kind = next(member for member in typing.get_args(kind) if member not in NOTHING)
    if typing.get_origin(kind) is typing.Annotated:
        bare, *metas = typing.get_args(kind)
        found, more = _bare(bare)
        return found, [*(m for m in metas if isinstance(m, msgspec.Meta)), *more]
    return kind, []


def _is_struct(kind: Any) -> bool:
    plain = typing.get_origin(kind) or kind
    return isinstance(plain, type) and issubclass(plain, msgspec.Struct)

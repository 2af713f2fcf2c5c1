"""What an operation is, and the few forms that most of them have.

Router, validation, mock, OpenAPI, SDK, CLI and conformance tests read these
declarations and nothing else. A handler is called as `fn(tx, *path parameters,
body, query)`, each where the operation declares it.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

import msgspec

from harr.contract.words import Answer, Deleted, NoBody, Request

Method = Literal["GET", "POST", "PATCH", "DELETE"]
T = TypeVar("T")

ALWAYS = ("unauthenticated", "key_revoked", "capability_not_granted", "scope_missing", "rate_limited", "try_again")
ON_QUERY = ("filter_unknown", "field_invalid")
ON_ID = ("not_found", "field_invalid")
ON_BODY = (
    "body_invalid",
    "body_too_large",
    "field_unknown",
    "field_invalid",
    "money_digits",
    "money_float",
    "duplicate_key",
    "filter_unknown",
    "not_found",
)
ON_POST = ("idempotency_in_flight", "idempotency_key_reused", "state_conflict")
ASKING = frozenset({"check", "diff", "estimate", "preview", "test"})


class Page(Answer, Generic[T], kw_only=True):
    """One page of a list. `next_cursor` goes into `after`."""

    data: list[T]
    has_more: bool = False
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A query parameter of a list: a value or several by comma; dates and instants as ranges."""

    name: str
    kind: Literal["reference", "word", "text", "instant", "date"]
    words: tuple[str, ...] = ()
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list handler is given: already validated."""

    limit: int = 20
    after: str | None = None
    order: Literal["asc", "desc"] = "desc"
    filters: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict)
    """By parameter, in the form that stores keep: ids as numbers, instants as microseconds, dates as text.

    `{"status": ("open", "paid"), "created_at[gte]": (1767225600000000,)}`
    """


@dataclass(frozen=True, slots=True)
class Content:
    """An answer that is not JSON: a document, an export."""

    media: str
    body: bytes
    filename: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing a caller can ask for."""

    name: str
    method: Method
    path: str
    summary: str
    response: Any
    request: type[Request] | None = None
    query: type[Request] | None = None
    filters: tuple[Filter, ...] = ()
    listing: bool = False
    status: int = 200
    errors: tuple[str, ...] = ()
    money: bool = False
    """Marked $: the scope is `…:money`, and an Idempotency-Key is required."""
    keyed: bool = False
    """An Idempotency-Key is required though the scope is `…:write`."""
    bulk: bool = False
    starts_job: bool = False
    media: str = "application/json"
    drains: tuple[str, ...] = ()
    """Reactions done before the answer, as `service.function`."""
    example: Any = None
    public: bool = False
    """Needs no credential: a pure question without state."""
    raw: bool = False
    """The handler is given headers and body as they came, and answers for the credential itself (a signature)."""

    @property
    def resource(self) -> str:
        """The plural: `invoices` of `invoices.finalize`."""
        return self.name.partition(".")[0]

    @property
    def verb(self) -> str:
        """`finalize` of `invoices.finalize`."""
        return self.name.partition(".")[2]

    @property
    def writes(self) -> bool:
        """Changes something, unless it is a POST that only asks."""
        return self.method != "GET" and not self.public and self.verb not in ASKING

    @property
    def scope(self) -> str:
        """`invoices:read`, `invoices:write` or `invoices:money`."""
        return f"{self.resource}:{'money' if self.money else 'write' if self.writes else 'read'}"

    @property
    def needs_key(self) -> bool:
        """Whether an Idempotency-Key is required."""
        return self.money or self.keyed

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in the path, in order."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))

    def refusals(self) -> tuple[str, ...]:
        """Every error code that this operation can give, without doubles, in a stable order."""
        codes = [*ALWAYS]
        codes += ON_QUERY
        if self.parameters:
            codes += ON_ID
        if self.request is not None:
            codes += ON_BODY
        if self.method == "POST" and self.writes:
            codes += ON_POST
        if self.method in {"PATCH", "DELETE"}:
            codes += ("state_conflict",)
        if self.writes:
            codes += ("version_stale",)
        return tuple(dict.fromkeys([*codes, *self.errors]))


def standard(
    resource: type[Answer],
    *,
    plural: str,
    path: str,
    actions: str,
    create: type[Request] | None = None,
    update: type[Request] | None = None,
    errors: tuple[str, ...] = (),
    keyed: bool = False,
    drains: tuple[str, ...] = (),
    example: Any = None,
    filters: tuple[Filter, ...] | None = None,
) -> tuple[Operation, ...]:
    """The usual operations of a resource: any of `create retrieve list update delete`, in that order.

    `drains` are the reactions that are done before `create` answers.
    """
    noun = one(plural)
    page: Any = Page[resource]  # type: ignore[valid-type]
    wanted = actions.split()
    forms: dict[str, Operation] = {
        "create": Operation(
            name=f"{plural}.create", method="POST", path=path, summary=f"Create {article(noun)}.", request=create,
            response=resource, errors=("already_exists", *errors), keyed=keyed, drains=drains, example=example,
        ),
        "retrieve": Operation(
            name=f"{plural}.retrieve", method="GET", path=f"{path}/{{id}}", summary=f"Read {article(noun)}.",
            response=resource, example=example,
        ),
        "list": Operation(
            name=f"{plural}.list", method="GET", path=path, summary=f"List {words(plural)}.", response=page,
            listing=True, filters=filters_of(resource) if filters is None else filters,
            example=None if example is None else Page(data=[example]),
        ),
        "update": Operation(
            name=f"{plural}.update", method="PATCH", path=f"{path}/{{id}}", summary=f"Change {article(noun)}.",
            request=update, response=resource, errors=errors, example=example,
        ),
        "delete": Operation(
            name=f"{plural}.delete", method="DELETE", path=f"{path}/{{id}}", summary=f"Delete {article(noun)}.",
            response=Deleted, errors=("state_conflict",),
            example=None if example is None else Deleted(id=example.id, object=example.object),
        ),
    }  # fmt: skip
    unknown = set(wanted) - set(forms)
    if unknown:
        msg = f"{plural}: no such standard action {sorted(unknown)}"
        raise ValueError(msg)
    return tuple(forms[action] for action in forms if action in wanted)


def verb(
    name: str,
    path: str,
    response: Any,
    summary: str,
    *,
    request: type[Request] = NoBody,
    money: bool = False,
    keyed: bool = False,
    errors: tuple[str, ...] = ("state_conflict",),
    starts_job: bool = False,
    bulk: bool = False,
    drains: tuple[str, ...] = (),
    example: Any = None,
) -> Operation:
    """A POST on a sub-path; it answers with the resource it was called on. One that starts a job answers 202."""
    return Operation(
        name=name, method="POST", path=path, summary=summary, request=request, response=response, money=money,
        keyed=keyed, errors=errors, status=202 if starts_job else 200, starts_job=starts_job, bulk=bulk, drains=drains,
        example=example,
    )  # fmt: skip


def question(
    name: str,
    path: str,
    response: Any,
    summary: str,
    *,
    query: type[Request] | None = None,
    errors: tuple[str, ...] = (),
    media: str = "application/json",
    public: bool = False,
    example: Any = None,
) -> Operation:
    """A GET that is not a plain list."""
    return Operation(
        name=name, method="GET", path=path, summary=summary, response=response, query=query, errors=errors,
        media=media, public=public, example=example,
    )  # fmt: skip


def filters_of(resource: type[msgspec.Struct]) -> tuple[Filter, ...]:
    """Every reference, `status`, `external_id`, `currency`, and every instant and date as a range (API.md §1)."""
    hints = typing.get_type_hints(resource, include_extras=True)
    found: list[Filter] = []
    for name in resource.__struct_fields__:
        made = _filter(name, hints[name])
        if made is not None:
            found.append(made)
    return tuple(found)


def _filter(name: str, hint: Any) -> Filter | None:
    kind, meta = _plain(hint)
    if meta is not None and (meta.extra_json_schema or {}).get("x-harr-reference"):
        return Filter(name, "reference", prefix=str(meta.pattern).removeprefix("^").partition("_")[0])
    if typing.get_origin(kind) is Literal and name in {"status", "type", "kind", "payment_status"}:
        return Filter(name, "word", words=typing.get_args(kind))
    if name in {"external_id", "currency", "code", "number"} and kind is str:
        return Filter(name, "text")
    if kind is datetime and name.endswith("_at"):
        return Filter(name, "instant")
    if kind is date and name.endswith("_on"):
        return Filter(name, "date")
    return None


def _plain(hint: Any) -> tuple[Any, msgspec.Meta | None]:
    """The type without `| None`, and its Meta where it has one."""
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        members = [a for a in typing.get_args(hint) if a is not type(None)]
        if len(members) != 1:
            return hint, None
        hint = members[0]
    if typing.get_origin(hint) is typing.Annotated:
        kind, *metas = typing.get_args(hint)
        found = [m for m in metas if isinstance(m, msgspec.Meta)]
        return kind, found[0] if found else None
    return hint, None


IRREGULAR = {
    "entities": "entity", "series": "series", "entries": "entry", "currencies": "currency", "taxes": "tax",
    "sandboxes": "sandbox", "deliveries": "delivery",
}  # fmt: skip


def one(plural: str) -> str:
    """`invoice` of `invoices`."""
    return IRREGULAR.get(plural, plural.removesuffix("s"))


def words(name: str) -> str:
    """`credit notes` of `credit_notes`."""
    return name.replace("_", " ")


def article(noun: str) -> str:
    """`an invoice`, `a credit note`."""
    return f"{'an' if noun[0] in 'aeio' else 'a'} {words(noun)}"

"""How a call becomes a request, how its answer is read, and how often it is tried. The generated methods end here."""

from __future__ import annotations

import datetime as dt
import logging
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import quote

import msgspec
from msgspec import UNSET

from harr_client.errors import HarrError, UnexpectedAnswer, error_of
from harr_client.pages import Page
from harr_client.retries import RETRIES, wait_seconds, worth_retrying
from harr_client.tokens import Tokens
from harr_client.transport import Request, Response, Transport

T = TypeVar("T")

log = logging.getLogger("harr_client")


class Rehearsal(msgspec.Struct, Generic[T], kw_only=True):
    """What a write would do, asked with `dry_run=True`. Nothing of it is kept, and no number is used."""

    result: T
    dry_run: bool = True
    transactions: list[dict[str, Any]] = msgspec.field(default_factory=list)
    """The postings that would be made."""
    documents: list[dict[str, Any]] = msgspec.field(default_factory=list)
    events: list[dict[str, Any]] = msgspec.field(default_factory=list)
    emails: list[dict[str, Any]] = msgspec.field(default_factory=list)
    asks: list[dict[str, Any]] = msgspec.field(default_factory=list)
    """What a provider would be asked."""


class Content(msgspec.Struct, kw_only=True):
    """An answer that is not JSON: a document, an export."""

    media: str
    body: bytes


class _Listed(msgspec.Struct, Generic[T], kw_only=True):
    data: list[T]
    has_more: bool = False
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What may be said about any call, beside what it asks for."""

    dry_run: bool = False
    idempotency_key: str | None = None
    if_match: int | None = None
    reason: str | None = None


NO_OPTIONS = Options()


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A credential and the transport that carries it. It is not shown when printed."""

    transport: Transport
    key: str | None = None
    version: str | None = None
    tokens: Tokens | None = None
    """Where a token is had instead of sending the key."""
    retries: int = RETRIES
    sleep: Callable[[float], None] = time.sleep

    def __repr__(self) -> str:
        return f"Caller({self.transport!r})"

    # ---- what the generated methods call -----------------------------------------------------------------------------

    def one(
        self,
        method: str,
        path: str,
        kind: type[T],
        *,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        options: Options = NO_OPTIONS,
    ) -> T:
        """Ask for something that is answered with one thing."""
        return read(self.ask(method, path, query=query, body=body, options=options), kind)

    def write(
        self, method: str, path: str, kind: type[T], *, body: Mapping[str, Any] | None = None, options: Options
    ) -> T | Rehearsal[T]:
        """Have something done, or rehearse it."""
        response = self.ask(method, path, body=body, options=options)
        return read(response, Rehearsal[kind]) if options.dry_run else read(response, kind)  # type: ignore[valid-type]

    def page(self, path: str, kind: type[T], query: Mapping[str, Any]) -> Page[T]:
        """Ask for one page of a list."""
        listed: _Listed[T] = read(self.ask("GET", path, query=query), _Listed[kind])  # type: ignore[valid-type]
        return Page(
            listed.data,
            listed.has_more,
            listed.next_cursor,
            lambda after: self.page(path, kind, {**query, "after": after}),
        )

    def content(self, path: str, query: Mapping[str, Any]) -> Content:
        """Ask for a document."""
        response = self.ask("GET", path, query=query)
        return Content(media=response.headers.get("content-type", ""), body=response.body)

    # ---- one logical call --------------------------------------------------------------------------------------------

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        options: Options = NO_OPTIONS,
    ) -> Response:
        """One logical call: its request is made once, and tried until it is answered or there is no point."""
        asked = {**(query or {}), **({"dry_run": True} if options.dry_run else {})}
        request = Request(
            method=method,
            path=path,
            query={name: as_text(value) for name, value in asked.items() if value is not UNSET and value is not None},
            headers=self._headers(method, options, with_body=body is not None),
            body=b"" if body is None else msgspec.json.encode(given(body)),
        )
        return self.send(request)

    def send(self, request: Request) -> Response:
        """Send one request, again with the very same key where that is safe; the answer, or the error that it says."""
        attempt = 0
        while True:
            try:
                return self._once(request)
            except HarrError as error:
                if attempt >= self.retries or not worth_retrying(error, request):
                    raise
                wait = wait_seconds(attempt, error)
                log.info("%s %s: %s; again in %.1f s", request.method, request.path, error.code or error.detail, wait)
                self.sleep(wait)
            attempt += 1

    def _once(self, request: Request) -> Response:
        by_token = self.tokens is not None and "authorization" in request.headers
        response = (self.tokens if self.tokens and by_token else self.transport).handle(request)
        if response.status >= 300:
            raise error_of(response.status, response.headers, response.body)
        return response

    def _headers(self, method: str, options: Options, *, with_body: bool) -> dict[str, str]:
        idempotency_key = options.idempotency_key
        if method == "POST" and idempotency_key is None:
            idempotency_key = str(uuid.uuid4())
        named = {
            "accept": "application/json",
            "authorization": self.key and f"Bearer {self.key}",
            "content-type": "application/json" if with_body else None,
            "harr-version": self.version,
            "idempotency-key": idempotency_key,
            "if-match": None if options.if_match is None else f'"{options.if_match}"',
            "harr-reason": options.reason,
        }
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Resource:
    """All that can be done with one kind of thing; the generated classes add the methods."""

    caller: Caller


def read(response: Response, kind: type[T]) -> T:
    """The body as what it should be."""
    try:
        return msgspec.json.decode(response.body, type=kind)
    except msgspec.DecodeError as wrong:
        raise UnexpectedAnswer(
            f"the answer cannot be read: {wrong}",
            code="unexpected_answer",
            status=response.status,
            way_out="Use the harr-client that belongs to this version of Harr, or read the answer by `client.request`.",
            request_id=response.headers.get("harr-request-id"),
        ) from wrong


def given(body: Mapping[str, Any]) -> dict[str, Any]:
    """What the caller named; what was not named is not sent, and None is sent as null."""
    return {name: value for name, value in body.items() if value is not UNSET}


def segment(text: str) -> str:
    """A value as a part of a path. An empty one would ask for something else."""
    if not text:
        raise ValueError("an id is empty")
    return quote(text, safe="")


def as_text(value: Any) -> str:
    """A value as a part of a query: several by comma, instants in UTC."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise ValueError(f"{value} is no instant: it has no time zone")
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return ",".join(as_text(each) for each in value)


def parameters(filters: Mapping[str, Any]) -> dict[str, Any]:
    """Keyword arguments of a list as its query: `created_at_gte` is `created_at[gte]` there, `from_` is `from`."""
    return {_parameter(name): value for name, value in filters.items()}


def _parameter(name: str) -> str:
    head, _, comparison = name.rpartition("_")
    return f"{head}[{comparison}]" if comparison in {"gte", "gt", "lte", "lt"} else name.removesuffix("_")

"""From ASGI to the gateway: read the request, let a thread dispatch it, send what it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from harr.edge.gateway import Gateway, Request, Response
from harr.edge.problems import MEDIA, problem
from harr.edge.validation import BULK_LIMIT
from harr.kernel.errors import BodyTooLarge

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Threads:
    """Who dispatches: SQLite has one thread that writes and some that read, any other store a thread a connection.

    Writers of SQLite that wait in the busy handler of one another are five times
    slower than writers in a line.
    """

    def __init__(self, gateway: Gateway, connections: int) -> None:
        self.readers: Executor = ThreadPoolExecutor(connections, thread_name_prefix="harr-reader")
        alone = gateway.engine.store.lane == "sqlite"
        self.writers: Executor = ThreadPoolExecutor(1, thread_name_prefix="harr-writer") if alone else self.readers

    def of(self, method: str) -> Executor:
        """Those who do requests of this method."""
        return self.readers if method in {"GET", "HEAD", "OPTIONS"} else self.writers

    def close(self) -> None:
        """When the last request is answered."""
        self.readers.shutdown()
        self.writers.shutdown()


class Api:
    """Everything under /v1, and what the gateway answers beside it."""

    def __init__(self, gateway: Gateway, threads: Threads) -> None:
        self.gateway = gateway
        self.threads = threads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = await _body(receive)
        response = _too_large() if body is None else await self._dispatched(scope, body)
        headers = [(name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in response.headers.items()]
        headers.append((b"content-length", str(len(response.body)).encode()))
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": response.body})

    async def _dispatched(self, scope: Scope, body: bytes) -> Response:
        request = Request(scope["method"], _path(scope), _query(scope), _headers(scope["headers"]), body)
        threads = self.threads.of(request.method)
        return await asyncio.get_running_loop().run_in_executor(threads, self.gateway.dispatch, request)


async def _body(receive: Receive) -> bytes | None:
    """The whole body, or nothing where it is larger than any operation takes: the rest is not read."""
    found = bytearray()
    more = True
    while more:
        message = await receive()
        found += message.get("body", b"")
        if len(found) > BULK_LIMIT:
            return None
        more = message.get("more_body", False)
    return bytes(found)


def _too_large() -> Response:
    refusal = BodyTooLarge(f"the body has more than {BULK_LIMIT:,} bytes", limit=BULK_LIMIT)
    headers = {"Content-Type": MEDIA, "X-Content-Type-Options": "nosniff", "Connection": "close"}
    return Response(refusal.status, msgspec.json.encode(problem(refusal)), headers)


def _path(scope: Scope) -> str:
    """The path as it was sent: the router decodes each of its parts by itself."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.partition(b"?")[0].decode("latin-1")


def _query(scope: Scope) -> dict[str, str]:
    """A parameter that is sent twice has both values, by comma, as a filter takes them."""
    return _joined(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True), ",")


def _headers(given: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return _joined(((name.decode("latin-1").lower(), _text(value)) for name, value in given), ", ")


def _text(value: bytes) -> str:
    """A reason is written in any language: UTF-8, and where it is none, what HTTP once said."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _joined(pairs: Iterable[tuple[str, str]], by: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in pairs:
        found[name] = f"{found[name]}{by}{text}" if name in found else text
    return found

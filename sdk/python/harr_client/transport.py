"""The seam between the SDK and the world: a request goes in, an answer comes out, over HTTP or within the process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from harr_client.errors import ConnectionFailed

if TYPE_CHECKING:
    import httpx

SECRET_HEADERS = frozenset({"authorization"})
TIMEOUT_SECONDS = 40.0
"""A little more than the 30 seconds after which Harr gives up a transaction by itself."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. Header names are lower case; the credential is not shown when it is printed."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def __repr__(self) -> str:
        shown = {name: "…" if name in SECRET_HEADERS else value for name, value in self.headers.items()}
        return f"Request({self.method} {self.path} query={dict(self.query)} headers={shown} {len(self.body)} bytes)"


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered. Header names are lower case."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)


class Transport(Protocol):
    """Whoever can carry a request. It raises ConnectionFailed when no answer came."""

    def handle(self, request: Request) -> Response:
        """Carry one request, once."""

    def close(self) -> None:
        """Give connections back."""


class HttpTransport:
    """Carries requests over HTTP, on connections that stay open."""

    def __init__(self, base_url: str, *, timeout: float = TIMEOUT_SECONDS) -> None:
        import httpx  # noqa: PLC0415 - an in-process client never pays for it

        self.base_url = base_url.rstrip("/")
        self._http: httpx.Client = httpx.Client(timeout=timeout, follow_redirects=False)

    def __repr__(self) -> str:
        return f"HttpTransport({self.base_url})"

    def handle(self, request: Request) -> Response:
        import httpx  # noqa: PLC0415 - loaded when the transport was made

        try:
            answer = self._http.request(
                request.method,
                self.base_url + request.path,
                params=dict(request.query),
                headers={name.encode(): value.encode() for name, value in request.headers.items()},
                content=request.body or None,
            )
        except httpx.TransportError as error:
            raise ConnectionFailed(f"no answer from {self.base_url}: {str(error) or type(error).__name__}") from error
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status_code, answer.content, headers)

    def close(self) -> None:
        self._http.close()

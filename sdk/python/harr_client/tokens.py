"""Short tokens instead of the key: it is exchanged for one, which is used until shortly before it ends.

A Harr behind the JWT authorizer of an HTTP API on AWS takes tokens only; everywhere
else the key itself is taken too. The key then goes to one path alone.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from harr_client.errors import HarrError, Unauthenticated, UnexpectedAnswer, error_of
from harr_client.transport import Request, Response, Transport

PATH = "/oauth2/token"
FORM = b"grant_type=client_credentials"
EARLY_SECONDS = 60
"""How long before its end a token is replaced; a tenth of its life where that is less."""


class Tokens:
    """Where a client has its tokens from; its threads share them. Neither key nor token is shown when it is printed."""

    def __init__(self, transport: Transport, key: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._transport = transport
        self._key = key
        self._clock = clock
        self._lock = threading.Lock()
        self._token = ""
        self._until = 0.0

    def __repr__(self) -> str:
        return f"Tokens({self._transport!r})"

    def handle(self, request: Request) -> Response:
        """Carry a request with a token; with a new one, once, where the first is refused: nothing was done then."""
        token = self._good()
        response = self._transport.handle(_with(request, token))
        if response.status != 401:
            return response
        return self._transport.handle(_with(request, self._good(refused=token)))

    def _good(self, refused: str | None = None) -> str:
        """The token that is kept, or a new one; of several threads one asks for it."""
        with self._lock:
            if not self._token or self._token == refused or self._clock() >= self._until:
                self._exchange()
            return self._token

    def _exchange(self) -> None:
        self._token = ""
        headers = {"authorization": f"Bearer {self._key}", "content-type": "application/x-www-form-urlencoded"}
        asked = self._clock()
        response = self._transport.handle(Request("POST", PATH, headers=headers, body=FORM))
        if response.status >= 300:
            raise _refused(response)
        try:
            said = response.json()
            token, seconds = str(said["access_token"]), int(said["expires_in"])
        except (ValueError, KeyError, TypeError) as wrong:
            raise UnexpectedAnswer(f"the answer of {PATH} is no token", status=response.status) from wrong
        self._token, self._until = token, asked + seconds - min(EARLY_SECONDS, seconds / 10)


def _with(request: Request, token: str) -> Request:
    return replace(request, headers={**request.headers, "authorization": f"Bearer {token}"})


def _refused(response: Response) -> HarrError:
    """An error of OAuth says `error` and `error_description`; anything else is read as every other answer."""
    try:
        said = response.json()
    except ValueError:
        said = None
    if not isinstance(said, dict) or "error" not in said or response.status >= 500:
        return error_of(response.status, response.headers, response.body)
    kind = Unauthenticated if response.status == 401 else HarrError
    return kind(
        str(said.get("error_description") or "the key was not exchanged for a token"), code=str(said["error"]),
        status=response.status, title="No token was given", request_id=response.headers.get("harr-request-id"),
        way_out="Use a key that is valid.", body=response.body,
    )  # fmt: skip

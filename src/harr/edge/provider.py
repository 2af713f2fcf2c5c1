"""The simulated provider as a server of its own: the same logic over its own database, its events sent to a URL.

What it learns later is told by webhooks, and its days may be as short as you like.
Nothing but this machine is listened to or spoken with.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import httpx

from harr.edge.wiring import build_engine
from harr.engine import Ask, Due, Tx, worker
from harr.engine.sqlite import SqliteStore
from harr.kernel.errors import FieldInvalid
from harr.services import tenants
from harr.services.payments import signing
from harr.services.payments.providers import simulated, tokens

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
DAY_SECONDS = 24 * 60 * 60
LONGEST_BODY = 64 * 1024
SENT = "provider.sent"
WEBHOOKS = "webhooks"


@dataclass(frozen=True, slots=True)
class Quick:
    """A clock whose day lasts as long as you like."""

    began_us: int
    times: int

    def now_us(self) -> int:
        """What the time would be."""
        return self.began_us + (time.time_ns() // 1000 - self.began_us) * self.times


class Provider:
    """A provider that listens on this machine."""

    def __init__(
        self, *, database: str = ":memory:", port: int = 0, webhooks: str | None = None, secret: str = "",
        day_seconds: int = DAY_SECONDS,
    ) -> None:  # fmt: skip
        if webhooks is not None and urlsplit(webhooks).hostname not in LOOPBACK:
            raise FieldInvalid("events go to this machine alone", field="--webhooks", way_out="Name 127.0.0.1.")
        clock = Quick(time.time_ns() // 1000, max(1, DAY_SECONDS // max(1, day_seconds)))
        self.engine = build_engine(SqliteStore(database), b"the provider that comes with the house", clock=clock)
        known = self.engine.tenants()
        self.tenant = known[0][0] if known else tenants.first_tenant(self.engine, "Simulated provider").tenant
        self.engine.agenda[simulated.TELLS] = _telling if webhooks else _silent
        self.engine.ports[WEBHOOKS] = _sending(webhooks or "", secret)
        self.engine.continuations[SENT] = _sent
        self._ask = simulated.port(self.engine)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._server.serve_forever, daemon=True),
            threading.Thread(target=worker.work, args=(self.engine, self._stop), daemon=True),
        ]

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> Provider:
        """Listen, and let time go by."""
        for thread in self._threads:
            thread.start()
        return self

    def stop(self) -> None:
        """Listen no more."""
        self._stop.set()
        self._server.shutdown()
        self._server.server_close()
        for thread in self._threads:
            thread.join(10)
        self.engine.store.close()

    def wait(self) -> None:
        """Until somebody stops it."""
        self._threads[0].join()

    def answer(self, what: str, key: str, body: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        """One question: its status and answer. TimeoutError where it gives none."""
        if what == "tokens":
            found = tokens.NUMBERS.get(str(body.get("number", "")).replace(" ", ""))
            return (200, {"token": found}) if found else (404, {"error": "there is no such number"})
        if what not in simulated.ACTS or not key:
            return 400, {"error": f"there is no {what[:40]!r} here, or the Idempotency-Key is missing"}
        try:
            return 200, self._ask(self.tenant, key, {**body, "do": what})
        except (KeyError, TypeError, ValueError) as wrong:
            return 400, {"error": f"the question lacks {wrong}"}


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            if length > LONGEST_BODY or not self.path.startswith("/v1/"):
                self._say(400, {"error": "not understood"})
                return
            try:
                body = json.loads(self.rfile.read(length) or b"{}")
                key = self.headers.get("Idempotency-Key", "")
                self._say(*provider.answer(self.path.removeprefix("/v1/"), key, body))
            except ValueError:
                self._say(400, {"error": "the body is not JSON"})
            except TimeoutError:
                self.close_connection = True  # no answer: the connection ends without one

        def log_message(self, *args: object) -> None:
            """Say nothing."""

        def _say(self, status: int, found: Mapping[str, Any]) -> None:
            text = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

    return Handler


# ---- events ----------------------------------------------------------------------------------------------------------


def _telling(tx: Tx, due: Due) -> Ask | None:
    """What is due happens, and its event is kept until it was taken."""
    told = simulated.tells(tx, due)
    return None if told is None else Ask(WEBHOOKS, told.id, {"body": told.body.decode()}, SENT)


def _silent(tx: Tx, due: Due) -> None:
    """What is due happens, and nobody is told."""
    simulated.tells(tx, due)


def _sending(url: str, secret: str) -> Callable[[int, str, dict[str, Any]], dict[str, Any]]:
    def send(tenant: int, key: str, request: dict[str, Any]) -> dict[str, Any]:
        del tenant
        body = str(request["body"]).encode()
        headers = signing.sign(body, key, time.time_ns() // 1_000_000_000, secret)
        try:
            with httpx.Client(trust_env=False, timeout=10) as client:
                answer = client.post(url, content=body, headers={**headers, "content-type": "application/json"})
        except httpx.TransportError as broken:
            raise ConnectionError(str(broken)) from broken
        if answer.status_code >= 300:
            msg = f"the event was not taken: {answer.status_code}"
            raise ConnectionError(msg)
        return {"outcome": "taken"}

    return send


def _sent(tx: Tx, key: str, answer: Mapping[str, Any]) -> None:
    """An event that was taken is told no more; one that was not is sent again."""
    del tx, key, answer

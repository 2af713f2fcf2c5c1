"""The client: a credential, a transport, and every resource of the contract hanging on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from harr_client.calling import NO_OPTIONS, Caller, Options
from harr_client.retries import RETRIES
from harr_client.surface import Surface
from harr_client.tokens import Tokens
from harr_client.transport import HttpTransport, Response, Transport


class Harr(Surface):
    """A Harr to talk to.

    client = Harr("harr_live_sk_…", base_url="https://billing.example.com")
    invoice = client.invoices.retrieve("inv_…")

    With `tokens=True` the key is exchanged for short tokens, as a Harr behind an
    authorizer of AWS asks for. It may be used by several threads. It is closed by `close`, or on leaving `with`.
    """

    def __init__(
        self,
        key: str | None = None,
        *,
        base_url: str = "http://127.0.0.1:8765",
        transport: Transport | None = None,
        retries: int = RETRIES,
        version: str | None = None,
        tokens: bool = False,
    ) -> None:
        carrier = transport or HttpTransport(base_url)
        source = Tokens(carrier, key) if tokens and key else None
        self.caller = Caller(transport=carrier, key=key, version=version, tokens=source, retries=retries)

    def with_key(self, key: str) -> Harr:
        """The same Harr with another credential: another app's, or a sandbox's. Both share one transport."""
        found = self.caller
        by_token = found.tokens is not None
        return Harr(key, transport=found.transport, retries=found.retries, version=found.version, tokens=by_token)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        options: Options = NO_OPTIONS,
    ) -> Response:
        """Ask for anything by method and path, and take the answer as it is, with its headers. Retried as any call."""
        return self.caller.ask(method, path, query=query, body=body, options=options)

    def close(self) -> None:
        """Give connections back; clients made by `with_key` share them."""
        self.caller.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Harr({self.caller.transport!r})"

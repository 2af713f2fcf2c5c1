"""`harr.embedded`: the SDK's client over a Harr in the same process."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from harr.edge.gateway import Gateway, Request
from harr.edge.inprocess import dispatch_and_work
from harr.edge.issuing import with_tokens
from harr.edge.keyring import FOLDER, PEPPER_BYTES, Keyring, first_key, kept_key
from harr.edge.opening import mailing
from harr.edge.settings import Settings
from harr.edge.signing import Signing
from harr.edge.wiring import build
from harr.engine.sqlite import SqliteStore
from harr.services import mail, tenants

try:
    import harr_client
except ModuleNotFoundError as missing:  # the SDK is a distribution of its own
    raise ModuleNotFoundError(
        "harr.embedded gives the client of the SDK, and the SDK is not installed: `pip install harr-client`, "
        "or in a checkout `pip install ./sdk/python`"
    ) from missing

MEMORY = ":memory:"
FIRST_NAME = "Harr"
ADDRESS = Settings().address
"""What its tokens name as their issuer, as those of `harr serve` on this machine do."""


@dataclass(frozen=True)
class InProcessTransport:
    """Carries the SDK's requests to a gateway in the same process."""

    gateway: Gateway

    def handle(self, request: harr_client.Request) -> harr_client.Response:
        """Dispatch it, and finish the work that it set off."""
        asked = Request(request.method, request.path, request.query, request.headers, request.body)
        answer = dispatch_and_work(self.gateway, asked)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return harr_client.Response(answer.status, answer.body, headers)

    def close(self) -> None:
        """Close the database."""
        self.gateway.engine.store.close()

    def __repr__(self) -> str:
        return "InProcessTransport()"


def open_embedded(path: str | Path) -> harr_client.Harr:
    """A client with the owner's key of the database's first tenant."""
    if str(path) == MEMORY:
        gateway = with_tokens(build(SqliteStore(MEMORY), secrets.token_bytes(PEPPER_BYTES)), Signing(), ADDRESS)
        key = tenants.first_tenant(gateway.engine, FIRST_NAME).secret
    else:
        database = Path(path).resolve()
        keyring = Keyring.beside(database)
        database.parent.mkdir(parents=True, exist_ok=True)
        carrier = mail.carrier(str(database.parent / FOLDER / "mail"), "")
        gateway = mailing(build(SqliteStore(str(database)), keyring.pepper()), carrier)
        gateway = with_tokens(gateway, Signing(database.parent / FOLDER / "signing"), ADDRESS)
        key = first_key(gateway.engine, keyring, FIRST_NAME) or kept_key(gateway.engine, keyring) or _lost(keyring)
    return harr_client.Harr(key, transport=InProcessTransport(gateway))


def _lost(keyring: Keyring) -> NoReturn:
    raise FileNotFoundError(
        f"the database has tenants, but {keyring.keys_file} has no key of theirs; put the key back,"
        " or speak to it with a key that you have"
    )

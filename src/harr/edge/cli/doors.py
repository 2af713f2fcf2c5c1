"""Two ways to the same gateway: HTTP to the server that `HARR_URL` names, or dispatch on the project's database."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from harr.edge.gateway import Gateway, Request, Response
from harr.edge.keyring import Keyring, kept_key
from harr.edge.opening import keyring_of, open_gateway
from harr.edge.settings import FILE, Settings, load
from harr.kernel.errors import NotFound, Unauthenticated

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Unreachable(Exception):  # noqa: N818 - no refusal of Harr's: Harr was not reached
    """The server did not answer."""

    way_out = "Start it (`harr serve`), correct HARR_URL, or unset HARR_URL to work on this folder's own database."

    def __init__(self, detail: str, way_out: str | None = None) -> None:
        super().__init__(detail)
        self.problem = {
            "title": "The server was not reached",
            "code": "connection_failed",
            "detail": detail,
            "way_out": way_out or self.way_out,
        }


class Door(Protocol):
    """Whoever carries a request of the command line."""

    key: str | None

    def send(self, request: Request) -> Response:
        """Carry it; a refusal is an answer."""

    def work(self, request: Request, response: Response) -> bool:
        """Do the work that a request set off, if it is done here (False: a server does it)."""

    def close(self) -> None:
        """Give back what is open."""


def folder() -> Path:
    """The project: the nearest folder above that has a `harr.toml`, else the present one."""
    here = Path.cwd()
    return next((each for each in (here, *here.parents) if (each / FILE).exists()), here)


def settings() -> Settings:
    """The settings of the project."""
    return load(folder())


def url() -> str | None:
    """The server that is spoken to, if any."""
    return os.environ.get("HARR_URL") or None


def by_tokens() -> bool:
    """Whether the server wants tokens, as one behind an authorizer of AWS does."""
    return os.environ.get("HARR_TOKENS", "").lower() in {"1", "true", "yes", "on"}


def local_gateway(found: Settings | None = None) -> Gateway:
    """The house on the project's own database, which has to be there."""
    found = found or settings()
    if not found.is_postgres and not Path(found.database).exists():
        raise NotFound(
            f"there is no Harr in {Path(found.database).parent}: no database {Path(found.database).name}",
            way_out="Run `harr init` here, go to the folder where it was run, or set HARR_URL to speak to a server.",
        )
    return open_gateway(found)


def open_door(*, sandbox: str | None = None, credential: bool = True) -> Door:
    """The way in, with the key that is to be used. A question that needs none (`credential=False`) is asked without."""
    found = settings()
    ring = keyring_of(found)
    given = _sandbox_key(ring, sandbox) if sandbox else os.environ.get("HARR_KEY")
    address = url()
    if address is not None:
        return HttpDoor(address, given or _ring_key(ring, address))
    gateway = local_gateway(found)
    return LocalDoor(gateway, given or _owner_key(gateway, ring) if credential or given else None)


def _sandbox_key(ring: Keyring, sandbox: str) -> str:
    kept = ring.keys()
    secret = kept.get(sandbox)
    if secret is None:
        known = [name for name in kept if name.startswith("sbx_")]
        raise Unauthenticated(
            f"{ring.keys_file} has no key of {sandbox}",
            field="--sandbox",
            way_out="Name a sandbox that `harr sandboxes create` made here, or set HARR_KEY to its key.",
            known=known,
        )
    return secret


def _owner_key(gateway: Gateway, ring: Keyring) -> str:
    secret = kept_key(gateway.engine, ring)
    if secret is None:
        raise Unauthenticated(
            f"{ring.keys_file} has no key for this database",
            way_out="Run `harr init` for a new database, put the file back, or set HARR_KEY.",
        )
    return secret


def _ring_key(ring: Keyring, address: str) -> str | None:
    """The project's key goes to this machine only; who speaks to another says which key with HARR_KEY."""
    if urlsplit(address).hostname not in LOOPBACK:
        return None
    return next((secret for name, secret in ring.keys().items() if name.startswith("ten_")), None)


@dataclass
class LocalDoor:
    """Dispatch on the project's database, and the waiting work of the tenant."""

    gateway: Gateway
    key: str | None = field(repr=False)

    def send(self, request: Request) -> Response:
        return self.gateway.dispatch(request)

    def work(self, request: Request, response: Response) -> bool:
        from harr.edge.inprocess import work_after  # noqa: PLC0415 - whoever reads needs no worker

        work_after(self.gateway, request, response)
        return True

    def close(self) -> None:
        self.gateway.engine.store.close()


class HttpDoor:
    """Speaks HTTP by the SDK, with its retries."""

    def __init__(self, address: str, key: str | None) -> None:
        try:
            from harr_client import HttpTransport  # noqa: PLC0415 - for HTTP only
            from harr_client.calling import Caller  # noqa: PLC0415
            from harr_client.tokens import Tokens  # noqa: PLC0415
        except ModuleNotFoundError as missing:
            raise Unreachable(
                "HARR_URL is set, and the SDK that speaks HTTP is not installed",
                "`pip install harr-client`, in a checkout `pip install ./sdk/python`, or unset HARR_URL.",
            ) from missing
        self.key = key
        transport = HttpTransport(address)
        self._caller = Caller(transport=transport, tokens=Tokens(transport, key) if by_tokens() and key else None)

    def send(self, request: Request) -> Response:
        from harr_client import ConnectionFailed, HarrError  # noqa: PLC0415
        from harr_client import Request as Asked  # noqa: PLC0415

        try:
            answer = self._caller.send(
                Asked(request.method, request.path, request.query, request.headers, request.body)
            )
        except ConnectionFailed as failed:
            raise Unreachable(failed.detail) from failed
        except HarrError as refused:
            return Response(refused.status or 0, refused.body, {})
        return Response(answer.status, answer.body, dict(answer.headers))

    def work(self, request: Request, response: Response) -> bool:
        del request, response
        return False

    def close(self) -> None:
        self._caller.transport.close()

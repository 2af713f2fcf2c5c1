"""Open a Harr as its settings say, and serve it on this machine."""

from __future__ import annotations

import ipaddress
import logging
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from harr.edge import wiring
from harr.edge.keyring import PEPPER_BYTES, Keyring
from harr.edge.settings import IN_MEMORY, Settings
from harr.engine.sqlite import SqliteStore
from harr.kernel.errors import RuleConflict

if TYPE_CHECKING:
    import uvicorn

    from harr.edge.gateway import Gateway
    from harr.engine.store import Store

BEHIND = 2
"""Connections beside those of requests: the worker's, and one to look whether the database is there."""


def open_store(settings: Settings) -> Store:
    """The database that the settings name; a file is made where there is none."""
    if settings.is_postgres:
        from harr.engine.postgres import PostgresStore  # noqa: PLC0415 - 0.2 s that SQLite does not need

        return PostgresStore(settings.database, settings.connections + BEHIND)
    if settings.database != IN_MEMORY:
        Path(settings.database).parent.mkdir(parents=True, exist_ok=True)
    return SqliteStore(settings.database)


def keyring(settings: Settings) -> Keyring:
    """The secrets that belong to the database."""
    return Keyring(Path(settings.keys_file), Path(settings.pepper_file))


def open_gateway(settings: Settings, *, mock: bool = False) -> Gateway:
    """The whole house. As a mock it keeps nothing, so it needs neither database nor secrets."""
    if mock:
        return wiring.build(SqliteStore(IN_MEMORY), secrets.token_bytes(PEPPER_BYTES), mocks_only=True)
    return wiring.build(open_store(settings), keyring(settings).pepper())


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def require_guarded(settings: Settings, gateway: Gateway) -> None:
    """Refuse to be reached by others while nobody needs a key, or nobody has one."""
    if is_loopback(settings.host):
        return
    if gateway.mocks_only:
        raise RuleConflict(
            f"a mock asks for no key, and {settings.host} can be reached by others", field="host",
            way_out="Serve the mock on 127.0.0.1.",
        )  # fmt: skip
    if not gateway.engine.tenants():
        raise RuleConflict(
            f"the database has no keys yet, and {settings.host} can be reached by others", field="host",
            way_out="Run `harr init` first, or listen on 127.0.0.1.",
        )  # fmt: skip


def server(settings: Settings, *, mock: bool = False) -> uvicorn.Server:
    """A server that is ready to run; it closes the database when it ends."""
    import uvicorn  # noqa: PLC0415 - other commands start without a web server

    from harr.edge.app import application  # noqa: PLC0415 - the same

    gateway = open_gateway(settings, mock=mock)
    try:
        require_guarded(settings, gateway)
    except RuleConflict:
        gateway.engine.store.close()
        raise
    app = application(gateway, connections=settings.connections, works=settings.worker)
    return uvicorn.Server(uvicorn.Config(
        app, host=settings.host, port=settings.port, log_config=None, access_log=False, server_header=False,
        lifespan="on", timeout_graceful_shutdown=30,
    ))  # fmt: skip


def serve(settings: Settings, *, mock: bool = False) -> None:
    """Serve until told to stop."""
    log_to_standard_error(settings)
    server(settings, mock=mock).run()


def log_to_standard_error(settings: Settings) -> None:
    """One line for each thing worth knowing, with its time."""
    logging.basicConfig(
        stream=sys.stderr, level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    for noisy in ("uvicorn.access", "httpx", "httpcore", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)

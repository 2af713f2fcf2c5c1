"""Serve a Harr on this machine, and refuse to be reached by others while nobody needs a key."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from harr.edge.opening import open_gateway
from harr.edge.settings import is_loopback
from harr.kernel.errors import RuleConflict

if TYPE_CHECKING:
    import uvicorn

    from harr.edge.gateway import Gateway
    from harr.edge.settings import Settings

STOP_SECONDS = 30
"""As long as the longest transaction takes."""


def server(settings: Settings, *, mock: bool = False) -> uvicorn.Server:
    """A server that is ready to run; it closes the database when it ends."""
    import uvicorn  # noqa: PLC0415 - other commands start without a web server

    from harr.edge.application import application  # noqa: PLC0415 - the same

    gateway = open_gateway(settings, mocks_only=mock)
    try:
        require_guarded(settings, gateway)
    except RuleConflict:
        gateway.engine.store.close()
        raise
    app = application(gateway, connections=settings.connections, works=settings.worker)
    return uvicorn.Server(uvicorn.Config(
        app, host=settings.host, port=settings.port, log_config=None, access_log=False, server_header=False,
        lifespan="on", timeout_graceful_shutdown=STOP_SECONDS,
    ))  # fmt: skip


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


def log_to_standard_error(settings: Settings) -> None:
    """One line for each thing worth knowing, with its time."""
    logging.basicConfig(
        stream=sys.stderr, level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    logging.getLogger("asyncio").setLevel(logging.WARNING)

"""Every provider in every way that it can be reached: the simulated one in the house, and over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from harr.edge.provider import Provider
from harr.services.payments.providers import over_http, simulated
from tests.house import House

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def served() -> Iterator[Provider]:
    """The simulated provider as a server of its own."""
    running = Provider().start()
    yield running
    running.stop()


@pytest.fixture(params=["in the house", "over HTTP"])
def ask(request: pytest.FixtureRequest, house: House) -> Ask:
    """A way to ask: the key, what to do, and what belongs to it."""
    url = request.getfixturevalue("served").address if request.param == "over HTTP" else None
    port = simulated.port(house.gateway.engine)

    def asked(key: str, do: str, /, **more: Any) -> dict[str, Any]:
        sent = {"do": do, **more}
        return over_http.ask(url, house.tenant, key, sent, seconds=5) if url else port(house.tenant, key, sent)

    return asked

"""Who carries money: each provider is a file, known here by its name, with what it can do.

A port asks it: (tenant, key, request) -> answer. The request says what to `do`; the
answer has an `outcome` and what the provider `said`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from harr.engine import Actor, Engine
from harr.services.payments import store
from harr.services.payments.providers import over_http, simulated

PROVIDERS: Mapping[str, tuple[str, ...]] = {simulated.NAME: simulated.CAPABILITIES}
"""Every provider that there is, and what it can do."""

DEFAULT = simulated.NAME
_LOOKING = Actor(kind="system", operation="payments.provider")


def port(engine: Engine) -> Callable[[int, str, dict[str, Any]], dict[str, Any]]:
    """The simulated provider: the one that lives here, or the one behind the address that the account names."""
    here = simulated.port(engine)

    def ask(tenant: int, key: str, request: dict[str, Any]) -> dict[str, Any]:
        account = request.get("account")
        url = None if account is None else engine.read(tenant, _LOOKING, lambda tx: store.base_url(tx, account))
        return here(tenant, key, request) if url is None else over_http.ask(url, tenant, key, request)

    return ask

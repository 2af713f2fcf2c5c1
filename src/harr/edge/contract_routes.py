"""The contract, answered by itself: whole for whoever asks, cut to its profile for an app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from harr.contract import openapi
from harr.contract.tenants import Profile
from harr.edge.cuts import cut
from harr.engine import Tx
from harr.kernel.errors import NotFound
from harr.kernel.ids import path_id
from harr.services import tenants

OWN = ("openapi.retrieve", "apps.openapi")
CUTS_KEPT = 64


def handlers(stages: Mapping[str, str]) -> dict[str, Callable[..., Any]]:
    """The two operations that tell the contract; they have to know how far every operation is."""
    own = Contract({**stages, **dict.fromkeys(OWN, "prototype")})
    return {"openapi.retrieve": own.retrieve, "apps.openapi": own.of_app}


class Contract:
    """The document, made when it is first asked for, and its cuts, made once for each profile."""

    def __init__(self, stages: Mapping[str, str]) -> None:
        self._stages = dict(stages)
        self._whole: dict[str, Any] | None = None
        self._cut = lru_cache(maxsize=CUTS_KEPT)(self._cut_to)

    @property
    def whole(self) -> dict[str, Any]:
        """All that there is."""
        if self._whole is None:
            self._whole = openapi.document(self._stages)
        return self._whole

    def retrieve(self, tx: Tx | None) -> msgspec.Raw:
        """The contract of the calling app; of nobody in particular where no key was sent."""
        app = None if tx is None else tx.actor.app
        return self._cut(b"null") if tx is None or app is None else self._of(tx, app)

    def of_app(self, tx: Tx, app_id: str) -> msgspec.Raw:
        """The contract of an app of the tenant."""
        app = path_id(app_id, "app")
        if app != tx.actor.app and not tx.actor.sees_all:
            raise NotFound(f"there is no {app_id} here")
        return self._of(tx, app)

    def _of(self, tx: Tx, app: int) -> msgspec.Raw:
        return self._cut(msgspec.json.encode(tenants.profile(tx, app)))

    def _cut_to(self, profile: bytes) -> msgspec.Raw:
        found = msgspec.json.decode(profile, type=Profile | None)
        return msgspec.Raw(msgspec.json.encode(cut(self.whole, found)))

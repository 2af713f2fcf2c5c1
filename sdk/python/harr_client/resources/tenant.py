"""Tenant. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource


class Tenant(Resource):
    """All that can be done with tenant."""

    def retrieve(self) -> models.Tenant:
        """Read the tenant of the credential."""
        return self.caller.one("GET", "/v1/tenant", models.Tenant)

    @overload
    def update(
        self,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Tenant: ...

    @overload
    def update(
        self,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Tenant]: ...

    def update(
        self,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Tenant | Rehearsal[models.Tenant]:
        """Change the tenant."""
        return self.caller.write(
            "PATCH",
            "/v1/tenant",
            models.Tenant,
            body={"metadata": metadata, "name": name},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

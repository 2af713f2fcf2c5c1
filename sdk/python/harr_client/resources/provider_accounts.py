"""Provider accounts. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class ProviderAccountsFilters(TypedDict, total=False):
    """What `provider_accounts.list` can be asked for. `…_gte` and its kin are ranges."""

    limit: int
    after: str
    order: Literal["desc", "asc"]
    id: str | Sequence[str]
    external_id: str | Sequence[str]
    app: str | Sequence[str]
    created_at: dt.datetime | str | Sequence[dt.datetime | str]
    created_at_gte: dt.datetime | str
    created_at_gt: dt.datetime | str
    created_at_lte: dt.datetime | str
    created_at_lt: dt.datetime | str
    updated_at: dt.datetime | str | Sequence[dt.datetime | str]
    updated_at_gte: dt.datetime | str
    updated_at_gt: dt.datetime | str
    updated_at_lte: dt.datetime | str
    updated_at_lt: dt.datetime | str
    status: Literal["active", "degraded", "disabled"] | Sequence[Literal["active", "degraded", "disabled"]]
    entity: str | Sequence[str]
    provider: str | Sequence[str]


class ProviderAccounts(Resource):
    """All that can be done with provider accounts."""

    @overload
    def create(
        self,
        *,
        provider: str,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        settings: Mapping[str, Any] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.ProviderAccount: ...

    @overload
    def create(
        self,
        *,
        provider: str,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        settings: Mapping[str, Any] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.ProviderAccount]: ...

    def create(
        self,
        *,
        provider: str,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        settings: Mapping[str, Any] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.ProviderAccount | Rehearsal[models.ProviderAccount]:
        """Create a provider account."""
        return self.caller.write(
            "POST",
            "/v1/provider_accounts",
            models.ProviderAccount,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "provider": provider,
                "name": name,
                "settings": settings,
                "entity": entity,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[ProviderAccountsFilters],
    ) -> Page[models.ProviderAccount]:
        """List provider accounts. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/provider_accounts", models.ProviderAccount, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[ProviderAccountsFilters],
    ) -> Iterator[models.ProviderAccount]:
        """List provider accounts. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.ProviderAccount:
        """Read a provider account."""
        return self.caller.one("GET", f"/v1/provider_accounts/{segment(id)}", models.ProviderAccount)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        settings: Mapping[str, Any] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.ProviderAccount: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        settings: Mapping[str, Any] | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.ProviderAccount]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        settings: Mapping[str, Any] | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.ProviderAccount | Rehearsal[models.ProviderAccount]:
        """Change a provider account."""
        return self.caller.write(
            "PATCH",
            f"/v1/provider_accounts/{segment(id)}",
            models.ProviderAccount,
            body={"metadata": metadata, "name": name, "settings": settings},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    def test(
        self,
        id: str,
        /,
    ) -> models.ProviderAccount:
        """Ask the provider whether the account works."""
        return self.caller.one("POST", f"/v1/provider_accounts/{segment(id)}/test", models.ProviderAccount, body={})

    @overload
    def disable(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.ProviderAccount: ...

    @overload
    def disable(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.ProviderAccount]: ...

    def disable(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.ProviderAccount | Rehearsal[models.ProviderAccount]:
        """Send nothing new to this account."""
        return self.caller.write(
            "POST",
            f"/v1/provider_accounts/{segment(id)}/disable",
            models.ProviderAccount,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def enable(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.ProviderAccount: ...

    @overload
    def enable(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.ProviderAccount]: ...

    def enable(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.ProviderAccount | Rehearsal[models.ProviderAccount]:
        """Use the account again."""
        return self.caller.write(
            "POST",
            f"/v1/provider_accounts/{segment(id)}/enable",
            models.ProviderAccount,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

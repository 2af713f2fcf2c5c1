"""Dunning campaigns. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class DunningCampaignsFilters(TypedDict, total=False):
    """What `dunning_campaigns.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "archived"] | Sequence[Literal["active", "archived"]]


class DunningCampaigns(Resource):
    """All that can be done with dunning campaigns."""

    @overload
    def create(
        self,
        *,
        name: str,
        steps: Sequence[models.DunningStep | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        retry_limits: Mapping[str, int] | UnsetType = UNSET,
        grace_days: int | UnsetType = UNSET,
        minimum_amounts: Mapping[str, str] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCampaign: ...

    @overload
    def create(
        self,
        *,
        name: str,
        steps: Sequence[models.DunningStep | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        retry_limits: Mapping[str, int] | UnsetType = UNSET,
        grace_days: int | UnsetType = UNSET,
        minimum_amounts: Mapping[str, str] | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.DunningCampaign]: ...

    def create(
        self,
        *,
        name: str,
        steps: Sequence[models.DunningStep | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        retry_limits: Mapping[str, int] | UnsetType = UNSET,
        grace_days: int | UnsetType = UNSET,
        minimum_amounts: Mapping[str, str] | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCampaign | Rehearsal[models.DunningCampaign]:
        """Create a dunning campaign."""
        return self.caller.write(
            "POST",
            "/v1/dunning_campaigns",
            models.DunningCampaign,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "name": name,
                "steps": steps,
                "retry_limits": retry_limits,
                "grace_days": grace_days,
                "minimum_amounts": minimum_amounts,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[DunningCampaignsFilters],
    ) -> Page[models.DunningCampaign]:
        """List dunning campaigns. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/dunning_campaigns", models.DunningCampaign, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[DunningCampaignsFilters],
    ) -> Iterator[models.DunningCampaign]:
        """List dunning campaigns. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.DunningCampaign:
        """Read a dunning campaign."""
        return self.caller.one("GET", f"/v1/dunning_campaigns/{segment(id)}", models.DunningCampaign)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        steps: Sequence[models.DunningStep | Mapping[str, Any]] | UnsetType = UNSET,
        retry_limits: Mapping[str, int] | UnsetType = UNSET,
        grace_days: int | UnsetType = UNSET,
        minimum_amounts: Mapping[str, str] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCampaign: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        steps: Sequence[models.DunningStep | Mapping[str, Any]] | UnsetType = UNSET,
        retry_limits: Mapping[str, int] | UnsetType = UNSET,
        grace_days: int | UnsetType = UNSET,
        minimum_amounts: Mapping[str, str] | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.DunningCampaign]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        steps: Sequence[models.DunningStep | Mapping[str, Any]] | UnsetType = UNSET,
        retry_limits: Mapping[str, int] | UnsetType = UNSET,
        grace_days: int | UnsetType = UNSET,
        minimum_amounts: Mapping[str, str] | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.DunningCampaign | Rehearsal[models.DunningCampaign]:
        """Change a dunning campaign."""
        return self.caller.write(
            "PATCH",
            f"/v1/dunning_campaigns/{segment(id)}",
            models.DunningCampaign,
            body={
                "metadata": metadata,
                "name": name,
                "steps": steps,
                "retry_limits": retry_limits,
                "grace_days": grace_days,
                "minimum_amounts": minimum_amounts,
            },
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

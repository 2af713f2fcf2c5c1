"""Usage alerts. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class UsageAlertsFilters(TypedDict, total=False):
    """What `usage_alerts.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["armed", "triggered", "recovered"] | Sequence[Literal["armed", "triggered", "recovered"]]
    customer: str | Sequence[str]
    plan: str | Sequence[str]
    meter: str | Sequence[str]
    currency: str | Sequence[str]


class UsageAlerts(Resource):
    """All that can be done with usage alerts."""

    @overload
    def create(
        self,
        *,
        threshold: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        customer: str | UnsetType | None = UNSET,
        plan: str | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        spend: bool | UnsetType = UNSET,
        currency: str | UnsetType | None = UNSET,
        recurring: bool | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.UsageAlert: ...

    @overload
    def create(
        self,
        *,
        threshold: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        customer: str | UnsetType | None = UNSET,
        plan: str | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        spend: bool | UnsetType = UNSET,
        currency: str | UnsetType | None = UNSET,
        recurring: bool | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.UsageAlert]: ...

    def create(
        self,
        *,
        threshold: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        customer: str | UnsetType | None = UNSET,
        plan: str | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        spend: bool | UnsetType = UNSET,
        currency: str | UnsetType | None = UNSET,
        recurring: bool | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.UsageAlert | Rehearsal[models.UsageAlert]:
        """Create a usage alert."""
        return self.caller.write(
            "POST",
            "/v1/usage_alerts",
            models.UsageAlert,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "plan": plan,
                "meter": meter,
                "spend": spend,
                "currency": currency,
                "threshold": threshold,
                "recurring": recurring,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[UsageAlertsFilters],
    ) -> Page[models.UsageAlert]:
        """List usage alerts. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/usage_alerts", models.UsageAlert, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[UsageAlertsFilters],
    ) -> Iterator[models.UsageAlert]:
        """List usage alerts. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.UsageAlert:
        """Read a usage alert."""
        return self.caller.one("GET", f"/v1/usage_alerts/{segment(id)}", models.UsageAlert)

    @overload
    def delete(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Deleted: ...

    @overload
    def delete(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Deleted]: ...

    def delete(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Deleted | Rehearsal[models.Deleted]:
        """Delete a usage alert."""
        return self.caller.write(
            "DELETE",
            f"/v1/usage_alerts/{segment(id)}",
            models.Deleted,
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

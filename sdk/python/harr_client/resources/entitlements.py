"""Entitlements. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class EntitlementsFilters(TypedDict, total=False):
    """What `entitlements.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "revoked"] | Sequence[Literal["active", "revoked"]]
    customer: str | Sequence[str]
    feature: str | Sequence[str]
    resets_at: dt.datetime | str | Sequence[dt.datetime | str]
    resets_at_gte: dt.datetime | str
    resets_at_gt: dt.datetime | str
    resets_at_lte: dt.datetime | str
    resets_at_lt: dt.datetime | str


class Entitlements(Resource):
    """All that can be done with entitlements."""

    @overload
    def create(
        self,
        *,
        customer: str,
        feature: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        value: str | UnsetType | None = UNSET,
        limit: str | UnsetType | None = UNSET,
        soft: bool | UnsetType = UNSET,
        reset: Literal["never", "period"] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Entitlement: ...

    @overload
    def create(
        self,
        *,
        customer: str,
        feature: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        value: str | UnsetType | None = UNSET,
        limit: str | UnsetType | None = UNSET,
        soft: bool | UnsetType = UNSET,
        reset: Literal["never", "period"] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Entitlement]: ...

    def create(
        self,
        *,
        customer: str,
        feature: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        value: str | UnsetType | None = UNSET,
        limit: str | UnsetType | None = UNSET,
        soft: bool | UnsetType = UNSET,
        reset: Literal["never", "period"] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Entitlement | Rehearsal[models.Entitlement]:
        """Create an entitlement."""
        return self.caller.write(
            "POST",
            "/v1/entitlements",
            models.Entitlement,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "feature": feature,
                "value": value,
                "limit": limit,
                "soft": soft,
                "reset": reset,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[EntitlementsFilters],
    ) -> Page[models.Entitlement]:
        """List entitlements. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/entitlements", models.Entitlement, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[EntitlementsFilters],
    ) -> Iterator[models.Entitlement]:
        """List entitlements. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Entitlement:
        """Read an entitlement."""
        return self.caller.one("GET", f"/v1/entitlements/{segment(id)}", models.Entitlement)

    @overload
    def override(
        self,
        id: str,
        /,
        *,
        value: str | UnsetType | None = UNSET,
        limit: str | UnsetType | None = UNSET,
        soft: bool | UnsetType | None = UNSET,
        reset: Literal["never", "period"] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Entitlement: ...

    @overload
    def override(
        self,
        id: str,
        /,
        *,
        value: str | UnsetType | None = UNSET,
        limit: str | UnsetType | None = UNSET,
        soft: bool | UnsetType | None = UNSET,
        reset: Literal["never", "period"] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Entitlement]: ...

    def override(
        self,
        id: str,
        /,
        *,
        value: str | UnsetType | None = UNSET,
        limit: str | UnsetType | None = UNSET,
        soft: bool | UnsetType | None = UNSET,
        reset: Literal["never", "period"] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Entitlement | Rehearsal[models.Entitlement]:
        """Set what holds for this customer instead of the plan."""
        return self.caller.write(
            "POST",
            f"/v1/entitlements/{segment(id)}/override",
            models.Entitlement,
            body={"value": value, "limit": limit, "soft": soft, "reset": reset},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def revoke(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Entitlement: ...

    @overload
    def revoke(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Entitlement]: ...

    def revoke(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Entitlement | Rehearsal[models.Entitlement]:
        """Take a feature away."""
        return self.caller.write(
            "POST",
            f"/v1/entitlements/{segment(id)}/revoke",
            models.Entitlement,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def check(
        self,
        *,
        customers: Sequence[str],
        features: Sequence[str],
    ) -> models.EntitlementCheck:
        """Ask whether customers may use features."""
        return self.caller.one(
            "POST",
            "/v1/entitlements/check",
            models.EntitlementCheck,
            body={"customers": customers, "features": features},
        )

"""Grants. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class GrantsFilters(TypedDict, total=False):
    """What `grants.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: (
        Literal["pending", "active", "depleted", "expired", "voided"]
        | Sequence[Literal["pending", "active", "depleted", "expired", "voided"]]
    )
    wallet: str | Sequence[str]
    kind: Literal["paid", "promotional"] | Sequence[Literal["paid", "promotional"]]
    currency: str | Sequence[str]
    starts_at: dt.datetime | str | Sequence[dt.datetime | str]
    starts_at_gte: dt.datetime | str
    starts_at_gt: dt.datetime | str
    starts_at_lte: dt.datetime | str
    starts_at_lt: dt.datetime | str
    expires_at: dt.datetime | str | Sequence[dt.datetime | str]
    expires_at_gte: dt.datetime | str
    expires_at_gt: dt.datetime | str
    expires_at_lte: dt.datetime | str
    expires_at_lt: dt.datetime | str
    invoice: str | Sequence[str]


class Grants(Resource):
    """All that can be done with grants."""

    @overload
    def create(
        self,
        *,
        wallet: str,
        kind: Literal["paid", "promotional"],
        amount: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        unit_cost: models.UnitCost | Mapping[str, Any] | UnsetType | None = UNSET,
        priority: int | UnsetType = UNSET,
        starts_at: dt.datetime | str | UnsetType | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        scope: models.WalletScope | Mapping[str, Any] | UnsetType | None = UNSET,
        rollover: models.RolloverRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Grant: ...

    @overload
    def create(
        self,
        *,
        wallet: str,
        kind: Literal["paid", "promotional"],
        amount: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        unit_cost: models.UnitCost | Mapping[str, Any] | UnsetType | None = UNSET,
        priority: int | UnsetType = UNSET,
        starts_at: dt.datetime | str | UnsetType | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        scope: models.WalletScope | Mapping[str, Any] | UnsetType | None = UNSET,
        rollover: models.RolloverRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Grant]: ...

    def create(
        self,
        *,
        wallet: str,
        kind: Literal["paid", "promotional"],
        amount: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        unit_cost: models.UnitCost | Mapping[str, Any] | UnsetType | None = UNSET,
        priority: int | UnsetType = UNSET,
        starts_at: dt.datetime | str | UnsetType | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        scope: models.WalletScope | Mapping[str, Any] | UnsetType | None = UNSET,
        rollover: models.RolloverRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Grant | Rehearsal[models.Grant]:
        """Create a grant."""
        return self.caller.write(
            "POST",
            "/v1/grants",
            models.Grant,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "wallet": wallet,
                "kind": kind,
                "amount": amount,
                "unit_cost": unit_cost,
                "priority": priority,
                "starts_at": starts_at,
                "expires_at": expires_at,
                "scope": scope,
                "rollover": rollover,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[GrantsFilters],
    ) -> Page[models.Grant]:
        """List grants. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/grants", models.Grant, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[GrantsFilters],
    ) -> Iterator[models.Grant]:
        """List grants. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Grant:
        """Read a grant."""
        return self.caller.one("GET", f"/v1/grants/{segment(id)}", models.Grant)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        priority: int | UnsetType = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Grant: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        priority: int | UnsetType = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Grant]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        priority: int | UnsetType = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Grant | Rehearsal[models.Grant]:
        """Change a grant."""
        return self.caller.write(
            "PATCH",
            f"/v1/grants/{segment(id)}",
            models.Grant,
            body={"metadata": metadata, "priority": priority, "expires_at": expires_at},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def void(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Grant: ...

    @overload
    def void(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Grant]: ...

    def void(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Grant | Rehearsal[models.Grant]:
        """Take back what is left of a grant."""
        return self.caller.write(
            "POST",
            f"/v1/grants/{segment(id)}/void",
            models.Grant,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

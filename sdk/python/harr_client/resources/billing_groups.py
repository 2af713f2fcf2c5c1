"""Billing groups. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class BillingGroupsFilters(TypedDict, total=False):
    """What `billing_groups.list` can be asked for. `…_gte` and its kin are ranges."""

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
    customer: str | Sequence[str]
    payment_method: str | Sequence[str]


class BillingGroups(Resource):
    """All that can be done with billing groups."""

    @overload
    def create(
        self,
        *,
        customer: str,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        consolidate: bool | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        contacts: Sequence[models.Contact | Mapping[str, Any]] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.BillingGroup: ...

    @overload
    def create(
        self,
        *,
        customer: str,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        consolidate: bool | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        contacts: Sequence[models.Contact | Mapping[str, Any]] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.BillingGroup]: ...

    def create(
        self,
        *,
        customer: str,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        consolidate: bool | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        contacts: Sequence[models.Contact | Mapping[str, Any]] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.BillingGroup | Rehearsal[models.BillingGroup]:
        """Create a billing group."""
        return self.caller.write(
            "POST",
            "/v1/billing_groups",
            models.BillingGroup,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "name": name,
                "payment_method": payment_method,
                "consolidate": consolidate,
                "purchase_order": purchase_order,
                "address": address,
                "contacts": contacts,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[BillingGroupsFilters],
    ) -> Page[models.BillingGroup]:
        """List billing groups. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/billing_groups", models.BillingGroup, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[BillingGroupsFilters],
    ) -> Iterator[models.BillingGroup]:
        """List billing groups. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.BillingGroup:
        """Read a billing group."""
        return self.caller.one("GET", f"/v1/billing_groups/{segment(id)}", models.BillingGroup)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        consolidate: bool | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        contacts: Sequence[models.Contact | Mapping[str, Any]] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.BillingGroup: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        consolidate: bool | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        contacts: Sequence[models.Contact | Mapping[str, Any]] | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.BillingGroup]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        consolidate: bool | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        contacts: Sequence[models.Contact | Mapping[str, Any]] | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.BillingGroup | Rehearsal[models.BillingGroup]:
        """Change a billing group."""
        return self.caller.write(
            "PATCH",
            f"/v1/billing_groups/{segment(id)}",
            models.BillingGroup,
            body={
                "metadata": metadata,
                "name": name,
                "payment_method": payment_method,
                "consolidate": consolidate,
                "purchase_order": purchase_order,
                "address": address,
                "contacts": contacts,
            },
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

"""Phases. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class PhasesFilters(TypedDict, total=False):
    """What `phases.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["planned", "current", "past"] | Sequence[Literal["planned", "current", "past"]]
    subscription: str | Sequence[str]
    starts_on: dt.date | str | Sequence[dt.date | str]
    starts_on_gte: dt.date | str
    starts_on_gt: dt.date | str
    starts_on_lte: dt.date | str
    starts_on_lt: dt.date | str
    ends_on: dt.date | str | Sequence[dt.date | str]
    ends_on_gte: dt.date | str
    ends_on_gt: dt.date | str
    ends_on_lte: dt.date | str
    ends_on_lt: dt.date | str


class Phases(Resource):
    """All that can be done with phases."""

    @overload
    def create(
        self,
        id: str,
        /,
        *,
        starts_on: dt.date | str,
        items: Sequence[models.SubscriptionItemRequest | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        ends_on: dt.date | str | UnsetType | None = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType | None = UNSET,
        proration: Literal["invoice_now", "next_invoice", "none"] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Phase: ...

    @overload
    def create(
        self,
        id: str,
        /,
        *,
        starts_on: dt.date | str,
        items: Sequence[models.SubscriptionItemRequest | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        ends_on: dt.date | str | UnsetType | None = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType | None = UNSET,
        proration: Literal["invoice_now", "next_invoice", "none"] | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Phase]: ...

    def create(
        self,
        id: str,
        /,
        *,
        starts_on: dt.date | str,
        items: Sequence[models.SubscriptionItemRequest | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        ends_on: dt.date | str | UnsetType | None = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType | None = UNSET,
        proration: Literal["invoice_now", "next_invoice", "none"] | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Phase | Rehearsal[models.Phase]:
        """Create a phase."""
        return self.caller.write(
            "POST",
            f"/v1/subscriptions/{segment(id)}/phases",
            models.Phase,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "starts_on": starts_on,
                "ends_on": ends_on,
                "items": items,
                "discounts": discounts,
                "proration": proration,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        id: str,
        /,
        **filters: Unpack[PhasesFilters],
    ) -> Page[models.Phase]:
        """List phases. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page(f"/v1/subscriptions/{segment(id)}/phases", models.Phase, parameters(filters))

    def iterate(
        self,
        id: str,
        /,
        **filters: Unpack[PhasesFilters],
    ) -> Iterator[models.Phase]:
        """List phases. All of them, page by page as they are needed."""
        return self.list(id, **filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        phase_id: str,
        /,
    ) -> models.Phase:
        """Read a phase."""
        return self.caller.one("GET", f"/v1/subscriptions/{segment(id)}/phases/{segment(phase_id)}", models.Phase)

    @overload
    def delete(
        self,
        id: str,
        phase_id: str,
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
        phase_id: str,
        /,
        *,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Deleted]: ...

    def delete(
        self,
        id: str,
        phase_id: str,
        /,
        *,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Deleted | Rehearsal[models.Deleted]:
        """Delete a planned phase."""
        return self.caller.write(
            "DELETE",
            f"/v1/subscriptions/{segment(id)}/phases/{segment(phase_id)}",
            models.Deleted,
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

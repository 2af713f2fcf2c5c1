"""Subscription items. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class SubscriptionItemsFilters(TypedDict, total=False):
    """What `subscription_items.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "ended"] | Sequence[Literal["active", "ended"]]
    subscription: str | Sequence[str]
    price: str | Sequence[str]


class SubscriptionItems(Resource):
    """All that can be done with subscription items."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.SubscriptionItem:
        """Read a subscription item."""
        return self.caller.one("GET", f"/v1/subscription_items/{segment(id)}", models.SubscriptionItem)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.SubscriptionItem: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.SubscriptionItem]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.SubscriptionItem | Rehearsal[models.SubscriptionItem]:
        """Change a subscription item."""
        return self.caller.write(
            "PATCH",
            f"/v1/subscription_items/{segment(id)}",
            models.SubscriptionItem,
            body={"metadata": metadata, "tax_rates": tax_rates},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[SubscriptionItemsFilters],
    ) -> Page[models.SubscriptionItem]:
        """List subscription items. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/subscription_items", models.SubscriptionItem, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[SubscriptionItemsFilters],
    ) -> Iterator[models.SubscriptionItem]:
        """List subscription items. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

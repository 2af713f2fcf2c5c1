"""Subscription changes. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, Unpack, overload

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class SubscriptionChangesFilters(TypedDict, total=False):
    """What `subscription_changes.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["scheduled", "awaiting_payment", "applied", "canceled", "expired"]
        | Sequence[Literal["scheduled", "awaiting_payment", "applied", "canceled", "expired"]]
    )
    subscription: str | Sequence[str]
    plan: str | Sequence[str]
    effective_at: dt.datetime | str | Sequence[dt.datetime | str]
    effective_at_gte: dt.datetime | str
    effective_at_gt: dt.datetime | str
    effective_at_lte: dt.datetime | str
    effective_at_lt: dt.datetime | str
    invoice: str | Sequence[str]


class SubscriptionChanges(Resource):
    """All that can be done with subscription changes."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.SubscriptionChange:
        """Read a subscription change."""
        return self.caller.one("GET", f"/v1/subscription_changes/{segment(id)}", models.SubscriptionChange)

    def list(
        self,
        **filters: Unpack[SubscriptionChangesFilters],
    ) -> Page[models.SubscriptionChange]:
        """List subscription changes. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/subscription_changes", models.SubscriptionChange, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[SubscriptionChangesFilters],
    ) -> Iterator[models.SubscriptionChange]:
        """List subscription changes. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    @overload
    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.SubscriptionChange: ...

    @overload
    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.SubscriptionChange]: ...

    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.SubscriptionChange | Rehearsal[models.SubscriptionChange]:
        """Take back a change that is not yet applied."""
        return self.caller.write(
            "POST",
            f"/v1/subscription_changes/{segment(id)}/cancel",
            models.SubscriptionChange,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

"""Webhook endpoints. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class WebhookEndpointsFilters(TypedDict, total=False):
    """What `webhook_endpoints.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["enabled", "disabled"] | Sequence[Literal["enabled", "disabled"]]


class WebhookEndpoints(Resource):
    """All that can be done with webhook endpoints."""

    @overload
    def create(
        self,
        *,
        url: str,
        events: Sequence[str],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        api_version: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        payload: Literal["full", "thin"] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WebhookEndpoint: ...

    @overload
    def create(
        self,
        *,
        url: str,
        events: Sequence[str],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        api_version: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        payload: Literal["full", "thin"] | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.WebhookEndpoint]: ...

    def create(
        self,
        *,
        url: str,
        events: Sequence[str],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        api_version: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        payload: Literal["full", "thin"] | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WebhookEndpoint | Rehearsal[models.WebhookEndpoint]:
        """Create a webhook endpoint."""
        return self.caller.write(
            "POST",
            "/v1/webhook_endpoints",
            models.WebhookEndpoint,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "url": url,
                "events": events,
                "api_version": api_version,
                "description": description,
                "payload": payload,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[WebhookEndpointsFilters],
    ) -> Page[models.WebhookEndpoint]:
        """List webhook endpoints. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/webhook_endpoints", models.WebhookEndpoint, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[WebhookEndpointsFilters],
    ) -> Iterator[models.WebhookEndpoint]:
        """List webhook endpoints. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.WebhookEndpoint:
        """Read a webhook endpoint."""
        return self.caller.one("GET", f"/v1/webhook_endpoints/{segment(id)}", models.WebhookEndpoint)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        url: str | UnsetType = UNSET,
        events: Sequence[str] | UnsetType = UNSET,
        api_version: str | UnsetType = UNSET,
        description: str | UnsetType | None = UNSET,
        payload: Literal["full", "thin"] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WebhookEndpoint: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        url: str | UnsetType = UNSET,
        events: Sequence[str] | UnsetType = UNSET,
        api_version: str | UnsetType = UNSET,
        description: str | UnsetType | None = UNSET,
        payload: Literal["full", "thin"] | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.WebhookEndpoint]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        url: str | UnsetType = UNSET,
        events: Sequence[str] | UnsetType = UNSET,
        api_version: str | UnsetType = UNSET,
        description: str | UnsetType | None = UNSET,
        payload: Literal["full", "thin"] | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WebhookEndpoint | Rehearsal[models.WebhookEndpoint]:
        """Change a webhook endpoint."""
        return self.caller.write(
            "PATCH",
            f"/v1/webhook_endpoints/{segment(id)}",
            models.WebhookEndpoint,
            body={
                "metadata": metadata,
                "url": url,
                "events": events,
                "api_version": api_version,
                "description": description,
                "payload": payload,
            },
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

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
        """Delete a webhook endpoint."""
        return self.caller.write(
            "DELETE",
            f"/v1/webhook_endpoints/{segment(id)}",
            models.Deleted,
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
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
    ) -> models.WebhookEndpoint: ...

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
    ) -> Rehearsal[models.WebhookEndpoint]: ...

    def enable(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WebhookEndpoint | Rehearsal[models.WebhookEndpoint]:
        """Tell it again."""
        return self.caller.write(
            "POST",
            f"/v1/webhook_endpoints/{segment(id)}/enable",
            models.WebhookEndpoint,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

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
    ) -> models.WebhookEndpoint: ...

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
    ) -> Rehearsal[models.WebhookEndpoint]: ...

    def disable(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WebhookEndpoint | Rehearsal[models.WebhookEndpoint]:
        """Tell it nothing for now."""
        return self.caller.write(
            "POST",
            f"/v1/webhook_endpoints/{segment(id)}/disable",
            models.WebhookEndpoint,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def rotate_secret(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WebhookEndpoint: ...

    @overload
    def rotate_secret(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.WebhookEndpoint]: ...

    def rotate_secret(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.WebhookEndpoint | Rehearsal[models.WebhookEndpoint]:
        """Sign with a new secret; the old one is good for a day more."""
        return self.caller.write(
            "POST",
            f"/v1/webhook_endpoints/{segment(id)}/rotate_secret",
            models.WebhookEndpoint,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def test(
        self,
        id: str,
        /,
    ) -> models.WebhookEndpoint:
        """Send it an example."""
        return self.caller.one("POST", f"/v1/webhook_endpoints/{segment(id)}/test", models.WebhookEndpoint, body={})

"""Portal sessions. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class PortalSessionsFilters(TypedDict, total=False):
    """What `portal_sessions.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["open", "expired"] | Sequence[Literal["open", "expired"]]
    customer: str | Sequence[str]
    expires_at: dt.datetime | str | Sequence[dt.datetime | str]
    expires_at_gte: dt.datetime | str
    expires_at_gt: dt.datetime | str
    expires_at_lte: dt.datetime | str
    expires_at_lt: dt.datetime | str


class PortalSessions(Resource):
    """All that can be done with portal sessions."""

    @overload
    def create(
        self,
        *,
        customer: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        return_url: str | UnsetType | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        allowed: Sequence[
            Literal["cancel", "details", "invoices", "pay", "payment_methods", "subscriptions", "usage", "wallets"]
        ]
        | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PortalSession: ...

    @overload
    def create(
        self,
        *,
        customer: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        return_url: str | UnsetType | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        allowed: Sequence[
            Literal["cancel", "details", "invoices", "pay", "payment_methods", "subscriptions", "usage", "wallets"]
        ]
        | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.PortalSession]: ...

    def create(
        self,
        *,
        customer: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        return_url: str | UnsetType | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        allowed: Sequence[
            Literal["cancel", "details", "invoices", "pay", "payment_methods", "subscriptions", "usage", "wallets"]
        ]
        | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PortalSession | Rehearsal[models.PortalSession]:
        """Create a portal session."""
        return self.caller.write(
            "POST",
            "/v1/portal_sessions",
            models.PortalSession,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "return_url": return_url,
                "expires_at": expires_at,
                "allowed": allowed,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[PortalSessionsFilters],
    ) -> Page[models.PortalSession]:
        """List portal sessions. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/portal_sessions", models.PortalSession, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[PortalSessionsFilters],
    ) -> Iterator[models.PortalSession]:
        """List portal sessions. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.PortalSession:
        """Read a portal session."""
        return self.caller.one("GET", f"/v1/portal_sessions/{segment(id)}", models.PortalSession)

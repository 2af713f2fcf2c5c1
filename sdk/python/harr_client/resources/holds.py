"""Holds. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class HoldsFilters(TypedDict, total=False):
    """What `holds.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["held", "captured", "released", "expired"]
        | Sequence[Literal["held", "captured", "released", "expired"]]
    )
    currency: str | Sequence[str]
    expires_at: dt.datetime | str | Sequence[dt.datetime | str]
    expires_at_gte: dt.datetime | str
    expires_at_gt: dt.datetime | str
    expires_at_lte: dt.datetime | str
    expires_at_lt: dt.datetime | str


class Holds(Resource):
    """All that can be done with holds."""

    @overload
    def create(
        self,
        *,
        entries: Sequence[models.HoldEntryRequest | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        subject: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Hold: ...

    @overload
    def create(
        self,
        *,
        entries: Sequence[models.HoldEntryRequest | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        subject: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Hold]: ...

    def create(
        self,
        *,
        entries: Sequence[models.HoldEntryRequest | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        subject: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Hold | Rehearsal[models.Hold]:
        """Create a hold."""
        return self.caller.write(
            "POST",
            "/v1/ledger/holds",
            models.Hold,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "entries": entries,
                "expires_at": expires_at,
                "subject": subject,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[HoldsFilters],
    ) -> Page[models.Hold]:
        """List holds. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/ledger/holds", models.Hold, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[HoldsFilters],
    ) -> Iterator[models.Hold]:
        """List holds. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Hold:
        """Read a hold."""
        return self.caller.one("GET", f"/v1/ledger/holds/{segment(id)}", models.Hold)

    @overload
    def capture(
        self,
        id: str,
        /,
        *,
        amount: str | UnsetType | None = UNSET,
        final: bool | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Hold: ...

    @overload
    def capture(
        self,
        id: str,
        /,
        *,
        amount: str | UnsetType | None = UNSET,
        final: bool | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Hold]: ...

    def capture(
        self,
        id: str,
        /,
        *,
        amount: str | UnsetType | None = UNSET,
        final: bool | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Hold | Rehearsal[models.Hold]:
        """Post a hold, whole or in part."""
        return self.caller.write(
            "POST",
            f"/v1/ledger/holds/{segment(id)}/capture",
            models.Hold,
            body={"amount": amount, "final": final},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def release(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Hold: ...

    @overload
    def release(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Hold]: ...

    def release(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Hold | Rehearsal[models.Hold]:
        """Let go of what is held."""
        return self.caller.write(
            "POST",
            f"/v1/ledger/holds/{segment(id)}/release",
            models.Hold,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

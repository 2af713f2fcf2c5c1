"""Imports. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class ImportsFilters(TypedDict, total=False):
    """What `imports.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["queued", "running", "checked", "succeeded", "partly_failed", "failed", "canceled"]
        | Sequence[Literal["queued", "running", "checked", "succeeded", "partly_failed", "failed", "canceled"]]
    )
    job: str | Sequence[str]
    kind: (
        Literal[
            "customers",
            "catalog",
            "open_invoices",
            "subscriptions",
            "wallets",
            "deferred_revenue",
            "payment_methods",
            "usage",
        ]
        | Sequence[
            Literal[
                "customers",
                "catalog",
                "open_invoices",
                "subscriptions",
                "wallets",
                "deferred_revenue",
                "payment_methods",
                "usage",
            ]
        ]
    )
    cut_over_on: dt.date | str | Sequence[dt.date | str]
    cut_over_on_gte: dt.date | str
    cut_over_on_gt: dt.date | str
    cut_over_on_lte: dt.date | str
    cut_over_on_lt: dt.date | str


class Imports(Resource):
    """All that can be done with imports."""

    @overload
    def create(
        self,
        *,
        kind: Literal[
            "catalog",
            "customers",
            "deferred_revenue",
            "open_invoices",
            "payment_methods",
            "subscriptions",
            "usage",
            "wallets",
        ],
        file: str,
        cut_over_on: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        mapping: Mapping[str, str] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Import: ...

    @overload
    def create(
        self,
        *,
        kind: Literal[
            "catalog",
            "customers",
            "deferred_revenue",
            "open_invoices",
            "payment_methods",
            "subscriptions",
            "usage",
            "wallets",
        ],
        file: str,
        cut_over_on: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        mapping: Mapping[str, str] | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Import]: ...

    def create(
        self,
        *,
        kind: Literal[
            "catalog",
            "customers",
            "deferred_revenue",
            "open_invoices",
            "payment_methods",
            "subscriptions",
            "usage",
            "wallets",
        ],
        file: str,
        cut_over_on: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        mapping: Mapping[str, str] | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Import | Rehearsal[models.Import]:
        """Check what comes from an older system."""
        return self.caller.write(
            "POST",
            "/v1/imports",
            models.Import,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "kind": kind,
                "file": file,
                "cut_over_on": cut_over_on,
                "mapping": mapping,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[ImportsFilters],
    ) -> Page[models.Import]:
        """List imports. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/imports", models.Import, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[ImportsFilters],
    ) -> Iterator[models.Import]:
        """List imports. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Import:
        """Read an import."""
        return self.caller.one("GET", f"/v1/imports/{segment(id)}", models.Import)

    @overload
    def apply(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Import: ...

    @overload
    def apply(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Import]: ...

    def apply(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Import | Rehearsal[models.Import]:
        """Take over what was checked."""
        return self.caller.write(
            "POST",
            f"/v1/imports/{segment(id)}/apply",
            models.Import,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

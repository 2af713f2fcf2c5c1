"""Series. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class SeriesFilters(TypedDict, total=False):
    """What `series.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "closed"] | Sequence[Literal["active", "closed"]]
    entity: str | Sequence[str]


class SeriesAuditFilters(TypedDict, total=False):
    """What `series.audit` can be asked for. `…_gte` and its kin are ranges."""

    limit: int
    after: str
    order: Literal["desc", "asc"]


class Series(Resource):
    """All that can be done with series."""

    @overload
    def create(
        self,
        *,
        entity: str,
        document_type: Literal["credit_note", "invoice", "quote", "receipt"],
        format: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        reset: Literal["never", "year"] | UnsetType = UNSET,
        starts_at: int | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Series: ...

    @overload
    def create(
        self,
        *,
        entity: str,
        document_type: Literal["credit_note", "invoice", "quote", "receipt"],
        format: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        reset: Literal["never", "year"] | UnsetType = UNSET,
        starts_at: int | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Series]: ...

    def create(
        self,
        *,
        entity: str,
        document_type: Literal["credit_note", "invoice", "quote", "receipt"],
        format: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        reset: Literal["never", "year"] | UnsetType = UNSET,
        starts_at: int | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Series | Rehearsal[models.Series]:
        """Create a series."""
        return self.caller.write(
            "POST",
            "/v1/series",
            models.Series,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "entity": entity,
                "document_type": document_type,
                "format": format,
                "reset": reset,
                "starts_at": starts_at,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[SeriesFilters],
    ) -> Page[models.Series]:
        """List series. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/series", models.Series, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[SeriesFilters],
    ) -> Iterator[models.Series]:
        """List series. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Series:
        """Read a series."""
        return self.caller.one("GET", f"/v1/series/{segment(id)}", models.Series)

    @overload
    def close(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Series: ...

    @overload
    def close(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Series]: ...

    def close(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Series | Rehearsal[models.Series]:
        """Give no more numbers from this series."""
        return self.caller.write(
            "POST",
            f"/v1/series/{segment(id)}/close",
            models.Series,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def audit(
        self,
        id: str,
        /,
        **filters: Unpack[SeriesAuditFilters],
    ) -> Page[models.SeriesNumber]:
        """Every number with its document. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page(f"/v1/series/{segment(id)}/audit", models.SeriesNumber, parameters(filters))

    def iterate_audit(
        self,
        id: str,
        /,
        **filters: Unpack[SeriesAuditFilters],
    ) -> Iterator[models.SeriesNumber]:
        """Every number with its document. All of them, page by page as they are needed."""
        return self.audit(id, **filters).auto_paging_iter()

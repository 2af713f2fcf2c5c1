"""Exports. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class ExportsFilters(TypedDict, total=False):
    """What `exports.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["queued", "running", "succeeded", "partly_failed", "failed", "canceled"]
        | Sequence[Literal["queued", "running", "succeeded", "partly_failed", "failed", "canceled"]]
    )
    job: str | Sequence[str]
    entity: str | Sequence[str]
    format: str | Sequence[str]


class Exports(Resource):
    """All that can be done with exports."""

    @overload
    def create(
        self,
        *,
        format: Literal["beancount", "csv", "fec", "hledger", "ledger", "parquet", "quickbooks", "xero"],
        entity: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        from_: dt.date | str | UnsetType | None = UNSET,
        until: dt.date | str | UnsetType | None = UNSET,
        summary: Literal["day", "month", "none"] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Export: ...

    @overload
    def create(
        self,
        *,
        format: Literal["beancount", "csv", "fec", "hledger", "ledger", "parquet", "quickbooks", "xero"],
        entity: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        from_: dt.date | str | UnsetType | None = UNSET,
        until: dt.date | str | UnsetType | None = UNSET,
        summary: Literal["day", "month", "none"] | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Export]: ...

    def create(
        self,
        *,
        format: Literal["beancount", "csv", "fec", "hledger", "ledger", "parquet", "quickbooks", "xero"],
        entity: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        from_: dt.date | str | UnsetType | None = UNSET,
        until: dt.date | str | UnsetType | None = UNSET,
        summary: Literal["day", "month", "none"] | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Export | Rehearsal[models.Export]:
        """Write the books for another program."""
        return self.caller.write(
            "POST",
            "/v1/exports",
            models.Export,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "format": format,
                "entity": entity,
                "from": from_,
                "until": until,
                "summary": summary,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[ExportsFilters],
    ) -> Page[models.Export]:
        """List exports. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/exports", models.Export, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[ExportsFilters],
    ) -> Iterator[models.Export]:
        """List exports. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Export:
        """Read an export."""
        return self.caller.one("GET", f"/v1/exports/{segment(id)}", models.Export)

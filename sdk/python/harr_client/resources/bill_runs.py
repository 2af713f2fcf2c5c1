"""Bill runs. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class BillRunsFilters(TypedDict, total=False):
    """What `bill_runs.list` can be asked for. `…_gte` and its kin are ranges."""

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


class BillRuns(Resource):
    """All that can be done with bill runs."""

    @overload
    def create(
        self,
        *,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        until: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.BillRun: ...

    @overload
    def create(
        self,
        *,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        until: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.BillRun]: ...

    def create(
        self,
        *,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        until: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.BillRun | Rehearsal[models.BillRun]:
        """Bill everything that is due."""
        return self.caller.write(
            "POST",
            "/v1/bill_runs",
            models.BillRun,
            body={"external_id": external_id, "metadata": metadata, "entity": entity, "until": until},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[BillRunsFilters],
    ) -> Page[models.BillRun]:
        """List bill runs. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/bill_runs", models.BillRun, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[BillRunsFilters],
    ) -> Iterator[models.BillRun]:
        """List bill runs. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.BillRun:
        """Read a bill run."""
        return self.caller.one("GET", f"/v1/bill_runs/{segment(id)}", models.BillRun)

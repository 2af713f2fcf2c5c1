"""Jobs. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, Unpack, overload

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class JobsFilters(TypedDict, total=False):
    """What `jobs.list` can be asked for. `…_gte` and its kin are ranges."""

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
    kind: (
        Literal["bill_run", "price_migration", "import", "export", "rerate", "reconcile", "advance", "fork", "delete"]
        | Sequence[
            Literal[
                "bill_run", "price_migration", "import", "export", "rerate", "reconcile", "advance", "fork", "delete"
            ]
        ]
    )


class Jobs(Resource):
    """All that can be done with jobs."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Job:
        """Read a job."""
        return self.caller.one("GET", f"/v1/jobs/{segment(id)}", models.Job)

    def list(
        self,
        **filters: Unpack[JobsFilters],
    ) -> Page[models.Job]:
        """List jobs. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/jobs", models.Job, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[JobsFilters],
    ) -> Iterator[models.Job]:
        """List jobs. All of them, page by page as they are needed."""
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
    ) -> models.Job: ...

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
    ) -> Rehearsal[models.Job]: ...

    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Job | Rehearsal[models.Job]:
        """Stop a job after the chunk it is at."""
        return self.caller.write(
            "POST",
            f"/v1/jobs/{segment(id)}/cancel",
            models.Job,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def resume(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Job: ...

    @overload
    def resume(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Job]: ...

    def resume(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Job | Rehearsal[models.Job]:
        """Go on with what a job has left."""
        return self.caller.write(
            "POST",
            f"/v1/jobs/{segment(id)}/resume",
            models.Job,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

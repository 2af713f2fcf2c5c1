"""Agenda. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, Unpack, overload

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class AgendaFilters(TypedDict, total=False):
    """What `agenda.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["due", "running", "done", "failed", "canceled"]
        | Sequence[Literal["due", "running", "done", "failed", "canceled"]]
    )
    due_at: dt.datetime | str | Sequence[dt.datetime | str]
    due_at_gte: dt.datetime | str
    due_at_gt: dt.datetime | str
    due_at_lte: dt.datetime | str
    due_at_lt: dt.datetime | str


class Agenda(Resource):
    """All that can be done with agenda."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.AgendaItem:
        """Read an agenda item."""
        return self.caller.one("GET", f"/v1/agenda/{segment(id)}", models.AgendaItem)

    def list(
        self,
        **filters: Unpack[AgendaFilters],
    ) -> Page[models.AgendaItem]:
        """List agenda items. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/agenda", models.AgendaItem, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[AgendaFilters],
    ) -> Iterator[models.AgendaItem]:
        """List agenda items. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    @overload
    def run(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.AgendaItem: ...

    @overload
    def run(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.AgendaItem]: ...

    def run(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.AgendaItem | Rehearsal[models.AgendaItem]:
        """Run an item now, also a failed one."""
        return self.caller.write(
            "POST",
            f"/v1/agenda/{segment(id)}/run",
            models.AgendaItem,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

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
    ) -> models.AgendaItem: ...

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
    ) -> Rehearsal[models.AgendaItem]: ...

    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.AgendaItem | Rehearsal[models.AgendaItem]:
        """Take an item off the agenda."""
        return self.caller.write(
            "POST",
            f"/v1/agenda/{segment(id)}/cancel",
            models.AgendaItem,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

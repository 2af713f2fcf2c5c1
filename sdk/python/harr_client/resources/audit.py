"""Audit. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, Unpack

from harr_client import models
from harr_client.calling import Resource, parameters, segment
from harr_client.pages import Page


class AuditFilters(TypedDict, total=False):
    """What `audit.list` can be asked for. `…_gte` and its kin are ranges."""

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


class Audit(Resource):
    """All that can be done with audit."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.AuditRecord:
        """Read an audit record."""
        return self.caller.one("GET", f"/v1/audit/{segment(id)}", models.AuditRecord)

    def list(
        self,
        **filters: Unpack[AuditFilters],
    ) -> Page[models.AuditRecord]:
        """List audit records. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/audit", models.AuditRecord, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[AuditFilters],
    ) -> Iterator[models.AuditRecord]:
        """List audit records. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

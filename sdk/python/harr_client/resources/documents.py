"""Documents. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, Unpack

from harr_client import models
from harr_client.calling import Content, Resource, parameters, segment
from harr_client.pages import Page


class DocumentsFilters(TypedDict, total=False):
    """What `documents.list` can be asked for. `…_gte` and its kin are ranges."""

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
    subject: str | Sequence[str]
    format: Literal["html", "pdf", "json", "ubl", "cii"] | Sequence[Literal["html", "pdf", "json", "ubl", "cii"]]


class Documents(Resource):
    """All that can be done with documents."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Document:
        """Read a document."""
        return self.caller.one("GET", f"/v1/documents/{segment(id)}", models.Document)

    def list(
        self,
        **filters: Unpack[DocumentsFilters],
    ) -> Page[models.Document]:
        """List documents. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/documents", models.Document, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[DocumentsFilters],
    ) -> Iterator[models.Document]:
        """List documents. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def content(
        self,
        id: str,
        /,
    ) -> Content:
        """The bytes that were stored."""
        return self.caller.content(f"/v1/documents/{segment(id)}/content", {})

"""Entries. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, Unpack

from harr_client import models
from harr_client.calling import Resource, parameters
from harr_client.pages import Page


class EntriesFilters(TypedDict, total=False):
    """What `entries.list` can be asked for. `…_gte` and its kin are ranges."""

    limit: int
    after: str
    order: Literal["desc", "asc"]
    id: str | Sequence[str]
    transaction: str | Sequence[str]
    effective_on: dt.date | str | Sequence[dt.date | str]
    effective_on_gte: dt.date | str
    effective_on_gt: dt.date | str
    effective_on_lte: dt.date | str
    effective_on_lt: dt.date | str
    account: str | Sequence[str]
    code: str | Sequence[str]
    currency: str | Sequence[str]
    exchange_rate: str | Sequence[str]
    entity: str | Sequence[str]


class Entries(Resource):
    """All that can be done with entries."""

    def list(
        self,
        **filters: Unpack[EntriesFilters],
    ) -> Page[models.Entry]:
        """List entries. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/ledger/entries", models.Entry, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[EntriesFilters],
    ) -> Iterator[models.Entry]:
        """List entries. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

"""Search. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict, Unpack

from harr_client import models
from harr_client.calling import Resource, parameters
from harr_client.pages import Page


class SearchFilters(TypedDict, total=False):
    """What `search.list` can be asked for. `…_gte` and its kin are ranges."""

    q: str
    type: str
    limit: int
    after: str


class Search(Resource):
    """All that can be done with search."""

    def list(
        self,
        **filters: Unpack[SearchFilters],
    ) -> Page[models.SearchHit]:
        """Find anything by what is known of it. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/search", models.SearchHit, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[SearchFilters],
    ) -> Iterator[models.SearchHit]:
        """Find anything by what is known of it. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

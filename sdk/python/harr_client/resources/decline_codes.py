"""Decline codes. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict, Unpack

from harr_client import models
from harr_client.calling import Resource, parameters
from harr_client.pages import Page


class DeclineCodesFilters(TypedDict, total=False):
    """What `decline_codes.list` can be asked for. `…_gte` and its kin are ranges."""

    limit: int
    after: str


class DeclineCodes(Resource):
    """All that can be done with decline codes."""

    def list(
        self,
        **filters: Unpack[DeclineCodesFilters],
    ) -> Page[models.DeclineCode]:
        """Why banks say no, and what then. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/decline_codes", models.DeclineCode, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[DeclineCodesFilters],
    ) -> Iterator[models.DeclineCode]:
        """Why banks say no, and what then. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

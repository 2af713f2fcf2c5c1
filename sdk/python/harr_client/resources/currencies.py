"""Currencies. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict, Unpack

from harr_client import models
from harr_client.calling import Resource, parameters
from harr_client.pages import Page


class CurrenciesFilters(TypedDict, total=False):
    """What `currencies.list` can be asked for. `…_gte` and its kin are ranges."""

    limit: int
    after: str


class Currencies(Resource):
    """All that can be done with currencies."""

    def list(
        self,
        **filters: Unpack[CurrenciesFilters],
    ) -> Page[models.CurrencyFacts]:
        """Every currency and its digits. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/currencies", models.CurrencyFacts, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[CurrenciesFilters],
    ) -> Iterator[models.CurrencyFacts]:
        """Every currency and its digits. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

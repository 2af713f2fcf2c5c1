"""Balances. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TypedDict, Unpack

from harr_client import models
from harr_client.calling import Resource, parameters
from harr_client.pages import Page


class BalancesFilters(TypedDict, total=False):
    """What `balances.list` can be asked for. `…_gte` and its kin are ranges."""

    as_of: dt.date | str
    known_at: str
    entity: str
    code: str
    currency: str
    owner: str
    limit: int
    after: str


class Balances(Resource):
    """All that can be done with balances."""

    def list(
        self,
        **filters: Unpack[BalancesFilters],
    ) -> Page[models.Balance]:
        """List what accounts hold, by code and currency. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/ledger/balances", models.Balance, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[BalancesFilters],
    ) -> Iterator[models.Balance]:
        """List what accounts hold, by code and currency. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

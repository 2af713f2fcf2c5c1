"""Wallet transactions. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, Unpack

from harr_client import models
from harr_client.calling import Resource, parameters, segment
from harr_client.pages import Page


class WalletTransactionsFilters(TypedDict, total=False):
    """What `wallet_transactions.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["posted"] | Sequence[Literal["posted"]]
    wallet: str | Sequence[str]
    type: (
        Literal["grant", "spend", "hold", "release", "expire", "void", "rollover", "refund"]
        | Sequence[Literal["grant", "spend", "hold", "release", "expire", "void", "rollover", "refund"]]
    )
    currency: str | Sequence[str]
    invoice: str | Sequence[str]
    reverses: str | Sequence[str]


class WalletTransactions(Resource):
    """All that can be done with wallet transactions."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.WalletTransaction:
        """Read a wallet transaction."""
        return self.caller.one("GET", f"/v1/wallet_transactions/{segment(id)}", models.WalletTransaction)

    def list(
        self,
        **filters: Unpack[WalletTransactionsFilters],
    ) -> Page[models.WalletTransaction]:
        """List wallet transactions. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/wallet_transactions", models.WalletTransaction, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[WalletTransactionsFilters],
    ) -> Iterator[models.WalletTransaction]:
        """List wallet transactions. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

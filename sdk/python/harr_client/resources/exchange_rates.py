"""Exchange rates. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class ExchangeRatesFilters(TypedDict, total=False):
    """What `exchange_rates.list` can be asked for. `…_gte` and its kin are ranges."""

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
    base: str | Sequence[str]
    quote: str | Sequence[str]
    on: dt.date | str | Sequence[dt.date | str]
    on_gte: dt.date | str
    on_gt: dt.date | str
    on_lte: dt.date | str
    on_lt: dt.date | str


class ExchangeRates(Resource):
    """All that can be done with exchange rates."""

    @overload
    def create(
        self,
        *,
        base: str,
        quote: str,
        rate: str,
        on: dt.date | str,
        source: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.ExchangeRate: ...

    @overload
    def create(
        self,
        *,
        base: str,
        quote: str,
        rate: str,
        on: dt.date | str,
        source: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.ExchangeRate]: ...

    def create(
        self,
        *,
        base: str,
        quote: str,
        rate: str,
        on: dt.date | str,
        source: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.ExchangeRate | Rehearsal[models.ExchangeRate]:
        """Create an exchange rate."""
        return self.caller.write(
            "POST",
            "/v1/ledger/exchange_rates",
            models.ExchangeRate,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "base": base,
                "quote": quote,
                "rate": rate,
                "on": on,
                "source": source,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[ExchangeRatesFilters],
    ) -> Page[models.ExchangeRate]:
        """List exchange rates. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/ledger/exchange_rates", models.ExchangeRate, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[ExchangeRatesFilters],
    ) -> Iterator[models.ExchangeRate]:
        """List exchange rates. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.ExchangeRate:
        """Read an exchange rate."""
        return self.caller.one("GET", f"/v1/ledger/exchange_rates/{segment(id)}", models.ExchangeRate)

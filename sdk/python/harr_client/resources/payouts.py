"""Payouts. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class PayoutsFilters(TypedDict, total=False):
    """What `payouts.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["pending", "in_transit", "paid", "failed", "reconciled"]
        | Sequence[Literal["pending", "in_transit", "paid", "failed", "reconciled"]]
    )
    currency: str | Sequence[str]
    arrives_on: dt.date | str | Sequence[dt.date | str]
    arrives_on_gte: dt.date | str
    arrives_on_gt: dt.date | str
    arrives_on_lte: dt.date | str
    arrives_on_lt: dt.date | str
    provider: str | Sequence[str]


class Payouts(Resource):
    """All that can be done with payouts."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Payout:
        """Read a payout."""
        return self.caller.one("GET", f"/v1/payouts/{segment(id)}", models.Payout)

    def list(
        self,
        **filters: Unpack[PayoutsFilters],
    ) -> Page[models.Payout]:
        """List payouts. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/payouts", models.Payout, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[PayoutsFilters],
    ) -> Iterator[models.Payout]:
        """List payouts. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    @overload
    def reconcile(
        self,
        id: str,
        /,
        *,
        bank_statement: str | UnsetType | None = UNSET,
        line: int | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payout: ...

    @overload
    def reconcile(
        self,
        id: str,
        /,
        *,
        bank_statement: str | UnsetType | None = UNSET,
        line: int | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Payout]: ...

    def reconcile(
        self,
        id: str,
        /,
        *,
        bank_statement: str | UnsetType | None = UNSET,
        line: int | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payout | Rehearsal[models.Payout]:
        """Hold a payout against the bank's line."""
        return self.caller.write(
            "POST",
            f"/v1/payouts/{segment(id)}/reconcile",
            models.Payout,
            body={"bank_statement": bank_statement, "line": line},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

"""Balance adjustments. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class BalanceAdjustmentsFilters(TypedDict, total=False):
    """What `balance_adjustments.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["posted"] | Sequence[Literal["posted"]]
    customer: str | Sequence[str]
    entity: str | Sequence[str]
    currency: str | Sequence[str]
    reverses: str | Sequence[str]
    reversed_by: str | Sequence[str]


class BalanceAdjustments(Resource):
    """All that can be done with balance adjustments."""

    @overload
    def create(
        self,
        *,
        customer: str,
        amount: str,
        currency: str,
        direction: Literal["credit", "debit"],
        reason: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.BalanceAdjustment: ...

    @overload
    def create(
        self,
        *,
        customer: str,
        amount: str,
        currency: str,
        direction: Literal["credit", "debit"],
        reason: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> Rehearsal[models.BalanceAdjustment]: ...

    def create(
        self,
        *,
        customer: str,
        amount: str,
        currency: str,
        direction: Literal["credit", "debit"],
        reason: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.BalanceAdjustment | Rehearsal[models.BalanceAdjustment]:
        """Create a balance adjustment."""
        return self.caller.write(
            "POST",
            "/v1/balance_adjustments",
            models.BalanceAdjustment,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "entity": entity,
                "amount": amount,
                "currency": currency,
                "direction": direction,
                "reason": reason,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=harr_reason),
        )

    def list(
        self,
        **filters: Unpack[BalanceAdjustmentsFilters],
    ) -> Page[models.BalanceAdjustment]:
        """List balance adjustments. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/balance_adjustments", models.BalanceAdjustment, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[BalanceAdjustmentsFilters],
    ) -> Iterator[models.BalanceAdjustment]:
        """List balance adjustments. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.BalanceAdjustment:
        """Read a balance adjustment."""
        return self.caller.one("GET", f"/v1/balance_adjustments/{segment(id)}", models.BalanceAdjustment)

    @overload
    def reverse(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.BalanceAdjustment: ...

    @overload
    def reverse(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.BalanceAdjustment]: ...

    def reverse(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.BalanceAdjustment | Rehearsal[models.BalanceAdjustment]:
        """Reverse an adjustment; the answer is the one that was reversed, naming its reversal."""
        return self.caller.write(
            "POST",
            f"/v1/balance_adjustments/{segment(id)}/reverse",
            models.BalanceAdjustment,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

"""Commitments. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class CommitmentsFilters(TypedDict, total=False):
    """What `commitments.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["planned", "active", "fulfilled", "trued_up", "canceled"]
        | Sequence[Literal["planned", "active", "fulfilled", "trued_up", "canceled"]]
    )
    customer: str | Sequence[str]
    subscription: str | Sequence[str]
    kind: (
        Literal["prepaid", "postpaid", "minimum", "maximum"]
        | Sequence[Literal["prepaid", "postpaid", "minimum", "maximum"]]
    )
    currency: str | Sequence[str]


class Commitments(Resource):
    """All that can be done with commitments."""

    @overload
    def create(
        self,
        *,
        customer: str,
        kind: Literal["maximum", "minimum", "postpaid", "prepaid"],
        amount: str,
        currency: str,
        period: models.PeriodRequest | Mapping[str, Any],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        subscription: str | UnsetType | None = UNSET,
        scope: models.WalletScope | Mapping[str, Any] | UnsetType | None = UNSET,
        overage_multiplier: str | UnsetType | None = UNSET,
        true_up: Literal["period_end", "term_end"] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Commitment: ...

    @overload
    def create(
        self,
        *,
        customer: str,
        kind: Literal["maximum", "minimum", "postpaid", "prepaid"],
        amount: str,
        currency: str,
        period: models.PeriodRequest | Mapping[str, Any],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        subscription: str | UnsetType | None = UNSET,
        scope: models.WalletScope | Mapping[str, Any] | UnsetType | None = UNSET,
        overage_multiplier: str | UnsetType | None = UNSET,
        true_up: Literal["period_end", "term_end"] | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Commitment]: ...

    def create(
        self,
        *,
        customer: str,
        kind: Literal["maximum", "minimum", "postpaid", "prepaid"],
        amount: str,
        currency: str,
        period: models.PeriodRequest | Mapping[str, Any],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        subscription: str | UnsetType | None = UNSET,
        scope: models.WalletScope | Mapping[str, Any] | UnsetType | None = UNSET,
        overage_multiplier: str | UnsetType | None = UNSET,
        true_up: Literal["period_end", "term_end"] | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Commitment | Rehearsal[models.Commitment]:
        """Create a commitment."""
        return self.caller.write(
            "POST",
            "/v1/commitments",
            models.Commitment,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "subscription": subscription,
                "kind": kind,
                "amount": amount,
                "currency": currency,
                "period": period,
                "scope": scope,
                "overage_multiplier": overage_multiplier,
                "true_up": true_up,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[CommitmentsFilters],
    ) -> Page[models.Commitment]:
        """List commitments. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/commitments", models.Commitment, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[CommitmentsFilters],
    ) -> Iterator[models.Commitment]:
        """List commitments. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Commitment:
        """Read a commitment."""
        return self.caller.one("GET", f"/v1/commitments/{segment(id)}", models.Commitment)

"""Promotion codes. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class PromotionCodesFilters(TypedDict, total=False):
    """What `promotion_codes.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["active", "exhausted", "expired", "archived"]
        | Sequence[Literal["active", "exhausted", "expired", "archived"]]
    )
    coupon: str | Sequence[str]
    code: str | Sequence[str]
    customer: str | Sequence[str]


class PromotionCodes(Resource):
    """All that can be done with promotion codes."""

    @overload
    def create(
        self,
        *,
        coupon: str,
        code: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        customer: str | UnsetType | None = UNSET,
        first_purchase_only: bool | UnsetType = UNSET,
        minimum_amount: models.CurrencyAmountRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        maximum_redemptions: int | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PromotionCode: ...

    @overload
    def create(
        self,
        *,
        coupon: str,
        code: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        customer: str | UnsetType | None = UNSET,
        first_purchase_only: bool | UnsetType = UNSET,
        minimum_amount: models.CurrencyAmountRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        maximum_redemptions: int | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.PromotionCode]: ...

    def create(
        self,
        *,
        coupon: str,
        code: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        customer: str | UnsetType | None = UNSET,
        first_purchase_only: bool | UnsetType = UNSET,
        minimum_amount: models.CurrencyAmountRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        maximum_redemptions: int | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PromotionCode | Rehearsal[models.PromotionCode]:
        """Create a promotion code."""
        return self.caller.write(
            "POST",
            "/v1/promotion_codes",
            models.PromotionCode,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "coupon": coupon,
                "code": code,
                "customer": customer,
                "first_purchase_only": first_purchase_only,
                "minimum_amount": minimum_amount,
                "valid_until": valid_until,
                "maximum_redemptions": maximum_redemptions,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[PromotionCodesFilters],
    ) -> Page[models.PromotionCode]:
        """List promotion codes. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/promotion_codes", models.PromotionCode, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[PromotionCodesFilters],
    ) -> Iterator[models.PromotionCode]:
        """List promotion codes. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.PromotionCode:
        """Read a promotion code."""
        return self.caller.one("GET", f"/v1/promotion_codes/{segment(id)}", models.PromotionCode)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        maximum_redemptions: int | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PromotionCode: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        maximum_redemptions: int | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.PromotionCode]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        maximum_redemptions: int | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PromotionCode | Rehearsal[models.PromotionCode]:
        """Change a promotion code."""
        return self.caller.write(
            "PATCH",
            f"/v1/promotion_codes/{segment(id)}",
            models.PromotionCode,
            body={"metadata": metadata, "valid_until": valid_until, "maximum_redemptions": maximum_redemptions},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

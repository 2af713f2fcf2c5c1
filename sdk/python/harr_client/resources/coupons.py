"""Coupons. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class CouponsFilters(TypedDict, total=False):
    """What `coupons.list` can be asked for. `…_gte` and its kin are ranges."""

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
    currency: str | Sequence[str]


class Coupons(Resource):
    """All that can be done with coupons."""

    @overload
    def create(
        self,
        *,
        duration: Literal["forever", "once", "repeating"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        percent_off: str | UnsetType | None = UNSET,
        amount_off: str | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        duration_periods: int | UnsetType | None = UNSET,
        products: Sequence[str] | UnsetType | None = UNSET,
        prices: Sequence[str] | UnsetType | None = UNSET,
        valid_from: dt.date | str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        maximum_redemptions: int | UnsetType | None = UNSET,
        maximum_per_customer: int | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Coupon: ...

    @overload
    def create(
        self,
        *,
        duration: Literal["forever", "once", "repeating"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        percent_off: str | UnsetType | None = UNSET,
        amount_off: str | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        duration_periods: int | UnsetType | None = UNSET,
        products: Sequence[str] | UnsetType | None = UNSET,
        prices: Sequence[str] | UnsetType | None = UNSET,
        valid_from: dt.date | str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        maximum_redemptions: int | UnsetType | None = UNSET,
        maximum_per_customer: int | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Coupon]: ...

    def create(
        self,
        *,
        duration: Literal["forever", "once", "repeating"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        percent_off: str | UnsetType | None = UNSET,
        amount_off: str | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        duration_periods: int | UnsetType | None = UNSET,
        products: Sequence[str] | UnsetType | None = UNSET,
        prices: Sequence[str] | UnsetType | None = UNSET,
        valid_from: dt.date | str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        maximum_redemptions: int | UnsetType | None = UNSET,
        maximum_per_customer: int | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Coupon | Rehearsal[models.Coupon]:
        """Create a coupon."""
        return self.caller.write(
            "POST",
            "/v1/coupons",
            models.Coupon,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "name": name,
                "percent_off": percent_off,
                "amount_off": amount_off,
                "currency": currency,
                "duration": duration,
                "duration_periods": duration_periods,
                "products": products,
                "prices": prices,
                "valid_from": valid_from,
                "valid_until": valid_until,
                "maximum_redemptions": maximum_redemptions,
                "maximum_per_customer": maximum_per_customer,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[CouponsFilters],
    ) -> Page[models.Coupon]:
        """List coupons. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/coupons", models.Coupon, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[CouponsFilters],
    ) -> Iterator[models.Coupon]:
        """List coupons. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Coupon:
        """Read a coupon."""
        return self.caller.one("GET", f"/v1/coupons/{segment(id)}", models.Coupon)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        maximum_redemptions: int | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Coupon: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        maximum_redemptions: int | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Coupon]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        maximum_redemptions: int | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Coupon | Rehearsal[models.Coupon]:
        """Change a coupon."""
        return self.caller.write(
            "PATCH",
            f"/v1/coupons/{segment(id)}",
            models.Coupon,
            body={
                "metadata": metadata,
                "name": name,
                "valid_until": valid_until,
                "maximum_redemptions": maximum_redemptions,
            },
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def archive(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Coupon: ...

    @overload
    def archive(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Coupon]: ...

    def archive(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Coupon | Rehearsal[models.Coupon]:
        """Give a coupon no more; discounts go on."""
        return self.caller.write(
            "POST",
            f"/v1/coupons/{segment(id)}/archive",
            models.Coupon,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

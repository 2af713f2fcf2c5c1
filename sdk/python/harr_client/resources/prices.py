"""Prices. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class PricesFilters(TypedDict, total=False):
    """What `prices.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["draft", "active", "archived"] | Sequence[Literal["draft", "active", "archived"]]
    product: str | Sequence[str]
    code: str | Sequence[str]
    type: Literal["one_time", "recurring", "usage"] | Sequence[Literal["one_time", "recurring", "usage"]]
    meter: str | Sequence[str]
    currency: str | Sequence[str]


class Prices(Resource):
    """All that can be done with prices."""

    @overload
    def create(
        self,
        *,
        product: str,
        model: Literal[
            "custom_amount",
            "dynamic",
            "flat",
            "graduated",
            "graduated_percentage",
            "matrix",
            "package",
            "per_unit",
            "percentage",
            "stairstep",
            "volume",
        ],
        billing: Literal["in_advance", "in_arrears"],
        type: Literal["one_time", "recurring", "usage"],
        currency: str,
        tax_behavior: Literal["exclusive", "inclusive"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        code: str | UnsetType | None = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        unit_amount: str | UnsetType | None = UNSET,
        per: int | UnsetType = UNSET,
        tiers: Sequence[models.Tier | Mapping[str, Any]] | UnsetType | None = UNSET,
        package_size: str | UnsetType | None = UNSET,
        package_amount: str | UnsetType | None = UNSET,
        percentage: str | UnsetType | None = UNSET,
        fixed_amount: str | UnsetType | None = UNSET,
        minimum_per_event: str | UnsetType | None = UNSET,
        maximum_per_event: str | UnsetType | None = UNSET,
        included_events: int | UnsetType | None = UNSET,
        included_amount_base: str | UnsetType | None = UNSET,
        multiplier: str | UnsetType | None = UNSET,
        matrix: Sequence[models.MatrixCell | Mapping[str, Any]] | UnsetType | None = UNSET,
        custom_amount: models.CustomAmount | Mapping[str, Any] | UnsetType | None = UNSET,
        proration_unit: Literal["day", "fixed_30", "none", "second"] | UnsetType | None = UNSET,
        currency_options: Mapping[str, models.CurrencyOption | Mapping[str, Any]] | UnsetType | None = UNSET,
        modifiers: models.Modifiers | Mapping[str, Any] | UnsetType | None = UNSET,
        round_at: Literal["line", "tier"] | UnsetType | None = UNSET,
        zero_quantity_flat: Literal["billed", "not_billed"] | UnsetType | None = UNSET,
        negative_usage: Literal["credit", "zero"] | UnsetType | None = UNSET,
        late_usage: Literal["draft_then_next", "next"] | UnsetType | None = UNSET,
        recognition: Literal["day", "month", "over_term", "point_in_time", "second", "usage"]
        | UnsetType
        | None = UNSET,
        nickname: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Price: ...

    @overload
    def create(
        self,
        *,
        product: str,
        model: Literal[
            "custom_amount",
            "dynamic",
            "flat",
            "graduated",
            "graduated_percentage",
            "matrix",
            "package",
            "per_unit",
            "percentage",
            "stairstep",
            "volume",
        ],
        billing: Literal["in_advance", "in_arrears"],
        type: Literal["one_time", "recurring", "usage"],
        currency: str,
        tax_behavior: Literal["exclusive", "inclusive"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        code: str | UnsetType | None = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        unit_amount: str | UnsetType | None = UNSET,
        per: int | UnsetType = UNSET,
        tiers: Sequence[models.Tier | Mapping[str, Any]] | UnsetType | None = UNSET,
        package_size: str | UnsetType | None = UNSET,
        package_amount: str | UnsetType | None = UNSET,
        percentage: str | UnsetType | None = UNSET,
        fixed_amount: str | UnsetType | None = UNSET,
        minimum_per_event: str | UnsetType | None = UNSET,
        maximum_per_event: str | UnsetType | None = UNSET,
        included_events: int | UnsetType | None = UNSET,
        included_amount_base: str | UnsetType | None = UNSET,
        multiplier: str | UnsetType | None = UNSET,
        matrix: Sequence[models.MatrixCell | Mapping[str, Any]] | UnsetType | None = UNSET,
        custom_amount: models.CustomAmount | Mapping[str, Any] | UnsetType | None = UNSET,
        proration_unit: Literal["day", "fixed_30", "none", "second"] | UnsetType | None = UNSET,
        currency_options: Mapping[str, models.CurrencyOption | Mapping[str, Any]] | UnsetType | None = UNSET,
        modifiers: models.Modifiers | Mapping[str, Any] | UnsetType | None = UNSET,
        round_at: Literal["line", "tier"] | UnsetType | None = UNSET,
        zero_quantity_flat: Literal["billed", "not_billed"] | UnsetType | None = UNSET,
        negative_usage: Literal["credit", "zero"] | UnsetType | None = UNSET,
        late_usage: Literal["draft_then_next", "next"] | UnsetType | None = UNSET,
        recognition: Literal["day", "month", "over_term", "point_in_time", "second", "usage"]
        | UnsetType
        | None = UNSET,
        nickname: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Price]: ...

    def create(
        self,
        *,
        product: str,
        model: Literal[
            "custom_amount",
            "dynamic",
            "flat",
            "graduated",
            "graduated_percentage",
            "matrix",
            "package",
            "per_unit",
            "percentage",
            "stairstep",
            "volume",
        ],
        billing: Literal["in_advance", "in_arrears"],
        type: Literal["one_time", "recurring", "usage"],
        currency: str,
        tax_behavior: Literal["exclusive", "inclusive"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        code: str | UnsetType | None = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        unit_amount: str | UnsetType | None = UNSET,
        per: int | UnsetType = UNSET,
        tiers: Sequence[models.Tier | Mapping[str, Any]] | UnsetType | None = UNSET,
        package_size: str | UnsetType | None = UNSET,
        package_amount: str | UnsetType | None = UNSET,
        percentage: str | UnsetType | None = UNSET,
        fixed_amount: str | UnsetType | None = UNSET,
        minimum_per_event: str | UnsetType | None = UNSET,
        maximum_per_event: str | UnsetType | None = UNSET,
        included_events: int | UnsetType | None = UNSET,
        included_amount_base: str | UnsetType | None = UNSET,
        multiplier: str | UnsetType | None = UNSET,
        matrix: Sequence[models.MatrixCell | Mapping[str, Any]] | UnsetType | None = UNSET,
        custom_amount: models.CustomAmount | Mapping[str, Any] | UnsetType | None = UNSET,
        proration_unit: Literal["day", "fixed_30", "none", "second"] | UnsetType | None = UNSET,
        currency_options: Mapping[str, models.CurrencyOption | Mapping[str, Any]] | UnsetType | None = UNSET,
        modifiers: models.Modifiers | Mapping[str, Any] | UnsetType | None = UNSET,
        round_at: Literal["line", "tier"] | UnsetType | None = UNSET,
        zero_quantity_flat: Literal["billed", "not_billed"] | UnsetType | None = UNSET,
        negative_usage: Literal["credit", "zero"] | UnsetType | None = UNSET,
        late_usage: Literal["draft_then_next", "next"] | UnsetType | None = UNSET,
        recognition: Literal["day", "month", "over_term", "point_in_time", "second", "usage"]
        | UnsetType
        | None = UNSET,
        nickname: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Price | Rehearsal[models.Price]:
        """Create a price."""
        return self.caller.write(
            "POST",
            "/v1/prices",
            models.Price,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "product": product,
                "code": code,
                "model": model,
                "billing": billing,
                "type": type,
                "interval": interval,
                "interval_count": interval_count,
                "meter": meter,
                "currency": currency,
                "unit_amount": unit_amount,
                "per": per,
                "tiers": tiers,
                "package_size": package_size,
                "package_amount": package_amount,
                "percentage": percentage,
                "fixed_amount": fixed_amount,
                "minimum_per_event": minimum_per_event,
                "maximum_per_event": maximum_per_event,
                "included_events": included_events,
                "included_amount_base": included_amount_base,
                "multiplier": multiplier,
                "matrix": matrix,
                "custom_amount": custom_amount,
                "tax_behavior": tax_behavior,
                "proration_unit": proration_unit,
                "currency_options": currency_options,
                "modifiers": modifiers,
                "round_at": round_at,
                "zero_quantity_flat": zero_quantity_flat,
                "negative_usage": negative_usage,
                "late_usage": late_usage,
                "recognition": recognition,
                "nickname": nickname,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[PricesFilters],
    ) -> Page[models.Price]:
        """List prices. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/prices", models.Price, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[PricesFilters],
    ) -> Iterator[models.Price]:
        """List prices. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Price:
        """Read a price."""
        return self.caller.one("GET", f"/v1/prices/{segment(id)}", models.Price)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        product: str | UnsetType = UNSET,
        code: str | UnsetType | None = UNSET,
        model: Literal[
            "custom_amount",
            "dynamic",
            "flat",
            "graduated",
            "graduated_percentage",
            "matrix",
            "package",
            "per_unit",
            "percentage",
            "stairstep",
            "volume",
        ]
        | UnsetType = UNSET,
        billing: Literal["in_advance", "in_arrears"] | UnsetType = UNSET,
        type: Literal["one_time", "recurring", "usage"] | UnsetType = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        currency: str | UnsetType = UNSET,
        unit_amount: str | UnsetType | None = UNSET,
        per: int | UnsetType = UNSET,
        tiers: Sequence[models.Tier | Mapping[str, Any]] | UnsetType = UNSET,
        package_size: str | UnsetType | None = UNSET,
        package_amount: str | UnsetType | None = UNSET,
        percentage: str | UnsetType | None = UNSET,
        fixed_amount: str | UnsetType | None = UNSET,
        minimum_per_event: str | UnsetType | None = UNSET,
        maximum_per_event: str | UnsetType | None = UNSET,
        included_events: int | UnsetType | None = UNSET,
        included_amount_base: str | UnsetType | None = UNSET,
        multiplier: str | UnsetType | None = UNSET,
        matrix: Sequence[models.MatrixCell | Mapping[str, Any]] | UnsetType = UNSET,
        custom_amount: models.CustomAmount | Mapping[str, Any] | UnsetType | None = UNSET,
        tax_behavior: Literal["exclusive", "inclusive"] | UnsetType = UNSET,
        proration_unit: Literal["day", "fixed_30", "none", "second"] | UnsetType | None = UNSET,
        currency_options: Mapping[str, models.CurrencyOption | Mapping[str, Any]] | UnsetType = UNSET,
        modifiers: models.Modifiers | Mapping[str, Any] | UnsetType | None = UNSET,
        round_at: Literal["line", "tier"] | UnsetType = UNSET,
        zero_quantity_flat: Literal["billed", "not_billed"] | UnsetType = UNSET,
        negative_usage: Literal["credit", "zero"] | UnsetType = UNSET,
        late_usage: Literal["draft_then_next", "next"] | UnsetType | None = UNSET,
        recognition: Literal["day", "month", "over_term", "point_in_time", "second", "usage"]
        | UnsetType
        | None = UNSET,
        nickname: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Price: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        product: str | UnsetType = UNSET,
        code: str | UnsetType | None = UNSET,
        model: Literal[
            "custom_amount",
            "dynamic",
            "flat",
            "graduated",
            "graduated_percentage",
            "matrix",
            "package",
            "per_unit",
            "percentage",
            "stairstep",
            "volume",
        ]
        | UnsetType = UNSET,
        billing: Literal["in_advance", "in_arrears"] | UnsetType = UNSET,
        type: Literal["one_time", "recurring", "usage"] | UnsetType = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        currency: str | UnsetType = UNSET,
        unit_amount: str | UnsetType | None = UNSET,
        per: int | UnsetType = UNSET,
        tiers: Sequence[models.Tier | Mapping[str, Any]] | UnsetType = UNSET,
        package_size: str | UnsetType | None = UNSET,
        package_amount: str | UnsetType | None = UNSET,
        percentage: str | UnsetType | None = UNSET,
        fixed_amount: str | UnsetType | None = UNSET,
        minimum_per_event: str | UnsetType | None = UNSET,
        maximum_per_event: str | UnsetType | None = UNSET,
        included_events: int | UnsetType | None = UNSET,
        included_amount_base: str | UnsetType | None = UNSET,
        multiplier: str | UnsetType | None = UNSET,
        matrix: Sequence[models.MatrixCell | Mapping[str, Any]] | UnsetType = UNSET,
        custom_amount: models.CustomAmount | Mapping[str, Any] | UnsetType | None = UNSET,
        tax_behavior: Literal["exclusive", "inclusive"] | UnsetType = UNSET,
        proration_unit: Literal["day", "fixed_30", "none", "second"] | UnsetType | None = UNSET,
        currency_options: Mapping[str, models.CurrencyOption | Mapping[str, Any]] | UnsetType = UNSET,
        modifiers: models.Modifiers | Mapping[str, Any] | UnsetType | None = UNSET,
        round_at: Literal["line", "tier"] | UnsetType = UNSET,
        zero_quantity_flat: Literal["billed", "not_billed"] | UnsetType = UNSET,
        negative_usage: Literal["credit", "zero"] | UnsetType = UNSET,
        late_usage: Literal["draft_then_next", "next"] | UnsetType | None = UNSET,
        recognition: Literal["day", "month", "over_term", "point_in_time", "second", "usage"]
        | UnsetType
        | None = UNSET,
        nickname: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Price]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        product: str | UnsetType = UNSET,
        code: str | UnsetType | None = UNSET,
        model: Literal[
            "custom_amount",
            "dynamic",
            "flat",
            "graduated",
            "graduated_percentage",
            "matrix",
            "package",
            "per_unit",
            "percentage",
            "stairstep",
            "volume",
        ]
        | UnsetType = UNSET,
        billing: Literal["in_advance", "in_arrears"] | UnsetType = UNSET,
        type: Literal["one_time", "recurring", "usage"] | UnsetType = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        currency: str | UnsetType = UNSET,
        unit_amount: str | UnsetType | None = UNSET,
        per: int | UnsetType = UNSET,
        tiers: Sequence[models.Tier | Mapping[str, Any]] | UnsetType = UNSET,
        package_size: str | UnsetType | None = UNSET,
        package_amount: str | UnsetType | None = UNSET,
        percentage: str | UnsetType | None = UNSET,
        fixed_amount: str | UnsetType | None = UNSET,
        minimum_per_event: str | UnsetType | None = UNSET,
        maximum_per_event: str | UnsetType | None = UNSET,
        included_events: int | UnsetType | None = UNSET,
        included_amount_base: str | UnsetType | None = UNSET,
        multiplier: str | UnsetType | None = UNSET,
        matrix: Sequence[models.MatrixCell | Mapping[str, Any]] | UnsetType = UNSET,
        custom_amount: models.CustomAmount | Mapping[str, Any] | UnsetType | None = UNSET,
        tax_behavior: Literal["exclusive", "inclusive"] | UnsetType = UNSET,
        proration_unit: Literal["day", "fixed_30", "none", "second"] | UnsetType | None = UNSET,
        currency_options: Mapping[str, models.CurrencyOption | Mapping[str, Any]] | UnsetType = UNSET,
        modifiers: models.Modifiers | Mapping[str, Any] | UnsetType | None = UNSET,
        round_at: Literal["line", "tier"] | UnsetType = UNSET,
        zero_quantity_flat: Literal["billed", "not_billed"] | UnsetType = UNSET,
        negative_usage: Literal["credit", "zero"] | UnsetType = UNSET,
        late_usage: Literal["draft_then_next", "next"] | UnsetType | None = UNSET,
        recognition: Literal["day", "month", "over_term", "point_in_time", "second", "usage"]
        | UnsetType
        | None = UNSET,
        nickname: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Price | Rehearsal[models.Price]:
        """Change a price."""
        return self.caller.write(
            "PATCH",
            f"/v1/prices/{segment(id)}",
            models.Price,
            body={
                "metadata": metadata,
                "product": product,
                "code": code,
                "model": model,
                "billing": billing,
                "type": type,
                "interval": interval,
                "interval_count": interval_count,
                "meter": meter,
                "currency": currency,
                "unit_amount": unit_amount,
                "per": per,
                "tiers": tiers,
                "package_size": package_size,
                "package_amount": package_amount,
                "percentage": percentage,
                "fixed_amount": fixed_amount,
                "minimum_per_event": minimum_per_event,
                "maximum_per_event": maximum_per_event,
                "included_events": included_events,
                "included_amount_base": included_amount_base,
                "multiplier": multiplier,
                "matrix": matrix,
                "custom_amount": custom_amount,
                "tax_behavior": tax_behavior,
                "proration_unit": proration_unit,
                "currency_options": currency_options,
                "modifiers": modifiers,
                "round_at": round_at,
                "zero_quantity_flat": zero_quantity_flat,
                "negative_usage": negative_usage,
                "late_usage": late_usage,
                "recognition": recognition,
                "nickname": nickname,
            },
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def activate(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Price: ...

    @overload
    def activate(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Price]: ...

    def activate(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Price | Rehearsal[models.Price]:
        """Make a price fit for sale."""
        return self.caller.write(
            "POST",
            f"/v1/prices/{segment(id)}/activate",
            models.Price,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
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
    ) -> models.Price: ...

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
    ) -> Rehearsal[models.Price]: ...

    def archive(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Price | Rehearsal[models.Price]:
        """Sell at a price no more."""
        return self.caller.write(
            "POST",
            f"/v1/prices/{segment(id)}/archive",
            models.Price,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def estimate(
        self,
        id: str,
        /,
        *,
        quantity: str | UnsetType | None = UNSET,
        events: Sequence[models.EstimateEvent | Mapping[str, Any]] | UnsetType | None = UNSET,
        before: str | UnsetType | None = UNSET,
        billed_before: str | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
    ) -> models.PriceEstimate:
        """Rate a quantity or events; nothing is kept."""
        return self.caller.one(
            "POST",
            f"/v1/prices/{segment(id)}/estimate",
            models.PriceEstimate,
            body={
                "quantity": quantity,
                "events": events,
                "before": before,
                "billed_before": billed_before,
                "currency": currency,
            },
        )

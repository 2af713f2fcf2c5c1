"""Plans. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class PlansFilters(TypedDict, total=False):
    """What `plans.list` can be asked for. `…_gte` and its kin are ranges."""

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
    code: str | Sequence[str]
    successor: str | Sequence[str]


class Plans(Resource):
    """All that can be done with plans."""

    @overload
    def create(
        self,
        *,
        code: str,
        name: str,
        prices: Sequence[models.PlanPrice | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        trial_days: int | UnsetType | None = UNSET,
        trial_requires_payment_method: bool | UnsetType = UNSET,
        billing_anchor: models.Anchor | Mapping[str, Any] | UnsetType | None = UNSET,
        minimum_amount: models.CurrencyAmountRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        usage_thresholds: Sequence[models.UsageThreshold | Mapping[str, Any]] | UnsetType | None = UNSET,
        setup_prices: Sequence[models.PlanPrice | Mapping[str, Any]] | UnsetType | None = UNSET,
        entitlements: Sequence[models.PlanEntitlement | Mapping[str, Any]] | UnsetType | None = UNSET,
        successor: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Plan: ...

    @overload
    def create(
        self,
        *,
        code: str,
        name: str,
        prices: Sequence[models.PlanPrice | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        trial_days: int | UnsetType | None = UNSET,
        trial_requires_payment_method: bool | UnsetType = UNSET,
        billing_anchor: models.Anchor | Mapping[str, Any] | UnsetType | None = UNSET,
        minimum_amount: models.CurrencyAmountRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        usage_thresholds: Sequence[models.UsageThreshold | Mapping[str, Any]] | UnsetType | None = UNSET,
        setup_prices: Sequence[models.PlanPrice | Mapping[str, Any]] | UnsetType | None = UNSET,
        entitlements: Sequence[models.PlanEntitlement | Mapping[str, Any]] | UnsetType | None = UNSET,
        successor: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Plan]: ...

    def create(
        self,
        *,
        code: str,
        name: str,
        prices: Sequence[models.PlanPrice | Mapping[str, Any]],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        trial_days: int | UnsetType | None = UNSET,
        trial_requires_payment_method: bool | UnsetType = UNSET,
        billing_anchor: models.Anchor | Mapping[str, Any] | UnsetType | None = UNSET,
        minimum_amount: models.CurrencyAmountRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        usage_thresholds: Sequence[models.UsageThreshold | Mapping[str, Any]] | UnsetType | None = UNSET,
        setup_prices: Sequence[models.PlanPrice | Mapping[str, Any]] | UnsetType | None = UNSET,
        entitlements: Sequence[models.PlanEntitlement | Mapping[str, Any]] | UnsetType | None = UNSET,
        successor: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Plan | Rehearsal[models.Plan]:
        """Create a plan."""
        return self.caller.write(
            "POST",
            "/v1/plans",
            models.Plan,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "interval": interval,
                "interval_count": interval_count,
                "trial_days": trial_days,
                "trial_requires_payment_method": trial_requires_payment_method,
                "billing_anchor": billing_anchor,
                "minimum_amount": minimum_amount,
                "usage_thresholds": usage_thresholds,
                "code": code,
                "name": name,
                "prices": prices,
                "setup_prices": setup_prices,
                "entitlements": entitlements,
                "successor": successor,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[PlansFilters],
    ) -> Page[models.Plan]:
        """List plans. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/plans", models.Plan, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[PlansFilters],
    ) -> Iterator[models.Plan]:
        """List plans. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Plan:
        """Read a plan."""
        return self.caller.one("GET", f"/v1/plans/{segment(id)}", models.Plan)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        successor: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Plan: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        successor: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Plan]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        successor: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Plan | Rehearsal[models.Plan]:
        """Change a plan."""
        return self.caller.write(
            "PATCH",
            f"/v1/plans/{segment(id)}",
            models.Plan,
            body={"metadata": metadata, "name": name, "successor": successor},
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
    ) -> models.Plan: ...

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
    ) -> Rehearsal[models.Plan]: ...

    def activate(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Plan | Rehearsal[models.Plan]:
        """Make a plan fit for sale."""
        return self.caller.write(
            "POST",
            f"/v1/plans/{segment(id)}/activate",
            models.Plan,
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
    ) -> models.Plan: ...

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
    ) -> Rehearsal[models.Plan]: ...

    def archive(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Plan | Rehearsal[models.Plan]:
        """Sell a plan no more."""
        return self.caller.write(
            "POST",
            f"/v1/plans/{segment(id)}/archive",
            models.Plan,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def new_version(
        self,
        id: str,
        /,
        *,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        trial_days: int | UnsetType | None = UNSET,
        trial_requires_payment_method: bool | UnsetType = UNSET,
        billing_anchor: models.Anchor | Mapping[str, Any] | UnsetType | None = UNSET,
        minimum_amount: models.CurrencyAmountRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        usage_thresholds: Sequence[models.UsageThreshold | Mapping[str, Any]] | UnsetType | None = UNSET,
        name: str | UnsetType | None = UNSET,
        prices: Sequence[models.PlanPrice | Mapping[str, Any]] | UnsetType | None = UNSET,
        setup_prices: Sequence[models.PlanPrice | Mapping[str, Any]] | UnsetType | None = UNSET,
        entitlements: Sequence[models.PlanEntitlement | Mapping[str, Any]] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Plan: ...

    @overload
    def new_version(
        self,
        id: str,
        /,
        *,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        trial_days: int | UnsetType | None = UNSET,
        trial_requires_payment_method: bool | UnsetType = UNSET,
        billing_anchor: models.Anchor | Mapping[str, Any] | UnsetType | None = UNSET,
        minimum_amount: models.CurrencyAmountRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        usage_thresholds: Sequence[models.UsageThreshold | Mapping[str, Any]] | UnsetType | None = UNSET,
        name: str | UnsetType | None = UNSET,
        prices: Sequence[models.PlanPrice | Mapping[str, Any]] | UnsetType | None = UNSET,
        setup_prices: Sequence[models.PlanPrice | Mapping[str, Any]] | UnsetType | None = UNSET,
        entitlements: Sequence[models.PlanEntitlement | Mapping[str, Any]] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Plan]: ...

    def new_version(
        self,
        id: str,
        /,
        *,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        interval: Literal["day", "month", "week", "year"] | UnsetType | None = UNSET,
        interval_count: int | UnsetType | None = UNSET,
        trial_days: int | UnsetType | None = UNSET,
        trial_requires_payment_method: bool | UnsetType = UNSET,
        billing_anchor: models.Anchor | Mapping[str, Any] | UnsetType | None = UNSET,
        minimum_amount: models.CurrencyAmountRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        usage_thresholds: Sequence[models.UsageThreshold | Mapping[str, Any]] | UnsetType | None = UNSET,
        name: str | UnsetType | None = UNSET,
        prices: Sequence[models.PlanPrice | Mapping[str, Any]] | UnsetType | None = UNSET,
        setup_prices: Sequence[models.PlanPrice | Mapping[str, Any]] | UnsetType | None = UNSET,
        entitlements: Sequence[models.PlanEntitlement | Mapping[str, Any]] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Plan | Rehearsal[models.Plan]:
        """Make the next version of a plan, as a draft; the answer is that version."""
        return self.caller.write(
            "POST",
            f"/v1/plans/{segment(id)}/new_version",
            models.Plan,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "interval": interval,
                "interval_count": interval_count,
                "trial_days": trial_days,
                "trial_requires_payment_method": trial_requires_payment_method,
                "billing_anchor": billing_anchor,
                "minimum_amount": minimum_amount,
                "usage_thresholds": usage_thresholds,
                "name": name,
                "prices": prices,
                "setup_prices": setup_prices,
                "entitlements": entitlements,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

"""Profiles. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class ProfilesFilters(TypedDict, total=False):
    """What `profiles.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["draft", "active", "superseded"] | Sequence[Literal["draft", "active", "superseded"]]
    dunning_campaign: str | Sequence[str]
    series: str | Sequence[str]


class Profiles(Resource):
    """All that can be done with profiles."""

    @overload
    def create(
        self,
        *,
        name: str,
        operations: Sequence[str],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        sees: Literal["own", "tenant"] | UnsetType = UNSET,
        payment_method_types: Sequence[
            Literal["ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"]
        ]
        | UnsetType
        | None = UNSET,
        providers: Sequence[str] | UnsetType | None = UNSET,
        currencies: Sequence[str] | UnsetType | None = UNSET,
        countries: Sequence[str] | UnsetType | None = UNSET,
        price_models: Sequence[
            Literal[
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
        ]
        | UnsetType
        | None = UNSET,
        customer_kinds: Sequence[Literal["company", "person"]] | UnsetType | None = UNSET,
        maximum_amounts: Mapping[str, str] | UnsetType | None = UNSET,
        refund_limits: models.RefundLimits | Mapping[str, Any] | UnsetType | None = UNSET,
        velocity: models.Velocity | Mapping[str, Any] | UnsetType | None = UNSET,
        dunning_campaign: str | UnsetType | None = UNSET,
        series: str | UnsetType | None = UNSET,
        branding: models.Branding | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Profile: ...

    @overload
    def create(
        self,
        *,
        name: str,
        operations: Sequence[str],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        sees: Literal["own", "tenant"] | UnsetType = UNSET,
        payment_method_types: Sequence[
            Literal["ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"]
        ]
        | UnsetType
        | None = UNSET,
        providers: Sequence[str] | UnsetType | None = UNSET,
        currencies: Sequence[str] | UnsetType | None = UNSET,
        countries: Sequence[str] | UnsetType | None = UNSET,
        price_models: Sequence[
            Literal[
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
        ]
        | UnsetType
        | None = UNSET,
        customer_kinds: Sequence[Literal["company", "person"]] | UnsetType | None = UNSET,
        maximum_amounts: Mapping[str, str] | UnsetType | None = UNSET,
        refund_limits: models.RefundLimits | Mapping[str, Any] | UnsetType | None = UNSET,
        velocity: models.Velocity | Mapping[str, Any] | UnsetType | None = UNSET,
        dunning_campaign: str | UnsetType | None = UNSET,
        series: str | UnsetType | None = UNSET,
        branding: models.Branding | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Profile]: ...

    def create(
        self,
        *,
        name: str,
        operations: Sequence[str],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        sees: Literal["own", "tenant"] | UnsetType = UNSET,
        payment_method_types: Sequence[
            Literal["ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"]
        ]
        | UnsetType
        | None = UNSET,
        providers: Sequence[str] | UnsetType | None = UNSET,
        currencies: Sequence[str] | UnsetType | None = UNSET,
        countries: Sequence[str] | UnsetType | None = UNSET,
        price_models: Sequence[
            Literal[
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
        ]
        | UnsetType
        | None = UNSET,
        customer_kinds: Sequence[Literal["company", "person"]] | UnsetType | None = UNSET,
        maximum_amounts: Mapping[str, str] | UnsetType | None = UNSET,
        refund_limits: models.RefundLimits | Mapping[str, Any] | UnsetType | None = UNSET,
        velocity: models.Velocity | Mapping[str, Any] | UnsetType | None = UNSET,
        dunning_campaign: str | UnsetType | None = UNSET,
        series: str | UnsetType | None = UNSET,
        branding: models.Branding | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Profile | Rehearsal[models.Profile]:
        """Create a profile."""
        return self.caller.write(
            "POST",
            "/v1/profiles",
            models.Profile,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "name": name,
                "operations": operations,
                "sees": sees,
                "payment_method_types": payment_method_types,
                "providers": providers,
                "currencies": currencies,
                "countries": countries,
                "price_models": price_models,
                "customer_kinds": customer_kinds,
                "maximum_amounts": maximum_amounts,
                "refund_limits": refund_limits,
                "velocity": velocity,
                "dunning_campaign": dunning_campaign,
                "series": series,
                "branding": branding,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[ProfilesFilters],
    ) -> Page[models.Profile]:
        """List profiles. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/profiles", models.Profile, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[ProfilesFilters],
    ) -> Iterator[models.Profile]:
        """List profiles. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Profile:
        """Read a profile."""
        return self.caller.one("GET", f"/v1/profiles/{segment(id)}", models.Profile)

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
    ) -> models.Profile: ...

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
    ) -> Rehearsal[models.Profile]: ...

    def activate(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Profile | Rehearsal[models.Profile]:
        """Make a version hold."""
        return self.caller.write(
            "POST",
            f"/v1/profiles/{segment(id)}/activate",
            models.Profile,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def preview(
        self,
        id: str,
        /,
    ) -> models.ProfilePreview:
        """Show what a version opens and closes."""
        return self.caller.one("POST", f"/v1/profiles/{segment(id)}/preview", models.ProfilePreview, body={})

    def test(
        self,
        id: str,
        /,
        *,
        calls: Sequence[models.ProfileCall | Mapping[str, Any]],
    ) -> models.ProfileTest:
        """Try a table of calls on a version."""
        return self.caller.one("POST", f"/v1/profiles/{segment(id)}/test", models.ProfileTest, body={"calls": calls})

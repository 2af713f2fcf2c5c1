"""Payment methods. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class PaymentMethodsFilters(TypedDict, total=False):
    """What `payment_methods.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["pending", "active", "expiring", "expired", "detached"]
        | Sequence[Literal["pending", "active", "expiring", "expired", "detached"]]
    )
    customer: str | Sequence[str]
    type: (
        Literal["card", "sepa_debit", "ach_debit", "bacs_debit", "bank_transfer", "paypal", "cash", "other"]
        | Sequence[Literal["card", "sepa_debit", "ach_debit", "bacs_debit", "bank_transfer", "paypal", "cash", "other"]]
    )
    provider: str | Sequence[str]


class PaymentMethods(Resource):
    """All that can be done with payment methods."""

    @overload
    def create(
        self,
        *,
        customer: str,
        type: Literal["ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"],
        token: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        provider: str | UnsetType | None = UNSET,
        billing_details: models.BillingDetails | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PaymentMethod: ...

    @overload
    def create(
        self,
        *,
        customer: str,
        type: Literal["ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"],
        token: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        provider: str | UnsetType | None = UNSET,
        billing_details: models.BillingDetails | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.PaymentMethod]: ...

    def create(
        self,
        *,
        customer: str,
        type: Literal["ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"],
        token: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        provider: str | UnsetType | None = UNSET,
        billing_details: models.BillingDetails | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PaymentMethod | Rehearsal[models.PaymentMethod]:
        """Create a payment method."""
        return self.caller.write(
            "POST",
            "/v1/payment_methods",
            models.PaymentMethod,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "type": type,
                "token": token,
                "provider": provider,
                "billing_details": billing_details,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[PaymentMethodsFilters],
    ) -> Page[models.PaymentMethod]:
        """List payment methods. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/payment_methods", models.PaymentMethod, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[PaymentMethodsFilters],
    ) -> Iterator[models.PaymentMethod]:
        """List payment methods. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.PaymentMethod:
        """Read a payment method."""
        return self.caller.one("GET", f"/v1/payment_methods/{segment(id)}", models.PaymentMethod)

    @overload
    def detach(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PaymentMethod: ...

    @overload
    def detach(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.PaymentMethod]: ...

    def detach(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PaymentMethod | Rehearsal[models.PaymentMethod]:
        """Use it no more."""
        return self.caller.write(
            "POST",
            f"/v1/payment_methods/{segment(id)}/detach",
            models.PaymentMethod,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def make_default(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PaymentMethod: ...

    @overload
    def make_default(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.PaymentMethod]: ...

    def make_default(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PaymentMethod | Rehearsal[models.PaymentMethod]:
        """Use it wherever no other is named."""
        return self.caller.write(
            "POST",
            f"/v1/payment_methods/{segment(id)}/make_default",
            models.PaymentMethod,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def replace(
        self,
        id: str,
        /,
        *,
        token: str,
        provider: str | UnsetType | None = UNSET,
        billing_details: models.BillingDetails | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PaymentMethod: ...

    @overload
    def replace(
        self,
        id: str,
        /,
        *,
        token: str,
        provider: str | UnsetType | None = UNSET,
        billing_details: models.BillingDetails | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.PaymentMethod]: ...

    def replace(
        self,
        id: str,
        /,
        *,
        token: str,
        provider: str | UnsetType | None = UNSET,
        billing_details: models.BillingDetails | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PaymentMethod | Rehearsal[models.PaymentMethod]:
        """Put another token in the place of this one."""
        return self.caller.write(
            "POST",
            f"/v1/payment_methods/{segment(id)}/replace",
            models.PaymentMethod,
            body={"token": token, "provider": provider, "billing_details": billing_details},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

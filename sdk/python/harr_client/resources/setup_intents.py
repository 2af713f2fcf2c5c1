"""Setup intents. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class SetupIntentsFilters(TypedDict, total=False):
    """What `setup_intents.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["requires_payment_method", "requires_action", "processing", "succeeded", "canceled"]
        | Sequence[Literal["requires_payment_method", "requires_action", "processing", "succeeded", "canceled"]]
    )
    customer: str | Sequence[str]
    type: (
        Literal["card", "sepa_debit", "ach_debit", "bacs_debit", "bank_transfer", "paypal", "cash", "other"]
        | Sequence[Literal["card", "sepa_debit", "ach_debit", "bacs_debit", "bank_transfer", "paypal", "cash", "other"]]
    )
    payment_method: str | Sequence[str]
    provider: str | Sequence[str]


class SetupIntents(Resource):
    """All that can be done with setup intents."""

    @overload
    def create(
        self,
        *,
        customer: str,
        type: Literal["ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        provider: str | UnsetType | None = UNSET,
        return_url: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.SetupIntent: ...

    @overload
    def create(
        self,
        *,
        customer: str,
        type: Literal["ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        provider: str | UnsetType | None = UNSET,
        return_url: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.SetupIntent]: ...

    def create(
        self,
        *,
        customer: str,
        type: Literal["ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        provider: str | UnsetType | None = UNSET,
        return_url: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.SetupIntent | Rehearsal[models.SetupIntent]:
        """Create a setup intent."""
        return self.caller.write(
            "POST",
            "/v1/setup_intents",
            models.SetupIntent,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "type": type,
                "provider": provider,
                "return_url": return_url,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[SetupIntentsFilters],
    ) -> Page[models.SetupIntent]:
        """List setup intents. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/setup_intents", models.SetupIntent, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[SetupIntentsFilters],
    ) -> Iterator[models.SetupIntent]:
        """List setup intents. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.SetupIntent:
        """Read a setup intent."""
        return self.caller.one("GET", f"/v1/setup_intents/{segment(id)}", models.SetupIntent)

    @overload
    def confirm(
        self,
        id: str,
        /,
        *,
        token: str,
        billing_details: models.BillingDetails | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.SetupIntent: ...

    @overload
    def confirm(
        self,
        id: str,
        /,
        *,
        token: str,
        billing_details: models.BillingDetails | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.SetupIntent]: ...

    def confirm(
        self,
        id: str,
        /,
        *,
        token: str,
        billing_details: models.BillingDetails | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.SetupIntent | Rehearsal[models.SetupIntent]:
        """Go on with what the customer gave."""
        return self.caller.write(
            "POST",
            f"/v1/setup_intents/{segment(id)}/confirm",
            models.SetupIntent,
            body={"token": token, "billing_details": billing_details},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.SetupIntent: ...

    @overload
    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.SetupIntent]: ...

    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.SetupIntent | Rehearsal[models.SetupIntent]:
        """Give it up."""
        return self.caller.write(
            "POST",
            f"/v1/setup_intents/{segment(id)}/cancel",
            models.SetupIntent,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

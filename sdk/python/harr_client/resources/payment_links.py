"""Payment links. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class PaymentLinksFilters(TypedDict, total=False):
    """What `payment_links.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "inactive"] | Sequence[Literal["active", "inactive"]]
    customer: str | Sequence[str]
    invoice: str | Sequence[str]
    currency: str | Sequence[str]
    expires_at: dt.datetime | str | Sequence[dt.datetime | str]
    expires_at_gte: dt.datetime | str
    expires_at_gt: dt.datetime | str
    expires_at_lte: dt.datetime | str
    expires_at_lt: dt.datetime | str


class PaymentLinks(Resource):
    """All that can be done with payment links."""

    @overload
    def create(
        self,
        *,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        customer: str | UnsetType | None = UNSET,
        invoice: str | UnsetType | None = UNSET,
        lines: Sequence[models.CheckoutLine | Mapping[str, Any]] | UnsetType = UNSET,
        currency: str | UnsetType | None = UNSET,
        success_url: str | UnsetType | None = UNSET,
        cancel_url: str | UnsetType | None = UNSET,
        return_url: str | UnsetType | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        allowed: Sequence[
            Literal["ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"]
        ]
        | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PaymentLink: ...

    @overload
    def create(
        self,
        *,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        customer: str | UnsetType | None = UNSET,
        invoice: str | UnsetType | None = UNSET,
        lines: Sequence[models.CheckoutLine | Mapping[str, Any]] | UnsetType = UNSET,
        currency: str | UnsetType | None = UNSET,
        success_url: str | UnsetType | None = UNSET,
        cancel_url: str | UnsetType | None = UNSET,
        return_url: str | UnsetType | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        allowed: Sequence[
            Literal["ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"]
        ]
        | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.PaymentLink]: ...

    def create(
        self,
        *,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        customer: str | UnsetType | None = UNSET,
        invoice: str | UnsetType | None = UNSET,
        lines: Sequence[models.CheckoutLine | Mapping[str, Any]] | UnsetType = UNSET,
        currency: str | UnsetType | None = UNSET,
        success_url: str | UnsetType | None = UNSET,
        cancel_url: str | UnsetType | None = UNSET,
        return_url: str | UnsetType | None = UNSET,
        expires_at: dt.datetime | str | UnsetType | None = UNSET,
        allowed: Sequence[
            Literal["ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"]
        ]
        | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.PaymentLink | Rehearsal[models.PaymentLink]:
        """Create a payment link."""
        return self.caller.write(
            "POST",
            "/v1/payment_links",
            models.PaymentLink,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "invoice": invoice,
                "lines": lines,
                "currency": currency,
                "success_url": success_url,
                "cancel_url": cancel_url,
                "return_url": return_url,
                "expires_at": expires_at,
                "allowed": allowed,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[PaymentLinksFilters],
    ) -> Page[models.PaymentLink]:
        """List payment links. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/payment_links", models.PaymentLink, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[PaymentLinksFilters],
    ) -> Iterator[models.PaymentLink]:
        """List payment links. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.PaymentLink:
        """Read a payment link."""
        return self.caller.one("GET", f"/v1/payment_links/{segment(id)}", models.PaymentLink)

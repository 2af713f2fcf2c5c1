"""Payments. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class PaymentsFilters(TypedDict, total=False):
    """What `payments.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal[
            "requires_payment_method",
            "requires_confirmation",
            "requires_action",
            "processing",
            "requires_capture",
            "succeeded",
            "returned",
            "canceled",
        ]
        | Sequence[
            Literal[
                "requires_payment_method",
                "requires_confirmation",
                "requires_action",
                "processing",
                "requires_capture",
                "succeeded",
                "returned",
                "canceled",
            ]
        ]
    )
    customer: str | Sequence[str]
    entity: str | Sequence[str]
    invoice: str | Sequence[str]
    currency: str | Sequence[str]
    payment_method: str | Sequence[str]
    received_on: dt.date | str | Sequence[dt.date | str]
    received_on_gte: dt.date | str
    received_on_gt: dt.date | str
    received_on_lte: dt.date | str
    received_on_lt: dt.date | str
    reference: str | Sequence[str]
    provider: str | Sequence[str]
    method_type: (
        Literal["card", "sepa_debit", "ach_debit", "bacs_debit", "bank_transfer", "paypal", "cash", "other"]
        | Sequence[Literal["card", "sepa_debit", "ach_debit", "bacs_debit", "bank_transfer", "paypal", "cash", "other"]]
    )


class Payments(Resource):
    """All that can be done with payments."""

    @overload
    def create(
        self,
        *,
        amount: str,
        currency: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        customer: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        invoice: str | UnsetType | None = UNSET,
        allocations: Sequence[models.AllocationRequest | Mapping[str, Any]] | UnsetType = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        provider: str | UnsetType | None = UNSET,
        method_type: Literal[
            "ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"
        ]
        | UnsetType
        | None = UNSET,
        capture: Literal["automatic", "manual"] | UnsetType = UNSET,
        received_on: dt.date | str | UnsetType | None = UNSET,
        reference: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        statement_descriptor: str | UnsetType | None = UNSET,
        fee_amount: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payment: ...

    @overload
    def create(
        self,
        *,
        amount: str,
        currency: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        customer: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        invoice: str | UnsetType | None = UNSET,
        allocations: Sequence[models.AllocationRequest | Mapping[str, Any]] | UnsetType = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        provider: str | UnsetType | None = UNSET,
        method_type: Literal[
            "ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"
        ]
        | UnsetType
        | None = UNSET,
        capture: Literal["automatic", "manual"] | UnsetType = UNSET,
        received_on: dt.date | str | UnsetType | None = UNSET,
        reference: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        statement_descriptor: str | UnsetType | None = UNSET,
        fee_amount: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Payment]: ...

    def create(
        self,
        *,
        amount: str,
        currency: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        customer: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        invoice: str | UnsetType | None = UNSET,
        allocations: Sequence[models.AllocationRequest | Mapping[str, Any]] | UnsetType = UNSET,
        payment_method: str | UnsetType | None = UNSET,
        provider: str | UnsetType | None = UNSET,
        method_type: Literal[
            "ach_debit", "bacs_debit", "bank_transfer", "card", "cash", "other", "paypal", "sepa_debit"
        ]
        | UnsetType
        | None = UNSET,
        capture: Literal["automatic", "manual"] | UnsetType = UNSET,
        received_on: dt.date | str | UnsetType | None = UNSET,
        reference: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        statement_descriptor: str | UnsetType | None = UNSET,
        fee_amount: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payment | Rehearsal[models.Payment]:
        """Create a payment."""
        return self.caller.write(
            "POST",
            "/v1/payments",
            models.Payment,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "amount": amount,
                "currency": currency,
                "customer": customer,
                "entity": entity,
                "invoice": invoice,
                "allocations": allocations,
                "payment_method": payment_method,
                "provider": provider,
                "method_type": method_type,
                "capture": capture,
                "received_on": received_on,
                "reference": reference,
                "description": description,
                "statement_descriptor": statement_descriptor,
                "fee_amount": fee_amount,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[PaymentsFilters],
    ) -> Page[models.Payment]:
        """List payments. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/payments", models.Payment, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[PaymentsFilters],
    ) -> Iterator[models.Payment]:
        """List payments. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Payment:
        """Read a payment."""
        return self.caller.one("GET", f"/v1/payments/{segment(id)}", models.Payment)

    @overload
    def confirm(
        self,
        id: str,
        /,
        *,
        payment_method: str | UnsetType | None = UNSET,
        return_url: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payment: ...

    @overload
    def confirm(
        self,
        id: str,
        /,
        *,
        payment_method: str | UnsetType | None = UNSET,
        return_url: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Payment]: ...

    def confirm(
        self,
        id: str,
        /,
        *,
        payment_method: str | UnsetType | None = UNSET,
        return_url: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payment | Rehearsal[models.Payment]:
        """Go on and collect."""
        return self.caller.write(
            "POST",
            f"/v1/payments/{segment(id)}/confirm",
            models.Payment,
            body={"payment_method": payment_method, "return_url": return_url},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def capture(
        self,
        id: str,
        /,
        *,
        amount: str | UnsetType | None = UNSET,
        final: bool | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payment: ...

    @overload
    def capture(
        self,
        id: str,
        /,
        *,
        amount: str | UnsetType | None = UNSET,
        final: bool | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Payment]: ...

    def capture(
        self,
        id: str,
        /,
        *,
        amount: str | UnsetType | None = UNSET,
        final: bool | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payment | Rehearsal[models.Payment]:
        """Take what was authorized."""
        return self.caller.write(
            "POST",
            f"/v1/payments/{segment(id)}/capture",
            models.Payment,
            body={"amount": amount, "final": final},
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
    ) -> models.Payment: ...

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
    ) -> Rehearsal[models.Payment]: ...

    def cancel(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payment | Rehearsal[models.Payment]:
        """Give up a payment that has not succeeded."""
        return self.caller.write(
            "POST",
            f"/v1/payments/{segment(id)}/cancel",
            models.Payment,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def sync(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payment: ...

    @overload
    def sync(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Payment]: ...

    def sync(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payment | Rehearsal[models.Payment]:
        """Ask the provider how it stands."""
        return self.caller.write(
            "POST",
            f"/v1/payments/{segment(id)}/sync",
            models.Payment,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def allocate(
        self,
        id: str,
        /,
        *,
        invoice: str,
        amount: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payment: ...

    @overload
    def allocate(
        self,
        id: str,
        /,
        *,
        invoice: str,
        amount: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Payment]: ...

    def allocate(
        self,
        id: str,
        /,
        *,
        invoice: str,
        amount: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payment | Rehearsal[models.Payment]:
        """Let unallocated money pay an invoice."""
        return self.caller.write(
            "POST",
            f"/v1/payments/{segment(id)}/allocate",
            models.Payment,
            body={"invoice": invoice, "amount": amount},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def unallocate(
        self,
        id: str,
        /,
        *,
        invoice: str,
        amount: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payment: ...

    @overload
    def unallocate(
        self,
        id: str,
        /,
        *,
        invoice: str,
        amount: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Payment]: ...

    def unallocate(
        self,
        id: str,
        /,
        *,
        invoice: str,
        amount: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Payment | Rehearsal[models.Payment]:
        """Take an allocation back."""
        return self.caller.write(
            "POST",
            f"/v1/payments/{segment(id)}/unallocate",
            models.Payment,
            body={"invoice": invoice, "amount": amount},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def refund(
        self,
        id: str,
        /,
        *,
        reason: str,
        amount: str | UnsetType | None = UNSET,
        credit_note: str | UnsetType | None = UNSET,
        method: Literal["balance", "bank_transfer", "original"] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.Payment: ...

    @overload
    def refund(
        self,
        id: str,
        /,
        *,
        reason: str,
        amount: str | UnsetType | None = UNSET,
        credit_note: str | UnsetType | None = UNSET,
        method: Literal["balance", "bank_transfer", "original"] | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> Rehearsal[models.Payment]: ...

    def refund(
        self,
        id: str,
        /,
        *,
        reason: str,
        amount: str | UnsetType | None = UNSET,
        credit_note: str | UnsetType | None = UNSET,
        method: Literal["balance", "bank_transfer", "original"] | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.Payment | Rehearsal[models.Payment]:
        """Give money back."""
        return self.caller.write(
            "POST",
            f"/v1/payments/{segment(id)}/refund",
            models.Payment,
            body={"reason": reason, "amount": amount, "credit_note": credit_note, "method": method},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=harr_reason),
        )

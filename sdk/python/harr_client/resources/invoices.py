"""Invoices. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Content, Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class InvoicesFilters(TypedDict, total=False):
    """What `invoices.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["draft", "open", "paid", "void", "uncollectible"]
        | Sequence[Literal["draft", "open", "paid", "void", "uncollectible"]]
    )
    type: (
        Literal["subscription", "one_time", "top_up", "opening", "progressive"]
        | Sequence[Literal["subscription", "one_time", "top_up", "opening", "progressive"]]
    )
    customer: str | Sequence[str]
    entity: str | Sequence[str]
    subscription: str | Sequence[str]
    billing_group: str | Sequence[str]
    currency: str | Sequence[str]
    number: str | Sequence[str]
    series: str | Sequence[str]
    issued_on: dt.date | str | Sequence[dt.date | str]
    issued_on_gte: dt.date | str
    issued_on_gt: dt.date | str
    issued_on_lte: dt.date | str
    issued_on_lt: dt.date | str
    due_on: dt.date | str | Sequence[dt.date | str]
    due_on_gte: dt.date | str
    due_on_gt: dt.date | str
    due_on_lte: dt.date | str
    due_on_lt: dt.date | str
    tax_point_on: dt.date | str | Sequence[dt.date | str]
    tax_point_on_gte: dt.date | str
    tax_point_on_gt: dt.date | str
    tax_point_on_lte: dt.date | str
    tax_point_on_lt: dt.date | str
    finalizes_at: dt.datetime | str | Sequence[dt.datetime | str]
    finalizes_at_gte: dt.datetime | str
    finalizes_at_gt: dt.datetime | str
    finalizes_at_lte: dt.datetime | str
    finalizes_at_lt: dt.datetime | str
    payment_status: (
        Literal["none", "processing", "requires_action", "failed", "partial", "paid"]
        | Sequence[Literal["none", "processing", "requires_action", "failed", "partial", "paid"]]
    )
    sent_at: dt.datetime | str | Sequence[dt.datetime | str]
    sent_at_gte: dt.datetime | str
    sent_at_gt: dt.datetime | str
    sent_at_lte: dt.datetime | str
    sent_at_lt: dt.datetime | str
    finalized_at: dt.datetime | str | Sequence[dt.datetime | str]
    finalized_at_gte: dt.datetime | str
    finalized_at_gt: dt.datetime | str
    finalized_at_lte: dt.datetime | str
    finalized_at_lt: dt.datetime | str
    paid_at: dt.datetime | str | Sequence[dt.datetime | str]
    paid_at_gte: dt.datetime | str
    paid_at_gt: dt.datetime | str
    paid_at_lte: dt.datetime | str
    paid_at_lt: dt.datetime | str
    voided_at: dt.datetime | str | Sequence[dt.datetime | str]
    voided_at_gte: dt.datetime | str
    voided_at_gt: dt.datetime | str
    voided_at_lte: dt.datetime | str
    voided_at_lt: dt.datetime | str
    overdue: Literal["true", "false"] | Sequence[Literal["true", "false"]]


class Invoices(Resource):
    """All that can be done with invoices."""

    @overload
    def create(
        self,
        *,
        customer: str,
        currency: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        type: Literal["one_time", "opening"] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        subscription: str | UnsetType | None = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        lines: Sequence[models.InvoiceLineCreate | Mapping[str, Any]] | UnsetType = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        buyer_reference: str | UnsetType | None = UNSET,
        notes: str | UnsetType | None = UNSET,
        footer: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        collection: Literal["charge_automatically", "send_invoice"] | UnsetType | None = UNSET,
        balance_to_use: str | UnsetType = UNSET,
        rounding_amount: str | UnsetType | None = UNSET,
        finalizes_at: dt.datetime | str | UnsetType | None = UNSET,
        due_on: dt.date | str | UnsetType | None = UNSET,
        number: str | UnsetType | None = UNSET,
        issued_on: dt.date | str | UnsetType | None = UNSET,
        finalize: bool | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice: ...

    @overload
    def create(
        self,
        *,
        customer: str,
        currency: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        type: Literal["one_time", "opening"] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        subscription: str | UnsetType | None = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        lines: Sequence[models.InvoiceLineCreate | Mapping[str, Any]] | UnsetType = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        buyer_reference: str | UnsetType | None = UNSET,
        notes: str | UnsetType | None = UNSET,
        footer: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        collection: Literal["charge_automatically", "send_invoice"] | UnsetType | None = UNSET,
        balance_to_use: str | UnsetType = UNSET,
        rounding_amount: str | UnsetType | None = UNSET,
        finalizes_at: dt.datetime | str | UnsetType | None = UNSET,
        due_on: dt.date | str | UnsetType | None = UNSET,
        number: str | UnsetType | None = UNSET,
        issued_on: dt.date | str | UnsetType | None = UNSET,
        finalize: bool | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Invoice]: ...

    def create(
        self,
        *,
        customer: str,
        currency: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        type: Literal["one_time", "opening"] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        subscription: str | UnsetType | None = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        lines: Sequence[models.InvoiceLineCreate | Mapping[str, Any]] | UnsetType = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        buyer_reference: str | UnsetType | None = UNSET,
        notes: str | UnsetType | None = UNSET,
        footer: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        collection: Literal["charge_automatically", "send_invoice"] | UnsetType | None = UNSET,
        balance_to_use: str | UnsetType = UNSET,
        rounding_amount: str | UnsetType | None = UNSET,
        finalizes_at: dt.datetime | str | UnsetType | None = UNSET,
        due_on: dt.date | str | UnsetType | None = UNSET,
        number: str | UnsetType | None = UNSET,
        issued_on: dt.date | str | UnsetType | None = UNSET,
        finalize: bool | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice | Rehearsal[models.Invoice]:
        """Create an invoice."""
        return self.caller.write(
            "POST",
            "/v1/invoices",
            models.Invoice,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "currency": currency,
                "type": type,
                "entity": entity,
                "subscription": subscription,
                "billing_group": billing_group,
                "lines": lines,
                "allowances": allowances,
                "charges": charges,
                "discounts": discounts,
                "purchase_order": purchase_order,
                "buyer_reference": buyer_reference,
                "notes": notes,
                "footer": footer,
                "language": language,
                "payment_terms": payment_terms,
                "collection": collection,
                "balance_to_use": balance_to_use,
                "rounding_amount": rounding_amount,
                "finalizes_at": finalizes_at,
                "due_on": due_on,
                "number": number,
                "issued_on": issued_on,
                "finalize": finalize,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[InvoicesFilters],
    ) -> Page[models.Invoice]:
        """List invoices. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/invoices", models.Invoice, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[InvoicesFilters],
    ) -> Iterator[models.Invoice]:
        """List invoices. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Invoice:
        """Read an invoice."""
        return self.caller.one("GET", f"/v1/invoices/{segment(id)}", models.Invoice)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        lines: Sequence[models.InvoiceLineCreate | Mapping[str, Any]] | UnsetType = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        buyer_reference: str | UnsetType | None = UNSET,
        notes: str | UnsetType | None = UNSET,
        footer: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        collection: Literal["charge_automatically", "send_invoice"] | UnsetType = UNSET,
        balance_to_use: str | UnsetType = UNSET,
        rounding_amount: str | UnsetType = UNSET,
        due_on: dt.date | str | UnsetType | None = UNSET,
        finalizes_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        lines: Sequence[models.InvoiceLineCreate | Mapping[str, Any]] | UnsetType = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        buyer_reference: str | UnsetType | None = UNSET,
        notes: str | UnsetType | None = UNSET,
        footer: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        collection: Literal["charge_automatically", "send_invoice"] | UnsetType = UNSET,
        balance_to_use: str | UnsetType = UNSET,
        rounding_amount: str | UnsetType = UNSET,
        due_on: dt.date | str | UnsetType | None = UNSET,
        finalizes_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Invoice]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        lines: Sequence[models.InvoiceLineCreate | Mapping[str, Any]] | UnsetType = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        discounts: Sequence[models.DiscountChoice | Mapping[str, Any]] | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        buyer_reference: str | UnsetType | None = UNSET,
        notes: str | UnsetType | None = UNSET,
        footer: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        collection: Literal["charge_automatically", "send_invoice"] | UnsetType = UNSET,
        balance_to_use: str | UnsetType = UNSET,
        rounding_amount: str | UnsetType = UNSET,
        due_on: dt.date | str | UnsetType | None = UNSET,
        finalizes_at: dt.datetime | str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice | Rehearsal[models.Invoice]:
        """Change an invoice."""
        return self.caller.write(
            "PATCH",
            f"/v1/invoices/{segment(id)}",
            models.Invoice,
            body={
                "metadata": metadata,
                "lines": lines,
                "allowances": allowances,
                "charges": charges,
                "discounts": discounts,
                "purchase_order": purchase_order,
                "buyer_reference": buyer_reference,
                "notes": notes,
                "footer": footer,
                "language": language,
                "payment_terms": payment_terms,
                "collection": collection,
                "balance_to_use": balance_to_use,
                "rounding_amount": rounding_amount,
                "due_on": due_on,
                "finalizes_at": finalizes_at,
            },
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def delete(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Deleted: ...

    @overload
    def delete(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Deleted]: ...

    def delete(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Deleted | Rehearsal[models.Deleted]:
        """Delete an invoice."""
        return self.caller.write(
            "DELETE",
            f"/v1/invoices/{segment(id)}",
            models.Deleted,
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def finalize(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice: ...

    @overload
    def finalize(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Invoice]: ...

    def finalize(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice | Rehearsal[models.Invoice]:
        """Give the invoice its number and its documents, and book it."""
        return self.caller.write(
            "POST",
            f"/v1/invoices/{segment(id)}/finalize",
            models.Invoice,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def approve(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice: ...

    @overload
    def approve(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Invoice]: ...

    def approve(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice | Rehearsal[models.Invoice]:
        """Say that a draft may be finalized."""
        return self.caller.write(
            "POST",
            f"/v1/invoices/{segment(id)}/approve",
            models.Invoice,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def send(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice: ...

    @overload
    def send(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Invoice]: ...

    def send(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice | Rehearsal[models.Invoice]:
        """Send the invoice to the customer."""
        return self.caller.write(
            "POST",
            f"/v1/invoices/{segment(id)}/send",
            models.Invoice,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def pay(
        self,
        id: str,
        /,
        *,
        payment_method: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice: ...

    @overload
    def pay(
        self,
        id: str,
        /,
        *,
        payment_method: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Invoice]: ...

    def pay(
        self,
        id: str,
        /,
        *,
        payment_method: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice | Rehearsal[models.Invoice]:
        """Collect what is due now."""
        return self.caller.write(
            "POST",
            f"/v1/invoices/{segment(id)}/pay",
            models.Invoice,
            body={"payment_method": payment_method},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def apply_balance(
        self,
        id: str,
        /,
        *,
        amount: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice: ...

    @overload
    def apply_balance(
        self,
        id: str,
        /,
        *,
        amount: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Invoice]: ...

    def apply_balance(
        self,
        id: str,
        /,
        *,
        amount: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice | Rehearsal[models.Invoice]:
        """Pay from the customer balance."""
        return self.caller.write(
            "POST",
            f"/v1/invoices/{segment(id)}/apply_balance",
            models.Invoice,
            body={"amount": amount},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def void(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice: ...

    @overload
    def void(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Invoice]: ...

    def void(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice | Rehearsal[models.Invoice]:
        """Take back an invoice that nobody has seen."""
        return self.caller.write(
            "POST",
            f"/v1/invoices/{segment(id)}/void",
            models.Invoice,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def mark_uncollectible(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice: ...

    @overload
    def mark_uncollectible(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Invoice]: ...

    def mark_uncollectible(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice | Rehearsal[models.Invoice]:
        """Give up what is due and write it off."""
        return self.caller.write(
            "POST",
            f"/v1/invoices/{segment(id)}/mark_uncollectible",
            models.Invoice,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def claim_tax_relief(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice: ...

    @overload
    def claim_tax_relief(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Invoice]: ...

    def claim_tax_relief(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice | Rehearsal[models.Invoice]:
        """Take back the tax of a written-off invoice, once the law allows it."""
        return self.caller.write(
            "POST",
            f"/v1/invoices/{segment(id)}/claim_tax_relief",
            models.Invoice,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def duplicate(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice: ...

    @overload
    def duplicate(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Invoice]: ...

    def duplicate(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Invoice | Rehearsal[models.Invoice]:
        """Make a new draft of a void invoice, or of lines that were credited whole."""
        return self.caller.write(
            "POST",
            f"/v1/invoices/{segment(id)}/duplicate",
            models.Invoice,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def explain(
        self,
        id: str,
        /,
    ) -> models.Explanation:
        """How each figure of the invoice came about."""
        return self.caller.one("GET", f"/v1/invoices/{segment(id)}/explain", models.Explanation)

    def proof(
        self,
        id: str,
        /,
    ) -> models.InvoiceProof:
        """All that a stranger needs to derive the invoice again."""
        return self.caller.one("GET", f"/v1/invoices/{segment(id)}/proof", models.InvoiceProof)

    def entries(
        self,
        id: str,
        /,
    ) -> Page[models.Entry]:
        """The entries that the invoice made."""
        return self.caller.page(f"/v1/invoices/{segment(id)}/entries", models.Entry, {})

    def document(
        self,
        id: str,
        /,
        *,
        format: Literal["cii", "html", "json", "pdf", "ubl"] | UnsetType = UNSET,
        language: str | UnsetType = UNSET,
    ) -> Content:
        """The invoice as it was printed. As it is stored, in the form that `format` names."""
        return self.caller.content(f"/v1/invoices/{segment(id)}/document", {"format": format, "language": language})

"""Credit notes. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Content, Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class CreditNotesFilters(TypedDict, total=False):
    """What `credit_notes.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["draft", "issued"] | Sequence[Literal["draft", "issued"]]
    invoice: str | Sequence[str]
    customer: str | Sequence[str]
    entity: str | Sequence[str]
    currency: str | Sequence[str]
    number: str | Sequence[str]
    series: str | Sequence[str]
    issued_on: dt.date | str | Sequence[dt.date | str]
    issued_on_gte: dt.date | str
    issued_on_gt: dt.date | str
    issued_on_lte: dt.date | str
    issued_on_lt: dt.date | str
    tax_point_on: dt.date | str | Sequence[dt.date | str]
    tax_point_on_gte: dt.date | str
    tax_point_on_gt: dt.date | str
    tax_point_on_lte: dt.date | str
    tax_point_on_lt: dt.date | str
    refund: str | Sequence[str]
    sent_at: dt.datetime | str | Sequence[dt.datetime | str]
    sent_at_gte: dt.datetime | str
    sent_at_gt: dt.datetime | str
    sent_at_lte: dt.datetime | str
    sent_at_lt: dt.datetime | str


class CreditNotes(Resource):
    """All that can be done with credit notes."""

    @overload
    def create(
        self,
        *,
        reason: Literal[
            "cancellation",
            "dispute_lost",
            "duplicate",
            "fraudulent",
            "order_change",
            "price_correction",
            "product_unsatisfactory",
        ],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        invoice: str | UnsetType | None = UNSET,
        customer: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        whole: bool | UnsetType = UNSET,
        lines: Sequence[models.CreditNoteLineCreate | Mapping[str, Any]] | UnsetType = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        rounding_amount: str | UnsetType | None = UNSET,
        amount_to_invoice: str | UnsetType | None = UNSET,
        amount_to_balance: str | UnsetType | None = UNSET,
        amount_to_refund: str | UnsetType | None = UNSET,
        amount_out_of_band: str | UnsetType | None = UNSET,
        issue: bool | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.CreditNote: ...

    @overload
    def create(
        self,
        *,
        reason: Literal[
            "cancellation",
            "dispute_lost",
            "duplicate",
            "fraudulent",
            "order_change",
            "price_correction",
            "product_unsatisfactory",
        ],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        invoice: str | UnsetType | None = UNSET,
        customer: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        whole: bool | UnsetType = UNSET,
        lines: Sequence[models.CreditNoteLineCreate | Mapping[str, Any]] | UnsetType = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        rounding_amount: str | UnsetType | None = UNSET,
        amount_to_invoice: str | UnsetType | None = UNSET,
        amount_to_balance: str | UnsetType | None = UNSET,
        amount_to_refund: str | UnsetType | None = UNSET,
        amount_out_of_band: str | UnsetType | None = UNSET,
        issue: bool | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> Rehearsal[models.CreditNote]: ...

    def create(
        self,
        *,
        reason: Literal[
            "cancellation",
            "dispute_lost",
            "duplicate",
            "fraudulent",
            "order_change",
            "price_correction",
            "product_unsatisfactory",
        ],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        invoice: str | UnsetType | None = UNSET,
        customer: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        description: str | UnsetType | None = UNSET,
        whole: bool | UnsetType = UNSET,
        lines: Sequence[models.CreditNoteLineCreate | Mapping[str, Any]] | UnsetType = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        rounding_amount: str | UnsetType | None = UNSET,
        amount_to_invoice: str | UnsetType | None = UNSET,
        amount_to_balance: str | UnsetType | None = UNSET,
        amount_to_refund: str | UnsetType | None = UNSET,
        amount_out_of_band: str | UnsetType | None = UNSET,
        issue: bool | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.CreditNote | Rehearsal[models.CreditNote]:
        """Create a credit note."""
        return self.caller.write(
            "POST",
            "/v1/credit_notes",
            models.CreditNote,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "reason": reason,
                "invoice": invoice,
                "customer": customer,
                "entity": entity,
                "currency": currency,
                "description": description,
                "whole": whole,
                "lines": lines,
                "allowances": allowances,
                "charges": charges,
                "rounding_amount": rounding_amount,
                "amount_to_invoice": amount_to_invoice,
                "amount_to_balance": amount_to_balance,
                "amount_to_refund": amount_to_refund,
                "amount_out_of_band": amount_out_of_band,
                "issue": issue,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=harr_reason),
        )

    def list(
        self,
        **filters: Unpack[CreditNotesFilters],
    ) -> Page[models.CreditNote]:
        """List credit notes. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/credit_notes", models.CreditNote, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[CreditNotesFilters],
    ) -> Iterator[models.CreditNote]:
        """List credit notes. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.CreditNote:
        """Read a credit note."""
        return self.caller.one("GET", f"/v1/credit_notes/{segment(id)}", models.CreditNote)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        reason: Literal[
            "cancellation",
            "dispute_lost",
            "duplicate",
            "fraudulent",
            "order_change",
            "price_correction",
            "product_unsatisfactory",
        ]
        | UnsetType = UNSET,
        description: str | UnsetType | None = UNSET,
        lines: Sequence[models.CreditNoteLineCreate | Mapping[str, Any]] | UnsetType = UNSET,
        amount_to_invoice: str | UnsetType | None = UNSET,
        amount_to_balance: str | UnsetType | None = UNSET,
        amount_to_refund: str | UnsetType | None = UNSET,
        amount_out_of_band: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.CreditNote: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        reason: Literal[
            "cancellation",
            "dispute_lost",
            "duplicate",
            "fraudulent",
            "order_change",
            "price_correction",
            "product_unsatisfactory",
        ]
        | UnsetType = UNSET,
        description: str | UnsetType | None = UNSET,
        lines: Sequence[models.CreditNoteLineCreate | Mapping[str, Any]] | UnsetType = UNSET,
        amount_to_invoice: str | UnsetType | None = UNSET,
        amount_to_balance: str | UnsetType | None = UNSET,
        amount_to_refund: str | UnsetType | None = UNSET,
        amount_out_of_band: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> Rehearsal[models.CreditNote]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        reason: Literal[
            "cancellation",
            "dispute_lost",
            "duplicate",
            "fraudulent",
            "order_change",
            "price_correction",
            "product_unsatisfactory",
        ]
        | UnsetType = UNSET,
        description: str | UnsetType | None = UNSET,
        lines: Sequence[models.CreditNoteLineCreate | Mapping[str, Any]] | UnsetType = UNSET,
        amount_to_invoice: str | UnsetType | None = UNSET,
        amount_to_balance: str | UnsetType | None = UNSET,
        amount_to_refund: str | UnsetType | None = UNSET,
        amount_out_of_band: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.CreditNote | Rehearsal[models.CreditNote]:
        """Change a credit note."""
        return self.caller.write(
            "PATCH",
            f"/v1/credit_notes/{segment(id)}",
            models.CreditNote,
            body={
                "metadata": metadata,
                "reason": reason,
                "description": description,
                "lines": lines,
                "amount_to_invoice": amount_to_invoice,
                "amount_to_balance": amount_to_balance,
                "amount_to_refund": amount_to_refund,
                "amount_out_of_band": amount_out_of_band,
            },
            options=Options(dry_run=dry_run, if_match=if_match, reason=harr_reason),
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
        """Delete a credit note."""
        return self.caller.write(
            "DELETE",
            f"/v1/credit_notes/{segment(id)}",
            models.Deleted,
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def issue(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.CreditNote: ...

    @overload
    def issue(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.CreditNote]: ...

    def issue(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.CreditNote | Rehearsal[models.CreditNote]:
        """Give the credit note its number and book it."""
        return self.caller.write(
            "POST",
            f"/v1/credit_notes/{segment(id)}/issue",
            models.CreditNote,
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
    ) -> models.CreditNote: ...

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
    ) -> Rehearsal[models.CreditNote]: ...

    def send(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.CreditNote | Rehearsal[models.CreditNote]:
        """Send the credit note to the customer."""
        return self.caller.write(
            "POST",
            f"/v1/credit_notes/{segment(id)}/send",
            models.CreditNote,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def document(
        self,
        id: str,
        /,
        *,
        format: Literal["cii", "html", "json", "pdf", "ubl"] | UnsetType = UNSET,
        language: str | UnsetType = UNSET,
    ) -> Content:
        """The credit note as it was printed. As it is stored, in the form that `format` names."""
        return self.caller.content(f"/v1/credit_notes/{segment(id)}/document", {"format": format, "language": language})

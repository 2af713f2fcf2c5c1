"""Invoice lines. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class InvoiceLinesFilters(TypedDict, total=False):
    """What `invoice_lines.list` can be asked for. `…_gte` and its kin are ranges."""

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
    kind: (
        Literal[
            "fee",
            "usage",
            "one_time",
            "unused_time",
            "remaining_time",
            "minimum",
            "true_up",
            "correction",
            "top_up",
            "already_billed",
            "late_fee",
            "rounding",
        ]
        | Sequence[
            Literal[
                "fee",
                "usage",
                "one_time",
                "unused_time",
                "remaining_time",
                "minimum",
                "true_up",
                "correction",
                "top_up",
                "already_billed",
                "late_fee",
                "rounding",
            ]
        ]
    )
    product: str | Sequence[str]
    price: str | Sequence[str]
    subscription_item: str | Sequence[str]
    meter: str | Sequence[str]
    tax_point_on: dt.date | str | Sequence[dt.date | str]
    tax_point_on_gte: dt.date | str
    tax_point_on_gt: dt.date | str
    tax_point_on_lte: dt.date | str
    tax_point_on_lt: dt.date | str
    corrects: str | Sequence[str]


class InvoiceLines(Resource):
    """All that can be done with invoice lines."""

    @overload
    def create(
        self,
        id: str,
        /,
        *,
        description: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        kind: Literal[
            "already_billed",
            "correction",
            "fee",
            "late_fee",
            "minimum",
            "one_time",
            "remaining_time",
            "rounding",
            "top_up",
            "true_up",
            "unused_time",
            "usage",
        ]
        | UnsetType = UNSET,
        product: str | UnsetType | None = UNSET,
        price: str | UnsetType | None = UNSET,
        subscription_item: str | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        quantity: str | UnsetType = UNSET,
        unit_amount: str | UnsetType | None = UNSET,
        base_quantity: str | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        tax_behavior: Literal["exclusive", "inclusive"] | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        period: models.PeriodRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        corrects: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.InvoiceLine: ...

    @overload
    def create(
        self,
        id: str,
        /,
        *,
        description: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        kind: Literal[
            "already_billed",
            "correction",
            "fee",
            "late_fee",
            "minimum",
            "one_time",
            "remaining_time",
            "rounding",
            "top_up",
            "true_up",
            "unused_time",
            "usage",
        ]
        | UnsetType = UNSET,
        product: str | UnsetType | None = UNSET,
        price: str | UnsetType | None = UNSET,
        subscription_item: str | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        quantity: str | UnsetType = UNSET,
        unit_amount: str | UnsetType | None = UNSET,
        base_quantity: str | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        tax_behavior: Literal["exclusive", "inclusive"] | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        period: models.PeriodRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        corrects: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.InvoiceLine]: ...

    def create(
        self,
        id: str,
        /,
        *,
        description: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        kind: Literal[
            "already_billed",
            "correction",
            "fee",
            "late_fee",
            "minimum",
            "one_time",
            "remaining_time",
            "rounding",
            "top_up",
            "true_up",
            "unused_time",
            "usage",
        ]
        | UnsetType = UNSET,
        product: str | UnsetType | None = UNSET,
        price: str | UnsetType | None = UNSET,
        subscription_item: str | UnsetType | None = UNSET,
        meter: str | UnsetType | None = UNSET,
        quantity: str | UnsetType = UNSET,
        unit_amount: str | UnsetType | None = UNSET,
        base_quantity: str | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        tax_behavior: Literal["exclusive", "inclusive"] | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        period: models.PeriodRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        corrects: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.InvoiceLine | Rehearsal[models.InvoiceLine]:
        """Add a line to a draft."""
        return self.caller.write(
            "POST",
            f"/v1/invoices/{segment(id)}/lines",
            models.InvoiceLine,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "kind": kind,
                "description": description,
                "product": product,
                "price": price,
                "subscription_item": subscription_item,
                "meter": meter,
                "quantity": quantity,
                "unit_amount": unit_amount,
                "base_quantity": base_quantity,
                "amount": amount,
                "tax_rates": tax_rates,
                "tax_behavior": tax_behavior,
                "tax_code": tax_code,
                "allowances": allowances,
                "charges": charges,
                "period": period,
                "corrects": corrects,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        id: str,
        /,
        **filters: Unpack[InvoiceLinesFilters],
    ) -> Page[models.InvoiceLine]:
        """List the lines of an invoice. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page(f"/v1/invoices/{segment(id)}/lines", models.InvoiceLine, parameters(filters))

    def iterate(
        self,
        id: str,
        /,
        **filters: Unpack[InvoiceLinesFilters],
    ) -> Iterator[models.InvoiceLine]:
        """List the lines of an invoice. All of them, page by page as they are needed."""
        return self.list(id, **filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        line_id: str,
        /,
    ) -> models.InvoiceLine:
        """Read a line."""
        return self.caller.one("GET", f"/v1/invoices/{segment(id)}/lines/{segment(line_id)}", models.InvoiceLine)

    @overload
    def update(
        self,
        id: str,
        line_id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        description: str | UnsetType = UNSET,
        quantity: str | UnsetType = UNSET,
        unit_amount: str | UnsetType | None = UNSET,
        base_quantity: str | UnsetType | None = UNSET,
        amount: str | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        tax_behavior: Literal["exclusive", "inclusive"] | UnsetType = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.InvoiceLine: ...

    @overload
    def update(
        self,
        id: str,
        line_id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        description: str | UnsetType = UNSET,
        quantity: str | UnsetType = UNSET,
        unit_amount: str | UnsetType | None = UNSET,
        base_quantity: str | UnsetType | None = UNSET,
        amount: str | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        tax_behavior: Literal["exclusive", "inclusive"] | UnsetType = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.InvoiceLine]: ...

    def update(
        self,
        id: str,
        line_id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        description: str | UnsetType = UNSET,
        quantity: str | UnsetType = UNSET,
        unit_amount: str | UnsetType | None = UNSET,
        base_quantity: str | UnsetType | None = UNSET,
        amount: str | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        tax_behavior: Literal["exclusive", "inclusive"] | UnsetType = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        allowances: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        charges: Sequence[models.AllowanceRequest | Mapping[str, Any]] | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.InvoiceLine | Rehearsal[models.InvoiceLine]:
        """Change a line of a draft."""
        return self.caller.write(
            "PATCH",
            f"/v1/invoices/{segment(id)}/lines/{segment(line_id)}",
            models.InvoiceLine,
            body={
                "metadata": metadata,
                "description": description,
                "quantity": quantity,
                "unit_amount": unit_amount,
                "base_quantity": base_quantity,
                "amount": amount,
                "tax_rates": tax_rates,
                "tax_behavior": tax_behavior,
                "tax_code": tax_code,
                "allowances": allowances,
                "charges": charges,
            },
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def delete(
        self,
        id: str,
        line_id: str,
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
        line_id: str,
        /,
        *,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Deleted]: ...

    def delete(
        self,
        id: str,
        line_id: str,
        /,
        *,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Deleted | Rehearsal[models.Deleted]:
        """Take a line off a draft."""
        return self.caller.write(
            "DELETE",
            f"/v1/invoices/{segment(id)}/lines/{segment(line_id)}",
            models.Deleted,
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

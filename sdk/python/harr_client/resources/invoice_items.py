"""Invoice items. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class InvoiceItemsFilters(TypedDict, total=False):
    """What `invoice_items.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["pending", "invoiced", "canceled"] | Sequence[Literal["pending", "invoiced", "canceled"]]
    customer: str | Sequence[str]
    subscription: str | Sequence[str]
    price: str | Sequence[str]
    currency: str | Sequence[str]
    invoice: str | Sequence[str]


class InvoiceItems(Resource):
    """All that can be done with invoice items."""

    @overload
    def create(
        self,
        *,
        customer: str,
        description: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        subscription: str | UnsetType | None = UNSET,
        price: str | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        quantity: str | UnsetType = UNSET,
        period: models.PeriodRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        discountable: bool | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.InvoiceItem: ...

    @overload
    def create(
        self,
        *,
        customer: str,
        description: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        subscription: str | UnsetType | None = UNSET,
        price: str | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        quantity: str | UnsetType = UNSET,
        period: models.PeriodRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        discountable: bool | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.InvoiceItem]: ...

    def create(
        self,
        *,
        customer: str,
        description: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        subscription: str | UnsetType | None = UNSET,
        price: str | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        quantity: str | UnsetType = UNSET,
        period: models.PeriodRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        discountable: bool | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.InvoiceItem | Rehearsal[models.InvoiceItem]:
        """Create an invoice item."""
        return self.caller.write(
            "POST",
            "/v1/invoice_items",
            models.InvoiceItem,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "description": description,
                "subscription": subscription,
                "price": price,
                "amount": amount,
                "currency": currency,
                "quantity": quantity,
                "period": period,
                "tax_code": tax_code,
                "discountable": discountable,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[InvoiceItemsFilters],
    ) -> Page[models.InvoiceItem]:
        """List invoice items. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/invoice_items", models.InvoiceItem, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[InvoiceItemsFilters],
    ) -> Iterator[models.InvoiceItem]:
        """List invoice items. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.InvoiceItem:
        """Read an invoice item."""
        return self.caller.one("GET", f"/v1/invoice_items/{segment(id)}", models.InvoiceItem)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        description: str | UnsetType = UNSET,
        amount: str | UnsetType = UNSET,
        quantity: str | UnsetType = UNSET,
        period: models.PeriodRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        discountable: bool | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.InvoiceItem: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        description: str | UnsetType = UNSET,
        amount: str | UnsetType = UNSET,
        quantity: str | UnsetType = UNSET,
        period: models.PeriodRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        discountable: bool | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.InvoiceItem]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        description: str | UnsetType = UNSET,
        amount: str | UnsetType = UNSET,
        quantity: str | UnsetType = UNSET,
        period: models.PeriodRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        discountable: bool | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.InvoiceItem | Rehearsal[models.InvoiceItem]:
        """Change an invoice item."""
        return self.caller.write(
            "PATCH",
            f"/v1/invoice_items/{segment(id)}",
            models.InvoiceItem,
            body={
                "metadata": metadata,
                "description": description,
                "amount": amount,
                "quantity": quantity,
                "period": period,
                "tax_code": tax_code,
                "discountable": discountable,
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
        """Delete an invoice item."""
        return self.caller.write(
            "DELETE",
            f"/v1/invoice_items/{segment(id)}",
            models.Deleted,
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

"""Customers. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class CustomersFilters(TypedDict, total=False):
    """What `customers.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "archived", "redacted"] | Sequence[Literal["active", "archived", "redacted"]]
    kind: Literal["person", "company"] | Sequence[Literal["person", "company"]]
    currency: str | Sequence[str]
    entity: str | Sequence[str]
    payer: str | Sequence[str]
    billing_group: str | Sequence[str]
    default_payment_method: str | Sequence[str]
    dunning_campaign: str | Sequence[str]
    email: str | Sequence[str]


class CustomersTimelineFilters(TypedDict, total=False):
    """What `customers.timeline` can be asked for. `…_gte` and its kin are ranges."""

    limit: int
    after: str
    order: Literal["desc", "asc"]
    at: dt.datetime | str | Sequence[dt.datetime | str]
    at_gte: dt.datetime | str
    at_gt: dt.datetime | str
    at_lte: dt.datetime | str
    at_lt: dt.datetime | str
    type: str | Sequence[str]


class CustomersUsageFilters(TypedDict, total=False):
    """What `customers.usage` can be asked for. `…_gte` and its kin are ranges."""

    meter: str
    subscription: str
    period: str
    limit: int
    after: str


class CustomersEntitlementsFilters(TypedDict, total=False):
    """What `customers.entitlements` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "revoked"] | Sequence[Literal["active", "revoked"]]
    customer: str | Sequence[str]
    feature: str | Sequence[str]
    resets_at: dt.datetime | str | Sequence[dt.datetime | str]
    resets_at_gte: dt.datetime | str
    resets_at_gt: dt.datetime | str
    resets_at_lte: dt.datetime | str
    resets_at_lt: dt.datetime | str


class Customers(Resource):
    """All that can be done with customers."""

    @overload
    def create(
        self,
        *,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        kind: Literal["company", "person"] | UnsetType | None = UNSET,
        legal_name: str | UnsetType | None = UNSET,
        email: str | UnsetType | None = UNSET,
        phone: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        shipping_address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        contacts: Sequence[models.Contact | Mapping[str, Any]] | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        multi_currency: bool | UnsetType = UNSET,
        timezone: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        payer: str | UnsetType | None = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        default_payment_method: str | UnsetType | None = UNSET,
        tax_status: Literal["exempt", "reverse_charge_allowed", "taxable"] | UnsetType | None = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        dunning_campaign: str | UnsetType | None = UNSET,
        invoice_delivery: Literal["einvoice", "email", "none"] | UnsetType | None = UNSET,
        einvoice_address: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Customer: ...

    @overload
    def create(
        self,
        *,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        kind: Literal["company", "person"] | UnsetType | None = UNSET,
        legal_name: str | UnsetType | None = UNSET,
        email: str | UnsetType | None = UNSET,
        phone: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        shipping_address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        contacts: Sequence[models.Contact | Mapping[str, Any]] | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        multi_currency: bool | UnsetType = UNSET,
        timezone: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        payer: str | UnsetType | None = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        default_payment_method: str | UnsetType | None = UNSET,
        tax_status: Literal["exempt", "reverse_charge_allowed", "taxable"] | UnsetType | None = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        dunning_campaign: str | UnsetType | None = UNSET,
        invoice_delivery: Literal["einvoice", "email", "none"] | UnsetType | None = UNSET,
        einvoice_address: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Customer]: ...

    def create(
        self,
        *,
        name: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        kind: Literal["company", "person"] | UnsetType | None = UNSET,
        legal_name: str | UnsetType | None = UNSET,
        email: str | UnsetType | None = UNSET,
        phone: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        shipping_address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        contacts: Sequence[models.Contact | Mapping[str, Any]] | UnsetType | None = UNSET,
        currency: str | UnsetType | None = UNSET,
        multi_currency: bool | UnsetType = UNSET,
        timezone: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        payer: str | UnsetType | None = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        default_payment_method: str | UnsetType | None = UNSET,
        tax_status: Literal["exempt", "reverse_charge_allowed", "taxable"] | UnsetType | None = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        dunning_campaign: str | UnsetType | None = UNSET,
        invoice_delivery: Literal["einvoice", "email", "none"] | UnsetType | None = UNSET,
        einvoice_address: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Customer | Rehearsal[models.Customer]:
        """Create a customer."""
        return self.caller.write(
            "POST",
            "/v1/customers",
            models.Customer,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "tax_rates": tax_rates,
                "name": name,
                "kind": kind,
                "legal_name": legal_name,
                "email": email,
                "phone": phone,
                "address": address,
                "shipping_address": shipping_address,
                "contacts": contacts,
                "currency": currency,
                "multi_currency": multi_currency,
                "timezone": timezone,
                "language": language,
                "entity": entity,
                "payer": payer,
                "billing_group": billing_group,
                "payment_terms": payment_terms,
                "default_payment_method": default_payment_method,
                "tax_status": tax_status,
                "purchase_order": purchase_order,
                "dunning_campaign": dunning_campaign,
                "invoice_delivery": invoice_delivery,
                "einvoice_address": einvoice_address,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[CustomersFilters],
    ) -> Page[models.Customer]:
        """List customers. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/customers", models.Customer, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[CustomersFilters],
    ) -> Iterator[models.Customer]:
        """List customers. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Customer:
        """Read a customer."""
        return self.caller.one("GET", f"/v1/customers/{segment(id)}", models.Customer)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        kind: Literal["company", "person"] | UnsetType | None = UNSET,
        legal_name: str | UnsetType | None = UNSET,
        email: str | UnsetType | None = UNSET,
        phone: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        shipping_address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        contacts: Sequence[models.Contact | Mapping[str, Any]] | UnsetType = UNSET,
        currency: str | UnsetType | None = UNSET,
        multi_currency: bool | UnsetType = UNSET,
        timezone: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        payer: str | UnsetType | None = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        default_payment_method: str | UnsetType | None = UNSET,
        tax_status: Literal["exempt", "reverse_charge_allowed", "taxable"] | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        dunning_campaign: str | UnsetType | None = UNSET,
        invoice_delivery: Literal["einvoice", "email", "none"] | UnsetType = UNSET,
        einvoice_address: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Customer: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        kind: Literal["company", "person"] | UnsetType | None = UNSET,
        legal_name: str | UnsetType | None = UNSET,
        email: str | UnsetType | None = UNSET,
        phone: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        shipping_address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        contacts: Sequence[models.Contact | Mapping[str, Any]] | UnsetType = UNSET,
        currency: str | UnsetType | None = UNSET,
        multi_currency: bool | UnsetType = UNSET,
        timezone: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        payer: str | UnsetType | None = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        default_payment_method: str | UnsetType | None = UNSET,
        tax_status: Literal["exempt", "reverse_charge_allowed", "taxable"] | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        dunning_campaign: str | UnsetType | None = UNSET,
        invoice_delivery: Literal["einvoice", "email", "none"] | UnsetType = UNSET,
        einvoice_address: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Customer]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        kind: Literal["company", "person"] | UnsetType | None = UNSET,
        legal_name: str | UnsetType | None = UNSET,
        email: str | UnsetType | None = UNSET,
        phone: str | UnsetType | None = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        shipping_address: models.Address | Mapping[str, Any] | UnsetType | None = UNSET,
        contacts: Sequence[models.Contact | Mapping[str, Any]] | UnsetType = UNSET,
        currency: str | UnsetType | None = UNSET,
        multi_currency: bool | UnsetType = UNSET,
        timezone: str | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        entity: str | UnsetType | None = UNSET,
        payer: str | UnsetType | None = UNSET,
        billing_group: str | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        default_payment_method: str | UnsetType | None = UNSET,
        tax_status: Literal["exempt", "reverse_charge_allowed", "taxable"] | UnsetType = UNSET,
        purchase_order: str | UnsetType | None = UNSET,
        dunning_campaign: str | UnsetType | None = UNSET,
        invoice_delivery: Literal["einvoice", "email", "none"] | UnsetType = UNSET,
        einvoice_address: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Customer | Rehearsal[models.Customer]:
        """Change a customer."""
        return self.caller.write(
            "PATCH",
            f"/v1/customers/{segment(id)}",
            models.Customer,
            body={
                "metadata": metadata,
                "tax_rates": tax_rates,
                "name": name,
                "kind": kind,
                "legal_name": legal_name,
                "email": email,
                "phone": phone,
                "address": address,
                "shipping_address": shipping_address,
                "contacts": contacts,
                "currency": currency,
                "multi_currency": multi_currency,
                "timezone": timezone,
                "language": language,
                "entity": entity,
                "payer": payer,
                "billing_group": billing_group,
                "payment_terms": payment_terms,
                "default_payment_method": default_payment_method,
                "tax_status": tax_status,
                "purchase_order": purchase_order,
                "dunning_campaign": dunning_campaign,
                "invoice_delivery": invoice_delivery,
                "einvoice_address": einvoice_address,
            },
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
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
    ) -> models.Customer: ...

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
    ) -> Rehearsal[models.Customer]: ...

    def archive(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Customer | Rehearsal[models.Customer]:
        """Archive a customer."""
        return self.caller.write(
            "POST",
            f"/v1/customers/{segment(id)}/archive",
            models.Customer,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def merge(
        self,
        id: str,
        /,
        *,
        into: str,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Customer: ...

    @overload
    def merge(
        self,
        id: str,
        /,
        *,
        into: str,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Customer]: ...

    def merge(
        self,
        id: str,
        /,
        *,
        into: str,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Customer | Rehearsal[models.Customer]:
        """Make two customers one."""
        return self.caller.write(
            "POST",
            f"/v1/customers/{segment(id)}/merge",
            models.Customer,
            body={"into": into},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    @overload
    def redact(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Customer: ...

    @overload
    def redact(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Customer]: ...

    def redact(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Customer | Rehearsal[models.Customer]:
        """Erase what is known of a person; documents and books keep what the law asks for."""
        return self.caller.write(
            "POST",
            f"/v1/customers/{segment(id)}/redact",
            models.Customer,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def balances(
        self,
        id: str,
        /,
    ) -> Page[models.CustomerBalance]:
        """List what the entities owe a customer."""
        return self.caller.page(f"/v1/customers/{segment(id)}/balances", models.CustomerBalance, {})

    def statement(
        self,
        id: str,
        /,
        *,
        from_: dt.date | str | UnsetType = UNSET,
        until: dt.date | str | UnsetType = UNSET,
        entity: str | UnsetType = UNSET,
        currency: str | UnsetType = UNSET,
    ) -> models.Statement:
        """Read what a customer owes and paid."""
        return self.caller.one(
            "GET",
            f"/v1/customers/{segment(id)}/statement",
            models.Statement,
            query={"from": from_, "until": until, "entity": entity, "currency": currency},
        )

    def timeline(
        self,
        id: str,
        /,
        **filters: Unpack[CustomersTimelineFilters],
    ) -> Page[models.TimelineItem]:
        """List what happened to a customer. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page(f"/v1/customers/{segment(id)}/timeline", models.TimelineItem, parameters(filters))

    def iterate_timeline(
        self,
        id: str,
        /,
        **filters: Unpack[CustomersTimelineFilters],
    ) -> Iterator[models.TimelineItem]:
        """List what happened to a customer. All of them, page by page as they are needed."""
        return self.timeline(id, **filters).auto_paging_iter()

    def upcoming_invoice(
        self,
        id: str,
        /,
        *,
        subscription: str | UnsetType = UNSET,
    ) -> models.UpcomingInvoice:
        """Read the next invoice as it would be."""
        return self.caller.one(
            "GET",
            f"/v1/customers/{segment(id)}/upcoming_invoice",
            models.UpcomingInvoice,
            query={"subscription": subscription},
        )

    def usage(
        self,
        id: str,
        /,
        **filters: Unpack[CustomersUsageFilters],
    ) -> Page[models.CustomerUsage]:
        """List how much a customer has used, and what it costs so far. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page(f"/v1/customers/{segment(id)}/usage", models.CustomerUsage, parameters(filters))

    def iterate_usage(
        self,
        id: str,
        /,
        **filters: Unpack[CustomersUsageFilters],
    ) -> Iterator[models.CustomerUsage]:
        """List how much a customer has used, and what it costs so far.

        All of them, page by page as they are needed.
        """
        return self.usage(id, **filters).auto_paging_iter()

    def entitlements(
        self,
        id: str,
        /,
        **filters: Unpack[CustomersEntitlementsFilters],
    ) -> Page[models.Entitlement]:
        """List what a customer may use. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page(f"/v1/customers/{segment(id)}/entitlements", models.Entitlement, parameters(filters))

    def iterate_entitlements(
        self,
        id: str,
        /,
        **filters: Unpack[CustomersEntitlementsFilters],
    ) -> Iterator[models.Entitlement]:
        """List what a customer may use. All of them, page by page as they are needed."""
        return self.entitlements(id, **filters).auto_paging_iter()

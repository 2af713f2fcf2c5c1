"""Entities. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class EntitiesFilters(TypedDict, total=False):
    """What `entities.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "archived"] | Sequence[Literal["active", "archived"]]


class Entities(Resource):
    """All that can be done with entities."""

    @overload
    def create(
        self,
        *,
        name: str,
        legal_name: str,
        address: models.Address | Mapping[str, Any],
        functional_currency: str,
        timezone: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        registration_number: str | UnsetType | None = UNSET,
        fiscal_year_start_month: int | UnsetType = UNSET,
        bank_accounts: Sequence[models.BankAccount | Mapping[str, Any]] | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        branding: models.Branding | Mapping[str, Any] | UnsetType | None = UNSET,
        rules: models.EntityRules | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Entity: ...

    @overload
    def create(
        self,
        *,
        name: str,
        legal_name: str,
        address: models.Address | Mapping[str, Any],
        functional_currency: str,
        timezone: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        registration_number: str | UnsetType | None = UNSET,
        fiscal_year_start_month: int | UnsetType = UNSET,
        bank_accounts: Sequence[models.BankAccount | Mapping[str, Any]] | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        branding: models.Branding | Mapping[str, Any] | UnsetType | None = UNSET,
        rules: models.EntityRules | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Entity]: ...

    def create(
        self,
        *,
        name: str,
        legal_name: str,
        address: models.Address | Mapping[str, Any],
        functional_currency: str,
        timezone: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType | None = UNSET,
        registration_number: str | UnsetType | None = UNSET,
        fiscal_year_start_month: int | UnsetType = UNSET,
        bank_accounts: Sequence[models.BankAccount | Mapping[str, Any]] | UnsetType | None = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        branding: models.Branding | Mapping[str, Any] | UnsetType | None = UNSET,
        rules: models.EntityRules | Mapping[str, Any] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Entity | Rehearsal[models.Entity]:
        """Create an entity."""
        return self.caller.write(
            "POST",
            "/v1/entities",
            models.Entity,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "tax_rates": tax_rates,
                "name": name,
                "legal_name": legal_name,
                "address": address,
                "registration_number": registration_number,
                "functional_currency": functional_currency,
                "timezone": timezone,
                "fiscal_year_start_month": fiscal_year_start_month,
                "bank_accounts": bank_accounts,
                "payment_terms": payment_terms,
                "language": language,
                "branding": branding,
                "rules": rules,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[EntitiesFilters],
    ) -> Page[models.Entity]:
        """List entities. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/entities", models.Entity, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[EntitiesFilters],
    ) -> Iterator[models.Entity]:
        """List entities. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Entity:
        """Read an entity."""
        return self.caller.one("GET", f"/v1/entities/{segment(id)}", models.Entity)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        legal_name: str | UnsetType = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType = UNSET,
        registration_number: str | UnsetType | None = UNSET,
        bank_accounts: Sequence[models.BankAccount | Mapping[str, Any]] | UnsetType = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        branding: models.Branding | Mapping[str, Any] | UnsetType | None = UNSET,
        rules: models.EntityRules | Mapping[str, Any] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Entity: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        legal_name: str | UnsetType = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType = UNSET,
        registration_number: str | UnsetType | None = UNSET,
        bank_accounts: Sequence[models.BankAccount | Mapping[str, Any]] | UnsetType = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        branding: models.Branding | Mapping[str, Any] | UnsetType | None = UNSET,
        rules: models.EntityRules | Mapping[str, Any] | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Entity]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        tax_rates: Sequence[str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        legal_name: str | UnsetType = UNSET,
        address: models.Address | Mapping[str, Any] | UnsetType = UNSET,
        registration_number: str | UnsetType | None = UNSET,
        bank_accounts: Sequence[models.BankAccount | Mapping[str, Any]] | UnsetType = UNSET,
        payment_terms: models.PaymentTerms | Mapping[str, Any] | UnsetType | None = UNSET,
        language: str | UnsetType | None = UNSET,
        branding: models.Branding | Mapping[str, Any] | UnsetType | None = UNSET,
        rules: models.EntityRules | Mapping[str, Any] | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Entity | Rehearsal[models.Entity]:
        """Change an entity."""
        return self.caller.write(
            "PATCH",
            f"/v1/entities/{segment(id)}",
            models.Entity,
            body={
                "metadata": metadata,
                "tax_rates": tax_rates,
                "name": name,
                "legal_name": legal_name,
                "address": address,
                "registration_number": registration_number,
                "bank_accounts": bank_accounts,
                "payment_terms": payment_terms,
                "language": language,
                "branding": branding,
                "rules": rules,
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
    ) -> models.Entity: ...

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
    ) -> Rehearsal[models.Entity]: ...

    def archive(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Entity | Rehearsal[models.Entity]:
        """Archive an entity."""
        return self.caller.write(
            "POST",
            f"/v1/entities/{segment(id)}/archive",
            models.Entity,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

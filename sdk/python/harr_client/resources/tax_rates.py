"""Tax rates. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class TaxRatesFilters(TypedDict, total=False):
    """What `tax_rates.list` can be asked for. `…_gte` and its kin are ranges."""

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
    entity: str | Sequence[str]
    compound_on: str | Sequence[str]
    country: str | Sequence[str]
    state: str | Sequence[str]
    tax_type: str | Sequence[str]


class TaxRates(Resource):
    """All that can be done with tax rates."""

    @overload
    def create(
        self,
        *,
        country: str,
        tax_type: str,
        percentage: str,
        category: Literal["AE", "E", "G", "K", "L", "M", "O", "S", "Z"],
        name: str,
        valid_from: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        state: str | UnsetType | None = UNSET,
        county: str | UnsetType | None = UNSET,
        city: str | UnsetType | None = UNSET,
        tax_codes: Sequence[str] | UnsetType | None = UNSET,
        compound_on: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        exemption_reason: str | UnsetType | None = UNSET,
        legal_text: Mapping[str, str] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxRate: ...

    @overload
    def create(
        self,
        *,
        country: str,
        tax_type: str,
        percentage: str,
        category: Literal["AE", "E", "G", "K", "L", "M", "O", "S", "Z"],
        name: str,
        valid_from: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        state: str | UnsetType | None = UNSET,
        county: str | UnsetType | None = UNSET,
        city: str | UnsetType | None = UNSET,
        tax_codes: Sequence[str] | UnsetType | None = UNSET,
        compound_on: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        exemption_reason: str | UnsetType | None = UNSET,
        legal_text: Mapping[str, str] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.TaxRate]: ...

    def create(
        self,
        *,
        country: str,
        tax_type: str,
        percentage: str,
        category: Literal["AE", "E", "G", "K", "L", "M", "O", "S", "Z"],
        name: str,
        valid_from: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        entity: str | UnsetType | None = UNSET,
        state: str | UnsetType | None = UNSET,
        county: str | UnsetType | None = UNSET,
        city: str | UnsetType | None = UNSET,
        tax_codes: Sequence[str] | UnsetType | None = UNSET,
        compound_on: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        exemption_reason: str | UnsetType | None = UNSET,
        legal_text: Mapping[str, str] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxRate | Rehearsal[models.TaxRate]:
        """Create a tax rate."""
        return self.caller.write(
            "POST",
            "/v1/tax_rates",
            models.TaxRate,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "entity": entity,
                "country": country,
                "state": state,
                "county": county,
                "city": city,
                "tax_type": tax_type,
                "percentage": percentage,
                "category": category,
                "tax_codes": tax_codes,
                "name": name,
                "compound_on": compound_on,
                "valid_from": valid_from,
                "valid_until": valid_until,
                "exemption_reason": exemption_reason,
                "legal_text": legal_text,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[TaxRatesFilters],
    ) -> Page[models.TaxRate]:
        """List tax rates. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/tax_rates", models.TaxRate, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[TaxRatesFilters],
    ) -> Iterator[models.TaxRate]:
        """List tax rates. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.TaxRate:
        """Read a tax rate."""
        return self.caller.one("GET", f"/v1/tax_rates/{segment(id)}", models.TaxRate)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxRate: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.TaxRate]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxRate | Rehearsal[models.TaxRate]:
        """Change a tax rate."""
        return self.caller.write(
            "PATCH",
            f"/v1/tax_rates/{segment(id)}",
            models.TaxRate,
            body={"metadata": metadata, "valid_until": valid_until},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

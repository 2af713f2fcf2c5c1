"""Tax registrations. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class TaxRegistrationsFilters(TypedDict, total=False):
    """What `tax_registrations.list` can be asked for. `…_gte` and its kin are ranges."""

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
    entity: str | Sequence[str]
    number: str | Sequence[str]
    country: str | Sequence[str]
    state: str | Sequence[str]
    tax_type: str | Sequence[str]


class TaxRegistrations(Resource):
    """All that can be done with tax registrations."""

    @overload
    def create(
        self,
        *,
        entity: str,
        country: str,
        tax_type: str,
        number: str,
        valid_from: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        state: str | UnsetType | None = UNSET,
        scheme: Literal["ioss", "oss", "small_business", "standard"] | UnsetType = UNSET,
        accounting: Literal["invoice", "payment"] | UnsetType = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        reporting_currency: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxRegistration: ...

    @overload
    def create(
        self,
        *,
        entity: str,
        country: str,
        tax_type: str,
        number: str,
        valid_from: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        state: str | UnsetType | None = UNSET,
        scheme: Literal["ioss", "oss", "small_business", "standard"] | UnsetType = UNSET,
        accounting: Literal["invoice", "payment"] | UnsetType = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        reporting_currency: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.TaxRegistration]: ...

    def create(
        self,
        *,
        entity: str,
        country: str,
        tax_type: str,
        number: str,
        valid_from: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        state: str | UnsetType | None = UNSET,
        scheme: Literal["ioss", "oss", "small_business", "standard"] | UnsetType = UNSET,
        accounting: Literal["invoice", "payment"] | UnsetType = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        reporting_currency: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxRegistration | Rehearsal[models.TaxRegistration]:
        """Create a tax registration."""
        return self.caller.write(
            "POST",
            "/v1/tax_registrations",
            models.TaxRegistration,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "entity": entity,
                "country": country,
                "state": state,
                "tax_type": tax_type,
                "number": number,
                "scheme": scheme,
                "accounting": accounting,
                "valid_from": valid_from,
                "valid_until": valid_until,
                "reporting_currency": reporting_currency,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[TaxRegistrationsFilters],
    ) -> Page[models.TaxRegistration]:
        """List tax registrations. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/tax_registrations", models.TaxRegistration, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[TaxRegistrationsFilters],
    ) -> Iterator[models.TaxRegistration]:
        """List tax registrations. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.TaxRegistration:
        """Read a tax registration."""
        return self.caller.one("GET", f"/v1/tax_registrations/{segment(id)}", models.TaxRegistration)

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
    ) -> models.TaxRegistration: ...

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
    ) -> Rehearsal[models.TaxRegistration]: ...

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
    ) -> models.TaxRegistration | Rehearsal[models.TaxRegistration]:
        """Change a tax registration."""
        return self.caller.write(
            "PATCH",
            f"/v1/tax_registrations/{segment(id)}",
            models.TaxRegistration,
            body={"metadata": metadata, "valid_until": valid_until},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

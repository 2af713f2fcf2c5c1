"""Tax exemptions. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class TaxExemptionsFilters(TypedDict, total=False):
    """What `tax_exemptions.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["active", "expired", "revoked"] | Sequence[Literal["active", "expired", "revoked"]]
    customer: str | Sequence[str]


class TaxExemptions(Resource):
    """All that can be done with tax exemptions."""

    @overload
    def create(
        self,
        *,
        customer: str,
        jurisdiction: str,
        reason: str,
        valid_from: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        certificate_number: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        document_url: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.TaxExemption: ...

    @overload
    def create(
        self,
        *,
        customer: str,
        jurisdiction: str,
        reason: str,
        valid_from: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        certificate_number: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        document_url: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> Rehearsal[models.TaxExemption]: ...

    def create(
        self,
        *,
        customer: str,
        jurisdiction: str,
        reason: str,
        valid_from: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        certificate_number: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        document_url: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.TaxExemption | Rehearsal[models.TaxExemption]:
        """Create a tax exemption."""
        return self.caller.write(
            "POST",
            "/v1/tax_exemptions",
            models.TaxExemption,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "customer": customer,
                "jurisdiction": jurisdiction,
                "certificate_number": certificate_number,
                "reason": reason,
                "valid_from": valid_from,
                "valid_until": valid_until,
                "document_url": document_url,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=harr_reason),
        )

    def list(
        self,
        **filters: Unpack[TaxExemptionsFilters],
    ) -> Page[models.TaxExemption]:
        """List tax exemptions. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/tax_exemptions", models.TaxExemption, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[TaxExemptionsFilters],
    ) -> Iterator[models.TaxExemption]:
        """List tax exemptions. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.TaxExemption:
        """Read a tax exemption."""
        return self.caller.one("GET", f"/v1/tax_exemptions/{segment(id)}", models.TaxExemption)

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
    ) -> models.TaxExemption: ...

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
    ) -> Rehearsal[models.TaxExemption]: ...

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
    ) -> models.TaxExemption | Rehearsal[models.TaxExemption]:
        """Change a tax exemption."""
        return self.caller.write(
            "PATCH",
            f"/v1/tax_exemptions/{segment(id)}",
            models.TaxExemption,
            body={"metadata": metadata, "valid_until": valid_until},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def revoke(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxExemption: ...

    @overload
    def revoke(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.TaxExemption]: ...

    def revoke(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxExemption | Rehearsal[models.TaxExemption]:
        """Revoke an exemption."""
        return self.caller.write(
            "POST",
            f"/v1/tax_exemptions/{segment(id)}/revoke",
            models.TaxExemption,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

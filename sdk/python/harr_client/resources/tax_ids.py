"""Tax ids. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class TaxIdsFilters(TypedDict, total=False):
    """What `tax_ids.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["pending", "verified", "unverified", "unavailable"]
        | Sequence[Literal["pending", "verified", "unverified", "unavailable"]]
    )
    customer: str | Sequence[str]
    verified_at: dt.datetime | str | Sequence[dt.datetime | str]
    verified_at_gte: dt.datetime | str
    verified_at_gt: dt.datetime | str
    verified_at_lte: dt.datetime | str
    verified_at_lt: dt.datetime | str
    type: str | Sequence[str]


class TaxIds(Resource):
    """All that can be done with tax ids."""

    @overload
    def create(
        self,
        id: str,
        /,
        *,
        type: str,
        value: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxId: ...

    @overload
    def create(
        self,
        id: str,
        /,
        *,
        type: str,
        value: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.TaxId]: ...

    def create(
        self,
        id: str,
        /,
        *,
        type: str,
        value: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxId | Rehearsal[models.TaxId]:
        """Create a tax id."""
        return self.caller.write(
            "POST",
            f"/v1/customers/{segment(id)}/tax_ids",
            models.TaxId,
            body={"external_id": external_id, "metadata": metadata, "type": type, "value": value},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        id: str,
        /,
        **filters: Unpack[TaxIdsFilters],
    ) -> Page[models.TaxId]:
        """List tax ids. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page(f"/v1/customers/{segment(id)}/tax_ids", models.TaxId, parameters(filters))

    def iterate(
        self,
        id: str,
        /,
        **filters: Unpack[TaxIdsFilters],
    ) -> Iterator[models.TaxId]:
        """List tax ids. All of them, page by page as they are needed."""
        return self.list(id, **filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        tax_id: str,
        /,
    ) -> models.TaxId:
        """Read a tax id."""
        return self.caller.one("GET", f"/v1/customers/{segment(id)}/tax_ids/{segment(tax_id)}", models.TaxId)

    @overload
    def delete(
        self,
        id: str,
        tax_id: str,
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
        tax_id: str,
        /,
        *,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Deleted]: ...

    def delete(
        self,
        id: str,
        tax_id: str,
        /,
        *,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Deleted | Rehearsal[models.Deleted]:
        """Delete a tax id."""
        return self.caller.write(
            "DELETE",
            f"/v1/customers/{segment(id)}/tax_ids/{segment(tax_id)}",
            models.Deleted,
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

    @overload
    def verify(
        self,
        id: str,
        tax_id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxId: ...

    @overload
    def verify(
        self,
        id: str,
        tax_id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.TaxId]: ...

    def verify(
        self,
        id: str,
        tax_id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.TaxId | Rehearsal[models.TaxId]:
        """Ask the tax office about a tax id again."""
        return self.caller.write(
            "POST",
            f"/v1/customers/{segment(id)}/tax_ids/{segment(tax_id)}/verify",
            models.TaxId,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def check(
        self,
        *,
        type: str,
        value: str,
    ) -> models.TaxIdFacts:
        """Whether a tax id has the form of one."""
        return self.caller.one("GET", "/v1/tax_ids/check", models.TaxIdFacts, query={"type": type, "value": value})

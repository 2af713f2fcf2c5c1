"""Account mappings. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class AccountMappingsFilters(TypedDict, total=False):
    """What `account_mappings.list` can be asked for. `…_gte` and its kin are ranges."""

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
    code: str | Sequence[str]


class AccountMappings(Resource):
    """All that can be done with account mappings."""

    @overload
    def create(
        self,
        *,
        entity: str,
        code: str,
        gl_code: str,
        valid_from: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        conditions: models.MappingConditions | Mapping[str, Any] | UnsetType | None = UNSET,
        gl_name: str | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.AccountMapping: ...

    @overload
    def create(
        self,
        *,
        entity: str,
        code: str,
        gl_code: str,
        valid_from: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        conditions: models.MappingConditions | Mapping[str, Any] | UnsetType | None = UNSET,
        gl_name: str | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.AccountMapping]: ...

    def create(
        self,
        *,
        entity: str,
        code: str,
        gl_code: str,
        valid_from: dt.date | str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        conditions: models.MappingConditions | Mapping[str, Any] | UnsetType | None = UNSET,
        gl_name: str | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.AccountMapping | Rehearsal[models.AccountMapping]:
        """Create an account mapping."""
        return self.caller.write(
            "POST",
            "/v1/ledger/account_mappings",
            models.AccountMapping,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "entity": entity,
                "code": code,
                "conditions": conditions,
                "gl_code": gl_code,
                "gl_name": gl_name,
                "tax_code": tax_code,
                "valid_from": valid_from,
                "valid_until": valid_until,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[AccountMappingsFilters],
    ) -> Page[models.AccountMapping]:
        """List account mappings. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/ledger/account_mappings", models.AccountMapping, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[AccountMappingsFilters],
    ) -> Iterator[models.AccountMapping]:
        """List account mappings. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.AccountMapping:
        """Read an account mapping."""
        return self.caller.one("GET", f"/v1/ledger/account_mappings/{segment(id)}", models.AccountMapping)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        gl_code: str | UnsetType = UNSET,
        gl_name: str | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.AccountMapping: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        gl_code: str | UnsetType = UNSET,
        gl_name: str | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.AccountMapping]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        gl_code: str | UnsetType = UNSET,
        gl_name: str | UnsetType | None = UNSET,
        tax_code: str | UnsetType | None = UNSET,
        valid_until: dt.date | str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.AccountMapping | Rehearsal[models.AccountMapping]:
        """Change an account mapping."""
        return self.caller.write(
            "PATCH",
            f"/v1/ledger/account_mappings/{segment(id)}",
            models.AccountMapping,
            body={
                "metadata": metadata,
                "gl_code": gl_code,
                "gl_name": gl_name,
                "tax_code": tax_code,
                "valid_until": valid_until,
            },
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

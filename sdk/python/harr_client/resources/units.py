"""Units. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class UnitsFilters(TypedDict, total=False):
    """What `units.list` can be asked for. `…_gte` and its kin are ranges."""

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
    code: str | Sequence[str]


class Units(Resource):
    """All that can be done with units."""

    @overload
    def create(
        self,
        *,
        code: str,
        scale: int,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        cost_basis: Sequence[models.CostBasis | Mapping[str, Any]] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Unit: ...

    @overload
    def create(
        self,
        *,
        code: str,
        scale: int,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        cost_basis: Sequence[models.CostBasis | Mapping[str, Any]] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Unit]: ...

    def create(
        self,
        *,
        code: str,
        scale: int,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        cost_basis: Sequence[models.CostBasis | Mapping[str, Any]] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Unit | Rehearsal[models.Unit]:
        """Create a unit."""
        return self.caller.write(
            "POST",
            "/v1/units",
            models.Unit,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "code": code,
                "scale": scale,
                "name": name,
                "cost_basis": cost_basis,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[UnitsFilters],
    ) -> Page[models.Unit]:
        """List units. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/units", models.Unit, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[UnitsFilters],
    ) -> Iterator[models.Unit]:
        """List units. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Unit:
        """Read a unit."""
        return self.caller.one("GET", f"/v1/units/{segment(id)}", models.Unit)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Unit: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Unit]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Unit | Rehearsal[models.Unit]:
        """Change a unit."""
        return self.caller.write(
            "PATCH",
            f"/v1/units/{segment(id)}",
            models.Unit,
            body={"metadata": metadata, "name": name},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

"""Features. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class FeaturesFilters(TypedDict, total=False):
    """What `features.list` can be asked for. `…_gte` and its kin are ranges."""

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
    type: Literal["switch", "value", "metered"] | Sequence[Literal["switch", "value", "metered"]]
    meter: str | Sequence[str]


class Features(Resource):
    """All that can be done with features."""

    @overload
    def create(
        self,
        *,
        code: str,
        name: str,
        type: Literal["metered", "switch", "value"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        meter: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Feature: ...

    @overload
    def create(
        self,
        *,
        code: str,
        name: str,
        type: Literal["metered", "switch", "value"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        meter: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Feature]: ...

    def create(
        self,
        *,
        code: str,
        name: str,
        type: Literal["metered", "switch", "value"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        meter: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Feature | Rehearsal[models.Feature]:
        """Create a feature."""
        return self.caller.write(
            "POST",
            "/v1/features",
            models.Feature,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "code": code,
                "name": name,
                "type": type,
                "meter": meter,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[FeaturesFilters],
    ) -> Page[models.Feature]:
        """List features. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/features", models.Feature, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[FeaturesFilters],
    ) -> Iterator[models.Feature]:
        """List features. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Feature:
        """Read a feature."""
        return self.caller.one("GET", f"/v1/features/{segment(id)}", models.Feature)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Feature: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Feature]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Feature | Rehearsal[models.Feature]:
        """Change a feature."""
        return self.caller.write(
            "PATCH",
            f"/v1/features/{segment(id)}",
            models.Feature,
            body={"metadata": metadata, "name": name},
            options=Options(dry_run=dry_run, if_match=if_match, reason=reason),
        )

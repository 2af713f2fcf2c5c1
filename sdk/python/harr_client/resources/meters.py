"""Meters. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class MetersFilters(TypedDict, total=False):
    """What `meters.list` can be asked for. `…_gte` and its kin are ranges."""

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


class Meters(Resource):
    """All that can be done with meters."""

    @overload
    def create(
        self,
        *,
        code: str,
        event_type: str,
        aggregation: Literal["count", "last", "max", "min", "percentile", "sum", "unique", "weighted"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        property: str | UnsetType | None = UNSET,
        percentile: int | UnsetType | None = UNSET,
        decimals: int | UnsetType = UNSET,
        filters: Sequence[models.MeterFilter | Mapping[str, Any]] | UnsetType | None = UNSET,
        group_by: Sequence[str] | UnsetType | None = UNSET,
        expression: str | UnsetType | None = UNSET,
        unit_name: str | UnsetType | None = UNSET,
        carried_over: bool | UnsetType = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Meter: ...

    @overload
    def create(
        self,
        *,
        code: str,
        event_type: str,
        aggregation: Literal["count", "last", "max", "min", "percentile", "sum", "unique", "weighted"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        property: str | UnsetType | None = UNSET,
        percentile: int | UnsetType | None = UNSET,
        decimals: int | UnsetType = UNSET,
        filters: Sequence[models.MeterFilter | Mapping[str, Any]] | UnsetType | None = UNSET,
        group_by: Sequence[str] | UnsetType | None = UNSET,
        expression: str | UnsetType | None = UNSET,
        unit_name: str | UnsetType | None = UNSET,
        carried_over: bool | UnsetType = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Meter]: ...

    def create(
        self,
        *,
        code: str,
        event_type: str,
        aggregation: Literal["count", "last", "max", "min", "percentile", "sum", "unique", "weighted"],
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        property: str | UnsetType | None = UNSET,
        percentile: int | UnsetType | None = UNSET,
        decimals: int | UnsetType = UNSET,
        filters: Sequence[models.MeterFilter | Mapping[str, Any]] | UnsetType | None = UNSET,
        group_by: Sequence[str] | UnsetType | None = UNSET,
        expression: str | UnsetType | None = UNSET,
        unit_name: str | UnsetType | None = UNSET,
        carried_over: bool | UnsetType = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Meter | Rehearsal[models.Meter]:
        """Create a meter."""
        return self.caller.write(
            "POST",
            "/v1/meters",
            models.Meter,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "code": code,
                "event_type": event_type,
                "aggregation": aggregation,
                "property": property,
                "percentile": percentile,
                "decimals": decimals,
                "filters": filters,
                "group_by": group_by,
                "expression": expression,
                "unit_name": unit_name,
                "carried_over": carried_over,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[MetersFilters],
    ) -> Page[models.Meter]:
        """List meters. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/meters", models.Meter, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[MetersFilters],
    ) -> Iterator[models.Meter]:
        """List meters. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Meter:
        """Read a meter."""
        return self.caller.one("GET", f"/v1/meters/{segment(id)}", models.Meter)

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        unit_name: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Meter: ...

    @overload
    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        unit_name: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Meter]: ...

    def update(
        self,
        id: str,
        /,
        *,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        unit_name: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Meter | Rehearsal[models.Meter]:
        """Change a meter."""
        return self.caller.write(
            "PATCH",
            f"/v1/meters/{segment(id)}",
            models.Meter,
            body={"metadata": metadata, "unit_name": unit_name},
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
    ) -> models.Meter: ...

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
    ) -> Rehearsal[models.Meter]: ...

    def archive(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Meter | Rehearsal[models.Meter]:
        """Count with a meter no more."""
        return self.caller.write(
            "POST",
            f"/v1/meters/{segment(id)}/archive",
            models.Meter,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def values(
        self,
        id: str,
        /,
        *,
        customer: str | UnsetType = UNSET,
        subscription: str | UnsetType = UNSET,
        period: str | UnsetType = UNSET,
        group_by: str | UnsetType = UNSET,
    ) -> models.MeterValues:
        """Read what a meter shows for a period."""
        return self.caller.one(
            "GET",
            f"/v1/meters/{segment(id)}/values",
            models.MeterValues,
            query={"customer": customer, "subscription": subscription, "period": period, "group_by": group_by},
        )

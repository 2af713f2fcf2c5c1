"""Usage corrections. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class UsageCorrectionsFilters(TypedDict, total=False):
    """What `usage_corrections.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: Literal["recorded"] | Sequence[Literal["recorded"]]
    job: str | Sequence[str]
    event: str | Sequence[str]


class UsageCorrections(Resource):
    """All that can be done with usage corrections."""

    @overload
    def create(
        self,
        *,
        event: str,
        action: Literal["cancel", "replace"],
        reason: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        data: Mapping[str, str | int | bool | None] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.UsageCorrection: ...

    @overload
    def create(
        self,
        *,
        event: str,
        action: Literal["cancel", "replace"],
        reason: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        data: Mapping[str, str | int | bool | None] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> Rehearsal[models.UsageCorrection]: ...

    def create(
        self,
        *,
        event: str,
        action: Literal["cancel", "replace"],
        reason: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        data: Mapping[str, str | int | bool | None] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.UsageCorrection | Rehearsal[models.UsageCorrection]:
        """Create a usage correction."""
        return self.caller.write(
            "POST",
            "/v1/usage/corrections",
            models.UsageCorrection,
            body={
                "external_id": external_id,
                "metadata": metadata,
                "event": event,
                "action": action,
                "data": data,
                "reason": reason,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=harr_reason),
        )

    def list(
        self,
        **filters: Unpack[UsageCorrectionsFilters],
    ) -> Page[models.UsageCorrection]:
        """List usage corrections. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/usage/corrections", models.UsageCorrection, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[UsageCorrectionsFilters],
    ) -> Iterator[models.UsageCorrection]:
        """List usage corrections. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.UsageCorrection:
        """Read a usage correction."""
        return self.caller.one("GET", f"/v1/usage/corrections/{segment(id)}", models.UsageCorrection)

    @overload
    def rerate(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.UsageCorrection: ...

    @overload
    def rerate(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.UsageCorrection]: ...

    def rerate(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.UsageCorrection | Rehearsal[models.UsageCorrection]:
        """Rate again what the correction touches."""
        return self.caller.write(
            "POST",
            f"/v1/usage/corrections/{segment(id)}/rerate",
            models.UsageCorrection,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

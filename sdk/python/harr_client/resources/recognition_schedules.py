"""Recognition schedules. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class RecognitionSchedulesFilters(TypedDict, total=False):
    """What `recognition_schedules.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["planned", "running", "complete", "reversed"]
        | Sequence[Literal["planned", "running", "complete", "reversed"]]
    )
    invoice: str | Sequence[str]
    line: str | Sequence[str]
    currency: str | Sequence[str]


class RecognitionSchedules(Resource):
    """All that can be done with recognition schedules."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.RecognitionSchedule:
        """Read a recognition schedule."""
        return self.caller.one("GET", f"/v1/recognition_schedules/{segment(id)}", models.RecognitionSchedule)

    def list(
        self,
        **filters: Unpack[RecognitionSchedulesFilters],
    ) -> Page[models.RecognitionSchedule]:
        """List recognition schedules. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/recognition_schedules", models.RecognitionSchedule, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[RecognitionSchedulesFilters],
    ) -> Iterator[models.RecognitionSchedule]:
        """List recognition schedules. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    @overload
    def adjust(
        self,
        id: str,
        /,
        *,
        reason: str,
        method: Literal["day", "month", "over_term", "point_in_time", "second", "usage"] | UnsetType | None = UNSET,
        period: models.PeriodRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.RecognitionSchedule: ...

    @overload
    def adjust(
        self,
        id: str,
        /,
        *,
        reason: str,
        method: Literal["day", "month", "over_term", "point_in_time", "second", "usage"] | UnsetType | None = UNSET,
        period: models.PeriodRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> Rehearsal[models.RecognitionSchedule]: ...

    def adjust(
        self,
        id: str,
        /,
        *,
        reason: str,
        method: Literal["day", "month", "over_term", "point_in_time", "second", "usage"] | UnsetType | None = UNSET,
        period: models.PeriodRequest | Mapping[str, Any] | UnsetType | None = UNSET,
        amount: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        harr_reason: str | None = None,
    ) -> models.RecognitionSchedule | Rehearsal[models.RecognitionSchedule]:
        """Change how what is left is earned."""
        return self.caller.write(
            "POST",
            f"/v1/recognition_schedules/{segment(id)}/adjust",
            models.RecognitionSchedule,
            body={"reason": reason, "method": method, "period": period, "amount": amount},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=harr_reason),
        )

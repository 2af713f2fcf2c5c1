"""Deliveries. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, TypedDict, Unpack, overload

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class DeliveriesFilters(TypedDict, total=False):
    """What `deliveries.list` can be asked for. `…_gte` and its kin are ranges."""

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
        Literal["pending", "succeeded", "failed", "exhausted"]
        | Sequence[Literal["pending", "succeeded", "failed", "exhausted"]]
    )
    event: str | Sequence[str]
    endpoint: str | Sequence[str]
    next_attempt_at: dt.datetime | str | Sequence[dt.datetime | str]
    next_attempt_at_gte: dt.datetime | str
    next_attempt_at_gt: dt.datetime | str
    next_attempt_at_lte: dt.datetime | str
    next_attempt_at_lt: dt.datetime | str


class Deliveries(Resource):
    """All that can be done with deliveries."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.Delivery:
        """Read a delivery."""
        return self.caller.one("GET", f"/v1/deliveries/{segment(id)}", models.Delivery)

    def list(
        self,
        **filters: Unpack[DeliveriesFilters],
    ) -> Page[models.Delivery]:
        """List deliveries. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/deliveries", models.Delivery, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[DeliveriesFilters],
    ) -> Iterator[models.Delivery]:
        """List deliveries. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    @overload
    def redeliver(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Delivery: ...

    @overload
    def redeliver(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Delivery]: ...

    def redeliver(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Delivery | Rehearsal[models.Delivery]:
        """Send it once more, now."""
        return self.caller.write(
            "POST",
            f"/v1/deliveries/{segment(id)}/redeliver",
            models.Delivery,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

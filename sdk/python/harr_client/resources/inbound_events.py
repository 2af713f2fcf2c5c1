"""Inbound events. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class InboundEventsFilters(TypedDict, total=False):
    """What `inbound_events.list` can be asked for. `…_gte` and its kin are ranges."""

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
    status: (
        Literal["received", "processed", "ignored", "failed"]
        | Sequence[Literal["received", "processed", "ignored", "failed"]]
    )
    received_at: dt.datetime | str | Sequence[dt.datetime | str]
    received_at_gte: dt.datetime | str
    received_at_gt: dt.datetime | str
    received_at_lte: dt.datetime | str
    received_at_lt: dt.datetime | str
    provider: str | Sequence[str]
    provider_event: str | Sequence[str]


class InboundEvents(Resource):
    """All that can be done with inbound events."""

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.InboundEvent:
        """Read an inbound event."""
        return self.caller.one("GET", f"/v1/inbound_events/{segment(id)}", models.InboundEvent)

    def list(
        self,
        **filters: Unpack[InboundEventsFilters],
    ) -> Page[models.InboundEvent]:
        """List inbound events. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/inbound_events", models.InboundEvent, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[InboundEventsFilters],
    ) -> Iterator[models.InboundEvent]:
        """List inbound events. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def receive(
        self,
        id: str,
        /,
        *,
        type: str,
        timestamp: dt.datetime | str | UnsetType | None = UNSET,
        data: Mapping[str, Any] | UnsetType = UNSET,
    ) -> models.InboundReceipt:
        """Take in what a provider tells; the signature in its headers is the credential."""
        return self.caller.one(
            "POST",
            f"/v1/inbound_events/receive/{segment(id)}",
            models.InboundReceipt,
            body={"type": type, "timestamp": timestamp, "data": data},
        )

    @overload
    def replay(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.InboundEvent: ...

    @overload
    def replay(
        self,
        id: str,
        /,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.InboundEvent]: ...

    def replay(
        self,
        id: str,
        /,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.InboundEvent | Rehearsal[models.InboundEvent]:
        """Act on it again, as if it had just come."""
        return self.caller.write(
            "POST",
            f"/v1/inbound_events/{segment(id)}/replay",
            models.InboundEvent,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

"""Usage. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters
from harr_client.pages import Page


class UsageFilters(TypedDict, total=False):
    """What `usage.list` can be asked for. `…_gte` and its kin are ranges."""

    limit: int
    after: str
    order: Literal["desc", "asc"]
    status: (
        Literal["accepted", "billed", "replaced", "canceled"]
        | Sequence[Literal["accepted", "billed", "replaced", "canceled"]]
    )
    app: str | Sequence[str]
    customer: str | Sequence[str]
    subscription: str | Sequence[str]
    received_at: dt.datetime | str | Sequence[dt.datetime | str]
    received_at_gte: dt.datetime | str
    received_at_gt: dt.datetime | str
    received_at_lte: dt.datetime | str
    received_at_lt: dt.datetime | str
    id: str | Sequence[str]
    type: str | Sequence[str]
    time: dt.datetime | str | Sequence[dt.datetime | str]
    time_gte: dt.datetime | str
    time_gt: dt.datetime | str
    time_lte: dt.datetime | str
    time_lt: dt.datetime | str


class Usage(Resource):
    """All that can be done with usage."""

    @overload
    def create(
        self,
        *,
        events: Sequence[models.UsageEventRequest | Mapping[str, Any]] | UnsetType | None = UNSET,
        id: str | UnsetType | None = UNSET,
        type: str | UnsetType | None = UNSET,
        customer: str | UnsetType | None = UNSET,
        customer_external_id: str | UnsetType | None = UNSET,
        subject: str | UnsetType | None = UNSET,
        time: dt.datetime | str | UnsetType | None = UNSET,
        data: Mapping[str, str | int | bool | None] | UnsetType | None = UNSET,
        source: str | UnsetType | None = UNSET,
        subscription: str | UnsetType | None = UNSET,
        specversion: Literal["1.0"] | UnsetType | None = UNSET,
        datacontenttype: str | UnsetType | None = UNSET,
        dataschema: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.UsageReceipt: ...

    @overload
    def create(
        self,
        *,
        events: Sequence[models.UsageEventRequest | Mapping[str, Any]] | UnsetType | None = UNSET,
        id: str | UnsetType | None = UNSET,
        type: str | UnsetType | None = UNSET,
        customer: str | UnsetType | None = UNSET,
        customer_external_id: str | UnsetType | None = UNSET,
        subject: str | UnsetType | None = UNSET,
        time: dt.datetime | str | UnsetType | None = UNSET,
        data: Mapping[str, str | int | bool | None] | UnsetType | None = UNSET,
        source: str | UnsetType | None = UNSET,
        subscription: str | UnsetType | None = UNSET,
        specversion: Literal["1.0"] | UnsetType | None = UNSET,
        datacontenttype: str | UnsetType | None = UNSET,
        dataschema: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.UsageReceipt]: ...

    def create(
        self,
        *,
        events: Sequence[models.UsageEventRequest | Mapping[str, Any]] | UnsetType | None = UNSET,
        id: str | UnsetType | None = UNSET,
        type: str | UnsetType | None = UNSET,
        customer: str | UnsetType | None = UNSET,
        customer_external_id: str | UnsetType | None = UNSET,
        subject: str | UnsetType | None = UNSET,
        time: dt.datetime | str | UnsetType | None = UNSET,
        data: Mapping[str, str | int | bool | None] | UnsetType | None = UNSET,
        source: str | UnsetType | None = UNSET,
        subscription: str | UnsetType | None = UNSET,
        specversion: Literal["1.0"] | UnsetType | None = UNSET,
        datacontenttype: str | UnsetType | None = UNSET,
        dataschema: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.UsageReceipt | Rehearsal[models.UsageReceipt]:
        """Tell what was used: one event, or many."""
        return self.caller.write(
            "POST",
            "/v1/usage",
            models.UsageReceipt,
            body={
                "events": events,
                "id": id,
                "type": type,
                "customer": customer,
                "customer_external_id": customer_external_id,
                "subject": subject,
                "time": time,
                "data": data,
                "source": source,
                "subscription": subscription,
                "specversion": specversion,
                "datacontenttype": datacontenttype,
                "dataschema": dataschema,
            },
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[UsageFilters],
    ) -> Page[models.UsageEvent]:
        """List usage events. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/usage", models.UsageEvent, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[UsageFilters],
    ) -> Iterator[models.UsageEvent]:
        """List usage events. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

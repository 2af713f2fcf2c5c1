"""News: the feed of events, the addresses that it is pushed to, and what became of each delivery."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from harr.contract.operations import Filter, Operation, filters_of, standard, verb
from harr.contract.shapes import Actor
from harr.contract.tenants import ApiVersion
from harr.contract.words import (
    Answer,
    Count,
    Create,
    DeliveryId,
    EventId,
    Instant,
    Json,
    Label,
    Resource,
    Update,
    Url,
    Versioned,
    WebhookEndpointId,
)

EventType = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z_]{0,39}\.[a-z][a-z_]{0,39}$",
        max_length=81,
        examples=["invoice.finalized"],
        description="{object}.{what happened}; may gain words.",
    ),
]
EventTypes = Annotated[
    list[
        Annotated[
            str,
            Meta(
                pattern=r"^(\*|[a-z][a-z_]{0,39}\.(\*|[a-z][a-z_]{0,39}))$",
                max_length=81,
                examples=["invoice.finalized"],
                description="A type of event, all of an object (invoice.*), or all (*).",
            ),
        ]
    ],
    Meta(min_length=1, max_length=200),
]
Position = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{1,19}(\.[0-9]{1,9})?$",
        max_length=29,
        examples=["1042.2"],
        description="The place of the commit in the tenant's order, and the number within it.",
    ),
]
Payload = Literal["full", "thin"]


class EventData(Answer, kw_only=True):
    """The resource as it then was, and the fields that changed, as they were before."""

    object: Json | None = None
    previous: Json = msgspec.field(default_factory=dict)


class EventRequest(Answer, kw_only=True):
    """What made it happen."""

    id: str | None = None
    idempotency_key: str | None = None
    actor: Actor | None = None


class EventRecord(Resource, kw_only=True):
    """Something that has happened. `position` is the cursor of the feed (`?after=`)."""

    id: EventId
    object: Literal["event"] = "event"
    type: EventType
    data: EventData
    position: Position
    request: EventRequest | None = None
    live: bool


class WebhookEndpoint(Versioned, kw_only=True):
    """An address that is told what happens. The secret is shown when it is made and when it is rotated."""

    id: WebhookEndpointId
    object: Literal["webhook_endpoint"] = "webhook_endpoint"
    status: Literal["enabled", "disabled"]
    api_version: ApiVersion
    url: Url
    events: EventTypes
    description: Label | None = None
    secret: str | None = None
    payload: Payload = "full"


class WebhookEndpointCreate(Create, kw_only=True):
    """An address to tell, and of what."""

    url: Url
    events: EventTypes
    api_version: ApiVersion | None = None
    description: Label | None = None
    payload: Payload = "full"


class WebhookEndpointUpdate(Update, kw_only=True):
    """`events`, where given, is replaced whole."""

    url: Url | msgspec.UnsetType = msgspec.UNSET
    events: EventTypes | msgspec.UnsetType = msgspec.UNSET
    api_version: ApiVersion | msgspec.UnsetType = msgspec.UNSET
    description: Label | msgspec.UnsetType | None = msgspec.UNSET
    payload: Payload | msgspec.UnsetType = msgspec.UNSET


class DeliveryAttempt(Answer, kw_only=True):
    """One try: the HTTP status that came back, or null where none came."""

    at: Instant
    status: Annotated[int, Meta(ge=100, le=599, examples=[200])] | None = None
    took_ms: Count


class Delivery(Versioned, kw_only=True):
    """One event on its way to one endpoint, tried again over three days."""

    id: DeliveryId
    object: Literal["delivery"] = "delivery"
    status: Literal["pending", "succeeded", "failed", "exhausted"]
    event: EventId
    endpoint: WebhookEndpointId
    attempts: list[DeliveryAttempt] = msgspec.field(default_factory=list)
    next_attempt_at: Instant | None = None


_ENDPOINTS = "/v1/webhook_endpoints"
OPERATIONS: tuple[Operation, ...] = (
    *standard(
        EventRecord, plural="events", path="/v1/events", actions="retrieve list",
        filters=(*filters_of(EventRecord), Filter("type", "text"), Filter("subject", "text")),
    ),
    *standard(
        WebhookEndpoint, plural="webhook_endpoints", path=_ENDPOINTS, actions="create retrieve list update delete",
        create=WebhookEndpointCreate, update=WebhookEndpointUpdate, errors=("rule_conflict",),
    ),
    verb("webhook_endpoints.enable", f"{_ENDPOINTS}/{{id}}/enable", WebhookEndpoint, "Tell it again."),
    verb("webhook_endpoints.disable", f"{_ENDPOINTS}/{{id}}/disable", WebhookEndpoint, "Tell it nothing for now."),
    verb("webhook_endpoints.rotate_secret", f"{_ENDPOINTS}/{{id}}/rotate_secret", WebhookEndpoint,
         "Sign with a new secret; the old one is good for a day more."),
    verb("webhook_endpoints.test", f"{_ENDPOINTS}/{{id}}/test", WebhookEndpoint, "Send it an example."),
    *standard(Delivery, plural="deliveries", path="/v1/deliveries", actions="retrieve list"),
    verb("deliveries.redeliver", "/v1/deliveries/{id}/redeliver", Delivery, "Send it once more, now."),
)  # fmt: skip

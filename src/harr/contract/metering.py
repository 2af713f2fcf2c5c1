"""What is used: meters, usage events, their corrections, and alerts."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from harr.contract.customers import UsagePeriod
from harr.contract.operations import Filter, Operation, Page, filters_of, question, standard, verb
from harr.contract.shapes import Period
from harr.contract.words import (
    Answer,
    AppId,
    Code,
    Count,
    Create,
    Currency,
    CustomerId,
    ExternalId,
    Instant,
    JobId,
    Label,
    MeterId,
    PlanId,
    PropertyName,
    QuantityText,
    Request,
    SubscriptionId,
    Text,
    Update,
    UsageAlertId,
    UsageCorrectionId,
    Versioned,
)

Decimals = Annotated[int, Meta(ge=0, le=9, description="How many decimals a quantity has at most.")]
EventType = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_./:-]{0,99}$", max_length=100, examples=["api.call"])]
UsageId = Annotated[
    str, Meta(min_length=1, max_length=200, description="The caller's id of the event: told twice, counted once.")
]
Whole = Annotated[int, Meta(ge=-(2**53) + 1, le=2**53 - 1)]
UsageData = Annotated[
    dict[PropertyName, Annotated[str, Meta(max_length=500)] | Whole | bool | None],
    Meta(max_length=100, description="Properties of the event; a number with decimals is a string."),
]


class MeterFilter(Request, kw_only=True):
    """Which events count: those whose property has one of these values."""

    property: PropertyName
    values: Annotated[list[Label], Meta(min_length=1, max_length=100)]
    exclude: bool = False


class Meter(Versioned, kw_only=True):
    """What is counted of events of a type, and how a quantity is made of them."""

    id: MeterId
    object: Literal["meter"] = "meter"
    status: Literal["active", "archived"]
    code: Code
    event_type: EventType
    aggregation: Literal["count", "sum", "max", "min", "last", "unique", "weighted", "percentile"]
    property: PropertyName | None = None
    percentile: Annotated[int, Meta(ge=1, le=100)] | None = None
    decimals: Decimals = 0
    filters: list[MeterFilter] = msgspec.field(default_factory=list)
    group_by: list[PropertyName] = msgspec.field(default_factory=list)
    expression: Text | None = None
    unit_name: Label | None = None
    carried_over: bool = False


class MeterCreate(Create, kw_only=True):
    """A new meter; all but `count` read a property or an expression."""

    code: Code
    event_type: EventType
    aggregation: Literal["count", "sum", "max", "min", "last", "unique", "weighted", "percentile"]
    property: PropertyName | None = None
    percentile: Annotated[int, Meta(ge=1, le=100)] | None = None
    decimals: Decimals = 0
    filters: Annotated[list[MeterFilter], Meta(max_length=20)] | None = None
    group_by: Annotated[list[PropertyName], Meta(max_length=10)] | None = None
    expression: Text | None = None
    unit_name: Label | None = None
    carried_over: bool = False


class MeterUpdate(Update, kw_only=True):
    """What of a meter may change."""

    unit_name: Label | UnsetType | None = UNSET


class MeterValuesQuery(Request, kw_only=True):
    """Of which customer and period, and by which of the meter's properties apart."""

    customer: CustomerId | None = None
    subscription: SubscriptionId | None = None
    period: UsagePeriod | None = None
    group_by: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.,]{1,500}$", max_length=500)] | None = None


class MeterValue(Answer, kw_only=True):
    """The quantity of one group of events."""

    customer: CustomerId | None = None
    group: dict[str, str] = msgspec.field(default_factory=dict)
    quantity: QuantityText
    events: Count


class MeterValues(Answer, kw_only=True):
    """What a meter shows for a period."""

    object: Literal["meter_values"] = "meter_values"
    meter: MeterId
    period: Period
    values: list[MeterValue] = msgspec.field(default_factory=list)


class UsageEvent(Answer, kw_only=True):
    """One thing that was used, as it was told."""

    id: UsageId
    object: Literal["usage_event"] = "usage_event"
    status: Literal["accepted", "billed", "replaced", "canceled"]
    app: AppId | None = None
    type: EventType
    customer: CustomerId
    customer_external_id: ExternalId | None = None
    time: Instant
    data: UsageData = msgspec.field(default_factory=dict)
    source: Label | None = None
    subscription: SubscriptionId | None = None
    received_at: Instant


class UsageEventRequest(Request, kw_only=True):
    """One event: `customer`, `customer_external_id`, or a CloudEvent's `subject` says whose it is."""

    id: UsageId
    type: EventType
    customer: CustomerId | None = None
    customer_external_id: ExternalId | None = None
    subject: ExternalId | None = None
    time: Instant
    data: UsageData | None = None
    source: Label | None = None
    subscription: SubscriptionId | None = None
    specversion: Literal["1.0"] | None = None
    datacontenttype: Label | None = None
    dataschema: Label | None = None


class UsageCreate(Request, kw_only=True):
    """One event with its fields on top, or up to 10,000 in `events`."""

    events: Annotated[list[UsageEventRequest], Meta(min_length=1, max_length=10_000)] | None = None
    id: UsageId | None = None
    type: EventType | None = None
    customer: CustomerId | None = None
    customer_external_id: ExternalId | None = None
    subject: ExternalId | None = None
    time: Instant | None = None
    data: UsageData | None = None
    source: Label | None = None
    subscription: SubscriptionId | None = None
    specversion: Literal["1.0"] | None = None
    datacontenttype: Label | None = None
    dataschema: Label | None = None


class RejectedUsage(Answer, kw_only=True):
    """Which event was refused, and why."""

    index: Count
    id: str | None = None
    code: str
    detail: str | None = None
    field: str | None = None


class UsageReceipt(Answer, kw_only=True):
    """What became of the events; each is taken or refused on its own."""

    object: Literal["usage_receipt"] = "usage_receipt"
    accepted: Count
    duplicates: Count
    rejected: list[RejectedUsage] = msgspec.field(default_factory=list)


class UsageCorrection(Versioned, kw_only=True):
    """That an event was wrong: what takes its place, or that nothing does."""

    id: UsageCorrectionId
    object: Literal["usage_correction"] = "usage_correction"
    status: Literal["recorded"] = "recorded"
    event: UsageId
    action: Literal["replace", "cancel"]
    data: UsageData | None = None
    reason: Text
    effect: Literal["current_period", "correction_line"]
    job: JobId | None = None


class UsageCorrectionCreate(Create, kw_only=True):
    """A correction of an event; to replace it takes new `data`."""

    event: UsageId
    action: Literal["replace", "cancel"]
    data: UsageData | None = None
    reason: Text


class UsageAlert(Versioned, kw_only=True):
    """Tells when a customer's usage, or what it costs, reaches a threshold."""

    id: UsageAlertId
    object: Literal["usage_alert"] = "usage_alert"
    status: Literal["armed", "triggered", "recovered"]
    customer: CustomerId | None = None
    plan: PlanId | None = None
    meter: MeterId | None = None
    spend: bool = False
    currency: Currency | None = None
    threshold: QuantityText
    recurring: bool = False


class UsageAlertCreate(Create, kw_only=True):
    """A new alert: on a meter's quantity, or with `spend` on an amount of `currency`."""

    customer: CustomerId | None = None
    plan: PlanId | None = None
    meter: MeterId | None = None
    spend: bool = False
    currency: Currency | None = None
    threshold: QuantityText
    recurring: bool = False


OPERATIONS: tuple[Operation, ...] = (
    *standard(
        Meter, plural="meters", path="/v1/meters", actions="create retrieve list update", create=MeterCreate,
        update=MeterUpdate, errors=("rule_conflict",),
    ),
    verb("meters.archive", "/v1/meters/{id}/archive", Meter, "Count with a meter no more."),
    question(
        "meters.values", "/v1/meters/{id}/values", MeterValues, "Read what a meter shows for a period.",
        query=MeterValuesQuery,
    ),
    verb(
        "usage.create", "/v1/usage", UsageReceipt, "Tell what was used: one event, or many.", request=UsageCreate,
        bulk=True, errors=("usage_id_reused",),
    ),
    Operation(
        name="usage.list", method="GET", path="/v1/usage", summary="List usage events.", response=Page[UsageEvent],
        listing=True,
        filters=(*filters_of(UsageEvent), Filter("id", "text"), Filter("type", "text"), Filter("time", "instant")),
    ),
    *standard(
        UsageCorrection, plural="usage_corrections", path="/v1/usage/corrections", actions="create retrieve list",
        create=UsageCorrectionCreate, errors=("rule_conflict",),
        filters=(*filters_of(UsageCorrection), Filter("event", "text")),
    ),
    verb(
        "usage_corrections.rerate", "/v1/usage/corrections/{id}/rerate", UsageCorrection,
        "Rate again what the correction touches.", starts_job=True,
    ),
    *standard(
        UsageAlert, plural="usage_alerts", path="/v1/usage_alerts", actions="create retrieve list delete",
        create=UsageAlertCreate, errors=("rule_conflict",),
    ),
)  # fmt: skip

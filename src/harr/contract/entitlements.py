"""What a customer may use: features, what grants them, and how much is left."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from harr.contract.operations import Operation, standard, verb
from harr.contract.words import (
    Answer,
    Code,
    Create,
    CustomerId,
    EntitlementId,
    FeatureId,
    Instant,
    Label,
    MeterId,
    Name,
    QuantityText,
    Request,
    Update,
    Versioned,
)

Reset = Literal["period", "never"]


class Feature(Versioned, kw_only=True):
    """Something that a customer can have: a switch, a value, or a metered allowance."""

    id: FeatureId
    object: Literal["feature"] = "feature"
    status: Literal["active", "archived"]
    code: Code
    name: Name
    type: Literal["switch", "value", "metered"]
    meter: MeterId | None = None


class FeatureCreate(Create, kw_only=True):
    """A new feature; a metered one names its meter."""

    code: Code
    name: Name
    type: Literal["switch", "value", "metered"]
    meter: MeterId | None = None


class FeatureUpdate(Update, kw_only=True):
    """Gives a feature another name."""

    name: Name | UnsetType = UNSET


class Entitlement(Versioned, kw_only=True):
    """That a customer has a feature, from a plan, an override or a grant, and how much of it is left."""

    id: EntitlementId
    object: Literal["entitlement"] = "entitlement"
    status: Literal["active", "revoked"]
    customer: CustomerId
    feature: FeatureId
    value: Label | None = None
    limit: QuantityText | None = None
    soft: bool = False
    reset: Reset | None = None
    source: Literal["plan", "override", "grant"]
    used: QuantityText | None = None
    left: QuantityText | None = None
    resets_at: Instant | None = None


class EntitlementCreate(Create, kw_only=True):
    """Gives a customer a feature beside what the plans give."""

    customer: CustomerId
    feature: FeatureId
    value: Label | None = None
    limit: QuantityText | None = None
    soft: bool = False
    reset: Reset | None = None


class EntitlementOverrideRequest(Request, kw_only=True):
    """What holds for this customer instead of what the plan says."""

    value: Label | None = None
    limit: QuantityText | None = None
    soft: bool | None = None
    reset: Reset | None = None


class EntitlementCheckRequest(Request, kw_only=True):
    """Whose features to ask for; features by id or code."""

    customers: Annotated[list[CustomerId], Meta(min_length=1, max_length=100)]
    features: Annotated[list[Code], Meta(min_length=1, max_length=100)]


class EntitlementAnswer(Answer, kw_only=True):
    """Whether a customer may use a feature, how much is left, and why."""

    customer: CustomerId
    feature: Code
    allowed: bool
    left: QuantityText | None = None
    why: Literal["granted", "over_limit_soft", "limit_reached", "not_granted", "revoked"]


class EntitlementCheck(Answer, kw_only=True):
    """One answer for each customer and feature that was asked for."""

    results: list[EntitlementAnswer] = msgspec.field(default_factory=list)


OPERATIONS: tuple[Operation, ...] = (
    *standard(
        Feature, plural="features", path="/v1/features", actions="create retrieve list update",
        create=FeatureCreate, update=FeatureUpdate,
    ),
    *standard(
        Entitlement, plural="entitlements", path="/v1/entitlements", actions="create retrieve list",
        create=EntitlementCreate, errors=("rule_conflict",),
    ),
    verb(
        "entitlements.override", "/v1/entitlements/{id}/override", Entitlement,
        "Set what holds for this customer instead of the plan.", request=EntitlementOverrideRequest,
    ),
    verb("entitlements.revoke", "/v1/entitlements/{id}/revoke", Entitlement, "Take a feature away."),
    verb(
        "entitlements.check", "/v1/entitlements/check", EntitlementCheck,
        "Ask whether customers may use features.", request=EntitlementCheckRequest, errors=(),
    ),
)  # fmt: skip

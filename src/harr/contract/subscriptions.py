"""What goes on: subscriptions with their items, phases and changes, commitments, quotes, price migrations."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from harr.contract.catalog import IntervalCount, IntervalName
from harr.contract.credits import WalletScope
from harr.contract.customers import UpcomingInvoice
from harr.contract.invoices import Collection, DiscountChoice, DocumentNumber
from harr.contract.operations import Filter, Operation, filters_of, question, standard, verb
from harr.contract.rules import AdjustmentDocument, ChangeDay, PeriodRule, ProrationUnit, SubscriptionRules
from harr.contract.shapes import Anchor, CurrencyAmount, PaymentTerms, Period, PeriodRequest, Tier
from harr.contract.words import (
    Amount,
    Answer,
    BillingGroupId,
    CommitmentId,
    Count,
    Country,
    Create,
    Currency,
    CustomerId,
    Days,
    Deleted,
    DiscountId,
    EntityId,
    Instant,
    InvoiceId,
    JobId,
    Label,
    PaymentMethodId,
    Percentage,
    PhaseId,
    PlanId,
    PriceId,
    PriceMigrationId,
    QuantityText,
    QuoteId,
    RateText,
    Request,
    SignedAmount,
    SubscriptionChangeId,
    SubscriptionId,
    SubscriptionItemId,
    TaxRateId,
    Text,
    Update,
    Versioned,
)

When = Annotated[
    str,
    Meta(
        pattern=r"^(now|period_end|[0-9]{4}-[0-9]{2}-[0-9]{2})$",
        max_length=10,
        examples=["period_end"],
        description="`now`, `period_end`, or a date.",
    ),
]
PlanOrCode = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,99}$",
        max_length=100,
        examples=["pro"],
        description="A plan's id, or its code: then the version that is active.",
    ),
]
Proration = Literal["invoice_now", "next_invoice", "none"]
MOST_ITEMS = 100


class PriceOverride(Request, kw_only=True):
    """What was agreed with this customer instead of the price's own numbers."""

    unit_amount: RateText | None = None
    tiers: Annotated[list[Tier], Meta(max_length=100)] | None = None
    package_amount: RateText | None = None
    minimum_amount: Amount | None = None
    maximum_amount: Amount | None = None
    discount_percentage: Percentage | None = None


class SubscriptionItem(Versioned, kw_only=True):
    """One price of a subscription, how many of it, and until when it is billed."""

    id: SubscriptionItemId
    object: Literal["subscription_item"] = "subscription_item"
    status: Literal["active", "ended"]
    subscription: SubscriptionId
    price: PriceId
    quantity: QuantityText | None = None
    tax_rates: list[TaxRateId] = msgspec.field(default_factory=list)
    period: Period | None = None
    billed_until: date | None = None
    override: PriceOverride | None = None


class SubscriptionItemUpdate(Update, kw_only=True):
    """What of an item may change by itself; quantity and price change by `subscriptions.change`."""

    tax_rates: list[TaxRateId] | UnsetType = UNSET


class SubscriptionItemRequest(Request, kw_only=True):
    """A price to subscribe to, and how many of it."""

    price: PriceId
    quantity: QuantityText | None = None
    tax_rates: list[TaxRateId] | None = None
    override: PriceOverride | None = None


class Term(Answer, kw_only=True):
    """For how long the customer is bound, and what happens then."""

    interval: IntervalName
    interval_count: IntervalCount = 1
    auto_renew: bool = True
    notice_days: Days | None = None
    ends_on: date | None = None


class TermRequest(Request, kw_only=True):
    """For how long the customer binds themselves."""

    interval: IntervalName
    interval_count: IntervalCount = 1
    auto_renew: bool = True
    notice_days: Days | None = None


class TermUpdate(Request, kw_only=True):
    """What of a term may change."""

    auto_renew: bool


class Pause(Answer, kw_only=True):
    """From when and until when a subscription rests, and whether it is billed meanwhile."""

    from_: Instant = msgspec.field(name="from")
    resumes_at: Instant | None = None
    bill: bool = False


class Subscription(Versioned, kw_only=True):
    """What a customer buys again and again, and when the next invoice comes."""

    id: SubscriptionId
    object: Literal["subscription"] = "subscription"
    status: Literal[
        "scheduled",
        "trialing",
        "active",
        "incomplete",
        "incomplete_expired",
        "past_due",
        "unpaid",
        "paused",
        "canceled",
    ]
    customer: CustomerId
    plan: PlanId | None = None
    items: list[SubscriptionItem] = msgspec.field(default_factory=list)
    currency: Currency
    start_at: Instant
    billing_anchor: Anchor
    alignment: Literal["calendar", "anniversary"] = "anniversary"
    current_period: Period | None = None
    trial_end: Instant | None = None
    collection: Collection
    payment_terms: PaymentTerms | None = None
    payment_method: PaymentMethodId | None = None
    entity: EntityId
    billing_group: BillingGroupId | None = None
    discounts: list[DiscountId] = msgspec.field(default_factory=list)
    purchase_order: Label | None = None
    term: Term | None = None
    cancel_at: Instant | None = None
    cancel_reason: Text | None = None
    canceled_at: Instant | None = None
    ended_at: Instant | None = None
    pause: Pause | None = None
    pending_change: SubscriptionChangeId | None = None
    rules: SubscriptionRules | None = None
    proration_unit: ProrationUnit = "day"
    first_invoice: Literal["now", "next"] = "now"
    latest_invoice: InvoiceId | None = None
    next_invoice_at: Instant | None = None


class SubscriptionCreate(Create, kw_only=True):
    """What to subscribe to: a plan, or items."""

    customer: CustomerId
    plan: PlanOrCode | None = None
    items: Annotated[list[SubscriptionItemRequest], Meta(min_length=1, max_length=MOST_ITEMS)] | None = None
    currency: Currency | None = None
    start_at: Instant | None = None
    billing_anchor: Anchor | None = None
    alignment: Literal["calendar", "anniversary"] | None = None
    trial_end: Instant | None = None
    collection: Collection | None = None
    payment_terms: PaymentTerms | None = None
    payment_method: PaymentMethodId | None = None
    entity: EntityId | None = None
    billing_group: BillingGroupId | None = None
    discounts: Annotated[list[DiscountChoice], Meta(max_length=20)] | None = None
    purchase_order: Label | None = None
    term: TermRequest | None = None
    rules: SubscriptionRules | None = None
    proration_unit: ProrationUnit | None = None
    first_invoice: Literal["now", "next"] | None = None


class SubscriptionUpdate(Update, kw_only=True):
    """What of a subscription may change by itself; what it costs changes by `subscriptions.change`."""

    trial_end: Instant | UnsetType = UNSET
    collection: Collection | UnsetType = UNSET
    payment_terms: PaymentTerms | UnsetType | None = UNSET
    payment_method: PaymentMethodId | UnsetType | None = UNSET
    entity: EntityId | UnsetType = UNSET
    billing_group: BillingGroupId | UnsetType | None = UNSET
    discounts: Annotated[list[DiscountChoice], Meta(max_length=20)] | UnsetType = UNSET
    purchase_order: Label | UnsetType | None = UNSET
    term: TermUpdate | UnsetType = UNSET


class ItemChange(Request, kw_only=True):
    """An item to change or to remove, or without `item` a price to add."""

    item: SubscriptionItemId | None = None
    price: PriceId | None = None
    quantity: QuantityText | None = None
    remove: bool = False


class SubscriptionChangeRequest(Request, kw_only=True):
    """What becomes of the items or the plan, when, and what happens to the period that was paid for."""

    items: Annotated[list[ItemChange], Meta(min_length=1, max_length=MOST_ITEMS)] | None = None
    plan: PlanOrCode | None = None
    when: When = "now"
    proration_unit: ProrationUnit | None = None
    proration: Proration = "invoice_now"
    adjustment_document: AdjustmentDocument | None = None
    change_day: ChangeDay | None = None
    period: PeriodRule = "keep"
    only_if_paid: bool = False


class SubscriptionCancelRequest(Request, kw_only=True):
    """When to end it, and whether unused time is credited."""

    when: When = "period_end"
    credit: Literal["none", "unused"] = "none"
    reason: Text | None = None


class SubscriptionPauseRequest(Request, kw_only=True):
    """From when to rest, until when, and whether to bill meanwhile."""

    from_: When = msgspec.field(name="from", default="now")
    resumes_at: Instant | None = None
    bill: bool = False


class SubscriptionExtendTrialRequest(Request, kw_only=True):
    """When the trial shall end."""

    trial_end: Instant


class SubscriptionTransferRequest(Request, kw_only=True):
    """Who takes the subscription over."""

    customer: CustomerId


class ScheduleStep(Answer, kw_only=True):
    """One thing that will happen to a subscription if nobody does anything."""

    at: Instant
    kind: Literal["start", "trial_end", "renewal", "phase", "change", "pause", "resume", "cancel", "term_end"]
    period: Period | None = None
    phase: PhaseId | None = None
    change: SubscriptionChangeId | None = None


class SubscriptionSchedule(Answer, kw_only=True):
    """What lies ahead of a subscription, in order."""

    object: Literal["subscription_schedule"] = "subscription_schedule"
    subscription: SubscriptionId
    steps: list[ScheduleStep] = msgspec.field(default_factory=list)


class PhaseItem(Answer, kw_only=True):
    """A price of a phase, and how many of it."""

    price: PriceId
    quantity: QuantityText | None = None
    tax_rates: list[TaxRateId] = msgspec.field(default_factory=list)
    override: PriceOverride | None = None


class Phase(Versioned, kw_only=True):
    """A stretch of a subscription with items of its own, planned ahead."""

    id: PhaseId
    object: Literal["phase"] = "phase"
    status: Literal["planned", "current", "past"]
    subscription: SubscriptionId
    starts_on: date
    ends_on: date | None = None
    items: list[PhaseItem] = msgspec.field(default_factory=list)
    discounts: list[DiscountChoice] = msgspec.field(default_factory=list)
    proration: Proration = "invoice_now"


class PhaseCreate(Create, kw_only=True):
    """A stretch to plan."""

    starts_on: date
    ends_on: date | None = None
    items: Annotated[list[SubscriptionItemRequest], Meta(min_length=1, max_length=MOST_ITEMS)]
    discounts: Annotated[list[DiscountChoice], Meta(max_length=20)] | None = None
    proration: Proration = "invoice_now"


class SubscriptionChange(Versioned, kw_only=True):
    """A change that was asked for: applied, waiting for its day, or waiting to be paid."""

    id: SubscriptionChangeId
    object: Literal["subscription_change"] = "subscription_change"
    status: Literal["scheduled", "awaiting_payment", "applied", "canceled", "expired"]
    subscription: SubscriptionId
    items: list[ItemChange] = msgspec.field(default_factory=list)
    plan: PlanId | None = None
    when: When
    proration_unit: ProrationUnit | None = None
    proration: Proration
    adjustment_document: AdjustmentDocument | None = None
    change_day: ChangeDay | None = None
    period: PeriodRule
    only_if_paid: bool = False
    effective_at: Instant | None = None
    invoice: InvoiceId | None = None


class Commitment(Versioned, kw_only=True):
    """An amount that a customer has promised to spend, or may spend at most, in a period."""

    id: CommitmentId
    object: Literal["commitment"] = "commitment"
    status: Literal["planned", "active", "fulfilled", "trued_up", "canceled"]
    customer: CustomerId
    subscription: SubscriptionId | None = None
    kind: Literal["prepaid", "postpaid", "minimum", "maximum"]
    amount: Amount
    currency: Currency
    period: Period
    scope: WalletScope | None = None
    overage_multiplier: RateText | None = None
    true_up: Literal["period_end", "term_end"] = "period_end"
    drawn_amount: Amount
    remaining_amount: Amount


class CommitmentCreate(Create, kw_only=True):
    """A promise to keep account of."""

    customer: CustomerId
    subscription: SubscriptionId | None = None
    kind: Literal["prepaid", "postpaid", "minimum", "maximum"]
    amount: Amount
    currency: Currency
    period: PeriodRequest
    scope: WalletScope | None = None
    overage_multiplier: RateText | None = None
    true_up: Literal["period_end", "term_end"] = "period_end"


class QuotePhase(Request, kw_only=True):
    """A stretch of what is offered."""

    starts_on: date
    ends_on: date | None = None
    items: Annotated[list[SubscriptionItemRequest], Meta(min_length=1, max_length=MOST_ITEMS)]
    discounts: Annotated[list[DiscountChoice], Meta(max_length=20)] | None = None


class Quote(Versioned, kw_only=True):
    """An offer; once accepted it is a subscription."""

    id: QuoteId
    object: Literal["quote"] = "quote"
    status: Literal["draft", "open", "accepted", "declined", "expired", "canceled"]
    customer: CustomerId
    items: list[SubscriptionItemRequest] = msgspec.field(default_factory=list)
    phases: list[QuotePhase] = msgspec.field(default_factory=list)
    discounts: list[DiscountChoice] = msgspec.field(default_factory=list)
    term: TermRequest | None = None
    expires_on: date | None = None
    currency: Currency
    total: SignedAmount
    number: DocumentNumber | None = None
    subscription: SubscriptionId | None = None


class QuoteCreate(Create, kw_only=True):
    """What to offer."""

    customer: CustomerId
    items: Annotated[list[SubscriptionItemRequest], Meta(min_length=1, max_length=MOST_ITEMS)]
    phases: Annotated[list[QuotePhase], Meta(max_length=20)] | None = None
    discounts: Annotated[list[DiscountChoice], Meta(max_length=20)] | None = None
    term: TermRequest | None = None
    expires_on: date | None = None
    currency: Currency | None = None


class QuoteUpdate(Update, kw_only=True):
    """Until when an offer stands."""

    expires_on: date | UnsetType | None = UNSET


class MigrationFilter(Request, kw_only=True):
    """Which subscriptions a migration touches; what is empty is not restricted."""

    customers: list[CustomerId] = msgspec.field(default_factory=list)
    plans: list[PlanId] = msgspec.field(default_factory=list)
    countries: list[Country] = msgspec.field(default_factory=list)
    created_before: date | None = None


class MigrationPreview(Answer, kw_only=True):
    """How many subscriptions a migration touches, and what a period of them costs before and after."""

    subscriptions: Count
    excluded: Count = 0
    before: list[CurrencyAmount] = msgspec.field(default_factory=list)
    after: list[CurrencyAmount] = msgspec.field(default_factory=list)


class PriceMigration(Versioned, kw_only=True):
    """Moves subscriptions from one price to another, after telling those who pay."""

    id: PriceMigrationId
    object: Literal["price_migration"] = "price_migration"
    status: Literal["draft", "announced", "running", "done", "canceled"]
    from_: PriceId = msgspec.field(name="from")
    to: PriceId
    filter: MigrationFilter = msgspec.field(default_factory=MigrationFilter)
    when: When
    notice_days: Days
    exclude: list[SubscriptionId] = msgspec.field(default_factory=list)
    preview: MigrationPreview | None = None
    job: JobId | None = None


class PriceMigrationCreate(Create, kw_only=True):
    """What to move, when, and how many days before it is announced."""

    from_: PriceId = msgspec.field(name="from")
    to: PriceId
    filter: MigrationFilter | None = None
    when: When
    notice_days: Days
    exclude: Annotated[list[SubscriptionId], Meta(max_length=10_000)] | None = None


TO_BILL = (
    "state_conflict",
    "currency_mismatch",
    "tax_unresolved",
    "customer_incomplete",
    "coupon_not_applicable",
    "mandate_missing",
    "period_closed",
    "rule_conflict",
)
PHASES = "/v1/subscriptions/{id}/phases"
SUBSCRIPTION = "/v1/subscriptions/{id}"

OPERATIONS: tuple[Operation, ...] = (
    *standard(
        Subscription, plural="subscriptions", path="/v1/subscriptions", actions="create retrieve list update",
        create=SubscriptionCreate, update=SubscriptionUpdate, keyed=True, errors=TO_BILL,
        drains=("payments.collect", "subscriptions.activate"),
    ),
    verb(
        "subscriptions.change", f"{SUBSCRIPTION}/change", Subscription, "Change the items or the plan.",
        request=SubscriptionChangeRequest, money=True, errors=TO_BILL,
    ),
    verb(
        "subscriptions.cancel", f"{SUBSCRIPTION}/cancel", Subscription, "End a subscription, now or later.",
        request=SubscriptionCancelRequest, money=True, errors=("state_conflict", "rule_conflict", "period_closed"),
    ),
    verb("subscriptions.uncancel", f"{SUBSCRIPTION}/uncancel", Subscription, "Take back a cancellation ahead."),
    verb(
        "subscriptions.pause", f"{SUBSCRIPTION}/pause", Subscription, "Let a subscription rest.",
        request=SubscriptionPauseRequest,
    ),
    verb("subscriptions.resume", f"{SUBSCRIPTION}/resume", Subscription, "Go on with a subscription that rests."),
    verb(
        "subscriptions.extend_trial", f"{SUBSCRIPTION}/extend_trial", Subscription, "Let the trial end later.",
        request=SubscriptionExtendTrialRequest,
    ),
    verb(
        "subscriptions.renew", f"{SUBSCRIPTION}/renew", Subscription, "Renew what is due, or the term before it ends.",
        errors=TO_BILL,
    ),
    verb(
        "subscriptions.transfer", f"{SUBSCRIPTION}/transfer", Subscription,
        "Hand a subscription to another customer.", request=SubscriptionTransferRequest,
        errors=("state_conflict", "currency_mismatch", "rule_conflict"),
    ),
    question(
        "subscriptions.upcoming_invoice", f"{SUBSCRIPTION}/upcoming_invoice", UpcomingInvoice,
        "Read the next invoice as it would be.", errors=("tax_unresolved", "customer_incomplete"),
    ),
    question(
        "subscriptions.schedule", f"{SUBSCRIPTION}/schedule", SubscriptionSchedule,
        "Read what lies ahead of a subscription.",
    ),
    *standard(
        SubscriptionItem, plural="subscription_items", path="/v1/subscription_items",
        actions="retrieve list update", update=SubscriptionItemUpdate,
    ),
    *standard(
        Phase, plural="phases", path=PHASES, actions="create list", create=PhaseCreate,
        errors=("rule_conflict", "currency_mismatch"),
    ),
    question("phases.retrieve", f"{PHASES}/{{phase_id}}", Phase, "Read a phase."),
    Operation(
        name="phases.delete", method="DELETE", path=f"{PHASES}/{{phase_id}}", summary="Delete a planned phase.",
        response=Deleted,
    ),
    *standard(
        SubscriptionChange, plural="subscription_changes", path="/v1/subscription_changes", actions="retrieve list",
    ),
    verb(
        "subscription_changes.cancel", "/v1/subscription_changes/{id}/cancel", SubscriptionChange,
        "Take back a change that is not yet applied.",
    ),
    *standard(
        Commitment, plural="commitments", path="/v1/commitments", actions="create retrieve list",
        create=CommitmentCreate, errors=("rule_conflict", "currency_mismatch"),
    ),
    *standard(
        Quote, plural="quotes", path="/v1/quotes", actions="create retrieve list update", create=QuoteCreate,
        update=QuoteUpdate, errors=("currency_mismatch", "coupon_not_applicable", "rule_conflict"),
    ),
    verb(
        "quotes.finalize", "/v1/quotes/{id}/finalize", Quote, "Give an offer its number and make it open.",
        errors=("state_conflict", "tax_unresolved", "customer_incomplete"),
    ),
    verb("quotes.accept", "/v1/quotes/{id}/accept", Quote, "Make an offer a subscription.", errors=TO_BILL),
    verb("quotes.decline", "/v1/quotes/{id}/decline", Quote, "Decline an offer."),
    verb("quotes.cancel", "/v1/quotes/{id}/cancel", Quote, "Take an offer back."),
    verb("quotes.revise", "/v1/quotes/{id}/revise", Quote, "Make an offer a draft again, for a better one."),
    *standard(
        PriceMigration, plural="price_migrations", path="/v1/price_migrations", actions="create retrieve list",
        create=PriceMigrationCreate, errors=("rule_conflict", "currency_mismatch"),
        filters=(
            *(one for one in filters_of(PriceMigration) if one.name != "from_"),
            Filter("from", "reference", prefix="prc"),
        ),
    ),
    verb(
        "price_migrations.announce", "/v1/price_migrations/{id}/announce", PriceMigration,
        "Tell the customers who are concerned.",
    ),
    verb(
        "price_migrations.run", "/v1/price_migrations/{id}/run", PriceMigration, "Move the subscriptions.",
        starts_job=True,
    ),
    verb("price_migrations.cancel", "/v1/price_migrations/{id}/cancel", PriceMigration, "Call a migration off."),
)  # fmt: skip

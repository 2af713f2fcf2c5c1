"""The words that many resources share: how ids, amounts, rates, dates and names look on the wire.

Each is a plain JSON string with an ASCII pattern. `x-harr-kind` marks the kinds
that the gateway looks after: money sent as a number is refused by name, and the
governed kinds (currency, country, payment_method_type, price_model, amount) are
checked against the profile of the calling app. `x-harr-reference` names the
resource that an id belongs to; every reference is a filter of its list.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from harr.kernel import ids

GOVERNED = ("currency", "country", "payment_method_type", "price_model", "amount")


def reference(prefix: str, noun: str) -> Any:
    """The type of an id. A pattern is paired with a length, because `$` lets a newline by."""
    return Annotated[
        str,
        Meta(
            pattern=f"^{prefix}_{ids.PATTERN}$",
            max_length=len(prefix) + 1 + ids.LENGTH,
            examples=[ids.id_text(prefix, 0x01_8000_0000_0000_01)],
            extra_json_schema={"x-harr-reference": noun},
        ),
    ]


def _kind(name: str, pattern: str, length: int, example: str, description: str) -> Meta:
    return Meta(
        pattern=pattern,
        max_length=length,
        examples=[example],
        description=description,
        extra_json_schema={"x-harr-kind": name},
    )


Amount = Annotated[
    str,
    _kind(
        "amount",
        r"^(0|[1-9][0-9]{0,15})(\.[0-9]{1,9})?$",
        26,
        "12.30",
        "Money in main units with exactly the digits of its currency; a string, never a number.",
    ),
]
SignedAmount = Annotated[
    str,
    _kind(
        "amount",
        r"^-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,9})?$",
        27,
        "-12.30",
        "Money in main units with exactly the digits of its currency; may be below zero.",
    ),
]
RateText = Annotated[
    str,
    _kind("rate", r"^-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,15})?$", 33, "0.0042", "A price of a unit, at most 15 decimals."),
]
ExactText = Annotated[
    str,
    Meta(
        max_length=1000,
        examples=["42.3696"],
        description="A number that nothing was rounded of: a decimal, or a fraction (1/3) where no decimal says it.",
    ),
]
QuantityText = Annotated[
    str, _kind("quantity", r"^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?$", 29, "3", "A quantity, at most 9 decimals.")
]
Percentage = Annotated[
    str, _kind("percentage", r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,9})?$", 13, "21", "Percent: 21 is 21 %.")
]
Currency = Annotated[
    str,
    _kind(
        "currency",
        r"^([A-Z]{3}|X-[A-Z][A-Z0-9_]{0,19}/[0-9])$",
        24,
        "EUR",
        "ISO 4217, or a unit of one's own with its scale (X-CREDIT/6).",
    ),
]
Country = Annotated[str, _kind("country", r"^[A-Z]{2}$", 2, "NL", "ISO 3166-1 alpha-2.")]
PaymentMethodType = Annotated[
    Literal["card", "sepa_debit", "ach_debit", "bacs_debit", "bank_transfer", "paypal", "cash", "other"],
    Meta(extra_json_schema={"x-harr-kind": "payment_method_type"}),
]
PriceModel = Annotated[
    Literal[
        "flat",
        "per_unit",
        "graduated",
        "volume",
        "stairstep",
        "package",
        "percentage",
        "graduated_percentage",
        "matrix",
        "dynamic",
        "custom_amount",
    ],
    Meta(extra_json_schema={"x-harr-kind": "price_model"}),
]
TaxCategory = Annotated[
    Literal["S", "Z", "E", "AE", "K", "G", "O", "L", "M"], Meta(description="EN 16931 (UNTDID 5305).")
]
TaxBehavior = Literal["exclusive", "inclusive"]
Side = Literal["debit", "credit"]

Secret = Annotated[
    str,
    Meta(
        description="Shown once: a repeated request (`Idempotency-Replayed: true`) has null here.",
        extra_json_schema={"x-harr-kind": "secret"},
    ),
]
Instant = Annotated[datetime, Meta(tz=True, description="RFC 3339, UTC.")]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Label = Annotated[str, Meta(max_length=500)]
Text = Annotated[str, Meta(max_length=5000)]
Code = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,99}$", max_length=100, examples=["pro"], description="A code.")
]
ExternalId = Annotated[str, Meta(min_length=1, max_length=200, description="The caller's own id.")]
Url = Annotated[str, Meta(pattern=r"^https?://[!-~]{1,2000}$", max_length=2010, examples=["https://example.com/hook"])]
Email = Annotated[
    str, Meta(pattern=r"^[!-?A-~]{1,64}@[!-?A-~]{1,250}$", max_length=320, examples=["billing@example.com"])
]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$", max_length=6, examples=["en"])]
TimeZone = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9_+-]{1,40}(/[A-Za-z0-9_+-]{1,40}){0,2}$",
        max_length=122,
        examples=["Europe/Amsterdam"],
        description="An IANA time zone, never an offset.",
    ),
]
PropertyName = Annotated[str, Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_.]{0,99}$", max_length=100, examples=["region"])]
Days = Annotated[int, Meta(ge=0, le=3660)]
Count = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Metadata = Annotated[
    dict[Annotated[str, Meta(max_length=40)], Annotated[str, Meta(max_length=500)]],
    Meta(max_length=50, description="Up to 50 pairs of the caller's own; never read by a rule."),
]
Json = dict[str, Any]

TenantId = reference("ten", "tenant")
EntityId = reference("ent", "entity")
AppId: Any = reference("app", "app")
ProfileId = reference("prf", "profile")
KeyId = reference("key", "key")
MemberId = reference("mem", "member")
SandboxId = reference("sbx", "sandbox")
AgendaItemId = reference("agd", "agenda_item")
JobId = reference("job", "job")
ApprovalId = reference("apr", "approval")
AuditRecordId = reference("aud", "audit_record")
AccountId = reference("acc", "account")
AccountMappingId = reference("map", "account_mapping")
TransactionId = reference("txn", "transaction")
EntryId = reference("ety", "entry")
HoldId = reference("hld", "hold")
LedgerPeriodId = reference("per", "ledger_period")
ExchangeRateId = reference("fxr", "exchange_rate")
CustomerId = reference("cus", "customer")
TaxIdId = reference("tid", "tax_id")
BillingGroupId = reference("bgr", "billing_group")
BalanceAdjustmentId = reference("bal", "balance_adjustment")
ProductId = reference("prd", "product")
PriceId = reference("prc", "price")
PlanId = reference("pln", "plan")
UnitId = reference("unt", "unit")
MeterId = reference("mtr", "meter")
UsageCorrectionId = reference("ucr", "usage_correction")
UsageAlertId = reference("ual", "usage_alert")
TaxRateId = reference("txr", "tax_rate")
TaxRegistrationId = reference("trg", "tax_registration")
TaxExemptionId = reference("tex", "tax_exemption")
WalletId = reference("wal", "wallet")
GrantId = reference("grt", "grant")
WalletTransactionId = reference("wtx", "wallet_transaction")
WalletHoldId = reference("whd", "wallet_hold")
TopUpRuleId = reference("tur", "top_up_rule")
CouponId = reference("cpn", "coupon")
PromotionCodeId = reference("pmc", "promotion_code")
DiscountId = reference("dsc", "discount")
SubscriptionId = reference("sub", "subscription")
SubscriptionItemId = reference("sit", "subscription_item")
PhaseId = reference("phs", "phase")
SubscriptionChangeId = reference("sch", "subscription_change")
CommitmentId = reference("com", "commitment")
QuoteId = reference("quo", "quote")
PriceMigrationId = reference("pmg", "price_migration")
FeatureId = reference("fea", "feature")
EntitlementId = reference("etl", "entitlement")
InvoiceId = reference("inv", "invoice")
InvoiceLineId = reference("lin", "invoice_line")
InvoiceItemId = reference("itm", "invoice_item")
CreditNoteId = reference("crn", "credit_note")
SeriesId = reference("ser", "series")
DocumentId = reference("doc", "document")
PaymentId = reference("pay", "payment")
AttemptId = reference("att", "attempt")
PaymentMethodId = reference("pm", "payment_method")
SetupIntentId = reference("set", "setup_intent")
RefundId = reference("ref", "refund")
DisputeId = reference("dsp", "dispute")
PayoutId = reference("pot", "payout")
BankStatementId = reference("bst", "bank_statement")
ProviderAccountId = reference("pva", "provider_account")
InboundEventId = reference("inb", "inbound_event")
CheckoutSessionId = reference("chk", "checkout_session")
PaymentLinkId = reference("lnk", "payment_link")
PortalSessionId = reference("pts", "portal_session")
DunningCampaignId = reference("dnc", "dunning_campaign")
DunningCaseId = reference("dnk", "dunning_case")
EmailId = reference("eml", "email")
EmailTemplateId = reference("emt", "email_template")
RecognitionScheduleId = reference("rec", "recognition_schedule")
ExportId = reference("exp", "export")
ImportId = reference("imp", "import")
EventId = reference("evt", "event")
WebhookEndpointId = reference("whe", "webhook_endpoint")
DeliveryId = reference("dlv", "delivery")


class Request(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a caller sends. A field that the contract does not name is refused."""


class Answer(msgspec.Struct, kw_only=True):
    """What a caller gets. Every field is there; what is not known is null."""


class Resource(Answer, kw_only=True):
    """What every resource carries (API.md §1)."""

    id: str
    object: str
    external_id: ExternalId | None = None
    metadata: Metadata = msgspec.field(default_factory=dict)
    app: AppId | None = None
    created_at: Instant


class Versioned(Resource, kw_only=True):
    """A resource that can change: its version counts up, and is its ETag."""

    version: int = 1
    updated_at: Instant | None = None


class Create(Request, kw_only=True):
    """What every create takes."""

    external_id: ExternalId | None = None
    metadata: Metadata = msgspec.field(default_factory=dict)


class Update(Request, kw_only=True):
    """What every PATCH takes: fields that are absent stay; `metadata` is replaced whole."""

    metadata: Metadata | msgspec.UnsetType = msgspec.UNSET


class NoBody(Request, kw_only=True):
    """A verb that takes nothing: an empty body or `{}`."""


class Deleted(Answer, kw_only=True):
    """The thing is gone."""

    id: str
    object: str
    deleted: bool = True

"""Payments and what surrounds them: attempts, methods, refunds, disputes, payouts, bank statements, pages to pay on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from harr.contract.operations import Filter, Operation, Page, filters_of, standard, verb
from harr.contract.shapes import Address, Failure
from harr.contract.words import (
    Amount,
    Answer,
    AttemptId,
    BankStatementId,
    CheckoutSessionId,
    Count,
    Country,
    Create,
    CreditNoteId,
    Currency,
    CustomerId,
    DisputeId,
    Email,
    EntityId,
    InboundEventId,
    Instant,
    InvoiceId,
    Json,
    Label,
    Name,
    PaymentId,
    PaymentLinkId,
    PaymentMethodId,
    PaymentMethodType,
    PayoutId,
    PortalSessionId,
    PriceId,
    ProviderAccountId,
    QuantityText,
    RefundId,
    Request,
    Resource,
    Secret,
    SetupIntentId,
    SignedAmount,
    Text,
    Update,
    Url,
    Versioned,
)
from harr.kernel import ids

Provider = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9_]{0,39}$",
        max_length=40,
        examples=["simulated"],
        description="Who carries the money; `terminal` and `manual` are Harr's own.",
    ),
]
LastFour = Annotated[str, Meta(pattern=r"^[0-9A-Z]{2,4}$", max_length=4, examples=["4242"])]
StatementDescriptor = Annotated[str, Meta(min_length=1, max_length=22)]
Reference = Annotated[str, Meta(min_length=1, max_length=140, description="What stands on the bank statement.")]
StatementFormat = Literal["camt.053", "mt940", "csv"]


class Allocation(Answer, kw_only=True):
    """The part of a payment that pays one invoice."""

    invoice: InvoiceId
    amount: Amount


class AllocationRequest(Request, kw_only=True):
    """Which invoice to pay, and with how much."""

    invoice: InvoiceId
    amount: Amount


class NextAction(Answer, kw_only=True):
    """What the customer has to do before it can go on; the kinds are open."""

    kind: str
    url: Url | None = None
    details: Json = msgspec.field(default_factory=dict)


class Attempt(Versioned, kw_only=True):
    """One try to move the money at one provider. A timeout is `unknown`, never `failed`."""

    id: AttemptId
    object: Literal["attempt"] = "attempt"
    status: Literal[
        "created",
        "sent",
        "unknown",
        "requires_action",
        "authorized",
        "succeeded",
        "failed",
        "canceled",
        "returned",
    ]
    payment: PaymentId
    provider: Provider
    provider_reference: Label | None = None
    amount: Amount
    currency: Currency
    sent_at: Instant | None = None
    answered_at: Instant | None = None
    failure: Failure | None = None
    routed_because: Label | None = None


class Payment(Versioned, kw_only=True):
    """Money that comes in, by whatever way. A refusal of the bank is an answer: see `status` and `last_error`."""

    id: PaymentId
    object: Literal["payment"] = "payment"
    status: Literal[
        "requires_payment_method",
        "requires_confirmation",
        "requires_action",
        "processing",
        "requires_capture",
        "succeeded",
        "returned",
        "canceled",
    ]
    customer: CustomerId | None = None
    entity: EntityId
    invoice: InvoiceId | None = None
    allocations: list[Allocation] = msgspec.field(default_factory=list)
    amount: Amount
    currency: Currency
    payment_method: PaymentMethodId | None = None
    provider: Provider | None = None
    method_type: PaymentMethodType | None = None
    capture: Literal["automatic", "manual"] = "automatic"
    received_on: date | None = None
    reference: Reference | None = None
    description: Label | None = None
    amount_capturable: Amount
    amount_received: Amount
    amount_refunded: Amount
    amount_allocated: Amount
    amount_unallocated: Amount
    fee_amount: Amount | None = None
    last_error: Failure | None = None
    next_action: NextAction | None = None
    statement_descriptor: StatementDescriptor | None = None
    attempts: list[AttemptId] = msgspec.field(default_factory=list)


class PaymentCreate(Create, kw_only=True):
    """Collect by a payment method; or record what arrived by itself: `method_type` with `received_on`.

    Without `invoice` and `allocations` the money stays unallocated. A card taken on a
    terminal is `method_type: card` with `provider: terminal`.
    """

    amount: Amount
    currency: Currency
    customer: CustomerId | None = None
    entity: EntityId | None = None
    invoice: InvoiceId | None = None
    allocations: Annotated[list[AllocationRequest], Meta(max_length=300)] = msgspec.field(default_factory=list)
    payment_method: PaymentMethodId | None = None
    provider: Provider | None = None
    method_type: PaymentMethodType | None = None
    capture: Literal["automatic", "manual"] = "automatic"
    received_on: date | None = None
    reference: Reference | None = None
    description: Label | None = None
    statement_descriptor: StatementDescriptor | None = None
    fee_amount: Amount | None = None


class PaymentConfirmRequest(Request, kw_only=True):
    """Go on with this method, or with the one that the payment has."""

    payment_method: PaymentMethodId | None = None
    return_url: Url | None = None


class PaymentCaptureRequest(Request, kw_only=True):
    """Take what was authorized: an amount or all of it; `final` lets the rest go."""

    amount: Amount | None = None
    final: bool = True


class PaymentAllocateRequest(Request, kw_only=True):
    """Let what is unallocated pay an invoice."""

    invoice: InvoiceId
    amount: Amount | None = None


class PaymentUnallocateRequest(Request, kw_only=True):
    """Take an allocation back: the invoice is due again."""

    invoice: InvoiceId
    amount: Amount | None = None


class PaymentRefundRequest(Request, kw_only=True):
    """Give money back: an amount, or all that is left."""

    reason: Label
    amount: Amount | None = None
    credit_note: CreditNoteId | None = None
    method: Literal["original", "bank_transfer", "balance"] = "original"


class BillingDetails(Request, kw_only=True):
    """Whose card or account it is."""

    name: Name | None = None
    email: Email | None = None
    phone: Label | None = None
    address: Address | None = None


class MethodCard(Answer, kw_only=True):
    """What may be shown of a card."""

    brand: str
    last4: LastFour
    expires_on: date | None = None


class MethodBank(Answer, kw_only=True):
    """What may be shown of a bank account."""

    last4: LastFour
    bank_name: Label | None = None
    country: Country | None = None


class Mandate(Answer, kw_only=True):
    """The customer's word that the account may be debited."""

    reference: Label
    status: Literal["pending", "active", "inactive"]
    signed_at: Instant | None = None
    url: Url | None = None
    scheme: str | None = None


class PaymentMethod(Versioned, kw_only=True):
    """A card, an account or another way to pay, kept at a provider under a token."""

    id: PaymentMethodId
    object: Literal["payment_method"] = "payment_method"
    status: Literal["pending", "active", "expiring", "expired", "detached"]
    customer: CustomerId
    type: PaymentMethodType
    provider: Provider
    token: Label | None = None
    billing_details: BillingDetails | None = None
    card: MethodCard | None = None
    bank: MethodBank | None = None
    mandate: Mandate | None = None
    default: bool = False
    fingerprint: str | None = None
    last_error: Failure | None = None


class PaymentMethodCreate(Create, kw_only=True):
    """Attach what a provider has stored. Numbers of cards and accounts never come here."""

    customer: CustomerId
    type: PaymentMethodType
    token: Annotated[str, Meta(min_length=1, max_length=500)]
    provider: Provider | None = None
    billing_details: BillingDetails | None = None


class PaymentMethodReplaceRequest(Request, kw_only=True):
    """The token that takes the place of the old one; whatever uses the method goes on with it."""

    token: Annotated[str, Meta(min_length=1, max_length=500)]
    provider: Provider | None = None
    billing_details: BillingDetails | None = None


class SetupIntent(Versioned, kw_only=True):
    """Setting up a payment method without paying yet: asks for a mandate or a second factor where needed."""

    id: SetupIntentId
    object: Literal["setup_intent"] = "setup_intent"
    status: Literal["requires_payment_method", "requires_action", "processing", "succeeded", "canceled"]
    customer: CustomerId
    type: PaymentMethodType
    provider: Provider | None = None
    payment_method: PaymentMethodId | None = None
    return_url: Url | None = None
    last_error: Failure | None = None
    next_action: NextAction | None = None


class SetupIntentCreate(Create, kw_only=True):
    """Begin to set up a payment method."""

    customer: CustomerId
    type: PaymentMethodType
    provider: Provider | None = None
    return_url: Url | None = None


class SetupIntentConfirmRequest(Request, kw_only=True):
    """Go on with what the customer gave to the provider."""

    token: Annotated[str, Meta(min_length=1, max_length=500)]
    billing_details: BillingDetails | None = None


class Refund(Versioned, kw_only=True):
    """Money that goes back. Without a credit note the invoice is due again."""

    id: RefundId
    object: Literal["refund"] = "refund"
    status: Literal["pending", "requires_action", "succeeded", "failed", "canceled"]
    payment: PaymentId
    amount: Amount
    currency: Currency
    reason: Label
    credit_note: CreditNoteId | None = None
    method: Literal["original", "bank_transfer", "balance"] = "original"
    failure: Failure | None = None


class RefundCreate(Create, kw_only=True):
    """Give back a part of a payment, or all of it."""

    payment: PaymentId
    amount: Amount
    reason: Label
    credit_note: CreditNoteId | None = None
    method: Literal["original", "bank_transfer", "balance"] = "original"


class Dispute(Versioned, kw_only=True):
    """A customer's bank asks for a payment back."""

    id: DisputeId
    object: Literal["dispute"] = "dispute"
    status: Literal["warning", "needs_response", "under_review", "won", "lost", "prevented"]
    payment: PaymentId
    amount: Amount
    currency: Currency
    reason: Label
    network_reason: Label | None = None
    evidence: dict[str, Text] = msgspec.field(default_factory=dict)
    evidence_due_at: Instant | None = None
    fee_amount: Amount | None = None
    outcome_action: Literal["reopen", "credit_note", "expense"] | None = None
    credit_note: CreditNoteId | None = None


class DisputeUpdate(Update, kw_only=True):
    """Evidence, gathered until it is submitted. It is replaced whole."""

    evidence: Annotated[dict[Annotated[str, Meta(max_length=40)], Text], Meta(max_length=50)] | msgspec.UnsetType = (
        msgspec.UNSET
    )


class PayoutItem(Answer, kw_only=True):
    """What a payout is made of: one of payment, refund, dispute or fee; what was taken off is below zero."""

    payment: PaymentId | None = None
    refund: RefundId | None = None
    dispute: DisputeId | None = None
    fee: Label | None = None
    amount: SignedAmount


class BankLine(Answer, kw_only=True):
    """A line of a bank statement, by its place."""

    bank_statement: BankStatementId
    line: Count


class Payout(Versioned, kw_only=True):
    """What a provider hands over to the bank, and what it is made of."""

    id: PayoutId
    object: Literal["payout"] = "payout"
    status: Literal["pending", "in_transit", "paid", "failed", "reconciled"]
    provider: Provider
    amount: Amount
    currency: Currency
    arrives_on: date | None = None
    items: list[PayoutItem] = msgspec.field(default_factory=list)
    difference_amount: SignedAmount
    bank_line: BankLine | None = None


class PayoutReconcileRequest(Request, kw_only=True):
    """The line of a bank statement by which the payout arrived."""

    bank_statement: BankStatementId | None = None
    line: Count | None = None


class BankStatementLine(Answer, kw_only=True):
    """One movement on the bank account; `matched` is what it was found to be."""

    line: Count
    on: date
    amount: SignedAmount
    currency: Currency
    reference: Label | None = None
    counterparty: Label | None = None
    matched: str | None = None


class BankStatement(Versioned, kw_only=True):
    """What the bank says happened on an account."""

    id: BankStatementId
    object: Literal["bank_statement"] = "bank_statement"
    status: Literal["imported", "matched"]
    entity: EntityId | None = None
    account: Label
    format: StatementFormat
    lines: list[BankStatementLine] = msgspec.field(default_factory=list)


class BankStatementCreate(Create, kw_only=True):
    """A statement as the bank gave it. Its format is seen from the file where it is not named."""

    account: Annotated[str, Meta(min_length=1, max_length=500, description="The IBAN or number of the account.")]
    file: Annotated[str, Meta(min_length=1, max_length=1_000_000, description="The text of the file.")]
    format: StatementFormat | None = None


class BankStatementMatchRequest(Request, kw_only=True):
    """Say what a line is: a payment or payout that Harr knows, or the payment of an invoice."""

    line: Count
    payment: PaymentId | None = None
    invoice: InvoiceId | None = None


class ProviderAccount(Versioned, kw_only=True):
    """An account at a payment provider. Its events go to `webhook_path`, signed with a secret that is shown once."""

    id: ProviderAccountId
    object: Literal["provider_account"] = "provider_account"
    status: Literal["active", "degraded", "disabled"]
    provider: Provider
    name: Name
    settings: Json = msgspec.field(default_factory=dict)
    capabilities: list[str] = msgspec.field(default_factory=list)
    currencies: list[Currency] = msgspec.field(default_factory=list)
    entity: EntityId | None = None
    webhook_path: str | None = None
    webhook_secret: Secret | None = None


class ProviderAccountCreate(Create, kw_only=True):
    """Connect an account at a provider."""

    provider: Provider
    name: Name
    settings: Json = msgspec.field(default_factory=dict)
    entity: EntityId | None = None


class ProviderAccountUpdate(Update, kw_only=True):
    """`settings`, where given, replaces all of them."""

    name: Name | msgspec.UnsetType = msgspec.UNSET
    settings: Json | msgspec.UnsetType = msgspec.UNSET


class InboundEvent(Resource, kw_only=True):
    """What a provider told us, kept as it came under its own id; being told twice changes nothing."""

    id: InboundEventId
    object: Literal["inbound_event"] = "inbound_event"
    status: Literal["received", "processed", "ignored", "failed"]
    provider: Provider
    provider_event: Label
    received_at: Instant
    verified: bool
    raw: str
    effect: Label | None = None


class InboundDelivery(Request, kw_only=True):
    """What a provider tells: a signed event of Standard Webhooks, kept as it comes."""

    type: Annotated[str, Meta(min_length=1, max_length=100)]
    timestamp: Instant | None = None
    data: Json = msgspec.field(default_factory=dict)


class InboundReceipt(Answer, kw_only=True):
    """It was taken in, and is acted on afterwards."""

    received: bool = True


class CheckoutLine(Request, kw_only=True):
    """Something to buy: a price, or a description with an amount."""

    price: PriceId | None = None
    description: Label | None = None
    amount: Amount | None = None
    quantity: QuantityText = "1"


CheckoutLines = Annotated[list[CheckoutLine], Meta(max_length=100)]


class CheckoutSession(Versioned, kw_only=True):
    """A page on which one customer pays once."""

    id: CheckoutSessionId
    object: Literal["checkout_session"] = "checkout_session"
    status: Literal["open", "completed", "expired"]
    customer: CustomerId | None = None
    invoice: InvoiceId | None = None
    lines: list[CheckoutLine] = msgspec.field(default_factory=list)
    currency: Currency | None = None
    success_url: Url | None = None
    cancel_url: Url | None = None
    return_url: Url | None = None
    expires_at: Instant | None = None
    url: Url
    allowed: list[PaymentMethodType] = msgspec.field(default_factory=list)
    payment: PaymentId | None = None


class CheckoutSessionCreate(Create, kw_only=True):
    """For an invoice, or for lines in a currency. `allowed` names the ways to pay; none named: all."""

    customer: CustomerId | None = None
    invoice: InvoiceId | None = None
    lines: CheckoutLines = msgspec.field(default_factory=list)
    currency: Currency | None = None
    success_url: Url | None = None
    cancel_url: Url | None = None
    return_url: Url | None = None
    expires_at: Instant | None = None
    allowed: list[PaymentMethodType] = msgspec.field(default_factory=list)


class PaymentLink(Versioned, kw_only=True):
    """An address to send to customers: each who opens it can pay."""

    id: PaymentLinkId
    object: Literal["payment_link"] = "payment_link"
    status: Literal["active", "inactive"]
    customer: CustomerId | None = None
    invoice: InvoiceId | None = None
    lines: list[CheckoutLine] = msgspec.field(default_factory=list)
    currency: Currency | None = None
    success_url: Url | None = None
    cancel_url: Url | None = None
    return_url: Url | None = None
    expires_at: Instant | None = None
    url: Url
    allowed: list[PaymentMethodType] = msgspec.field(default_factory=list)


class PaymentLinkCreate(CheckoutSessionCreate, kw_only=True):
    """For an invoice, or for lines in a currency. `allowed` names the ways to pay; none named: all."""


PortalPage = Literal["invoices", "pay", "payment_methods", "subscriptions", "cancel", "details", "wallets", "usage"]


class PortalSession(Versioned, kw_only=True):
    """A way for a customer to look after their own affairs for a while."""

    id: PortalSessionId
    object: Literal["portal_session"] = "portal_session"
    status: Literal["open", "expired"]
    customer: CustomerId
    return_url: Url | None = None
    expires_at: Instant
    url: Url
    allowed: list[PortalPage] = msgspec.field(default_factory=list)


class PortalSessionCreate(Create, kw_only=True):
    """Open the portal for a customer. `allowed` names what they may do; none named: all."""

    customer: CustomerId
    return_url: Url | None = None
    expires_at: Instant | None = None
    allowed: list[PortalPage] = msgspec.field(default_factory=list)


def _id(prefix: str, counter: int) -> str:
    return ids.id_text(prefix, ids.make_id(1_771_113_600_000, counter))


_AT = datetime(2026, 2, 15, 0, 0, 6, tzinfo=UTC)
PAYMENT = Payment(
    id=_id("pay", 1),
    status="succeeded",
    customer=_id("cus", 1),
    entity=_id("ent", 1),
    invoice=_id("inv", 2),
    allocations=[Allocation(invoice=_id("inv", 2), amount="88.78")],
    amount="88.78",
    currency="EUR",
    payment_method=_id("pm", 1),
    provider="simulated",
    method_type="card",
    description="EU-2026-000002",
    amount_capturable="0.00",
    amount_received="88.78",
    amount_refunded="0.00",
    amount_allocated="88.78",
    amount_unallocated="0.00",
    fee_amount="1.53",
    statement_descriptor="CANAL SOFTWARE",
    attempts=[_id("att", 1)],
    created_at=_AT,
    updated_at=_AT,
    version=3,
)
ATTEMPT = Attempt(
    id=_id("att", 1),
    status="succeeded",
    payment=PAYMENT.id,
    provider="simulated",
    provider_reference="sim_ch_1",
    amount="88.78",
    currency="EUR",
    sent_at=_AT,
    answered_at=datetime(2026, 2, 15, 0, 0, 7, tzinfo=UTC),
    routed_because="the method belongs to this provider",
    created_at=_AT,
)
PAYMENT_METHOD = PaymentMethod(
    id=_id("pm", 1),
    status="active",
    customer=_id("cus", 1),
    type="card",
    provider="simulated",
    token="sim_card_ok",  # noqa: S106 - the name of a simulated card
    billing_details=BillingDetails(name="Tulip Travel", email="billing@example.com"),
    card=MethodCard(brand="visa", last4="4242", expires_on=date(2028, 12, 31)),
    default=True,
    fingerprint="f4b1c2d3",
    created_at=_AT,
)
SETUP_INTENT = SetupIntent(
    id=_id("set", 1),
    status="succeeded",
    customer=_id("cus", 1),
    type="card",
    provider="simulated",
    payment_method=PAYMENT_METHOD.id,
    return_url="https://shop.example.com/account",
    created_at=_AT,
)
REFUND = Refund(
    id=_id("ref", 1),
    status="succeeded",
    payment=PAYMENT.id,
    amount="37.51",
    currency="EUR",
    reason="One month given back",
    credit_note=_id("crn", 1),
    created_at=datetime(2026, 2, 16, 9, 31, tzinfo=UTC),
)
DISPUTE = Dispute(
    id=_id("dsp", 1),
    status="needs_response",
    payment=PAYMENT.id,
    amount="88.78",
    currency="EUR",
    reason="not_recognized",
    network_reason="10.4",
    evidence={"receipt": "EU-2026-000002, sent on 15 February 2026"},
    evidence_due_at=datetime(2026, 3, 8, 23, 59, 59, tzinfo=UTC),
    fee_amount="15.00",
    created_at=datetime(2026, 2, 20, 10, 0, tzinfo=UTC),
)
PAYOUT = Payout(
    id=_id("pot", 1),
    status="reconciled",
    provider="simulated",
    amount="87.25",
    currency="EUR",
    arrives_on=date(2026, 2, 18),
    items=[PayoutItem(payment=PAYMENT.id, amount="88.78"), PayoutItem(fee="processing", amount="-1.53")],
    difference_amount="0.00",
    bank_line=BankLine(bank_statement=_id("bst", 1), line=1),
    created_at=datetime(2026, 2, 17, 6, 0, tzinfo=UTC),
)
BANK_STATEMENT = BankStatement(
    id=_id("bst", 1),
    status="matched",
    entity=_id("ent", 1),
    account="NL91ABNA0417164300",
    format="camt.053",
    lines=[
        BankStatementLine(
            line=1,
            on=date(2026, 2, 18),
            amount="87.25",
            currency="EUR",
            reference="PAYOUT 1",
            counterparty="Simulated Payments",
            matched=PAYOUT.id,
        )
    ],
    created_at=datetime(2026, 2, 19, 7, 0, tzinfo=UTC),
)
PROVIDER_ACCOUNT = ProviderAccount(
    id=_id("pva", 1),
    status="active",
    provider="simulated",
    name="Cards",
    capabilities=["card", "sepa_debit", "refund"],
    entity=_id("ent", 1),
    webhook_path="/v1/inbound_events/receive/ten_0300000000001.pva_0300000000001",
    created_at=_AT,
)
INBOUND_EVENT = InboundEvent(
    id=_id("inb", 1),
    status="processed",
    provider="simulated",
    provider_event="sim_evt_1",
    received_at=_AT,
    verified=True,
    raw='{"id": "sim_evt_1", "type": "charge.succeeded"}',
    effect="payment.succeeded",
    created_at=_AT,
)
CHECKOUT_SESSION = CheckoutSession(
    id=_id("chk", 1),
    status="open",
    customer=_id("cus", 1),
    invoice=_id("inv", 2),
    currency="EUR",
    success_url="https://shop.example.com/thanks",
    cancel_url="https://shop.example.com/cart",
    expires_at=datetime(2026, 2, 16, tzinfo=UTC),
    url="https://pay.example.com/checkout/1",
    allowed=["card"],
    created_at=_AT,
)
PAYMENT_LINK = PaymentLink(
    id=_id("lnk", 1),
    status="active",
    lines=[CheckoutLine(description="Workshop ticket", amount="45.00")],
    currency="EUR",
    url="https://pay.example.com/link/1",
    allowed=["card"],
    created_at=_AT,
)
PORTAL_SESSION = PortalSession(
    id=_id("pts", 1),
    status="open",
    customer=_id("cus", 1),
    return_url="https://shop.example.com/account",
    expires_at=datetime(2026, 2, 15, 1, tzinfo=UTC),
    url="https://pay.example.com/portal/1",
    allowed=["invoices", "payment_methods"],
    created_at=_AT,
)

_TO_COLLECT = ("state_conflict", "mandate_missing", "rule_conflict", "provider_error")
_TO_ALLOCATE = ("state_conflict", "amount_exceeds_remaining", "currency_mismatch", "period_closed", "rule_conflict")
_PROVIDER = Filter("provider", "text")
_PAYMENTS = (
    *standard(
        Payment, plural="payments", path="/v1/payments", actions="create retrieve list", create=PaymentCreate,
        errors=(*_TO_ALLOCATE, *_TO_COLLECT), keyed=True, example=PAYMENT,
        filters=(*filters_of(Payment), Filter("reference", "text"), _PROVIDER,
                 Filter("method_type", "word", words=("card", "sepa_debit", "ach_debit", "bacs_debit",
                                                      "bank_transfer", "paypal", "cash", "other"))),
    ),
    verb("payments.confirm", "/v1/payments/{id}/confirm", Payment, "Go on and collect.", request=PaymentConfirmRequest,
         money=True, errors=_TO_COLLECT, example=PAYMENT),
    verb("payments.capture", "/v1/payments/{id}/capture", Payment, "Take what was authorized.",
         request=PaymentCaptureRequest,
         money=True, errors=("state_conflict", "amount_exceeds_remaining", "provider_error", "period_closed"),
         example=PAYMENT),
    verb("payments.cancel", "/v1/payments/{id}/cancel", Payment, "Give up a payment that has not succeeded.",
         money=True, errors=("state_conflict", "provider_error"), example=PAYMENT),
    verb("payments.sync", "/v1/payments/{id}/sync", Payment, "Ask the provider how it stands.",
         errors=("provider_error",), example=PAYMENT),
    verb("payments.allocate", "/v1/payments/{id}/allocate", Payment, "Let unallocated money pay an invoice.",
         request=PaymentAllocateRequest, money=True, errors=_TO_ALLOCATE, example=PAYMENT),
    verb("payments.unallocate", "/v1/payments/{id}/unallocate", Payment, "Take an allocation back.",
         request=PaymentUnallocateRequest, money=True, errors=_TO_ALLOCATE, example=PAYMENT),
    verb("payments.refund", "/v1/payments/{id}/refund", Payment, "Give money back.",
         request=PaymentRefundRequest, money=True,
         errors=("state_conflict", "amount_exceeds_remaining", "insufficient_funds", "approval_required",
                 "provider_error", "period_closed", "rule_conflict"), example=PAYMENT),
    Operation(
        name="attempts.list", method="GET", path="/v1/payments/{id}/attempts",
        summary="List the attempts of a payment.",
        response=Page[Attempt], listing=True, filters=(*filters_of(Attempt), _PROVIDER), example=Page(data=[ATTEMPT]),
    ),
    Operation(
        name="attempts.retrieve", method="GET", path="/v1/payments/{id}/attempts/{attempt_id}",
        summary="Read an attempt.", response=Attempt, example=ATTEMPT,
    ),
)  # fmt: skip

_METHODS = (
    *standard(
        PaymentMethod, plural="payment_methods", path="/v1/payment_methods", actions="create retrieve list",
        create=PaymentMethodCreate, errors=("mandate_missing", "provider_error"), example=PAYMENT_METHOD,
        filters=(*filters_of(PaymentMethod), _PROVIDER),
    ),
    verb("payment_methods.detach", "/v1/payment_methods/{id}/detach", PaymentMethod, "Use it no more.",
         example=PAYMENT_METHOD),
    verb("payment_methods.make_default", "/v1/payment_methods/{id}/make_default", PaymentMethod,
         "Use it wherever no other is named.", example=PAYMENT_METHOD),
    verb("payment_methods.replace", "/v1/payment_methods/{id}/replace", PaymentMethod,
         "Put another token in the place of this one.", request=PaymentMethodReplaceRequest,
         errors=("state_conflict", "mandate_missing", "provider_error"), example=PAYMENT_METHOD),
    *standard(
        SetupIntent, plural="setup_intents", path="/v1/setup_intents", actions="create retrieve list",
        create=SetupIntentCreate, errors=("provider_error",), example=SETUP_INTENT,
        filters=(*filters_of(SetupIntent), _PROVIDER),
    ),
    verb("setup_intents.confirm", "/v1/setup_intents/{id}/confirm", SetupIntent,
         "Go on with what the customer gave.",
         request=SetupIntentConfirmRequest, errors=("state_conflict", "provider_error"),
         example=SETUP_INTENT),
    verb("setup_intents.cancel", "/v1/setup_intents/{id}/cancel", SetupIntent, "Give it up.", example=SETUP_INTENT),
)  # fmt: skip

_BACK = (
    *standard(
        Refund, plural="refunds", path="/v1/refunds", actions="create retrieve list", create=RefundCreate, keyed=True,
        errors=("state_conflict", "amount_exceeds_remaining", "insufficient_funds", "approval_required",
                "provider_error", "period_closed", "currency_mismatch", "rule_conflict"),
        example=REFUND,
    ),
    verb("refunds.cancel", "/v1/refunds/{id}/cancel", Refund, "Give up a refund that has not gone out.",
         errors=("state_conflict", "provider_error"), example=REFUND),
    verb("refunds.sync", "/v1/refunds/{id}/sync", Refund, "Ask the provider how it stands.", errors=("provider_error",),
         example=REFUND),
    *standard(
        Dispute, plural="disputes", path="/v1/disputes", actions="retrieve list update", update=DisputeUpdate,
        errors=("state_conflict",), example=DISPUTE,
    ),
    verb("disputes.submit_evidence", "/v1/disputes/{id}/submit_evidence", Dispute, "Hand the evidence to the bank.",
         errors=("state_conflict", "provider_error"), example=DISPUTE),
    verb("disputes.accept", "/v1/disputes/{id}/accept", Dispute, "Let the customer have it.", money=True,
         errors=("state_conflict", "provider_error", "period_closed"), example=DISPUTE),
)  # fmt: skip

_BANK = (
    *standard(
        Payout, plural="payouts", path="/v1/payouts", actions="retrieve list", example=PAYOUT,
        filters=(*filters_of(Payout), _PROVIDER),
    ),
    verb("payouts.reconcile", "/v1/payouts/{id}/reconcile", Payout, "Hold a payout against the bank's line.",
         request=PayoutReconcileRequest, errors=("state_conflict", "rule_conflict", "period_closed"), example=PAYOUT),
    *standard(
        BankStatement, plural="bank_statements", path="/v1/bank_statements", actions="create retrieve list",
        create=BankStatementCreate, errors=("currency_mismatch",), example=BANK_STATEMENT,
    ),
    verb("bank_statements.match", "/v1/bank_statements/{id}/match", BankStatement, "Say what a line is.",
         request=BankStatementMatchRequest, money=True,
         errors=("state_conflict", "amount_exceeds_remaining", "currency_mismatch", "period_closed"),
         example=BANK_STATEMENT),
)  # fmt: skip

_PROVIDERS = (
    *standard(
        ProviderAccount, plural="provider_accounts", path="/v1/provider_accounts",
        actions="create retrieve list update", create=ProviderAccountCreate, update=ProviderAccountUpdate,
        example=PROVIDER_ACCOUNT, filters=(*filters_of(ProviderAccount), _PROVIDER),
    ),
    verb("provider_accounts.test", "/v1/provider_accounts/{id}/test", ProviderAccount,
         "Ask the provider whether the account works.", errors=("provider_error",), example=PROVIDER_ACCOUNT),
    verb("provider_accounts.disable", "/v1/provider_accounts/{id}/disable", ProviderAccount,
         "Send nothing new to this account.", example=PROVIDER_ACCOUNT),
    verb("provider_accounts.enable", "/v1/provider_accounts/{id}/enable", ProviderAccount, "Use the account again.",
         example=PROVIDER_ACCOUNT),
    *standard(
        InboundEvent, plural="inbound_events", path="/v1/inbound_events", actions="retrieve list",
        example=INBOUND_EVENT, filters=(*filters_of(InboundEvent), _PROVIDER, Filter("provider_event", "text")),
    ),
    Operation(
        name="inbound_events.receive", method="POST", path="/v1/inbound_events/receive/{id}",
        summary="Take in what a provider tells; the signature in its headers is the credential.",
        request=InboundDelivery, response=InboundReceipt, public=True, raw=True,
        errors=("field_invalid", "body_invalid", "not_found"), example=InboundReceipt(),
    ),
    verb("inbound_events.replay", "/v1/inbound_events/{id}/replay", InboundEvent,
         "Act on it again, as if it had just come.", example=INBOUND_EVENT),
)  # fmt: skip

_PAGES = (
    *standard(
        CheckoutSession, plural="checkout_sessions", path="/v1/checkout_sessions", actions="create retrieve list",
        create=CheckoutSessionCreate, errors=("state_conflict", "currency_mismatch", "rule_conflict"),
        example=CHECKOUT_SESSION,
    ),
    *standard(
        PaymentLink, plural="payment_links", path="/v1/payment_links", actions="create retrieve list",
        create=PaymentLinkCreate, errors=("state_conflict", "currency_mismatch", "rule_conflict"),
        example=PAYMENT_LINK,
    ),
    *standard(
        PortalSession, plural="portal_sessions", path="/v1/portal_sessions", actions="create retrieve list",
        create=PortalSessionCreate, example=PORTAL_SESSION,
    ),
)  # fmt: skip

OPERATIONS: tuple[Operation, ...] = (*_PAYMENTS, *_METHODS, *_BACK, *_BANK, *_PROVIDERS, *_PAGES)

"""Invoices and credit notes: documents with numbers, their lines, their series and what was printed of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from harr.contract.ledger import Entry
from harr.contract.operations import Filter, Operation, Page, filters_of, question, standard, verb
from harr.contract.rules import Recognition
from harr.contract.shapes import (
    Address,
    Allowance,
    AllowanceRequest,
    Applied,
    LineTax,
    Party,
    PartyTaxId,
    PaymentTerms,
    Period,
    PeriodRequest,
    TaxGroup,
)
from harr.contract.words import (
    Amount,
    Answer,
    BillingGroupId,
    Code,
    Count,
    CouponId,
    Create,
    CreditNoteId,
    Currency,
    CustomerId,
    Deleted,
    DiscountId,
    DocumentId,
    EntityId,
    ExactText,
    Instant,
    InvoiceId,
    InvoiceItemId,
    InvoiceLineId,
    Json,
    Label,
    Language,
    MeterId,
    PaymentMethodId,
    PriceId,
    ProductId,
    PromotionCodeId,
    QuantityText,
    RateText,
    RecognitionScheduleId,
    RefundId,
    Request,
    Resource,
    SeriesId,
    Side,
    SignedAmount,
    SubscriptionId,
    SubscriptionItemId,
    TaxBehavior,
    TaxRateId,
    Text,
    Update,
    Url,
    Versioned,
)
from harr.kernel import ids

MOST_LINES = 300
InvoiceType = Literal["subscription", "one_time", "top_up", "opening", "progressive"]
InvoiceStatus = Literal["draft", "open", "paid", "void", "uncollectible"]
PaymentStatus = Literal["none", "processing", "requires_action", "failed", "partial", "paid"]
Collection = Literal["charge_automatically", "send_invoice"]
DocumentFormat = Literal["html", "pdf", "json", "ubl", "cii"]
LineKind = Literal[
    "fee",
    "usage",
    "one_time",
    "unused_time",
    "remaining_time",
    "minimum",
    "true_up",
    "correction",
    "top_up",
    "already_billed",
    "late_fee",
    "rounding",
]
CreditReason = Literal[
    "duplicate",
    "order_change",
    "product_unsatisfactory",
    "fraudulent",
    "price_correction",
    "cancellation",
    "dispute_lost",
]
DocumentNumber = Annotated[str, Meta(pattern=r"^[!-~]([ -~]{0,58}[!-~])?$", max_length=60, examples=["EU-2026-000002"])]
NumberFormat = Annotated[
    str,
    Meta(
        pattern=r"^[0-9A-Za-z{}:_./-]{1,60}$",
        max_length=60,
        examples=["EU-{year}-{seq:06}"],
        description="What numbers look like: {year} and {seq}, which may be padded ({seq:06}).",
    ),
]
BalanceToUse = Annotated[
    str,
    Meta(
        pattern=r"^(all|none|(0|[1-9][0-9]{0,15})(\.[0-9]{1,9})?)$",
        max_length=26,
        examples=["all"],
        description='How much of the customer balance pays at once: "all", "none" or an amount.',
    ),
]


class LineDiscount(Answer, kw_only=True):
    """What one discount took off a line."""

    discount: DiscountId
    amount: SignedAmount


class LineTier(Answer, kw_only=True):
    """The part of a quantity that one tier priced (tier 0: none); its amount is not yet rounded."""

    tier: Count
    part: Literal["unit", "flat", "package", "percentage", "modifier"] | None = None
    quantity: ExactText
    unit_amount: RateText | None = None
    amount: ExactText | None = None


class LineProration(Answer, kw_only=True):
    """The share of a period that a line charges."""

    numerator: Count
    denominator: Count
    unit: Literal["day", "second", "fixed_30"]


class LineRecognition(Answer, kw_only=True):
    """How the revenue of a line is earned, and by which schedule."""

    method: Recognition
    schedule: RecognitionScheduleId | None = None


class InvoiceLine(Versioned, kw_only=True):
    """One thing that is charged, or given back, with its tax."""

    id: InvoiceLineId
    object: Literal["invoice_line"] = "invoice_line"
    kind: LineKind
    description: Label
    product: ProductId | None = None
    price: PriceId | None = None
    subscription_item: SubscriptionItemId | None = None
    meter: MeterId | None = None
    quantity: QuantityText = "1"
    unit_amount: RateText | None = None
    base_quantity: QuantityText | None = None
    amount: SignedAmount
    discount_amount: SignedAmount
    discounts: list[LineDiscount] = msgspec.field(default_factory=list)
    allowances: list[Allowance] = msgspec.field(default_factory=list)
    charges: list[Allowance] = msgspec.field(default_factory=list)
    net_amount: SignedAmount
    tax_rates: list[TaxRateId] = msgspec.field(default_factory=list)
    tax_behavior: TaxBehavior = "exclusive"
    tax_code: Code | None = None
    taxes: list[LineTax] = msgspec.field(default_factory=list)
    tax_amount: SignedAmount
    period: Period | None = None
    tiers: list[LineTier] = msgspec.field(default_factory=list)
    proration: LineProration | None = None
    tax_point_on: date | None = None
    corrects: InvoiceLineId | None = None
    credited_amount: SignedAmount | None = None
    recognition: LineRecognition | None = None


class InvoiceLineCreate(Create, kw_only=True):
    """A line to add: a quantity at a unit amount, or an amount, or a price."""

    kind: LineKind = "one_time"
    description: Label
    product: ProductId | None = None
    price: PriceId | None = None
    subscription_item: SubscriptionItemId | None = None
    meter: MeterId | None = None
    quantity: QuantityText = "1"
    unit_amount: RateText | None = None
    base_quantity: QuantityText | None = None
    amount: SignedAmount | None = None
    tax_rates: list[TaxRateId] | None = None
    tax_behavior: TaxBehavior | None = None
    tax_code: Code | None = None
    allowances: list[AllowanceRequest] = msgspec.field(default_factory=list)
    charges: list[AllowanceRequest] = msgspec.field(default_factory=list)
    period: PeriodRequest | None = None
    corrects: InvoiceLineId | None = None


class InvoiceLineUpdate(Update, kw_only=True):
    """What may change on a line while its invoice is a draft."""

    description: Label | msgspec.UnsetType = msgspec.UNSET
    quantity: QuantityText | msgspec.UnsetType = msgspec.UNSET
    unit_amount: RateText | msgspec.UnsetType | None = msgspec.UNSET
    base_quantity: QuantityText | msgspec.UnsetType | None = msgspec.UNSET
    amount: SignedAmount | msgspec.UnsetType = msgspec.UNSET
    tax_rates: list[TaxRateId] | msgspec.UnsetType | None = msgspec.UNSET
    tax_behavior: TaxBehavior | msgspec.UnsetType = msgspec.UNSET
    tax_code: Code | msgspec.UnsetType | None = msgspec.UNSET
    allowances: list[AllowanceRequest] | msgspec.UnsetType = msgspec.UNSET
    charges: list[AllowanceRequest] | msgspec.UnsetType = msgspec.UNSET


class DiscountChoice(Request, kw_only=True):
    """A discount to give: by coupon, or by a promotion code."""

    coupon: CouponId | None = None
    promotion_code: PromotionCodeId | None = None


class Invoice(Versioned, kw_only=True):
    """What a customer is asked to pay: a draft until it is finalized, then a document with a number."""

    id: InvoiceId
    object: Literal["invoice"] = "invoice"
    status: InvoiceStatus
    type: InvoiceType
    customer: CustomerId
    entity: EntityId
    subscription: SubscriptionId | None = None
    billing_group: BillingGroupId | None = None
    currency: Currency
    number: DocumentNumber | None = None
    series: SeriesId | None = None
    seller: Party | None = None
    buyer: Party | None = None
    lines: Annotated[list[InvoiceLine], Meta(max_length=MOST_LINES)] = msgspec.field(default_factory=list)
    allowances: list[Allowance] = msgspec.field(default_factory=list)
    charges: list[Allowance] = msgspec.field(default_factory=list)
    discounts: list[DiscountId] = msgspec.field(default_factory=list)
    purchase_order: Label | None = None
    buyer_reference: Label | None = None
    notes: Text | None = None
    footer: Text | None = None
    language: Language | None = None
    payment_terms: PaymentTerms | None = None
    collection: Collection = "send_invoice"
    balance_to_use: BalanceToUse = "all"
    issued_on: date | None = None
    due_on: date | None = None
    service_period: Period | None = None
    tax_point_on: date | None = None
    finalizes_at: Instant | None = None
    preceding: list[InvoiceId] = msgspec.field(default_factory=list)
    corrected_by: list[CreditNoteId] = msgspec.field(default_factory=list)
    subtotal: SignedAmount
    discount_amount: SignedAmount
    net_amount: SignedAmount
    tax_groups: list[TaxGroup] = msgspec.field(default_factory=list)
    tax_amount: SignedAmount
    rounding_amount: SignedAmount
    total: SignedAmount
    credit_notes_total: Amount
    amount_applied: Amount
    amount_paid: Amount
    amount_withheld: Amount
    amount_credited: Amount
    amount_written_off: Amount
    amount_due: Amount
    applied: list[Applied] = msgspec.field(default_factory=list)
    tax_currency: Currency | None = None
    tax_exchange_rate: RateText | None = None
    tax_amount_in_tax_currency: SignedAmount | None = None
    payment_status: PaymentStatus = "none"
    overdue: bool = False
    sent_at: Instant | None = None
    finalized_at: Instant | None = None
    paid_at: Instant | None = None
    voided_at: Instant | None = None
    payment_link: Url | None = None


class InvoiceCreate(Create, kw_only=True):
    """A draft, or with `finalize` the whole order in one commit. An `opening` invoice comes from an older system."""

    customer: CustomerId
    currency: Currency
    type: Literal["one_time", "opening"] = "one_time"
    entity: EntityId | None = None
    subscription: SubscriptionId | None = None
    billing_group: BillingGroupId | None = None
    lines: Annotated[list[InvoiceLineCreate], Meta(max_length=MOST_LINES)] = msgspec.field(default_factory=list)
    allowances: list[AllowanceRequest] = msgspec.field(default_factory=list)
    charges: list[AllowanceRequest] = msgspec.field(default_factory=list)
    discounts: list[DiscountChoice] = msgspec.field(default_factory=list)
    purchase_order: Label | None = None
    buyer_reference: Label | None = None
    notes: Text | None = None
    footer: Text | None = None
    language: Language | None = None
    payment_terms: PaymentTerms | None = None
    collection: Collection | None = None
    balance_to_use: BalanceToUse = "all"
    rounding_amount: SignedAmount | None = None
    finalizes_at: Instant | None = None
    due_on: date | None = None
    number: DocumentNumber | None = None
    issued_on: date | None = None
    finalize: bool = False


class InvoiceUpdate(Update, kw_only=True):
    """What may change while the invoice is a draft. `lines`, where given, replaces all of them."""

    lines: Annotated[list[InvoiceLineCreate], Meta(max_length=MOST_LINES)] | msgspec.UnsetType = msgspec.UNSET
    allowances: list[AllowanceRequest] | msgspec.UnsetType = msgspec.UNSET
    charges: list[AllowanceRequest] | msgspec.UnsetType = msgspec.UNSET
    discounts: list[DiscountChoice] | msgspec.UnsetType = msgspec.UNSET
    purchase_order: Label | msgspec.UnsetType | None = msgspec.UNSET
    buyer_reference: Label | msgspec.UnsetType | None = msgspec.UNSET
    notes: Text | msgspec.UnsetType | None = msgspec.UNSET
    footer: Text | msgspec.UnsetType | None = msgspec.UNSET
    language: Language | msgspec.UnsetType | None = msgspec.UNSET
    payment_terms: PaymentTerms | msgspec.UnsetType | None = msgspec.UNSET
    collection: Collection | msgspec.UnsetType = msgspec.UNSET
    balance_to_use: BalanceToUse | msgspec.UnsetType = msgspec.UNSET
    rounding_amount: SignedAmount | msgspec.UnsetType = msgspec.UNSET
    due_on: date | msgspec.UnsetType | None = msgspec.UNSET
    finalizes_at: Instant | msgspec.UnsetType | None = msgspec.UNSET


class InvoicePayRequest(Request, kw_only=True):
    """Collect what is due now, by this method or by the one that the customer has as default."""

    payment_method: PaymentMethodId | None = None


class InvoiceApplyBalanceRequest(Request, kw_only=True):
    """Pay from the customer balance: an amount, or as much as there is and is due."""

    amount: Amount | None = None


class DocumentQuery(Request, kw_only=True):
    """Which form of the document is wanted."""

    format: DocumentFormat = "html"
    language: Language | None = None


class Explanation(Answer, kw_only=True):
    """A figure and the figures that it was made from, down to entries and documents."""

    ref: str
    title: str
    amount: RateText | None = None
    currency: Currency | None = None
    rule: str | None = None
    facts: Json = msgspec.field(default_factory=dict)
    parts: list[Explanation] = msgspec.field(default_factory=list)


class InvoiceProof(Answer, kw_only=True):
    """All that a stranger needs to derive every cent again: basis, explanation, entries."""

    object: Literal["proof"] = "proof"
    format: Literal["harr-proof/1"] = "harr-proof/1"
    invoice: InvoiceId
    number: DocumentNumber | None = None
    currency: Currency
    total: SignedAmount
    basis: list[Json] = msgspec.field(default_factory=list)
    explanation: Explanation
    entries: list[Entry] = msgspec.field(default_factory=list)
    digest: str | None = None


class InvoiceItem(Versioned, kw_only=True):
    """A charge, or a credit, that waits for the customer's next invoice."""

    id: InvoiceItemId
    object: Literal["invoice_item"] = "invoice_item"
    status: Literal["pending", "invoiced", "canceled"]
    customer: CustomerId
    subscription: SubscriptionId | None = None
    price: PriceId | None = None
    amount: SignedAmount | None = None
    currency: Currency | None = None
    quantity: QuantityText = "1"
    description: Label
    period: Period | None = None
    tax_code: Code | None = None
    discountable: bool = True
    invoice: InvoiceId | None = None


class InvoiceItemCreate(Create, kw_only=True):
    """A charge for the next invoice: by price, or as an amount with its currency (which may be negative)."""

    customer: CustomerId
    description: Label
    subscription: SubscriptionId | None = None
    price: PriceId | None = None
    amount: SignedAmount | None = None
    currency: Currency | None = None
    quantity: QuantityText = "1"
    period: PeriodRequest | None = None
    tax_code: Code | None = None
    discountable: bool = True


class InvoiceItemUpdate(Update, kw_only=True):
    """What may change while the item is pending."""

    description: Label | msgspec.UnsetType = msgspec.UNSET
    amount: SignedAmount | msgspec.UnsetType = msgspec.UNSET
    quantity: QuantityText | msgspec.UnsetType = msgspec.UNSET
    period: PeriodRequest | msgspec.UnsetType | None = msgspec.UNSET
    tax_code: Code | msgspec.UnsetType | None = msgspec.UNSET
    discountable: bool | msgspec.UnsetType = msgspec.UNSET


class CreditNoteLine(Answer, kw_only=True):
    """What is taken back: a part of an invoice's line, or a line of its own where no invoice is named."""

    id: InvoiceLineId
    object: Literal["credit_note_line"] = "credit_note_line"
    line: InvoiceLineId | None = None
    description: Label
    product: ProductId | None = None
    quantity: QuantityText | None = None
    unit_amount: RateText | None = None
    base_quantity: QuantityText | None = None
    amount: SignedAmount
    net_amount: SignedAmount
    tax_behavior: TaxBehavior = "exclusive"
    tax_code: Code | None = None
    taxes: list[LineTax] = msgspec.field(default_factory=list)
    tax_amount: SignedAmount
    period: Period | None = None


class CreditNoteLineCreate(Request, kw_only=True):
    """A line of the invoice with a quantity or an amount of it; or, without an invoice, a line of one's own."""

    line: InvoiceLineId | None = None
    quantity: QuantityText | None = None
    amount: SignedAmount | None = None
    description: Label | None = None
    product: ProductId | None = None
    unit_amount: RateText | None = None
    base_quantity: QuantityText | None = None
    tax_rates: list[TaxRateId] | None = None
    tax_behavior: TaxBehavior | None = None
    tax_code: Code | None = None
    allowances: list[AllowanceRequest] = msgspec.field(default_factory=list)
    charges: list[AllowanceRequest] = msgspec.field(default_factory=list)
    period: PeriodRequest | None = None


class CreditNote(Versioned, kw_only=True):
    """What is taken back of an invoice, and where the money goes: off the invoice, to the balance, or back."""

    id: CreditNoteId
    object: Literal["credit_note"] = "credit_note"
    status: Literal["draft", "issued"]
    invoice: InvoiceId | None = None
    customer: CustomerId
    entity: EntityId
    currency: Currency
    reason: CreditReason
    description: Text | None = None
    lines: Annotated[list[CreditNoteLine], Meta(max_length=MOST_LINES)] = msgspec.field(default_factory=list)
    allowances: list[Allowance] = msgspec.field(default_factory=list)
    charges: list[Allowance] = msgspec.field(default_factory=list)
    number: DocumentNumber | None = None
    series: SeriesId | None = None
    seller: Party | None = None
    buyer: Party | None = None
    issued_on: date | None = None
    tax_point_on: date | None = None
    tax_groups: list[TaxGroup] = msgspec.field(default_factory=list)
    subtotal: Amount
    net_amount: Amount
    tax_amount: Amount
    rounding_amount: SignedAmount
    total: Amount
    amount_to_invoice: Amount
    amount_to_balance: Amount
    amount_to_refund: Amount
    amount_out_of_band: Amount
    refund: RefundId | None = None
    sent_at: Instant | None = None


class CreditNoteCreate(Create, kw_only=True):
    """Of an invoice: lines or the whole. Without one: a customer, a currency, and parts of its own."""

    reason: CreditReason
    invoice: InvoiceId | None = None
    customer: CustomerId | None = None
    entity: EntityId | None = None
    currency: Currency | None = None
    description: Text | None = None
    whole: bool = False
    lines: Annotated[list[CreditNoteLineCreate], Meta(max_length=MOST_LINES)] = msgspec.field(default_factory=list)
    allowances: list[AllowanceRequest] = msgspec.field(default_factory=list)
    charges: list[AllowanceRequest] = msgspec.field(default_factory=list)
    rounding_amount: SignedAmount | None = None
    amount_to_invoice: Amount | None = None
    amount_to_balance: Amount | None = None
    amount_to_refund: Amount | None = None
    amount_out_of_band: Amount | None = None
    issue: bool = False


class CreditNoteUpdate(Update, kw_only=True):
    """What may change while the credit note is a draft. `lines`, where given, replaces all of them."""

    reason: CreditReason | msgspec.UnsetType = msgspec.UNSET
    description: Text | msgspec.UnsetType | None = msgspec.UNSET
    lines: Annotated[list[CreditNoteLineCreate], Meta(max_length=MOST_LINES)] | msgspec.UnsetType = msgspec.UNSET
    amount_to_invoice: Amount | msgspec.UnsetType | None = msgspec.UNSET
    amount_to_balance: Amount | msgspec.UnsetType | None = msgspec.UNSET
    amount_to_refund: Amount | msgspec.UnsetType | None = msgspec.UNSET
    amount_out_of_band: Amount | msgspec.UnsetType | None = msgspec.UNSET


class Series(Versioned, kw_only=True):
    """Where numbers come from: without gaps, in order of date."""

    id: SeriesId
    object: Literal["series"] = "series"
    status: Literal["active", "closed"]
    entity: EntityId
    document_type: Literal["invoice", "credit_note", "receipt", "quote"]
    format: NumberFormat
    reset: Literal["never", "year"] = "never"
    next_number: DocumentNumber | None = None
    starts_at: Annotated[int, Meta(ge=1, le=2**53 - 1, description="The first number of the sequence.")] = 1


class SeriesCreate(Create, kw_only=True):
    """A new run of numbers for one kind of document."""

    entity: EntityId
    document_type: Literal["invoice", "credit_note", "receipt", "quote"]
    format: NumberFormat
    reset: Literal["never", "year"] = "never"
    starts_at: Annotated[int, Meta(ge=1, le=2**53 - 1, description="The first number of the sequence.")] = 1


class SeriesNumber(Answer, kw_only=True):
    """One number of a series and the document that has it."""

    number: DocumentNumber
    sequence: Count
    subject: str | None = None
    issued_on: date | None = None
    status: str | None = None


class Document(Resource, kw_only=True):
    """What was printed, byte for byte: stored once, never changed."""

    id: DocumentId
    object: Literal["document"] = "document"
    subject: str
    format: DocumentFormat
    language: Language
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", max_length=64, examples=["0" * 64])]
    bytes: Count
    template_version: str


def _id(prefix: str, counter: int) -> str:
    return ids.id_text(prefix, ids.make_id(1_771_113_600_000, counter))


_AT = datetime(2026, 2, 15, 0, 0, 4, tzinfo=UTC)
_TAX = LineTax(tax_rate=_id("txr", 1), percentage="21", category="S", jurisdiction="NL")
_SELLER = Party(
    name="Canal Software",
    legal_name="Canal Software B.V.",
    address=Address(line1="Herengracht 1", city="Amsterdam", postal_code="1015 BA", country="NL"),
    tax_ids=[PartyTaxId(type="eu_vat", value="NL123456782B90", country="NL")],
    registration_number="12345678",
)
_BUYER = Party(
    name="Tulip Travel",
    address=Address(line1="Oudegracht 20", city="Utrecht", postal_code="3511 AB", country="NL"),
    email="billing@example.com",
)

INVOICE_LINE = InvoiceLine(
    id=_id("lin", 1),
    kind="usage",
    description="API calls",
    price=_id("prc", 2),
    subscription_item=_id("sit", 2),
    quantity="11088",
    amount="42.37",
    discount_amount="0.00",
    net_amount="42.37",
    taxes=[_TAX],
    tax_rates=[_id("txr", 1)],
    tax_amount="8.90",
    period=Period(start=date(2026, 1, 15), end=date(2026, 2, 15)),
    tiers=[
        LineTier(tier=1, part="unit", quantity="1000", unit_amount="0", amount="0"),
        LineTier(tier=2, part="unit", quantity="10088", unit_amount="0.0042", amount="42.3696"),
    ],
    tax_point_on=date(2026, 2, 15),
    credited_amount="0.00",
    created_at=_AT,
)
_FEE_LINE = InvoiceLine(
    id=_id("lin", 2),
    kind="fee",
    description="Pro, per month",
    price=_id("prc", 1),
    subscription_item=_id("sit", 1),
    quantity="1",
    unit_amount="31.00",
    amount="31.00",
    discount_amount="0.00",
    net_amount="31.00",
    taxes=[_TAX],
    tax_rates=[_id("txr", 1)],
    tax_amount="6.51",
    period=Period(start=date(2026, 2, 15), end=date(2026, 3, 15)),
    tax_point_on=date(2026, 2, 15),
    credited_amount="0.00",
    recognition=LineRecognition(method="day", schedule=_id("rec", 1)),
    created_at=_AT,
)
INVOICE = Invoice(
    id=_id("inv", 2),
    status="open",
    type="subscription",
    customer=_id("cus", 1),
    entity=_id("ent", 1),
    subscription=_id("sub", 1),
    currency="EUR",
    number="EU-2026-000002",
    series=_id("ser", 1),
    seller=_SELLER,
    buyer=_BUYER,
    lines=[INVOICE_LINE, _FEE_LINE],
    language="en",
    payment_terms=PaymentTerms(due_days=0),
    collection="charge_automatically",
    issued_on=date(2026, 2, 15),
    due_on=date(2026, 2, 15),
    service_period=Period(start=date(2026, 1, 15), end=date(2026, 3, 15)),
    tax_point_on=date(2026, 2, 15),
    subtotal="73.37",
    discount_amount="0.00",
    net_amount="73.37",
    tax_groups=[
        TaxGroup(
            category="S",
            percentage="21",
            jurisdiction="NL",
            tax_rates=[_id("txr", 1)],
            base_amount="73.37",
            tax_amount="15.41",
        )
    ],
    tax_amount="15.41",
    rounding_amount="0.00",
    total="88.78",
    credit_notes_total="0.00",
    amount_applied="0.00",
    amount_paid="0.00",
    amount_withheld="0.00",
    amount_credited="0.00",
    amount_written_off="0.00",
    amount_due="88.78",
    payment_status="processing",
    finalized_at=_AT,
    created_at=_AT,
    updated_at=_AT,
    version=2,
)
EXPLANATION = Explanation(
    ref=f"{INVOICE.id}.total",
    title="Total of EU-2026-000002",
    amount="88.78",
    currency="EUR",
    rule="net_amount + tax_amount + rounding_amount",
    parts=[
        Explanation(
            ref=f"{INVOICE.id}.net_amount",
            title="Net amount",
            amount="73.37",
            currency="EUR",
            parts=[
                Explanation(
                    ref=f"{INVOICE_LINE.id}.amount",
                    title="API calls",
                    amount="42.37",
                    currency="EUR",
                    rule="graduated/1",
                ),
                Explanation(
                    ref=f"{_FEE_LINE.id}.amount",
                    title="Pro, per month",
                    amount="31.00",
                    currency="EUR",
                    rule="per_unit/1",
                ),
            ],
        ),
        Explanation(
            ref=f"{INVOICE.id}.tax_amount",
            title="Tax, 21 % of 73.37",
            amount="15.41",
            currency="EUR",
            rule="tax_group/1",
        ),
    ],
)


def _entry(line: int, code: str, side: Side, amount: str) -> Entry:
    return Entry(
        id=_id("ety", line),
        transaction=_id("txn", 2),
        effective_on=date(2026, 2, 15),
        line=line,
        account=_id("acc", line),
        code=code,
        side=side,
        amount=amount,
        currency="EUR",
        functional_amount=amount,
        functional_currency="EUR",
        dimensions={"document": _id("inv", 2)},
    )


_ENTRIES = [
    _entry(1, "1100", "debit", "88.78"),
    _entry(2, "4020", "credit", "42.37"),
    _entry(3, "2100", "credit", "31.00"),
    _entry(4, "2200", "credit", "15.41"),
]
_PROOF = InvoiceProof(
    invoice=INVOICE.id,
    number=INVOICE.number,
    currency="EUR",
    total="88.78",
    basis=[{"format": "harr-basis/1", "line": INVOICE_LINE.id, "rule": "graduated/1", "quantity": "11088"}],
    explanation=EXPLANATION,
    entries=_ENTRIES,
)
INVOICE_ITEM = InvoiceItem(
    id=_id("itm", 1),
    status="pending",
    customer=_id("cus", 1),
    amount="120.00",
    currency="EUR",
    description="Setting up the second office",
    created_at=_AT,
)
CREDIT_NOTE = CreditNote(
    id=_id("crn", 1),
    status="issued",
    invoice=INVOICE.id,
    customer=_id("cus", 1),
    entity=_id("ent", 1),
    currency="EUR",
    reason="order_change",
    lines=[
        CreditNoteLine(
            id=_id("lin", 3),
            line=_id("lin", 2),
            description="Pro, per month",
            quantity="1",
            unit_amount="31.00",
            amount="31.00",
            net_amount="31.00",
            taxes=[_TAX],
            tax_amount="6.51",
            period=Period(start=date(2026, 2, 15), end=date(2026, 3, 15)),
        )
    ],
    number="EU-CN-2026-000001",
    series=_id("ser", 2),
    seller=_SELLER,
    buyer=_BUYER,
    issued_on=date(2026, 2, 16),
    tax_point_on=date(2026, 2, 16),
    tax_groups=[
        TaxGroup(
            category="S",
            percentage="21",
            jurisdiction="NL",
            tax_rates=[_id("txr", 1)],
            base_amount="31.00",
            tax_amount="6.51",
        )
    ],
    subtotal="31.00",
    net_amount="31.00",
    tax_amount="6.51",
    rounding_amount="0.00",
    total="37.51",
    amount_to_invoice="37.51",
    amount_to_balance="0.00",
    amount_to_refund="0.00",
    amount_out_of_band="0.00",
    created_at=datetime(2026, 2, 16, 9, 30, tzinfo=UTC),
)
SERIES = Series(
    id=_id("ser", 1),
    status="active",
    entity=_id("ent", 1),
    document_type="invoice",
    format="EU-{year}-{seq:06}",
    reset="year",
    next_number="EU-2026-000003",
    created_at=_AT,
)
DOCUMENT = Document(
    id=_id("doc", 1),
    subject=INVOICE.id,
    format="pdf",
    language="en",
    sha256="3f0a377ba0a4a460ecb616f6507ce0d8cfa3e704025d4fda3ed0c5ca05468728",
    bytes=18_204,
    template_version="invoice/1",
    created_at=_AT,
)
_PRINTED = b"<!doctype html><title>Invoice EU-2026-000002</title>"
_FILE = "application/octet-stream"
_PAGE = "text/html"

_TO_FINALIZE = (
    "state_conflict",
    "period_closed",
    "tax_unresolved",
    "customer_incomplete",
    "rule_conflict",
    "currency_mismatch",
    "insufficient_funds",
    "approval_required",
    "number_taken",
)
_TO_DRAFT = (
    "state_conflict",
    "currency_mismatch",
    "coupon_not_applicable",
    "rule_conflict",
    "tax_unresolved",
    "already_exists",
)
_TO_PRINT = ("state_conflict", "customer_incomplete", "rule_conflict")
_INVOICES = (
    *standard(
        Invoice, plural="invoices", path="/v1/invoices", actions="create", create=InvoiceCreate, example=INVOICE,
        errors=(*_TO_FINALIZE, "coupon_not_applicable"),
    ),
    *standard(
        Invoice, plural="invoices", path="/v1/invoices", actions="retrieve list update delete", update=InvoiceUpdate,
        errors=_TO_DRAFT, example=INVOICE,
        filters=(*filters_of(Invoice), Filter("overdue", "word", words=("true", "false"))),
    ),
    verb("invoices.finalize", "/v1/invoices/{id}/finalize", Invoice,
         "Give the invoice its number and its documents, and book it.", money=True, errors=_TO_FINALIZE,
         example=INVOICE),
    verb("invoices.approve", "/v1/invoices/{id}/approve", Invoice, "Say that a draft may be finalized.",
         example=INVOICE),
    verb("invoices.send", "/v1/invoices/{id}/send", Invoice, "Send the invoice to the customer.",
         errors=("state_conflict", "customer_incomplete"), example=INVOICE),
    verb("invoices.pay", "/v1/invoices/{id}/pay", Invoice, "Collect what is due now.",
         request=InvoicePayRequest, money=True,
         errors=("state_conflict", "mandate_missing", "rule_conflict", "provider_error"), example=INVOICE),
    verb("invoices.apply_balance", "/v1/invoices/{id}/apply_balance", Invoice, "Pay from the customer balance.",
         request=InvoiceApplyBalanceRequest, money=True,
         errors=("state_conflict", "insufficient_funds", "amount_exceeds_remaining", "money_digits", "period_closed"),
         example=INVOICE),
    verb("invoices.void", "/v1/invoices/{id}/void", Invoice, "Take back an invoice that nobody has seen.", money=True,
         errors=("state_conflict", "void_not_allowed", "period_closed", "approval_required"), example=INVOICE),
    verb("invoices.mark_uncollectible", "/v1/invoices/{id}/mark_uncollectible", Invoice,
         "Give up what is due and write it off.", money=True,
         errors=("state_conflict", "period_closed", "approval_required"), example=INVOICE),
    verb("invoices.claim_tax_relief", "/v1/invoices/{id}/claim_tax_relief", Invoice,
         "Take back the tax of a written-off invoice, once the law allows it.", money=True,
         errors=("state_conflict", "rule_conflict", "period_closed"), example=INVOICE),
    verb("invoices.duplicate", "/v1/invoices/{id}/duplicate", Invoice,
         "Make a new draft of a void invoice, or of lines that were credited whole.",
         errors=_TO_DRAFT, example=INVOICE),
    question("invoices.explain", "/v1/invoices/{id}/explain", Explanation,
             "How each figure of the invoice came about.", example=EXPLANATION),
    question("invoices.proof", "/v1/invoices/{id}/proof", InvoiceProof,
             "All that a stranger needs to derive the invoice again.", errors=("state_conflict",), example=_PROOF),
    question("invoices.entries", "/v1/invoices/{id}/entries", Page[Entry],
             "The entries that the invoice made.", example=Page(data=_ENTRIES)),
    question("invoices.document", "/v1/invoices/{id}/document", bytes, "The invoice as it was printed.",
             query=DocumentQuery, errors=_TO_PRINT, media=_PAGE, example=_PRINTED),
)  # fmt: skip

_LINES = (
    Operation(
        name="invoice_lines.create", method="POST", path="/v1/invoices/{id}/lines", summary="Add a line to a draft.",
        request=InvoiceLineCreate, response=InvoiceLine, errors=_TO_DRAFT, example=INVOICE_LINE,
    ),
    Operation(
        name="invoice_lines.list", method="GET", path="/v1/invoices/{id}/lines",
        summary="List the lines of an invoice.",
        response=Page[InvoiceLine], listing=True, filters=filters_of(InvoiceLine), example=Page(data=[INVOICE_LINE]),
    ),
    Operation(
        name="invoice_lines.retrieve", method="GET", path="/v1/invoices/{id}/lines/{line_id}", summary="Read a line.",
        response=InvoiceLine, example=INVOICE_LINE,
    ),
    Operation(
        name="invoice_lines.update", method="PATCH", path="/v1/invoices/{id}/lines/{line_id}",
        summary="Change a line of a draft.", request=InvoiceLineUpdate, response=InvoiceLine,
        errors=_TO_DRAFT, example=INVOICE_LINE,
    ),
    Operation(
        name="invoice_lines.delete", method="DELETE", path="/v1/invoices/{id}/lines/{line_id}",
        summary="Take a line off a draft.", response=Deleted,
        errors=("state_conflict", "rule_conflict", "tax_unresolved"),
        example=Deleted(id=INVOICE_LINE.id, object="invoice_line"),
    ),
)  # fmt: skip

_ITEMS = standard(
    InvoiceItem,
    plural="invoice_items",
    path="/v1/invoice_items",
    actions="create retrieve list update delete",
    create=InvoiceItemCreate,
    update=InvoiceItemUpdate,
    errors=("currency_mismatch", "rule_conflict", "state_conflict"),
    example=INVOICE_ITEM,
)

_TO_CREDIT = (
    "state_conflict",
    "credit_exceeds_line",
    "amount_exceeds_remaining",
    "currency_mismatch",
    "rule_conflict",
    "tax_unresolved",
)
_TO_ISSUE = (*_TO_CREDIT, "period_closed", "customer_incomplete", "approval_required", "number_taken")
_CREDIT_NOTES = (
    *standard(
        CreditNote, plural="credit_notes", path="/v1/credit_notes", actions="create", create=CreditNoteCreate,
        errors=_TO_ISSUE, keyed=True, example=CREDIT_NOTE,
    ),
    *standard(
        CreditNote, plural="credit_notes", path="/v1/credit_notes", actions="retrieve list update delete",
        update=CreditNoteUpdate, errors=_TO_CREDIT, example=CREDIT_NOTE,
    ),
    verb("credit_notes.issue", "/v1/credit_notes/{id}/issue", CreditNote,
         "Give the credit note its number and book it.", money=True, errors=_TO_ISSUE, example=CREDIT_NOTE),
    verb("credit_notes.send", "/v1/credit_notes/{id}/send", CreditNote, "Send the credit note to the customer.",
         errors=("state_conflict", "customer_incomplete"), example=CREDIT_NOTE),
    question("credit_notes.document", "/v1/credit_notes/{id}/document", bytes, "The credit note as it was printed.",
             query=DocumentQuery, errors=_TO_PRINT, media=_PAGE, example=_PRINTED),
)  # fmt: skip

_SERIES = (
    *standard(
        Series, plural="series", path="/v1/series", actions="create retrieve list", create=SeriesCreate,
        errors=("rule_conflict",), example=SERIES,
    ),
    verb("series.close", "/v1/series/{id}/close", Series, "Give no more numbers from this series.", example=SERIES),
    Operation(
        name="series.audit", method="GET", path="/v1/series/{id}/audit", summary="Every number with its document.",
        response=Page[SeriesNumber], listing=True,
        example=Page(data=[SeriesNumber(number="EU-2026-000002", sequence=2, subject=INVOICE.id,
                                        issued_on=date(2026, 2, 15), status="open")]),
    ),
)  # fmt: skip

_DOCUMENTS = (
    *standard(
        Document, plural="documents", path="/v1/documents", actions="retrieve list", example=DOCUMENT,
        filters=(*filters_of(Document), Filter("subject", "text"),
                 Filter("format", "word", words=("html", "pdf", "json", "ubl", "cii"))),
    ),
    question("documents.content", "/v1/documents/{id}/content", bytes, "The bytes that were stored.", media=_FILE,
             example=_PRINTED),
)  # fmt: skip

OPERATIONS: tuple[Operation, ...] = (*_INVOICES, *_LINES, *_ITEMS, *_CREDIT_NOTES, *_SERIES, *_DOCUMENTS)

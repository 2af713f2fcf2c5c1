"""Who buys: customers, their tax ids and billing groups, and what can be asked about them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from harr.contract.entitlements import Entitlement
from harr.contract.invoices import LineDiscount, LineKind, LineProration, LineTier
from harr.contract.operations import Filter, Operation, Page, filters_of, question, standard, verb
from harr.contract.shapes import (
    Actor,
    Address,
    Allowance,
    Contact,
    CurrencyAmount,
    LineTax,
    PaymentTerms,
    Period,
    TaxGroup,
)
from harr.contract.tenants import APP, ENTITY
from harr.contract.words import (
    Amount,
    Answer,
    BillingGroupId,
    Count,
    Country,
    Create,
    Currency,
    CustomerId,
    Deleted,
    DunningCampaignId,
    Email,
    EntityId,
    Instant,
    Json,
    Label,
    Language,
    MeterId,
    Name,
    PaymentMethodId,
    PriceId,
    ProductId,
    QuantityText,
    RateText,
    Request,
    SignedAmount,
    SubscriptionId,
    SubscriptionItemId,
    TaxIdId,
    TaxRateId,
    TimeZone,
    Update,
    Versioned,
)
from harr.kernel import ids

CustomerKind = Literal["person", "company"]
TaxStatus = Literal["taxable", "exempt", "reverse_charge_allowed"]
InvoiceDelivery = Literal["email", "none", "einvoice"]
Phone = Annotated[str, Meta(pattern=r"^[+]?[0-9 ()./-]{3,40}$", max_length=41, examples=["+31 20 123 4567"])]
TaxIdType = Annotated[
    str,
    Meta(pattern=r"^[a-z]{2}_[a-z_]{2,20}$", max_length=23, examples=["eu_vat"], description="An open list of words."),
]
TaxIdValue = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ./&*+-]{0,39}$", max_length=40, examples=["NL123456782B90"])
]
UsagePeriod = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}-[0-9]{2}(-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2})?$",
        max_length=21,
        examples=["2026-01-15/2026-02-15"],
        description="A month (`2026-01`), or two dates: the first day, and the day after the last.",
    ),
]
Limit = Annotated[int, Meta(ge=1, le=100)]
Cursor = Annotated[str, Meta(max_length=200)]


class CustomerBalance(Answer, kw_only=True):
    """What an entity owes the customer in one currency: credit that pays coming invoices."""

    entity: EntityId
    currency: Currency
    balance: Amount


class Customer(Versioned, kw_only=True):
    """Who buys and is invoiced: a person or a company."""

    id: CustomerId
    object: Literal["customer"] = "customer"
    status: Literal["active", "archived", "redacted"]
    tax_rates: list[TaxRateId] = msgspec.field(default_factory=list)
    name: Name
    kind: CustomerKind | None = None
    legal_name: Name | None = None
    email: Email | None = None
    phone: Phone | None = None
    address: Address | None = None
    shipping_address: Address | None = None
    contacts: list[Contact] = msgspec.field(default_factory=list)
    currency: Currency | None = None
    multi_currency: bool = False
    timezone: TimeZone | None = None
    language: Language | None = None
    entity: EntityId | None = None
    payer: CustomerId | None = None
    billing_group: BillingGroupId | None = None
    payment_terms: PaymentTerms | None = None
    default_payment_method: PaymentMethodId | None = None
    tax_status: TaxStatus = "taxable"
    purchase_order: Label | None = None
    dunning_campaign: DunningCampaignId | None = None
    invoice_delivery: InvoiceDelivery = "email"
    einvoice_address: Label | None = None
    balances: list[CustomerBalance] = msgspec.field(default_factory=list)
    overdue_amounts: list[CurrencyAmount] = msgspec.field(default_factory=list)
    delinquent: bool = False


class CustomerCreate(Create, kw_only=True):
    """A new customer; what is absent is taken from the app and its entity when it is needed."""

    tax_rates: list[TaxRateId] | None = None
    name: Name
    kind: CustomerKind | None = None
    legal_name: Name | None = None
    email: Email | None = None
    phone: Phone | None = None
    address: Address | None = None
    shipping_address: Address | None = None
    contacts: list[Contact] | None = None
    currency: Currency | None = None
    multi_currency: bool = False
    timezone: TimeZone | None = None
    language: Language | None = None
    entity: EntityId | None = None
    payer: CustomerId | None = None
    billing_group: BillingGroupId | None = None
    payment_terms: PaymentTerms | None = None
    default_payment_method: PaymentMethodId | None = None
    tax_status: TaxStatus | None = None
    purchase_order: Label | None = None
    dunning_campaign: DunningCampaignId | None = None
    invoice_delivery: InvoiceDelivery | None = None
    einvoice_address: Label | None = None


class CustomerUpdate(Update, kw_only=True):
    """What of a customer may change; the currency only until the first invoice, unless `multi_currency`."""

    tax_rates: list[TaxRateId] | UnsetType = UNSET
    name: Name | UnsetType = UNSET
    kind: CustomerKind | UnsetType | None = UNSET
    legal_name: Name | UnsetType | None = UNSET
    email: Email | UnsetType | None = UNSET
    phone: Phone | UnsetType | None = UNSET
    address: Address | UnsetType | None = UNSET
    shipping_address: Address | UnsetType | None = UNSET
    contacts: list[Contact] | UnsetType = UNSET
    currency: Currency | UnsetType | None = UNSET
    multi_currency: bool | UnsetType = UNSET
    timezone: TimeZone | UnsetType | None = UNSET
    language: Language | UnsetType | None = UNSET
    entity: EntityId | UnsetType | None = UNSET
    payer: CustomerId | UnsetType | None = UNSET
    billing_group: BillingGroupId | UnsetType | None = UNSET
    payment_terms: PaymentTerms | UnsetType | None = UNSET
    default_payment_method: PaymentMethodId | UnsetType | None = UNSET
    tax_status: TaxStatus | UnsetType = UNSET
    purchase_order: Label | UnsetType | None = UNSET
    dunning_campaign: DunningCampaignId | UnsetType | None = UNSET
    invoice_delivery: InvoiceDelivery | UnsetType = UNSET
    einvoice_address: Label | UnsetType | None = UNSET


class CustomerMergeRequest(Request, kw_only=True):
    """Which customer this one becomes; this one is archived."""

    into: CustomerId


class StatementQuery(Request, kw_only=True):
    """Which days, and of which entity and currency."""

    from_: date | None = msgspec.field(name="from", default=None)
    until: date | None = None
    entity: EntityId | None = None
    currency: Currency | None = None


class StatementLine(Answer, kw_only=True):
    """One thing that raised or lowered what the customer owes."""

    on: date
    kind: Literal["invoice", "credit_note", "payment", "refund", "balance", "write_off", "opening"]
    subject: str
    number: str | None = None
    description: Label | None = None
    amount: SignedAmount
    balance: SignedAmount


class Statement(Answer, kw_only=True):
    """What a customer owes and paid in some days, in one currency, to one entity."""

    object: Literal["statement"] = "statement"
    customer: CustomerId
    entity: EntityId
    currency: Currency
    from_: date = msgspec.field(name="from")
    until: date
    opening_balance: SignedAmount
    lines: list[StatementLine] = msgspec.field(default_factory=list)
    closing_balance: SignedAmount


class TimelineItem(Answer, kw_only=True):
    """One thing that happened to a customer or to something of theirs."""

    at: Instant
    type: str
    subject: str
    summary: str
    amount: CurrencyAmount | None = None
    actor: Actor | None = None


class UpcomingInvoiceQuery(Request, kw_only=True):
    """Of which subscription; without one, the customer's next invoice."""

    subscription: SubscriptionId | None = None


class UpcomingLine(Answer, kw_only=True):
    """A line as it would stand on the next invoice if nothing more happened."""

    kind: LineKind
    description: Label
    product: ProductId | None = None
    price: PriceId | None = None
    subscription_item: SubscriptionItemId | None = None
    meter: MeterId | None = None
    quantity: QuantityText = "1"
    unit_amount: RateText | None = None
    amount: SignedAmount
    discount_amount: SignedAmount
    discounts: list[LineDiscount] = msgspec.field(default_factory=list)
    net_amount: SignedAmount
    taxes: list[LineTax] = msgspec.field(default_factory=list)
    tax_amount: SignedAmount
    period: Period | None = None
    tiers: list[LineTier] = msgspec.field(default_factory=list)
    proration: LineProration | None = None


class UpcomingInvoice(Answer, kw_only=True):
    """The next invoice as it would be made from what is known now; it has no id and no number."""

    object: Literal["upcoming_invoice"] = "upcoming_invoice"
    customer: CustomerId
    entity: EntityId | None = None
    subscription: SubscriptionId | None = None
    currency: Currency
    issues_on: date | None = None
    due_on: date | None = None
    service_period: Period | None = None
    lines: list[UpcomingLine] = msgspec.field(default_factory=list)
    allowances: list[Allowance] = msgspec.field(default_factory=list)
    charges: list[Allowance] = msgspec.field(default_factory=list)
    subtotal: SignedAmount
    discount_amount: SignedAmount
    net_amount: SignedAmount
    tax_groups: list[TaxGroup] = msgspec.field(default_factory=list)
    tax_amount: SignedAmount
    rounding_amount: SignedAmount
    total: SignedAmount
    amount_applied: Amount
    amount_due: SignedAmount


class CustomerUsageQuery(Request, kw_only=True):
    """Which meter and which period; without a period, the present one of each subscription."""

    meter: MeterId | None = None
    subscription: SubscriptionId | None = None
    period: UsagePeriod | None = None
    limit: Limit = 20
    after: Cursor | None = None


class CustomerUsage(Answer, kw_only=True):
    """How much a customer has used of one meter in one period, and what it costs so far."""

    meter: MeterId
    subscription_item: SubscriptionItemId | None = None
    period: Period
    quantity: QuantityText
    events: Count
    unit_name: Label | None = None
    amount: CurrencyAmount | None = None


class TaxId(Versioned, kw_only=True):
    """A number by which a tax office knows the customer, and what came of checking it."""

    id: TaxIdId
    object: Literal["tax_id"] = "tax_id"
    status: Literal["pending", "verified", "unverified", "unavailable"]
    customer: CustomerId
    type: TaxIdType
    value: TaxIdValue
    country: Country | None = None
    valid_format: bool
    verified_name: Name | None = None
    verified_at: Instant | None = None
    evidence: Json | None = None


class TaxIdCreate(Create, kw_only=True):
    """A tax id to keep for the customer; its format is checked at once."""

    type: TaxIdType
    value: TaxIdValue


class BillingGroup(Versioned, kw_only=True):
    """A part of a customer that is invoiced apart: a department, a site, a purchase order."""

    id: BillingGroupId
    object: Literal["billing_group"] = "billing_group"
    status: Literal["active", "archived"]
    customer: CustomerId
    name: Name
    payment_method: PaymentMethodId | None = None
    consolidate: bool = False
    purchase_order: Label | None = None
    address: Address | None = None
    contacts: list[Contact] = msgspec.field(default_factory=list)


class BillingGroupCreate(Create, kw_only=True):
    """A new group of a customer; `consolidate` puts what falls due on one day on one invoice."""

    customer: CustomerId
    name: Name
    payment_method: PaymentMethodId | None = None
    consolidate: bool = False
    purchase_order: Label | None = None
    address: Address | None = None
    contacts: list[Contact] | None = None


class BillingGroupUpdate(Update, kw_only=True):
    """What of a billing group may change."""

    name: Name | UnsetType = UNSET
    payment_method: PaymentMethodId | UnsetType | None = UNSET
    consolidate: bool | UnsetType = UNSET
    purchase_order: Label | UnsetType | None = UNSET
    address: Address | UnsetType | None = UNSET
    contacts: list[Contact] | UnsetType = UNSET


CREATED_AT = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


def _id(prefix: str, counter: int = 1) -> str:
    return ids.id_text(prefix, ids.make_id(1_771_113_600_000, counter))


CUSTOMER = Customer(
    id=_id("cus"),
    status="active",
    external_id="crm-4711",
    app=APP.id,
    created_at=CREATED_AT,
    name="Analytical Engines",
    kind="company",
    legal_name="Analytical Engines B.V.",
    email="billing@example.com",
    address=Address(line1="Damrak 7", city="Amsterdam", postal_code="1012 LG", country="NL"),
    contacts=[Contact(name="Ada", email="ada@example.com", role="billing", language="en")],
    currency="EUR",
    timezone="Europe/Amsterdam",
    language="en",
    entity=ENTITY.id,
    payment_terms=PaymentTerms(due_days=14),
    default_payment_method=_id("pm"),
    balances=[CustomerBalance(entity=ENTITY.id, currency="EUR", balance="12.10")],
)
TAX_ID = TaxId(
    id=_id("tid"),
    status="verified",
    app=APP.id,
    created_at=CREATED_AT,
    customer=CUSTOMER.id,
    type="eu_vat",
    value="NL123456782B90",
    country="NL",
    valid_format=True,
    verified_name="Analytical Engines B.V.",
    verified_at=CREATED_AT,
    evidence={"source": "vies", "consultation": "WAPIAAAAYJ0001"},
)
BILLING_GROUP = BillingGroup(
    id=_id("bgr"),
    status="active",
    app=APP.id,
    created_at=CREATED_AT,
    customer=CUSTOMER.id,
    name="Research",
    consolidate=True,
    purchase_order="PO-2026-17",
    contacts=[Contact(name="Charles", email="charles@example.com")],
)
STATEMENT = Statement(
    customer=CUSTOMER.id,
    entity=ENTITY.id,
    currency="EUR",
    from_=date(2026, 1, 1),
    until=date(2026, 2, 1),
    opening_balance="0.00",
    lines=[
        StatementLine(
            on=date(2026, 1, 15),
            kind="invoice",
            subject=_id("inv"),
            number="EU-2026-000001",
            amount="37.51",
            balance="37.51",
        ),
        StatementLine(on=date(2026, 1, 15), kind="payment", subject=_id("pay"), amount="-37.51", balance="0.00"),
    ],
    closing_balance="0.00",
)
TIMELINE_ITEM = TimelineItem(
    at=CREATED_AT,
    type="invoice.finalized",
    subject=_id("inv"),
    summary="Invoice EU-2026-000001 over EUR 37.51 was finalized.",
    amount=CurrencyAmount(amount="37.51", currency="EUR"),
    actor=Actor(kind="agenda"),
)
TAXES = [LineTax(tax_rate=_id("txr"), percentage="21", category="S", jurisdiction="NL")]
UPCOMING_INVOICE = UpcomingInvoice(
    customer=CUSTOMER.id,
    entity=ENTITY.id,
    subscription=_id("sub"),
    currency="EUR",
    issues_on=date(2026, 2, 15),
    due_on=date(2026, 2, 15),
    lines=[
        UpcomingLine(
            kind="usage",
            description="API calls",
            price=_id("prc", 2),
            subscription_item=_id("sit", 2),
            meter=_id("mtr"),
            quantity="11088",
            amount="42.37",
            discount_amount="0.00",
            net_amount="42.37",
            taxes=TAXES,
            tax_amount="8.90",
            period=Period(start=date(2026, 1, 15), end=date(2026, 2, 15)),
            tiers=[
                LineTier(tier=1, part="unit", quantity="1000", unit_amount="0", amount="0"),
                LineTier(tier=2, part="unit", quantity="10088", unit_amount="0.0042", amount="42.3696"),
            ],
        ),
        UpcomingLine(
            kind="fee",
            description="Pro",
            price=_id("prc", 1),
            subscription_item=_id("sit", 1),
            unit_amount="31",
            amount="31.00",
            discount_amount="0.00",
            net_amount="31.00",
            taxes=TAXES,
            tax_amount="6.51",
            period=Period(start=date(2026, 2, 15), end=date(2026, 3, 15)),
        ),
    ],
    subtotal="73.37",
    discount_amount="0.00",
    net_amount="73.37",
    tax_groups=[
        TaxGroup(
            category="S",
            percentage="21",
            jurisdiction="NL",
            tax_rates=[_id("txr")],
            base_amount="73.37",
            tax_amount="15.41",
        )
    ],
    tax_amount="15.41",
    rounding_amount="0.00",
    total="88.78",
    amount_applied="12.10",
    amount_due="76.68",
)
CUSTOMER_USAGE = CustomerUsage(
    meter=_id("mtr"),
    subscription_item=_id("sit", 2),
    period=Period(start=date(2026, 1, 15), end=date(2026, 2, 15)),
    quantity="11088",
    events=11088,
    unit_name="call",
    amount=CurrencyAmount(amount="42.37", currency="EUR"),
)
CUSTOMER_ENTITLEMENT = Entitlement(
    id=_id("etl"),
    status="active",
    app=APP.id,
    created_at=CREATED_AT,
    customer=CUSTOMER.id,
    feature=_id("fea"),
    limit="20000",
    reset="period",
    source="plan",
    used="11088",
    left="8912",
    resets_at=datetime(2026, 2, 14, 23, 0, tzinfo=UTC),
)

TAX_IDS = "/v1/customers/{id}/tax_ids"

OPERATIONS: tuple[Operation, ...] = (
    *standard(
        Customer, plural="customers", path="/v1/customers", actions="create retrieve list update",
        create=CustomerCreate, update=CustomerUpdate, errors=("rule_conflict", "currency_mismatch"),
        filters=(*filters_of(Customer), Filter("email", "text")), example=CUSTOMER,
    ),
    verb(
        "customers.archive", "/v1/customers/{id}/archive", Customer, "Archive a customer.",
        example=replace(CUSTOMER, status="archived"),
    ),
    verb(
        "customers.merge", "/v1/customers/{id}/merge", Customer, "Make two customers one.",
        request=CustomerMergeRequest, errors=("state_conflict", "rule_conflict"),
        example=replace(CUSTOMER, status="archived"),
    ),
    verb(
        "customers.redact", "/v1/customers/{id}/redact", Customer,
        "Erase what is known of a person; documents and books keep what the law asks for.",
        example=replace(
            CUSTOMER, status="redacted", name="redacted", legal_name=None, email=None, address=None, contacts=[]
        ),
    ),
    question(
        "customers.balances", "/v1/customers/{id}/balances", Page[CustomerBalance],
        "List what the entities owe a customer.", example=Page(data=CUSTOMER.balances),
    ),
    question(
        "customers.statement", "/v1/customers/{id}/statement", Statement, "Read what a customer owes and paid.",
        query=StatementQuery, example=STATEMENT,
    ),
    Operation(
        name="customers.timeline", method="GET", path="/v1/customers/{id}/timeline",
        summary="List what happened to a customer.", response=Page[TimelineItem], listing=True,
        filters=(Filter("at", "instant"), Filter("type", "text")), example=Page(data=[TIMELINE_ITEM]),
    ),
    question(
        "customers.upcoming_invoice", "/v1/customers/{id}/upcoming_invoice", UpcomingInvoice,
        "Read the next invoice as it would be.", query=UpcomingInvoiceQuery,
        errors=("not_found", "tax_unresolved", "customer_incomplete"), example=UPCOMING_INVOICE,
    ),
    question(
        "customers.usage", "/v1/customers/{id}/usage", Page[CustomerUsage],
        "List how much a customer has used, and what it costs so far.", query=CustomerUsageQuery,
        example=Page(data=[CUSTOMER_USAGE]),
    ),
    Operation(
        name="customers.entitlements", method="GET", path="/v1/customers/{id}/entitlements",
        summary="List what a customer may use.", response=Page[Entitlement], listing=True,
        filters=filters_of(Entitlement), example=Page(data=[CUSTOMER_ENTITLEMENT]),
    ),
    *standard(
        TaxId, plural="tax_ids", path=TAX_IDS, actions="create list", create=TaxIdCreate, example=TAX_ID,
        filters=(*filters_of(TaxId), Filter("type", "text")),
    ),
    question("tax_ids.retrieve", f"{TAX_IDS}/{{tax_id}}", TaxId, "Read a tax id.", example=TAX_ID),
    verb(
        "tax_ids.verify", f"{TAX_IDS}/{{tax_id}}/verify", TaxId, "Ask the tax office about a tax id again.",
        errors=("state_conflict", "provider_error"), example=TAX_ID,
    ),
    Operation(
        name="tax_ids.delete", method="DELETE", path=f"{TAX_IDS}/{{tax_id}}", summary="Delete a tax id.",
        response=Deleted, example=Deleted(id=TAX_ID.id, object="tax_id"),
    ),
    *standard(
        BillingGroup, plural="billing_groups", path="/v1/billing_groups", actions="create retrieve list update",
        create=BillingGroupCreate, update=BillingGroupUpdate, example=BILLING_GROUP,
    ),
)  # fmt: skip

"""What Harr answers, and what a body is made of. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec


class Account(msgspec.Struct, kw_only=True):
    """A place where entries add up: one for each entity, code, currency and owner."""

    id: str
    object: str = "account"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: closed, open."""
    entity: str
    code: str
    """Of the chart."""
    name: str | None = None
    type: str
    """One of: asset, equity, expense, liability, memo, revenue."""
    normal_side: str
    """One of: credit, debit."""
    contra: bool
    currency: str
    dimensions: dict[str, str] = msgspec.field(default_factory=dict)
    """What a report asks for beside the account: document, line, product, tax rate."""
    owner: str | None = None
    """One id or none: whose account it is (a customer, a wallet, a provider)."""
    balance_policy: str
    """One of: guarded, open."""
    floor_amount: str | None = None


class AccountMapping(msgspec.Struct, kw_only=True):
    """What an account is called in the general ledger that exports go to."""

    id: str
    object: str = "account_mapping"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    entity: str
    code: str
    """Of the chart."""
    conditions: MappingConditions
    gl_code: str
    gl_name: str | None = None
    tax_code: str | None = None
    valid_from: dt.date
    valid_until: dt.date | None = None


class Actor(msgspec.Struct, kw_only=True):
    """Who did it: a key, a member, a customer, the agenda, a provider."""

    kind: str
    """One of: agenda, customer, key, member, provider, reaction, system."""
    id: str | None = None
    reason: str | None = None


class Added(msgspec.Struct, kw_only=True):
    """Where one arrives: a day, and the instant where the start was one."""

    object: str = "date"
    on: dt.date
    at: dt.datetime | None = None


class Address(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A postal address. The country is what tax and documents go by."""

    line1: str | None = None
    line2: str | None = None
    city: str | None = None
    postal_code: str | None = None
    state: str | None = None
    country: str


class AgendaItem(msgspec.Struct, kw_only=True):
    """Something that is due at an instant: a renewal, a retry, a reminder, an expiry."""

    id: str
    object: str = "agenda_item"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: canceled, done, due, failed, running."""
    subject: str
    verb: str
    due_at: dt.datetime
    attempts: int
    last_error: dict[str, Any] | None = msgspec.field(default_factory=dict)
    leased_until: dt.datetime | None = None
    caused_by: str | None = None


class Allocation(msgspec.Struct, kw_only=True):
    """The part of a payment that pays one invoice."""

    invoice: str
    amount: str


class AllocationRequest(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Which invoice to pay, and with how much."""

    invoice: str
    amount: str


class Allowance(msgspec.Struct, kw_only=True):
    """Taken off (`allowance`) or put on (`charge`) before tax, with its own tax."""

    kind: str
    """One of: allowance, charge."""
    amount: str
    percentage: str | None = None
    base_amount: str | None = None
    reason: str | None = None
    reason_code: str | None = None
    taxes: list[LineTax] = msgspec.field(default_factory=list)


class AllowanceRequest(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Taken off (or, as a charge, put on) a line or a document before tax: an amount, or a percentage of a base."""

    amount: str | None = None
    percentage: str | None = None
    base_amount: str | None = None
    reason: str | None = None
    reason_code: str | None = None
    tax_rates: list[str] | None = msgspec.field(default_factory=list)


class Anchor(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a calendar returns to after a short month: day 31 is 28 Feb, then 31 Mar again."""

    day: int | None = None
    month: int | None = None
    weekday: int | None = None
    time: str | None = None


class App(msgspec.Struct, kw_only=True):
    """A consuming application: it has keys, webhook endpoints and a profile of what it may do.

    The first app of a tenant, `default`, has no entity: it was there before any was made.
    """

    id: str
    object: str = "app"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived, suspended."""
    api_version: str
    """A date."""
    name: str
    profile: str | None = None
    entity: str | None = None
    language: str | None = None


class Applied(msgspec.Struct, kw_only=True):
    """Something that has paid a part of a document."""

    source: str
    amount: str
    at: dt.datetime


class Approval(msgspec.Struct, kw_only=True):
    """Four eyes: something above a limit that a second person has to approve."""

    id: str
    object: str = "approval"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: approved, expired, pending, refused."""
    operation: str
    subject: str
    amount: CurrencyAmount | None = None
    requested_by: Actor
    limit: CurrencyAmount | None = None
    note: str | None = None


class Assurance(msgspec.Struct, kw_only=True):
    """What the books were found to be when they were last added up again."""

    object: str = "assurance"
    last_run: dt.datetime | None = None
    invariants: list[Invariant] = msgspec.field(default_factory=list)
    unexplained_amounts: list[UnexplainedAmount] = msgspec.field(default_factory=list)
    chain_head: ChainHead | None = None


class Attempt(msgspec.Struct, kw_only=True):
    """One try to move the money at one provider. A timeout is `unknown`, never `failed`."""

    id: str
    object: str = "attempt"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: authorized, canceled, created, failed, requires_action, returned, sent, succeeded, unknown."""
    payment: str
    provider: str
    """Who carries the money; `terminal` and `manual` are Harr's own."""
    provider_reference: str | None = None
    amount: str
    currency: str
    sent_at: dt.datetime | None = None
    answered_at: dt.datetime | None = None
    failure: Failure | None = None
    routed_because: str | None = None


class AuditRecord(msgspec.Struct, kw_only=True):
    """Who did what, when and why; one for each commit, and for what was refused."""

    id: str
    object: str = "audit_record"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    operation: str
    actor: Actor
    subject: str | None = None
    before: dict[str, Any] | None = msgspec.field(default_factory=dict)
    after: dict[str, Any] | None = msgspec.field(default_factory=dict)
    reason: str | None = None
    outcome: str
    """`done`, or the code of the refusal."""
    request_id: str | None = None
    at: dt.datetime


class Balance(msgspec.Struct, kw_only=True):
    """What an account (or all accounts of a code) holds, on its normal side."""

    object: str = "balance"
    entity: str
    code: str
    """Of the chart."""
    currency: str
    dimensions: dict[str, str] = msgspec.field(default_factory=dict)
    """What a report asks for beside the account: document, line, product, tax rate."""
    as_of: dt.date | None = None
    known_at: str | None = None
    """A position of the order of commits, or an instant: the last position ordered before it."""
    debits: str
    credits: str
    posted: str
    pending: str
    available: str


class BalanceAdjustment(msgspec.Struct, kw_only=True):
    """Puts goodwill on a customer's balance with an entity, or takes some off."""

    id: str
    object: str = "balance_adjustment"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str = "posted"
    customer: str
    entity: str
    amount: str
    currency: str
    direction: str
    """One of: credit, debit."""
    reason: str
    reverses: str | None = None
    reversed_by: str | None = None


class BankAccount(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Where an entity is paid by transfer; its documents print it."""

    iban: str
    bic: str | None = None
    holder: str | None = None
    currency: str | None = None


class BankLine(msgspec.Struct, kw_only=True):
    """A line of a bank statement, by its place."""

    bank_statement: str
    line: int


class BankStatement(msgspec.Struct, kw_only=True):
    """What the bank says happened on an account."""

    id: str
    object: str = "bank_statement"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: imported, matched."""
    entity: str | None = None
    account: str
    format: str
    """One of: camt.053, csv, mt940."""
    lines: list[BankStatementLine] = msgspec.field(default_factory=list)


class BankStatementLine(msgspec.Struct, kw_only=True):
    """One movement on the bank account; `matched` is what it was found to be."""

    line: int
    on: dt.date
    amount: str
    currency: str
    reference: str | None = None
    counterparty: str | None = None
    matched: str | None = None


class BatchTransaction(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A transaction of a batch; its `external_id` is what makes it happen once."""

    external_id: str
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    entity: str
    type: str
    description: str | None = None
    effective_on: dt.date
    effective_at: dt.datetime | None = None
    entries: list[EntryRequest] = msgspec.field(default_factory=list)
    reason: str | None = None
    attachment_url: str | None = None


class BillRun(msgspec.Struct, kw_only=True):
    """A job that does all that is due until an instant: renews, rates, finalizes, in line with each series."""

    id: str
    object: str = "bill_run"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: canceled, failed, partly_failed, queued, running, succeeded."""
    job: str
    entity: str | None = None
    until: dt.datetime
    progress: JobProgress
    parked: list[Parked] = msgspec.field(default_factory=list)


class BillingDetails(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Whose card or account it is."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    address: Address | None = None


class BillingGroup(msgspec.Struct, kw_only=True):
    """A part of a customer that is invoiced apart: a department, a site, a purchase order."""

    id: str
    object: str = "billing_group"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived."""
    customer: str
    name: str
    payment_method: str | None = None
    consolidate: bool
    purchase_order: str | None = None
    address: Address | None = None
    contacts: list[Contact] = msgspec.field(default_factory=list)


class Branding(msgspec.Struct, kw_only=True, omit_defaults=True):
    """How documents, emails and hosted pages look."""

    logo_url: str | None = None
    color: str | None = None
    support_email: str | None = None
    support_url: str | None = None


class Catalog(msgspec.Struct, kw_only=True):
    """The active catalogue as one document; things are named by code, so it fits another tenant too.

    What has no code is named by its id, and is not in the document itself.
    """

    object: str = "catalog"
    units: list[UnitCreate] = msgspec.field(default_factory=list)
    meters: list[CatalogMeter] = msgspec.field(default_factory=list)
    products: list[CatalogProduct] = msgspec.field(default_factory=list)
    prices: list[CatalogPrice] = msgspec.field(default_factory=list)
    plans: list[CatalogPlan] = msgspec.field(default_factory=list)


class CatalogChange(msgspec.Struct, kw_only=True):
    """One thing that applying a document changes."""

    action: str
    """One of: archive, create, new_version, update."""
    kind: str
    """One of: meter, plan, price, product, unit."""
    code: str
    id: str | None = None
    fields: list[str] = msgspec.field(default_factory=list)


class CatalogDiff(msgspec.Struct, kw_only=True):
    """What a document changes, in the order in which it is done."""

    object: str = "catalog_diff"
    changes: list[CatalogChange] = msgspec.field(default_factory=list)
    unchanged: int


class CatalogEntitlement(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A feature that a plan gives, by code."""

    feature: str
    value: str | None = None
    limit: str | None = None
    soft: bool = False
    reset: str | None = None
    """One of: never, period."""


class CatalogMeter(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A meter of the document."""

    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    code: str
    event_type: str
    aggregation: str
    """One of: count, last, max, min, percentile, sum, unique, weighted."""
    property: str | None = None
    percentile: int | None = None
    decimals: int = 0
    """How many decimals a quantity has at most."""
    filters: list[MeterFilter] | None = msgspec.field(default_factory=list)
    group_by: list[str] | None = msgspec.field(default_factory=list)
    expression: str | None = None
    unit_name: str | None = None
    carried_over: bool = False


class CatalogPlan(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A plan of the document; prices, features and the plan after it by code."""

    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    interval: str | None = None
    """One of: day, month, week, year."""
    interval_count: int | None = None
    trial_days: int | None = None
    trial_requires_payment_method: bool = False
    billing_anchor: Anchor | None = None
    minimum_amount: CurrencyAmountRequest | None = None
    usage_thresholds: list[UsageThreshold] | None = msgspec.field(default_factory=list)
    code: str
    name: str
    prices: list[CatalogPlanPrice] = msgspec.field(default_factory=list)
    setup_prices: list[CatalogPlanPrice] | None = msgspec.field(default_factory=list)
    entitlements: list[CatalogEntitlement] | None = msgspec.field(default_factory=list)
    successor: str | None = None


class CatalogPlanPrice(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A price of a plan, by code."""

    price: str
    quantity: str | None = None
    optional: bool = False


class CatalogPrice(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A price of the document; its product and meter by code."""

    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    product: str
    code: str
    model: str
    """One of: custom_amount, dynamic, flat, graduated, graduated_percentage, matrix, package, per_unit,
    percentage, stairstep, volume.
    """
    billing: str
    """One of: in_advance, in_arrears."""
    type: str
    """One of: one_time, recurring, usage."""
    interval: str | None = None
    """One of: day, month, week, year."""
    interval_count: int | None = None
    meter: str | None = None
    currency: str
    unit_amount: str | None = None
    per: int = 1
    """For how many units a rate is."""
    tiers: list[Tier] | None = msgspec.field(default_factory=list)
    package_size: str | None = None
    package_amount: str | None = None
    percentage: str | None = None
    fixed_amount: str | None = None
    minimum_per_event: str | None = None
    maximum_per_event: str | None = None
    included_events: int | None = None
    included_amount_base: str | None = None
    multiplier: str | None = None
    matrix: list[MatrixCell] | None = msgspec.field(default_factory=list)
    custom_amount: CustomAmount | None = None
    tax_behavior: str
    """One of: exclusive, inclusive."""
    proration_unit: str | None = None
    """One of: day, fixed_30, none, second."""
    currency_options: dict[str, CurrencyOption] | None = msgspec.field(default_factory=dict)
    modifiers: Modifiers | None = None
    round_at: str | None = None
    """One of: line, tier."""
    zero_quantity_flat: str | None = None
    """One of: billed, not_billed."""
    negative_usage: str | None = None
    """One of: credit, zero."""
    late_usage: str | None = None
    """One of: draft_then_next, next."""
    recognition: str | None = None
    """One of: day, month, over_term, point_in_time, second, usage."""
    nickname: str | None = None


class CatalogProduct(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A product of the document; features by code."""

    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    tax_rates: list[str] | None = msgspec.field(default_factory=list)
    name: str
    code: str
    description: str | None = None
    tax_code: str | None = None
    unit_name: str | None = None
    features: list[str] | None = msgspec.field(default_factory=list)
    revenue_account: str | None = None
    """Of the chart."""
    recognition: str | None = None
    """One of: day, month, over_term, point_in_time, second, usage."""


class ChainHead(msgspec.Struct, kw_only=True):
    """The last commit of the hash chain."""

    position: int
    digest: str


class CheckoutLine(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Something to buy: a price, or a description with an amount."""

    price: str | None = None
    description: str | None = None
    amount: str | None = None
    quantity: str = "1"


class CheckoutSession(msgspec.Struct, kw_only=True):
    """A page on which one customer pays once."""

    id: str
    object: str = "checkout_session"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: completed, expired, open."""
    customer: str | None = None
    invoice: str | None = None
    lines: list[CheckoutLine] = msgspec.field(default_factory=list)
    currency: str | None = None
    success_url: str | None = None
    cancel_url: str | None = None
    return_url: str | None = None
    expires_at: dt.datetime | None = None
    url: str
    allowed: list[str] = msgspec.field(default_factory=list)
    payment: str | None = None


class CloseRecord(msgspec.Struct, kw_only=True):
    """What was true when the period was closed, and who closed it."""

    trial_balance: list[TrialBalanceRow] = msgspec.field(default_factory=list)
    chain_head: str
    actor: Actor
    at: dt.datetime


class Commitment(msgspec.Struct, kw_only=True):
    """An amount that a customer has promised to spend, or may spend at most, in a period."""

    id: str
    object: str = "commitment"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, canceled, fulfilled, planned, trued_up."""
    customer: str
    subscription: str | None = None
    kind: str
    """One of: maximum, minimum, postpaid, prepaid."""
    amount: str
    currency: str
    period: Period
    scope: WalletScope | None = None
    overage_multiplier: str | None = None
    true_up: str
    """One of: period_end, term_end."""
    drawn_amount: str
    remaining_amount: str


class Contact(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A person at a customer."""

    name: str | None = None
    email: str
    role: str | None = None
    language: str | None = None


class CostBasis(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a unit is worth in money from a day on."""

    currency: str
    unit_amount: str
    valid_from: dt.date


class Coupon(msgspec.Struct, kw_only=True):
    """Something off: a percentage or an amount, once, for some periods, or for ever."""

    id: str
    object: str = "coupon"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived, exhausted, expired."""
    name: str | None = None
    percent_off: str | None = None
    amount_off: str | None = None
    currency: str | None = None
    duration: str
    """One of: forever, once, repeating."""
    duration_periods: int | None = None
    products: list[str] = msgspec.field(default_factory=list)
    prices: list[str] = msgspec.field(default_factory=list)
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    maximum_redemptions: int | None = None
    maximum_per_customer: int | None = None
    redemptions: int


class CreditNote(msgspec.Struct, kw_only=True):
    """What is taken back of an invoice, and where the money goes: off the invoice, to the balance, or back."""

    id: str
    object: str = "credit_note"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: draft, issued."""
    invoice: str | None = None
    customer: str
    entity: str
    currency: str
    reason: str
    """One of: cancellation, dispute_lost, duplicate, fraudulent, order_change, price_correction,
    product_unsatisfactory.
    """
    description: str | None = None
    lines: list[CreditNoteLine] = msgspec.field(default_factory=list)
    allowances: list[Allowance] = msgspec.field(default_factory=list)
    charges: list[Allowance] = msgspec.field(default_factory=list)
    number: str | None = None
    series: str | None = None
    seller: Party | None = None
    buyer: Party | None = None
    issued_on: dt.date | None = None
    tax_point_on: dt.date | None = None
    tax_groups: list[TaxGroup] = msgspec.field(default_factory=list)
    subtotal: str
    net_amount: str
    tax_amount: str
    rounding_amount: str
    total: str
    amount_to_invoice: str
    amount_to_balance: str
    amount_to_refund: str
    amount_out_of_band: str
    refund: str | None = None
    sent_at: dt.datetime | None = None


class CreditNoteLine(msgspec.Struct, kw_only=True):
    """What is taken back: a part of an invoice's line, or a line of its own where no invoice is named."""

    id: str
    object: str = "credit_note_line"
    line: str | None = None
    description: str
    product: str | None = None
    quantity: str | None = None
    unit_amount: str | None = None
    base_quantity: str | None = None
    amount: str
    net_amount: str
    tax_behavior: str
    """One of: exclusive, inclusive."""
    tax_code: str | None = None
    taxes: list[LineTax] = msgspec.field(default_factory=list)
    tax_amount: str
    period: Period | None = None


class CreditNoteLineCreate(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A line of the invoice with a quantity or an amount of it; or, without an invoice, a line of one's own."""

    line: str | None = None
    quantity: str | None = None
    amount: str | None = None
    description: str | None = None
    product: str | None = None
    unit_amount: str | None = None
    base_quantity: str | None = None
    tax_rates: list[str] | None = msgspec.field(default_factory=list)
    tax_behavior: str | None = None
    """One of: exclusive, inclusive."""
    tax_code: str | None = None
    allowances: list[AllowanceRequest] = msgspec.field(default_factory=list)
    charges: list[AllowanceRequest] = msgspec.field(default_factory=list)
    period: PeriodRequest | None = None


class CurrencyAmount(msgspec.Struct, kw_only=True):
    """An amount whose currency is not the resource's."""

    amount: str
    currency: str


class CurrencyAmountRequest(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An amount with its currency."""

    amount: str
    currency: str


class CurrencyFacts(msgspec.Struct, kw_only=True):
    """A currency of ISO 4217 and the digits that its amounts have."""

    object: str = "currency"
    code: str
    digits: int


class CurrencyOption(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What the price is in another currency."""

    unit_amount: str | None = None
    tiers: list[Tier] | None = msgspec.field(default_factory=list)
    package_amount: str | None = None
    fixed_amount: str | None = None
    minimum_per_event: str | None = None
    maximum_per_event: str | None = None
    included_amount_base: str | None = None
    matrix: list[MatrixCell] | None = msgspec.field(default_factory=list)
    custom_amount: CustomAmount | None = None
    minimum_amount: str | None = None
    maximum_amount: str | None = None
    base_amount: str | None = None
    plus_unit_amount: str | None = None


class CustomAmount(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Between which bounds the buyer chooses the amount, and what is proposed."""

    minimum: str | None = None
    maximum: str | None = None
    preset: str | None = None


class Customer(msgspec.Struct, kw_only=True):
    """Who buys and is invoiced: a person or a company."""

    id: str
    object: str = "customer"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived, redacted."""
    tax_rates: list[str] = msgspec.field(default_factory=list)
    name: str
    kind: str | None = None
    """One of: company, person."""
    legal_name: str | None = None
    email: str | None = None
    phone: str | None = None
    address: Address | None = None
    shipping_address: Address | None = None
    contacts: list[Contact] = msgspec.field(default_factory=list)
    currency: str | None = None
    multi_currency: bool
    timezone: str | None = None
    language: str | None = None
    entity: str | None = None
    payer: str | None = None
    billing_group: str | None = None
    payment_terms: PaymentTerms | None = None
    default_payment_method: str | None = None
    tax_status: str
    """One of: exempt, reverse_charge_allowed, taxable."""
    purchase_order: str | None = None
    dunning_campaign: str | None = None
    invoice_delivery: str
    """One of: einvoice, email, none."""
    einvoice_address: str | None = None
    balances: list[CustomerBalance] = msgspec.field(default_factory=list)
    overdue_amounts: list[CurrencyAmount] = msgspec.field(default_factory=list)
    delinquent: bool


class CustomerBalance(msgspec.Struct, kw_only=True):
    """What an entity owes the customer in one currency: credit that pays coming invoices."""

    entity: str
    currency: str
    balance: str


class CustomerUsage(msgspec.Struct, kw_only=True):
    """How much a customer has used of one meter in one period, and what it costs so far."""

    meter: str
    subscription_item: str | None = None
    period: Period
    quantity: str
    events: int
    unit_name: str | None = None
    amount: CurrencyAmount | None = None


class DeclineCode(msgspec.Struct, kw_only=True):
    """A reason why a bank says no, and what can be done about it."""

    object: str = "decline_code"
    code: str
    decline_class: str
    """One of: needs_customer, never_retry, retry_later, try_other_method."""
    description: str


class Deleted(msgspec.Struct, kw_only=True):
    """The thing is gone."""

    id: str
    object: str
    deleted: bool


class Delivery(msgspec.Struct, kw_only=True):
    """One event on its way to one endpoint, tried again over three days."""

    id: str
    object: str = "delivery"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: exhausted, failed, pending, succeeded."""
    event: str
    endpoint: str
    attempts: list[DeliveryAttempt] = msgspec.field(default_factory=list)
    next_attempt_at: dt.datetime | None = None


class DeliveryAttempt(msgspec.Struct, kw_only=True):
    """One try: the HTTP status that came back, or null where none came."""

    at: dt.datetime
    status: int | None = None
    took_ms: int


class Discount(msgspec.Struct, kw_only=True):
    """A coupon at work: on a customer, a subscription or one invoice."""

    id: str
    object: str = "discount"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, ended."""
    coupon: str
    promotion_code: str | None = None
    on: str
    """The id of a customer, a subscription or an invoice."""
    order: int
    periods_left: int | None = None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None


class DiscountChoice(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A discount to give: by coupon, or by a promotion code."""

    coupon: str | None = None
    promotion_code: str | None = None


class Dispute(msgspec.Struct, kw_only=True):
    """A customer's bank asks for a payment back."""

    id: str
    object: str = "dispute"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: lost, needs_response, prevented, under_review, warning, won."""
    payment: str
    amount: str
    currency: str
    reason: str
    network_reason: str | None = None
    evidence: dict[str, str] = msgspec.field(default_factory=dict)
    evidence_due_at: dt.datetime | None = None
    fee_amount: str | None = None
    outcome_action: str | None = None
    """One of: credit_note, expense, reopen."""
    credit_note: str | None = None


class Document(msgspec.Struct, kw_only=True):
    """What was printed, byte for byte: stored once, never changed."""

    id: str
    object: str = "document"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    subject: str
    format: str
    """One of: cii, html, json, pdf, ubl."""
    language: str
    sha256: str
    bytes: int
    template_version: str


class DunningCampaign(msgspec.Struct, kw_only=True):
    """A plan of steps. `retry_limits` says how often each way to pay may be tried again."""

    id: str
    object: str = "dunning_campaign"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived."""
    name: str
    steps: list[DunningStep] = msgspec.field(default_factory=list)
    retry_limits: dict[str, int] = msgspec.field(default_factory=dict)
    grace_days: int
    minimum_amounts: dict[str, str] = msgspec.field(default_factory=dict)


class DunningCase(msgspec.Struct, kw_only=True):
    """One customer with overdue invoices, and how far it has gone."""

    id: str
    object: str = "dunning_case"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: closed, exhausted, open, paused, promised, recovered."""
    customer: str
    campaign: str | None = None
    invoices: list[str] = msgspec.field(default_factory=list)
    amount_due: str
    currency: str
    step: int
    next_action_at: dt.datetime | None = None
    promise: PaymentPromise | None = None
    paused_until: dt.date | None = None


class DunningStep(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What to do so many days after the due date, or after the payment failed."""

    after_days: int
    from_: str = msgspec.field(name="from", default="due")
    """One of: due, failure."""
    action: str
    """One of: cancel, email, mark_uncollectible, restrict, retry, suspend, task."""


class EmailMessage(msgspec.Struct, kw_only=True):
    """A letter, as it was written, and what became of it. One that nobody could get is `skipped`, and says why."""

    id: str
    object: str = "email"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: bounced, delivered, failed, queued, sent, skipped."""
    customer: str | None = None
    to: list[str] = msgspec.field(default_factory=list)
    template: str | None = None
    kind: str
    """invoice, receipt, credit_note, reminder, payment_failed, card_expiring, trial_ending, renewal_notice,
    price_change, wallet_low; may gain words.
    """
    language: str
    subject: str
    subject_of: str | None = None
    html: str | None = None
    text: str
    attachments: list[str] = msgspec.field(default_factory=list)
    error: str | None = None


class EmailTemplate(msgspec.Struct, kw_only=True):
    """How one kind of letter reads in one language; that of an entity goes before that of all."""

    id: str
    object: str = "email_template"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived."""
    kind: str
    """invoice, receipt, credit_note, reminder, payment_failed, card_expiring, trial_ending, renewal_notice,
    price_change, wallet_low; may gain words.
    """
    language: str
    subject: str
    body: str
    entity: str | None = None


class EmailTemplatePreview(msgspec.Struct, kw_only=True):
    """The letter as it would read. Nothing is sent."""

    object: str = "email_preview"
    subject: str
    html: str
    text: str


class Entitlement(msgspec.Struct, kw_only=True):
    """That a customer has a feature, from a plan, an override or a grant, and how much of it is left."""

    id: str
    object: str = "entitlement"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, revoked."""
    customer: str
    feature: str
    value: str | None = None
    limit: str | None = None
    soft: bool
    reset: str | None = None
    """One of: never, period."""
    source: str
    """One of: grant, override, plan."""
    used: str | None = None
    left: str | None = None
    resets_at: dt.datetime | None = None


class EntitlementAnswer(msgspec.Struct, kw_only=True):
    """Whether a customer may use a feature, how much is left, and why."""

    customer: str
    feature: str
    allowed: bool
    left: str | None = None
    why: str
    """One of: granted, limit_reached, not_granted, over_limit_soft, revoked."""


class EntitlementCheck(msgspec.Struct, kw_only=True):
    """One answer for each customer and feature that was asked for."""

    results: list[EntitlementAnswer] = msgspec.field(default_factory=list)


class Entity(msgspec.Struct, kw_only=True):
    """The legal entity that sells: it has its own books, number series, tax registrations, currency and time zone."""

    id: str
    object: str = "entity"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived."""
    tax_rates: list[str] = msgspec.field(default_factory=list)
    name: str
    legal_name: str
    address: Address
    registration_number: str | None = None
    functional_currency: str
    timezone: str
    fiscal_year_start_month: int
    bank_accounts: list[BankAccount] = msgspec.field(default_factory=list)
    payment_terms: PaymentTerms | None = None
    language: str | None = None
    branding: Branding | None = None
    rules: EntityRules
    closed_until: dt.date | None = None


class EntityRules(msgspec.Struct, kw_only=True, omit_defaults=True):
    """How an entity rounds, taxes and corrects; sent whole: a rule that is absent has its default."""

    rounding: str = "half_up"
    """One of: half_even, half_up."""
    tax_rounding: str = "group"
    """One of: document, group, line."""
    tax_base: str = "rounded"
    """One of: exact, rounded."""
    discount_rounding: str = "line"
    """One of: exact, line."""
    inclusive_rounds: str = "tax"
    """One of: net, tax."""
    spread: str = "largest_remainder"
    """One of: first_lines, largest_remainder."""
    adjustment_document: str = "negative_line"
    """One of: credit_note, negative_line."""
    late_usage: str = "draft_then_next"
    """One of: draft_then_next, next."""
    already_billed: str = "per_tax_group"
    """One of: per_line, per_tax_group."""
    tax_choice: list[str] = msgspec.field(default_factory=list)
    tax_point: str = "supply"
    """One of: earliest, invoice, payment, supply."""
    void: str = "before_sent"
    """One of: always, before_sent, never."""
    discount_presentation: str = "net"
    """One of: gross, net."""
    credit_note_recognition: str = "pro_rata"
    """One of: by_period, pro_rata, prospective, reverse_all."""
    write_off: str = "direct"
    """One of: allowance, direct."""
    tax_relief: str = "claimed"
    """One of: claimed, none, with_write_off."""
    dispute_lost: str = "reopen"
    """One of: credit_note, expense, reopen."""
    dispute_lost_by_reason: dict[str, str] = msgspec.field(default_factory=dict)
    payment_tolerance: dict[str, str] = msgspec.field(default_factory=dict)
    overpayment: str = "balance"
    """One of: balance, refund, unallocated."""


class Entry(msgspec.Struct, kw_only=True):
    """One debit or credit of a transaction, for ever."""

    id: str
    object: str = "entry"
    transaction: str
    effective_on: dt.date
    line: int
    account: str
    code: str
    """Of the chart."""
    side: str
    """One of: credit, debit."""
    amount: str
    currency: str
    functional_amount: str
    functional_currency: str
    exchange_rate: str | None = None
    dimensions: dict[str, str] = msgspec.field(default_factory=dict)
    """What a report asks for beside the account: document, line, product, tax rate."""
    tax: EntryTax | None = None
    quantity: str | None = None
    unit: str | None = None


class EntryRequest(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One debit or credit; its currency is the account's."""

    account: str
    side: str
    """One of: credit, debit."""
    amount: str
    dimensions: dict[str, str] | None = msgspec.field(default_factory=dict)
    """What a report asks for beside the account: document, line, product, tax rate."""
    quantity: str | None = None
    unit: str | None = None


class EntryTax(msgspec.Struct, kw_only=True):
    """Which tax an entry belongs to, and the day by which a return selects it."""

    tax_rate: str | None = None
    base_amount: str
    tax_point_on: dt.date


class EstimateEvent(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One event to rate: a quantity, or for models that rate money an amount; the properties that a matrix asks
    for.
    """

    quantity: str | None = None
    amount: str | None = None
    unit_amount: str | None = None
    properties: dict[str, str] | None = msgspec.field(default_factory=dict)


class EventData(msgspec.Struct, kw_only=True):
    """The resource as it then was, and the fields that changed, as they were before."""

    object: dict[str, Any] | None = msgspec.field(default_factory=dict)
    previous: dict[str, Any] = msgspec.field(default_factory=dict)


class EventRecord(msgspec.Struct, kw_only=True):
    """Something that has happened. `position` is the cursor of the feed (`?after=`)."""

    id: str
    object: str = "event"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    type: str
    """{object}.{what happened}; may gain words."""
    data: EventData
    position: str
    """The place of the commit in the tenant's order, and the number within it."""
    request: EventRequest | None = None
    live: bool


class EventRequest(msgspec.Struct, kw_only=True):
    """What made it happen."""

    id: str | None = None
    idempotency_key: str | None = None
    actor: Actor | None = None


class ExchangeRate(msgspec.Struct, kw_only=True):
    """What one unit of `base` was worth in `quote` on a day, as a source said."""

    id: str
    object: str = "exchange_rate"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    base: str
    quote: str
    rate: str
    on: dt.date
    source: str


class Explanation(msgspec.Struct, kw_only=True):
    """A figure and the figures that it was made from, down to entries and documents."""

    ref: str
    title: str
    amount: str | None = None
    currency: str | None = None
    rule: str | None = None
    facts: dict[str, Any] = msgspec.field(default_factory=dict)
    parts: list[Explanation] = msgspec.field(default_factory=list)


class Export(msgspec.Struct, kw_only=True):
    """The books in the form of another program."""

    id: str
    object: str = "export"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: canceled, failed, partly_failed, queued, running, succeeded."""
    job: str
    format: str
    """One of: beancount, csv, fec, hledger, ledger, parquet, quickbooks, xero."""
    entity: str
    from_: dt.date | None = msgspec.field(name="from", default=None)
    until: dt.date | None = None
    summary: str
    """One of: day, month, none."""
    progress: JobProgress
    files: list[ExportFile] = msgspec.field(default_factory=list)


class ExportFile(msgspec.Struct, kw_only=True):
    """A file that an export made, and where to get it for a while."""

    name: str
    bytes: int
    sha256: str
    url: str | None = None


class Failure(msgspec.Struct, kw_only=True):
    """Why a bank or a provider refused. An answer, not an error of the API."""

    code: str
    decline_class: str | None = None
    """One of: needs_customer, never_retry, retry_later, try_other_method."""
    message: str | None = None
    provider_code: str | None = None


class Feature(msgspec.Struct, kw_only=True):
    """Something that a customer can have: a switch, a value, or a metered allowance."""

    id: str
    object: str = "feature"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived."""
    code: str
    name: str
    type: str
    """One of: metered, switch, value."""
    meter: str | None = None


class Figure(msgspec.Struct, kw_only=True):
    """One cell: an amount, a quantity or a text. `ref` is what `explain.retrieve` takes."""

    amount: str | None = None
    currency: str | None = None
    quantity: str | None = None
    text: str | None = None
    ref: str | None = None


class Grant(msgspec.Struct, kw_only=True):
    """One portion of credit in a wallet, with its own expiry."""

    id: str
    object: str = "grant"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, depleted, expired, pending, voided."""
    wallet: str
    kind: str
    """One of: paid, promotional."""
    currency: str
    amount: str
    remaining_amount: str
    unit_cost: UnitCost | None = None
    priority: int
    """The lower goes first."""
    starts_at: dt.datetime | None = None
    expires_at: dt.datetime | None = None
    scope: WalletScope | None = None
    invoice: str | None = None
    rollover: RolloverRequest | None = None


class GrantShare(msgspec.Struct, kw_only=True):
    """Which grant a movement touched, by how much."""

    grant: str
    amount: str


class Hold(msgspec.Struct, kw_only=True):
    """Funds set aside for something that may happen: captured, released, or expired."""

    id: str
    object: str = "hold"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: captured, expired, held, released."""
    entries: list[HoldEntry] = msgspec.field(default_factory=list)
    currency: str
    amount: str
    captured_amount: str
    expires_at: dt.datetime | None = None
    subject: str | None = None


class HoldEntry(msgspec.Struct, kw_only=True):
    """An entry that a hold will post when it is captured."""

    account: str
    side: str
    """One of: credit, debit."""
    amount: str


class HoldEntryRequest(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An entry to hold; debits and credits have to be equal."""

    account: str
    side: str
    """One of: credit, debit."""
    amount: str


class Import(msgspec.Struct, kw_only=True):
    """What comes over from an older system: checked whole first, then applied."""

    id: str
    object: str = "import"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: canceled, checked, failed, partly_failed, queued, running, succeeded."""
    job: str
    kind: str
    """One of: catalog, customers, deferred_revenue, open_invoices, payment_methods, subscriptions, usage, wallets."""
    cut_over_on: dt.date
    mapping: dict[str, str] = msgspec.field(default_factory=dict)
    progress: JobProgress
    rows: list[ImportRow] = msgspec.field(default_factory=list)


class ImportRow(msgspec.Struct, kw_only=True):
    """A row that cannot be taken, and why."""

    line: int
    code: str
    detail: str
    field: str | None = None


class InboundEvent(msgspec.Struct, kw_only=True):
    """What a provider told us, kept as it came under its own id; being told twice changes nothing."""

    id: str
    object: str = "inbound_event"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    status: str
    """One of: failed, ignored, processed, received."""
    provider: str
    """Who carries the money; `terminal` and `manual` are Harr's own."""
    provider_event: str
    received_at: dt.datetime
    verified: bool
    raw: str
    effect: str | None = None


class InboundReceipt(msgspec.Struct, kw_only=True):
    """It was taken in, and is acted on afterwards."""

    received: bool


class Invariant(msgspec.Struct, kw_only=True):
    """Something that has to hold, and whether it did."""

    name: str
    passed: bool
    checked: int
    facts: dict[str, Any] = msgspec.field(default_factory=dict)


class Invoice(msgspec.Struct, kw_only=True):
    """What a customer is asked to pay: a draft until it is finalized, then a document with a number."""

    id: str
    object: str = "invoice"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: draft, open, paid, uncollectible, void."""
    type: str
    """One of: one_time, opening, progressive, subscription, top_up."""
    customer: str
    entity: str
    subscription: str | None = None
    billing_group: str | None = None
    currency: str
    number: str | None = None
    series: str | None = None
    seller: Party | None = None
    buyer: Party | None = None
    lines: list[InvoiceLine] = msgspec.field(default_factory=list)
    allowances: list[Allowance] = msgspec.field(default_factory=list)
    charges: list[Allowance] = msgspec.field(default_factory=list)
    discounts: list[str] = msgspec.field(default_factory=list)
    purchase_order: str | None = None
    buyer_reference: str | None = None
    notes: str | None = None
    footer: str | None = None
    language: str | None = None
    payment_terms: PaymentTerms | None = None
    collection: str
    """One of: charge_automatically, send_invoice."""
    balance_to_use: str
    """How much of the customer balance pays at once: "all", "none" or an amount."""
    issued_on: dt.date | None = None
    due_on: dt.date | None = None
    service_period: Period | None = None
    tax_point_on: dt.date | None = None
    finalizes_at: dt.datetime | None = None
    preceding: list[str] = msgspec.field(default_factory=list)
    corrected_by: list[str] = msgspec.field(default_factory=list)
    subtotal: str
    discount_amount: str
    net_amount: str
    tax_groups: list[TaxGroup] = msgspec.field(default_factory=list)
    tax_amount: str
    rounding_amount: str
    total: str
    credit_notes_total: str
    amount_applied: str
    amount_paid: str
    amount_withheld: str
    amount_credited: str
    amount_written_off: str
    amount_due: str
    applied: list[Applied] = msgspec.field(default_factory=list)
    tax_currency: str | None = None
    tax_exchange_rate: str | None = None
    tax_amount_in_tax_currency: str | None = None
    payment_status: str
    """One of: failed, none, paid, partial, processing, requires_action."""
    overdue: bool
    sent_at: dt.datetime | None = None
    finalized_at: dt.datetime | None = None
    paid_at: dt.datetime | None = None
    voided_at: dt.datetime | None = None
    payment_link: str | None = None


class InvoiceItem(msgspec.Struct, kw_only=True):
    """A charge, or a credit, that waits for the customer's next invoice."""

    id: str
    object: str = "invoice_item"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: canceled, invoiced, pending."""
    customer: str
    subscription: str | None = None
    price: str | None = None
    amount: str | None = None
    currency: str | None = None
    quantity: str
    description: str
    period: Period | None = None
    tax_code: str | None = None
    discountable: bool
    invoice: str | None = None


class InvoiceLine(msgspec.Struct, kw_only=True):
    """One thing that is charged, or given back, with its tax."""

    id: str
    object: str = "invoice_line"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    kind: str
    """One of: already_billed, correction, fee, late_fee, minimum, one_time, remaining_time, rounding, top_up,
    true_up, unused_time, usage.
    """
    description: str
    product: str | None = None
    price: str | None = None
    subscription_item: str | None = None
    meter: str | None = None
    quantity: str
    unit_amount: str | None = None
    base_quantity: str | None = None
    amount: str
    discount_amount: str
    discounts: list[LineDiscount] = msgspec.field(default_factory=list)
    allowances: list[Allowance] = msgspec.field(default_factory=list)
    charges: list[Allowance] = msgspec.field(default_factory=list)
    net_amount: str
    tax_rates: list[str] = msgspec.field(default_factory=list)
    tax_behavior: str
    """One of: exclusive, inclusive."""
    tax_code: str | None = None
    taxes: list[LineTax] = msgspec.field(default_factory=list)
    tax_amount: str
    period: Period | None = None
    tiers: list[LineTier] = msgspec.field(default_factory=list)
    proration: LineProration | None = None
    tax_point_on: dt.date | None = None
    corrects: str | None = None
    credited_amount: str | None = None
    recognition: LineRecognition | None = None


class InvoiceLineCreate(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A line to add: a quantity at a unit amount, or an amount, or a price."""

    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    kind: str = "one_time"
    """One of: already_billed, correction, fee, late_fee, minimum, one_time, remaining_time, rounding, top_up,
    true_up, unused_time, usage.
    """
    description: str
    product: str | None = None
    price: str | None = None
    subscription_item: str | None = None
    meter: str | None = None
    quantity: str = "1"
    unit_amount: str | None = None
    base_quantity: str | None = None
    amount: str | None = None
    tax_rates: list[str] | None = msgspec.field(default_factory=list)
    tax_behavior: str | None = None
    """One of: exclusive, inclusive."""
    tax_code: str | None = None
    allowances: list[AllowanceRequest] = msgspec.field(default_factory=list)
    charges: list[AllowanceRequest] = msgspec.field(default_factory=list)
    period: PeriodRequest | None = None
    corrects: str | None = None


class InvoiceProof(msgspec.Struct, kw_only=True):
    """All that a stranger needs to derive every cent again: basis, explanation, entries."""

    object: str = "proof"
    format: str = "harr-proof/1"
    invoice: str
    number: str | None = None
    currency: str
    total: str
    basis: list[dict[str, Any]] = msgspec.field(default_factory=list)
    explanation: Explanation
    entries: list[Entry] = msgspec.field(default_factory=list)
    digest: str | None = None


class ItemChange(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An item to change or to remove, or without `item` a price to add."""

    item: str | None = None
    price: str | None = None
    quantity: str | None = None
    remove: bool = False


class Job(msgspec.Struct, kw_only=True):
    """Any long work: its state, progress and result; it can be canceled and resumed."""

    id: str
    object: str = "job"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: canceled, failed, partly_failed, queued, running, succeeded."""
    kind: str
    """One of: advance, bill_run, delete, export, fork, import, price_migration, reconcile, rerate."""
    progress: JobProgress
    failures: list[JobFailure] = msgspec.field(default_factory=list)
    parameters: dict[str, Any] = msgspec.field(default_factory=dict)
    result: dict[str, Any] | None = msgspec.field(default_factory=dict)


class JobFailure(msgspec.Struct, kw_only=True):
    """One subject that a job could not do, and why."""

    subject: str
    code: str
    detail: str
    way_out: str | None = None


class JobProgress(msgspec.Struct, kw_only=True):
    """How far a job is; `total` is null until it has been counted."""

    total: int | None = None
    done: int
    failed: int


class Key(msgspec.Struct, kw_only=True):
    """A credential of an app; its secret is shown once."""

    id: str
    object: str = "key"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, expired, revoked."""
    name: str
    scopes: list[str] = msgspec.field(default_factory=list)
    role: str | None = None
    """One of: accountant, auditor, billing, controller, developer, owner, support."""
    expires_at: dt.datetime | None = None
    hint: str
    last_used_at: dt.datetime | None = None
    secret: str | None = None
    """Shown once: a repeated request (`Idempotency-Replayed: true`) has null here."""


class LedgerPeriod(msgspec.Struct, kw_only=True):
    """A month of an entity's books; once closed, nothing is posted into it."""

    id: str
    object: str = "ledger_period"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: closed, open, soft_closed."""
    entity: str
    month: str
    period: Period
    checklist: list[PeriodCheck] = msgspec.field(default_factory=list)
    close_record: CloseRecord | None = None


class LineDiscount(msgspec.Struct, kw_only=True):
    """What one discount took off a line."""

    discount: str
    amount: str


class LineProration(msgspec.Struct, kw_only=True):
    """The share of a period that a line charges."""

    numerator: int
    denominator: int
    unit: str
    """One of: day, fixed_30, second."""


class LineRecognition(msgspec.Struct, kw_only=True):
    """How the revenue of a line is earned, and by which schedule."""

    method: str
    """One of: day, month, over_term, point_in_time, second, usage."""
    schedule: str | None = None


class LineTax(msgspec.Struct, kw_only=True):
    """A tax as it lies on one line."""

    tax_rate: str | None = None
    percentage: str
    category: str
    """One of: AE, E, G, K, L, M, O, S, Z."""
    jurisdiction: str | None = None
    exemption_reason: str | None = None


class LineTier(msgspec.Struct, kw_only=True):
    """The part of a quantity that one tier priced (tier 0: none); its amount is not yet rounded."""

    tier: int
    part: str | None = None
    """One of: flat, modifier, package, percentage, unit."""
    quantity: str
    """A number that nothing was rounded of: a decimal, or a fraction (1/3) where no decimal says it."""
    unit_amount: str | None = None
    amount: str | None = None
    """A number that nothing was rounded of: a decimal, or a fraction (1/3) where no decimal says it."""


class Mandate(msgspec.Struct, kw_only=True):
    """The customer's word that the account may be debited."""

    reference: str
    status: str
    """One of: active, inactive, pending."""
    signed_at: dt.datetime | None = None
    url: str | None = None
    scheme: str | None = None


class MappingConditions(msgspec.Struct, kw_only=True, omit_defaults=True):
    """For which entries a mapping holds; an empty one holds for all."""

    product: str | None = None
    jurisdiction: str | None = None
    provider: str | None = None


class MatrixCell(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a unit costs where its properties have these values; the cell without values is for the rest."""

    values: dict[str, str] = msgspec.field(default_factory=dict)
    unit_amount: str


class Member(msgspec.Struct, kw_only=True):
    """A person who works with the tenant, and in which role."""

    id: str
    object: str = "member"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, disabled, invited."""
    email: str
    name: str | None = None
    role: str
    """One of: accountant, auditor, billing, controller, developer, owner, support."""
    entities: list[str] = msgspec.field(default_factory=list)


class Meter(msgspec.Struct, kw_only=True):
    """What is counted of events of a type, and how a quantity is made of them."""

    id: str
    object: str = "meter"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived."""
    code: str
    event_type: str
    aggregation: str
    """One of: count, last, max, min, percentile, sum, unique, weighted."""
    property: str | None = None
    percentile: int | None = None
    decimals: int
    """How many decimals a quantity has at most."""
    filters: list[MeterFilter] = msgspec.field(default_factory=list)
    group_by: list[str] = msgspec.field(default_factory=list)
    expression: str | None = None
    unit_name: str | None = None
    carried_over: bool


class MeterFilter(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Which events count: those whose property has one of these values."""

    property: str
    values: list[str] = msgspec.field(default_factory=list)
    exclude: bool = False


class MeterValue(msgspec.Struct, kw_only=True):
    """The quantity of one group of events."""

    customer: str | None = None
    group: dict[str, str] = msgspec.field(default_factory=dict)
    quantity: str
    events: int


class MeterValues(msgspec.Struct, kw_only=True):
    """What a meter shows for a period."""

    object: str = "meter_values"
    meter: str
    period: Period
    values: list[MeterValue] = msgspec.field(default_factory=list)


class MethodBank(msgspec.Struct, kw_only=True):
    """What may be shown of a bank account."""

    last4: str
    bank_name: str | None = None
    country: str | None = None


class MethodCard(msgspec.Struct, kw_only=True):
    """What may be shown of a card."""

    brand: str
    last4: str
    expires_on: dt.date | None = None


class MigrationFilter(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Which subscriptions a migration touches; what is empty is not restricted."""

    customers: list[str] = msgspec.field(default_factory=list)
    plans: list[str] = msgspec.field(default_factory=list)
    countries: list[str] = msgspec.field(default_factory=list)
    created_before: dt.date | None = None


class MigrationPreview(msgspec.Struct, kw_only=True):
    """How many subscriptions a migration touches, and what a period of them costs before and after."""

    subscriptions: int
    excluded: int
    before: list[CurrencyAmount] = msgspec.field(default_factory=list)
    after: list[CurrencyAmount] = msgspec.field(default_factory=list)


class Modifiers(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What is done before and after the model, in which order.

    Base amount and further unit amount come on top before minimum and maximum are looked at.
    """

    minimum_amount: str | None = None
    maximum_amount: str | None = None
    included_quantity: str | None = None
    unit_conversion: UnitConversion | None = None
    base_amount: str | None = None
    plus_unit_amount: str | None = None
    discount_percentage: str | None = None
    order: list[str] | None = msgspec.field(default_factory=list)


class NextAction(msgspec.Struct, kw_only=True):
    """What the customer has to do before it can go on; the kinds are open."""

    kind: str
    url: str | None = None
    details: dict[str, Any] = msgspec.field(default_factory=dict)


class NextExpiry(msgspec.Struct, kw_only=True):
    """Which grant expires next, when, and what is left of it."""

    grant: str
    expires_at: dt.datetime
    remaining_amount: str


class Parked(msgspec.Struct, kw_only=True):
    """One subject that a run could not bill, why, and what would help. It holds up nobody else."""

    subject: str
    code: str
    detail: str
    way_out: str | None = None


class Party(msgspec.Struct, kw_only=True):
    """Who sells or buys, as it was when the document was finalized; never changed after."""

    name: str
    legal_name: str | None = None
    address: Address | None = None
    tax_ids: list[PartyTaxId] = msgspec.field(default_factory=list)
    registration_number: str | None = None
    email: str | None = None


class PartyTaxId(msgspec.Struct, kw_only=True):
    """A tax id as a document shows it."""

    type: str
    value: str
    country: str | None = None


class Pause(msgspec.Struct, kw_only=True):
    """From when and until when a subscription rests, and whether it is billed meanwhile."""

    from_: dt.datetime = msgspec.field(name="from")
    resumes_at: dt.datetime | None = None
    bill: bool


class Payment(msgspec.Struct, kw_only=True):
    """Money that comes in, by whatever way. A refusal of the bank is an answer: see `status` and `last_error`."""

    id: str
    object: str = "payment"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: canceled, processing, requires_action, requires_capture, requires_confirmation,
    requires_payment_method, returned, succeeded.
    """
    customer: str | None = None
    entity: str
    invoice: str | None = None
    allocations: list[Allocation] = msgspec.field(default_factory=list)
    amount: str
    currency: str
    payment_method: str | None = None
    provider: str | None = None
    """Who carries the money; `terminal` and `manual` are Harr's own."""
    method_type: str | None = None
    """One of: ach_debit, bacs_debit, bank_transfer, card, cash, other, paypal, sepa_debit."""
    capture: str
    """One of: automatic, manual."""
    received_on: dt.date | None = None
    reference: str | None = None
    """What stands on the bank statement."""
    description: str | None = None
    amount_capturable: str
    amount_received: str
    amount_refunded: str
    amount_allocated: str
    amount_unallocated: str
    fee_amount: str | None = None
    last_error: Failure | None = None
    next_action: NextAction | None = None
    statement_descriptor: str | None = None
    attempts: list[str] = msgspec.field(default_factory=list)


class PaymentLink(msgspec.Struct, kw_only=True):
    """An address to send to customers: each who opens it can pay."""

    id: str
    object: str = "payment_link"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, inactive."""
    customer: str | None = None
    invoice: str | None = None
    lines: list[CheckoutLine] = msgspec.field(default_factory=list)
    currency: str | None = None
    success_url: str | None = None
    cancel_url: str | None = None
    return_url: str | None = None
    expires_at: dt.datetime | None = None
    url: str
    allowed: list[str] = msgspec.field(default_factory=list)


class PaymentMethod(msgspec.Struct, kw_only=True):
    """A card, an account or another way to pay, kept at a provider under a token."""

    id: str
    object: str = "payment_method"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, detached, expired, expiring, pending."""
    customer: str
    type: str
    """One of: ach_debit, bacs_debit, bank_transfer, card, cash, other, paypal, sepa_debit."""
    provider: str
    """Who carries the money; `terminal` and `manual` are Harr's own."""
    token: str | None = None
    billing_details: BillingDetails | None = None
    card: MethodCard | None = None
    bank: MethodBank | None = None
    mandate: Mandate | None = None
    default: bool
    fingerprint: str | None = None
    last_error: Failure | None = None


class PaymentPromise(msgspec.Struct, kw_only=True):
    """What the customer said they would pay, and when."""

    on: dt.date
    amount: str


class PaymentTerms(msgspec.Struct, kw_only=True, omit_defaults=True):
    """When an invoice is due, and what early payment would take off (shown only)."""

    due_days: int = 0
    due_rule: str = "from_issue"
    """One of: day_of_month, end_of_month, from_issue."""
    day: int | None = None
    business_days: str | None = None
    discount_days: int | None = None
    discount_percentage: str | None = None


class Payout(msgspec.Struct, kw_only=True):
    """What a provider hands over to the bank, and what it is made of."""

    id: str
    object: str = "payout"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: failed, in_transit, paid, pending, reconciled."""
    provider: str
    """Who carries the money; `terminal` and `manual` are Harr's own."""
    amount: str
    currency: str
    arrives_on: dt.date | None = None
    items: list[PayoutItem] = msgspec.field(default_factory=list)
    difference_amount: str
    bank_line: BankLine | None = None


class PayoutItem(msgspec.Struct, kw_only=True):
    """What a payout is made of: one of payment, refund, dispute or fee; what was taken off is below zero."""

    payment: str | None = None
    refund: str | None = None
    dispute: str | None = None
    fee: str | None = None
    amount: str


class Period(msgspec.Struct, kw_only=True):
    """Half-open: `end` is the first day after. Instants stand beside it when billed by the second."""

    start: dt.date
    end: dt.date
    start_at: dt.datetime | None = None
    end_at: dt.datetime | None = None


class PeriodCheck(msgspec.Struct, kw_only=True):
    """One thing that has to be true before a period is closed."""

    check: str
    passed: bool
    facts: dict[str, str] = msgspec.field(default_factory=dict)


class PeriodRequest(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Half-open: `end` is the first day after."""

    start: dt.date
    end: dt.date


class Periods(msgspec.Struct, kw_only=True):
    """Periods that neither overlap nor leave a gap."""

    object: str = "periods"
    timezone: str
    data: list[Period] = msgspec.field(default_factory=list)


class Phase(msgspec.Struct, kw_only=True):
    """A stretch of a subscription with items of its own, planned ahead."""

    id: str
    object: str = "phase"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: current, past, planned."""
    subscription: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    items: list[PhaseItem] = msgspec.field(default_factory=list)
    discounts: list[DiscountChoice] = msgspec.field(default_factory=list)
    proration: str
    """One of: invoice_now, next_invoice, none."""


class PhaseItem(msgspec.Struct, kw_only=True):
    """A price of a phase, and how many of it."""

    price: str
    quantity: str | None = None
    tax_rates: list[str] = msgspec.field(default_factory=list)
    override: PriceOverride | None = None


class Plan(msgspec.Struct, kw_only=True):
    """Prices that are sold together, with a trial, a rhythm and what they entitle to; numbered versions of one
    code.
    """

    id: str
    object: str = "plan"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived, draft."""
    code: str
    name: str
    number: int
    interval: str | None = None
    """One of: day, month, week, year."""
    interval_count: int | None = None
    prices: list[PlanPrice] = msgspec.field(default_factory=list)
    trial_days: int | None = None
    trial_requires_payment_method: bool
    setup_prices: list[PlanPrice] = msgspec.field(default_factory=list)
    billing_anchor: Anchor | None = None
    minimum_amount: CurrencyAmount | None = None
    usage_thresholds: list[UsageThreshold] = msgspec.field(default_factory=list)
    entitlements: list[PlanEntitlement] = msgspec.field(default_factory=list)
    successor: str | None = None


class PlanEntitlement(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A feature that the plan gives."""

    feature: str
    value: str | None = None
    limit: str | None = None
    soft: bool = False
    reset: str | None = None
    """One of: never, period."""


class PlanPrice(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A price of a plan, and how many of it; an optional one is added on demand."""

    price: str
    quantity: str | None = None
    optional: bool = False


class PortalSession(msgspec.Struct, kw_only=True):
    """A way for a customer to look after their own affairs for a while."""

    id: str
    object: str = "portal_session"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: expired, open."""
    customer: str
    return_url: str | None = None
    expires_at: dt.datetime
    url: str
    allowed: list[str] = msgspec.field(default_factory=list)


class Price(msgspec.Struct, kw_only=True):
    """What a product costs: a model, its numbers, when it is billed. Once used it does not change."""

    id: str
    object: str = "price"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived, draft."""
    product: str
    code: str | None = None
    model: str
    """One of: custom_amount, dynamic, flat, graduated, graduated_percentage, matrix, package, per_unit,
    percentage, stairstep, volume.
    """
    billing: str
    """One of: in_advance, in_arrears."""
    type: str
    """One of: one_time, recurring, usage."""
    interval: str | None = None
    """One of: day, month, week, year."""
    interval_count: int | None = None
    meter: str | None = None
    currency: str
    unit_amount: str | None = None
    per: int
    """For how many units a rate is."""
    tiers: list[Tier] = msgspec.field(default_factory=list)
    package_size: str | None = None
    package_amount: str | None = None
    percentage: str | None = None
    fixed_amount: str | None = None
    minimum_per_event: str | None = None
    maximum_per_event: str | None = None
    included_events: int | None = None
    included_amount_base: str | None = None
    multiplier: str | None = None
    matrix: list[MatrixCell] = msgspec.field(default_factory=list)
    custom_amount: CustomAmount | None = None
    tax_behavior: str
    """One of: exclusive, inclusive."""
    proration_unit: str | None = None
    """One of: day, fixed_30, none, second."""
    currency_options: dict[str, CurrencyOption] = msgspec.field(default_factory=dict)
    modifiers: Modifiers | None = None
    round_at: str
    """One of: line, tier."""
    zero_quantity_flat: str
    """One of: billed, not_billed."""
    negative_usage: str
    """One of: credit, zero."""
    late_usage: str | None = None
    """One of: draft_then_next, next."""
    recognition: str | None = None
    """One of: day, month, over_term, point_in_time, second, usage."""
    nickname: str | None = None
    used: bool


class PriceEstimate(msgspec.Struct, kw_only=True):
    """What a quantity costs, step by step; no state is kept."""

    price: str
    currency: str
    quantity: str
    """A number that nothing was rounded of: a decimal, or a fraction (1/3) where no decimal says it."""
    exact_amount: str
    """A number that nothing was rounded of: a decimal, or a fraction (1/3) where no decimal says it."""
    amount: str
    lines: list[RatedLine] = msgspec.field(default_factory=list)


class PriceMigration(msgspec.Struct, kw_only=True):
    """Moves subscriptions from one price to another, after telling those who pay."""

    id: str
    object: str = "price_migration"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: announced, canceled, done, draft, running."""
    from_: str = msgspec.field(name="from")
    to: str
    filter: MigrationFilter
    when: str
    """`now`, `period_end`, or a date."""
    notice_days: int
    exclude: list[str] = msgspec.field(default_factory=list)
    preview: MigrationPreview | None = None
    job: str | None = None


class PriceOverride(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What was agreed with this customer instead of the price's own numbers."""

    unit_amount: str | None = None
    tiers: list[Tier] | None = msgspec.field(default_factory=list)
    package_amount: str | None = None
    minimum_amount: str | None = None
    maximum_amount: str | None = None
    discount_percentage: str | None = None


class Product(msgspec.Struct, kw_only=True):
    """What is sold, whatever it costs."""

    id: str
    object: str = "product"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived."""
    tax_rates: list[str] = msgspec.field(default_factory=list)
    name: str
    code: str | None = None
    description: str | None = None
    tax_code: str | None = None
    unit_name: str | None = None
    features: list[str] = msgspec.field(default_factory=list)
    revenue_account: str | None = None
    """Of the chart."""
    recognition: str | None = None
    """One of: day, month, over_term, point_in_time, second, usage."""


class Profile(msgspec.Struct, kw_only=True):
    """What an app may do and see, as numbered data; an empty list of words allows all of them."""

    id: str
    object: str = "profile"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, draft, superseded."""
    name: str
    operations: list[str] = msgspec.field(default_factory=list)
    sees: str
    """One of: own, tenant."""
    payment_method_types: list[str] = msgspec.field(default_factory=list)
    providers: list[str] = msgspec.field(default_factory=list)
    currencies: list[str] = msgspec.field(default_factory=list)
    countries: list[str] = msgspec.field(default_factory=list)
    price_models: list[str] = msgspec.field(default_factory=list)
    customer_kinds: list[str] = msgspec.field(default_factory=list)
    maximum_amounts: dict[str, str] = msgspec.field(default_factory=dict)
    refund_limits: RefundLimits | None = None
    velocity: Velocity | None = None
    dunning_campaign: str | None = None
    series: str | None = None
    branding: Branding | None = None
    number: int


class ProfileCall(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A call to try on a profile, and what is expected of it."""

    operation: str
    """An operation, all of a resource (`invoices.*`), or all (`*`)."""
    body: dict[str, Any] | None = msgspec.field(default_factory=dict)
    expect: str | None = None
    """One of: allowed, refused."""


class ProfileCallResult(msgspec.Struct, kw_only=True):
    """What the profile says to one call."""

    index: int
    operation: str
    allowed: bool
    as_expected: bool | None = None
    code: str | None = None
    field: str | None = None
    detail: str | None = None


class ProfilePreview(msgspec.Struct, kw_only=True):
    """What would open and what would close if this version took the place of the active one."""

    profile: str
    apps: list[str] = msgspec.field(default_factory=list)
    opens: list[str] = msgspec.field(default_factory=list)
    closes: list[str] = msgspec.field(default_factory=list)


class ProfileTest(msgspec.Struct, kw_only=True):
    """What the profile says to each call of the table."""

    profile: str
    results: list[ProfileCallResult] = msgspec.field(default_factory=list)


class PromotionCode(msgspec.Struct, kw_only=True):
    """A word that gives a coupon to whoever types it."""

    id: str
    object: str = "promotion_code"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived, exhausted, expired."""
    coupon: str
    code: str
    customer: str | None = None
    first_purchase_only: bool
    minimum_amount: CurrencyAmount | None = None
    valid_until: dt.date | None = None
    maximum_redemptions: int | None = None


class ProviderAccount(msgspec.Struct, kw_only=True):
    """An account at a payment provider. Its events go to `webhook_path`, signed with a secret that is shown once."""

    id: str
    object: str = "provider_account"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, degraded, disabled."""
    provider: str
    """Who carries the money; `terminal` and `manual` are Harr's own."""
    name: str
    settings: dict[str, Any] = msgspec.field(default_factory=dict)
    capabilities: list[str] = msgspec.field(default_factory=list)
    currencies: list[str] = msgspec.field(default_factory=list)
    entity: str | None = None
    webhook_path: str | None = None
    webhook_secret: str | None = None
    """Shown once: a repeated request (`Idempotency-Replayed: true`) has null here."""


class Quote(msgspec.Struct, kw_only=True):
    """An offer; once accepted it is a subscription."""

    id: str
    object: str = "quote"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: accepted, canceled, declined, draft, expired, open."""
    customer: str
    items: list[SubscriptionItemRequest] = msgspec.field(default_factory=list)
    phases: list[QuotePhase] = msgspec.field(default_factory=list)
    discounts: list[DiscountChoice] = msgspec.field(default_factory=list)
    term: TermRequest | None = None
    expires_on: dt.date | None = None
    currency: str
    total: str
    number: str | None = None
    subscription: str | None = None


class QuotePhase(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A stretch of what is offered."""

    starts_on: dt.date
    ends_on: dt.date | None = None
    items: list[SubscriptionItemRequest] = msgspec.field(default_factory=list)
    discounts: list[DiscountChoice] | None = msgspec.field(default_factory=list)


class RatedLine(msgspec.Struct, kw_only=True):
    """One step of rating; its amount is not yet rounded."""

    tier: int | None = None
    part: str | None = None
    """One of: flat, modifier, package, percentage, unit."""
    modifier: str | None = None
    """One of: base, discount, maximum, minimum, plus."""
    quantity: str
    """A number that nothing was rounded of: a decimal, or a fraction (1/3) where no decimal says it."""
    unit_amount: str | None = None
    per: str | None = None
    """A number that nothing was rounded of: a decimal, or a fraction (1/3) where no decimal says it."""
    amount: str
    """A number that nothing was rounded of: a decimal, or a fraction (1/3) where no decimal says it."""


class RecognitionAdjustment(msgspec.Struct, kw_only=True):
    """A change of the schedule: by a credit note, or by hand."""

    on: dt.date
    amount: str
    reason: str
    source: str | None = None


class RecognitionPart(msgspec.Struct, kw_only=True):
    """What is earned on a day; with its transaction once it is booked."""

    on: dt.date
    amount: str
    transaction: str | None = None


class RecognitionSchedule(msgspec.Struct, kw_only=True):
    """How a line's revenue is earned: `amount` is `recognized_amount` and `deferred_amount` together."""

    id: str
    object: str = "recognition_schedule"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: complete, planned, reversed, running."""
    invoice: str
    line: str
    method: str
    """One of: day, month, over_term, point_in_time, second, usage."""
    period: Period | None = None
    currency: str
    amount: str
    recognized_amount: str
    deferred_amount: str
    recognized_through: dt.date | None = None
    adjustments: list[RecognitionAdjustment] = msgspec.field(default_factory=list)
    parts: list[RecognitionPart] = msgspec.field(default_factory=list)


class Refund(msgspec.Struct, kw_only=True):
    """Money that goes back. Without a credit note the invoice is due again."""

    id: str
    object: str = "refund"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: canceled, failed, pending, requires_action, succeeded."""
    payment: str
    amount: str
    currency: str
    reason: str
    credit_note: str | None = None
    method: str
    """One of: balance, bank_transfer, original."""
    failure: Failure | None = None


class RefundLimits(msgspec.Struct, kw_only=True, omit_defaults=True):
    """How much an app may give back by itself."""

    maximum_amounts: dict[str, str] = msgspec.field(default_factory=dict)
    maximum_per_day: int | None = None
    within_days: int | None = None


class RejectedTransaction(msgspec.Struct, kw_only=True):
    """Which transaction of a batch was refused, and why."""

    index: int
    code: str
    detail: str | None = None
    field: str | None = None


class RejectedUsage(msgspec.Struct, kw_only=True):
    """Which event was refused, and why."""

    index: int
    id: str | None = None
    code: str
    detail: str | None = None
    field: str | None = None


class Report(msgspec.Struct, kw_only=True):
    """What the books say, and where each figure comes from."""

    object: str = "report"
    name: str
    """One of: account_register, balance_sheet, customer_statement, deferred_rollforward, deferred_waterfall,
    expiry_ladder, general_ledger, journal, journal_summary, mrr, number_gaps, prior_period_adjustments,
    profit_and_loss, provider_clearing, receivables_aging, tax, trial_balance, unbilled, wallet_liability.
    """
    title: str
    entity: str
    from_: dt.date | None = msgspec.field(name="from", default=None)
    until: dt.date | None = None
    as_of: dt.date | None = None
    known_at: str | None = None
    """A position of the order of commits, or an instant: the last position ordered before it."""
    currency: str | None = None
    group_by: str | None = None
    columns: list[ReportColumn] = msgspec.field(default_factory=list)
    rows: list[ReportRow] = msgspec.field(default_factory=list)
    totals: dict[str, Figure] = msgspec.field(default_factory=dict)
    notes: list[str] = msgspec.field(default_factory=list)


class ReportColumn(msgspec.Struct, kw_only=True):
    """What stands in a column."""

    name: str
    label: str
    kind: str
    """One of: amount, date, quantity, text."""


class ReportRow(msgspec.Struct, kw_only=True):
    """A line of a report: its cells by the name of their column."""

    key: str
    label: str
    level: int
    cells: dict[str, Figure] = msgspec.field(default_factory=dict)


class RolloverRequest(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What is left at expiry goes into a new grant, up to an amount."""

    maximum_amount: str | None = None


class Sandbox(msgspec.Struct, kw_only=True):
    """A tenant for trying: its clock can be advanced and forked, and it is thrown away when done."""

    id: str
    object: str = "sandbox"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: advancing, copying, deleted, failed, ready."""
    name: str
    clock_at: dt.datetime
    expires_at: dt.datetime | None = None
    parent: str | None = None
    agenda_left: int
    job: str | None = None
    key: str | None = None
    """Shown once: a repeated request (`Idempotency-Replayed: true`) has null here."""


class ScheduleStep(msgspec.Struct, kw_only=True):
    """One thing that will happen to a subscription if nobody does anything."""

    at: dt.datetime
    kind: str
    """One of: cancel, change, pause, phase, renewal, resume, start, term_end, trial_end."""
    period: Period | None = None
    phase: str | None = None
    change: str | None = None


class SearchHit(msgspec.Struct, kw_only=True):
    """Something that was found, of which kind, and by what."""

    object: str
    id: str
    label: str
    matched: str
    """One of: amount, email, external_id, id, name, number, reference."""
    status: str | None = None
    customer: str | None = None
    amount: str | None = None
    currency: str | None = None


class Series(msgspec.Struct, kw_only=True):
    """Where numbers come from: without gaps, in order of date."""

    id: str
    object: str = "series"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, closed."""
    entity: str
    document_type: str
    """One of: credit_note, invoice, quote, receipt."""
    format: str
    """What numbers look like: {year} and {seq}, which may be padded ({seq:06})."""
    reset: str
    """One of: never, year."""
    next_number: str | None = None
    starts_at: int
    """The first number of the sequence."""


class SeriesNumber(msgspec.Struct, kw_only=True):
    """One number of a series and the document that has it."""

    number: str
    sequence: int
    subject: str | None = None
    issued_on: dt.date | None = None
    status: str | None = None


class SetupIntent(msgspec.Struct, kw_only=True):
    """Setting up a payment method without paying yet: asks for a mandate or a second factor where needed."""

    id: str
    object: str = "setup_intent"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: canceled, processing, requires_action, requires_payment_method, succeeded."""
    customer: str
    type: str
    """One of: ach_debit, bacs_debit, bank_transfer, card, cash, other, paypal, sepa_debit."""
    provider: str | None = None
    """Who carries the money; `terminal` and `manual` are Harr's own."""
    payment_method: str | None = None
    return_url: str | None = None
    last_error: Failure | None = None
    next_action: NextAction | None = None


class Statement(msgspec.Struct, kw_only=True):
    """What a customer owes and paid in some days, in one currency, to one entity."""

    object: str = "statement"
    customer: str
    entity: str
    currency: str
    from_: dt.date = msgspec.field(name="from")
    until: dt.date
    opening_balance: str
    lines: list[StatementLine] = msgspec.field(default_factory=list)
    closing_balance: str


class StatementLine(msgspec.Struct, kw_only=True):
    """One thing that raised or lowered what the customer owes."""

    on: dt.date
    kind: str
    """One of: balance, credit_note, invoice, opening, payment, refund, write_off."""
    subject: str
    number: str | None = None
    description: str | None = None
    amount: str
    balance: str


class Subscription(msgspec.Struct, kw_only=True):
    """What a customer buys again and again, and when the next invoice comes."""

    id: str
    object: str = "subscription"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, canceled, incomplete, incomplete_expired, past_due, paused, scheduled, trialing, unpaid."""
    customer: str
    plan: str | None = None
    items: list[SubscriptionItem] = msgspec.field(default_factory=list)
    currency: str
    start_at: dt.datetime
    billing_anchor: Anchor
    alignment: str
    """One of: anniversary, calendar."""
    current_period: Period | None = None
    trial_end: dt.datetime | None = None
    collection: str
    """One of: charge_automatically, send_invoice."""
    payment_terms: PaymentTerms | None = None
    payment_method: str | None = None
    entity: str
    billing_group: str | None = None
    discounts: list[str] = msgspec.field(default_factory=list)
    purchase_order: str | None = None
    term: Term | None = None
    cancel_at: dt.datetime | None = None
    cancel_reason: str | None = None
    canceled_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    pause: Pause | None = None
    pending_change: str | None = None
    rules: SubscriptionRules | None = None
    proration_unit: str
    """One of: day, fixed_30, none, second."""
    first_invoice: str
    """One of: next, now."""
    latest_invoice: str | None = None
    next_invoice_at: dt.datetime | None = None


class SubscriptionChange(msgspec.Struct, kw_only=True):
    """A change that was asked for: applied, waiting for its day, or waiting to be paid."""

    id: str
    object: str = "subscription_change"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: applied, awaiting_payment, canceled, expired, scheduled."""
    subscription: str
    items: list[ItemChange] = msgspec.field(default_factory=list)
    plan: str | None = None
    when: str
    """`now`, `period_end`, or a date."""
    proration_unit: str | None = None
    """One of: day, fixed_30, none, second."""
    proration: str
    """One of: invoice_now, next_invoice, none."""
    adjustment_document: str | None = None
    """One of: credit_note, negative_line."""
    change_day: str | None = None
    """One of: new, old."""
    period: str
    """One of: keep, keep_anchor, restart."""
    only_if_paid: bool
    effective_at: dt.datetime | None = None
    invoice: str | None = None


class SubscriptionItem(msgspec.Struct, kw_only=True):
    """One price of a subscription, how many of it, and until when it is billed."""

    id: str
    object: str = "subscription_item"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, ended."""
    subscription: str
    price: str
    quantity: str | None = None
    tax_rates: list[str] = msgspec.field(default_factory=list)
    period: Period | None = None
    billed_until: dt.date | None = None
    override: PriceOverride | None = None


class SubscriptionItemRequest(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A price to subscribe to, and how many of it."""

    price: str
    quantity: str | None = None
    tax_rates: list[str] | None = msgspec.field(default_factory=list)
    override: PriceOverride | None = None


class SubscriptionRules(msgspec.Struct, kw_only=True, omit_defaults=True):
    """How a subscription shares out a period; a rule that is absent is its entity's or has its default."""

    proration_unit: str | None = None
    """One of: day, fixed_30, none, second."""
    stub_denominator: str | None = None
    """One of: aligned, unaligned."""
    change_day: str | None = None
    """One of: new, old."""
    termination_day: str | None = None
    """One of: billed, not_billed."""
    adjustment_document: str | None = None
    """One of: credit_note, negative_line."""


class SubscriptionSchedule(msgspec.Struct, kw_only=True):
    """What lies ahead of a subscription, in order."""

    object: str = "subscription_schedule"
    subscription: str
    steps: list[ScheduleStep] = msgspec.field(default_factory=list)


class TaxCalculation(msgspec.Struct, kw_only=True):
    """What tax a sale would have; no state is kept."""

    object: str = "tax_calculation"
    entity: str
    customer: str | None = None
    currency: str
    on: dt.date
    lines: list[TaxCalculationLineResult] = msgspec.field(default_factory=list)
    tax_groups: list[TaxGroup] = msgspec.field(default_factory=list)
    net_amount: str
    tax_amount: str
    total: str


class TaxCalculationLine(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An amount to find the tax of."""

    amount: str
    quantity: str = "1"
    product: str | None = None
    tax_code: str | None = None
    tax_behavior: str = "exclusive"
    """One of: exclusive, inclusive."""


class TaxCalculationLineResult(msgspec.Struct, kw_only=True):
    """The tax of one line."""

    index: int
    net_amount: str
    tax_amount: str
    taxes: list[LineTax] = msgspec.field(default_factory=list)


class TaxExemption(msgspec.Struct, kw_only=True):
    """That a customer pays no tax in a place, and the certificate that says so."""

    id: str
    object: str = "tax_exemption"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, expired, revoked."""
    customer: str
    jurisdiction: str
    """A country, and what lies in it."""
    certificate_number: str | None = None
    reason: str
    valid_from: dt.date
    valid_until: dt.date | None = None
    document_url: str | None = None


class TaxGroup(msgspec.Struct, kw_only=True):
    """What the document prints: one for each category, rate and jurisdiction."""

    category: str
    """One of: AE, E, G, K, L, M, O, S, Z."""
    percentage: str
    jurisdiction: str | None = None
    tax_rates: list[str] = msgspec.field(default_factory=list)
    base_amount: str
    tax_amount: str
    exemption_reason: str | None = None


class TaxId(msgspec.Struct, kw_only=True):
    """A number by which a tax office knows the customer, and what came of checking it."""

    id: str
    object: str = "tax_id"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: pending, unavailable, unverified, verified."""
    customer: str
    type: str
    """An open list of words."""
    value: str
    country: str | None = None
    valid_format: bool
    verified_name: str | None = None
    verified_at: dt.datetime | None = None
    evidence: dict[str, Any] | None = msgspec.field(default_factory=dict)


class TaxIdFacts(msgspec.Struct, kw_only=True):
    """Whether a tax id can be one, how it is written, and of which country it is."""

    object: str = "tax_id_check"
    type: str
    value: str
    valid_format: bool
    normalized: str | None = None
    country: str | None = None
    why: str | None = None


class TaxRate(msgspec.Struct, kw_only=True):
    """A percentage of tax in a place, from a day on. It never changes; a new one follows it."""

    id: str
    object: str = "tax_rate"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived."""
    entity: str | None = None
    country: str
    state: str | None = None
    county: str | None = None
    city: str | None = None
    tax_type: str
    """An open list of words: vat, gst, sales_tax, withholding."""
    percentage: str
    category: str
    """One of: AE, E, G, K, L, M, O, S, Z."""
    tax_codes: list[str] = msgspec.field(default_factory=list)
    name: str
    compound_on: str | None = None
    valid_from: dt.date
    valid_until: dt.date | None = None
    exemption_reason: str | None = None
    legal_text: dict[str, str] = msgspec.field(default_factory=dict)


class TaxRegistration(msgspec.Struct, kw_only=True):
    """That an entity is known to a tax office: under which number, scheme and way of accounting."""

    id: str
    object: str = "tax_registration"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    entity: str
    country: str
    state: str | None = None
    tax_type: str
    """An open list of words: vat, gst, sales_tax, withholding."""
    number: str
    scheme: str
    """One of: ioss, oss, small_business, standard."""
    accounting: str
    """One of: invoice, payment."""
    valid_from: dt.date
    valid_until: dt.date | None = None
    reporting_currency: str | None = None


class Tenant(msgspec.Struct, kw_only=True):
    """An isolated world: its apps, keys, books and clock. The credential decides which."""

    id: str
    object: str = "tenant"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    name: str
    kind: str
    """One of: live, sandbox."""
    clock_at: dt.datetime


class Term(msgspec.Struct, kw_only=True):
    """For how long the customer is bound, and what happens then."""

    interval: str
    """One of: day, month, week, year."""
    interval_count: int
    auto_renew: bool
    notice_days: int | None = None
    ends_on: dt.date | None = None


class TermRequest(msgspec.Struct, kw_only=True, omit_defaults=True):
    """For how long the customer binds themselves."""

    interval: str
    """One of: day, month, week, year."""
    interval_count: int = 1
    auto_renew: bool = True
    notice_days: int | None = None


class TermUpdate(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What of a term may change."""

    auto_renew: bool


class Tier(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Prices what lies above the tier before and up to `up_to` (included); null has no end."""

    up_to: str | None = None
    unit_amount: str | None = None
    flat_amount: str | None = None
    percentage: str | None = None


class TimeStep(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A step of the clock; months and years go by the calendar."""

    interval: str
    """One of: day, hour, minute, month, second, week, year."""
    interval_count: int = 1


class TimelineItem(msgspec.Struct, kw_only=True):
    """One thing that happened to a customer or to something of theirs."""

    at: dt.datetime
    type: str
    subject: str
    summary: str
    amount: CurrencyAmount | None = None
    actor: Actor | None = None


class TopUpRule(msgspec.Struct, kw_only=True):
    """Fills a wallet by itself: below a threshold, or at an interval."""

    id: str
    object: str = "top_up_rule"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, paused."""
    wallet: str
    currency: str
    trigger: str
    """One of: interval, threshold."""
    threshold_amount: str | None = None
    interval: str | None = None
    """One of: day, month, week, year."""
    interval_count: int | None = None
    target_amount: str | None = None
    amount: str | None = None
    payment_method: str | None = None
    cool_off_minutes: int | None = None
    maximum_per_month: int | None = None


class Transaction(msgspec.Struct, kw_only=True):
    """Balanced entries of one entity with one cause. It never changes; a mistake is reversed."""

    id: str
    object: str = "transaction"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    status: str = "posted"
    entity: str
    type: str
    description: str | None = None
    effective_on: dt.date
    effective_at: dt.datetime | None = None
    recorded_at: dt.datetime
    cause: str
    entries: list[Entry] = msgspec.field(default_factory=list)
    reverses: str | None = None
    reversed_by: str | None = None
    corrects: str | None = None
    belongs_to: str | None = None
    reason: str | None = None
    attachment_url: str | None = None
    actor: Actor | None = None
    rule_version: str | None = None
    position: int | None = None
    digest: str


class TransactionBatch(msgspec.Struct, kw_only=True):
    """What became of a batch."""

    posted: int
    duplicates: int
    rejected: list[RejectedTransaction] = msgspec.field(default_factory=list)


class TrialBalanceRow(msgspec.Struct, kw_only=True):
    """What one account code held when the period was closed."""

    code: str
    """Of the chart."""
    currency: str
    debits: str
    credits: str


class UnexplainedAmount(msgspec.Struct, kw_only=True):
    """A figure that the journal does not bear out."""

    ref: str
    amount: str
    currency: str
    detail: str


class Unit(msgspec.Struct, kw_only=True):
    """A unit of one's own that is counted like a currency: credits, points, minutes."""

    id: str
    object: str = "unit"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, archived."""
    code: str
    scale: int
    """How many decimals the unit has."""
    name: str | None = None
    cost_basis: list[CostBasis] = msgspec.field(default_factory=list)


class UnitConversion(msgspec.Struct, kw_only=True, omit_defaults=True):
    """From the unit that was measured to the unit that is priced."""

    divide_by: str | None = None
    multiply_by: str | None = None
    rounding: str = "none"
    """One of: down, half_up, none, up."""
    unit_name: str | None = None


class UnitCost(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What one unit of the grant was worth in money."""

    currency: str
    unit_amount: str


class UnitCreate(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A new unit; amounts are then in the currency `code/scale`."""

    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    code: str
    scale: int
    """How many decimals the unit has."""
    name: str | None = None
    cost_basis: list[CostBasis] | None = msgspec.field(default_factory=list)


class UpcomingInvoice(msgspec.Struct, kw_only=True):
    """The next invoice as it would be made from what is known now; it has no id and no number."""

    object: str = "upcoming_invoice"
    customer: str
    entity: str | None = None
    subscription: str | None = None
    currency: str
    issues_on: dt.date | None = None
    due_on: dt.date | None = None
    service_period: Period | None = None
    lines: list[UpcomingLine] = msgspec.field(default_factory=list)
    allowances: list[Allowance] = msgspec.field(default_factory=list)
    charges: list[Allowance] = msgspec.field(default_factory=list)
    subtotal: str
    discount_amount: str
    net_amount: str
    tax_groups: list[TaxGroup] = msgspec.field(default_factory=list)
    tax_amount: str
    rounding_amount: str
    total: str
    amount_applied: str
    amount_due: str


class UpcomingLine(msgspec.Struct, kw_only=True):
    """A line as it would stand on the next invoice if nothing more happened."""

    kind: str
    """One of: already_billed, correction, fee, late_fee, minimum, one_time, remaining_time, rounding, top_up,
    true_up, unused_time, usage.
    """
    description: str
    product: str | None = None
    price: str | None = None
    subscription_item: str | None = None
    meter: str | None = None
    quantity: str
    unit_amount: str | None = None
    amount: str
    discount_amount: str
    discounts: list[LineDiscount] = msgspec.field(default_factory=list)
    net_amount: str
    taxes: list[LineTax] = msgspec.field(default_factory=list)
    tax_amount: str
    period: Period | None = None
    tiers: list[LineTier] = msgspec.field(default_factory=list)
    proration: LineProration | None = None


class UsageAlert(msgspec.Struct, kw_only=True):
    """Tells when a customer's usage, or what it costs, reaches a threshold."""

    id: str
    object: str = "usage_alert"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: armed, recovered, triggered."""
    customer: str | None = None
    plan: str | None = None
    meter: str | None = None
    spend: bool
    currency: str | None = None
    threshold: str
    recurring: bool


class UsageCorrection(msgspec.Struct, kw_only=True):
    """That an event was wrong: what takes its place, or that nothing does."""

    id: str
    object: str = "usage_correction"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str = "recorded"
    event: str
    """The caller's id of the event: told twice, counted once."""
    action: str
    """One of: cancel, replace."""
    data: dict[str, str | int | bool | None] | None = msgspec.field(default_factory=dict)
    """Properties of the event; a number with decimals is a string."""
    reason: str
    effect: str
    """One of: correction_line, current_period."""
    job: str | None = None


class UsageEvent(msgspec.Struct, kw_only=True):
    """One thing that was used, as it was told."""

    id: str
    """The caller's id of the event: told twice, counted once."""
    object: str = "usage_event"
    status: str
    """One of: accepted, billed, canceled, replaced."""
    app: str | None = None
    type: str
    customer: str
    customer_external_id: str | None = None
    time: dt.datetime
    data: dict[str, str | int | bool | None] = msgspec.field(default_factory=dict)
    """Properties of the event; a number with decimals is a string."""
    source: str | None = None
    subscription: str | None = None
    received_at: dt.datetime


class UsageEventRequest(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One event: `customer`, `customer_external_id`, or a CloudEvent's `subject` says whose it is."""

    id: str
    """The caller's id of the event: told twice, counted once."""
    type: str
    customer: str | None = None
    customer_external_id: str | None = None
    subject: str | None = None
    time: dt.datetime
    data: dict[str, str | int | bool | None] | None = msgspec.field(default_factory=dict)
    """Properties of the event; a number with decimals is a string."""
    source: str | None = None
    subscription: str | None = None
    specversion: str | None = None
    datacontenttype: str | None = None
    dataschema: str | None = None


class UsageReceipt(msgspec.Struct, kw_only=True):
    """What became of the events; each is taken or refused on its own."""

    object: str = "usage_receipt"
    accepted: int
    duplicates: int
    rejected: list[RejectedUsage] = msgspec.field(default_factory=list)


class UsageThreshold(msgspec.Struct, kw_only=True, omit_defaults=True):
    """At which amount of usage an invoice is made before the period ends."""

    amount: str
    currency: str
    recurring: bool = False
    name: str | None = None


class Velocity(msgspec.Struct, kw_only=True, omit_defaults=True):
    """How often an app may do things, before it is told to wait."""

    requests_per_minute: int | None = None
    payments_per_hour: int | None = None
    payments_per_customer_per_day: int | None = None


class Wallet(msgspec.Struct, kw_only=True):
    """Credit that a customer has paid or been given beforehand, in money or in units."""

    id: str
    object: str = "wallet"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: active, closed."""
    customer: str
    entity: str
    currency: str
    name: str | None = None
    voucher: str
    """One of: multi_purpose, single_purpose."""
    tax_rate: str | None = None
    scope: WalletScope | None = None
    overdraft_amount: str | None = None
    priority: int
    """The lower goes first."""
    balance: str
    available: str
    held: str
    paid_balance: str
    promotional_balance: str
    next_expiry: NextExpiry | None = None


class WalletHold(msgspec.Struct, kw_only=True):
    """Credit set aside for something that is still going on."""

    id: str
    object: str = "wallet_hold"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: captured, expired, held, released."""
    wallet: str
    currency: str
    amount: str
    captured_amount: str
    expires_at: dt.datetime
    subject: str | None = None


class WalletScope(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a wallet or a grant may pay; what is empty is not restricted."""

    products: list[str] = msgspec.field(default_factory=list)
    meters: list[str] = msgspec.field(default_factory=list)


class WalletTransaction(msgspec.Struct, kw_only=True):
    """One movement of a wallet, and the grants that it touched."""

    id: str
    object: str = "wallet_transaction"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    status: str = "posted"
    wallet: str
    type: str
    """One of: expire, grant, hold, refund, release, rollover, spend, void."""
    currency: str
    amount: str
    grants: list[GrantShare] = msgspec.field(default_factory=list)
    reason: str | None = None
    invoice: str | None = None
    reverses: str | None = None


class WebhookEndpoint(msgspec.Struct, kw_only=True):
    """An address that is told what happens. The secret is shown when it is made and when it is rotated."""

    id: str
    object: str = "webhook_endpoint"
    external_id: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict)
    app: str | None = None
    created_at: dt.datetime
    version: int
    updated_at: dt.datetime | None = None
    status: str
    """One of: disabled, enabled."""
    api_version: str
    """A date."""
    url: str
    events: list[str] = msgspec.field(default_factory=list)
    description: str | None = None
    secret: str | None = None
    payload: str
    """One of: full, thin."""

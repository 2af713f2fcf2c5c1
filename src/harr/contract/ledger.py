"""The books: accounts, transactions and their entries, balances, holds, periods, exchange rates, the map to a chart."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from harr.contract.operations import Filter, Operation, Page, filters_of, question, standard, verb
from harr.contract.shapes import Actor, Period
from harr.contract.tenants import APP, ENTITY, KEY
from harr.contract.words import (
    AccountId,
    AccountMappingId,
    Amount,
    Answer,
    Code,
    Count,
    Create,
    Currency,
    EntityId,
    EntryId,
    ExchangeRateId,
    ExternalId,
    HoldId,
    Instant,
    Label,
    LedgerPeriodId,
    Name,
    QuantityText,
    RateText,
    Request,
    Resource,
    Side,
    SignedAmount,
    TaxRateId,
    Text,
    TransactionId,
    Update,
    Url,
    Versioned,
)
from harr.kernel import ids

AccountType = Literal["asset", "liability", "equity", "revenue", "expense", "memo"]
BalancePolicy = Literal["open", "guarded"]
Month = Annotated[str, Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", max_length=7, examples=["2026-01"])]
AccountCode = Annotated[
    str,
    Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$", max_length=40, examples=["1100"], description="Of the chart."),
]
Owner = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}$",
        max_length=40,
        description="One id or none: whose account it is (a customer, a wallet, a provider).",
    ),
]
Dimensions = Annotated[
    dict[Annotated[str, Meta(max_length=40)], Annotated[str, Meta(max_length=100)]],
    Meta(max_length=20, description="What a report asks for beside the account: document, line, product, tax rate."),
]
KnownAt = Annotated[
    str,
    Meta(
        pattern=r"^([0-9]{1,18}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z)$",
        max_length=27,
        examples=["1042"],
        description="A position of the order of commits, or an instant: the last position ordered before it.",
    ),
]


class Account(Versioned, kw_only=True):
    """A place where entries add up: one for each entity, code, currency and owner."""

    id: AccountId
    object: Literal["account"] = "account"
    status: Literal["open", "closed"]
    entity: EntityId
    code: AccountCode
    name: Name | None = None
    type: AccountType
    normal_side: Side
    contra: bool = False
    currency: Currency
    dimensions: Dimensions = msgspec.field(default_factory=dict)
    owner: Owner | None = None
    balance_policy: BalancePolicy = "open"
    floor_amount: SignedAmount | None = None


class AccountCreate(Create, kw_only=True):
    """A new account; one that has a floor is guarded."""

    entity: EntityId
    code: AccountCode
    name: Name | None = None
    type: AccountType
    contra: bool = False
    currency: Currency
    dimensions: Dimensions | None = None
    owner: Owner | None = None
    floor_amount: SignedAmount | None = None


class AccountUpdate(Update, kw_only=True):
    """Gives an account another name."""

    name: Name | UnsetType | None = UNSET


class AsOfQuery(Request, kw_only=True):
    """As of which day, and as known when; both are now where they are absent."""

    as_of: date | None = None
    known_at: KnownAt | None = None


class Balance(Answer, kw_only=True):
    """What an account (or all accounts of a code) holds, on its normal side."""

    object: Literal["balance"] = "balance"
    entity: EntityId
    code: AccountCode
    currency: Currency
    dimensions: Dimensions = msgspec.field(default_factory=dict)
    as_of: date | None = None
    known_at: KnownAt | None = None
    debits: Amount
    credits: Amount
    posted: SignedAmount
    pending: SignedAmount
    available: SignedAmount


class BalancesQuery(AsOfQuery, kw_only=True):
    """Which balances: of an entity, a code, a currency, an owner."""

    entity: EntityId | None = None
    code: AccountCode | None = None
    currency: Currency | None = None
    owner: Owner | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    after: Annotated[str, Meta(max_length=200)] | None = None


class MappingConditions(Request, kw_only=True):
    """For which entries a mapping holds; an empty one holds for all."""

    product: Code | None = None
    jurisdiction: Label | None = None
    provider: Code | None = None


class AccountMapping(Versioned, kw_only=True):
    """What an account is called in the general ledger that exports go to."""

    id: AccountMappingId
    object: Literal["account_mapping"] = "account_mapping"
    entity: EntityId
    code: AccountCode
    conditions: MappingConditions = msgspec.field(default_factory=MappingConditions)
    gl_code: Code
    gl_name: Name | None = None
    tax_code: Code | None = None
    valid_from: date
    valid_until: date | None = None


class AccountMappingCreate(Create, kw_only=True):
    """A new mapping; among several that fit, the one with more conditions wins."""

    entity: EntityId
    code: AccountCode
    conditions: MappingConditions | None = None
    gl_code: Code
    gl_name: Name | None = None
    tax_code: Code | None = None
    valid_from: date
    valid_until: date | None = None


class AccountMappingUpdate(Update, kw_only=True):
    """What of a mapping may change."""

    gl_code: Code | UnsetType = UNSET
    gl_name: Name | UnsetType | None = UNSET
    tax_code: Code | UnsetType | None = UNSET
    valid_until: date | UnsetType | None = UNSET


class EntryTax(Answer, kw_only=True):
    """Which tax an entry belongs to, and the day by which a return selects it."""

    tax_rate: TaxRateId | None = None
    base_amount: SignedAmount
    tax_point_on: date


class Entry(Answer, kw_only=True):
    """One debit or credit of a transaction, for ever."""

    id: EntryId
    object: Literal["entry"] = "entry"
    transaction: TransactionId
    effective_on: date
    line: Count
    account: AccountId
    code: AccountCode
    side: Side
    amount: Amount
    currency: Currency
    functional_amount: Amount
    functional_currency: Currency
    exchange_rate: ExchangeRateId | None = None
    dimensions: Dimensions = msgspec.field(default_factory=dict)
    tax: EntryTax | None = None
    quantity: QuantityText | None = None
    unit: Label | None = None


class EntryRequest(Request, kw_only=True):
    """One debit or credit; its currency is the account's."""

    account: AccountId
    side: Side
    amount: Amount
    dimensions: Dimensions | None = None
    quantity: QuantityText | None = None
    unit: Label | None = None


class Transaction(Resource, kw_only=True):
    """Balanced entries of one entity with one cause. It never changes; a mistake is reversed."""

    id: TransactionId
    object: Literal["transaction"] = "transaction"
    status: Literal["posted"] = "posted"
    entity: EntityId
    type: Code
    description: Text | None = None
    effective_on: date
    effective_at: Instant | None = None
    recorded_at: Instant
    cause: str
    entries: list[Entry] = msgspec.field(default_factory=list)
    reverses: TransactionId | None = None
    reversed_by: TransactionId | None = None
    corrects: TransactionId | None = None
    belongs_to: LedgerPeriodId | None = None
    reason: Text | None = None
    attachment_url: Url | None = None
    actor: Actor | None = None
    rule_version: str | None = None
    position: Count | None = None
    digest: str


class TransactionCreate(Create, kw_only=True):
    """A transaction of the caller's own: `type: manual` needs a reason and an attachment."""

    entity: EntityId
    type: Code
    description: Text | None = None
    effective_on: date
    effective_at: Instant | None = None
    entries: Annotated[list[EntryRequest], Meta(min_length=2, max_length=1000)]
    reason: Text | None = None
    attachment_url: Url | None = None


class BatchTransaction(TransactionCreate, kw_only=True):
    """A transaction of a batch; its `external_id` is what makes it happen once."""

    external_id: ExternalId


class TransactionBatchRequest(Request, kw_only=True):
    """Up to 10,000 transactions, each posted or refused on its own."""

    transactions: Annotated[list[BatchTransaction], Meta(min_length=1, max_length=10_000)]


class RejectedTransaction(Answer, kw_only=True):
    """Which transaction of a batch was refused, and why."""

    index: Count
    code: str
    detail: str | None = None
    field: str | None = None


class TransactionBatch(Answer, kw_only=True):
    """What became of a batch."""

    posted: Count
    duplicates: Count
    rejected: list[RejectedTransaction] = msgspec.field(default_factory=list)


class TransactionReverseRequest(Request, kw_only=True):
    """On which day to reverse, and why; without a day, on the tenant's today."""

    effective_on: date | None = None
    reason: Text | None = None


class HoldEntry(Answer, kw_only=True):
    """An entry that a hold will post when it is captured."""

    account: AccountId
    side: Side
    amount: Amount


class HoldEntryRequest(Request, kw_only=True):
    """An entry to hold; debits and credits have to be equal."""

    account: AccountId
    side: Side
    amount: Amount


class Hold(Versioned, kw_only=True):
    """Funds set aside for something that may happen: captured, released, or expired."""

    id: HoldId
    object: Literal["hold"] = "hold"
    status: Literal["held", "captured", "released", "expired"]
    entries: list[HoldEntry] = msgspec.field(default_factory=list)
    currency: Currency
    amount: Amount
    captured_amount: Amount
    expires_at: Instant | None = None
    subject: Label | None = None


class HoldCreate(Create, kw_only=True):
    """A new hold; its accounts are of one entity and one currency."""

    entries: Annotated[list[HoldEntryRequest], Meta(min_length=2, max_length=100)]
    expires_at: Instant | None = None
    subject: Label | None = None


class HoldCaptureRequest(Request, kw_only=True):
    """How much to post; `final` releases what is left. Without an amount, all of it."""

    amount: Amount | None = None
    final: bool = False


class PeriodCheck(Answer, kw_only=True):
    """One thing that has to be true before a period is closed."""

    check: str
    passed: bool
    facts: dict[str, str] = msgspec.field(default_factory=dict)


class TrialBalanceRow(Answer, kw_only=True):
    """What one account code held when the period was closed."""

    code: AccountCode
    currency: Currency
    debits: Amount
    credits: Amount


class CloseRecord(Answer, kw_only=True):
    """What was true when the period was closed, and who closed it."""

    trial_balance: list[TrialBalanceRow] = msgspec.field(default_factory=list)
    chain_head: str
    actor: Actor
    at: Instant


class LedgerPeriod(Versioned, kw_only=True):
    """A month of an entity's books; once closed, nothing is posted into it."""

    id: LedgerPeriodId
    object: Literal["ledger_period"] = "ledger_period"
    status: Literal["open", "soft_closed", "closed"]
    entity: EntityId
    month: Month
    period: Period
    checklist: list[PeriodCheck] = msgspec.field(default_factory=list)
    close_record: CloseRecord | None = None


class LedgerPeriodReopenRequest(Request, kw_only=True):
    """Why a closed period is opened again."""

    reason: Text


class ExchangeRate(Resource, kw_only=True):
    """What one unit of `base` was worth in `quote` on a day, as a source said."""

    id: ExchangeRateId
    object: Literal["exchange_rate"] = "exchange_rate"
    base: Currency
    quote: Currency
    rate: RateText
    on: date
    source: Code


class ExchangeRateCreate(Create, kw_only=True):
    """A rate to remember; there is one for each pair, day and source."""

    base: Currency
    quote: Currency
    rate: RateText
    on: date
    source: Code


FINALIZED_AT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


def _id(prefix: str, counter: int = 1) -> str:
    return ids.id_text(prefix, ids.make_id(1_771_113_600_000, counter))


def _entry(line: int, side: Side, code: str, amount: str, tax: EntryTax | None = None) -> Entry:
    return Entry(
        id=_id("ety", line),
        transaction=_id("txn"),
        effective_on=FINALIZED_AT.date(),
        line=line,
        account=_id("acc", line),
        code=code,
        side=side,
        amount=amount,
        currency="EUR",
        functional_amount=amount,
        functional_currency="EUR",
        dimensions={"document": _id("inv")},
        tax=tax,
    )


ACCOUNT = Account(
    id=_id("acc"),
    status="open",
    created_at=FINALIZED_AT,
    entity=ENTITY.id,
    code="1100",
    name="Accounts Receivable",
    type="asset",
    normal_side="debit",
    currency="EUR",
    owner=_id("cus"),
)
BALANCE = Balance(
    entity=ENTITY.id,
    code="1100",
    currency="EUR",
    as_of=date(2026, 1, 31),
    debits="37.51",
    credits="0.00",
    posted="37.51",
    pending="0.00",
    available="37.51",
)
ACCOUNT_MAPPING = AccountMapping(
    id=_id("map"),
    created_at=FINALIZED_AT,
    entity=ENTITY.id,
    code="4010",
    conditions=MappingConditions(jurisdiction="NL"),
    gl_code="8000",
    gl_name="Omzet binnenland",
    tax_code="NL-HIGH",
    valid_from=date(2026, 1, 1),
)
TRANSACTION = Transaction(
    id=_id("txn"),
    created_at=FINALIZED_AT,
    app=APP.id,
    entity=ENTITY.id,
    type="invoice_finalized",
    effective_on=FINALIZED_AT.date(),
    recorded_at=FINALIZED_AT,
    cause=f"invoice.finalized/{_id('inv')}/1",
    entries=[
        _entry(1, "debit", "1100", "37.51"),
        _entry(2, "credit", "2100", "31.00"),
        _entry(
            3,
            "credit",
            "2200",
            "6.51",
            EntryTax(tax_rate=_id("txr"), base_amount="31.00", tax_point_on=date(2026, 1, 15)),
        ),
    ],
    actor=Actor(kind="key", id=KEY.id),
    rule_version="invoice_finalized/1",
    position=1042,
    digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
)
HOLD = Hold(
    id=_id("hld"),
    status="held",
    created_at=FINALIZED_AT,
    entries=[
        HoldEntry(account=_id("acc", 4), side="debit", amount="37.51"),
        HoldEntry(account=_id("acc", 1), side="credit", amount="37.51"),
    ],
    currency="EUR",
    amount="37.51",
    captured_amount="0.00",
    expires_at=datetime(2026, 1, 22, 9, 30, tzinfo=UTC),
    subject=_id("pay"),
)
LEDGER_PERIOD = LedgerPeriod(
    id=_id("per"),
    status="open",
    created_at=FINALIZED_AT,
    entity=ENTITY.id,
    month="2026-01",
    period=Period(start=date(2026, 1, 1), end=date(2026, 2, 1)),
    checklist=[
        PeriodCheck(check="suspense_is_zero", passed=True, facts={"code": "1990"}),
        PeriodCheck(check="no_drafts_left", passed=True),
    ],
)
CLOSE_RECORD = CloseRecord(
    trial_balance=[
        TrialBalanceRow(code="1100", currency="EUR", debits="37.51", credits="0.00"),
        TrialBalanceRow(code="2100", currency="EUR", debits="0.00", credits="31.00"),
        TrialBalanceRow(code="2200", currency="EUR", debits="0.00", credits="6.51"),
    ],
    chain_head="60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
    actor=Actor(kind="key", id=KEY.id),
    at=datetime(2026, 2, 5, 9, 0, tzinfo=UTC),
)
EXCHANGE_RATE = ExchangeRate(
    id=_id("fxr"),
    created_at=FINALIZED_AT,
    base="USD",
    quote="EUR",
    rate="0.8591",
    on=date(2026, 1, 15),
    source="ecb",
)

POSTING = ("unbalanced", "period_closed", "currency_mismatch", "insufficient_funds")

OPERATIONS: tuple[Operation, ...] = (
    *standard(
        Account, plural="accounts", path="/v1/ledger/accounts", actions="create retrieve list update",
        create=AccountCreate, update=AccountUpdate,
        filters=(*filters_of(Account), Filter("owner", "text")), example=ACCOUNT,
    ),
    verb(
        "accounts.close", "/v1/ledger/accounts/{id}/close", Account, "Close an account that holds nothing.",
        errors=("state_conflict", "rule_conflict"), example=replace(ACCOUNT, status="closed"),
    ),
    Operation(
        name="accounts.entries", method="GET", path="/v1/ledger/accounts/{id}/entries",
        summary="List the entries of an account.", response=Page[Entry], listing=True, filters=filters_of(Entry),
        example=Page(data=[TRANSACTION.entries[0]]),
    ),
    question(
        "accounts.balance", "/v1/ledger/accounts/{id}/balance", Balance, "Read what an account holds.",
        query=AsOfQuery, example=BALANCE,
    ),
    *standard(
        AccountMapping, plural="account_mappings", path="/v1/ledger/account_mappings",
        actions="create retrieve list update", create=AccountMappingCreate, update=AccountMappingUpdate,
        errors=("rule_conflict",), example=ACCOUNT_MAPPING,
    ),
    *standard(
        Transaction, plural="transactions", path="/v1/ledger/transactions", actions="create retrieve list",
        create=TransactionCreate, keyed=True,
        errors=(*POSTING, "cause_conflict", "approval_required", "rule_conflict"),
        filters=(*filters_of(Transaction), Filter("type", "text"), Filter("cause", "text")), example=TRANSACTION,
    ),
    verb(
        "transactions.reverse", "/v1/ledger/transactions/{id}/reverse", Transaction,
        "Reverse a transaction; the answer is the one that was reversed, naming its reversal.",
        request=TransactionReverseRequest, money=True,
        errors=("state_conflict", "period_closed", "insufficient_funds", "approval_required"),
        example=replace(TRANSACTION, reversed_by=_id("txn", 2)),
    ),
    verb(
        "transactions.batch", "/v1/ledger/transactions/batch", TransactionBatch,
        "Post many transactions, each on its own.", request=TransactionBatchRequest, money=True, bulk=True,
        errors=(), example=TransactionBatch(
            posted=2, duplicates=1, rejected=[RejectedTransaction(index=3, code="unbalanced")],
        ),
    ),
    Operation(
        name="entries.list", method="GET", path="/v1/ledger/entries", summary="List entries.", response=Page[Entry],
        listing=True, filters=(*filters_of(Entry), Filter("entity", "reference", prefix="ent")),
        example=Page(data=TRANSACTION.entries),
    ),
    question(
        "balances.list", "/v1/ledger/balances", Page[Balance], "List what accounts hold, by code and currency.",
        query=BalancesQuery, example=Page(data=[BALANCE]),
    ),
    *standard(
        Hold, plural="holds", path="/v1/ledger/holds", actions="create retrieve list", create=HoldCreate,
        errors=(*POSTING,), example=HOLD,
    ),
    verb(
        "holds.capture", "/v1/ledger/holds/{id}/capture", Hold, "Post a hold, whole or in part.",
        request=HoldCaptureRequest, money=True,
        errors=("state_conflict", "amount_exceeds_remaining", "period_closed"),
        example=replace(HOLD, status="captured", captured_amount="37.51"),
    ),
    verb(
        "holds.release", "/v1/ledger/holds/{id}/release", Hold, "Let go of what is held.",
        example=replace(HOLD, status="released"),
    ),
    *standard(
        LedgerPeriod, plural="ledger_periods", path="/v1/ledger/periods", actions="retrieve list",
        example=LEDGER_PERIOD,
    ),
    verb(
        "ledger_periods.soft_close", "/v1/ledger/periods/{id}/soft_close", LedgerPeriod,
        "Close a period for apps, leaving it to accountants.", example=replace(LEDGER_PERIOD, status="soft_closed"),
    ),
    verb(
        "ledger_periods.close", "/v1/ledger/periods/{id}/close", LedgerPeriod,
        "Close a period whose checklist has passed.", errors=("state_conflict", "rule_conflict"),
        example=replace(LEDGER_PERIOD, status="closed", close_record=CLOSE_RECORD),
    ),
    verb(
        "ledger_periods.reopen", "/v1/ledger/periods/{id}/reopen", LedgerPeriod, "Open a closed period again.",
        request=LedgerPeriodReopenRequest, errors=("state_conflict", "approval_required"), example=LEDGER_PERIOD,
    ),
    *standard(
        ExchangeRate, plural="exchange_rates", path="/v1/ledger/exchange_rates", actions="create retrieve list",
        create=ExchangeRateCreate, filters=(
            *filters_of(ExchangeRate), Filter("base", "text"), Filter("quote", "text"), Filter("on", "date"),
        ),
        example=EXCHANGE_RATE,
    ),
)  # fmt: skip

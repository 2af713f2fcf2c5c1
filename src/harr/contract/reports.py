"""Looking at the whole: reports, the tree behind a figure, exports and imports, assurance, search."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from harr.contract.invoices import EXPLANATION, INVOICE, Explanation
from harr.contract.ledger import AsOfQuery, KnownAt
from harr.contract.operations import Filter, Operation, Page, filters_of, question, standard, verb
from harr.contract.tenants import JobProgress
from harr.contract.words import (
    AccountId,
    Answer,
    Code,
    Count,
    Create,
    Currency,
    CustomerId,
    EntityId,
    ExportId,
    ImportId,
    Instant,
    JobId,
    Json,
    Label,
    QuantityText,
    Request,
    SignedAmount,
    Url,
    Versioned,
)
from harr.kernel import ids

ReportName = Literal[
    "trial_balance",
    "balance_sheet",
    "profit_and_loss",
    "general_ledger",
    "account_register",
    "journal",
    "journal_summary",
    "receivables_aging",
    "customer_statement",
    "deferred_waterfall",
    "deferred_rollforward",
    "unbilled",
    "wallet_liability",
    "expiry_ladder",
    "tax",
    "provider_clearing",
    "mrr",
    "prior_period_adjustments",
    "number_gaps",
]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", max_length=64, examples=["0" * 64])]
JobStatus = Literal["queued", "running", "succeeded", "partly_failed", "failed", "canceled"]


class ReportQuery(AsOfQuery, kw_only=True):
    """Of which entity, over which days (`from` up to and with `until`), as of which day and as known when."""

    entity: EntityId
    from_: date | None = msgspec.field(default=None, name="from")
    until: date | None = None
    currency: Currency | None = None
    group_by: Annotated[str, Meta(max_length=100)] | None = None
    customer: CustomerId | None = None
    account: AccountId | None = None
    format: Literal["json", "csv"] = "json"


class Figure(Answer, kw_only=True):
    """One cell: an amount, a quantity or a text. `ref` is what `explain.retrieve` takes."""

    amount: SignedAmount | None = None
    currency: Currency | None = None
    quantity: QuantityText | None = None
    text: str | None = None
    ref: str | None = None


class ReportColumn(Answer, kw_only=True):
    """What stands in a column."""

    name: str
    label: str
    kind: Literal["amount", "quantity", "text", "date"]


class ReportRow(Answer, kw_only=True):
    """A line of a report: its cells by the name of their column."""

    key: str
    label: str
    level: Annotated[int, Meta(ge=0, le=20)] = 0
    cells: dict[str, Figure] = msgspec.field(default_factory=dict)


class Report(Answer, kw_only=True):
    """What the books say, and where each figure comes from."""

    object: Literal["report"] = "report"
    name: ReportName
    title: str
    entity: EntityId
    from_: date | None = msgspec.field(default=None, name="from")
    until: date | None = None
    as_of: date | None = None
    known_at: KnownAt | None = None
    currency: Currency | None = None
    group_by: str | None = None
    columns: list[ReportColumn]
    rows: list[ReportRow]
    totals: dict[str, Figure] = msgspec.field(default_factory=dict)
    notes: list[str] = msgspec.field(default_factory=list)


class ExplainQuery(Request, kw_only=True):
    """The `ref` of a figure, or the id of a document, a line, an entry."""

    ref: Annotated[str, Meta(min_length=1, max_length=500)]


class ExportFile(Answer, kw_only=True):
    """A file that an export made, and where to get it for a while."""

    name: str
    bytes: Count
    sha256: Digest
    url: Url | None = None


class Export(Versioned, kw_only=True):
    """The books in the form of another program."""

    id: ExportId
    object: Literal["export"] = "export"
    status: JobStatus
    job: JobId
    format: Literal["hledger", "ledger", "beancount", "csv", "parquet", "fec", "xero", "quickbooks"]
    entity: EntityId
    from_: date | None = msgspec.field(default=None, name="from")
    until: date | None = None
    summary: Literal["none", "day", "month"] = "none"
    progress: JobProgress = msgspec.field(default_factory=JobProgress)
    files: list[ExportFile] = msgspec.field(default_factory=list)


class ExportCreate(Create, kw_only=True):
    """Of which entity, over which days, and how much is summed up."""

    format: Literal["hledger", "ledger", "beancount", "csv", "parquet", "fec", "xero", "quickbooks"]
    entity: EntityId
    from_: date | None = msgspec.field(default=None, name="from")
    until: date | None = None
    summary: Literal["none", "day", "month"] = "none"


ImportKind = Literal[
    "customers",
    "catalog",
    "open_invoices",
    "subscriptions",
    "wallets",
    "deferred_revenue",
    "payment_methods",
    "usage",
]


class ImportRow(Answer, kw_only=True):
    """A row that cannot be taken, and why."""

    line: Count
    code: str
    detail: str
    field: str | None = None


class Import(Versioned, kw_only=True):
    """What comes over from an older system: checked whole first, then applied."""

    id: ImportId
    object: Literal["import"] = "import"
    status: Literal["queued", "running", "checked", "succeeded", "partly_failed", "failed", "canceled"]
    job: JobId
    kind: ImportKind
    cut_over_on: date
    mapping: dict[str, str] = msgspec.field(default_factory=dict)
    progress: JobProgress = msgspec.field(default_factory=JobProgress)
    rows: list[ImportRow] = msgspec.field(default_factory=list)


class ImportCreate(Create, kw_only=True):
    """A file of comma-separated values with a header; `mapping` says which column is which field."""

    kind: ImportKind
    file: Annotated[str, Meta(min_length=1, max_length=5_000_000, description="The text of the file.")]
    cut_over_on: date
    mapping: Annotated[dict[Annotated[str, Meta(max_length=100)], Label], Meta(max_length=100)] = msgspec.field(
        default_factory=dict
    )


class Invariant(Answer, kw_only=True):
    """Something that has to hold, and whether it did."""

    name: str
    passed: bool
    checked: Count
    facts: Json = msgspec.field(default_factory=dict)


class UnexplainedAmount(Answer, kw_only=True):
    """A figure that the journal does not bear out."""

    ref: str
    amount: SignedAmount
    currency: Currency
    detail: str


class ChainHead(Answer, kw_only=True):
    """The last commit of the hash chain."""

    position: Count
    digest: Digest


class Assurance(Answer, kw_only=True):
    """What the books were found to be when they were last added up again."""

    object: Literal["assurance"] = "assurance"
    last_run: Instant | None = None
    invariants: list[Invariant] = msgspec.field(default_factory=list)
    unexplained_amounts: list[UnexplainedAmount] = msgspec.field(default_factory=list)
    chain_head: ChainHead | None = None


class SearchQuery(Request, kw_only=True):
    """A number, a name, an email, an external id, a reference or an amount."""

    q: Annotated[str, Meta(min_length=1, max_length=200)]
    type: Code | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    after: Annotated[str, Meta(max_length=200)] | None = None


class SearchHit(Answer, kw_only=True):
    """Something that was found, of which kind, and by what."""

    object: str
    id: str
    label: str
    matched: Literal["number", "name", "email", "external_id", "reference", "amount", "id"]
    status: str | None = None
    customer: CustomerId | None = None
    amount: SignedAmount | None = None
    currency: Currency | None = None


def _id(prefix: str, counter: int) -> str:
    return ids.id_text(prefix, ids.make_id(1_772_323_200_000, counter))


_AT = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


def _row(code: str, label: str, debit: str, credit: str) -> ReportRow:
    cells = {
        "debit": Figure(amount=debit, currency="EUR", ref=f"trial_balance/{code}/debit/2026-02-28"),
        "credit": Figure(amount=credit, currency="EUR", ref=f"trial_balance/{code}/credit/2026-02-28"),
    }
    return ReportRow(key=code, label=label, cells=cells)


REPORT = Report(
    name="trial_balance",
    title="Trial balance on 28 February 2026",
    entity=_id("ent", 1),
    until=date(2026, 2, 28),
    as_of=date(2026, 2, 28),
    known_at="1042",
    currency="EUR",
    columns=[
        ReportColumn(name="debit", label="Debit", kind="amount"),
        ReportColumn(name="credit", label="Credit", kind="amount"),
    ],
    rows=[
        _row("1100", "Accounts Receivable", "88.78", "0.00"),
        _row("2100", "Deferred Revenue", "0.00", "31.00"),
        _row("2200", "Tax Payable", "0.00", "15.41"),
        _row("4020", "Usage Revenue", "0.00", "42.37"),
    ],
    totals={"debit": Figure(amount="88.78", currency="EUR"), "credit": Figure(amount="88.78", currency="EUR")},
)
EXPORT = Export(
    id=_id("exp", 1),
    status="succeeded",
    job=_id("job", 2),
    format="hledger",
    entity=_id("ent", 1),
    from_=date(2026, 2, 1),
    until=date(2026, 2, 28),
    progress=JobProgress(total=1, done=1),
    files=[
        ExportFile(
            name="2026-02.journal",
            bytes=412,
            sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            url="https://files.example.com/2026-02.journal",
        )
    ],
    created_at=_AT,
    version=3,
)
IMPORT = Import(
    id=_id("imp", 1),
    status="checked",
    job=_id("job", 3),
    kind="open_invoices",
    cut_over_on=date(2026, 3, 1),
    mapping={"Invoice no.": "number", "Open": "amount_due"},
    progress=JobProgress(total=240, done=239, failed=1),
    rows=[ImportRow(line=17, code="money_digits", detail="“12.5” has one digit; EUR has two", field="amount_due")],
    created_at=_AT,
    version=2,
)
ASSURANCE = Assurance(
    last_run=_AT,
    invariants=[
        Invariant(name="every transaction sums to zero", passed=True, checked=1042),
        Invariant(name="receivable of 1100 is amount_due of every invoice", passed=True, checked=318),
    ],
    chain_head=ChainHead(position=1042, digest="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"),
)
SEARCH_HIT = SearchHit(
    object="invoice",
    id=INVOICE.id,
    label="EU-2026-000002, Tulip Travel",
    matched="number",
    status="open",
    customer=INVOICE.customer,
    amount="88.78",
    currency="EUR",
)

OPERATIONS: tuple[Operation, ...] = (
    question("reports.retrieve", "/v1/reports/{name}", Report, "One report.", query=ReportQuery,
             errors=("rule_conflict", "currency_mismatch"), example=REPORT),
    question("explain.retrieve", "/v1/explain", Explanation, "The tree from a figure to entries and documents.",
             query=ExplainQuery, errors=("not_found",), example=EXPLANATION),
    Operation(
        name="exports.create", method="POST", path="/v1/exports", summary="Write the books for another program.",
        request=ExportCreate, response=Export, status=202, starts_job=True, errors=("rule_conflict",), example=EXPORT,
    ),
    *standard(
        Export, plural="exports", path="/v1/exports", actions="retrieve list", example=EXPORT,
        filters=(*filters_of(Export), Filter("format", "text")),
    ),
    Operation(
        name="imports.create", method="POST", path="/v1/imports", summary="Check what comes from an older system.",
        request=ImportCreate, response=Import, status=202, starts_job=True, bulk=True, errors=("already_exists",),
        example=IMPORT,
    ),
    *standard(Import, plural="imports", path="/v1/imports", actions="retrieve list", example=IMPORT),
    verb("imports.apply", "/v1/imports/{id}/apply", Import, "Take over what was checked.", starts_job=True,
         errors=("state_conflict", "period_closed"), example=IMPORT),
    question("assurance.retrieve", "/v1/assurance", Assurance, "Whether the books add up.", example=ASSURANCE),
    verb("assurance.run", "/v1/assurance/run", Assurance, "Add the books up again, now.", example=ASSURANCE),
    question("search.list", "/v1/search", Page[SearchHit], "Find anything by what is known of it.", query=SearchQuery,
             example=Page(data=[SEARCH_HIT])),
)  # fmt: skip

"""Who may do what: tenants, entities, apps, profiles, keys, people, sandboxes, and the work that runs behind them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from harr.contract.operations import Operation, Page, filters_of, question, standard, verb
from harr.contract.rules import EntityRules
from harr.contract.shapes import Actor, Address, CurrencyAmount, PaymentTerms
from harr.contract.words import (
    AgendaItemId,
    Amount,
    Answer,
    AppId,
    ApprovalId,
    AuditRecordId,
    Code,
    Count,
    Country,
    Create,
    Currency,
    DunningCampaignId,
    Email,
    EntityId,
    Instant,
    JobId,
    Json,
    KeyId,
    Label,
    Language,
    MemberId,
    Name,
    PaymentMethodType,
    PriceModel,
    ProfileId,
    Request,
    Resource,
    SandboxId,
    Secret,
    SeriesId,
    TaxRateId,
    TenantId,
    Text,
    TimeZone,
    Update,
    Url,
    Versioned,
)
from harr.kernel import ids

OperationName = Annotated[
    str,
    Meta(
        pattern=r"^(\*|[a-z_]{1,60}\.(\*|[a-z_]{1,60}))$",
        max_length=121,
        examples=["invoices.finalize"],
        description="An operation, all of a resource (`invoices.*`), or all (`*`).",
    ),
]
Scope = Annotated[
    str,
    Meta(
        pattern=r"^(\*|[a-z_]{1,60}):(read|write|money)$",
        max_length=66,
        examples=["invoices:read"],
        description="`{resource}:read`, `:write` or `:money`; `*` stands for every resource.",
    ),
]
ApiVersion = Annotated[
    str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", max_length=10, examples=["2026-01-01"], description="A date.")
]
Role = Literal["owner", "developer", "support", "billing", "accountant", "controller", "auditor"]
CustomerKind = Literal["person", "company"]


class Tenant(Versioned, kw_only=True):
    """An isolated world: its apps, keys, books and clock. The credential decides which."""

    id: TenantId
    object: Literal["tenant"] = "tenant"
    name: Name
    kind: Literal["live", "sandbox"]
    clock_at: Instant


class TenantUpdate(Update, kw_only=True):
    """Gives the tenant another name."""

    name: Name | UnsetType = UNSET


class BankAccount(Request, kw_only=True):
    """Where an entity is paid by transfer; its documents print it."""

    iban: Annotated[str, Meta(pattern=r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$", max_length=34)]
    bic: Annotated[str, Meta(pattern=r"^[A-Z0-9]{8}([A-Z0-9]{3})?$", max_length=11)] | None = None
    holder: Name | None = None
    currency: Currency | None = None


class Branding(Request, kw_only=True):
    """How documents, emails and hosted pages look."""

    logo_url: Url | None = None
    color: Annotated[str, Meta(pattern=r"^#[0-9a-f]{6}$", max_length=7, examples=["#1a5fb4"])] | None = None
    support_email: Email | None = None
    support_url: Url | None = None


class Entity(Versioned, kw_only=True):
    """The legal entity that sells: it has its own books, number series, tax registrations, currency and time zone."""

    id: EntityId
    object: Literal["entity"] = "entity"
    status: Literal["active", "archived"]
    tax_rates: list[TaxRateId] = msgspec.field(default_factory=list)
    name: Name
    legal_name: Name
    address: Address
    registration_number: Label | None = None
    functional_currency: Currency
    timezone: TimeZone
    fiscal_year_start_month: Annotated[int, Meta(ge=1, le=12)] = 1
    bank_accounts: list[BankAccount] = msgspec.field(default_factory=list)
    payment_terms: PaymentTerms | None = None
    language: Language | None = None
    branding: Branding | None = None
    rules: EntityRules = msgspec.field(default_factory=EntityRules)
    closed_until: date | None = None


class EntityCreate(Create, kw_only=True):
    """A new legal entity."""

    tax_rates: list[TaxRateId] | None = None
    name: Name
    legal_name: Name
    address: Address
    registration_number: Label | None = None
    functional_currency: Currency
    timezone: TimeZone
    fiscal_year_start_month: Annotated[int, Meta(ge=1, le=12)] = 1
    bank_accounts: list[BankAccount] | None = None
    payment_terms: PaymentTerms | None = None
    language: Language | None = None
    branding: Branding | None = None
    rules: EntityRules | None = None


class EntityUpdate(Update, kw_only=True):
    """What of an entity may change; its currency and time zone may not. `rules`, where given, is replaced whole."""

    tax_rates: list[TaxRateId] | UnsetType = UNSET
    name: Name | UnsetType = UNSET
    legal_name: Name | UnsetType = UNSET
    address: Address | UnsetType = UNSET
    registration_number: Label | UnsetType | None = UNSET
    bank_accounts: list[BankAccount] | UnsetType = UNSET
    payment_terms: PaymentTerms | UnsetType | None = UNSET
    language: Language | UnsetType | None = UNSET
    branding: Branding | UnsetType | None = UNSET
    rules: EntityRules | UnsetType = UNSET


class App(Versioned, kw_only=True):
    """A consuming application: it has keys, webhook endpoints and a profile of what it may do.

    The first app of a tenant, `default`, has no entity: it was there before any was made.
    """

    id: AppId
    object: Literal["app"] = "app"
    status: Literal["active", "suspended", "archived"]
    api_version: ApiVersion
    name: Name
    profile: ProfileId | None = None
    entity: EntityId | None = None
    language: Language | None = None


class AppCreate(Create, kw_only=True):
    """A new consuming application; without a profile it may do what its keys may."""

    api_version: ApiVersion | None = None
    name: Name
    profile: ProfileId | None = None
    entity: EntityId
    language: Language | None = None


class AppUpdate(Update, kw_only=True):
    """What of an app may change."""

    api_version: ApiVersion | UnsetType = UNSET
    name: Name | UnsetType = UNSET
    profile: ProfileId | UnsetType | None = UNSET
    entity: EntityId | UnsetType = UNSET
    language: Language | UnsetType | None = UNSET


class RefundLimits(Request, kw_only=True):
    """How much an app may give back by itself."""

    maximum_amounts: dict[Currency, Amount] = msgspec.field(default_factory=dict)
    maximum_per_day: Count | None = None
    within_days: Annotated[int, Meta(ge=0, le=3660)] | None = None


class Velocity(Request, kw_only=True):
    """How often an app may do things, before it is told to wait."""

    requests_per_minute: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    payments_per_hour: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    payments_per_customer_per_day: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None


class Profile(Versioned, kw_only=True):
    """What an app may do and see, as numbered data; an empty list of words allows all of them."""

    id: ProfileId
    object: Literal["profile"] = "profile"
    status: Literal["draft", "active", "superseded"]
    name: Name
    operations: list[OperationName] = msgspec.field(default_factory=list)
    sees: Literal["own", "tenant"] = "own"
    payment_method_types: list[PaymentMethodType] = msgspec.field(default_factory=list)
    providers: list[Code] = msgspec.field(default_factory=list)
    currencies: list[Currency] = msgspec.field(default_factory=list)
    countries: list[Country] = msgspec.field(default_factory=list)
    price_models: list[PriceModel] = msgspec.field(default_factory=list)
    customer_kinds: list[CustomerKind] = msgspec.field(default_factory=list)
    maximum_amounts: dict[Currency, Amount] = msgspec.field(default_factory=dict)
    refund_limits: RefundLimits | None = None
    velocity: Velocity | None = None
    dunning_campaign: DunningCampaignId | None = None
    series: SeriesId | None = None
    branding: Branding | None = None
    number: Count


class ProfileCreate(Create, kw_only=True):
    """A new version of the profile of this name; it holds once it is activated."""

    name: Name
    operations: list[OperationName]
    sees: Literal["own", "tenant"] = "own"
    payment_method_types: list[PaymentMethodType] | None = None
    providers: list[Code] | None = None
    currencies: list[Currency] | None = None
    countries: list[Country] | None = None
    price_models: list[PriceModel] | None = None
    customer_kinds: list[CustomerKind] | None = None
    maximum_amounts: dict[Currency, Amount] | None = None
    refund_limits: RefundLimits | None = None
    velocity: Velocity | None = None
    dunning_campaign: DunningCampaignId | None = None
    series: SeriesId | None = None
    branding: Branding | None = None


class ProfilePreview(Answer, kw_only=True):
    """What would open and what would close if this version took the place of the active one."""

    profile: ProfileId
    apps: list[AppId] = msgspec.field(default_factory=list)
    opens: list[str] = msgspec.field(default_factory=list)
    closes: list[str] = msgspec.field(default_factory=list)


class ProfileCall(Request, kw_only=True):
    """A call to try on a profile, and what is expected of it."""

    operation: OperationName
    body: Json | None = None
    expect: Literal["allowed", "refused"] | None = None


class ProfileTestRequest(Request, kw_only=True):
    """A table of calls to try; nothing is done."""

    calls: Annotated[list[ProfileCall], Meta(min_length=1, max_length=100)]


class ProfileCallResult(Answer, kw_only=True):
    """What the profile says to one call."""

    index: Count
    operation: str
    allowed: bool
    as_expected: bool | None = None
    code: str | None = None
    field: str | None = None
    detail: str | None = None


class ProfileTest(Answer, kw_only=True):
    """What the profile says to each call of the table."""

    profile: ProfileId
    results: list[ProfileCallResult] = msgspec.field(default_factory=list)


class Key(Versioned, kw_only=True):
    """A credential of an app; its secret is shown once."""

    id: KeyId
    object: Literal["key"] = "key"
    status: Literal["active", "expired", "revoked"]
    app: AppId
    name: Name
    scopes: list[Scope] = msgspec.field(default_factory=list)
    role: Role | None = None
    expires_at: Instant | None = None
    hint: str
    last_used_at: Instant | None = None
    secret: Secret | None = None


class KeyCreate(Create, kw_only=True):
    """A new key, with scopes or a role (`billing` where neither is sent); it may do at most what its maker may."""

    app: AppId
    name: Name
    scopes: list[Scope] | None = None
    role: Role | None = None
    expires_at: Instant | None = None


class KeyUpdate(Update, kw_only=True):
    """Gives a key another name."""

    name: Name | UnsetType = UNSET


class KeyRotateRequest(Request, kw_only=True):
    """How long the old secret works beside the new one."""

    overlap_hours: Annotated[int, Meta(ge=0, le=720)] = 0


class Member(Versioned, kw_only=True):
    """A person who works with the tenant, and in which role."""

    id: MemberId
    object: Literal["member"] = "member"
    status: Literal["invited", "active", "disabled"]
    email: Email
    name: Name | None = None
    role: Role
    entities: list[EntityId] = msgspec.field(default_factory=list)


class MemberCreate(Create, kw_only=True):
    """A person to invite; without entities the role holds for all of them."""

    email: Email
    name: Name | None = None
    role: Role
    entities: list[EntityId] | None = None


class MemberUpdate(Update, kw_only=True):
    """What of a member may change."""

    name: Name | UnsetType | None = UNSET
    role: Role | UnsetType = UNSET
    entities: list[EntityId] | UnsetType = UNSET


class Sandbox(Versioned, kw_only=True):
    """A tenant for trying: its clock can be advanced and forked, and it is thrown away when done."""

    id: SandboxId
    object: Literal["sandbox"] = "sandbox"
    status: Literal["copying", "ready", "advancing", "failed", "deleted"]
    name: Name
    clock_at: Instant
    expires_at: Instant | None = None
    parent: SandboxId | None = None
    agenda_left: Count = 0
    job: JobId | None = None
    key: Secret | None = None


class SandboxCreate(Create, kw_only=True):
    """A new sandbox; its owner key is in the answer, once."""

    name: Name
    clock_at: Instant | None = None
    expires_at: Instant | None = None


class SandboxUpdate(Update, kw_only=True):
    """What of a sandbox may change."""

    name: Name | UnsetType = UNSET
    expires_at: Instant | UnsetType | None = UNSET


class TimeStep(Request, kw_only=True):
    """A step of the clock; months and years go by the calendar."""

    interval: Literal["second", "minute", "hour", "day", "week", "month", "year"]
    interval_count: Annotated[int, Meta(ge=1, le=100_000)] = 1


class SandboxAdvanceRequest(Request, kw_only=True):
    """How far to advance the clock: to an instant, or by a step. One of the two."""

    to: Instant | None = None
    by: TimeStep | None = None


class SandboxForkRequest(Request, kw_only=True):
    """What to call the copy; without a name it has its parent's."""

    name: Name | None = None


class AgendaItem(Versioned, kw_only=True):
    """Something that is due at an instant: a renewal, a retry, a reminder, an expiry."""

    id: AgendaItemId
    object: Literal["agenda_item"] = "agenda_item"
    status: Literal["due", "running", "done", "failed", "canceled"]
    subject: str
    verb: str
    due_at: Instant
    attempts: Count = 0
    last_error: Json | None = None
    leased_until: Instant | None = None
    caused_by: str | None = None


class JobProgress(Answer, kw_only=True):
    """How far a job is; `total` is null until it has been counted."""

    total: Count | None = None
    done: Count = 0
    failed: Count = 0


class JobFailure(Answer, kw_only=True):
    """One subject that a job could not do, and why."""

    subject: str
    code: str
    detail: str
    way_out: str | None = None


class Job(Versioned, kw_only=True):
    """Any long work: its state, progress and result; it can be canceled and resumed."""

    id: JobId
    object: Literal["job"] = "job"
    status: Literal["queued", "running", "succeeded", "partly_failed", "failed", "canceled"]
    kind: Literal["bill_run", "price_migration", "import", "export", "rerate", "reconcile", "advance", "fork", "delete"]
    progress: JobProgress = msgspec.field(default_factory=JobProgress)
    failures: list[JobFailure] = msgspec.field(default_factory=list)
    parameters: Json = msgspec.field(default_factory=dict)
    result: Json | None = None


class Approval(Versioned, kw_only=True):
    """Four eyes: something above a limit that a second person has to approve."""

    id: ApprovalId
    object: Literal["approval"] = "approval"
    status: Literal["pending", "approved", "refused", "expired"]
    operation: str
    subject: str
    amount: CurrencyAmount | None = None
    requested_by: Actor
    limit: CurrencyAmount | None = None
    note: Text | None = None


class ApprovalUpdate(Update, kw_only=True):
    """What the approver wants to be remembered."""

    note: Text | UnsetType | None = UNSET


class AuditRecord(Resource, kw_only=True):
    """Who did what, when and why; one for each commit, and for what was refused."""

    id: AuditRecordId
    object: Literal["audit_record"] = "audit_record"
    operation: str
    actor: Actor
    subject: str | None = None
    before: Json | None = None
    after: Json | None = None
    reason: Label | None = None
    outcome: Annotated[str, Meta(description="`done`, or the code of the refusal.")]
    request_id: str | None = None
    at: Instant


STARTED_AT = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)


def _id(prefix: str, counter: int = 1) -> str:
    return ids.id_text(prefix, ids.make_id(1_771_113_600_000, counter))


ENTITY = Entity(
    id=_id("ent"),
    status="active",
    created_at=STARTED_AT,
    name="Voorbeeld",
    legal_name="Voorbeeld B.V.",
    address=Address(line1="Keizersgracht 1", city="Amsterdam", postal_code="1015 CC", country="NL"),
    registration_number="12345678",
    functional_currency="EUR",
    timezone="Europe/Amsterdam",
    bank_accounts=[BankAccount(iban="NL91ABNA0417164300", bic="ABNANL2A", holder="Voorbeeld B.V.", currency="EUR")],
    payment_terms=PaymentTerms(due_days=14),
    language="en",
    branding=Branding(color="#1a5fb4", support_email="support@example.com"),
)
PROFILE = Profile(
    id=_id("prf"),
    status="active",
    created_at=STARTED_AT,
    name="webshop",
    operations=["customers.*", "invoices.*", "payments.*"],
    payment_method_types=["card"],
    currencies=["EUR"],
    countries=["NL", "DE"],
    price_models=["flat", "per_unit"],
    customer_kinds=["person"],
    maximum_amounts={"EUR": "500.00"},
    number=1,
)
APP = App(
    id=_id("app"),
    status="active",
    created_at=STARTED_AT,
    api_version="2026-01-01",
    name="Web shop",
    profile=PROFILE.id,
    entity=ENTITY.id,
    language="en",
)
TENANT = Tenant(id=_id("ten"), created_at=STARTED_AT, name="Voorbeeld", kind="live", clock_at=STARTED_AT)
SECRET = "harr_live_sk_example"  # noqa: S105 - opens nothing
SANDBOX_SECRET = "harr_sandbox_sk_example"  # noqa: S105 - opens nothing
KEY = Key(
    id=_id("key"),
    status="active",
    created_at=STARTED_AT,
    app=APP.id,
    name="Web shop server",
    scopes=["customers:write", "invoices:read"],
    hint="harr_live_sk_…7Qx2",
)
MEMBER = Member(
    id=_id("mem"),
    status="active",
    created_at=STARTED_AT,
    email="ada@example.com",
    name="Ada",
    role="accountant",
    entities=[ENTITY.id],
)
SANDBOX = Sandbox(
    id=_id("sbx"),
    status="ready",
    created_at=STARTED_AT,
    name="January close",
    clock_at=STARTED_AT,
    expires_at=datetime(2026, 2, 1, 9, 0, tzinfo=UTC),
    agenda_left=2,
)
AGENDA_ITEM = AgendaItem(
    id=_id("agd"),
    status="due",
    created_at=STARTED_AT,
    subject=_id("sub"),
    verb="billing.renew",
    due_at=datetime(2026, 1, 31, 23, 0, tzinfo=UTC),
    caused_by=_id("evt"),
)
JOB = Job(
    id=_id("job"),
    status="succeeded",
    created_at=STARTED_AT,
    kind="advance",
    progress=JobProgress(total=2, done=2, failed=0),
    parameters={"to": "2026-02-01T09:00:00Z"},
    result={"clock_at": "2026-02-01T09:00:00Z"},
)
APPROVAL = Approval(
    id=_id("apr"),
    status="pending",
    created_at=STARTED_AT,
    operation="refunds.create",
    subject=_id("pay"),
    amount=CurrencyAmount(amount="750.00", currency="EUR"),
    requested_by=Actor(kind="member", id=MEMBER.id, reason="The goods came back"),
    limit=CurrencyAmount(amount="500.00", currency="EUR"),
)
AUDIT_RECORD = AuditRecord(
    id=_id("aud"),
    created_at=STARTED_AT,
    app=APP.id,
    operation="entities.update",
    actor=Actor(kind="key", id=KEY.id),
    subject=ENTITY.id,
    before={"language": None},
    after={"language": "en"},
    reason="English documents",
    outcome="done",
    request_id="req_0000000000001",
    at=STARTED_AT,
)


OPERATIONS: tuple[Operation, ...] = (
    question("tenant.retrieve", "/v1/tenant", Tenant, "Read the tenant of the credential.", example=TENANT),
    Operation(
        name="tenant.update", method="PATCH", path="/v1/tenant", summary="Change the tenant.", request=TenantUpdate,
        response=Tenant, example=TENANT,
    ),
    *standard(
        Entity, plural="entities", path="/v1/entities", actions="create retrieve list update", create=EntityCreate,
        update=EntityUpdate, errors=("rule_conflict",), example=ENTITY,
    ),
    verb(
        "entities.archive", "/v1/entities/{id}/archive", Entity, "Archive an entity.",
        example=replace(ENTITY, status="archived"),
    ),
    *standard(
        App, plural="apps", path="/v1/apps", actions="create retrieve list update", create=AppCreate,
        update=AppUpdate, example=APP,
    ),
    verb(
        "apps.suspend", "/v1/apps/{id}/suspend", App, "Suspend an app: its keys are refused.",
        example=replace(APP, status="suspended"),
    ),
    verb("apps.resume", "/v1/apps/{id}/resume", App, "Let a suspended app work again.", example=APP),
    verb(
        "apps.archive", "/v1/apps/{id}/archive", App, "Archive an app for good.",
        example=replace(APP, status="archived"),
    ),
    question(
        "apps.openapi", "/v1/apps/{id}/openapi.json", Json, "Read the app's own cut of the contract.",
        example={"openapi": "3.1.0"},
    ),
    *standard(
        Profile, plural="profiles", path="/v1/profiles", actions="create retrieve list", create=ProfileCreate,
        errors=("rule_conflict",), example=PROFILE,
    ),
    verb("profiles.activate", "/v1/profiles/{id}/activate", Profile, "Make a version hold.", example=PROFILE),
    verb(
        "profiles.preview", "/v1/profiles/{id}/preview", ProfilePreview, "Show what a version opens and closes.",
        errors=(), example=ProfilePreview(
            profile=PROFILE.id, apps=[APP.id], opens=["payments.create"], closes=["refunds.create", "currency: USD"],
        ),
    ),
    verb(
        "profiles.test", "/v1/profiles/{id}/test", ProfileTest, "Try a table of calls on a version.",
        request=ProfileTestRequest, errors=(), example=ProfileTest(
            profile=PROFILE.id,
            results=[
                ProfileCallResult(
                    index=0, operation="payments.create", allowed=False, as_expected=True,
                    code="capability_not_granted", field="currency", detail="The profile allows EUR only.",
                ),
            ],
        ),
    ),
    *standard(
        Key, plural="keys", path="/v1/keys", actions="create", create=KeyCreate, example=replace(KEY, secret=SECRET),
    ),
    *standard(
        Key, plural="keys", path="/v1/keys", actions="retrieve list update", update=KeyUpdate, example=KEY,
    ),
    verb(
        "keys.rotate", "/v1/keys/{id}/rotate", Key, "Give a key a new secret, shown once.",
        request=KeyRotateRequest, example=replace(KEY, secret=SECRET),
    ),
    verb("keys.revoke", "/v1/keys/{id}/revoke", Key, "Revoke a key at once.", example=replace(KEY, status="revoked")),
    *standard(
        Member, plural="members", path="/v1/members", actions="create retrieve list update", create=MemberCreate,
        update=MemberUpdate, example=MEMBER,
    ),
    verb(
        "members.invite", "/v1/members/{id}/invite", Member, "Send the invitation again.",
        example=replace(MEMBER, status="invited"),
    ),
    verb(
        "members.disable", "/v1/members/{id}/disable", Member, "Close the door to a member.",
        example=replace(MEMBER, status="disabled"),
    ),
    verb("members.enable", "/v1/members/{id}/enable", Member, "Open the door again.", example=MEMBER),
    *standard(
        Sandbox, plural="sandboxes", path="/v1/sandboxes", actions="create", create=SandboxCreate,
        example=replace(SANDBOX, key=SANDBOX_SECRET),
    ),
    *standard(
        Sandbox, plural="sandboxes", path="/v1/sandboxes", actions="retrieve list update", update=SandboxUpdate,
        example=SANDBOX,
    ),
    verb(
        "sandboxes.advance", "/v1/sandboxes/{id}/advance", Sandbox, "Advance a sandbox's clock, doing what falls due.",
        request=SandboxAdvanceRequest, errors=("state_conflict", "sandbox_only"), starts_job=True,
        example=replace(SANDBOX, status="advancing", job=JOB.id),
    ),
    verb(
        "sandboxes.fork", "/v1/sandboxes/{id}/fork", Sandbox, "Copy a sandbox; the answer is the copy, with its key.",
        request=SandboxForkRequest, errors=("state_conflict", "sandbox_only"), starts_job=True,
        example=replace(SANDBOX, id=_id("sbx", 2), status="copying", parent=SANDBOX.id, job=JOB.id, key=SANDBOX_SECRET),
    ),
    Operation(
        name="sandboxes.delete", method="DELETE", path="/v1/sandboxes/{id}", summary="Throw a sandbox away.",
        response=Sandbox, status=202, starts_job=True, errors=("sandbox_only",),
        example=replace(SANDBOX, status="deleted", job=JOB.id),
    ),
    question("agenda.retrieve", "/v1/agenda/{id}", AgendaItem, "Read an agenda item.", example=AGENDA_ITEM),
    Operation(
        name="agenda.list", method="GET", path="/v1/agenda", summary="List agenda items.", response=Page[AgendaItem],
        listing=True, filters=filters_of(AgendaItem), example=Page(data=[AGENDA_ITEM]),
    ),
    verb(
        "agenda.run", "/v1/agenda/{id}/run", AgendaItem, "Run an item now, also a failed one.",
        example=replace(AGENDA_ITEM, status="done", attempts=1),
    ),
    verb(
        "agenda.cancel", "/v1/agenda/{id}/cancel", AgendaItem, "Take an item off the agenda.",
        example=replace(AGENDA_ITEM, status="canceled"),
    ),
    *standard(Job, plural="jobs", path="/v1/jobs", actions="retrieve list", example=JOB),
    verb(
        "jobs.cancel", "/v1/jobs/{id}/cancel", Job, "Stop a job after the chunk it is at.",
        example=replace(JOB, status="canceled"),
    ),
    verb(
        "jobs.resume", "/v1/jobs/{id}/resume", Job, "Go on with what a job has left.",
        example=replace(JOB, status="running"),
    ),
    *standard(
        Approval, plural="approvals", path="/v1/approvals", actions="retrieve list update", update=ApprovalUpdate,
        example=APPROVAL,
    ),
    verb(
        "approvals.approve", "/v1/approvals/{id}/approve", Approval, "Approve what somebody else has asked for.",
        errors=("state_conflict", "approval_required"), example=replace(APPROVAL, status="approved"),
    ),
    verb(
        "approvals.refuse", "/v1/approvals/{id}/refuse", Approval, "Refuse what was asked for.",
        example=replace(APPROVAL, status="refused"),
    ),
    question("audit.retrieve", "/v1/audit/{id}", AuditRecord, "Read an audit record.", example=AUDIT_RECORD),
    Operation(
        name="audit.list", method="GET", path="/v1/audit", summary="List audit records.", response=Page[AuditRecord],
        listing=True, filters=filters_of(AuditRecord), example=Page(data=[AUDIT_RECORD]),
    ),
)  # fmt: skip

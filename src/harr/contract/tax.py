"""Tax: rates with their validity, registrations of entities, exemptions of customers, and a calculation to ask for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from harr.contract.operations import Filter, Operation, filters_of, standard, verb
from harr.contract.shapes import Address, LineTax, TaxGroup
from harr.contract.tenants import APP, ENTITY
from harr.contract.words import (
    Answer,
    Code,
    Count,
    Country,
    Create,
    Currency,
    CustomerId,
    EntityId,
    Label,
    Language,
    Name,
    Percentage,
    ProductId,
    QuantityText,
    Request,
    SignedAmount,
    TaxBehavior,
    TaxCategory,
    TaxExemptionId,
    TaxRateId,
    TaxRegistrationId,
    Text,
    Update,
    Url,
    Versioned,
)
from harr.kernel import ids

TaxType = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z_]{1,39}$",
        max_length=40,
        examples=["vat"],
        description="An open list of words: vat, gst, sales_tax, withholding.",
    ),
]
Jurisdiction = Annotated[
    str,
    Meta(
        pattern=r"^[A-Z]{2}([/-][A-Za-z0-9 .'-]{1,60}){0,3}$",
        max_length=185,
        examples=["US-NY"],
        description="A country, and what lies in it.",
    ),
]


class TaxRate(Versioned, kw_only=True):
    """A percentage of tax in a place, from a day on. It never changes; a new one follows it."""

    id: TaxRateId
    object: Literal["tax_rate"] = "tax_rate"
    status: Literal["active", "archived"]
    entity: EntityId | None = None
    country: Country
    state: Label | None = None
    county: Label | None = None
    city: Label | None = None
    tax_type: TaxType
    percentage: Percentage
    category: TaxCategory
    tax_codes: list[Code] = msgspec.field(default_factory=list)
    name: Name
    compound_on: TaxRateId | None = None
    valid_from: date
    valid_until: date | None = None
    exemption_reason: Label | None = None
    legal_text: dict[Language, Text] = msgspec.field(default_factory=dict)


class TaxRateCreate(Create, kw_only=True):
    """A new rate; `compound_on` computes it on the net amount and that other tax."""

    entity: EntityId | None = None
    country: Country
    state: Label | None = None
    county: Label | None = None
    city: Label | None = None
    tax_type: TaxType
    percentage: Percentage
    category: TaxCategory
    tax_codes: list[Code] | None = None
    name: Name
    compound_on: TaxRateId | None = None
    valid_from: date
    valid_until: date | None = None
    exemption_reason: Label | None = None
    legal_text: dict[Language, Text] | None = None


class TaxRateUpdate(Update, kw_only=True):
    """Until when a rate holds."""

    valid_until: date | UnsetType | None = UNSET


class TaxRegistration(Versioned, kw_only=True):
    """That an entity is known to a tax office: under which number, scheme and way of accounting."""

    id: TaxRegistrationId
    object: Literal["tax_registration"] = "tax_registration"
    entity: EntityId
    country: Country
    state: Label | None = None
    tax_type: TaxType
    number: Label
    scheme: Literal["standard", "oss", "ioss", "small_business"] = "standard"
    accounting: Literal["invoice", "payment"] = "invoice"
    valid_from: date
    valid_until: date | None = None
    reporting_currency: Currency | None = None


class TaxRegistrationCreate(Create, kw_only=True):
    """A new registration of an entity."""

    entity: EntityId
    country: Country
    state: Label | None = None
    tax_type: TaxType
    number: Label
    scheme: Literal["standard", "oss", "ioss", "small_business"] = "standard"
    accounting: Literal["invoice", "payment"] = "invoice"
    valid_from: date
    valid_until: date | None = None
    reporting_currency: Currency | None = None


class TaxRegistrationUpdate(Update, kw_only=True):
    """Until when a registration holds."""

    valid_until: date | UnsetType | None = UNSET


class TaxExemption(Versioned, kw_only=True):
    """That a customer pays no tax in a place, and the certificate that says so."""

    id: TaxExemptionId
    object: Literal["tax_exemption"] = "tax_exemption"
    status: Literal["active", "expired", "revoked"]
    customer: CustomerId
    jurisdiction: Jurisdiction
    certificate_number: Label | None = None
    reason: Label
    valid_from: date
    valid_until: date | None = None
    document_url: Url | None = None


class TaxExemptionCreate(Create, kw_only=True):
    """A new exemption of a customer."""

    customer: CustomerId
    jurisdiction: Jurisdiction
    certificate_number: Label | None = None
    reason: Label
    valid_from: date
    valid_until: date | None = None
    document_url: Url | None = None


class TaxExemptionUpdate(Update, kw_only=True):
    """Until when an exemption holds."""

    valid_until: date | UnsetType | None = UNSET


class TaxCalculationLine(Request, kw_only=True):
    """An amount to find the tax of."""

    amount: SignedAmount
    quantity: QuantityText = "1"
    product: ProductId | None = None
    tax_code: Code | None = None
    tax_behavior: TaxBehavior = "exclusive"


class TaxCalculationCreate(Request, kw_only=True):
    """Who sells what to whom: a customer, or an address alone; on which day."""

    entity: EntityId | None = None
    customer: CustomerId | None = None
    address: Address | None = None
    currency: Currency
    on: date | None = None
    lines: Annotated[list[TaxCalculationLine], Meta(min_length=1, max_length=300)]


class TaxCalculationLineResult(Answer, kw_only=True):
    """The tax of one line."""

    index: Count
    net_amount: SignedAmount
    tax_amount: SignedAmount
    taxes: list[LineTax] = msgspec.field(default_factory=list)


class TaxCalculation(Answer, kw_only=True):
    """What tax a sale would have; no state is kept."""

    object: Literal["tax_calculation"] = "tax_calculation"
    entity: EntityId
    customer: CustomerId | None = None
    currency: Currency
    on: date
    lines: list[TaxCalculationLineResult] = msgspec.field(default_factory=list)
    tax_groups: list[TaxGroup] = msgspec.field(default_factory=list)
    net_amount: SignedAmount
    tax_amount: SignedAmount
    total: SignedAmount


CREATED_AT = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)


def _id(prefix: str, counter: int = 1) -> str:
    return ids.id_text(prefix, ids.make_id(1_771_113_600_000, counter))


TAX_RATE = TaxRate(
    id=_id("txr"),
    status="active",
    app=APP.id,
    created_at=CREATED_AT,
    entity=ENTITY.id,
    country="NL",
    tax_type="vat",
    percentage="21",
    category="S",
    name="BTW 21%",
    valid_from=date(2012, 10, 1),
    legal_text={"nl": "BTW 21%", "en": "VAT 21%"},
)
TAX_REGISTRATION = TaxRegistration(
    id=_id("trg"),
    app=APP.id,
    created_at=CREATED_AT,
    entity=ENTITY.id,
    country="NL",
    tax_type="vat",
    number="NL123456782B90",
    valid_from=date(2026, 1, 1),
    reporting_currency="EUR",
)
TAX_EXEMPTION = TaxExemption(
    id=_id("tex"),
    status="active",
    app=APP.id,
    created_at=CREATED_AT,
    customer=_id("cus"),
    jurisdiction="US-NY",
    certificate_number="ST-120-4711",
    reason="resale",
    valid_from=date(2026, 1, 1),
    valid_until=date(2027, 1, 1),
    document_url="https://example.com/certificates/st-120-4711.pdf",
)
TAX_CALCULATION = TaxCalculation(
    entity=ENTITY.id,
    customer=_id("cus"),
    currency="EUR",
    on=date(2026, 2, 15),
    lines=[
        TaxCalculationLineResult(
            index=0,
            net_amount="73.37",
            tax_amount="15.41",
            taxes=[LineTax(tax_rate=TAX_RATE.id, percentage="21", category="S", jurisdiction="NL")],
        )
    ],
    tax_groups=[
        TaxGroup(
            category="S",
            percentage="21",
            jurisdiction="NL",
            tax_rates=[TAX_RATE.id],
            base_amount="73.37",
            tax_amount="15.41",
        )
    ],
    net_amount="73.37",
    tax_amount="15.41",
    total="88.78",
)
PLACE = (Filter("country", "text"), Filter("state", "text"), Filter("tax_type", "text"))

OPERATIONS: tuple[Operation, ...] = (
    *standard(
        TaxRate, plural="tax_rates", path="/v1/tax_rates", actions="create retrieve list update",
        create=TaxRateCreate, update=TaxRateUpdate, errors=("rule_conflict",),
        filters=(*filters_of(TaxRate), *PLACE), example=TAX_RATE,
    ),
    *standard(
        TaxRegistration, plural="tax_registrations", path="/v1/tax_registrations",
        actions="create retrieve list update", create=TaxRegistrationCreate, update=TaxRegistrationUpdate,
        errors=("rule_conflict",), filters=(*filters_of(TaxRegistration), *PLACE), example=TAX_REGISTRATION,
    ),
    *standard(
        TaxExemption, plural="tax_exemptions", path="/v1/tax_exemptions", actions="create retrieve list update",
        create=TaxExemptionCreate, update=TaxExemptionUpdate, errors=("rule_conflict",), example=TAX_EXEMPTION,
    ),
    verb(
        "tax_exemptions.revoke", "/v1/tax_exemptions/{id}/revoke", TaxExemption, "Revoke an exemption.",
        example=replace(TAX_EXEMPTION, status="revoked"),
    ),
    verb(
        "tax_calculations.create", "/v1/tax_calculations", TaxCalculation, "Ask what tax a sale would have.",
        request=TaxCalculationCreate, errors=("tax_unresolved", "currency_mismatch", "customer_incomplete"),
        example=TAX_CALCULATION,
    ),
)  # fmt: skip

"""What is sold: products, prices in eleven models, plans, units of one's own, and the whole as one document."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from harr.contract.entitlements import Reset
from harr.contract.ledger import AccountCode
from harr.contract.metering import MeterCreate
from harr.contract.operations import Operation, question, standard, verb
from harr.contract.rules import (
    LateUsage,
    ModifierStep,
    NegativeUsage,
    ProrationUnit,
    Recognition,
    RoundAt,
    ZeroQuantityFlat,
)
from harr.contract.shapes import Anchor, CurrencyAmount, Tier, UnitConversion
from harr.contract.tenants import APP
from harr.contract.words import (
    Amount,
    Answer,
    Code,
    Count,
    Create,
    Currency,
    Days,
    ExactText,
    FeatureId,
    Label,
    MeterId,
    Name,
    Percentage,
    PlanId,
    PriceId,
    PriceModel,
    ProductId,
    PropertyName,
    QuantityText,
    RateText,
    Request,
    SignedAmount,
    TaxBehavior,
    TaxRateId,
    Text,
    UnitId,
    Update,
    Versioned,
)
from harr.kernel import ids

IntervalName = Literal["day", "week", "month", "year"]
IntervalCount = Annotated[int, Meta(ge=1, le=1000)]
Per = Annotated[int, Meta(ge=1, le=10**15, description="For how many units a rate is.")]
Billing = Literal["in_advance", "in_arrears"]
PriceType = Literal["one_time", "recurring", "usage"]
Modifier = Literal["discount", "plus", "base", "minimum", "maximum"]


class Product(Versioned, kw_only=True):
    """What is sold, whatever it costs."""

    id: ProductId
    object: Literal["product"] = "product"
    status: Literal["active", "archived"]
    tax_rates: list[TaxRateId] = msgspec.field(default_factory=list)
    name: Name
    code: Code | None = None
    description: Text | None = None
    tax_code: Code | None = None
    unit_name: Label | None = None
    features: list[FeatureId] = msgspec.field(default_factory=list)
    revenue_account: AccountCode | None = None
    recognition: Recognition | None = None


class ProductCreate(Create, kw_only=True):
    """A new product."""

    tax_rates: list[TaxRateId] | None = None
    name: Name
    code: Code | None = None
    description: Text | None = None
    tax_code: Code | None = None
    unit_name: Label | None = None
    features: list[FeatureId] | None = None
    revenue_account: AccountCode | None = None
    recognition: Recognition | None = None


class ProductUpdate(Update, kw_only=True):
    """What of a product may change; documents keep what they said."""

    tax_rates: list[TaxRateId] | UnsetType = UNSET
    name: Name | UnsetType = UNSET
    code: Code | UnsetType | None = UNSET
    description: Text | UnsetType | None = UNSET
    tax_code: Code | UnsetType | None = UNSET
    unit_name: Label | UnsetType | None = UNSET
    features: list[FeatureId] | UnsetType = UNSET
    revenue_account: AccountCode | UnsetType | None = UNSET
    recognition: Recognition | UnsetType | None = UNSET


class MatrixCell(Request, kw_only=True):
    """What a unit costs where its properties have these values; the cell without values is for the rest."""

    values: dict[PropertyName, Label] = msgspec.field(default_factory=dict)
    unit_amount: RateText


class CustomAmount(Request, kw_only=True):
    """Between which bounds the buyer chooses the amount, and what is proposed."""

    minimum: Amount | None = None
    maximum: Amount | None = None
    preset: Amount | None = None


class CurrencyOption(Request, kw_only=True):
    """What the price is in another currency."""

    unit_amount: RateText | None = None
    tiers: list[Tier] | None = None
    package_amount: RateText | None = None
    fixed_amount: RateText | None = None
    minimum_per_event: RateText | None = None
    maximum_per_event: RateText | None = None
    included_amount_base: RateText | None = None
    matrix: list[MatrixCell] | None = None
    custom_amount: CustomAmount | None = None
    minimum_amount: Amount | None = None
    maximum_amount: Amount | None = None
    base_amount: RateText | None = None
    plus_unit_amount: RateText | None = None


class Modifiers(Request, kw_only=True):
    """What is done before and after the model, in which order.

    Base amount and further unit amount come on top before minimum and maximum are looked at.
    """

    minimum_amount: Amount | None = None
    maximum_amount: Amount | None = None
    included_quantity: QuantityText | None = None
    unit_conversion: UnitConversion | None = None
    base_amount: RateText | None = None
    plus_unit_amount: RateText | None = None
    discount_percentage: Percentage | None = None
    order: list[ModifierStep] | None = None


class Price(Versioned, kw_only=True):
    """What a product costs: a model, its numbers, when it is billed. Once used it does not change."""

    id: PriceId
    object: Literal["price"] = "price"
    status: Literal["draft", "active", "archived"]
    product: ProductId
    code: Code | None = None
    model: PriceModel
    billing: Billing
    type: PriceType
    interval: IntervalName | None = None
    interval_count: IntervalCount | None = None
    meter: MeterId | None = None
    currency: Currency
    unit_amount: RateText | None = None
    per: Per = 1
    tiers: list[Tier] = msgspec.field(default_factory=list)
    package_size: QuantityText | None = None
    package_amount: RateText | None = None
    percentage: Percentage | None = None
    fixed_amount: RateText | None = None
    minimum_per_event: RateText | None = None
    maximum_per_event: RateText | None = None
    included_events: Count | None = None
    included_amount_base: RateText | None = None
    multiplier: RateText | None = None
    matrix: list[MatrixCell] = msgspec.field(default_factory=list)
    custom_amount: CustomAmount | None = None
    tax_behavior: TaxBehavior
    proration_unit: ProrationUnit | None = None
    currency_options: dict[Currency, CurrencyOption] = msgspec.field(default_factory=dict)
    modifiers: Modifiers | None = None
    round_at: RoundAt = "line"
    zero_quantity_flat: ZeroQuantityFlat = "billed"
    negative_usage: NegativeUsage = "zero"
    late_usage: LateUsage | None = None
    recognition: Recognition | None = None
    nickname: Label | None = None
    used: bool = False


class PriceCreate(Create, kw_only=True):
    """A new price; it is a draft until it is activated."""

    product: ProductId
    code: Code | None = None
    model: PriceModel
    billing: Billing
    type: PriceType
    interval: IntervalName | None = None
    interval_count: IntervalCount | None = None
    meter: MeterId | None = None
    currency: Currency
    unit_amount: RateText | None = None
    per: Per = 1
    tiers: Annotated[list[Tier], Meta(max_length=100)] | None = None
    package_size: QuantityText | None = None
    package_amount: RateText | None = None
    percentage: Percentage | None = None
    fixed_amount: RateText | None = None
    minimum_per_event: RateText | None = None
    maximum_per_event: RateText | None = None
    included_events: Count | None = None
    included_amount_base: RateText | None = None
    multiplier: RateText | None = None
    matrix: Annotated[list[MatrixCell], Meta(max_length=1000)] | None = None
    custom_amount: CustomAmount | None = None
    tax_behavior: TaxBehavior
    proration_unit: ProrationUnit | None = None
    currency_options: dict[Currency, CurrencyOption] | None = None
    modifiers: Modifiers | None = None
    round_at: RoundAt | None = None
    zero_quantity_flat: ZeroQuantityFlat | None = None
    negative_usage: NegativeUsage | None = None
    late_usage: LateUsage | None = None
    recognition: Recognition | None = None
    nickname: Label | None = None


class PriceUpdate(Update, kw_only=True):
    """Any field while the price is a draft and unused; afterwards only `nickname` and `metadata`."""

    product: ProductId | UnsetType = UNSET
    code: Code | UnsetType | None = UNSET
    model: PriceModel | UnsetType = UNSET
    billing: Billing | UnsetType = UNSET
    type: PriceType | UnsetType = UNSET
    interval: IntervalName | UnsetType | None = UNSET
    interval_count: IntervalCount | UnsetType | None = UNSET
    meter: MeterId | UnsetType | None = UNSET
    currency: Currency | UnsetType = UNSET
    unit_amount: RateText | UnsetType | None = UNSET
    per: Per | UnsetType = UNSET
    tiers: Annotated[list[Tier], Meta(max_length=100)] | UnsetType = UNSET
    package_size: QuantityText | UnsetType | None = UNSET
    package_amount: RateText | UnsetType | None = UNSET
    percentage: Percentage | UnsetType | None = UNSET
    fixed_amount: RateText | UnsetType | None = UNSET
    minimum_per_event: RateText | UnsetType | None = UNSET
    maximum_per_event: RateText | UnsetType | None = UNSET
    included_events: Count | UnsetType | None = UNSET
    included_amount_base: RateText | UnsetType | None = UNSET
    multiplier: RateText | UnsetType | None = UNSET
    matrix: Annotated[list[MatrixCell], Meta(max_length=1000)] | UnsetType = UNSET
    custom_amount: CustomAmount | UnsetType | None = UNSET
    tax_behavior: TaxBehavior | UnsetType = UNSET
    proration_unit: ProrationUnit | UnsetType | None = UNSET
    currency_options: dict[Currency, CurrencyOption] | UnsetType = UNSET
    modifiers: Modifiers | UnsetType | None = UNSET
    round_at: RoundAt | UnsetType = UNSET
    zero_quantity_flat: ZeroQuantityFlat | UnsetType = UNSET
    negative_usage: NegativeUsage | UnsetType = UNSET
    late_usage: LateUsage | UnsetType | None = UNSET
    recognition: Recognition | UnsetType | None = UNSET
    nickname: Label | UnsetType | None = UNSET


class EstimateEvent(Request, kw_only=True):
    """One event to rate: a quantity, or for models that rate money an amount; the properties that a matrix asks for."""

    quantity: QuantityText | None = None
    amount: Amount | None = None
    unit_amount: RateText | None = None
    properties: dict[PropertyName, Label] | None = None


class PriceEstimateRequest(Request, kw_only=True):
    """What to rate: a quantity or events, what was used before in the same period, and what was charged for that."""

    quantity: QuantityText | None = None
    events: Annotated[list[EstimateEvent], Meta(max_length=1000)] | None = None
    before: QuantityText | None = None
    billed_before: Amount | None = None
    currency: Currency | None = None


class RatedLine(Answer, kw_only=True):
    """One step of rating; its amount is not yet rounded."""

    tier: Count | None = None
    part: Literal["unit", "flat", "package", "percentage", "modifier"] | None = None
    modifier: Modifier | None = None
    quantity: ExactText
    unit_amount: RateText | None = None
    per: ExactText | None = None
    amount: ExactText


class PriceEstimate(Answer, kw_only=True):
    """What a quantity costs, step by step; no state is kept."""

    price: PriceId
    currency: Currency
    quantity: ExactText
    exact_amount: ExactText
    amount: SignedAmount
    lines: list[RatedLine] = msgspec.field(default_factory=list)


class PlanPrice(Request, kw_only=True):
    """A price of a plan, and how many of it; an optional one is added on demand."""

    price: PriceId
    quantity: QuantityText | None = None
    optional: bool = False


class CurrencyAmountRequest(Request, kw_only=True):
    """An amount with its currency."""

    amount: Amount
    currency: Currency


class UsageThreshold(Request, kw_only=True):
    """At which amount of usage an invoice is made before the period ends."""

    amount: Amount
    currency: Currency
    recurring: bool = False
    name: Label | None = None


class PlanEntitlement(Request, kw_only=True):
    """A feature that the plan gives."""

    feature: FeatureId
    value: Label | None = None
    limit: QuantityText | None = None
    soft: bool = False
    reset: Reset | None = None


class Plan(Versioned, kw_only=True):
    """Prices that are sold together, with a trial, a rhythm and what they entitle to; numbered versions of one code."""

    id: PlanId
    object: Literal["plan"] = "plan"
    status: Literal["draft", "active", "archived"]
    code: Code
    name: Name
    number: Count
    interval: IntervalName | None = None
    interval_count: IntervalCount | None = None
    prices: list[PlanPrice] = msgspec.field(default_factory=list)
    trial_days: Days | None = None
    trial_requires_payment_method: bool = False
    setup_prices: list[PlanPrice] = msgspec.field(default_factory=list)
    billing_anchor: Anchor | None = None
    minimum_amount: CurrencyAmount | None = None
    usage_thresholds: list[UsageThreshold] = msgspec.field(default_factory=list)
    entitlements: list[PlanEntitlement] = msgspec.field(default_factory=list)
    successor: PlanId | None = None


class PlanTerms(Create, kw_only=True):
    """What a plan is made of, beside its code and name."""

    interval: IntervalName | None = None
    interval_count: IntervalCount | None = None
    trial_days: Days | None = None
    trial_requires_payment_method: bool = False
    billing_anchor: Anchor | None = None
    minimum_amount: CurrencyAmountRequest | None = None
    usage_thresholds: Annotated[list[UsageThreshold], Meta(max_length=20)] | None = None


class PlanCreate(PlanTerms, kw_only=True):
    """A new plan; it is a draft until it is activated."""

    code: Code
    name: Name
    prices: Annotated[list[PlanPrice], Meta(min_length=1, max_length=50)]
    setup_prices: Annotated[list[PlanPrice], Meta(max_length=20)] | None = None
    entitlements: Annotated[list[PlanEntitlement], Meta(max_length=100)] | None = None
    successor: PlanId | None = None


class PlanUpdate(Update, kw_only=True):
    """What of a plan may change; for the rest there is a new version."""

    name: Name | UnsetType = UNSET
    successor: PlanId | UnsetType | None = UNSET


class PlanVersionRequest(PlanTerms, kw_only=True):
    """What the next version is made of; without prices, of what this one is."""

    name: Name | None = None
    prices: Annotated[list[PlanPrice], Meta(min_length=1, max_length=50)] | None = None
    setup_prices: Annotated[list[PlanPrice], Meta(max_length=20)] | None = None
    entitlements: Annotated[list[PlanEntitlement], Meta(max_length=100)] | None = None


UnitCode = Annotated[str, Meta(pattern=r"^X-[A-Z0-9]{1,20}$", max_length=22, examples=["X-CREDIT"])]
Scale = Annotated[int, Meta(ge=0, le=9, description="How many decimals the unit has.")]


class CostBasis(Request, kw_only=True):
    """What a unit is worth in money from a day on."""

    currency: Currency
    unit_amount: RateText
    valid_from: date


class Unit(Versioned, kw_only=True):
    """A unit of one's own that is counted like a currency: credits, points, minutes."""

    id: UnitId
    object: Literal["unit"] = "unit"
    status: Literal["active", "archived"]
    code: UnitCode
    scale: Scale
    name: Name | None = None
    cost_basis: list[CostBasis] = msgspec.field(default_factory=list)


class UnitCreate(Create, kw_only=True):
    """A new unit; amounts are then in the currency `code/scale`."""

    code: UnitCode
    scale: Scale
    name: Name | None = None
    cost_basis: Annotated[list[CostBasis], Meta(max_length=100)] | None = None


class UnitUpdate(Update, kw_only=True):
    """Gives a unit another name."""

    name: Name | UnsetType | None = UNSET


class CatalogProduct(ProductCreate, kw_only=True):
    """A product of the document; features by code."""

    code: Code
    features: list[Code] | None = None


class CatalogMeter(MeterCreate, kw_only=True):
    """A meter of the document."""


class CatalogPrice(PriceCreate, kw_only=True):
    """A price of the document; its product and meter by code."""

    code: Code
    product: Code
    meter: Code | None = None


class CatalogPlanPrice(Request, kw_only=True):
    """A price of a plan, by code."""

    price: Code
    quantity: QuantityText | None = None
    optional: bool = False


class CatalogEntitlement(Request, kw_only=True):
    """A feature that a plan gives, by code."""

    feature: Code
    value: Label | None = None
    limit: QuantityText | None = None
    soft: bool = False
    reset: Reset | None = None


class CatalogPlan(PlanTerms, kw_only=True):
    """A plan of the document; prices, features and the plan after it by code."""

    code: Code
    name: Name
    prices: Annotated[list[CatalogPlanPrice], Meta(min_length=1, max_length=50)]
    setup_prices: Annotated[list[CatalogPlanPrice], Meta(max_length=20)] | None = None
    entitlements: Annotated[list[CatalogEntitlement], Meta(max_length=100)] | None = None
    successor: Code | None = None


class CatalogRequest(Request, kw_only=True):
    """The whole catalogue as one document.

    Products, prices and plans that are not in it are archived where `archive_missing` says so; meters stay.
    """

    units: list[UnitCreate] = msgspec.field(default_factory=list)
    meters: list[CatalogMeter] = msgspec.field(default_factory=list)
    products: list[CatalogProduct] = msgspec.field(default_factory=list)
    prices: list[CatalogPrice] = msgspec.field(default_factory=list)
    plans: list[CatalogPlan] = msgspec.field(default_factory=list)
    archive_missing: bool = False


class Catalog(Answer, kw_only=True):
    """The active catalogue as one document; things are named by code, so it fits another tenant too.

    What has no code is named by its id, and is not in the document itself.
    """

    object: Literal["catalog"] = "catalog"
    units: list[UnitCreate] = msgspec.field(default_factory=list)
    meters: list[CatalogMeter] = msgspec.field(default_factory=list)
    products: list[CatalogProduct] = msgspec.field(default_factory=list)
    prices: list[CatalogPrice] = msgspec.field(default_factory=list)
    plans: list[CatalogPlan] = msgspec.field(default_factory=list)


class CatalogChange(Answer, kw_only=True):
    """One thing that applying a document changes."""

    action: Literal["create", "update", "new_version", "archive"]
    kind: Literal["unit", "meter", "product", "price", "plan"]
    code: Code
    id: str | None = None
    fields: list[str] = msgspec.field(default_factory=list)


class CatalogDiff(Answer, kw_only=True):
    """What a document changes, in the order in which it is done."""

    object: Literal["catalog_diff"] = "catalog_diff"
    changes: list[CatalogChange] = msgspec.field(default_factory=list)
    unchanged: Count = 0


CREATED_AT = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)


def _id(prefix: str, counter: int = 1) -> str:
    return ids.id_text(prefix, ids.make_id(1_771_113_600_000, counter))


PRODUCT = Product(
    id=_id("prd"),
    status="active",
    app=APP.id,
    created_at=CREATED_AT,
    tax_rates=[_id("txr")],
    name="API calls",
    code="api_calls",
    description="Calls of the search API.",
    tax_code="digital_service",
    unit_name="call",
    revenue_account="4020",
    recognition="usage",
)
PRICE = Price(
    id=_id("prc", 2),
    status="active",
    app=APP.id,
    created_at=CREATED_AT,
    product=PRODUCT.id,
    code="calls",
    model="graduated",
    billing="in_arrears",
    type="usage",
    interval="month",
    interval_count=1,
    meter=_id("mtr"),
    currency="EUR",
    tiers=[Tier(up_to="1000", unit_amount="0"), Tier(unit_amount="0.0042")],
    tax_behavior="exclusive",
    nickname="First 1,000 calls free",
    used=True,
)
PRICE_ESTIMATE = PriceEstimate(
    price=PRICE.id,
    currency="EUR",
    quantity="11088",
    exact_amount="42.3696",
    amount="42.37",
    lines=[
        RatedLine(tier=1, part="unit", quantity="1000", unit_amount="0", amount="0"),
        RatedLine(tier=2, part="unit", quantity="10088", unit_amount="0.0042", amount="42.3696"),
    ],
)
PLAN = Plan(
    id=_id("pln"),
    status="active",
    app=APP.id,
    created_at=CREATED_AT,
    code="pro",
    name="Pro",
    number=1,
    interval="month",
    interval_count=1,
    prices=[PlanPrice(price=_id("prc", 1), quantity="1"), PlanPrice(price=PRICE.id)],
    trial_days=14,
    entitlements=[PlanEntitlement(feature=_id("fea"), limit="20000", reset="period")],
)
UNIT = Unit(
    id=_id("unt"),
    status="active",
    app=APP.id,
    created_at=CREATED_AT,
    code="X-CREDIT",
    scale=6,
    name="Credits",
    cost_basis=[CostBasis(currency="EUR", unit_amount="0.01", valid_from=date(2026, 1, 1))],
)
CATALOG = Catalog(
    meters=[CatalogMeter(code="api_calls", event_type="api.call", aggregation="sum", property="n")],
    products=[CatalogProduct(name="API calls", code="api_calls", unit_name="call")],
    prices=[
        CatalogPrice(
            code="calls",
            product="api_calls",
            model="graduated",
            billing="in_arrears",
            type="usage",
            interval="month",
            interval_count=1,
            meter="api_calls",
            currency="EUR",
            tiers=[Tier(up_to="1000", unit_amount="0"), Tier(unit_amount="0.0042")],
            tax_behavior="exclusive",
        )
    ],
    plans=[
        CatalogPlan(
            code="pro", name="Pro", interval="month", interval_count=1, prices=[CatalogPlanPrice(price="calls")]
        )
    ],
)
CATALOG_DIFF = CatalogDiff(
    changes=[CatalogChange(action="new_version", kind="plan", code="pro", id=PLAN.id, fields=["prices"])], unchanged=2
)

OPERATIONS: tuple[Operation, ...] = (
    *standard(
        Product, plural="products", path="/v1/products", actions="create retrieve list update",
        create=ProductCreate, update=ProductUpdate, example=PRODUCT,
    ),
    verb(
        "products.archive", "/v1/products/{id}/archive", Product, "Sell a product no more.",
        example=replace(PRODUCT, status="archived"),
    ),
    verb("products.restore", "/v1/products/{id}/restore", Product, "Sell a product again.", example=PRODUCT),
    *standard(
        Price, plural="prices", path="/v1/prices", actions="create retrieve list update", create=PriceCreate,
        update=PriceUpdate, errors=("price_in_use", "rule_conflict"), example=PRICE,
    ),
    verb(
        "prices.activate", "/v1/prices/{id}/activate", Price, "Make a price fit for sale.",
        errors=("state_conflict", "rule_conflict"), example=PRICE,
    ),
    verb(
        "prices.archive", "/v1/prices/{id}/archive", Price, "Sell at a price no more.",
        example=replace(PRICE, status="archived"),
    ),
    verb(
        "prices.estimate", "/v1/prices/{id}/estimate", PriceEstimate, "Rate a quantity or events; nothing is kept.",
        request=PriceEstimateRequest, errors=("currency_mismatch", "rule_conflict"), example=PRICE_ESTIMATE,
    ),
    *standard(
        Plan, plural="plans", path="/v1/plans", actions="create retrieve list update", create=PlanCreate,
        update=PlanUpdate, errors=("rule_conflict",), example=PLAN,
    ),
    verb(
        "plans.activate", "/v1/plans/{id}/activate", Plan, "Make a plan fit for sale.",
        errors=("state_conflict", "rule_conflict"), example=PLAN,
    ),
    verb(
        "plans.archive", "/v1/plans/{id}/archive", Plan, "Sell a plan no more.",
        example=replace(PLAN, status="archived"),
    ),
    verb(
        "plans.new_version", "/v1/plans/{id}/new_version", Plan,
        "Make the next version of a plan, as a draft; the answer is that version.",
        request=PlanVersionRequest, errors=("state_conflict", "rule_conflict"),
        example=replace(PLAN, id=_id("pln", 2), status="draft", number=2),
    ),
    *standard(
        Unit, plural="units", path="/v1/units", actions="create retrieve list update", create=UnitCreate,
        update=UnitUpdate, example=UNIT,
    ),
    question("catalog.retrieve", "/v1/catalog", Catalog, "Read the catalogue as one document.", example=CATALOG),
    verb(
        "catalog.diff", "/v1/catalog/diff", CatalogDiff, "Show what a document would change.",
        request=CatalogRequest, errors=("rule_conflict", "price_in_use"), example=CATALOG_DIFF,
    ),
    verb(
        "catalog.apply", "/v1/catalog/apply", CatalogDiff, "Change the catalogue to what a document says.",
        request=CatalogRequest, errors=("rule_conflict", "price_in_use"), example=CATALOG_DIFF,
    ),
)  # fmt: skip

"""What pays beside money: the customer balance, wallets with their grants, coupons and discounts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from harr.contract.catalog import CurrencyAmountRequest, IntervalCount, IntervalName
from harr.contract.operations import Filter, Operation, Page, filters_of, standard, verb
from harr.contract.shapes import CurrencyAmount
from harr.contract.tenants import APP, ENTITY
from harr.contract.words import (
    Amount,
    Answer,
    BalanceAdjustmentId,
    Code,
    Count,
    CouponId,
    Create,
    Currency,
    CustomerId,
    DiscountId,
    EntityId,
    GrantId,
    Instant,
    InvoiceId,
    Label,
    MeterId,
    Name,
    PaymentMethodId,
    Percentage,
    PriceId,
    ProductId,
    PromotionCodeId,
    RateText,
    Request,
    Resource,
    Side,
    SignedAmount,
    TaxRateId,
    Text,
    TopUpRuleId,
    Update,
    Versioned,
    WalletHoldId,
    WalletId,
    WalletTransactionId,
)
from harr.kernel import ids

Priority = Annotated[int, Meta(ge=0, le=1000, description="The lower goes first.")]
Minutes = Annotated[int, Meta(ge=0, le=525_600)]
Redemptions = Annotated[int, Meta(ge=1, le=2**53 - 1)]
DiscountTarget = Annotated[
    str,
    Meta(
        pattern=f"^(cus|sub|inv)_{ids.PATTERN}$",
        max_length=4 + ids.LENGTH,
        examples=[ids.id_text("sub", ids.make_id(1_771_113_600_000, 1))],
        description="The id of a customer, a subscription or an invoice.",
    ),
]


class BalanceAdjustment(Versioned, kw_only=True):
    """Puts goodwill on a customer's balance with an entity, or takes some off."""

    id: BalanceAdjustmentId
    object: Literal["balance_adjustment"] = "balance_adjustment"
    status: Literal["posted"] = "posted"
    customer: CustomerId
    entity: EntityId
    amount: Amount
    currency: Currency
    direction: Side
    reason: Text
    reverses: BalanceAdjustmentId | None = None
    reversed_by: BalanceAdjustmentId | None = None


class BalanceAdjustmentCreate(Create, kw_only=True):
    """An adjustment to post: `credit` is in the customer's favour."""

    customer: CustomerId
    entity: EntityId | None = None
    amount: Amount
    currency: Currency
    direction: Side
    reason: Text


class WalletScope(Request, kw_only=True):
    """What a wallet or a grant may pay; what is empty is not restricted."""

    products: list[ProductId] = msgspec.field(default_factory=list)
    meters: list[MeterId] = msgspec.field(default_factory=list)


class NextExpiry(Answer, kw_only=True):
    """Which grant expires next, when, and what is left of it."""

    grant: GrantId
    expires_at: Instant
    remaining_amount: Amount


class Wallet(Versioned, kw_only=True):
    """Credit that a customer has paid or been given beforehand, in money or in units."""

    id: WalletId
    object: Literal["wallet"] = "wallet"
    status: Literal["active", "closed"]
    customer: CustomerId
    entity: EntityId
    currency: Currency
    name: Name | None = None
    voucher: Literal["single_purpose", "multi_purpose"]
    tax_rate: TaxRateId | None = None
    scope: WalletScope | None = None
    overdraft_amount: Amount | None = None
    priority: Priority = 0
    balance: SignedAmount
    available: Amount
    held: Amount
    paid_balance: SignedAmount
    promotional_balance: Amount
    next_expiry: NextExpiry | None = None


class WalletCreate(Create, kw_only=True):
    """A new wallet; a single-purpose one is taxed when it is sold, so it names its tax rate."""

    customer: CustomerId
    entity: EntityId | None = None
    currency: Currency
    name: Name | None = None
    voucher: Literal["single_purpose", "multi_purpose"]
    tax_rate: TaxRateId | None = None
    scope: WalletScope | None = None
    overdraft_amount: Amount | None = None
    priority: Priority = 0


class WalletUpdate(Update, kw_only=True):
    """What of a wallet may change."""

    name: Name | UnsetType | None = UNSET
    scope: WalletScope | UnsetType | None = UNSET
    overdraft_amount: Amount | UnsetType | None = UNSET
    priority: Priority | UnsetType = UNSET


class WalletTopUpRequest(Request, kw_only=True):
    """How much to add, and what pays it; without a method, the customer's default."""

    amount: Amount
    payment_method: PaymentMethodId | None = None


class WalletSpendRequest(Request, kw_only=True):
    """How much to take, and for what."""

    amount: Amount
    reason: Text | None = None
    product: ProductId | None = None
    meter: MeterId | None = None


class RolloverRequest(Request, kw_only=True):
    """What is left at expiry goes into a new grant, up to an amount."""

    maximum_amount: Amount | None = None


class UnitCost(Request, kw_only=True):
    """What one unit of the grant was worth in money."""

    currency: Currency
    unit_amount: RateText


class Grant(Versioned, kw_only=True):
    """One portion of credit in a wallet, with its own expiry."""

    id: GrantId
    object: Literal["grant"] = "grant"
    status: Literal["pending", "active", "depleted", "expired", "voided"]
    wallet: WalletId
    kind: Literal["paid", "promotional"]
    currency: Currency
    amount: Amount
    remaining_amount: Amount
    unit_cost: UnitCost | None = None
    priority: Priority = 0
    starts_at: Instant | None = None
    expires_at: Instant | None = None
    scope: WalletScope | None = None
    invoice: InvoiceId | None = None
    rollover: RolloverRequest | None = None


class GrantCreate(Create, kw_only=True):
    """Credit to put into a wallet."""

    wallet: WalletId
    kind: Literal["paid", "promotional"]
    amount: Amount
    unit_cost: UnitCost | None = None
    priority: Priority = 0
    starts_at: Instant | None = None
    expires_at: Instant | None = None
    scope: WalletScope | None = None
    rollover: RolloverRequest | None = None


class GrantUpdate(Update, kw_only=True):
    """What of a grant may change."""

    priority: Priority | UnsetType = UNSET
    expires_at: Instant | UnsetType | None = UNSET


class GrantShare(Answer, kw_only=True):
    """Which grant a movement touched, by how much."""

    grant: GrantId
    amount: Amount


class WalletTransaction(Resource, kw_only=True):
    """One movement of a wallet, and the grants that it touched."""

    id: WalletTransactionId
    object: Literal["wallet_transaction"] = "wallet_transaction"
    status: Literal["posted"] = "posted"
    wallet: WalletId
    type: Literal["grant", "spend", "hold", "release", "expire", "void", "rollover", "refund"]
    currency: Currency
    amount: Amount
    grants: list[GrantShare] = msgspec.field(default_factory=list)
    reason: Text | None = None
    invoice: InvoiceId | None = None
    reverses: WalletTransactionId | None = None


class WalletHold(Versioned, kw_only=True):
    """Credit set aside for something that is still going on."""

    id: WalletHoldId
    object: Literal["wallet_hold"] = "wallet_hold"
    status: Literal["held", "captured", "released", "expired"]
    wallet: WalletId
    currency: Currency
    amount: Amount
    captured_amount: Amount
    expires_at: Instant
    subject: Label | None = None


class WalletHoldCreate(Create, kw_only=True):
    """Credit to set aside."""

    wallet: WalletId
    amount: Amount
    expires_at: Instant
    subject: Label | None = None


class WalletHoldUpdate(Update, kw_only=True):
    """Until when credit is held."""

    expires_at: Instant | UnsetType = UNSET


class WalletHoldCaptureRequest(Request, kw_only=True):
    """How much to take; `final` releases what is left. Without an amount, all of it."""

    amount: Amount | None = None
    final: bool = False


class WalletHoldExtendRequest(Request, kw_only=True):
    """Until when to hold it."""

    expires_at: Instant


class TopUpRule(Versioned, kw_only=True):
    """Fills a wallet by itself: below a threshold, or at an interval."""

    id: TopUpRuleId
    object: Literal["top_up_rule"] = "top_up_rule"
    status: Literal["active", "paused"]
    wallet: WalletId
    currency: Currency
    trigger: Literal["threshold", "interval"]
    threshold_amount: Amount | None = None
    interval: IntervalName | None = None
    interval_count: IntervalCount | None = None
    target_amount: Amount | None = None
    amount: Amount | None = None
    payment_method: PaymentMethodId | None = None
    cool_off_minutes: Minutes | None = None
    maximum_per_month: Count | None = None


class TopUpRuleCreate(Create, kw_only=True):
    """A new rule: it adds `amount`, or what is lacking to `target_amount`."""

    wallet: WalletId
    trigger: Literal["threshold", "interval"]
    threshold_amount: Amount | None = None
    interval: IntervalName | None = None
    interval_count: IntervalCount | None = None
    target_amount: Amount | None = None
    amount: Amount | None = None
    payment_method: PaymentMethodId | None = None
    cool_off_minutes: Minutes | None = None
    maximum_per_month: Count | None = None


class TopUpRuleUpdate(Update, kw_only=True):
    """What of a rule may change."""

    threshold_amount: Amount | UnsetType | None = UNSET
    target_amount: Amount | UnsetType | None = UNSET
    amount: Amount | UnsetType | None = UNSET
    payment_method: PaymentMethodId | UnsetType | None = UNSET
    cool_off_minutes: Minutes | UnsetType | None = UNSET
    maximum_per_month: Count | UnsetType | None = UNSET


class Coupon(Versioned, kw_only=True):
    """Something off: a percentage or an amount, once, for some periods, or for ever."""

    id: CouponId
    object: Literal["coupon"] = "coupon"
    status: Literal["active", "exhausted", "expired", "archived"]
    name: Name | None = None
    percent_off: Percentage | None = None
    amount_off: Amount | None = None
    currency: Currency | None = None
    duration: Literal["once", "repeating", "forever"]
    duration_periods: Annotated[int, Meta(ge=1, le=1000)] | None = None
    products: list[ProductId] = msgspec.field(default_factory=list)
    prices: list[PriceId] = msgspec.field(default_factory=list)
    valid_from: date | None = None
    valid_until: date | None = None
    maximum_redemptions: Redemptions | None = None
    maximum_per_customer: Redemptions | None = None
    redemptions: Count = 0


class CouponCreate(Create, kw_only=True):
    """A new coupon: `percent_off`, or `amount_off` with its `currency`."""

    name: Name | None = None
    percent_off: Percentage | None = None
    amount_off: Amount | None = None
    currency: Currency | None = None
    duration: Literal["once", "repeating", "forever"]
    duration_periods: Annotated[int, Meta(ge=1, le=1000)] | None = None
    products: list[ProductId] | None = None
    prices: list[PriceId] | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    maximum_redemptions: Redemptions | None = None
    maximum_per_customer: Redemptions | None = None


class CouponUpdate(Update, kw_only=True):
    """What of a coupon may change."""

    name: Name | UnsetType | None = UNSET
    valid_until: date | UnsetType | None = UNSET
    maximum_redemptions: Redemptions | UnsetType | None = UNSET


class PromotionCode(Versioned, kw_only=True):
    """A word that gives a coupon to whoever types it."""

    id: PromotionCodeId
    object: Literal["promotion_code"] = "promotion_code"
    status: Literal["active", "exhausted", "expired", "archived"]
    coupon: CouponId
    code: Code
    customer: CustomerId | None = None
    first_purchase_only: bool = False
    minimum_amount: CurrencyAmount | None = None
    valid_until: date | None = None
    maximum_redemptions: Redemptions | None = None


class PromotionCodeCreate(Create, kw_only=True):
    """A new code for a coupon."""

    coupon: CouponId
    code: Code
    customer: CustomerId | None = None
    first_purchase_only: bool = False
    minimum_amount: CurrencyAmountRequest | None = None
    valid_until: date | None = None
    maximum_redemptions: Redemptions | None = None


class PromotionCodeUpdate(Update, kw_only=True):
    """What of a code may change."""

    valid_until: date | UnsetType | None = UNSET
    maximum_redemptions: Redemptions | UnsetType | None = UNSET


class Discount(Versioned, kw_only=True):
    """A coupon at work: on a customer, a subscription or one invoice."""

    id: DiscountId
    object: Literal["discount"] = "discount"
    status: Literal["active", "ended"]
    coupon: CouponId
    promotion_code: PromotionCodeId | None = None
    on: DiscountTarget
    order: Count = 0
    periods_left: Count | None = None
    starts_at: Instant | None = None
    ends_at: Instant | None = None


class DiscountCreate(Create, kw_only=True):
    """A coupon to put to work; among several, the lower `order` comes off first."""

    coupon: CouponId
    promotion_code: PromotionCodeId | None = None
    on: DiscountTarget
    order: Count = 0
    starts_at: Instant | None = None


class DiscountUpdate(Update, kw_only=True):
    """When a discount comes off among others."""

    order: Count | UnsetType = UNSET


def _id(prefix: str, counter: int = 1) -> str:
    return ids.id_text(prefix, ids.make_id(1_771_113_600_000, counter))


BALANCE_ADJUSTMENT = BalanceAdjustment(
    id=_id("bal"),
    app=APP.id,
    created_at=datetime(2026, 2, 3, 9, 0, tzinfo=UTC),
    customer=_id("cus"),
    entity=ENTITY.id,
    amount="12.10",
    currency="EUR",
    direction="credit",
    reason="Sorry for the outage of 2 February.",
)

OPERATIONS: tuple[Operation, ...] = (
    *standard(
        BalanceAdjustment, plural="balance_adjustments", path="/v1/balance_adjustments",
        actions="create retrieve list", create=BalanceAdjustmentCreate, keyed=True,
        errors=("insufficient_funds", "currency_mismatch", "approval_required"), example=BALANCE_ADJUSTMENT,
    ),
    verb(
        "balance_adjustments.reverse", "/v1/balance_adjustments/{id}/reverse", BalanceAdjustment,
        "Reverse an adjustment; the answer is the one that was reversed, naming its reversal.", money=True,
        errors=("state_conflict", "insufficient_funds"), example=replace(BALANCE_ADJUSTMENT, reversed_by=_id("bal", 2)),
    ),
    *standard(
        Wallet, plural="wallets", path="/v1/wallets", actions="create retrieve list update", create=WalletCreate,
        update=WalletUpdate, errors=("rule_conflict",),
    ),
    verb(
        "wallets.top_up", "/v1/wallets/{id}/top_up", Wallet, "Sell credit into a wallet.",
        request=WalletTopUpRequest, money=True,
        errors=("state_conflict", "tax_unresolved", "customer_incomplete", "mandate_missing", "provider_error"),
    ),
    verb(
        "wallets.spend", "/v1/wallets/{id}/spend", Wallet, "Spend credit of a wallet.", request=WalletSpendRequest,
        money=True, errors=("state_conflict", "insufficient_funds"),
    ),
    verb(
        "wallets.close", "/v1/wallets/{id}/close", Wallet, "Close a wallet that holds nothing.",
        errors=("state_conflict", "rule_conflict"),
    ),
    Operation(
        name="wallets.transactions", method="GET", path="/v1/wallets/{id}/transactions",
        summary="List the movements of a wallet.", response=Page[WalletTransaction], listing=True,
        filters=filters_of(WalletTransaction),
    ),
    *standard(
        Grant, plural="grants", path="/v1/grants", actions="create retrieve list update", create=GrantCreate,
        update=GrantUpdate, keyed=True, errors=("currency_mismatch", "rule_conflict"),
    ),
    verb(
        "grants.void", "/v1/grants/{id}/void", Grant, "Take back what is left of a grant.", money=True,
        errors=("state_conflict", "insufficient_funds"),
    ),
    *standard(
        WalletTransaction, plural="wallet_transactions", path="/v1/wallet_transactions", actions="retrieve list",
    ),
    *standard(
        WalletHold, plural="wallet_holds", path="/v1/wallet_holds", actions="create retrieve list update",
        create=WalletHoldCreate, update=WalletHoldUpdate, errors=("insufficient_funds",),
    ),
    verb(
        "wallet_holds.capture", "/v1/wallet_holds/{id}/capture", WalletHold, "Spend what is held, whole or in part.",
        request=WalletHoldCaptureRequest, money=True, errors=("state_conflict", "amount_exceeds_remaining"),
    ),
    verb("wallet_holds.release", "/v1/wallet_holds/{id}/release", WalletHold, "Let go of what is held."),
    verb(
        "wallet_holds.extend", "/v1/wallet_holds/{id}/extend", WalletHold, "Hold it for longer.",
        request=WalletHoldExtendRequest,
    ),
    *standard(
        TopUpRule, plural="top_up_rules", path="/v1/top_up_rules", actions="create retrieve list update delete",
        create=TopUpRuleCreate, update=TopUpRuleUpdate, errors=("rule_conflict",),
    ),
    verb("top_up_rules.pause", "/v1/top_up_rules/{id}/pause", TopUpRule, "Let a rule rest."),
    verb("top_up_rules.resume", "/v1/top_up_rules/{id}/resume", TopUpRule, "Let a rule work again."),
    *standard(
        Coupon, plural="coupons", path="/v1/coupons", actions="create retrieve list update", create=CouponCreate,
        update=CouponUpdate, errors=("rule_conflict",),
    ),
    verb("coupons.archive", "/v1/coupons/{id}/archive", Coupon, "Give a coupon no more; discounts go on."),
    *standard(
        PromotionCode, plural="promotion_codes", path="/v1/promotion_codes", actions="create retrieve list update",
        create=PromotionCodeCreate, update=PromotionCodeUpdate, errors=("rule_conflict", "coupon_not_applicable"),
    ),
    *standard(
        Discount, plural="discounts", path="/v1/discounts", actions="create retrieve list update",
        create=DiscountCreate, update=DiscountUpdate,
        errors=("coupon_not_applicable", "currency_mismatch", "rule_conflict"),
        filters=(*filters_of(Discount), Filter("on", "text")),
    ),
    Operation(
        name="discounts.delete", method="DELETE", path="/v1/discounts/{id}",
        summary="End a discount; the answer is the discount, ended.", response=Discount,
    ),
)  # fmt: skip

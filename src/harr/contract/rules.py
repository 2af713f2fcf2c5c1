"""The rules that an entity, a price or a subscription chooses, by name (API.md §6); the first word is the default."""

from __future__ import annotations

from typing import Literal

import msgspec

from harr.contract.words import Amount, Code, Currency, Request

RoundAt = Literal["line", "tier"]
ProrationUnit = Literal["day", "second", "fixed_30", "none"]
StubDenominator = Literal["aligned", "unaligned"]
ChangeDay = Literal["new", "old"]
TerminationDay = Literal["not_billed", "billed"]
AdjustmentDocument = Literal["negative_line", "credit_note"]
PeriodRule = Literal["keep", "restart", "keep_anchor"]
ZeroQuantityFlat = Literal["billed", "not_billed"]
NegativeUsage = Literal["zero", "credit"]
LateUsage = Literal["draft_then_next", "next"]
Recognition = Literal["day", "month", "second", "usage", "point_in_time", "over_term"]
DisputeLost = Literal["reopen", "credit_note", "expense"]
ModifierStep = Literal["convert", "included", "rate", "discount", "minimum", "maximum"]


class EntityRules(Request, kw_only=True):
    """How an entity rounds, taxes and corrects; sent whole: a rule that is absent has its default."""

    rounding: Literal["half_up", "half_even"] = "half_up"
    tax_rounding: Literal["group", "line", "document"] = "group"
    tax_base: Literal["rounded", "exact"] = "rounded"
    discount_rounding: Literal["line", "exact"] = "line"
    inclusive_rounds: Literal["tax", "net"] = "tax"
    spread: Literal["largest_remainder", "first_lines"] = "largest_remainder"
    adjustment_document: AdjustmentDocument = "negative_line"
    late_usage: LateUsage = "draft_then_next"
    already_billed: Literal["per_tax_group", "per_line"] = "per_tax_group"
    tax_choice: list[Literal["line", "product", "customer", "entity"]] = msgspec.field(
        default_factory=lambda: ["line", "product", "customer", "entity"]
    )
    tax_point: Literal["supply", "invoice", "payment", "earliest"] = "supply"
    void: Literal["before_sent", "never", "always"] = "before_sent"
    discount_presentation: Literal["net", "gross"] = "net"
    credit_note_recognition: Literal["pro_rata", "by_period", "prospective", "reverse_all"] = "pro_rata"
    write_off: Literal["direct", "allowance"] = "direct"
    tax_relief: Literal["claimed", "with_write_off", "none"] = "claimed"
    dispute_lost: DisputeLost = "reopen"
    dispute_lost_by_reason: dict[Code, DisputeLost] = msgspec.field(default_factory=dict)
    payment_tolerance: dict[Currency, Amount] = msgspec.field(default_factory=dict)
    overpayment: Literal["balance", "unallocated", "refund"] = "balance"


class SubscriptionRules(Request, kw_only=True):
    """How a subscription shares out a period; a rule that is absent is its entity's or has its default."""

    proration_unit: ProrationUnit | None = None
    stub_denominator: StubDenominator | None = None
    change_day: ChangeDay | None = None
    termination_day: TerminationDay | None = None
    adjustment_document: AdjustmentDocument | None = None

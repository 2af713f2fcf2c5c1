"""Shapes that stand inside several resources (API.md §2)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from harr.contract.words import (
    Amount,
    Answer,
    Code,
    Country,
    Days,
    Email,
    Instant,
    Label,
    Language,
    Name,
    Percentage,
    QuantityText,
    RateText,
    Request,
    SignedAmount,
    TaxCategory,
    TaxRateId,
)


class Address(Request, kw_only=True):
    """A postal address. The country is what tax and documents go by."""

    line1: Label | None = None
    line2: Label | None = None
    city: Label | None = None
    postal_code: Annotated[str, Meta(max_length=20)] | None = None
    state: Label | None = None
    country: Country


class Period(Answer, kw_only=True):
    """Half-open: `end` is the first day after. Instants stand beside it when billed by the second."""

    start: date
    end: date
    start_at: Instant | None = None
    end_at: Instant | None = None


class PeriodRequest(Request, kw_only=True):
    """Half-open: `end` is the first day after."""

    start: date
    end: date


class Anchor(Request, kw_only=True):
    """What a calendar returns to after a short month: day 31 is 28 Feb, then 31 Mar again."""

    day: Annotated[int, Meta(ge=1, le=31)] | None = None
    month: Annotated[int, Meta(ge=1, le=12)] | None = None
    weekday: Annotated[int, Meta(ge=1, le=7)] | None = None
    time: Annotated[str, Meta(pattern=r"^[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?$", max_length=8)] | None = None


class Tier(Request, kw_only=True):
    """Prices what lies above the tier before and up to `up_to` (included); null has no end."""

    up_to: QuantityText | None = None
    unit_amount: RateText | None = None
    flat_amount: RateText | None = None
    percentage: Percentage | None = None


class UnitConversion(Request, kw_only=True):
    """From the unit that was measured to the unit that is priced."""

    divide_by: QuantityText | None = None
    multiply_by: QuantityText | None = None
    rounding: Literal["up", "down", "half_up", "none"] = "none"
    unit_name: Label | None = None


class LineTax(Answer, kw_only=True):
    """A tax as it lies on one line."""

    tax_rate: TaxRateId | None = None
    percentage: Percentage
    category: TaxCategory
    jurisdiction: Label | None = None
    exemption_reason: Label | None = None


class TaxGroup(Answer, kw_only=True):
    """What the document prints: one for each category, rate and jurisdiction."""

    category: TaxCategory
    percentage: Percentage
    jurisdiction: Label | None = None
    tax_rates: list[TaxRateId] = msgspec.field(default_factory=list)
    base_amount: SignedAmount
    tax_amount: SignedAmount
    exemption_reason: Label | None = None


class AllowanceRequest(Request, kw_only=True):
    """Taken off (or, as a charge, put on) a line or a document before tax: an amount, or a percentage of a base."""

    amount: SignedAmount | None = None
    percentage: Percentage | None = None
    base_amount: SignedAmount | None = None
    reason: Label | None = None
    reason_code: Code | None = None
    tax_rates: list[TaxRateId] | None = None


class Allowance(Answer, kw_only=True):
    """Taken off (`allowance`) or put on (`charge`) before tax, with its own tax."""

    kind: Literal["allowance", "charge"]
    amount: SignedAmount
    percentage: Percentage | None = None
    base_amount: SignedAmount | None = None
    reason: Label | None = None
    reason_code: Code | None = None
    taxes: list[LineTax] = msgspec.field(default_factory=list)


class Applied(Answer, kw_only=True):
    """Something that has paid a part of a document."""

    source: str
    amount: Amount
    at: Instant


class PaymentTerms(Request, kw_only=True):
    """When an invoice is due, and what early payment would take off (shown only)."""

    due_days: Days = 0
    due_rule: Literal["from_issue", "end_of_month", "day_of_month"] = "from_issue"
    day: Annotated[int, Meta(ge=1, le=31)] | None = None
    business_days: Label | None = None
    discount_days: Days | None = None
    discount_percentage: Percentage | None = None


class PartyTaxId(Answer, kw_only=True):
    """A tax id as a document shows it."""

    type: str
    value: str
    country: Country | None = None


class Party(Answer, kw_only=True):
    """Who sells or buys, as it was when the document was finalized; never changed after."""

    name: Name
    legal_name: Name | None = None
    address: Address | None = None
    tax_ids: list[PartyTaxId] = msgspec.field(default_factory=list)
    registration_number: Label | None = None
    email: Email | None = None


class Contact(Request, kw_only=True):
    """A person at a customer."""

    name: Name | None = None
    email: Email
    role: Label | None = None
    language: Language | None = None


class Actor(Answer, kw_only=True):
    """Who did it: a key, a member, a customer, the agenda, a provider."""

    kind: Literal["key", "member", "customer", "agenda", "provider", "reaction", "system"]
    id: str | None = None
    reason: Label | None = None


class Failure(Answer, kw_only=True):
    """Why a bank or a provider refused. An answer, not an error of the API."""

    code: str
    decline_class: Literal["retry_later", "try_other_method", "needs_customer", "never_retry"] | None = None
    message: str | None = None
    provider_code: str | None = None


class CurrencyAmount(Answer, kw_only=True):
    """An amount whose currency is not the resource's."""

    amount: SignedAmount
    currency: str

"""What happens when an invoice is not paid: campaigns say the steps, cases follow one customer through them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from harr.contract.operations import Operation, standard, verb
from harr.contract.words import (
    Amount,
    Answer,
    Count,
    Create,
    Currency,
    CustomerId,
    Days,
    DunningCampaignId,
    DunningCaseId,
    Instant,
    InvoiceId,
    Name,
    PaymentMethodType,
    Request,
    Update,
    Versioned,
)

Scheme = PaymentMethodType
RetryLimits = dict[Scheme, Annotated[int, Meta(ge=0, le=100)]]
MinimumAmounts = dict[Currency, Amount]


class DunningStep(Request, kw_only=True):
    """What to do so many days after the due date, or after the payment failed."""

    after_days: Days
    from_: Literal["due", "failure"] = msgspec.field(default="due", name="from")
    action: Literal["retry", "email", "restrict", "suspend", "cancel", "mark_uncollectible", "task"]


DunningSteps = Annotated[list[DunningStep], Meta(min_length=1, max_length=50)]


class DunningCampaign(Versioned, kw_only=True):
    """A plan of steps. `retry_limits` says how often each way to pay may be tried again."""

    id: DunningCampaignId
    object: Literal["dunning_campaign"] = "dunning_campaign"
    status: Literal["active", "archived"]
    name: Name
    steps: list[DunningStep]
    retry_limits: RetryLimits = msgspec.field(default_factory=dict)
    grace_days: Days = 0
    minimum_amounts: MinimumAmounts = msgspec.field(default_factory=dict)


class DunningCampaignCreate(Create, kw_only=True):
    """A new campaign. Below its minimum amount of a currency nobody is reminded."""

    name: Name
    steps: DunningSteps
    retry_limits: RetryLimits = msgspec.field(default_factory=dict)
    grace_days: Days = 0
    minimum_amounts: MinimumAmounts = msgspec.field(default_factory=dict)


class DunningCampaignUpdate(Update, kw_only=True):
    """`steps`, `retry_limits` and `minimum_amounts`, where given, are replaced whole; open cases go on by the new."""

    name: Name | msgspec.UnsetType = msgspec.UNSET
    steps: DunningSteps | msgspec.UnsetType = msgspec.UNSET
    retry_limits: RetryLimits | msgspec.UnsetType = msgspec.UNSET
    grace_days: Days | msgspec.UnsetType = msgspec.UNSET
    minimum_amounts: MinimumAmounts | msgspec.UnsetType = msgspec.UNSET


class PaymentPromise(Answer, kw_only=True):
    """What the customer said they would pay, and when."""

    on: date
    amount: Amount


class DunningCase(Versioned, kw_only=True):
    """One customer with overdue invoices, and how far it has gone."""

    id: DunningCaseId
    object: Literal["dunning_case"] = "dunning_case"
    status: Literal["open", "paused", "promised", "recovered", "exhausted", "closed"]
    customer: CustomerId
    campaign: DunningCampaignId | None = None
    invoices: list[InvoiceId] = msgspec.field(default_factory=list)
    amount_due: Amount
    currency: Currency
    step: Count = 0
    next_action_at: Instant | None = None
    promise: PaymentPromise | None = None
    paused_until: date | None = None


class DunningCasePauseRequest(Request, kw_only=True):
    """Do nothing until that day; without one, until it is resumed."""

    until: date | None = None


class DunningCasePromiseRequest(Request, kw_only=True):
    """The customer will pay on that day: an amount, or all that is due."""

    on: date
    amount: Amount | None = None


_CASES = "/v1/dunning_cases"
OPERATIONS: tuple[Operation, ...] = (
    *standard(
        DunningCampaign, plural="dunning_campaigns", path="/v1/dunning_campaigns",
        actions="create retrieve list update", create=DunningCampaignCreate, update=DunningCampaignUpdate,
        errors=("rule_conflict",),
    ),
    *standard(DunningCase, plural="dunning_cases", path=_CASES, actions="retrieve list"),
    verb("dunning_cases.pause", f"{_CASES}/{{id}}/pause", DunningCase, "Stop for a while.",
         request=DunningCasePauseRequest),
    verb("dunning_cases.resume", f"{_CASES}/{{id}}/resume", DunningCase, "Go on where it stopped."),
    verb("dunning_cases.promise", f"{_CASES}/{{id}}/promise", DunningCase, "Note that the customer will pay.",
         request=DunningCasePromiseRequest, errors=("state_conflict", "amount_exceeds_remaining")),
    verb("dunning_cases.skip", f"{_CASES}/{{id}}/skip", DunningCase, "Leave the next step out."),
    verb("dunning_cases.close", f"{_CASES}/{{id}}/close", DunningCase, "Stop for good."),
)  # fmt: skip

"""A subscription and its items as the other services use them. Pure.

Subscription ── rhythm: how its boundaries are counted
├── stretch: the period that runs now, as civil days and as instants
└── items: what is charged, each from a day on
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from harr.contract.rules import SubscriptionRules
from harr.contract.shapes import PaymentTerms
from harr.kernel.quantities import Quantity
from harr.services.subscriptions.rhythm import Rhythm, Stretch

LIVE = ("trialing", "active", "incomplete", "past_due", "unpaid")
"""In these it has a period that is billed when it ends."""


@dataclass(frozen=True, slots=True)
class Item:
    """One price of a subscription, and how many of it; no quantity is one, or what a meter shows."""

    id: int
    subscription: int
    place: int
    status: str
    price: int
    quantity: Quantity | None
    tax_rates: tuple[int, ...] | None
    starts_on: date
    starts_at_us: int
    ended_on: date | None
    ended_at_us: int | None
    billed_line: int | None
    billed_until: date | None
    version: int


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription with its items that are active."""

    id: int
    app: int | None
    status: str
    customer: int
    entity: int
    plan: int | None
    currency: str
    collection: str
    payment_method: int | None
    billing_group: int | None
    rhythm: Rhythm
    start_at_us: int
    stretch: Stretch | None
    trial_end_us: int | None
    cancel_at_us: int | None
    cancel_credit: bool
    ended_at_us: int | None
    pending_change: int | None
    payment_terms: PaymentTerms | None
    purchase_order: str | None
    rules: SubscriptionRules
    proration_unit: str
    items: tuple[Item, ...]
    version: int

    @property
    def live(self) -> bool:
        """Whether it has a period that is billed when it ends."""
        return self.status in LIVE

"""The news: everything that can happen, as subscribers and later services hear it.

`{object}.{what happened}`. `object` is the resource as it then was, `previous`
the changed fields. Events are kept with a schema number and gain only optional
fields. An event never carries out half of a fact: what must happen for it to be
true happens in the same commit, by a call.
"""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

from harr.contract.catalog import Plan, Price
from harr.contract.customers import Customer
from harr.contract.invoices import CreditNote, Invoice
from harr.contract.ledger import Transaction
from harr.contract.payments import Dispute, Payment, PaymentMethod, Refund
from harr.contract.subscriptions import Subscription
from harr.contract.tenants import Job, Key, Sandbox
from harr.contract.words import Resource

SCHEMA = 1


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that has happened to `object`."""

    type: ClassVar[str]
    object: Resource
    previous: dict[str, Any] = msgspec.field(default_factory=dict)

    @property
    def subject(self) -> str:
        """The id of what it happened to: its events stay in the order of its versions."""
        return self.object.id

    @property
    def version(self) -> int:
        """The version of the object that this made; 1 for what never changes."""
        found: int = getattr(self.object, "version", 1)
        return found


class CustomerEvent(Event, frozen=True, kw_only=True):
    """Something happened to a customer."""

    object: Customer


class CustomerCreated(CustomerEvent, frozen=True, kw_only=True):
    """There is a new customer."""

    type: ClassVar[str] = "customer.created"


class CustomerUpdated(CustomerEvent, frozen=True, kw_only=True):
    """A customer's data changed."""

    type: ClassVar[str] = "customer.updated"


class CustomerArchived(CustomerEvent, frozen=True, kw_only=True):
    """A customer takes part in nothing new."""

    type: ClassVar[str] = "customer.archived"


class PriceActivated(Event, frozen=True, kw_only=True):
    """A price can be sold."""

    type: ClassVar[str] = "price.activated"
    object: Price


class PriceArchived(Event, frozen=True, kw_only=True):
    """A price is not sold any more."""

    type: ClassVar[str] = "price.archived"
    object: Price


class PlanActivated(Event, frozen=True, kw_only=True):
    """A plan can be subscribed to."""

    type: ClassVar[str] = "plan.activated"
    object: Plan


class PlanArchived(Event, frozen=True, kw_only=True):
    """A plan takes no new subscriptions."""

    type: ClassVar[str] = "plan.archived"
    object: Plan


class SubscriptionEvent(Event, frozen=True, kw_only=True):
    """Something happened to a subscription."""

    object: Subscription


class SubscriptionCreated(SubscriptionEvent, frozen=True, kw_only=True):
    """There is a new subscription."""

    type: ClassVar[str] = "subscription.created"


class SubscriptionActivated(SubscriptionEvent, frozen=True, kw_only=True):
    """A subscription runs: it was paid, its trial ended, or it began."""

    type: ClassVar[str] = "subscription.activated"


class SubscriptionChanged(SubscriptionEvent, frozen=True, kw_only=True):
    """Items, quantities or the plan of a subscription are others from now on."""

    type: ClassVar[str] = "subscription.changed"


class SubscriptionRenewed(SubscriptionEvent, frozen=True, kw_only=True):
    """A period of a subscription has ended and the next has begun."""

    type: ClassVar[str] = "subscription.renewed"


class SubscriptionPastDue(SubscriptionEvent, frozen=True, kw_only=True):
    """An invoice of a subscription was not paid."""

    type: ClassVar[str] = "subscription.past_due"


class SubscriptionCancelScheduled(SubscriptionEvent, frozen=True, kw_only=True):
    """A subscription is to end."""

    type: ClassVar[str] = "subscription.cancel_scheduled"


class SubscriptionUncanceled(SubscriptionEvent, frozen=True, kw_only=True):
    """A subscription goes on after all."""

    type: ClassVar[str] = "subscription.uncanceled"


class SubscriptionCanceled(SubscriptionEvent, frozen=True, kw_only=True):
    """A subscription has ended."""

    type: ClassVar[str] = "subscription.canceled"


class InvoiceEvent(Event, frozen=True, kw_only=True):
    """Something happened to an invoice."""

    object: Invoice


class InvoiceCreated(InvoiceEvent, frozen=True, kw_only=True):
    """There is a new draft."""

    type: ClassVar[str] = "invoice.created"


class InvoiceFinalized(InvoiceEvent, frozen=True, kw_only=True):
    """An invoice has its number and stands in the books."""

    type: ClassVar[str] = "invoice.finalized"


class InvoiceSent(InvoiceEvent, frozen=True, kw_only=True):
    """An invoice went out."""

    type: ClassVar[str] = "invoice.sent"


class InvoicePaid(InvoiceEvent, frozen=True, kw_only=True):
    """Nothing is due on an invoice any more."""

    type: ClassVar[str] = "invoice.paid"


class InvoicePaymentFailed(InvoiceEvent, frozen=True, kw_only=True):
    """A payment of an invoice did not succeed; what is due is still due."""

    type: ClassVar[str] = "invoice.payment_failed"


class InvoiceOverdue(InvoiceEvent, frozen=True, kw_only=True):
    """An invoice was not paid in time; told once."""

    type: ClassVar[str] = "invoice.overdue"


class InvoiceReopened(InvoiceEvent, frozen=True, kw_only=True):
    """Something is due again on an invoice that was paid."""

    type: ClassVar[str] = "invoice.reopened"


class InvoiceVoided(InvoiceEvent, frozen=True, kw_only=True):
    """An invoice was declared void; it keeps its number."""

    type: ClassVar[str] = "invoice.voided"


class InvoiceMarkedUncollectible(InvoiceEvent, frozen=True, kw_only=True):
    """What was due on an invoice was written off."""

    type: ClassVar[str] = "invoice.marked_uncollectible"


class CreditNoteIssued(Event, frozen=True, kw_only=True):
    """A credit note has its number and stands in the books."""

    type: ClassVar[str] = "credit_note.issued"
    object: CreditNote


class PaymentEvent(Event, frozen=True, kw_only=True):
    """Something happened to a payment."""

    object: Payment


class PaymentProcessing(PaymentEvent, frozen=True, kw_only=True):
    """A payment is on its way; the answer comes later."""

    type: ClassVar[str] = "payment.processing"


class PaymentRequiresAction(PaymentEvent, frozen=True, kw_only=True):
    """The customer has to do something before a payment can go on."""

    type: ClassVar[str] = "payment.requires_action"


class PaymentSucceeded(PaymentEvent, frozen=True, kw_only=True):
    """Money has arrived."""

    type: ClassVar[str] = "payment.succeeded"


class PaymentFailed(PaymentEvent, frozen=True, kw_only=True):
    """A provider or a bank has declined a payment."""

    type: ClassVar[str] = "payment.failed"


class PaymentUnknown(PaymentEvent, frozen=True, kw_only=True):
    """A provider gave no answer; it is asked until it does."""

    type: ClassVar[str] = "payment.unknown"


class PaymentCanceled(PaymentEvent, frozen=True, kw_only=True):
    """A payment was called off before it succeeded."""

    type: ClassVar[str] = "payment.canceled"


class PaymentReturned(PaymentEvent, frozen=True, kw_only=True):
    """A payment that had succeeded was taken back."""

    type: ClassVar[str] = "payment.returned"


class PaymentUnallocated(PaymentEvent, frozen=True, kw_only=True):
    """A payment no longer pays an invoice that it paid."""

    type: ClassVar[str] = "payment.unallocated"


class RefundEvent(Event, frozen=True, kw_only=True):
    """Something happened to a refund."""

    object: Refund


class RefundCreated(RefundEvent, frozen=True, kw_only=True):
    """Money is to be given back."""

    type: ClassVar[str] = "refund.created"


class RefundSucceeded(RefundEvent, frozen=True, kw_only=True):
    """Money was given back."""

    type: ClassVar[str] = "refund.succeeded"


class RefundFailed(RefundEvent, frozen=True, kw_only=True):
    """Money that was to be given back could not be."""

    type: ClassVar[str] = "refund.failed"


class DisputeEvent(Event, frozen=True, kw_only=True):
    """Something happened to a dispute."""

    object: Dispute


class DisputeOpened(DisputeEvent, frozen=True, kw_only=True):
    """A customer's bank asks for a payment back."""

    type: ClassVar[str] = "dispute.opened"


class DisputeUpdated(DisputeEvent, frozen=True, kw_only=True):
    """A dispute goes on."""

    type: ClassVar[str] = "dispute.updated"


class DisputeWon(DisputeEvent, frozen=True, kw_only=True):
    """A dispute was decided for the seller."""

    type: ClassVar[str] = "dispute.won"


class DisputeLost(DisputeEvent, frozen=True, kw_only=True):
    """A dispute was decided for the customer."""

    type: ClassVar[str] = "dispute.lost"


class PaymentMethodEvent(Event, frozen=True, kw_only=True):
    """Something happened to a payment method."""

    object: PaymentMethod


class PaymentMethodAttached(PaymentMethodEvent, frozen=True, kw_only=True):
    """A customer can pay by a method."""

    type: ClassVar[str] = "payment_method.attached"


class PaymentMethodDetached(PaymentMethodEvent, frozen=True, kw_only=True):
    """A customer pays by a method no more."""

    type: ClassVar[str] = "payment_method.detached"


class TransactionPosted(Event, frozen=True, kw_only=True):
    """An app has posted a transaction of its own."""

    type: ClassVar[str] = "transaction.posted"
    object: Transaction


class KeyRotated(Event, frozen=True, kw_only=True):
    """A key has a new secret."""

    type: ClassVar[str] = "key.rotated"
    object: Key


class KeyRevoked(Event, frozen=True, kw_only=True):
    """A key is refused from now on."""

    type: ClassVar[str] = "key.revoked"
    object: Key


class SandboxAdvanced(Event, frozen=True, kw_only=True):
    """A sandbox's clock has reached its goal."""

    type: ClassVar[str] = "sandbox.advanced"
    object: Sandbox


class JobFinished(Event, frozen=True, kw_only=True):
    """A job has ended, well or not."""

    type: ClassVar[str] = "job.finished"
    object: Job


EVERY: tuple[type[Event], ...] = (
    CustomerCreated, CustomerUpdated, CustomerArchived, PriceActivated, PriceArchived, PlanActivated, PlanArchived,
    SubscriptionCreated, SubscriptionActivated, SubscriptionChanged, SubscriptionRenewed, SubscriptionPastDue,
    SubscriptionCancelScheduled, SubscriptionUncanceled, SubscriptionCanceled, InvoiceCreated, InvoiceFinalized,
    InvoiceSent, InvoicePaid, InvoicePaymentFailed, InvoiceOverdue, InvoiceReopened, InvoiceVoided,
    InvoiceMarkedUncollectible, CreditNoteIssued, PaymentProcessing, PaymentRequiresAction, PaymentSucceeded,
    PaymentFailed, PaymentUnknown, PaymentCanceled, PaymentReturned, PaymentUnallocated, RefundCreated,
    RefundSucceeded, RefundFailed, DisputeOpened, DisputeUpdated, DisputeWon, DisputeLost, PaymentMethodAttached,
    PaymentMethodDetached, TransactionPosted, KeyRotated, KeyRevoked, SandboxAdvanced, JobFinished,
)  # fmt: skip
"""Those that Harr tells today."""

BY_TYPE: dict[str, type[Event]] = {kind.type: kind for kind in EVERY}

PROMISED: dict[str, str] = {
    "customer": "created updated archived merged redacted",
    "price": "activated archived",
    "plan": "activated archived",
    "subscription": "created activated changed renewed trial_ending paused resumed past_due cancel_scheduled"
    " uncanceled canceled renewal_notice_due",
    "usage": "threshold_reached threshold_recovered corrected rejected",
    "invoice": "created finalized sent paid payment_failed overdue reopened voided marked_uncollectible",
    "credit_note": "issued",
    "payment": "processing requires_action succeeded failed unknown returned canceled unallocated",
    "refund": "created succeeded failed",
    "dispute": "opened updated won lost",
    "payout": "paid failed reconciled",
    "payment_method": "attached expiring expired detached",
    "wallet": "low depleted topped_up",
    "grant": "created expired voided",
    "entitlement": "granted revoked exhausted",
    "dunning_case": "opened escalated recovered exhausted",
    "quote": "accepted",
    "period": "closed reopened",
    "transaction": "posted",
    "job": "finished",
    "webhook_endpoint": "disabled",
    "key": "rotated revoked",
    "sandbox": "advanced",
    "price_migration": "announced",
}
"""Every event of version 1 by its object: what an endpoint may subscribe to."""

TYPES: tuple[str, ...] = tuple(f"{noun}.{verb}" for noun, verbs in PROMISED.items() for verb in verbs.split())

"""Subscriptions name a payment method; only here can it be seen that it is there, and the customer's."""

from __future__ import annotations

from msgspec import UNSET

from harr.contract.subscriptions import Subscription, SubscriptionCreate, SubscriptionUpdate
from harr.engine import Tx
from harr.kernel.ids import id_number
from harr.services import billing, subscriptions
from harr.services.payments import methods


def create(tx: Tx, given: SubscriptionCreate) -> Subscription:
    """Subscribe, paid by a method that can be charged."""
    if given.payment_method is not None:
        _chargeable(tx, given.payment_method, id_number(given.customer, "cus", field="customer"))
    return billing.subscribe(tx, given)


def update(tx: Tx, subscription_id: str, given: SubscriptionUpdate) -> Subscription:
    """Change how a subscription is paid, by a method that can be charged."""
    if given.payment_method is not UNSET and given.payment_method is not None:
        _chargeable(tx, given.payment_method, subscriptions.named(tx, subscription_id).customer)
    return subscriptions.update(tx, subscription_id, given)


def _chargeable(tx: Tx, text: str, customer: int) -> None:
    found = methods.method(tx, id_number(text, "pm", field="payment_method"))
    methods.chargeable(tx, found, customer, tx.actor.app)

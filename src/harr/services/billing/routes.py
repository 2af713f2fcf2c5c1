"""Which operation is done by which function, and which of them take a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.billing import changing, ending, orders, renewing, runs, upcoming

HANDLERS: dict[str, Callable[..., Any]] = {
    "invoices.create": orders.create,
    "subscriptions.change": changing.change,
    "subscriptions.cancel": ending.cancel,
    "subscriptions.uncancel": ending.uncancel,
    "subscriptions.renew": renewing.now,
    "subscriptions.upcoming_invoice": upcoming.of_subscription,
    "customers.upcoming_invoice": upcoming.of_customer,
    "bill_runs.create": runs.create,
    "bill_runs.retrieve": runs.retrieve,
    "bill_runs.list": runs.list_,
}

QUEUES: dict[str, str] = {
    "invoices.create": "invoice",
    "subscriptions.create": "invoice",
    "subscriptions.change": "invoice",
    "subscriptions.cancel": "invoice",
    "subscriptions.renew": "invoice",
}

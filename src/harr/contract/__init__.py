"""The promise: what callers may ask, what they are answered, and what goes out as news. Declarations, no behaviour.

words, shapes     how ids, amounts, dates and names look; what stands inside several resources
operations        what an operation is, and the forms that most have
rules             the rules of API and books, by name
<service>         what one service promises; each ends in its OPERATIONS
samples           a likely value of any type
events            the news

Here all operations stand together, in street order, and each has an example.
"""

from __future__ import annotations

from typing import Any

from harr.contract import (
    billing,
    catalog,
    credits,  # noqa: A004 - the service is called so
    customers,
    dunning,
    entitlements,
    invoices,
    ledger,
    mail,
    metering,
    payments,
    questions,
    reports,
    revenue,
    samples,
    subscriptions,
    tax,
    tenants,
    webhooks,
)
from harr.contract.operations import Operation, Page
from harr.contract.words import Deleted

OPERATIONS: tuple[Operation, ...] = (
    *tenants.OPERATIONS,
    *ledger.OPERATIONS,
    *customers.OPERATIONS,
    *catalog.OPERATIONS,
    *metering.OPERATIONS,
    *tax.OPERATIONS,
    *credits.OPERATIONS,
    *subscriptions.OPERATIONS,
    *entitlements.OPERATIONS,
    *revenue.OPERATIONS,
    *invoices.OPERATIONS,
    *billing.OPERATIONS,
    *payments.OPERATIONS,
    *dunning.OPERATIONS,
    *mail.OPERATIONS,
    *webhooks.OPERATIONS,
    *reports.OPERATIONS,
    *questions.OPERATIONS,
)
BY_NAME: dict[str, Operation] = {operation.name: operation for operation in OPERATIONS}


def example(operation: Operation) -> Any:
    """What the operation answers: its own example where it has one, else a sample of its type."""
    if operation.example is not None:
        return operation.example
    if operation.response is Deleted:
        gone = example(BY_NAME[f"{operation.resource}.list"]).data[0]
        return Deleted(id=gone.id, object=gone.object)
    return samples.sample(operation.response)


__all__ = ["BY_NAME", "OPERATIONS", "Operation", "Page", "example"]

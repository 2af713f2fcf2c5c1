"""Which operation is done by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.payments import allocating, receiving, refunds

HANDLERS: dict[str, Callable[..., Any]] = {
    "payments.create": receiving.create,
    "payments.retrieve": allocating.retrieve,
    "payments.list": allocating.list_,
    "payments.allocate": allocating.allocate,
    "payments.unallocate": allocating.unallocate,
    "payments.refund": refunds.refund,
    "payments.cancel": allocating.cancel,
    "refunds.create": refunds.create,
    "refunds.retrieve": refunds.retrieve,
    "refunds.list": refunds.list_,
    "refunds.cancel": refunds.cancel,
}

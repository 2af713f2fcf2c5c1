"""Which operation is done by which function, and which of them take a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.billing import orders

HANDLERS: dict[str, Callable[..., Any]] = {"invoices.create": orders.create}

QUEUES: dict[str, str] = {"invoices.create": "invoice"}

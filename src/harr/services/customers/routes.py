"""Which operation is done by which function. Those that may name tax rates, create and update, are done by tax."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.customers import actions, tax_ids

HANDLERS: dict[str, Callable[..., Any]] = {
    "customers.retrieve": actions.retrieve,
    "customers.list": actions.list_,
    "customers.archive": actions.archive,
    "customers.balances": actions.balances,
    "tax_ids.create": tax_ids.create,
    "tax_ids.retrieve": tax_ids.retrieve,
    "tax_ids.list": tax_ids.list_,
    "tax_ids.delete": tax_ids.delete,
    "tax_ids.check": tax_ids.check,
}

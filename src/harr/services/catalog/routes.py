"""Which operation is done by which function. Those that may name tax rates of a product are done by tax."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.catalog import actions, products

HANDLERS: dict[str, Callable[..., Any]] = {
    "products.retrieve": products.retrieve,
    "products.list": products.list_,
    "products.archive": products.archive,
    "products.restore": products.restore,
    "prices.create": actions.create,
    "prices.retrieve": actions.retrieve,
    "prices.list": actions.list_,
    "prices.update": actions.update,
    "prices.activate": actions.activate,
    "prices.archive": actions.archive,
}

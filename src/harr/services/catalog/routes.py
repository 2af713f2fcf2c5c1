"""Which operation is done by which function. Those that may name tax rates are done by tax, meters by metering."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.catalog import actions, estimating, planning, products

HANDLERS: dict[str, Callable[..., Any]] = {
    "products.retrieve": products.retrieve,
    "products.list": products.list_,
    "products.archive": products.archive,
    "products.restore": products.restore,
    "prices.retrieve": actions.retrieve,
    "prices.list": actions.list_,
    "prices.archive": actions.archive,
    "prices.estimate": estimating.estimate,
    "plans.create": planning.create,
    "plans.retrieve": planning.retrieve,
    "plans.list": planning.list_,
    "plans.update": planning.update,
    "plans.activate": planning.activate,
    "plans.archive": planning.archive,
    "plans.new_version": planning.new_version,
}

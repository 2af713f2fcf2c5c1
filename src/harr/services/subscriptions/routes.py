"""Which operation is done by which function. What makes an invoice is done by billing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.subscriptions import actions, changes

HANDLERS: dict[str, Callable[..., Any]] = {
    "subscriptions.retrieve": actions.retrieve,
    "subscriptions.list": actions.list_,
    "subscriptions.schedule": actions.schedule,
    "subscription_items.retrieve": actions.retrieve_item,
    "subscription_items.list": actions.list_items,
    "subscription_items.update": actions.update_item,
    "subscription_changes.retrieve": changes.retrieve,
    "subscription_changes.list": changes.list_,
    "subscription_changes.cancel": changes.cancel,
}

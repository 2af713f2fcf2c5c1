"""Which operation is done by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.credits import adjustments

HANDLERS: dict[str, Callable[..., Any]] = {
    "balance_adjustments.create": adjustments.create,
    "balance_adjustments.retrieve": adjustments.retrieve,
    "balance_adjustments.list": adjustments.list_,
    "balance_adjustments.reverse": adjustments.reverse,
}

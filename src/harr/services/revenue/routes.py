"""Which operation is done by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.revenue import adjusting, presenting

HANDLERS: dict[str, Callable[..., Any]] = {
    "recognition_schedules.retrieve": presenting.retrieve,
    "recognition_schedules.list": presenting.list_,
    "recognition_schedules.adjust": adjusting.adjust,
}

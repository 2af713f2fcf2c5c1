"""What the agenda does with invoices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.invoices import finalizing, settling

AGENDA: dict[str, Callable[..., Any]] = {
    finalizing.OVERDUE: settling.mark_overdue,
    finalizing.BY_ITSELF: finalizing.by_itself,
}

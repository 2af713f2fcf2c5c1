"""Which operation is done by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.reports import assurance, reporting, statements

HANDLERS: dict[str, Callable[..., Any]] = {
    "reports.retrieve": reporting.retrieve,
    "customers.statement": statements.statement,
    "assurance.retrieve": assurance.retrieve,
    "assurance.run": assurance.run,
}

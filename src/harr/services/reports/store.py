"""The only SQL over the table of reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from harr.engine import Row, Tx


def keep(tx: Tx, row: Mapping[str, Any]) -> None:
    """Keep what a check of the books found."""
    tx.insert("reports_assurance", [row])


def last(tx: Tx) -> Row | None:
    """What the last check found."""
    return tx.one("SELECT * FROM reports_assurance WHERE tenant = :tenant ORDER BY id DESC LIMIT 1")

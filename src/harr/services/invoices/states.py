"""What may be done with a document in each of its states; a verb that may not is refused with those that may."""

from __future__ import annotations

from collections.abc import Mapping

from harr.engine import Row
from harr.kernel.errors import StateConflict

VERBS: Mapping[str, tuple[str, ...]] = {
    "draft": ("update", "delete", "approve", "finalize"),
    "open": ("send", "pay", "apply_balance", "void", "mark_uncollectible"),
    "paid": ("send",),
    "void": ("duplicate",),
    "uncollectible": ("send", "claim_tax_relief"),
}
CREDIT_NOTE_VERBS: Mapping[str, tuple[str, ...]] = {"draft": ("update", "delete", "issue"), "issued": ("send",)}


def require(row: Row, allowed: tuple[str, ...], what: str) -> None:
    """Refuse what the invoice's status does not allow."""
    if row["status"] not in allowed:
        status = row["status"]
        name = row["number"] or "the invoice"
        raise StateConflict(f"{name} is {status} and cannot {what}", status=status, allowed=list(VERBS[status]))


def require_note(row: Row, status: str, what: str) -> None:
    """Refuse what the credit note's status does not allow."""
    if row["status"] != status:
        raise StateConflict(
            f"the credit note is {row['status']} and cannot {what}",
            status=row["status"],
            allowed=list(CREDIT_NOTE_VERBS[row["status"]]),
        )

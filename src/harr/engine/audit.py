"""Who did what, when and why: one row for every commit, in it, and one for every refused attempt, apart."""

from __future__ import annotations

from harr.engine.tx import Tx, dumps
from harr.kernel.errors import Refusal


def write(tx: Tx, subject: str | None) -> None:
    """The row of this commit. Its id is the commit's."""
    change = tx.changes[0] if tx.changes else None
    tx.insert("engine_audit", [_row(tx, change.subject if change else subject, "done")])


def refused(tx: Tx, refusal: Refusal) -> None:
    """A refused attempt: it changed nothing but this."""
    tx.insert("engine_audit", [_row(tx, None, f"refused: {refusal.code}")])


def _row(tx: Tx, subject: str | None, outcome: str) -> dict[str, object]:
    actor = tx.actor
    before = {change.subject: change.before for change in tx.changes if change.before is not None}
    after = {change.subject: change.after for change in tx.changes if change.after is not None}
    return {
        "id": tx.commit_id,
        "operation": actor.operation,
        "actor_kind": actor.kind,
        "actor": actor.id,
        "app": actor.app,
        "subject": subject,
        "before": dumps(before) if before else None,
        "after": dumps(after) if after else None,
        "reason": actor.reason,
        "outcome": outcome,
        "request_id": actor.request_id,
        "created_at": tx.now_us,
    }

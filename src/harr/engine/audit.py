"""Who did what, when and why: one row for every commit, in it, and one for every refused attempt, apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from harr.contract.operations import Listing, Page
from harr.contract.shapes import Actor as ActorShape
from harr.contract.tenants import AuditRecord
from harr.engine.pages import NEVER, page
from harr.engine.store import Row
from harr.engine.tx import Tx, dumps, loads
from harr.kernel.errors import NotFound, Refusal
from harr.kernel.ids import id_text
from harr.kernel.time import instant


def write(tx: Tx, subject: str | None) -> None:
    """The row of this commit. Its id is the commit's."""
    change = tx.changes[0] if tx.changes else None
    tx.insert("engine_audit", [_row(tx, change.subject if change else subject, "done")])


def refused(tx: Tx, refusal: Refusal) -> None:
    """A refused attempt: it changed nothing but this."""
    tx.insert("engine_audit", [_row(tx, None, refusal.code)])


def listed(tx: Tx, listing: Listing) -> Page[AuditRecord]:
    """A page of what was done and tried."""
    return page(
        tx, "engine_audit", listing, lambda rows: [present(row) for row in rows], columns={"external_id": NEVER}
    )


def record(tx: Tx, number: int) -> AuditRecord:
    """One record, or NotFound."""
    row = tx.one(
        "SELECT * FROM engine_audit WHERE tenant = :tenant AND id = :id AND (app = :app OR :sees_all = 1)", id=number
    )
    if row is None:
        raise NotFound(f"there is no {id_text('aud', number)} here")
    return present(row)


def present(row: Row) -> AuditRecord:
    """A record as callers see it."""
    return AuditRecord(
        id=id_text("aud", row["id"]),
        app=None if row["app"] is None else id_text("app", row["app"]),
        operation=row["operation"],
        actor=ActorShape(kind=row["actor_kind"], id=row["actor"], reason=row["reason"]),
        subject=row["subject"],
        before=loads(row["before"]) if row["before"] else None,
        after=loads(row["after"]) if row["after"] else None,
        reason=row["reason"],
        outcome=row["outcome"],
        request_id=row["request_id"],
        at=instant(row["created_at"]),
        created_at=instant(row["created_at"]),
    )


def _row(tx: Tx, subject: str | None, outcome: str) -> dict[str, object]:
    actor = tx.actor
    before = _side({change.subject: change.before for change in tx.changes})
    after = _side({change.subject: change.after for change in tx.changes})
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


def _side(changed: Mapping[str, Mapping[str, Any] | None]) -> Mapping[str, Any] | None:
    """Of one subject its fields, of several each one's fields under its id."""
    if len(changed) == 1:
        return next(iter(changed.values()))
    return {subject: fields for subject, fields in changed.items() if fields is not None}

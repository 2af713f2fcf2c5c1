"""The only SQL over the tables of credits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from harr.engine import Row, Tx
from harr.kernel.errors import AlreadyExists, NotFound, VersionStale
from harr.kernel.ids import id_text

ADJUSTMENTS = "credits_balance_adjustment"


def add(tx: Tx, row: Mapping[str, Any]) -> Row:
    """A new adjustment; one with the same `external_id` of the same app is refused."""
    stamps = {"version": 1, "created_at": tx.now_us, "updated_at": tx.now_us}
    whole = {"app": tx.actor.app, "status": "posted", "reversed_by": None, **stamps, **row}
    if not tx.claim(ADJUSTMENTS, whole):
        taken = tx.one(
            f"SELECT id FROM {ADJUSTMENTS} WHERE tenant = :tenant AND app = :app AND external_id = :external_id",
            external_id=whole["external_id"],
        )
        raise AlreadyExists(
            f"external_id {whole['external_id']!r} is taken",
            field="external_id",
            id=id_text("bal", taken["id"]) if taken else None,
        )
    return whole


def get(tx: Tx, number: int) -> Row:
    """An adjustment that the acting app may see, or NotFound."""
    row = tx.one(
        f"SELECT * FROM {ADJUSTMENTS} WHERE tenant = :tenant AND id = :id AND (app = :app OR :sees_all = 1)", id=number
    )
    if row is None:
        raise NotFound(f"there is no {id_text('bal', number)} here")
    return row


def reversed_by(tx: Tx, row: Row, reversal: int) -> Row:
    """Name the reversal of an adjustment; there is one at most."""
    tx.expect(row["version"])
    changed = tx.run(
        f"UPDATE {ADJUSTMENTS} SET reversed_by = :reversal, version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND id = :id AND reversed_by IS NULL AND version = :was",
        id=row["id"],
        was=row["version"],
        reversal=reversal,
        now=tx.now_us,
    )
    if not changed:
        raise VersionStale("somebody reversed it meanwhile", version=row["version"] + 1)
    return {**row, "reversed_by": reversal, "version": row["version"] + 1, "updated_at": tx.now_us}


def behind(tx: Tx, last: int, limit: int) -> list[Row]:
    """Adjustments of all apps behind an id, in order."""
    return tx.rows(
        "SELECT id, entity, currency, direction, amount, reverses, reversed_by"
        f" FROM {ADJUSTMENTS} WHERE tenant = :tenant AND id > :last ORDER BY id LIMIT :limit",
        last=last,
        limit=limit,
    )

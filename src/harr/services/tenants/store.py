"""The only SQL over the tables of tenants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from harr.engine import Row, Tx
from harr.kernel.errors import AlreadyExists, NotFound, StateConflict, VersionStale
from harr.kernel.ids import id_text

Table = Literal["tenants_entity", "tenants_app", "tenants_profile", "tenants_key", "tenants_sandbox"]
PREFIX: Mapping[str, str] = {
    "tenants_entity": "ent",
    "tenants_app": "app",
    "tenants_profile": "prf",
    "tenants_key": "key",
    "tenants_sandbox": "sbx",
}


def add(tx: Tx, table: Table, row: Mapping[str, Any]) -> Row:
    """Insert a row at version 1; one with the same `external_id` of the same app is refused."""
    whole = {"app": tx.actor.app, "version": 1, "created_at": tx.now_us, "updated_at": tx.now_us, **row}
    if not tx.claim(table, whole):
        taken = tx.one(
            f"SELECT id FROM {table} WHERE tenant = :tenant AND app = :owner AND external_id = :external_id",
            owner=whole["app"],
            external_id=whole.get("external_id"),
        )
        raise AlreadyExists(
            f"external_id {whole.get('external_id')!r} is taken",
            field="external_id",
            id=id_text(PREFIX[table], taken["id"]) if taken else None,
        )
    return whole


def get(tx: Tx, table: Table, number: int) -> Row:
    """A row of the tenant, or NotFound."""
    row = tx.one(f"SELECT * FROM {table} WHERE tenant = :tenant AND id = :id", id=number)
    if row is None:
        raise NotFound(f"there is no {id_text(PREFIX[table], number)} here")
    return row


def change(tx: Tx, table: Table, row: Row, **columns: Any) -> Row:
    """Change columns of the row as it was read; somebody else's change in between is refused."""
    tx.expect(row["version"])
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    changed = tx.run(
        f"UPDATE {table} SET {sets}, version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND id = :id AND version = :was",
        id=row["id"],
        was=row["version"],
        now=tx.now_us,
        **columns,
    )
    if not changed:
        raise VersionStale("somebody changed it meanwhile", version=row["version"] + 1)
    return {**row, **columns, "version": row["version"] + 1, "updated_at": tx.now_us}


def require(row: Row, allowed: tuple[str, ...], verb: str, verbs: list[str]) -> None:
    """Refuse a verb that the present status does not allow, naming those that it does."""
    if row["status"] not in allowed:
        raise StateConflict(f"it is {row['status']} and cannot {verb}", status=row["status"], allowed=verbs)


def only_entity(tx: Tx) -> list[Row]:
    """The active entities of a tenant, at most two: enough to know whether there is only one."""
    return tx.rows("SELECT * FROM tenants_entity WHERE tenant = :tenant AND status = 'active' ORDER BY id LIMIT 2")


def key_by_hash(tx: Tx, hashed: str) -> Row | None:
    """A key by its secret's hash, with its app and profile: one query for each request."""
    return tx.one(
        "SELECT k.id, k.app, k.hash, k.old_hash, k.old_until, k.revoked_at, k.expires_at, k.body,"
        " a.status AS app_status, a.entity, a.body AS app_body, p.id AS profile, p.body AS profile_body,"
        " p.name AS profile_name, p.number AS profile_number, p.version AS profile_version"
        " FROM tenants_key k JOIN tenants_app a ON a.tenant = k.tenant AND a.id = k.app"
        " LEFT JOIN tenants_profile p ON p.tenant = a.tenant AND p.id = a.profile"
        " WHERE k.tenant = :tenant AND (k.hash = :hashed OR k.old_hash = :hashed)",
        hashed=hashed,
    )

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
    return {"tenant": tx.tenant, **whole}


def get(tx: Tx, table: Table, number: int, *, tenant: int | None = None) -> Row:
    """A row of the tenant, or NotFound. A sandbox that asks about itself finds its row in another tenant."""
    row = tx.one(
        f"SELECT * FROM {table} WHERE tenant = :tenant AND id = :id",
        id=number,
        tenant=tx.tenant if tenant is None else tenant,
    )
    if row is None:
        raise NotFound(f"there is no {id_text(PREFIX[table], number)} here")
    return row


def change(tx: Tx, table: Table, row: Row, **columns: Any) -> Row:
    """Change columns of the row as it was read; a caller who has read another version is refused."""
    tx.expect(row["version"])
    return change_quietly(tx, table, row, **columns)


def change_quietly(tx: Tx, table: Table, row: Row, **columns: Any) -> Row:
    """The same for a row that the caller did not name; somebody else's change in between is refused."""
    sets = "".join(f"{name} = :{name}, " for name in columns)
    changed = tx.run(
        f"UPDATE {table} SET {sets}version = version + 1, updated_at = :now"
        " WHERE tenant = :home AND id = :id AND version = :was",
        home=row.get("tenant", tx.tenant),
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


def tenant(tx: Tx) -> Row:
    """The tenant's own row."""
    row = tx.one("SELECT * FROM tenants_tenant WHERE tenant = :tenant")
    if row is None:
        raise NotFound("there is no such tenant")
    return row


def change_tenant(tx: Tx, row: Row, columns: Mapping[str, Any]) -> Row:
    """Change the tenant's own row as it was read."""
    tx.expect(row["version"])
    sets = "".join(f"{name} = :{name}, " for name in columns)
    changed = tx.run(
        f"UPDATE tenants_tenant SET {sets}version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND version = :was",
        was=row["version"],
        now=tx.now_us,
        **columns,
    )
    if not changed:
        raise VersionStale("somebody changed it meanwhile", version=row["version"] + 1)
    return {**row, **columns, "version": row["version"] + 1, "updated_at": tx.now_us}


# ---- apps, profiles and keys -----------------------------------------------------------------------------------------

PROFILE_COLUMNS = (
    "id", "app", "external_id", "status", "name", "number", "dunning_campaign", "series", "version", "created_at",
    "updated_at", "body",
)  # fmt: skip
_PROFILE = ", ".join(f"p.{name} AS profile_{name}" for name in PROFILE_COLUMNS)
_BESIDE = "LEFT JOIN tenants_profile p ON p.tenant = a.tenant AND p.id = a.profile"


_KEY = (
    "SELECT k.id, k.app, k.hash, k.old_hash, k.old_until, k.revoked_at, k.expires_at, k.body,"
    f" a.status AS app_status, a.entity, {_PROFILE}"
    f" FROM tenants_key k JOIN tenants_app a ON a.tenant = k.tenant AND a.id = k.app {_BESIDE}"
)


def key_by_hash(tx: Tx, hashed: str) -> Row | None:
    """A key by its secret's hash, with its app and profile: one query for each request."""
    return tx.one(f"{_KEY} WHERE k.tenant = :tenant AND (k.hash = :hashed OR k.old_hash = :hashed)", hashed=hashed)


def key_by_id(tx: Tx, number: int) -> Row | None:
    """A key that a token names, with its app and profile: the same one query."""
    return tx.one(f"{_KEY} WHERE k.tenant = :tenant AND k.id = :id", id=number)


def app_with_profile(tx: Tx, number: int) -> Row | None:
    """An app and its profile."""
    return tx.one(
        f"SELECT a.id, a.status, a.entity, a.body, {_PROFILE} FROM tenants_app a {_BESIDE}"
        " WHERE a.tenant = :tenant AND a.id = :id",
        id=number,
    )


def last_number(tx: Tx, name: str) -> int:
    """The number of the newest version of a profile; 0 where there is none."""
    row = tx.one("SELECT MAX(number) AS last FROM tenants_profile WHERE tenant = :tenant AND name = :name", name=name)
    return int(row["last"] or 0) if row else 0


def active_profile(tx: Tx, name: str) -> Row | None:
    """The version of a profile that holds."""
    return tx.one(
        "SELECT * FROM tenants_profile WHERE tenant = :tenant AND name = :name AND status = 'active'", name=name
    )


_VERSIONS = "(SELECT id FROM tenants_profile WHERE tenant = :tenant AND name = :name)"


def apps_of(tx: Tx, name: str) -> list[int]:
    """The apps that hold a version of a profile."""
    rows = tx.rows(
        f"SELECT id FROM tenants_app WHERE tenant = :tenant AND profile IN {_VERSIONS} ORDER BY id", name=name
    )
    return [row["id"] for row in rows]


def move_apps(tx: Tx, name: str, to: int) -> int:
    """Give this version to every app that holds another of its name."""
    return tx.run(
        "UPDATE tenants_app SET profile = :to_profile, version = version + 1, updated_at = :now"
        f" WHERE tenant = :tenant AND profile IN {_VERSIONS} AND profile <> :to_profile",
        name=name,
        to_profile=to,
        now=tx.now_us,
    )

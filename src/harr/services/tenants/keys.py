"""Keys: the credentials of apps, and who a request's credential says it is."""

from __future__ import annotations

import secrets as randomness
from dataclasses import dataclass
from typing import Any

import msgspec

from harr.contract.tenants import Profile
from harr.engine import Actor, Engine, Row, Tx, dumps, loads
from harr.kernel.errors import KeyRevoked, Unauthenticated
from harr.kernel.ids import id_text
from harr.kernel.time import instant
from harr.services.tenants import secrets, store

ROLES: dict[str, tuple[str, ...]] = {
    "owner": ("*:*",),
    "developer": ("*:read", "*:write"),
    "support": ("*:read", "customers:write", "tax_ids:write", "invoices:write", "subscriptions:write"),
    "billing": ("*:read", "*:write", "*:money"),
    "accountant": ("*:read", "transactions:write", "transactions:money", "accounts:write", "ledger_periods:write"),
    "controller": ("*:read", "*:write", "*:money"),
    "auditor": ("*:read",),
}
"""What a role may do, as scopes. Owner, developer, billing and controller differ in the settings below."""

SETTINGS = frozenset({"keys", "apps", "profiles", "members", "entities", "tenant", "sandboxes"})
"""Resources that say who may do what: written by owners and developers alone."""
MAY_SET = frozenset({"owner", "developer"})

_AUTHENTICATING = Actor(kind="system", operation="authenticate")


@dataclass(frozen=True, slots=True)
class Principal:
    """Who a request comes from: a key of an app of a tenant, with its scopes and the app's profile."""

    tenant: int
    key: str
    app: int
    entity: int | None
    scopes: frozenset[str]
    role: str | None
    profile: Profile | None
    profile_id: int | None
    sees_all: bool

    def may(self, scope: str) -> bool:
        """Whether the key has a scope, by itself or by a wider one."""
        resource, _, action = scope.partition(":")
        if self.role and action != "read" and resource in SETTINGS and self.role not in MAY_SET:
            return False
        return bool({"*:*", f"*:{action}", f"{resource}:*", scope} & self.scopes)


def authenticate(engine: Engine, secret: str) -> Principal:
    """Who holds this secret. A key that was revoked, has expired or whose app is suspended is refused at once."""
    tenant = secrets.tenant_of(secret)
    hashed = secrets.hashed(engine.pepper, secret)
    return engine.read(tenant, _AUTHENTICATING, lambda tx: _principal(tx, hashed))


def _principal(tx: Tx, hashed: str) -> Principal:
    row = store.key_by_hash(tx, hashed)
    if row is None:
        raise Unauthenticated("no key has this secret")
    old = row["hash"] != hashed and (row["old_until"] is None or row["old_until"] <= tx.machine_us)
    if row["revoked_at"] is not None or old:
        raise KeyRevoked("this key was revoked or replaced")
    if row["expires_at"] is not None and row["expires_at"] <= tx.machine_us:
        raise KeyRevoked("this key has expired")
    if row["app_status"] != "active":
        raise KeyRevoked(f"the app of this key is {row['app_status']}", way_out="Resume the app (`apps.resume`).")
    body = loads(row["body"])
    profile = _profile(row)
    return Principal(
        tenant=tx.tenant,
        key=id_text("key", row["id"]),
        app=row["app"],
        entity=row["entity"],
        scopes=frozenset(body["scopes"] or ROLES[body["role"] or "owner"]),
        role=None if body["scopes"] else body["role"] or "owner",
        profile=profile,
        profile_id=row["profile"],
        sees_all=profile is None or profile.sees == "tenant",
    )


def _profile(row: Row) -> Profile | None:
    if row["profile"] is None:
        return None
    return msgspec.convert(
        {
            **loads(row["profile_body"]),
            "id": id_text("prf", row["profile"]),
            "status": "active",
            "name": row["profile_name"],
            "number": row["profile_number"],
            "version": row["profile_version"],
            "created_at": instant(0),
        },
        Profile,
    )


def add_key(
    tx: Tx, kind: str, *, tenant: int, app: int, name: str, role: str | None = None,
    scopes: list[str] | None = None, expires_at: int | None = None, external_id: str | None = None,
    metadata: dict[str, str] | None = None,
) -> tuple[Row, str]:  # fmt: skip
    """A new key of an app, and its secret, which nobody can read again."""
    secret = secrets.make(kind, tenant, randomness.randbits(secrets.RANDOM_BITS))
    body: dict[str, Any] = {"name": name, "role": role, "scopes": scopes or [], "metadata": metadata or {}}
    row = store.add(tx, "tenants_key", {
        "id": tx.new_id(), "app": app, "external_id": external_id, "hash": secrets.hashed(tx.pepper, secret),
        "old_hash": None, "old_until": None, "hint": secrets.hint(secret), "revoked_at": None, "expires_at": expires_at,
        "last_used_at": None, "body": dumps(body),
    })  # fmt: skip
    return row, secret

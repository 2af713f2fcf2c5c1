"""Who a request comes from: what its credential says, looked up once for each request."""

from __future__ import annotations

from dataclasses import dataclass

from harr.contract.tenants import Profile
from harr.engine import Actor, Engine, Row, Tx, loads
from harr.kernel.errors import KeyRevoked, NotFound, Unauthenticated
from harr.kernel.ids import id_text
from harr.services.tenants import profiles, roles, secrets, store

_AUTHENTICATING = Actor(kind="system", operation="authenticate")


@dataclass(frozen=True, slots=True)
class Principal:
    """A key of an app of a tenant, with its scopes and the app's profile."""

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
        return roles.may(self.role, self.scopes, scope)


def authenticate(engine: Engine, secret: str) -> Principal:
    """Who holds this secret. A key that was revoked, has expired or whose app is suspended is refused at once."""
    tenant = secrets.tenant_of(secret)
    hashed = secrets.hashed(engine.pepper, secret)
    try:
        return engine.read(tenant, _AUTHENTICATING, lambda tx: _principal(tx, hashed))
    except NotFound as gone:
        raise Unauthenticated("the sandbox of this key was deleted") from gone


def _principal(tx: Tx, hashed: str) -> Principal:
    row = store.key_by_hash(tx, hashed)
    if row is None:
        raise Unauthenticated("no key has this secret")
    _require_valid(row, hashed, tx.machine_us)
    body = loads(row["body"])
    profile = profiles.beside(row)
    return Principal(
        tenant=tx.tenant,
        key=id_text("key", row["id"]),
        app=row["app"],
        entity=row["entity"],
        scopes=roles.granted(body["role"], body["scopes"]),
        role=body["role"],
        profile=profile,
        profile_id=row["profile_id"],
        sees_all=profile is None or profile.sees == "tenant",
    )


def _require_valid(row: Row, hashed: str, machine_us: int) -> None:
    old = row["hash"] != hashed and (row["old_until"] is None or row["old_until"] <= machine_us)
    if row["revoked_at"] is not None or old:
        raise KeyRevoked("this key was revoked or replaced")
    if row["expires_at"] is not None and row["expires_at"] <= machine_us:
        raise KeyRevoked("this key has expired")
    if row["app_status"] != "active":
        raise KeyRevoked(f"the app of this key is {row['app_status']}", way_out="Resume the app (`apps.resume`).")

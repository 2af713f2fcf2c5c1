"""Who a request comes from: what its credential says, looked up once for each request.

A credential is a key's secret, or a token that names a key. Whoever it is, the
key's row decides: what was revoked a moment ago is refused now.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from harr.contract.tenants import Profile
from harr.engine import Actor, Engine, Row, Tx, loads
from harr.kernel.errors import KeyRevoked, NotFound, Unauthenticated
from harr.kernel.ids import id_text
from harr.services.tenants import profiles, roles, secrets, store

_AUTHENTICATING = Actor(kind="system", operation="authenticate")


@dataclass(frozen=True, slots=True)
class Principal:
    """A key of an app of a tenant, with its scopes and the app's profile; and the token that it was named by."""

    tenant: int
    key: str
    app: int
    entity: int | None
    scopes: frozenset[str]
    role: str | None
    profile: Profile | None
    profile_id: int | None
    sees_all: bool
    mark: str
    """Of the secret that holds; see `secrets.mark`."""
    token: str | None = None
    narrowed: frozenset[str] | None = None
    """What a token leaves of the key's scopes; None leaves all."""

    def may(self, scope: str) -> bool:
        """Whether the key has a scope, by itself or by a wider one, and the token leaves it."""
        left = self.narrowed is None or roles.may(None, self.narrowed, scope)
        return left and roles.may(self.role, self.scopes, scope)


def authenticate(engine: Engine, secret: str) -> Principal:
    """Who holds this secret. A key that was revoked, has expired or whose app is suspended is refused at once."""
    tenant = secrets.tenant_of(secret)
    hashed = secrets.hashed(engine.pepper, secret)
    return _looked_up(engine, tenant, lambda tx: _by_secret(tx, hashed))


def holder(
    engine: Engine, tenant: int, key: int, *, token: str | None, scopes: frozenset[str] | None, mark: str | None
) -> Principal:
    """Whose key a token names, with what the token leaves of its scopes.

    A token that was given for a secret ends with it: `mark` says for which one.
    """
    found = _looked_up(engine, tenant, lambda tx: _by_id(tx, key, mark))
    return replace(found, token=token, narrowed=scopes)


def _looked_up(engine: Engine, tenant: int, look: Callable[[Tx], Principal]) -> Principal:
    try:
        return engine.read(tenant, _AUTHENTICATING, look)
    except NotFound as gone:
        raise Unauthenticated("the sandbox of this key was deleted") from gone


def _by_secret(tx: Tx, hashed: str) -> Principal:
    row = store.key_by_hash(tx, hashed)
    if row is None:
        raise Unauthenticated("no key has this secret")
    return _principal(tx, row, hashed)


def _by_id(tx: Tx, key: int, mark: str | None) -> Principal:
    row = store.key_by_id(tx, key)
    if row is None:
        raise Unauthenticated("the key of this token is gone")
    known = [row["hash"], *([row["old_hash"]] if row["old_hash"] else [])]
    hashed = next((each for each in known if mark is None or secrets.mark(each) == mark), None)
    if hashed is None:
        raise KeyRevoked("the secret that this token was given for was replaced")
    return _principal(tx, row, hashed)


def _principal(tx: Tx, row: Row, hashed: str) -> Principal:
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
        mark=secrets.mark(hashed),
    )


def _require_valid(row: Row, hashed: str, machine_us: int) -> None:
    old = row["hash"] != hashed and (row["old_until"] is None or row["old_until"] <= machine_us)
    if row["revoked_at"] is not None or old:
        raise KeyRevoked("this key was revoked or replaced")
    if row["expires_at"] is not None and row["expires_at"] <= machine_us:
        raise KeyRevoked("this key has expired")
    if row["app_status"] != "active":
        raise KeyRevoked(f"the app of this key is {row['app_status']}", way_out="Resume the app (`apps.resume`).")

"""Keys: the credentials of apps. A secret is shown once, and a key can give no more than it has."""

from __future__ import annotations

import secrets as randomness
from typing import Any

import msgspec
from msgspec import UNSET

from harr.contract.events import KeyRevoked, KeyRotated
from harr.contract.operations import Listing, Page
from harr.contract.tenants import Key, KeyCreate, KeyRotateRequest, KeyUpdate
from harr.engine import Row, Tx, dumps, loads, sandbox
from harr.engine.pages import page
from harr.kernel.errors import FieldInvalid, NotFound, RuleConflict, ScopeMissing, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.time import instant, micros
from harr.services.tenants import apps, roles, secrets, store

HOUR_US = 3_600_000_000
STATUS = (
    "CASE WHEN revoked_at IS NOT NULL THEN 'revoked'"
    " WHEN expires_at IS NOT NULL AND expires_at <= :machine THEN 'expired' ELSE 'active' END"
)


def create(tx: Tx, given: KeyCreate) -> Key:
    """A new key of an app; its secret is in this answer and nowhere else."""
    app = _app(tx, given.app)
    _require_scopes(given)
    role = given.role if given.role or given.scopes else roles.DEFAULT
    _require_within(tx, role, given.scopes or [])
    expires_at = None if given.expires_at is None else micros(given.expires_at)
    if expires_at is not None and expires_at <= tx.machine_us:
        raise FieldInvalid("expires_at lies in the past; keys go by the machine's clock", field="expires_at")
    row, secret = add_key(
        tx, sandbox.state(tx, tx.tenant)["kind"], tenant=tx.tenant, app=app["id"], name=given.name, role=role,
        scopes=given.scopes, expires_at=expires_at, external_id=given.external_id, metadata=given.metadata,
    )  # fmt: skip
    tx.changed(id_text("key", row["id"]), None, {"app": given.app, "role": role, "scopes": given.scopes})
    return present(tx, row, None if tx.rehearsing else secret)


def retrieve(tx: Tx, key_id: str) -> Key:
    """A key by its id, without its secret."""
    return present(tx, _row(tx, key_id))


def list_(tx: Tx, listing: Listing) -> Page[Key]:
    """Keys of the app, or of all apps."""
    return page(
        tx, "tenants_key", listing, lambda rows: [present(tx, row) for row in rows],
        columns={"status": STATUS}, args={"machine": tx.machine_us},
    )  # fmt: skip


def update(tx: Tx, key_id: str, given: KeyUpdate) -> Key:
    """Another name or metadata; what a key may do stays what it is."""
    row = _row(tx, key_id)
    before = loads(row["body"])
    after = before | {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    tx.changed(key_id, {"name": before["name"]}, {"name": after["name"]})
    return present(tx, store.change(tx, "tenants_key", row, body=dumps(after)))


def rotate(tx: Tx, key_id: str, given: KeyRotateRequest) -> Key:
    """A new secret; the old one works for some hours more, or not at all."""
    row = _row(tx, key_id)
    _require_active(tx, row, "be rotated")
    body = loads(row["body"])
    if key_id != tx.actor.id or tx.actor.scopes is not None:  # whoever rotates a key holds it afterwards
        _require_within(tx, body["role"], body["scopes"])
    secret = secrets.make(sandbox.state(tx, tx.tenant)["kind"], tx.tenant, randomness.randbits(secrets.RANDOM_BITS))
    changed = store.change(
        tx, "tenants_key", row, hash=secrets.hashed(tx.pepper, secret), hint=secrets.hint(secret),
        old_hash=row["hash"] if given.overlap_hours else None,
        old_until=tx.machine_us + given.overlap_hours * HOUR_US if given.overlap_hours else None,
    )  # fmt: skip
    tx.changed(key_id, {"hint": row["hint"]}, {"hint": changed["hint"], "overlap_hours": given.overlap_hours})
    tx.emit(KeyRotated(object=present(tx, changed)))
    return present(tx, changed, None if tx.rehearsing else secret)


def revoke(tx: Tx, key_id: str) -> Key:
    """Refused from now on, with its old secret too."""
    row = _row(tx, key_id)
    _require_active(tx, row, "be revoked")
    changed = store.change(tx, "tenants_key", row, revoked_at=tx.machine_us, old_hash=None, old_until=None)
    tx.changed(key_id, {"status": "active"}, {"status": "revoked"})
    shown = present(tx, changed)
    tx.emit(KeyRevoked(object=shown))
    return shown


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


def present(tx: Tx, row: Row, secret: str | None = None) -> Key:
    """A row as callers see it; the secret only where it was made just now."""
    return msgspec.convert(
        {
            **loads(row["body"]),
            "id": id_text("key", row["id"]),
            "app": id_text("app", row["app"]),
            "external_id": row["external_id"],
            "status": _status(tx, row),
            "expires_at": None if row["expires_at"] is None else instant(row["expires_at"]),
            "hint": row["hint"],
            "last_used_at": None,
            "secret": secret,
            "version": row["version"],
            "created_at": instant(row["created_at"]),
            "updated_at": instant(row["updated_at"]),
        },
        Key,
    )


def _status(tx: Tx, row: Row) -> str:
    if row["revoked_at"] is not None:
        return "revoked"
    return "expired" if row["expires_at"] is not None and row["expires_at"] <= tx.machine_us else "active"


def _row(tx: Tx, key_id: str) -> Row:
    row = store.get(tx, "tenants_key", path_id(key_id, "key"))
    if not tx.actor.sees_all and row["app"] != tx.actor.app:
        raise NotFound(f"there is no {key_id} here")
    return row


def _app(tx: Tx, app_id: str) -> Row:
    try:
        row = apps.visible(tx, id_number(app_id, "app", field="app"))
    except NotFound as none:
        raise FieldInvalid(f"there is no app {app_id}", field="app") from none
    if row["status"] == "archived":
        raise RuleConflict("the app is archived", field="app", way_out="Use an app that is not archived.")
    return row


def _require_scopes(given: KeyCreate) -> None:
    if given.scopes and given.role is not None:
        raise FieldInvalid("a key has scopes or a role, not both", field="scopes", way_out="Send `role`, or `scopes`.")
    for number, scope in enumerate(given.scopes or ()):
        if (resource := scope.partition(":")[0]) not in {"*", *roles.RESOURCES}:
            raise FieldInvalid(
                f"there is no resource {resource!r}",
                field=f"scopes[{number}]",
                way_out="Name a resource of the contract, such as `invoices:read`, or `*`.",
            )


def _require_within(tx: Tx, role: str | None, scopes: list[str]) -> None:
    """A key that gave more than it has would be worth more than it is; the same goes for a token."""
    if tx.actor.kind != "key" or tx.actor.id is None:
        return
    mine = loads(store.get(tx, "tenants_key", id_number(tx.actor.id, "key"))["body"])
    wanted = roles.granted(role, scopes)
    lacking = roles.missing(roles.granted(mine["role"], mine["scopes"]), wanted)
    if tx.actor.scopes is not None:
        lacking = sorted({*lacking, *roles.missing(tx.actor.scopes, wanted)})
    if lacking:
        raise ScopeMissing(
            f"a key can give no more than it has, and this one lacks {', '.join(lacking)}",
            field="scopes" if scopes else "role",
            needed=lacking,
        )


def _require_active(tx: Tx, row: Row, verb: str) -> None:
    status = _status(tx, row)
    if status != "active":
        raise StateConflict(f"the key is {status} and cannot {verb}", status=status, allowed=[])

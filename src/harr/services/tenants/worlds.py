"""Where a world begins: the first tenant of a database, and what every new one holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec
from msgspec import UNSET

from harr.contract.tenants import Tenant, TenantUpdate
from harr.engine import SYSTEM, Engine, Row, Tx, dumps, loads, sandbox
from harr.engine.sandbox import open_tenant
from harr.kernel.ids import id_text
from harr.kernel.time import instant
from harr.services.tenants import store
from harr.services.tenants.apps import API_VERSION
from harr.services.tenants.keys import add_key

DEFAULT_APP = "default"


@dataclass(frozen=True, slots=True)
class World:
    """A new tenant, its one app, and the owner key's secret."""

    tenant: int
    app: int
    secret: str


def first_tenant(engine: Engine, name: str) -> World:
    """Make the first tenant of a database: live, with one app `default` whose profile is open, and an owner key."""
    tenant = engine.ids.next()
    return engine.run(tenant, SYSTEM, lambda tx: make_world(tx, tenant, name, "live")).result


def make_world(
    tx: Tx, tenant: int, name: str, kind: Literal["live", "sandbox"], *, parent: int | None = None,
    clock_at_us: int | None = None,
) -> World:  # fmt: skip
    """Everything that a new tenant holds, in the caller's transaction (a sandbox is made by its parent's)."""
    open_tenant(tx, tenant, kind, parent=parent, clock_at_us=clock_at_us)
    inside = tx.within(tenant, now_us=clock_at_us if clock_at_us is not None else tx.now_us)
    inside.insert("tenants_tenant", [{
        "name": name, "version": 1, "created_at": inside.now_us, "updated_at": inside.now_us, "metadata": "{}",
    }])  # fmt: skip
    app = inside.new_id()
    store.add(inside, "tenants_app", {
        "id": app, "app": None, "external_id": None, "status": "active", "profile": None, "entity": None,
        "body": dumps({"name": DEFAULT_APP, "api_version": API_VERSION, "language": None, "metadata": {}}),
    })  # fmt: skip
    _, secret = add_key(inside, kind, tenant=tenant, app=app, name="owner", role="owner")
    return World(tenant, app, secret)


# ---- handlers --------------------------------------------------------------------------------------------------------


def retrieve(tx: Tx) -> Tenant:
    """The tenant of the credential."""
    return _present(tx, store.tenant(tx))


def update(tx: Tx, given: TenantUpdate) -> Tenant:
    """Another name, or other metadata."""
    row = store.tenant(tx)
    sent = {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    if "metadata" in sent:
        sent["metadata"] = dumps(sent["metadata"])
    changed = store.change_tenant(tx, row, {"name": row["name"], **sent})
    tx.changed(id_text("ten", tx.tenant), {"name": row["name"]}, {"name": changed["name"]})
    return _present(tx, changed)


def _present(tx: Tx, row: Row) -> Tenant:
    return Tenant(
        id=id_text("ten", tx.tenant),
        name=row["name"],
        metadata=loads(row["metadata"]),
        kind=sandbox.state(tx, tx.tenant)["kind"],
        clock_at=tx.now,
        version=row["version"],
        created_at=instant(row["created_at"]),
        updated_at=instant(row["updated_at"]),
    )

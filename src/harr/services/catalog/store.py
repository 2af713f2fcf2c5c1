"""The only SQL over the tables of catalog. The catalogue is the tenant's: all apps read it, whichever made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from harr.engine import Row, Tx
from harr.kernel.errors import AlreadyExists, NotFound
from harr.kernel.ids import id_text

Table = Literal["catalog_product", "catalog_price", "catalog_plan"]
Kind = Literal["product", "price"]
PREFIX: Mapping[str, str] = {
    "catalog_product": "prd", "catalog_price": "prc", "catalog_plan": "pln", "product": "prd", "price": "prc",
}  # fmt: skip


def add(tx: Tx, table: Table, row: Mapping[str, Any]) -> Row:
    """Insert a row at version 1; one with the same `external_id` of the same app is refused."""
    whole = {"app": tx.actor.app, "version": 1, "created_at": tx.now_us, "updated_at": tx.now_us, **row}
    if not tx.claim(table, whole):
        taken = tx.one(
            f"SELECT id FROM {table} WHERE tenant = :tenant AND app = :app AND external_id = :external_id",
            external_id=whole["external_id"],
        )
        if taken is None and "number" in whole:
            raise _version_taken(tx, whole)
        raise AlreadyExists(
            f"external_id {whole['external_id']!r} is taken",
            field="external_id",
            id=id_text(PREFIX[table], taken["id"]) if taken else None,
        )
    return whole


def get(tx: Tx, table: Table, number: int, field: str | None = None) -> Row:
    """A row of the tenant, or NotFound."""
    row = some(tx, table, [number]).get(number)
    if row is None:
        raise NotFound(f"there is no {id_text(PREFIX[table], number)} here", field=field)
    return row


def some(tx: Tx, table: Table, numbers: Sequence[int]) -> dict[int, Row]:
    """Those of these rows that are there, by id."""
    rows = tx.known(f"SELECT * FROM {table} WHERE tenant = :tenant AND id IN (:ids)", ids=sorted(set(numbers)))
    return {row["id"]: row for row in rows}


def active(tx: Tx, table: Table) -> list[Row]:
    """All that is sold, by code."""
    return tx.rows(f"SELECT * FROM {table} WHERE tenant = :tenant AND status = 'active' ORDER BY code, id")


def change(tx: Tx, table: Table, row: Row, *, named: bool = True, **columns: Any) -> Row:
    """Change columns of the row as it was read; somebody else's change in between is refused.

    `named` is whether it is the one whose version the caller may have named.
    """
    if named:
        tx.expect(row["version"])
    return tx.change(table, row, **columns)


def use(tx: Tx, numbers: Sequence[int]) -> None:
    """Mark prices as used; those that are keep their version."""
    tx.run(
        "UPDATE catalog_price SET used = 1, version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND used = 0 AND id IN (:ids)",
        ids=sorted(set(numbers)),
        now=tx.now_us,
    )


# ---- codes -----------------------------------------------------------------------------------------------------------


def take_code(tx: Tx, kind: Kind, code: str | None, number: int) -> None:
    """Give a code to something that is active, unless another such thing has it."""
    if code is None or tx.claim("catalog_code", {"kind": kind, "code": code, "id": number}):
        return
    holder = tx.one("SELECT id FROM catalog_code WHERE tenant = :tenant AND kind = :kind AND code = :code",
                    kind=kind, code=code)  # fmt: skip
    raise AlreadyExists(
        f"an active {kind} has the code {code!r}",
        field="code",
        way_out=f"Archive that {kind} first, or use another code.",
        id=id_text(PREFIX[kind], holder["id"]) if holder else None,
    )


def free_code(tx: Tx, kind: Kind, code: str | None, number: int) -> None:
    """Let go of a code."""
    tx.run("DELETE FROM catalog_code WHERE tenant = :tenant AND kind = :kind AND code = :code AND id = :id",
           kind=kind, code=code, id=number)  # fmt: skip


# ---- plans -----------------------------------------------------------------------------------------------------------


def versions(tx: Tx, code: str) -> int:
    """How many versions there are of a plan."""
    row = tx.one("SELECT MAX(number) AS number FROM catalog_plan WHERE tenant = :tenant AND code = :code", code=code)
    return 0 if row is None else row["number"] or 0


def active_plans(tx: Tx, codes: Sequence[str]) -> dict[str, int]:
    """Which version each of these codes names."""
    rows = tx.rows(
        "SELECT code, id FROM catalog_plan_code WHERE tenant = :tenant AND code IN (:codes)", codes=sorted(set(codes))
    )
    return {row["code"]: row["id"] for row in rows}


def name_plan(tx: Tx, code: str, number: int, instead_of: int | None) -> bool:
    """Let a code name a version, instead of the one that it named when it was read. False: it names another now."""
    if instead_of is None:
        return tx.claim("catalog_plan_code", {"code": code, "id": number})
    changed = tx.run(
        "UPDATE catalog_plan_code SET id = :id WHERE tenant = :tenant AND code = :code AND id = :was",
        code=code, id=number, was=instead_of,
    )  # fmt: skip
    return changed == 1


def unname_plan(tx: Tx, code: str, number: int) -> None:
    """Let a code name no version."""
    tx.run("DELETE FROM catalog_plan_code WHERE tenant = :tenant AND code = :code AND id = :id", code=code, id=number)


def _version_taken(tx: Tx, whole: Mapping[str, Any]) -> AlreadyExists:
    holder = tx.one(
        "SELECT id FROM catalog_plan WHERE tenant = :tenant AND code = :code AND number = :number",
        code=whole["code"], number=whole["number"],
    )  # fmt: skip
    return AlreadyExists(
        f"there is version {whole['number']} of the plan {whole['code']!r} already",
        field="code",
        way_out="Make its next version (`plans.new_version`), or use another code.",
        id=id_text("pln", holder["id"]) if holder else None,
    )

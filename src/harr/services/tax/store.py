"""The only SQL over the tables of tax."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

from harr.engine import Row, Tx
from harr.kernel.errors import AlreadyExists, NotFound, VersionStale
from harr.kernel.ids import id_text

Table = Literal["tax_known_rate", "tax_known_registration"]
PREFIX: Mapping[str, str] = {"tax_known_rate": "txr", "tax_known_registration": "trg"}


def add(tx: Tx, table: Table, row: Mapping[str, Any]) -> Row:
    """Insert a row at version 1; one with the same `external_id` of the same app is refused."""
    whole = {"app": tx.actor.app, "version": 1, "created_at": tx.now_us, "updated_at": tx.now_us, **row}
    if not tx.claim(table, whole):
        taken = tx.one(
            f"SELECT id FROM {table} WHERE tenant = :tenant AND app = :owner AND external_id = :external_id",
            owner=whole["app"],
            external_id=whole["external_id"],
        )
        raise AlreadyExists(
            f"external_id {whole['external_id']!r} is taken",
            field="external_id",
            id=id_text(PREFIX[table], taken["id"]) if taken else None,
        )
    return whole


def get(tx: Tx, table: Table, number: int) -> Row:
    """A row of the tenant, or NotFound: rates and registrations are used by every app, whichever made them."""
    row = tx.one(f"SELECT * FROM {table} WHERE tenant = :tenant AND id = :id", id=number)
    if row is None:
        raise NotFound(f"there is no {id_text(PREFIX[table], number)} here")
    return row


def end(tx: Tx, table: Table, row: Row, **columns: Any) -> Row:
    """Change what may change, unless somebody else did in between."""
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


def rates(tx: Tx, numbers: Collection[int]) -> list[Row]:
    """Rates by id: they are the tenant's, whichever app made them."""
    return tx.rows(
        "SELECT * FROM tax_known_rate WHERE tenant = :tenant AND id IN (:ids) ORDER BY id", ids=sorted(numbers)
    )


def rates_of_country(tx: Tx, country: str) -> list[Row]:
    """The rates of a country that may be chosen by tax code."""
    return tx.rows(
        "SELECT * FROM tax_known_rate WHERE tenant = :tenant AND country = :country AND status = 'active' ORDER BY id",
        country=country,
    )


def registrations(tx: Tx, entity: int, on: str) -> list[Row]:
    """The registrations of an entity that hold on a day."""
    return tx.known(
        "SELECT * FROM tax_known_registration WHERE tenant = :tenant AND entity = :entity AND valid_from <= :day"
        " AND (valid_until IS NULL OR valid_until > :day) ORDER BY id",
        entity=entity,
        day=on,
    )

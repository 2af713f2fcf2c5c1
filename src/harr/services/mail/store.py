"""The only SQL over the tables of mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from harr.engine import Row, Tx, dumps
from harr.kernel.errors import NotFound
from harr.kernel.ids import id_text

Table = Literal["mail_email", "mail_template"]
PREFIX: Mapping[str, str] = {"mail_email": "eml", "mail_template": "emt"}
EVERYBODYS = frozenset({"mail_template"})
"""Templates are the tenant's, whichever app made them."""


def get(tx: Tx, table: Table, number: int) -> Row:
    """A row that the app may see, or NotFound."""
    seen = "" if table in EVERYBODYS else " AND (app = :app OR :sees_all = 1)"
    row = tx.one(f"SELECT * FROM {table} WHERE tenant = :tenant AND id = :id{seen}", id=number)
    if row is None:
        raise NotFound(f"there is no {id_text(PREFIX[table], number)} here")
    return row


def change(tx: Tx, table: Table, row: Row, **columns: Any) -> Row:
    """Change a row as it was read; somebody else's change in between is refused."""
    return tx.change(table, row, **columns)


# ---- letters ---------------------------------------------------------------------------------------------------------


def add_email(tx: Tx, row: Mapping[str, Any], body: Mapping[str, Any], to: Sequence[str]) -> Row:
    """Keep a letter, and whom it goes to."""
    whole = {
        "id": tx.new_id(), "error": None, **row, "tries": 0, "version": 1, "created_at": tx.now_us,
        "updated_at": tx.now_us, "body": dumps(body),
    }  # fmt: skip
    tx.insert("mail_email", [whole])
    _address(tx, whole["id"], to)
    return whole


def readdress(tx: Tx, email: int, to: Sequence[str]) -> None:
    """Whom a letter goes to now."""
    tx.run("DELETE FROM mail_recipient WHERE tenant = :tenant AND email = :email", email=email)
    _address(tx, email, to)


def email(tx: Tx, number: int) -> Row | None:
    """A letter, whichever app it belongs to."""
    return tx.one("SELECT * FROM mail_email WHERE tenant = :tenant AND id = :id", id=number)


def _address(tx: Tx, email_: int, to: Sequence[str]) -> None:
    tx.insert("mail_recipient", [{"email": email_, "address": each} for each in to])


# ---- templates -------------------------------------------------------------------------------------------------------


def add_template(tx: Tx, row: Mapping[str, Any]) -> Row | None:
    """A new template; none where its external id or its place is taken."""
    whole = {"app": tx.actor.app, "version": 1, "created_at": tx.now_us, "updated_at": tx.now_us, **row}
    return whole if tx.claim("mail_template", whole) else None


def template_in_place(tx: Tx, kind: str, language: str, entity: int) -> Row | None:
    """The active template of a kind of letter in a language; 0 stands for all entities."""
    found = templates_for(tx, kind, [language], entity)
    return next((row for row in found if row["entity"] == entity), None)


def templates_for(tx: Tx, kind: str, languages: Sequence[str], entity: int) -> list[Row]:
    """The active templates in these languages: an entity's own before those of all."""
    return tx.rows(
        "SELECT * FROM mail_template WHERE tenant = :tenant AND kind = :kind AND language IN (:languages)"
        " AND entity IN (:entities) AND place = 0 ORDER BY entity DESC",
        kind=kind,
        languages=list(languages),
        entities=[entity, 0],
    )

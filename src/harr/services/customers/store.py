"""The only SQL over the tables of customers. What names a person is read from and written to customers_person alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Literal

from harr.engine import Row, Tx, dumps
from harr.kernel.errors import AlreadyExists, NotFound
from harr.kernel.ids import id_text

Table = Literal["customers_customer", "customers_tax_id"]
PREFIX: Mapping[str, str] = {"customers_customer": "cus", "customers_tax_id": "tid"}
IDS_AT_ONCE = 500
MINE = "(app = :app OR :sees_all = 1)"


def add(tx: Tx, table: Table, row: Mapping[str, Any]) -> Row:
    """Insert a row at version 1; one with the same `external_id` of the same app is refused."""
    whole = {"app": tx.actor.app, "version": 1, "created_at": tx.now_us, "updated_at": tx.now_us, **row}
    if not tx.claim(table, whole):
        taken = tx.one(
            f"SELECT id FROM {table} WHERE tenant = :tenant AND app = :app AND external_id = :external_id",
            external_id=whole["external_id"],
        )
        raise AlreadyExists(
            f"external_id {whole['external_id']!r} is taken",
            field="external_id",
            id=id_text(PREFIX[table], taken["id"]) if taken else None,
        )
    return whole


def get(tx: Tx, table: Table, number: int, field: str | None = None) -> Row:
    """A row that the acting app may see, or NotFound."""
    rows = tx.known(f"SELECT * FROM {table} WHERE tenant = :tenant AND id = :id AND {MINE}", id=number)
    if not rows:
        raise NotFound(f"there is no {id_text(PREFIX[table], number)} here", field=field)
    return rows[0]


def seen(tx: Tx, numbers: Iterable[int]) -> dict[int, str | None]:
    """Those of these customers that the acting app may see, and their `external_id`."""
    return {
        row["id"]: row["external_id"]
        for part in _in_parts(numbers)
        for row in tx.rows(
            f"SELECT id, external_id FROM customers_customer WHERE tenant = :tenant AND id IN (:ids) AND {MINE}",
            ids=part,
        )
    }


def by_external_id(tx: Tx, texts: Iterable[str]) -> dict[str, int]:
    """The acting app's customers by the app's own ids."""
    return {
        row["external_id"]: row["id"]
        for part in _in_parts(texts)
        for row in tx.rows(
            "SELECT id, external_id FROM customers_customer"
            " WHERE tenant = :tenant AND app = :app AND external_id IN (:texts)",
            texts=part,
        )
    }


def _in_parts(things: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(things)
    while part := list(islice(left, IDS_AT_ONCE)):
        yield part


def change(tx: Tx, table: Table, row: Row, **columns: Any) -> Row:
    """Change columns of the row as it was read; somebody else's change in between is refused."""
    tx.expect(row["version"])
    return tx.change(table, row, **columns)


def fix_currency(tx: Tx, number: int, currency: str) -> bool:
    """Note that there is an invoice in this currency; False where the customer has another one."""
    return bool(tx.run(
        "UPDATE customers_customer SET currency = :currency, currency_fixed_at = :now,"
        " version = CASE WHEN currency IS NULL THEN version + 1 ELSE version END,"
        " updated_at = CASE WHEN currency IS NULL THEN :now ELSE updated_at END"
        " WHERE tenant = :tenant AND id = :id AND (currency IS NULL OR currency = :currency)",
        id=number,
        currency=currency,
        now=tx.now_us,
    ))  # fmt: skip


def default_payment_methods(tx: Tx, numbers: Collection[int]) -> dict[int, int | None]:
    """The default method of customers."""
    if not numbers:
        return {}
    rows = tx.rows(
        "SELECT id, default_payment_method FROM customers_customer WHERE tenant = :tenant AND id IN (:ids)",
        ids=sorted(numbers),
    )
    return {row["id"]: row["default_payment_method"] for row in rows}


def set_payment_method(tx: Tx, row: Row, method: int | None) -> Row:
    """Change the default method. The caller's `If-Match` is not the customer's: it was asked of a method."""
    tx.run(
        "UPDATE customers_customer SET default_payment_method = :method, version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND id = :id",
        id=row["id"],
        method=method,
        now=tx.now_us,
    )
    return {**row, "default_payment_method": method, "version": row["version"] + 1, "updated_at": tx.now_us}


def pays_for_others(tx: Tx, number: int) -> bool:
    """Whether some customer names this one as payer."""
    return bool(tx.rows("SELECT id FROM customers_customer WHERE tenant = :tenant AND payer = :id LIMIT 1", id=number))


# ---- persons ---------------------------------------------------------------------------------------------------------


def add_person(tx: Tx, number: int, customer: int, body: Mapping[str, Any], **columns: str | None) -> bool:
    """Keep what names a person. False: the customer has this tax id already."""
    row = {"id": number, "customer": customer, "email": None, "tax_id_type": None, "tax_id": None, **columns}
    return tx.claim("customers_person", {**row, "body": dumps(body)})


def persons(tx: Tx, numbers: Sequence[int]) -> dict[int, Row]:
    """What names persons, by the id of the customer or tax id."""
    rows = tx.known("SELECT * FROM customers_person WHERE tenant = :tenant AND id IN (:ids)", ids=list(numbers))
    return {row["id"]: row for row in rows}


def change_person(tx: Tx, number: int, body: Mapping[str, Any], email: str | None) -> None:
    """Replace what names a customer; the customer's own version guards it."""
    tx.run(
        "UPDATE customers_person SET email = :email, body = :body WHERE tenant = :tenant AND id = :id",
        id=number,
        email=email,
        body=dumps(body),
    )


# ---- tax ids ---------------------------------------------------------------------------------------------------------


def tax_ids_of(tx: Tx, customer: int) -> list[Row]:
    """The tax ids of a customer that have the form of one, in the order in which they came, with their numbers."""
    return tx.known(
        "SELECT t.id, t.type, t.country, p.tax_id AS value FROM customers_tax_id t"
        " JOIN customers_person p ON p.tenant = t.tenant AND p.id = t.id"
        " WHERE t.tenant = :tenant AND t.customer = :customer AND t.valid_format = 1 ORDER BY t.id",
        customer=customer,
    )


def tax_id_with(tx: Tx, customer: int, kind: str, value: str) -> int | None:
    """The id of a customer's tax id of this type and number."""
    row = tx.one(
        "SELECT id FROM customers_person WHERE tenant = :tenant AND customer = :customer AND tax_id_type = :kind"
        " AND tax_id = :value",
        customer=customer,
        kind=kind,
        value=value,
    )
    return None if row is None else row["id"]


def delete_tax_id(tx: Tx, row: Row) -> None:
    """Take a tax id away; documents hold their own snapshot of it."""
    tx.expect(row["version"])
    for table in ("customers_person", "customers_tax_id"):
        tx.run(f"DELETE FROM {table} WHERE tenant = :tenant AND id = :id", id=row["id"])

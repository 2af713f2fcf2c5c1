"""Rows as callers see them: a customer is put together from its row, its person and what the ledger says it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from harr.contract.customers import Customer, CustomerBalance, TaxId
from harr.engine import Row, Tx, loads
from harr.kernel.ids import id_text
from harr.kernel.time import instant
from harr.services import ledger
from harr.services.customers import store

CREDIT = "2010"
"""Customer Credit Balance, one account for each entity and currency, owned by the customer."""

REFERENCES: Mapping[str, str] = {
    "entity": "ent",
    "payer": "cus",
    "billing_group": "bgr",
    "default_payment_method": "pm",
    "dunning_campaign": "dnc",
}
"""Columns that hold an id, and its prefix on the wire."""


def present(tx: Tx, rows: Sequence[Row]) -> list[Customer]:
    """Customers as callers see them, with two more queries for all of them together."""
    numbers = [row["id"] for row in rows]
    people = store.persons(tx, numbers)
    held = balances_of(tx, numbers)
    return [_customer(row, loads(people[row["id"]]["body"]), held.get(row["id"], [])) for row in rows]


def balances_of(tx: Tx, numbers: Sequence[int]) -> dict[int, list[CustomerBalance]]:
    """What entities owe customers, by customer: one for each entity and currency that ever held credit."""
    owners = {id_text("cus", number): number for number in numbers}
    found: dict[int, list[CustomerBalance]] = {}
    for owned in ledger.guarded_balances(tx, CREDIT, list(owners)):
        found.setdefault(owners[owned.owner], []).append(
            CustomerBalance(
                entity=id_text("ent", owned.entity), currency=owned.balance.currency, balance=owned.balance.text
            )
        )
    return found


def _customer(row: Row, person: Mapping[str, Any], held: list[CustomerBalance]) -> Customer:
    # `overdue_amounts` and `delinquent` stay empty here: what is due is known further down the street, by invoices.
    references = {name: _id(prefix, row[name]) for name, prefix in REFERENCES.items()}
    known = {**loads(row["body"]), **person, **references, **_common(row, "cus")}
    shown = msgspec.convert({**known, "kind": row["kind"], "currency": row["currency"]}, Customer)
    return msgspec.structs.replace(shown, balances=held)


def present_tax_id(row: Row, person: Mapping[str, Any]) -> TaxId:
    """A tax id as callers see it; `person` is its row in customers_person."""
    known = {**loads(row["body"]), **loads(person["body"]), **_common(row, "tid")}
    return msgspec.convert(
        {
            **known,
            "customer": id_text("cus", row["customer"]),
            "type": row["type"],
            "value": person["tax_id"],
            "country": row["country"],
            "valid_format": row["valid_format"] == 1,
            "verified_at": None if row["verified_at"] is None else instant(row["verified_at"]),
        },
        TaxId,
    )


def _common(row: Row, prefix: str) -> dict[str, Any]:
    return {
        "id": id_text(prefix, row["id"]),
        "app": _id("app", row["app"]),
        "external_id": row["external_id"],
        "status": row["status"],
        "version": row["version"],
        "created_at": instant(row["created_at"]),
        "updated_at": instant(row["updated_at"]),
    }


def _id(prefix: str, number: int | None) -> str | None:
    return None if number is None else id_text(prefix, number)

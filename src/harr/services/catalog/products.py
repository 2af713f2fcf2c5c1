"""Products: what is sold, whatever it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import UNSET

from harr.contract.catalog import Product as ProductResource
from harr.contract.catalog import ProductCreate, ProductUpdate
from harr.contract.operations import Listing, Page
from harr.contract.rules import Recognition
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import RuleConflict, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.time import instant
from harr.services import ledger
from harr.services.catalog import store

PRODUCTS: store.Table = "catalog_product"
SOLD_ON = frozenset({"revenue", "liability"})
"""Types of account that a sale may go to: earned, or held (a deposit, money of a third party)."""
BODY = (
    "name", "tax_rates", "description", "tax_code", "unit_name", "features", "revenue_account", "recognition",
    "metadata",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the other services use it."""

    id: int
    status: str
    name: str
    code: str | None
    description: str | None
    tax_code: str | None
    tax_rates: tuple[int, ...]
    revenue_account: str | None
    unit_name: str | None
    recognition: Recognition | None


def product(tx: Tx, numbers: Sequence[int]) -> dict[int, Product]:
    """Those of these products that are there, by id."""
    return {number: _value(row) for number, row in store.some(tx, PRODUCTS, numbers).items()}


# ---- handlers --------------------------------------------------------------------------------------------------------


def create(tx: Tx, given: ProductCreate) -> ProductResource:
    """A new product; its code names it as long as it is active."""
    return present(add(tx, given))


def add(tx: Tx, given: ProductCreate) -> Row:
    """The row of a new product."""
    body = {name: getattr(given, name) for name in BODY}
    body |= {"tax_rates": given.tax_rates or [], "features": given.features or []}
    _revenue_account(given.revenue_account)
    number = tx.new_id()
    row = store.add(tx, PRODUCTS, {
        "id": number, "external_id": given.external_id, "status": "active", "code": given.code, "body": dumps(body),
    })  # fmt: skip
    store.take_code(tx, "product", given.code, number)
    return row


def retrieve(tx: Tx, product_id: str) -> ProductResource:
    """A product by its id."""
    return present(_row(tx, product_id))


def list_(tx: Tx, listing: Listing) -> Page[ProductResource]:
    """Products are the tenant's, whichever app made them."""
    return page(tx, PRODUCTS, listing, lambda rows: [present(row) for row in rows], by_app=False)


def update(tx: Tx, product_id: str, given: ProductUpdate) -> ProductResource:
    """Change what is named; documents keep what they said."""
    row = _row(tx, product_id)
    tx.expect(row["version"])
    named = {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    code = named.pop("code", row["code"])
    before = loads(row["body"])
    after = {**before, **named}
    _revenue_account(after["revenue_account"])
    if row["status"] == "active" and code != row["code"]:
        store.free_code(tx, "product", row["code"], row["id"])
        store.take_code(tx, "product", code, row["id"])
    changed = store.change(tx, PRODUCTS, row, code=code, body=dumps(after))
    tx.changed(product_id, {"code": row["code"], **_settings(before)}, {"code": code, **_settings(after)})
    return present(changed)


def archive(tx: Tx, product_id: str) -> ProductResource:
    """Sell a product no more; its code is free again, its prices stay as they are."""
    row = _row(tx, product_id)
    _require(row, "active", ["restore"])
    store.free_code(tx, "product", row["code"], row["id"])
    return present(store.change(tx, PRODUCTS, row, status="archived"))


def restore(tx: Tx, product_id: str) -> ProductResource:
    """Sell a product again, if no other has taken its code meanwhile."""
    row = _row(tx, product_id)
    _require(row, "archived", ["archive"])
    store.take_code(tx, "product", row["code"], row["id"])
    return present(store.change(tx, PRODUCTS, row, status="active"))


def present(row: Row) -> ProductResource:
    """A row as callers see it."""
    return msgspec.convert(
        {
            **loads(row["body"]),
            "id": id_text("prd", row["id"]),
            "app": None if row["app"] is None else id_text("app", row["app"]),
            "external_id": row["external_id"],
            "status": row["status"],
            "code": row["code"],
            "version": row["version"],
            "created_at": instant(row["created_at"]),
            "updated_at": instant(row["updated_at"]),
        },
        ProductResource,
    )


def _row(tx: Tx, product_id: str) -> Row:
    return store.get(tx, PRODUCTS, path_id(product_id, "prd"))


def _require(row: Row, status: str, verbs: list[str]) -> None:
    if row["status"] != status:
        raise StateConflict(f"the product is {row['status']} already", status=row["status"], allowed=verbs)


def _revenue_account(code: str | None) -> None:
    """A code of the default chart has to be one that sales go to; any other is the tenant's own."""
    account = ledger.CHART.get(code or "")
    if account is not None and account.type not in SOLD_ON:
        raise RuleConflict(
            f"{account.code} {account.name} is of type {account.type}; no sale is booked there",
            field="revenue_account",
            way_out="Use an account of type revenue, such as 4030.",
            type=account.type,
        )


def _settings(body: Mapping[str, Any]) -> dict[str, Any]:
    """What of a product money goes by: kept in the audit when it changes."""
    return {name: body[name] for name in ("tax_rates", "tax_code", "revenue_account", "recognition")}


def _value(row: Row) -> Product:
    shown = present(row)
    return Product(
        id=row["id"],
        status=shown.status,
        name=shown.name,
        code=shown.code,
        description=shown.description,
        tax_code=shown.tax_code,
        tax_rates=tuple(id_number(rate, "txr") for rate in shown.tax_rates),
        revenue_account=shown.revenue_account,
        unit_name=shown.unit_name,
        recognition=shown.recognition,
    )

"""What can happen to a price: drafted, changed while a draft, activated, used, archived; and what it would charge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import UNSET

from harr.contract.catalog import Price as PriceResource
from harr.contract.catalog import PriceCreate, PriceUpdate
from harr.contract.events import PriceActivated, PriceArchived
from harr.contract.operations import Listing, Page
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.calendar import Interval
from harr.kernel.errors import NotFound, PriceInUse, RuleConflict, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.time import instant
from harr.services.catalog import checking, store
from harr.services.catalog.prices import Price
from harr.services.catalog.terms import MONEY

PRICES: store.Table = "catalog_price"
COLUMNS = ("code", "model", "type", "currency")
REFERENCES: Mapping[str, str] = {"product": "prd", "meter": "mtr"}
DEFAULTS: Mapping[str, Any] = {
    item.name: item.default_factory() if item.default_factory is not msgspec.NODEFAULT else item.default
    for item in msgspec.structs.fields(PriceResource)
    if item.name in {*PriceCreate.__struct_fields__} - {"external_id"}
}
"""Every field that a caller may set, and what it is when nothing is said."""
BODY = tuple(name for name in DEFAULTS if name not in {*COLUMNS, *REFERENCES})
NUMBERS = (
    *MONEY, "per", "package_size", "percentage", "included_events", "multiplier", "zero_quantity_flat", "modifiers",
    "currency_options",
)  # fmt: skip
"""What of a price its amounts are made from."""
ALWAYS = frozenset({"nickname", "metadata"})
"""What may change when a price is sold at."""


def price(tx: Tx, numbers: Sequence[int]) -> dict[int, Price]:
    """Those of these prices that are there, by id. Whether one is `active` is the caller's to ask."""
    return {number: value_of(row) for number, row in store.some(tx, PRICES, numbers).items()}


def use(tx: Tx, numbers: Sequence[int]) -> None:
    """These prices stand on documents from now on: they cannot change any more."""
    store.use(tx, numbers)


# ---- handlers --------------------------------------------------------------------------------------------------------


def create(tx: Tx, given: PriceCreate, meter: int | None = None) -> PriceResource:
    """A new price, as a draft. `meter` is the one that it names, looked up by who knows meters."""
    fields = {name: _or(getattr(given, name), default) for name, default in DEFAULTS.items()}
    product = id_number(given.product, "prd", field="product")
    return present(add(tx, fields, product, meter, given.external_id))


def add(tx: Tx, fields: dict[str, Any], product: int, meter: int | None, external_id: str | None) -> Row:
    """The row of a new price of a product, whose fields and meter are these."""
    return store.add(tx, PRICES, {
        "id": tx.new_id(), "external_id": external_id, "status": "draft", "used": 0,
        **_columns(tx, fields, product, meter),
    })  # fmt: skip


def retrieve(tx: Tx, price_id: str) -> PriceResource:
    """A price by its id."""
    return present(row_of(tx, price_id))


def list_(tx: Tx, listing: Listing) -> Page[PriceResource]:
    """Prices are the tenant's, whichever app made them."""
    return page(tx, PRICES, listing, lambda rows: [present(row) for row in rows], by_app=False)


def update(tx: Tx, price_id: str, given: PriceUpdate, meter: int | None = None) -> PriceResource:
    """Change any field of a draft; of a price that is sold at, its nickname and metadata."""
    row = row_of(tx, price_id)
    tx.expect(row["version"])
    before = present(row)
    named = {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    changes = {name: value for name, value in named.items() if value != getattr(before, name)}
    if not changes:
        return before
    fields = {name: getattr(before, name) for name in DEFAULTS} | changes
    if set(changes) <= ALWAYS:
        return present(store.change(tx, PRICES, row, body=dumps({name: fields[name] for name in BODY})))
    _may_change(row, set(changes) - ALWAYS)
    product = id_number(fields["product"], "prd", field="product")
    columns = _columns(tx, fields, product, row["meter"] if meter is None else meter)
    changed = store.change(tx, PRICES, row, **columns)
    tx.changed(price_id, {name: getattr(before, name) for name in changes}, changes)
    return present(changed)


def activate(tx: Tx, price_id: str) -> PriceResource:
    """Make a draft fit for sale: from now on its code names it."""
    return activate_row(tx, row_of(tx, price_id))


def activate_row(tx: Tx, row: Row) -> PriceResource:
    """The same, of a price that was read or made before."""
    if row["status"] != "draft":
        verbs = ["archive"] if row["status"] == "active" else []
        raise StateConflict(f"the price is {row['status']}, not a draft", status=row["status"], allowed=verbs)
    _product(tx, row["product"])
    store.take_code(tx, "price", row["code"], row["id"])
    fit = present(store.change(tx, PRICES, row, status="active"))
    tx.emit(PriceActivated(object=fit, previous={"status": "draft"}))
    return fit


def archive(tx: Tx, price_id: str) -> PriceResource:
    """Sell at a price no more; its code is free for the next one."""
    row = row_of(tx, price_id)
    if row["status"] == "archived":
        raise StateConflict("the price is archived already", status="archived", allowed=[])
    if row["status"] == "active":
        store.free_code(tx, "price", row["code"], row["id"])
    gone = present(store.change(tx, PRICES, row, status="archived"))
    tx.emit(PriceArchived(object=gone, previous={"status": row["status"]}))
    return gone


def present(row: Row) -> PriceResource:
    """A row as callers see it."""
    references = {name: None if row[name] is None else id_text(p, row[name]) for name, p in REFERENCES.items()}
    return msgspec.convert(
        {
            **loads(row["body"]),
            **{name: row[name] for name in COLUMNS},
            **references,
            "id": id_text("prc", row["id"]),
            "app": None if row["app"] is None else id_text("app", row["app"]),
            "external_id": row["external_id"],
            "status": row["status"],
            "used": row["used"] == 1,
            "version": row["version"],
            "created_at": instant(row["created_at"]),
            "updated_at": instant(row["updated_at"]),
        },
        PriceResource,
    )


def row_of(tx: Tx, price_id: str) -> Row:
    """The row of a price, or NotFound."""
    return store.get(tx, PRICES, path_id(price_id, "prc"))


def _columns(tx: Tx, fields: dict[str, Any], product: int, meter: int | None) -> dict[str, Any]:
    """The row of a price that has these fields, if there can be one."""
    fields = {name: msgspec.to_builtins(value) for name, value in fields.items()}
    checking.check(fields, [name for name, default in DEFAULTS.items() if fields[name] != default])
    _product(tx, product)
    if fields["meter"] is None:
        meter = None
    elif meter is None:
        raise NotFound("there is no such meter here", field="meter")
    if fields["interval"] is not None and fields["interval_count"] is None:
        fields["interval_count"] = 1
    return {
        **{name: fields[name] for name in COLUMNS},
        "product": product,
        "meter": meter,
        "body": dumps({name: fields[name] for name in BODY}),
    }


def _product(tx: Tx, number: int) -> None:
    if store.get(tx, "catalog_product", number, "product")["status"] != "active":
        raise RuleConflict("the product is archived", field="product", way_out="Restore it (`products.restore`).")


def _may_change(row: Row, names: set[str]) -> None:
    if row["status"] != "draft" or row["used"]:
        raise PriceInUse(
            f"the price is {row['status']}; only its nickname and metadata may change",
            field=min(names),
            status=row["status"],
            used=row["used"] == 1,
            allowed=sorted(ALWAYS),
        )


def _or(value: Any, default: Any) -> Any:
    return default if value is None and default is not msgspec.NODEFAULT else value


def value_of(row: Row) -> Price:
    """A row as the other services use it."""
    return _value(**{name: row[name] for name in READ})


READ = ("id", "status", "product", "code", "model", "type", "meter", "currency", "version", "body")


@lru_cache(maxsize=4096)
def _value(*, body: str, **columns: Any) -> Price:
    """Read once for all that asks in a run: the same row is the same price."""
    kept = loads(body)
    return Price(
        **columns,
        billing=kept["billing"],
        interval=None if kept["interval"] is None else Interval(kept["interval"], kept["interval_count"]),
        tax_behavior=kept["tax_behavior"],
        nickname=kept["nickname"],
        proration_unit=kept["proration_unit"],
        recognition=kept["recognition"],
        late_usage=kept["late_usage"],
        round_at=kept["round_at"],
        negative_usage=kept["negative_usage"],
        currencies=frozenset({columns["currency"], *kept["currency_options"]}),
        numbers=dumps({name: kept.get(name) for name in NUMBERS} | {"currency": columns["currency"]}),
    )

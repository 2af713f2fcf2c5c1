"""Prices of what meters count: catalog keeps them, but it stands before meters and cannot look for one."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from harr.contract.catalog import Price, PriceCreate, PriceUpdate
from harr.engine import Tx
from harr.kernel.errors import RuleConflict
from harr.kernel.ids import id_number, path_id
from harr.services import catalog
from harr.services.metering import store


def create(tx: Tx, given: PriceCreate) -> Price:
    """A new price, as a draft; the meter that it names has to be active."""
    return catalog.create_price(tx, given, _named(tx, given.meter))


def update(tx: Tx, price_id: str, given: PriceUpdate) -> Price:
    """Change a price; a meter that it names has to be active."""
    return catalog.update_price(tx, price_id, given, _named(tx, given.meter))


def activate(tx: Tx, price_id: str) -> Price:
    """Make a draft fit for sale, if its meter still counts."""
    for price in catalog.price(tx, [path_id(price_id, "prc")]).values():
        if price.meter is not None and price.status == "draft":
            _active(tx, price.meter)
    return catalog.activate_price(tx, price_id)


def _named(tx: Tx, text: str | UnsetType | None) -> int | None:
    if text is None or text is UNSET:
        return None
    return _active(tx, id_number(text, "mtr", field="meter"))


def _active(tx: Tx, number: int) -> int:
    row = store.meter(tx, number, "meter")
    if row["status"] != "active":
        raise RuleConflict(
            f"the meter {row['code']} is archived",
            field="meter",
            way_out="Use an active meter that counts the same.",
        )
    return number

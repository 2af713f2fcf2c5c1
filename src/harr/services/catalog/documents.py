"""The catalogue as one document: what is sold today, with codes in place of ids, so that it fits another tenant too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from harr.contract.catalog import Catalog, CatalogMeter, CatalogPlan, CatalogPrice, CatalogProduct, Plan
from harr.contract.metering import Meter
from harr.engine import Row, Tx
from harr.kernel.ids import id_number
from harr.services.catalog import actions, planning, products, store

NOT_KEPT = frozenset({"external_id"})
"""What the caller calls one thing, and not the next version of it."""
Codes = Mapping[str, str]
"""Codes by id, of what a code names."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The catalogue as it stands: as a document, and the id that each code of it names.

    The plan after a plan is named by its code, whichever version was the active one when that was said.
    """

    document: Catalog
    ids: Mapping[tuple[str, str], int]
    """By kind and code."""


def catalogue(tx: Tx, meters: Sequence[Meter]) -> Catalogue:
    """What is for sale. `meters` are those that can be counted with."""
    sold = [products.present(row) for row in _coded(tx, "catalog_product")]
    charged = [actions.present(row) for row in _coded(tx, "catalog_price")]
    planned = [planning.present(row) for row in _coded(tx, "catalog_plan")]
    codes: dict[str, Codes] = {
        "meter": {each.id: each.code for each in meters},
        "product": {each.id: str(each.code) for each in sold},
        "price": {each.id: str(each.code) for each in charged},
        "plan": {each.id: each.code for each in planned},
    }
    followers = planning.plan(tx, [id_number(each.successor) for each in planned if each.successor is not None])
    document = Catalog(
        meters=[_document(CatalogMeter, each, {}) for each in meters],
        products=[_document(CatalogProduct, each, {}) for each in sold],
        prices=[
            _document(
                CatalogPrice, each,
                {
                    "product": codes["product"].get(each.product, each.product),
                    "meter": each.meter and codes["meter"].get(each.meter, each.meter),
                },
            )
            for each in charged
        ],
        plans=[
            _document(
                CatalogPlan, each,
                {
                    **{name: _listed(getattr(each, name), codes["price"]) for name in ("prices", "setup_prices")},
                    "successor": each.successor and _sold(followers[id_number(each.successor)].code, each, codes),
                },
            )
            for each in planned
        ],
    )  # fmt: skip
    ids = {(kind, code): id_number(found) for kind, named in codes.items() for found, code in named.items()}
    return Catalogue(document, ids)


def facts(item: msgspec.Struct) -> dict[str, Any]:
    """Each field of a thing of a document, as plain values; where nothing is said, what is then so."""
    said: dict[str, Any] = msgspec.to_builtins(item)
    defaults = DEFAULTS[type(item)]
    found = {name: defaults.get(name) if value is None else value for name, value in said.items()}
    if found.get("interval") is not None and found.get("interval_count") is None:
        found["interval_count"] = 1
    return {name: value for name, value in found.items() if name not in NOT_KEPT}


DEFAULTS: Mapping[type, Mapping[str, Any]] = {
    CatalogMeter: {"filters": [], "group_by": []},
    CatalogProduct: {"tax_rates": [], "features": []},
    CatalogPrice: {name: value for name, value in actions.DEFAULTS.items() if value is not msgspec.NODEFAULT},
    CatalogPlan: {"setup_prices": [], "usage_thresholds": [], "entitlements": []},
}


def _coded(tx: Tx, table: store.Table) -> list[Row]:
    return [row for row in store.active(tx, table) if row["code"] is not None]


def _document(kind: Any, shown: msgspec.Struct, names: Mapping[str, Any]) -> Any:
    """A resource as the document has it: the fields that can be said, codes for ids, nothing where nothing is said."""
    values = {name: getattr(shown, name) for name in kind.__struct_fields__ if name not in NOT_KEPT}
    plain = {**msgspec.to_builtins(values), **names}
    said = {name: value for name, value in plain.items() if value not in (None, DEFAULTS[kind].get(name), {})}
    return msgspec.convert(said, kind)


def _sold(code: str, plan: Plan, codes: Mapping[str, Codes]) -> str | None:
    """The plan after a plan: by its code, where that names one that is sold."""
    return code if code in codes["plan"].values() else plan.successor


def _listed(prices: Any, codes: Codes) -> list[dict[str, Any]]:
    return [{**msgspec.to_builtins(each), "price": codes.get(each.price, each.price)} for each in prices]

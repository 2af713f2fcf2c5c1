"""The catalogue as one document, read, compared and changed. Its products name tax rates, so it is done here."""

from __future__ import annotations

from harr.contract.catalog import Catalog, CatalogDiff, CatalogMeter, CatalogRequest
from harr.contract.metering import MeterCreate, MeterUpdate
from harr.engine import Tx
from harr.kernel.ids import id_text
from harr.services import catalog, metering
from harr.services.tax.naming import require_rates


def retrieve(tx: Tx) -> Catalog:
    """What is for sale, by codes."""
    return _catalogue(tx).document


def diff(tx: Tx, given: CatalogRequest) -> CatalogDiff:
    """What a document would change."""
    before = _catalogue(tx)
    return catalog.present_differences(before, *catalog.differences(before.document, given))


def apply(tx: Tx, given: CatalogRequest) -> CatalogDiff:
    """Change the catalogue to what a document says: all of it, or nothing."""
    before = _catalogue(tx)
    differences, unchanged = catalog.differences(before.document, given)
    meters: dict[str, int] = {}
    for each in differences:
        with catalog.at_its_place(each):
            if each.kind == "product" and each.place is not None:
                require_rates(tx, given.products[each.place].tax_rates)
            if each.kind == "meter" and each.place is not None:
                meters[each.code] = _meter(tx, before, given.meters[each.place], each)
    done = catalog.apply_differences(tx, before, given, differences, meters)
    return CatalogDiff(changes=done, unchanged=unchanged)


def _meter(tx: Tx, before: catalog.Catalogue, item: CatalogMeter, each: catalog.Difference) -> int:
    """A meter that is new, or is called otherwise."""
    if each.action == "create":
        return metering.add_meter(tx, MeterCreate(**{name: getattr(item, name) for name in item.__struct_fields__}))
    known = before.ids["meter", each.code]
    changes = {name: getattr(item, name) for name in each.fields}
    metering.update_meter(tx, id_text("mtr", known), MeterUpdate(**changes))
    return known


def _catalogue(tx: Tx) -> catalog.Catalogue:
    return catalog.catalogue(tx, metering.active_meters(tx))

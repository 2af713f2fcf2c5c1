"""Account mappings: which code of the accountant's books an account goes to. A later one wins from its day on."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import UNSET

from harr.contract import ledger as contract
from harr.contract.operations import Listing, Page
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import FieldInvalid
from harr.kernel.ids import path_id
from harr.services import tenants
from harr.services.ledger import store, views
from harr.services.ledger.chart import CHART
from harr.services.ledger.mapping import Mapping

CHANGING = ("gl_code", "gl_name", "tax_code")


def mappings(tx: Tx, entity: int) -> list[Mapping]:
    """Every mapping of an entity."""
    return [_value(row) for row in store.mappings_of(tx, entity)]


def create(tx: Tx, given: contract.AccountMappingCreate) -> contract.AccountMapping:
    """A new mapping; there is one for each account, conditions and first day."""
    entity = tenants.entity_for(tx, given.entity)
    if given.code not in CHART and not store.accounts_of_code(tx, entity.id, [given.code]):
        raise FieldInvalid(
            f"{entity.name} has no account {given.code}, and the chart has none either",
            field="code",
            way_out="Send a code of docs/chart.md, or create the account first (`accounts.create`).",
        )
    _in_order(given.valid_from, given.valid_until)
    conditions = given.conditions or contract.MappingConditions()
    row = {
        "id": tx.new_id(),
        "app": tx.actor.app,
        "external_id": given.external_id,
        "entity": entity.id,
        "code": given.code,
        "product": conditions.product or "",
        "jurisdiction": conditions.jurisdiction or "",
        "provider": conditions.provider or "",
        "gl_code": given.gl_code,
        "gl_name": given.gl_name,
        "tax_code": given.tax_code,
        "valid_from": given.valid_from.isoformat(),
        "valid_until": None if given.valid_until is None else given.valid_until.isoformat(),
        "version": 1,
        "created_at": tx.now_us,
        "updated_at": tx.now_us,
        "body": dumps({"metadata": given.metadata}),
    }
    store.add_mapping(tx, row)
    return views.account_mapping(row)


def retrieve(tx: Tx, mapping_id: str) -> contract.AccountMapping:
    """A mapping by its id."""
    return views.account_mapping(store.mapping(tx, path_id(mapping_id, "map")))


def list_(tx: Tx, listing: Listing) -> Page[contract.AccountMapping]:
    """Mappings are the entity's, whichever app made them."""
    return page(
        tx, "ledger_account_mapping", listing, lambda rows: [views.account_mapping(row) for row in rows], by_app=False
    )


def update(tx: Tx, mapping_id: str, given: contract.AccountMappingUpdate) -> contract.AccountMapping:
    """Another code, name or tax code, or a last day. For other entries, or from another day on, make a new one."""
    row = store.mapping(tx, path_id(mapping_id, "map"))
    asked = {name: getattr(given, name) for name in CHANGING}
    columns: dict[str, Any] = {name: value for name, value in asked.items() if value is not UNSET}
    if given.valid_until is not UNSET:
        _in_order(date.fromisoformat(row["valid_from"]), given.valid_until)
        columns["valid_until"] = None if given.valid_until is None else given.valid_until.isoformat()
    tx.changed(mapping_id, {name: row[name] for name in columns}, dict(columns))
    if given.metadata is not UNSET:
        columns["body"] = dumps({**loads(row["body"]), "metadata": given.metadata})
    return views.account_mapping(store.change(tx, "ledger_account_mapping", row, **columns))


def _in_order(start: date, end: date | None) -> None:
    if end is not None and end <= start:
        raise FieldInvalid(
            "valid_until is the first day on which it no longer holds, and not after valid_from",
            field="valid_until",
            way_out="Send a later day, or none.",
        )


def _value(row: Row) -> Mapping:
    said = {name: row[name] for name in ("code", "product", "jurisdiction", "provider", *CHANGING)}
    until = row["valid_until"]
    return Mapping(
        **said,
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_until=None if until is None else date.fromisoformat(until),
    )

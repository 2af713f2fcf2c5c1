"""What can happen to a meter: made, changed in name alone, archived."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from harr.contract.metering import Meter as MeterResource
from harr.contract.metering import MeterCreate, MeterUpdate
from harr.contract.operations import Listing, Page
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.errors import StateConflict
from harr.kernel.ids import id_text, path_id
from harr.kernel.time import instant
from harr.services.metering import store
from harr.services.metering.meters import Condition, Meter, check

COLUMNS = ("code", "event_type", "aggregation", "decimals")
BODY = ("property", "filters", "group_by", "unit_name", "carried_over", "metadata")


def meter(tx: Tx, numbers: Sequence[int]) -> dict[int, Meter]:
    """Those of these meters that are there, by id. Whether one is `active` is the caller's to ask."""
    return {number: value_of(row) for number, row in store.meters(tx, numbers).items()}


def active(tx: Tx) -> list[MeterResource]:
    """The meters that can be counted with, by code."""
    return [present(row) for row in store.active_meters(tx)]


def value_of(row: Row) -> Meter:
    """A row as the other services use it."""
    body = loads(row["body"])
    return Meter(
        id=row["id"],
        status=row["status"],
        code=row["code"],
        event_type=row["event_type"],
        aggregation=row["aggregation"],
        decimals=row["decimals"],
        property=body["property"],
        conditions=tuple(
            Condition(one["property"], frozenset(one["values"]), one["exclude"]) for one in body["filters"]
        ),
        group_by=tuple(body["group_by"]),
        unit_name=body["unit_name"],
        carried_over=body["carried_over"],
    )


# ---- handlers --------------------------------------------------------------------------------------------------------


def create(tx: Tx, given: MeterCreate) -> MeterResource:
    """A new meter. It counts the events of its type, those that were told before as far as they fit."""
    return present(_add(tx, given))


def add(tx: Tx, given: MeterCreate) -> int:
    """The same; which it is."""
    return int(_add(tx, given)["id"])


def _add(tx: Tx, given: MeterCreate) -> Row:
    fields: dict[str, Any] = {name: getattr(given, name) for name in MeterCreate.__struct_fields__}
    fields |= {"filters": given.filters or [], "group_by": given.group_by or []}
    check(fields)
    return store.add_meter(tx, {
        "id": tx.new_id(),
        "external_id": given.external_id,
        "status": "active",
        **{name: fields[name] for name in COLUMNS},
        "body": dumps({name: fields[name] for name in BODY}),
    })  # fmt: skip


def retrieve(tx: Tx, meter_id: str) -> MeterResource:
    """A meter by its id."""
    return present(_row(tx, meter_id))


def list_(tx: Tx, listing: Listing) -> Page[MeterResource]:
    """Meters are the tenant's, whichever app made them."""
    return page(tx, "metering_meter", listing, lambda rows: [present(row) for row in rows], by_app=False)


def update(tx: Tx, meter_id: str, given: MeterUpdate) -> MeterResource:
    """Change what a meter is called; how it counts never changes, another meter follows it."""
    row = _row(tx, meter_id)
    tx.expect(row["version"])
    named = {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    before = loads(row["body"])
    if {**before, **named} == before:
        return present(row)
    return present(store.change_meter(tx, row, body=dumps({**before, **named})))


def archive(tx: Tx, meter_id: str) -> MeterResource:
    """No price may begin to count with it, no event is taken for it any more; what was told is still counted."""
    row = _row(tx, meter_id)
    if row["status"] == "archived":
        raise StateConflict("the meter is archived already", status="archived", allowed=[])
    store.free_code(tx, row)
    return present(store.change_meter(tx, row, status="archived"))


def present(row: Row) -> MeterResource:
    """A row as callers see it."""
    return msgspec.convert(
        {
            **loads(row["body"]),
            **{name: row[name] for name in COLUMNS},
            "id": id_text("mtr", row["id"]),
            "app": None if row["app"] is None else id_text("app", row["app"]),
            "external_id": row["external_id"],
            "status": row["status"],
            "version": row["version"],
            "created_at": instant(row["created_at"]),
            "updated_at": instant(row["updated_at"]),
        },
        MeterResource,
    )


def _row(tx: Tx, meter_id: str) -> Row:
    return store.meter(tx, path_id(meter_id, "mtr"))

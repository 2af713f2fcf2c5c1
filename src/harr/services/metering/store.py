"""The only SQL over the tables of metering. Meters are the tenant's; events are found by customer, type and time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from harr.contract.operations import Listing
from harr.engine import Row, Tx
from harr.engine.pages import conditions_of
from harr.kernel.errors import AlreadyExists, NotFound, TryAgain
from harr.kernel.ids import id_text
from harr.services.metering.events import EARLIEST_US, months_of

ROWS_AT_ONCE = 250
IDS_AT_ONCE = 500
WINDOWS_AT_ONCE = 200
EVENTS_AT_ONCE = 20_000
READ = (
    "happened_at", "app", "event_id", "number", "customer", "subscription", "received_at", "data",
)  # fmt: skip
"""What of an event a quantity is made of."""
COLUMNS = {"id": "event_id", "time": "happened_at", "status": "'accepted'"}


def in_parts(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of at most `size`."""
    left = iter(things)
    while part := list(islice(left, size)):
        yield part


# ---- meters ----------------------------------------------------------------------------------------------------------


def add_meter(tx: Tx, row: Mapping[str, Any]) -> Row:
    """Insert a meter at version 1; one with the same `external_id` of the same app, or an active code, is refused."""
    whole = {"app": tx.actor.app, "version": 1, "created_at": tx.now_us, "updated_at": tx.now_us, **row}
    if not tx.claim("metering_meter", whole):
        taken = tx.one(
            "SELECT id FROM metering_meter WHERE tenant = :tenant AND app = :app AND external_id = :external_id",
            external_id=whole["external_id"],
        )
        raise AlreadyExists(
            f"external_id {whole['external_id']!r} is taken",
            field="external_id",
            id=id_text("mtr", taken["id"]) if taken else None,
        )
    if not tx.claim("metering_code", {"code": whole["code"], "id": whole["id"]}):
        holder = tx.one("SELECT id FROM metering_code WHERE tenant = :tenant AND code = :code", code=whole["code"])
        raise AlreadyExists(
            f"an active meter has the code {whole['code']!r}",
            field="code",
            way_out="Archive that meter first, or use another code.",
            id=id_text("mtr", holder["id"]) if holder else None,
        )
    return whole


def meter(tx: Tx, number: int, field: str | None = None) -> Row:
    """A meter of the tenant, or NotFound."""
    row = meters(tx, [number]).get(number)
    if row is None:
        raise NotFound(f"there is no {id_text('mtr', number)} here", field=field)
    return row


def meters(tx: Tx, numbers: Iterable[int]) -> dict[int, Row]:
    """Those of these meters that are there, by id."""
    rows = tx.rows("SELECT * FROM metering_meter WHERE tenant = :tenant AND id IN (:ids)", ids=sorted(set(numbers)))
    return {row["id"]: row for row in rows}


def active_meters(tx: Tx) -> list[Row]:
    """All that can be counted with."""
    return tx.rows("SELECT * FROM metering_meter WHERE tenant = :tenant AND status = 'active' ORDER BY code")


def meters_of(tx: Tx, types: Collection[str]) -> list[Row]:
    """The active meters of these types of event."""
    return [
        row
        for part in in_parts(sorted(set(types)), IDS_AT_ONCE)
        for row in tx.rows(
            "SELECT * FROM metering_meter WHERE tenant = :tenant AND event_type IN (:types) AND status = 'active'"
            " ORDER BY id",
            types=part,
        )
    ]


def change_meter(tx: Tx, row: Row, **columns: Any) -> Row:
    """Change columns of the meter as it was read; somebody else's change in between is refused."""
    tx.expect(row["version"])
    return tx.change("metering_meter", row, **columns)


def free_code(tx: Tx, row: Row) -> None:
    """Let go of a meter's code."""
    tx.run("DELETE FROM metering_code WHERE tenant = :tenant AND code = :code AND id = :id",
           code=row["code"], id=row["id"])  # fmt: skip


# ---- what was told ---------------------------------------------------------------------------------------------------


def fingerprints(tx: Tx, app: int, ids: Collection[str]) -> dict[str, int]:
    """What the app has told under these ids, as far as it has."""
    found: dict[str, int] = {}
    for part in in_parts(ids, IDS_AT_ONCE):
        rows = tx.rows(
            "SELECT event_id, fingerprint FROM metering_usage_id"
            " WHERE tenant = :tenant AND app = :app AND event_id IN (:ids)",
            app=app,
            ids=part,
        )
        found |= {row["event_id"]: row["fingerprint"] for row in rows}
    return found


def keep(tx: Tx, app: int, claims: Sequence[tuple[str, int, int]], events: Sequence[Mapping[str, Any]]) -> None:
    """Claim ids (with number and fingerprint) that were free on this snapshot, and keep the events that have them.

    Where another has claimed one since, the store ends the transaction and the whole is run again.
    """
    made = 0
    for part in in_parts(claims, ROWS_AT_ONCE):
        marks = ", ".join(f"(:tenant, :app, :i{n}, :n{n}, :f{n})" for n in range(len(part)))
        values: dict[str, Any] = {}
        for n, (event_id, number, fingerprint) in enumerate(part):
            values |= {f"i{n}": event_id, f"n{n}": number, f"f{n}": fingerprint}
        made += tx.run(
            f"INSERT INTO metering_usage_id(tenant, app, event_id, number, fingerprint) VALUES {marks}"
            " ON CONFLICT DO NOTHING",
            app=app,
            **values,
        )
    if made != len(claims):
        raise TryAgain("others were telling the same events; nothing was done")
    tx.insert("metering_event", events)


# ---- what was used ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """Events of a type, of a customer (or of all), in [start, end)."""

    type: str
    customer: int | None
    start_us: int
    end_us: int


def first_month(tx: Tx) -> int | None:
    """The earliest month of which there is an event."""
    row = tx.one("SELECT MIN(month) AS month FROM metering_event WHERE tenant = :tenant")
    return None if row is None else row["month"]


def last_month(tx: Tx) -> int | None:
    """The latest month of which there is an event."""
    row = tx.one("SELECT MAX(month) AS month FROM metering_event WHERE tenant = :tenant")
    return None if row is None else row["month"]


Slot = tuple[int, int, Window]
"""A month of a window: the window's place, the month, and the window."""


def events(tx: Tx, windows: Sequence[Window]) -> Iterator[tuple[int, Row]]:
    """Every event of each window, with the window's place: window by window, each in the order of time.

    Many small windows are read by one statement, a large one page by page, so that whoever reads need not hold
    them all. Events of one instant come in no order.
    """
    first, last = first_month(tx), last_month(tx)
    if first is None or last is None:
        return
    slots = [
        (place, month, window)
        for place, window in enumerate(windows)
        if window.start_us < window.end_us
        for month in months_of(max(window.start_us, EARLIEST_US), window.end_us)
        if first <= month <= last
    ]
    for part in in_parts(slots, WINDOWS_AT_ONCE):
        for together in _together(part, _counts(tx, part)):
            if len(together) == 1 and together[0][2].customer is not None:
                yield from ((together[0][0], row) for row in _pages(tx, together[0]))
            else:
                yield from ((together[row["place"]][0], row) for row in _joined(tx, together))


def _together(part: Sequence[Slot], counts: Mapping[int, int]) -> Iterator[list[Slot]]:
    """Slots that have any events, in their order, as many as are read at once."""
    taken: list[Slot] = []
    held = 0
    for place, slot in enumerate(part):
        if place in counts:
            if taken and held + counts[place] > EVENTS_AT_ONCE:
                yield taken
                taken, held = [], 0
            taken.append(slot)
            held += counts[place]
    if taken:
        yield taken


def _counts(tx: Tx, part: Sequence[Slot]) -> dict[int, int]:
    rows = _of_slots(tx, part, "w.place, COUNT(*) AS n", "GROUP BY w.place")
    return {row["place"]: row["n"] for row in rows}


def _joined(tx: Tx, part: Sequence[Slot]) -> list[Row]:
    columns = ", ".join(f"e.{name}" for name in READ)
    return _of_slots(tx, part, f"w.place, {columns}", "ORDER BY w.place, e.happened_at")


def _of_slots(tx: Tx, part: Sequence[Slot], columns: str, ending: str) -> list[Row]:
    marks = ", ".join(f"(:p{n}, :m{n}, :t{n}, :c{n}, :s{n}, :e{n})" for n in range(len(part)))
    values: dict[str, Any] = {}
    for n, (_, month, window) in enumerate(part):
        values |= {f"p{n}": n, f"m{n}": month, f"t{n}": window.type, f"c{n}": window.customer,
                   f"s{n}": window.start_us, f"e{n}": window.end_us}  # fmt: skip
    of = "" if part[0][2].customer is None else " AND e.customer = w.customer"
    return tx.rows(
        f"WITH w(place, month, type, customer, start_at, end_at) AS (VALUES {marks})"
        f" SELECT {columns} FROM w CROSS JOIN metering_event e WHERE e.tenant = :tenant AND e.month = w.month"
        f" AND e.type = w.type{of} AND e.happened_at >= w.start_at AND e.happened_at < w.end_at {ending}",
        **values,
    )


def _pages(tx: Tx, slot: Slot) -> Iterator[Row]:
    """A slot in the order of its key: each page begins behind the last event of the one before."""
    _, month, window = slot
    at, number = window.start_us, -1
    while True:
        rows = tx.rows(
            f"SELECT {', '.join(READ)} FROM metering_event WHERE tenant = :tenant AND month = :month AND type = :type"
            " AND customer = :customer AND happened_at >= :at AND happened_at < :end_at"
            " AND (happened_at > :at OR number > :number) ORDER BY happened_at, number LIMIT :most",
            month=month,
            type=window.type,
            customer=window.customer,
            at=at,
            end_at=window.end_us,
            number=number,
            most=EVENTS_AT_ONCE,
        )
        yield from rows
        if len(rows) < EVENTS_AT_ONCE:
            return
        at, number = rows[-1]["happened_at"], rows[-1]["number"]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Events of a type and customer that happened before an instant and were told (or changed) in [start, end)."""

    type: str
    customer: int
    before_us: int
    start_us: int
    end_us: int
    subscription: int | None


def arrivals(tx: Tx, wanted: Sequence[Arrivals]) -> dict[int, tuple[int, int]]:
    """When the earliest and the latest of these events happened, by place; those without any are left out."""
    found: dict[int, tuple[int, int]] = {}
    for first, part in enumerate(in_parts(wanted, WINDOWS_AT_ONCE)):
        marks = ", ".join(f"(:p{n}, :t{n}, :c{n}, :b{n}, :s{n}, :e{n}, :u{n})" for n in range(len(part)))
        values: dict[str, Any] = {}
        for n, one in enumerate(part):
            values |= {f"p{n}": first * WINDOWS_AT_ONCE + n, f"t{n}": one.type, f"c{n}": one.customer,
                       f"b{n}": one.before_us, f"s{n}": one.start_us, f"e{n}": one.end_us,
                       f"u{n}": one.subscription or 0}  # fmt: skip
        rows = tx.rows(
            f"WITH w(place, type, customer, before_at, start_at, end_at, subscription) AS (VALUES {marks})"
            " SELECT w.place, MIN(e.happened_at) AS earliest, MAX(e.happened_at) AS latest"
            " FROM w CROSS JOIN metering_event e WHERE e.tenant = :tenant AND e.type = w.type"
            " AND e.customer = w.customer AND e.received_at >= w.start_at AND e.received_at < w.end_at"
            " AND e.happened_at < w.before_at"
            " AND (w.subscription = 0 OR e.subscription IS NULL OR e.subscription = w.subscription)"
            " GROUP BY w.place",
            **values,
        )
        found |= {row["place"]: (row["earliest"], row["latest"]) for row in rows}
    return found


def listed(tx: Tx, listing: Listing, after: int | None) -> list[Row]:
    """A page of events and one more, by number: the order in which they were told."""
    conditions, values = conditions_of(listing, COLUMNS)
    up = listing.order == "asc"
    if after is not None:
        conditions.append(f"number {'>' if up else '<'} :after")
        values["after"] = after
    where = " AND ".join(["tenant = :tenant", "(app = :app OR :sees_all = 1)", *conditions])
    return tx.rows(
        f"SELECT * FROM metering_event WHERE {where} ORDER BY number {'ASC' if up else 'DESC'} LIMIT :limit",
        limit=listing.limit + 1,
        **values,
    )


# ---- what has to be true ---------------------------------------------------------------------------------------------


def unpaired(tx: Tx, most: int) -> tuple[int, list[str]]:
    """How many ids are claimed, and the first of those without their event, or of events without their id."""
    count = tx.one("SELECT COUNT(*) AS n FROM metering_usage_id WHERE tenant = :tenant")
    without_event = tx.rows(
        "SELECT i.event_id FROM metering_usage_id i WHERE i.tenant = :tenant AND NOT EXISTS"
        " (SELECT 1 FROM metering_event e WHERE e.tenant = i.tenant AND e.number = i.number AND e.app = i.app"
        " AND e.event_id = i.event_id) LIMIT :most",
        most=most,
    )
    without_id = tx.rows(
        "SELECT e.event_id FROM metering_event e WHERE e.tenant = :tenant AND NOT EXISTS"
        " (SELECT 1 FROM metering_usage_id i WHERE i.tenant = e.tenant AND i.app = e.app AND i.event_id = e.event_id"
        " AND i.number = e.number) LIMIT :most",
        most=most,
    )
    return (count["n"] if count else 0), [row["event_id"] for row in (*without_event, *without_id)][:most]

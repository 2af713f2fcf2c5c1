"""The only SQL over the tables of revenue."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from harr.engine import Row, Tx, dumps, loads
from harr.kernel.calendar import Period
from harr.kernel.errors import NotFound, TryAgain
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services.revenue.schedules import Schedule

AT_ONCE = 500
SEEN = "(app = :app OR :sees_all = 1)"
PLAIN = (
    "id", "app", "entity", "customer", "invoice", "product", "code", "method", "exchange_rate", "version", "created_at",
    "updated_at",
)  # fmt: skip
MONEY: Mapping[str, str] = {
    "amount": "amount", "recognized": "recognized_amount", "recognized_back": "recognized_back",
    "deferred_back": "deferred_back", "spread_amount": "spread_amount",
}  # fmt: skip


# ---- schedules -------------------------------------------------------------------------------------------------------


def add(tx: Tx, schedules: Sequence[Schedule]) -> None:
    """Write new schedules."""
    stamps = {"version": 1, "created_at": tx.now_us, "updated_at": tx.now_us}
    tx.insert("revenue_schedule", [{"id": each.id, **_columns(each), **_fixed(each), **stamps} for each in schedules])


def save(tx: Tx, schedule: Schedule) -> Schedule:
    """Write a schedule as it is now; somebody else's change in between ends this attempt."""
    columns = _columns(schedule)
    sets = "".join(f"{name} = :{name}, " for name in columns)
    changed = tx.run(
        f"UPDATE revenue_schedule SET {sets}version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND id = :id AND version = :was",
        id=schedule.id,
        was=schedule.version,
        now=tx.now_us,
        **columns,
    )
    if not changed:
        raise TryAgain("somebody changed the same schedule; nothing was done")
    return replace(schedule, version=schedule.version + 1, updated_at=tx.now_us)


def many(tx: Tx, numbers: Collection[int]) -> dict[int, Schedule]:
    """Those of these lines that have a schedule."""
    if not numbers:
        return {}
    rows = tx.rows("SELECT * FROM revenue_schedule WHERE tenant = :tenant AND id IN (:ids)", ids=sorted(numbers))
    return {row["id"]: schedule_of(row) for row in rows}


def get(tx: Tx, number: int) -> Row:
    """A schedule's row that the app may see, or NotFound."""
    row = tx.one(f"SELECT * FROM revenue_schedule WHERE tenant = :tenant AND id = :id AND {SEEN}", id=number)
    if row is None:
        raise NotFound(f"there is no {id_text('rec', number)} here")
    return row


def due(tx: Tx, entity: int, through: date, limit: int) -> list[Schedule]:
    """Schedules of an entity of which something is due by the end of a month, in the order of their ids."""
    rows = tx.rows(
        "SELECT * FROM revenue_schedule WHERE tenant = :tenant AND entity = :entity AND due_on <= :through"
        " ORDER BY id LIMIT :limit",
        entity=entity,
        through=through.isoformat(),
        limit=limit,
    )
    return [schedule_of(row) for row in rows]


def next_due(tx: Tx, entity: int) -> date | None:
    """The earliest end of a month at which an entity has something to book."""
    row = tx.one(
        "SELECT MIN(due_on) AS due_on FROM revenue_schedule WHERE tenant = :tenant AND entity = :entity"
        " AND due_on IS NOT NULL",
        entity=entity,
    )
    return None if row is None else _date(row["due_on"])


def every(tx: Tx) -> Iterator[list[Schedule]]:
    """All schedules, some hundreds at a time."""
    last = -(2**63)
    while rows := tx.rows(
        "SELECT * FROM revenue_schedule WHERE tenant = :tenant AND id > :last ORDER BY id LIMIT :limit",
        last=last,
        limit=AT_ONCE,
    ):
        last = rows[-1]["id"]
        yield [schedule_of(row) for row in rows]


def of_entity(tx: Tx, entity: int, until: date) -> list[Schedule]:
    """The schedules of an entity that were in the books before a day."""
    rows = tx.rows(
        "SELECT * FROM revenue_schedule WHERE tenant = :tenant AND entity = :entity AND booked_on < :until ORDER BY id",
        entity=entity,
        until=until.isoformat(),
    )
    return [schedule_of(row) for row in rows]


def _columns(schedule: Schedule) -> dict[str, Any]:
    """What of a schedule may change."""
    return {
        "status": schedule.status,
        "method": schedule.method,
        "starts_on": schedule.period.start.isoformat(),
        "ends_on": schedule.period.end.isoformat(),
        "not_before": schedule.not_before.isoformat(),
        "deferred_amount": schedule.deferred.minor,
        "spread_from": schedule.spread_from.isoformat(),
        "recognized_through": None if schedule.recognized_through is None else schedule.recognized_through.isoformat(),
        "due_on": None if schedule.due_on is None else schedule.due_on.isoformat(),
        **{column: getattr(schedule, name).minor for name, column in MONEY.items()},
        "body": dumps({"adjustments": schedule.adjustments, "period": schedule.original_period.text}),
    }


def _fixed(schedule: Schedule) -> dict[str, Any]:
    worth = schedule.functional_amount
    return {
        "app": schedule.app,
        "entity": schedule.entity,
        "customer": schedule.customer,
        "invoice": schedule.invoice,
        "product": schedule.product,
        "currency": schedule.amount.currency,
        "code": schedule.code,
        "booked_on": schedule.booked_on.isoformat(),
        "functional_amount": None if worth is None else worth.minor,
        "functional_currency": None if worth is None else worth.currency,
        "exchange_rate": schedule.exchange_rate,
    }


def schedule_of(row: Row) -> Schedule:
    """A row as a value."""
    body, currency = loads(row["body"]), row["currency"]
    plain: dict[str, Any] = {name: row[name] for name in PLAIN}
    moneys: dict[str, Any] = {name: Money(row[column], currency) for name, column in MONEY.items()}
    worth = row["functional_amount"]
    return Schedule(
        **plain,
        **moneys,
        period=Period(date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])),
        original_period=Period.parse(body["period"]),
        booked_on=date.fromisoformat(row["booked_on"]),
        not_before=date.fromisoformat(row["not_before"]),
        spread_from=date.fromisoformat(row["spread_from"]),
        recognized_through=_date(row["recognized_through"]),
        functional_amount=None if worth is None else Money(worth, row["functional_currency"]),
        ended=row["status"] == "reversed",
        adjustments=tuple(body["adjustments"]),
    )


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


# ---- movements -------------------------------------------------------------------------------------------------------


def move(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Note what became of deferred revenue; what moves nothing is left out."""
    known = {"transaction_id": None, "source": None}
    tx.insert("revenue_movement", [{"id": tx.new_id(), **known, **row} for row in rows if row["amount"]])


def movements(tx: Tx, schedules: Collection[int]) -> dict[int, list[Row]]:
    """The movements of schedules, in their order."""
    found: dict[int, list[Row]] = {number: [] for number in schedules}
    for row in tx.rows(
        "SELECT * FROM revenue_movement WHERE tenant = :tenant AND schedule IN (:ids) ORDER BY id",
        ids=sorted(schedules),
    ):
        found[row["schedule"]].append(row)
    return found


def credited_by(tx: Tx, sources: Collection[str]) -> list[Row]:
    """What documents or their lines took off 2100, less what they gave back: by source and schedule."""
    return tx.rows(
        "SELECT source, schedule, CAST(SUM(amount) AS BIGINT) AS amount FROM revenue_movement"
        " WHERE tenant = :tenant AND source IN (:sources) AND kind = 'credited'"
        " GROUP BY source, schedule HAVING SUM(amount) <> 0 ORDER BY source, schedule",
        sources=sorted(sources),
    )


# ---- accruals --------------------------------------------------------------------------------------------------------


def add_accruals(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Note what was accrued."""
    stamps = {"version": 1, "created_at": tx.now_us, "updated_at": tx.now_us}
    tx.insert("revenue_accrual", [{**row, **stamps} for row in rows])


def waiting(tx: Tx, customers: Collection[int]) -> list[Row]:
    """Accruals of customers that no invoice has cleared."""
    return tx.rows(
        "SELECT * FROM revenue_accrual WHERE tenant = :tenant AND customer IN (:ids) AND line IS NULL ORDER BY id",
        ids=sorted(customers),
    )


def accrued(tx: Tx, causes: Collection[str]) -> set[str]:
    """Which of these causes were accrued already."""
    rows = tx.rows(
        "SELECT cause FROM revenue_accrual WHERE tenant = :tenant AND cause IN (:causes)", causes=sorted(causes)
    )
    return {row["cause"] for row in rows}


def clear(tx: Tx, accrual: int, line: int) -> None:
    """Note which line took an accrual off 1110."""
    changed = tx.run(
        "UPDATE revenue_accrual SET line = :line, held_amount = 0, version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND id = :id AND line IS NULL",
        id=accrual,
        line=line,
        now=tx.now_us,
    )
    if not changed:
        raise TryAgain("somebody invoiced the same usage; nothing was done")


def wait_again(tx: Tx, lines: Collection[int]) -> None:
    """The invoice of these lines is void: what they had cleared waits for another one."""
    tx.run(
        "UPDATE revenue_accrual SET line = NULL, held_amount = amount, version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND line IN (:lines)",
        lines=sorted(lines),
        now=tx.now_us,
    )


def held(tx: Tx) -> list[Row]:
    """What customers' accruals hold, by entity and currency."""
    return tx.rows(
        "SELECT entity, currency, customer, COUNT(*) AS n, CAST(SUM(held_amount) AS BIGINT) AS amount"
        " FROM revenue_accrual WHERE tenant = :tenant GROUP BY entity, currency, customer"
        " ORDER BY entity, currency, customer"
    )

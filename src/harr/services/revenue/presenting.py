"""Schedules as callers see them: what was earned and when, what is still to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from harr.contract.operations import Listing, Page
from harr.contract.revenue import RecognitionAdjustment, RecognitionPart, RecognitionSchedule
from harr.contract.shapes import Period
from harr.engine import Row, Tx
from harr.engine.pages import NEVER, page
from harr.kernel.ids import id_text, path_id
from harr.kernel.money import Money
from harr.kernel.time import instant
from harr.services.revenue import store
from harr.services.revenue.schedules import Schedule, to_come


def retrieve(tx: Tx, schedule_id: str) -> RecognitionSchedule:
    """A schedule by its id."""
    return schedules(tx, [store.get(tx, path_id(schedule_id, "rec"))])[0]


def list_(tx: Tx, listing: Listing) -> Page[RecognitionSchedule]:
    """Schedules that the app may see."""
    return page(
        tx, "revenue_schedule", listing, lambda rows: schedules(tx, rows), columns={"line": "id", "external_id": NEVER}
    )


def schedules(tx: Tx, rows: Sequence[Row]) -> list[RecognitionSchedule]:
    """Rows as resources; their parts are the postings, one more query however many they are."""
    moved = store.movements(tx, [row["id"] for row in rows])
    return [_present(store.schedule_of(row), moved[row["id"]]) for row in rows]


def _present(schedule: Schedule, moved: Sequence[Row]) -> RecognitionSchedule:
    currency = schedule.amount.currency
    booked = [
        RecognitionPart(
            on=date.fromisoformat(row["effective_on"]),
            amount=Money(row["amount"], currency).text,
            transaction=None if row["transaction_id"] is None else id_text("txn", row["transaction_id"]),
        )
        for row in moved
        if row["kind"] == "recognised"
    ]
    coming = [RecognitionPart(on=part.on, amount=part.amount.text) for part in to_come(schedule)]
    return RecognitionSchedule(
        id=id_text("rec", schedule.id),
        app=None if schedule.app is None else id_text("app", schedule.app),
        status=schedule.status,
        invoice=id_text("inv", schedule.invoice),
        line=id_text("lin", schedule.id),
        method=schedule.method,
        period=Period(start=schedule.period.start, end=schedule.period.end),
        currency=currency,
        amount=schedule.kept.text,
        recognized_amount=schedule.earned.text,
        deferred_amount=schedule.deferred.text,
        recognized_through=schedule.recognized_through,
        adjustments=msgspec.convert(list(schedule.adjustments), list[RecognitionAdjustment]),
        parts=[*booked, *coming],
        version=schedule.version,
        created_at=instant(schedule.created_at),
        updated_at=instant(schedule.updated_at),
    )

"""What callers see of usage: events as they were told, and what a meter shows for a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from harr.contract.metering import MeterValue, MeterValues, MeterValuesQuery, UsageEvent
from harr.contract.operations import Listing, Page
from harr.contract.shapes import Period as PeriodShape
from harr.engine import Row, Tx, loads
from harr.engine.pages import cursor_of
from harr.kernel.calendar import MONTH, Period, calendar_period
from harr.kernel.errors import FieldInvalid
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.time import instant
from harr.kernel.zones import local_day, period_instants
from harr.services import customers, tenants
from harr.services.metering import store
from harr.services.metering.keeping import value_of
from harr.services.metering.meters import Meter, text_of
from harr.services.metering.quantities import Counter, in_order, start_of
from harr.services.metering.store import Window

CURSOR = "use"
WITHOUT_A_ZONE = "UTC"
Group = tuple[str | None, ...]


def list_(tx: Tx, listing: Listing) -> Page[UsageEvent]:
    """Events that the app told, or all that it may see; the latest told first. The cursor is an event's number."""
    after = None if listing.after is None else cursor_of(listing.after)
    rows = store.listed(tx, listing, after)
    shown, more = rows[: listing.limit], len(rows) > listing.limit
    return Page(
        data=_events(tx, shown), has_more=more, next_cursor=id_text(CURSOR, shown[-1]["number"]) if more else None
    )


def values(tx: Tx, meter_id: str, asked: MeterValuesQuery) -> MeterValues:
    """What a meter shows for a period: of a customer or of all that the app may see, apart by properties."""
    meter = value_of(store.meter(tx, path_id(meter_id, "mtr")))
    names = _group_by(meter, asked.group_by)
    customer = None if asked.customer is None else id_number(asked.customer, "cus", field="customer")
    subscription = None if asked.subscription is None else id_number(asked.subscription, "sub", field="subscription")
    zone = _zone(tx, customer)
    period = _period(asked.period, local_day(tx.now_us, zone))
    start_us, end_us = period_instants(period, zone)
    groups: dict[Group, Counter] = {} if names else {(): Counter(meter, subscription)}
    window = Window(meter.event_type, customer, start_of(meter, start_us), end_us)
    for _, row in in_order(store.events(tx, [window])):
        if customer is not None or tx.actor.sees_all or row["app"] == tx.actor.app:
            data = loads(row["data"])
            group = tuple(text_of(data.get(name)) for name in names)
            groups.setdefault(group, Counter(meter, subscription)).take(row, data)
    return MeterValues(
        meter=meter_id,
        period=PeriodShape(start=period.start, end=period.end),
        values=[
            MeterValue(
                customer=asked.customer,
                group={name: text for name, text in zip(names, group, strict=True) if text is not None},
                quantity=counter.measured.quantity.text,
                events=len(counter.values),
            )
            for group, counter in sorted(groups.items(), key=lambda found: [text or "" for text in found[0]])
            if counter.values or not names
        ],
    )


def _group_by(meter: Meter, text: str | None) -> tuple[str, ...]:
    names = () if text is None else tuple(dict.fromkeys(text.split(",")))
    for name in names:
        if name not in meter.group_by:
            raise FieldInvalid(
                f"the meter is not told apart by {name[:60]!r}",
                field="group_by",
                way_out=f"Use {', '.join(meter.group_by)}." if meter.group_by else "Leave group_by out.",
                allowed=list(meter.group_by),
            )
    return names


def _zone(tx: Tx, customer: int | None) -> str:
    """The customer's zone, else that of the entity that sells, else (there is none, or not only one) UTC."""
    if customer is not None:
        buyer = customers.customer(tx, customer)
        if buyer.timezone is not None:
            return buyer.timezone
        if buyer.entity is not None:
            return tenants.entity(tx, buyer.entity).timezone
    return WITHOUT_A_ZONE if tx.actor.entity is None else tenants.entity(tx, tx.actor.entity).timezone


def _period(text: str | None, today: date) -> Period:
    """A month, or two dates; the present month where nothing is said."""
    if text is None:
        return calendar_period(MONTH, today)
    if "/" in text:
        return Period.parse(text, "period")
    try:
        return calendar_period(MONTH, date.fromisoformat(f"{text}-01"))
    except ValueError:
        raise FieldInvalid(f"{text!r} is not a month such as 2026-02", field="period") from None


def _events(tx: Tx, rows: Sequence[Row]) -> list[UsageEvent]:
    theirs = customers.known(tx, {row["customer"] for row in rows})
    return [_event(row, theirs.get(row["customer"])) for row in rows]


def _event(row: Row, external_id: str | None) -> UsageEvent:
    return UsageEvent(
        id=row["event_id"],
        status="accepted",
        app=id_text("app", row["app"]) if row["app"] else None,
        type=row["type"],
        customer=id_text("cus", row["customer"]),
        customer_external_id=external_id,
        time=instant(row["happened_at"]),
        data=loads(row["data"]),
        source=row["source"],
        subscription=None if row["subscription"] is None else id_text("sub", row["subscription"]),
        received_at=instant(row["received_at"]),
    )

"""Taking in usage: each event once, one by one or ten thousand at a time; each is taken or refused on its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harr.contract.metering import RejectedUsage, UsageCreate, UsageEventRequest, UsageReceipt
from harr.engine import Tx
from harr.kernel.errors import FieldInvalid, NotFound, Refusal, UsageIdReused
from harr.kernel.ids import id_number
from harr.kernel.time import micros
from harr.services import customers
from harr.services.metering import store
from harr.services.metering.events import Event, check_time
from harr.services.metering.keeping import value_of
from harr.services.metering.meters import Meter

ROWS_OF_AN_EVENT = 2
"""Its id, and what it says."""
SPARE_ROWS = 20
"""What a commit writes beside: audit, idempotency, order."""
MOST_AT_ONCE = 1_000
"""So that a batch does not hold a writer for long."""
WHOSE = ("customer", "customer_external_id", "subject")


@dataclass(frozen=True, slots=True)
class Part:
    """Events that are taken in one commit: where they begin in their batch, or one that came alone."""

    events: Sequence[UsageEventRequest]
    first: int = 0
    alone: bool = False

    def place(self, number: int) -> str:
        """What stands before a field's name in a refusal."""
        return "" if self.alone else f"events[{self.first + number}]."


@dataclass(frozen=True, slots=True)
class Known:
    """What events are checked against, read once for all of them."""

    app: int
    now_us: int
    meters: Mapping[str, Sequence[Meter]]
    customers: Mapping[tuple[str, str], int]
    """By how they are named: `customer` and the id, or another word and the id of the app's own."""
    fingerprints: Mapping[str, int]


def create(tx: Tx, given: UsageCreate) -> UsageReceipt:
    """All events at once, which is how a rehearsal looks at them; what is sent is taken part by part."""
    found = parts(given, 0)
    return joined([part(tx, one) for one in found])


def parts(given: UsageCreate, rows_limit: int) -> list[Part]:
    """The events in parts that each fit one commit."""
    if given.events is None:
        return [Part([_alone(given)], alone=True)]
    for name in UsageEventRequest.__struct_fields__:
        if getattr(given, name) is not None:
            raise FieldInvalid(
                f"{name} stands beside events",
                field=name,
                way_out="Send one event with its fields on top, or all of them in `events`.",
            )
    most = min((rows_limit - SPARE_ROWS) // ROWS_OF_AN_EVENT, MOST_AT_ONCE) if rows_limit else len(given.events)
    return [Part(given.events[start : start + most], start) for start in range(0, len(given.events), most)]


def _alone(given: UsageCreate) -> UsageEventRequest:
    """The one event whose fields stand on top."""
    for name in ("id", "type", "time"):
        if getattr(given, name) is None:
            raise FieldInvalid(f"{name} is required", field=name, way_out=f"Send {name}, or `events`.")
    return UsageEventRequest(**{name: getattr(given, name) for name in UsageEventRequest.__struct_fields__})


def joined(receipts: Sequence[UsageReceipt]) -> UsageReceipt:
    """One receipt for events that were taken in parts."""
    whole = UsageReceipt(accepted=0, duplicates=0)
    for one in receipts:
        whole.accepted += one.accepted
        whole.duplicates += one.duplicates
        whole.rejected += one.rejected
    return whole


def part(tx: Tx, one: Part) -> UsageReceipt:
    """Take the events of a part that are new, pass over those that were told before, name those that are refused."""
    known = _known(tx, one.events)
    receipt = UsageReceipt(accepted=0, duplicates=0)
    new: dict[str, Event] = {}
    fingerprints = dict(known.fingerprints)
    for number, given in enumerate(one.events):
        try:
            event = _checked(known, given, one.place(number))
            if given.id in fingerprints:
                _same(event, fingerprints[given.id], one.place(number))
                receipt.duplicates += 1
            else:
                _measurable(known, event, one.place(number))
                new[event.id] = event
                fingerprints[event.id] = event.fingerprint
        except Refusal as refusal:
            if one.alone:
                raise
            receipt.rejected.append(
                RejectedUsage(
                    index=one.first + number, id=given.id, code=refusal.code, detail=refusal.detail, field=refusal.field
                )
            )
    receipt.accepted = len(new)
    if not tx.rehearsing:
        _keep(tx, known.app, list(new.values()), fingerprints)
    return receipt


def _known(tx: Tx, events: Sequence[UsageEventRequest]) -> Known:
    meters: dict[str, list[Meter]] = {}
    for row in store.meters_of(tx, {event.type for event in events}):
        meters.setdefault(row["event_type"], []).append(value_of(row))
    app = tx.actor.app or 0
    told = store.fingerprints(tx, app, {event.id for event in events})
    return Known(app, tx.now_us, meters, _customers(tx, events), told)


def _customers(tx: Tx, events: Sequence[UsageEventRequest]) -> dict[tuple[str, str], int]:
    """The customers that these events name, as far as the app may see them."""
    named = {_named(event) for event in events}
    ids: dict[str, int] = {}
    for name, text in named:
        if name == "customer":
            try:
                ids[text] = id_number(text, "cus")
            except FieldInvalid:
                continue  # said with its field, when its own event is looked at
    seen = customers.known(tx, ids.values())
    own = customers.by_external_id(tx, {text for name, text in named if name not in {"customer", ""}})
    return {("customer", text): number for text, number in ids.items() if number in seen} | {
        (name, text): own[text] for name, text in named if name != "customer" and text in own
    }


def _named(event: UsageEventRequest) -> tuple[str, str]:
    """How the event says whose it is: a CloudEvent's subject is an id where it looks like one."""
    for name in WHOSE:
        text = getattr(event, name)
        if text is not None:
            return "customer" if text.startswith("cus_") and name == "subject" else name, text
    return "", ""


def _checked(known: Known, given: UsageEventRequest, place: str) -> Event:
    happened_us = micros(given.time)
    check_time(happened_us, known.now_us, f"{place}time")
    subscription = given.subscription
    return Event(
        id=given.id,
        type=given.type,
        customer=_customer(known, given, place),
        happened_us=happened_us,
        data=given.data or {},
        source=given.source,
        subscription=None if subscription is None else id_number(subscription, "sub", f"{place}subscription"),
    )


def _customer(known: Known, given: UsageEventRequest, place: str) -> int:
    said = [name for name in WHOSE if getattr(given, name) is not None]
    if len(said) != 1:
        raise FieldInvalid(
            f"the event says {'twice' if said else 'nowhere'} whose it is",
            field=f"{place}{said[1] if said else 'customer'}",
            way_out="Send one of customer, customer_external_id, or a CloudEvent's subject.",
        )
    named = _named(given)
    if named in known.customers:
        return known.customers[named]
    if named[0] == "customer":
        id_number(named[1], "cus", f"{place}{said[0]}")
    raise NotFound(
        f"there is no customer {named[1]!r} here",
        field=f"{place}{said[0]}",
        way_out="Create it with `customers.create`, or look it up with `customers.list`.",
    )


def _same(event: Event, fingerprint: int, place: str) -> None:
    if event.fingerprint != fingerprint:
        raise UsageIdReused(
            f"another event was told under the id {event.id!r}",
            field=f"{place}id",
            way_out="Give each event an id of its own; to change one that was told, correct it.",
        )


def _measurable(known: Known, event: Event, place: str) -> None:
    """Refuse what no meter counts, and what a meter that counts it cannot read: no usage is lost in silence."""
    meters = known.meters.get(event.type)
    if not meters:
        raise NotFound(
            f"no active meter counts events of the type {event.type!r}",
            field=f"{place}type",
            way_out="Create a meter with this event_type first (`meters.create`), or correct the type.",
        )
    for meter in meters:
        if meter.counts(event.data):
            meter.read(event.data, f"{place}data")


def _keep(tx: Tx, app: int, events: Sequence[Event], fingerprints: Mapping[str, int]) -> None:
    numbers = [tx.new_id() for _ in events]
    rows: list[dict[str, Any]] = [
        {
            "month": event.month,
            "type": event.type,
            "customer": event.customer,
            "happened_at": event.happened_us,
            "number": number,
            "app": app,
            "event_id": event.id,
            "subscription": event.subscription,
            "source": event.source,
            "received_at": tx.now_us,
            "data": event.written,
        }
        for event, number in zip(events, numbers, strict=True)
    ]
    claims = [(event.id, number, fingerprints[event.id]) for event, number in zip(events, numbers, strict=True)]
    store.keep(tx, app, claims, rows)

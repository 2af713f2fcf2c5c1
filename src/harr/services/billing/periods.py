"""What is billed at a boundary: the period that ends in arrears, what came late for earlier ones, the next ahead."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from harr.engine import Tx
from harr.kernel.calendar import Period
from harr.kernel.ids import id_text
from harr.kernel.quantities import Quantity
from harr.kernel.zones import local_day
from harr.services import invoices, metering
from harr.services.billing.lines import Known, fee, usage
from harr.services.invoices import NewLine
from harr.services.metering import LateSpan, Span
from harr.services.subscriptions import Item, Stretch, Subscription

NOTHING = Quantity(0)


@dataclass(frozen=True, slots=True)
class Used:
    """Usage of an item to be measured: its stretch, and up to when events that were told count."""

    of: Subscription
    item: Item
    part: Stretch
    told_before_us: int | None


def arrears(
    tx: Tx, book: Known, closing: Sequence[tuple[Subscription, Stretch, int | None]]
) -> dict[int, list[NewLine]]:
    """Lines in arrears of subscriptions whose period ends, or is cut: usage that was measured, fees that were owed."""
    used = [
        Used(of, item, part, told)
        for of, running, told in closing
        for item in of.items
        if book.of(item).type == "usage" and (part := own(item, running)) is not None
    ]
    found: dict[int, list[NewLine]] = {of.id: [] for of, _, _ in closing}
    for number, lines in measured(tx, book, used).items():
        found[number] += lines
    for of, running, _ in closing:
        for item in of.items:
            price = book.of(item)
            part = own(item, running)
            if part is not None and price.type == "recurring" and price.billing == "in_arrears":
                whole = of.stretch or running
                found[of.id].append(fee(book, of, item, part, whole, cause=cause("fee", item, part.start, "arrears")))
    return found


def advance(book: Known, of: Subscription, following: Stretch) -> list[NewLine]:
    """Fees for the period that begins."""
    return [
        fee(book, of, item, following, following, cause=cause("fee", item, following.start, "advance"))
        for item in of.items
        if book.of(item).type == "recurring" and book.of(item).billing == "in_advance"
    ]


def measured(tx: Tx, book: Known, used: Sequence[Used]) -> dict[int, list[NewLine]]:
    """A line for what was used in each stretch; all of it is measured by one question."""
    spans = [_span(book, each) for each in used]
    found: dict[int, list[NewLine]] = {}
    for each, quantity in zip(used, metering.quantities(tx, spans), strict=True):
        named = cause("usage", each.item, each.part.start, "arrears")
        line = usage(book, each.of, each.item, each.part, quantity, cause=named)
        if line is not None:
            found.setdefault(each.of.id, []).append(line)
    return found


def late(
    tx: Tx, book: Known, of: Sequence[Subscription], items: Mapping[int, Sequence[Item]]
) -> dict[int, list[NewLine]]:
    """What was told after its period had been billed: the difference to what was billed for it, one line a period.

    `items` are all of each subscription, those that have ended among them. What was
    billed is read from the lines that did, not counted again: an event whose commit a
    bill run did not see is billed with the next, whatever instant it bears. A part of a
    period is priced as amount(before + now) - amount(before).
    """
    asked = [
        (each, item, each.stretch)
        for each in of
        if each.stretch is not None
        for item in items[each.id]
        if item.price in book.prices and book.of(item).type == "usage" and item.starts_at_us < each.stretch.us[0]
    ]
    spans = [
        LateSpan(
            meter=_meter(book, item), customer=each.customer,
            before_us=min(running.us[0], item.ended_at_us or running.us[0]),
            received_from_us=max(running.us[0], item.ended_at_us or 0), received_before_us=running.us[1],
        )
        for each, item, running in asked
    ]  # fmt: skip
    told = [(*one, between) for one, between in zip(asked, metering.late(tx, spans), strict=True) if between]
    billed = invoices.used_so_far(tx, {item.id for _, item, _, _ in told})
    used = [
        Used(each, item, part, running.us[1])
        for each, item, running, between in told
        for part in _touched(each, item, running, between, billed.get(item.id, {}))
    ]
    found: dict[int, list[NewLine]] = {}
    for one, now in zip(used, metering.quantities(tx, [_span(book, one) for one in used]), strict=True):
        before = billed.get(one.item.id, {}).get(one.part.period, NOTHING)
        more = replace(now, quantity=now.quantity - before)
        boundary = one.of.stretch.start if one.of.stretch is not None else one.part.end
        named = cause("usage", one.item, one.part.start, f"late/{boundary}")
        line = usage(book, one.of, one.item, one.part, more, before=before, cause=named) if more.quantity else None
        if line is not None:
            found.setdefault(one.of.id, []).append(line)
    return found


def _touched(
    of: Subscription, item: Item, running: Stretch, between: tuple[int, int], billed: Collection[Period]
) -> list[Stretch]:
    """The stretches of an item, before the period that runs, in which something was told late.

    They are those of the lines that billed them, whatever rhythm the subscription had
    then; where nothing was billed, the rhythm's own, as far as no line reaches.
    """
    found: list[Stretch] = []
    day = local_day(max(between[0], item.starts_at_us), of.rhythm.timezone)
    while day < running.start:
        period = _stretch_at(of, day, running.start, billed)
        part = own(item, of.rhythm.stretch(period))
        if part is not None and part.us[0] <= between[1]:
            found.append(part)
        day = period.end
    return found


def _stretch_at(of: Subscription, day: date, end: date, billed: Collection[Period]) -> Period:
    """The stretch that holds a day: that of a line, else the whole interval less what lines around it have billed."""
    for period in billed:
        if day in period:
            return period
    whole = of.rhythm.whole(Period(day, end)).period
    start = max([whole.start, *(period.end for period in billed if period.end <= day)])
    return Period(start, min([whole.end, end, *(period.start for period in billed if period.start > day)]))


def own(item: Item, running: Stretch) -> Stretch | None:
    """The part of a period in which an item is charged."""
    start, start_us = max((running.start, running.us[0]), (item.starts_on, item.starts_at_us))
    end, end_us = running.end, running.us[1]
    if item.ended_on is not None and item.ended_at_us is not None:
        end, end_us = min((end, end_us), (item.ended_on, item.ended_at_us))
    return Stretch(Period(start, end), (start_us, end_us)) if start < end else None


def cause(verb: str, item: Item, start: date, what: str) -> str:
    """The natural key of what is billed once: `usage.billed/sit_4/2026-02-01/arrears/1`."""
    return f"{verb}.billed/{id_text('sit', item.id)}/{start}/{what}/1"


def _span(book: Known, used: Used) -> Span:
    return Span(
        meter=_meter(book, used.item),
        customer=used.of.customer,
        start_us=used.part.us[0],
        end_us=used.part.us[1],
        received_before_us=used.told_before_us,
    )


def _meter(book: Known, item: Item) -> int:
    meter = book.of(item).meter
    assert meter is not None  # noqa: S101 - a price of usage has one: catalog refuses it otherwise
    return meter

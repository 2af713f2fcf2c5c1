"""What is billed at a boundary: the period that ends in arrears, what came late for earlier ones, the next ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from harr.engine import Tx
from harr.kernel.calendar import Period
from harr.kernel.ids import id_text
from harr.kernel.zones import local_day
from harr.services import metering, subscriptions
from harr.services.billing.lines import Known, fee, usage
from harr.services.invoices import NewLine
from harr.services.metering import LateSpan, Span
from harr.services.subscriptions import Item, Stretch, Subscription


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


def late(tx: Tx, book: Known, of: Sequence[Subscription]) -> dict[int, list[NewLine]]:
    """What was told after its period had been billed: the difference to what it was billed for, one line a period.

    Counted are events told from the last boundary on and before this one; a part of
    a period is priced as amount(before + now) - amount(before).
    """
    asked = [
        (each, item, each.stretch)
        for each in of
        if each.stretch is not None
        for item in subscriptions.items_of(tx, [each.id])[each.id]
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
    found: dict[int, list[NewLine]] = {}
    for (each, item, running), between in zip(asked, metering.late(tx, spans), strict=True):
        if between is not None:
            found.setdefault(each.id, []).extend(_late_lines(tx, book, each, item, running, between))
    return found


def _late_lines(
    tx: Tx, book: Known, of: Subscription, item: Item, running: Stretch, between: tuple[int, int]
) -> list[NewLine]:
    first = max(between[0], item.starts_at_us)
    parts: list[Stretch] = []
    day = local_day(first, of.rhythm.timezone)
    while day < running.start:
        whole = of.rhythm.whole(Period(day, running.end))
        part = own(item, whole)
        if part is not None and part.us[0] <= between[1]:
            parts.append(part)
        day = whole.end
    before_us = max(running.us[0], item.ended_at_us or 0)
    was = metering.quantities(tx, [_span(book, Used(of, item, part, before_us)) for part in parts])
    now = metering.quantities(tx, [_span(book, Used(of, item, part, running.us[1])) for part in parts])
    lines = []
    for part, before, after in zip(parts, was, now, strict=True):
        more = replace(after, quantity=after.quantity - before.quantity, events=after.events - before.events)
        named = cause("usage", item, part.start, f"late/{running.start}")
        line = usage(book, of, item, part, more, before=before.quantity, cause=named) if more.quantity else None
        lines += [] if line is None else [line]
    return lines


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

"""A change of items or plan: at once with a share of the period given back and charged, or at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from harr.contract.events import SubscriptionChanged
from harr.contract.subscriptions import Subscription as SubscriptionResource
from harr.contract.subscriptions import SubscriptionChangeRequest
from harr.engine import Due, Tx
from harr.kernel.errors import Refusal, RuleConflict
from harr.kernel.ids import id_text, own_number
from harr.kernel.money import Money
from harr.kernel.time import instant
from harr.services import catalog, subscriptions, tenants
from harr.services.billing import periods, store, targets
from harr.services.billing.invoicing import Bill, bill, billed_lines
from harr.services.billing.lines import Known, fee, known, unused
from harr.services.billing.targets import Target
from harr.services.catalog import Price
from harr.services.invoices import NewLine
from harr.services.subscriptions import Change, Item, Rhythm, Stretch, Subscription

MAY_CHANGE = ("trialing", "active", "past_due")


def change(tx: Tx, subscription_id: str, given: SubscriptionChangeRequest) -> SubscriptionResource:
    """Change what is subscribed to: now, at the end of the period, or on a day ahead."""
    of = subscriptions.named(tx, subscription_id)
    subscriptions.require(of.status, MAY_CHANGE, "be changed")
    _offered(given)
    plan = None if given.plan is None else catalog.plan_named(tx, given.plan, "plan").id
    wanted = targets.target(tx, of, given, plan)
    prices = targets.sellable(tx, wanted.added, of.currency, tx.actor.app)
    _same_interval(of, given, prices)
    if given.when == "now":
        number = subscriptions.add_change(tx, of.id, given, status="applied", effective_at_us=tx.now_us, plan=plan)
        apply(tx, of, number, given, plan, tx.now_us)
        return subscriptions.shown(tx, of.id)
    return _later(tx, of, given, plan)


def by_agenda(tx: Tx, item: Due) -> None:
    """Apply a change on its day, if it still waits and the subscription still runs."""
    waiting = subscriptions.change_of(tx, own_number(item.subject))
    if waiting is None or waiting.status != "scheduled":
        return
    of = subscriptions.subscription(tx, [waiting.subscription])[waiting.subscription]
    if of.status not in MAY_CHANGE:
        subscriptions.changed(tx, waiting.id, "expired")
        return
    subscriptions.changed(tx, waiting.id, "applied", effective_at_us=item.due_at_us)
    subscriptions.move(tx, of, pending_change=None)
    apply(tx, subscriptions.again(tx, of), waiting.id, waiting.given, waiting.plan, item.due_at_us)


def at_the_end(tx: Tx, of: Subscription) -> Subscription:
    """The subscription as it goes on after its period: a change that waited for the end has been made."""
    waiting = subscriptions.waiting_change(tx, of.pending_change)
    if waiting is None or waiting.effective_at_us is not None or of.stretch is None:
        return of
    end, end_us = of.stretch.end, of.stretch.us[1]
    wanted = targets.target(tx, of, waiting.given, waiting.plan)
    _swap(tx, of, wanted, end, end_us)
    subscriptions.changed(tx, waiting.id, "applied", effective_at_us=end_us)
    subscriptions.move(tx, of, pending_change=None, plan=wanted.plan)
    after = subscriptions.again(tx, of)
    _tell(tx, of)
    return after


# ---- at once ---------------------------------------------------------------------------------------------------------


def apply(
    tx: Tx, of: Subscription, number: int, given: SubscriptionChangeRequest, plan: int | None, at_us: int
) -> None:  # fmt: skip
    """Make the change on its instant: unused time is given back, the rest of the period charged, usage closed."""
    wanted = targets.target(tx, of, given, plan)
    running = of.stretch
    assert running is not None  # noqa: S101 - a subscription that may change has a period
    unit = given.proration_unit or of.proration_unit
    rule = given.change_day or of.rules.change_day or "new"
    day, us = subscriptions.cut(of.rhythm.timezone, at_us, unit, next_day=rule == "old")
    day, us = subscriptions.within(running, day, us)
    book = known(tx, {*(item.price for item in of.items), *(each.price for each in wanted.added)})
    lines: list[NewLine] = []
    trialing = of.status == "trialing"
    if not trialing:
        lines += _closed(tx, book, of, wanted, running, day, us, restarts=given.period == "restart")
        if given.proration != "none":
            lines += _given_back(
                tx, book, of, wanted, running, day, us, number, unit, restarts=given.period == "restart"
            )
    added = _swap(tx, of, wanted, day, us)
    subscriptions.move(tx, of, plan=wanted.plan)
    if given.period == "restart" and not trialing:
        _restart(tx, of, book, wanted, day, us, unit)
    _drop_what_waits(tx, of)
    after = subscriptions.again(tx, of)
    if not trialing and given.proration != "none":
        lines += _charged(book, after, wanted, added, day, us, number, unit, restarted=given.period == "restart")
    _billed(tx, after, lines, given, number, at_us)
    subscriptions.reckon(tx, [of.id], at_us)
    _tell(tx, of)


def _drop_what_waits(tx: Tx, of: Subscription) -> None:
    """A change that waits and cannot be made on what the items are now is canceled: no renewal may fail of it."""
    after = subscriptions.again(tx, of)
    waiting = subscriptions.waiting_change(tx, after.pending_change)
    if waiting is None:
        return
    try:
        targets.target(tx, after, waiting.given, waiting.plan)
    except Refusal:
        subscriptions.changed(tx, waiting.id, "canceled")
        tx.unschedule(subscriptions.APPLY, id_text("sch", waiting.id))
        subscriptions.move(tx, after, pending_change=None)


def _closed(
    tx: Tx, book: Known, of: Subscription, wanted: Target, running: Stretch, day: date, us: int, *,
    restarts: bool,
) -> list[NewLine]:  # fmt: skip
    """What is billed in arrears of items that end, or of all where the period ends here."""
    if day <= running.start:
        return []
    altered = {item.id for item, _ in wanted.altered}
    closing = [
        item for item in of.items
        if restarts or item in wanted.ended or (item.id in altered and book.of(item).billing == "in_arrears")
    ]  # fmt: skip
    cut = of.rhythm.until(day, us, start=running)
    return periods.arrears(tx, book, [(replace(of, items=tuple(closing)), cut, us)])[of.id]


def _given_back(
    tx: Tx, book: Known, of: Subscription, wanted: Target, running: Stretch, day: date, us: int, number: int, unit: str,
    *, restarts: bool,
) -> list[NewLine]:  # fmt: skip
    """Unused time of what was charged ahead and ends here, or has another quantity from here on."""
    rest = subscriptions.rest(running, day, us, unit)
    if rest is None:
        return []
    changed = [*wanted.ended, *(item for item, _ in wanted.altered), *(wanted.kept if restarts else ())]
    ahead = [item for item in changed if _charged_ahead(book, item, rest.start)]
    limits = billed_lines(tx, (item.billed_line for item in ahead))
    rounding = tenants.entity(tx, of.entity).rules.rounding
    return [
        unused(
            book, of, item, rest, running, limit=_limit(limits[item.billed_line or 0].left), rounding=rounding,
            cause=_cause(number, item.id, "unused"), unit=unit,
        )
        for item in ahead
    ]  # fmt: skip


def _charged(
    book: Known, of: Subscription, wanted: Target, added: Sequence[int], day: date, us: int, number: int, unit: str, *,
    restarted: bool,
) -> list[NewLine]:  # fmt: skip
    """The rest of the period for what begins here or has another quantity; a whole one where it begins anew."""
    running = of.stretch
    rest = None if running is None else subscriptions.rest(running, day, us, unit)
    if running is None or rest is None:
        return []
    fresh = {*added, *(item.id for item, _ in wanted.altered)}
    return [
        fee(
            book, of, item, running if restarted else rest, running, kind="fee" if restarted else "remaining_time",
            cause=_cause(number, item.id, "charged"), unit=unit,
        )
        for item in of.items
        if (restarted or item.id in fresh)
        and book.of(item).type == "recurring"
        and book.of(item).billing == "in_advance"
    ]  # fmt: skip


def _billed(
    tx: Tx, of: Subscription, lines: Sequence[NewLine], given: SubscriptionChangeRequest, number: int, at_us: int
) -> None:
    if given.adjustment_document is not None:
        of = replace(of, rules=_with_document(of, given))
    if given.proration == "invoice_now":
        made = bill(tx, [Bill(of, tuple(lines), at_us)])
        if of.id in made:
            subscriptions.changed(tx, number, "applied", invoice=own_number(made[of.id].id))
    else:
        store.wait(tx, of.id, lines)


def _restart(tx: Tx, of: Subscription, book: Known, wanted: Target, day: date, us: int, unit: str) -> None:
    """A new period begins here, and from here boundaries are counted."""
    prices = {each.price: book.prices[each.price] for each in wanted.added}
    interval = targets.interval_of(prices, None) if prices else of.rhythm.interval
    begins = subscriptions.local_time(us, of.rhythm.timezone) if unit == "second" else of.rhythm.begins
    rhythm = Rhythm(interval, day, day.day, of.rhythm.timezone, begins)
    stretch = rhythm.opening(day, us)
    subscriptions.move(
        tx, of, stretch=stretch, next_invoice_at=stretch.us[1], anchor_on=day.isoformat(), anchor_day=day.day,
        begins_at=begins.isoformat(), interval_unit=interval.unit, interval_count=interval.count,
        body={"billing_anchor": {"day": day.day}},
    )  # fmt: skip
    text = id_text("sub", of.id)
    tx.unschedule("billing.renew", text)
    tx.schedule("billing.renew", text, instant(stretch.us[1]))


def _swap(tx: Tx, of: Subscription, wanted: Target, day: date, us: int) -> list[int]:
    """Write what the items become; the ids of those that begin."""
    subscriptions.end_items(tx, wanted.ended, day, us)
    for item, quantity in wanted.altered:
        subscriptions.set_item(
            tx, item.id, quantity=None if quantity is None else quantity.text,
            starts_on=max(day, item.starts_on).isoformat(), starts_at=max(us, item.starts_at_us),
        )  # fmt: skip
    place = max((item.place for item in of.items), default=-1) + 1
    rows = [(each.price, each.quantity, each.body) for each in wanted.added]
    return subscriptions.add_items(tx, of.id, rows, day, us, app=of.app, place=place)


def _charged_ahead(book: Known, item: Item, day: date) -> bool:
    price = book.of(item)
    ahead = price.type == "recurring" and price.billing == "in_advance" and item.billed_line is not None
    return ahead and item.billed_until is not None and item.billed_until > day


def _limit(left: Money) -> Money:
    return max(left, Money.zero(left.currency))


def _cause(number: int, item: int, what: str) -> str:
    return f"change.billed/{id_text('sch', number)}/{id_text('sit', item)}/{what}/1"


def _with_document(of: Subscription, given: SubscriptionChangeRequest) -> Any:
    rules = of.rules
    return type(rules)(**{**{name: getattr(rules, name) for name in rules.__struct_fields__},
                          "adjustment_document": given.adjustment_document})  # fmt: skip


def _tell(tx: Tx, before: Subscription) -> None:
    was = {"plan": None if before.plan is None else id_text("pln", before.plan),
           "items": [id_text("sit", item.id) for item in before.items]}  # fmt: skip
    tx.emit(SubscriptionChanged(object=subscriptions.shown(tx, before.id), previous=was))


# ---- later -----------------------------------------------------------------------------------------------------------


def _later(tx: Tx, of: Subscription, given: SubscriptionChangeRequest, plan: int | None) -> SubscriptionResource:
    """Keep the change; it takes the place of one that waits already."""
    waiting: Change | None = subscriptions.waiting_change(tx, of.pending_change)
    if waiting is not None:
        subscriptions.changed(tx, waiting.id, "canceled")
        tx.unschedule(subscriptions.APPLY, id_text("sch", waiting.id))
    at_us = None
    if given.when != "period_end":
        at_us = subscriptions.ahead(of.rhythm, given.when, tx.now_us)
    number = subscriptions.add_change(tx, of.id, given, status="scheduled", effective_at_us=at_us, plan=plan)
    if at_us is not None:
        tx.schedule(subscriptions.APPLY, id_text("sch", number), instant(at_us))
    subscriptions.move(tx, of, pending_change=number)
    return subscriptions.shown(tx, of.id)


def _offered(given: SubscriptionChangeRequest) -> None:
    if given.only_if_paid:
        raise RuleConflict(
            "a change that waits to be paid is not offered yet", field="only_if_paid", way_out="Leave it out."
        )
    if given.period == "keep_anchor":
        raise RuleConflict(
            "keep_anchor is not offered yet",
            field="period",
            way_out="Send keep, or restart.",
            allowed=["keep", "restart"],
        )
    if given.period == "restart" and given.when == "period_end":
        raise RuleConflict(
            "at the end of a period the next one begins anyway", field="period", way_out="Leave `period` out."
        )


def _same_interval(of: Subscription, given: SubscriptionChangeRequest, prices: Mapping[int, Price]) -> None:
    """A period that is kept stays as long as it is; another interval begins anew."""
    recurring = {number: price for number, price in prices.items() if price.type == "recurring"}
    if not recurring:
        return
    found = targets.interval_of(recurring, None)
    if found != of.rhythm.interval and (given.period != "restart" or given.when == "period_end"):
        raise RuleConflict(
            f"the price is for {found.count} {found.unit}, the subscription's period for "
            f"{of.rhythm.interval.count} {of.rhythm.interval.unit}",
            field="period",
            way_out="Send `period: restart`, so that a new period begins with the change.",
        )

"""The end of a subscription: at once or ahead, with unused time credited or not; and one that nobody paid."""

from __future__ import annotations

from datetime import date
from typing import Any

from harr.contract.events import SubscriptionCanceled, SubscriptionCancelScheduled, SubscriptionUncanceled
from harr.contract.subscriptions import Subscription as SubscriptionResource
from harr.contract.subscriptions import SubscriptionCancelRequest
from harr.engine import Due, Tx
from harr.kernel.errors import StateConflict, VoidNotAllowed
from harr.kernel.ids import id_text, own_number
from harr.kernel.money import Money
from harr.kernel.time import instant
from harr.services import invoices, subscriptions, tenants
from harr.services.billing import periods, store
from harr.services.billing.giving_back import give_back
from harr.services.billing.invoicing import Bill, bill, billed_lines
from harr.services.billing.lines import known, unused
from harr.services.subscriptions import Subscription

END = "billing.end"
MAY_END = ("scheduled", "trialing", "active", "incomplete", "past_due", "unpaid", "paused")


def cancel(tx: Tx, subscription_id: str, given: SubscriptionCancelRequest) -> SubscriptionResource:
    """End it now, at the end of the period, or on a day ahead."""
    of = subscriptions.named(tx, subscription_id)
    subscriptions.require(of.status, MAY_END, "be canceled")
    if given.when == "now" or of.status in {"scheduled", "incomplete"} or of.stretch is None:
        subscriptions.move(tx, of, body={"cancel_reason": given.reason}, cancel_at=None)
        _end(tx, subscriptions.again(tx, of), tx.now_us, told_before_us=tx.now_us + 1, credit=given.credit == "unused")
        return subscriptions.shown(tx, of.id)
    at_us = of.stretch.us[1] if given.when == "period_end" else subscriptions.ahead(of.rhythm, given.when, tx.now_us)
    tx.unschedule(END, subscription_id)
    if at_us != of.stretch.us[1]:
        tx.schedule(END, subscription_id, instant(at_us))
    body = {"cancel_reason": given.reason, "cancel_credit": given.credit == "unused"}
    subscriptions.move(tx, of, cancel_at=at_us, canceled_at=tx.now_us, body=body)
    shown = subscriptions.shown(tx, of.id)
    tx.emit(SubscriptionCancelScheduled(object=shown))
    return shown


def uncancel(tx: Tx, subscription_id: str) -> SubscriptionResource:
    """Take back a cancellation that is still ahead."""
    of = subscriptions.named(tx, subscription_id)
    if of.cancel_at_us is None or of.status not in subscriptions.LIVE:
        raise StateConflict("no cancellation is ahead", status=of.status, allowed=["cancel"])
    tx.unschedule(END, subscription_id)
    subscriptions.move(tx, of, cancel_at=None, canceled_at=None, body={"cancel_reason": None})
    shown = subscriptions.shown(tx, of.id)
    tx.emit(SubscriptionUncanceled(object=shown))
    return shown


def by_agenda(tx: Tx, item: Due) -> None:
    """End a subscription on its day, if that is still wanted."""
    of = subscriptions.subscription(tx, [own_number(item.subject)]).get(own_number(item.subject))
    if of is not None and of.status in MAY_END and of.cancel_at_us == item.due_at_us:
        _end(tx, of, item.due_at_us, told_before_us=item.due_at_us, credit=of.cancel_credit)


def expire(tx: Tx, item: Due) -> None:
    """Give up a subscription whose first invoice was not paid in time; one whose payment is on its way goes on."""
    of = subscriptions.subscription(tx, [own_number(item.subject)]).get(own_number(item.subject))
    if of is None or of.status != "incomplete":
        return
    latest = subscriptions.shown(tx, of.id).latest_invoice
    invoice = None if latest is None else invoices.shown(tx, [own_number(latest)])[0]
    if invoice is not None and invoice.payment_status == "processing":
        subscriptions.begin(tx, of.id)
        return
    _take_back(tx, latest)
    _close(tx, of, "incomplete_expired", item.due_at_us, *_cut(of, item.due_at_us))


def ended(tx: Tx, of: Subscription, day: date, us: int) -> None:
    """Its last period is over and billed."""
    _close(tx, of, "canceled", us, day, us)


def _end(tx: Tx, of: Subscription, at_us: int, *, told_before_us: int, credit: bool) -> None:
    """End a period before its time: usage and fees owed until then are billed, unused time is credited if wanted."""
    day, us = _cut(of, at_us)
    if of.status == "incomplete":
        _take_back(tx, subscriptions.shown(tx, of.id).latest_invoice)
    elif of.stretch is not None and of.status != "trialing":
        running = of.stretch
        book = known(tx, {item.price for item in of.items})
        lines = store.take(tx, [of.id])[of.id]
        if day > running.start:
            cut = of.rhythm.until(day, us, start=running)
            lines = [*periods.arrears(tx, book, [(of, cut, told_before_us)])[of.id], *lines]
        back = []
        left_over = subscriptions.rest(running, day, us, of.proration_unit)
        if credit and left_over is not None:
            ahead = [item for item in of.items if item.billed_until is not None and item.billed_until > left_over.start]
            billed = billed_lines(tx, (item.billed_line for item in ahead))
            rounding = tenants.entity(tx, of.entity).rules.rounding
            for item in ahead:
                left = billed[item.billed_line or 0].left
                named = f"cancel.billed/{id_text('sub', of.id)}/{id_text('sit', item.id)}/1"
                back.append(unused(book, of, item, left_over, running, limit=max(left, Money.zero(left.currency)),
                                   rounding=rounding, cause=named))  # fmt: skip
        bill(tx, [Bill(of, tuple(lines), at_us)])
        give_back(tx, of, back, at_us, reason="cancellation")
    _close(tx, of, "canceled", at_us, day, us)


def _close(tx: Tx, of: Subscription, status: str, at_us: int, day: date, us: int) -> None:
    """No item is charged any more, nothing is due any more."""
    text = id_text("sub", of.id)
    for verb in (END, "billing.renew", "billing.start", subscriptions.EXPIRE):
        tx.unschedule(verb, text)
    waiting = subscriptions.waiting_change(tx, of.pending_change)
    if waiting is not None:
        subscriptions.changed(tx, waiting.id, "canceled")
        tx.unschedule(subscriptions.APPLY, id_text("sch", waiting.id))
    fresh = subscriptions.again(tx, of)
    subscriptions.end_items(tx, fresh.items, day, us)
    asked: dict[str, Any] = {} if of.cancel_at_us is not None else {"canceled_at": at_us}
    subscriptions.move(tx, of, status=status, ended_at=at_us, next_invoice_at=None, pending_change=None, **asked)
    subscriptions.reckon(tx, [of.id], at_us)
    tx.emit(SubscriptionCanceled(object=subscriptions.shown(tx, of.id), previous={"status": of.status}))


def _cut(of: Subscription, at_us: int) -> tuple[date, int]:
    """Where the last day lies: its beginning, or (rule `termination_day`: billed) its end; within the period."""
    billed = of.rules.termination_day == "billed"
    day, us = subscriptions.cut(of.rhythm.timezone, at_us, of.proration_unit, next_day=billed)
    return (day, us) if of.stretch is None else subscriptions.within(of.stretch, day, us)


def _take_back(tx: Tx, invoice: str | None) -> None:
    """The invoice of a subscription that never began: void where the entity's rule allows, else left to be credited."""
    if invoice is None or invoices.shown(tx, [own_number(invoice)])[0].status != "open":
        return
    try:
        invoices.void(tx, invoice)
    except VoidNotAllowed:
        return

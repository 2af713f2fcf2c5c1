"""The end of a period: billed in arrears, the next one opened and billed in advance, all of it in one commit.

A boundary is renewed once: the subscription stands at the period that ends then, or
there is nothing to do. What is due computes with the boundary's instant, so that a
worker that slept bills as one that did not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harr.contract.events import SubscriptionActivated, SubscriptionRenewed
from harr.contract.subscriptions import Subscription as SubscriptionResource
from harr.engine import Due, Tx
from harr.kernel.errors import StateConflict
from harr.kernel.ids import id_text, own_number
from harr.kernel.time import instant
from harr.services import subscriptions
from harr.services.billing import changing, ending, periods, store
from harr.services.billing.invoicing import Bill, bill
from harr.services.billing.lines import known
from harr.services.invoices import NewLine
from harr.services.subscriptions import Stretch, Subscription

RENEW = "billing.renew"


@dataclass(frozen=True, slots=True)
class Boundary:
    """A subscription whose period ends at an instant, before and after what changes there."""

    before: Subscription
    after: Subscription
    running: Stretch
    following: Stretch | None
    """None: it ends there."""

    @property
    def at_us(self) -> int:
        """The instant of the boundary."""
        return self.running.us[1]


def by_agenda(tx: Tx, item: Due) -> None:
    """Renew one subscription whose time has come."""
    renew(tx, [(own_number(item.subject), item.due_at_us)])


def renew(tx: Tx, due: Sequence[tuple[int, int]]) -> list[int]:
    """Renew subscriptions at their boundaries, all or none; those that stood there, by id."""
    found = subscriptions.subscription(tx, [number for number, _ in due])
    ending_now = [found[number] for number, at in due if number in found and _stands_at(found[number], at)]
    boundaries = [_boundary(tx, each) for each in ending_now]
    lines = _lines(tx, boundaries)
    bills = [Bill(each.after, tuple(lines[each.before.id]), each.at_us) for each in boundaries]
    latest = {number: own_number(each.id) for number, each in bill(tx, bills, latest=False).items()}
    _moved_on(tx, boundaries, latest)
    return [each.before.id for each in boundaries]


def now(tx: Tx, subscription_id: str) -> SubscriptionResource:
    """Renew what is due already, without waiting for the worker."""
    of = subscriptions.named(tx, subscription_id)
    subscriptions.require(of.status, subscriptions.LIVE, "be renewed")
    if of.stretch is None or of.stretch.us[1] > tx.now_us:
        ends = "" if of.stretch is None else f"; its period ends on {of.stretch.end}"
        raise StateConflict(f"nothing is due yet{ends}", status=of.status, allowed=["change", "cancel"])
    tx.unschedule(RENEW, subscription_id)
    renew(tx, [(of.id, of.stretch.us[1])])
    return subscriptions.shown(tx, of.id)


def schedule(tx: Tx, number: int, at_us: int) -> None:
    """Put the next boundary on the agenda."""
    tx.schedule(RENEW, id_text("sub", number), instant(at_us))


def lines_ahead(tx: Tx, of: Subscription) -> tuple[list[NewLine], Boundary] | None:
    """What the next invoice would hold by what is known now; without anything being written."""
    if of.stretch is None or not of.live:
        return None
    following = None if _ends(of) else of.rhythm.opening(of.stretch.end)
    boundary = Boundary(of, of, of.stretch, following)
    return [*_lines(tx, [boundary], told_before=False)[of.id]], boundary


def _stands_at(of: Subscription, at_us: int) -> bool:
    return of.live and of.stretch is not None and of.stretch.us[1] == at_us


def _ends(of: Subscription) -> bool:
    return of.cancel_at_us is not None and of.stretch is not None and of.cancel_at_us <= of.stretch.us[1]


def _boundary(tx: Tx, before: Subscription) -> Boundary:
    running = before.stretch
    assert running is not None  # noqa: S101 - it stands at its end
    if _ends(before):
        return Boundary(before, before, running, None)
    after = changing.at_the_end(tx, before)
    return Boundary(before, after, running, after.rhythm.opening(running.end))


def _lines(tx: Tx, boundaries: Sequence[Boundary], *, told_before: bool = True) -> dict[int, list[NewLine]]:
    """The lines of every boundary: usage and fees that were owed, what came late, what waits, the next fees."""
    prices = {item.price for each in boundaries for of in (each.before, each.after) for item in of.items}
    old = subscriptions.items_of(tx, [each.before.id for each in boundaries])
    book = known(tx, prices | {item.price for items in old.values() for item in items})
    paying = [each for each in boundaries if each.before.status != "trialing"]
    owed = periods.arrears(
        tx, book, [(each.before, each.running, each.at_us if told_before else None) for each in paying]
    )
    late = periods.late(tx, book, [each.before for each in paying], old)
    numbers = [each.before.id for each in boundaries]
    waiting = store.take(tx, numbers) if told_before else store.waiting(tx, numbers)
    return {
        each.before.id: [
            *owed.get(each.before.id, []),
            *late.get(each.before.id, []),
            *waiting[each.before.id],
            *([] if each.following is None else periods.advance(book, each.after, each.following)),
        ]
        for each in boundaries
    }


def _moved_on(tx: Tx, boundaries: Sequence[Boundary], latest: Mapping[int, int]) -> None:
    """The subscriptions stand in their next period, or have ended."""
    for each in boundaries:
        if each.following is None:
            if each.before.id in latest:
                subscriptions.move(tx, each.before, latest_invoice=latest[each.before.id])
            ending.ended(tx, each.before, each.running.end, each.at_us)
    going = [(each, each.following) for each in boundaries if each.following is not None]
    subscriptions.move_all(tx, {
        each.before.id: {
            "stretch": following, "next_invoice_at": following.us[1],
            **({"status": "active"} if _begins(each) else {}),
            **({"latest_invoice": latest[each.before.id]} if each.before.id in latest else {}),
        }
        for each, following in going
    })  # fmt: skip
    tx.schedule_all(RENEW, [(id_text("sub", each.before.id), instant(after.us[1])) for each, after in going])
    for at_us in sorted({each.at_us for each, _ in going}):
        subscriptions.reckon(tx, [each.before.id for each, _ in going if each.at_us == at_us], at_us)
    shown = subscriptions.shown_all(tx, [each.before.id for each, _ in going])
    for each, _ in going:
        if _begins(each):
            tx.emit(SubscriptionActivated(object=shown[each.before.id], previous={"status": "trialing"}))
        else:
            tx.emit(SubscriptionRenewed(object=shown[each.before.id]))


def _begins(each: Boundary) -> bool:
    """Whether it is the end of a trial."""
    return each.before.status == "trialing"

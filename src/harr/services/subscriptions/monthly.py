"""What a month of a subscription comes to, each time that it becomes another: what recurring revenue is read from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from math import gcd

from harr.engine import Row, Tx
from harr.kernel.calendar import Interval
from harr.kernel.money import Exact
from harr.kernel.quantities import Quantity
from harr.kernel.zones import local_day
from harr.services import catalog, tenants
from harr.services.subscriptions import reading, store
from harr.services.subscriptions.subscription import Subscription

PAYING = ("active", "past_due", "unpaid")
DAYS_OF_A_YEAR, MONTHS_OF_A_YEAR = 365, 12


@dataclass(frozen=True, slots=True)
class Movement:
    """From a day on a month of a subscription comes to this; zero when it has ended."""

    subscription: int
    customer: int
    on: date
    at_us: int
    amount: Exact


def reckon(tx: Tx, numbers: Collection[int], at_us: int) -> None:
    """Note what a month of these subscriptions comes to from an instant on, where it is another than before."""
    found = reading.subscription(tx, numbers)
    prices = catalog.price(tx, sorted({item.price for each in found.values() for item in each.items}))
    last = store.last_movements(tx, found)
    for number, each in found.items():
        _note(tx, each, amount_of(each, prices), at_us, last.get(number))


def amount_of(subscription: Subscription, prices: dict[int, catalog.Price]) -> Exact:
    """The fees of a subscription that is paid for, for a month; usage and what is sold once do not count."""
    amount = Exact.zero(subscription.currency)
    if subscription.status not in PAYING:
        return amount
    for item in subscription.items:
        price = prices[item.price]
        if price.type == "recurring":
            rated = price.rate(item.quantity or Quantity(1), currency=subscription.currency)
            amount += _monthly(rated.exact, subscription.rhythm.interval)
    return amount


def movements(tx: Tx, entity: int, until: date) -> list[Movement]:
    """Every movement of an entity's subscriptions up to a day, by subscription, in order."""
    return [
        Movement(row["subscription"], row["customer"], date.fromisoformat(row["on_day"]), row["at"], _amount(row))
        for row in store.movements(tx, entity, until.isoformat())
    ]


def _monthly(amount: Exact, interval: Interval) -> Exact:
    if interval.months:
        return amount.times(1, interval.months)
    return amount.times(DAYS_OF_A_YEAR, MONTHS_OF_A_YEAR * interval.days)


def _note(tx: Tx, subscription: Subscription, amount: Exact, at_us: int, last: Row | None) -> None:
    if (Exact.zero(amount.currency) if last is None else _amount(last)) == amount:
        return
    common = gcd(amount.numerator, amount.denominator)
    on = local_day(at_us, tenants.entity(tx, subscription.entity).timezone)
    store.add_movement(tx, {
        "subscription": subscription.id, "number": 1 if last is None else last["number"] + 1,
        "customer": subscription.customer, "entity": subscription.entity, "currency": amount.currency,
        "on_day": on.isoformat(), "at": at_us, "numerator": str(amount.numerator // common),
        "denominator": str(amount.denominator // common),
    })  # fmt: skip


def _amount(row: Row) -> Exact:
    return Exact(int(row["numerator"]), int(row["denominator"]), row["currency"])

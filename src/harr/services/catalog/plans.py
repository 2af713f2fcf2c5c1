"""Plans as the other services use them, and what a plan has to be to be sold. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from harr.contract.shapes import Anchor
from harr.kernel.calendar import Interval
from harr.kernel.errors import CurrencyMismatch, FieldInvalid, NotFound, RuleConflict
from harr.kernel.ids import id_text
from harr.kernel.quantities import Quantity
from harr.services.catalog.prices import Price

NOT_YET = ("minimum_amount", "usage_thresholds", "entitlements")
"""What of a plan nothing would be done about yet."""


@dataclass(frozen=True, slots=True)
class PlanPrice:
    """A price of a plan, and how many of it; an optional one is added on demand."""

    price: int
    quantity: Quantity | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Prices that are sold together: one numbered version of a code."""

    id: int
    code: str
    name: str
    status: Literal["draft", "active", "archived"]
    number: int
    interval: Interval | None
    prices: tuple[PlanPrice, ...]
    trial_days: int | None
    trial_requires_payment_method: bool
    setup_prices: tuple[PlanPrice, ...]
    billing_anchor: Anchor | None


def check(fields: Mapping[str, Any], prices: Sequence[PlanPrice], setup: Sequence[PlanPrice],
          known: Mapping[int, Price]) -> None:  # fmt: skip
    """Refuse a plan that nobody could subscribe to."""
    for name in NOT_YET:
        if fields[name]:
            raise RuleConflict(f"{name} of a plan is not kept to yet", field=name, way_out=f"Leave {name} out.")
    interval = None if fields["interval"] is None else Interval(fields["interval"], fields["interval_count"] or 1)
    if interval is None and fields["interval_count"] is not None:
        raise FieldInvalid("a count of which interval?", field="interval_count", way_out="Send interval too.")
    if fields["trial_requires_payment_method"] and not fields["trial_days"]:
        raise RuleConflict("there is no trial", field="trial_requires_payment_method", way_out="Send trial_days too.")
    for field, listed, setting_up in (("prices", prices, False), ("setup_prices", setup, True)):
        for place, each in enumerate(listed):
            _price(each, listed[:place], known, f"{field}[{place}]", setting_up=setting_up, interval=interval)
    _one_currency([*prices, *setup], known)


def _price(
    each: PlanPrice,
    before: Sequence[PlanPrice],
    known: Mapping[int, Price],
    field: str,
    *,
    setting_up: bool,
    interval: Interval | None,
) -> None:
    price = known.get(each.price)
    if price is None:
        raise NotFound("there is no such price here", field=f"{field}.price")
    if any(each.price == other.price for other in before):
        raise RuleConflict("the price stands twice", field=f"{field}.price", way_out="Name it once, with a quantity.")
    if price.status == "archived":
        raise RuleConflict("the price is archived", field=f"{field}.price", way_out="Use the price that follows it.")
    if (price.type == "one_time") is not setting_up:
        way_out = "Put it among prices." if setting_up else "Put it among setup_prices."
        raise RuleConflict(f"the price is of type {price.type}", field=f"{field}.price", way_out=way_out)
    if price.type == "usage" and each.quantity is not None:
        raise RuleConflict("a meter tells the quantity of this price", field=f"{field}.quantity",
                           way_out="Leave quantity out.")  # fmt: skip
    if each.quantity is not None and each.quantity.units <= 0:
        raise FieldInvalid("a quantity is above zero", field=f"{field}.quantity", way_out="Leave the price out.")
    if interval is not None and price.interval is not None and not _whole(interval, price.interval):
        raise RuleConflict(
            f"{price.interval.count} {price.interval.unit} does not fit into the plan's interval",
            field=f"{field}.price",
            way_out="Use a price whose interval is the plan's, or a whole part of it.",
        )


def _whole(interval: Interval, part: Interval) -> bool:
    """Whether an interval is so many of the other."""
    if interval.months and part.months:
        return interval.months % part.months == 0
    return bool(interval.days and part.days) and interval.days % part.days == 0


def _one_currency(prices: Sequence[PlanPrice], known: Mapping[int, Price]) -> None:
    """All that is always charged has a currency in common."""
    shared: frozenset[str] | None = None
    for each in prices:
        price = known[each.price]
        if each.optional:
            continue
        left = price.currencies if shared is None else shared & price.currencies
        if not left:
            raise CurrencyMismatch(
                f"{id_text('prc', each.price)} has no currency in common with the prices before it",
                field="prices",
                currency=price.currency,
                other=min(shared or ()),
            )
        shared = left

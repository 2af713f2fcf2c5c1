"""What becomes of a subscription's items by a change: which stay, which are others, which end, which begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harr.contract.subscriptions import ItemChange, SubscriptionChangeRequest
from harr.engine import Tx
from harr.kernel.calendar import MONTH, Interval
from harr.kernel.errors import CurrencyMismatch, FieldInvalid, NotFound, RuleConflict
from harr.kernel.ids import id_number, id_text
from harr.kernel.quantities import Quantity
from harr.services import catalog, tenants
from harr.services.catalog import Plan, Price
from harr.services.subscriptions import Item, Subscription


@dataclass(frozen=True, slots=True)
class Wanted:
    """A price to subscribe to, and how many of it."""

    price: int
    quantity: Quantity | None
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """The items that stay as they are, that have another quantity, that end, that begin."""

    kept: tuple[Item, ...]
    altered: tuple[tuple[Item, Quantity | None], ...]
    ended: tuple[Item, ...]
    added: tuple[Wanted, ...]
    plan: int | None

    @property
    def changes(self) -> bool:
        """Whether anything is another than before."""
        return bool(self.altered or self.ended or self.added)


def of_plan(plan: Plan) -> list[Wanted]:
    """What a plan is made of, without what is optional."""
    return [Wanted(each.price, each.quantity, {}) for each in plan.prices if not each.optional]


def target(tx: Tx, of: Subscription, given: SubscriptionChangeRequest, plan: int | None) -> Target:
    """What the items become; a change that changes nothing is refused."""
    if (given.items is None) == (plan is None):
        raise FieldInvalid(
            "a change names a plan, or items: one of them", field="items", way_out="Send `plan`, or `items`."
        )
    found = _by_plan(tx, of, plan) if plan is not None else _by_items(of, given.items or [])
    if not found.changes:
        raise RuleConflict(
            "nothing would be another than it is", field="items", way_out="Send another price, quantity or plan."
        )
    if not (found.kept or found.altered or found.added):
        raise RuleConflict(
            "nothing would be left of the subscription", field="items", way_out="End it (`subscriptions.cancel`)."
        )
    return found


def _by_plan(tx: Tx, of: Subscription, number: int) -> Target:
    """The items of the other plan; an item at a price that both have stays."""
    plan = catalog.plan(tx, [number])[number]
    left = list(of.items)
    kept: list[Item] = []
    altered: list[tuple[Item, Quantity | None]] = []
    added: list[Wanted] = []
    for wanted in of_plan(plan):
        same = next((item for item in left if item.price == wanted.price), None)
        if same is None:
            added.append(wanted)
            continue
        left.remove(same)
        if wanted.quantity is None or wanted.quantity == (same.quantity or Quantity(1)):
            kept.append(same)
        else:
            altered.append((same, wanted.quantity))
    return Target(tuple(kept), tuple(altered), tuple(left), tuple(added), number)


def _by_items(of: Subscription, given: Sequence[ItemChange]) -> Target:
    items = {item.id: item for item in of.items}
    altered: dict[int, Quantity | None] = {}
    ended: list[Item] = []
    added: list[Wanted] = []
    for place, each in enumerate(given):
        at = f"items[{place}]"
        if each.item is None:
            added.append(_added(each, at))
            continue
        item = items.get(id_number(each.item, "sit", field=f"{at}.item"))
        if item is None:
            raise NotFound(f"the subscription has no active item {each.item}", field=f"{at}.item")
        if item in ended or item.id in altered:
            raise FieldInvalid("an item stands there twice", field=f"{at}.item", way_out="Send each item once.")
        price = None if each.price is None else id_number(each.price, "prc", field=f"{at}.price")
        quantity = None if each.quantity is None else _quantity(each.quantity, at)
        if each.remove or price not in {None, item.price}:
            ended.append(item)
        if each.remove:
            continue
        if price not in {None, item.price}:
            added.append(Wanted(price or 0, quantity or item.quantity, {"tax_rates": _rates(item)}))
        elif quantity is not None and quantity != (item.quantity or Quantity(1)):
            altered[item.id] = quantity
    kept = tuple(item for item in of.items if item not in ended and item.id not in altered)
    return Target(kept, tuple((items[n], q) for n, q in altered.items()), tuple(ended), tuple(added), of.plan)


def _added(each: ItemChange, at: str) -> Wanted:
    if each.price is None or each.remove:
        raise FieldInvalid(
            "an item to change is named by `item`, one to add by `price`",
            field=f"{at}.price",
            way_out="Send one of both.",
        )
    quantity = None if each.quantity is None else _quantity(each.quantity, at)
    return Wanted(id_number(each.price, "prc", field=f"{at}.price"), quantity, {})


def _quantity(text: str, at: str) -> Quantity:
    found = Quantity.parse(text, field=f"{at}.quantity")
    if not found:
        raise FieldInvalid("none of it is removed, not changed", field=f"{at}.quantity", way_out="Send `remove: true`.")
    return found


def _rates(item: Item) -> list[str]:
    return [id_text("txr", rate) for rate in item.tax_rates or ()]


# ---- prices that may be subscribed to --------------------------------------------------------------------------------


def sellable(
    tx: Tx, wanted: Sequence[Wanted], currency: str, app: int | None, field: str = "items"
) -> dict[int, Price]:
    """The prices, each active and in the currency, recurring or for usage; else why not, by its place."""
    found = catalog.price(tx, sorted({each.price for each in wanted}))
    for place, each in enumerate(wanted):
        price, at = found.get(each.price), f"{field}[{place}].price" if field == "items" else field
        if price is None:
            raise NotFound(f"there is no {id_text('prc', each.price)} here", field=at)
        if price.status != "active":
            raise RuleConflict(f"the price is {price.status}", field=at, way_out="Activate it, or take one that is.")
        if price.type == "one_time":
            raise RuleConflict(
                "a one-time price is not subscribed to", field=at,
                way_out="Order it (`invoices.create`), or name it among the plan's `setup_prices`.",
            )  # fmt: skip
        if currency not in price.currencies:
            raise CurrencyMismatch(
                f"the price is in {', '.join(sorted(price.currencies))}, not in {currency}", field=at, currency=currency
            )
        if price.type == "usage" and each.quantity is not None:
            raise RuleConflict("the meter says how many of a usage price", field=at, way_out="Leave the quantity out.")
        tenants.allowed(tx, app, "price_model", price.model, at)
    return found


def interval_of(prices: Mapping[int, Price], plan: Plan | None) -> Interval:
    """The one interval of a subscription: of its recurring prices, else of its plan, else a month."""
    found = {price.interval for price in prices.values() if price.interval is not None and price.type == "recurring"}
    if plan is not None and plan.interval is not None:
        found.add(plan.interval)
    if not found:
        found = {price.interval for price in prices.values() if price.interval is not None}
    if len(found) > 1:
        raise RuleConflict(
            "the prices are for different intervals",
            field="items",
            way_out="Subscribe to those of each interval apart.",
            intervals=sorted(f"{each.count} {each.unit}" for each in found),
        )
    return next(iter(found), MONTH)

"""How a subscription begins: what is subscribed to, its rhythm, its trial, its first invoice; in one commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from msgspec.structs import asdict

from harr.contract.events import SubscriptionActivated, SubscriptionCreated
from harr.contract.subscriptions import Subscription as SubscriptionResource
from harr.contract.subscriptions import SubscriptionCreate
from harr.engine import Due, Tx
from harr.kernel.calendar import Period
from harr.kernel.currencies import minor_units
from harr.kernel.errors import CouponNotApplicable, FieldInvalid, RuleConflict
from harr.kernel.ids import id_number, id_text, own_number
from harr.kernel.quantities import Quantity
from harr.kernel.time import instant, micros
from harr.kernel.zones import local_day, local_instant, zone_info
from harr.services import catalog, customers, subscriptions, tax, tenants
from harr.services.billing import periods, renewing, targets
from harr.services.billing.invoicing import Bill, bill
from harr.services.billing.lines import known, once
from harr.services.billing.targets import Wanted
from harr.services.catalog import Plan, Price
from harr.services.customers import Customer
from harr.services.invoices import NewLine
from harr.services.subscriptions import EXPIRE, Rhythm, Stretch, Subscription

START = "billing.start"
PAY_WITHIN_US = 23 * 3600 * 1_000_000
"""How long the first payment is waited for (API.md §4)."""
LATER = ("billing_group", "discounts", "term")
"""What version 1 declares and a subscription cannot have yet: refused by name."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a subscription is made by, read and found possible."""

    customer: Customer
    entity: int
    plan: Plan | None
    wanted: tuple[Wanted, ...]
    prices: Mapping[int, Price]
    currency: str
    timezone: str
    start_us: int
    trial_end_us: int | None
    unit: str
    rhythm: Rhythm


def create(tx: Tx, given: SubscriptionCreate) -> SubscriptionResource:
    """Subscribe a customer to a plan or to prices, now or from an instant on."""
    terms = _terms(tx, given)
    waits = terms.start_us > tx.now_us
    number = subscriptions.add(
        tx, given, terms.rhythm, status="scheduled", customer=terms.customer.id, entity=terms.entity,
        plan=None if terms.plan is None else terms.plan.id, currency=terms.currency,
        collection=_collection(given, terms.customer), payment_method=_method(given), start_us=terms.start_us,
        stretch=None, trial_end_us=terms.trial_end_us, rules=_rules(given), proration_unit=terms.unit,
    )  # fmt: skip
    starts_on = local_day(terms.start_us, terms.timezone)
    starts_us = _begins(terms, starts_on)
    rows = [(each.price, each.quantity, each.body) for each in terms.wanted]
    subscriptions.add_items(tx, number, rows, starts_on, starts_us, app=tx.actor.app)
    catalog.use(tx, sorted(terms.prices))
    tx.emit(SubscriptionCreated(object=subscriptions.shown(tx, number)))
    if waits:
        tx.schedule(START, id_text("sub", number), instant(terms.start_us))
    else:
        open_first(tx, number, terms.start_us)
    return subscriptions.shown(tx, number)


def by_agenda(tx: Tx, item: Due) -> None:
    """A subscription that waited for its day begins."""
    number = own_number(item.subject)
    found = subscriptions.subscription(tx, [number]).get(number)
    if found is not None and found.status == "scheduled":
        open_first(tx, number, item.due_at_us)


def open_first(tx: Tx, number: int, at_us: int) -> None:
    """The first period: the trial, or one that is billed at once."""
    of = subscriptions.subscription(tx, [number])[number]
    start = local_day(of.start_at_us, of.rhythm.timezone)
    if of.trial_end_us is not None and of.trial_end_us > at_us:
        end = local_day(of.trial_end_us, of.rhythm.timezone)
        stretch = Stretch(Period(start, end), (_start_us(of), of.trial_end_us))
        subscriptions.move(tx, of, status="trialing", stretch=stretch, next_invoice_at=stretch.us[1])
        renewing.schedule(tx, number, stretch.us[1])
        return
    stretch = of.rhythm.opening(start, _start_us(of))
    subscriptions.move(tx, of, status="active", stretch=stretch, next_invoice_at=stretch.us[1])
    renewing.schedule(tx, number, stretch.us[1])
    _first_invoice(tx, number, stretch, at_us)


def _first_invoice(tx: Tx, number: int, stretch: Stretch, at_us: int) -> None:
    """Setup fees and the first fees in advance. What is charged by itself runs when it is paid."""
    of = subscriptions.subscription(tx, [number])[number]
    made = bill(tx, [Bill(of, tuple(_lines(tx, of, stretch)), at_us)]).get(number)
    waits = made is not None and made.status == "open" and of.collection == "charge_automatically"
    if waits:
        subscriptions.move(tx, number, status="incomplete")
        tx.schedule(EXPIRE, id_text("sub", number), instant(at_us + PAY_WITHIN_US))
        return
    subscriptions.reckon(tx, [number], at_us)
    tx.emit(SubscriptionActivated(object=subscriptions.shown(tx, number), previous={"status": "scheduled"}))


def _lines(tx: Tx, of: Subscription, stretch: Stretch) -> list[NewLine]:
    setup = () if of.plan is None else catalog.plan(tx, [of.plan])[of.plan].setup_prices
    book = known(tx, {*(item.price for item in of.items), *(each.price for each in setup)})
    text = id_text("sub", of.id)
    return [
        *(
            once(book, of, book.prices[each.price], each.quantity,
                 cause=f"setup.billed/{text}/{id_text('prc', each.price)}/1")
            for each in setup
        ),
        *periods.advance(book, of, stretch),
    ]  # fmt: skip


# ---- what was sent ---------------------------------------------------------------------------------------------------


def _terms(tx: Tx, given: SubscriptionCreate) -> Terms:
    _offered(given)
    customer = customers.customer(tx, id_number(given.customer, "cus", field="customer"))
    if customer.status != "active":
        raise RuleConflict(
            f"the customer is {customer.status}", field="customer", way_out="Subscribe a customer that is active."
        )
    entity = tenants.entity_for(tx, given.entity, customer.entity)
    plan = None if given.plan is None else catalog.plan_named(tx, given.plan, "plan")
    wanted = _wanted(tx, given, plan)
    currency = _currency(tx, given, customer, wanted)
    tenants.allowed(tx, tx.actor.app, "currency", currency, "currency")
    prices = targets.sellable(tx, wanted, currency, tx.actor.app, "plan" if plan is not None else "items")
    timezone = customer.timezone or entity.timezone
    zone_info(timezone)
    unit = given.proration_unit or _rules(given).get("proration_unit") or _unit_of(prices) or "day"
    start_us = _start(tx, given, timezone)
    trial_end_us = _trial_end(given, plan, customer, start_us, timezone)
    interval = targets.interval_of(prices, plan)
    if unit == "fixed_30" and not interval.months:
        raise RuleConflict(
            "thirtieths of a month need an interval of months", field="proration_unit", way_out="Send day or second."
        )
    rhythm = subscriptions.rhythm_of(
        interval, trial_end_us or start_us, timezone, alignment=given.alignment or "anniversary",
        anchor=given.billing_anchor or (plan.billing_anchor if plan is not None else None), unit=unit,
    )  # fmt: skip
    return Terms(
        customer, entity.id, plan, tuple(wanted), prices, currency, timezone, start_us, trial_end_us, unit, rhythm
    )


def _wanted(tx: Tx, given: SubscriptionCreate, plan: Plan | None) -> Sequence[Wanted]:
    if (plan is None) == (given.items is None):
        raise FieldInvalid(
            "a subscription is to a plan or to items: one of them", field="plan", way_out="Send `plan`, or `items`."
        )
    if plan is not None:
        return targets.of_plan(plan)
    found = []
    for place, each in enumerate(given.items or []):
        at = f"items[{place}]"
        if each.override is not None:
            raise RuleConflict(
                "prices agreed with one customer are not offered yet", field=f"{at}.override",
                way_out="Make a price for this customer, and subscribe to it.",
            )  # fmt: skip
        quantity = None if each.quantity is None else Quantity.parse(each.quantity, field=f"{at}.quantity")
        if quantity is not None and not quantity:
            raise FieldInvalid("none of it is not subscribed to", field=f"{at}.quantity", way_out="Send 1 or more.")
        tax.require_rates(tx, each.tax_rates)
        body = {"tax_rates": each.tax_rates} if each.tax_rates else {}
        found.append(Wanted(id_number(each.price, "prc", field=f"{at}.price"), quantity, body))
    return found


def _currency(tx: Tx, given: SubscriptionCreate, customer: Customer, wanted: Sequence[Wanted]) -> str:
    """The one that is named, else the customer's, else the first price's."""
    first = catalog.price(tx, [wanted[0].price]).get(wanted[0].price)
    found = given.currency or customer.currency or (first.currency if first is not None else "EUR")
    minor_units(found, "currency")
    return found


def _start(tx: Tx, given: SubscriptionCreate, timezone: str) -> int:
    if given.start_at is None:
        return tx.now_us
    start_us = micros(given.start_at)
    if local_day(start_us, timezone) < local_day(tx.now_us, timezone):
        raise FieldInvalid(
            f"{given.start_at} is past", field="start_at",
            way_out="Send an instant of today or later. What was used before is invoiced as an order.",
        )  # fmt: skip
    return start_us


def _trial_end(
    given: SubscriptionCreate, plan: Plan | None, customer: Customer, start_us: int, timezone: str
) -> int | None:
    """The beginning of the first day that is paid for."""
    if given.trial_end is not None:
        end = local_day(micros(given.trial_end), timezone)
    elif plan is not None and plan.trial_days:
        end = local_day(start_us, timezone) + timedelta(days=plan.trial_days)
    else:
        return None
    if end <= local_day(start_us, timezone):
        raise FieldInvalid(
            "the trial would end before it has begun", field="trial_end", way_out="Send a later day, or leave it out."
        )
    needs = plan is not None and plan.trial_requires_payment_method
    if needs and given.payment_method is None and customer.default_payment_method is None:
        raise RuleConflict(
            "the plan's trial needs a payment method", field="payment_method",
            way_out="Send `payment_method`, or set the customer's default.",
        )  # fmt: skip
    return local_instant(end, timezone)


def _collection(given: SubscriptionCreate, customer: Customer) -> str:
    """As it is said; else by itself where there is something to charge."""
    if given.collection is not None:
        return given.collection
    charged = given.payment_method is not None or customer.default_payment_method is not None
    return "charge_automatically" if charged else "send_invoice"


def _method(given: SubscriptionCreate) -> int | None:
    return None if given.payment_method is None else id_number(given.payment_method, "pm", field="payment_method")


def _rules(given: SubscriptionCreate) -> dict[str, Any]:
    return {} if given.rules is None else {name: value for name, value in asdict(given.rules).items() if value}


def _unit_of(prices: Mapping[int, Price]) -> str | None:
    return next((price.proration_unit for price in prices.values() if price.proration_unit is not None), None)


def _begins(terms: Terms, day: Any) -> int:
    """From which instant usage counts: the beginning of the first day, or the very second."""
    return terms.start_us if terms.unit == "second" else local_instant(day, terms.timezone)


def _start_us(of: Subscription) -> int:
    return min(item.starts_at_us for item in of.items)


def _offered(given: SubscriptionCreate) -> None:
    if given.discounts:
        raise CouponNotApplicable(
            "discounts are not offered yet", field="discounts", way_out="Sell at a lower price, or credit afterwards."
        )
    for name in LATER:
        if getattr(given, name):
            raise RuleConflict(f"{name} is not offered yet", field=name, way_out=f"Leave {name} out.")
    if given.first_invoice == "next":
        raise RuleConflict(
            "a first invoice that waits for the next is not offered yet", field="first_invoice", way_out="Leave it out."
        )

"""The lines of a subscription's invoices: fees for a stretch of time, usage that was measured, time not used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from harr.contract.invoices import LineKind, LineProration
from harr.contract.shapes import Period
from harr.engine import Tx
from harr.kernel.errors import NotFound
from harr.kernel.ids import id_text
from harr.kernel.money import Money, Rounding, Share
from harr.kernel.quantities import Quantity
from harr.services import catalog, invoices
from harr.services.catalog import Price, Product
from harr.services.invoices import NewLine
from harr.services.metering import Measured
from harr.services.subscriptions import Item, Stretch, Subscription, part_of, share_of

ONE = Quantity(1)
SAID = {"unused_time": "Unused time: {}", "remaining_time": "Remaining time: {}", "correction": "Late usage: {}"}


@dataclass(frozen=True, slots=True)
class Known:
    """Prices and products that lines are made of."""

    prices: Mapping[int, Price]
    products: Mapping[int, Product]

    def of(self, item: Item) -> Price:
        """The price of an item."""
        return self.prices[item.price]

    def name(self, price: Price, kind: str) -> str:
        """What the line is called: the product, and what of it."""
        return SAID.get(kind, "{}").format(self.products[price.product].name)


def known(tx: Tx, prices: Iterable[int]) -> Known:
    """Prices with their products: two queries, however many they are."""
    wanted = sorted(set(prices))
    found = catalog.price(tx, wanted)
    for number in wanted:
        if number not in found:
            raise NotFound(f"there is no {id_text('prc', number)} here", field="price")
    return Known(found, catalog.product(tx, sorted({price.product for price in found.values()})))


def fee(
    book: Known, of: Subscription, item: Item, part: Stretch, running: Stretch, *, kind: LineKind = "fee", cause: str,
    unit: str | None = None,
) -> NewLine:  # fmt: skip
    """What an item costs for a stretch of the period that runs: all of it, or its share."""
    price = book.of(item)
    made = dict(price.rate(item.quantity or ONE, currency=of.currency).basis)
    share = _share(of, part, running, unit)
    return _line(book, of, item, kind, part, made=_shared(made, share), share=share, claim=cause, unit=unit)


def unused(
    book: Known, of: Subscription, item: Item, part: Stretch, running: Stretch, *, limit: Money, rounding: Rounding,
    cause: str, unit: str | None = None,
) -> NewLine:  # fmt: skip
    """What is given back for a stretch that was charged and is not used: never more than is left of that line."""
    price = book.of(item)
    rated = price.rate(item.quantity or ONE, currency=of.currency)
    share = _share(of, part, running, unit)
    made = _shared(dict(rated.basis), share, sign=-1)
    if part_of(rated.exact, share).settle(rounding) > limit:
        made = dict(invoices.given(-limit))
    return _line(
        book, of, item, "unused_time", part, made=made, share=share, claim=cause, corrects=item.billed_line, unit=unit
    )


def usage(
    book: Known, of: Subscription, item: Item, part: Stretch, measured: Measured, *, cause: str,
    before: Quantity | None = None,
) -> NewLine | None:  # fmt: skip
    """What was used in a stretch, or (`before`) what came late for it; nothing where nothing was used or owed."""
    price = book.of(item)
    rated = price.rate(measured.quantity, before=before, currency=of.currency)
    if not rated.exact and not measured.quantity:
        return None
    made = {**rated.basis, "events": measured.events, "events_digest": measured.digest}
    kind: LineKind = "usage" if before is None else "correction"
    return _line(book, of, item, kind, part, made=made, quantity=measured.quantity.text, tiers=rated.tiers, claim=cause)


def once(book: Known, of: Subscription, price: Price, quantity: Quantity | None, *, cause: str) -> NewLine:
    """What is sold once with a subscription: a setup fee."""
    amount = quantity or ONE
    return NewLine(
        description=book.name(price, "one_time"),
        made=price.rate(amount, currency=of.currency).basis,
        quantity=amount.text,
        product=price.product,
        price=price.id,
        tax_behavior=price.tax_behavior,
        claim=cause,
    )


def _share(of: Subscription, part: Stretch, running: Stretch, unit: str | None) -> Share | None:
    whole = of.rhythm.whole(running.period, aligned=of.rules.stub_denominator != "unaligned")
    return share_of(unit or of.proration_unit, part, whole, of.rhythm.interval)


def _shared(made: dict[str, Any], share: Share | None, *, sign: int = 1) -> dict[str, Any]:
    """A basis with the share of the period; below zero it is given back. Tiers of a share are not rounded apart."""
    if share is None and sign == 1:
        return made
    part = share or Share(1, 1)
    made.pop("round_at", None)
    return {**made, "share": {"numerator": sign * part.numerator, "denominator": part.denominator}}


def _line(
    book: Known, of: Subscription, item: Item, kind: LineKind, part: Stretch, *, made: Mapping[str, Any], claim: str,
    share: Share | None = None, unit: str | None = None, quantity: str | None = None, **more: Any,
) -> NewLine:  # fmt: skip
    price = book.of(item)
    shown = unit or of.proration_unit
    proration = None
    if share is not None:
        proration = LineProration(numerator=share.numerator, denominator=share.denominator, unit=shown)  # type: ignore[arg-type]
    return NewLine(
        description=book.name(price, kind),
        made=made,
        kind=kind,
        quantity=quantity or (item.quantity or ONE).text,
        product=price.product,
        price=price.id,
        subscription_item=item.id or None,
        meter=price.meter,
        tax_rates=item.tax_rates,
        tax_behavior=price.tax_behavior,
        period=Period(start=part.start, end=part.end),
        proration=proration,
        claim=claim,
        **more,
    )

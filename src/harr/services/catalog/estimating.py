"""What a price would charge for a quantity or for events: the rated lines, and nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from harr.contract.catalog import EstimateEvent, PriceEstimate, PriceEstimateRequest, RatedLine
from harr.engine import Tx
from harr.kernel.errors import FieldInvalid, RuleConflict
from harr.kernel.ids import id_text
from harr.kernel.money import Money, Rate
from harr.kernel.quantities import Quantity
from harr.services.catalog.actions import row_of, value_of
from harr.services.catalog.charges import exact_text, fraction
from harr.services.catalog.models import MODELS
from harr.services.catalog.prices import Price
from harr.services.catalog.rating import Rated


def estimate(tx: Tx, price_id: str, given: PriceEstimateRequest) -> PriceEstimate:
    """Rate a quantity, or events in their order."""
    price = value_of(row_of(tx, price_id))
    if (given.quantity is None) == (given.events is None):
        raise FieldInvalid(
            "a quantity or events: one of them", field="quantity", way_out="Send one and leave the other out."
        )
    currency = given.currency or price.currency
    price.terms(currency)
    billed = None if given.billed_before is None else Money.parse(given.billed_before, currency, field="billed_before")
    if given.events is not None and MODELS[price.model].events is not None:
        if given.before is not None:
            raise RuleConflict(
                "what was used before is not a quantity for this model",
                field="before",
                way_out="Send the events before together with these, and take the earlier estimate off.",
            )
        amounts = [_amount(each, price, currency, f"events[{place}]") for place, each in enumerate(given.events)]
        return present(price, price.rate_events(amounts, billed_before=billed, currency=currency))
    quantity = _quantity(given)
    before = None if given.before is None else Quantity.parse(given.before, field="before", negative=True)
    return present(price, price.rate(quantity, before=before, billed_before=billed, currency=currency))


def present(price: Price, rated: Rated) -> PriceEstimate:
    """What was rated, step by step."""
    return PriceEstimate(
        price=id_text("prc", price.id),
        currency=rated.currency,
        quantity=rated.quantity,
        exact_amount=exact_text(rated.exact),
        amount=rated.settle().text,
        lines=[
            RatedLine(
                tier=charge.tier,
                part=part.part,
                modifier=part.modifier,
                quantity=part.quantity,
                unit_amount=part.unit_amount,
                per=part.base_quantity,
                amount=exact_text(charge.exact),
            )
            for charge, part in zip(rated.charges, rated.parts, strict=True)
        ],
    )


def _quantity(given: PriceEstimateRequest) -> Quantity:
    """The quantity, or the sum of what the events say."""
    if given.events is None:
        return Quantity.parse(given.quantity or "", field="quantity", negative=True)
    found = Quantity(0)
    for place, each in enumerate(given.events):
        _only(each, f"events[{place}]", ("quantity",))
        found += Quantity.parse(each.quantity or "1", field=f"events[{place}].quantity", negative=True)
    return found


def _amount(each: EstimateEvent, price: Price, currency: str, field: str) -> Fraction:
    """What an event is worth, in main units: an amount, or a quantity at its own unit amount, or a plain quantity."""
    if each.amount is not None:
        _only(each, field, ("amount",))
        return Fraction(Rate.parse(Money.parse(each.amount, currency, field=f"{field}.amount").text, currency).amount)
    _only(each, field, ("quantity", "unit_amount") if price.model == "dynamic" else ("quantity",))
    if each.quantity is None and each.unit_amount is None:
        raise FieldInvalid("an event has an amount or a quantity", field=f"{field}.amount", way_out="Send one of them.")
    returned = price.model == "dynamic"
    quantity = fraction(Quantity.parse(each.quantity or "1", field=f"{field}.quantity", negative=returned))
    unit = Rate.parse(each.unit_amount or "1", currency, field=f"{field}.unit_amount")
    return quantity * Fraction(unit.amount)


def _only(each: EstimateEvent, field: str, taken: Sequence[str]) -> None:
    for name in each.__struct_fields__:
        if getattr(each, name) is not None and name not in taken:
            raise RuleConflict(
                f"an event of this price is said by {' and '.join(taken)}",
                field=f"{field}.{name}",
                way_out=f"Leave {name} out.",
            )

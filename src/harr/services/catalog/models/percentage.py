"""So many percent of each amount, with a fixed part, a floor and a cap for each, and leading amounts that are free."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from harr.kernel.money import Exact, Rate
from harr.services.catalog.charges import Charge, amount_of, total
from harr.services.catalog.terms import Terms

RULE = "percentage/1"
TAKES = frozenset({
    "percentage", "fixed_amount", "minimum_per_event", "maximum_per_event", "included_events", "included_amount_base",
})  # fmt: skip
NEEDS = ("percentage",)


def charges(terms: Terms, quantity: Fraction) -> list[Charge]:
    """A quantity without events is one amount; where nothing goes by the event, it may be the sum of many."""
    return events(terms, [quantity]) if quantity else []


def events(terms: Terms, amounts: Sequence[Fraction]) -> list[Charge]:
    """Each event by itself, in order: those between floor and cap together, those at either as so many of it."""
    rate, left = terms.rate("percentage"), terms.included_amount or Fraction()
    paid, fixed, floored, capped = Fraction(), 0, 0, 0
    for number, amount in enumerate(amounts, start=1):
        free = _free(terms, number, amount, left)
        left = max(left - amount, Fraction())
        if free is None:
            continue
        fee = _fee(terms, rate, amount - free)
        if terms.minimum_per_event is not None and fee < amount_of(terms.minimum_per_event):
            floored += 1
        elif terms.maximum_per_event is not None and fee > amount_of(terms.maximum_per_event):
            capped += 1
        else:
            paid, fixed = paid + amount - free, fixed + 1
    found = [Charge("percentage", paid, rate)]
    for count, each in ((fixed, terms.fixed), (floored, terms.minimum_per_event), (capped, terms.maximum_per_event)):
        if count and each is not None:
            found.append(Charge("flat", Fraction(count), each))
    return found


def _free(terms: Terms, number: int, amount: Fraction, left: Fraction) -> Fraction | None:
    """What of an event is free, or None for all of it. Included events and amount end together: the first that does."""
    in_count = terms.included_events is None or number <= terms.included_events
    if terms.included_amount is None:
        return None if terms.included_events is not None and in_count else Fraction()
    free = min(left, amount) if in_count else Fraction()
    return None if free and free == amount else max(free, Fraction())


def _fee(terms: Terms, rate: Rate, paid: Fraction) -> Exact:
    parts = [Charge("percentage", paid, rate)]
    if terms.fixed is not None:
        parts.append(Charge("flat", Fraction(1), terms.fixed))
    return total(parts, terms.currency)

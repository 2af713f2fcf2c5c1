"""Days as whole numbers, counted from 1970-01-01: how entries and day balances keep them, and find one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from harr.contract.operations import Listing
from harr.kernel.time import parse_date

EPOCH = date(1970, 1, 1)
LAST = (date.max - EPOCH).days


def number_of(day: date) -> int:
    """`number_of(date(1970, 1, 2))` is 1."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The other way round."""
    return EPOCH + timedelta(days=number)


def numbered(listing: Listing) -> Listing:
    """A listing whose filters on `effective_on` are numbers of days."""
    filters: Mapping[str, tuple[str | int, ...]] = {
        name: tuple(number_of(parse_date(str(value))) for value in values)
        if name.startswith("effective_on")
        else values
        for name, values in listing.filters.items()
    }
    return replace(listing, filters=filters)

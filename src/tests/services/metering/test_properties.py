"""What holds of all usage: periods add up to the whole, and no order or repetition of telling changes a quantity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harr.kernel.ids import id_number
from harr.kernel.quantities import Quantity
from harr.kernel.time import instant_text
from harr.services import metering
from harr.services.metering import Measured, Span
from harr.services.metering.aggregations import AGGREGATIONS
from harr.services.metering.events import Event, month_of, months_of
from harr.services.metering.meters import Condition
from tests.services.metering.conftest import Usage, us

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
START, END = us("2025-11-15T00:00:00Z"), us("2026-02-15T00:00:00Z")
INSTANTS = st.one_of(
    st.sampled_from([START, START + 1, us("2026-01-01T00:00:00Z") - 1, us("2026-01-01T00:00:00Z"), END - 1]),
    st.integers(START, END - 1),
)


@dataclass(frozen=True)
class Told:
    """An event as a caller tells it."""

    number: int
    happened_us: int
    n: int


TOLD = st.lists(st.tuples(INSTANTS, st.integers(-50, 50)), max_size=12).map(
    lambda found: [Told(number, at, n) for number, (at, n) in enumerate(found)]
)


@pytest.fixture
def meters(usage: Usage) -> dict[str, int]:
    """One meter of each aggregation."""
    return {name: id_number(usage.meter(name)) for name in AGGREGATIONS}


def measured(
    usage: Usage, meters: dict[str, int], told: Sequence[Told], borders: Sequence[int]
) -> dict[str, list[Measured]]:
    """What a new customer's events come to, in each of the periods between borders."""
    customer = usage.house("customers.create", name="Somebody")["id"]
    if told:
        usage.tell(*(
            {"id": f"{customer}/{one.number}", "time": instant_text(one.happened_us), "data": {"n": one.n},
             "customer": customer}
            for one in told
        ))  # fmt: skip
    periods = list(pairwise(borders))
    spans = [Span(meter, id_number(customer), *period) for meter in meters.values() for period in periods]
    found = usage.quantities(*spans)
    return {name: found[n * len(periods) : (n + 1) * len(periods)] for n, name in enumerate(meters)}


@FEW
@given(told=TOLD, inner=st.lists(INSTANTS, max_size=4))
def test_periods_add_up_to_the_whole(usage: Usage, meters: dict[str, int], told: list[Told], inner: list[int]) -> None:
    """Wherever borders lie, each event is in exactly one period."""
    found = measured(usage, meters, told, [START, *sorted(inner), END])
    assert sum((one.quantity for one in found["sum"]), Quantity(0)) == Quantity(sum(one.n for one in told))
    for name, parts in found.items():
        assert sum(part.events for part in parts) == len(told), name


@FEW
@given(told=TOLD, data=st.data())
def test_no_order_and_no_repetition_changes_a_quantity(
    usage: Usage, meters: dict[str, int], told: list[Told], data: st.DataObject
) -> None:
    """Told in any order, some of it many times: the same quantities, of as many events."""
    again = data.draw(st.lists(st.sampled_from(told), max_size=8)) if told else []
    shuffled = data.draw(st.permutations([*told, *again]))
    first, second = (measured(usage, meters, events, [START, END]) for events in (told, shuffled))
    figures = [
        {name: (parts[0].quantity, parts[0].events) for name, parts in found.items()} for found in (first, second)
    ]
    assert figures[0] == figures[1]


@given(values=st.lists(st.integers(-(10**6), 10**6)))
def test_aggregations_are_what_they_say(values: list[int]) -> None:
    """Each beside the plainest way to say it."""
    totals = {name: aggregation.total(list(values)) for name, aggregation in AGGREGATIONS.items()}
    assert totals == {
        "count": len(values),
        "sum": sum(values),
        "max": max(values, default=0),
        "min": min(values, default=0),
        "last": values[-1] if values else 0,
        "unique": len({*values}),
    }


@given(
    data=st.dictionaries(st.sampled_from("abc"), st.sampled_from(["x", "y", 1, True, None])),
    values=st.frozensets(st.sampled_from(["x", "y", "1", "true"]), min_size=1),
    name=st.sampled_from("abcd"),
)
def test_a_filter_and_its_opposite_part_all_events(data: Any, values: frozenset[str], name: str) -> None:
    """Each event is let through by one of the two, never by both."""
    assert Condition(name, values).met(data) is not Condition(name, values, exclude=True).met(data)


@given(at=st.integers(START, END), length=st.integers(0, 200 * 86_400_000_000))
def test_months_are_all_that_a_span_touches(at: int, length: int) -> None:
    """In order and without a gap: the month of its first microsecond to the month of its last."""
    months = months_of(at, at + length)
    assert (months[0], months[-1]) == (month_of(at), month_of(max(at, at + length - 1)))
    assert all(later - earlier == (89 if earlier % 100 == 12 else 1) for earlier, later in pairwise(months))


@given(first=st.dictionaries(st.text(max_size=5), st.one_of(st.text(max_size=5), st.integers(-9, 9), st.booleans())))
def test_an_event_is_the_same_in_whichever_order_its_properties_stand(first: dict[str, Any]) -> None:
    """And another one as soon as one of them differs."""
    turned = dict(reversed(list(first.items())))
    events = [Event("e", "t", 1, START, data) for data in (first, turned, {**first, "new": "x"})]
    prints = [event.fingerprint for event in events]
    assert prints[0] == prints[1]
    assert prints[0] != prints[2]
    assert 0 <= prints[0] < 2**63
    assert events[0].written == events[1].written


def test_the_digest_names_the_events(usage: Usage) -> None:
    """Another event, another value or another time: another digest."""
    meter = usage.meter("sum")
    spans = [usage.span(meter, f"2026-01-0{day}T00:00:00Z", f"2026-01-0{day + 1}T00:00:00Z") for day in (1, 2, 3, 4)]
    usage.tell(
        *(usage.at(f"2026-01-0{day}T00:00:00Z", n, id=name)
          for day, name, n in ((1, "a", 1), (2, "b", 1), (3, "c", 2)))
    )  # fmt: skip
    digests = [one.digest for one in usage.read(lambda tx: metering.quantities(tx, spans))]
    assert len(set(digests)) == 4

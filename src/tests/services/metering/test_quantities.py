"""Quantities of spans: every event in exactly one, counted once, exactly, whatever order it came in."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from harr.kernel.ids import id_number
from harr.services import metering
from harr.services.metering import store
from tests.services.metering.conftest import JANUARY, Usage, us

VALUES = [("2026-01-10T00:00:00Z", "2.50"), ("2026-01-11T00:00:00Z", "7.25"), ("2026-01-12T00:00:00Z", "2.50")]


@pytest.mark.parametrize(
    ("aggregation", "shown"),
    [("count", "3"), ("sum", "12.25"), ("max", "7.25"), ("min", "2.5"), ("last", "2.5"), ("unique", "2")],
)
def test_a_meter_makes_a_quantity_of_events(usage: Usage, aggregation: str, shown: str) -> None:
    """The same three events, by each aggregation; without any event it is zero."""
    decimals = {"decimals": 2} if aggregation not in {"count", "unique"} else {}
    meter = usage.meter(aggregation, **decimals)
    assert usage.shows(meter) == ("0", 0)
    usage.tell(*(usage.at(time, n, id=f"e{place}") for place, (time, n) in enumerate(VALUES)))
    assert usage.shows(meter) == (shown, 3)


def test_an_event_at_a_border_is_in_one_period(usage: Usage) -> None:
    """At the start: in. A microsecond before the end: in. At the end: in the next. Museum B22."""
    meter = usage.meter("sum")
    usage.tell(
        usage.at("2026-01-01T00:00:00Z", 1),
        usage.at("2026-01-31T23:59:59.999999Z", 10),
        usage.at("2026-02-01T00:00:00Z", 100),
        usage.at("2025-12-31T23:59:59.999999Z", 1000),
    )
    spans = [
        usage.span(meter, *JANUARY),
        usage.span(meter, JANUARY[1], "2026-03-01T00:00:00Z"),
        usage.span(meter, "2025-12-01T00:00:00Z", JANUARY[0]),
        usage.span(meter, "2025-12-01T00:00:00Z", "2026-03-01T00:00:00Z"),
        usage.span(meter, "2026-01-15T00:00:00Z", "2026-01-15T00:00:00Z"),
    ]
    assert [one.quantity.text for one in usage.quantities(*spans)] == ["11", "100", "1000", "1111", "0"]


def test_filters_say_which_events_count(usage: Usage) -> None:
    """One event is one unit, whatever filters overlap; those left out are in the rest. Museum I07."""
    both = usage.meter("count", code="both", filters=[{"property": "cloud", "values": ["aws", "gcp"]}])
    rest = usage.meter("count", code="rest", filters=[{"property": "cloud", "values": ["aws", "gcp"], "exclude": True}])
    large = usage.meter(
        "count",
        code="large",
        filters=[{"property": "cloud", "values": ["aws"]}, {"property": "large", "values": ["true"]}],
    )
    whole = usage.meter("count", code="whole")
    told: list[dict[str, Any]] = [{"cloud": "aws", "large": True}, {"cloud": "gcp"}, {"cloud": "own"}, {}]
    usage.tell(*({**usage.at("2026-01-10T00:00:00Z"), "id": str(n), "data": data} for n, data in enumerate(told)))
    assert [usage.shows(meter)[0] for meter in (both, rest, large, whole)] == ["2", "2", "1", "4"]


def test_a_quantity_can_be_proved(usage: Usage) -> None:
    """Whoever has the events computes the same digest: by time, those of one instant by id."""
    meter = usage.meter("sum", decimals=3)
    usage.tell(
        usage.at("2026-01-11T00:00:00Z", "1.500", id="c"),
        usage.at("2026-01-10T00:00:00Z", 7, id="b"),
        usage.at("2026-01-10T00:00:00Z", "-0.25", id="a"),
    )
    found = usage.quantities(usage.span(meter))[0]
    assert found.digest == sha256(b"a\x00-0.25\x00b\x007\x00c\x001.5\x00").hexdigest()


def test_what_came_later_is_not_counted_before(usage: Usage) -> None:
    """A bill run that is asked again for what was known gives the same; what was late is named."""
    meter = usage.meter("sum")
    usage.tell(usage.at("2026-01-10T00:00:00Z", 1))
    usage.house.advance(usage.parent, "2026-02-22T12:00:00Z")
    usage.tell(usage.at("2026-01-12T00:00:00Z", 2), usage.at("2026-01-14T00:00:00Z", 4))
    then = us("2026-02-21T00:00:00Z")
    assert usage.shows(meter, received_before_us=then) == ("1", 1)
    assert usage.shows(meter) == ("7", 3)
    spans = [
        usage.late_span(meter, JANUARY[1], "2026-02-21T00:00:00Z", "2026-02-23T00:00:00Z"),
        usage.late_span(meter, JANUARY[1], "2026-02-23T00:00:00Z", "2026-02-24T00:00:00Z"),
        usage.late_span(meter, JANUARY[0], "2026-02-21T00:00:00Z", "2026-02-23T00:00:00Z"),
    ]
    assert usage.read(lambda tx: metering.late(tx, spans)) == [
        (us("2026-01-12T00:00:00Z"), us("2026-01-14T00:00:00Z")),
        None,
        None,
    ]


def test_a_level_is_carried_over(usage: Usage) -> None:
    """Seats stay taken until somebody gives them back, also in a month in which nothing happened."""
    seats = usage.meter("sum", code="seats", carried_over=True)
    plan = usage.meter("last", code="storage", carried_over=True)
    usage.tell(usage.at("2025-10-10T00:00:00Z", 5), usage.at("2025-12-12T00:00:00Z", -2))
    assert usage.shows(seats) == ("3", 2)
    assert usage.shows(plan) == ("-2", 2)
    assert usage.shows(seats, "2025-11-01T00:00:00Z", "2025-12-01T00:00:00Z") == ("5", 1)


def test_events_of_another_subscription_are_left_out(usage: Usage) -> None:
    """An event that names a subscription is counted for it alone; one that names none for each."""
    meter = usage.meter("sum")
    mine, other = "sub_0000000000001", "sub_0000000000002"
    usage.tell(
        usage.at("2026-01-10T00:00:00Z", 1, subscription=mine),
        usage.at("2026-01-10T00:00:00Z", 10, subscription=other),
        usage.at("2026-01-10T00:00:00Z", 100),
    )
    assert usage.shows(meter, subscription=id_number(mine)) == ("101", 2)
    assert usage.shows(meter) == ("111", 3)


def test_long_spans_are_read_in_pages(usage: Usage, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few events are read at once, and though several happened in one instant."""
    meter = usage.meter("sum")
    usage.tell(*(usage.at(f"2026-01-{10 + n // 5:02}T00:00:00Z", n + 1) for n in range(40)))
    spans = [usage.span(meter), usage.span(meter, "2026-01-12T00:00:00Z"), usage.span(meter)]
    whole = usage.quantities(*spans)
    assert [one.events for one in whole] == [40, 30, 40]
    monkeypatch.setattr(store, "WINDOWS_AT_ONCE", 2)
    for at_once in (3, 5, 40, 70):
        monkeypatch.setattr(store, "EVENTS_AT_ONCE", at_once)
        assert usage.quantities(*spans) == whole


def test_hundreds_of_spans_take_few_statements(usage: Usage) -> None:
    """A bill run asks for all of a chunk at once."""
    meter = usage.meter("sum")
    spans = []
    for number in range(120):
        customer = usage.house("customers.create", name=f"Customer {number}")["id"]
        usage.tell(usage.at("2026-01-20T00:00:00Z", number, id=f"event-{number}", customer=customer))
        spans.append(metering.Span(id_number(meter), id_number(customer), us(JANUARY[0]), us(JANUARY[1])))

    def asked(tx: Any) -> tuple[list[str], int]:
        statements: list[str] = []
        ask = tx.rows

        def counted(sql: str, **args: Any) -> Any:
            statements.append(sql)
            return ask(sql, **args)

        tx.rows = counted
        return [one.quantity.text for one in metering.quantities(tx, spans)], len(statements)

    quantities, statements = usage.read(asked)
    assert quantities == [str(number) for number in range(120)]
    assert statements <= 5

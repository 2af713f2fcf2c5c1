"""Usage: bugs that other billing systems had, each told as the test that Harr has to pass.

B22, I06, I07 and I10 stand among the cases of metering.
"""

# ruff: noqa: N802 - a test is called by the place of its bug in the collection

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from harr.engine import SYSTEM
from harr.kernel.calendar import DAY, periods
from harr.kernel.ids import id_number
from harr.kernel.time import instant_text, micros
from harr.kernel.zones import period_instants
from harr.services import metering
from harr.services.metering import Span, store
from tests.scenarios.world import World
from tests.services.metering.conftest import JANUARY, Usage, us

FEBRUARY = (JANUARY[1], "2026-03-01T00:00:00Z")


@pytest.fixture
def usage(world: World) -> Usage:
    """A customer of the company."""
    return Usage(world.parent, world.house, world.customer())


@pytest.mark.parametrize("changes_on", [date(2025, 3, 30), date(2025, 10, 26)])
def test_museum_B12(usage: Usage, changes_on: date) -> None:
    """Days on which the clock is changed lost points, or had them twice: 23 and 25 hours, each in one day."""
    meter = id_number(usage.meter("count"))
    first = datetime.combine(changes_on, datetime.min.time(), UTC) - timedelta(days=1)
    hours = [first + timedelta(hours=hour) for hour in range(72)]
    usage.tell(*(usage.at(instant_text(micros(hour))) for hour in hours))
    days = periods(changes_on - timedelta(days=2), DAY, 5)
    spans = [
        Span(meter, id_number(usage.customer), *period_instants(day, "Europe/Amsterdam")) for day in days
    ]  # fmt: skip
    counts = [one.quantity.units for one in usage.quantities(*spans)]
    assert sum(counts) == 72
    assert counts[2] == (23 if changes_on.month == 3 else 25)


def test_museum_I01(usage: Usage) -> None:
    """A bill run that came late swept in the next period's usage: run three days late, it has the same quantity."""
    meter = usage.meter("sum")
    usage.house.advance(usage.parent, FEBRUARY[0])
    usage.tell(usage.at("2026-01-20T00:00:00Z", 1))
    on_time = usage.quantities(usage.span(meter))
    usage.house.advance(usage.parent, "2026-02-04T00:00:00Z")
    usage.tell(usage.at("2026-02-01T00:00:00Z", 10), usage.at("2026-02-03T00:00:00Z", 100))
    assert usage.quantities(usage.span(meter)) == on_time


def test_museum_I02(usage: Usage) -> None:
    """The last minutes before a cancellation were never billed: what comes later is named, and then counted."""
    meter = usage.meter("sum")
    canceled_at = "2026-01-20T10:00:00Z"
    usage.house.advance(usage.parent, canceled_at)
    span = usage.span(meter, JANUARY[0], canceled_at, received_before_us=us(canceled_at))
    assert usage.quantities(span)[0].events == 0
    usage.house.advance(usage.parent, "2026-01-20T10:30:00Z")
    usage.tell(usage.at("2026-01-20T09:59:59Z", 7))
    late = usage.late_span(meter, canceled_at, canceled_at, FEBRUARY[0])
    found = usage.house.gateway.engine.read(usage.house.tenant, SYSTEM, lambda tx: metering.late(tx, [late]))
    assert found == [(us("2026-01-20T09:59:59Z"), us("2026-01-20T09:59:59Z"))]
    assert usage.quantities(span)[0].events == 0
    assert usage.shows(meter, JANUARY[0], canceled_at) == ("7", 1)


def test_an_event_that_was_kept_after_a_bill_run_began_is_late(usage: Usage) -> None:
    """Its transaction began before the run, and was not seen by it: what came within half a minute is named again."""
    meter = usage.meter("sum")
    usage.house.advance(usage.parent, FEBRUARY[0])
    usage.tell(usage.at("2026-01-20T00:00:00Z", 1))
    for after_s, named in ((29, True), (30, True), (31, False)):
        ran = instant_text(us(FEBRUARY[0]) + after_s * 1_000_000)
        late = usage.late_span(meter, FEBRUARY[0], ran, FEBRUARY[1])
        found = usage.read(lambda tx, late=late: metering.late(tx, [late]))  # type: ignore[misc]
        assert (found[0] is not None) is named


def test_museum_I03(usage: Usage) -> None:
    """An event that was sent again after the period ended was billed in both: an id is one event for ever."""
    meter = usage.meter("sum")
    event = usage.at("2026-01-15T08:59:59Z", 5, id="once")
    usage.tell(event)
    usage.house.advance(usage.parent, "2026-02-15T00:00:00Z")
    assert usage.tell(event)["duplicates"] == 1
    moved = usage.tell({**event, "time": "2026-02-14T00:00:00Z"})
    assert [one["code"] for one in moved["rejected"]] == ["usage_id_reused"]
    assert (usage.shows(meter), usage.shows(meter, *FEBRUARY)) == (("5", 1), ("0", 0))


def test_museum_I04(usage: Usage) -> None:
    """Duplicates were counted until they had been merged: a quantity is exact as soon as the answer is there."""
    meter = usage.meter("sum")
    event = usage.at("2026-01-15T08:00:00Z", 5)
    for _ in range(5):
        usage.tell(event, event)
        assert usage.shows(meter) == ("5", 1)


def test_museum_I05(usage: Usage, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was claimed before a crash was lost after it: broken off at each step, all is counted once in the end."""
    meter = usage.meter("sum")
    events = [usage.at("2026-01-15T08:00:00Z", n, id=f"e-{n}") for n in range(1, 5)]
    for step, name in enumerate(("fingerprints", "keep", "meters_of", "claimed and then gone")):
        told = events[: step + 1]
        with monkeypatch.context() as broken:
            if name in {"fingerprints", "keep", "meters_of"}:
                broken.setattr(store, name, _crash)
            else:
                broken.setattr("harr.engine.audit.write", _crash)
            whole = [{"type": "api.call", "customer": usage.customer, **event} for event in told]
            assert usage.house.send("usage.create", events=whole).status == 500
        assert usage.tell(*told) == {
            "object": "usage_receipt", "accepted": 1, "duplicates": step, "rejected": [],
        }  # fmt: skip
    assert usage.shows(meter) == ("10", 4)
    assert all(check.passed for check in usage.read(metering.verify))


def test_museum_I09(usage: Usage) -> None:
    """A backdated event was passed over until another one came: it is there at once, whatever its time."""
    seats = usage.meter("sum", carried_over=True)
    for time, shown in (("2026-01-10T00:00:00Z", "1"), ("2025-06-01T00:00:00Z", "2"), ("2001-01-01T00:00:00Z", "3")):
        usage.tell(usage.at(time))
        assert usage.shows(seats)[0] == shown


def test_museum_I14(usage: Usage) -> None:
    """Usage that was passed on had the time at which it arrived: the time at which it happened decides."""
    meter = usage.meter("sum")
    usage.house.advance(usage.parent, "2026-02-10T00:00:00Z")
    usage.tell(usage.at("2026-01-31T23:59:59Z", 3))
    shown: Any = usage.house("usage.list")["data"][0]
    assert (shown["time"], shown["received_at"]) == ("2026-01-31T23:59:59Z", "2026-02-10T00:00:00Z")
    assert (usage.shows(meter), usage.shows(meter, *FEBRUARY)) == (("3", 1), ("0", 0))


def _crash(*_: object, **__: object) -> None:
    raise RuntimeError("the process is gone")

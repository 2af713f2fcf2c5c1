"""How much was used: the quantities of many spans at once, each with a digest that proves which events it counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import Any

from harr.engine import Row, Tx, loads
from harr.kernel.errors import NotFound, Refusal
from harr.kernel.ids import id_text
from harr.kernel.quantities import Quantity
from harr.services.metering import store
from harr.services.metering.aggregations import Value
from harr.services.metering.events import EARLIEST_US
from harr.services.metering.keeping import meter as meters_of
from harr.services.metering.meters import Data, Meter
from harr.services.metering.store import Arrivals, Window

UNCOMMITTED_US = 30_000_000
"""The longest transaction: one that began before a bill run may have been kept after it, unseen."""


@dataclass(frozen=True, slots=True)
class Span:
    """Of a meter and customer, what happened in [start, end) and was received strictly before an instant.

    With a subscription: events that name it, and events that name none.
    """

    meter: int
    customer: int
    start_us: int
    end_us: int
    subscription: int | None = None
    received_before_us: int | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity, of how many events, and the digest of their ids and values in the order of their times."""

    quantity: Quantity
    events: int
    digest: str


@dataclass(frozen=True, slots=True)
class LateSpan:
    """Of a meter and customer, what happened before an instant and was received in [from, before)."""

    meter: int
    customer: int
    before_us: int
    received_from_us: int
    received_before_us: int
    subscription: int | None = None


@dataclass
class Counter:
    """What becomes of a span while its events come by, in the order of their times."""

    meter: Meter
    subscription: int | None = None
    received_before_us: int | None = None
    values: list[Value] = field(default_factory=list)
    digest: Any = field(default_factory=sha256)

    def take(self, row: Row, data: Data) -> None:
        """Count an event, if it is one to be counted."""
        if not self._there(row) or not self.meter.counts(data):
            return
        try:
            value = self.meter.read(data)
        except Refusal:
            return  # told before there was this meter, and not in its terms: no quantity can be made of it
        self.values.append(value)
        self.digest.update(f"{row['event_id']}\0{self.meter.written(value)}\0".encode())

    def _there(self, row: Row) -> bool:
        if self.subscription is not None and row["subscription"] not in {None, self.subscription}:
            return False
        return self.received_before_us is None or row["received_at"] < self.received_before_us

    @property
    def measured(self) -> Measured:
        return Measured(self.meter.total(self.values), len(self.values), self.digest.hexdigest())


def quantities(tx: Tx, spans: Sequence[Span]) -> list[Measured]:
    """One answer for each span, in their order. An event at the border of two spans is in the later one alone.

    The digest is SHA-256 over the id and the value of each event that was counted, each followed by a zero byte,
    in the order of their times; those of one instant in the order of their apps and ids.
    """
    meters = _meters(tx, [span.meter for span in spans])
    counters = [Counter(meters[span.meter], span.subscription, span.received_before_us) for span in spans]
    windows: dict[Window, list[Counter]] = {}
    for span, counter in zip(spans, counters, strict=True):
        window = Window(counter.meter.event_type, span.customer, start_of(counter.meter, span.start_us), span.end_us)
        windows.setdefault(window, []).append(counter)
    counting = list(windows.values())
    for place, row in in_order(store.events(tx, list(windows))):
        data = loads(row["data"])
        for counter in counting[place]:
            counter.take(row, data)
    return [counter.measured for counter in counters]


def late(tx: Tx, spans: Sequence[LateSpan]) -> list[tuple[int, int] | None]:
    """Of each span, when the earliest and the latest event happened that came late, or None.

    It may name an event that was counted in time: one received within the thirty seconds before `received_from_us`,
    since its transaction may have been kept after the bill run that asked last; or one that a filter leaves out.
    So what was late is the difference between a period's quantity now and the one that was billed.
    """
    meters = _meters(tx, [span.meter for span in spans])
    found = store.arrivals(tx, [
        Arrivals(
            meters[span.meter].event_type,
            span.customer,
            span.before_us,
            span.received_from_us - UNCOMMITTED_US,
            span.received_before_us,
            span.subscription,
        )
        for span in spans
    ])  # fmt: skip
    return [found.get(place) for place in range(len(spans))]


def start_of(meter: Meter, start_us: int) -> int:
    """From when events count: a level that is carried over begins with the first event."""
    return EARLIEST_US if meter.carried_over else start_us


def in_order(rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """The same events, those of one instant in the order of their apps and ids: whichever came first."""
    for _, instant in groupby(rows, key=lambda found: (found[0], found[1]["happened_at"])):
        yield from sorted(instant, key=lambda found: (found[1]["app"], found[1]["event_id"], found[1]["number"]))


def _meters(tx: Tx, numbers: Sequence[int]) -> Mapping[int, Meter]:
    found = meters_of(tx, numbers)
    for number in numbers:
        if number not in found:
            raise NotFound(f"there is no {id_text('mtr', number)} here", field="meter")
    return found

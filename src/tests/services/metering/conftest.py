"""A house with a customer, whose meters are asked directly: as bill runs ask them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from harr.engine import SYSTEM, Tx
from harr.kernel.ids import id_number
from harr.kernel.time import parse_instant
from harr.services import metering
from harr.services.metering import LateSpan, Measured, Span
from tests.house import House

T = TypeVar("T")
JANUARY = ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")


@dataclass
class Usage:
    """What a customer uses, in a sandbox at noon of 20 February."""

    parent: House
    house: House
    customer: str

    def meter(self, aggregation: str = "sum", **further: Any) -> str:
        """A meter of API calls."""
        given: dict[str, Any] = {"code": aggregation, "event_type": "api.call", "aggregation": aggregation}
        if aggregation != "count":
            given["property"] = "n"
        text: str = self.house("meters.create", **given | further)["id"]
        return text

    def tell(self, *events: dict[str, Any]) -> dict[str, Any]:
        """Many events, each of which has a kind and a customer if it says nothing else."""
        whole = [{"type": "api.call", "customer": self.customer, **event} for event in events]
        found: dict[str, Any] = self.house("usage.create", events=whole)
        return found

    def at(self, time: str, n: Any = 1, **further: Any) -> dict[str, Any]:
        """An event of an instant; its id is the instant and what it says."""
        return {"id": f"{time}/{n}", "time": time, "data": {"n": n}, **further}

    def span(self, meter: str, start: str = JANUARY[0], end: str = JANUARY[1], **further: Any) -> Span:
        """Of this customer."""
        return Span(id_number(meter, "mtr"), id_number(self.customer, "cus"), us(start), us(end), **further)

    def late_span(self, meter: str, before: str, received_from: str, received_before: str) -> LateSpan:
        """Of this customer."""
        return LateSpan(
            id_number(meter, "mtr"), id_number(self.customer, "cus"), us(before), us(received_from), us(received_before)
        )

    def quantities(self, *spans: Span) -> list[Measured]:
        """As a bill run asks."""
        return self.read(lambda tx: metering.quantities(tx, spans))

    def shows(self, meter: str, start: str = JANUARY[0], end: str = JANUARY[1], **further: Any) -> tuple[str, int]:
        """The quantity of a span, and of how many events."""
        found = self.quantities(self.span(meter, start, end, **further))[0]
        return found.quantity.text, found.events

    def read(self, fn: Callable[[Tx], T]) -> T:
        """On a snapshot."""
        return self.house.gateway.engine.read(self.house.tenant, SYSTEM, fn)


def us(text: str) -> int:
    """Microseconds of an instant."""
    return parse_instant(text)


@pytest.fixture
def usage(house: House) -> Usage:
    """A customer of a sandbox."""
    sandbox = house.sandbox("2026-02-20T12:00:00Z")
    return Usage(house, sandbox, sandbox("customers.create", name="Tulip Travel", external_id="tulip")["id"])

"""The world's revenue: services that are earned over time, and how that is changed by hand."""

from __future__ import annotations

from typing import Any

from tests.conformance.recorder import Recorder

Made = dict[str, str]


def chapter(house: Recorder, made: Made) -> None:
    """A schedule that is spread again, one that is earned at once in part, and usage that was accrued."""
    period = {"start": "2026-01-01", "end": "2027-01-01"}
    fee = {"description": "Support", "kind": "fee", "product": made["product"], "amount": "120.00", "period": period}
    usage = {"description": "Calls", "kind": "usage", "amount": "4.20",
             "period": {"start": "2026-01-01", "end": "2026-02-01"}}  # fmt: skip
    sold: dict[str, Any] = house(
        "invoices.create", customer=made["customer"], entity=made["entity"], currency="EUR", lines=[fee, fee, usage],
        finalize=True, balance_to_use="none",
    )  # fmt: skip
    first, second = (line["recognition"]["schedule"] for line in sold["lines"][:2])
    further = {"start": "2026-06-01", "end": "2030-01-01"}
    house("recognition_schedules.adjust", first, reason="The customer starts later", method="month", period=further)
    house("recognition_schedules.adjust", second, reason="A part was delivered", amount="1.00")
    house("recognition_schedules.retrieve", first)
    house("recognition_schedules.list")

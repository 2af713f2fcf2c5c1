"""The world's usage: meters, and what was told to them."""

from __future__ import annotations

from tests.conformance.recorder import Recorder

Made = dict[str, str]


def chapter(house: Recorder, made: Made) -> None:
    """Meters of each kind, one that was archived, events one by one and many at a time."""
    made["meter"] = house(
        "meters.create", code="calls", event_type="api.call", aggregation="sum", property="n", decimals=2,
        group_by=["region"], filters=[{"property": "test", "values": ["true"], "exclude": True}], unit_name="call",
        external_id="meter-1", metadata={"team": "core"},
    )["id"]  # fmt: skip
    seats = house("meters.create", code="seats", event_type="seat", aggregation="last", property="n", carried_over=True)
    house("meters.update", seats["id"], unit_name="seat")
    gone = house("meters.create", code="gone", event_type="gone", aggregation="count")["id"]
    house("meters.archive", gone)
    house("meters.retrieve", made["meter"])
    house("meters.list")
    event = {"type": "api.call", "time": "2026-01-20T10:00:00Z", "data": {"n": "1.25", "region": "eu"}}
    house(
        "usage.create", **event, id="usage-1", subject="customer-1", source="gateway-1", specversion="1.0",
        datacontenttype="application/json",
    )  # fmt: skip
    house("usage.create", events=[
        {**event, "id": "usage-2", "customer": made["customer"]},
        {**event, "id": "usage-3", "customer": made["person"], "time": "2026-01-20T10:00:01Z"},
    ])  # fmt: skip
    made["usage_price"] = house(
        "prices.create", product=made["product"], model="graduated", billing="in_arrears", type="usage",
        interval="month", meter=seats["id"], currency="EUR", tax_behavior="exclusive", code="calls-eur",
        tiers=[{"up_to": "1000", "unit_amount": "0"}, {"unit_amount": "0.0042"}],
    )["id"]  # fmt: skip
    house("prices.update", made["usage_price"], meter=made["meter"])
    house("prices.activate", made["usage_price"])
    house("usage.list")
    house("meters.values", made["meter"], customer=made["customer"], period="2026-01", group_by="region")
    house("meters.values", made["meter"])

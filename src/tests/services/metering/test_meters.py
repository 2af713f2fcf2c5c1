"""Meters: what can be counted with, and what of a meter may change."""

from __future__ import annotations

from typing import Any

import pytest

from harr.kernel.errors import Refusal
from harr.services import metering
from harr.services.metering.meters import Condition, Meter
from tests.house import House
from tests.services.metering.conftest import Usage

CALLS: dict[str, Any] = {"code": "calls", "event_type": "api.call", "aggregation": "sum", "property": "n"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"aggregation": "weighted"}, "aggregation"),
        ({"aggregation": "percentile", "percentile": 95}, "aggregation"),
        ({"percentile": 95}, "percentile"),
        ({"expression": "n * 2", "property": None}, "expression"),
        ({"property": None}, "property"),
        ({"aggregation": "count"}, "property"),
        ({"aggregation": "count", "property": None, "decimals": 2}, "decimals"),
        ({"aggregation": "unique", "decimals": 2}, "decimals"),
        ({"aggregation": "max", "carried_over": True}, "carried_over"),
        ({"aggregation": "unique", "carried_over": True}, "carried_over"),
    ],
)
def test_a_meter_that_could_not_count_is_refused(house: House, change: dict[str, Any], field: str) -> None:
    """By the name of what is not built, or does not go together."""
    said = house.refused("meters.create", **CALLS | change)
    assert (said["code"], said["field"]) == ("rule_conflict", field)
    assert house("meters.list")["data"] == []


def test_a_code_names_one_active_meter(house: House) -> None:
    """It is free again when the meter is archived."""
    first = house("meters.create", **CALLS, external_id="m-1")
    assert house.refused("meters.create", **CALLS)["facts"]["id"] == first["id"]
    assert house.refused("meters.create", **CALLS | {"code": "x"}, external_id="m-1")["field"] == "external_id"
    archived = house("meters.archive", first["id"])
    assert (archived["status"], archived["version"]) == ("archived", 2)
    assert house.refused("meters.archive", first["id"])["code"] == "state_conflict"
    second = house("meters.create", **CALLS)
    assert [one["id"] for one in house("meters.list", code="calls", status="active")["data"]] == [second["id"]]


def test_only_its_name_may_change(house: House) -> None:
    """How a meter counts is what was agreed: another meter follows it."""
    meter = house("meters.create", **CALLS)
    named = house("meters.update", meter["id"], unit_name="call", metadata={"team": "core"})
    assert (named["unit_name"], named["metadata"], named["version"]) == ("call", {"team": "core"}, 2)
    assert house("meters.update", meter["id"], unit_name="call")["version"] == 2
    assert house.refused("meters.update", meter["id"], aggregation="max")["code"] == "field_unknown"
    assert house("meters.retrieve", meter["id"]) == named


def test_an_archived_meter_still_answers(usage: Usage) -> None:
    """No event is taken for it any more; what was told is billed to the end."""
    meter = usage.meter("sum")
    usage.tell(usage.at("2026-01-10T00:00:00Z", 5))
    usage.house("meters.archive", meter)
    refused = usage.tell(usage.at("2026-01-11T00:00:00Z", 7))["rejected"][0]
    assert (refused["code"], refused["field"]) == ("not_found", "events[0].type")
    assert usage.tell(usage.at("2026-01-10T00:00:00Z", 5))["duplicates"] == 1
    assert usage.shows(meter) == ("5", 1)


def test_a_new_meter_counts_what_was_told_before(usage: Usage) -> None:
    """As far as it can: an event that does not carry what it reads is no quantity."""
    usage.meter("count")
    usage.tell(
        usage.at("2026-01-10T00:00:00Z", 5),
        usage.at("2026-01-11T00:00:00Z", "2.5"),
        {"id": "bare", "time": "2026-01-12T00:00:00Z"},
    )
    assert usage.shows(usage.meter("sum")) == ("5", 1)
    assert usage.shows(usage.meter("sum", code="finer", decimals=1)) == ("7.5", 2)


def test_meters_as_the_other_services_see_them(usage: Usage) -> None:
    """By number; those that are not there are left out."""
    made = usage.meter(
        "sum", decimals=2, group_by=["region"], unit_name="GB",
        filters=[{"property": "test", "values": ["true"], "exclude": True}],
    )  # fmt: skip
    number = usage.span(made).meter
    found = usage.read(lambda tx: metering.meter(tx, [number, 7]))
    assert found == {
        number: Meter(
            id=number,
            status="active",
            code="sum",
            event_type="api.call",
            aggregation="sum",
            decimals=2,
            property="n",
            conditions=(Condition("test", frozenset({"true"}), exclude=True),),
            group_by=("region",),
            unit_name="GB",
        )
    }


@pytest.mark.parametrize(
    ("aggregation", "decimals", "value", "read"),
    [
        ("sum", 0, 12, 12),
        ("sum", 2, 12, 1200),
        ("sum", 2, "12.3", 1230),
        ("sum", 2, "-0.01", -1),
        ("sum", 9, "0.000000001", 1),
        ("sum", 0, 2**53 - 1, 2**53 - 1),
        ("sum", 0, "9223372036854775807", 2**63 - 1),
        ("unique", 0, 12, "12"),
        ("unique", 0, "12", "12"),
        ("unique", 0, True, "true"),
        ("unique", 0, "", ""),
        ("count", 0, None, 1),
        ("sum", 1, "12.34", None),
        ("sum", 0, "9223372036854775808", None),
        ("sum", 9, 2**53 - 1, 9007199254740991000000000),
        ("sum", 2, "١٢", None),
        ("sum", 2, "1e3", None),
        ("sum", 2, " 1", None),
        ("sum", 2, "+1", None),
        ("sum", 2, "-0", None),
        ("sum", 2, "NaN", None),
        ("sum", 2, "", None),
        ("sum", 2, True, None),
        ("sum", 2, None, None),
        ("unique", 0, None, None),
    ],
)  # fmt: skip
def test_what_a_meter_reads(aggregation: str, decimals: int, value: Any, read: int | str | None) -> None:
    """An exact whole number of its decimals, or text; whatever is neither is refused, and the field is named."""
    meter = Meter(1, "active", "m", "t", aggregation, decimals, None if aggregation == "count" else "n")
    if read is None or (isinstance(read, int) and abs(read) >= 2**63):
        with pytest.raises(Refusal) as refused:
            meter.read({"n": value}, "data")
        assert refused.value.field == "data.n"
    else:
        assert meter.read({"n": value}, "data") == read

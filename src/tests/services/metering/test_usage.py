"""Telling usage: once is counted once, however often it is told; each event is taken or refused on its own."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harr.edge.validation import BULK_LIMIT
from harr.engine import SYSTEM
from harr.services import metering
from tests.house import House
from tests.services.metering.conftest import JANUARY, Usage

EVENT: dict[str, Any] = {"id": "e-1", "type": "api.call", "time": "2026-01-10T00:00:00Z", "data": {"n": "1"}}
TAKEN = {"object": "usage_receipt", "accepted": 1, "duplicates": 0, "rejected": []}
AGAIN = {**TAKEN, "accepted": 0, "duplicates": 1}


@pytest.mark.parametrize(
    "whose",
    [
        {"customer": "…"},
        {"customer_external_id": "tulip"},
        {"subject": "tulip", "specversion": "1.0", "datacontenttype": "application/json", "dataschema": "urn:x"},
        {"subject": "…"},
    ],
)
def test_one_event(usage: Usage, whose: dict[str, str]) -> None:
    """By our id of the customer or by the app's own; a CloudEvent is taken as it is. Told again, it is counted once."""
    meter = usage.meter("sum")
    named = {name: usage.customer if text == "…" else text for name, text in whose.items()}
    assert usage.house("usage.create", **EVENT, **named) == TAKEN
    assert usage.house("usage.create", **EVENT, customer=usage.customer) == AGAIN
    assert usage.shows(meter) == ("1", 1)


@pytest.mark.parametrize(
    "change",
    [
        {"data": {"n": "2"}},
        {"data": {"n": 1}},
        {"data": {"n": "1", "region": "eu"}},
        {"time": "2026-01-10T00:00:01Z"},
        {"type": "other"},
        {"source": "gateway-2"},
        {"subscription": "sub_0000000000001"},
        {"customer": "other"},
    ],
)
def test_an_id_says_one_thing(usage: Usage, change: dict[str, Any]) -> None:
    """With another body it is refused, alone and in a batch, and what was told first stays."""
    meter = usage.meter("sum")
    usage.meter("count", event_type="other")
    other = usage.house("customers.create", name="Other")["id"]
    first = {**EVENT, "customer": usage.customer}
    usage.house("usage.create", **first)
    said = {**first, **{name: other if text == "other" and name == "customer" else text
                        for name, text in change.items()}}  # fmt: skip
    refused = usage.house.refused("usage.create", **said)
    assert (refused["status"], refused["code"], refused["field"]) == (409, "usage_id_reused", "id")
    batch = usage.house("usage.create", events=[first, said])
    assert (batch["accepted"], batch["duplicates"]) == (0, 1)
    assert [(one["index"], one["id"], one["code"], one["field"]) for one in batch["rejected"]] == [
        (1, "e-1", "usage_id_reused", "events[1].id")
    ]
    assert usage.shows(meter) == ("1", 1)


def test_a_batch_takes_each_on_its_own(usage: Usage) -> None:
    """Good ones stay in, whatever the others are; sent again, all is the same. Museum I06."""
    meter = usage.meter("sum", decimals=2)
    good = {"customer": usage.customer, "time": "2026-01-10T00:00:00Z", "type": "api.call"}
    events: list[dict[str, Any]] = [
        {**good, "id": "a", "data": {"n": "1.25"}},
        {**good, "id": "a", "data": {"n": "1.25"}},
        {**good, "id": "a", "data": {"n": "1.26"}},
        {**good, "id": "b", "data": {"n": "1.255"}},
        {**good, "id": "c", "data": {}},
        {**good, "id": "d", "data": {"n": 2}, "customer": "cus_0000000000001"},
        {**good, "id": "e", "data": {"n": 2}, "customer": "nobody"},
        {**good, "id": "f", "data": {"n": 2}, "time": "2026-02-20T12:05:00.000001Z"},
        {**good, "id": "g", "data": {"n": 2}, "time": "1999-12-31T23:59:59Z"},
        {**good, "id": "h", "data": {"n": 2}, "type": "api.cal"},
        {**good, "id": "i", "data": {"n": -2}, "time": "2026-02-20T12:05:00Z"},
        {"id": "j", "type": "api.call", "time": "2026-01-10T00:00:00Z", "data": {"n": 2}},
        {**good, "id": "k", "data": {"n": 2}, "subject": "tulip"},
        {**good, "id": "l", "data": {"n": "-0.5"}},
    ]
    del events[6]["customer"]
    events[6]["customer_external_id"] = "nobody"
    for accepted, duplicates in ((3, 1), (0, 4)):
        answer = usage.house("usage.create", events=events)
        assert (answer["accepted"], answer["duplicates"]) == (accepted, duplicates)
        assert [(one["index"], one["code"], one["field"]) for one in answer["rejected"]] == [
            (2, "usage_id_reused", "events[2].id"),
            (3, "field_invalid", "events[3].data.n"),
            (4, "field_invalid", "events[4].data.n"),
            (5, "not_found", "events[5].customer"),
            (6, "not_found", "events[6].customer_external_id"),
            (7, "field_invalid", "events[7].time"),
            (8, "field_invalid", "events[8].time"),
            (9, "not_found", "events[9].type"),
            (11, "field_invalid", "events[11].customer"),
            (12, "field_invalid", "events[12].subject"),
        ]
        assert all(one["detail"] for one in answer["rejected"])
    assert usage.shows(meter) == ("0.75", 2)
    assert usage.shows(meter, "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z") == ("-1.25", 3)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"id": None}, "field_invalid", "id"),
        ({"type": None}, "field_invalid", "type"),
        ({"time": None}, "field_invalid", "time"),
        ({"customer": None}, "field_invalid", "customer"),
        ({"data": {"n": "1.5"}}, "field_invalid", "data.n"),
        ({"data": {"n": 1.5}}, "field_invalid", "data"),
        ({"time": "2026-01-10T00:00:00"}, "field_invalid", "time"),
        ({"customer": "cus_0000000000001"}, "not_found", "customer"),
        ({"type": "nothing.such"}, "not_found", "type"),
        ({"subscription": "sub_dry0000000001"}, "field_invalid", "subscription"),
        ({"events": [EVENT]}, "field_invalid", "id"),
        ({"amount": "1.00"}, "field_unknown", "amount"),
    ],
)
def test_a_single_event_that_is_refused(usage: Usage, change: dict[str, Any], code: str, field: str) -> None:
    """It is an answer of its own, that names the field; nothing is kept."""
    meter = usage.meter("sum")
    given = {name: value for name, value in {**EVENT, "customer": usage.customer, **change}.items() if value}
    said = usage.house.refused("usage.create", **given)
    assert (said["code"], said["field"].split("[")[0]) == (code, field)
    assert usage.shows(meter) == ("0", 0)


def test_an_id_is_an_apps_own(usage: Usage) -> None:
    """Two apps may both count from one; neither may tell usage of the other's customers."""
    house, meter = usage.house, usage.meter("sum")
    profile = house("profiles.create", name="other", operations=["*"], sees="own")["id"]
    house("profiles.activate", profile)
    entity = house("entities.create", name="EU", legal_name="EU B.V.", functional_currency="EUR",
                   timezone="Europe/Amsterdam", address={"country": "NL"})["id"]  # fmt: skip
    app = house("apps.create", name="Other", entity=entity, profile=profile)["id"]
    other = House(house.gateway, house.tenant, house("keys.create", app=app, name="k", role="owner")["secret"])
    house("usage.create", **EVENT, customer=usage.customer)
    assert other.refused("usage.create", **EVENT, customer=usage.customer)["code"] == "not_found"
    assert other.refused("usage.create", **EVENT, customer_external_id="tulip")["code"] == "not_found"
    theirs = other("customers.create", name="Rose", external_id="tulip")["id"]
    assert other("usage.create", **EVENT, customer_external_id="tulip") == TAKEN
    assert [one["customer"] for one in other("usage.list")["data"]] == [theirs]
    assert other("meters.values", meter, period="2026-01")["values"][0]["quantity"] == "1"
    assert other.refused("meters.values", meter, customer=usage.customer)["code"] == "not_found"
    assert house("meters.values", meter, period="2026-01")["values"][0]["quantity"] == "2"


def test_ten_thousand_at_once(usage: Usage) -> None:
    """In one request below 6 MiB, in as many commits as the store needs; sent again, all were told before."""
    meter = usage.meter("sum")
    events = [
        {"id": f"event-{n:05}", "type": "api.call", "customer": usage.customer, "time": "2026-01-20T10:00:00Z",
         "data": {"n": n, "region": "eu-west-1", "path": "x" * 400}}
        for n in range(10_000)
    ]  # fmt: skip
    events[5_000] = {**events[5_000], "type": "api.cal"}
    raw = json.dumps({"events": events}).encode()
    assert 5 * 1024 * 1024 < len(raw) < BULK_LIMIT
    rehearsed = usage.house.send("usage.create", raw=raw, query={"dry_run": "true"}).json()["result"]
    first, second = (usage.house.send("usage.create", raw=raw).json() for _ in range(2))
    assert rehearsed == first
    assert (first["accepted"], first["duplicates"]) == (9_999, 0)
    assert (second["accepted"], second["duplicates"]) == (0, 9_999)
    assert [(one["index"], one["field"]) for one in first["rejected"]] == [(5_000, "events[5000].type")]
    assert usage.shows(meter) == (str(sum(range(10_000)) - 5_000), 9_999)
    _verified(usage)


def test_eleven_thousand_are_too_many(usage: Usage) -> None:
    """Refused whole, and the limit named."""
    events = [{**EVENT, "id": str(n), "customer": usage.customer} for n in range(10_001)]
    assert usage.house.refused("usage.create", events=events)["field"] == "events"


def test_the_same_batch_by_many_at_once(usage: Usage) -> None:
    """Real threads, the same events in different orders, in parts and whole: each is counted once. Museum I05."""
    meter = usage.meter("sum")
    events = [{**EVENT, "id": f"e-{n}", "customer": usage.customer, "data": {"n": n}} for n in range(300)]
    batches = [events, events[::-1], events[100:], events[:200], events, events[::-1]]
    with ThreadPoolExecutor(len(batches)) as pool:
        answers = list(pool.map(lambda batch: usage.house.send("usage.create", events=batch), batches))
    assert [answer.status for answer in answers] == [200] * len(batches)
    receipts = [answer.json() for answer in answers]
    assert sum(one["accepted"] for one in receipts) == 300
    assert sum(one["duplicates"] for one in receipts) == sum(len(batch) for batch in batches) - 300
    assert not [one for receipt in receipts for one in receipt["rejected"]]
    assert usage.shows(meter) == (str(sum(range(300))), 300)
    _verified(usage)


def test_an_id_with_two_bodies_at_once(usage: Usage) -> None:
    """One is first; the other is refused, not counted."""
    meter = usage.meter("sum")
    said = [{**EVENT, "customer": usage.customer, "data": {"n": str(n)}} for n in range(1, 7)]
    with ThreadPoolExecutor(len(said)) as pool:
        answers = list(pool.map(lambda event: usage.house.send("usage.create", **event), said))
    assert sorted(answer.status for answer in answers) == [200, 409, 409, 409, 409, 409]
    assert usage.shows(meter)[1] == 1
    _verified(usage)


def test_what_was_told_can_be_read(usage: Usage) -> None:
    """Page by page, though all were told in one instant; by every filter. Museum I10."""
    usage.meter("sum")
    usage.meter("sum", code="bytes", event_type="bytes", property="n")
    usage.tell(*(usage.at("2026-01-10T00:00:00Z", n, id=f"e-{n:03}") for n in range(150)))
    usage.tell({"id": "last", "type": "bytes", "time": "2026-01-11T00:00:00Z", "data": {"n": 1, "to": "x"},
                "source": "gateway", "subscription": "sub_0000000000001"})  # fmt: skip
    found: list[str] = []
    after: dict[str, str] = {}
    while True:
        page = usage.house("usage.list", limit="40", order="asc", **after)
        found += [one["id"] for one in page["data"]]
        if not page["has_more"]:
            break
        after = {"after": page["next_cursor"]}
    assert found == [*(f"e-{n:03}" for n in range(150)), "last"]
    last = usage.house("usage.list", type="bytes")["data"]
    assert last == usage.house("usage.list", id="last")["data"] == usage.house("usage.list", limit="1")["data"]
    assert last == usage.house("usage.list", subscription="sub_0000000000001")["data"]
    assert last == usage.house("usage.list", query={"time[gt]": "2026-01-10T00:00:00Z"})["data"]
    assert {**last[0], "app": None} == {
        "id": "last", "object": "usage_event", "status": "accepted", "app": None, "type": "bytes",
        "customer": usage.customer, "customer_external_id": "tulip", "time": "2026-01-11T00:00:00Z",
        "data": {"n": 1, "to": "x"}, "source": "gateway", "subscription": "sub_0000000000001",
        "received_at": "2026-02-20T12:00:00Z",
    }  # fmt: skip


def test_values_of_a_period_by_group(usage: Usage) -> None:
    """A month in the customer's zone, the present one where nothing is said; apart by the meter's properties."""
    meter = usage.meter("sum", group_by=["region", "model"])
    usage.house("customers.update", usage.customer, timezone="America/Los_Angeles")
    other = usage.house("customers.create", name="Other", timezone="Europe/Amsterdam")["id"]
    usage.tell(
        {**usage.at("2026-02-01T07:59:59Z"), "id": "a", "data": {"n": 1, "region": "eu", "model": "s"}},
        {**usage.at("2026-02-01T08:00:00Z"), "id": "b", "data": {"n": 2, "region": "us", "model": "s"}},
        {**usage.at("2026-02-02T08:00:00Z"), "id": "c", "data": {"n": 4, "region": "eu"}},
        {**usage.at("2026-02-03T08:00:00Z"), "id": "d", "data": {"n": 8, "region": "eu", "model": "l"}},
        {**usage.at("2026-01-31T23:30:00Z"), "id": "e", "data": {"n": 16}, "customer": other},
    )

    def shown(**asked: str) -> list[tuple[dict[str, str], str, int]]:
        found = usage.house("meters.values", meter, **asked)["values"]
        return [(one["group"], one["quantity"], one["events"]) for one in found]

    mine = {"customer": usage.customer}
    assert shown(**mine) == [({}, "14", 3)]
    assert shown(**mine, period="2026-01") == [({}, "1", 1)]
    assert shown(**mine, period="2026-02-02/2026-02-04", group_by="region") == [({"region": "eu"}, "12", 2)]
    assert shown(**mine, group_by="region,model") == [
        ({"region": "eu"}, "4", 1), ({"model": "l", "region": "eu"}, "8", 1), ({"model": "s", "region": "us"}, "2", 1),
    ]  # fmt: skip
    assert shown(customer=other, period="2026-02", group_by="region") == [({}, "16", 1)]
    assert shown(period="2026-02") == [({}, "15", 4)], "of all customers by the zone of the entity, here none: UTC"
    assert shown(**mine, period="2025-01") == [({}, "0", 0)]
    assert shown(**mine, period="2025-01", group_by="region") == []
    whole = usage.house("meters.values", meter, **mine)
    assert whole["period"]["start"] == "2026-02-01"
    assert whole["period"]["end"] == "2026-03-01"
    for asked, field in (({"group_by": "path"}, "group_by"), ({"period": "2026-13"}, "period"),
                         ({"period": "2026-02-02/2026-02-02"}, "period")):  # fmt: skip
        assert usage.house.refused("meters.values", meter, **asked)["field"] == field


def test_verify_finds_what_was_changed_behind_its_back(usage: Usage) -> None:
    """An event that is gone, and an event that nobody told."""
    usage.meter("sum")
    usage.tell(*(usage.at("2026-01-10T00:00:00Z", n, id=f"e-{n}") for n in range(3)))
    _verified(usage)
    engine = usage.house.gateway.engine
    for statement in (
        "UPDATE metering_event SET event_id = 'x' WHERE tenant = :tenant AND event_id = 'e-1'",
        "DELETE FROM metering_usage_id WHERE tenant = :tenant AND event_id = 'e-2'",
    ):
        engine.run(usage.house.tenant, SYSTEM, lambda tx, sql=statement: tx.run(sql))  # type: ignore[misc]
    found = usage.read(metering.verify)[0]
    assert (found.passed, found.counted, sorted(found.wrong)) == (False, 2, ["e-1", "e-2", "x"])


def test_a_rehearsal_keeps_nothing(usage: Usage) -> None:
    """It says what would be taken and what refused."""
    meter = usage.meter("sum")
    event = {**EVENT, "customer": usage.customer}
    usage.house("usage.create", **event)
    rehearsed = usage.house.rehearse("usage.create", events=[event, {**event, "id": "e-2"}, {**event, "type": "x"}])
    assert {key: rehearsed["result"][key] for key in ("accepted", "duplicates")} == {"accepted": 1, "duplicates": 1}
    assert [one["code"] for one in rehearsed["result"]["rejected"]] == ["usage_id_reused"]
    assert usage.shows(meter, *JANUARY) == ("1", 1)


def _verified(usage: Usage) -> None:
    assert [check for check in usage.read(metering.verify) if not check.passed] == []

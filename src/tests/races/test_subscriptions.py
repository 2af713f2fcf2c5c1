"""Renewals, changes, ends, usage and bill runs that many do at once: each period is billed once."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

import pytest

from harr.engine import worker
from tests.races.conftest import Market, answered, at_once
from tests.races.processes import Call, Hand, Processes

WORKERS = 8


def a_price(market: Market, amount: str) -> str:
    """So much a month, in advance."""
    product = market.house("products.create", name=f"Service at {amount}", tax_rates=[market.rate])["id"]
    made: str = market.house("prices.create", product=product, currency="EUR", tax_behavior="exclusive",
                             interval="month", model="per_unit", billing="in_advance", type="recurring",
                             unit_amount=amount)["id"]  # fmt: skip
    market.house("prices.activate", made)
    return made


def subscribed(market: Market, price: str, **more: Any) -> Any:
    """A subscription to one price."""
    return market.house("subscriptions.create", customer=market.customer, entity=market.entity,
                        items=[{"price": price}], **more)  # fmt: skip


def billed(market: Market) -> list[tuple[str, str]]:
    """Subscription and first day of the period of every line that was invoiced."""
    return sorted(
        (invoice["subscription"], line["period"]["start"])
        for invoice in market.all("invoices.list", order="asc")
        for line in invoice["lines"]
    )


def work(market: Market) -> None:
    """What one worker does until it finds nothing more."""
    house = market.house
    while worker.round_of(house.gateway.engine, house.tenant, "live"):
        pass


def test_one_renewal_by_eight_workers_is_one_invoice(market: Market) -> None:
    """They find the same item on the agenda at one instant; one of them bills."""
    made = subscribed(market, a_price(market, "10.00"))["id"]
    market.until("2026-02-20T09:00:00Z")
    at_once([partial(work, market) for _ in range(WORKERS)])
    assert billed(market) == [(made, "2026-01-15"), (made, "2026-02-15")]
    market.sound()


def test_one_renewal_by_workers_of_several_processes_and_a_caller_is_one_invoice(
    market: Market, processes: Processes
) -> None:
    """Three workers, and somebody who asks for it by hand; three months at once."""
    made = subscribed(market, a_price(market, "10.00"))["id"]
    market.until("2026-04-20T09:00:00Z")
    renew = Hand(tuple(Call("subscriptions.renew", (made,)) for _ in range(4)))
    answers = processes.run(market.house, [Hand(works=True)] * 3 + [renew])[3]
    assert {one.status for one in answers} <= {200, 409}
    work(market)
    assert billed(market) == [(made, f"2026-{month:02}-15") for month in range(1, 5)]
    market.sound()


def test_workers_that_die_bill_each_period_once(market: Market, processes: Processes) -> None:
    """Two of three are killed around their commits; who comes after them does what is left."""
    price = a_price(market, "10.00")
    made = [subscribed(market, price)["id"] for _ in range(4)]
    market.until("2026-03-20T09:00:00Z")
    hands = [Hand(works=True, dies=dies) for dies in (("before", 2), ("after", 3), ("after", 5))]
    processes.run(market.house, hands)
    processes.run(market.house, [Hand(works=True)] * 2)
    expected = sorted((one, f"2026-{month:02}-15") for one in made for month in range(1, 4))
    assert billed(market) == expected
    market.sound()


def test_bill_runs_of_several_workers_bill_each_period_once(market: Market, processes: Processes) -> None:
    """Two runs over the same twelve subscriptions, worked by three processes."""
    price = a_price(market, "10.00")
    made = [subscribed(market, price)["id"] for _ in range(12)]
    market.until("2026-02-20T09:00:00Z")
    runs = [market.house("bill_runs.create", entity=market.entity)["id"] for _ in range(2)]
    processes.run(market.house, [Hand(works=True)] * 3)
    work(market)
    assert billed(market) == sorted((one, f"2026-{month:02}-15") for one in made for month in (1, 2))
    assert {market.house("bill_runs.retrieve", run)["status"] for run in runs} == {"succeeded"}
    market.sound()


@pytest.mark.parametrize(
    "other",
    [
        Call("subscriptions.cancel", ("SUB",), {"when": "now"}),
        Call("subscriptions.cancel", ("SUB",), {"when": "now", "credit": "unused"}),
        Call("subscriptions.cancel", ("SUB",), {"when": "period_end"}),
        Call("subscriptions.change", ("SUB",), {"items": [{"item": "ITEM", "quantity": "3"}]}),
        Call("subscriptions.change", ("SUB",), {"items": [{"item": "ITEM", "quantity": "3"}], "when": "period_end"}),
    ],
    ids=lambda call: f"{call.operation}-{'-'.join(map(str, call.body.values()))}",
)
def test_a_renewal_and_something_else_at_once_follow_each_other(market: Market, other: Call) -> None:
    """Whoever is first, each period is billed once, nothing is charged after the end, and the books add up."""
    made = subscribed(market, a_price(market, "10.00"))
    body = {**other.body}
    if "items" in body:
        body["items"] = [{**body["items"][0], "item": made["items"][0]["id"]}]
    market.until("2026-02-20T09:00:00Z")
    call = Call(other.operation, (made["id"],), body, key=str(uuid.uuid4()))
    acts = [partial(work, market) for _ in range(3)] + [partial(answered, market.house, [call]) for _ in range(3)]
    done = [one for found in at_once(acts) if found for one in found]
    assert {one.status for one in done} <= {200, 409}, [one.body for one in done]
    assert any(one.status == 200 for one in done)
    fees = [
        (line["period"]["start"], invoice["issued_on"])
        for invoice in market.all("invoices.list", order="asc")
        for line in invoice["lines"]
        if line["kind"] == "fee"
    ]
    assert len({start for start, _ in fees}) == len(fees)
    market.sound()


def test_one_usage_event_from_many_is_counted_once(market: Market, processes: Processes) -> None:
    """The same event, alone and in batches, from four processes; another under its id is refused."""
    meter = market.house("meters.create", code="calls", event_type="api.call", aggregation="sum", property="n")["id"]
    event = {"id": "e-1", "type": "api.call", "customer": market.customer, "time": "2026-01-15T08:00:00Z",
             "data": {"n": 7}}  # fmt: skip
    more = [{**event, "id": f"e-{n}"} for n in range(2, 6)]
    calls = (Call("usage.create", body=event), Call("usage.create", body={"events": [event, *more]}))
    other = Call("usage.create", body={**event, "data": {"n": 8}})
    found = processes.run(market.house, [Hand(calls), Hand(calls[::-1]), Hand(calls), Hand((*calls, other))])
    assert found[3][2].status == 409
    shown = market.house("meters.values", meter, customer=market.customer, period="2026-01")["values"]
    assert [one["quantity"] for one in shown] == ["35"]
    market.sound()

"""Schedules and accruals through the gateway: read, adjusted, refused, run in chunks, held against the books."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, TypeVar

import pytest

from harr.engine import SYSTEM, Tx, agenda
from harr.kernel.calendar import Period
from harr.kernel.ids import id_number
from harr.kernel.money import Money
from harr.services import invoices, revenue
from harr.services.revenue import recognising
from tests.scenarios.world import World

T = TypeVar("T")
FIRST_QUARTER = {"start": "2026-01-01", "end": "2026-04-01"}


def fee(world: World, amount: str = "90.00", **more: Any) -> dict[str, Any]:
    """A fee for the first quarter."""
    return {"kind": "fee", "description": "Service", "amount": amount, "tax_rates": [world.rates["21"]],
            "period": FIRST_QUARTER, **more}  # fmt: skip


def sold(world: World, *lines: dict[str, Any], **more: Any) -> Any:
    """An invoice of these lines, finalized."""
    return world.order(world.customer(), lines=list(lines or [fee(world)]), **more)


def schedule_of(invoice: Any, place: int = 0) -> str:
    """The schedule of a line."""
    found: str = invoice["lines"][place]["recognition"]["schedule"]
    return found


def parts(world: World, schedule: str) -> list[tuple[str, str, bool]]:
    """Day and amount of the parts of a schedule, and whether they are booked."""
    found = world("recognition_schedules.retrieve", schedule)["parts"]
    return [(part["on"], part["amount"], part["transaction"] is not None) for part in found]


def entries(world: World, invoice: Any) -> list[tuple[str, str, str]]:
    """What finalizing posted."""
    return world.entries(f"invoice.finalized/{invoice['id']}/1")


def act(world: World, fn: Callable[[Tx], T]) -> T:
    """Do something in a transaction."""
    return world.house.gateway.engine.run(world.house.tenant, SYSTEM, fn).result


def ask(world: World, fn: Callable[[Tx], T]) -> T:
    """Look at something."""
    return world.house.gateway.engine.read(world.house.tenant, SYSTEM, fn)


# ---- what is planned -------------------------------------------------------------------------------------------------


def test_lists_are_filtered(world: World) -> None:
    """By invoice, line, status and currency."""
    invoice = sold(world, fee(world), fee(world, "30.00"))
    sold(world)
    both = [schedule_of(invoice, 0), schedule_of(invoice, 1)]

    def listed(**filters: str) -> list[str]:
        return [each["id"] for each in world.house("recognition_schedules.list", order="asc", **filters)["data"]]

    assert listed(invoice=invoice["id"]) == both
    assert listed(line=invoice["lines"][1]["id"]) == both[1:]
    assert len(listed(status="planned", currency="EUR")) == 3
    assert listed(status="complete,reversed") == listed(external_id="any") == []
    assert world.house.refused("recognition_schedules.retrieve", "rec_0000000000001")["code"] == "not_found"


def test_what_is_not_served_over_time_is_revenue_at_once(world: World) -> None:
    """No period, a product that says so, a deposit that is no revenue at all; and each on its own account."""
    at_once = world("products.create", name="At once", code="once", recognition="point_in_time")["id"]
    deposit = world("products.create", name="Deposit", code="deposit", revenue_account="2310")["id"]
    invoice = sold(
        world,
        fee(world, "1.00", period=None),
        fee(world, "2.00", kind="one_time", period=None),
        fee(world, "3.00", kind="usage", period=None),
        fee(world, "4.00", product=at_once),
        fee(world, "5.00", product=deposit),
        fee(world, "6.00", kind="late_fee"),
    )
    assert [(code, amount) for code, side, amount in entries(world, invoice) if side == "credit"] == [
        ("4010", "1.00"), ("4030", "2.00"), ("4020", "3.00"), ("4010", "4.00"), ("2310", "5.00"), ("4030", "6.00"),
        ("2200", "4.41"),
    ]  # fmt: skip
    assert [(line["recognition"] or {}).get("method") for line in invoice["lines"]] == [
        None, None, "usage", None, None, None,
    ]  # fmt: skip
    assert world("recognition_schedules.list")["data"] == []


def test_a_price_says_it_before_its_product(world: World) -> None:
    """In equal months by its price, by day by its product, or at once."""
    product = world("products.create", name="Plan", code="plan", recognition="day")["id"]

    def priced(recognition: str | None) -> str:
        given = {"product": product, "billing": "in_advance", "type": "one_time", "model": "flat", "currency": "EUR",
                 "unit_amount": "59.00", "tax_behavior": "exclusive", "recognition": recognition}  # fmt: skip
        return str(world("prices.activate", world("prices.create", **given)["id"])["id"])

    period = {"start": "2026-01-01", "end": "2026-03-01"}
    lines = [{"kind": "fee", "description": "Plan", "price": priced(said), "tax_rates": [world.rates["21"]],
              "period": period} for said in ("month", None, "point_in_time")]  # fmt: skip
    invoice = sold(world, *lines)
    assert [(line["recognition"] or {}).get("method") for line in invoice["lines"]] == ["month", "day", None]
    assert parts(world, schedule_of(invoice))[0][1] == "29.50"


def test_a_rule_that_is_not_followed_yet_is_refused_by_name(world: World) -> None:
    """When the invoice is finalized, before anything is booked."""
    product = world("products.create", name="Term", code="term", recognition="over_term")["id"]
    refused = world.refused("invoices.create", customer=world.customer(), currency="EUR", finalize=True,
                            headers={"idempotency-key": "k"}, lines=[fee(world, product=product)])  # fmt: skip
    assert (refused["code"], refused["field"], refused["facts"]["rule"]) == ("rule_conflict", "lines", "recognition")
    assert "over_term" in refused["detail"]
    assert world.causes() == []


def test_allowances_of_the_document_lower_what_waits(world: World) -> None:
    """Of 10.00 off, 6.00 fall to what is deferred, 3.00 to usage; what is earned at once keeps its entry apart."""
    usage = fee(world, "30.00", kind="usage", period={"start": "2026-01-01", "end": "2026-01-15"})
    lines = [fee(world, "60.00"), usage, fee(world, "10.00", kind="one_time", period=None)]
    invoice = sold(world, *lines, allowances=[{"amount": "10.00"}],
                   charges=[{"amount": "5.00", "tax_rates": [world.rates["21"]]}])  # fmt: skip
    assert [each for each in entries(world, invoice) if each[0] != "2200"] == [
        ("1100", "debit", "114.95"),
        ("2100", "credit", "54.00"),
        ("1110", "credit", "27.00"),
        ("4030", "credit", "10.00"),
        ("4030", "debit", "1.00"),
        ("4030", "credit", "5.00"),
    ]
    assert world.held("4020") == "27.00"


# ---- adjusting -------------------------------------------------------------------------------------------------------


def test_another_method_and_another_period(world: World) -> None:
    """What is over is earned by the old way first; what is left is spread in the new one."""
    schedule = schedule_of(sold(world))
    world.until("2026-02-10T09:00:00Z")
    further = {"start": "2026-03-01", "end": "2026-06-01"}
    after = world("recognition_schedules.adjust", schedule, reason="Paused", method="month", period=further)
    assert (after["method"], after["period"]["end"], after["recognized_amount"]) == ("month", "2026-06-01", "40.00")
    assert [(part["on"], part["amount"]) for part in after["parts"]] == [
        ("2026-01-31", "31.00"), ("2026-02-10", "9.00"), ("2026-03-31", "16.67"), ("2026-04-30", "16.66"),
        ("2026-05-31", "16.67"),
    ]  # fmt: skip
    assert [(each["on"], each["reason"], each["source"]) for each in after["adjustments"]] == [
        ("2026-02-10", "Paused", None)
    ]
    world.until("2026-07-01T09:00:00Z")
    assert [booked for _, _, booked in parts(world, schedule)] == [True] * 5


def test_a_period_that_begins_earlier_is_caught_up(world: World) -> None:
    """A service that had not begun yet may begin at once."""
    schedule = schedule_of(sold(world, fee(world, "59.00", period={"start": "2026-02-01", "end": "2026-04-01"})))
    given = {"start": "2026-01-01", "end": "2026-03-01"}
    world("recognition_schedules.adjust", schedule, reason="Began earlier", period=given)
    assert parts(world, schedule) == [("2026-01-31", "31.00", False), ("2026-02-28", "28.00", False)]


def test_some_of_it_or_all_of_it_at_once(world: World) -> None:
    """An amount is earned on the day; what is left then is spread over the days that are left."""
    schedule = schedule_of(sold(world))
    world("recognition_schedules.adjust", schedule, reason="Delivered", amount="14.00")
    after = world("recognition_schedules.adjust", schedule, reason="Delivered", amount="0.76")
    assert (after["recognized_amount"], after["deferred_amount"]) == ("28.76", "61.24")
    assert [(on, amount) for on, amount, booked in parts(world, schedule) if booked] == [
        ("2026-01-15", "14.00"), ("2026-01-15", "14.00"), ("2026-01-15", "0.76"),
    ]  # fmt: skip
    done = world("recognition_schedules.adjust", schedule, reason="Delivered whole", method="point_in_time")
    assert (done["status"], done["deferred_amount"]) == ("complete", "0.00")
    world.until("2026-04-02T09:00:00Z")
    assert len(parts(world, schedule)) == 4


REFUSED: list[tuple[dict[str, Any], str, str | None]] = [
    ({}, "field_invalid", "method"),
    ({"amount": "76.01"}, "amount_exceeds_remaining", "amount"),
    ({"amount": "1.00", "method": "day"}, "rule_conflict", "method"),
    ({"amount": "1.00", "period": FIRST_QUARTER}, "rule_conflict", "period"),
    ({"method": "second"}, "rule_conflict", "method"),
    ({"period": {"start": "2026-01-01", "end": "2026-01-15"}}, "field_invalid", "period.end"),
    ({"period": {"start": "2026-05-01", "end": "2026-05-01"}}, "field_invalid", "period.end"),
]


@pytest.mark.parametrize(("given", "code", "field"), REFUSED)
def test_an_adjustment_that_cannot_be(world: World, given: dict[str, Any], code: str, field: str | None) -> None:
    """Refused by the field at fault, and nothing was booked."""
    schedule = schedule_of(sold(world))
    problem = world.refused("recognition_schedules.adjust", schedule, reason="r", **given)
    assert (problem["code"], problem["field"]) == (code, field)
    assert [booked for _, _, booked in parts(world, schedule)] == [False] * 3


def test_what_is_complete_or_was_changed_meanwhile_is_not_adjusted(world: World) -> None:
    """The state, and the version that the caller has seen."""
    schedule = schedule_of(sold(world))
    stale = world.refused("recognition_schedules.adjust", schedule, reason="r", amount="1.00",
                          headers={"if-match": '"9"'})  # fmt: skip
    assert stale["code"] == "version_stale"
    world.until("2026-04-01T09:00:00Z")
    refused = world.refused("recognition_schedules.adjust", schedule, reason="r", amount="1.00")
    assert (refused["code"], refused["facts"]["status"]) == ("state_conflict", "complete")


# ---- credit notes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "period", "expected"),
    [
        ("prospective", None, [("2100", "20.00")]),
        ("reverse_all", None, [("4820", "14.00"), ("2100", "6.00")]),
        ("by_period", None, [("4820", "3.11"), ("2100", "16.89")]),
        ("by_period", {"start": "2026-01-10", "end": "2026-01-20"}, [("4820", "10.00"), ("2100", "10.00")]),
        ("by_period", {"start": "2026-03-01", "end": "2026-04-01"}, [("2100", "20.00")]),
    ],
)
def test_the_entity_says_what_a_credit_note_does(
    world: World, rule: str, period: Any, expected: list[tuple[str, str]]
) -> None:
    """14.00 of 90.00 are earned when 20.00 are credited."""
    world("entities.update", world.entity, rules={"credit_note_recognition": rule})
    invoice = sold(world)
    line = {"line": invoice["lines"][0]["id"], "amount": "20.00", **({"period": period} if period else {})}
    note = world("credit_notes.create", invoice=invoice["id"], reason="order_change", lines=[line], issue=True)
    found = world.entries(f"credit_note.issued/{note['id']}/1")
    assert [(code, amount) for code, _, amount in found if code in {"4820", "2100"}] == expected
    assert note["lines"][0]["period"]["start"] == (period or FIRST_QUARTER)["start"]


@pytest.mark.parametrize(
    ("rule", "period"),
    [("pro_rata", FIRST_QUARTER), ("by_period", {"start": "2026-03-01", "end": "2026-04-02"})],
)
def test_a_period_that_a_credit_note_cannot_have(world: World, rule: str, period: Any) -> None:
    """By another rule there is nothing to say; and it is a part of the line's own."""
    world("entities.update", world.entity, rules={"credit_note_recognition": rule})
    invoice = sold(world)
    line = {"line": invoice["lines"][0]["id"], "amount": "20.00", "period": period}
    refused = world.refused("credit_notes.create", invoice=invoice["id"], reason="order_change", lines=[line])
    assert (refused["code"], refused["field"]) == ("field_invalid", "lines[0].period")


def test_giving_up_an_invoice_whose_lines_are_more_than_it_charges(world: World) -> None:
    """Unused time has paid a part of the new line: no more is credited than the tax group has left."""
    old = sold(world, fee(world, "30.00", period={"start": "2026-01-15", "end": "2026-02-14"}))
    rest = {"start": "2026-01-15", "end": "2026-02-14"}
    new = sold(
        world,
        fee(world, "-30.00", kind="unused_time", corrects=old["lines"][0]["id"], period=rest),
        fee(world, "60.00", kind="remaining_time", period=rest),
    )
    world.until("2026-01-18T09:00:00Z")
    lost = world("invoices.mark_uncollectible", new["id"])
    assert (lost["amount_credited"], lost["amount_written_off"]) == ("36.30", "0.00")
    assert world.held("2100") == "24.00"


def test_credit_notes_and_a_run_at_once(world: World) -> None:
    """Eight credit notes, an adjustment and the run of the month meet on one schedule: nothing is lost or doubled."""
    invoice = sold(world)
    schedule = schedule_of(invoice)
    world.tamper("UPDATE engine_tenant SET clock_at = clock_at + 1728000000000 WHERE tenant = :tenant")
    lines = [{"line": invoice["lines"][0]["id"], "amount": "10.00"}]
    engine, tenant = world.house.gateway.engine, world.house.tenant

    def credit() -> int:
        return world.send("credit_notes.create", invoice=invoice["id"], reason="order_change", lines=lines,
                          issue=True).status  # fmt: skip

    def run() -> int:
        row = engine.read(tenant, SYSTEM, lambda tx: agenda.earliest(tx, tx.now_us, retry=False))
        return 200 if row is not None and agenda.run_item(engine, tenant, row, final=True) else 500

    def adjust() -> int:
        return world.send("recognition_schedules.adjust", schedule, reason="r", amount="1.00").status

    with ThreadPoolExecutor(10) as pool:
        statuses = [each.result() for each in [pool.submit(act_) for act_ in [*[credit] * 8, run, adjust]]]
    assert set(statuses) == {200}
    now = world("recognition_schedules.retrieve", schedule)
    assert (now["amount"], now["recognized_through"]) == ("10.00", "2026-02-03")
    assert world.held("2100") == now["deferred_amount"]


# ---- usage -----------------------------------------------------------------------------------------------------------


def test_an_invoice_clears_what_was_accrued_and_books_the_difference(world: World) -> None:
    """Ruling 7: 1110 is cleared whatever it holds; the rest is revenue of the invoice. Told twice, accrued once."""
    customer, january = world.customer(), Period(date(2026, 1, 1), date(2026, 1, 15))
    accrual = revenue.Accrual(
        entity=id_number(world.entity), customer=id_number(customer), app=None, amount=Money(4000, "EUR"),
        period=january, subscription_item=7, meter=8,
    )  # fmt: skip
    for _ in range(2):
        act(world, lambda tx: revenue.accrue(tx, [accrual]))
    assert (world.held("1110"), world.held("4020")) == ("40.00", "40.00")
    made = {"rule": "given/1", "given_amount": "42.37"}
    line = invoices.NewLine(
        description="Calls", made=made, kind="usage", subscription_item=7, meter=8,
        period=invoices_period(january), tax_rates=(id_number(world.rates["21"]),),
    )  # fmt: skip
    new = invoices.NewInvoice(
        customer=id_number(customer), entity=id_number(world.entity), currency="EUR", lines=(line,)
    )
    invoice = act(world, lambda tx: invoices.finalize(tx, [invoices.draft(tx, new)])[0])
    assert world.entries(f"invoice.finalized/{invoice.id}/1") == [
        ("1100", "debit", "51.27"),
        ("1110", "credit", "40.00"),
        ("4020", "credit", "2.37"),
        ("2200", "credit", "8.90"),
    ]
    assert (world.held("1110"), world.held("4020")) == ("0.00", "42.37")


def invoices_period(period: Period) -> Any:
    """A period as lines have it."""
    from harr.contract.shapes import Period as OfLine  # noqa: PLC0415

    return OfLine(start=period.start, end=period.end)


# ---- the run ---------------------------------------------------------------------------------------------------------


def test_a_run_of_many_lines_goes_on_in_further_commits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the lines, and with the same total as in one."""
    monkeypatch.setattr(recognising, "MOST_AT_ONCE", 2)
    invoice = sold(world, *(fee(world, amount) for amount in ("9.00", "18.00", "27.00", "36.00", "45.00")))
    world.until("2026-02-02T09:00:00Z")
    runs = [cause for cause in world.causes() if cause.startswith("revenue.recognised")]
    first = [schedule_of(invoice, place) for place in (0, 2, 4)]
    assert runs == [f"revenue.recognised/{world.entity}/2026-01-31/none/{each}/1" for each in first]
    assert world.held("4010") == "46.50"


def test_what_comes_late_for_a_month_that_was_run_is_run_again(world: World) -> None:
    """An invoice of January that is finalized in March: its January is earned in January all the same."""
    sold(world)
    draft = world.order(world.customer(), lines=[fee(world)], finalize=False)
    number = id_number(draft["id"])
    world.until("2026-02-01T09:00:00Z")
    act(world, lambda tx: invoices.finalize(tx, [number], day=date(2026, 1, 20)))
    world.until("2026-02-01T09:00:01Z")
    schedule = world.invoice(draft)["lines"][0]["recognition"]["schedule"]
    assert parts(world, schedule)[0] == ("2026-01-31", "31.00", True)


# ---- reports ---------------------------------------------------------------------------------------------------------


def test_deferred_revenue_rolls_forward(world: World) -> None:
    """Opening, billed, recognised, credited, closing: of each line, tied to 2100."""
    invoice = sold(world)
    world.until("2026-02-10T09:00:00Z")
    line = {"line": invoice["lines"][0]["id"], "amount": "9.00"}
    world("credit_notes.create", invoice=invoice["id"], reason="order_change", lines=[line], issue=True)
    world.until("2026-03-01T09:00:00Z")
    entity = id_number(world.entity)

    def rolled(since: str, until: str) -> list[list[str]]:
        found = ask(world, lambda tx: list(revenue.roll_forward(
            tx, entity, date.fromisoformat(since), date.fromisoformat(until))))  # fmt: skip
        return [[each.opening.text, each.billed.text, each.recognised.text, each.credited.text, each.closing.text]
                for each in found]  # fmt: skip

    assert rolled("2026-01-01", "2026-02-01") == [["0.00", "90.00", "31.00", "0.00", "59.00"]]
    assert rolled("2026-02-01", "2026-03-01") == [["59.00", "0.00", "26.10", "5.00", "27.90"]]
    assert rolled("2025-01-01", "2026-01-01") == []
    assert world.held("2100") == "27.90"
    fallen = ask(world, lambda tx: list(revenue.waterfall(tx, entity, date(2026, 3, 1))))
    assert [(each.booked_on.isoformat(), each.on.isoformat(), each.amount.text, each.booked) for each in fallen] == [
        ("2026-01-15", "2026-01-31", "31.00", True),
        ("2026-01-15", "2026-02-10", "9.00", True),
        ("2026-01-15", "2026-02-28", "17.10", True),
        ("2026-01-15", "2026-03-31", "27.90", False),
    ]


# ---- verify ----------------------------------------------------------------------------------------------------------

TAMPERED = {
    "schedules_add_up": "UPDATE revenue_movement SET amount = amount + 1 WHERE tenant = :tenant",
    "schedules_are_deferred_revenue": "UPDATE revenue_schedule SET amount = amount + 1,"
                                      " deferred_amount = deferred_amount + 1 WHERE tenant = :tenant",
    "accruals_are_unbilled_usage": "UPDATE revenue_accrual SET line = NULL, held_amount = amount"
                                   " WHERE tenant = :tenant",
}  # fmt: skip
MENDED = {
    "schedules_add_up": "UPDATE revenue_movement SET amount = amount - 1 WHERE tenant = :tenant",
    "schedules_are_deferred_revenue": "UPDATE revenue_schedule SET amount = amount - 1,"
                                      " deferred_amount = deferred_amount - 1 WHERE tenant = :tenant",
    "accruals_are_unbilled_usage": "UPDATE revenue_accrual SET line = 1, held_amount = 0 WHERE tenant = :tenant",
}  # fmt: skip


@pytest.mark.parametrize("check", TAMPERED)
def test_a_row_that_was_changed_is_found(world: World, check: str) -> None:
    """Each check names what does not agree with the journal."""
    sold(world, fee(world), fee(world, "3.00", kind="usage"))
    world.until("2026-02-01T09:00:00Z")
    world.tamper(TAMPERED[check])
    wrong = [each["name"] for each in world.house("assurance.run")["invariants"] if not each["passed"]]
    assert wrong == [check]
    world.tamper(MENDED[check])

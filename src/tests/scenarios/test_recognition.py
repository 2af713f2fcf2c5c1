"""When what was invoiced becomes revenue: the rows of the worked example, entry by entry, on time and late."""

from __future__ import annotations

from typing import Any

from tests.scenarios.world import World

Entry = tuple[str, str, str]


def service(world: World, amount: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    """A fee for a period."""
    return {"kind": "fee", "description": "Service", "amount": amount, "tax_rates": [world.rates["21"]],
            "period": {"start": start, "end": end}, **more}  # fmt: skip


def sold(world: World, *lines: dict[str, Any], customer: str | None = None, **more: Any) -> Any:
    """An invoice of these lines, finalized."""
    return world.order(customer or world.customer(), lines=list(lines), **more)


def booked(world: World, *types: str) -> list[tuple[str, list[Entry]]]:
    """Every transaction of these types: its day, its entries."""
    found = world.house("transactions.list", order="asc", limit=100)["data"]
    return [
        (each["effective_on"], [(entry["code"], entry["side"], entry["amount"]) for entry in each["entries"]])
        for each in found
        if each["type"] in types
    ]


def recognised(world: World) -> list[tuple[str, list[Entry]]]:
    """What was earned, by day."""
    return booked(world, "revenue_recognised")


def schedule(world: World, invoice: Any, place: int = 0) -> Any:
    """The schedule of a line."""
    return world.house("recognition_schedules.retrieve", invoice["lines"][place]["recognition"]["schedule"])


def both(debit: str, credit: str, amount: str) -> list[Entry]:
    """One amount from an account to another."""
    return [(debit, "debit", amount), (credit, "credit", amount)]


def test_in_advance_by_day(world: World) -> None:
    """E01, E05a, E05b: 31.00 for 31 days is deferred; 17 of them are in January, 14 in February."""
    invoice = sold(world, service(world, "31.00", "2026-01-15", "2026-02-15"))
    assert world.entries(f"invoice.finalized/{invoice['id']}/1") == [
        ("1100", "debit", "37.51"),
        ("2100", "credit", "31.00"),
        ("2200", "credit", "6.51"),
    ]
    planned = schedule(world, invoice)
    assert (planned["status"], planned["deferred_amount"], planned["recognized_through"]) == ("planned", "31.00", None)
    assert [(part["on"], part["amount"]) for part in planned["parts"]] == [
        ("2026-01-31", "17.00"), ("2026-02-28", "14.00"),
    ]  # fmt: skip
    world.until("2026-01-31T22:59:59Z")
    assert recognised(world) == []
    world.until("2026-04-01T09:00:00Z")
    assert recognised(world) == [
        ("2026-01-31", both("2100", "4010", "17.00")),
        ("2026-02-28", both("2100", "4010", "14.00")),
    ]
    done = schedule(world, invoice)
    assert (done["status"], done["recognized_amount"], done["recognized_through"]) == (
        "complete", "31.00", "2026-02-14",
    )  # fmt: skip
    assert all(part["transaction"] for part in done["parts"])


def test_with_an_allowance(world: World) -> None:
    """E02: a discount lowers what is deferred, whether it is the line's or the document's."""
    of_line = sold(world, service(world, "100.00", "2026-02-01", "2026-03-01", allowances=[{"percentage": "20"}]))
    of_document = sold(world, service(world, "100.00", "2026-02-01", "2026-03-01"), allowances=[{"percentage": "20"}])
    for invoice in (of_line, of_document):
        assert world.entries(f"invoice.finalized/{invoice['id']}/1") == [
            ("1100", "debit", "96.80"),
            ("2100", "credit", "80.00"),
            ("2200", "credit", "16.80"),
        ]
        assert schedule(world, invoice)["amount"] == "80.00"
        whole = world("credit_notes.create", invoice=invoice["id"], reason="cancellation", whole=True, issue=True)
        assert world.entries(f"credit_note.issued/{whole['id']}/1") == [
            ("2100", "debit", "80.00"),
            ("2200", "debit", "16.80"),
            ("1100", "credit", "96.80"),
        ]
        assert schedule(world, invoice)["status"] == "reversed"


def test_usage_is_revenue_of_its_period(world: World) -> None:
    """E03: accrued on the last day of January, invoiced in February out of 1110."""
    world.until("2026-02-01T09:00:00Z")
    invoice = sold(world, service(world, "42.37", "2026-01-01", "2026-02-01", kind="usage"))
    assert booked(world, "usage_accrued") == [("2026-01-31", both("1110", "4020", "42.37"))]
    assert world.entries(f"invoice.finalized/{invoice['id']}/1") == [
        ("1100", "debit", "51.27"),
        ("1110", "credit", "42.37"),
        ("2200", "credit", "8.90"),
    ]
    assert (world.held("1110"), world.held("4020")) == ("0.00", "42.37")
    assert invoice["lines"][0]["recognition"] == {"method": "usage", "schedule": None}


def test_void_before_it_is_sent(world: World) -> None:
    """E04: the posting is mirrored, and nothing of it is earned any more."""
    world.until("2026-02-02T09:00:00Z")
    invoice = sold(world, service(world, "50.00", "2026-02-01", "2026-03-01"))
    world.until("2026-02-03T09:00:00Z")
    world("invoices.void", invoice["id"])
    assert world.entries(f"invoice.voided/{invoice['id']}/1") == [
        ("1100", "credit", "60.50"),
        ("2100", "debit", "50.00"),
        ("2200", "debit", "10.50"),
    ]
    world.until("2026-04-01T09:00:00Z")
    assert recognised(world) == []
    assert schedule(world, invoice)["status"] == "reversed"


def test_void_after_a_month_was_earned(world: World) -> None:
    """What was shown as revenue goes back; usage of the void invoice waits for another one, and is accrued once."""
    usage = service(world, "9.00", "2026-01-01", "2026-02-01", kind="usage")
    invoice = sold(world, service(world, "31.00", "2026-01-15", "2026-02-15"), usage)
    world.until("2026-02-03T09:00:00Z")
    world("invoices.void", invoice["id"])
    assert booked(world, "revenue_reversed") == [
        ("2026-02-03", [("2100", "credit", "17.00"), ("4010", "debit", "17.00")])
    ]
    assert [world.held(code) for code in ("2100", "4010", "1110", "4020")] == ["0.00", "0.00", "9.00", "9.00"]
    again = world("invoices.finalize", world("invoices.duplicate", invoice["id"])["id"])
    assert [world.held(code) for code in ("2100", "4010", "1110", "4020")] == ["31.00", "0.00", "0.00", "9.00"]
    assert len(booked(world, "usage_accrued")) == 1
    world.until("2026-03-01T09:00:00Z")
    assert recognised(world)[1:] == [("2026-02-28", both("2100", "4010", "31.00"))]
    assert again["lines"][0]["recognition"]["schedule"] != invoice["lines"][0]["recognition"]["schedule"]


def credited(world: World, invoice: Any, amount: str, **more: Any) -> Any:
    """A part of the first line taken back."""
    lines = [{"line": invoice["lines"][0]["id"], "amount": amount}]
    given = {"reason": "order_change", "lines": lines, "issue": True, **more}
    return world("credit_notes.create", invoice=invoice["id"], **given)


def test_credited_before_and_after_a_part_was_earned(world: World) -> None:
    """E02, E06, E07: at first nothing is earned; ten days later 17.74 of 55.00 is, and a credit note is split."""
    invoice = sold(world, service(world, "100.00", "2026-01-15", "2026-02-15", allowances=[{"amount": "20.00"}]))
    first = credited(world, invoice, "25.00")
    assert world.entries(f"credit_note.issued/{first['id']}/1") == [
        ("2100", "debit", "25.00"),
        ("2200", "debit", "5.25"),
        ("1100", "credit", "30.25"),
    ]
    world.until("2026-01-21T09:00:00Z")
    world.pay("66.55", invoice=invoice, on="2026-01-21")
    world.until("2026-01-25T09:00:00Z")
    second = credited(world, invoice, "20.00", amount_to_balance="12.10", amount_to_refund="12.10")
    assert recognised(world) == [("2026-01-25", both("2100", "4010", "17.74"))]
    assert world.entries(f"credit_note.issued/{second['id']}/1") == [
        ("4820", "debit", "6.45"),
        ("2100", "debit", "13.55"),
        ("2200", "debit", "4.20"),
        ("2010", "credit", "12.10"),
        ("2300", "credit", "12.10"),
    ]
    now = schedule(world, invoice)
    assert (now["amount"], now["recognized_amount"], now["deferred_amount"]) == ("35.00", "11.29", "23.71")
    assert [(each["on"], each["amount"], each["source"]) for each in now["adjustments"]] == [
        ("2026-01-15", "-25.00", first["id"]), ("2026-01-25", "-20.00", second["id"]),
    ]  # fmt: skip
    world.until("2026-03-01T09:00:00Z")
    assert (world.held("2100"), world.held("4010"), world.held("4820")) == ("0.00", "41.45", "6.45")


def test_credited_on_time_or_after_a_long_sleep(world: World) -> None:
    """What three months had earned is booked at their ends, whether the runs came by or the credit note did it."""
    invoice = sold(world, service(world, "120.00", "2026-01-15", "2027-01-15", description="A year"))
    world.until("2026-04-11T09:00:00Z")
    credited(world, invoice, "60.00")
    assert [(on, entries[0][2]) for on, entries in recognised(world)] == [
        ("2026-01-31", "5.59"), ("2026-02-28", "9.20"), ("2026-03-31", "10.20"), ("2026-04-11", "3.28"),
    ]  # fmt: skip
    assert schedule(world, invoice)["recognized_through"] == "2026-04-10"


def test_equal_months(world: World) -> None:
    """By the rule `month` a year earns the same in every month, the first and the last by their days."""
    product = world("products.create", name="Year", code="year", recognition="month")["id"]
    invoice = sold(world, service(world, "120.00", "2026-01-17", "2027-01-17", product=product))
    parts = [(part["on"], part["amount"]) for part in schedule(world, invoice)["parts"]]
    assert parts[0] == ("2026-01-31", "4.84")
    assert {amount for _, amount in parts[1:-1]} == {"10.00"}
    assert parts[-1] == ("2027-01-31", "5.16")
    world.until("2026-03-01T09:00:00Z")
    assert [on for on, _ in recognised(world)] == ["2026-01-31", "2026-02-28"]
    assert world.held("2100") == "105.16"


def test_an_upgrade_in_the_middle_of_the_month(world: World) -> None:
    """E19: the unused time comes off what the old line still defers, exactly; the new line earns the rest."""
    customer = world.customer()
    world.until("2026-04-01T09:00:00Z")
    basic = sold(world, service(world, "30.00", "2026-04-01", "2026-05-01"), customer=customer)
    assert world.entries(f"invoice.finalized/{basic['id']}/1") == [
        ("1100", "debit", "36.30"),
        ("2100", "credit", "30.00"),
        ("2200", "credit", "6.30"),
    ]
    world.until("2026-04-16T09:00:00Z")
    upgrade = sold(
        world,
        service(world, "-15.00", "2026-04-16", "2026-05-01", kind="unused_time", corrects=basic["lines"][0]["id"]),
        service(world, "30.00", "2026-04-16", "2026-05-01", kind="remaining_time"),
        customer=customer,
    )
    assert recognised(world) == [("2026-04-16", both("2100", "4010", "15.00"))]
    assert world.entries(f"invoice.finalized/{upgrade['id']}/1") == [
        ("1100", "debit", "18.15"),
        ("2100", "debit", "15.00"),
        ("2100", "credit", "30.00"),
        ("2200", "credit", "3.15"),
    ]
    old = schedule(world, basic)
    assert (old["status"], old["amount"], old["recognized_amount"]) == ("complete", "15.00", "15.00")
    assert old["period"] == {"start": "2026-04-01", "end": "2026-04-16", "start_at": None, "end_at": None}
    world.until("2026-06-01T09:00:00Z")
    assert recognised(world)[1:] == [("2026-04-30", both("2100", "4010", "30.00"))]
    assert (world.held("2100"), world.held("4010")) == ("0.00", "45.00")


def test_fewer_seats_leave_the_rest_to_be_earned(world: World) -> None:
    """Half of the unused time is taken back: what is left is spread over the days that are left."""
    world.until("2026-04-01T09:00:00Z")
    invoice = sold(world, service(world, "30.00", "2026-04-01", "2026-05-01"))
    world.until("2026-04-16T09:00:00Z")
    fewer = service(world, "-7.50", "2026-04-16", "2026-05-01", kind="unused_time", corrects=invoice["lines"][0]["id"])
    sold(world, fewer, service(world, "10.00", "2026-04-16", "2026-04-17", kind="one_time"))
    world.until("2026-04-26T09:00:00Z")
    credited(world, invoice, "2.50")
    now = schedule(world, invoice)
    assert (now["amount"], now["recognized_amount"], now["deferred_amount"]) == ("20.00", "17.78", "2.22")
    world.until("2026-05-01T09:00:00Z")
    assert schedule(world, invoice)["status"] == "complete"


def test_an_upgrade_that_is_void_gives_the_old_line_its_time_again(world: World) -> None:
    """What the unused time had taken is deferred again, and earned as if nothing had happened."""
    world.until("2026-04-01T09:00:00Z")
    basic = sold(world, service(world, "30.00", "2026-04-01", "2026-05-01"))
    world.until("2026-04-16T09:00:00Z")
    corrects = basic["lines"][0]["id"]
    upgrade = sold(
        world,
        service(world, "-15.00", "2026-04-16", "2026-05-01", kind="unused_time", corrects=corrects),
        service(world, "30.00", "2026-04-16", "2026-05-01", kind="remaining_time"),
    )
    refused = world.refused("invoices.void", basic["id"])
    assert refused["code"] == "void_not_allowed"
    world.until("2026-04-20T09:00:00Z")
    world("invoices.void", upgrade["id"])
    now = schedule(world, basic)
    assert (now["status"], now["deferred_amount"], now["period"]["end"]) == ("running", "15.00", "2026-05-01")
    world.until("2026-05-01T09:00:00Z")
    assert schedule(world, basic)["recognized_amount"] == "30.00"
    assert (world.held("2100"), world.held("4010")) == ("0.00", "30.00")


def test_an_upgrade_that_is_credited_whole(world: World) -> None:
    """A credit note of unused time gives it back to the old line, and takes the new line's off 2100."""
    world.until("2026-04-01T09:00:00Z")
    basic = sold(world, service(world, "30.00", "2026-04-01", "2026-05-01"))
    world.until("2026-04-16T09:00:00Z")
    upgrade = sold(
        world,
        service(world, "-15.00", "2026-04-16", "2026-05-01", kind="unused_time", corrects=basic["lines"][0]["id"]),
        service(world, "30.00", "2026-04-16", "2026-05-01", kind="remaining_time"),
    )
    note = world("credit_notes.create", invoice=upgrade["id"], reason="order_change", whole=True, issue=True)
    assert world.entries(f"credit_note.issued/{note['id']}/1") == [
        ("2100", "credit", "15.00"),
        ("2100", "debit", "30.00"),
        ("2200", "debit", "3.15"),
        ("1100", "credit", "18.15"),
    ]
    world.until("2026-05-01T09:00:00Z")
    assert (world.held("2100"), world.held("4010"), world.held("4820")) == ("0.00", "30.00", "0")


def test_given_up_in_the_middle_of_the_service(world: World) -> None:
    """What was not earned is credited off 2100 with its tax; only what was earned is a loss."""
    world.until("2026-04-01T09:00:00Z")
    invoice = sold(world, service(world, "30.00", "2026-04-01", "2026-05-01"))
    world.until("2026-04-16T09:00:00Z")
    lost = world("invoices.mark_uncollectible", invoice["id"])
    assert (lost["status"], lost["amount_credited"], lost["amount_written_off"]) == ("uncollectible", "18.15", "18.15")
    assert world.entries(f"credit_note.issued/{lost['corrected_by'][0]}/1") == [
        ("2100", "debit", "15.00"),
        ("2200", "debit", "3.15"),
        ("1100", "credit", "18.15"),
    ]
    assert world.entries(f"invoice.marked_uncollectible/{invoice['id']}/1") == both("5030", "1100", "18.15")
    assert world.told("invoice.paid") == []
    world.until("2026-06-01T09:00:00Z")
    assert (world.held("2100"), world.held("4010")) == ("0.00", "15.00")


def test_given_up_before_anything_was_earned(world: World) -> None:
    """All of it is credited: nothing is lost, the invoice is given up all the same, and nobody is told it was paid."""
    invoice = sold(world, service(world, "30.00", "2026-02-01", "2026-03-01", tax_behavior="inclusive"))
    lost = world("invoices.mark_uncollectible", invoice["id"])
    assert (lost["status"], lost["amount_credited"], lost["amount_due"]) == ("uncollectible", "30.00", "0.00")
    assert world.told("invoice.paid") == []
    assert world.told("invoice.marked_uncollectible") == [invoice["id"]]
    assert (world.held("5030"), world.held("2100")) == ("0", "0.00")


def test_given_up_when_a_part_was_paid(world: World) -> None:
    """No more is credited than is due (9.99: no net amount gives 10.00); what was paid for goes on being earned."""
    world.until("2026-04-01T09:00:00Z")
    invoice = sold(world, service(world, "30.00", "2026-04-01", "2026-05-01"))
    world.pay("26.30", invoice=invoice, on="2026-04-01")
    world.until("2026-04-16T09:00:00Z")
    lost = world("invoices.mark_uncollectible", invoice["id"])
    assert (lost["amount_credited"], lost["amount_written_off"]) == ("9.99", "0.01")
    world.until("2026-05-01T09:00:00Z")
    assert world.held("4010") == "21.74"


def test_an_allowance_for_bad_debts_covers_what_it_can(world: World) -> None:
    """E20a by hand, E20b: the loss is taken off 1190 as far as that reaches."""
    world("entities.update", world.entity, rules={"write_off": "allowance"})
    accounts = {
        code: world("accounts.create", entity=world.entity, code=code, type=kind, contra=contra, currency="EUR")["id"]
        for code, kind, contra in (("5030", "expense", False), ("1190", "asset", True))
    }
    world("transactions.create", entity=world.entity, type="allowance", effective_on="2026-01-15", entries=[
        {"account": accounts["5030"], "side": "debit", "amount": "45.00"},
        {"account": accounts["1190"], "side": "credit", "amount": "45.00"},
    ])  # fmt: skip
    invoice = world.order(world.customer(), "45.00")
    world("invoices.mark_uncollectible", invoice["id"])
    assert world.entries(f"invoice.marked_uncollectible/{invoice['id']}/1") == [
        ("5030", "debit", "9.45"),
        ("1190", "debit", "45.00"),
        ("1100", "credit", "54.45"),
    ]
    assert world.held("1190") == "0.00"


def test_a_surplus_pays_the_next_month(world: World) -> None:
    """E16 with services: the balance pays a part of the next invoice, and revenue is none the wiser."""
    customer = world.customer()
    world.until("2026-03-01T09:00:00Z")
    march = sold(world, service(world, "100.00", "2026-03-01", "2026-04-01"), customer=customer)
    assert world.entries(f"invoice.finalized/{march['id']}/1") == [
        ("1100", "debit", "121.00"),
        ("2100", "credit", "100.00"),
        ("2200", "credit", "21.00"),
    ]
    world.until("2026-03-03T09:00:00Z")
    world.pay("130.00", invoice=march, on="2026-03-03")
    world.until("2026-04-01T09:00:00Z")
    april = sold(world, service(world, "100.00", "2026-04-01", "2026-05-01"), customer=customer)
    assert world.entries(f"balance.applied/{april['id']}") == both("2010", "1100", "9.00")
    world.until("2026-05-01T09:00:00Z")
    assert [on for on, _ in recognised(world)] == ["2026-03-31", "2026-04-30"]
    assert (world.held("2100"), world.held("4010")) == ("0.00", "200.00")


def test_one_transaction_for_each_product_and_month(world: World) -> None:
    """A run books all lines of a product together, each with an entry of its own on 2100."""
    products = [world("products.create", name=name, code=name, revenue_account="4010")["id"] for name in ("a", "b")]
    for amount in ("10.00", "20.00", "30.00"):
        sold(world, *(service(world, amount, "2026-01-15", "2026-02-01", product=product) for product in products))
    world.until("2026-02-01T09:00:00Z")
    entries = [("2100", "debit", amount) for amount in ("10.00", "20.00", "30.00")]
    assert recognised(world) == [("2026-01-31", [*entries, ("4010", "credit", "60.00")])] * 2


def test_a_line_that_was_invoiced_late_is_caught_up_at_the_next_month_end(world: World) -> None:
    """The days before the invoice are earned with the first month in which it is in the books."""
    world.until("2026-03-10T09:00:00Z")
    sold(world, service(world, "90.00", "2026-01-01", "2026-04-01"))
    world.until("2026-05-01T09:00:00Z")
    assert recognised(world) == [("2026-03-31", both("2100", "4010", "90.00"))]


def test_deferred_revenue_in_another_currency_keeps_its_rate(world: World) -> None:
    """It is earned at the rate of its invoice, whatever the rate is then; in the own currency nothing is left."""
    for on, rate in (("2026-01-01", "0.90"), ("2026-02-01", "0.50")):
        world("exchange_rates.create", base="USD", quote="EUR", rate=rate, on=on, source="ecb")
    world.order(world.customer(), currency="USD", lines=[service(world, "31.00", "2026-01-15", "2026-02-15")])
    world.until("2026-03-01T09:00:00Z")
    found = world.house("transactions.list", order="asc", limit=100)["data"]
    worth = [
        [(entry["amount"], entry["functional_amount"]) for entry in each["entries"]]
        for each in found
        if each["type"] == "revenue_recognised"
    ]
    assert worth == [[("17.00", "15.30")] * 2, [("14.00", "12.60")] * 2]

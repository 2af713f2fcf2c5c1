"""Deferred revenue rolled forward, and laid out by when it is earned: to the cent what 2100 holds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.world import World
from tests.services.reports.telling import asked, fee, rows, total

TIES = ["2100 holds {0} EUR on {1}: it ties.", "The schedules hold {0} EUR on {1}: it ties."]


@pytest.fixture
def told(world: World) -> tuple[World, Any, Any]:
    """31.00 for 31 days from 15 January, 28.00 for February of which 7.00 is credited in its middle; 10.00, void."""
    customer = world.customer()
    lines = [fee(world, "31.00", "2026-01-15", "2026-02-15"), fee(world, "28.00", "2026-02-01", "2026-03-01")]
    invoice = world.order(customer, lines=lines)
    void = world.order(customer, lines=[fee(world, "10.00", "2026-01-15", "2026-02-15")])
    world("invoices.void", void["id"])
    world.until("2026-02-15T09:00:00Z")
    world("credit_notes.create", invoice=invoice["id"], reason="order_change", issue=True,
          lines=[{"line": invoice["lines"][1]["id"], "amount": "7.00"}])  # fmt: skip
    return world, invoice, void


def test_rolled_forward_by_month(told: tuple[World, Any, Any]) -> None:
    """17 days of January; 14 of each line in February, then half of the 7.00 was still to be earned."""
    world, _, _ = told
    report = asked(world, "deferred_rollforward")
    assert rows(report, "opening", "billed", "recognised", "credited", "other", "closing") == [
        ("2026-01", "0.00", "69.00", "17.00", "10.00", "0.00", "42.00"),
        ("2026-02", "42.00", "0.00", "14.00", "3.50", "0.00", "24.50"),
    ]
    assert total(report, "opening", "billed", "recognised", "credited", "closing") == [
        "0.00", "69.00", "31.00", "13.50", "24.50",
    ]  # fmt: skip
    assert report["notes"] == [note.format("24.50", "2026-02-15") for note in TIES]
    assert world.held("2100") == "24.50"


def test_rolled_forward_from_a_day_in_a_month(told: tuple[World, Any, Any]) -> None:
    """The opening is what 2100 held the evening before."""
    world, _, _ = told
    february = asked(world, "deferred_rollforward", since="2026-02-10", until="2026-02-14")
    assert rows(february) == [("2026-02", "42.00", "0.00", "0.00", "0.00", "0.00", "42.00")]
    january = asked(world, "deferred_rollforward", as_of="2026-01-31")
    assert january["notes"] == [note.format("42.00", "2026-01-31") for note in TIES]


def test_rolled_forward_by_invoice_customer_and_product(told: tuple[World, Any, Any]) -> None:
    """The lines that schedules know."""
    world, invoice, void = told
    assert rows(asked(world, "deferred_rollforward", group_by="invoice")) == [
        (invoice["number"], "0.00", "59.00", "31.00", "3.50", "0.00", "24.50"),
        (void["number"], "0.00", "10.00", "0.00", "10.00", "0.00", "0.00"),
    ]
    assert rows(asked(world, "deferred_rollforward", group_by="customer"), "closing") == [
        (invoice["customer"], "24.50")
    ]
    assert rows(asked(world, "deferred_rollforward", group_by="product"), "closing") == [("No product", "24.50")]


def test_as_it_was_known(told: tuple[World, Any, Any]) -> None:
    """Before the credit note: February as it was, from the journal alone."""
    world, _, _ = told
    credited = world.house("transactions.list", type="credit_note_issued")["data"][0]
    known = asked(world, "deferred_rollforward", known_at=str(credited["position"] - 1))
    assert total(known, "credited", "closing") == ["10.00", "42.00"]
    assert known["notes"] == ["2100 holds 42.00 EUR on 2026-02-15: it ties."]
    query = {"known_at": "1", "group_by": "invoice"}
    assert (
        world.refused("reports.retrieve", "deferred_rollforward", entity=world.entity, **query)["field"] == "known_at"
    )


def test_what_was_posted_by_hand_is_named(told: tuple[World, Any, Any]) -> None:
    """5.00 that no line knows stands apart, and the schedules are said to differ by it."""
    world, _, _ = told
    bank, deferred = (world.house("accounts.list", code=code, limit="100")["data"] for code in ("1010", "2100"))
    bank_id = bank[0]["id"] if bank else world.house(
        "accounts.create", entity=world.entity, code="1010", type="asset", currency="EUR"
    )["id"]  # fmt: skip
    entries = [{"account": bank_id, "side": "debit", "amount": "5.00"},
               {"account": deferred[0]["id"], "side": "credit", "amount": "5.00"}]  # fmt: skip
    world("transactions.create", entity=world.entity, type="manual", effective_on="2026-02-15", entries=entries,
          reason="From the old books", attachment_url="https://example.com/a.pdf")  # fmt: skip
    report = asked(world, "deferred_rollforward")
    assert total(report, "other", "closing") == ["5.00", "29.50"]
    assert report["notes"] == [
        "2100 holds 29.50 EUR on 2026-02-15: it ties.",
        "The schedules hold 24.50 EUR on 2026-02-15: that differs by -5.00 EUR from what stands here.",
    ]
    assert rows(asked(world, "deferred_rollforward", group_by="invoice"), "other", "closing")[-1] == (
        "Entries of no line", "5.00", "5.00",
    )  # fmt: skip


def test_when_it_will_be_earned(told: tuple[World, Any, Any]) -> None:
    """24.50 at the end of February; on 31 January it was 38.50 to come and 3.50 that was credited since."""
    world, _, _ = told
    today = asked(world, "deferred_waterfall")
    assert [each["name"] for each in today["columns"]] == [
        "before", "2026-02", "later", "total", "deferred", "to_come", "credited",
    ]  # fmt: skip
    assert rows(today) == [("2026-01", "17.00", "38.50", "0.00", "55.50", "24.50", "24.50", "0.00")]
    assert today["notes"] == ["2100 holds 24.50 EUR on 2026-02-15: it ties."]
    then = asked(world, "deferred_waterfall", as_of="2026-01-31", since="2026-01-01")
    assert rows(then, "before", "2026-01", "2026-02", "deferred", "to_come", "credited") == [
        ("2026-01", "0.00", "17.00", "38.50", "42.00", "38.50", "3.50")
    ]
    assert then["notes"] == ["2100 holds 42.00 EUR on 2026-01-31: it ties."]
    ahead = asked(world, "deferred_waterfall", as_of="2026-01-31", since="2026-02-01", until="2026-03-31")
    assert rows(ahead, "before", "2026-02", "2026-03") == [("2026-01", "17.00", "38.50", "0.00")]


def test_a_year_by_month_and_by_product(world: World) -> None:
    """120.00 for a year, month by month 10.00; what lies beyond the last column is later."""
    product = world.house("products.create", name="Support", recognition="month")["id"]
    world.order(world.customer(), lines=[fee(world, "120.00", "2026-01-01", "2027-01-01", product=product)])
    report = asked(world, "deferred_waterfall", group_by="product", until="2026-03-31")
    assert rows(report) == [
        ("Support", "0.00", "10.00", "10.00", "10.00", "90.00", "120.00", "120.00", "120.00", "0.00")
    ]

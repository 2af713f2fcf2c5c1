"""Reports, statements and assurance through the gateway, in all lanes; each figure is one that the story explains."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from harr.engine.actor import SYSTEM
from harr.kernel.ids import id_text
from harr.services import reports
from harr.services.reports.receivables import bucket
from tests.house import House
from tests.scenarios.world import World


@pytest.fixture
def told(world: World) -> tuple[World, str, Any, Any]:
    """An invoice of 121.00 paid by 130.00 in January, one of 242.00 open since; both of one customer."""
    customer = world.customer()
    first = world.order(customer, "100.00")
    world.pay("130.00", invoice=first)
    world.until("2026-02-10T09:00:00Z")
    second = world.order(customer, "200.00", payment_terms={"due_days": 10})
    return world, customer, first, second


def cells(report: Any, *names: str) -> list[tuple[Any, ...]]:
    """The rows of a report: key, and the columns asked for."""
    shown = []
    for row in report["rows"]:
        found = [row["cells"].get(name) or {} for name in names]
        shown.append((row["key"], *(cell.get("amount") or cell.get("text") for cell in found)))
    return shown


def test_trial_balance(told: tuple[World, str, Any, Any]) -> None:
    """Both sides add up to the same, today and as of January."""
    world, _, _, _ = told
    report = world("reports.retrieve", "trial_balance", entity=world.entity)
    assert cells(report, "debit", "credit") == [
        ("1010/EUR", "130.00", None),
        ("1100/EUR", "233.00", None),
        ("2010/EUR", "0.00", None),
        ("2200/EUR", None, "63.00"),
        ("4030/EUR", None, "300.00"),
    ]
    assert (report["totals"]["debit"]["amount"], report["totals"]["credit"]["amount"]) == ("363.00", "363.00")
    january = world("reports.retrieve", "trial_balance", entity=world.entity, as_of="2026-01-31")
    assert cells(january, "debit", "credit")[1:3] == [("1100/EUR", "0.00", None), ("2010/EUR", None, "9.00")]
    position = world("assurance.run")["chain_head"]["position"]
    world.pay("10.00", invoice=told[3], on="2026-02-10")
    known = world("reports.retrieve", "trial_balance", entity=world.entity, known_at=str(position))
    assert known["rows"] == report["rows"]


def test_what_was_earned_and_what_is_there(told: tuple[World, str, Any, Any]) -> None:
    """The result of the days; and the balance sheet, on which it is what is left."""
    world, _, _, _ = told
    february = {"from": "2026-02-01", "until": "2026-02-28"}
    assert cells(world("reports.retrieve", "profit_and_loss", entity=world.entity, **february), "amount") == [
        ("4030/EUR", "200.00")
    ]
    sheet = cells(world("reports.retrieve", "balance_sheet", entity=world.entity), "balance")
    assert sheet[-1] == ("result/EUR", "300.00")
    assert [amount for _, amount in sheet[:4]] == ["130.00", "233.00", "0.00", "63.00"]
    general = world("reports.retrieve", "general_ledger", entity=world.entity, **february)
    assert cells(general, "opening", "debit", "credit", "closing")[1:3] == [
        ("1100/EUR", "0.00", "242.00", "9.00", "233.00"),
        ("2010/EUR", "9.00", "9.00", "0.00", "0.00"),
    ]


def test_journal_and_register(told: tuple[World, str, Any, Any]) -> None:
    """Every entry of February; and what moved one account, with what it held after each."""
    world, customer, first, second = told
    journal = world("reports.retrieve", "journal", entity=world.entity, **{"from": "2026-02-01"})
    assert cells(journal, "account", "debit", "credit") == [
        (journal["rows"][0]["key"], "1100", "242.00", None),
        (journal["rows"][1]["key"], "4030", None, "200.00"),
        (journal["rows"][2]["key"], "2200", None, "42.00"),
        (journal["rows"][3]["key"], "2010", "9.00", None),
        (journal["rows"][4]["key"], "1100", None, "9.00"),
    ]
    assert journal["totals"]["debit"] == journal["totals"]["credit"]
    account = next(each for each in world("accounts.list", limit="100")["data"] if each["code"] == "1100")
    assert account["owner"] == customer
    register = world("reports.retrieve", "account_register", entity=world.entity, account=account["id"])
    assert [row[1:] for row in cells(register, "on", "document", "balance")] == [
        ("2026-01-15", first["id"], "121.00"),
        ("2026-01-15", first["id"], "0.00"),
        ("2026-02-10", second["id"], "242.00"),
        ("2026-02-10", second["id"], "233.00"),
    ]
    later = {"account": account["id"], "from": "2026-02-01"}
    assert world("reports.retrieve", "account_register", entity=world.entity, **later)["rows"] == register["rows"][2:]


@pytest.mark.parametrize(
    ("due_on", "name"),
    [("2026-03-01", "current"), ("2026-03-10", "current"), ("2026-03-09", "1_30"), ("2026-02-08", "1_30"),
     ("2026-02-07", "31_60"), ("2026-01-09", "31_60"), ("2026-01-08", "61_90"), ("2025-12-10", "61_90"),
     ("2025-12-09", "over_90")],
)  # fmt: skip
def test_how_old_a_receivable_is(due_on: str, name: str) -> None:
    """By the days since it was due; due today is not yet late."""
    day = date(2026, 3, 1) if name == "current" and due_on == "2026-03-01" else date(2026, 3, 10)
    assert bucket(date.fromisoformat(due_on), day) == name


def test_receivables_by_age(told: tuple[World, str, Any, Any]) -> None:
    """What is due of every invoice is the balance of 1100, on any day."""
    world, customer, first, second = told
    world.until("2026-03-25T09:00:00Z")
    today = world("reports.retrieve", "receivables_aging", entity=world.entity)
    assert cells(today, "customer", "due_on", "31_60", "total") == [
        (second["id"], customer, "2026-02-20", "233.00", "233.00")
    ]
    assert (today["rows"][0]["label"], today["totals"]["total"]["amount"]) == (second["number"], "233.00")
    grouped = world("reports.retrieve", "receivables_aging", entity=world.entity, group_by="customer")
    assert cells(grouped, "31_60") == [(customer, "233.00")]
    assert world("reports.retrieve", "receivables_aging", entity=world.entity, as_of="2026-02-09")["rows"] == []
    assert (
        world.refused("reports.retrieve", "receivables_aging", entity=world.entity, group_by="x")["field"] == "group_by"
    )
    assert first["status"] == "open"


def test_receivables_as_of_a_day_and_as_known(world: World) -> None:
    """A part is paid in March and told in April: in February all is due; what was known in March has no payment."""
    customer = world.customer()
    invoice = world.order(customer, "100.00", payment_terms={"due_days": 14})
    world.until("2026-04-05T09:00:00Z")
    position = world("assurance.run")["chain_head"]["position"]
    world.pay("21.00", invoice=invoice, on="2026-03-20")

    def aged(**query: str) -> list[tuple[Any, ...]]:
        report = world("reports.retrieve", "receivables_aging", entity=world.entity, **query)
        return [row[1:] for row in cells(report, "current", "1_30", "31_60", "61_90", "total")]

    assert aged(as_of="2026-01-29") == [("121.00", None, None, None, "121.00")]
    assert aged(as_of="2026-02-28") == [(None, "121.00", None, None, "121.00")]
    assert aged(as_of="2026-03-20") == [(None, None, "100.00", None, "100.00")]
    assert aged(as_of="2026-03-20", known_at=str(position)) == [(None, None, "121.00", None, "121.00")]
    assert aged() == [(None, None, None, "100.00", "100.00")]
    assert world.held("1100") == "100.00"


def test_a_customers_statement(told: tuple[World, str, Any, Any]) -> None:
    """What was owed and paid, and the balance after each; what only moves between its accounts is not shown."""
    world, customer, first, second = told
    statement = world("customers.statement", customer, entity=world.entity)
    assert [
        (each["on"], each["kind"], each["number"], each["amount"], each["balance"]) for each in statement["lines"]
    ] == [
        ("2026-01-15", "invoice", first["number"], "121.00", "121.00"),
        ("2026-01-15", "payment", None, "-130.00", "-9.00"),
        ("2026-02-10", "invoice", second["number"], "242.00", "233.00"),
    ]
    assert (statement["opening_balance"], statement["closing_balance"]) == ("0.00", "233.00")
    february = world(
        "customers.statement", customer, entity=world.entity, **{"from": "2026-02-01", "until": "2026-02-28"}
    )
    assert (february["opening_balance"], february["closing_balance"], len(february["lines"])) == ("-9.00", "233.00", 1)
    report = world("reports.retrieve", "customer_statement", entity=world.entity, customer=customer)
    assert [row[1:] for row in cells(report, "kind", "amount")] == [
        ("invoice", "121.00"),
        ("payment", "-130.00"),
        ("invoice", "242.00"),
    ]
    assert world.refused("customers.statement", id_text("cus", 7))["code"] == "not_found"


def test_tax_by_its_point(told: tuple[World, str, Any, Any]) -> None:
    """Base and tax of the rate, of the days of the return."""
    world, _, _, second = told
    world("credit_notes.create", invoice=second["id"], reason="order_change", issue=True,
          lines=[{"line": second["lines"][0]["id"], "amount": "50.00"}])  # fmt: skip
    report = world("reports.retrieve", "tax", entity=world.entity, **{"from": "2026-02-01", "until": "2026-02-28"})
    assert cells(report, "percentage", "base", "tax") == [(world.rates["21"], "21", "150.00", "31.50")]


def test_numbers_without_gaps(told: tuple[World, str, Any, Any]) -> None:
    """A series gave two numbers, and none is missing."""
    world, _, _, _ = told
    report = world("reports.retrieve", "number_gaps", entity=world.entity)
    assert [row[1:] for row in cells(report, "document_type", "taken", "missing")] == [("invoice", "2", "0")]


def test_a_report_as_csv(told: tuple[World, str, Any, Any]) -> None:
    """For spreadsheets, as a file."""
    world, _, _, _ = told
    answer = world.send("reports.retrieve", "trial_balance", entity=world.entity, format="csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.body.decode())))
    assert rows[0] == ["key", "label", "debit", "credit", "currency"]
    assert rows[-1] == ["total", "Total EUR", "363.00", "363.00", "EUR"]


@pytest.mark.parametrize(
    ("name", "changes", "code", "field"),
    [
        ("expiry_ladder", {}, "rule_conflict", None),
        ("weather", {}, "not_found", None),
        ("journal", {"from": "2026-02-01", "until": "2026-01-31"}, "field_invalid", "until"),
        ("general_ledger", {"from": "0001-01-01"}, "field_invalid", "from"),
        ("journal", {"until": "9999-12-31"}, "field_invalid", "until"),
        ("account_register", {}, "field_invalid", "account"),
        ("account_register", {"account": id_text("acc", 7)}, "not_found", "account"),
        ("customer_statement", {}, "field_invalid", "customer"),
        ("customer_statement", {"customer": id_text("cus", 7)}, "not_found", "customer"),
        ("trial_balance", {"known_at": "yesterday"}, "field_invalid", "known_at"),
        ("trial_balance", {"entity": id_text("ent", 7)}, "not_found", "entity"),
        ("trial_balance", {"colour": "blue"}, "filter_unknown", "colour"),
        ("trial_balance", {"group_by": "month"}, "field_invalid", "group_by"),
        ("trial_balance", {"account": id_text("acc", 7)}, "field_invalid", "account"),
        ("trial_balance", {"as_of": "2026-01-31", "until": "2026-02-01"}, "field_invalid", "as_of"),
        ("trial_balance", {"as_of": "2026-01-31", "from": "2026-02-01"}, "field_invalid", "until"),
        ("receivables_aging", {"customer": id_text("cus", 7)}, "not_found", "customer"),
        ("deferred_waterfall", {"known_at": "1"}, "field_invalid", "known_at"),
        ("number_gaps", {"known_at": "1"}, "field_invalid", "known_at"),
    ],
)
def test_what_is_not_reported(world: World, name: str, changes: dict[str, str], code: str, field: str | None) -> None:
    """The refusal says what is offered, or which parameter is at fault."""
    problem = world.refused("reports.retrieve", name, **{"entity": world.entity, **changes})
    assert (problem["code"], problem["field"]) == (code, field)
    if code == "rule_conflict":
        assert "trial_balance" in problem["way_out"]


def test_an_app_that_sees_its_own_does_not_see_the_books(world: World) -> None:
    """The books hold what all apps did; the statement of its own customer it may see."""
    profile = world("profiles.create", name="shop", operations=["*"])["id"]
    world("profiles.activate", profile)
    app = world("apps.create", name="Shop", entity=world.entity, profile=profile)["id"]
    shop = House(
        world.house.gateway, world.house.tenant, world("keys.create", app=app, name="s", role="billing")["secret"]
    )
    assert shop.refused("reports.retrieve", "trial_balance", entity=world.entity)["code"] == "capability_not_granted"
    assert shop.refused("customers.statement", world.customer())["code"] == "not_found"
    mine = shop("customers.create", name="Shopper")["id"]
    for name in ("customer_statement", "receivables_aging"):
        assert shop("reports.retrieve", name, entity=world.entity, customer=mine)["rows"] == []
        theirs = shop.refused("reports.retrieve", name, entity=world.entity, customer=world.customer())
        assert (theirs["code"], theirs["field"]) == ("not_found", "customer")
    for name in ("journal", "journal_summary", "unbilled", "mrr"):
        problem = shop.refused("reports.retrieve", name, entity=world.entity, customer=mine)
        assert problem["code"] == "capability_not_granted", name


def test_assurance(told: tuple[World, str, Any, Any]) -> None:
    """Before the first run nothing was looked at; then every check of every service, and all of them hold."""
    world, _, _, _ = told
    assert world("assurance.retrieve") == {
        "object": "assurance", "last_run": None, "invariants": [], "unexplained_amounts": [], "chain_head": None,
    }  # fmt: skip
    found = world("assurance.run")
    assert all(each["passed"] for each in found["invariants"])
    names = {each["name"] for each in found["invariants"]}
    assert {"transactions_balance", "chain", "invoices_due_is_receivable", "payments_add_up",
            "balance_adjustments_are_in_the_books"} <= names  # fmt: skip
    assert world("assurance.retrieve") == found
    checks = world.house.gateway.engine.read(world.house.tenant, SYSTEM, reports.checks)
    assert [each.name for each in checks] == [each["name"] for each in found["invariants"]]


def test_assurance_names_what_does_not_add_up(told: tuple[World, str, Any, Any]) -> None:
    """An amount that somebody changed behind Harr's back."""
    world, _, _, second = told
    world.tamper(
        "UPDATE invoices_invoice SET amount_due = amount_due - 1, amount_paid = amount_paid + 1"
        " WHERE tenant = :tenant AND number = :number",
        number=second["number"],
    )
    wrong = {each["name"]: each["facts"] for each in world("assurance.run")["invariants"] if not each["passed"]}
    assert "invoices_due_is_receivable" in wrong
    assert second["number"] in str(wrong["invoices_due_is_receivable"])

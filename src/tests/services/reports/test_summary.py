"""The journal in a page for the accountant: every entry once, in their codes, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from tests.scenarios.world import World
from tests.services.reports.telling import asked, fee, rows, shown, total


@pytest.fixture
def told(world: World) -> World:
    """100.00 with 21 %, 50.00 without, 31.00 for a month from 15 January; and the codes of the accountant."""
    customer = world.customer()
    world.order(customer, "100.00")
    world.order(customer, "50.00", tax="none")
    world.order(customer, lines=[fee(world, "31.00", "2026-01-15", "2026-02-15")])
    world.until("2026-03-01T09:00:00Z")
    return world


def mapped(world: World, code: str, gl_code: str, **more: Any) -> Any:
    """A code of the accountant's for an account."""
    given = {"entity": world.entity, "valid_from": "2026-01-01", **more}
    return world("account_mappings.create", code=code, gl_code=gl_code, **given)


def test_by_account_and_month(told: World) -> None:
    """Debits are credits, month by month; what has no code is named."""
    mapped(told, "1100", "1300", gl_name="Debiteuren")
    report = asked(told, "journal_summary")
    assert rows(report, "month", "account", "gl_code", "gl_name", "debit", "credit") == [
        ("Accounts Receivable", "2026-01", "1100", "1300", "Debiteuren", "208.51", "0.00"),
        ("Deferred Revenue", "2026-01", "2100", "", "", "17.00", "31.00"),
        ("Tax Payable", "2026-01", "2200", "", "", "0.00", "27.51"),
        ("Subscription Revenue", "2026-01", "4010", "", "", "0.00", "17.00"),
        ("One Time Revenue", "2026-01", "4030", "", "", "0.00", "150.00"),
        ("Deferred Revenue", "2026-02", "2100", "", "", "14.00", "0.00"),
        ("Subscription Revenue", "2026-02", "4010", "", "", "0.00", "14.00"),
    ]
    assert total(report, "debit", "credit") == ["239.51", "239.51"]
    assert report["notes"] == [
        "Without a mapping: 2100 Deferred Revenue, 2200 Tax Payable, 4010 Subscription Revenue, 4030 One Time Revenue"
    ]
    february = asked(told, "journal_summary", since="2026-02-01", until="2026-02-28")
    assert total(february, "debit", "credit") == ["14.00", "14.00"]


def test_by_the_accountants_account(told: World) -> None:
    """Two accounts of Harr's go to one code of theirs; the place and kind of tax of a line choose another."""
    for code in ("1100", "2100", "2200"):
        mapped(told, code, "1000", gl_name="Balans")
    for code in ("4010", "4030"):
        mapped(told, code, "8000", gl_name="Omzet")
        mapped(told, code, "8010", gl_name="Omzet binnenland", tax_code="NL-HIGH", conditions={"jurisdiction": "NL"})
    report = asked(told, "journal_summary", group_by="gl_account", until="2026-01-31")
    assert rows(report, "gl_code", "tax_code", "debit", "credit") == [
        ("Balans", "1000", "", "225.51", "58.51"),
        ("Omzet binnenland", "8010", "NL-HIGH", "0.00", "167.00"),
    ]
    assert report["notes"] == []
    assert total(report, "debit", "credit") == ["225.51", "225.51"]


def test_by_tax(told: World) -> None:
    """Revenue has the tax of its lines, also what is earned of many lines in one entry."""
    report = asked(told, "journal_summary", group_by="tax")
    assert [row for row in rows(report, "month", "category", "percentage", "jurisdiction", "credit") if row[2]] == [
        ("Tax Payable", "2026-01", "S", "21", "NL", "27.51"),
        ("Subscription Revenue", "2026-01", "S", "21", "NL", "17.00"),
        ("One Time Revenue", "2026-01", "S", "21", "NL", "100.00"),
        ("One Time Revenue", "2026-01", "Z", "0", "NL", "50.00"),
        ("Subscription Revenue", "2026-02", "S", "21", "NL", "14.00"),
    ]
    assert total(report, "debit", "credit") == ["239.51", "239.51"]


def test_a_mapping_by_product_and_from_a_day_on(world: World) -> None:
    """A product has its own code, and from February another one."""
    product = world.house("products.create", name="Bicycle", code="bike")["id"]
    customer = world.customer()
    mapped(world, "4030", "8000")
    mapped(world, "4030", "8100", conditions={"product": "bike"})
    mapped(world, "4030", "8200", conditions={"product": product}, valid_from="2026-02-01")
    line = {"description": "A", "unit_amount": "10.00", "tax_rates": [world.rates["none"]]}
    for day in ("2026-01-16", "2026-02-16"):
        world.until(f"{day}T09:00:00Z")
        world.order(customer, lines=[{**line, "product": product}, line])
    found = rows(asked(world, "journal_summary"), "month", "gl_code", "credit")
    assert [row[1:] for row in found if row[2]] == [
        ("2026-01", "8000", "10.00"), ("2026-01", "8100", "10.00"),
        ("2026-02", "8000", "10.00"), ("2026-02", "8200", "10.00"),
    ]  # fmt: skip


def test_a_mapping_by_provider(world: World) -> None:
    """Each provider's clearing account is another one in the accountant's books."""
    customer = world.customer()
    world.collect("121.00", world.method(customer), invoice=world.order(customer, "100.00"))
    (owner,) = {each["owner"] for each in world.house("accounts.list", code="1050")["data"]}
    mapped(world, "1050", "1290")
    mapped(world, "1050", "1291", conditions={"provider": owner})
    found = [row for row in asked(world, "journal_summary")["rows"] if shown(row["cells"].get("account")) == "1050"]
    assert [shown(row["cells"]["gl_code"]) for row in found] == ["1291"]


def test_several_currencies(world: World) -> None:
    """Each is added up by itself, and all of them in the entity's own: 10.00 USD at 0.9 are 9.00 EUR."""
    world("exchange_rates.create", base="USD", quote="EUR", rate="0.9", on="2026-01-01", source="ecb")
    world.order(world.customer(currency="USD"), "10.00", currency="USD", tax="none")
    world.order(world.customer(), "20.00", tax="none")
    report = asked(world, "journal_summary")
    assert total(report, "debit EUR", "credit EUR", "debit USD", "credit USD") == ["20.00", "20.00", "10.00", "10.00"]
    assert total(report, "functional_debit EUR", "functional_credit EUR") == ["29.00", "29.00"]
    assert rows(report, "debit", "functional_debit")[:2] == [
        ("Accounts Receivable", "20.00", "20.00"), ("Accounts Receivable", "10.00", "9.00"),
    ]  # fmt: skip


def test_as_csv(told: World) -> None:
    """A name that a spreadsheet would compute is a text in it; debits and credits are numbers."""
    mapped(told, "1100", "1300", gl_name="=HYPERLINK(1)")
    answer = told.send("reports.retrieve", "journal_summary", entity=told.entity, format="csv", until="2026-01-31")
    table = list(csv.reader(io.StringIO(answer.body.decode())))
    assert table[0] == [
        "key", "label", "month", "account", "gl_code", "gl_name", "tax_code", "debit", "credit", "currency",
    ]  # fmt: skip
    assert table[1] == [
        "2026-01/1300/1100/EUR", "Accounts Receivable", "2026-01", "1100", "1300", "'=HYPERLINK(1)", "", "208.51",
        "0.00", "EUR",
    ]  # fmt: skip
    assert table[-1] == ["total", "Total EUR", "", "", "", "", "", "225.51", "225.51", "EUR"]


def test_as_it_was_known(told: World) -> None:
    """A page of January as it was known then stays that page."""
    position = told("assurance.run")["chain_head"]["position"]
    then = asked(told, "journal_summary")
    told.order(told.customer(), "5.00")
    assert asked(told, "journal_summary", known_at=str(position))["rows"] == then["rows"]
    assert asked(told, "journal_summary")["rows"] != then["rows"]

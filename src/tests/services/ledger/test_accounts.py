"""Accounts and what they hold: as of a day, as known at a position, for one owner or for all."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from harr.kernel.money import Money
from harr.services import ledger, tenants
from harr.services.ledger import credit, debit
from tests.house import House
from tests.services.ledger.conftest import Books, eur


def account(books: Books, code: str, type_: str, **more: Any) -> dict[str, Any]:
    """A new account in euros."""
    made: dict[str, Any] = books.house(
        "accounts.create", entity=books.entity_text, code=code, type=type_, currency="EUR", **more
    )
    return made


def test_an_account_of_ones_own(books: Books) -> None:
    """It says what it is, and stands there once."""
    made = account(books, "4015", "revenue", name="Consulting", dimensions={"unit": "Basel"}, metadata={"a": "b"})
    assert (made["normal_side"], made["balance_policy"], made["status"], made["owner"]) == (
        "credit",
        "open",
        "open",
        None,
    )
    assert books.house("accounts.retrieve", made["id"]) == made
    assert books.house.refused(
        "accounts.create", entity=books.entity_text, code="4015", type="revenue", currency="EUR"
    )["facts"]["id"] == made["id"]  # fmt: skip


def test_the_chart_says_the_type_of_its_codes(books: Books) -> None:
    """And the first account of a code says it for the next."""
    said = books.house.refused("accounts.create", entity=books.entity_text, code="1100", type="revenue", currency="EUR")
    assert (said["code"], said["field"], said["facts"]["type"]) == ("field_invalid", "type", "asset")
    account(books, "4015", "revenue")
    said = books.house.refused("accounts.create", entity=books.entity_text, code="4015", type="expense", currency="USD")
    assert said["field"] == "type"


def test_what_is_posted_first_opens_its_accounts(books: Books) -> None:
    """With the chart's names; guarded where they have a floor."""
    books.post(debit("4820", eur("5.00")), credit("2010", eur("5.00"), "cus_1"))
    found = {each["code"]: each for each in books.house("accounts.list")["data"]}
    assert (found["2010"]["name"], found["2010"]["owner"], found["2010"]["balance_policy"]) == (
        "Customer Credit Balance", "cus_1", "guarded",
    )  # fmt: skip
    assert found["4820"]["contra"]
    assert [each["code"] for each in books.house("accounts.list", owner="cus_1")["data"]] == ["2010"]


def test_a_name_can_change_and_what_an_account_is_cannot(books: Books) -> None:
    """The version counts up."""
    made = account(books, "4015", "revenue", name="Consulting")
    changed = books.house("accounts.update", made["id"], name="Advice")
    assert (changed["name"], changed["version"]) == ("Advice", 2)
    assert books.house.refused("accounts.update", made["id"], code="4016")["code"] == "field_unknown"


def test_only_an_empty_account_is_closed(books: Books) -> None:
    """And nothing is posted to it then."""
    books.post(debit("1010", eur("5.00")), credit("3010", eur("5.00")))
    bank = books.account("1010")
    assert books.house.refused("accounts.close", bank)["facts"]["balance"] == "5.00"
    books.post(debit("3010", eur("5.00")), credit("1010", eur("5.00")))
    assert books.house("accounts.close", bank)["status"] == "closed"
    assert books.house.refused("accounts.close", bank)["code"] == "state_conflict"
    with pytest.raises(Exception, match="is closed"):
        books.post(debit("1010", eur("5.00")), credit("3010", eur("5.00")))


def test_a_floor_of_ones_own(books: Books) -> None:
    """A credit line is a floor below zero; what is available counts it."""
    made = account(books, "2900", "liability", owner="dealer", floor_amount="-100.00")
    books.post(debit("2900", eur("80.00"), "dealer"), credit("1010", eur("80.00")))
    shown = books.house("accounts.balance", made["id"])
    assert (shown["posted"], shown["available"]) == ("-80.00", "20.00")
    with pytest.raises(Exception, match=r"20\.00 EUR available"):
        books.post(debit("2900", eur("20.01"), "dealer"), credit("1010", eur("20.01")))
    books.verified()


def test_a_balance_as_of_a_day_and_as_it_was_known(books: Books) -> None:
    """January as we knew it, and January as we know it now."""
    january, february = date(2026, 1, 31), date(2026, 2, 1)
    books.post(debit("1010", eur("10.00")), credit("4030", eur("10.00")), on=january)
    books.post(debit("1010", eur("20.00")), credit("4030", eur("20.00")), on=february)
    books.order()
    first = books.house("transactions.list", order="asc")["data"][0]["position"]
    books.post(debit("1010", eur("5.00")), credit("4030", eur("5.00")), on=january)  # came late
    bank = books.account("1010")

    def balance(**asked: object) -> str:
        text: str = books.house("accounts.balance", bank, **asked)["posted"]
        return text

    for _ in range(2):  # fresh, and folded
        assert balance() == "35.00"
        assert balance(as_of="2026-01-31") == "15.00"
        assert balance(as_of="2026-01-30") == "0.00"
        books.order()
    assert balance(as_of="2026-01-31", known_at=first + 1) == "10.00"
    assert balance(known_at=first) == "10.00"
    assert balance(known_at=0) == "0.00"
    assert balance(known_at="2020-01-01T00:00:00Z") == "0.00"
    assert books.house.refused("accounts.balance", bank, known_at="2020-13-01T00:00:00Z")["field"] == "known_at"
    books.verified()


def test_balances_at_random_days_are_the_sums_of_entries(books: Books) -> None:
    """Inclusive of the day, whatever was folded when."""
    chance, begin = random.Random(3), date(2026, 1, 1)
    posted = []
    for n in range(30):
        day, minor = begin + timedelta(days=chance.randrange(60)), chance.randrange(1, 1000)
        posted.append((day, minor))
        books.post(debit("1100", Money(minor, "EUR"), f"cus_{n % 3}"), credit("4030", Money(minor, "EUR")), on=day)
        if n % 7 == 0:
            books.order()
    accounts = {n: books.account("1100", f"cus_{n}") for n in range(3)}
    for _ in range(20):
        day, n = begin + timedelta(days=chance.randrange(-1, 62)), chance.randrange(3)
        wanted = sum(minor for m, (on, minor) in enumerate(posted) if on <= day and m % 3 == n)
        shown = books.house("accounts.balance", accounts[n], as_of=day.isoformat())
        assert shown["posted"] == Money(wanted, "EUR").text
    books.verified()


def test_balances_by_code_page_by_page(books: Books) -> None:
    """Each code once for each currency, of all owners or of one."""
    for customer in ("cus_1", "cus_2"):
        books.post(debit("1100", eur("10.00"), customer), credit("4030", eur("8.00")), credit("2200", eur("2.00")))
    found, after = [], None
    for _ in range(3):
        page = books.house("balances.list", limit=1, **({"after": after} if after else {}))
        found += [(each["code"], each["posted"]) for each in page["data"]]
        after = page["next_cursor"]
    assert (found, after) == ([("1100", "20.00"), ("2200", "4.00"), ("4030", "16.00")], None)
    page = books.house("balances.list", owner="cus_1", code="1100")
    assert [(each["posted"], each["dimensions"]) for each in page["data"]] == [("10.00", {"owner": "cus_1"})]
    assert books.house.refused("balances.list", after="nonsense")["field"] == "after"


def test_the_trial_balance_adds_up(books: Books) -> None:
    """Debits and credits of all codes are the same, and stand on their normal sides."""
    books.post(debit("1100", eur("10.00"), "cus_1"), credit("4030", eur("8.00")), credit("2200", eur("2.00")))
    books.post(debit("4820", eur("1.00")), credit("1100", eur("1.00"), "cus_1"))
    rows = books.read(lambda tx: ledger.trial_balance(tx, books.entity))
    assert [(row.code, row.name, row.balance.text) for row in rows] == [
        ("1100", "Accounts Receivable", "9.00"), ("2200", "Tax Payable", "2.00"),
        ("4030", "One Time Revenue", "8.00"), ("4820", "Credit Notes", "1.00"),
    ]  # fmt: skip
    assert sum(row.debits.minor for row in rows) == sum(row.credits.minor for row in rows)


def test_the_entries_of_an_account_by_day(books: Books) -> None:
    """The latest day first, and every page goes on where the one before ended, whichever way."""
    days = [date(2026, 1, day) for day in (5, 3, 9, 3, 20, 3)]
    for n, day in enumerate(days, start=1):
        books.post(debit("1010", Money(n, "EUR")), credit("4030", Money(n, "EUR")), on=day)
    bank = books.account("1010")
    for order_, expected in (("desc", ["0.05", "0.03", "0.01", "0.06", "0.04", "0.02"]),
                             ("asc", ["0.02", "0.04", "0.06", "0.01", "0.03", "0.05"])):  # fmt: skip
        for asked in ("accounts.entries", "entries.list"):
            path, more = ([bank], {}) if asked == "accounts.entries" else ([], {"account": bank})
            found: list[Any] = []
            after: dict[str, str] = {}
            while True:
                page = books.house(asked, *path, limit=2, order=order_, **after, **more)
                found += [each["amount"] for each in page["data"]]
                if not page["has_more"]:
                    break
                after = {"after": page["next_cursor"]}
            assert found == expected, (asked, order_)
    some = books.house(
        "accounts.entries", bank, **{"effective_on[gte]": "2026-01-05", "effective_on[lt]": "2026-01-20"}
    )
    assert [each["amount"] for each in some["data"]] == ["0.03", "0.01"]
    assert books.house("accounts.entries", bank, effective_on="2026-01-09")["data"][0]["amount"] == "0.03"


def test_all_entries_in_the_order_of_their_ids(books: Books) -> None:
    """Page by page, filtered by what the contract names."""
    for n in range(1, 4):
        books.post(debit("1100", Money(n, "EUR"), f"cus_{n}", f"inv_{n}"), credit("4030", Money(n, "EUR")))
    whole = books.house("entries.list", order="asc")["data"]
    assert [(each["code"], each["amount"]) for each in whole] == [
        (code, f"0.0{n}") for n in range(1, 4) for code in ("1100", "4030")
    ]
    found: list[Any] = []
    after: dict[str, str] = {}
    for _ in range(3):
        page = books.house("entries.list", order="asc", limit=2, **after)
        found += page["data"]
        after = {"after": page["next_cursor"]}
    assert found == whole
    assert [each["line"] for each in books.house("entries.list", limit=3)["data"]] == [2, 1, 2]
    one = whole[2]
    assert books.house("entries.list", id=one["id"])["data"] == [one]
    assert books.house("entries.list", transaction=one["transaction"], code="1100")["data"] == [one]
    assert len(books.house("entries.list", entity=books.entity_text, currency="EUR")["data"]) == 6


def test_the_entries_of_a_document(books: Books) -> None:
    """All of its transactions, with every leg of each."""
    books.post(debit("1100", eur("5.00"), "cus_1", "inv_1"), credit("4030", eur("5.00")))
    books.post(debit("1010", eur("5.00")), credit("1100", eur("5.00"), "cus_1", "inv_1"), on=date(2026, 2, 1))
    books.post(debit("1100", eur("7.00"), "cus_1", "inv_2"), credit("4030", eur("7.00")))
    found = books.read(lambda tx: ledger.entries_of(tx, "inv_1", "cus_1"))
    assert [each.code for each in found] == ["1100", "4030", "1010", "1100"]
    late = books.read(lambda tx: ledger.entries_of(tx, "inv_1", "cus_1", since=date(2026, 1, 16)))
    assert [each.code for each in late] == ["1010", "1100"]
    owed = books.read(lambda tx: ledger.owed(tx, books.entity, "EUR", ["inv_1", "inv_2"]))
    assert {document: money.text for document, money in owed.items()} == {"inv_1": "0.00", "inv_2": "7.00"}


def test_another_tenant_sees_nothing(books: Books) -> None:
    """Not the account, not the balance, not the entry."""
    books.post(debit("1010", eur("5.00")), credit("3010", eur("5.00")))
    bank = books.account("1010")
    world = tenants.first_tenant(books.engine, "Other")
    other = House(books.house.gateway, world.tenant, world.secret)
    assert other.refused("accounts.retrieve", bank)["code"] == "not_found"
    assert other("entries.list")["data"] == other("accounts.list")["data"] == other("balances.list")["data"] == []

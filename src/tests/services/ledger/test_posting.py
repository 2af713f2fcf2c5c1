"""What is posted: once, balanced, in an open period, in two currencies, and never below a floor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from harr.engine import Row, Tx
from harr.engine.store import Session
from harr.kernel.errors import CauseConflict, InsufficientFunds, RuleConflict, StateConflict
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import ledger
from harr.services.ledger import Leg, LegTax, Posting, Sold, TaxDue, credit, debit, recipes
from tests.services.ledger.conftest import Books, eur


def sale(amount: str = "100.00", customer: str = "cus_1", document: str = "inv_1") -> tuple[Leg, Leg]:
    """A sale on account."""
    return debit("1100", eur(amount), customer, document), credit("4030", eur(amount), document=document)


def test_a_posting_moves_its_accounts(books: Books) -> None:
    """Each account on its normal side, each owner apart, all of them together."""
    books.post(*sale("100.00", "cus_1"))
    books.post(*sale("25.00", "cus_2"))
    assert [books.balance("1100", "cus_1"), books.balance("1100", "cus_2"), books.balance("1100")] == [
        "100.00", "25.00", "125.00",
    ]  # fmt: skip
    assert books.balance("4030") == "125.00"
    books.verified()
    assert books.balance("1100") == "125.00", "the same from day balances as from fresh entries"


def test_a_balance_sees_what_its_own_transaction_has_posted(books: Books) -> None:
    """Before the commit is even there."""

    def twice(tx: Tx) -> list[str]:
        seen = []
        for n in range(2):
            ledger.post(tx, [books.posting(*sale("10.00"), cause=f"test.posted/own{n}/1")])
            seen.append(ledger.balance(tx, books.entity, "1100", "EUR", "cus_1").text)
        return seen

    assert books.run(twice) == ["10.00", "20.00"]


def test_the_same_cause_posts_once(books: Books) -> None:
    """Told twice, posted once; another thing under the same cause is refused."""
    first = books.post(*sale(), cause="invoice.finalized/inv_1/1")
    again = books.post(*sale(), cause="invoice.finalized/inv_1/1")
    assert (first.new, again.new, again.id, again.digest) == (True, False, first.id, first.digest)
    with pytest.raises(CauseConflict):
        books.post(*sale("99.00"), cause="invoice.finalized/inv_1/1")
    assert books.balance("1100") == "100.00"
    books.verified()


def test_the_same_cause_twice_in_one_call(books: Books) -> None:
    """Once, and both are told which."""
    posting = books.posting(*sale(), cause="test.posted/x/1")
    answers = books.run(lambda tx: ledger.post(tx, [posting, None, posting]))
    assert [posted.id for posted in answers] == [answers[0].id] * 2
    other = books.posting(*sale("5.00"), cause="test.posted/y/1")
    with pytest.raises(CauseConflict):
        books.run(lambda tx: ledger.post(tx, [other, books.posting(*sale("6.00"), cause="test.posted/y/1")]))
    books.verified()


def test_a_tax_entry_keeps_base_rate_and_tax_point(books: Books) -> None:
    """What goes in comes out, in the mirror too."""
    posting = recipes.invoice_finalized(
        entity=books.entity, invoice="inv_1", customer="cus_1", on=date(2026, 1, 15), lines=[Sold(eur("31.00"))],
        taxes=[TaxDue(eur("6.51"), eur("31.00"), 21, date(2026, 1, 31))],
    )  # fmt: skip
    books.run(lambda tx: ledger.post(tx, [posting]))
    mirrored = books.read(
        lambda tx: ledger.mirror(
            tx,
            "invoice.finalized/inv_1/1",
            "invoice.voided/inv_1/1",
            effective_on=date(2026, 2, 3),
            type="invoice_voided",
        )
    )
    assert mirrored.lines[-1].tax == LegTax(21, 3100, date(2026, 1, 31))
    assert [(leg.code, leg.side) for leg in mirrored.lines] == [
        ("1100", "credit"), ("4030", "debit"), ("2200", "debit"),
    ]  # fmt: skip
    books.run(lambda tx: ledger.post(tx, [mirrored]))
    assert [books.balance(code) for code in ("1100", "4030", "2200")] == ["0.00"] * 3
    books.verified()


def test_nothing_is_reversed_twice(books: Books) -> None:
    """Whatever the second one's cause is."""
    books.post(*sale(), cause="invoice.finalized/inv_1/1")

    def mirror(tx: Tx, cause: str) -> Posting:
        return ledger.mirror(tx, "invoice.finalized/inv_1/1", cause, effective_on=date(2026, 1, 16))

    books.run(lambda tx: ledger.post(tx, [mirror(tx, "invoice.voided/inv_1/1")]))
    again = books.run(lambda tx: ledger.post(tx, [mirror(tx, "invoice.voided/inv_1/1")])[0])
    assert not again.new
    with pytest.raises(StateConflict):
        books.run(lambda tx: ledger.post(tx, [mirror(tx, "invoice.canceled/inv_1/1")]))
    assert books.balance("1100") == "0.00"
    books.verified()


# ---- floors ----------------------------------------------------------------------------------------------------------


def credited(amount: str, customer: str = "cus_1") -> tuple[Leg, Leg]:
    """Goodwill."""
    return debit("4820", eur(amount)), credit("2010", eur(amount), customer)


def used(amount: str, customer: str = "cus_1") -> tuple[Leg, Leg]:
    """Credit that pays an invoice."""
    return debit("2010", eur(amount), customer, "inv_1"), credit("1100", eur(amount), customer, "inv_1")


def test_a_guarded_account_does_not_sink_below_its_floor(books: Books) -> None:
    """The refusal says what there is, and nothing was posted."""
    books.post(*credited("30.00"))
    books.post(*used("10.00"))
    with pytest.raises(InsufficientFunds) as refused:
        books.post(*used("20.01"))
    assert refused.value.facts["available"] == "20.00"
    assert [books.balance("2010", "cus_1"), books.balance("1100")] == ["20.00", "-10.00"]
    books.post(*used("20.00"))
    assert books.balance("2010", "cus_1") == "0.00"
    books.verified()


def test_each_customer_has_a_floor_of_their_own(books: Books) -> None:
    """The credit of one pays nothing of another."""
    books.post(*credited("30.00", "cus_1"))
    with pytest.raises(InsufficientFunds):
        books.post(*used("1.00", "cus_2"))
    found = books.read(lambda tx: ledger.guarded_balances(tx, "2010", ["cus_1", "cus_2"]))
    assert [(one.owner, one.balance.text) for one in found] == [("cus_1", "30.00")]
    books.verified()


def test_all_of_a_call_or_nothing(books: Books) -> None:
    """What the first posting of a call moved is back when the second is refused."""
    books.post(*credited("30.00"))
    postings = [books.posting(*used("20.00")), books.posting(*used("20.00"))]
    with pytest.raises(InsufficientFunds):
        books.run(lambda tx: ledger.post(tx, postings))
    assert books.balance("2010", "cus_1") == "30.00"
    books.verified()


# ---- currencies ------------------------------------------------------------------------------------------------------


def test_a_foreign_amount_is_worth_what_its_day_says(books: Books) -> None:
    """The latest rate up to the effective day, and the rate is named on the entry."""
    for day, rate in (("2026-01-10", "0.90"), ("2026-01-14", "0.9100"), ("2026-01-16", "0.92")):
        books.house("exchange_rates.create", base="USD", quote="EUR", rate=rate, on=day, source="ecb")
    usd = Money.parse("121.00", "USD")
    posted = books.post(debit("1100", usd, "cus_1"), credit("4030", usd))
    shown = books.house("transactions.retrieve", txn(posted.id))
    assert [(e["functional_amount"], e["functional_currency"]) for e in shown["entries"]] == [("110.11", "EUR")] * 2
    rate = books.house("exchange_rates.retrieve", shown["entries"][0]["exchange_rate"])
    assert (rate["rate"], rate["on"]) == ("0.9100", "2026-01-14")
    books.verified()


def test_a_late_rate_does_not_make_a_retry_another_posting(books: Books) -> None:
    """What was said is the same, whatever it is worth by now."""
    books.house("exchange_rates.create", base="EUR", quote="USD", rate="1.10", on="2026-01-10", source="ecb")
    usd = Money.parse("11.00", "USD")
    first = books.post(debit("1100", usd, "cus_1"), credit("4030", usd), cause="test.posted/late/1")
    books.house("exchange_rates.create", base="EUR", quote="USD", rate="1.20", on="2026-01-15", source="ecb")
    again = books.post(debit("1100", usd, "cus_1"), credit("4030", usd), cause="test.posted/late/1")
    assert again.id == first.id
    mirrored = books.read(
        lambda tx: ledger.mirror(tx, "test.posted/late/1", "test.reversed/late/1", effective_on=date(2026, 1, 20))
    )
    assert [leg.functional for leg in mirrored.lines] == [eur("10.00")] * 2


def test_what_translations_leave_lies_on_7090(books: Books) -> None:
    """Three thirds are more than the whole by a cent: a residue in the functional currency, on its own account."""
    books.house("exchange_rates.create", base="USD", quote="EUR", rate="0.5", on="2026-01-10", source="ecb")
    cents = [Money(minor, "USD") for minor in (3, 1, 1, 1)]
    posted = books.post(debit("1100", cents[0], "cus_1"), *(credit("4030", each) for each in cents[1:]))
    entries = books.house("transactions.retrieve", txn(posted.id))["entries"]
    assert [(e["code"], e["side"], e["amount"], e["functional_amount"]) for e in entries[-1:]] == [
        ("7090", "debit", "0.00", "0.01")
    ]
    books.verified()


def test_a_currency_without_a_rate_is_refused(books: Books) -> None:
    """The way out is to send one."""
    chf = Money.parse("1.00", "CHF")
    with pytest.raises(RuleConflict, match="exchange rate between CHF and EUR"):
        books.post(debit("1100", chf, "cus_1"), credit("4030", chf))


def test_units_of_ones_own_have_no_worth_in_money(books: Books) -> None:
    """They balance in themselves."""
    units = Money.parse("1.500000", "X-CREDIT/6")
    books.post(debit("9010", units), credit("9020", units, "wal_1"))
    assert books.balance("9020", "wal_1", "X-CREDIT/6") == "1.500000"
    books.verified()


def test_a_code_that_nobody_knows_is_refused(books: Books) -> None:
    """Its type would be a guess."""
    with pytest.raises(RuleConflict, match="4999"):
        books.post(debit("1100", eur("1.00"), "cus_1"), credit("4999", eur("1.00")))


@dataclass
class Counting:
    """A session that notes what it is asked."""

    session: Session
    noted: list[str]

    def rows(self, sql: str, args: Mapping[str, Any]) -> list[Row]:
        """As the session does."""
        self.noted.append(sql[:60])
        return self.session.rows(sql, args)

    def run(self, sql: str, args: Mapping[str, Any]) -> int:
        """As the session does."""
        self.noted.append(sql[:60])
        return self.session.run(sql, args)

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """As the session does."""
        self.noted.append(table)
        self.session.insert(table, columns, rows)

    def claim(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
        """As the session does."""
        self.noted.append(table)
        return self.session.claim(table, columns, rows)


# ---- many ------------------------------------------------------------------------------------------------------------


def test_many_postings_take_few_statements(books: Books) -> None:
    """A hundred invoices of new customers: not one statement more for each."""
    postings = [books.posting(*sale("1.00", f"cus_{n}", f"inv_{n}")) for n in range(100)]
    counted: list[str] = []

    def watched(tx: Tx) -> list[ledger.Posted]:
        counted.clear()
        tx.session = Counting(tx.session, counted)
        return ledger.post(tx, postings)

    assert len(books.run(watched)) == 100
    assert len(counted) < 20, counted
    assert books.balance("1100") == "100.00"
    books.verified()


# ---- at the same time ------------------------------------------------------------------------------------------------


def at_once(books: Books, postings: Sequence[Posting]) -> list[str]:
    """Post each in a thread of its own; what became of it."""

    def one(posting: Posting) -> str:
        try:
            return "new" if books.run(lambda tx: ledger.post(tx, [posting])[0]).new else "known"
        except InsufficientFunds:
            return "refused"

    with ThreadPoolExecutor(max_workers=4) as pool:
        return sorted(pool.map(one, postings))


def test_a_floor_holds_against_many_at_once(books: Books) -> None:
    """Five euros pay five of eight."""
    books.post(*credited("5.00"))
    done = at_once(books, [books.posting(*used("1.00")) for _ in range(8)])
    assert done == ["new"] * 5 + ["refused"] * 3
    assert books.balance("2010", "cus_1") == "0.00"
    books.verified()


def test_one_cause_many_at_once(books: Books) -> None:
    """One posts, the others are told which; and an account that all of them open is opened once."""
    done = at_once(books, [books.posting(*sale(), cause="test.posted/once/1") for _ in range(6)])
    assert done == ["known"] * 5 + ["new"]
    done = at_once(books, [books.posting(*sale("1.00", "cus_new")) for _ in range(6)])
    assert done == ["new"] * 6
    assert books.balance("1100", "cus_new") == "6.00"
    books.verified()


def txn(number: int) -> str:
    """A transaction's id on the wire."""
    return id_text("txn", number)

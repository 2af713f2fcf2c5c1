"""The accountant's page by the accountant's numbers: each row of the worked example, entry by entry."""

from __future__ import annotations

from datetime import date

import pytest

from harr.kernel.money import Money
from harr.services.ledger import Earned, Posting, Returned, Sold, TaxDue, at_processor, recipes
from harr.services.ledger.chart import DEFERRED, TAX_NOT_YET_DUE
from harr.services.ledger.recipes import AT_BANK

ON = date(2026, 1, 15)
EU, CUSTOMER, INVOICE, NOTE, PAYMENT, REFUND = 7, "cus_1", "inv_1", "crn_1", "pay_1", "ref_1"
CARD = at_processor("simulated")


def eur(text: str) -> Money:
    """Euros; below zero with a minus."""
    return Money.parse(text, "EUR", negative=True)


def vat(amount: str, base: str, code: str = "2200") -> TaxDue:
    """VAT of one rate."""
    return TaxDue(eur(amount), eur(base), 21, ON, code)


def invoice(*lines: Sold, taxes: tuple[TaxDue, ...] = (), rounding: Money | None = None) -> Posting | None:
    """An invoice of these lines."""
    return recipes.invoice_finalized(
        entity=EU, invoice=INVOICE, customer=CUSTOMER, on=ON, lines=lines, taxes=taxes, rounding=rounding
    )


def deferred(amount: str) -> Sold:
    """A line that has a period."""
    return Sold(eur(amount), DEFERRED)


def note(*lines: Returned, tax: TaxDue, **given: Money) -> Posting | None:
    """A credit note of these lines, given in these ways."""
    return recipes.credit_note_issued(
        entity=EU, credit_note=NOTE, invoice=INVOICE, customer=CUSTOMER, on=ON, lines=lines, taxes=(tax,),
        to_invoice=given.get("to_invoice"), to_balance=given.get("to_balance"), to_refund=given.get("to_refund"),
        out_of_band=given.get("out_of_band"),
    )  # fmt: skip


def received(amount: str, into: recipes.Into = AT_BANK, **more: Money) -> Posting | None:
    """A payment of the invoice."""
    return recipes.payment_received(
        entity=EU, payment=PAYMENT, customer=CUSTOMER, on=ON, allocations={INVOICE: eur(amount)}, into=into,
        to_balance=more.get("to_balance"), withheld=more.get("withheld"), difference=more.get("difference"),
    )  # fmt: skip


ROWS: list[tuple[str, Posting | None, str, str]] = [
    ("E01", invoice(deferred("31.00"), taxes=(vat("6.51", "31.00"),)), "1100 37.51", "2100 31.00, 2200 6.51"),
    ("E02", invoice(deferred("80.00"), taxes=(vat("16.80", "80.00"),)), "1100 96.80", "2100 80.00, 2200 16.80"),
    ("E02g", invoice(Sold(eur("100.00"), discount=eur("20.00")), taxes=(vat("16.80", "80.00"),)),
     "1100 96.80, 4800 20.00", "4030 100.00, 2200 16.80"),
    ("E04a", invoice(deferred("50.00"), taxes=(vat("10.50", "50.00"),)), "1100 60.50", "2100 50.00, 2200 10.50"),
    ("E05a", recipes.revenue_recognised(entity=EU, cause="revenue.recognised/lin_1/1", on=ON,
                                         parts=[Earned(eur("17.00"), "4010", "lin_1")]),
     "2100 17.00", "4010 17.00"),
    ("E06", note(Returned(eur("25.00"), DEFERRED), tax=vat("5.25", "25.00"), to_invoice=eur("30.25")),
     "2100 25.00, 2200 5.25", "1100 30.25"),
    ("E07a", received("66.55"), "1010 66.55", "1100 66.55"),
    ("E07c", note(Returned(eur("6.45")), Returned(eur("13.55"), DEFERRED), tax=vat("4.20", "20.00"),
                  to_balance=eur("12.10"), to_refund=eur("12.10")),
     "4820 6.45, 2100 13.55, 2200 4.20", "2010 12.10, 2300 12.10"),
    ("E07d", recipes.refund_paid_out(entity=EU, refund=REFUND, customer=CUSTOMER, on=ON, amount=eur("12.10"),
                                     out_of=CARD),
     "2300 12.10", "1050 12.10"),
    ("E08b", received("37.51", CARD), "1050 37.51", "1100 37.51"),
    ("E08c", recipes.processor_fee(entity=EU, payment=PAYMENT, provider="simulated", on=ON, fee=eur("0.81")),
     "5010 0.81", "1050 0.81"),
    ("E11", recipes.payment_returned(entity=EU, payment=PAYMENT, customer=CUSTOMER, on=ON,
                                     allocations={INVOICE: eur("40.00")}, out_of=CARD, fee=eur("2.00")),
     "1100 40.00, 5010 2.00", "1050 42.00"),
    ("E16b", received("121.00", to_balance=eur("9.00")), "1010 130.00", "1100 121.00, 2010 9.00"),
    ("E16d", recipes.balance_applied(entity=EU, customer=CUSTOMER, invoice=INVOICE, on=ON, amount=eur("21.10")),
     "2010 21.10", "1100 21.10"),
    ("E16e", recipes.payment_received(entity=EU, payment=PAYMENT, customer=None, on=ON, allocations={},
                                      unallocated=eur("99.88")), "1010 99.88", "2020 99.88"),
    ("E16f", recipes.payment_allocated(entity=EU, payment=PAYMENT, customer=CUSTOMER, invoice=INVOICE, on=ON,
                                       amount=eur("99.88"), short=eur("0.02")),
     "2020 99.88, 7090 0.02", "1100 99.90"),
    ("E19c", invoice(deferred("-15.00"), deferred("30.00"), taxes=(vat("3.15", "15.00"),)),
     "1100 18.15, 2100 15.00", "2100 30.00, 2200 3.15"),
    ("E20b", recipes.written_off(entity=EU, invoice=INVOICE, customer=CUSTOMER, on=ON, amount=eur("54.45"),
                                 allowance=eur("45.00"), relief=(vat("9.45", "45.00"),)),
     "1190 45.00, 2200 9.45", "1100 54.45"),
    ("E20b by the default, direct and gross",
     recipes.written_off(entity=EU, invoice=INVOICE, customer=CUSTOMER, on=ON, amount=eur("54.45")),
     "5030 54.45", "1100 54.45"),
    ("E20c", recipes.recovered(entity=EU, payment=PAYMENT, invoice=INVOICE, on=ON, amount=eur("54.45"),
                               taxes=(vat("9.45", "45.00"),)), "1010 54.45", "5040 45.00, 2200 9.45"),
    ("E21a", invoice(Sold(eur("100.00"))), "1100 100.00", "4030 100.00"),
    ("E21b", received("100.00", withheld=eur("10.00")), "1010 90.00, 1210 10.00", "1100 100.00"),
    ("E22a", invoice(Sold(eur("100.00")), taxes=(vat("21.00", "100.00", TAX_NOT_YET_DUE),)),
     "1100 121.00", "4030 100.00, 2210 21.00"),
    ("E24", invoice(Sold(eur("100.03")), rounding=eur("0.02")), "1100 100.05", "4030 100.03, 7090 0.02"),
    ("E24 the other way", invoice(Sold(eur("100.07")), rounding=eur("-0.02")), "1100 100.05, 7090 0.02", "4030 100.07"),
    ("a refund without credit note", recipes.refund_without_credit_note(
        entity=EU, refund=REFUND, customer=CUSTOMER, invoice=INVOICE, on=ON, amount=eur("5.00")),
     "1100 5.00", "1010 5.00"),
    ("a refund that bounces", recipes.refund_bounced(
        entity=EU, refund=REFUND, customer=CUSTOMER, on=ON, amount=eur("5.00"), into=CARD), "1050 5.00", "2300 5.00"),
    ("a balance paid out", recipes.balance_paid_out(
        entity=EU, customer=CUSTOMER, refund=REFUND, on=ON, amount=eur("5.00")), "2010 5.00", "2300 5.00"),
    ("goodwill", recipes.balance_adjusted(
        entity=EU, adjustment="bal_1", customer=CUSTOMER, on=ON, amount=eur("5.00")), "4820 5.00", "2010 5.00"),
    ("goodwill taken back", recipes.balance_adjusted(
        entity=EU, adjustment="bal_1", customer=CUSTOMER, on=ON, amount=eur("5.00"), direction="debit"),
     "2010 5.00", "4820 5.00"),
    ("a payment that is two cents more", received("10.00", difference=eur("0.02")),
     "1010 10.02", "1100 10.00, 7090 0.02"),
    ("an invoice that lacks two cents", recipes.small_difference(
        entity=EU, invoice=INVOICE, customer=CUSTOMER, on=ON, amount=eur("0.02")), "7090 0.02", "1100 0.02"),
    ("credit that comes back", recipes.balance_unapplied(
        entity=EU, customer=CUSTOMER, invoice=INVOICE, on=ON, amount=eur("3.00")), "1100 3.00", "2010 3.00"),
    ("a payment taken off an invoice", recipes.payment_unallocated(
        entity=EU, payment=PAYMENT, customer=CUSTOMER, invoice=INVOICE, on=ON, amount=eur("3.00")),
     "1100 3.00", "2020 3.00"),
]  # fmt: skip


def side(posting: Posting, which: str) -> str:
    """The legs of a side as the worked example writes them."""
    return ", ".join(f"{leg.code} {leg.amount.text}" for leg in posting.lines if leg.side == which)


@pytest.mark.parametrize(("posting", "debits", "credits_"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_each_row_of_the_worked_example(posting: Posting | None, debits: str, credits_: str) -> None:
    """Debits and credits are those that the accountant wrote down."""
    assert posting is not None
    assert (side(posting, "debit"), side(posting, "credit")) == (debits, credits_)


@pytest.mark.parametrize("posting", [row[1] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_rule_is_named_after_its_recipe(posting: Posting | None) -> None:
    """The version of the recipe stands on what it made, and the type is its name."""
    assert posting is not None
    assert posting.rule == f"{posting.type}/1"
    assert hasattr(recipes, posting.type)


def test_a_free_invoice_posts_nothing() -> None:
    """Nothing is owed, so there is nothing to book."""
    assert invoice(Sold(eur("0.00"))) is None


def test_the_receivable_is_the_customers_and_names_the_invoice() -> None:
    """What is due on an invoice is the balance of 1100 for its customer and that document."""
    posting = invoice(Sold(eur("100.00")))
    assert posting is not None
    assert (posting.lines[0].owner, posting.lines[0].document, posting.cause) == (
        CUSTOMER, INVOICE, f"invoice.finalized/{INVOICE}/1",
    )  # fmt: skip


def test_tax_entries_say_base_rate_and_tax_point() -> None:
    """A return is made from entries alone."""
    posting = invoice(deferred("31.00"), taxes=(vat("6.51", "31.00"),))
    assert posting is not None
    tax = posting.lines[-1].tax
    assert tax is not None
    assert (tax.tax_rate, tax.base, tax.tax_point_on) == (21, 3100, ON)

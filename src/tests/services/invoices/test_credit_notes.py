"""Credit notes through the gateway: before and after payment, by line and whole, of their own, and never too much."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.services.invoices.shop import Shop


def credit(shop: Shop, invoice: Any, **more: Any) -> Any:
    """An issued credit note."""
    return shop.house("credit_notes.create", reason="order_change", invoice=invoice["id"], issue=True, **more)


def entries(shop: Shop, note: Any) -> list[tuple[str, str, str]]:
    """What a credit note was booked as."""
    [found] = [
        one for one in shop.house("transactions.list")["data"] if one["cause"] == f"credit_note.issued/{note['id']}/1"
    ]
    return [(entry["code"], entry["side"], entry["amount"]) for entry in found["entries"]]


def test_before_payment_the_invoice_is_lowered(shop: Shop) -> None:
    """E06 of one-off revenue: `4820, 2200 / 1100`."""
    invoice = shop.invoice("80.00")
    note = credit(shop, invoice, lines=[{"line": invoice["lines"][0]["id"], "amount": "25.00"}])
    assert (note["number"][:3], note["total"], note["amount_to_invoice"]) == ("CRN", "30.25", "30.25")
    assert entries(shop, note) == [("4820", "debit", "25.00"), ("2200", "debit", "5.25"), ("1100", "credit", "30.25")]
    now = shop.again(invoice)
    assert (now["amount_due"], now["amount_credited"], now["credit_notes_total"]) == ("66.55", "30.25", "30.25")
    assert (now["corrected_by"], now["lines"][0]["credited_amount"]) == ([note["id"]], "25.00")
    shop.verified()


def test_after_payment_it_goes_to_the_balance_or_back(shop: Shop) -> None:
    """E07c: half to the balance, half to be refunded; the invoice stays paid."""
    invoice = shop.invoice("80.00")
    shop.pay(invoice, "96.80")
    note = credit(
        shop, invoice, lines=[{"line": invoice["lines"][0]["id"], "amount": "20.00"}], amount_to_refund="12.10"
    )
    assert (note["amount_to_invoice"], note["amount_to_balance"], note["amount_to_refund"]) == (
        "0.00",
        "12.10",
        "12.10",
    )
    assert entries(shop, note)[2:] == [("2010", "credit", "12.10"), ("2300", "credit", "12.10")]
    now = shop.again(invoice)
    assert (now["status"], now["amount_credited"], now["credit_notes_total"]) == ("paid", "0.00", "24.20")
    shop.verified()


def test_an_unpaid_invoice_that_is_credited_whole_is_paid(shop: Shop) -> None:
    """Allowances, charges and rounding with it: its entries and its mirror add up to nothing."""
    invoice = shop.invoice(
        {"unit_amount": "33.33", "quantity": "3"}, {"amount": "12.10", "tax_behavior": "inclusive"},
        allowances=[{"percentage": "10", "reason": "friend"}], charges=[{"amount": "4.99"}], rounding_amount="0.03",
    )  # fmt: skip
    part = credit(shop, invoice, lines=[{"line": invoice["lines"][0]["id"], "quantity": "1"}])
    rest = credit(shop, invoice, whole=True)
    assert (part["lines"][0]["amount"], rest["rounding_amount"]) == ("33.33", "0.03")
    assert (rest["allowances"][0]["reason"], rest["charges"][0]["amount"]) == ("friend", "4.99")
    now = shop.again(invoice)
    assert (now["status"], now["amount_credited"], now["amount_due"]) == ("paid", invoice["total"], "0.00")
    groups = [group for note in (part, rest) for group in note["tax_groups"]]
    assert sum(int(group["tax_amount"].replace(".", "")) for group in groups) == int(
        invoice["tax_amount"].replace(".", "")
    )
    problem = shop.house.refused("credit_notes.create", invoice=invoice["id"], reason="duplicate", whole=True)
    assert (problem["code"], problem["field"]) == ("rule_conflict", "whole")
    shop.verified()


def test_a_credit_note_of_its_own(shop: Shop) -> None:
    """Without an invoice it goes to the customer's balance; its lines are as on an invoice."""
    note = shop.house(
        "credit_notes.create", customer=shop.customer, currency="EUR", reason="product_unsatisfactory", issue=True,
        lines=[{"description": "Sorry", "unit_amount": "5.00", "quantity": "2"}], allowances=[{"amount": "1.00"}],
    )  # fmt: skip
    assert (note["subtotal"], note["net_amount"], note["total"], note["amount_to_balance"]) == (
        "10.00",
        "9.00",
        "10.89",
        "10.89",
    )
    assert entries(shop, note) == [
        ("4820", "debit", "10.00"), ("4820", "credit", "1.00"), ("2200", "debit", "1.89"), ("2010", "credit", "10.89"),
    ]  # fmt: skip
    assert shop.invoice("100.00")["amount_applied"] == "10.89"
    shop.verified()


def test_a_draft_holds_nothing_back(shop: Shop) -> None:
    """Changed, thrown away, or issued on what is left of the invoice by then."""
    invoice = shop.invoice("100.00")
    line = invoice["lines"][0]["id"]
    draft = shop.house(
        "credit_notes.create", invoice=invoice["id"], reason="duplicate", lines=[{"line": line, "amount": "60.00"}]
    )
    assert (draft["status"], draft["number"], shop.again(invoice)["amount_due"]) == ("draft", None, "121.00")
    changed = shop.house(
        "credit_notes.update", draft["id"], description="Less", lines=[{"line": line, "amount": "50.00"}]
    )
    assert (changed["total"], changed["version"]) == ("60.50", 2)
    credit(shop, invoice, lines=[{"line": line, "amount": "60.00"}])
    problem = shop.house.refused("credit_notes.issue", draft["id"])
    assert (problem["code"], problem["facts"]["remaining"]) == ("credit_exceeds_line", "40.00")
    shop.house("credit_notes.update", draft["id"], lines=[{"line": line, "amount": "40.00"}])
    issued = shop.house("credit_notes.issue", draft["id"])
    assert (issued["number"][-6:], shop.again(invoice)["status"]) == ("000002", "paid")
    assert shop.house.refused("credit_notes.delete", draft["id"])["facts"]["allowed"] == ["send"]
    assert shop.house("credit_notes.send", draft["id"])["sent_at"] is not None
    listed = shop.house("credit_notes.list", invoice=invoice["id"], order="asc")["data"]
    assert listed[0]["id"] == draft["id"]
    shop.verified()


def test_issued_at_once_they_take_no_more_than_there_is(shop: Shop) -> None:
    """Eight credit notes of a quarter of the line: four are issued."""
    invoice = shop.invoice("100.00")
    body = {"invoice": invoice["id"], "reason": "fraudulent", "issue": True,
            "lines": [{"line": invoice["lines"][0]["id"], "amount": "25.00"}]}  # fmt: skip
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: shop.house.send("credit_notes.create", **body).status, range(8)))
    assert sorted(answers) == [200] * 4 + [422] * 4
    assert shop.again(invoice)["amount_due"] == "0.00"
    shop.verified()


FAULTS: list[tuple[dict[str, Any], str, str | None]] = [
    ({"lines": [{"line": "LINE", "amount": "100.01"}]}, "credit_exceeds_line", "lines[0].amount"),
    ({"lines": [{"line": "LINE", "quantity": "2"}]}, "credit_exceeds_line", "lines[0].quantity"),
    ({"lines": [{"line": "LINE"}]}, "field_invalid", "lines[0].amount"),
    ({"lines": [{"line": "LINE", "amount": "1.00", "unit_amount": "1.00"}]}, "field_invalid", "lines[0].unit_amount"),
    (
        {"lines": [{"line": "LINE", "amount": "1.00"}, {"line": "LINE", "amount": "1.00"}]},
        "field_invalid",
        "lines[1].line",
    ),
    ({"lines": [{"description": "x", "amount": "1.00"}]}, "field_invalid", "lines[0].line"),
    ({"lines": [{"line": "lin_0000000000000", "amount": "1.00"}]}, "not_found", "lines[0].line"),
    ({"lines": []}, "field_invalid", "lines"),
    ({"whole": True, "lines": [{"line": "LINE", "amount": "1.00"}]}, "rule_conflict", "whole"),
    ({"whole": True, "currency": "USD"}, "rule_conflict", "currency"),
    ({"whole": True, "allowances": [{"amount": "1.00"}]}, "rule_conflict", "allowances"),
    ({"whole": True, "amount_to_refund": "121.00"}, "amount_exceeds_remaining", "amount_to_balance"),
    ({"whole": True, "amount_to_invoice": "121.01"}, "amount_exceeds_remaining", "amount_to_invoice"),
]


@pytest.mark.parametrize(("wrong", "code", "field"), FAULTS, ids=[f"{code} {field}" for _, code, field in FAULTS])
def test_what_cannot_be_credited_is_refused_by_field(
    shop: Shop, wrong: dict[str, Any], code: str, field: str | None
) -> None:
    """Not more than the line has, nothing that is as on the invoice, nothing given back that never came."""
    invoice = shop.invoice("100.00")
    lines = [
        {**line, **({"line": invoice["lines"][0]["id"]} if line.get("line") == "LINE" else {})}
        for line in wrong.get("lines", [])
    ]
    given = {"invoice": invoice["id"], "reason": "duplicate", **wrong, **({"lines": lines} if "lines" in wrong else {})}
    problem = shop.house.refused("credit_notes.create", **given)
    assert (problem["code"], problem["field"]) == (code, field)
    assert shop.house("credit_notes.list")["data"] == []


def test_a_void_invoice_or_a_draft_is_not_credited(shop: Shop) -> None:
    """There is nothing to take back."""
    void = shop.invoice("1.00")
    shop.house("invoices.void", void["id"])
    for invoice in (void, shop.draft("1.00")):
        problem = shop.house.refused("credit_notes.create", invoice=invoice["id"], reason="duplicate", whole=True)
        assert problem["code"] == "state_conflict"


def test_what_was_taken_back_is_billed_again_once(shop: Shop) -> None:
    """A void invoice whole; of one that stands the lines that were credited whole."""
    void = shop.invoice("10.00", "20.00", allowances=[{"amount": "1.00"}])
    shop.house("invoices.void", void["id"])
    again = shop.house("invoices.duplicate", void["id"])
    assert (again["status"], again["total"], again["number"]) == ("draft", void["total"], None)
    assert shop.house.refused("invoices.duplicate", void["id"])["code"] == "rule_conflict"
    stands = shop.invoice("10.00", "20.00")
    assert shop.house.refused("invoices.duplicate", stands["id"])["code"] == "rule_conflict"
    credit(shop, stands, lines=[{"line": stands["lines"][1]["id"], "amount": "20.00"}])
    assert [line["amount"] for line in shop.house("invoices.duplicate", stands["id"])["lines"]] == ["20.00"]
    shop.house("invoices.delete", again["id"])
    assert shop.house("invoices.duplicate", void["id"])["total"] == void["total"]

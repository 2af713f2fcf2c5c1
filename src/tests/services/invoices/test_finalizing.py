"""From draft to document: number, parties, entries, balance, dates; all in one commit or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from harr.services import tenants
from tests.house import House
from tests.services.invoices.shop import ADDRESS, Shop, open_shop


def test_an_invoice_is_numbered_and_booked(shop: Shop) -> None:
    """E02 with one-off revenue: `1100 / 4030, 2200`; seller and buyer stand on it from now on."""
    invoice = shop.invoice({"unit_amount": "50.00", "quantity": "2"})
    assert (invoice["status"], invoice["number"], invoice["total"], invoice["amount_due"]) == (
        "open", f"INV-{invoice['issued_on'][:4]}-000001", "121.00", "121.00",
    )  # fmt: skip
    assert shop.entries(invoice) == [
        ("1100", "debit", "121.00"),
        ("4030", "credit", "100.00"),
        ("2200", "credit", "21.00"),
    ]
    [tax] = [entry["tax"] for entry in shop.house("invoices.entries", invoice["id"])["data"] if entry["tax"]]
    assert tax == {"tax_rate": shop.rate, "base_amount": "100.00", "tax_point_on": invoice["issued_on"]}
    assert invoice["seller"]["tax_ids"] == [{"type": "eu_vat", "value": "NL123456782B90", "country": "NL"}]
    assert invoice["buyer"]["name"] == "Tulip Travel"
    shop.house("customers.update", shop.customer, name="Tulip Travel International")
    assert shop.again(invoice)["buyer"]["name"] == "Tulip Travel"
    shop.verified()


def test_an_order_is_drafted_and_finalized_in_one_commit(shop: Shop) -> None:
    """It needs a key; told twice, done once."""
    order: dict[str, Any] = {"customer": shop.customer, "currency": "EUR", "finalize": True,
             "lines": [{"description": "Work", "amount": "10.00"}]}  # fmt: skip
    assert shop.house.refused("invoices.create", **order)["field"] == "Idempotency-Key"
    first, again = (
        shop.house.send("invoices.create", headers={"idempotency-key": "order-1"}, **order) for _ in range(2)
    )
    assert (first.status, first.body) == (200, again.body)
    assert [each["number"] for each in shop.house("invoices.list")["data"]] == [first.json()["number"]]


def test_a_rehearsal_uses_no_number(shop: Shop) -> None:
    """It shows entries, document and events; the next invoice has the number that it did not take."""
    draft = shop.draft("10.00")
    shown = shop.house.rehearse("invoices.finalize", draft["id"])
    assert (shown["result"]["status"], shown["result"]["number"]) == ("open", None)
    assert [entry["code"] for entry in shown["transactions"][0]["entries"]] == ["1100", "4030", "2200"]
    assert "<!doctype html>" in shown["documents"][0]["content"]
    assert [event["type"] for event in shown["events"]][-1] == "invoice.finalized"
    assert shop.again(draft)["status"] == "draft"
    assert shop.house("invoices.finalize", draft["id"])["number"].endswith("-000001")


def test_a_free_invoice_posts_nothing_and_is_paid(shop: Shop) -> None:
    """It has a number and a document all the same."""
    invoice = shop.invoice("0.00")
    assert (invoice["status"], invoice["payment_status"], shop.entries(invoice)) == ("paid", "paid", [])
    assert invoice["number"] is not None


def test_a_total_below_zero_is_no_invoice(shop: Shop) -> None:
    """The way out is a credit note; no number was used."""
    draft = shop.draft("10.00", "-12.00")
    problem = shop.house.refused("invoices.finalize", draft["id"])
    assert problem["code"] == "rule_conflict"
    assert "credit_notes.create" in problem["way_out"]
    assert shop.invoice("1.00")["number"].endswith("-000001")


def test_an_invoice_needs_a_line(shop: Shop) -> None:
    """A document about nothing is none."""
    assert shop.house.refused("invoices.finalize", shop.draft()["id"])["field"] == "lines"


def test_what_is_payable_is_rounded(shop: Shop) -> None:
    """E24: 100.03 payable as 100.05, the difference in 7090; also where it is rounded down."""
    exempt = shop.house("tax_rates.create", country="CH", tax_type="vat", percentage="0", category="O", name="Outside",
                        valid_from="2020-01-01")["id"]  # fmt: skip
    shop.house("exchange_rates.create", base="CHF", quote="EUR", rate="1.05", on="2020-01-01", source="ecb")
    swiss = shop.house("customers.create", name="Rigi", address={"country": "CH"})["id"]
    up, down = (
        shop.invoice(
            {"amount": amount, "tax_rates": [exempt]}, customer=swiss, currency="CHF", rounding_amount=rounding
        )
        for amount, rounding in (("100.03", "0.02"), ("100.07", "-0.02"))
    )
    assert (up["total"], shop.entries(up)) == (
        "100.05", [("1100", "debit", "100.05"), ("4030", "credit", "100.03"), ("7090", "credit", "0.02")],
    )  # fmt: skip
    assert ("7090", "debit", "0.02") in shop.entries(down)
    assert (up["tax_currency"], up["tax_exchange_rate"], up["tax_amount_in_tax_currency"]) == ("EUR", "1.05", "0.00")
    shop.verified()


def test_what_is_taken_off_the_document_is_taken_off_the_revenue(shop: Shop) -> None:
    """Lines keep their own entries; the allowance has one of its own."""
    invoice = shop.invoice(
        "100.00", {"amount": "121.00", "tax_behavior": "inclusive"}, allowances=[{"amount": "10.00"}]
    )
    assert invoice["total"] == "229.90"
    assert shop.entries(invoice) == [
        ("1100", "debit", "229.90"), ("4030", "credit", "100.00"), ("4030", "credit", "100.00"),
        ("4030", "debit", "10.00"), ("2200", "credit", "39.90"),
    ]  # fmt: skip
    shop.verified()


def test_the_balance_pays_before_the_document_is_made(shop: Shop) -> None:
    """All of it, none of it, or an amount: the prepaid amount of the document."""
    shop.give("60.00")
    none = shop.invoice("10.00", balance_to_use="none")
    some = shop.invoice("10.00", balance_to_use="5.00")
    all_ = shop.invoice("10.00")
    rest = shop.invoice("100.00")
    found = [(each["amount_applied"], each["amount_due"], each["status"]) for each in (none, some, all_, rest)]
    assert found == [
        ("0.00", "12.10", "open"), ("5.00", "7.10", "open"), ("12.10", "0.00", "paid"), ("42.90", "78.10", "open"),
    ]  # fmt: skip
    assert rest["applied"][0]["source"] == shop.customer
    assert ("2010", "debit", "42.90") in shop.entries(rest)
    shop.verified()


def test_one_credit_is_spent_once(shop: Shop) -> None:
    """Eight invoices at once on a balance that pays for two of them."""
    shop.give("24.20")
    drafts = [shop.draft("10.00")["id"] for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda draft: shop.house("invoices.finalize", draft), drafts))
    assert sorted(each["amount_applied"] for each in made) == ["0.00"] * 6 + ["12.10"] * 2
    assert sorted(each["number"][-6:] for each in made) == [f"{n:06}" for n in range(1, 9)]
    shop.verified()


def test_finalized_by_many_at_once_it_has_one_number(shop: Shop) -> None:
    """One of eight does it; the others are told that it is done."""
    draft = shop.draft("10.00")["id"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: shop.house.send("invoices.finalize", draft), range(8)))
    assert sorted(answer.status for answer in answers) == [200] + [409] * 7
    assert shop.invoice("1.00")["number"].endswith("000002")
    shop.verified()


def test_a_document_in_the_union_names_the_buyers_country(shop: Shop) -> None:
    """What is missing is named; a person needs no address."""
    company = shop.house("customers.create", name="Rhein")["id"]
    problem = shop.house.refused("invoices.finalize", shop.draft("1.00", customer=company)["id"])
    assert (problem["code"], problem["facts"]["missing"]) == ("customer_incomplete", ["address.country"])
    person = shop.house("customers.create", name="Ada", kind="person")["id"]
    assert shop.invoice("1.00", customer=person)["status"] == "open"


def test_reverse_charge_stands_on_the_document(shop: Shop) -> None:
    """E21a: no tax is posted, the words are printed, and the buyer's VAT id with them."""
    rhein = shop.house("customers.create", name="Rhein", address={"country": "DE"}, tax_status="reverse_charge_allowed")
    shop.house("tax_ids.create", rhein["id"], type="eu_vat", value="DE136695976")
    invoice = shop.invoice("100.00", customer=rhein["id"])
    assert shop.entries(invoice) == [("1100", "debit", "100.00"), ("4030", "credit", "100.00")]
    page = shop.house.send("invoices.document", invoice["id"]).body.decode()
    assert "Reverse charge: the tax is owed by the buyer." in page
    assert "DE136695976" in page


def test_a_rate_of_reverse_charge_needs_the_buyers_vat_id(shop: Shop) -> None:
    """Named on the line by hand, it is still a document that lacks something."""
    rate = shop.house("tax_rates.create", country="DE", tax_type="vat", percentage="0", category="AE", name="Reverse",
                      valid_from="2020-01-01", exemption_reason="Reverse charge")["id"]  # fmt: skip
    draft = shop.draft({"amount": "1.00", "tax_rates": [rate]})
    assert shop.house.refused("invoices.finalize", draft["id"])["facts"]["missing"] == ["tax_ids"]


def test_terms_are_the_invoices_else_the_customers_else_the_entitys(shop: Shop) -> None:
    """The due date follows from them and from the day of issue; one that is given stands."""
    patient = shop.house("customers.create", name="Patient", address=ADDRESS, payment_terms={"due_days": 30})["id"]
    mine = shop.invoice("1.00", customer=patient)
    said = shop.invoice("1.00", customer=patient, payment_terms={"due_days": 7})
    fixed = shop.invoice("1.00", customer=patient, due_on="2031-05-05")
    assert (mine["payment_terms"]["due_days"], said["payment_terms"]["due_days"]) == (30, 7)
    assert (fixed["due_on"], mine["due_on"] > said["due_on"]) == ("2031-05-05", True)


def test_an_opening_invoice_brings_its_number_and_posts_against_opening_balances(shop: Shop) -> None:
    """`1100 / 3010` today, its date that of the older system; its number is given once."""
    old = {"type": "opening", "number": "OLD-77", "issued_on": "2020-05-01", "due_on": "2020-05-31"}
    invoice = shop.invoice("100.00", **old)
    assert (invoice["number"], invoice["issued_on"], invoice["due_on"], invoice["overdue"]) == (
        "OLD-77", "2020-05-01", "2020-05-31", True,
    )  # fmt: skip
    assert shop.entries(invoice) == [("1100", "debit", "121.00"), ("3010", "credit", "121.00")]
    again = shop.draft("5.00", **old)
    assert shop.house.refused("invoices.finalize", again["id"])["code"] == "number_taken"
    shop.invoice("1.00")
    mistaken = shop.draft("5.00", **{**old, "number": "INV-2019-000007"})
    assert shop.house.refused("invoices.finalize", mistaken["id"])["code"] == "number_taken"
    shop.verified()


def test_tax_rounded_once_is_no_electronic_invoice(house: House) -> None:
    """EN 16931 rounds by group; the rule says otherwise, so the document is refused."""
    shop = open_shop(house, tax_rounding="document")
    assert shop.invoice("0.50", "0.50")["tax_amount"] == "0.21"
    electronic = house("customers.create", name="Rhein", address=ADDRESS, invoice_delivery="einvoice",
                       einvoice_address="0106:12345678")["id"]  # fmt: skip
    problem = house.refused("invoices.finalize", shop.draft("1.00", customer=electronic)["id"])
    assert (problem["code"], problem["facts"]["rule"]) == ("rule_conflict", "tax_rounding")


def test_a_closed_world_of_another_tenant(shop: Shop, house: House) -> None:
    """Ids of somebody else's tenant are not there."""
    world = tenants.first_tenant(house.gateway.engine, "Other")
    other = House(house.gateway, world.tenant, world.secret)
    invoice = shop.invoice("1.00")
    for name in ("invoices.retrieve", "invoices.finalize", "invoices.proof", "invoices.document"):
        assert other.refused(name, invoice["id"])["code"] == "not_found"

"""Drafts through the gateway: written, changed line by line, thrown away; every fault named by its field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.invoices.shop import Shop

LINES = [
    # the line                                                                         amount    net       tax
    ({"unit_amount": "10.00", "quantity": "3"}, "30.00", "30.00", "6.30"),
    ({"unit_amount": "0.0042", "quantity": "10088"}, "42.37", "42.37", "8.90"),
    ({"unit_amount": "12.12", "quantity": "5", "base_quantity": "100"}, "0.61", "0.61", "0.13"),
    ({"amount": "-20.00"}, "-20.00", "-20.00", "-4.20"),
    ({"amount": "121.00", "tax_behavior": "inclusive"}, "121.00", "100.00", "21.00"),
    ({"amount": "100.00", "allowances": [{"percentage": "10", "reason": "friend"}]}, "100.00", "90.00", "18.90"),
    ({"amount": "9.00", "allowances": [{"amount": "2.00"}], "charges": [{"amount": "1.00"}]}, "9.00", "8.00", "1.68"),
    ({"amount": "100.00", "allowances": [{"percentage": "10", "base_amount": "50.00"}]}, "100.00", "95.00", "19.95"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "amount", "net", "tax"), LINES)
def test_a_line_is_rated_once_and_taxed(shop: Shop, line: dict[str, Any], amount: str, net: str, tax: str) -> None:
    """A quantity at a unit amount, or an amount; with what is taken off and put on."""
    draft = shop.draft(line)
    [shown] = draft["lines"]
    assert (shown["amount"], shown["net_amount"], shown["tax_amount"]) == (amount, net, tax)
    assert (draft["subtotal"], draft["net_amount"], draft["tax_amount"]) == (amount, net, tax)
    assert (draft["status"], draft["number"], draft["issued_on"]) == ("draft", None, None)


def one(**line: Any) -> dict[str, Any]:
    """An invoice with this line."""
    return {"lines": [{"description": "x", **line}]}


NO = "0000000000000"
FAULTS: list[tuple[dict[str, Any], str, str]] = [
    (one(), "field_invalid", "lines[0].amount"),
    (one(amount="1.00", unit_amount="1.00"), "field_invalid", "lines[0].amount"),
    (one(amount="1.00", price=f"prc_{NO}"), "field_invalid", "lines[0].amount"),
    (one(amount="1.0"), "money_digits", "lines[0].amount"),
    (one(amount=1), "money_float", "lines[0].amount"),
    (one(amount="9007199254740991.00"), "field_invalid", "lines[0].amount"),
    (one(unit_amount="9999999999999", quantity="99999"), "field_invalid", "lines[0].amount"),
    (one(unit_amount="1", base_quantity="0"), "field_invalid", "lines[0].base_quantity"),
    (one(price=f"prc_{NO}"), "not_found", "lines[0].price"),
    (one(amount="1.00", product=f"prd_{NO}"), "not_found", "lines[0].product"),
    (one(amount="1.00", tax_rates=[f"txr_{NO}"]), "not_found", "lines[0].tax_rates[0]"),
    (one(amount="1.00", corrects=f"lin_{NO}"), "not_found", "lines[0].corrects"),
    (one(amount="1.00", period={"start": "2026-02-01", "end": "2026-02-01"}), "field_invalid", "lines[0].period.end"),
    (one(amount="1.00", allowances=[{}]), "field_invalid", "lines[0].allowances[0].amount"),
    (one(amount="1.00", charges=[{"percentage": "101"}]), "field_invalid", "lines[0].charges[0].percentage"),
    ({"allowances": [{"amount": "1.00", "base_amount": "2.00"}]}, "field_invalid", "allowances[0].base_amount"),
    ({"rounding_amount": "1.00"}, "field_invalid", "rounding_amount"),
    ({"balance_to_use": "1.5"}, "money_digits", "balance_to_use"),
    ({"payment_terms": {"due_rule": "day_of_month"}}, "field_invalid", "payment_terms.day"),
    ({"number": "X-1"}, "rule_conflict", "number"),
    ({"discounts": [{}]}, "coupon_not_applicable", "discounts[0]"),
    ({"currency": "XXX"}, "field_invalid", "currency"),
    ({"customer": f"cus_{NO}"}, "not_found", "customer"),
]


@pytest.mark.parametrize(("wrong", "code", "field"), FAULTS, ids=[f"{code} {field}" for _, code, field in FAULTS])
def test_what_cannot_be_is_refused_by_field(shop: Shop, wrong: dict[str, Any], code: str, field: str) -> None:
    """The field as the caller wrote it, the rule, the way out; and nothing is kept."""
    given = {"customer": shop.customer, "currency": "EUR", "lines": [{"description": "x", "amount": "1.00"}], **wrong}
    problem = shop.house.refused("invoices.create", **given)
    assert (problem["code"], problem["field"]) == (code, field)
    assert problem["way_out"]
    assert shop.house("invoices.list")["data"] == []


def test_a_price_of_the_catalogue_says_what_a_line_costs(shop: Shop) -> None:
    """Its product comes with it; changing the quantity rates it again; another unit amount is refused."""
    product = shop.house("products.create", name="Bicycle")["id"]
    given = {"product": product, "billing": "in_advance", "type": "one_time", "currency": "EUR",
             "unit_amount": "250.00", "tax_behavior": "exclusive", "model": "per_unit"}  # fmt: skip
    price = shop.house("prices.create", **given)["id"]
    assert shop.house.refused("invoices.create", customer=shop.customer, currency="EUR",
                              lines=[{"description": "x", "price": price}])["field"] == "lines[0].price"  # fmt: skip
    shop.house("prices.activate", price)
    draft = shop.draft({"price": price, "quantity": "2"})
    [line] = draft["lines"]
    assert (line["amount"], line["product"], line["unit_amount"]) == ("500.00", product, "250.00")
    assert shop.house("invoice_lines.update", draft["id"], line["id"], quantity="3")["amount"] == "750.00"
    problem = shop.house.refused("invoice_lines.update", draft["id"], line["id"], unit_amount="1.00")
    assert (problem["code"], problem["field"]) == ("rule_conflict", "unit_amount")
    shop.house("invoices.finalize", draft["id"])
    assert shop.house("prices.retrieve", price)["used"] is True


def test_a_draft_is_changed_line_by_line(shop: Shop) -> None:
    """Adding, changing and taking off lines adds the whole up again."""
    draft = shop.draft("10.00", "20.00")
    added = shop.house("invoice_lines.create", draft["id"], description="More", unit_amount="1.50", quantity="4")
    assert (added["amount"], shop.again(draft)["total"]) == ("6.00", "43.56")
    first, second = (line["id"] for line in draft["lines"])
    shop.house("invoice_lines.update", draft["id"], first, amount="11.00", description="Dearer")
    shop.house("invoice_lines.delete", draft["id"], second)
    now = shop.again(draft)
    assert [(line["description"], line["amount"]) for line in now["lines"]] == [("Dearer", "11.00"), ("More", "6.00")]
    assert (now["total"], now["version"]) == ("20.57", 4)
    listed = shop.house("invoice_lines.list", draft["id"], order="asc")["data"]
    assert [line["id"] for line in listed] == [first, added["id"]]
    assert shop.house("invoice_lines.retrieve", draft["id"], first)["amount"] == "11.00"
    assert shop.house.refused("invoice_lines.retrieve", draft["id"], second)["code"] == "not_found"


def test_a_patch_names_what_changes_and_replaces_lines_whole(shop: Shop) -> None:
    """What is not named stays."""
    draft = shop.draft("10.00", notes="Hello", allowances=[{"amount": "1.00", "reason": "friend"}])
    changed = shop.house("invoices.update", draft["id"], purchase_order="PO-1", due_on="2030-01-31")
    assert (changed["notes"], changed["purchase_order"], changed["total"]) == ("Hello", "PO-1", draft["total"])
    assert changed["due_on"] == "2030-01-31"
    replaced = shop.house(
        "invoices.update", draft["id"], lines=[{"description": "New", "amount": "5.00"}], allowances=[]
    )
    assert (replaced["total"], replaced["allowances"], replaced["version"]) == ("6.05", [], 3)
    stale = shop.house.send("invoices.update", draft["id"], headers={"if-match": '"1"'}, notes=None)
    assert stale.status == 412


def test_a_document_has_allowances_and_charges_of_its_own(shop: Shop) -> None:
    """A percentage is of its lines; the tax is theirs, or by a rate that is named."""
    low = shop.house("tax_rates.create", country="NL", tax_type="vat", percentage="9", category="S", name="Low",
                     valid_from="2012-10-01")["id"]  # fmt: skip
    draft = shop.draft(
        "200.00",
        allowances=[{"percentage": "10", "reason": "Ten off"}],
        charges=[{"amount": "5.00", "tax_rates": [low]}],
    )
    assert (draft["net_amount"], draft["tax_amount"], draft["total"]) == ("185.00", "38.25", "223.25")
    [allowance], [charge] = draft["allowances"], draft["charges"]
    assert (allowance["amount"], allowance["base_amount"], charge["taxes"][0]["percentage"]) == ("20.00", "200.00", "9")
    assert [(group["percentage"], group["base_amount"]) for group in draft["tax_groups"]] == [
        ("9", "5.00"),
        ("21", "180.00"),
    ]


def test_a_draft_is_thrown_away_and_nothing_is_left(shop: Shop) -> None:
    """No number was used; a document is never thrown away."""
    draft = shop.draft("10.00")
    assert shop.house("invoices.delete", draft["id"]) == {"id": draft["id"], "object": "invoice", "deleted": True}
    assert shop.house.refused("invoices.retrieve", draft["id"])["code"] == "not_found"
    invoice = shop.invoice("10.00")
    assert invoice["number"].endswith("000001")
    problem = shop.house.refused("invoices.delete", invoice["id"])
    assert (problem["code"], problem["facts"]["status"]) == ("state_conflict", "open")
    assert "void" in problem["facts"]["allowed"]


def test_an_external_id_is_taken_once(shop: Shop) -> None:
    """On the invoice and on its lines; the one that exists is named."""
    draft = shop.draft({"amount": "1.00", "external_id": "line-1"}, external_id="order-1")
    given = {"customer": shop.customer, "currency": "EUR"}
    problem = shop.house.refused("invoices.create", **given, external_id="order-1")
    assert (problem["code"], problem["facts"]["id"]) == ("already_exists", draft["id"])
    line = {"description": "x", "amount": "1.00", "external_id": "line-1"}
    problem = shop.house.refused("invoices.create", **given, lines=[line])
    assert (problem["code"], problem["field"]) == ("already_exists", "lines[0].external_id")
    assert [each["id"] for each in shop.house("invoices.list", external_id="order-1")["data"]] == [draft["id"]]


def test_lists_filter_and_page(shop: Shop) -> None:
    """By status, by customer, by number; page by page."""
    first, second = shop.invoice("1.00"), shop.invoice("2.00")
    draft = shop.draft("3.00")

    def found(**filters: str) -> list[str]:
        return [each["id"] for each in shop.house("invoices.list", **filters)["data"]]

    assert found() == [draft["id"], second["id"], first["id"]]
    assert found(status="open", order="asc") == [first["id"], second["id"]]
    assert found(status="draft,paid") == [draft["id"]]
    assert found(number=first["number"]) == [first["id"]]
    page = shop.house("invoices.list", limit="2")
    assert page["has_more"]
    assert [each["id"] for each in shop.house("invoices.list", after=page["next_cursor"])["data"]] == [first["id"]]


def test_an_archived_customer_is_not_invoiced(shop: Shop) -> None:
    """And one who is invoiced in another currency only in that one."""
    shop.invoice("1.00")
    problem = shop.house.refused("invoices.create", customer=shop.customer, currency="USD")
    assert (problem["code"], problem["facts"]["currency"]) == ("currency_mismatch", "EUR")
    gone = shop.house("customers.create", name="Gone")["id"]
    shop.house("customers.archive", gone)
    problem = shop.house.refused("invoices.create", customer=gone, currency="EUR")
    assert (problem["code"], problem["field"]) == ("rule_conflict", "customer")

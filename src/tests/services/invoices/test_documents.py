"""What is printed, numbered and proved: bytes that never change, numbers without gaps, figures that can be derived."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from harr.services.invoices import check_proof
from tests.house import House
from tests.services.invoices.shop import Shop, open_shop

NASTY = [
    '<img src="file:///etc/passwd">', "<script>alert(1)</script>", '"><link rel=attachment href=http://x.example>',
    "@import url(http://x.example)", "{{ 7 * 7 }}", "33 Đường Nguyễn Hữu Thọ", "مؤسسة", "株式会社", "😀",
]  # fmt: skip


def page(shop: Shop, invoice: Any, **query: Any) -> bytes:
    """An invoice as it was printed."""
    response = shop.house.send("invoices.document", invoice["id"], **query)
    assert response.status == 200, response.body
    return response.body


def test_a_document_is_stored_once_and_never_changes(shop: Shop) -> None:
    """Its bytes have the digest that was kept with them, whatever happens to the invoice afterwards."""
    invoice = shop.invoice("10.00")
    before = page(shop, invoice)
    shop.pay(invoice, "12.10")
    shop.house("customers.update", shop.customer, name="Somebody Else")
    assert page(shop, invoice) == before
    listed = shop.house("documents.list", subject=invoice["id"], format="html")["data"]
    [document] = listed
    assert (document["sha256"], document["bytes"]) == (hashlib.sha256(before).hexdigest(), len(before))
    assert shop.house.send("documents.content", document["id"]).body == before
    assert json.loads(page(shop, invoice, format="json"))["number"] == invoice["number"]
    assert shop.house("documents.retrieve", document["id"]) == document


def test_a_page_shows_everything_that_it_has_to(shop: Shop) -> None:
    """Parties, lines, what was taken off, tax by group, totals, what is paid, when and where to pay."""
    shop.give("20.00")
    invoice = shop.invoice(
        {"description": "Two days", "unit_amount": "500.00", "quantity": "2",
         "period": {"start": "2026-01-01", "end": "2026-01-03"}},
        allowances=[{"amount": "100.00", "reason": "Friends"}], purchase_order="PO-7", payment_terms={"due_days": 14},
    )  # fmt: skip
    text = page(shop, invoice).decode()
    for words in (
        invoice["number"], "Canal Software B.V.", "NL123456782B90", "Tulip Travel", "Two days",
        "2026-01-01 to 2026-01-02", "Friends", "PO-7", "900.00", "189.00", "1089.00", "-20.00",
        "1069.00 EUR by " + invoice["due_on"],
        "NL91ABNA0417164300",
    ):  # fmt: skip
        assert words in text, words


def test_no_figure_has_two_signs(shop: Shop) -> None:
    """An allowance below zero puts something on, and nothing is minus zero."""
    invoice = shop.invoice("10.00", allowances=[{"amount": "-1.00"}, {"amount": "0.00"}, {"amount": "2.00"}])
    text = page(shop, invoice).decode()
    assert invoice["net_amount"] == "9.00"
    assert ">1.00<" in text
    assert ">-2.00<" in text
    assert "--" not in text
    assert "-0.00" not in text


@pytest.mark.parametrize("nasty", NASTY)
def test_what_a_caller_writes_is_text(shop: Shop, nasty: str) -> None:
    """Nothing of it is markup, nothing is fetched, and no letter is lost."""
    customer = shop.house("customers.create", name=nasty, address={"country": "NL", "city": nasty})["id"]
    line = {"description": nasty, "amount": "1.00", "allowances": [{"amount": "0.10", "reason": nasty}]}
    text = page(shop, shop.invoice(line, customer=customer, notes=nasty, footer=nasty, purchase_order=nasty)).decode()
    escaped = nasty.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    assert text.count(escaped) >= 6
    assert not {"<img", "<script", "<link"} & {word for word in ("<img", "<script", "<link") if word in text}
    assert "src=" not in text.replace("src=&#34;", "")


def test_the_same_data_gives_the_same_bytes(house: House) -> None:
    """Two worlds with the same orders print the same page."""
    pages = []
    for _ in range(2):
        shop = open_shop(house.sandbox())
        pages.append(page(shop, shop.invoice("10.00", {"amount": "12.10", "tax_behavior": "inclusive"})))
    assert pages[0] == pages[1]


@pytest.mark.parametrize(("query", "field"), [({"format": "pdf"}, "format"), ({"language": "nl"}, "language")])
def test_what_is_not_printed_yet_is_refused_with_what_is(shop: Shop, query: dict[str, str], field: str) -> None:
    """Nobody gets a page that is not what was asked for."""
    problem = shop.house.refused("invoices.document", shop.invoice("1.00")["id"], **query)
    assert (problem["code"], problem["field"]) == ("rule_conflict", field)
    assert problem["facts"]["offered"]


def test_a_draft_has_not_been_printed(shop: Shop) -> None:
    """And it proves nothing."""
    draft = shop.draft("1.00")
    for name in ("invoices.document", "invoices.proof"):
        assert shop.house.refused(name, draft["id"])["code"] == "state_conflict"


def test_numbers_have_no_gap_and_the_audit_lists_them(shop: Shop) -> None:
    """A void one keeps its number; a draft that was thrown away never had one."""
    first = shop.invoice("1.00")
    shop.house("invoices.delete", shop.draft("1.00")["id"])
    shop.house("invoices.void", first["id"])
    second, third = shop.invoice("1.00"), shop.invoice("1.00")
    rows = shop.house("series.audit", first["series"], order="asc")["data"]
    assert [(row["number"][-6:], row["subject"], row["status"]) for row in rows] == [
        ("000001", first["id"], "void"), ("000002", second["id"], "open"), ("000003", third["id"], "open"),
    ]  # fmt: skip
    head = shop.house("series.audit", first["series"], limit="2")
    assert (head["has_more"], head["next_cursor"]) == (True, second["id"])
    rest = shop.house("series.audit", first["series"], after=head["next_cursor"])["data"]
    assert [row["subject"] for row in rest] == [first["id"]]
    assert shop.house("series.retrieve", first["series"])["next_number"][-6:] == "000004"


def test_a_series_of_ones_own(shop: Shop) -> None:
    """Made before the first invoice it numbers them; closed, another takes over."""
    made = shop.house("series.create", entity=shop.entity, document_type="invoice", format="EU-{seq:04}", starts_at=41)
    assert (made["next_number"], shop.invoice("1.00")["number"]) == ("EU-0041", "EU-0041")
    given = {"entity": shop.entity, "document_type": "invoice"}
    assert shop.house.refused("series.create", **given, format="EU-{seq:04}")["code"] == "already_exists"
    assert shop.house.refused("series.create", **given, format="X")["field"] == "format"
    shop.house("series.create", **given, format="N-{year}-{seq}", reset="year")
    shop.house("series.close", made["id"])
    assert shop.house.refused("series.close", made["id"])["code"] == "state_conflict"
    invoice = shop.invoice("1.00")
    assert invoice["number"] == f"N-{invoice['issued_on'][:4]}-1"
    shop.verified()


def test_a_proof_holds_and_a_changed_one_does_not(shop: Shop) -> None:
    """A stranger derives every figure from the bases; one digit that was changed is found."""
    invoice = shop.invoice(
        {"unit_amount": "0.0042", "quantity": "10088"}, {"amount": "12.10", "tax_behavior": "inclusive"},
        allowances=[{"percentage": "7.5", "reason": "friend"}], rounding_amount="0.02",
    )  # fmt: skip
    proof = shop.house("invoices.proof", invoice["id"])
    assert check_proof(proof) == []
    assert proof["explanation"]["amount"] == invoice["total"]
    forged = json.loads(json.dumps(proof))
    forged["basis"][0]["quantity"] = "10089"
    forged["total"] = "99.99"
    assert len(check_proof(forged)) >= 3


def test_an_explanation_leads_from_the_total_to_the_lines(shop: Shop) -> None:
    """Each figure is the sum of its parts."""
    invoice = shop.invoice(
        "100.00", {"amount": "12.10", "tax_behavior": "inclusive", "allowances": [{"amount": "1.21"}]}
    )
    found = shop.house("invoices.explain", invoice["id"])

    def adds_up(figure: Any) -> None:
        parts = figure["parts"]
        if parts:
            cents = [int(part["amount"].replace(".", "")) for part in parts]
            assert sum(cents) == int(figure["amount"].replace(".", "")), figure["ref"]
        for part in parts:
            adds_up(part)

    adds_up(found)
    assert found["amount"] == invoice["total"]
    assert found["parts"][0]["parts"][0]["ref"] == f"{invoice['lines'][0]['id']}.amount"


def test_a_profile_names_the_series_of_its_app(shop: Shop) -> None:
    """A shop with numbers of its own takes none of the others'."""
    given = {"entity": shop.entity, "document_type": "invoice"}
    shop.house("series.create", **given, format="ALL-{seq:03}")
    own = shop.house("series.create", **given, format="WEB-{seq:03}")["id"]
    profile = shop.house("profiles.create", name="web", operations=["*"], sees="tenant", series=own)["id"]
    shop.house("profiles.activate", profile)
    app = shop.house("apps.create", name="web", entity=shop.entity, profile=profile)["id"]
    key = shop.house("keys.create", app=app, name="web", role="billing")["secret"]
    web = replace(shop, house=replace(shop.house, secret=key))
    assert [web.invoice("1.00")["number"], shop.invoice("1.00")["number"]] == ["WEB-001", "ALL-001"]
    shop.house("series.close", own)
    assert web.invoice("1.00")["number"] == "ALL-002"
    shop.verified()

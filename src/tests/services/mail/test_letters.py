"""Letters through the gateway, in all lanes: when one is written, in which words, to whom, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest

from harr.kernel.errors import CustomerIncomplete
from harr.services import mail
from harr.services.mail.carriers import Bounced, Carrier, Failed
from harr.services.mail.messages import Parcel
from tests.scenarios.world import World

CARDS = {"invoice_delivery": "email", "email": "ada@example.com"}


def written(world: World, **filters: Any) -> list[tuple[str, str, str]]:
    """The letters, oldest first: kind, status, to whom."""
    world.house.work()
    found = world("emails.list", order="asc", limit=100, **filters)["data"]
    return [(each["kind"], each["status"], " ".join(each["to"])) for each in found]


def only(world: World, kind: str) -> Any:
    """The only letter of a kind."""
    found = world("emails.list", kind=kind)["data"]
    assert len(found) == 1, found
    return found[0]


def carried(world: World, carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a carrier take the letters along."""
    engine = world.house.gateway.engine
    monkeypatch.setitem(engine.ports, mail.PORT, mail.carried_by(engine, carrier))


def subscribed(world: World, customer: str, amount: str = "31.00", **more: Any) -> Any:
    """A customer who pays a fee each month."""
    product = world("products.create", name="Pro", tax_rates=[world.rates["21"]])["id"]
    price = world(
        "prices.create", product=product, currency="EUR", tax_behavior="exclusive", interval="month", model="per_unit",
        billing="in_advance", type="recurring", unit_amount=amount,
    )["id"]  # fmt: skip
    world("prices.activate", price)
    return world("subscriptions.create", customer=customer, entity=world.entity, items=[{"price": price}], **more)


def test_what_somebody_finalizes_is_sent_when_they_say_so(world: World) -> None:
    """An order by hand can still be made void; then it is sent, and the letter has the document with it."""
    customer = world.customer(**CARDS)
    order = world.order(customer, "100.00")
    assert written(world) == []
    assert world.invoice(order)["sent_at"] is None
    sent = world("invoices.send", order["id"])
    assert sent["sent_at"] is not None
    assert written(world) == [("invoice", "sent", "ada@example.com")]
    letter = only(world, "invoice")
    assert letter["subject"] == f"Invoice {order['number']} from Canal Software"
    assert letter["subject_of"] == order["id"]
    assert letter["customer"] == customer
    assert [document["subject"] for document in documents(world, letter)] == [order["id"]]
    assert f"Please pay 121.00 EUR by {order['due_on']}, and name {order['number']}." in letter["text"]
    assert world.refused("invoices.void", order["id"])["code"] == "void_not_allowed"


def documents(world: World, letter: Any) -> list[Any]:
    """What goes with a letter."""
    return [world("documents.retrieve", document) for document in letter["attachments"]]


def test_what_finalizes_by_itself_is_sent_by_itself(world: World) -> None:
    """A subscription's invoice, and a draft whose instant has come; each once, whoever says it again."""
    subscribed(world, world.customer(**CARDS))
    assert written(world) == [("invoice", "sent", "ada@example.com")]
    first = world("invoices.list")["data"][0]
    assert first["sent_at"] is not None
    draft = world.order(world.customer(**CARDS), "5.00", finalize=False, finalizes_at="2026-01-20T09:00:00Z")
    world.until("2026-01-21T09:00:00Z")
    assert world.invoice(draft)["sent_at"] is not None
    assert written(world, kind="invoice") == [("invoice", "sent", "ada@example.com")] * 2


def test_a_draft_that_somebody_finalizes_before_its_instant_waits_for_them(world: World) -> None:
    """They were there, so they say when it goes."""
    draft = world.order(world.customer(**CARDS), "5.00", finalize=False, finalizes_at="2026-01-20T09:00:00Z")
    world("invoices.finalize", draft["id"])
    world.until("2026-01-21T09:00:00Z")
    assert written(world) == []


def test_who_wants_no_letters_gets_none(world: World) -> None:
    """`invoice_delivery` says so, for every kind."""
    customer = world.customer(invoice_delivery="none", email="ada@example.com")
    order = world.order(customer, "100.00")
    world("invoices.send", order["id"])
    world.pay("121.00", invoice=order)
    subscribed(world, customer)
    assert written(world) == []


def test_a_free_invoice_is_not_written_about(world: World) -> None:
    """Nothing to pay and nothing to thank for."""
    subscribed(world, world.customer(**CARDS), "0.00")
    assert written(world) == []


def test_who_cannot_be_reached_is_named(world: World) -> None:
    """The letter is kept as skipped, with the reason; the invoice is not sent. With an address it can be sent again."""
    customer = world.customer(invoice_delivery="email")
    subscribed(world, customer)
    assert written(world) == [("invoice", "skipped", "")]
    letter = only(world, "invoice")
    assert letter["error"] == "the customer has no email address that a letter can go to"
    assert world.invoice(letter["subject_of"])["sent_at"] is None
    assert world.refused("invoices.send", letter["subject_of"])["code"] == "customer_incomplete"
    assert world.refused("emails.resend", letter["id"])["facts"] == {"missing": ["email"]}
    world("customers.update", customer, email="a,b@example.com")
    assert world.refused("emails.resend", letter["id"])["code"] == "customer_incomplete"
    world("customers.update", customer, email="ada@example.com")
    again = world("emails.resend", letter["id"])
    assert (again["status"], again["to"], again["error"]) == ("queued", ["ada@example.com"], None)
    assert world.refused("emails.resend", letter["id"])["code"] == "state_conflict"
    assert written(world) == [("invoice", "sent", "ada@example.com")]
    assert written(world, to="ada@example.com") == [("invoice", "sent", "ada@example.com")]
    assert written(world, to="nobody@example.com") == []


def test_a_letter_goes_to_those_who_see_to_bills(world: World) -> None:
    """The customer's own address, and contacts whose role is billing."""
    contacts = [{"email": "books@example.com", "role": "billing"}, {"email": "boss@example.com", "role": "sales"}]
    order = world.order(world.customer(**CARDS, contacts=contacts), "1.00")
    world("invoices.send", order["id"])
    assert written(world) == [("invoice", "sent", "ada@example.com books@example.com")]


def test_a_receipt_thanks_for_money(world: World) -> None:
    """Once all is paid; not for a part, nor where the balance or a credit note paid."""
    customer = world.customer(**CARDS)
    order = world.order(customer, "100.00")
    world.pay("21.00", invoice=order)
    assert written(world) == []
    world.pay("110.00", invoice=order)
    assert written(world) == [("receipt", "sent", "ada@example.com")]
    letter = only(world, "receipt")
    assert letter["subject"] == f"Receipt for {order['number']} from Canal Software"
    assert "we have received 121.00 EUR" in letter["text"]
    assert "Item 1   100.00 EUR" in letter["text"]
    assert "Tax   21.00 EUR" in letter["text"]
    assert letter["attachments"] == []
    from_balance = world.order(customer, "5.00")
    assert (from_balance["status"], from_balance["amount_applied"]) == ("paid", "6.05")
    credited = world.order(world.customer(**CARDS), "5.00")
    world("credit_notes.create", invoice=credited["id"], reason="order_change", whole=True, issue=True)
    assert world.invoice(credited)["status"] == "paid"
    assert written(world) == [("receipt", "sent", "ada@example.com")]


def test_a_payment_that_failed_is_told(world: World) -> None:
    """Each time that it is tried and declined; and the invoice itself says that it is collected."""
    customer = world.customer(**CARDS)
    method = world.method(customer, "pm_card_declined")
    subscribed(world, customer, collection="charge_automatically", payment_method=method)
    kinds = [kind for kind, _, _ in written(world)]
    assert sorted(kinds) == ["invoice", "payment_failed"]
    letter = only(world, "payment_failed")
    assert letter["subject"] == "Your payment of 37.51 EUR to Canal Software did not succeed"
    assert letter["attachments"] == []
    assert "We collect 37.51 EUR by the payment method" in only(world, "invoice")["text"]


def test_an_invoice_that_is_late_is_reminded_of(world: World) -> None:
    """The day after it was due, if it was sent and is not collected; what was never sent is not asked for."""
    order = world.order(world.customer(**CARDS), "100.00", payment_terms={"due_days": 10})
    world.order(world.customer(**CARDS), "1.00", payment_terms={"due_days": 10})
    world("invoices.send", order["id"])
    world.until("2026-01-27T09:00:00Z")
    assert written(world) == [("invoice", "sent", "ada@example.com"), ("reminder", "sent", "ada@example.com")]
    assert only(world, "reminder")["subject"] == f"Invoice {order['number']} from Canal Software was due on 2026-01-25"


def test_a_correction_goes_where_the_invoice_went(world: World) -> None:
    """By itself where the invoice was sent; where it was not, when somebody says so."""
    customer = world.customer(**CARDS)
    sent, kept = world.order(customer, "100.00"), world.order(customer, "50.00")
    world("invoices.send", sent["id"])
    notes = [
        world("credit_notes.create", invoice=one["id"], reason="order_change", whole=True, issue=True)
        for one in (sent, kept)
    ]
    assert [kind for kind, _, _ in written(world)] == ["invoice", "credit_note"]
    letter = only(world, "credit_note")
    assert letter["subject"] == f"Credit note {notes[0]['number']} from Canal Software"
    assert f"which corrects invoice {sent['number']}" in letter["text"]
    assert "Taken off the invoice   121.00 EUR" in letter["text"]
    assert documents(world, letter)[0]["subject"] == notes[0]["id"]
    assert world("credit_notes.retrieve", notes[0]["id"])["sent_at"] is not None
    assert world("credit_notes.retrieve", notes[1]["id"])["sent_at"] is None
    assert world("credit_notes.send", notes[1]["id"])["sent_at"] is not None
    assert [kind for kind, _, _ in written(world)] == ["invoice", "credit_note", "credit_note"]


def test_a_rehearsal_shows_the_letter_and_writes_none(world: World) -> None:
    """Under `emails`, whole; nobody is asked and nothing is kept. The same for what is sent by itself."""
    order = world.order(world.customer(**CARDS), "100.00")
    shown = world.house.rehearse("invoices.send", order["id"])
    assert [(each["kind"], each["to"], each["status"]) for each in shown["emails"]] == [
        ("invoice", ["ada@example.com"], "queued")
    ]
    assert order["number"] in shown["emails"][0]["html"]
    assert shown["asks"] == []
    assert written(world) == []


# ---- words -----------------------------------------------------------------------------------------------------------


def test_the_readers_language_where_there_is_a_template_of_it(world: World) -> None:
    """A Fleming gets Dutch; the entity's own words go before those of all; without a template it is English."""
    fleming = world.customer(**CARDS, language="nl-BE")
    words = {"kind": "invoice", "body": "<p>Beste {{ customer.name }}</p>"}
    dutch = world("email_templates.create", **words, language="nl", subject="Factuur {{ invoice.number }}")
    own = world("email_templates.create", **words, language="nl", subject="Van ons", entity=world.entity)
    order = world.order(fleming, "1.00")
    for template in (own, dutch, None):
        world("invoices.send", order["id"])
        written(world)
        if template is not None:
            world("email_templates.archive", template["id"])
    letters = world("emails.list", order="asc")["data"]
    assert [(each["language"], each["template"], each["subject"]) for each in letters] == [
        ("nl", own["id"], "Van ons"),
        ("nl", dutch["id"], f"Factuur {order['number']}"),
        ("en", None, f"Invoice {order['number']} from Canal Software"),
    ]
    assert "Beste Tulip Travel" in letters[0]["text"]
    assert letters[0]["html"].startswith('<!doctype html>\n<html lang="nl">')


def test_there_is_one_template_for_each_kind_language_and_entity(world: World) -> None:
    """The second is refused and says which there is; an archived one gives its place up and changes no more."""
    words = {"kind": "receipt", "language": "de", "subject": "Danke", "body": "<p>Danke</p>"}
    first = world("email_templates.create", **words, external_id="danke")
    taken = world.refused("email_templates.create", **words)
    assert (taken["code"], taken["field"], taken["facts"]["id"]) == ("already_exists", "kind", first["id"])
    same = world.refused("email_templates.create", **{**words, "language": "at"}, external_id="danke")
    assert (same["code"], same["field"]) == ("already_exists", "external_id")
    assert world("email_templates.archive", first["id"])["status"] == "archived"
    assert world.refused("email_templates.archive", first["id"])["code"] == "state_conflict"
    assert world.refused("email_templates.update", first["id"], subject="Neu")["code"] == "state_conflict"
    second = world("email_templates.create", **words)
    assert world("email_templates.list", kind="receipt", status="active")["data"] == [second]


def test_a_template_that_cannot_be_is_refused(world: World) -> None:
    """When it comes, not when the letter is due; the way out says what there is."""
    words = {"kind": "invoice", "language": "en", "subject": "Yours", "body": "<p>{{ invoice.nombre }}</p>"}
    said = world.refused("email_templates.create", **words)
    assert (said["code"], said["field"], said["facts"]["line"]) == ("field_invalid", "body", 1)
    assert "number" in said["way_out"]
    said = world.refused("email_templates.create", **{**words, "kind": "birthday"})
    assert (said["code"], said["field"]) == ("rule_conflict", "kind")
    good = world("email_templates.create", **{**words, "body": "<p>{{ invoice.number }}</p>"})
    assert world.refused("email_templates.update", good["id"], body="{{ 1")["field"] == "body"
    assert world("email_templates.update", good["id"], subject="For you")["subject"] == "For you"


def test_a_template_that_fails_on_what_it_meets_does_not_stop_the_letter(world: World) -> None:
    """It was right for the example; a letter about something else is then written in Harr's own words."""
    words = {
        "kind": "invoice",
        "language": "en",
        "subject": "Yours",
        "body": "<p>{{ invoice.purchase_order|length }}</p>",
    }
    world("email_templates.create", **words)
    customer = world.customer(**CARDS)
    world("invoices.send", world.order(customer, "1.00", purchase_order="PO 7")["id"])
    world("invoices.send", world.order(customer, "1.00")["id"])
    written(world)
    subjects = [each["subject"] for each in world("emails.list", order="asc")["data"]]
    assert subjects[0] == "Yours"
    assert subjects[1].startswith("Invoice ")


def test_a_letter_can_be_read_before_anybody_gets_it(world: World) -> None:
    """About an example, or about an invoice that there is; nothing is written."""
    words = {"language": "en", "subject": "{{ invoice.number }}", "body": "<p>{{ customer.name }}</p>"}
    template = world("email_templates.create", **words, kind="reminder")["id"]
    assert world("email_templates.preview", template)["subject"] == "EU-2026-000002"
    order = world.order(world.customer(**CARDS), "1.00")
    seen = world("email_templates.preview", template, subject_of=order["id"])
    assert (seen["subject"], "Tulip Travel" in seen["text"]) == (order["number"], True)
    assert world.refused("email_templates.preview", template, subject_of=order["customer"])["code"] == "rule_conflict"
    nobody = world.refused("email_templates.preview", template, subject_of="inv_0000000000001")
    assert (nobody["code"], nobody["field"]) == ("not_found", "subject_of")
    assert written(world) == []


# ---- what becomes of it ----------------------------------------------------------------------------------------------


def test_a_carrier_that_cannot_be_reached_is_asked_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the same key; a letter that it took meanwhile is not asked for twice."""
    parcels: list[Parcel] = []

    def slow(parcel: Parcel) -> None:
        parcels.append(parcel)
        if len(parcels) < 3:
            raise ConnectionError("nobody there")

    carried(world, slow, monkeypatch)
    world("invoices.send", world.order(world.customer(**CARDS), "1.00")["id"])
    assert written(world) == [("invoice", "queued", "ada@example.com")]
    assert only(world, "invoice")["error"] == "nobody there"
    for status in ("queued", "sent", "sent"):
        _ask_again(world)
        assert written(world) == [("invoice", status, "ada@example.com")]
    assert len({parcel.key for parcel in parcels}) == 1
    assert len(parcels) == 3
    assert only(world, "invoice")["error"] is None


def test_a_letter_is_given_up_in_the_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """After eight tries, with what was said last; it can be sent again by hand."""
    tried: list[str] = []

    def never(parcel: Parcel) -> None:
        tried.append(parcel.key)
        raise TimeoutError(f"no answer {len(tried)}")

    carried(world, never, monkeypatch)
    world("invoices.send", world.order(world.customer(**CARDS), "1.00")["id"])
    world.house.work()
    for _ in range(10):
        _ask_again(world)
    letter = only(world, "invoice")
    assert (letter["status"], letter["error"], len(tried)) == ("failed", "no answer 8", 8)
    world("emails.resend", letter["id"])
    world.house.work()
    assert tried[-1] == f"{letter['id']}/2"


@pytest.mark.parametrize(("refusal", "status"), [(Bounced, "bounced"), (Failed, "failed")])
def test_a_carrier_that_refuses_is_not_asked_again(
    world: World, monkeypatch: pytest.MonkeyPatch, refusal: type[Exception], status: str
) -> None:
    """What it said stands on the letter."""
    tried: list[str] = []

    def refuse(parcel: Parcel) -> None:
        tried.append(parcel.key)
        raise refusal("550 no such mailbox")

    carried(world, refuse, monkeypatch)
    world("invoices.send", world.order(world.customer(**CARDS), "1.00")["id"])
    world.house.work()
    _ask_again(world)
    letter = only(world, "invoice")
    assert (letter["status"], letter["error"], len(tried)) == (status, "550 no such mailbox", 1)


def test_what_a_carrier_is_given(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The letter as it was kept, with the document as it was printed, from who sells; and that this is a sandbox."""
    parcels: list[Parcel] = []
    carried(world, parcels.append, monkeypatch)
    world("entities.update", world.entity, branding={"support_email": "help@canal.example", "color": "#1a5fb4"})
    order = world.order(world.customer(**CARDS), "1.00")
    world("invoices.send", order["id"])
    written(world)
    letter, (parcel,) = only(world, "invoice"), parcels
    assert (parcel.live, parcel.sender, parcel.reply_to) == (False, "Canal Software", "help@canal.example")
    assert (parcel.subject, parcel.text, parcel.html) == (letter["subject"], letter["text"], letter["html"])
    assert parcel.attachments[0].filename == f"{order['number']}.html"
    assert parcel.attachments[0].content == world.send("invoices.document", order["id"]).body
    assert "#1a5fb4" in parcel.html


def test_the_refusal_names_the_customer(world: World) -> None:
    """Whoever sends by hand is told what is missing, by the field."""
    said = world.refused("invoices.send", world.order(world.customer(invoice_delivery="email"), "1.00")["id"])
    assert (said["code"], said["field"], said["facts"]["missing"]) == (CustomerIncomplete.code, "customer", ["email"])


def _ask_again(world: World) -> None:
    """The wait is over."""
    world.tamper("UPDATE engine_ask SET leased_until = 0 WHERE tenant = :tenant AND status <> 'answered'")
    world.house.work()

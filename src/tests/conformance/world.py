"""A whole world made through the API: at least one of everything that has a handler, in every state that matters."""

from __future__ import annotations

from typing import Any

from tests.conformance import (
    world_catalog,
    world_mail,
    world_metering,
    world_payments,
    world_revenue,
    world_subscriptions,
)
from tests.conformance.recorder import Recorder

ADDRESS = {"line1": "Keizersgracht 1", "city": "Amsterdam", "postal_code": "1015 CC", "country": "NL"}
Made = dict[str, str]


def build(house: Recorder) -> Made:
    """The whole world; by name the ids that are needed again."""
    made: Made = {}
    for chapter in (
        _entities,
        _apps,
        _books,
        _tax,
        _customers,
        _catalog,
        world_metering.chapter,
        world_catalog.chapter,
        world_subscriptions.plans,
        _balance,
        _drafts,
        _documents,
        _credit_notes,
        world_revenue.chapter,
        _payments,
        world_subscriptions.chapter,
        world_payments.chapter,
        world_mail.chapter,
        _reports,
        _questions,
        _sandboxes,
        _agenda,
        _audit,
    ):
        chapter(house, made)
    return made


def _entities(house: Recorder, made: Made) -> None:
    def entity(name: str) -> str:
        found: str = house(
            "entities.create", name=name, legal_name=f"{name} B.V.", address=ADDRESS, functional_currency="EUR",
            timezone="Europe/Amsterdam", payment_terms={"due_days": 14}, external_id=f"entity-{name}",
            metadata={"colour": "blue"}, rules={"void": "before_sent"},
        )["id"]  # fmt: skip
        return found

    made["entity"], spare = entity("Voorbeeld"), entity("Oud")
    house("entities.update", made["entity"], registration_number="12345678", bank_accounts=[
        {"iban": "NL91ABNA0417164300", "bic": "ABNANL2A", "holder": "Voorbeeld B.V.", "currency": "EUR"},
    ])  # fmt: skip
    house("entities.archive", spare)
    _read(house, "entities", made["entity"])


def _apps(house: Recorder, made: Made) -> None:
    house("tenant.retrieve")
    house("tenant.update", name="Voorbeeld en zonen", metadata={"since": "1999"})
    shop = {"name": "webshop", "operations": ["invoices.*", "customers.*"], "currencies": ["EUR"]}
    first = house("profiles.create", **shop, external_id="profile-1", maximum_amounts={"EUR": "500.00"})["id"]
    house("profiles.activate", first)
    second = house("profiles.create", **shop, countries=["NL"], sees="tenant")["id"]
    house("profiles.preview", second)
    house("profiles.test", second, calls=[
        {"operation": "invoices.create", "body": {"currency": "USD"}, "expect": "refused"},
    ])  # fmt: skip
    house("profiles.activate", second)
    app = house(
        "apps.create", name="Web shop", entity=made["entity"], profile=second, external_id="app-1", language="nl"
    )["id"]
    house("profiles.create", **shop)
    house("apps.update", app, name="Shop", metadata={"team": "web"})
    house("apps.suspend", app)
    house("apps.resume", app)
    old = house("apps.create", name="Old shop", entity=made["entity"])["id"]
    house("apps.archive", old)
    house("apps.openapi", app)
    key = house("keys.create", app=app, name="server", role="developer", external_id="key-1")["id"]
    house("keys.update", key, name="web server")
    house("keys.rotate", key, overlap_hours=1)
    lost = house("keys.create", app=app, name="lost", scopes=["invoices:read"], expires_at="2030-01-01T00:00:00Z")["id"]
    house("keys.revoke", lost)
    for plural, one in (("apps", app), ("profiles", first), ("keys", key)):
        _read(house, plural, one)


def _sandboxes(house: Recorder, made: Made) -> None:
    del made
    trying, gone = (
        house("sandboxes.create", name=name, clock_at="2026-01-31T00:00:00Z", external_id=f"sandbox-{name}")["id"]
        for name in ("trying", "gone")
    )
    house("sandboxes.update", trying, name="January")
    advanced = house("sandboxes.advance", trying, by={"interval": "month"})["job"]
    house.work()
    house("sandboxes.delete", gone)
    house.work()
    waiting = house("sandboxes.advance", trying, to="2026-04-01T00:00:00Z")["job"]
    house("jobs.cancel", waiting)
    house("jobs.resume", waiting)
    house.work()
    _read(house, "sandboxes", trying)
    _read(house, "jobs", advanced)


def _agenda(house: Recorder, made: Made) -> None:
    del made
    for name in ("short", "shorter"):
        house("sandboxes.create", name=name, expires_at="2030-01-01T00:00:00Z")
    waiting = house("agenda.list", status="due", limit="100")["data"]
    second, first = [item["id"] for item in waiting if item["verb"] == "tenants.expire"]
    house("agenda.run", first)
    house("agenda.cancel", second)
    house.work()
    house("agenda.retrieve", first)


def _audit(house: Recorder, made: Made) -> None:
    del made
    _read(house, "audit", house("audit.list", limit="1")["data"][0]["id"])
    house("openapi.retrieve")


def _books(house: Recorder, made: Made) -> None:
    till, drawings, spare = (
        house("accounts.create", entity=made["entity"], code=code, name=name, type=kind, currency="EUR",
              external_id=f"account-{code}")["id"]
        for code, name, kind in (("9100", "Till", "asset"), ("9300", "Drawings", "equity"), ("9900", "Old", "asset"))
    )  # fmt: skip
    made["account"] = till
    house("accounts.create", entity=made["entity"], code="9500", type="liability", currency="EUR", owner="somebody",
          floor_amount="0.00")  # fmt: skip
    house("accounts.update", till, name="Till in the shop")
    house("accounts.close", spare)

    def entries(amount: str) -> list[dict[str, Any]]:
        return [
            {"account": till, "side": "debit", "amount": amount, "quantity": "3", "unit": "coin"},
            {"account": drawings, "side": "credit", "amount": amount, "dimensions": {"shop": "north"}},
        ]

    given = {"entity": made["entity"], "effective_on": "2026-01-15"}
    posted = house(
        "transactions.create", **given, type="manual", entries=entries("12.30"), external_id="transaction-1",
        description="Change for the till", reason="Opening", attachment_url="https://example.com/paper.pdf",
        effective_at="2026-01-15T09:00:00Z",
    )["id"]  # fmt: skip
    made["transaction"] = house("transactions.create", **given, type="cash", entries=entries("1.00"))["id"]
    house("transactions.reverse", posted, effective_on="2026-01-16", reason="Counted twice")
    house("transactions.batch", transactions=[
        {**given, "type": "cash", "external_id": f"batch-{n}", "entries": entries(f"{n}.00")} for n in (1, 2, 2)
    ])  # fmt: skip
    for source, quote in (("USD", "0.8591"), ("GBP", "1.1512")):
        made["exchange_rate"] = house(
            "exchange_rates.create", base=source, quote="EUR", rate=quote, on="2026-01-15", source="ecb"
        )["id"]
    mapping = house(
        "account_mappings.create", entity=made["entity"], code="4010", gl_code="8000", gl_name="Omzet",
        conditions={"jurisdiction": "NL"}, tax_code="NL-HIGH", valid_from="2026-01-01", external_id="mapping-1",
    )["id"]  # fmt: skip
    house("account_mappings.update", mapping, gl_name="Omzet binnenland", valid_until="2030-01-01")
    _read(house, "account_mappings", mapping)
    _read(house, "accounts", till)
    _read(house, "transactions", posted)
    _read(house, "exchange_rates", made["exchange_rate"])
    house("accounts.entries", till)
    house("accounts.balance", till, as_of="2026-01-31")
    house("entries.list")
    house("balances.list", entity=made["entity"])


def _tax(house: Recorder, made: Made) -> None:
    rate = {"country": "NL", "tax_type": "vat", "valid_from": "2012-10-01", "legal_text": {"en": "VAT"}}
    for name, percentage, category in (("High", "21", "S"), ("Low", "9", "S"), ("None", "0", "E")):
        made[f"rate_{name}"] = house(
            "tax_rates.create", **rate, entity=made["entity"], name=name, percentage=percentage, category=category,
            tax_codes=[name.lower()], external_id=f"rate-{name}",
        )["id"]  # fmt: skip
    house("tax_rates.create", **rate, name="On top", percentage="1", category="S", compound_on=made["rate_High"])
    house("tax_rates.update", made["rate_Low"], valid_until="2030-01-01")
    house("entities.update", made["entity"], tax_rates=[made["rate_High"]])
    registration = house(
        "tax_registrations.create", entity=made["entity"], country="NL", tax_type="vat", number="NL123456782B90",
        valid_from="2026-01-01", reporting_currency="EUR", external_id="registration",
    )["id"]  # fmt: skip
    house("tax_registrations.update", registration, metadata={"office": "Amsterdam"})
    _read(house, "tax_rates", made["rate_High"])
    _read(house, "tax_registrations", registration)


def _customers(house: Recorder, made: Made) -> None:
    tulip = house(
        "customers.create", name="Tulip Travel", kind="company", legal_name="Tulip Travel B.V.", address=ADDRESS,
        email="billing@example.com", currency="EUR", entity=made["entity"], tax_rates=[made["rate_High"]],
        contacts=[{"email": "ada@example.com", "name": "Ada"}], external_id="customer-1", language="nl",
        payment_terms={"due_days": 30}, timezone="Europe/Amsterdam",
    )["id"]  # fmt: skip
    made["customer"] = tulip
    made["person"] = house("customers.create", name="Ada", kind="person", address=ADDRESS, payer=tulip)["id"]
    spare = house("customers.create", name="Gone", currency="USD")["id"]
    house("customers.update", tulip, phone="+31 20 123 4567", metadata={"tier": "gold"})
    house("customers.archive", spare)
    tax_id = house("tax_ids.create", tulip, type="eu_vat", value="NL123456782B90", external_id="tax-id")["id"]
    gone = house("tax_ids.create", tulip, type="eu_vat", value="DE136695976")["id"]
    house("tax_ids.delete", tulip, gone)
    _read(house, "customers", tulip)
    house("customers.balances", tulip)
    house("tax_ids.retrieve", tulip, tax_id)
    house("tax_ids.list", tulip)


def _catalog(house: Recorder, made: Made) -> None:
    made["product"] = house(
        "products.create", name="Bicycle", code="bike", tax_code="high", tax_rates=[made["rate_High"]],
        external_id="product-1",
    )["id"]  # fmt: skip
    spare = house("products.create", name="Tricycle")["id"]
    house("products.update", made["product"], description="Two wheels", unit_name="bicycle")
    house("products.archive", spare)
    house("products.restore", spare)
    price = {"product": made["product"], "billing": "in_advance", "type": "one_time", "currency": "EUR",
             "unit_amount": "250.00", "tax_behavior": "exclusive"}  # fmt: skip
    made["price"] = house("prices.create", **price, model="per_unit", code="bike-eur", external_id="price-1")["id"]
    draft, old = (house("prices.create", **price, model="flat")["id"] for _ in range(2))
    house("prices.update", draft, unit_amount="240.00", nickname="In winter")
    for price_id in (made["price"], old):
        house("prices.activate", price_id)
    house("prices.archive", old)
    _read(house, "products", made["product"])
    _read(house, "prices", made["price"])
    house("tax_calculations.create", currency="EUR", customer=made["customer"], entity=made["entity"],
          on="2026-01-15", lines=[{"amount": "10.00", "product": made["product"]}])  # fmt: skip


def _balance(house: Recorder, made: Made) -> None:
    given = {"customer": made["customer"], "entity": made["entity"], "currency": "EUR", "reason": "We were late"}
    first = house("balance_adjustments.create", **given, amount="25.00", direction="credit", external_id="bal-1")["id"]
    mistake = house("balance_adjustments.create", **given, amount="5.00", direction="credit")["id"]
    house("balance_adjustments.create", **given, amount="1.00", direction="debit")
    house("balance_adjustments.reverse", mistake)
    _read(house, "balance_adjustments", first)


def _order(made: Made, *amounts: str, **further: Any) -> dict[str, Any]:
    lines = [{"description": "Bicycle", "product": made["product"], "unit_amount": amount} for amount in amounts]
    return {"customer": made["customer"], "currency": "EUR", "entity": made["entity"], "lines": lines, **further}


def _drafts(house: Recorder, made: Made) -> None:
    house("series.create", entity=made["entity"], document_type="quote", format="Q-{year}-{seq:04}", reset="year",
          external_id="series-1")  # fmt: skip
    draft = house(
        "invoices.create", **_order(made, "250.00", external_id="invoice-1", purchase_order="PO 7", language="en")
    )
    made["draft"] = draft["id"]
    house("invoices.update", made["draft"], notes="Thank you", allowances=[{"amount": "5.00", "reason": "Regular"}])
    line = house(
        "invoice_lines.create", made["draft"], description="Repair", price=made["price"], quantity="2",
        tax_rates=[made["rate_Low"]], external_id="line-1", period={"start": "2026-01-01", "end": "2026-02-01"},
    )["id"]  # fmt: skip
    house("invoice_lines.update", made["draft"], line, quantity="3", description="Repairs")
    gone = house("invoice_lines.create", made["draft"], description="Bell", amount="3.00")["id"]
    house("invoice_lines.delete", made["draft"], gone)
    house("invoice_lines.retrieve", made["draft"], line)
    house("invoice_lines.list", made["draft"])
    house("invoices.delete", house("invoices.create", **_order(made, "1.00"))["id"])


def _documents(house: Recorder, made: Made) -> None:
    def finalized(*amounts: str, **further: Any) -> dict[str, Any]:
        found: dict[str, Any] = house("invoices.create", **_order(made, *amounts, finalize=True, **further))
        return found

    made["invoice"] = finalized("100.00", "19.99", balance_to_use="none", external_id="invoice-2")["id"]
    house("invoices.finalize", house("invoices.create", **_order(made, "50.00", balance_to_use="5.00"))["id"])
    house("invoices.send", made["invoice"])
    house("invoices.apply_balance", made["invoice"], amount="2.00")
    void = finalized("7.00", balance_to_use="none")["id"]
    house("invoices.void", void)
    house("invoices.duplicate", void)
    house("invoices.mark_uncollectible", finalized("8.00", balance_to_use="none")["id"])
    _read(house, "invoices", made["invoice"])
    for question in ("document", "explain", "proof", "entries"):
        house(f"invoices.{question}", made["invoice"])
    _read(house, "documents", house("documents.list", limit="1")["data"][0]["id"])
    house("documents.content", house("documents.list", limit="1")["data"][0]["id"])
    series = next(one for one in house("series.list")["data"] if one["document_type"] == "invoice")["id"]
    house("series.retrieve", series)
    house("series.audit", series)
    quotes = house("series.create", entity=made["entity"], document_type="receipt", format="R{seq}")["id"]
    house("series.close", quotes)


def _credit_notes(house: Recorder, made: Made) -> None:
    sold = house("invoices.create", **_order(made, "60.00", "30.00", finalize=True, balance_to_use="none"))
    line = {"line": sold["lines"][0]["id"]}
    given = {"invoice": sold["id"], "reason": "order_change"}
    note = house("credit_notes.create", **given, lines=[{**line, "amount": "10.00"}], external_id="credit-note-1")["id"]
    house("credit_notes.update", note, description="One was broken", lines=[{**line, "amount": "12.00"}])
    house("credit_notes.issue", note)
    house("credit_notes.send", note)
    house("credit_notes.document", note)
    house("credit_notes.delete", house("credit_notes.create", **given, whole=True)["id"])
    own = {"description": "Goodwill", "amount": "3.00", "tax_rates": [made["rate_High"]]}
    house("credit_notes.create", customer=made["customer"], currency="EUR", entity=made["entity"], reason="duplicate",
          lines=[own], issue=True)  # fmt: skip
    _read(house, "credit_notes", note)


def _payments(house: Recorder, made: Made) -> None:
    second = house("invoices.create", **_order(made, "40.00", finalize=True, balance_to_use="none"))["id"]
    arrived = {"currency": "EUR", "received_on": "2026-01-20", "method_type": "bank_transfer"}
    paid = house("payments.create", **arrived, amount="30.00", invoice=made["invoice"], external_id="payment-1",
                 reference="INV 1")["id"]  # fmt: skip
    spread = [{"invoice": made["invoice"], "amount": "10.00"}, {"invoice": second, "amount": "20.00"}]
    house("payments.create", **arrived, amount="30.00", allocations=spread)
    loose = house("payments.create", **arrived, amount="90.00", customer=made["customer"], entity=made["entity"])["id"]
    house("payments.allocate", loose, invoice=second, amount="15.00")
    house("payments.unallocate", loose, invoice=second, amount="5.00")
    house("payments.create", amount="12.00", currency="EUR", received_on="2026-01-21", method_type="card",
          provider="terminal", fee_amount="0.30", invoice=made["invoice"])  # fmt: skip
    house("payments.refund", paid, reason="Too much", amount="4.00", method="bank_transfer")
    refund = house("refunds.create", payment=paid, amount="1.00", reason="Kindness", method="bank_transfer",
                   external_id="refund-1")["id"]  # fmt: skip
    house.refused("payments.cancel", paid)
    house.refused("refunds.cancel", refund)
    _read(house, "payments", paid)
    _read(house, "refunds", refund)


def _reports(house: Recorder, made: Made) -> None:
    for name in ("trial_balance", "journal_summary", "mrr", "deferred_rollforward", "deferred_waterfall", "unbilled"):
        house("reports.retrieve", name, entity=made["entity"])
    house("customers.statement", made["customer"], entity=made["entity"], currency="EUR")
    house("assurance.run")
    house("assurance.retrieve")


def _questions(house: Recorder, made: Made) -> None:
    del made
    house("currencies.list")
    house("decline_codes.list")
    house("calendar.periods", anchor="2026-01-31", interval="month", count=3)
    house("calendar.add", start="2026-01-31", duration="P1M")
    house("tax_ids.check", type="eu_vat", value="NL123456782B90")


def _read(house: Recorder, plural: str, one: str) -> None:
    house(f"{plural}.retrieve", one)
    house(f"{plural}.list")

"""The company of the demonstration: one entity, three channels with a profile each, and its customers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import harr
from harr.kernel import Money

if TYPE_CHECKING:
    from harr_client import Harr
    from harr_client.models import Invoice

OPENS_AT = "2026-01-15T09:00:00Z"
OPERATIONS = [
    f"{resource}.*"
    for resource in (
        "customers",
        "tax_ids",
        "invoices",
        "invoice_lines",
        "credit_notes",
        "payments",
        "refunds",
        "payment_methods",
        "subscriptions",
        "usage",
    )
]
CHANNELS: dict[str, dict[str, Any]] = {
    "webshop": {"payment_method_types": ["card"], "currencies": ["EUR"]},
    "saas": {"payment_method_types": ["card", "sepa_debit", "bank_transfer"], "currencies": ["EUR"]},
    "wholesale": {"payment_method_types": ["bank_transfer"], "currencies": ["EUR"]},
}
TERMS = {"webshop": 0, "saas": 14, "wholesale": 30}
WORDS = {"E": "exempt", "Z": "zero rated", "O": "not subject to tax"}


@dataclass(frozen=True)
class Company:
    """The owner's client, one client for each channel, and the entity that sells."""

    parent: Harr
    owner: Harr
    channels: dict[str, Harr]
    entity: str
    sandbox: str


@dataclass(frozen=True)
class Published:
    """A published invoice, what Harr made of it, and by which channel."""

    case: dict[str, Any]
    channel: str
    invoice: Invoice

    @property
    def total(self) -> Money:
        """What the publisher printed."""
        return Money(self.case["expect"]["gross_minor"], "EUR")


def found(path: str) -> Company:
    """Make the company in a new sandbox of a Harr without a server."""
    parent = harr.embedded(path)
    sandbox = parent.sandboxes.create(name="demonstration", clock_at=OPENS_AT)
    owner = parent.with_key(str(sandbox.key))
    entity = owner.entities.create(
        name="Gracht & Daughters", legal_name="Gracht & Daughters B.V.", functional_currency="EUR",
        timezone="Europe/Amsterdam", registration_number="12345678",
        address={"line1": "Keizersgracht 1", "postal_code": "1015 CC", "city": "Amsterdam", "country": "NL"},
        bank_accounts=[{"iban": "NL91ABNA0417164300", "bic": "ABNANL2A", "holder": "Gracht & Daughters B.V."}],
    )  # fmt: skip
    vat = owner.tax_rates.create(
        name="VAT 21 %", country="NL", tax_type="vat", percentage="21", category="S", valid_from="2019-01-01"
    )
    owner.entities.update(entity.id, tax_rates=[vat.id])
    channels = {name: _channel(parent, owner, entity.id, name, limits) for name, limits in CHANNELS.items()}
    return Company(parent, owner, channels, entity.id, sandbox.id)


def _channel(parent: Harr, owner: Harr, entity: str, name: str, limits: dict[str, Any]) -> Harr:
    profile = owner.profiles.create(name=name, operations=OPERATIONS, **limits)
    owner.profiles.activate(profile.id)
    app = owner.apps.create(name=name, entity=entity, profile=profile.id)
    return parent.with_key(str(owner.keys.create(app=app.id, name=f"{name} server", role="billing").secret))


def cases() -> list[dict[str, Any]]:
    """The published invoices that this company can issue: in EUR, with a total above zero."""
    text = (files(__package__) / "published.json").read_text("utf-8")
    published: list[dict[str, Any]] = json.loads(text)["cases"]
    return published


def customer(client: Harr, case: dict[str, Any], number: int, channel: str) -> str:
    """The buyer of a published invoice."""
    made = client.customers.create(
        name=f"Customer {number}", kind="company", legal_name=f"Customer {number} B.V.",
        external_id=f"{channel}-{case['id']}", payment_terms={"due_days": TERMS[channel]},
        address={"line1": f"Havenstraat {number}", "postal_code": "3011 AA", "city": "Rotterdam", "country": "NL"},
    )  # fmt: skip
    return made.id


def subscriber(client: Harr, name: str) -> str:
    """A person who subscribes."""
    made = client.customers.create(
        name=name, kind="person", email=f"{name.lower()}@example.com",
        address={"line1": "Havenstraat 99", "postal_code": "3011 AA", "city": "Rotterdam", "country": "NL"},
    )  # fmt: skip
    return made.id


def issue(
    client: Harr, company: Company, case: dict[str, Any], buyer: str, rates: dict[tuple[str, str], str]
) -> Invoice:
    """A published invoice as an order of this company: drafted and finalized in one commit."""
    given = case["given"]
    return client.invoices.create(
        customer=buyer,
        currency="EUR",
        entity=company.entity,
        lines=[_line(line, number, rates) for number, line in enumerate(given["lines"], start=1)],
        allowances=[_part(each, rates, "agreed allowance") for each in given["allowances"]],
        charges=[_part(each, rates, "freight") for each in given["charges"]],
        purchase_order=case["id"],
        finalize=True,
    )


def rates(company: Company) -> dict[tuple[str, str], str]:
    """The tax rates that the published invoices use, by category and percentage."""
    wanted = {
        (of["category"], percent(of))
        for case in cases()
        for of in [*case["given"]["lines"], *case["given"]["allowances"], *case["given"]["charges"]]
    }
    return {
        (category, percentage): company.owner.tax_rates.create(
            name=f"VAT {percentage} %" if category == "S" else WORDS[category], country="NL", tax_type="vat",
            percentage=percentage, category=category, valid_from="2019-01-01",
            exemption_reason=WORDS.get(category),
        ).id
        for category, percentage in sorted(wanted)
    }  # fmt: skip


def percent(of: dict[str, Any]) -> str:
    """`19` of `19.00`."""
    return f"{Decimal(of.get('tax_percent', '0')).normalize():f}"


def _line(line: dict[str, Any], number: int, known: dict[tuple[str, str], str]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "description": f"Item {number}",
        "quantity": f"{Decimal(line['quantity']).normalize():f}",
        "unit_amount": f"{Decimal(line['price']).normalize():f}",
        "tax_rates": [known[line["category"], percent(line)]],
    }
    if "base_quantity" in line:
        made["base_quantity"] = line["base_quantity"]
    for name in ("allowances", "charges"):
        if line.get(name):
            made[name] = [{"amount": f"{Decimal(each):.2f}"} for each in line[name]]
    return made


def _part(each: dict[str, Any], known: dict[tuple[str, str], str], reason: str) -> dict[str, Any]:
    return {
        "amount": Money(each["amount_minor"], "EUR").text,
        "tax_rates": [known[each["category"], percent(each)]],
        "reason": reason,
    }

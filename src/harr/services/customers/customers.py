"""Customers as the other services use them: what rules go by, and the party that a document shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import msgspec

from harr.contract.customers import CustomerKind, InvoiceDelivery, TaxStatus
from harr.contract.events import CustomerUpdated
from harr.contract.shapes import Party, PartyTaxId, PaymentTerms
from harr.engine import Row, Tx, loads
from harr.kernel.errors import CurrencyMismatch
from harr.kernel.ids import id_number
from harr.services.customers import store
from harr.services.customers.presenting import present

BILLING = "billing"


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer without the data of a person. Where zone, language or payment terms are None, the entity's hold."""

    id: int
    app: int | None
    status: str
    kind: CustomerKind | None
    entity: int | None
    currency: str | None
    multi_currency: bool
    timezone: str | None
    language: str | None
    payment_terms: PaymentTerms | None
    tax_rates: tuple[int, ...]
    tax_status: TaxStatus
    purchase_order: str | None
    payer: int | None
    billing_group: int | None
    default_payment_method: int | None
    dunning_campaign: int | None
    invoice_delivery: InvoiceDelivery
    version: int


def customer(tx: Tx, number: int, field: str = "customer") -> Customer:
    """A customer that the acting app may see, or NotFound that names the field."""
    return _value(store.get(tx, "customers_customer", number, field))


def known(tx: Tx, numbers: Iterable[int]) -> dict[int, str | None]:
    """Those of these customers that are there and that the acting app may see, with the ids that their apps have."""
    return store.seen(tx, numbers)


def by_external_id(tx: Tx, texts: Iterable[str]) -> dict[str, int]:
    """The acting app's customers that it knows under these ids of its own, as far as there are any."""
    return store.by_external_id(tx, texts)


def party(tx: Tx, number: int) -> Party:
    """Who buys, as a document shows it from now on. A tax id of a wrong form is not shown: no tax may rest on it."""
    store.get(tx, "customers_customer", number)
    body = loads(store.persons(tx, [number])[number]["body"])
    known = {"name": body["name"], "legal_name": body["legal_name"], "address": body["address"], "email": body["email"]}
    shown = [
        PartyTaxId(type=row["type"], value=row["value"], country=row["country"]) for row in store.tax_ids_of(tx, number)
    ]
    return msgspec.structs.replace(msgspec.convert(known, Party), tax_ids=shown)


@dataclass(frozen=True, slots=True)
class Reach:
    """How a customer is reached now: the name, and the addresses that letters about money go to."""

    name: str
    addresses: tuple[str, ...]


def reach(tx: Tx, number: int) -> Reach:
    """The customer's own address, then those of contacts whose role is `billing`; none twice."""
    store.get(tx, "customers_customer", number)
    person = loads(store.persons(tx, [number])[number]["body"])
    contacts = [contact["email"] for contact in person["contacts"] if contact["role"] == BILLING]
    own = [person["email"]] if person["email"] else []
    return Reach(person["name"], tuple(dict.fromkeys([*own, *contacts])))


def fix_currency(tx: Tx, number: int, currency: str) -> None:
    """Call with every invoice: the first fixes the customer's currency, and one in another is refused."""
    row = store.get(tx, "customers_customer", number)
    held = row["currency"]
    if held == currency and row["currency_fixed_at"] is not None:
        return
    if held not in {None, currency} and loads(row["body"])["multi_currency"]:
        return
    if not store.fix_currency(tx, number, currency):
        raise CurrencyMismatch(
            f"the customer is invoiced in {held}, not in {currency}",
            field="currency",
            way_out=f"Use {held}, or set `multi_currency` on the customer.",
            currency=held,
            other=currency,
        )
    if held is None:
        now = present(tx, [store.get(tx, "customers_customer", number)])[0]
        tx.emit(CustomerUpdated(object=now, previous={"currency": None}))


def default_payment_methods(tx: Tx, numbers: Collection[int]) -> dict[int, int | None]:
    """Which method customers pay by where no other is named."""
    return store.default_payment_methods(tx, numbers)


def use_payment_method(tx: Tx, number: int, method: int | None) -> None:
    """Let a customer pay by this method where no other is named, or by none."""
    row = store.get(tx, "customers_customer", number)
    if row["default_payment_method"] == method:
        return
    before = present(tx, [row])[0]
    changed = store.set_payment_method(tx, row, method)
    tx.emit(
        CustomerUpdated(
            object=present(tx, [changed])[0], previous={"default_payment_method": before.default_payment_method}
        )
    )


def _value(row: Row) -> Customer:
    body = loads(row["body"])
    terms = body["payment_terms"]
    return Customer(
        id=row["id"],
        app=row["app"],
        status=row["status"],
        kind=row["kind"],
        entity=row["entity"],
        currency=row["currency"],
        multi_currency=body["multi_currency"],
        timezone=body["timezone"],
        language=body["language"],
        payment_terms=None if terms is None else msgspec.convert(terms, PaymentTerms),
        tax_rates=tuple(id_number(rate, "txr") for rate in body["tax_rates"]),
        tax_status=body["tax_status"],
        purchase_order=body["purchase_order"],
        payer=row["payer"],
        billing_group=row["billing_group"],
        default_payment_method=row["default_payment_method"],
        dunning_campaign=row["dunning_campaign"],
        invoice_delivery=body["invoice_delivery"],
        version=row["version"],
    )

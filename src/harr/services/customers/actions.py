"""What can happen to a customer: it comes, it changes, it takes part in nothing new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec
from msgspec import UNSET

from harr.contract.customers import Customer, CustomerBalance, CustomerCreate, CustomerUpdate
from harr.contract.events import CustomerArchived, CustomerCreated, CustomerUpdated
from harr.contract.operations import Listing, Page
from harr.engine import Row, Tx, dumps
from harr.engine.pages import page
from harr.kernel.currencies import minor_units
from harr.kernel.errors import FieldInvalid, RuleConflict, StateConflict
from harr.kernel.ids import id_number, path_id
from harr.kernel.zones import zone_info
from harr.services import tenants
from harr.services.customers import store
from harr.services.customers.presenting import REFERENCES, balances_of, present

CUSTOMERS: store.Table = "customers_customer"
COLUMNS = ("kind", "currency")
PERSON = (
    "name", "legal_name", "email", "phone", "address", "shipping_address", "contacts", "einvoice_address",
)  # fmt: skip
BODY = (
    "multi_currency", "timezone", "language", "payment_terms", "tax_rates", "tax_status", "purchase_order",
    "invoice_delivery", "metadata",
)  # fmt: skip
SETTINGS = (*COLUMNS, *REFERENCES, *BODY)
SETTABLE = (*SETTINGS, *PERSON)


def create(tx: Tx, given: CustomerCreate) -> Customer:
    """A new customer; what is absent is taken from the app and its entity when it is needed."""
    fields = {name: getattr(given, name) for name in SETTABLE}
    fields["tax_rates"] = given.tax_rates or []
    fields["contacts"] = given.contacts or []
    fields["tax_status"] = given.tax_status or "taxable"
    fields["invoice_delivery"] = given.invoice_delivery or "email"
    _check(tx, fields, fields, None)
    number = tx.new_id()
    row = store.add(tx, CUSTOMERS, {
        "id": number, "external_id": given.external_id, "status": "active", "currency_fixed_at": None,
        **_columns(fields),
    })  # fmt: skip
    store.add_person(tx, number, number, _some(fields, PERSON), email=given.email)
    made = present(tx, [row])[0]
    tx.emit(CustomerCreated(object=made))
    return made


def retrieve(tx: Tx, customer_id: str) -> Customer:
    """A customer by its id."""
    return present(tx, [store.get(tx, CUSTOMERS, path_id(customer_id, "cus"))])[0]


def list_(tx: Tx, listing: Listing) -> Page[Customer]:
    """Customers; `email` finds them by their own address as it was written."""
    filters = dict(listing.filters)
    emails = filters.pop("email", None)
    return page(
        tx,
        CUSTOMERS,
        replace(listing, filters=filters),
        lambda rows: present(tx, rows),
        where=""
        if emails is None
        else "id IN (SELECT p.customer FROM customers_person p WHERE p.tenant = :tenant AND p.email IN (:emails))",
        args=None if emails is None else {"emails": list(emails)},
    )


def update(tx: Tx, customer_id: str, given: CustomerUpdate) -> Customer:
    """Change what is named; a PATCH that changes nothing leaves the version as it is."""
    row = store.get(tx, CUSTOMERS, path_id(customer_id, "cus"))
    if row["status"] == "redacted":
        raise StateConflict("what was known of this customer was erased", status="redacted", allowed=[])
    tx.expect(row["version"])
    before = present(tx, [row])[0]
    named = {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    changes = {name: value for name, value in named.items() if value != getattr(before, name)}
    if not changes:
        return before
    fields = {name: getattr(before, name) for name in SETTABLE} | changes
    _check(tx, changes, fields, row)
    changed = store.change(tx, CUSTOMERS, row, **_columns(fields))
    if set(changes) & set(PERSON):
        store.change_person(tx, row["id"], _some(fields, PERSON), fields["email"])
    after = present(tx, [changed])[0]
    tx.emit(CustomerUpdated(object=after, previous={name: getattr(before, name) for name in changes}))
    settings = [name for name in SETTINGS if name in changes and name != "metadata"]
    tx.changed(customer_id, {name: getattr(before, name) for name in settings}, _some(changes, settings))
    return after


def archive(tx: Tx, customer_id: str) -> Customer:
    """An archived customer takes part in nothing new; what is open stays open."""
    row = store.get(tx, CUSTOMERS, path_id(customer_id, "cus"))
    if row["status"] != "active":
        raise StateConflict(f"the customer is {row['status']} and cannot be archived", status=row["status"], allowed=[])
    gone = present(tx, [store.change(tx, CUSTOMERS, row, status="archived")])[0]
    tx.emit(CustomerArchived(object=gone, previous={"status": "active"}))
    return gone


def balances(tx: Tx, customer_id: str) -> Page[CustomerBalance]:
    """What the entities owe a customer: one for each entity and currency that ever gave credit."""
    number = store.get(tx, CUSTOMERS, path_id(customer_id, "cus"))["id"]
    return Page(data=balances_of(tx, [number]).get(number, []))


# ---- what must be true -----------------------------------------------------------------------------------------------


def _check(tx: Tx, changes: Mapping[str, Any], fields: Mapping[str, Any], row: Row | None) -> None:
    """Refuse what cannot be: `changes` are looked at one by one, `fields` is the customer as it would be."""
    if changes.get("currency") is not None:
        minor_units(changes["currency"], "currency")
    if changes.get("timezone") is not None:
        zone_info(changes["timezone"], field="timezone")
    if changes.get("entity") is not None:
        tenants.entity_for(tx, changes["entity"])
    if changes.get("payer") is not None:
        _payer(tx, changes["payer"], row)
    if "currency" in changes and row is not None and row["currency_fixed_at"] is not None:
        _currency_may_change(row, fields)
    terms = fields["payment_terms"]
    if terms is not None and terms.due_rule == "day_of_month" and terms.day is None:
        raise FieldInvalid(
            "due_rule day_of_month needs the day", field="payment_terms.day", way_out="Send a day, 1 to 31."
        )
    if fields["invoice_delivery"] == "einvoice" and fields["einvoice_address"] is None:
        raise RuleConflict(
            "e-invoices go to an address, and the customer has none",
            field="einvoice_address",
            way_out="Send `einvoice_address`, or another `invoice_delivery`.",
        )


def _currency_may_change(row: Row, fields: Mapping[str, Any]) -> None:
    if not fields["multi_currency"]:
        raise RuleConflict(
            f"the customer has been invoiced in {row['currency']}; its currency stays",
            field="currency",
            way_out="Set `multi_currency`, or make another customer.",
            currency=row["currency"],
        )


def _payer(tx: Tx, payer_id: str, row: Row | None) -> None:
    """Somebody else pays: an active customer who pays by themself, so that there is one step and no circle."""
    payer = store.get(tx, CUSTOMERS, id_number(payer_id, "cus", field="payer"), "payer")
    if row is not None and row["id"] == payer["id"]:
        raise FieldInvalid(
            "a customer is not its own payer", field="payer", way_out="Send null: it then pays by itself."
        )
    if payer["status"] != "active":
        raise RuleConflict(f"the payer is {payer['status']}", field="payer", way_out="Name an active customer.")
    if payer["payer"] is not None:
        raise RuleConflict("the payer has a payer itself", field="payer", way_out="Name the one who pays in the end.")
    if row is not None and store.pays_for_others(tx, row["id"]):
        raise RuleConflict(
            "this customer pays for others and so pays by itself",
            field="payer",
            way_out="Give those another payer first (`customers.list` with `payer`).",
        )
    tx.touch(CUSTOMERS, id=payer["id"])  # whoever gives the payer a payer at the same time meets this


# ---- fields and columns ----------------------------------------------------------------------------------------------


def _columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    references = {
        name: None if fields[name] is None else id_number(fields[name], prefix, field=name)
        for name, prefix in REFERENCES.items()
    }
    return {**_some(fields, COLUMNS), **references, "body": dumps(_some(fields, BODY))}


def _some(fields: Mapping[str, Any], names: tuple[str, ...] | list[str]) -> dict[str, Any]:
    return {name: fields[name] for name in names}

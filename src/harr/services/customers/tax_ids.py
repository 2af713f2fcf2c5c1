"""The tax ids of a customer: kept as they are written officially, their form checked at once."""

from __future__ import annotations

from harr.contract.customers import TaxId, TaxIdCreate
from harr.contract.operations import Listing, Page
from harr.contract.questions import TaxIdFacts, TaxIdQuery
from harr.contract.words import Deleted
from harr.engine import Row, Tx, dumps
from harr.engine.pages import page
from harr.kernel.errors import AlreadyExists, NotFound, StateConflict
from harr.kernel.ids import id_text, path_id
from harr.services.customers import store, tax_numbers
from harr.services.customers.presenting import present_tax_id

TAX_IDS: store.Table = "customers_tax_id"
ASKABLE = frozenset({"eu_vat", "gb_vat"})
"""Types for which there is an office that can be asked whose number it is."""


def check(tx: None, asked: TaxIdQuery) -> TaxIdFacts:
    """Whether a tax id has the form of one. A pure question: there is no transaction."""
    del tx
    found = tax_numbers.check(asked.type, asked.value)
    return TaxIdFacts(
        type=asked.type,
        value=asked.value,
        valid_format=found.valid,
        normalized=found.normalized,
        country=found.country,
        why=found.why,
    )


def create(tx: Tx, customer_id: str, given: TaxIdCreate) -> TaxId:
    """Keep a tax id. One of a wrong form is kept too, and says so: no document shows it, no tax rests on it."""
    customer = _customer(tx, customer_id)
    if customer["status"] == "redacted":
        raise StateConflict("what was known of this customer was erased", status="redacted", allowed=[])
    found = tax_numbers.check(given.type, given.value)
    number, value = tx.new_id(), found.normalized or given.value
    row = store.add(tx, TAX_IDS, {
        "id": number, "external_id": given.external_id, "customer": customer["id"], "type": given.type,
        "country": found.country, "status": _status(given.type, valid=found.valid), "valid_format": int(found.valid),
        "verified_at": None, "body": dumps({"metadata": given.metadata}),
    })  # fmt: skip
    body = {"verified_name": None, "evidence": None}
    if not store.add_person(tx, number, customer["id"], body, tax_id_type=given.type, tax_id=value):
        taken = store.tax_id_with(tx, customer["id"], given.type, value)
        raise AlreadyExists(
            f"the customer has this {given.type} already",
            field="value",
            id=None if taken is None else id_text("tid", taken),
        )
    return present_tax_id(row, {"tax_id": value, "body": dumps(body)})


def retrieve(tx: Tx, customer_id: str, tax_id: str) -> TaxId:
    """A tax id of a customer."""
    row = _tax_id(tx, customer_id, tax_id)
    return present_tax_id(row, store.persons(tx, [row["id"]])[row["id"]])


def list_(tx: Tx, customer_id: str, listing: Listing) -> Page[TaxId]:
    """The tax ids of a customer."""
    customer = _customer(tx, customer_id)

    def present(rows: list[Row]) -> list[TaxId]:
        people = store.persons(tx, [row["id"] for row in rows])
        return [present_tax_id(row, people[row["id"]]) for row in rows]

    return page(tx, TAX_IDS, listing, present, where="customer = :owner", args={"owner": customer["id"]})


def delete(tx: Tx, customer_id: str, tax_id: str) -> Deleted:
    """Take a tax id away. Documents that were made show it still."""
    row = _tax_id(tx, customer_id, tax_id)
    store.delete_tax_id(tx, row)
    return Deleted(id=tax_id, object="tax_id")


def _customer(tx: Tx, customer_id: str) -> Row:
    return store.get(tx, "customers_customer", path_id(customer_id, "cus"))


def _tax_id(tx: Tx, customer_id: str, tax_id: str) -> Row:
    customer = _customer(tx, customer_id)
    row = store.get(tx, TAX_IDS, path_id(tax_id, "tid"))
    if row["customer"] != customer["id"]:
        raise NotFound(f"{tax_id} is not a tax id of {customer_id}")
    return row


def _status(kind: str, *, valid: bool) -> str:
    if not valid:
        return "unverified"
    return "pending" if kind in ASKABLE else "unavailable"

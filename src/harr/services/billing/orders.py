"""One-off orders: a draft to work on, or the whole order in one commit."""

from __future__ import annotations

from harr.contract.invoices import Invoice, InvoiceCreate
from harr.engine import Tx
from harr.kernel.errors import FieldInvalid
from harr.kernel.ids import id_number
from harr.services import customers, invoices, tenants


def create(tx: Tx, given: InvoiceCreate) -> Invoice:
    """Draft what is ordered; with `finalize` it gets its number and stands in the books in the same commit."""
    if given.finalize:
        _told_once(tx)
    customer = customers.customer(tx, id_number(given.customer, "cus", field="customer"))
    entity = tenants.entity_for(tx, given.entity, customer.entity)
    ordered = invoices.order(tx, given, customer=customer.id, entity=entity.id, currency=given.currency)
    number = invoices.draft(tx, ordered)
    return invoices.finalize(tx, [number])[0] if given.finalize else invoices.shown(tx, [number])[0]


def _told_once(tx: Tx) -> None:
    """A whole order moves money: it needs a key, which the contract cannot say of a draft."""
    if tx.actor.idempotency_key is None and not tx.rehearsing:
        raise FieldInvalid(
            "an order with `finalize` gets a number and is booked, and needs an Idempotency-Key",
            field="Idempotency-Key",
            way_out="Send `Idempotency-Key` with a value of your own that is new for each order, such as a UUID.",
        )

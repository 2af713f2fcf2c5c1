"""Who sells and who buys, as a document shows them from the day on which it is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from harr.contract.shapes import Party
from harr.engine import Tx
from harr.kernel.errors import CustomerIncomplete
from harr.services import customers, tax
from harr.services.customers import Customer
from harr.services.tax import Group
from harr.services.tenants import Entity

EN_16931 = tax.EU | {"IS", "LI", "NO"}
"""Where a document has to say in which country the buyer is, unless he is a person."""
BUYER_IS_LIABLE = {"AE", "K"}


def seller(tx: Tx, entity: Entity, on: date) -> Party:
    """The entity, with the numbers under which tax offices know it on that day."""
    branding = entity.branding
    return Party(
        name=entity.name,
        legal_name=entity.legal_name,
        address=entity.address,
        tax_ids=tax.tax_ids(tx, entity.id, on),
        registration_number=entity.registration_number,
        email=branding.support_email if branding is not None else None,
    )


def buyer(tx: Tx, customer: Customer, entity: Entity, groups: Sequence[Group]) -> Party:
    """The customer; CustomerIncomplete names what a document in the seller's country lacks."""
    party = customers.party(tx, customer.id)
    missing = []
    if not party.name.strip():
        missing.append("name")
    if party.address is None and customer.kind != "person" and entity.address.country in EN_16931:
        missing.append("address.country")
    liable = any(group.category in BUYER_IS_LIABLE for group in groups)
    if liable and not any(tax_id.type.endswith("_vat") for tax_id in party.tax_ids):
        missing.append("tax_ids")
    if missing:
        raise CustomerIncomplete(
            f"the document lacks the customer's {' and '.join(missing)}", field="customer", missing=missing
        )
    return party


def require_reach(tx: Tx, customer: int) -> None:
    """Refuse to send by email what nobody would get."""
    if customers.customer(tx, customer).invoice_delivery == "email" and not customers.reach(tx, customer).addresses:
        raise CustomerIncomplete(
            "the customer has no email address",
            field="customer",
            way_out="Set `email` on the customer, or `invoice_delivery` to none if it is delivered by other means.",
            missing=["email"],
        )

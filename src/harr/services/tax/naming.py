"""Entities, customers and products may name tax rates; only here can it be seen that those are there.

A rate that nobody knows would be passed over when a sale is taxed, and the next
choice taken in silence. So what makes or changes one of them is done here, in the
last service that it needs.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import UnsetType

from harr.contract.catalog import Product, ProductCreate, ProductUpdate
from harr.contract.customers import Customer, CustomerCreate, CustomerUpdate
from harr.contract.tenants import Entity, EntityCreate, EntityUpdate
from harr.engine import Tx
from harr.kernel.errors import FieldInvalid, NotFound
from harr.kernel.ids import id_number
from harr.services import catalog, customers, tenants
from harr.services.tax.actions import rates


def create_entity(tx: Tx, given: EntityCreate) -> Entity:
    """A new entity, whose rates are there."""
    require_rates(tx, given.tax_rates)
    return tenants.create_entity(tx, given)


def update_entity(tx: Tx, entity_id: str, given: EntityUpdate) -> Entity:
    """A change of an entity, whose rates are there."""
    require_rates(tx, given.tax_rates)
    return tenants.update_entity(tx, entity_id, given)


def create_customer(tx: Tx, given: CustomerCreate) -> Customer:
    """A new customer, whose rates are there."""
    require_rates(tx, given.tax_rates)
    return customers.create(tx, given)


def update_customer(tx: Tx, customer_id: str, given: CustomerUpdate) -> Customer:
    """A change of a customer, whose rates are there."""
    require_rates(tx, given.tax_rates)
    return customers.update(tx, customer_id, given)


def create_product(tx: Tx, given: ProductCreate) -> Product:
    """A new product, whose rates are there."""
    require_rates(tx, given.tax_rates)
    return catalog.create_product(tx, given)


def update_product(tx: Tx, product_id: str, given: ProductUpdate) -> Product:
    """A change of a product, whose rates are there."""
    require_rates(tx, given.tax_rates)
    return catalog.update_product(tx, product_id, given)


def require_rates(tx: Tx, named: Sequence[str] | UnsetType | None) -> None:
    """Refuse a rate that is not there, or that stands twice: it would be charged twice."""
    if not named:
        return
    numbers = [id_number(rate, "txr", field=f"tax_rates[{place}]") for place, rate in enumerate(named)]
    known = rates(tx, numbers)
    for place, number in enumerate(numbers):
        if number not in known:
            raise NotFound(f"there is no {named[place]} here", field=f"tax_rates[{place}]")
        if number in numbers[:place]:
            raise FieldInvalid(
                f"{named[place]} stands twice", field=f"tax_rates[{place}]", way_out="Name each rate once."
            )

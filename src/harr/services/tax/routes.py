"""Which operation is done by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.tax import actions, catalogue, naming, resolving

HANDLERS: dict[str, Callable[..., Any]] = {
    "tax_rates.create": actions.create_rate,
    "tax_rates.retrieve": actions.retrieve_rate,
    "tax_rates.list": actions.list_rates,
    "tax_rates.update": actions.update_rate,
    "tax_registrations.create": actions.create_registration,
    "tax_registrations.retrieve": actions.retrieve_registration,
    "tax_registrations.list": actions.list_registrations,
    "tax_registrations.update": actions.update_registration,
    "tax_calculations.create": resolving.calculate,
    "entities.create": naming.create_entity,
    "entities.update": naming.update_entity,
    "customers.create": naming.create_customer,
    "customers.update": naming.update_customer,
    "products.create": naming.create_product,
    "products.update": naming.update_product,
    "catalog.retrieve": catalogue.retrieve,
    "catalog.diff": catalogue.diff,
    "catalog.apply": catalogue.apply,
}

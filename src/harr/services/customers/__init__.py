"""Who buys: customers, and the tax ids by which tax offices know them.

A customer is a person or a company that is invoiced; somebody else may pay
(`payer`). A tax id is kept as it is written officially, its form checked when it
comes. What a customer does not say (zone, language, terms) is taken from the
entity that sells, when it is needed.

Owns: customers_customer, customers_person, customers_tax_id.

Invariants: what names a person stands in customers_person alone, so that it can
be erased without touching books or documents; the currency stays what it was on
the first invoice unless the customer may have several; a payer pays by itself,
so that there is one step and no circle; a customer is archived, never deleted.

`balances` is read from the ledger's account 2010. `overdue_amounts` and
`delinquent` are not filled in yet: what is overdue is known to invoices, further
down the street.
"""

from harr.services.customers.actions import create, update
from harr.services.customers.customers import (
    Customer,
    Reach,
    by_external_id,
    customer,
    default_payment_methods,
    fix_currency,
    known,
    party,
    reach,
    use_payment_method,
)

__all__ = [
    "Customer", "Reach", "by_external_id", "create", "customer", "default_payment_methods", "fix_currency", "known",
    "party", "reach", "update", "use_payment_method",
]  # fmt: skip

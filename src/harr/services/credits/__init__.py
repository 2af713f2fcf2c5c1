"""What pays beside money: the credit that a customer has with an entity.

The customer balance is what an entity owes a customer in one currency: goodwill,
surplus of a payment, a credit note after payment. It pays coming invoices. A
balance adjustment puts goodwill on it or takes some off.

Owns: credits_balance_adjustment.

Invariants: the balance is the ledger's account 2010 of that entity, currency and
customer, and stands nowhere else; it never falls below zero; an adjustment is
posted once, never changed, and reversed at most once.
"""

from harr.services.credits.balance import available, use
from harr.services.credits.checking import verify

__all__ = ["available", "use", "verify"]

"""Which tax a sale has: rates with their days of validity, registrations of entities, and the arithmetic of groups.

A rate is a percentage of a place, of a category of EN 16931, from a day on. A
registration is that a tax office knows an entity. A tax group is what a document
prints: one for each category, percentage and jurisdiction.

Owns: tax_known_rate, tax_known_registration.

Invariants: a rate never changes, a new one follows it; the categories Z, E, AE, K,
G and O have no tax; tax is rounded where the entity's rules say, once, and the
parts of a document add up to it.
"""

from harr.services.tax.actions import EU, rates, tax_ids
from harr.services.tax.calculation import WITHOUT_TAX, Group, Rules, Tax, Taxable, Taxed, groups, share_out
from harr.services.tax.naming import require_rates
from harr.services.tax.rates import TaxRate, choose
from harr.services.tax.resolving import Buyer, Sold, buyer, line_tax, percent_text, resolve, rules_of, tax_group

__all__ = [
    "EU", "WITHOUT_TAX", "Buyer", "Group", "Rules", "Sold", "Tax", "TaxRate", "Taxable", "Taxed", "buyer", "choose",
    "groups", "line_tax", "percent_text", "rates", "require_rates", "resolve", "rules_of", "share_out", "tax_group",
    "tax_ids",
]  # fmt: skip

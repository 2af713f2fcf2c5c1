"""Whole packages of so many units: a started one is charged whole."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from harr.services.catalog.charges import Charge
from harr.services.catalog.terms import Terms

RULE = "package/1"
TAKES = frozenset({"package_size", "package_amount"})
NEEDS = ("package_size", "package_amount")


def charges(terms: Terms, quantity: Fraction) -> list[Charge]:
    """As many packages as hold the quantity; of nothing, none."""
    packages = ceil(quantity / (terms.package_size or 1))
    return [Charge("package", Fraction(packages), terms.rate("package"))]

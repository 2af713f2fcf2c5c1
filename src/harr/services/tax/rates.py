"""Tax rates as they are kept, and whose rate a line is taxed by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from harr.services.tax.calculation import WITHOUT_TAX, Tax

REVERSE_CHARGE = "Reverse charge: the tax is owed by the buyer."
EXEMPT = "The buyer is exempt from tax."


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A percentage of a place and a kind of tax. It never changes; a new one follows it."""

    id: int
    name: str
    percentage: Decimal
    category: str
    country: str
    state: str | None = None
    county: str | None = None
    city: str | None = None
    entity: int | None = None
    tax_codes: tuple[str, ...] = ()
    compound_on: int | None = None
    valid_from: date = date.min
    valid_until: date | None = None
    status: str = "active"
    exemption_reason: str | None = None
    legal_text: Mapping[str, str] | None = None

    @property
    def jurisdiction(self) -> str:
        """`NL`, `US-NY`, `US-NY/Kings/New York`: whose tax it is."""
        place = f"{self.country}-{self.state}" if self.state else self.country
        return "/".join(part for part in (place, self.county, self.city) if part)

    def holds_on(self, day: date) -> bool:
        """Whether the rate is law on that day; `valid_until` is the first day on which it no longer is."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    def serves(self, code: str, country: str | None, entity: int, day: date) -> bool:
        """Whether a product of this tax code, sold to this country by this entity, falls under the rate."""
        return (
            code in self.tax_codes
            and self.country == country
            and self.entity in {None, entity}
            and self.status == "active"
            and self.holds_on(day)
        )

    def tax(self, language: str = "en") -> Tax:
        """As it lies on a line, with the words that the law wants on the document."""
        words = (self.legal_text or {}).get(language) if self.category in WITHOUT_TAX else None
        return Tax(
            percentage=self.percentage,
            category=self.category,
            jurisdiction=self.jurisdiction,
            rate=self.id,
            exemption_reason=words or self.exemption_reason,
        )


def laid(rates: Sequence[TaxRate], language: str = "en") -> tuple[Tax, ...]:
    """The taxes of a line that falls under these rates; one that is laid on another's tax knows its percentage."""
    percentages = {rate.id: rate.percentage for rate in rates}
    return tuple(
        replace(rate.tax(language), on_tax_of=percentages.get(rate.compound_on or 0, Decimal(0))) for rate in rates
    )


def choose(order: Sequence[str], given: Mapping[str, tuple[Tax, ...]]) -> tuple[Tax, ...]:
    """The taxes of the first in `order` (line, product, customer, entity) that has any; none has: empty."""
    return next((given[whose] for whose in order if given.get(whose)), ())


def without_tax(tax_status: str, *, seller: str, buyer: str | None, has_vat_id: bool) -> Tax | None:
    """The tax of a buyer who owes none to the seller: exempt, or liable himself in another country of the VAT area."""
    if tax_status == "exempt":
        return Tax(Decimal(0), "E", seller, exemption_reason=EXEMPT)
    if tax_status == "reverse_charge_allowed" and has_vat_id and buyer is not None and buyer != seller:
        return Tax(Decimal(0), "AE", buyer, exemption_reason=REVERSE_CHARGE)
    return None

"""Prices as the other services use them: one way to charge for a product, in one or several currencies. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

import msgspec

from harr.contract.rules import LateUsage, NegativeUsage, ProrationUnit, Recognition, RoundAt
from harr.contract.subscriptions import PriceOverride
from harr.contract.words import TaxBehavior
from harr.kernel.calendar import Interval
from harr.kernel.errors import CurrencyMismatch
from harr.kernel.ids import id_text
from harr.kernel.money import Exact, Money
from harr.kernel.quantities import Quantity
from harr.services.catalog import terms
from harr.services.catalog.charges import Charge, fraction, number_text
from harr.services.catalog.models import MODELS
from harr.services.catalog.rating import Priced, Rated, rated
from harr.services.catalog.terms import Terms

Override = PriceOverride | Mapping[str, Any]
"""What was agreed with one customer instead of the price's own numbers, in the currency that is charged."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a product costs: `price.rate(quantity)` says what a quantity of it is charged."""

    id: int
    status: Literal["draft", "active", "archived"]
    product: int
    code: str | None
    model: str
    billing: Literal["in_advance", "in_arrears"]
    type: Literal["one_time", "recurring", "usage"]
    interval: Interval | None
    meter: int | None
    currency: str
    tax_behavior: TaxBehavior
    nickname: str | None
    version: int
    proration_unit: ProrationUnit | None
    recognition: Recognition | None
    late_usage: LateUsage | None
    round_at: RoundAt
    negative_usage: NegativeUsage
    currencies: frozenset[str]
    numbers: str
    """All that the model and its modifiers go by, as it is kept."""

    @property
    def rule(self) -> str:
        """The rule by which it rates, with its version: what the basis of a line keeps."""
        return MODELS[self.model].rule

    def rate(
        self,
        quantity: Quantity,
        *,
        before: Quantity | None = None,
        billed_before: Money | None = None,
        currency: str | None = None,
        override: Override | None = None,
    ) -> Rated:
        """What a quantity is charged, after what was used (and perhaps charged) before it in the same period.

        Usage below zero is taken as nothing, or as credit where the price says so; of any other
        price a quantity below zero is the mirror image of one above.
        """
        found = self.terms(currency, override)
        priced = self._priced(found)
        mirrored = quantity.units < 0 and before is None and not self._floored and not MODELS[self.model].straight
        used = fraction(-quantity if mirrored else quantity)
        charges = rated(
            found,
            priced,
            used,
            before=None if before is None else fraction(before),
            billed=None if billed_before is None else Exact.of(billed_before),
            floored=self._floored,
        )
        if mirrored:
            charges = [Charge(each.part, -each.quantity, each.rate, each.tier, each.modifier) for each in charges]
        return self._rated(found, charges, quantity.text)

    def rate_events(
        self,
        amounts: Sequence[Fraction],
        *,
        billed_before: Money | None = None,
        currency: str | None = None,
        override: Override | None = None,
    ) -> Rated:
        """What events are charged one by one, in order; their amounts are in main units."""
        found, model = self.terms(currency, override), MODELS[self.model]
        together = sum(amounts, Fraction())
        each = model.events
        priced: Priced = (lambda _: each(found, amounts)) if each is not None else self._priced(found)
        billed = None if billed_before is None else Exact.of(billed_before)
        charges = rated(found, priced, together, billed=billed, floored=self._floored)
        return self._rated(found, charges, number_text(together))

    def terms(self, currency: str | None = None, override: Override | None = None) -> Terms:
        """Its numbers in a currency that it has, with what was agreed instead."""
        wanted = currency or self.currency
        if wanted not in self.currencies:
            raise CurrencyMismatch(
                f"the price is in {', '.join(sorted(self.currencies))}, not in {wanted}",
                field="currency",
                currency=self.currency,
                other=wanted,
            )
        if override is None:
            return _terms(self.numbers, wanted)
        return terms.read(overridden(json.loads(self.numbers), wanted, override), wanted, "override.")

    @property
    def _floored(self) -> bool:
        return self.type == "usage" and self.negative_usage == "zero"

    def _priced(self, found: Terms) -> Priced:
        charges = MODELS[self.model].charges
        return lambda quantity: charges(found, quantity)

    def _rated(self, found: Terms, charges: list[Charge], quantity: str) -> Rated:
        made = {"rule": self.rule, "price": id_text("prc", self.id), "price_version": self.version}
        parts = tuple(charge.words for charge in charges)
        return Rated(found.currency, quantity, tuple(charges), parts, self.round_at, made)


def overridden(fields: Mapping[str, Any], currency: str, override: Override) -> dict[str, Any]:
    """The fields of a price in a currency, with what was agreed instead of them."""
    said = {name: value for name, value in msgspec.to_builtins(override).items() if value is not None}
    mine = terms.in_currency(fields, currency)
    modifiers = {**(mine["modifiers"] or {}), **{name: said[name] for name in said if name in terms.MODIFYING}}
    return {
        **mine,
        **{name: value for name, value in said.items() if name not in terms.MODIFYING},
        "modifiers": modifiers,
    }


@lru_cache(maxsize=4096)
def _terms(numbers: str, currency: str) -> Terms:
    """Read once for all the lines of a run: the numbers of a price that is sold at do not change."""
    return terms.read(terms.in_currency(json.loads(numbers), currency), currency)

"""Prices as the other services use them, and what a price has to be to be sold at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from harr.kernel.currencies import minor_units
from harr.kernel.errors import FieldInvalid, RuleConflict
from harr.kernel.money import LARGEST_MINOR, Exact, Rate
from harr.kernel.quantities import Quantity
from harr.services.catalog.models import MODELS

TYPES = ("one_time",)
"""The types that can be sold today; recurring and usage prices come with subscriptions and meters."""

ANY_PRICE = frozenset({
    "product", "code", "model", "billing", "type", "currency", "tax_behavior", "round_at", "recognition", "nickname",
    "metadata",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Price:
    """What a product costs: `price.charge(quantity).settle()` is the amount of a line."""

    id: int
    status: Literal["draft", "active", "archived"]
    product: int
    code: str | None
    model: str
    type: str
    currency: str
    unit_amount: Rate
    tax_behavior: Literal["exclusive", "inclusive"]
    nickname: str | None
    version: int

    def charge(self, quantity: Quantity) -> Exact:
        """What a quantity costs, not yet rounded."""
        return MODELS[self.model].charge(self.unit_amount, quantity)

    @property
    def rule(self) -> str:
        """The rule by which it rates, with its version: what the basis of a line keeps."""
        return MODELS[self.model].rule


def check(fields: Mapping[str, Any], said: Collection[str]) -> None:
    """Refuse a price that nothing could be sold at; `said` are the fields that do not just have their default."""
    _offered("type", fields["type"], TYPES)
    _offered("model", fields["model"], tuple(MODELS))
    model = MODELS[fields["model"]]
    for name in sorted(set(said) - ANY_PRICE - model.fields):
        raise RuleConflict(
            f"a one-time price by the model {fields['model']} has no {name}",
            field=name,
            way_out=f"Leave {name} out. This model takes {' and '.join(sorted(model.fields))}.",
            allowed=sorted(ANY_PRICE | model.fields),
        )
    minor_units(fields["currency"], "currency")
    if fields["unit_amount"] is None:
        raise FieldInvalid(
            f"the model {fields['model']} needs unit_amount",
            field="unit_amount",
            way_out='Send unit_amount, such as "31.00".',
        )
    _fits(Rate.parse(fields["unit_amount"], fields["currency"], fields["per"], field="unit_amount"))
    if fields["recognition"] not in {None, "point_in_time"}:
        raise RuleConflict(
            f"what is sold once is shown as revenue when it is invoiced, not by {fields['recognition']}",
            field="recognition",
            way_out="Send point_in_time, or leave it out.",
            allowed=["point_in_time"],
        )


def _offered(field: str, value: str, offered: tuple[str, ...]) -> None:
    if value not in offered:
        raise RuleConflict(
            f"prices of {field} {value} cannot be sold yet",
            field=field,
            way_out=f"Use {' or '.join(offered)}.",
            offered=list(offered),
        )


def _fits(rate: Rate) -> None:
    """An amount of `per` units must be one that can be kept: better refused here than on an invoice."""
    exact = rate.times(Quantity(rate.per))
    if exact.numerator > LARGEST_MINOR * exact.denominator:
        raise FieldInvalid(
            f"{rate.text} {rate.currency} is more than can be kept",
            field="unit_amount",
            way_out="Send a smaller amount.",
        )

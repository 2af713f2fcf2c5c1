"""What a price has to be to be sold at. What Harr does not rate is refused by name, never kept and then ignored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from harr.contract.subscriptions import PriceOverride
from harr.kernel.calendar import Interval
from harr.kernel.currencies import minor_units
from harr.kernel.errors import FieldInvalid, RuleConflict
from harr.services.catalog import terms
from harr.services.catalog.models import MODELS, Model
from harr.services.catalog.prices import Price

ANY_PRICE = frozenset({
    "product", "code", "model", "billing", "type", "currency", "tax_behavior", "round_at", "recognition", "nickname",
    "metadata", "currency_options", "modifiers",
})  # fmt: skip
OF_TYPE: Mapping[str, frozenset[str]] = {
    "one_time": frozenset(),
    "recurring": frozenset({"interval", "interval_count", "proration_unit"}),
    "usage": frozenset({"interval", "interval_count", "meter", "negative_usage", "late_usage"}),
}
"""What only prices of a type have."""
NEEDED: Mapping[str, tuple[str, ...]] = {"one_time": (), "recurring": ("interval",), "usage": ("interval", "meter")}
RECOGNIZED: Mapping[str, tuple[str, ...]] = {
    "one_time": ("day", "month", "point_in_time"),
    "recurring": ("day", "month", "point_in_time"),
    "usage": ("usage", "point_in_time"),
}
"""How revenue of a type can be shown: over its period by day or in equal months, as it is used, or when invoiced."""
BY_EVENT = ("fixed_amount", "minimum_per_event", "maximum_per_event", "included_events")
"""What of a percentage goes by the event; a meter tells one sum of many."""


def check(fields: Mapping[str, Any], said: Collection[str]) -> None:
    """Refuse a price that nothing could be sold at; `said` are the fields that do not just have their default."""
    _offered(fields["model"])
    model, kind = MODELS[fields["model"]], fields["type"]
    for name in sorted(set(said) - ANY_PRICE - model.takes - OF_TYPE[kind]):
        raise RuleConflict(
            f"a {kind} price by the model {fields['model']} has no {name}",
            field=name,
            way_out=f"Leave {name} out.",
            allowed=sorted(ANY_PRICE | model.takes | OF_TYPE[kind]),
        )
    minor_units(fields["currency"], "currency")
    for name in (*model.needs, *NEEDED[kind]):
        if not fields[name]:
            raise FieldInvalid(f"a {kind} price by the model {fields['model']} needs {name}", field=name,
                               way_out=f"Send {name}.")  # fmt: skip
    _type(fields)
    _tiers(model, fields["tiers"], "tiers")
    terms.read(fields, fields["currency"])
    for currency, option in (fields["currency_options"] or {}).items():
        _option(model, fields, currency, option)


def override(price: Price, given: PriceOverride, currency: str, field: str = "override") -> None:
    """Refuse numbers agreed with one customer that the model of the price has no use for."""
    said = [name for name in given.__struct_fields__ if getattr(given, name) is not None]
    model = MODELS[price.model]
    for name in said:
        if name not in model.takes and name not in terms.MODIFYING:
            raise RuleConflict(f"a price by the model {price.model} has no {name}", field=f"{field}.{name}",
                               way_out=f"Leave {name} out.")  # fmt: skip
    if given.tiers is not None:
        _tiers(model, [{name: getattr(tier, name) for name in tier.__struct_fields__} for tier in given.tiers],
               f"{field}.tiers")  # fmt: skip
    price.terms(currency, given)


def _offered(model: str) -> None:
    if model not in MODELS:
        raise RuleConflict(
            f"prices by the model {model} cannot be sold yet",
            field="model",
            way_out=f"Use {', '.join(MODELS)}.",
            offered=sorted(MODELS),
        )


def _type(fields: Mapping[str, Any]) -> None:
    kind = fields["type"]
    if fields["interval"] is not None:
        Interval(fields["interval"], fields["interval_count"] or 1)
    if kind == "usage" and fields["billing"] == "in_advance":
        raise RuleConflict("what is used is billed when its period has ended", field="billing",
                           way_out="Send in_arrears.")  # fmt: skip
    if fields["recognition"] not in {None, *RECOGNIZED[kind]}:
        raise RuleConflict(
            f"revenue of a {kind} price is not shown by {fields['recognition']}",
            field="recognition",
            way_out=f"Send {' or '.join(RECOGNIZED[kind])}, or leave it out.",
            allowed=list(RECOGNIZED[kind]),
        )
    if fields["negative_usage"] == "credit" and not _straight(fields):
        raise RuleConflict(
            "usage below zero has a price only where twice as much costs twice as much",
            field="negative_usage",
            way_out="Send zero, or use per_unit, percentage or dynamic without anything included.",
        )
    by_event = [name for name in BY_EVENT if kind == "usage" and fields[name] is not None]
    if by_event:
        raise RuleConflict(
            f"{by_event[0]} goes by the event, and a meter tells the sum of them",
            field=by_event[0],
            way_out=f"Leave {by_event[0]} out; count the events with a meter and a price of their own.",
        )


def _straight(fields: Mapping[str, Any]) -> bool:
    included = (fields["modifiers"] or {}).get("included_quantity")
    return MODELS[fields["model"]].straight and not included and fields["included_amount_base"] is None


def _tiers(model: Model, given: Sequence[Mapping[str, Any]] | None, field: str) -> None:
    for place, tier in enumerate(given or ()):
        said = {name for name, value in tier.items() if value is not None} - {"up_to"}
        for name in sorted(said - model.tier_takes):
            raise RuleConflict(f"a tier of this model has no {name}", field=f"{field}[{place}].{name}",
                               way_out=f"Leave {name} out.")  # fmt: skip
        if not said:
            raise FieldInvalid(
                f"a tier needs {' or '.join(model.tier_needs)}",
                field=f"{field}[{place}].{model.tier_needs[0]}",
                way_out=f"Send {model.tier_needs[0]}.",
            )


def _option(model: Model, fields: Mapping[str, Any], currency: str, option: Mapping[str, Any]) -> None:
    """Another currency says each amount that the price says, and no other."""
    at = f"currency_options.{currency}"
    if currency == fields["currency"]:
        raise RuleConflict(f"the price itself is in {currency}", field=at, way_out="Name other currencies only.")
    modifiers = fields["modifiers"] or {}
    mine = {name for name in terms.MONEY if fields.get(name)}
    mine |= {name for name in terms.MONEY_MODIFIERS if modifiers.get(name) is not None}
    theirs = {name for name, value in option.items() if value is not None}
    for name in sorted(mine ^ theirs):
        raise RuleConflict(
            f"the price says {name}, {currency} does not" if name in mine else f"the price itself has no {name}",
            field=f"{at}.{name}",
            way_out=f"Send {name} for {currency}." if name in mine else f"Leave {name} out.",
        )
    _tiers(model, option.get("tiers"), f"{at}.tiers")
    terms.read(terms.in_currency(fields, currency), currency, f"{at}.")

"""The price models: one file each, plus one line here.

A model says which fields of a price (and of its tiers) it takes and cannot do
without, by which rule it rates (with the version that documents keep), and what a
quantity is charged. Nothing is rounded in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from harr.services.catalog.charges import Charge
from harr.services.catalog.models import (
    dynamic,
    flat,
    graduated,
    graduated_percentage,
    package,
    per_unit,
    percentage,
    stairstep,
    volume,
)
from harr.services.catalog.terms import Terms


@dataclass(frozen=True, slots=True)
class Model:
    """How a price turns a quantity, or the amounts of events, into charges."""

    rule: str
    takes: frozenset[str]
    needs: tuple[str, ...]
    charges: Callable[[Terms, Fraction], list[Charge]]
    events: Callable[[Terms, Sequence[Fraction]], list[Charge]] | None = None
    """For a model whose events are amounts of money; all others rate the sum of their quantities."""
    tier_takes: frozenset[str] = frozenset()
    tier_needs: tuple[str, ...] = ()
    """Of each tier, at least one of them."""
    straight: bool = False
    """Twice as much costs twice as much: so a quantity below zero has a price too."""


MODELS: Mapping[str, Model] = MappingProxyType(
    {
        "flat": Model(flat.RULE, flat.TAKES, flat.NEEDS, flat.charges),
        "per_unit": Model(per_unit.RULE, per_unit.TAKES, per_unit.NEEDS, per_unit.charges, straight=True),
        **{
            name: Model(each.RULE, each.TAKES, each.NEEDS, each.charges, None, each.TIER_TAKES, each.TIER_NEEDS)
            for name, each in (
                ("graduated", graduated),
                ("volume", volume),
                ("stairstep", stairstep),
                ("graduated_percentage", graduated_percentage),
            )
        },
        "package": Model(package.RULE, package.TAKES, package.NEEDS, package.charges),
        "percentage": Model(
            percentage.RULE, percentage.TAKES, percentage.NEEDS, percentage.charges, percentage.events, straight=True
        ),
        "dynamic": Model(dynamic.RULE, dynamic.TAKES, dynamic.NEEDS, dynamic.charges, dynamic.events, straight=True),
    }
)

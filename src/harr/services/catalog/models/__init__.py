"""The price models: one file each, plus one line here.

A model says which fields of a price it needs, by which rule it rates (with the
version that documents keep), and what a quantity costs. Nothing is rounded in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from harr.kernel.money import Exact, Rate
from harr.kernel.quantities import Quantity
from harr.services.catalog.models import flat, per_unit


@dataclass(frozen=True, slots=True)
class Model:
    """How a price turns a quantity into money."""

    rule: str
    fields: frozenset[str]
    charge: Callable[[Rate, Quantity], Exact]


MODELS: Mapping[str, Model] = MappingProxyType(
    {
        "flat": Model(flat.RULE, flat.FIELDS, flat.charge),
        "per_unit": Model(per_unit.RULE, per_unit.FIELDS, per_unit.charge),
    }
)

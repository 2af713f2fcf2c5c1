"""Meters as the other services use them, what a meter has to be to be counted with, and what it reads of an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from harr.kernel.errors import FieldInvalid, RuleConflict
from harr.kernel.quantities import Quantity
from harr.services.metering.aggregations import AGGREGATIONS, Value

Property = str | int | bool | None
Data = Mapping[str, Property]
CARRIED = ("last", "sum")
"""Aggregations that have a level which holds until something changes it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Which events count: those whose property has one of these values, or (`exclude`) has none of them."""

    property: str
    values: frozenset[str]
    exclude: bool = False

    def met(self, data: Data) -> bool:
        """Whether an event is let through."""
        return (text_of(data.get(self.property)) in self.values) is not self.exclude


@dataclass(frozen=True, slots=True)
class Meter:
    """What is counted of events of a type, and how a quantity is made of them."""

    id: int
    status: Literal["active", "archived"]
    code: str
    event_type: str
    aggregation: str
    decimals: int = 0
    property: str | None = None
    conditions: tuple[Condition, ...] = ()
    group_by: tuple[str, ...] = ()
    unit_name: str | None = None
    carried_over: bool = False

    def counts(self, data: Data) -> bool:
        """Whether an event of the meter's type is let through by every filter."""
        return all(condition.met(data) for condition in self.conditions)

    def read(self, data: Data, field: str | None = None) -> Value:
        """What an event that counts says; a refusal names what is wrong with it."""
        reads = AGGREGATIONS[self.aggregation].READS
        if reads == "nothing" or self.property is None:
            return 1
        found, where = data.get(self.property), None if field is None else f"{field}.{self.property}"
        if found is None:
            raise FieldInvalid(
                f"the meter {self.code} reads {self.property}, and the event has none",
                field=where,
                way_out=f"Send {self.property} in the event's data.",
                meter=self.code,
            )
        return text_of(found) or "" if reads == "text" else self._units(found, where)

    def _units(self, found: Property, field: str | None) -> int:
        """A number as a whole number of the meter's decimals: exact, or refused."""
        if isinstance(found, bool):
            raise FieldInvalid(
                f"the meter {self.code} reads a number, and {text_of(found)} is none",
                field=field,
                way_out='Send a whole number, or a string such as "0.25".',
                meter=self.code,
            )
        if type(found) is int and not self.decimals:
            return found  # the plainest case, of which bill runs read millions
        return Quantity.parse(str(found), self.decimals, field, negative=True).units

    def total(self, values: list[Value]) -> Quantity:
        """What the values of a period, in the order in which they happened, come to."""
        return Quantity(AGGREGATIONS[self.aggregation].total(values), self.decimals)

    def written(self, value: Value) -> str:
        """A value as the digest of a quantity has it: the number that was counted, or the text."""
        return Quantity(int(value), self.decimals).text if self.decimals else str(value)


def text_of(value: Property) -> str | None:
    """A property as filters, groups and `unique` compare it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def check(fields: Mapping[str, Any]) -> None:
    """Refuse a meter that could not count."""
    name = fields["aggregation"]
    if name not in AGGREGATIONS:
        raise RuleConflict(
            f"the aggregation {name} is not built yet",
            field="aggregation",
            way_out=f"Use {', '.join(AGGREGATIONS)}.",
            offered=sorted(AGGREGATIONS),
        )
    for field, said in (("expression", "an expression"), ("percentile", "a percentile")):
        if fields[field] is not None:
            raise RuleConflict(
                f"{said} is not built yet",
                field=field,
                way_out=f"Leave {field} out; name a property that the event carries.",
            )
    _property(name, fields["property"])
    if fields["decimals"] and AGGREGATIONS[name].READS != "number":
        raise RuleConflict(f"{name} counts whole things", field="decimals", way_out="Leave decimals out.")
    if fields["carried_over"] and name not in CARRIED:
        raise RuleConflict(
            f"{name} starts anew in each period",
            field="carried_over",
            way_out=f"Use {' or '.join(CARRIED)} to carry a level over, or leave carried_over out.",
            offered=list(CARRIED),
        )


def _property(name: str, found: str | None) -> None:
    reads = AGGREGATIONS[name].READS
    if reads == "nothing" and found is not None:
        raise RuleConflict(f"{name} reads no property", field="property", way_out="Leave property out, or use sum.")
    if reads != "nothing" and found is None:
        raise RuleConflict(
            f"{name} reads a property of the event",
            field="property",
            way_out="Name the property that carries the value.",
        )

"""What the reference pages say, gathered once: as text for the repository, as pages for the server."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from harr.contract import OPERATIONS, Operation
from harr.contract.events import BY_TYPE, TYPES
from harr.contract.openapi import service_of, services
from harr.kernel.errors import Refusal, RuleRefused, every_refusal
from harr.map import SERVICES


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """A code, and all that there is to know about it."""

    code: str
    status: int
    title: str
    meaning: str | None
    way_out: str
    operations: tuple[str, ...]
    """Those that can give it; empty where every operation can, or none names it."""
    everywhere: bool

    @property
    def by_resource(self) -> dict[str, list[str]]:
        """The operations, resource by resource."""
        found: dict[str, list[str]] = {}
        for name in self.operations:
            found.setdefault(name.partition(".")[0], []).append(name)
        return found


@dataclass(frozen=True, slots=True)
class EventLine:
    """A type of event. One that has no sentence is promised and not told yet."""

    type: str
    said: str | None


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service of the street."""

    name: str
    purpose: str
    owns: str | None


@cache
def errors() -> tuple[ErrorPage, ...]:
    """Every code, in the order of the tree of refusals."""
    return tuple(_error(kind) for kind in every_refusal())


def error(code: str) -> ErrorPage | None:
    """The page of a code."""
    return next((page for page in errors() if page.code == code), None)


def _error(kind: type[Refusal]) -> ErrorPage:
    names = tuple(operation.name for operation in OPERATIONS if kind.code in operation.refusals())
    everywhere = len(names) == len(OPERATIONS)
    own = kind.__doc__ if kind.__doc__ not in {Refusal.__doc__, RuleRefused.__doc__} else None
    return ErrorPage(
        code=kind.code,
        status=kind.status,
        title=kind.title,
        meaning=inspect.cleandoc(own) if own else None,
        way_out=kind.way_out,
        operations=() if everywhere else names,
        everywhere=everywhere,
    )


def events() -> dict[str, list[EventLine]]:
    """Every type of event, by the noun that it is about."""
    found: dict[str, list[EventLine]] = {}
    for kind in TYPES:
        told = BY_TYPE.get(kind)
        said = inspect.cleandoc(told.__doc__ or "") if told else None
        found.setdefault(kind.partition(".")[0], []).append(EventLine(kind, said))
    return found


def operations() -> dict[str, list[Operation]]:
    """Every operation, by the service that declares it."""
    found: dict[str, list[Operation]] = {name: [] for name in services()}
    for operation in OPERATIONS:
        found[service_of(operation)].append(operation)
    return found


def street() -> list[ServiceLine]:
    """The services that are there, in street order, by what their own page says."""
    return [_line(name) for name in SERVICES if find_spec(f"harr.services.{name}")]


def _line(name: str) -> ServiceLine:
    page = inspect.cleandoc(import_module(f"harr.services.{name}").__doc__ or "")
    purpose = page.partition("\n")[0]
    owns = next((part for part in page.split("\n\n") if part.startswith("Owns:")), None)
    return ServiceLine(name, purpose, owns and " ".join(owns.removeprefix("Owns:").split()).rstrip("."))

"""Where everything is plugged in: the one file that knows every service by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from harr.contract import OPERATIONS
from harr.edge import contract_routes, questions
from harr.edge.gateway import Gateway
from harr.edge.routing import Router
from harr.engine import Engine, sandbox, schema
from harr.engine.clock import Clock, MachineClock
from harr.engine.store import Store
from harr.map import SERVICES


def packages() -> tuple[str, ...]:
    """Everything that owns tables, in street order."""
    return ("harr.engine", *(f"harr.services.{name}" for name in SERVICES if find_spec(f"harr.services.{name}")))


def _tables(room: str, name: str) -> list[Any]:
    return [
        getattr(module, name)
        for service in SERVICES
        if find_spec(f"harr.services.{service}") and find_spec(spot := f"harr.services.{service}.{room}")
        if hasattr(module := import_module(spot), name)
    ]


def handlers() -> dict[str, Callable[..., Any]]:
    """Which function does which operation."""
    found = dict(questions.HANDLERS)
    for table in _tables("routes", "HANDLERS"):
        found.update(table)
    return {**found, **contract_routes.handlers(dict.fromkeys(found, "prototype"))}


def queues() -> dict[str, str]:
    """Operations that take a number, and of which kind of document."""
    return {operation: kind for table in _tables("routes", "QUEUES") for operation, kind in table.items()}


def in_parts() -> dict[str, tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]]:
    """Operations whose work may be more than one commit takes."""
    return {operation: how for table in _tables("routes", "IN_PARTS") for operation, how in table.items()}


def reactions() -> dict[str, list[Callable[..., Any]]]:
    """Who reacts to which event, in street order."""
    merged: dict[str, list[Callable[..., Any]]] = {}
    for table in _tables("reactions", "REACTIONS"):
        for event, functions in table.items():
            merged.setdefault(event.type, []).extend(functions)
    return merged


def stages() -> dict[str, str]:
    """The stage of every operation that has a handler; one that has none is a mock."""
    return dict.fromkeys(handlers(), "prototype")


def build_engine(store: Store, pepper: bytes, *, clock: Clock | None = None) -> Engine:
    """An engine that knows what every service hands over, on a schema that is brought up to date."""
    schema.prepare(store, packages())
    jobs: dict[str, Callable[..., Any]] = {
        "delete": partial(sandbox.delete, tables=schema.tables(packages())),
    }
    engine = Engine(
        store=store,
        pepper=pepper,
        clock=clock or MachineClock(),
        reactions=reactions(),
        agenda={verb: function for table in _tables("reactions", "AGENDA") for verb, function in table.items()},
        folds=[fold for table in _tables("reactions", "FOLDS") for fold in table],
        jobs={**jobs, **{kind: function for table in _tables("reactions", "JOBS") for kind, function in table.items()}},
        continuations={name: then for table in _tables("reactions", "CONTINUATIONS") for name, then in table.items()},
    )
    engine.ports |= {name: port(engine) for table in _tables("reactions", "PORTS") for name, port in table.items()}
    return engine


def build(
    store: Store, pepper: bytes, *, clock: Clock | None = None, mocks_only: bool = False,
    extra: Mapping[str, Callable[..., Any]] | None = None,
) -> Gateway:  # fmt: skip
    """The whole house on a store, behind its gateway."""
    found = {**handlers(), **(extra or {})}
    return Gateway(
        engine=build_engine(store, pepper, clock=clock),
        router=Router(OPERATIONS),
        handlers=found,
        stages=dict.fromkeys(found, "prototype"),
        queues=queues(),
        in_parts=in_parts(),
        mocks_only=mocks_only,
    )

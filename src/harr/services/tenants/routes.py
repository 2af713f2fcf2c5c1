"""Which operation is done by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.tenants import entities

HANDLERS: dict[str, Callable[..., Any]] = {
    "entities.create": entities.create,
    "entities.retrieve": entities.retrieve,
    "entities.list": entities.list_,
    "entities.update": entities.update,
    "entities.archive": entities.archive,
}

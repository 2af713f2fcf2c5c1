"""Which operation is done by which function. Corrections and alerts are mocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.metering import keeping, pricing, reading, recording

HANDLERS: dict[str, Callable[..., Any]] = {
    "meters.create": keeping.create,
    "meters.retrieve": keeping.retrieve,
    "meters.list": keeping.list_,
    "meters.update": keeping.update,
    "meters.archive": keeping.archive,
    "meters.values": reading.values,
    "prices.create": pricing.create,
    "prices.update": pricing.update,
    "prices.activate": pricing.activate,
    "usage.create": recording.create,
    "usage.list": reading.list_,
}

IN_PARTS: dict[str, tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]] = {
    "usage.create": (recording.parts, recording.part, recording.joined),
}
"""Operations whose work may be more than one commit takes: how it is parted, what does a part, how answers join."""

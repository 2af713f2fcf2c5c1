"""What the agenda does with revenue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.revenue import recognising

AGENDA: dict[str, Callable[..., Any]] = {recognising.RECOGNISE: recognising.run}

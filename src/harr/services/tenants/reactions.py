"""What tenants do when something falls due, and the jobs that they start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.tenants import sandboxes

AGENDA: dict[str, Callable[..., Any]] = {sandboxes.EXPIRE: sandboxes.expire}
JOBS: dict[str, Callable[..., Any]] = {"advance": sandboxes.advanced}

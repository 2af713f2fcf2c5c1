"""Who acts, through which app, in which request: carried by every transaction and kept in the audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["key", "member", "customer", "agenda", "provider", "reaction", "system"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever wants something done. `app` is the consuming application it came through."""

    kind: Kind
    id: str | None = None
    app: int | None = None
    entity: int | None = None
    """The entity that the app sells for, where it has one."""
    profile: int | None = None
    scopes: frozenset[str] | None = None
    """What a token leaves of the scopes of its key; None where the key itself is used, or nobody has one."""
    sees_all: bool = True
    """Whether what other apps made is seen too (`sees: tenant`)."""
    request_id: str | None = None
    operation: str = ""
    reason: str | None = None
    expected_version: int | None = None
    """`If-Match`: the version that the caller has read."""
    idempotency_key: str | None = None


SYSTEM = Actor(kind="system", operation="system")

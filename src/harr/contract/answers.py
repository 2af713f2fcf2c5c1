"""What an answer looks like that is no resource: why nothing was done, and what would have been done."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from harr.contract.words import Answer, Json


class Problem(Answer, kw_only=True):
    """Why nothing was done, and what to do next. `code` is for ever; `facts` are for programs."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    field: str | None = None
    facts: Json = msgspec.field(default_factory=dict)
    way_out: str
    request_id: str | None = None


class RehearsedEvent(Answer, kw_only=True):
    """An event that would be told."""

    type: str
    data: Json


class RehearsedAsk(Answer, kw_only=True):
    """A question that would be put to somebody outside."""

    port: str
    request: Json


class Rehearsal(Answer, kw_only=True):
    """What a write would do (`dry_run=true`): nothing is kept, no number is used, nobody is asked or told."""

    dry_run: Annotated[bool, msgspec.Meta(extra_json_schema={"const": True})] = True
    result: Any = None
    transactions: list[Json] = msgspec.field(default_factory=list)
    documents: list[Json] = msgspec.field(default_factory=list)
    events: list[RehearsedEvent] = msgspec.field(default_factory=list)
    emails: list[Json] = msgspec.field(default_factory=list)
    asks: list[RehearsedAsk] = msgspec.field(default_factory=list)

"""How a refusal looks on the wire: application/problem+json (RFC 9457), mapped here and nowhere else."""

from __future__ import annotations

import msgspec

from harr.contract.words import Answer
from harr.kernel.errors import Refusal

PAGES = "/docs/errors/"
MEDIA = "application/problem+json"


class Problem(Answer, kw_only=True):
    """Why nothing was done, and what to do next. `code` is for ever; `facts` are for programs."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    field: str | None = None
    facts: dict[str, object] = msgspec.field(default_factory=dict)
    way_out: str
    request_id: str | None = None


def problem(refusal: Refusal, request_id: str | None = None) -> Problem:
    """The answer to a refused request."""
    return Problem(
        type=f"{PAGES}{refusal.code}",
        title=refusal.title,
        status=refusal.status,
        code=refusal.code,
        detail=refusal.detail,
        field=refusal.field,
        facts=dict(refusal.facts),
        way_out=refusal.exit,
        request_id=request_id,
    )

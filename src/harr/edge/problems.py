"""How a refusal looks on the wire: application/problem+json (RFC 9457), mapped here and nowhere else."""

from __future__ import annotations

from harr.contract.answers import Problem
from harr.kernel.errors import Refusal

PAGES = "/docs/errors/"
MEDIA = "application/problem+json"


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

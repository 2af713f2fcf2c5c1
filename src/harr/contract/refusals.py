"""Refusals as OpenAPI responses: of each status, the codes that an operation can give."""

from __future__ import annotations

import msgspec

from harr.contract.answers import Problem
from harr.contract.operations import Operation
from harr.contract.schemas import Schema, header, reference
from harr.kernel.errors import Refusal, every_refusal

PROBLEM = "application/problem+json"
PLACE = "#/components/responses/"
REFUSALS: dict[str, type[Refusal]] = {kind.code: kind for kind in every_refusal()}
WAITS = ("429", "503")


def of(operation: Operation, shared: dict[str, Schema]) -> dict[str, Schema]:
    """A pointer for every status that the operation can refuse with; many operations have the same response."""
    by_status: dict[str, list[str]] = {}
    for code in operation.refusals():
        by_status.setdefault(str(REFUSALS[code].status), []).append(code)
    return {status: _shared(status, sorted(codes), shared) for status, codes in sorted(by_status.items())}


def _shared(status: str, codes: list[str], shared: dict[str, Schema]) -> Schema:
    name = "-".join([status, *codes])
    if name not in shared:
        shared[name] = _response(status, codes)
    return {"$ref": PLACE + name}


def _response(status: str, codes: list[str]) -> Schema:
    first = REFUSALS[codes[0]]
    shown = Problem(
        type=f"/docs/errors/{first.code}", title=first.title, status=first.status, code=first.code,
        detail=f"{first.title}.", way_out=first.way_out, request_id="req_0300000000001",
    )  # fmt: skip
    headers = {"Harr-Request-Id": header("RequestId")}
    if status in WAITS:
        headers["Retry-After"] = header("RetryAfter")
    schema = {**reference("Problem"), "properties": {"code": {"enum": codes}}}
    return {
        "description": " · ".join(f"`{code}`: {REFUSALS[code].title}" for code in codes) + ".",
        "headers": headers,
        "content": {PROBLEM: {"schema": schema, "example": msgspec.to_builtins(shown)}},
    }

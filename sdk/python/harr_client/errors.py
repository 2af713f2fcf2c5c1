"""Everything that can go wrong, as one tree, by what the caller can do about it.

HarrError                 code, detail, field, facts, way_out, status, request_id
├── ConnectionFailed           no answer came; whether it was done is not known
├── UnexpectedAnswer           an answer that this version of the SDK cannot read
├── InvalidRequest        400  (405, 413) what was sent is wrong
├── Unauthenticated       401  no valid key
├── PermissionDenied      403  the key, or the app's profile, does not allow it
├── NotFound              404  there is no such thing here
├── Conflict              409  (412) the present state does not allow it
├── RuleRefused           422  a rule of billing or bookkeeping stands against it
├── RateLimited           429  too many requests
└── ServerError           5xx  not the caller's fault

`code` is for ever (`amount_exceeds_remaining`); the classes group the codes.
Nothing was done when one of these is raised, except where ConnectionFailed or
ServerError leave it open; every POST may then be sent again with the same key.
"""

# ruff: noqa: N818 - named by what happened; that they are errors, the tree says

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

SHOWN = 200


class HarrError(Exception):
    """What Harr refused, or what kept the request from being answered."""

    def __init__(  # the fields of a problem (RFC 9457)
        self,
        detail: str,
        *,
        code: str = "",
        status: int | None = None,
        title: str = "",
        field: str | None = None,
        facts: Mapping[str, Any] | None = None,
        way_out: str = "",
        request_id: str | None = None,
        retry_after: int | None = None,
        body: bytes = b"",
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code
        self.status = status
        self.title = title
        self.field = field
        self.facts = dict(facts or {})
        self.way_out = way_out
        self.request_id = request_id
        self.retry_after = retry_after
        self.body = body
        """The answer as it was sent."""

    def __str__(self) -> str:
        about = ", ".join(part for part in (self.code, self.field and f"field {self.field}", self.request_id) if part)
        said = f"{self.detail} ({about})" if about else self.detail
        return f"{said} {self.way_out}".rstrip()


class ConnectionFailed(HarrError):
    """No answer came. Whether the request was done is not known."""


class UnexpectedAnswer(HarrError):
    """An answer came that this version of the SDK cannot read."""


class InvalidRequest(HarrError):
    """What was sent is wrong: `field` says where, `way_out` what to send instead."""


class Unauthenticated(HarrError):
    """There is no valid key."""


class PermissionDenied(HarrError):
    """The key, or the profile of its app, does not allow this; `facts["allowed"]` may say what it does allow."""


class NotFound(HarrError):
    """There is no such thing for this key."""


class Conflict(HarrError):
    """The present state does not allow this; `facts` say which state it is."""


class RuleRefused(HarrError):
    """A rule of billing or bookkeeping stands against it."""


class RateLimited(HarrError):
    """Too many requests; `retry_after` says how many seconds to wait."""


class ServerError(HarrError):
    """Not the caller's fault."""


BY_STATUS: dict[int, type[HarrError]] = {
    401: Unauthenticated,
    403: PermissionDenied,
    404: NotFound,
    409: Conflict,
    412: Conflict,
    422: RuleRefused,
    429: RateLimited,
}


def error_of(status: int, headers: Mapping[str, str], body: bytes) -> HarrError:
    """The error that an answer of 400 or more says."""
    kind = BY_STATUS.get(status, InvalidRequest if status < 500 else ServerError)
    said = _problem(body)
    after = headers.get("retry-after", "")
    return kind(
        str(said.get("detail") or body[:SHOWN].decode("utf-8", "replace") or f"answered {status}"),
        code=str(said.get("code") or f"http_{status}"),
        status=status,
        title=str(said.get("title") or ""),
        field=said.get("field"),
        facts=said.get("facts"),
        way_out=str(said.get("way_out") or ""),
        request_id=said.get("request_id") or headers.get("harr-request-id"),
        retry_after=int(after) if after.isascii() and after.isdigit() else None,
        body=body,
    )


def _problem(body: bytes) -> dict[str, Any]:
    """The problem in a body; a proxy between may have answered something else."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) and "code" in found else {}

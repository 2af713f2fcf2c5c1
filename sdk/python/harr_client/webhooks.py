"""Whether a webhook really comes from Harr, and came just now (Standard Webhooks: `v1`, HMAC-SHA256)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

TOLERANCE_SECONDS = 300
PREFIX = "whsec_"


class SignatureInvalid(Exception):  # noqa: N818 - says what is the matter
    """The message was not signed with this secret, was changed on its way, or is too old."""


def verify(
    body: bytes,
    headers: Mapping[str, str],
    secret: str,
    *,
    now: float | None = None,
    tolerance: int = TOLERANCE_SECONDS,
) -> Any:
    """The event in a webhook, or SignatureInvalid. `body` is the raw bytes, not JSON that was read and written again.

    Several signatures may stand in the header while a secret is being rotated; one
    that fits is enough. Old messages are refused, so that nobody can replay them.
    """
    given = {name.lower(): value for name, value in headers.items()}
    message, stamp = given.get("webhook-id", ""), given.get("webhook-timestamp", "")
    if not message or not (stamp.isascii() and stamp.isdigit()):
        raise SignatureInvalid("the headers webhook-id and webhook-timestamp are not both there")
    if abs((time.time() if now is None else now) - int(stamp)) > tolerance:
        raise SignatureInvalid(f"the message is more than {tolerance} seconds old, or the clocks differ")
    expected = signature(body, message, stamp, secret)
    for each in given.get("webhook-signature", "").split():
        if hmac.compare_digest(expected.encode(), each.encode()):
            return json.loads(body)
    raise SignatureInvalid("no signature fits this body and secret")


def signature(body: bytes, message: str, stamp: str, secret: str) -> str:
    """What Harr writes into `webhook-signature`."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{message}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"

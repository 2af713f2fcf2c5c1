"""A provider that is reached over HTTP: the same questions, the same answers, and a wire that may break.

No answer in time, or a connection that ends without one, is `unknown`: never a no.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from harr.contract.shapes import Failure

SECONDS = 10
KEYS = ("charge", "refund", "key")
"""Fields that hold a key of ours; many Harrs, and many tenants of one, may speak to one provider."""


def ask(base_url: str, tenant: int, key: str, request: Mapping[str, Any], seconds: int = SECONDS) -> dict[str, Any]:
    """Ask, and take what is answered."""
    sent = {name: value for name, value in request.items() if name not in {"do", "account"}}
    sent |= {name: named(tenant, sent[name]) for name in KEYS if name in sent}
    import httpx  # noqa: PLC0415 - a gateway that asks nobody starts without it

    where = f"{base_url.rstrip('/')}/v1/{request['do']}"
    try:
        with httpx.Client(trust_env=False, timeout=seconds) as client:
            answer = client.post(where, json=sent, headers={"Idempotency-Key": named(tenant, key)})
    except httpx.TimeoutException as late:
        raise TimeoutError(str(late)) from late
    except httpx.TransportError as broken:
        raise ConnectionError(str(broken)) from broken
    if answer.status_code >= 500:
        msg = f"the provider answered {answer.status_code}"
        raise ConnectionError(msg)
    if answer.status_code >= 400:
        failure = Failure(code="provider_error", message=f"the provider refused: {answer.status_code}",
                          provider_code=str(answer.status_code))  # fmt: skip
        return {"outcome": "failed", "failure": {"code": failure.code, "message": failure.message,
                                                 "provider_code": failure.provider_code}}  # fmt: skip
    found: dict[str, Any] = answer.json()
    return found


def named(tenant: int, key: str) -> str:
    """A key as the provider knows it."""
    return f"{tenant}/{key}"


def own(tenant: int, key: str) -> str:
    """A key as we know it."""
    return key.removeprefix(f"{tenant}/")

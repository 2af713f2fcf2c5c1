"""Whether an event really comes from its provider: Standard Webhooks, with a secret that is made and never kept.

The secret of an account follows from the pepper, the tenant and the account, so
that no database holds it; whoever sets up the provider reads it once, when the
account is made.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping

from harr.engine import Tx
from harr.kernel.errors import FieldInvalid
from harr.kernel.ids import id_number, id_text

TOLERANCE_SECONDS = 300
PREFIX = "whsec_"
FIELD = "webhook-signature"


def secret(pepper: bytes, tenant: int, account: int | None) -> str:
    """What an account's events are signed with."""
    made = hmac.new(pepper, f"inbound/{tenant}/{account or 0}".encode(), hashlib.sha256).digest()
    return PREFIX + base64.b64encode(made).decode()


def address(tenant: int, account: int | None) -> str:
    """The end of the path that an account's events are sent to."""
    return f"{id_text('ten', tenant)}.{'default' if account is None else id_text('pva', account)}"


def read_address(text: str) -> tuple[int, int | None]:
    """Tenant and account of an address."""
    tenant, _, account = text.partition(".")
    number = id_number(tenant, "ten", field="address")
    return number, None if account == "default" else id_number(account, "pva", field="address")


def sign(body: bytes, message: str, seconds: int, whsec: str) -> dict[str, str]:
    """The headers of an event."""
    return {
        "webhook-id": message,
        "webhook-timestamp": str(seconds),
        FIELD: f"v1,{_signature(body, message, str(seconds), whsec)}",
    }


def check(body: bytes, headers: Mapping[str, str], whsec: str, now_us: int) -> str:
    """The event's id, if it was signed with this secret and just now; else a refusal that says nothing more."""
    message, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message or len(message) > 255 or not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        raise refused()
    if abs(now_us // 1_000_000 - int(stamp)) > TOLERANCE_SECONDS:
        raise refused()
    expected = f"v1,{_signature(body, message, stamp, whsec)}".encode()
    if not any(hmac.compare_digest(expected, each.encode()) for each in headers.get(FIELD, "").split()):
        raise refused()
    return message


def in_house(tx: Tx, account: int | None) -> str:
    """The secret of an account of this tenant."""
    return secret(tx.pepper, tx.tenant, account)


def _signature(body: bytes, message: str, stamp: str, whsec: str) -> str:
    try:
        key = base64.b64decode(whsec.removeprefix(PREFIX))
    except binascii.Error as wrong:
        raise refused() from wrong
    return base64.b64encode(hmac.new(key, f"{message}.{stamp}.".encode() + body, hashlib.sha256).digest()).decode()


def refused() -> FieldInvalid:
    """What is said of every event that cannot be believed, whatever the reason."""
    return FieldInvalid(
        "no signature fits this address, body and time",
        field=FIELD,
        way_out="Sign with the secret of the account that the address names (`provider_accounts.create` showed it).",
    )

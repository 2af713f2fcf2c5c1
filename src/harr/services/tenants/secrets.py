"""What a key's secret looks like: `harr_live_sk_…`, in base 62, with its tenant, 190 random bits and a checksum.

The tenant is in the secret so that looking it up needs no index over all tenants;
the checksum lets a scanner tell a leaked key from noise. Pure, but for the random
bits that are handed in.
"""

from __future__ import annotations

import hashlib
import hmac
import zlib

from harr.kernel.errors import Unauthenticated

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
TENANT_LENGTH = 11
RANDOM_LENGTH = 33
RANDOM_BITS = 196
CHECK_LENGTH = 6
MARK_LENGTH = 16


def make(kind: str, tenant: int, randomness: int) -> str:
    """The secret of a new key of a `live` or `sandbox` tenant."""
    head = f"harr_{kind}_sk_{_digits(tenant, TENANT_LENGTH)}{_digits(randomness, RANDOM_LENGTH)}"
    return head + _check(head)


def tenant_of(secret: str) -> int:
    """Whose key it is; a text that cannot be a key is refused without asking the database."""
    head, tail = secret[:-CHECK_LENGTH], secret[-CHECK_LENGTH:]
    body = head.rpartition("_")[2]
    if (
        not secret.isascii()
        or not secret.startswith(("harr_live_sk_", "harr_sandbox_sk_"))
        or len(body) != TENANT_LENGTH + RANDOM_LENGTH
        or not hmac.compare_digest(_check(head), tail)
        or any(digit not in DIGITS for digit in body)
    ):
        raise Unauthenticated("this is not a key of Harr: it is mistyped or cut off")
    number = 0
    for digit in body[:TENANT_LENGTH]:
        number = number * 62 + DIGITS.index(digit)
    return number


def hashed(pepper: bytes, secret: str) -> str:
    """What the database keeps."""
    return hmac.new(pepper, secret.encode(), hashlib.sha256).hexdigest()


def mark(hashed: str) -> str:
    """What a token carries of the secret that it was given for, so that it ends when that secret does."""
    return hashlib.sha256(hashed.encode()).hexdigest()[:MARK_LENGTH]


def hint(secret: str) -> str:
    """What may be shown again: `harr_live_sk_…7Qx2`."""
    return f"{secret.rpartition('_')[0]}_…{secret[-4:]}"


def _check(head: str) -> str:
    return _digits(zlib.crc32(head.encode()), CHECK_LENGTH)


def _digits(number: int, length: int) -> str:
    found = []
    for _ in range(length):
        number, digit = divmod(number, 62)
        found.append(DIGITS[digit])
    return "".join(reversed(found))

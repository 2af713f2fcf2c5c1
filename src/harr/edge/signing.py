"""The keys that Harr signs its tokens with: two are published, the newest signs.

RS256, because the JWT authorizer of an HTTP API on AWS knows RSA alone. The keys lie
in a file beside the database that only its owner may read, or are given as text; they
are made when they are first needed. The library is loaded by whoever needs it: a
Harr that sees keys alone never pays for it.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harr.edge.keyring import write_first, write_private

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

ALGORITHM = "RS256"
BITS = 2048
PUBLISHED = 2
PEM = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.+?-----END [A-Z ]*PRIVATE KEY-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Pair:
    private: RSAPrivateKey
    public: RSAPublicKey
    jwk: dict[str, Any]

    @property
    def kid(self) -> str:
        return str(self.jwk["kid"])


class Signing:
    """The keys of a file or of a text; with neither, one that lives as long as the process."""

    def __init__(self, file: Path | None = None, text: str = "") -> None:
        self._file = None if text else file
        self._text = text
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._pairs: list[_Pair] = []

    def __repr__(self) -> str:
        return f"Signing({self._file or 'kept in memory'})"

    def sign(self, claims: dict[str, Any]) -> str:
        """A token with these claims."""
        import jwt  # noqa: PLC0415 - dear, and needed by whoever issues tokens alone

        newest = self._current()[0]
        return jwt.encode(claims, newest.private, ALGORITHM, {"kid": newest.kid, "typ": "at+jwt"})

    def published(self) -> dict[str, Any]:
        """What others verify with: a JWKS."""
        return {"keys": [pair.jwk for pair in self._current()]}

    def find(self, kid: str) -> tuple[str, RSAPublicKey] | None:
        """A published key, and the one algorithm that it is for."""
        return next(((ALGORITHM, pair.public) for pair in self._current() if pair.kid == kid), None)

    def rotate(self) -> str:
        """Sign with a new key from now on, and publish the one before it beside it; the new one's id."""
        if self._file is None:
            raise ValueError("keys that are given as text are rotated where the text is kept")
        kept = [_pem(pair.private) for pair in self._current()[: PUBLISHED - 1]]
        write_private(self._file, _new() + "".join(kept))
        return self._current()[0].kid

    def _current(self) -> list[_Pair]:
        """The keys as they are now: another process may have made or rotated them."""
        with self._lock:
            if self._file is None:
                self._pairs = self._pairs or _read(self._text.replace("\\n", "\n") or _new())
                return self._pairs
            if not self._file.exists():
                write_first(self._file, _new())
            found = self._file.stat()
            if (seen := (found.st_mtime_ns, found.st_ino)) != self._seen:
                self._pairs, self._seen = _read(self._file.read_text("ascii")), seen
            return self._pairs


def _read(text: str) -> list[_Pair]:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey as Rsa  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    keys = [load_pem_private_key(each.encode("ascii"), None) for each in PEM.findall(text)[:PUBLISHED]]
    pairs = [
        _Pair(key, key.public_key(), _jwk(key.public_key()))
        for key in keys
        if isinstance(key, Rsa) and key.key_size >= BITS
    ]
    if not pairs:
        raise ValueError(f"there is no RSA key of {BITS} bits among the signing keys")
    return pairs


def _jwk(public: RSAPublicKey) -> dict[str, Any]:
    numbers = public.public_numbers()
    core = {"e": _base64(numbers.e), "kty": "RSA", "n": _base64(numbers.n)}
    thumbprint = hashlib.sha256(json.dumps(core, separators=(",", ":"), sort_keys=True).encode()).digest()  # RFC 7638
    return {**core, "kid": urlsafe_b64encode(thumbprint).rstrip(b"=").decode(), "use": "sig", "alg": ALGORITHM}


def _base64(number: int) -> str:
    return urlsafe_b64encode(number.to_bytes((number.bit_length() + 7) // 8)).rstrip(b"=").decode()


def _new() -> str:
    from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key  # noqa: PLC0415 - as above

    return _pem(generate_private_key(65537, BITS))


def _pem(key: RSAPrivateKey) -> str:
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415 - as above

    return key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()).decode("ascii")

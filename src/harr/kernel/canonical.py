"""One way to write a value as bytes, so that equal things have equal digests."""

from __future__ import annotations

import json
from hashlib import sha256


def canonical_json(value: object) -> bytes:
    """JSON in UTF-8 with sorted keys and no blanks. A float is refused (TypeError): it has no one text."""
    _refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest(value: object) -> str:
    """SHA-256 in hexadecimal of bytes as they are, or of a value's canonical JSON."""
    return sha256(value if isinstance(value, bytes) else canonical_json(value)).hexdigest()


def _refuse_floats(value: object) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if type(key) is not str:
                msg = f"a key is text, not {key!r}"
                raise TypeError(msg)
            _refuse_floats(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _refuse_floats(inner)
    elif value is not None and not isinstance(value, (str, int)):
        msg = f"{value!r} has no canonical form: send text or whole numbers"
        raise TypeError(msg)

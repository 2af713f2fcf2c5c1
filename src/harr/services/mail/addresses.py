"""Which addresses a letter can go to: the plain form alone, so that nothing in one is read as something else. Pure.

The contract takes what looks like an address. A comma, a semicolon or an angle
bracket in it would make two recipients of one, or a header of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = re.compile(rf"{LOCAL}@{LABEL}(\.{LABEL})*", re.ASCII)
MOST = 10
"""A letter about money has a few readers; more is a mailing list."""


def reachable(addresses: Iterable[str]) -> list[str]:
    """Those of these addresses that a letter can go to, each once."""
    return [each for each in dict.fromkeys(addresses) if can_be_reached(each)][:MOST]


def can_be_reached(address: str) -> bool:
    """Whether it is one plain address (RFC 5321 without quotes, comments and literals)."""
    return len(address) <= 254 and len(address.partition("@")[0]) <= 64 and ADDRESS.fullmatch(address) is not None

"""Ids: a whole number inside, a prefix and thirteen letters outside (`inv_03f8kq2m9x7ta`).

An id has 63 bits: 42 of milliseconds, 21 counted up from a random start; it is
unique within its tenant and grants nothing. An id below zero was made by a
rehearsal: on the wire it starts with `dry`, which no kept id can, and it is
refused wherever it comes in.
"""

from __future__ import annotations

from functools import lru_cache

from harr.kernel.errors import FieldInvalid, NotFound

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
VALUE = {letter: n for n, letter in enumerate(LETTERS)}
LENGTH = 13
LARGEST = 2**63 - 1
REHEARSED = "dry"
REHEARSED_BITS = 50
REHEARSED_FROM = -(2**62)
"""The ids of a rehearsal are counted up from here."""
MILLISECOND_BITS = 42
COUNTER_BITS = 21
PATTERN = r"([0-7][0-9a-hjkmnp-tv-z]{12}|dry[0-9a-hjkmnp-tv-z]{10})"
"""Kept ids, and those of a rehearsal, which are well formed but refused wherever they come in."""


def id_text(prefix: str, number: int) -> str:
    """`id_text("inv", 7)` is `inv_0000000000007`."""
    if number < 0:
        return f"{prefix}_{REHEARSED}{_letters(number & (2**REHEARSED_BITS - 1), LENGTH - len(REHEARSED))}"
    return f"{prefix}_{_letters(number, LENGTH)}"


def id_number(text: str, prefix: str | None = None, field: str | None = None) -> int:
    """The number of an id as callers write it; FieldInvalid names what is wrong with it."""
    head, _, tail = text.partition("_")
    if prefix is not None and head != prefix:
        raise FieldInvalid(f"{text!r} is not an id that starts with {prefix}_", field=field, expected=f"{prefix}_…")
    if tail.startswith(REHEARSED):
        raise FieldInvalid(
            f"{text!r} was made by a rehearsal (dry_run) and was not kept",
            field=field,
            way_out="Send the same request without dry_run and use the id that it answers.",
        )
    if len(tail) != LENGTH or any(letter not in VALUE for letter in tail) or tail[0] > "7":
        raise FieldInvalid(f"{text!r} is not an id: {prefix or 'a prefix'}_ and {LENGTH} letters", field=field)
    number = 0
    for letter in tail:
        number = number * 32 + VALUE[letter]
    return number


def own_number(text: str) -> int:
    """The number of an id that Harr has written itself, into an event or a resource: in a rehearsal one of its own."""
    _, _, tail = text.partition("_")
    if not tail.startswith(REHEARSED):
        return id_number(text)
    number = 0
    for letter in tail[len(REHEARSED) :]:
        number = number * 32 + VALUE[letter]
    return REHEARSED_FROM + number


def prefix_of(text: str) -> str:
    """`inv` of `inv_03f8kq2m9x7ta`."""
    return text.partition("_")[0]


def make_id(milliseconds: int, counter: int) -> int:
    """An id of this millisecond; the counter wraps within its 21 bits."""
    return ((milliseconds & ((1 << MILLISECOND_BITS) - 1)) << COUNTER_BITS) | (counter & ((1 << COUNTER_BITS) - 1))


@lru_cache(20_000)
def _letters(number: int, length: int) -> str:
    found = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        found.append(LETTERS[digit])
    return "".join(reversed(found))


def path_id(text: str, prefix: str) -> int:
    """The number of an id in a path; one that cannot be is simply not there (NotFound)."""
    try:
        return id_number(text, prefix)
    except FieldInvalid as wrong:
        if text.partition("_")[2].startswith(REHEARSED):
            raise
        raise NotFound(f"there is no {text[:60]!r} here") from wrong

"""What opens and what closes when one version of a profile takes the place of another. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from harr.contract import OPERATIONS
from harr.contract.tenants import Profile
from harr.kernel.money import Money
from harr.services.tenants.capabilities import LISTS, names

Change = tuple[bool, str]
"""Whether it opens, and what."""


def difference(before: Profile | None, after: Profile) -> tuple[list[str], list[str]]:
    """What opens and what closes, in words: `payments.create`, `currency: USD`, `maximum EUR: 500.00`."""
    changes = [*_operations(before, after), *_lists(before, after), *_maxima(before, after), *_sight(before, after)]
    return [what for opens, what in changes if opens], [what for opens, what in changes if not opens]


def _operations(before: Profile | None, after: Profile) -> Iterator[Change]:
    for operation in OPERATIONS:
        was, will = before is not None and names(before, operation), names(after, operation)
        if was != will:
            yield will, operation.name


def _lists(before: Profile | None, after: Profile) -> Iterator[Change]:
    if before is None:
        return
    for kind, field in LISTS.items():
        yield from _words(kind.replace("_", " "), getattr(before, field), getattr(after, field))


def _words(kind: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    if bool(before) != bool(after):
        yield not after, f"{kind}: all but {', '.join(before or after)}"
        return
    yield from ((True, f"{kind}: {word}") for word in after if word not in before)
    yield from ((False, f"{kind}: {word}") for word in before if word not in after)


def _maxima(before: Profile | None, after: Profile) -> Iterator[Change]:
    was: Mapping[str, str] = before.maximum_amounts if before else {}
    for currency in sorted({*was, *after.maximum_amounts} if before else ()):
        old, new = _limit(was, currency), _limit(after.maximum_amounts, currency)
        if old != new:
            shown = after.maximum_amounts.get(currency, "any")
            yield new is None or (old is not None and new > old), f"maximum {currency}: {shown}"


def _limit(limits: Mapping[str, str], currency: str) -> Money | None:
    return Money.parse(limits[currency], currency) if currency in limits else None


def _sight(before: Profile | None, after: Profile) -> Iterator[Change]:
    if before is not None and before.sees != after.sees:
        yield after.sees == "tenant", "sees: what other apps made"

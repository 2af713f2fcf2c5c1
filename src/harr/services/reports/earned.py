"""Revenue told apart line by line, also where an entry takes many lines together: what was deferred names them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from harr.engine import Tx
from harr.services import ledger, revenue
from harr.services.ledger import Moves

EARNING = frozenset({"revenue_recognised", "revenue_reversed"})
Told = Callable[[str, Sequence[str]], list[Moves]]
"""What moved a code, told apart by this and that."""


def by_line(tx: Tx, codes: Collection[str], told: Told, by: Sequence[str]) -> list[Moves]:
    """What moved these revenue accounts, each move with its line where it has one.

    What is earned is one entry for each account and product; the entries of 2100 on its
    other side say of which lines. They take its place where they say the same.
    """
    further = [*by, "line", "cause_type"]
    direct = [each for code in sorted(codes) for each in told(code, further)]
    together = [each for each in direct if _of_many_lines(each)]
    if not together:
        return direct
    apart: defaultdict[tuple[object, ...], list[Moves]] = defaultdict(list)
    for each in _mirrored(tx, told(ledger.DEFERRED, further)):
        apart[_key(each)].append(each)
    found = [each for each in direct if not _of_many_lines(each)]
    for whole in together:
        parts = apart[_key(whole)]
        fits = bool(parts) and _same(whole, parts)
        found += [replace(each, name=whole.name, type=whole.type) for each in parts] if fits else [whole]
    return found


def _mirrored(tx: Tx, deferred: Sequence[Moves]) -> list[Moves]:
    """What was earned of each line, on the account on which it is earned."""
    lines = {each.line for each in deferred if each.line is not None}
    codes = revenue.accounts_of(tx, lines)
    return [
        replace(
            each, code=codes[each.line], debits=each.credits, credits=each.debits,
            functional_debits=each.functional_credits, functional_credits=each.functional_debits,
        )
        for each in deferred
        if each.cause_type in EARNING and each.line in codes
    ]  # fmt: skip


def _of_many_lines(each: Moves) -> bool:
    return each.line is None and each.cause_type in EARNING


def _key(each: Moves) -> tuple[object, ...]:
    return each.day, each.code, each.debits.currency, each.product, each.cause_type


def _same(whole: Moves, parts: Sequence[Moves]) -> bool:
    debits, credits_ = (sum(getattr(each, side).minor for each in parts) for side in ("debits", "credits"))
    return (debits, credits_) == (whole.debits.minor, whole.credits.minor)

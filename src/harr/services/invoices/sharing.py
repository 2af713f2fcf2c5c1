"""Allowances of a whole document, shared out: they lower what each line defers or accrues, in proportion. Pure.

What falls to lines that are earned at once stays an entry of its own, and so does a charge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harr.kernel.money import Money, total
from harr.services.invoices.amounts import Change
from harr.services.tax import Tax


@dataclass(frozen=True, slots=True)
class Weighed:
    """A line that takes part: its net amount, its taxes, and whether its revenue waits (deferred or accrued)."""

    net: Money
    taxes: tuple[Tax, ...]
    waits: bool


def share_out(changes: Sequence[Change], lines: Sequence[Weighed], currency: str) -> tuple[list[Money], list[Money]]:
    """What falls to each line (nothing to those that do not wait), and what of each change is left."""
    zero = Money.zero(currency)
    on_lines, rests = [zero for _ in lines], []
    for change in changes:
        shares = _shares(change, lines)
        on_lines = [sum_ + share for sum_, share in zip(on_lines, shares, strict=True)]
        rests.append(change.signed - total(shares, currency))
    return on_lines, rests


def _shares(change: Change, lines: Sequence[Weighed]) -> list[Money]:
    """The change in proportion to the lines that are taxed as it is, or to all where none is."""
    zero = Money.zero(change.amount.currency)
    same = [line.net.minor if line.taxes == change.taxes else 0 for line in lines]
    weights = [
        max(each, 0) for each in (same if any(each > 0 for each in same) else [line.net.minor for line in lines])
    ]
    if change.kind == "charge" or not any(line.waits for line in lines) or not sum(weights):
        return [zero for _ in lines]
    parts = change.signed.split(weights)
    return [part if line.waits else zero for part, line in zip(parts, lines, strict=True)]

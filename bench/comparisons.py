"""What a measurement finds: pairs of times taken in turn, Harr's and its peer's, and their ratio.

Comparison ── what was done, and the peer that did it with nothing of Harr around it
└── Pair ── one round: seconds for each, one straight after the other
Measured ── the comparisons of a measurement, and facts that are no times
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

FEWEST = 2
Say = Callable[[str], None]
"""Where a measurement tells what it is doing."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds that one deed took Harr, and then its peer."""

    harr: float
    peer: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A deed that both have done; a ratio of 3 says that Harr took three times as long."""

    what: str
    peer: str
    harr_seconds: float
    peer_seconds: float
    ratio: float
    lowest: float
    highest: float
    rounds: int
    rows: float | None
    """How many rows one deed left, where it left any."""


@dataclass(frozen=True, slots=True)
class Measured:
    """All that a measurement has found."""

    comparisons: Sequence[Comparison]
    facts: Mapping[str, Any] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """For programs."""
        return {"comparisons": [asdict(each) for each in self.comparisons], "facts": dict(self.facts)}


def compared(
    what: str, peer: str, pairs: Sequence[Pair], *, of: Callable[[Sequence[float]], float] = statistics.median,
    rows: float | None = None,
) -> Comparison:  # fmt: skip
    """A comparison of the rounds' medians (or what `of` says); how far single rounds lie apart goes with it."""
    ours, theirs = of([pair.harr for pair in pairs]), of([pair.peer for pair in pairs])
    ratios = [pair.harr / pair.peer for pair in pairs]
    return Comparison(what, peer, ours, theirs, ours / theirs, min(ratios), max(ratios), len(pairs), rows)


def turns(most: int, within_seconds: float) -> Iterator[int]:
    """Rounds, counted from a round 0 that warms up; fewer than `most` where the machine is busy, but never under two.

    So a measurement ends when it said it would, and on a quiet machine always does the same.
    """
    began = time.monotonic()
    for turn in range(most + 1):
        if turn > FEWEST and time.monotonic() - began > within_seconds:
            return
        yield turn


def seconds(deed: Callable[[], object]) -> float:
    """How long a deed takes."""
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began

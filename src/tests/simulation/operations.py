"""What happens in a life, as plain data: drawn beforehand from a seed, written down, replayed, and shortened."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass

WEIGHTS = {
    "customer": 5, "order": 14, "draft": 3, "subscribe": 7, "change": 6, "change_later": 2, "cancel": 2, "uncancel": 2,
    "usage": 14, "usage_again": 4, "pay": 10, "collect": 5, "credit": 4, "void": 3, "write_off": 2, "refund": 5,
    "give": 5, "apply": 4, "evidence": 3, "tell_again": 4, "method": 3, "again": 4, "work": 2, "advance": 8,
}  # fmt: skip
"""How often what happens, against each other."""

FAULTS = {"": 78, "before": 5, "after": 6, "conflict": 5, "other": 6}
"""What goes wrong meanwhile: death before or after a commit, 40001 at it, another worker in between."""

BUSY = {"advance": 3, "work": 2, "order": 2, "subscribe": 2, "collect": 3, "refund": 2}
"""Where faults are the more telling, by a factor."""


@dataclass(frozen=True)
class Op:
    """One thing that happens. `seed` chooses from whatever is there, `at` is the commit that the fault meets."""

    kind: str
    seed: int
    fault: str = ""
    at: int = 1


def drawn(seed: str, count: int) -> list[Op]:
    """So many things, from a seed such as `1/7`: the seventh life of run 1."""
    rng = random.Random(seed)
    kinds, weights = list(WEIGHTS), list(WEIGHTS.values())
    return [Op("customer", rng.getrandbits(32))] + [_op(rng, rng.choices(kinds, weights)[0]) for _ in range(count - 1)]


def _op(rng: random.Random, kind: str) -> Op:
    weights = [weight if not fault else weight * BUSY.get(kind, 1) for fault, weight in FAULTS.items()]
    fault = rng.choices(list(FAULTS), weights)[0]
    return Op(kind, rng.getrandbits(32), fault, rng.choice((1, 1, 1, 2, 2, 3, 4, 5, 7, 9)) if fault else 1)


def written(ops: Sequence[Op]) -> str:
    """Operations as text, one a line."""
    return "\n".join(json.dumps([*asdict(op).values()]) for op in ops)


def read(text: str) -> list[Op]:
    """Operations that were written down."""
    return [Op(*json.loads(line)) for line in text.splitlines() if line.strip()]

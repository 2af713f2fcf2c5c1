"""Living operations through, and when something does not hold: the shortest list of them that still shows it."""

from __future__ import annotations

import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from harr.engine.sqlite import SqliteStore
from harr.engine.store import Store
from tests.simulation import checks
from tests.simulation.acts import act
from tests.simulation.life import Ear, Life, Wrong
from tests.simulation.operations import Op, drawn, written

LIFETIME = 500
"""How many operations a life has: a new one begins with nothing, so that looking at everything stays cheap."""
LOOK_EVERY = 100


@dataclass(frozen=True)
class Failure:
    """What did not hold, and after which operations."""

    check: str
    said: str
    ops: tuple[Op, ...]
    seed: str = ""

    def __str__(self) -> str:
        return f"life {self.seed}: {self.said}\nafter {len(self.ops)} operations:\n{written(self.ops)}"


@contextmanager
def listening() -> Iterator[Ear]:
    """Hear what is logged as an error; chance is given back afterwards."""
    ear, log, before = Ear(), logging.getLogger("harr"), random.getstate()
    log.addHandler(ear)
    random.seed(0)
    try:
        yield ear
    finally:
        log.removeHandler(ear)
        random.setstate(before)


def lived(store: Store, ops: Sequence[Op], seen: Counter[str]) -> Failure | None:
    """One life; what did not hold in it."""
    with listening() as ear:
        done = 0
        try:
            life = Life(store, seen, ear)
            for done, op in enumerate(ops, start=1):
                act(life, op)
                seen["operations"] += 1
                if done % LOOK_EVERY == 0 or done == len(ops):
                    _look(life)
        except Wrong as wrong:
            said = "\n".join([str(wrong), *ear.heard])
            return Failure("logged" if ear.heard else wrong.check, said, tuple(ops[:done]))
        except Exception as error:  # noqa: BLE001 - whatever it is, it was not to be
            return Failure(type(error).__name__, f"{type(error).__name__}: {error}", tuple(ops[:done]))
    return None


def _look(life: Life) -> None:
    """Everything, when it is quiet."""
    life.quiet_at = 0
    life.settle()
    life.check(*life.model.customers, whole=True)
    for check, said, expected in [*checks.books(life), *checks.assured(life)]:
        if said != expected:
            raise Wrong(check, f"{said} instead of {expected}")


def lives(
    seeds: Iterable[str], seen: Counter[str], open_: Callable[[], Store], length: int = LIFETIME
) -> Failure | None:
    """One life after the other, until something does not hold."""
    for seed in seeds:
        failure = alone(drawn(seed, length), open_, seen)
        if failure is not None:
            return replace(failure, seed=seed)
    return None


def alone(ops: Sequence[Op], open_: Callable[[], Store], seen: Counter[str] | None = None) -> Failure | None:
    """One life in a database of its own."""
    store = open_()
    try:
        return lived(store, ops, Counter() if seen is None else seen)
    finally:
        store.close()


def in_memory() -> Store:
    """A database that costs nothing."""
    return SqliteStore(":memory:")


def shrunk(failure: Failure, open_: Callable[[], Store] = in_memory, seconds: float = 120) -> Failure:
    """Leave out operations, many at a time and then fewer, as long as the same check fails and there is time."""
    size, until = max(1, len(failure.ops) // 2), time.monotonic() + seconds
    while size:
        start = 0
        while start < len(failure.ops) and time.monotonic() < until:
            fewer = failure.ops[:start] + failure.ops[start + size :]
            found = alone(fewer, open_) if fewer else None
            if found is not None and found.check == failure.check:
                failure = replace(found, seed=failure.seed)
            else:
                start += size
        size //= 2
    return failure

"""Ten thousand operations in every test run, a hundred thousand in a long one: nothing that has to hold ever fails.

HARR_SIM_SEED is the run (1, unless it is said), HARR_SIM_OPERATIONS how many operations it has.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from harr.engine.store import Lane, Store
from tests.conftest import close_store, open_store
from tests.simulation.operations import Op, drawn
from tests.simulation.planted import PLANTS, found_in
from tests.simulation.running import LIFETIME, Failure, alone, in_memory, lived, lives, shrunk
from tests.simulation.situations import missing

SEED = os.environ.get("HARR_SIM_SEED", "1")
OPERATIONS = int(os.environ.get("HARR_SIM_OPERATIONS", "10000"))
PARTS = 2
LONG = OPERATIONS > 10_000
SEEDS = Path(__file__).with_name("seeds.txt")
QUICK = ("idempotency_record_not_kept", "leg_off_by_a_cent", "credit_applied_twice")


def fail(failure: Failure | None, open_: Callable[[], Store] = in_memory) -> None:
    """Say which life failed, and the shortest list of operations that does."""
    if failure is not None:
        pytest.fail(f"{failure.said}\n\n{shrunk(failure, open_)}", pytrace=False)


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_that_has_to_hold_fails_and_everything_happens(part: int) -> None:
    """Lives one after the other; afterwards every situation has been met."""
    seen = Counter[str]()
    count = max(1, OPERATIONS // LIFETIME // PARTS)
    fail(lives((f"{SEED}/{n}" for n in range(part * count + 1, (part + 1) * count + 1)), seen, in_memory))
    assert seen["operations"] == count * LIFETIME
    if count >= 10:
        assert missing(seen) == [], "the run has met too little to show anything"


def kept() -> list[str]:
    """Lives that failed once."""
    return [line for line in SEEDS.read_text().splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", kept(), ids=lambda line: line[:40])
def test_what_failed_once_holds(line: str) -> None:
    """Every seed and every list that has found something."""
    ops = [Op(*op) for op in json.loads(line)] if line.startswith("[") else drawn(line, LIFETIME)
    fail(alone(ops, in_memory))


def test_a_life_in_every_store(lane: Lane, tmp_path: Path) -> None:
    """Some hundred operations on a file, on PostgreSQL, and by the rules of DSQL."""
    store = open_store(lane, tmp_path)
    try:
        failure = lived(store, drawn(f"{SEED}/{lane}", 300 if LONG else 150), Counter())
    finally:
        close_store(store)
    if failure is not None:
        pytest.fail(str(failure), pytrace=False)


@pytest.mark.parametrize("name", PLANTS if LONG else QUICK)
def test_a_planted_bug_is_found(name: str) -> None:
    """What others had wrong is found here within a few lives."""
    assert found_in(name) != "nothing"


def test_the_shortest_list_still_fails() -> None:
    """A list is shortened as long as its last operations are what fails."""
    ops = tuple(drawn("short", 12))
    failure = Failure("books", "", ops)
    assert shrunk(failure, partial(in_memory), seconds=0).ops == ops

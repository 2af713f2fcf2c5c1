"""What writers gain that share a commit: 64 callers who post sales to one SQLite file at the same time.

Beside them the same callers where every commit is on the disk before the next begins, and the rows that they left,
plainly inserted with one commit each.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bench.comparisons import Measured, Pair, Say, compared, seconds, turns
from bench.peers import PLAIN, SqliteFile, parts, rows_of
from bench.posts import PEPPER, Books, Sale, new_books
from harr.edge.wiring import build
from harr.engine import sqlite

CALLERS = 64
ALONE = "one commit each"


@dataclass(frozen=True, slots=True)
class Effort:
    """Sales of each caller in a round, and rounds."""

    sales: int
    rounds: int
    within_seconds: float


FULL, QUICK = Effort(8, 5, 12), Effort(1, 1, 6)


def measure(say: Say, *, quick: bool) -> Measured:
    """Callers who share commits, and callers who do not, in turn."""
    effort = QUICK if quick else FULL
    posts = effort.sales * CALLERS
    shared: list[tuple[float, float, float]] = []
    rows = 0
    with tempfile.TemporaryDirectory(prefix="harr-bench-") as folder:
        database = SqliteFile(Path(folder))
        with closing(database.store()) as store:
            books = new_books(store)
        with (
            closing(database.copy()) as peer,
            closing(database.store()) as store,
            ThreadPoolExecutor(CALLERS) as callers,
        ):
            books.house = replace(books.house, gateway=build(store, PEPPER))
            for turn in turns(effort.rounds, effort.within_seconds):
                say(f"round {turn}")
                together = seconds(lambda: at_once(books, callers, books.sales(posts)))
                left = database.left(posts)
                with every_commit_alone():
                    alone = seconds(lambda: at_once(books, callers, books.sales(posts)))
                database.left(1)
                plain = seconds(lambda: peer.insert(left))  # noqa: B023 - it is done at once
                if turn:
                    shared.append((together / posts, alone / posts, plain / posts))
                    rows += rows_of(left)
    each = rows / posts / len(shared)
    name = f"SQLite, a post of {CALLERS} callers"
    return Measured(
        [
            compared(name, ALONE, [Pair(harr, alone) for harr, alone, _ in shared], rows=each),
            compared(name, PLAIN, [Pair(harr, plain) for harr, _, plain in shared], rows=each),
        ],
        {"callers": CALLERS},
    )


def at_once(books: Books, callers: ThreadPoolExecutor, sales: Sequence[Sale]) -> None:
    """Every caller posts the next sale when the last one is kept."""
    taken = [books.postings([sale]) for sale in sales]
    list(callers.map(books.keep_each, parts(taken, CALLERS)))


@contextmanager
def every_commit_alone() -> Iterator[None]:
    """A group takes no second member."""
    kept = sqlite.GROUP_SECONDS
    sqlite.GROUP_SECONDS = -1.0
    try:
        yield
    finally:
        sqlite.GROUP_SECONDS = kept

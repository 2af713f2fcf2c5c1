"""A store that fails when it is told to: death around a commit, 40001 at it, somebody else's turn before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from harr.engine.store import Lane, Session, Store


class Crash(BaseException):
    """The process is gone. Nobody catches it but the simulation."""


class Conflict(Exception):  # noqa: N818 - what a store says by 40001
    """Somebody else was in the way: run it again."""


class FaultyStore:
    """The store of one worker: all workers have one database behind it."""

    def __init__(self, inner: Store, seen: Counter[str]) -> None:
        self.inner = inner
        self.lane: Lane = inner.lane
        self.rows_limit = inner.rows_limit
        self.orders_inline = inner.orders_inline
        self.seen = seen
        self.fault, self.left = "", 0
        self.meanwhile: Callable[[], None] = lambda: None

    def arm(self, fault: str, at: int, meanwhile: Callable[[], None]) -> None:
        """From now on the `at`-th commit meets the fault."""
        self.fault, self.left, self.meanwhile = fault, at, meanwhile

    def disarm(self) -> None:
        """Nothing goes wrong any more."""
        self.fault, self.left = "", 0

    def _due(self, *faults: str) -> bool:
        """Whether the fault is due at this commit; then it is over."""
        if self.fault not in faults or self.left > 1:
            return False
        self.seen[f"fault: {self.fault}"] += 1
        self.disarm()
        return True

    @contextmanager
    def writing(self, queue: str | None = None) -> Iterator[Session]:
        """A transaction, and what befalls it."""
        if self._due("other"):
            self.meanwhile()
        with self.inner.writing(queue) as session:
            yield session
            if self._due("before"):
                raise Crash
            if self._due("conflict"):
                raise Conflict
        if self._due("after"):
            raise Crash
        self.left -= 1

    def reading(self) -> AbstractContextManager[Session]:
        return self.inner.reading()

    def define(self, statement: str) -> None:
        self.inner.define(statement)

    def prepared(self) -> None:
        self.inner.prepared()

    def retryable(self, error: BaseException) -> bool:
        return isinstance(error, Conflict) or self.inner.retryable(error)

    def collided(self, error: BaseException) -> bool:
        return self.inner.collided(error)

    def close(self) -> None:
        """The database stays; it is not this worker's."""

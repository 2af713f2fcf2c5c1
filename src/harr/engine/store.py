"""What the engine needs of a database, and the SQL text that all of them take.

One text for every store: `:name` parameters, lists as `IN (:ids)`, and the two
words `/*clustered*/` (a table kept in the order of its key) and `/*clock*/` (the
store's own clock in microseconds) that each dialect spells in its way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Any, Literal, Protocol

Row = dict[str, Any]
Lane = Literal["sqlite", "postgres", "dsql"]

_TOKEN = re.compile(r"'(?:[^']|'')*'|(?<![:\w]):([a-z_][a-z0-9_]*)|%")


class Session(Protocol):
    """One open transaction on one connection."""

    def rows(self, sql: str, args: Mapping[str, Any]) -> list[Row]:
        """Run a statement and fetch all that it returns."""

    def run(self, sql: str, args: Mapping[str, Any]) -> int:
        """Run a statement and tell how many rows it changed."""

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Write many rows at once, by the store's fastest legal way."""

    def claim(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
        """The same, but for those whose natural key is taken; how many were written."""


class Store(Protocol):
    """A database: transactions for writing and for reading, and what is peculiar to it."""

    lane: Lane
    rows_limit: int
    """How many rows one transaction may change."""
    orders_inline: bool
    """Whether writers follow one another, so that a commit's position can be taken within it."""

    def writing(self, queue: str | None = None) -> AbstractContextManager[Session]:
        """A transaction that is committed on leaving, rolled back on any error."""

    def reading(self) -> AbstractContextManager[Session]:
        """One snapshot; writes in it are lost."""

    def define(self, statement: str) -> None:
        """Run one statement of a schema step, alone."""

    def prepared(self) -> None:
        """Called when the schema has changed."""

    def retryable(self, error: BaseException) -> bool:
        """Whether the same function may simply be run again."""

    def collided(self, error: BaseException) -> bool:
        """Whether a key was taken that was not claimed: two processes have made the same id."""

    def close(self) -> None:
        """Give connections back."""


class RollBack(Exception):  # noqa: N818 - not an error: how a rehearsal ends
    """Leaves a transaction without keeping it, and carries what it found out."""

    def __init__(self, found: Any) -> None:
        super().__init__("rolled back")
        self.found = found


@lru_cache(maxsize=2048)
def percent_style(sql: str) -> str:
    """`:name` as psycopg writes it: `%(name)s`."""

    def one(match: re.Match[str]) -> str:
        if match.group(1):
            return f"%({match.group(1)})s"
        return match.group(0).replace("%", "%%")

    return _TOKEN.sub(one, sql)


def expand(sql: str, args: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Spell out lists: `IN (:ids)` with three ids becomes `IN (:ids_0, :ids_1, :ids_2)`; an empty one matches none."""
    lists = {name: value for name, value in args.items() if isinstance(value, (list, tuple, frozenset, set))}
    if not lists:
        return sql, args
    flat = {name: value for name, value in args.items() if name not in lists}
    for name, values in lists.items():
        names = [f"{name}_{n}" for n in range(len(values))]
        sql = re.sub(rf"(?<![:\w]):{name}\b", ", ".join(f":{n}" for n in names) or "NULL", sql)
        flat.update(zip(names, values, strict=True))
    return sql, flat


@contextmanager
def nothing() -> Iterator[None]:
    """A context that does nothing."""
    yield

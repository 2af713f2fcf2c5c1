"""SQLite: one writer at a time, BEGIN IMMEDIATE, every commit on the disk before anybody is answered.

WAL with synchronous=FULL. The writer is one connection; readers have a connection
each. `:memory:` has one connection for both.

**Group commit.** Putting a commit on the disk costs more than most of what is in
it, so writers who wait for their turn share one. They run one after the other in
one transaction, each but the first within a savepoint, and whoever leaves while
nobody waits commits for all. Nobody is answered before: not who was refused, for
what a refusal goes by may have been written by a neighbour, and not who wrote
nothing. An error takes back its own savepoint only. If the commit fails nothing of
it was done, and each runs again, alone.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from harr.engine.store import Lane, Row, expand

CLOCK = "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"
BUSY_SECONDS = 10
GROUP_SECONDS = 0.05
"""How long a group takes members: those who came first wait for all of them, and so do other processes."""
INTERRUPTED_SECONDS = 1
"""After that a member looks whether who was to commit for all was interrupted while it waited for its turn."""
NARROWING = (1_000_000, 100_000, 1_000, 20, 4, 2, 2, 2, 2)
"""Rows in a table, then rows that share one column of a key, two columns, and so on."""


class GroupNotKeptError(Exception):
    """The commit of a group failed: nothing was done for this member, which may run again and will be alone."""


@dataclass
class Group:
    """Members of one transaction, and what became of it."""

    alone: bool
    until: float
    joined: int = 1
    kept: int = 0
    """How many members have left something in the transaction, or nothing without failing."""
    error: BaseException | None = None
    over: threading.Event = field(default_factory=threading.Event)


class SqliteSession:
    """A transaction on a connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, sql: str, args: Mapping[str, Any]) -> list[Row]:
        sql, args = expand(_spell(sql), args)
        cursor = self.connection.execute(sql, args)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def run(self, sql: str, args: Mapping[str, Any]) -> int:
        sql, args = expand(_spell(sql), args)
        return max(self.connection.execute(sql, args).rowcount, 0)

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        marks = ", ".join("?" * len(columns))
        self.connection.executemany(f"INSERT INTO {table}({', '.join(columns)}) VALUES({marks})", rows)

    def claim(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
        marks = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table}({', '.join(columns)}) VALUES({marks}) ON CONFLICT DO NOTHING"
        return self.connection.executemany(sql, rows).rowcount


class SqliteStore:
    """A database in one file, or in memory."""

    lane: Lane = "sqlite"
    rows_limit = 20_000
    orders_inline = True

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._door = threading.Lock()
        self._waiting = 0
        self._group: Group | None = None
        self._running = False
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._writer = self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS, cached_statements=512
        )
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        return connection

    @contextmanager
    def writing(self, queue: str | None = None) -> Iterator[SqliteSession]:
        del queue  # one writer at a time is a queue already
        failed: BaseException | None = None
        with self._turn():
            group = self._join()
            try:
                yield SqliteSession(self._writer)
            except BaseException as error:  # noqa: BLE001 - raised when the group is over
                failed = error
            self._leave(group, failed)
        self._see_kept(group)
        if failed is not None:
            raise failed

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One at a time; whoever has the turn knows how many wait for it."""
        with self._door:
            self._waiting += 1
        try:
            self._lock.acquire()
        finally:
            with self._door:
                self._waiting -= 1
        try:
            yield
        finally:
            self._lock.release()

    def _join(self) -> Group:
        """Go on in the transaction that is open, or open one."""
        if self._running:
            msg = "a transaction was opened within another one: hand the open `tx` on"
            raise RuntimeError(msg)
        alone = self.path == ":memory:" or bool(self._local.__dict__.pop("alone", False))
        group = self._group
        if group is not None and alone:
            self._commit(group)
            group = None
        if group is None:
            self._writer.execute("BEGIN IMMEDIATE")
            group = self._group = Group(alone, time.monotonic() + GROUP_SECONDS)
        else:
            self._writer.execute("SAVEPOINT member")
            group.joined += 1
        self._running = True
        return group

    def _leave(self, group: Group, failed: BaseException | None) -> None:
        """Keep or take back what a member did, and commit unless somebody waits who will."""
        self._running = False
        try:
            if failed is not None:
                self._writer.execute("ROLLBACK TO member" if group.kept else "ROLLBACK")
            if group.kept:
                self._writer.execute("RELEASE member")
            group.kept += failed is None
        except sqlite3.Error as error:
            self._end(group, error if group.kept else None)  # SQLite has rolled back by itself: the disk is full
            return
        if not group.kept:
            self._end(group, None)
        elif group.alone or not self._waiting or time.monotonic() > group.until:
            self._commit(group)

    def _commit(self, group: Group) -> None:
        """For all members; what goes wrong is told to each."""
        error: BaseException | None = InterruptedError("the commit was interrupted")
        try:
            self._writer.execute("COMMIT")
            error = None
        except sqlite3.Error as found:
            error = found
        finally:
            self._end(group, error)

    def _end(self, group: Group, error: BaseException | None) -> None:
        group.error = error
        self._group = None
        try:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
        finally:
            group.over.set()

    def _see_kept(self, group: Group) -> None:
        """Wait until the group is on the disk; a commit that failed is an error of every member."""
        while not group.over.wait(INTERRUPTED_SECONDS):
            with self._lock:
                if self._group is group:
                    self._commit(group)
        if group.error is None:
            return
        if group.joined == 1:
            raise group.error
        self._local.alone = True
        msg = "the commit of several writers failed; nothing was done"
        raise GroupNotKeptError(msg) from group.error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """The turn, with no transaction open."""
        with self._turn():
            if self._group is not None and not self._running:
                self._commit(self._group)
            yield

    @contextmanager
    def reading(self) -> Iterator[SqliteSession]:
        if self.path == ":memory:":
            with self._lock:
                yield SqliteSession(self._writer)
            return
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
            with self._lock:
                self._readers.append(connection)
        connection.execute("BEGIN")
        try:
            yield SqliteSession(connection)
        finally:
            connection.execute("ROLLBACK")

    def define(self, statement: str) -> None:
        with self._alone():
            self._writer.execute(_spell(statement))

    def prepared(self) -> None:
        """Tell the planner, once the tables are there, that each further column of a key narrows.

        The tenant leads every key. Without statistics SQLite would rather read a whole
        tenant by its primary key than use an index of three columns; a limited ANALYZE
        errs too, because the first accounts that it meets are the hot ones. So the
        figures are fixed, and plans are the same everywhere.
        """
        with self.writing() as session:
            session.run("ANALYZE main.sqlite_schema", {})
            session.run("DELETE FROM main.sqlite_stat1", {})
            keys = session.rows(
                "SELECT s.name AS of_table, i.origin,"
                " CASE WHEN i.origin = 'pk' AND s.sql LIKE '%WITHOUT ROWID%' THEN s.name ELSE i.name END AS of_index,"
                " (SELECT COUNT(*) FROM pragma_index_info(i.name)) AS columns"
                " FROM main.sqlite_schema s, pragma_index_list(s.name) i WHERE s.type = 'table' ORDER BY 1, 2",
                {},
            )
            for key in keys:
                whole = key["origin"] != "c"
                figures = [*NARROWING[: key["columns"]], 1] if whole else NARROWING[: key["columns"] + 1]
                session.run(
                    "INSERT INTO main.sqlite_stat1(tbl, idx, stat) VALUES(:of_table, :of_index, :figures)",
                    {**key, "figures": " ".join(str(figure) for figure in figures)},
                )
        self._reopen()

    def _reopen(self) -> None:
        """Statistics are read when a connection is opened; one in memory reads them again by itself."""
        if self.path == ":memory:":
            self._writer.execute("ANALYZE main.sqlite_schema")
            return
        with self._alone():
            for connection in [self._writer, *self._readers]:
                connection.close()
            self._readers.clear()
            self._local = threading.local()
            self._writer = self._connect()

    def retryable(self, error: BaseException) -> bool:
        if not isinstance(error, sqlite3.OperationalError):
            return isinstance(error, GroupNotKeptError)
        return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}

    def collided(self, error: BaseException) -> bool:
        taken = {sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE}
        return isinstance(error, sqlite3.IntegrityError) and error.sqlite_errorcode in taken

    def close(self) -> None:
        with self._alone():
            for connection in [self._writer, *self._readers]:
                connection.close()
            self._readers.clear()


def _spell(sql: str) -> str:
    if "/*" not in sql:
        return sql
    return sql.replace("/*clustered*/", "WITHOUT ROWID").replace("/*clock*/", CLOCK)

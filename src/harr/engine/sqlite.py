"""SQLite: one writer at a time, BEGIN IMMEDIATE, every commit on the disk before anybody is answered.

WAL with synchronous=FULL. The writer is one connection behind a lock; readers
have a connection each. `:memory:` has one connection for both.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from harr.engine.store import Lane, Row, expand

CLOCK = "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"
BUSY_SECONDS = 10
NARROWING = (1_000_000, 100_000, 1_000, 20, 4, 2, 2, 2, 2)
"""Rows in a table, then rows that share one column of a key, two columns, and so on."""


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


class SqliteStore:
    """A database in one file, or in memory."""

    lane: Lane = "sqlite"
    rows_limit = 20_000
    orders_inline = True

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = threading.RLock()
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
        with self._lock:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield SqliteSession(self._writer)
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise
            try:
                self._writer.execute("COMMIT")
            except sqlite3.Error:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

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
        with self._lock:
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
        with self._lock:
            for connection in [self._writer, *self._readers]:
                connection.close()
            self._readers.clear()
            self._local = threading.local()
            self._writer = self._connect()

    def retryable(self, error: BaseException) -> bool:
        if not isinstance(error, sqlite3.OperationalError):
            return False
        return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}

    def collided(self, error: BaseException) -> bool:
        taken = {sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE}
        return isinstance(error, sqlite3.IntegrityError) and error.sqlite_errorcode in taken

    def close(self) -> None:
        with self._lock:
            for connection in [self._writer, *self._readers]:
                connection.close()
            self._readers.clear()


def _spell(sql: str) -> str:
    if "/*" not in sql:
        return sql
    return sql.replace("/*clustered*/", "WITHOUT ROWID").replace("/*clock*/", CLOCK)

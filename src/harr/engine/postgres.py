"""PostgreSQL and its kin: REPEATABLE READ, a bounded pool, one request per commit; and the DSQL lane.

The DSQL lane is this store held to what Aurora DSQL allows: a linter refuses
statements that it would refuse, rows and bytes of a transaction are counted, and
every so many commits end as its optimistic concurrency would end them: 40001.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import errors
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from harr.engine.store import Lane, Row, expand, percent_style

CLOCK = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)"
COPY_FROM = 50
VALUES_ROWS = 400
DSQL_ROWS = 2_500
DSQL_BYTES = 10 * 1024 * 1024
DSQL_CONFLICT_EVERY = 7

FORBIDDEN = re.compile(
    r"\b(FOR\s+(NO\s+KEY\s+)?UPDATE|FOR\s+SHARE|REFERENCES|FOREIGN\s+KEY|SAVEPOINT|CREATE\s+TRIGGER|SERIAL|BIGSERIAL"
    r"|CREATE\s+(TEMP|TEMPORARY|SEQUENCE|FUNCTION|EXTENSION)|TRUNCATE|LISTEN|NOTIFY|LOCK\s+TABLE|pg_advisory\w*"
    r"|PARTITION\s+BY|DEFERRABLE|nextval)\b",
    re.IGNORECASE,
)
PARTIAL_INDEX = re.compile(r"CREATE\s+(UNIQUE\s+)?INDEX\b.*\bWHERE\b", re.IGNORECASE | re.DOTALL)
FOREIGN_TYPE = re.compile(
    r"\b(JSONB?|UUID|NUMERIC|BOOLEAN|TIMESTAMPTZ|TIMESTAMP|SMALLINT|INTEGER|INT)\b(?!\s*\))", re.IGNORECASE
)


class NotLegalInDsqlError(AssertionError):
    """A statement or a transaction that Aurora DSQL would refuse."""


class PostgresSession:
    """A transaction on a connection of the pool."""

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self.connection = connection

    def rows(self, sql: str, args: Mapping[str, Any]) -> list[Row]:
        cursor = self._execute(sql, args)
        return cursor.fetchall() if cursor.description else []

    def run(self, sql: str, args: Mapping[str, Any]) -> int:
        return max(self._execute(sql, args).rowcount, 0)

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        if len(rows) >= COPY_FROM:
            with (
                self.connection.cursor() as cursor,
                cursor.copy(f"COPY {table}({', '.join(columns)}) FROM STDIN") as copy,
            ):
                copy.write(_copy_text(rows))
            return
        self._insert_values(table, columns, rows)

    def claim(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
        return self._insert_values(table, columns, rows, " ON CONFLICT DO NOTHING")

    def _insert_values(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], tail: str = "") -> int:
        head = f"INSERT INTO {table}({', '.join(columns)}) VALUES "
        one = f"({', '.join(['%s'] * len(columns))})"
        written = 0
        for start in range(0, len(rows), VALUES_ROWS):
            part = rows[start : start + VALUES_ROWS]
            sql, values = head + ", ".join([one] * len(part)) + tail, [value for row in part for value in row]
            written += self.connection.execute(sql, values).rowcount
        return written

    def _execute(self, sql: str, args: Mapping[str, Any]) -> psycopg.Cursor[Row]:
        sql, args = expand(_spell(sql), args)
        return self.connection.execute(percent_style(sql), args)


class DsqlSession(PostgresSession):
    """The same, counted and linted."""

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        super().__init__(connection)
        self.rows_changed = 0
        self.bytes_sent = 0

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        self._count(len(rows), sum(len(str(value)) for row in rows for value in row))
        self._insert_values(table, columns, rows)

    def claim(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
        written = super().claim(table, columns, rows)
        self._count(written, sum(len(str(value)) for row in rows for value in row))
        return written

    def _execute(self, sql: str, args: Mapping[str, Any]) -> psycopg.Cursor[Row]:
        lint(sql)
        cursor = super()._execute(sql, args)
        if not sql.lstrip().upper().startswith(("SELECT", "WITH")):
            self._count(max(cursor.rowcount, 0), sum(len(str(value)) for value in args.values()))
        return cursor

    def _count(self, rows: int, sent: int) -> None:
        self.rows_changed += rows
        self.bytes_sent += sent
        if self.rows_changed > DSQL_ROWS:
            msg = (
                f"{self.rows_changed} rows in one transaction; the lane allows {DSQL_ROWS}: work in chunks of tx.chunk"
            )
            raise NotLegalInDsqlError(msg)
        if self.bytes_sent > DSQL_BYTES:
            msg = f"{self.bytes_sent} bytes in one transaction; DSQL allows {DSQL_BYTES}"
            raise NotLegalInDsqlError(msg)


class PostgresStore:
    """A PostgreSQL database behind a pool of `connections`."""

    lane: Lane = "postgres"
    rows_limit = 20_000
    orders_inline = False

    def __init__(self, url: str, connections: int = 8) -> None:
        self.url = url
        self._pool: ConnectionPool[psycopg.Connection[Row]] = ConnectionPool(
            url, min_size=1, max_size=connections, open=True, kwargs={"row_factory": dict_row}, configure=_configure
        )

    @contextmanager
    def writing(self, queue: str | None = None) -> Iterator[PostgresSession]:
        with self._pool.connection() as connection:
            if queue is None or self.lane == "dsql":
                with connection.transaction():
                    session = self._session(connection)
                    yield session
                    self._before_commit(session)
                return
            with _advisory_lock(connection, queue), connection.transaction():
                yield self._session(connection)

    @contextmanager
    def reading(self) -> Iterator[PostgresSession]:
        with self._pool.connection() as connection:
            try:
                yield self._session(connection)
            finally:
                connection.rollback()

    def _session(self, connection: psycopg.Connection[Row]) -> PostgresSession:
        return PostgresSession(connection)

    def _before_commit(self, session: PostgresSession) -> None:
        """Where the DSQL lane conflicts."""

    def define(self, statement: str) -> None:
        with self._pool.connection() as connection:
            connection.execute(_spell(statement).replace("%", "%%") if "%" in statement else _spell(statement))

    def prepared(self) -> None:
        """PostgreSQL keeps its own statistics."""

    def retryable(self, error: BaseException) -> bool:
        return isinstance(error, (errors.SerializationFailure, errors.DeadlockDetected))

    def collided(self, error: BaseException) -> bool:
        return isinstance(error, errors.UniqueViolation)

    def close(self) -> None:
        self._pool.close()


class DsqlStore(PostgresStore):
    """PostgreSQL held to the limits of Aurora DSQL."""

    lane: Lane = "dsql"
    rows_limit = DSQL_ROWS

    def __init__(self, url: str, connections: int = 8, conflict_every: int = DSQL_CONFLICT_EVERY) -> None:
        super().__init__(url, connections)
        self.conflict_every = conflict_every
        self.commits = 0
        self._after_conflict = False

    def _session(self, connection: psycopg.Connection[Row]) -> PostgresSession:
        return DsqlSession(connection)

    def _before_commit(self, session: PostgresSession) -> None:
        del session
        self.commits += 1
        if self.conflict_every and self.commits % self.conflict_every == 0:
            raise errors.SerializationFailure(
                "change conflicts with another transaction (OC000), as DSQL says at commit"
            )

    def define(self, statement: str) -> None:
        lint(statement)
        lint_types(statement)
        super().define(statement)


def lint(sql: str) -> None:
    """Refuse what Aurora DSQL does not know."""
    found = FORBIDDEN.search(sql) or PARTIAL_INDEX.search(sql)
    if found:
        msg = f"DSQL has no {found.group(0)[:60]!r}: {sql[:120]!r}"
        raise NotLegalInDsqlError(msg)


def lint_types(statement: str) -> None:
    """Columns are BIGINT and TEXT only, and the tenant leads."""
    bare = re.sub(r"CAST\([^)]*\)|--[^\n]*", "", statement)
    if re.match(r"\s*CREATE\s+TABLE", bare, re.IGNORECASE) and (found := FOREIGN_TYPE.search(bare)):
        msg = f"columns are BIGINT or TEXT, not {found.group(0)}: {statement[:120]!r}"
        raise NotLegalInDsqlError(msg)


@contextmanager
def _advisory_lock(connection: psycopg.Connection[Row], queue: str) -> Iterator[None]:
    """A session lock around a transaction: speed only, the counter row stays the law."""
    key = zlib.crc32(queue.encode())
    connection.execute("SELECT pg_advisory_lock(%s)", (key,))
    connection.commit()
    try:
        yield
    finally:
        connection.execute("SELECT pg_advisory_unlock(%s)", (key,))
        connection.commit()


def _configure(connection: psycopg.Connection[Any]) -> None:
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ


def _copy_text(rows: Sequence[Sequence[Any]]) -> str:
    out = io.StringIO()
    for row in rows:
        out.write("\t".join(_copy_value(value) for value in row))
        out.write("\n")
    return out.getvalue()


def _copy_value(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, int):
        return str(value)
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _spell(sql: str) -> str:
    if "/*" not in sql:
        return sql
    return sql.replace("/*clustered*/", "").replace("/*clock*/", CLOCK)

"""The plainest peer there is: the very rows that Harr left, put into a copy of its database by the bare driver.

Database ── where Harr works: a SQLite file, or a PostgreSQL database
├── copy()   ── a Peer: the same tables, keys and indexes as they stand, without Harr's triggers
└── left()   ── the rows that are new since the last call, as so many commits

The copy lies beside the original, under the same settings of durability. A row that Harr changed, such as a counter
or the balance of a day, is not new and is not written again: that part of Harr's work has no counterpart.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from harr.edge.wiring import packages
from harr.engine import schema
from harr.engine.postgres import PostgresStore
from harr.engine.sqlite import SqliteStore
from harr.engine.store import Store
from tests import postgres

T = TypeVar("T")
Rows = Sequence[tuple[Any, ...]]
Commit = Mapping[str, Rows]
"""The rows of each table that one commit writes."""
PLAIN = "plain inserts of the same rows"
COPY_FROM = 50
"""So many rows or more go to PostgreSQL by COPY, as any hurried program would send them."""


class Peer(Protocol):
    """A copy that is written to plainly."""

    def insert(self, commits: Sequence[Commit], clients: int | None = None) -> None:
        """Each commit in a transaction of its own, by so many connections at once (all that there are)."""

    def close(self) -> None:
        """Give connections back, and remove the copy."""


class Database:
    """Where Harr works."""

    name: str
    address: str
    """As a setting names it."""

    def __init__(self) -> None:
        self.seen: dict[str, set[tuple[Any, ...]]] = {}

    def store(self) -> Store:
        """As the product opens it."""
        raise NotImplementedError

    def copy(self, connections: int = 1) -> Peer:
        """A copy as it stands now, while nobody is connected; its rows are known from here on."""
        raise NotImplementedError

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """All rows of an answer."""
        raise NotImplementedError

    def left(self, commits: int) -> Sequence[Commit]:
        """The rows that are new since the last call, spread evenly over so many commits in the order of their keys."""
        found: list[dict[str, Rows]] = [{} for _ in range(commits)]
        for name, key in ((table.name, table.key) for table in schema.tables(packages())):
            columns = [column for (column,) in self.ask(self.columns_of(name))]
            places = [columns.index(column) for column in key]
            known = self.seen.setdefault(name, set())
            new = []
            for row in self.ask(f"SELECT {', '.join(columns)} FROM {name} ORDER BY {', '.join(key)}"):
                if (identity := tuple(row[place] for place in places)) not in known:
                    known.add(identity)
                    new.append(row)
            for number, part in enumerate(parts(new, commits)):
                if part:
                    found[number][name] = part
        return found

    def columns_of(self, table: str) -> str:
        """The question for a table's columns in their order."""
        raise NotImplementedError

    def settle(self) -> None:
        """Know how large the tables have become, where the store goes by it: what is measured is a house in use."""


class SqliteFile(Database):
    """A file; the product's settings: WAL, synchronous=FULL."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.address = str(folder / "harr.db")

    def store(self) -> Store:
        return SqliteStore(self.address)

    def copy(self, connections: int = 1) -> Peer:
        """However many connections: SQLite has one writer, and is fastest with one."""
        del connections
        self.left(1)
        beside = Path(self.address).with_name("plain.db")
        shutil.copyfile(self.address, beside)
        return PlainSqlite(str(beside))

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        reader = sqlite3.connect(self.address)
        try:
            return reader.execute(question).fetchall()
        finally:
            reader.close()

    def columns_of(self, table: str) -> str:
        return f"SELECT name FROM pragma_table_info('{table}') ORDER BY cid"


class PlainSqlite:
    """A connection of the standard library's sqlite3."""

    def __init__(self, path: str) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, cached_statements=512)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self.connection.execute(f"PRAGMA {pragma}").fetchall()
        for (trigger,) in self.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            self.connection.execute(f"DROP TRIGGER {trigger}")

    def insert(self, commits: Sequence[Commit], clients: int | None = None) -> None:
        del clients  # one writer
        for commit in commits:
            self.connection.execute("BEGIN IMMEDIATE")
            for table, rows in commit.items():
                marks = ", ".join("?" * len(rows[0]))
                self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            self.connection.execute("COMMIT")

    def close(self) -> None:
        self.connection.close()


class PostgresDatabase(Database):
    """A database of the tests' server that waits for the disk."""

    name = "PostgreSQL"

    def __init__(self) -> None:
        super().__init__()
        self.address = postgres.fresh_database(fsync=True)

    def store(self) -> Store:
        return PostgresStore(self.address)

    def copy(self, connections: int = 1) -> Peer:
        self.left(1)
        return PlainPostgres(postgres.fresh_database(str(conninfo_to_dict(self.address)["dbname"]), fsync=True),
                             connections)  # fmt: skip

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.address) as reader:
            return reader.execute(question.encode()).fetchall()

    def columns_of(self, table: str) -> str:
        return (
            f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position"
        )


class PlainPostgres:
    """Connections of psycopg, each with a share of the commits."""

    def __init__(self, address: str, connections: int) -> None:
        self.address = address
        self.connections = [psycopg.connect(address, autocommit=True) for _ in range(connections)]
        for table in schema.tables(packages()):
            quiet = sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table.name))
            self.connections[0].execute(quiet)

    def insert(self, commits: Sequence[Commit], clients: int | None = None) -> None:
        hands_of = clients or len(self.connections)
        with ThreadPoolExecutor(hands_of) as hands:
            list(hands.map(self._insert, self.connections, parts(commits, hands_of)))

    def _insert(self, connection: psycopg.Connection[Any], commits: Sequence[Commit]) -> None:
        for commit in commits:
            with connection.transaction():
                for table, rows in commit.items():
                    self._write(connection, table, rows)

    def _write(self, connection: psycopg.Connection[Any], table: str, rows: Rows) -> None:
        if len(rows) >= COPY_FROM:
            with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
                for row in rows:
                    copy.write_row(row)
            return
        line = f"({', '.join(['%s'] * len(rows[0]))})"
        statement = f"INSERT INTO {table} VALUES {', '.join([line] * len(rows))}"
        connection.execute(statement.encode(), [value for row in rows for value in row])

    def close(self) -> None:
        for connection in self.connections:
            connection.close()
        postgres.drop_database(self.address)


@contextmanager
def databases(folder: Path, *, sqlite_alone: bool = False) -> Iterator[list[Database]]:
    """A new one of each kind. The PostgreSQL is stopped in the end unless it ran before."""
    if sqlite_alone:
        yield [SqliteFile(folder)]
        return
    with postgres.for_a_while(fsync=True):
        other = PostgresDatabase()
        try:
            yield [SqliteFile(folder), other]
        finally:
            postgres.drop_database(other.address)


def parts(of: Sequence[T], number: int) -> list[Sequence[T]]:
    """So many parts that follow one another and are of one length, or nearly."""
    return [of[len(of) * n // number : len(of) * (n + 1) // number] for n in range(number)]


def rows_of(commits: Sequence[Commit]) -> int:
    """How many rows they write."""
    return sum(len(rows) for commit in commits for rows in commit.values())

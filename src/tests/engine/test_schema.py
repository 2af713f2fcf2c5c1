"""Schema steps: forward only, safe to run again, and a house in which the tenant leads every key."""

from __future__ import annotations

from pathlib import Path

import pytest

from harr.edge.wiring import packages
from harr.engine import Store, schema
from harr.engine.postgres import lint, lint_types
from harr.engine.sqlite import SqliteStore

MINE = ("harr.engine", "harr.services.tenants")


def test_bringing_it_up_to_date_twice_does_nothing(empty_store: Store) -> None:
    """The second time no statement is run."""
    assert schema.prepare(empty_store, MINE) == len(list(schema.steps(MINE, empty_store.lane)))
    assert schema.prepare(empty_store, MINE) == 0


@pytest.mark.parametrize("killed_after", [0, 1, 7])
def test_a_kill_half_way_is_gone_on_from(empty_store: Store, killed_after: int) -> None:
    """Statements that ran but were not remembered are run again and change nothing."""
    every = list(schema.steps(MINE, empty_store.lane))
    empty_store.define(schema.STEPS)
    for step in every[:killed_after]:
        empty_store.define(step.statement)
    assert schema.prepare(empty_store, MINE) == len(every)
    with empty_store.reading() as session:
        assert session.rows("SELECT COUNT(*) AS n FROM engine_agenda", {}) == [{"n": 0}]
        assert session.rows("SELECT COUNT(*) AS n FROM engine_step", {}) == [{"n": len(every)}]


def test_what_is_there_survives_the_next_step(tmp_path: Path) -> None:
    """Rows are untouched when the schema is brought up to date over them."""
    store = SqliteStore(str(tmp_path / "harr.db"))
    schema.prepare(store, MINE)
    with store.writing() as session:
        session.run("INSERT INTO engine_head(tenant, position, chain) VALUES(1, 2, 'x')", {})
        session.run("DELETE FROM engine_step", {})
    schema.prepare(store, MINE)
    with store.reading() as session:
        assert session.rows("SELECT position FROM engine_head", {}) == [{"position": 2}]
    store.close()


@pytest.mark.parametrize("table", schema.tables(packages()), ids=lambda table: table.name)
def test_the_tenant_leads_every_key(table: schema.Table) -> None:
    """Whoever asks for a row has to say whose; only the list of schema steps is nobody's."""
    assert table.key[0] == "tenant" or table.name in schema.GLOBAL


@pytest.mark.parametrize("step", list(schema.steps(packages(), "dsql")), ids=lambda step: step.name)
def test_every_step_is_legal_on_dsql_and_safe_to_run_again(step: schema.Step) -> None:
    """BIGINT and TEXT only, no foreign key, no partial index; and each says IF NOT EXISTS."""
    lint(step.statement)
    lint_types(step.statement)
    assert "IF NOT EXISTS" in step.statement


def test_statements_end_before_a_blank_line() -> None:
    """A trigger's own semicolons do not end it; comments above a statement are not part of it."""
    text = "-- why\nCREATE TABLE a (\n  b TEXT\n);\n\nCREATE TRIGGER t BEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\n"
    assert schema.statements(text) == [
        "CREATE TABLE a (\n  b TEXT\n)",
        "CREATE TRIGGER t BEGIN\n  SELECT 1;\n  SELECT 2;\nEND",
    ]

"""Schema steps: numbered files of statements, forward only, each run alone and remembered, safe to run again.

A statement that ran but was not remembered (a kill between the two) is run again
and changes nothing: every one says IF NOT EXISTS. Data is never changed here; a
backfill is a job. `NNN_name.sqlite.sql` and `NNN_name.postgres.sql` are for one
dialect alone: hardening that the others do without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from harr.engine.store import Store

STEPS = "CREATE TABLE IF NOT EXISTS engine_step (step TEXT NOT NULL, PRIMARY KEY (step))"
GLOBAL = frozenset({"engine_step"})
"""Tables that are no tenant's: which schema steps have run."""

_TABLE = re.compile(r"CREATE TABLE IF NOT EXISTS (\w+) \((.*)\)", re.DOTALL)
_KEY = re.compile(r"PRIMARY KEY \(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of a numbered file."""

    name: str
    statement: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the columns of its primary key."""

    name: str
    key: tuple[str, ...]


def prepare(store: Store, packages: Sequence[str]) -> int:
    """Bring the database up to date; how many statements were run. `packages` hold a `schema` folder each."""
    store.define(STEPS)
    with store.reading() as session:
        known = {row["step"] for row in session.rows("SELECT step FROM engine_step", {})}
    ran = 0
    for step in steps(packages, store.lane):
        if step.name not in known:
            store.define(step.statement)
            _remember(store, step.name)
            ran += 1
    if ran:
        store.prepared()
    return ran


def _remember(store: Store, name: str) -> None:
    """Note that a step has run. Others may be noting theirs: then again."""
    while True:
        try:
            with store.writing() as session:
                session.run("INSERT INTO engine_step(step) VALUES(:step) ON CONFLICT DO NOTHING", {"step": name})
        except Exception as error:
            if not store.retryable(error):
                raise
        else:
            return


def steps(packages: Sequence[str], lane: str) -> Iterator[Step]:
    """All statements for a store, in order."""
    for package in packages:
        folder = files(package) / "schema"
        if not folder.is_dir():
            continue
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".sql") and _fits(file.name, lane):
                for number, statement in enumerate(statements(file.read_text("utf-8")), start=1):
                    yield Step(f"{package.rpartition('.')[2]}/{file.name}#{number}", statement)


def statements(text: str) -> list[str]:
    """Statements end with a semicolon at the end of a line before a blank one (a trigger's own have none behind)."""
    parts = re.split(r";[ \t]*\n(?:[ \t]*\n|\Z)", text if text.endswith("\n") else text + "\n")
    bare = [re.sub(r"^(\s*--[^\n]*\n)+", "", part.strip() + "\n").strip() for part in parts]
    return [part for part in bare if part]


@cache
def tables(packages: tuple[str, ...]) -> tuple[Table, ...]:
    """Every table that the steps make, with its key: what advancing, forking and deleting a tenant go by."""
    found = []
    for step in steps(packages, "dsql"):
        match = _TABLE.match(step.statement)
        if match:
            key = _KEY.search(match.group(2))
            if key is None:
                msg = f"{match.group(1)} has no primary key"
                raise ValueError(msg)
            found.append(Table(match.group(1), tuple(part.strip() for part in key.group(1).split(","))))
    return tuple(found)


def _fits(name: str, lane: str) -> bool:
    parts = name.split(".")
    return len(parts) == 2 or parts[1] == lane

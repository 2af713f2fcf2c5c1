"""The PostgreSQL of the tests: real, private, and one for all processes."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests.postgres import drop_database, for_a_while, fresh_database, server_url


@pytest.fixture
def database() -> Iterator[str]:
    """An empty database that is dropped after the test."""
    url = fresh_database()
    yield url
    drop_database(url)


def ask(url: str, question: str) -> object:
    """The first value of the first row."""
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def in_another_process(code: str) -> subprocess.CompletedProcess[str]:
    """What a program prints that shares nothing with this one but the checkout."""
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=surroundings)


def test_the_server_answers() -> None:
    """It is there for whoever asks, and it is the release that the lock file names."""
    assert ask(server_url(), "SELECT 1") == 1
    assert str(ask(server_url(), "SHOW server_version")).startswith("18.")


def test_two_databases_share_nothing(database: str) -> None:
    """A table made in one is not seen in the other."""
    other = fresh_database()
    with psycopg.connect(database) as connection:
        connection.execute("CREATE TABLE here (id BIGINT)")
    assert ask(database, "SELECT to_regclass('here')::text") == "here"
    assert ask(other, "SELECT to_regclass('here')::text") is None
    drop_database(other)


def test_a_copy_begins_with_what_its_template_holds(database: str) -> None:
    """So that a schema is made once and copied for each test."""
    with psycopg.connect(database) as connection:
        connection.execute("CREATE TABLE here AS SELECT 7 AS seven")
    copy = fresh_database(template=urlsplit(database).path.removeprefix("/"))
    assert ask(copy, "SELECT seven FROM here") == 7
    drop_database(copy)


def test_a_dropped_database_is_gone_though_somebody_is_connected() -> None:
    """A test that forgot a connection does not keep its database."""
    url = fresh_database()
    with psycopg.connect(url) as forgotten:
        drop_database(url)
        with pytest.raises(psycopg.OperationalError):
            forgotten.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_nobody_else_can_reach_the_server() -> None:
    """It listens on no port, and only its owner may enter the folder of its socket."""
    folder = Path(parse_qs(urlsplit(server_url()).query)["host"][0])
    assert ask(server_url(), "SHOW listen_addresses") == ""
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_the_server_does_not_wait_for_the_disk(setting: str) -> None:
    """Tests need no power-cut safety; `server_url(fsync=True)` has it for whoever measures."""
    assert ask(server_url(), f"SHOW {setting}") == "off"


def test_text_is_ordered_as_bytes(database: str) -> None:
    """As on Aurora DSQL, which knows no other order."""
    assert ask(database, "SELECT string_agg(x, '' ORDER BY x) FROM (VALUES ('a'), ('B'), ('b')) AS t (x)") == "Bab"


def test_every_process_finds_the_same_server() -> None:
    """Workers of one run and two runs at a time share it."""
    found = in_another_process("from tests.postgres import server_url; print(server_url())")
    assert found.stdout.strip() == server_url(), found.stderr


def test_the_server_outlives_a_killed_process() -> None:
    """The next run finds it as it was."""
    started = ask(server_url(), "SELECT pg_postmaster_start_time()::text")
    killed = in_another_process(
        "import os, signal; from tests.postgres import fresh_database, server_url, drop_database;"
        "drop_database(fresh_database()); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert killed.returncode == -9, killed.stderr
    assert ask(server_url(), "SELECT pg_postmaster_start_time()::text") == started


def test_who_has_the_server_for_a_while_does_not_stop_one_that_ran_before() -> None:
    """It is stopped by whoever started it."""
    before = ask(server_url(), "SELECT pg_postmaster_start_time()")
    with for_a_while(fsync=False):
        pass
    assert ask(server_url(), "SELECT pg_postmaster_start_time()") == before

"""What is claimed about speed can be measured: the words run and print what programs read. No time is asserted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATHS = os.pathsep.join(str(ROOT / part) for part in ("src", "sdk/python"))


def ran(*words: str) -> str:
    """What a program prints that is run with `bench` beside it."""
    found = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env={**os.environ, "PYTHONPATH": PATHS}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    return found.stdout


@pytest.fixture(scope="module")
def measured() -> Any:
    """The quickest measurement, as a program asks for it."""
    return json.loads(ran("-m", "bench", "--only", "imports", "--quick", "--json"))


def test_a_measurement_prints_what_programs_read(measured: Any) -> None:
    """Each comparison names its peer and has a ratio; only what was asked for was measured."""
    assert set(measured) == {"quick", "imports"}
    comparisons = measured["imports"]["comparisons"]
    assert {each["peer"] for each in comparisons} == {"a bare interpreter", "import msgspec"}
    assert all(each["ratio"] == each["harr_seconds"] / each["peer_seconds"] for each in comparisons)


def test_a_gateway_on_sqlite_brings_no_server_driver_or_template_along(measured: Any) -> None:
    """What a cold start does not need is loaded by whoever needs it."""
    facts = measured["imports"]["facts"]
    assert {"click", "jinja2", "psycopg", "rich", "starlette"} <= set(facts["must not be imported"])
    assert facts["is imported"] == []


@pytest.mark.parametrize(
    ("name", "more", "peers"),
    [
        ("asks", (), {"a raw ASGI handler with the same statements"}),
        ("groups", (), {"one commit each", "plain inserts of the same rows"}),
        (
            "bills", ("--subscriptions", "3"),
            {"the same, one invoice a commit", "plain inserts of the same rows"},
        ),
        ("posts", (), {"plain inserts of the same rows"}),
        ("usage", (), {"plain inserts of the same rows"}),
    ],
)  # fmt: skip
def test_a_measurement_runs(name: str, more: tuple[str, ...], peers: set[str]) -> None:
    """Tiny, on SQLite, and to its end: what it compares is there, whatever the figures are."""
    found = json.loads(ran("-m", "bench", "--only", name, "--quick", "--sqlite", "--json", *more))[name]["comparisons"]
    assert {each["peer"] for each in found} == peers
    assert all(each["ratio"] > 0 and each["rounds"] > 0 for each in found)


STAND_IN = """
CREATE TABLE accounts (id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text, name TEXT, balance NUMERIC DEFAULT 0);
CREATE TYPE transfer_request AS (from_account_id TEXT, to_account_id TEXT, amount NUMERIC);
CREATE FUNCTION pgledger_create_account(name TEXT, currency TEXT) RETURNS SETOF accounts LANGUAGE sql
AS $$ INSERT INTO accounts (name) VALUES (name) RETURNING * $$;
CREATE FUNCTION pgledger_create_transfers(VARIADIC wanted transfer_request[]) RETURNS SETOF transfer_request
LANGUAGE sql AS $$
  UPDATE accounts a SET balance = balance - x.amount
  FROM (SELECT from_account_id AS id, SUM(amount) AS amount FROM unnest(wanted) GROUP BY 1) x WHERE a.id = x.id;
  SELECT * FROM unnest(wanted) $$;
"""
"""Two functions by the names that pgledger gives them."""

POSTED = """
import sys
from pathlib import Path
from bench.pgledger import PgLedger
from harr.kernel.money import Money
from harr.services import ledger
from tests import postgres
def euros(minor):
    return Money(minor, "EUR")
sale = (ledger.debit(ledger.RECEIVABLE, euros(121), owner="cus_1"), ledger.credit(ledger.ONE_TIME, euros(100)),
        ledger.credit(ledger.TAX_PAYABLE, euros(21)))
with postgres.for_a_while(fsync=True):
    other = PgLedger([Path(sys.argv[1])], 2)
    other.open([sale])
    other.post([sale] * 4, 4, 2)
    other.post([sale] * 4, 1)
    print(other.connections[0].execute("SELECT MIN(balance), COUNT(*) FROM accounts").fetchone())
    other.close()
"""


def test_sales_are_posted_to_what_the_user_has_fetched(tmp_path: Path) -> None:
    """By its two functions, each sale as two transfers, in the commits and by the connections that are wanted."""
    file = tmp_path / "fetched.sql"
    file.write_text(STAND_IN, "utf-8")
    assert ran("-c", POSTED, str(file)) == "(Decimal('-9.68'), 3)\n"

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


@pytest.fixture(scope="module")
def measured() -> Any:
    """The quickest measurement, as a program asks for it."""
    command = [sys.executable, "-m", "bench", "--only", "imports", "--quick", "--json"]
    found = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": PATHS}, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


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

"""A company for each scenario, in each mode; when the scenario is told, the books have to add up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.house import House
from tests.scenarios.world import MODES, Mode, World


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> Mode:
    """On time, late, rehearsed."""
    found: Mode = request.param
    return found


@pytest.fixture
def world(house: House, mode: Mode) -> Iterator[World]:
    """A company in a sandbox."""
    opened = World.open(house, mode)
    yield opened
    opened.verify()

"""Every test of revenue has a shop; whatever was tried, the books have to add up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.house import House
from tests.scenarios.world import World


@pytest.fixture
def world(house: House) -> Iterator[World]:
    """A company in a sandbox, on 15 January 2026."""
    opened = World.open(house)
    yield opened
    opened.verify()

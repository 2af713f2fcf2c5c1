"""A company with a customer, in all lanes."""

from __future__ import annotations

import pytest

from tests.house import House
from tests.scenarios.world import World


@pytest.fixture
def world(house: House) -> World:
    """A company in a sandbox."""
    return World.open(house)

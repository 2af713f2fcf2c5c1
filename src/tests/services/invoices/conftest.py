"""Every test of invoices has a shop."""

from __future__ import annotations

import pytest

from tests.house import House
from tests.services.invoices.shop import Shop, open_shop


@pytest.fixture
def shop(house: House) -> Shop:
    """A shop with the default rules."""
    return open_shop(house)

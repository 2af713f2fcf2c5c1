"""A database for each lane with the engine's tables, those of tenants, and one to leave notes in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from harr.engine import Engine, Store, schema
from harr.engine.store import Lane
from tests.conftest import close_store, open_store
from tests.engine.notes import NOTES


@pytest.fixture(scope="session")
def store(lane: Lane, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One database for each lane; every test has tenants of its own in it."""
    found = open_store(lane, tmp_path_factory.mktemp("engine"))
    schema.prepare(found, ("harr.engine", "harr.services.tenants"))
    found.define(NOTES)
    yield found
    close_store(found)


@pytest.fixture
def engine(store: Store) -> Engine:
    """An engine that knows nothing yet."""
    return Engine(store=store, pepper=b"pepper for tests")

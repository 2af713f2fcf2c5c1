"""A house for every test, in three lanes; property tests without a stopwatch, in CI with the same examples."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from harr.edge.gateway import Gateway
from harr.edge.wiring import build
from harr.engine.postgres import DsqlStore, PostgresStore
from harr.engine.sqlite import SqliteStore
from harr.engine.store import Lane, Store
from harr.services import tenants
from tests import postgres
from tests.house import House

# A deadline measures how busy the machine is, not whether the property holds.
settings.register_profile("house", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "house")


LANES: tuple[Lane, ...] = ("sqlite", "postgres", "dsql")


def open_store(lane: Lane, folder: Path) -> Store:
    """An empty database of a lane."""
    if lane == "sqlite":
        return SqliteStore(str(folder / "harr.db"))
    url = postgres.fresh_database()
    return PostgresStore(url) if lane == "postgres" else DsqlStore(url)


def close_store(store: Store) -> None:
    """Closed, and gone where it is one of the server's."""
    store.close()
    if isinstance(store, PostgresStore):
        postgres.drop_database(store.url)


@pytest.fixture(scope="session", params=LANES)
def lane(request: pytest.FixtureRequest) -> Lane:
    """Everything that touches a store is tried in all three."""
    found: Lane = request.param
    return found


@pytest.fixture(scope="session")
def gateway(lane: Lane, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """One house for each lane and process; every test has a tenant of its own in it."""
    store = open_store(lane, tmp_path_factory.mktemp("house"))
    yield build(store, b"pepper for tests")
    close_store(store)


@pytest.fixture
def house(gateway: Gateway) -> House:
    """A new live tenant with an owner key."""
    world = tenants.first_tenant(gateway.engine, "Test")
    return House(gateway, world.tenant, world.secret)


@pytest.fixture
def empty_store(lane: Lane, tmp_path: Path) -> Iterator[Store]:
    """A database of one's own, for tests that look at all tenants or at the schema."""
    store = open_store(lane, tmp_path)
    yield store
    close_store(store)

"""Two worlds made in the same way for two tenants, and a second app in the first: made once for each lane."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from harr.edge.gateway import Gateway
from harr.services import tenants
from tests.conformance import world
from tests.conformance.recorder import Recorder, Rows, changed
from tests.house import House


@dataclass
class Worlds:
    """Who is there, and what they have made."""

    mine: Recorder
    """Every write of it was rehearsed first."""
    foreign: Recorder
    """Another tenant; its n-th call is my n-th call, about its own things."""
    neighbour: House
    """Another app of my tenant, which may do everything and sees what it made itself."""
    known: tuple[Rows, Rows]
    """The rows of both tenants when they were last looked at."""

    def news(self) -> list[str]:
        """The tables of either tenant in which something has changed since the last look; never the audit."""
        was, self.known = self.known, (self.mine.rows(), self.foreign.rows())
        return [*changed(was[0], self.known[0]), *changed(was[1], self.known[1])]


@pytest.fixture(scope="session")
def worlds(gateway: Gateway) -> Worlds:
    """The worlds of this lane."""
    mine, foreign = _world(gateway, rehearses=True), _world(gateway, rehearses=False)
    neighbour = _neighbour(House(gateway, mine.tenant, mine.secret))
    return Worlds(mine, foreign, neighbour, (mine.rows(), foreign.rows()))


def _world(gateway: Gateway, *, rehearses: bool) -> Recorder:
    first = tenants.first_tenant(gateway.engine, "Conformance")
    house = Recorder(gateway, first.tenant, first.secret, rehearses=rehearses)
    world.build(house)
    return house


def _neighbour(owner: House) -> House:
    profile = owner("profiles.create", name="neighbour", operations=["*"], sees="own")["id"]
    owner("profiles.activate", profile)
    entity = owner("entities.list", order="asc")["data"][0]["id"]
    app = owner("apps.create", name="Neighbour", entity=entity, profile=profile)["id"]
    key = owner("keys.create", app=app, name="neighbour", role="owner")
    return House(owner.gateway, owner.tenant, key["secret"])

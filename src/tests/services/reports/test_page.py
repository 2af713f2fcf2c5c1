"""docs/reports.md: every table on it is what Harr prints for the company that the page tells of."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from harr.edge.cli import shown
from tests.scenarios.test_subscriptions import price
from tests.scenarios.world import World

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reports.md"
BLOCK = re.compile(r"```\n\$ harr reports retrieve ([^\n]+)\n((?:[^`].*\n|\n)*?)```")
ID = re.compile(r"\b([a-z]{2,3})_[0-9a-z]{13}\b")
COMMANDS = [(match[1], match[2]) for match in BLOCK.finditer(PAGE.read_text("utf-8"))]


@pytest.fixture
def told(world: World) -> World:
    """31.00 a month since 15 January, 120.00 a year since 1 February; 100.00 sold once and paid; codes for two."""
    tulip, rose = world.customer(), world.customer("Rose Repairs")
    for code, gl_code, name in (("1100", "1300", "Debiteuren"), ("4010", "8000", "Omzet abonnementen")):
        world("account_mappings.create", entity=world.entity, code=code, gl_code=gl_code, gl_name=name,
              valid_from="2026-01-01")  # fmt: skip
    items = [{"price": price(world, "31.00")}]
    world("subscriptions.create", customer=tulip, entity=world.entity, items=items)
    world.pay("121.00", invoice=world.order(tulip, "100.00"))
    world.until("2026-02-01T09:00:00Z")
    yearly = [{"price": price(world, "120.00", interval="year")}]
    world("subscriptions.create", customer=rose, entity=world.entity, items=yearly)
    world.until("2026-03-01T09:00:00Z")
    return world


def printed(world: World, command: str) -> str:
    """What a command of the page prints; ids are alike."""
    name, *options = shlex.split(command)
    query = {
        key.removeprefix("--").replace("-", "_"): value for key, value in zip(options[::2], options[1::2], strict=True)
    }
    console = shown.console()
    with console.capture() as said:
        console.print(shown.answer(world("reports.retrieve", name, **{**query, "entity": world.entity})))
    lines = [line.rstrip() for line in said.get().splitlines()]
    return ID.sub(r"\1_", "\n".join(line for line in lines if line))


def test_the_page_shows_what_harr_prints(told: World) -> None:
    """Block by block."""
    assert len(COMMANDS) >= 6
    for command, text in COMMANDS:
        assert ID.sub(r"\1_", text.strip("\n")) == printed(told, command), command

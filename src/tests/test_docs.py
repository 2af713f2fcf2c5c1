"""What can be met is documented: every refusal, every rule of an entity, every page that another one names."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from harr.contract.rules import EntityRules
from harr.kernel.errors import Refusal, every_refusal

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("refusal", every_refusal(), ids=lambda refusal: refusal.code)
def test_every_refusal_has_a_page(refusal: type[Refusal]) -> None:
    """The page says what it means and what to do."""
    page = (ROOT / "docs" / "errors" / f"{refusal.code}.md").read_text("utf-8")
    assert refusal.title in page
    assert refusal.way_out in page


def test_every_rule_of_an_entity_is_explained_with_its_default() -> None:
    """The table's first value is what an entity has that says nothing."""
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \|[^|]*\| ([^|]*) \|", page, re.MULTILINE))
    defaults = msgspec.to_builtins(EntityRules())
    assert set(defaults) <= set(rows)
    for rule, default in defaults.items():
        if isinstance(default, str):
            assert rows[rule].startswith(f"`{default}`"), rule


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_name_only_pages_that_are_there(page: Path) -> None:
    """A link leads somewhere."""
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} names {target}"

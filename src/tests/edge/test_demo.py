"""The main job runs from beginning to end, and stops where a figure does not hold."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from harr.edge.demo import company, story


def told() -> tuple[int, str]:
    """What the demonstration answers, and what it says."""
    out = io.StringIO()
    return story.main(console=Console(file=out, width=110)), out.getvalue()


def test_every_figure_holds() -> None:
    """Published totals, payments, a credit note, a refusal, a loss, and the books."""
    code, said = told()
    assert code == 0, said
    assert "✗" not in said
    for line in (
        "capability_not_granted",
        "88.78",
        "Monthly recurring revenue",
        "Accounts Receivable",
        "Trial balance",
        "chain",
        "Every figure held",
    ):
        assert line in said


def test_it_stops_at_the_first_red_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """A published total that is one cent off is named, and nothing is shown after it."""
    cases: list[dict[str, Any]] = company.cases()
    cases[0]["expect"]["gross_minor"] += 1
    monkeypatch.setattr(company, "cases", lambda: cases)
    code, said = told()
    assert code == 1
    assert "✗" in said
    assert "2  Payments" not in said

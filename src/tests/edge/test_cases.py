"""Worked cases of other systems: all that are selected pass, and one that does not is shown with both figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harr.edge.cases import Report, run
from harr.edge.cases.runner import DOORS, Verdict, compare
from harr.edge.cases.world import World
from harr.kernel.errors import FieldInvalid

VECTORS = sorted((Path(__file__).resolve().parents[1] / "vectors").glob("*.json"))


@pytest.fixture(scope="module")
def report() -> Report:
    """Every file, every kind that is run."""
    return run(VECTORS)


def test_every_selected_case_passes(report: Report) -> None:
    """To the cent, by documents and questions alone."""
    wrong = [f"{each.id} {each.differences} {each.reason}" for each in report.verdicts if each.outcome == "failed"]
    assert not wrong, "\n".join(wrong)
    reasons = {each.reason.partition(":")[0] for each in report.verdicts if each.outcome == "not offered"}
    assert reasons == {"graduated_prorated_events"}
    assert report.good


@pytest.mark.parametrize("kind", sorted(DOORS))
def test_every_kind_that_is_offered_has_cases(report: Report, kind: str) -> None:
    """A kind without a case would pass for nothing."""
    assert any(each.kind == kind and each.outcome == "passed" for each in report.verdicts)


def test_the_summary_counts_all(report: Report) -> None:
    """Passed, failed, not offered and not selected add up to what the files hold."""
    held = sum(len(json.loads(path.read_text("utf-8"))["cases"]) for path in VECTORS)
    assert len(report.verdicts) == held
    assert report.summary.endswith(f"{report.count('not selected')} not selected")


def written(folder: Path, *cases: dict[str, Any], form: str = "billing-vectors/1") -> Path:
    """A file of cases."""
    path = folder / "cases.json"
    path.write_text(json.dumps({"form": form, "cases": list(cases)}), "utf-8")
    return path


TAX = {
    "id": "T-1",
    "kind": "tax",
    "title": "one cent off",
    "rules": {"round_at": "line"},
    "given": {"lines": [{"amount_minor": 10000, "tax_percent": "21"}], "mode": "exclusive"},
    "expect": {"tax_minor": 2101},
}


def test_a_failure_names_both_figures(tmp_path: Path) -> None:
    """What was expected, what came out, and where."""
    said: list[Verdict] = []
    found = run([written(tmp_path, TAX)], world=World(), said=said.append)
    assert [(each.where, each.expected, each.found) for each in said[0].differences] == [("tax_minor", 2101, 2100)]
    assert not found.good


def test_a_case_of_a_form_that_is_not_known_fails_and_does_not_stop_the_rest(tmp_path: Path) -> None:
    """A missing key is a failure of that case alone."""
    broken = {**TAX, "given": {}}
    found = run([written(tmp_path, broken, {**TAX, "expect": {"tax_minor": 2100}})])
    assert [each.outcome for each in found.verdicts] == ["failed", "passed"]


def test_nothing_selected_is_not_good(tmp_path: Path) -> None:
    """A run that ran nothing has shown nothing."""
    found = run([written(tmp_path, TAX)], ["einvoice"])
    assert found.summary == "0 passed, 0 failed, 0 not offered, 1 not selected"
    assert not found.good


def test_another_form_of_file_is_refused(tmp_path: Path) -> None:
    """So is a kind that nobody runs."""
    with pytest.raises(FieldInvalid, match="not of the form"):
        run([written(tmp_path, TAX, form="something-else/1")])
    with pytest.raises(FieldInvalid, match="no case of kind"):
        run([written(tmp_path, TAX)], ["no_such_kind"])


def test_figures_are_compared_as_they_stand() -> None:
    """A key that is left out claims nothing; a shorter list is a difference."""
    assert not list(compare({"a": 1}, {"a": 1, "b": 2}))
    assert [each.where for each in compare({"a": [1, 2]}, {"a": [1]})] == ["a"]
    assert [each.where for each in compare({"a": {"b": "1.0"}}, {"a": {"b": "1"}})] == ["a.b"]


def rated(price: dict[str, Any], quantity: str, total: int, **rules: Any) -> dict[str, Any]:
    """A case of one price."""
    return {
        "id": "R-1",
        "kind": "rate",
        "title": "a price",
        "rules": {"rounding": "half_up", "round_at": "line", **rules},
        "given": {"currency": "EUR", "price": price, "quantity": quantity},
        "expect": {"total_minor": total},
    }


def test_the_rules_of_a_price_are_settings(tmp_path: Path) -> None:
    """What a case chooses, the price says: flat parts of nothing, usage below zero, the order, where it is rounded."""
    tiers = [{"up_to": "10", "unit_amount": "0.005", "flat_amount": "2"}, {"up_to": None, "unit_amount": "0.005"}]
    reduced = {"model": "per_unit", "unit_amount": "1", "discount_percent": "10", "maximum_amount": "50"}
    found = run([written(
        tmp_path,
        rated({"model": "graduated", "tiers": tiers}, "0", 200),
        rated({"model": "graduated", "tiers": tiers}, "0", 0, zero_quantity="first_tier_flat_is_not_billed"),
        rated({"model": "graduated", "tiers": tiers}, "11", 206),
        rated({"model": "graduated", "tiers": tiers}, "11", 206, round_at="tier"),
        rated({"model": "per_unit", "unit_amount": "2"}, "-5", 0),
        rated({"model": "per_unit", "unit_amount": "2"}, "-5", -1000, negative_quantity="is_credited"),
        rated(reduced, "100", 5000),
        rated(reduced, "100", 4500, order=["maximum", "discount"]),
        rated({**reduced, "unit_conversion": {"divide_by": "8", "rounding": "floor"}}, "17", 180),
    )])  # fmt: skip
    assert [each.differences for each in found.verdicts] == [[]] * 9

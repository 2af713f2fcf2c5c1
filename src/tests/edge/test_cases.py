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


def shared(kind: str, expect: dict[str, Any], rules: dict[str, Any], **given: Any) -> dict[str, Any]:
    """A case of a share of a period."""
    return {"id": "S-1", "kind": kind, "title": "a share", "rules": {"rounding": "half_up", **rules},
            "given": {"currency": "EUR", **given}, "expect": expect}  # fmt: skip


MONTH = ["2025-06-01", "2025-07-01"]
DAY, SECOND, THIRTY = {"proration": "day"}, {"proration": "second"}, {"proration": "fixed_30_day_month"}


def part(amount: int, full: int, period: list[str] | None, charged: list[str], rules: Any, **more: Any) -> Any:
    """A part of a period, and what it comes to."""
    return shared("prorate", {"amount_minor": amount}, rules, full_amount_minor=full, full_period=period,
                  charged_period=charged, **more)  # fmt: skip


def change(credit: int, debit: int, at: str, rules: Any, period: list[str] = MONTH, **more: Any) -> Any:
    """A change from 100.00 to 300.00, and both its amounts."""
    given = {"old_amount_minor": 10000, "new_amount_minor": 30000, "new_period": period, **more}
    return shared("plan_change", {"credit_minor": credit, "debit_minor": debit}, rules, period=period,
                  change_at=at, **given)  # fmt: skip


def test_shares_of_periods_follow_their_rules(tmp_path: Path) -> None:
    """Units, roundings, signs, zones, and changes outside the period that they change."""
    rest, night = ["2025-06-16", "2025-07-01"], ["2025-06-01T00:00:00Z", "2025-06-02T00:00:00Z"]
    summer = ["2025-03-01", "2025-04-01"]
    cases = [
        part(501, 1001, MONTH, rest, DAY),  # 500.5
        part(500, 1001, MONTH, rest, DAY | {"rounding": "half_even"}),
        part(-501, -1001, MONTH, rest, DAY),
        part(1001, 1001, MONTH, MONTH, SECOND),
        part(0, 1001, MONTH, ["2025-06-16", "2025-06-16"], DAY),
        part(0, 1001, MONTH, ["2025-06-16T08:00:00Z", "2025-06-16T20:00:00Z"], DAY),
        part(17, 1001, MONTH, ["2025-06-16T08:00:00Z", "2025-06-16T20:00:00Z"], SECOND),
        part(500, 1000, night, ["2025-06-01T06:00:00Z", "2025-06-01T18:00:00Z"], SECOND),
        part(10000, 10000, ["2025-01-31", "2025-02-28"], ["2025-01-31", "2025-02-28"], THIRTY),
        part(9000, 10000, None, ["2025-01-31", "2025-02-28"], THIRTY),
        part(9667, 10000, None, ["2025-05-15", "2025-06-14"], THIRTY),
        part(15000, 10000, None, ["2025-05-15", "2025-06-30"], THIRTY),
        part(5000, 10000, ["2025-01-31", "2025-02-28"], ["2025-02-13", "2025-02-28"], THIRTY),
        part(50, 100, MONTH, rest, DAY, currency="JPY"),
        part(617, 1234, MONTH, rest, DAY, currency="KWD"),
        part(4832, 10000, summer, ["2025-03-17", "2025-04-01"], SECOND, timezone="Europe/Amsterdam"),  # 359/743 hours
        change(5000, 15000, "2025-06-16", SECOND),
        change(10000, 30000, "2025-05-20", SECOND),
        change(0, 0, "2025-07-01", SECOND),
        change(0, 0, "2025-08-01", DAY),
        change(5000, 30000, "2025-06-16", DAY, new_period=["2025-07-01", "2025-08-01"]),
        change(5000, 15000, "2025-06-16T13:00:00Z", DAY),
        change(4667, 14000, "2025-06-16T13:00:00Z", DAY | {"change_day": "belongs_to_the_old_plan"}),
        change(4819, 14458, "2025-06-16T13:00:00Z", SECOND),
        change(9992, 29975, "2025-06-01T00:36:00Z", SECOND),
        change(-5000, 15000, "2025-06-16", DAY, old_amount_minor=-10000),
        shared("seat_change", {"amount_minor": 0, "direction": "debit"}, DAY, unit_amount_minor=999, seats_before=4,
               seats_after=4, period=MONTH, change_at="2025-06-16"),
        shared("seat_change", {"amount_minor": 1499, "direction": "credit"}, DAY, unit_amount_minor=999,
               seats_before=4, seats_after=1, period=MONTH, change_at="2025-06-16"),
        shared("share", {"share": "0.5"}, DAY | {"decimals": 9}, full_period=MONTH, charged_period=rest),
        shared("share", {"share": "1"}, DAY | {"decimals": 9}, full_period=MONTH, charged_period=MONTH),
        shared("share", {"share": "0.666667"}, DAY | {"decimals": 6}, full_period=MONTH,
               charged_period=["2025-06-11", "2025-07-01"]),
        shared("share", {"share": "0.2667"}, THIRTY | {"decimals": 4}, full_period=None,
               charged_period=["2023-05-15", "2023-05-23"]),
    ]  # fmt: skip
    found = run([written(tmp_path, *cases)])
    assert [each.differences for each in found.verdicts if each.differences] == []


def test_a_share_that_is_wrong_is_shown_with_its_decimals(tmp_path: Path) -> None:
    """All of them are written, also those that are zero; a day of no period has no share."""
    half = shared("share", {"share": "0.6"}, DAY | {"decimals": 3}, full_period=MONTH,
                  charged_period=["2025-06-16", "2025-07-01"])  # fmt: skip
    whole = shared("share", {"share": "2"}, DAY | {"decimals": 0}, full_period=MONTH, charged_period=MONTH)
    unnamed = part(1, 1, None, ["2025-06-16", "2025-07-01"], DAY)
    found = run([written(tmp_path, half, whole, unnamed)])
    assert [each.differences[0].found for each in found.verdicts][:2] == ["0.500", "1"]
    assert [each.outcome for each in found.verdicts] == ["failed"] * 3

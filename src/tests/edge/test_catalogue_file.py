"""The catalogue as a file: read as it is written, compared, applied when somebody says yes, written again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harr.edge import catalogue_file
from harr.kernel.errors import Refusal
from tests.edge.test_cli import ROOT, _nothing_set, done, harr, project

__all__ = ["_nothing_set", "project"]

FILE = """
meters:
  api_calls: {event_type: api.call, aggregation: sum, property: n, decimals: 2}
products:
  access: {name: Access}
  calls: {name: "API calls", unit_name: call}
prices:
  fee: &monthly
    product: access
    model: per_unit
    billing: in_advance
    type: recurring
    interval: month
    currency: EUR
    tax_behavior: exclusive
    unit_amount: 31.00
  calls:
    product: calls
    model: graduated
    billing: in_arrears
    type: usage
    interval: month
    meter: api_calls
    currency: EUR
    tax_behavior: exclusive
    tiers:
      - {up_to: 1000, unit_amount: 0}
      - {unit_amount: 0.0042}
plans:
  pro:
    name: Pro
    trial_days: 14
    prices: [{price: fee, quantity: 2}, {price: calls}]
"""


def written(folder: Path, text: str = FILE) -> str:
    """A file of a catalogue."""
    file = folder / "catalog.yaml"
    file.write_text(text, "utf-8")
    return str(file)


def read(file: str) -> Any:
    """The body that a file is."""
    return catalogue_file.read(Path(file).read_text("utf-8"), file)


def test_numbers_are_what_is_written(tmp_path: Path) -> None:
    """31.00 is text to Harr: two digits after the point, and no binary fraction; whole numbers stay whole."""
    found = read(written(tmp_path))
    assert found["prices"][0]["unit_amount"] == "31.00"
    assert found["prices"][1]["tiers"] == [{"up_to": "1000", "unit_amount": "0"}, {"unit_amount": "0.0042"}]
    assert (found["plans"][0]["trial_days"], found["meters"][0]["decimals"]) == (14, 2)
    assert found["plans"][0]["prices"][0] == {"price": "fee", "quantity": "2"}


def test_words_are_words(tmp_path: Path) -> None:
    """`no` is a country and `on` a code; a date and a time of day are text; JSON is read as well."""
    text = "products:\n  no: {name: on, unit_name: 12:30, description: 2026-01-01, tax_code: 1e3}\n"
    assert read(written(tmp_path, text))["products"] == [
        {"code": "no", "name": "on", "unit_name": "12:30", "description": "2026-01-01", "tax_code": "1e3"}
    ]
    listed = json.dumps({"products": [{"code": "access", "name": "Access"}]})
    assert read(written(tmp_path, listed))["products"] == [{"code": "access", "name": "Access"}]


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("products:\n  a: {name: A}\n  a: {name: B}\n", "duplicate_key", "line 3: 'a' stands twice"),
        ("products: {a: {name: A, name: B}}", "duplicate_key", "'name' stands twice"),
        ("products: [", "body_invalid", "is not YAML"),
        ("- products", "body_invalid", "is no catalogue"),
        ("products: {a: A}", "field_invalid", "a has no fields"),
        ("products: {a: {colour: red}}", "field_invalid", "unknown field `colour`"),
        ("plans: {a: {name: A, prices: [], trial_days: soon}}", "field_invalid", ""),
        ("product: {a: {name: A}}", "field_invalid", "unknown field `product`"),
        ("products: !!python/object/apply:os.system [ls]", "body_invalid", "could not determine a constructor"),
    ],
)
def test_a_file_with_a_fault_is_refused(tmp_path: Path, text: str, code: str, said: str) -> None:
    """What it says is named with the file, before anybody is asked."""
    with pytest.raises(Refusal) as caught:
        read(written(tmp_path, text))
    assert caught.value.code == code
    assert said in caught.value.detail


def test_a_plan_is_shown_before_it_is_written(project: Path) -> None:
    """Who says no has changed nothing; who says yes has changed it once."""
    file = written(project)
    assert harr("catalog", "diff", file).exit_code == 2
    refused = harr("catalog", "apply", file, given="n\n")
    assert (refused.exit_code, "6 to change, 0 as they are" in refused.stdout) == (1, True)
    assert done("catalog", "pull").stdout == "# nothing is sold yet\n"
    assert "» " not in done("catalog", "apply", file, given="y\n").stdout
    assert "nothing to change, 6 as they are" in done("catalog", "diff", file).stdout
    assert done("catalog", "apply", file, "--yes").stdout.splitlines() == ["nothing to change, 6 as they are"]


def test_what_is_pulled_and_applied_changes_nothing(project: Path) -> None:
    """By file and by standard input; what is left out has its default."""
    done("catalog", "apply", written(project), "--yes")
    done("catalog", "pull", "again.yaml")
    text = (project / "again.yaml").read_text("utf-8")
    assert done("catalog", "pull").stdout == text
    assert "round_at" not in text
    assert "nothing to change" in done("catalog", "diff", "again.yaml").stdout
    assert "nothing to change" in done("catalog", "apply", "-", "--yes", given=text).stdout
    assert harr("catalog", "pull", "nowhere/again.yaml").exit_code == 1


def test_a_changed_price_is_followed(project: Path) -> None:
    """By a new price and a new version of the plan, told in one line each; for programs as JSON."""
    done("catalog", "apply", written(project), "--yes")
    dearer = written(project, FILE.replace("0.0042", "0.0050"))
    assert harr("catalog", "diff", dearer).stdout.splitlines()[:2] == [
        "» price   calls  (tiers)",
        "» plan    pro  (prices)",
    ]
    told = json.loads(done("catalog", "apply", dearer, "--yes", "--json").stdout)
    assert [each["action"] for each in told["changes"]] == ["new_version", "new_version"]
    smaller = written(project, "products:\n  access: {name: Access}\n")
    assert "- product calls" in done("catalog", "apply", smaller, "--archive-missing", "--yes").stdout
    assert "calls" not in done("catalog", "pull").stdout.partition("products")[2]


def test_a_refusal_names_the_place_in_the_file(project: Path) -> None:
    """For people and for programs, before the question is put."""
    broken = written(project, FILE.replace("product: calls", "product: cals"))
    result = harr("catalog", "apply", broken)
    assert (result.exit_code, "prices[1].product" in result.stderr) == (1, True)
    assert json.loads(harr("catalog", "diff", broken, "--json").stdout)["field"] == "prices[1].product"
    assert harr("catalog", "diff").exit_code == 2


def test_the_file_of_the_documentation_is_one(project: Path) -> None:
    """What docs/catalogue.md shows can be applied, and is what is then for sale."""
    page = (ROOT / "docs" / "catalogue.md").read_text("utf-8")
    file = written(project, page.partition("```yaml\n")[2].partition("```")[0])
    assert "6 to change" in done("catalog", "apply", file, "--yes").stdout
    assert "nothing to change" in done("catalog", "diff", file).stdout

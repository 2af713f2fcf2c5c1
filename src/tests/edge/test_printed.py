"""Printed files say what the code says, and a contract that breaks a caller is not printed over the last one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harr.edge import markdown, printed
from harr.kernel.errors import every_refusal

ROOT = Path(__file__).resolve().parents[3]


def checkout(folder: Path) -> Path:
    """A folder that looks like a checkout, with every file printed into it."""
    (folder / "src" / "harr").mkdir(parents=True)
    (folder / "pyproject.toml").write_text("")
    (folder / "docs").mkdir()
    (folder / "docs" / "house.md").write_text(f"# House\n\n{markdown.BEGIN}\nold\n{markdown.END}\n\nThe end.\n")
    printed.write(folder)
    return folder


def test_the_files_of_this_repository_are_up_to_date() -> None:
    """After a change, `make docs` prints them; their diff is part of the review."""
    assert printed.stale(ROOT) == []


def test_nothing_is_taken_from_those_who_built_on_the_printed_contract() -> None:
    """Version 1 grows by addition only."""
    assert printed.broken(ROOT) == []


def test_printing_twice_changes_nothing(tmp_path: Path) -> None:
    """The same code prints the same bytes."""
    root = checkout(tmp_path)
    assert printed.stale(root) == []
    assert printed.write(root) == []
    assert printed.main(["--check"], root) == 0


def test_what_is_old_missing_or_left_over_is_named_and_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A changed page, a page that is gone, and the page of a code that is no more."""
    root = checkout(tmp_path)
    (root / "docs" / "events.md").write_text("# Other\n")
    (root / "docs" / "errors" / "not_found.md").unlink()
    (root / "docs" / "errors" / "gone_for_good.md").write_text("# Gone\n")
    old = ["docs/errors/not_found.md", "docs/events.md", "docs/errors/gone_for_good.md"]
    assert printed.stale(root) == old
    assert printed.main(["--check"], root) == 1
    assert "docs/events.md is not up to date" in capsys.readouterr().err
    assert printed.main([], root) == 0
    assert printed.stale(root) == []
    assert not (root / "docs" / "errors" / "gone_for_good.md").exists()


def test_the_table_of_services_stands_between_its_marks(tmp_path: Path) -> None:
    """What people wrote around it stays."""
    page = (checkout(tmp_path) / "docs" / "house.md").read_text("utf-8")
    assert page.startswith("# House\n")
    assert page.endswith("The end.\n")
    assert "| `ledger` |" in page
    assert "old" not in page.partition(markdown.BEGIN)[2].partition("|")[0]
    assert markdown.between("no marks", "x") == "no marks"


def test_a_contract_that_takes_something_away_is_not_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what would be lost, and prints nothing at all; only who means it says so."""
    root = checkout(tmp_path)
    kept = json.loads((root / "openapi.json").read_text("utf-8"))
    kept["components"]["schemas"]["Invoice"]["properties"]["colour"] = {"type": "string"}
    (root / "openapi.json").write_text(json.dumps(kept))
    (root / "docs" / "events.md").write_text("# Other\n")
    assert printed.main([], root) == 1
    assert "Invoice.colour: the field is gone" in capsys.readouterr().err
    assert (root / "docs" / "events.md").read_text() == "# Other\n"
    assert printed.main(["--allow-breaking"], root) == 0
    assert printed.broken(root) == []


def test_an_installed_harr_has_no_files_to_print(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says so, and touches nothing."""
    assert printed.main([], tmp_path) == 2
    assert "not to an installed wheel" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert printed.main(["--chek"], tmp_path) == 2


def test_every_code_has_a_page_with_its_way_out() -> None:
    """The page that the `type` of a problem names."""
    files = printed.files(ROOT)
    for kind in every_refusal():
        page = files[f"docs/errors/{kind.code}.md"]
        assert kind.title in page
        assert kind.way_out in page
        assert f"errors/{kind.code}.md" in files["docs/errors.md"]

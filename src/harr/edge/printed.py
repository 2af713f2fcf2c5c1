"""Files of the repository that are printed from the code: `python -m harr.edge.printed`, or only compared: `--check`.

openapi.json       the contract
docs/errors.md     every refusal; each has a page in docs/errors/
docs/events.md     every event
docs/api.md        every operation with its stage, its scope and what it refuses
docs/chart.md      the accounts of a new set of books
docs/settings.md   what can be set
docs/house.md      the table of services, between its marks

The same code prints the same bytes. A contract that breaks a caller of the one
that is checked in is not printed over it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from harr.contract import openapi
from harr.contract.breaking import breaking
from harr.edge import markdown, reference, wiring

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = "openapi.json"
ERRORS = "docs/errors"
HOUSE = "docs/house.md"


@cache
def document() -> dict[str, Any]:
    """The contract with the stages that hold in this code."""
    return openapi.document(wiring.stages())


def files(root: Path) -> dict[str, str]:
    """Every printed file by its path, as it should be."""
    found = {DOCUMENT: json.dumps(document(), indent=1, ensure_ascii=False) + "\n"}
    found["docs/errors.md"] = markdown.errors_index()
    found |= {f"{ERRORS}/{page.code}.md": markdown.error(page) for page in reference.errors()}
    found |= {"docs/events.md": markdown.events(), "docs/api.md": markdown.api(wiring.stages())}
    found |= {"docs/chart.md": markdown.chart(), "docs/settings.md": markdown.settings_page()}
    house = root / HOUSE
    if house.exists():
        found[HOUSE] = markdown.between(house.read_text("utf-8"), markdown.street())
    return found


def stale(root: Path) -> list[str]:
    """Paths whose file is not as it should be, is missing, or is left over."""
    wanted = files(root)
    changed = [name for name, text in wanted.items() if _read(root / name) != text]
    return changed + [name for name in _left_over(root) if name not in wanted]


def write(root: Path) -> list[str]:
    """Bring every printed file up to date; which ones changed."""
    wanted, changed = files(root), stale(root)
    for name in changed:
        file = root / name
        if name in wanted:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(wanted[name], "utf-8")
        else:
            file.unlink()
    return changed


def broken(root: Path) -> list[str]:
    """What the code's contract takes away from the one that is checked in."""
    kept = _read(root / DOCUMENT)
    return breaking(json.loads(kept), document()) if kept else []


def _read(file: Path) -> str | None:
    return file.read_text("utf-8") if file.exists() else None


def _left_over(root: Path) -> list[str]:
    """Pages of codes; those of codes that are no more have to go."""
    return sorted(f"{ERRORS}/{file.name}" for file in (root / ERRORS).glob("*.md"))


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Print, or with `--check` compare. `--allow-breaking` prints a contract that takes something away."""
    unknown = set(arguments) - {"--check", "--allow-breaking"}
    if unknown:
        return _say(f"there is no {' '.join(sorted(unknown))}; there are --check and --allow-breaking", 2)
    if not (root / "pyproject.toml").exists() or not (root / "src" / "harr").exists():
        return _say(
            f"{root} is no checkout of Harr: printed files belong to the repository, not to an installed wheel", 2
        )
    if "--check" in arguments:
        old = stale(root)
        return _say("".join(f"{name} is not up to date\n" for name in old) + "run `make docs`", 1) if old else 0
    if (lost := broken(root)) and "--allow-breaking" not in arguments:
        return _say("".join(f"{each}\n" for each in lost) + "version 1 grows by addition only: nothing was printed", 1)
    for name in write(root):
        _say(f"printed {name}", 0)
    return 0


def _say(text: str, code: int) -> int:
    (sys.stderr if code else sys.stdout).write(f"{text}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The README's commands are typed, in order, in a folder of their own, as a newcomer would; its Python is run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
STORY = README[README.index("## Five minutes") : README.index("## Mock first")]
SECONDS = 240


def commands() -> list[str]:
    """What stands behind a `$` in the five minutes, with the lines that go on behind a `>`."""
    blocks = re.findall(r"```console\n(.*?)```", STORY, re.DOTALL)
    typed = [line.removeprefix("> ") for block in blocks for line in block.splitlines()]
    return [each.rstrip("\n") for each in re.split(r"^\$ ", "\n".join(typed), flags=re.MULTILINE) if each]


def environment(folder: Path) -> dict[str, str]:
    """A path on which `harr` is this checkout's, and nothing that would lead to another database."""
    command = folder / "bin" / "harr"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m harr "$@"\n', "utf-8")
    command.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HARR_")}
    return {
        **kept,
        "PATH": f"{command.parent}:{kept['PATH']}",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'sdk' / 'python'}",
    }


def test_the_commands_of_the_five_minutes_work(tmp_path: Path) -> None:
    """One shell types them all and stops at the first that fails."""
    typed = commands()
    assert len(typed) > 10
    script = "\n".join(["set -e", *typed])
    done = subprocess.run(
        ["bash", "-c", script],  # noqa: S607 - whichever shell the newcomer has
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for said in ("120.76", "INV-", "CRN-", "42.37", "88.78", "✓"):
        assert said in done.stdout
    assert "✗" not in done.stdout
    assert (tmp_path / "shop" / "books.journal").stat().st_size > 0


def test_the_python_of_the_readme_works() -> None:
    """Every block of it."""
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - that is what is tested

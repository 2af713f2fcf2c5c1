"""`harr cases run`: worked cases of other systems, and what Harr makes of them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from harr.edge.cases import Verdict
from harr.edge.cases import run as run_cases

MARKS = {"passed": "✓", "failed": "✗", "not offered": "-"}


@click.group()
def cases() -> None:
    """Run worked cases of other systems, to the cent."""


@cases.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--kind", "kinds", default="", metavar="KINDS", help="By comma; else all that Harr runs.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def run(ctx: click.Context, files: tuple[Path, ...], kinds: str, *, as_json: bool) -> None:
    """Run the cases of FILES, each by its door: as a document, as a question, or not offered, with the rule named.

    Exit 1 on a failure, or when more than 5 % of the selected are not offered.
    """
    wanted = [each.strip() for each in kinds.split(",") if each.strip()]
    report = run_cases(files, wanted, said=_nothing if as_json else _say)
    if as_json:
        told = {
            "summary": report.summary,
            "good": report.good,
            "cases": [dataclasses.asdict(each) for each in report.verdicts],
        }
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        click.echo(report.summary)
    ctx.exit(0 if report.good else 1)


def _nothing(verdict: Verdict) -> None:
    """Said at the end, all together."""


def _say(verdict: Verdict) -> None:
    """One line for each case, and both figures of each difference."""
    if verdict.outcome == "not selected":
        return
    click.echo(
        f"{MARKS[verdict.outcome]} {verdict.id}  {verdict.kind}  {verdict.door or verdict.outcome}  {verdict.title}"
    )
    if verdict.reason:
        click.echo(f"    {verdict.reason}")
    for each in verdict.differences:
        click.echo(f"    {each.where or 'answer'}: expected {each.expected!r}, found {each.found!r}")

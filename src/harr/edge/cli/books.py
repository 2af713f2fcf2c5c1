"""`harr books verify` and `harr books export`: the books, checked by Harr and by others, and written out for them."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys
import tempfile
from pathlib import Path

import click

from harr.edge.books import FORMATS, TOOLS, export, table
from harr.edge.books import verify as verified
from harr.edge.cli import doors
from harr.edge.gateway import Gateway, Request
from harr.edge.inprocess import tenant_of
from harr.kernel.errors import FieldInvalid, RuleConflict, Unauthenticated


def _opened(sandbox: str | None) -> tuple[Gateway, int]:
    """The house on the project's own database, and the tenant whose books are meant."""
    if doors.url() is not None:
        raise RuleConflict(
            "the books are read from the database, and HARR_URL points to a server",
            way_out="Unset HARR_URL where the database is, or ask the server: `harr assurance run`.",
        )
    door = doors.open_door(sandbox=sandbox)
    assert isinstance(door, doors.LocalDoor)  # noqa: S101 - without HARR_URL there is no other
    tenant = tenant_of(door.gateway, Request("GET", "/", headers={"authorization": f"Bearer {door.key}"}))
    if tenant is None:
        raise Unauthenticated("the key opens nothing here")
    return door.gateway, tenant


@click.group()
def books() -> None:
    """Verify the books, or export them."""


@books.command()
@click.option(
    "--with",
    "tools",
    default=",".join(TOOLS),
    show_default=True,
    metavar="TOOLS",
    help="By comma; `none` for Harr alone.",
)
@click.option("--sandbox", metavar="ID", help="The books of this sandbox.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def verify(ctx: click.Context, tools: str, sandbox: str | None, *, as_json: bool) -> None:
    """Add the books up again: by Harr's own SQL, then by each tool that is installed. Exit 1 if one says no."""
    wanted = [each.strip() for each in tools.split(",") if each.strip() not in {"", "none"}]
    gateway, tenant = _opened(sandbox)
    try:
        results = list(verified(gateway.engine, tenant, wanted))
    finally:
        gateway.engine.store.close()
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(each) for each in results], indent=2))
        good = not any(each.passed is False for each in results)
    else:
        from harr.edge.cli import shown  # noqa: PLC0415 - rich is for people

        good = table(results, shown.console())
    ctx.exit(0 if good else 1)


@books.command("export")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True)
@click.option("--entity", metavar="ID", help="Of one entity; else of all.")
@click.option("--sandbox", metavar="ID", help="The books of this sandbox.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="Into this file; else to standard output."
)
def export_(form: str, entity: str | None, sandbox: str | None, out: Path | None) -> None:
    """Write the journal for hledger or beancount, with balance assertions, or as CSV."""
    gateway, tenant = _opened(sandbox)
    try:
        if out is not None:
            try:
                lines = export(gateway.engine, tenant, form, out, entity)
            except OSError as wrong:
                raise FieldInvalid(
                    f"{out} cannot be written: {wrong.strerror}",
                    field="out",
                    way_out="Name a file in a folder that is there and may be written to.",
                ) from wrong
            click.echo(f"{out}: {lines:,} lines", err=True)
            return
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "books"
            export(gateway.engine, tenant, form, file, entity)
            with file.open("rb") as read:
                shutil.copyfileobj(read, sys.stdout.buffer)
    finally:
        gateway.engine.store.close()

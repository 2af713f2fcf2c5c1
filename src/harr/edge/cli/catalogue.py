"""`harr catalog diff|apply|pull`: the catalogue as a YAML file, and what it changes before it changes it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import msgspec

from harr.contract import BY_NAME
from harr.edge.catalogue_file import read, written
from harr.edge.cli import asking, doors
from harr.edge.cli.operations import ResourceGroup, resources
from harr.edge.gateway import Request, Response
from harr.kernel.errors import FieldInvalid

DEFAULT_FILE = "catalog.yaml"
MARKS = {"create": "+", "update": "~", "new_version": "»", "archive": "-"}


class CatalogGroup(ResourceGroup):
    """The catalogue: as a file, and its operations as every resource has them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*FILE_COMMANDS, *(name for name in super().list_commands(ctx) if name not in FILE_COMMANDS)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return FILE_COMMANDS.get(cmd_name) or super().get_command(ctx, cmd_name)


FILE = click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True), required=False
)
MISSING = click.option("--archive-missing", is_flag=True, help="Archive what the file does not have.")
SANDBOX = click.option("--sandbox", metavar="ID", help="In this sandbox, made here.")
JSON = click.option("--json", "as_json", is_flag=True, help="The answer as it is, for programs.")
CURL = click.option("--curl", is_flag=True, help="Print the HTTP call instead of making it.")


@click.command()
@FILE
@MISSING
@SANDBOX
@JSON
@CURL
@click.pass_context
def diff(
    ctx: click.Context, file: Path | None, sandbox: str | None, *, archive_missing: bool, as_json: bool, curl: bool
) -> None:
    """Show what a document would change: that in FILE, as YAML or JSON. Exit 0 if nothing, 2 if something."""
    body = _body(ctx, file, archive_missing=archive_missing, curl=curl)
    if curl:
        click.echo(_curl("catalog.diff", body))
        return
    answer = _asked("catalog.diff", body, sandbox=sandbox)
    if answer.status >= 400:
        ctx.exit(asking.refused(answer, as_json=as_json))
    found = answer.json()
    _show(found, as_json=as_json)
    ctx.exit(2 if found["changes"] else 0)


@click.command()
@FILE
@MISSING
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@SANDBOX
@JSON
@CURL
@click.pass_context
def apply(
    ctx: click.Context,
    file: Path | None,
    sandbox: str | None,
    *,
    archive_missing: bool,
    yes: bool,
    as_json: bool,
    curl: bool,
) -> None:
    """Change the catalogue to what a document says: that in FILE. What it changes is rehearsed and shown first."""
    body = _body(ctx, file, archive_missing=archive_missing, curl=curl)
    if curl:
        click.echo(_curl("catalog.apply", body))
        return
    rehearsed = _asked("catalog.apply", body, sandbox=sandbox, dry_run=True)
    if rehearsed.status >= 400:
        ctx.exit(asking.refused(rehearsed, as_json=as_json))
    planned = rehearsed.json()["result"]
    if not as_json:
        _show(planned, as_json=False)
    if planned["changes"] and not yes and not click.confirm("Apply?", err=True):
        ctx.exit(1)
    done = _asked("catalog.apply", body, sandbox=sandbox) if planned["changes"] else None
    if done is not None and done.status >= 400:
        ctx.exit(asking.refused(done, as_json=as_json))
    if as_json:
        _show(planned if done is None else done.json(), as_json=True)
    elif done is not None:
        click.echo("applied")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@SANDBOX
@click.pass_context
def pull(ctx: click.Context, file: Path | None, sandbox: str | None) -> None:
    """Write the catalogue into FILE, or to standard output. Applied again, it changes nothing."""
    answer = _asked("catalog.retrieve", None, sandbox=sandbox)
    if answer.status >= 400:
        ctx.exit(asking.refused(answer, as_json=False))
    text = written(answer.json())
    if file is None:
        sys.stdout.write(text)
        return
    try:
        file.write_text(text, "utf-8")
    except OSError as wrong:
        raise FieldInvalid(f"{file} cannot be written: {wrong.strerror}", field="file",
                           way_out="Name a file in a folder that is there.") from wrong  # fmt: skip
    click.echo(f"{file}: {len(text):,} bytes", err=True)


FILE_COMMANDS: Mapping[str, click.Command] = {"diff": diff, "apply": apply, "pull": pull}
catalog = CatalogGroup("catalog", resources()["catalog"])


def _body(ctx: click.Context, file: Path | None, *, archive_missing: bool, curl: bool) -> dict[str, Any]:
    if file is None and not curl:
        raise click.UsageError(f"which file? harr catalog {ctx.info_name} {DEFAULT_FILE}", ctx)
    document = {} if file is None else read(_text(file), str(file))
    return {**document, "archive_missing": True} if archive_missing else document


def _text(file: Path) -> str:
    return sys.stdin.read() if str(file) == "-" else file.read_text("utf-8")


def _curl(name: str, body: Mapping[str, Any]) -> str:
    wish = asking.Wish(fields={}, data=msgspec.json.encode(body).decode())
    return asking.curl(asking.request_of(BY_NAME[name], wish, "$HARR_KEY"))


def _asked(name: str, body: Mapping[str, Any] | None, *, sandbox: str | None, dry_run: bool = False) -> Response:
    """Ask for one operation, and do the work that it sets off."""
    operation = BY_NAME[name]
    data = None if body is None else msgspec.json.encode(body).decode()
    wish = asking.Wish(fields={}, data=data, dry_run=dry_run, sandbox=sandbox)
    door = doors.open_door(sandbox=sandbox)
    try:
        request: Request = asking.request_of(operation, wish, door.key)
        answer = door.send(request)
        if answer.status < 400 and operation.writes and not dry_run:
            door.work(request, answer)
        return answer
    finally:
        door.close()


def _show(found: Mapping[str, Any], *, as_json: bool) -> None:
    """What changes, one line each: + new, ~ changed in place, » followed by the next one, - archived."""
    if as_json:
        from harr.edge.cli import shown  # noqa: PLC0415 - rich is for people

        click.echo(shown.raw(found))
        return
    for each in found["changes"]:
        fields = f"  ({', '.join(each['fields'])})" if each["fields"] else ""
        click.echo(f"{MARKS[each['action']]} {each['kind']:<8}{each['code']}{fields}")
    count = len(found["changes"])
    click.echo(f"{count or 'nothing'} to change, {found['unchanged']} as they are")

"""A folder to work in: `harr init` makes it, `harr config` shows what holds in it."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import click

from harr.edge.cli import doors
from harr.edge.keyring import FOLDER, first_key
from harr.edge.opening import keyring_of, open_gateway
from harr.edge.settings import FILE, PREFIX, TABLE, described, load, shown
from harr.kernel.errors import AlreadyExists

IGNORED = (f"{FOLDER}/", "*.db", "*.db-wal", "*.db-shm")
HEAD = f"# The settings of this Harr; `harr config` shows all of them. The environment ({PREFIX}…) goes before them.\n"


@click.command()
@click.argument("where", metavar="[FOLDER]", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="What the company is called; else as the folder.")
@click.option("--database", help="A file, or a postgresql:// address; else harr.db.")
def init(where: Path, name: str | None, database: str | None) -> None:
    """Begin: write harr.toml, make the database with its first tenant, and keep the owner's key in .harr/keys.

    Only you can read the key, and git passes over it. Run it again and nothing changes.
    """
    where.mkdir(parents=True, exist_ok=True)
    file = where / FILE
    if not file.exists():
        line = f"database = {json.dumps(database)}\n" if database else '# database = "harr.db"\n'
        file.write_text(f"{HEAD}[{TABLE}]\n{line}", "utf-8")
    found = load(where)
    _ignore(where / ".gitignore")
    gateway = open_gateway(found)
    try:
        key = first_key(gateway.engine, keyring_of(found), name or where.resolve().name or "Harr")
    finally:
        gateway.engine.store.close()
    if key is None:
        raise AlreadyExists(
            "this database has a tenant already; nothing was changed", way_out="Use it, or begin in another folder."
        )
    _next_steps(where, found.keys_file)


def _ignore(file: Path) -> None:
    """Keys and databases do not go into git."""
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    missing = [each for each in IGNORED if each not in lines]
    if missing:
        file.write_text("\n".join([*lines, *missing]) + "\n", "utf-8")


def _next_steps(where: Path, keys: str) -> None:
    click.echo(
        f"Harr begins in {where.resolve()}. The owner's key lies in {keys}; keep it, nobody can read it again.\n"
    )
    click.echo("Next:")
    if where.resolve() != Path.cwd():
        click.echo(f"  cd {where}")
    click.echo(
        "  harr entities create --name Shop --legal-name 'Shop BV' --address.country NL"
        " --functional-currency EUR --timezone Europe/Amsterdam\n"
        "  harr customers create --name Acme --address.country NL\n"
        "  harr sandboxes create --name trying        a world with a clock of its own\n"
        "  harr serve                                 the API and its pages, http://127.0.0.1:8765/docs"
    )


def _source(folder: Path, name: str) -> str:
    """Where a setting comes from."""
    if (variable := f"{PREFIX}{name.upper()}") in os.environ:
        return variable
    file = folder / FILE
    in_file = file.exists() and name in tomllib.loads(file.read_text("utf-8")).get(TABLE, {})
    return FILE if in_file else "as usual"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def config(*, as_json: bool) -> None:
    """Show the settings that hold here, and what they mean. Passwords are not shown."""
    folder = doors.folder()
    values = shown(load(folder))
    if as_json:
        click.echo(json.dumps(values, indent=2))
        return
    click.echo(f"{folder / FILE}{'' if (folder / FILE).exists() else ' (not there)'}\n")
    for name, _, meaning in described():
        click.echo(f"{name} = {values[name]}   ({_source(folder, name)})")
        click.echo(click.wrap_text(meaning, 100, "    ", "    "))

"""The top of the command line. Nothing is loaded before it is asked for, so that `harr --help` is quick."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from harr.kernel.errors import Refusal

if TYPE_CHECKING:
    from harr.contract import Operation

OWN: dict[str, tuple[str, str]] = {
    "init": ("project", "Begin: settings, database, first key."),
    "serve": ("running", "The API, its pages and a worker, on this machine."),
    "provider": ("providing", "The simulated payment provider, as a server of its own."),
    "work": ("running", "A worker alone: what is due, reactions, jobs."),
    "demo": ("running", "The main job, shown from invoice to checked books."),
    "config": ("project", "The settings that hold here."),
    "signing": ("signing", "The keys that tokens are signed with."),
    "openapi": ("running", "The contract as OpenAPI 3.1."),
    "books": ("books", "Verify the books, or export them."),
    "catalog": ("catalogue", "What is sold, as a YAML file: diff, apply, pull."),
    "cases": ("cases", "Run worked cases of other systems, to the cent."),
}
"""The house's own commands: the file that each is in, and what it does."""


class Commands(click.Group):
    """The house's own commands, then every resource of the contract."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return [*OWN, *(name for name in _resources() if name not in OWN)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name in OWN:
            found: click.Command = getattr(import_module(f"harr.edge.cli.{OWN[cmd_name][0]}"), cmd_name)
            return found
        from harr.edge.cli.operations import ResourceGroup  # noqa: PLC0415 - `harr serve` needs none

        name = cmd_name.replace("-", "_")
        return ResourceGroup(name, _resources()[name]) if name in _resources() else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in OWN.items()])
        with formatter.section("Resources, and what can be done with them"):
            formatter.write_dl(
                [(name, " ".join(each.verb for each in several)) for name, several in _resources().items()]
            )

    def main(self, args: Sequence[str] | None = None, *rest: Any, **named: Any) -> Any:
        try:
            return super().main(args, *rest, **named)
        except Exception as error:
            said = _said(error)
            if said is None:
                raise
            _say(said, as_json="--json" in (sys.argv if args is None else args))
            sys.exit(1)


@cache
def _resources() -> Mapping[str, Sequence[Operation]]:
    from harr.edge.cli.operations import resources  # noqa: PLC0415 - the contract takes a moment to load

    return resources()


def _said(error: Exception) -> dict[str, Any] | None:
    """What is the matter, in the form of a problem of the API; nothing where it is a mistake in Harr."""
    if isinstance(error, Refusal):
        import msgspec  # noqa: PLC0415 - most commands end well

        from harr.edge.problems import problem  # noqa: PLC0415

        found: dict[str, Any] = msgspec.to_builtins(problem(error))
        return found
    return getattr(error, "problem", None)


def _say(said: Mapping[str, Any], *, as_json: bool) -> None:
    from harr.edge.cli import shown  # noqa: PLC0415

    if as_json:
        click.echo(shown.raw(said))
    else:
        shown.console(error=True).print(shown.problem(said))


HELP = """Harr, a billing system with double-entry books at its heart.

\b
harr init shop && cd shop      begin
harr customers create --name Acme --address.country NL
harr invoices list --status open
harr invoices finalize inv_…   --dry-run shows what would be posted
"""


@click.command(
    cls=Commands,
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="With HARR_URL (and HARR_KEY; HARR_TOKENS=1 where it wants tokens) it speaks to a server; "
    "without, it works on the database of this folder.",
)
@click.version_option(package_name="harr", message="%(prog)s %(version)s")
def root() -> None:
    """Harr itself: its own commands, and every operation of the contract."""


def main() -> None:
    """The entry of `harr` and of `python -m harr`."""
    root(prog_name="harr")

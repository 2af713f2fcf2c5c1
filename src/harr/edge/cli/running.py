"""What runs: the server, a worker, the demonstration; and the contract, printed."""

from __future__ import annotations

import json
import signal
import threading
from typing import TYPE_CHECKING, Any

import click

from harr.edge.cli import doors
from harr.edge.cli.operations import OperationCommand, resources
from harr.edge.keyring import first_key
from harr.edge.opening import keyring_of, open_gateway
from harr.edge.settings import Settings, load
from harr.kernel.errors import NotFound

if TYPE_CHECKING:
    from harr.contract.tenants import Profile


@click.command()
@click.option("--mock", is_flag=True, help="Every operation answers with its example; no key, no database.")
@click.option("--no-worker", is_flag=True, help="Leave what is due, reactions and jobs to `harr work`.")
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=int, help="The port; 0 takes a free one.")
def serve(*, mock: bool, no_worker: bool, host: str | None, port: int | None) -> None:
    """Serve the API, its pages and a worker on this machine. It listens beyond it only with keys in the database."""
    from harr.edge import app  # noqa: PLC0415 - a web server is loaded by whoever serves

    found = load(doors.folder(), host=host, port=port, worker=False if no_worker else None)
    if not mock and found.host in doors.LOOPBACK:
        _begin(found)
    app.log_to_standard_error(found)
    server = app.server(found, mock=mock)
    click.echo(
        f"{'A mock of Harr' if mock else 'Harr'} on {found.address}, its pages on {found.address}/docs", err=True
    )
    server.run()


def _begin(found: Settings) -> None:
    """A database that is new gets its first tenant, so that there is a key to begin with."""
    gateway, ring = open_gateway(found), keyring_of(found)
    try:
        if first_key(gateway.engine, ring, doors.folder().name or "Harr") is not None:
            click.echo(f"The database is new. The owner's key lies in {ring.keys_file}.", err=True)
    finally:
        gateway.engine.store.close()


@click.command()
def work() -> None:
    """Work off what goes on behind requests: what is due, reactions, jobs. Any number of workers may run."""
    from harr.edge import app  # noqa: PLC0415 - for its log
    from harr.engine import worker  # noqa: PLC0415

    found = doors.settings()
    app.log_to_standard_error(found)
    gateway = doors.local_gateway(found)
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    click.echo("working; Ctrl-C stops it", err=True)
    try:
        worker.work(gateway.engine, stop)
    finally:
        gateway.engine.store.close()


@click.command()
@click.option("--database", default=":memory:", show_default=True, help="Keep it in this file, to look around in.")
@click.pass_context
def demo(ctx: click.Context, database: str) -> None:
    """Show the main job: published invoices, payments, a mistake corrected, and books that add up."""
    from harr.edge import demo as story  # noqa: PLC0415

    ctx.exit(story.main(database))


@click.group(invoke_without_command=True)
@click.option("--profile", metavar="ID|NAME", help="As an app with this profile sees it.")
@click.option("--sandbox", metavar="ID", help="The profile is one of this sandbox.")
@click.pass_context
def openapi(ctx: click.Context, profile: str | None, sandbox: str | None) -> None:
    """Print the contract as OpenAPI 3.1, whole or cut to a profile."""
    if ctx.invoked_subcommand is None:
        from harr.contract.openapi import document  # noqa: PLC0415 - `openapi retrieve` does not need it
        from harr.edge.cuts import cut  # noqa: PLC0415
        from harr.edge.wiring import stages  # noqa: PLC0415

        whole = document(stages())
        found = whole if profile is None else cut(whole, _profile(profile, sandbox))
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))


for _operation in resources()["openapi"]:
    openapi.add_command(OperationCommand(_operation), _operation.verb)


def _profile(wanted: str, sandbox: str | None) -> Profile:
    """A profile by its id, or the active one of a name."""
    import msgspec  # noqa: PLC0415

    from harr.contract.tenants import Profile as Found  # noqa: PLC0415
    from harr.edge.gateway import Request  # noqa: PLC0415

    door = doors.open_door(sandbox=sandbox)
    try:
        headers, query = {"authorization": f"Bearer {door.key}"}, {"limit": "100"}
        known: list[dict[str, Any]] = []
        while True:
            page = door.send(Request("GET", "/v1/profiles", query, headers)).json()
            known += page.get("data", [])
            if not page.get("has_more"):
                break
            query["after"] = page["next_cursor"]
    finally:
        door.close()
    fits = [each for each in known if wanted == each["id"] or (wanted == each["name"] and each["status"] == "active")]
    if not fits:
        names = sorted({each["name"] for each in known if each["status"] == "active"})
        raise NotFound(f"there is no active profile {wanted!r}", field="--profile", known=names)
    return msgspec.convert(fits[0], Found)

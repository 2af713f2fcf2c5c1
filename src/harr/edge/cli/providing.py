"""The simulated provider on the command line."""

from __future__ import annotations

import click


@click.command()
@click.option("--port", type=int, default=8766, show_default=True, help="The port; 0 takes a free one.")
@click.option("--database", default=":memory:", show_default=True, help="Keep what it knows in this file.")
@click.option("--webhooks", metavar="URL", help="Where its events go: a Harr on this machine, and an account's path.")
@click.option("--secret", default="", help="What events are signed with: `webhook_secret` of the account.")
@click.option("--day", type=int, default=86_400, show_default=True, help="How many seconds its day lasts.")
def provider(*, port: int, database: str, webhooks: str | None, secret: str, day: int) -> None:
    """Serve the simulated payment provider on this machine.

    An account whose `settings.base_url` names it is charged here.
    """
    from harr.edge.provider import Provider  # noqa: PLC0415 - loaded by whoever serves

    running = Provider(database=database, port=port, webhooks=webhooks, secret=secret, day_seconds=day).start()
    click.echo(f"The simulated provider on {running.address}; Ctrl-C stops it", err=True)
    try:
        running.wait()
    except KeyboardInterrupt:
        running.stop()

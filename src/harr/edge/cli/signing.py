"""The keys that tokens are signed with, on the command line."""

from __future__ import annotations

import click

from harr.edge.cli import doors
from harr.edge.opening import signing_of
from harr.kernel.errors import RuleConflict


@click.group()
def signing() -> None:
    """The keys that tokens are signed with (`docs/authentication.md`)."""


@signing.command()
def rotate() -> None:
    """Sign with a new key from now on. The one before it is published beside it; the one before that is void."""
    found = doors.settings()
    if found.signing_keys:
        raise RuleConflict(
            "the signing keys are given by the setting signing_keys", field="signing_keys",
            way_out="Change them where that setting is kept: the new key first, the one before it behind.",
        )  # fmt: skip
    kid = signing_of(found).rotate()
    click.echo(f"{found.signing_keys_file}: signed with {kid} from now on")

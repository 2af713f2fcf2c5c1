"""Harr: an API-first billing system with double-entry books at its heart.

    import harr

    client = harr.embedded(":memory:")

`harr.embedded` gives the client of the SDK (`harr_client`) without a server.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harr_client import Harr

__all__ = ["embedded"]


def embedded(path: str | Path = ":memory:") -> Harr:
    """A Harr within this process, on a database of its own: a file, or `:memory:`.

    It is the same client that speaks to a server, with the owner's key of the first
    tenant, which is made when the database is new. The keys of a file lie in the
    folder `.harr` beside it, where `harr init` puts them; those of `:memory:` are
    gone with it. A call returns when the work that it set off is done.
    """
    from harr.edge.embedded import open_embedded  # noqa: PLC0415 - `import harr` stays cheap

    return open_embedded(path)

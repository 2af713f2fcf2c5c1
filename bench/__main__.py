"""Measure what is claimed about speed, each beside the same work done with nothing of Harr around it.

    make bench                            all of it, in some minutes
    make bench ARGS="--only posts"        one measurement; repeat --only for several
    make bench ARGS=--json                for programs
    make bench ARGS=--quick               whether it runs at all; its figures are rough

Both take turns within one run, so that a busy neighbour disturbs them alike: read the ratios.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench.comparisons import Comparison, Measured, Say

MEASUREMENTS = {
    "imports": "Processor time until a gateway is there",
    "posts": "A transaction posted",
    "groups": "Writers who share a commit",
    "asks": "One request of each kind",
    "orders": "A one-off order over HTTP",
    "usage": "Usage taken in, an event",
    "bills": "A bill run",
}


def main() -> None:
    """Measure what is chosen and print it."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", choices=MEASUREMENTS, help="this measurement; may be repeated")
    parser.add_argument("--quick", action="store_true", help="few rounds of little work")
    parser.add_argument("--subscriptions", type=int, help="of the bill run, else 1,000; 100000 take hours")
    parser.add_argument(
        "--pgledger", action="append", type=Path, default=[], metavar="FILE",
        help="SQL that sets pgledger up, fetched by yourself: posts are measured beside it; in order, may be repeated",
    )  # fmt: skip
    parser.add_argument("--sqlite", action="store_true", help="on SQLite alone, without a PostgreSQL")
    parser.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.parse_args()
    more: dict[str, dict[str, Any]] = {
        "posts": {"pgledger_files": chosen.pgledger, "sqlite_alone": chosen.sqlite},
        "bills": {"subscriptions": chosen.subscriptions, "sqlite_alone": chosen.sqlite},
        "orders": {"sqlite_alone": chosen.sqlite},
        "usage": {"sqlite_alone": chosen.sqlite},
    }
    found = {name: measured(name, quick=chosen.quick, **more.get(name, {})) for name in chosen.only or MEASUREMENTS}
    if chosen.json:
        print(json.dumps({"quick": chosen.quick, **{name: each.plain() for name, each in found.items()}}, indent=2))
        return
    console = Console()
    for name, each in found.items():
        console.print(*tables(MEASUREMENTS[name], each), sep="\n")
        console.print(*(f"  {fact}: {said(value)}" for fact, value in each.facts.items()), "", sep="\n")


def measured(name: str, *, quick: bool, **more: Any) -> Measured:
    """Run one measurement. What it is doing goes to stderr, so that stdout holds the figures alone."""
    console = Console(stderr=True)
    began = time.monotonic()
    measure: Callable[..., Measured] = import_module(f"bench.{name}").measure
    with console.status(name) as status:
        say: Say = lambda text: status.update(f"{name}: {text}")  # noqa: E731 - a name for a line
        if not console.is_terminal:
            say = lambda text: print(f"{name}: {text}", file=sys.stderr, flush=True)  # noqa: E731
        found = measure(say, quick=quick, **more)
    console.print(f"{name}: done in {time.monotonic() - began:.0f} s")
    return found


def tables(title: str, found: Measured) -> Iterator[Table]:
    """One table for each peer, one line for each deed."""
    for peer in dict.fromkeys(each.peer for each in found.comparisons):
        shown = Table(title=f"{title}, beside {peer}", title_justify="left", box=SIMPLE_HEAD)
        shown.add_column("")
        for heading in ("Harr", "peer", "rows", "ratio", "in single rounds"):
            shown.add_column(heading, justify="right", no_wrap=True)
        for each in found.comparisons:
            if each.peer == peer:
                shown.add_row(each.what, *figures(each))
        yield shown


def figures(each: Comparison) -> tuple[str, ...]:
    """Times, rows and the ratio, as people read them."""
    rows = "" if each.rows is None else f"{each.rows:.1f}"
    spread = f"{each.lowest:.1f} to {each.highest:.1f} ({each.rounds})"
    ratio = f"{each.ratio:.1f}" if each.ratio >= 1 else f"{each.ratio:.2f}"
    return duration(each.harr_seconds), duration(each.peer_seconds), rows, ratio, spread


def said(fact: Any) -> str:
    """A fact in words."""
    return (", ".join(fact) or "nothing") if isinstance(fact, list | tuple) else str(fact)


def duration(of: float) -> str:
    """In milliseconds, or microseconds where it is short."""
    return f"{of * 1e3:,.2f} ms" if of >= 1e-3 else f"{of * 1e6:,.0f} µs"


if __name__ == "__main__":
    main()

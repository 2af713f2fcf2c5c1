"""The books, written out and checked: by Harr's own SQL first, then by tools that know nothing of Harr."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from harr.engine import Actor, Engine, Tx, order
from harr.kernel.errors import FieldInvalid
from harr.kernel.ids import id_number
from harr.services import ledger, reports, tenants
from harr.services.ledger import exports

if TYPE_CHECKING:
    from rich.console import Console

    from harr_client import Harr

AUDITOR = Actor(kind="system", operation="books")
SAID_LINES = 20
VERDICTS = {True: ("✓", "green"), False: ("✗", "red"), None: ("not installed", "yellow")}
TOOL_SECONDS = 600

Format = Callable[[Tx, int | None], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found, or that its tool is not installed (`passed` is None then)."""

    by: str
    name: str
    passed: bool | None
    counted: int | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tool:
    """A bookkeeping program: the form that it reads, and how it is asked. `FILE` stands for the file."""

    format: str
    command: tuple[str, ...]
    install: str


def _hledger(tx: Tx, entity: int | None) -> Iterator[str]:
    return exports.hledger.write(ledger.journal(tx, entity), order.head(tx)[1])


def _beancount(tx: Tx, entity: int | None) -> Iterator[str]:
    return exports.beancount.write(ledger.journal(tx, entity), order.head(tx)[1])


def _csv(tx: Tx, entity: int | None) -> Iterator[str]:
    return exports.csv.write(ledger.journal(tx, entity))


FORMATS: dict[str, tuple[str, Format]] = {
    "hledger": ("journal", _hledger),
    "beancount": ("beancount", _beancount),
    "csv": ("csv", _csv),
}
"""By name: how a file of the format ends, and who writes it."""

TOOLS: dict[str, Tool] = {
    "hledger": Tool("hledger", ("hledger", "-f", "FILE", "check", "--strict", "ordereddates"), "apt install hledger"),
    "beancount": Tool("beancount", ("bean-check", "FILE"), "pip install beancount"),
}


def export(engine: Engine, tenant: int, form: str, file: Path, entity: str | None = None) -> int:
    """Write the journal of a tenant into a file, on one snapshot; how many lines."""
    engine.order(tenant)
    _, write = FORMATS[form]
    only = None if entity is None else id_number(entity, "ent", field="entity")

    def written(tx: Tx) -> int:
        count = 0
        if only is not None:
            tenants.entity(tx, only)
        with file.open("w", encoding="utf-8", newline="\n") as out:
            for line in write(tx, only):
                out.write(line.removesuffix("\n") + "\n")
                count += 1
        return count

    return engine.read(tenant, AUDITOR, written)


def verify(engine: Engine, tenant: int, tools: Sequence[str] = tuple(TOOLS)) -> Iterator[Result]:
    """Every check of a tenant's books: Harr's own, then by each tool that is installed, naming those that are not."""
    unknown = sorted(set(tools) - set(TOOLS))
    if unknown:
        raise FieldInvalid(
            f"the books cannot be verified with {', '.join(unknown)}", field="with", way_out=f"Use {', '.join(TOOLS)}."
        )
    engine.order(tenant)
    for check in engine.read(tenant, AUDITOR, _own):
        yield Result("harr", check.name, check.passed, check.counted, check.wrong)
    for name in tools:
        yield _by_tool(engine, tenant, name)


def _own(tx: Tx) -> list[ledger.Check]:
    """Harr's own SQL, over the books and what other services have kept of them."""
    return reports.checks(tx)


def _by_tool(engine: Engine, tenant: int, name: str) -> Result:
    tool = TOOLS[name]
    program = _program(tool.command[0])
    if program is None:
        return Result(name, tool.command[0], None, said=(f"{tool.command[0]} is not installed: {tool.install}",))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"books.{FORMATS[tool.format][0]}"
        lines = export(engine, tenant, tool.format, file)
        command = [program, *(str(file) if each == "FILE" else each for each in tool.command[1:])]
        done = subprocess.run(command, capture_output=True, text=True, timeout=TOOL_SECONDS, check=False)  # noqa: S603
    said = tuple((done.stdout + done.stderr).strip().splitlines()[:SAID_LINES])
    return Result(
        name,
        " ".join(tool.command[:1] + tool.command[3:]),
        done.returncode == 0,
        lines,
        said if done.returncode else (),
    )


def _program(name: str) -> str | None:
    """Where a tool is: on the path, or beside the Python that runs."""
    beside = Path(sys.executable).parent / name
    return shutil.which(name) or (str(beside) if beside.exists() else None)


def table(results: Sequence[Result], console: Console) -> bool:
    """Print what was found; whether all is well."""
    from rich.table import Table  # noqa: PLC0415 - for people only
    from rich.text import Text  # noqa: PLC0415

    shown = Table("by", "check", "counted", "", box=None, pad_edge=False)
    for each in results:
        sign, style = VERDICTS[each.passed]
        shown.add_row(each.by, each.name, "" if each.counted is None else f"{each.counted:,}", Text(sign, style=style))
    console.print(shown)
    for each in results:
        for line in each.said:
            console.print(f"{each.by}, {each.name}: {line}", markup=False)
    return not any(each.passed is False for each in results)


def verify_sandbox(parent: Harr, sandbox: str, console: Console) -> bool:
    """Verify the books of a sandbox of an embedded Harr, and print it; whether all is well."""
    from harr.edge.embedded import InProcessTransport  # noqa: PLC0415 - the command line needs no SDK for this

    transport = parent.caller.transport
    if not isinstance(transport, InProcessTransport):
        raise TypeError("the books of a server are verified where its database is: `harr books verify`")
    return table(list(verify(transport.gateway.engine, id_number(sandbox, "sbx"), tuple(TOOLS))), console)

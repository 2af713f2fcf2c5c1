"""A command for every operation of the contract, made from its declaration when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec
from msgspec import inspect

from harr.contract import OPERATIONS, Operation
from harr.edge.cli.words import members

FIELD = "field_"
"""Before a field's name among click's parameters, so that none is taken for another."""
OWN = frozenset(
    {
        "data",
        "d",
        "json",
        "curl",
        "all",
        "sandbox",
        "dry-run",
        "idempotency-key",
        "if-match",
        "help",
        "out",
        "no-wait",
    }
)
"""Options of every command; a field of such a name is written `-d name=value`."""


def resources() -> dict[str, list[Operation]]:
    """Every resource with its operations, in the order of the contract."""
    found: dict[str, list[Operation]] = {}
    for operation in OPERATIONS:
        found.setdefault(operation.resource, []).append(operation)
    return found


class ResourceGroup(click.Group):
    """The verbs of one resource."""

    def __init__(self, name: str, operations: Sequence[Operation]) -> None:
        super().__init__(name, short_help=" ".join(each.verb for each in operations), help=f"Work with {_words(name)}.")
        self.operations = {each.verb: each for each in operations}

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.operations)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        operation = self.operations.get(cmd_name.replace("-", "_"))
        return None if operation is None else OperationCommand(operation)


class OperationCommand(click.Command):
    """One operation: ids by their place, fields and filters as options."""

    def __init__(self, operation: Operation) -> None:
        super().__init__(
            operation.verb, short_help=operation.summary, help=_help(operation), params=[*_parameters(operation)]
        )
        self.operation = operation

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [*spelled(args)])

    def invoke(self, ctx: click.Context) -> Any:
        from harr.edge.cli.asking import Wish, ask  # noqa: PLC0415 - help needs no gateway

        given = ctx.params
        fields = {name.removeprefix(FIELD): _texts(value) for name, value in given.items() if name.startswith(FIELD)}
        wish = Wish(
            path=[given[name] for name in self.operation.parameters],
            fields={name: texts for name, texts in fields.items() if texts},
            pairs=given["pairs"],
            data=given.get("data"),
            dry_run=given.get("dry_run", False),
            idempotency_key=given.get("idempotency_key"),
            if_match=given.get("if_match"),
            reason=given.get("reason"),
            sandbox=given["sandbox"],
            all_pages=given.get("all_pages", False),
            as_json=given["as_json"],
            only_id=given.get("only_id", False),
            curl=given["curl"],
            wait=not given.get("no_wait", False),
            out=given.get("out"),
        )
        ctx.exit(ask(self.operation, wish))


def spelled(args: Sequence[str]) -> Iterator[str]:
    """Options of nested fields become `-d path=value`, and underscores in names of options hyphens."""
    waiting = iter(args)
    for word in waiting:
        name, sign, value = word.removeprefix("--").partition("=")
        if word == "--":
            yield word
            yield from waiting
        elif not word.startswith("--"):
            yield word
        elif "." in name or "[" in name:
            text = value if sign else next(waiting, None)
            if text is None:
                raise click.UsageError(f"--{name} needs a value")
            yield from ("-d", f"{name}={text}")
        else:
            yield f"--{name.replace('_', '-')}{sign}{value}"


def _texts(value: Any) -> list[str]:
    """What was given for an option, as texts."""
    if value is None:
        return []
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [str(each) for each in value] if isinstance(value, tuple) else [str(value)]


def _help(operation: Operation) -> str:
    said = [operation.summary, f"\b\n{operation.method} {operation.path}   scope {operation.scope}"]
    if operation.request is not None and _fields(operation.request):
        said.append("Fields that lie deeper are written --address.country NL, --lines[0].quantity 3, or -d path=value.")
    if operation.listing and any(each.kind in {"instant", "date"} for each in operation.filters):
        said.append("Instants and dates are also ranges: '--created_at[gte]' 2026-01-01T00:00:00Z (gt, lte, lt).")
    if operation.starts_job:
        said.append("A job does it; the command waits for it and shows the resource as it is then.")
    return "\n\n".join(said)


# ---- parameters ------------------------------------------------------------------------------------------------------


def _parameters(operation: Operation) -> Iterator[click.Parameter]:
    for name in operation.parameters:
        yield click.Argument([name])
    if operation.request is not None:
        yield from _fields(operation.request)
    if operation.query is not None:
        yield from _fields(operation.query)
    if operation.listing:
        yield from _filters(operation)
    yield from _common(operation)


def _fields(kind: type[msgspec.Struct]) -> list[click.Parameter]:
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)  # noqa: S101 - for the type checker: a request is a struct
    return [_option(each) for each in found.fields if _hyphens(each.encode_name) not in OWN]


def _option(item: inspect.Field) -> click.Option:
    kinds = members(item.type)
    flag, name = f"--{_hyphens(item.encode_name)}", FIELD + item.encode_name
    said = _meaning(item)
    if any(isinstance(each, inspect.BoolType) for each in kinds):
        return click.Option([f"{flag}/--no-{_hyphens(item.encode_name)}", name], default=None, help=said)
    several = any(isinstance(each, (inspect.ListType, inspect.VarTupleType)) for each in kinds)
    return click.Option([flag, name], help=said, metavar=_metavar(kinds), multiple=several)


SHAPES: tuple[tuple[type[inspect.Type], str], ...] = (
    (inspect.StructType, "JSON"),
    (inspect.DictType, "JSON"),
    (inspect.IntType, "NUMBER"),
    (inspect.DateType, "DATE"),
    (inspect.DateTimeType, "INSTANT"),
)
FEW = 6


def _metavar(kinds: Sequence[inspect.Type]) -> str:
    """What a value looks like."""
    for kind in kinds:
        if isinstance(kind, inspect.LiteralType):
            return f"[{'|'.join(map(str, kind.values))}]" if len(kind.values) <= FEW else "WORD"
        if isinstance(kind, (inspect.ListType, inspect.VarTupleType)):
            return f"{_metavar(members(kind.item_type))}…"
    return next((shape for kind in kinds for each, shape in SHAPES if isinstance(kind, each)), "TEXT")


def _meaning(item: inspect.Field) -> str:
    """Whether it has to be given, and what lies inside it."""
    inside = [each for kind in members(item.type) for each in _inside(kind)]
    said = ["required"] if item.required else []
    described = next((str(one) for one in (_described(item.type),) if one), "")
    if described:
        said.append(described)
    if inside:
        said.append(", ".join(f".{name}" for name in inside))
    return "; ".join(said)


def _described(kind: inspect.Type) -> str | None:
    return (kind.extra_json_schema or {}).get("description") if isinstance(kind, inspect.Metadata) else None


def _inside(kind: inspect.Type) -> Iterator[str]:
    if isinstance(kind, inspect.StructType):
        yield from (each.encode_name for each in kind.fields)
    elif isinstance(kind, (inspect.ListType, inspect.VarTupleType)):
        for each in members(kind.item_type):
            yield from (f"[0].{name}".removeprefix(".") for name in _inside(each))


def _filters(operation: Operation) -> Iterator[click.Parameter]:
    yield click.Option(["--limit", f"{FIELD}limit"], metavar="NUMBER", help="On one page, 1 to 100.")
    yield click.Option(["--after", f"{FIELD}after"], metavar="CURSOR", help="Go on from there.")
    yield click.Option(["--order", f"{FIELD}order"], metavar="[desc|asc]", help="Newest or oldest first.")
    for each in operation.filters:
        shape = f"[{'|'.join(each.words)}]" if each.words and len(each.words) <= FEW else each.kind.upper()
        if _hyphens(each.name) not in {*OWN, "id"}:
            yield click.Option(
                [f"--{_hyphens(each.name)}", FIELD + each.name], metavar=shape, multiple=True, help="Only these."
            )
    yield click.Option(["--all", "all_pages"], is_flag=True, help="All pages.")


def _common(operation: Operation) -> Iterator[click.Parameter]:
    yield click.Option(["-d", "pairs"], multiple=True, metavar="PATH=VALUE", help="One field, however deep.")
    if operation.request is not None:
        yield click.Option(["--data"], metavar="@FILE|-|JSON", help="The body; options are set over it.")
    if operation.writes:
        yield click.Option(["--dry-run"], is_flag=True, help="Rehearse: show what would happen, keep nothing.")
        yield click.Option(["--if-match"], metavar="VERSION", help="Only if it still has this version.")
        named = operation.request.__struct_fields__ if operation.request else ()
        reason = "--harr-reason" if "reason" in named else "--reason"
        yield click.Option([reason, "reason"], metavar="TEXT", help="Why; kept in the audit.")
    if operation.writes and operation.method == "POST":
        yield click.Option(["--idempotency-key"], metavar="KEY", help="Your own; one is made for you.")
    if operation.starts_job:
        yield click.Option(["--no-wait"], is_flag=True, help="Over HTTP: do not wait for the job.")
    if operation.media != "application/json" or (operation.query and "format" in operation.query.__struct_fields__):
        yield click.Option(
            ["-o", "--out"], type=click.Path(path_type=Path, dir_okay=False), help="Write it into a file."
        )
    yield click.Option(["--sandbox"], metavar="ID", help="In this sandbox, made here.")
    yield click.Option(["--json", "as_json"], is_flag=True, help="The answer as it is, for programs.")
    if operation.request is None or "id" not in operation.request.__struct_fields__:
        yield click.Option(["--id", "only_id"], is_flag=True, help="The id alone: NEW=$(harr … --id).")
    yield click.Option(["--curl"], is_flag=True, help="Print the HTTP call instead of making it.")


def _hyphens(name: str) -> str:
    return name.replace("_", "-")


def _words(name: str) -> str:
    return name.replace("_", " ")

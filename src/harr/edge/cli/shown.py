"""What people see: a thing as a list of its fields, many as a table, a rehearsal, a problem with its way out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

WIDE = 160
INDENT = (0, 0, 0, 2)
EMPTY: tuple[Any, ...] = (None, "", [], {})
UNTOLD = frozenset({"object"})
"""What an id says already."""
COLUMNS = 9
LONGEST_CELL = 80
FIRST_COLUMNS = (
    "id", "number", "code", "gl_code", "gl_name", "name", "external_id", "type", "kind", "status", "customer",
    "product", "model", "subject", "verb", "effective_on", "issued_on", "due_on", "due_at", "description", "side",
    "amount", "total", "amount_due", "balance", "posted", "currency", "quantity", "unit_amount", "net_amount",
    "base_amount", "tax_amount", "percentage", "category", "operation", "outcome", "created_at",
)  # fmt: skip
"""What is worth a column in a list, in this order, where there is something to show."""
UNPRINTABLE = dict.fromkeys((*range(10), *range(11, 32), *range(127, 160)), "�")
"""Whatever a customer wrote into a name, it does not steer the terminal."""


def console(*, error: bool = False) -> Console:
    """Where it is printed; a pipe gets plain text, wide enough for tables."""
    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() else WIDE
    return Console(file=stream, markup=False, highlight=False, emoji=False, width=width)


def answer(found: Any) -> RenderableType:
    """An answer: a list, a rehearsal, or one thing."""
    if isinstance(found, dict) and isinstance(found.get("data"), list) and "has_more" in found:
        return page(found)
    if isinstance(found, dict) and found.get("dry_run") is True:
        return rehearsal(found)
    if isinstance(found, dict) and found.get("object") == "report":
        return report(found)
    if isinstance(found, dict) and "parts" in found and "ref" in found:
        return explanation(found)
    return thing(found) if isinstance(found, dict) else text(found)


def explanation(found: Mapping[str, Any]) -> Tree:
    """A figure and what it is made of, down to the entries: each with its rule."""
    tree = Tree(_explained(found), guide_style="dim")
    _grow(tree, found.get("parts") or [])
    return tree


def _grow(tree: Tree, parts: Sequence[Mapping[str, Any]]) -> None:
    for part in parts:
        _grow(tree.add(_explained(part)), part.get("parts") or [])


def _explained(part: Mapping[str, Any]) -> Text:
    line = Text(clean(str(part.get("title") or part["ref"])))
    if part.get("amount") is not None:
        line.append(f"  {part['amount']} {part.get('currency') or ''}".rstrip(), style="bold")
    if part.get("rule"):
        line.append(f"  {clean(part['rule'])}", style="dim")
    facts = part.get("facts") or {}
    if facts:
        line.append("  " + ", ".join(f"{name} {_fact(value)}" for name, value in facts.items()), style="dim")
    return line


def _fact(value: Any) -> str:
    """A fact for people: what lies within it in brackets."""
    if isinstance(value, Mapping):
        return " ".join(f"{name} {_fact(each)}" for name, each in value.items())
    if isinstance(value, list):
        return f"({'; '.join(_fact(each) for each in value)})"
    return clean(str(value))


def page(found: Mapping[str, Any]) -> RenderableType:
    """A list as a table, and how to see more of it."""
    rows = found["data"]
    if not rows:
        return Text("none", style="dim")
    more = (
        Text(f"more: --all, or --after {found.get('next_cursor')}", style="dim") if found.get("has_more") else Text("")
    )
    return Group(table(rows), more) if found.get("has_more") else table(rows)


def table(rows: Sequence[Mapping[str, Any]]) -> RenderableType:
    """Things of one kind, one on each line."""
    names = columns(rows)
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        made.add_column(name, justify="right" if _is_amount(name) else "left", overflow="fold", no_wrap=name == "id")
    for row in rows:
        made.add_row(*(cell(row.get(name)) for name in names))
    return made


def cell(value: Any) -> Text:
    """A value in a table: its first line, and not all of a page."""
    whole = str(text(value))
    first = whole.partition("\n")[0][:LONGEST_CELL]
    return Text(first if first == whole else f"{first}…")


def report(found: Mapping[str, Any]) -> RenderableType:
    """A report with its own columns, its totals, and what it notes; one currency is said once, at its top."""
    rows, totals = found["rows"], found["totals"]
    filled = {name for row in rows for name in row["cells"]}
    heads = [head for head in found["columns"] if head["kind"] != "text" or head["name"] in filled]
    figures = [*totals.values(), *(each for row in rows for each in row["cells"].values())]
    currencies = {each["currency"] for each in figures if each.get("currency")}
    only = next(iter(currencies)) if len(currencies) == 1 else None
    keyed = any(_key(row, only) != row["label"] for row in rows)
    made = Table(*[""] * keyed, box=box.SIMPLE_HEAD, pad_edge=False, show_footer=bool(totals))
    made.add_column("", "Total")
    for head in heads:
        right = head["kind"] in {"amount", "quantity"}
        made.add_column(clean(head["label"]), _total(totals, head["name"], only), justify="right" if right else "left")
    for row in rows:
        shown = [text_of_figure(row["cells"].get(head["name"]), only) for head in heads]
        key = [cell(_key(row, only))] if keyed else []
        made.add_row(*key, Text("  " * row["level"] + clean(row["label"])), *shown)
    notes = [Text(clean(note)) for note in found.get("notes", [])]
    title = Text(clean(", ".join(part for part in (found["title"], _days(found), only) if part)), style="bold")
    return Group(title, made if rows else Text("nothing", style="dim"), *notes)


def _key(row: Mapping[str, Any], only: str | None) -> str:
    """What tells a row apart, without the currency that all have."""
    key: str = row["key"]
    return key if only is None else key.removesuffix(f"/{only}")


def _days(found: Mapping[str, Any]) -> str:
    """Of which days it is, where it was asked."""
    since, until, as_of = (found.get(name) for name in ("from", "until", "as_of"))
    last = as_of or until
    if since is None:
        return "" if last is None else f"until {last}"
    return f"{since} to {last}" if last else f"since {since}"


def _total(totals: Mapping[str, Mapping[str, Any]], name: str, only: str | None) -> Text:
    """A column added up, a line for each currency."""
    mine = [figure for key, figure in totals.items() if key.partition(" ")[0] == name]
    return Text("\n").join(text_of_figure(figure, only) for figure in mine)


def text_of_figure(figure: Mapping[str, Any] | None, only: str | None = None) -> Text:
    """An amount with its currency unless it is the only one, a quantity, or a text."""
    if not figure:
        return Text("")
    if figure.get("amount") is not None:
        currency = figure.get("currency") or ""
        return Text(f"{figure['amount']} {'' if currency == only else currency}".strip())
    return text(figure.get("quantity") or figure.get("text"))


def columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Which fields get a column: those that a reader looks for, then whatever else is plain."""
    filled = {name for row in rows for name, value in row.items() if value not in EMPTY}
    plain = [name for row in rows[:1] for name, value in row.items() if not isinstance(value, (list, dict))]
    looked_for = [name for name in FIRST_COLUMNS if name in filled]
    others = [
        name
        for name in plain
        if name in filled and name not in FIRST_COLUMNS and name not in UNTOLD | {"app", "version", "updated_at"}
    ]
    few = looked_for[:COLUMNS]
    return [*few, *others[: max(0, 5 - len(few))]] or [*rows[0]][:COLUMNS]


def thing(found: Mapping[str, Any]) -> RenderableType:
    """One thing: its fields line by line, what lies inside it below."""
    filled = {name: value for name, value in found.items() if value not in EMPTY and name not in UNTOLD}
    deep = {name: value for name, value in filled.items() if _is_deep(value)}
    below: list[RenderableType] = []
    for name, value in deep.items():
        inside = table(value) if isinstance(value, list) else thing(value)
        below += [Text(f"\n{name}", style="bold"), Padding(inside, INDENT, expand=False)]
    return Group(_lines({name: value for name, value in filled.items() if name not in deep}), *below)


def _is_deep(value: Any) -> bool:
    """Whether it wants more than a line: a list of things, or a thing with lists or things in it."""
    if isinstance(value, list):
        return isinstance(value[0], dict)
    return isinstance(value, dict) and any(isinstance(each, (dict, list)) and each for each in value.values())


def _lines(values: Mapping[str, Any]) -> Table:
    """Names and values, one on each line."""
    made = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    for name, value in values.items():
        made.add_row(name, text(value))
    return made


def rehearsal(found: Mapping[str, Any]) -> RenderableType:
    """What would be done, and that nothing was."""
    parts: list[RenderableType] = [Text("This is a rehearsal: nothing was kept.", style="yellow")]
    result = found.get("result")
    parts.append(thing(result) if isinstance(result, dict) else text(result))
    for number, transaction in enumerate(found.get("transactions", []), start=1):
        parts.append(Text(f"\ntransaction {number}: {text(transaction.get('type'))}", style="bold"))
        parts.append(Padding(table(transaction.get("entries", []) or [transaction]), INDENT, expand=False))
    for name in ("documents", "emails", "asks"):
        if found.get(name):
            parts += [Text(f"\n{name}", style="bold"), Padding(table(found[name]), INDENT, expand=False)]
    if found.get("events"):
        told = ", ".join(str(event.get("type")) for event in found["events"])
        parts.append(Text(f"\nevents: {told}"))
    return Group(*parts)


def problem(said: Mapping[str, Any]) -> RenderableType:
    """Why nothing was done, and what to do next."""
    facts = {"field": said.get("field"), **{f"facts.{name}": each for name, each in (said.get("facts") or {}).items()}}
    made = _lines({name: value for name, value in facts.items() if value not in EMPTY})
    parts: list[RenderableType] = [
        Text.assemble(("✗ ", "red"), (clean(str(said.get("title") or "Refused")), "bold"), f" ({said.get('code')})"),
        Text(f"  {clean(str(said.get('detail', '')))}"),
    ]
    if made.row_count:
        parts.append(Padding(made, INDENT, expand=False))
    if said.get("way_out"):
        parts.append(Text.assemble(("  Way out: ", "green"), clean(str(said["way_out"]))))
    if said.get("request_id"):
        parts.append(Text(f"  {said['request_id']}", style="dim"))
    return Group(*parts)


def text(value: Any) -> Text:
    """A value on one line."""
    if value is None:
        return Text("")
    if isinstance(value, bool):
        return Text("yes" if value else "no")
    if isinstance(value, list):
        return Text(", ".join(str(text(each)) for each in value))
    if isinstance(value, dict):
        return Text("  ".join(f"{name} {text(each)}" for name, each in value.items() if each not in EMPTY))
    return Text(clean(str(value)))


def clean(said: str) -> str:
    """Without characters that a terminal would obey."""
    return said.translate(UNPRINTABLE)


def raw(found: Any) -> str:
    """For programs."""
    return json.dumps(found, indent=2, ensure_ascii=False)


def _is_amount(name: str) -> bool:
    return (
        name in {"total", "balance", "subtotal", "quantity", "posted", "debits", "credits", "percentage"}
        or "amount" in name
    )

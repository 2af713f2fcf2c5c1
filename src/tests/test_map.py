"""The house rules, walked over every file: who may call whom, whose tables are whose, who reads the time, no floats."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from harr.map import FLOORS, READS_THE_TIME, SERVICES

ROOT = Path(__file__).resolve().parents[1] / "harr"
FILES = sorted(path for path in ROOT.rglob("*.py"))
TIME_READERS = re.compile(
    r"\b(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|monotonic|perf_counter)\w*)\("
)
MAY_MEASURE = ("harr.engine.run", "harr.engine.sqlite")
"""They measure how long they have tried or waited, by the monotonic clock; no date comes from it."""
PUBLIC_DOTS = "harr.services.ledger.post".count(".")
NAMELESS = {"utils", "common", "helpers", "manager", "base"}


@dataclass(frozen=True)
class Import:
    """One import: which module, of what, in which line."""

    module: str
    target: str
    line: int


def module_of(path: Path) -> str:
    """`harr.services.tax` of its `__init__.py`."""
    parts = ["harr", *path.relative_to(ROOT).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, source: str | None = None) -> Iterator[Import]:
    """Every import of a file, relative ones spelled out, `from a import b` as both a and a.b."""
    module = module_of(path)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source if source is not None else path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                yield Import(module, f"{base}.{alias.name}", node.lineno)


def floor_of(module: str) -> str | None:
    """The floor that a module stands on; `harr.map` and `harr` itself stand on none."""
    parts = module.split(".")
    return parts[1] if parts[0] == "harr" and len(parts) > 1 and parts[1] in FLOORS else None


def service_of(module: str) -> str | None:
    """The service that a module belongs to."""
    parts = module.split(".")
    return parts[2] if len(parts) > 2 and parts[:2] == ["harr", "services"] and parts[2] in SERVICES else None


def complaint(found: Import) -> str | None:
    """What is wrong with an import, in words a newcomer understands."""
    mine, theirs = floor_of(found.module), floor_of(found.target)
    if mine is None or theirs is None:
        return None
    if FLOORS.index(theirs) > FLOORS.index(mine):
        return f"{mine} stands below {theirs}"
    caller, called = service_of(found.module), service_of(found.target)
    if caller is None or called is None or caller == called:
        return None
    if SERVICES.index(called) > SERVICES.index(caller):
        return f"{caller} may not call {called}; emit an event"
    inside = ROOT / "services" / called / f"{found.target.rpartition('.')[2]}.py"
    if found.target.count(".") > PUBLIC_DOTS or (found.target.count(".") == PUBLIC_DOTS and inside.exists()):
        public = (ROOT / "services" / called / "__init__.py").read_text("utf-8")
        if not re.search(rf'"{found.target.rpartition(".")[2]}"', public):
            return f"use the public names of {called}"
    return None


@pytest.mark.parametrize(
    ("module", "target", "said"),
    [
        ("harr.kernel.money", "harr.engine.tx", "kernel stands below engine"),
        ("harr.services.metering.store", "harr.edge.gateway", "services stands below edge"),
        (
            "harr.services.metering.store",
            "harr.services.invoices.draft",
            "metering may not call invoices; emit an event",
        ),
        ("harr.services.invoices.actions", "harr.services.ledger.store.rows", "use the public names of ledger"),
        ("harr.services.invoices.actions", "harr.services.ledger.post", None),
        ("harr.services.invoices.actions", "harr.services.invoices.store", None),
        ("harr.edge.wiring", "harr.services.tenants", None),
    ],
)
def test_the_map_says_what_is_wrong(module: str, target: str, said: str | None) -> None:
    """The rules themselves, on imports that nobody wrote."""
    assert complaint(Import(module, target, 1)) == said


def test_relative_imports_are_seen() -> None:
    """`from ..invoices import draft` in metering is the same as the long form."""
    path = ROOT / "services" / "metering" / "store.py"
    assert [found.target for found in imports(path, "from ..invoices import draft")] == ["harr.services.invoices.draft"]


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_keep_to_the_map(path: Path) -> None:
    """Calls go up the street, events come down it; floors rest on those below."""
    wrong = [
        f"{path.name}:{found.line}: {said} ({found.target})" for found in imports(path) if (said := complaint(found))
    ]
    assert not wrong, "\n".join(wrong)


def test_the_kernel_is_made_of_the_standard_library() -> None:
    """Pure values need nobody."""
    allowed = {
        *("__future__", "ast", "bisect", "calendar", "collections", "dataclasses", "datetime", "decimal", "enum"),
        *("fractions", "functools", "hashlib", "importlib", "io", "itertools", "json", "math", "operator", "re"),
        *("string", "types", "typing", "zoneinfo"),
    }
    used = {
        found.target.partition(".")[0]
        for path in FILES
        if floor_of(module_of(path)) == "kernel"
        for found in imports(path)
    }
    assert used - {"harr", "tzdata"} <= allowed, "tzdata is the pinned data of zoneinfo; nothing else may come in"


@pytest.mark.parametrize("path", [p for p in FILES if "services" in p.parts], ids=module_of)
def test_a_service_names_its_own_tables_only(path: Path) -> None:
    """No SQL over another service's tables, and none outside store files over one's own."""
    own = service_of(module_of(path))
    tables = {f"{service}_{table}" for service in SERVICES for table in _tables(service)}
    text = path.read_text("utf-8")
    named = {word for word in re.findall(r"\b[a-z]+_[a-z_]+\b", text) if word in tables}
    foreign = {word for word in named if service_of(f"harr.services.{word.partition('_')[0]}") != own}
    assert not foreign, f"{path.name} names {sorted(foreign)}; ask their service"
    statements = re.findall(r"\b(?:FROM|INTO|UPDATE|JOIN)\s+(\w+)", text)
    engines = {word for word in statements if word.startswith("engine_")}
    assert not engines, f"{path.name} reads {sorted(engines)}; ask the engine"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_only_the_clock_and_the_edge_read_the_time(path: Path) -> None:
    """Everybody else is handed `tx.now`, so that a sandbox's clock is the only one they know."""
    module = module_of(path)
    if module.startswith(READS_THE_TIME) or module in MAY_MEASURE:
        assert floor_of(module) in {"engine", "edge"}
        return
    assert not TIME_READERS.search(path.read_text("utf-8")), f"{path.name} reads the time; take tx.now"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_no_float_comes_near_money(path: Path) -> None:
    """No float literal, no float(), no float type below the edge."""
    if floor_of(module_of(path)) not in {"kernel", "contract", "services"}:
        assert floor_of(module_of(path)) in {"engine", "edge", None}
        return
    wrong = [
        f"{path.name}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float" and not _is_refusal(node))
    ]
    assert not wrong, f"floats at {wrong}"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_names_say_what_a_file_is_for(path: Path) -> None:
    """A file called utils has not found its name yet; and every file opens with why it is there."""
    assert path.stem not in NAMELESS
    text = path.read_text("utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text)), f"{path} does not say what it is for"


def _is_refusal(node: ast.Name) -> bool:
    """`isinstance(value, float)` that refuses one is welcome."""
    return getattr(node, "refuses", False) is True


def _tables(service: str) -> list[str]:
    folder = ROOT / "services" / service / "schema"
    text = "".join(file.read_text("utf-8") for file in folder.glob("*.sql")) if folder.is_dir() else ""
    return [name.removeprefix(f"{service}_") for name in re.findall(r"CREATE TABLE IF NOT EXISTS (\w+)", text)]

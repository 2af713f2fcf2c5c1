"""Writes the typed half of the SDK from `openapi.json`: models, a class for each resource, the list of them.

    python sdk/python/generate.py            write
    python sdk/python/generate.py --check    say what would change, and fail if anything would

What is written by hand stands beside it: how a call is sent, tried again, read and
paged. Nothing here knows Harr; a document with other operations makes another SDK.
"""

from __future__ import annotations

import json
import keyword
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parents[1] / "openapi.json"
PACKAGE = HERE / "harr_client"
GENERATED = ("models.py", "surface.py", "resources")

Schema = dict[str, Any]
PLACE = "#/components/schemas/"
WIDTH = 112
SCALARS = {"string": "str", "integer": "int", "boolean": "bool", "null": "None"}
FORMATS = {"date": "dt.date", "date-time": "dt.datetime"}
OPTIONS = (("idempotency_key", "str | None"), ("if_match", "int | None"), ("reason", "str | None"))
PAGING = ("limit", "after", "order")
BY_HAND = {"Rehearsal", "Problem"}
RANGE = re.compile(r"\[(gte|gt|lte|lt)\]$")
MADE = "Made by generate.py from openapi.json; changes belong there."
HEADER = '"""{about} ' + MADE + '"""\n\n{noqa}from __future__ import annotations\n\n'


def main(arguments: list[str]) -> int:
    """Write, or check."""
    document = json.loads(DOCUMENT.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name:
        made = Path(name) / "harr_client"
        write(document, made)
        changed = sorted(differences(made, PACKAGE))
        if "--check" in arguments:
            print("\n".join(changed) or "the SDK is up to date")
            return 1 if changed else 0
        for each in GENERATED:
            _replace(made / each, PACKAGE / each)
    print(f"{len(changed)} files changed")
    return 0


def write(document: Schema, target: Path) -> None:
    """All generated files, formatted, into a folder."""
    api = Api(document)
    (target / "resources").mkdir(parents=True)
    (target / "models.py").write_text(models(api), "utf-8")
    (target / "surface.py").write_text(surface(api), "utf-8")
    (target / "resources" / "__init__.py").write_text(
        '"""One file for each resource. Made by generate.py."""\n', "utf-8"
    )
    for name, operations in api.resources.items():
        (target / "resources" / f"{name}.py").write_text(resource(api, name, operations), "utf-8")
    settings = HERE / "pyproject.toml"
    for command in (["format"], ["check", "--fix-only", "--select", "I"]):
        subprocess.run(  # noqa: S603 - the formatter of this very environment
            [sys.executable, "-m", "ruff", *command, "--quiet", "--no-cache", "--config", str(settings), str(target)],
            check=True,
        )


def differences(made: Path, kept: Path) -> Iterator[str]:
    """Generated files that are not as they should be."""
    names = {path.relative_to(made) for path in made.rglob("*.py")}
    names |= {path.relative_to(kept) for path in (kept / "resources").glob("*.py")}
    for name in names:
        old, new = kept / name, made / name
        if not new.exists() or not old.exists() or old.read_bytes() != new.read_bytes():
            yield str(name)


def _replace(new: Path, old: Path) -> None:
    if new.is_dir():
        shutil.rmtree(old, ignore_errors=True)
        shutil.copytree(new, old)
    else:
        shutil.copyfile(new, old)


# ---- the document ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation, as much as a client needs to know."""

    name: str
    method: str
    path: str
    summary: str
    parameters: list[Schema]
    body: Schema | None
    answer: Schema | None
    """The schema of its JSON, if it has one."""
    other_media: bool
    """Whether it may answer with something that is not JSON."""

    @property
    def verb(self) -> str:
        return self.name.partition(".")[2]

    @property
    def writes(self) -> bool:
        return any(each["name"] == "dry_run" for each in self.parameters)

    @property
    def path_names(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)

    @property
    def asked(self) -> list[Schema]:
        """The query parameters that are not for all."""
        return [each for each in self.parameters if each["in"] == "query" and each["name"] != "dry_run"]

    @property
    def pages(self) -> bool:
        return any(each["name"] == "after" for each in self.asked)


@dataclass
class Api:
    """The document, with what is pointed to at hand."""

    document: Schema
    schemas: dict[str, Schema] = field(init=False)
    resources: dict[str, list[Operation]] = field(init=False)

    def __post_init__(self) -> None:
        self.schemas = self.document["components"]["schemas"]
        self.resources = {}
        for operation in self._operations():
            self.resources.setdefault(operation.name.partition(".")[0], []).append(operation)

    def _operations(self) -> Iterator[Operation]:
        for path, methods in self.document["paths"].items():
            for method, said in methods.items():
                answer, other = self._answer(said["responses"])
                yield Operation(
                    name=said["operationId"],
                    method=method.upper(),
                    path=path,
                    summary=said["summary"],
                    parameters=[self.at(each) for each in said["parameters"]],
                    body=self._body(said),
                    answer=answer,
                    other_media=other,
                )

    def _body(self, said: Schema) -> Schema | None:
        if "requestBody" not in said:
            return None
        found: Schema = self.at(said["requestBody"]["content"]["application/json"]["schema"])
        return found

    def _answer(self, responses: Schema) -> tuple[Schema | None, bool]:
        done = responses.get("202") or responses.get("201") or responses["200"]
        content = dict(self.at(done)["content"])
        answer = content.pop("application/json", {}).get("schema")
        if answer is not None and "anyOf" in answer:
            answer = next(each for each in answer["anyOf"] if self.named(each) != "Rehearsal")
        return (answer if answer and self.type_of(answer) != "str" else None), bool(content)

    def at(self, schema: Schema) -> Schema:
        """What a pointer points to, or the thing itself."""
        if "$ref" not in schema:
            return schema
        found: Any = self.document
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return dict(found)

    def named(self, schema: Schema) -> str | None:
        """The name of the component that is pointed to."""
        place = str(schema.get("$ref", ""))
        return place.removeprefix(PLACE) if place.startswith(PLACE) else None

    def is_model(self, name: str) -> bool:
        return "properties" in self.schemas[name] and not self.item_of(name)

    def item_of(self, name: str | None) -> Schema | None:
        """What a page is a page of."""
        properties = self.schemas.get(name or "", {}).get("properties", {})
        if set(properties) != {"data", "has_more", "next_cursor"}:
            return None
        found: Schema = properties["data"]["items"]
        return found

    # ---- types in Python ----

    def type_of(self, schema: Schema, *, asking: bool = False) -> str:
        """The annotation of a schema: of what is answered, or of what a caller may pass when asking."""
        if name := self.named(schema):
            if self.is_model(name):
                return f"models.{name} | Mapping[str, Any]" if asking else f"models.{name}"
            return self.type_of(self.schemas[name], asking=asking)
        if "anyOf" in schema:
            return self._union([self.type_of(each, asking=asking) for each in schema["anyOf"]], asking=asking)
        if "enum" in schema and asking and all(isinstance(each, str) for each in schema["enum"]):
            return f"Literal[{', '.join(json.dumps(each) for each in schema['enum'])}]"
        return self._plain(schema, asking=asking)

    def _plain(self, schema: Schema, *, asking: bool) -> str:
        kind = schema.get("type")
        if isinstance(kind, list):
            return self._union([self._plain({**schema, "type": each}, asking=asking) for each in kind], asking=asking)
        if kind == "array":
            item = self.type_of(schema["items"], asking=asking) if schema.get("items") else "Any"
            return f"Sequence[{item}]" if asking else f"list[{item}]"
        if kind == "object":
            inner = schema.get("additionalProperties")
            value = self.type_of(inner, asking=asking) if isinstance(inner, dict) and inner else "Any"
            return f"{'Mapping' if asking else 'dict'}[str, {value}]"
        if schema.get("format") in FORMATS:
            found = FORMATS[schema["format"]]
            return f"{found} | str" if asking else found
        return SCALARS.get(str(kind), "Any")

    def _union(self, members: list[str], *, asking: bool) -> str:
        """Several; msgspec tells apart only one model, one text, one list. What it cannot is left as it came."""
        parts = list(dict.fromkeys(members))
        real = [part for part in parts if part != "None"]
        texts = [part for part in real if part in {"str", "dt.date", "dt.datetime"}]
        objects = [part for part in real if part.startswith(("models.", "dict["))]
        if "Any" in real or (not asking and (len(texts) > 1 or len(objects) > 1)):
            return "Any"
        return " | ".join([*real, *(["None"] if "None" in parts else [])])

    def models(self) -> list[str]:
        """Every component that a caller reads, or may pass as a part of a body."""
        wanted: set[str] = set()
        waiting: list[Any] = []
        for operation in (each for several in self.resources.values() for each in several):
            waiting += [operation.answer, (operation.body or {}).get("properties"), operation.asked]
        while waiting:
            for name in _pointed(waiting.pop()):
                if name not in wanted and name not in BY_HAND:
                    wanted.add(name)
                    waiting.append(self.schemas[name])
        return sorted(name for name in wanted if self.is_model(name))

    def passed(self) -> set[str]:
        """Components that a caller may pass."""
        found: set[str] = set()
        waiting = [each.body.get("properties") for several in self.resources.values() for each in several if each.body]
        while waiting:
            for name in _pointed(waiting.pop()):
                if name not in found:
                    found.add(name)
                    waiting.append(self.schemas[name])
        return found


def _pointed(schema: Any) -> Iterator[str]:
    if isinstance(schema, Mapping):
        place = schema.get("$ref")
        if isinstance(place, str) and place.startswith(PLACE):
            yield place.removeprefix(PLACE)
        for each in schema.values():
            yield from _pointed(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _pointed(each)


# ---- models ----------------------------------------------------------------------------------------------------------


def models(api: Api) -> str:
    """Every model in one file. Words of a list are plain text, so that a new one does not break an old client."""
    passed = api.passed()
    body = "\n\n".join(_model(api, name, passed=name in passed) for name in api.models())
    head = HEADER.format(about="What Harr answers, and what a body is made of.", noqa="")
    imports = "import datetime as dt\nfrom typing import Any\n\nimport msgspec\n\n\n"
    return head + imports + body.replace("models.", "") + "\n"


def _model(api: Api, name: str, *, passed: bool) -> str:
    schema = api.schemas[name]
    lines = [
        f"class {name}(msgspec.Struct, kw_only=True{', omit_defaults=True' if passed else ''}):",
        *_docstring(schema.get("description") or name, 4),
        "",
    ]
    required = set(schema.get("required", ()))
    for wire, each in schema["properties"].items():
        lines += _field(api, wire, each, required=wire in required)
    return "\n".join(lines) + "\n"


def _field(api: Api, wire: str, schema: Schema, *, required: bool) -> Iterator[str]:
    name, kind = _identifier(wire), api.type_of(schema)
    default = _default(schema, kind, required=required)
    if default is None and not required:
        kind, default = f"{kind} | None", "None"
    if name != wire:
        default = f"msgspec.field(name={wire!r}{'' if default is None else f', default={default}'})"
    yield f"    {name}: {kind}" + ("" if default is None else f" = {default}")
    said = _words(api, schema)
    if said:
        yield from _docstring(said, 4)


def _default(schema: Schema, kind: str, *, required: bool) -> str | None:
    """What is taken where an older Harr does not answer a field yet, or the caller does not pass it."""
    if kind.startswith("list["):
        return "msgspec.field(default_factory=list)"
    if kind.startswith("dict["):
        return "msgspec.field(default_factory=dict)"
    if kind.endswith("None") or kind == "Any":
        return "None"
    if schema.get("default") is not None and isinstance(schema["default"], (str, int, bool)):
        return repr(schema["default"])
    enum = schema.get("enum")
    return repr(enum[0]) if required and enum and len(enum) == 1 else None


def _words(api: Api, schema: Schema) -> str:
    """What is to be said of a field: its description where it is its own, and the words that it may have."""
    members = schema.get("anyOf", [schema])
    said = next((str(each["description"]) for each in (schema, *members) if "description" in each), "")
    found = next((api.at(each)["enum"] for each in members if len(api.at(each).get("enum", ())) > 1), [])
    listed = f"One of: {', '.join(map(str, found))}." if found else ""
    return " ".join(part for part in (said, listed) if part)


# ---- resources -------------------------------------------------------------------------------------------------------


def class_name(name: str) -> str:
    """`InvoiceLines` of `invoice_lines`."""
    return "".join(part.capitalize() for part in name.split("_"))


def resource(api: Api, name: str, operations: list[Operation]) -> str:
    """One resource: a class with a method for each operation."""
    spoken = name.replace("_", " ")
    parts = [
        f"class {class_name(name)}(Resource):\n" + "\n".join(_docstring(f"All that can be done with {spoken}.", 4))
    ]
    filters = []
    for operation in operations:
        if operation.pages:
            filters.append(_filters(api, operation))
        parts += _methods(api, operation)
    body = "\n\n\n".join([*filters, "\n\n".join(parts)]) + "\n"
    head = HEADER.format(about=f"{spoken.capitalize()}.", noqa="")
    return head + _imports(body) + "\n\n" + body


def _imports(body: str) -> str:
    """Only what is used."""

    def used(*names: str) -> list[str]:
        return [name for name in names if re.search(rf"\b{name}\b", body)]

    lines = ["import datetime as dt"] if "dt." in body else []
    for module, names in (
        ("collections.abc", used("Iterator", "Mapping", "Sequence")),
        ("typing", used("Any", "Literal", "TypedDict", "Unpack", "overload")),
        ("msgspec", used("UNSET", "UnsetType")),
        ("harr_client", used("models")),
        ("harr_client.calling", used("Content", "Options", "Rehearsal", "Resource", "parameters", "segment")),
        ("harr_client.pages", used("Page")),
    ):
        if names:
            lines.append(f"from {module} import {', '.join(names)}")
    return "\n".join(lines) + "\n"


def _filters(api: Api, operation: Operation) -> str:
    """What a list may be asked for, as a typed dictionary of keyword arguments."""
    lines = [
        f"class {_filters_name(operation)}(TypedDict, total=False):",
        *_docstring(f"What `{operation.name}` can be asked for. `…_gte` and its kin are ranges.", 4),
        "",
    ]
    lines += [f"    {python_name(each['name'])}: {_filter_type(api, each)}" for each in operation.asked]
    return "\n".join(lines)


def _filters_name(operation: Operation) -> str:
    return class_name(operation.name.replace(".list", "").replace(".", "_")) + "Filters"


def _filter_type(api: Api, parameter: Schema) -> str:
    schema = parameter["schema"]
    if schema.get("type") == "array":
        item = api.type_of(schema["items"], asking=True)
        return f"{item} | Sequence[{item}]"
    return api.type_of(schema, asking=True)


def python_name(wire: str) -> str:
    """`created_at_gte` of `created_at[gte]`, `from_` of `from`."""
    return _identifier(RANGE.sub(r"_\1", wire).replace(".", "_"))


def _identifier(wire: str) -> str:
    return f"{wire}_" if keyword.iskeyword(wire) else wire


def _methods(api: Api, operation: Operation) -> list[str]:
    if operation.pages:
        return [_list(api, operation), _iterate(api, operation)]
    if operation.answer is None:
        return [_content(api, operation, operation.verb)]
    if operation.writes:
        return [*_overloads(api, operation), _write(api, operation)]
    typed = _question(api, operation)
    return [typed, _content(api, operation, f"{operation.verb}_content")] if operation.other_media else [typed]


def _list(api: Api, operation: Operation) -> str:
    item = _item(api, operation)
    return _method(
        operation.verb,
        [*_path_parameters(operation), f"**filters: Unpack[{_filters_name(operation)}]"],
        f"Page[{item}]",
        f"{operation.summary} One page; `auto_paging_iter` of it goes on.",
        [f"return self.caller.page({_path(operation)}, {item}, parameters(filters))"],
    )


def _iterate(api: Api, operation: Operation) -> str:
    name = "iterate" if operation.verb == "list" else f"iterate_{operation.verb}"
    given = ", ".join([*operation.path_names, "**filters"])
    return _method(
        name,
        [*_path_parameters(operation), f"**filters: Unpack[{_filters_name(operation)}]"],
        f"Iterator[{_item(api, operation)}]",
        f"{operation.summary} All of them, page by page as they are needed.",
        [f"return self.{operation.verb}({given}).auto_paging_iter()"],
    )


def _item(api: Api, operation: Operation) -> str:
    item = api.item_of(api.named(operation.answer or {}))
    if item is None:
        raise ValueError(f"{operation.name} takes a cursor but answers no page")
    return api.type_of(item)


def _question(api: Api, operation: Operation) -> str:
    """A GET, or a POST that only asks."""
    asked = [each for each in operation.asked if not (operation.other_media and each["name"] == "format")]
    parameters = [*_path_parameters(operation), *_keywords(api, asked, operation.body)]
    page = api.item_of(api.named(operation.answer or {}))
    kind = api.type_of(page) if page else api.type_of(operation.answer or {})
    if page:
        call = f"return self.caller.page({_path(operation)}, {kind}, {_given(asked)})"
        return _method(operation.verb, parameters, f"Page[{kind}]", operation.summary, [call])
    sent = _sent(operation, asked)
    call = f"return self.caller.one({json.dumps(operation.method)}, {_path(operation)}, {kind}{sent})"
    return _method(operation.verb, parameters, kind, operation.summary, [call])


def _content(api: Api, operation: Operation, verb: str) -> str:
    return _method(
        verb,
        [*_path_parameters(operation), *_keywords(api, operation.asked, None)],
        "Content",
        f"{operation.summary} As it is stored, in the form that `format` names."
        if any(each["name"] == "format" for each in operation.asked)
        else operation.summary,
        [f"return self.caller.content({_path(operation)}, {_given(operation.asked)})"],
    )


def _overloads(api: Api, operation: Operation) -> Iterator[str]:
    """A rehearsal answers something else, and type checkers are told so."""
    kind = api.type_of(operation.answer or {})
    common = [*_path_parameters(operation), *_keywords(api, [], operation.body, force_star=True)]
    for dry_run, answer in (("Literal[False] = False", kind), ("Literal[True]", f"Rehearsal[{kind}]")):
        parameters = [*common, f"dry_run: {dry_run}", *_options(operation)]
        yield _method(operation.verb, parameters, answer, None, ["..."], decorated=True)


def _write(api: Api, operation: Operation) -> str:
    kind = api.type_of(operation.answer or {})
    common = [*_path_parameters(operation), *_keywords(api, [], operation.body, force_star=True)]
    parameters = [*common, "dry_run: bool = False", *_options(operation)]
    options = ", ".join(f"{name}={_option(operation, name)}" for name in _option_names(operation))
    sent = _sent(operation, [])
    call = (
        f"return self.caller.write({json.dumps(operation.method)}, {_path(operation)}, {kind}{sent},"
        f" options=Options(dry_run=dry_run, {options}))"
    )
    return _method(operation.verb, parameters, f"{kind} | Rehearsal[{kind}]", operation.summary, [call])


def _option_names(operation: Operation) -> list[str]:
    """`idempotency_key` is for POST alone."""
    return [name for name, _ in OPTIONS if name != "idempotency_key" or operation.method == "POST"]


def _option(operation: Operation, name: str) -> str:
    """An option's keyword; where the body has a field of that name, the option steps aside as `harr_reason`."""
    return f"harr_{name}" if name in (operation.body or {}).get("properties", {}) else name


def _options(operation: Operation) -> list[str]:
    kinds = dict(OPTIONS)
    return [f"{_option(operation, name)}: {kinds[name]} = None" for name in _option_names(operation)]


def _path_parameters(operation: Operation) -> list[str]:
    """Given by place alone, so that a filter or a field may have the same name."""
    return [*(f"{name}: str" for name in operation.path_names), "/"] if operation.path_names else []


def _keywords(api: Api, asked: list[Schema], body: Schema | None, *, force_star: bool = False) -> list[str]:
    """The keyword arguments: first what is required. What the caller does not name is not sent."""
    needed, free = [], []
    for each in asked:
        (needed if each.get("required") else free).append((each["name"], _filter_type(api, each)))
    required = set((body or {}).get("required", ()))
    for wire, schema in (body or {}).get("properties", {}).items():
        (needed if wire in required else free).append((wire, api.type_of(schema, asking=True)))
    found = [f"{python_name(wire)}: {kind}" for wire, kind in needed]
    found += [f"{python_name(wire)}: {_or_unset(kind)} = UNSET" for wire, kind in free]
    return ["*", *found] if found or force_star else []


def _or_unset(kind: str) -> str:
    return f"{kind.removesuffix(' | None')} | UnsetType{' | None' if kind.endswith(' | None') else ''}"


def _sent(operation: Operation, asked: list[Schema]) -> str:
    query = f", query={_given(asked)}" if asked else ""
    if operation.body is None:
        return query
    pairs = ", ".join(f"{json.dumps(wire)}: {python_name(wire)}" for wire in operation.body.get("properties", {}))
    return f"{query}, body={{{pairs}}}"


def _given(asked: list[Schema]) -> str:
    return "{" + ", ".join(f"{json.dumps(each['name'])}: {python_name(each['name'])}" for each in asked) + "}"


def _path(operation: Operation) -> str:
    if not operation.path_names:
        return json.dumps(operation.path)
    return 'f"' + re.sub(r"{(\w+)}", r"{segment(\1)}", operation.path) + '"'


def _method(
    name: str, parameters: list[str], answer: str, about: str | None, body: list[str], *, decorated: bool = False
) -> str:
    # A method named `list` hides the type of that name in the rest of the class.
    answer = answer.replace("list[", "Sequence[")
    given = "".join(f"\n        {each}," for each in ["self", *parameters])
    lines = [f"    def {name}({given}\n    ) -> {answer}:"] if parameters else [f"    def {name}(self) -> {answer}:"]
    if decorated:
        lines.insert(0, "    @overload")
    if about is not None:
        lines += _docstring(about, 8)
    lines += [f"        {line}" for line in body]
    return "\n".join(lines)


# ---- the client's list -----------------------------------------------------------------------------------------------


def surface(api: Api) -> str:
    """What hangs on a client: every resource, loaded when it is first asked for."""
    names = list(api.resources)
    imports = "\n".join(f"    from harr_client.resources.{name} import {class_name(name)}" for name in sorted(names))
    properties = "\n\n".join(_property(name) for name in names)
    head = HEADER.format(
        about="What hangs on a client.", noqa="# ruff: noqa: PLC0415 - a program pays for the resources that it uses\n"
    )
    return (
        f"{head}from functools import cached_property\nfrom typing import TYPE_CHECKING\n\n"
        f"from harr_client.calling import Caller\n\nif TYPE_CHECKING:\n{imports}\n\n\n"
        f'class Surface:\n    """Every resource of the contract."""\n\n    caller: Caller\n\n{properties}\n'
    )


def _property(name: str) -> str:
    made = class_name(name)
    return (
        f"    @cached_property\n    def {_identifier(name)}(self) -> {made}:\n"
        f"        from harr_client.resources.{name} import {made}\n\n        return {made}(self.caller)"
    )


# ---- text ------------------------------------------------------------------------------------------------------------


def _docstring(text: str, indent: int) -> list[str]:
    space = " " * indent
    lines = textwrap.wrap(" ".join(text.split()).replace("\\", "\\\\").replace('"""', "'''"), WIDTH - indent)
    if lines and lines[-1].endswith('"'):
        lines[-1] += " "
    if len(lines) == 1:
        return [f'{space}"""{lines[0]}"""']
    first, _, rest = " ".join(lines).partition(". ")
    if not rest or len(first) > WIDTH - indent:
        return [f'{space}"""{lines[0]}', *(f"{space}{line}" for line in lines[1:]), f'{space}"""']
    wrapped = [f"{space}{line}" for line in textwrap.wrap(rest, WIDTH - indent)]
    return [f'{space}"""{first}.', "", *wrapped, f'{space}"""']


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

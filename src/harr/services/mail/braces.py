"""What may stand in a template's braces, and how they are filled. Pure.

Templates are a tenant's own, so they are given little: names and their parts,
`if` and `for` over lists, and filters that cannot make much of little. Nothing can
be called, set, imported or multiplied, and everything that is filled in is escaped
(docs/decisions/0016-letters.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from harr.kernel.errors import FieldInvalid
from harr.services.mail.writing import Facts

FILTERS = ("capitalize", "default", "e", "escape", "first", "join", "last", "length", "lower", "trim", "upper")
TESTS = ("defined", "none")
WORDS: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.If, nodes.For,
    nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
    nodes.Concat,
)  # fmt: skip
"""All that may stand in braces."""
DEEPEST = 2
LONGEST = 200_000
OF_A_LOOP = dict.fromkeys(("index", "index0", "first", "last", "length"), 1)


class _Unknown(StrictUndefined):
    """Says which name is not known, and not of which Python type it is missed."""

    @property
    def _undefined_message(self) -> str:
        return f"nothing is called {self._undefined_name!r} here"


class Braces:
    """Fills templates: as HTML, escaping whatever is filled in, or as text."""

    def __init__(self, *, escaping: bool) -> None:
        self._environment = ImmutableSandboxedEnvironment(
            autoescape=escaping, undefined=_Unknown, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.globals.clear()
        self._environment.filters = {name: self._environment.filters[name] for name in FILTERS}
        self._environment.tests = {name: self._environment.tests[name] for name in TESTS}

    def filled(self, source: str, facts: Facts, field: str) -> str:
        """The template with what it names, or FieldInvalid; never longer than a letter is."""
        parts, length = [], 0
        try:
            for part in self._environment.from_string(source).generate(_readable(facts)):
                parts.append(part)
                length += len(part)
                if length > LONGEST:
                    raise FieldInvalid(
                        f"the letter has more than {LONGEST} letters", field=field, way_out="Say less.", most=LONGEST
                    )
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as wrong:
            raise _said_wrong(wrong, field) from wrong
        return "".join(parts)

    def framed(self, frame: str, body: str, facts: Facts) -> str:
        """A body that has been filled, in Harr's own frame."""
        return self._environment.from_string(frame).render(_readable(facts), body=Markup(body))  # noqa: S704 - filled here

    def check(self, source: str, known: Facts, field: str) -> None:
        """Refuse words that may not stand in braces and names that nobody knows, in whichever branch they stand."""
        try:
            tree = self._environment.parse(source)
        except TemplateError as wrong:
            raise _said_wrong(wrong, field) from wrong
        _check(tree, {**known}, field, 0)


def _readable(facts: Facts) -> dict[str, Any]:
    """Facts as a template reads them: parts by their names, and nothing of Python beside."""
    return {name: _part(value) for name, value in facts.items()}


def _part(value: Any) -> Any:
    if isinstance(value, Mapping):
        return SimpleNamespace(**_readable(value))
    return [_part(each) for each in value] if isinstance(value, list) else value


# ---- checking --------------------------------------------------------------------------------------------------------


def _check(node: nodes.Node, scope: dict[str, Any], field: str, depth: int) -> None:
    """Walk what stands in braces: only words that may, only names that are known, whichever branch they stand in."""
    if not isinstance(node, WORDS):
        raise _may_not(node, field)
    if isinstance(node, (nodes.Name, nodes.Getattr)):
        _known(node, scope, field)
        return
    if isinstance(node, nodes.For):
        _check_loop(node, scope, field, depth)
        return
    for child in node.iter_child_nodes():
        _check(child, scope, field, depth)


def _check_loop(node: nodes.For, scope: dict[str, Any], field: str, depth: int) -> None:
    listed = _known(node.iter, scope, field) if isinstance(node.iter, (nodes.Name, nodes.Getattr)) else None
    if node.recursive or depth == DEEPEST or not isinstance(listed, list) or not isinstance(node.target, nodes.Name):
        raise _may_not(node, field, "a loop goes over a list that the letter knows, and lies in one other at most")
    inner = {**scope, node.target.name: listed[0], "loop": OF_A_LOOP}
    for child in (*([node.test] if node.test else []), *node.body, *node.else_):
        _check(child, inner, field, depth + 1)


def _known(node: nodes.Node, scope: dict[str, Any], field: str) -> Any:
    """What a name stands for in the example, or FieldInvalid with the names that there are."""
    if isinstance(node, nodes.Name):
        return _looked_up(scope, node.name, node.name, field, node.lineno)
    if isinstance(node, nodes.Getattr):
        whole = _known(node.node, scope, field)
        return _looked_up(whole if isinstance(whole, Mapping) else {}, node.attr, _path(node), field, node.lineno)
    raise _may_not(node, field)


def _looked_up(names: Mapping[str, Any], name: str, path: str, field: str, line: int) -> Any:
    if name not in names:
        there = ", ".join(names) or "nothing"
        raise FieldInvalid(
            f"the letter does not know {path!r} (line {line})", field=field, way_out=f"There is {there}.",
            line=line, known=list(names),
        )  # fmt: skip
    return names[name]


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"


def _may_not(node: nodes.Node, field: str, said: str | None = None) -> FieldInvalid:
    return FieldInvalid(
        said or f"{type(node).__name__.lower()} may not stand in braces (line {node.lineno})", field=field,
        way_out=f"Use names, `if`, `for`, and the filters {', '.join(FILTERS)}.", line=node.lineno,
    )  # fmt: skip


def _said_wrong(wrong: Exception, field: str) -> FieldInvalid:
    line = wrong.lineno if isinstance(wrong, TemplateSyntaxError) else None
    at = f" (line {line})" if line else ""
    return FieldInvalid(f"the template cannot be filled: {str(wrong)[:300]}{at}", field=field,
                        way_out="Try it with `email_templates.preview`.")  # fmt: skip

"""From method and path to the operation: one dictionary look-up for each length of path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from harr.contract.operations import Operation
from harr.kernel.errors import MethodNotAllowed, NotFound


@dataclass(slots=True)
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    parameter: _Node | None = None
    operations: dict[str, Operation] = field(default_factory=dict)


class Router:
    """A tree of path segments; a word goes before a parameter."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _Node()
        for operation in operations:
            self._add(operation)

    def _add(self, operation: Operation) -> None:
        node = self._root
        for part in operation.path.strip("/").split("/"):
            if part.startswith("{"):
                node.parameter = node.parameter or _Node()
                node = node.parameter
            else:
                node = node.words.setdefault(part, _Node())
        if operation.method in node.operations:
            msg = f"{operation.name} and {node.operations[operation.method].name} have one method and path"
            raise ValueError(msg)
        node.operations[operation.method] = operation

    def find(self, method: str, path: str) -> tuple[Operation, list[str]]:
        """The operation and its path parameters, or NotFound, or MethodNotAllowed naming what is."""
        found = _walk(self._root, path.strip("/").split("/"), [])
        if found is None:
            raise NotFound(f"there is no path {path[:200]!r}", way_out="See `harr openapi`, or /docs.")
        node, parameters = found
        operation = node.operations.get(method)
        if operation is None:
            allowed = sorted(node.operations)
            raise MethodNotAllowed(
                f"{path[:200]} does not take {method[:20]}", allowed=allowed, allowed_methods=allowed
            )
        return operation, [unquote(each) for each in parameters]


def _walk(node: _Node, parts: list[str], parameters: list[str]) -> tuple[_Node, list[str]] | None:
    if not parts:
        return (node, parameters) if node.operations else None
    first, rest = parts[0], parts[1:]
    if first in node.words:
        found = _walk(node.words[first], rest, parameters)
        if found is not None:
            return found
    if node.parameter is not None and first:
        return _walk(node.parameter, rest, [*parameters, first])
    return None

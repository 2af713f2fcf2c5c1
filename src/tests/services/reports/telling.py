"""How a report is asked for and looked at in tests."""

from __future__ import annotations

from typing import Any

from tests.scenarios.world import World


def asked(world: World, name: str, **query: str) -> Any:
    """A report of the company. `since` is `from`."""
    if "since" in query:
        query["from"] = query.pop("since")
    return world("reports.retrieve", name, entity=world.entity, **query)


def rows(report: Any, *names: str) -> list[tuple[str, ...]]:
    """The rows: label, and the columns asked for; where nothing is said, every amount."""
    names = names or tuple(each["name"] for each in report["columns"] if each["kind"] == "amount")
    return [(row["label"], *(shown(row["cells"].get(name)) for name in names)) for row in report["rows"]]


def shown(cell: Any) -> str:
    """What stands in a cell."""
    found: str = "" if cell is None else cell["amount"] or cell["text"] or ""
    return found


def total(report: Any, *names: str) -> list[str]:
    """What the columns add up to."""
    return [report["totals"][name]["amount"] for name in names]


def fee(world: World, amount: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    """A line that serves for a period."""
    return {"kind": "fee", "description": "Service", "amount": amount, "tax_rates": [world.rates["21"]],
            "period": {"start": start, "end": end}, **more}  # fmt: skip

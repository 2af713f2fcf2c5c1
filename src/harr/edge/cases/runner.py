"""Reads files of the form `billing-vectors/1`, runs each case by its door, and compares figures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from harr.edge.cases import documents, pricing, proration, questions, recognising
from harr.edge.cases.world import CaseRefused, World
from harr.kernel.errors import FieldInvalid, Refusal

FORM = "billing-vectors/1"
MOST_NOT_OFFERED_PERCENT = 5

Case = dict[str, Any]
Door = Literal["document", "question"]
Runner = Callable[[World, Case], dict[str, Any]]

DOORS: dict[str, tuple[Door, Runner]] = {
    "einvoice": ("document", documents.einvoice),
    "ledger": ("document", documents.ledger),
    "recognise": ("document", recognising.recognise),
    "tax": ("document", documents.tax),
    "tax_choice": ("document", documents.tax_choice),
    "rate": ("question", pricing.rate),
    "rate_sum": ("question", pricing.rate_sum),
    "prorate": ("question", proration.prorate),
    "share": ("question", proration.share),
    "plan_change": ("question", proration.plan_change),
    "seat_change": ("question", proration.seat_change),
    "periods": ("question", questions.periods),
    "period_at": ("question", questions.period_at),
    "date_add": ("question", questions.date_add),
    "first_bill_date": ("question", questions.first_bill_date),
    "whole_periods": ("question", questions.whole_periods),
    "local_day": ("question", questions.local_day),
    "allocate": ("question", questions.allocate),
    "minor_units": ("question", questions.currency_digits),
    "vat_number": ("question", questions.vat_number),
}
"""Every kind that Harr runs today, by which door, and by whom."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that did not come out: where, what the case says, what Harr says."""

    where: str
    expected: Any
    found: Any


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one case."""

    id: str
    kind: str
    title: str
    outcome: Literal["passed", "failed", "not offered", "not selected"]
    door: str = ""
    differences: list[Difference] = field(default_factory=list)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all of them."""

    verdicts: list[Verdict]

    def count(self, outcome: str) -> int:
        return sum(verdict.outcome == outcome for verdict in self.verdicts)

    @property
    def summary(self) -> str:
        return ", ".join(f"{self.count(each)} {each}" for each in ("passed", "failed", "not offered", "not selected"))

    @property
    def good(self) -> bool:
        """No failure, and at most one in twenty of the selected not offered; nothing selected is not good."""
        selected = len(self.verdicts) - self.count("not selected")
        few = self.count("not offered") * 100 <= selected * MOST_NOT_OFFERED_PERCENT
        return selected > 0 and self.count("failed") == 0 and few


def run(
    paths: Sequence[Path], kinds: Sequence[str] = (), *, world: World | None = None,
    said: Callable[[Verdict], object] = bool,
) -> Report:  # fmt: skip
    """Run every case of the files whose kind is selected (all that Harr runs, where none is named)."""
    unknown = set(kinds) - set(DOORS)
    if unknown:
        raise FieldInvalid(
            f"no case of kind {', '.join(sorted(unknown))} is run",
            field="kind",
            way_out=f"Use {', '.join(sorted(DOORS))}.",
        )
    world = world or World()
    found = []
    for case in read(paths):
        verdict = one(world, case, tuple(kinds) or tuple(DOORS))
        said(verdict)
        found.append(verdict)
    return Report(found)


def read(paths: Iterable[Path]) -> Iterator[Case]:
    """The cases of files, each of which has to be of the form that is read here."""
    for path in paths:
        try:
            content = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as wrong:
            raise FieldInvalid(
                f"{path} cannot be read: {wrong}", field="file", way_out="Name files of cases."
            ) from wrong
        if not isinstance(content, dict) or content.get("form") != FORM:
            raise FieldInvalid(f"{path} is not of the form {FORM}", field="file", way_out="Name files of cases.")
        yield from content["cases"]


def one(world: World, case: Case, kinds: Sequence[str]) -> Verdict:
    """Run a case by its door and compare what comes out with what it expects."""
    kind, title = case["kind"], case["title"]
    if kind not in kinds:
        return Verdict(case["id"], kind, title, "not selected")
    door, runner = DOORS[kind]
    reason = not_offered(case)
    if reason:
        return Verdict(case["id"], kind, title, "not offered", reason=reason)
    try:
        found = runner(world, case)
    except (Refusal, CaseRefused) as refusal:
        refused = Difference("", "an answer", str(refusal))
        return Verdict(case["id"], kind, title, "failed", door, [refused])
    except (KeyError, TypeError, ValueError, ArithmeticError) as wrong:  # a form of the kind that is not known here
        unread = Difference("", "a case of this kind", f"{type(wrong).__name__}: {wrong}")
        return Verdict(case["id"], kind, title, "failed", door, [unread])
    differences = list(compare(case["expect"], found))
    return Verdict(case["id"], kind, title, "failed" if differences else "passed", door, differences)


def not_offered(case: Case) -> str:
    """The rule that Harr does not offer, with its reason, or nothing."""
    refused: dict[str, dict[str, str]] = json.loads((files(__package__) / "refused.json").read_text("utf-8"))
    said = json.dumps(case["rules"]) + json.dumps(case["given"])
    for rule, reason in refused.get(case["kind"], {}).items():
        if f'"{rule}"' in said:
            return f"{rule}: {reason}"
    return ""


def compare(expected: Any, found: Any, where: str = "") -> Iterator[Difference]:
    """Every place where `found` says something else. A key that `expected` leaves out claims nothing."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            yield from compare(value, found.get(key), f"{where}.{key}".removeprefix("."))
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for number, (left, right) in enumerate(zip(expected, found, strict=True)):
            yield from compare(left, right, f"{where}[{number}]")
    elif expected != found:
        yield Difference(where, expected, found)

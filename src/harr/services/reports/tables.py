"""How a report is laid out: rows of figures that each say where they come from, and the same as CSV. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from harr.contract.operations import Content
from harr.contract.reports import Figure, Report, ReportColumn, ReportRow
from harr.kernel.money import Money

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - spreadsheets take the wide forms too

FUNCTIONAL = frozenset({"functional_debit", "functional_credit"})
"""Columns in the entity's own currency, beside those in the row's."""


def column(name: str, label: str, kind: str = "amount") -> ReportColumn:
    """A column: amounts, unless it says otherwise."""
    return ReportColumn(name=name, label=label, kind=kind)  # type: ignore[arg-type]


def figure(amount: Money, ref: str | None = None) -> Figure:
    """An amount, and what it can be followed by."""
    return Figure(amount=amount.text, currency=amount.currency, ref=ref)


def text(value: object | None, ref: str | None = None) -> Figure:
    """A word, a number or a day; an empty cell where there is none."""
    return Figure(text=None if value is None else value.isoformat() if isinstance(value, date) else str(value), ref=ref)


def plain(percentage: Decimal) -> str:
    """`21` or `8.5`: a percentage without zeros at its end."""
    shown = f"{percentage:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def added(amounts: Iterable[Money]) -> dict[str, Money]:
    """Amounts added up, each currency for itself."""
    sums: dict[str, Money] = {}
    for amount in amounts:
        sums[amount.currency] = sums[amount.currency] + amount if amount.currency in sums else amount
    return sums


def totals(rows: Iterable[Mapping[str, Money]]) -> dict[str, Figure]:
    """The columns added up; in a currency of its own each, where there are several."""
    sums: dict[tuple[str, str], Money] = {}
    for row in rows:
        for name, amount in row.items():
            key = (name, amount.currency)
            sums[key] = sums[key] + amount if key in sums else amount
    several = len({currency for _, currency in sums}) > 1
    return {f"{name} {currency}" if several else name: figure(amount) for (name, currency), amount in sums.items()}


def as_csv(report: Report) -> Content:
    """The report as a table for spreadsheets (RFC 4180), in which no text can become a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["key", "label", *(each.name for each in report.columns), "currency"])
    for row in report.rows:
        writer.writerow(_cells(row, report.columns))
    for label, found in _by_currency(report.totals).items():
        writer.writerow(_cells(ReportRow(key="total", label=label, cells=found), report.columns))
    return Content("text/csv; charset=utf-8", out.getvalue().encode(), f"{report.name}.csv")


def _cells(row: ReportRow, columns: Sequence[ReportColumn]) -> list[str]:
    currencies = {cell.currency for name, cell in row.cells.items() if cell.currency and name not in FUNCTIONAL}
    shown = [_cell(row.cells.get(each.name)) for each in columns]
    return [safe(row.key), safe(row.label), *shown, " ".join(sorted(currencies))]


def _cell(found: Figure | None) -> str:
    if found is None:
        return ""
    return found.amount or found.quantity or safe(found.text or "")


def safe(value: str) -> str:
    """A text that a spreadsheet takes as text: what it would compute gets a mark in front."""
    value = value.replace("\x00", "")
    return f"'{value}" if value.startswith(FORMULA) else value


def _by_currency(found: Mapping[str, Figure]) -> dict[str, dict[str, Figure]]:
    rows: dict[str, dict[str, Figure]] = {}
    for name, each in found.items():
        rows.setdefault(f"Total {each.currency or ''}".strip(), {})[name.partition(" ")[0]] = each
    return rows

"""How reports are laid out, and that a spreadsheet takes no cell of theirs for a formula."""

from __future__ import annotations

import csv
import io

import pytest

from harr.contract.reports import Report, ReportRow
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services.reports.tables import as_csv, column, figure, safe, text, totals


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("Tulip Travel", "Tulip Travel"),
        ("=1+1", "'=1+1"),
        ("+31 20", "'+31 20"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),  # noqa: RUF001 - the wide form is the case
        ("a\x00b", "ab"),
        ("\x00=1", "'=1"),
        ("", ""),
    ],
)
def test_a_text_stays_a_text(value: str, kept: str) -> None:
    """What a spreadsheet would compute gets a mark in front."""
    assert safe(value) == kept


def test_a_report_as_csv() -> None:
    """One line each, quoted as RFC 4180 says; amounts below zero stay numbers."""
    report = Report(
        name="journal",
        title="Journal",
        entity=id_text("ent", 1),
        columns=[column("on", "Day", "date"), column("amount", "Amount")],
        rows=[
            ReportRow(key="1", label='Cable, 3 m "long"', cells={"amount": figure(Money(-1230, "EUR"))}),
            ReportRow(key="2", label="=cmd()", cells={"on": text("2026-01-15"), "amount": figure(Money(1200, "JPY"))}),
        ],
        totals={"amount EUR": figure(Money(-1230, "EUR")), "amount JPY": figure(Money(1200, "JPY"))},
    )
    found = as_csv(report)
    assert found.media.startswith("text/csv")
    assert list(csv.reader(io.StringIO(found.body.decode()))) == [
        ["key", "label", "on", "amount", "currency"],
        ["1", 'Cable, 3 m "long"', "", "-12.30", "EUR"],
        ["2", "'=cmd()", "2026-01-15", "1200", "JPY"],
        ["total", "Total EUR", "", "-12.30", "EUR"],
        ["total", "Total JPY", "", "1200", "JPY"],
    ]


def test_totals_of_several_currencies_are_never_added_up() -> None:
    """One currency has the column's name; several have their own each."""
    euros, yen = {"debit": Money(100, "EUR")}, {"debit": Money(5, "JPY")}
    assert {name: each.amount for name, each in totals([euros, euros]).items()} == {"debit": "2.00"}
    assert {name: each.amount for name, each in totals([euros, yen]).items()} == {"debit EUR": "1.00", "debit JPY": "5"}

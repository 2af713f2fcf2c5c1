"""The journal in the words of hledger and beancount, added up again by hledger and beancount themselves."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from harr.kernel.money import Money
from harr.services.ledger import JournalLine, JournalTransaction, Leg, LegTax, credit, debit, journal
from harr.services.ledger.chart import CHART
from harr.services.ledger.exports import beancount, hledger
from harr.services.ledger.exports import csv as table
from harr.services.ledger.exports.naming import Names, plain
from tests.services.ledger.conftest import Books, eur

Writer = Callable[[Iterable[JournalTransaction], "str | None"], Iterator[str]]
NASTY = 'A "quoted" name; with \\ a comment | and\na second line = 5.00 EUR'


def line(leg: Leg, name: str | None = None) -> JournalLine:
    """A leg on an account of the chart, or of one's own."""
    chart = CHART.get(leg.code)
    return JournalLine(leg, name or (chart.name if chart else leg.code), chart.type if chart else "revenue")


def transaction(
    number: int, on: date, *lines: JournalLine, entity: str = "EU", text: str | None = None
) -> JournalTransaction:
    """A transaction of the journal."""
    return JournalTransaction(
        f"txn_{number}", entity, f"test.posted/{number}/1", "test", on, 1_768_435_200_000_000, text, number, "0" * 64,
        "EUR", lines,
    )  # fmt: skip


def both(debited: Leg, credited: Leg) -> tuple[JournalLine, JournalLine]:
    """A debit and its credit."""
    return line(debited), line(credited)


YEN, UNITS, DINAR = Money(1200, "JPY"), Money(1_500_000, "X-CREDIT/6"), Money(1250, "KWD")
FX = Leg("7090", "debit", Money.zero("EUR"), functional=eur("0.01"))
JOURNAL = [
    transaction(2, date(2026, 2, 1), *both(debit("1010", YEN), credit("4030", YEN)), text=NASTY),
    transaction(1, date(2026, 1, 15), *both(debit("1100", eur("37.51"), "cus_1"), credit("4030", eur("37.51")))),
    transaction(3, date(2026, 2, 1), *both(debit("9010", UNITS), credit("9020", UNITS, "wal_1")), text=""),
    transaction(4, date(2026, 2, 2), *both(debit("1010", eur("37.51")), credit("1100", eur("37.51"), "cus_1")),
                line(FX)),
    transaction(5, date(2026, 2, 3), *both(debit("1010", DINAR), credit("4030", DINAR)), entity="Zürich & Söhne 3"),
    transaction(6, date(2026, 2, 3), line(debit("1010", DINAR)), line(credit("4015", DINAR), "consulting: (all)"),
                entity="eu"),
]  # fmt: skip


def check_hledger(file: Path) -> None:
    """`hledger check --strict ordereddates`."""
    program = shutil.which("hledger")
    if program is None:
        pytest.skip("hledger is not installed")
    asked = [program, "-f", str(file), "check", "--strict", "ordereddates"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + file.read_text("utf-8")


def check_beancount(file: Path) -> None:
    """`bean-check`."""
    if find_spec("beancount") is None:
        pytest.skip("beancount is not installed")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "from beancount.scripts.check import main; main()", "--no-cache", file],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + file.read_text("utf-8")


TOOLS: list[tuple[Writer, Callable[[Path], None], str]] = [
    (hledger.write, check_hledger, "journal"),
    (beancount.write, check_beancount, "beancount"),
]


@pytest.mark.parametrize(("write", "check", "ending"), TOOLS, ids=[tool[2] for tool in TOOLS])
def test_another_tool_comes_to_the_same_figures(
    tmp_path: Path, write: Writer, check: Callable[[Path], None], ending: str
) -> None:
    """Several entities and currencies, a unit of one's own, a residue, names and texts of any kind."""
    file = tmp_path / f"books.{ending}"
    file.write_text("\n".join(write(JOURNAL, "f" * 64)) + "\n", "utf-8")
    check(file)


@pytest.mark.parametrize(("write", "check", "ending"), TOOLS, ids=[tool[2] for tool in TOOLS])
def test_another_tool_finds_what_is_wrong(
    tmp_path: Path, write: Writer, check: Callable[[Path], None], ending: str
) -> None:
    """A cent more on one side, and a balance that is not what it says: the check is a check."""
    text = "\n".join(write(JOURNAL, None)) + "\n"
    for old, new in (("37.51", "37.52"), ("4030-One-Time-Revenue  -37.51", "4030-One-Time-Revenue  -37.50")):
        file = tmp_path / f"wrong.{ending}"
        file.write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(AssertionError):
            check(file)


@pytest.mark.parametrize(("write", "check", "ending"), TOOLS, ids=[tool[2] for tool in TOOLS])
def test_books_without_a_transaction(tmp_path: Path, write: Writer, check: Callable[[Path], None], ending: str) -> None:
    """Nothing is in them, and that is right."""
    file = tmp_path / f"empty.{ending}"
    file.write_text("\n".join(write([], None)) + "\n", "utf-8")
    check(file)


def test_names_of_accounts() -> None:
    """Type, entity, code and name; memo accounts outside of balance and result; alike names get a number."""
    names = Names()
    assert names.account(JOURNAL[1], JOURNAL[1].lines[0]) == "Assets:EU:1100-Accounts-Receivable"
    assert names.account(JOURNAL[2], JOURNAL[2].lines[1]) == "Equity:Memo:EU:9020-Promotional-Credits-Outstanding"
    assert names.entity("E U") == "E-U"
    assert names.entity("e-u") == "E-U-2"
    assert [plain(text) for text in ("", "—", "über uns", "3 m")] == ["X", "X", "Ber-Uns", "3-M"]


def test_the_table_has_a_row_for_each_entry() -> None:
    """Debit and credit in both currencies, and what a formula would be is text."""
    taxed = credit("2200", eur("6.51"), document="=1+1", tax=LegTax(7, 3100, date(2026, 1, 15)))
    last = transaction(7, date(2026, 2, 4), *both(debit("1100", eur("6.51")), taxed))
    rows = list(csv.DictReader(table.write([*JOURNAL, last])))
    assert len(rows) == sum(len(one.lines) for one in JOURNAL) + 2
    assert (rows[0]["debit"], rows[0]["credit"], rows[0]["currency"], rows[0]["description"]) == (
        "1200",
        "",
        "JPY",
        NASTY,
    )
    assert (rows[-1]["document"], rows[-1]["tax_base"], rows[-1]["tax_point_on"]) == ("'=1+1", "31.00", "2026-01-15")


@pytest.mark.parametrize(("write", "check", "ending"), TOOLS, ids=[tool[2] for tool in TOOLS])
def test_the_books_as_they_are(
    books: Books, tmp_path: Path, write: Writer, check: Callable[[Path], None], ending: str
) -> None:
    """From the database to the other tool, and only what was known at a position."""
    books.house("exchange_rates.create", base="USD", quote="EUR", rate="0.5", on="2026-01-10", source="ecb")
    cents = [Money(minor, "USD") for minor in (3, 1, 1, 1)]
    books.post(debit("1100", cents[0], "cus_1"), *(credit("4030", each) for each in cents[1:]))
    books.post(debit("1100", eur("5.00"), "cus_1"), credit("4030", eur("5.00")), on=date(2026, 1, 14))
    books.order()
    file = tmp_path / f"books.{ending}"
    found = books.read(lambda tx: list(journal(tx, books.entity)))
    assert [one.effective_on.day for one in found] == [14, 15]
    file.write_text("\n".join(write(found, None)) + "\n", "utf-8")
    check(file)
    first = found[1].position
    assert books.read(lambda tx: [one.position for one in journal(tx, known_at=first)]) == [first]
    assert books.read(lambda tx: len(list(journal(tx, since=date(2026, 1, 15), until=date(2026, 1, 16))))) == 1

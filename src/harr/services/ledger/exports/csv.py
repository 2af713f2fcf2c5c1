"""The journal as a table: one row for each entry, for spreadsheets and for whoever has no tool of the trade."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.kernel.time import instant_text
from harr.services.ledger.history import JournalLine, JournalTransaction

COLUMNS = (
    "transaction", "line", "effective_on", "recorded_at", "position", "entity", "type", "cause", "code", "account",
    "owner", "currency", "debit", "credit", "functional_currency", "functional_debit", "functional_credit", "document",
    "document_line", "product", "tax_rate", "tax_base", "tax_point_on", "quantity", "unit", "description", "digest",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(journal: Iterable[JournalTransaction]) -> Iterator[str]:
    """The rows, the names of the columns first; each ends its line (RFC 4180 but for the bare line feed)."""
    yield _row(COLUMNS)
    for transaction in journal:
        for number, line in enumerate(transaction.lines, start=1):
            yield _row(_cells(transaction, number, line))


def _cells(transaction: JournalTransaction, number: int, line: JournalLine) -> list[str]:
    leg, tax = line.leg, line.leg.tax
    functional = leg.functional or Money.zero(transaction.functional_currency)
    debit = leg.side == "debit"
    return [
        transaction.id,
        str(number),
        transaction.effective_on.isoformat(),
        instant_text(transaction.recorded_at),
        "" if transaction.position is None else str(transaction.position),
        _safe(transaction.entity),
        transaction.type,
        _safe(transaction.cause),
        leg.code,
        _safe(line.name),
        leg.owner or "",
        leg.amount.currency,
        leg.amount.text if debit else "",
        "" if debit else leg.amount.text,
        transaction.functional_currency,
        functional.text if debit else "",
        "" if debit else functional.text,
        _safe(leg.document or ""),
        _safe(leg.line or ""),
        _safe(leg.product or ""),
        "" if tax is None or tax.tax_rate is None else id_text("txr", tax.tax_rate),
        "" if tax is None else Money(tax.base, leg.amount.currency).text,
        "" if tax is None else tax.tax_point_on.isoformat(),
        leg.quantity or "",
        _safe(leg.unit or ""),
        _safe(transaction.description or ""),
        transaction.digest,
    ]


def _safe(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets a mark in front."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().removesuffix("\n")

"""Whether documents are what they say: sums, what is due, numbers, credit notes, and the bytes that were printed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from harr.engine import Row, Tx, loads
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import ledger
from harr.services.invoices import basis, store
from harr.services.ledger import Check

FIRST = 5
AT_ONCE = 500


def verify(tx: Tx) -> list[Check]:
    """Every check of documents, on the snapshot of this transaction."""
    return [check(tx) for check in CHECKS]


def _sums(tx: Tx) -> Check:
    """Every figure of a document is what its bases give."""
    counted, wrong = 0, []
    for rows in _every(tx):
        lines = store.lines_of(tx, [row["id"] for row in rows])
        counted += len(rows)
        wrong += [_name(row) for row in rows if not _adds_up(row, lines[row["id"]])]
    return _check("invoices_add_up", counted, wrong)


def _adds_up(row: Row, lines: Sequence[Row]) -> bool:
    sums = basis.totals_of(loads(row["body"])["basis"], [loads(line["basis"]) for line in lines])
    columns = ("subtotal", "discount_amount", "net_amount", "tax_amount", "rounding_amount", "total")
    made = (sums.subtotal, sums.discount, sums.net, sums.tax, sums.rounding, sums.total)
    of_lines = [(line["amount"], line["net_amount"]) for line in lines]
    return [row[name] for name in columns] == [money.minor for money in made] and of_lines == [
        (basis.amount_of(loads(line["basis"])).minor, net.minor) for line, net in zip(lines, sums.nets, strict=True)
    ]


def _due(tx: Tx) -> Check:
    """What is due is the balance of 1100 for the invoice."""
    counted, wrong = 0, []
    for rows in _every(tx):
        counted += len(rows)
        for (entity, currency), mine in _by_books(rows).items():
            owed = ledger.owed(tx, entity, currency, [id_text("inv", row["id"]) for row in mine])
            wrong += [
                f"{_name(row)} has {row['amount_due']} due and {owed.get(id_text('inv', row['id']))} in the books"
                for row in mine
                if owed.get(id_text("inv", row["id"]), Money.zero(currency)).minor != row["amount_due"]
            ]
    return _check("invoices_due_is_receivable", counted, wrong)


def _by_books(rows: Sequence[Row]) -> dict[tuple[int, str], list[Row]]:
    found: dict[tuple[int, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["entity"], row["currency"]), []).append(row)
    return found


def _credit_notes(tx: Tx) -> Check:
    """What an invoice, its lines and its tax groups say was credited is what its credit notes say."""
    rows = store.credited(tx)
    wrong = [
        f"{id_text('inv', row['id'])} says {row['said']} and its credit notes {row['found']}"
        for row in rows
        if row["said"] != row["found"] or row["to_invoice_said"] != row["to_invoice_found"]
    ]
    return _check("credit_notes_add_up", len(rows), wrong)


def _numbers(tx: Tx) -> Check:
    """Every series counts without a gap, and its dates rise with its numbers."""
    gaps = [f"{id_text('ser', row['id'])} took {row['taken']} numbers and has {row['found']}" for row in store.gaps(tx)]
    late = [f"{row['number']} is dated before the number before it" for row in store.disorder(tx)]
    return _check("numbers_without_gaps", store.count(tx, "invoices_number"), [*gaps, *late])


def _documents(tx: Tx) -> Check:
    """What was printed has the digest that was kept with it."""
    counted, wrong, last = 0, [], -(2**63)
    while rows := store.documents_after(tx, last, AT_ONCE):
        counted, last = counted + len(rows), rows[-1]["id"]
        wrong += [
            f"{id_text('doc', row['id'])} of {row['subject']} was changed"
            for row in rows
            if hashlib.sha256(row["content"].encode()).hexdigest() != row["sha256"]
        ]
    return _check("documents_unchanged", counted, wrong)


def _every(tx: Tx) -> Iterator[list[Row]]:
    """Every invoice that has a number, some hundreds at a time."""
    last = -(2**63)
    while rows := store.finalized_after(tx, last, AT_ONCE):
        last = rows[-1]["id"]
        yield rows


def _name(row: Row) -> str:
    return f"{row['number']} ({id_text('inv', row['id'])})"


def _check(name: str, counted: int, wrong: Sequence[str]) -> Check:
    return Check(name, not wrong, counted, tuple(wrong[:FIRST]))


CHECKS: tuple[Callable[[Tx], Check], ...] = (_sums, _due, _credit_notes, _numbers, _documents)

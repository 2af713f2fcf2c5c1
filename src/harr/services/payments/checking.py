"""Whether what is kept of payments is what the journal says: payments, credit notes paid back, money that waits."""

from __future__ import annotations

from collections.abc import Sequence

from harr.engine import Row, Tx
from harr.kernel.ids import id_text
from harr.services import ledger
from harr.services.ledger import Check
from harr.services.payments import store

AT_ONCE = 500
FIRST = 5


def verify(tx: Tx) -> list[Check]:
    """Every sum of a payment (received less returned is allocated and unallocated), added up again."""
    counted, wrong = store.sums_that_fail(tx)
    notes, differing = store.counters_that_fail(tx)
    waiting = store.unallocated(tx)
    return [
        _check("payments_add_up", counted, [id_text("pay", row["id"]) for row in wrong]),
        _check("credit_notes_paid_back", notes, [id_text("crn", row["credit_note"]) for row in differing]),
        _check("unallocated_money_is_in_the_books", len(waiting), _elsewhere(tx, waiting)),
    ]


def _check(name: str, counted: int, wrong: Sequence[str]) -> Check:
    return Check(name, not wrong, counted, tuple(wrong[:FIRST]))


def _elsewhere(tx: Tx, rows: Sequence[Row]) -> list[str]:
    """Payments whose waiting money is not what the ledger holds under their id."""
    found: list[str] = []
    for entity, currency in sorted({(row["entity"], row["currency"]) for row in rows}):
        mine = [row for row in rows if (row["entity"], row["currency"]) == (entity, currency)]
        for start in range(0, len(mine), AT_ONCE):
            part = mine[start : start + AT_ONCE]
            ids = [id_text("pay", row["id"]) for row in part]
            unapplied = ledger.owed(tx, entity, currency, ids, code=ledger.UNAPPLIED)
            owed_back = ledger.owed(tx, entity, currency, ids, code=ledger.REFUNDS_PAYABLE)
            for row, text in zip(part, ids, strict=True):
                waits = row["amount_unallocated"] - row["amount_owed_back"]
                held = [-books[text].minor if text in books else 0 for books in (unapplied, owed_back)]
                if held != [waits, row["amount_owed_back"]]:
                    found.append(text)
    return found

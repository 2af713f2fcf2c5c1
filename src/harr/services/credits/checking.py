"""Whether the adjustments that are kept are those that the journal holds."""

from __future__ import annotations

from collections.abc import Sequence

from harr.engine import Row, Tx
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import ledger
from harr.services.credits import store
from harr.services.ledger import Check

AT_ONCE = 500
FIRST = 5


def verify(tx: Tx) -> list[Check]:
    """Each adjustment moved the customer's balance by its amount, once; one that was reversed by nothing."""
    counted, last = 0, -(2**63)
    wrong: list[str] = []
    while rows := store.behind(tx, last, AT_ONCE):
        counted, last = counted + len(rows), rows[-1]["id"]
        wrong += _posted_otherwise(tx, rows)
    return [Check("balance_adjustments_are_in_the_books", not wrong, counted, tuple(wrong[:FIRST]))]


def _posted_otherwise(tx: Tx, rows: Sequence[Row]) -> list[str]:
    """Adjustments whose entries on the balance say something else."""
    wrong = []
    for entity, currency in sorted({(row["entity"], row["currency"]) for row in rows}):
        mine = {
            id_text("bal", row["id"]): row for row in rows if (row["entity"], row["currency"]) == (entity, currency)
        }
        moved = ledger.owed(tx, entity, currency, list(mine), code=ledger.CUSTOMER_BALANCE)
        for adjustment, row in mine.items():
            signed = Money(row["amount"] if row["direction"] == "debit" else -row["amount"], currency)
            if moved.get(adjustment) != _told(row, signed):
                wrong.append(f"{adjustment} of {signed.text} {currency} is not in the books")
    return wrong


def _told(row: Row, signed: Money) -> Money | None:
    """What the entries on an adjustment come to. A reversal mirrors them, on the adjustment that it undoes."""
    if row["reverses"] is not None:
        return None
    return signed if row["reversed_by"] is None else Money(0, signed.currency)

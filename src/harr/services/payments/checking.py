"""Whether what is kept of payments is what the journal says, and what attempts and the provider say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harr.engine import Row, Tx
from harr.kernel.ids import id_text
from harr.services import ledger
from harr.services.ledger import Check
from harr.services.payments import agreeing, store

AT_ONCE = 500
FIRST = 5


def verify(tx: Tx) -> list[Check]:
    """Every sum of a payment (received less returned is allocated and unallocated), added up again."""
    counted, wrong = store.sums_that_fail(tx)
    notes, differing = store.counters_that_fail(tx)
    waiting = store.unallocated(tx)
    disputes, tried = store.every_dispute(tx), store.every_attempt(tx)
    return [
        _check("payments_add_up", counted, [id_text("pay", row["id"]) for row in wrong]),
        _check("credit_notes_paid_back", notes, [id_text("crn", row["credit_note"]) for row in differing]),
        _check("unallocated_money_is_in_the_books", len(waiting), _elsewhere(tx, waiting)),
        *(_check(name, len(tried), wrong) for name, wrong in agreeing.checks(tx, tried).items()),
        _check("disputed_money_is_in_the_books", len(disputes), _not_held(tx, disputes)),
        _check("processor_fees_are_in_the_books", len(waiting), _other_fees(tx)),
    ]


# ---- the books -------------------------------------------------------------------------------------------------------


def _not_held(tx: Tx, disputes: Sequence[Row]) -> list[str]:
    """Disputes of which 1080 does not hold what the bank holds."""
    found = []
    for entity, currency, rows in _together(disputes):
        books = ledger.owed(tx, entity, currency, [id_text("dsp", row["id"]) for row in rows], code=ledger.DISPUTED)
        for row in rows:
            text = id_text("dsp", row["id"])
            if (books[text].minor if text in books else 0) != row["held"]:
                found.append(text)
    return found


def _other_fees(tx: Tx) -> list[str]:
    """Payments whose fee is not what 5010 holds for them."""
    found = []
    for entity, currency, rows in _together(store.with_fee(tx)):
        books = ledger.owed(
            tx, entity, currency, [id_text("pay", row["id"]) for row in rows], code=ledger.PROCESSOR_FEES
        )
        for row in rows:
            text = id_text("pay", row["id"])
            if (books[text].minor if text in books else 0) != row["fee_amount"]:
                found.append(text)
    return found


def _together(rows: Sequence[Row]) -> Iterator[tuple[int, str, list[Row]]]:
    """Rows of one entity and currency, as many as one question takes."""
    for entity, currency in sorted({(row["entity"], row["currency"]) for row in rows}):
        mine = [row for row in rows if (row["entity"], row["currency"]) == (entity, currency)]
        for start in range(0, len(mine), AT_ONCE):
            yield entity, currency, mine[start : start + AT_ONCE]


def _check(name: str, counted: int, wrong: Sequence[str]) -> Check:
    return Check(name, not wrong, counted, tuple(wrong[:FIRST]))


def _elsewhere(tx: Tx, rows: Sequence[Row]) -> list[str]:
    """Payments whose waiting money is not what the ledger holds under their id."""
    found: list[str] = []
    for entity, currency, part in _together(rows):
        ids = [id_text("pay", row["id"]) for row in part]
        unapplied = ledger.owed(tx, entity, currency, ids, code=ledger.UNAPPLIED)
        owed_back = ledger.owed(tx, entity, currency, ids, code=ledger.REFUNDS_PAYABLE)
        for row, text in zip(part, ids, strict=True):
            waits = row["amount_unallocated"] - row["amount_owed_back"]
            held = [-books[text].minor if text in books else 0 for books in (unapplied, owed_back)]
            if held != [waits, row["amount_owed_back"]]:
                found.append(text)
    return found

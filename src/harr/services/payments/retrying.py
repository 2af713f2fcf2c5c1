"""When a payment that failed is tried again: one, three and seven days after the first failure, and then no more.

A bank that says never is not asked again. The plan ends when the invoice is paid or
void, the payment is canceled, the customer is gone, or no method is left.
"""

from __future__ import annotations

from datetime import timedelta

from harr.contract.shapes import Failure
from harr.engine import Row, Tx
from harr.kernel.ids import id_text
from harr.kernel.time import instant
from harr.services.payments import store

RETRY = "payments.retry"
AFTER = (timedelta(days=1), timedelta(days=3), timedelta(days=7))


def next_try(failures: int, first_failed_at_us: int, failure: Failure) -> int | None:
    """When to try again after so many failures; None: never. Pure."""
    if failure.decline_class == "never_retry" or failures > len(AFTER):
        return None
    return first_failed_at_us + int(AFTER[failures - 1].total_seconds()) * 1_000_000


def failed(tx: Tx, payment: Row, failure: Failure) -> None:
    """A payment that collects by itself has failed: the next try is put on the agenda, or the plan ends."""
    row = store.collection_by(tx, payment["id"])
    if row is None or row["status"] != "trying":  # a try in between, by hand, is none of the plan's
        return
    failures, first = row["failures"] + 1, row["first_failed_at"] or tx.now_us
    again = next_try(failures, first, failure)
    if again is None:
        store.change_collection(tx, row, status="ended", failures=failures, first_failed_at=first,
                                ended_because=failure.code)  # fmt: skip
        return
    store.change_collection(tx, row, status="waiting", failures=failures, first_failed_at=first)
    invoice = id_text("inv", row["invoice"])
    if not tx.schedule(RETRY, invoice, instant(again)):  # a try that was put off has had this instant
        tx.schedule(RETRY, invoice, tx.now + AFTER[0])


def later(tx: Tx, payment: Row) -> None:
    """Somebody else is trying just now: look again tomorrow."""
    row = store.collection_by(tx, payment["id"])
    if row is not None:
        store.change_collection(tx, row, status="waiting")
        tx.schedule(RETRY, id_text("inv", row["invoice"]), tx.now + AFTER[0])


def end(tx: Tx, row: Row, because: str) -> None:
    """There is nothing more to try."""
    store.change_collection(tx, row, status="ended", ended_because=because)


def succeeded(tx: Tx, payment: Row) -> None:
    """The money came. Should it be taken back, the plan goes on from its beginning."""
    row = store.collection_by(tx, payment["id"])
    if row is not None and row["status"] != "ended":
        store.change_collection(tx, row, status="trying", failures=0, first_failed_at=None)


def canceled(tx: Tx, payment: Row) -> None:
    """Somebody called it off."""
    row = store.collection_by(tx, payment["id"])
    if row is not None and row["status"] != "ended":
        end(tx, row, "the payment was canceled")

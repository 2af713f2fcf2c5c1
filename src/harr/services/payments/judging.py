"""What becomes of a dispute, learned in whatever order: the bank holds the money, gives it back, or keeps it.

Each step is booked once. A decision that arrives before its opening books both.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from harr.contract.events import DisputeEvent, DisputeLost, DisputeOpened, DisputeUpdated, DisputeWon
from harr.contract.rules import DisputeLost as Rule
from harr.engine import Row, Tx, dumps, loads
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import invoices, ledger, tenants
from harr.services.ledger import Posting, recipes
from harr.services.payments import leaving, presenting, store
from harr.services.payments.allocation import Wanted, spread
from harr.services.payments.receiving import payable_of
from harr.services.payments.said import DISPUTE_RANK, DisputeSaid

HOLDS = ("needs_response", "under_review", "won", "lost")
IGNORED = "ignored"


class NotYet(Exception):  # noqa: N818 - not wrong, only too early
    """What this is about is not known yet: look again when it is."""

    def __init__(self, attempt: Row) -> None:
        super().__init__(attempt["key"])
        self.attempt = attempt


def apply(tx: Tx, provider: str, found: DisputeSaid) -> str:
    """Take in how a dispute stands; what came of it, in a word."""
    attempt = store.attempt_said(tx, provider, key=None, reference=found.charge)
    if attempt is None:
        return IGNORED
    if not attempt["captured"]:
        raise NotYet(attempt)
    row = store.dispute_said(tx, provider, found.reference)
    if row is not None and DISPUTE_RANK[found.status] <= DISPUTE_RANK[row["status"]]:
        return IGNORED
    is_new = row is None
    row = row or _add(tx, attempt, provider, found)
    before = None if is_new else row["status"]
    if found.status in HOLDS and not row["opened"]:
        row = _hold(tx, row)
    if found.status == "won":
        row = _won(tx, row)
    elif found.status == "lost":
        row = _lost(tx, row)
    row = store.change(tx, "payments_dispute", row, status=found.status, evidence_due_at=found.evidence_due_at)
    if is_new and found.status not in {"warning", "needs_response"}:
        _tell(tx, DisputeOpened, row, before)
    _tell(tx, _news(found.status, is_new=is_new), row, before)
    return f"dispute.{found.status}"


def _news(status: str, *, is_new: bool) -> type[DisputeEvent]:
    if status in {"won", "lost"}:
        return DisputeWon if status == "won" else DisputeLost
    return DisputeOpened if is_new and status in {"warning", "needs_response"} else DisputeUpdated


def _tell(tx: Tx, event: type[DisputeEvent], row: Row, before: str | None) -> None:
    tx.emit(event(object=presenting.dispute(row), previous={} if before is None else {"status": before}))


def _add(tx: Tx, attempt: Row, provider: str, found: DisputeSaid) -> Row:
    tx.touch("payments_payment", id=attempt["payment"])  # whoever refunds it at this moment meets the dispute
    payment = store.known(tx, "payments_payment", attempt["payment"])
    return store.add(
        tx,
        "payments_dispute",
        {
            "id": tx.new_id(),
            "app": payment["app"],
            "external_id": None,
            "status": "warning",
            "payment": payment["id"],
            "attempt": attempt["id"],
            "provider": provider,
            "reference": found.reference,
            "currency": found.currency,
            "amount": found.amount,
            "fee_amount": found.fee,
            "opened": 0,
            "held": 0,
            "taken": 0,
            "lost": 0,
            "evidence_due_at": found.evidence_due_at,
            "credit_note": None,
            "asked": 0,
            "body": dumps({"reason": found.reason, "network_reason": found.network_reason, "evidence": {},
                           "outcome_action": None, "metadata": {}}),
        },
    )  # fmt: skip


# ---- money -----------------------------------------------------------------------------------------------------------


def _hold(tx: Tx, row: Row) -> Row:
    """E14a: the bank takes the money, and waits."""
    amount, fee = Money(row["amount"], row["currency"]), Money(row["fee_amount"], row["currency"])
    payment = store.known(tx, "payments_payment", row["payment"])
    _post(tx, recipes.dispute_opened(**_common(tx, row, payment), amount=amount, fee=fee))
    return store.change(tx, "payments_dispute", row, opened=1, held=row["amount"])


def _won(tx: Tx, row: Row) -> Row:
    """E14b: the money comes back; where it was lost before, what it had paid is paid again."""
    payment = store.known(tx, "payments_payment", row["payment"])
    if row["held"]:
        held = Money(row["held"], row["currency"])
        _post(tx, recipes.dispute_won(**_common(tx, row, payment), amount=held))
        return store.change(tx, "payments_dispute", row, held=0)
    return _reversed(tx, row, payment) if row["lost"] else row


def _lost(tx: Tx, row: Row) -> Row:
    """By the entity's rule: what was paid is due again, a credit note takes it back, or it is an expense."""
    payment = store.known(tx, "payments_payment", row["payment"])
    action, note = _action(tx, row, payment), None
    amount, common = Money(row["held"], row["currency"]), _common(tx, row, payment)
    zero = Money.zero(row["currency"])
    taken, gone = zero, None
    if action == "reopen":
        gone = leaving.take(tx, payment, amount)
        taken = Money(gone.payment["amount_taken_back"] - payment["amount_taken_back"], row["currency"])
        _post(tx, recipes.dispute_lost(**common, **gone.legs))
    elif action == "credit_note":
        note = invoices.credit_dispute(tx, payment["invoice"])
        _post(tx, recipes.dispute_credited(**common, amount=amount, credit_note=id_text("crn", note)))
    else:
        _post(tx, recipes.dispute_lost(**common, payment=id_text("pay", payment["id"]), customer=None, allocations={},
                                       expense=amount))  # fmt: skip
    body = dumps({**loads(row["body"]), "outcome_action": action})
    changed = store.change(tx, "payments_dispute", row, held=0, lost=row["held"], taken=taken.minor, credit_note=note,
                           body=body)  # fmt: skip
    if gone is not None:
        leaving.reopen(tx, gone)
        for number, _ in gone.taken.paying:
            invoices.payment_status(tx, number, "failed")
    return changed


def _action(tx: Tx, row: Row, payment: Row) -> Rule:
    """What the entity's rule says. A credit note takes back a whole invoice, so it needs one that this alone paid."""
    rules = tenants.entity(tx, payment["entity"]).rules
    action = rules.dispute_lost_by_reason.get(loads(row["body"])["reason"], rules.dispute_lost)
    if action == "credit_note" and not _pays_one_whole(tx, row, payment):
        return "reopen"
    return action


def _pays_one_whole(tx: Tx, row: Row, payment: Row) -> bool:
    if payment["invoice"] is None or row["amount"] != payment["amount_allocated"]:
        return False
    shown = invoices.shown(tx, [payment["invoice"]])[0]
    return shown.status == "paid" and shown.total == Money(row["amount"], row["currency"]).text and not any(
        Money.parse(text, row["currency"]) for text in (shown.credit_notes_total, shown.amount_written_off)
    )  # fmt: skip


def _reversed(tx: Tx, row: Row, payment: Row) -> Row:
    """A second round was won: the money is here again. It pays what is due by now; the rest waits."""
    currency = row["currency"]
    back, expense = Money(row["taken"], currency), Money(row["lost"] - row["taken"], currency)
    wanted = [number for number, _ in loads(payment["body"]).get("wanted", [])]
    dues = [due for due in invoices.due(tx, wanted).values() if due.status == "open"]
    left, parts = back, []
    for due in dues:
        parts.append(Wanted(due.invoice, min(left, payable_of(due)), payable_of(due), "amount"))
        left -= parts[-1].amount
    found = spread(back, parts, Money.zero(currency))
    for part in found.parts:
        store.allocate(tx, payment["id"], part.invoice, part.amount.minor)
    allocated = back - found.left
    store.change(
        tx, "payments_payment", payment,
        amount_taken_back=payment["amount_taken_back"] - back.minor,
        amount_allocated=payment["amount_allocated"] + allocated.minor,
        amount_unallocated=payment["amount_unallocated"] + found.left.minor,
    )  # fmt: skip
    _post(tx, recipes.dispute_reversed(
        **_common(tx, row, payment), payment=id_text("pay", payment["id"]), customer=_customer(payment),
        holder=payment["holder"], allocations={id_text("inv", part.invoice): part.amount for part in found.parts},
        unallocated=found.left, recovered=expense,
    ))  # fmt: skip
    for part in found.parts:
        invoices.settle(tx, part.invoice, part.amount, id_text("pay", payment["id"]))
    return store.change(tx, "payments_dispute", row, lost=0, taken=0)


# ---- inside ----------------------------------------------------------------------------------------------------------


def _common(tx: Tx, row: Row, payment: Row) -> Mapping[str, Any]:
    return {
        "entity": payment["entity"],
        "dispute": id_text("dsp", row["id"]),
        "provider": row["provider"],
        "on": _today(tx, payment),
        "app": payment["app"],
    }


def _customer(payment: Row) -> str | None:
    return None if payment["customer"] is None else id_text("cus", payment["customer"])


def _today(tx: Tx, payment: Row) -> date:
    return tx.today(tenants.entity(tx, payment["entity"]).timezone)


def _post(tx: Tx, posting: Posting | None) -> None:
    ledger.post(tx, [posting] if posting is not None else [])

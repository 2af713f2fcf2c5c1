"""How a refund is booked once its money has left, and what happens when it comes back or never leaves."""

from __future__ import annotations

from datetime import date

from harr.contract.events import RefundFailed, RefundSucceeded
from harr.contract.shapes import Failure
from harr.engine import Row, Tx, dumps, loads
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import invoices, ledger, tenants
from harr.services.ledger import Into, Posting, recipes
from harr.services.payments import leaving, presenting, store
from harr.services.payments.allocation import Left, take_back
from harr.services.payments.arriving import into_of


def reserve(tx: Tx, payment: Row, amount: Money, note: invoices.CreditNote | None) -> bool:
    """Count a refund against what its payment and its credit note have left. False: the note owes less by now."""
    store.change(tx, "payments_payment", payment, amount_refunded=payment["amount_refunded"] + amount.minor)
    return note is None or store.pay_back(tx, note.id, amount.minor, note.amount_to_refund.minor)


def succeeded(tx: Tx, refund: Row) -> Row:
    """The money has left: what was owed is paid, or what was paid is due again."""
    payment = store.known(tx, "payments_payment", refund["payment"])
    amount = Money(refund["amount"], refund["currency"])
    paying: tuple[tuple[int, Money], ...] = ()
    if refund["credit_note"] is not None:
        posting = _paid_out(tx, payment, refund)
    else:
        left = leaving.left_of(tx, payment)
        taken = take_back(min(amount, left.whole), left)
        paying = taken.paying
        store.change(tx, "payments_payment", payment, **_less(payment, amount, taken))
        posting = _given_back(tx, payment, refund, taken)
    done = store.change(tx, "payments_refund", refund, status="succeeded")
    ledger.post(tx, [posting] if posting is not None else [])
    tx.emit(RefundSucceeded(object=presenting.refund(done)))
    for invoice, part in paying:
        store.take_back(tx, payment["id"], invoice, part.minor)
        _reopen(tx, invoice, part, id_text("ref", refund["id"]))
    if refund["credit_note"] is not None:
        invoices.refunded(tx, refund["credit_note"], refund["id"])
    return done


def released(tx: Tx, refund: Row, status: str, failure: Failure | None) -> Row:
    """It never left: what it was to give back can be given back again."""
    payment = store.known(tx, "payments_payment", refund["payment"])
    store.change(tx, "payments_payment", payment, amount_refunded=payment["amount_refunded"] - refund["amount"])
    if refund["credit_note"] is not None:
        store.pay_back_less(tx, refund["credit_note"], refund["amount"])
    return _over(tx, refund, status, failure)


def bounced(tx: Tx, refund: Row, failure: Failure | None) -> Row:
    """The bank sent it back: the money is here again, and is owed."""
    payment = store.known(tx, "payments_payment", refund["payment"])
    amount, note = refund["amount"], refund["credit_note"]
    changes = {"amount_refunded": payment["amount_refunded"] - amount}
    if note is not None:
        store.pay_back_less(tx, note, amount)
    else:
        changes |= {
            "amount_returned": payment["amount_returned"] - amount,
            "amount_unallocated": payment["amount_unallocated"] + amount,
            "amount_owed_back": payment["amount_owed_back"] + amount,
        }
    store.change(tx, "payments_payment", payment, **changes)
    posting = recipes.refund_bounced(
        entity=payment["entity"],
        refund=id_text("ref", refund["id"]),
        customer=id_text("cus", payment["customer"]),
        on=_today(tx, payment),
        amount=Money(amount, refund["currency"]),
        into=out_of(payment, refund["method"]),
        credit_note=id_text("pay", payment["id"]) if note is None else id_text("crn", note),
        app=refund["app"],
    )
    ledger.post(tx, [posting] if posting is not None else [])
    return _over(tx, refund, "failed", failure)


def out_of(payment: Row, method: str) -> Into:
    """Where the money leaves: the way it came, the bank, or into the customer's balance."""
    if method == "balance":
        return Into(ledger.CUSTOMER_BALANCE, id_text("cus", payment["customer"]))
    return recipes.AT_BANK if method == "bank_transfer" else into_of(payment["method_type"], payment["provider"])


# ---- inside ----------------------------------------------------------------------------------------------------------


def _over(tx: Tx, refund: Row, status: str, failure: Failure | None) -> Row:
    body = {**loads(refund["body"]), "failure": failure}
    done = store.change(tx, "payments_refund", refund, status=status, body=dumps(body))
    if status == "failed":
        tx.emit(RefundFailed(object=presenting.refund(done), previous={"status": refund["status"]}))
    return done


def _less(payment: Row, amount: Money, taken: Left) -> dict[str, int]:
    """What changes on the payment by a refund without a credit note.

    What it has no more (spent balance, what the bank took meanwhile) comes off there.
    """
    waited = taken.owed_back.minor + taken.unallocated.minor
    missing = amount.minor - taken.whole.minor
    spent = min(missing, payment["amount_to_balance"] - taken.in_balance.minor)
    return {
        "amount_returned": payment["amount_returned"] + amount.minor,
        "amount_taken_back": payment["amount_taken_back"] - (missing - spent),
        "amount_owed_back": payment["amount_owed_back"] - taken.owed_back.minor,
        "amount_unallocated": payment["amount_unallocated"] - waited,
        "amount_to_balance": payment["amount_to_balance"] - taken.in_balance.minor - spent,
        "amount_allocated": payment["amount_allocated"] - (taken.whole.minor - waited) - spent,
    }


def _reopen(tx: Tx, invoice: int, part: Money, source: str) -> None:
    """The invoice is due again; one that was given up was not paid after all."""
    if invoices.due(tx, [invoice])[invoice].status == "uncollectible":
        invoices.lose(tx, invoice, part, source)
    else:
        invoices.reopen(tx, invoice, part, source)


def _paid_out(tx: Tx, payment: Row, refund: Row) -> Posting | None:
    """E07d: what the credit note owes is paid."""
    note = invoices.credit_note(tx, refund["credit_note"])
    return recipes.refund_paid_out(
        entity=payment["entity"],
        refund=id_text("ref", refund["id"]),
        customer=id_text("cus", note.customer),
        on=_today(tx, payment),
        amount=Money(refund["amount"], refund["currency"]),
        out_of=out_of(payment, refund["method"]),
        credit_note=id_text("crn", note.id),
        app=refund["app"],
    )


def _given_back(tx: Tx, payment: Row, refund: Row, taken: Left) -> Posting | None:
    """`1100 / 1010`: nothing was credited, so the invoices are due again."""
    statuses = invoices.due(tx, [number for number, _ in taken.paying])
    given_up = [part for number, part in taken.paying if statuses[number].status == "uncollectible"]
    due_again = {id_text("inv", number): part for number, part in taken.paying
                 if statuses[number].status != "uncollectible"}  # fmt: skip
    missing = Money(refund["amount"], refund["currency"]) - taken.whole
    return recipes.payment_refunded(
        entity=payment["entity"],
        refund=id_text("ref", refund["id"]),
        payment=id_text("pay", payment["id"]),
        customer=None if payment["customer"] is None else id_text("cus", payment["customer"]),
        on=_today(tx, payment),
        allocations=due_again,
        unallocated=taken.unallocated,
        owed_back=taken.owed_back,
        from_balance=taken.in_balance,
        lost=sum(given_up, missing),
        holder=payment["holder"],
        out_of=out_of(payment, refund["method"]),
        app=refund["app"],
    )


def _today(tx: Tx, payment: Row) -> date:
    return tx.today(tenants.entity(tx, payment["entity"]).timezone)

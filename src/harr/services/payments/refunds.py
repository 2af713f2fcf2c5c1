"""Money that goes back by hand: what a credit note owes, or what was paid, and then the invoice is due again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from harr.contract.events import RefundCreated, RefundSucceeded
from harr.contract.operations import Listing, Page
from harr.contract.payments import Payment, PaymentRefundRequest, Refund, RefundCreate
from harr.engine import Row, Tx, dumps
from harr.engine.pages import page
from harr.kernel.errors import AmountExceedsRemaining, FieldInvalid, NotFound, RuleConflict, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money
from harr.services import credits, invoices, ledger, tenants  # noqa: A004 - the service is called so
from harr.services.ledger import Into, Posting, recipes
from harr.services.payments import presenting, store
from harr.services.payments.allocating import writable
from harr.services.payments.allocation import Left, take_back
from harr.services.payments.receiving import into_of


@dataclass(frozen=True, slots=True)
class Order:
    """A refund that is asked for, however it is asked."""

    amount: str | None
    reason: str
    credit_note: str | None
    method: str
    external_id: str | None
    metadata: dict[str, str]


def create(tx: Tx, given: RefundCreate) -> Refund:
    """Give back a part of a payment, or all of it."""
    number = id_number(given.payment, "pay", field="payment")
    try:
        row = store.get(tx, "payments_payment", number)
    except NotFound as none:
        raise NotFound(none.detail, field="payment") from none
    if row["status"] != "succeeded":
        raise StateConflict(
            f"the payment is {row['status']} and has nothing to give back", field="payment", status=row["status"],
            allowed=[],
        )  # fmt: skip
    order = Order(given.amount, given.reason, given.credit_note, given.method, given.external_id, given.metadata)
    return presenting.refund(_refund(tx, row, order))


def refund(tx: Tx, payment_id: str, given: PaymentRefundRequest) -> Payment:
    """The same, asked of the payment: an amount, or all that is left."""
    row = writable(tx, payment_id)
    _refund(tx, row, Order(given.amount, given.reason, given.credit_note, given.method, None, {}))
    return presenting.payment(tx, store.get(tx, "payments_payment", row["id"]))


def retrieve(tx: Tx, refund_id: str) -> Refund:
    """A refund by its id."""
    return presenting.refund(store.get(tx, "payments_refund", path_id(refund_id, "ref")))


def list_(tx: Tx, listing: Listing) -> Page[Refund]:
    """Refunds by payment, credit note, status and day."""
    return page(tx, "payments_refund", listing, presenting.refunds)


def cancel(tx: Tx, refund_id: str) -> Refund:
    """Give up a refund before it goes out. One by hand has gone out when it is recorded."""
    row = store.get(tx, "payments_refund", path_id(refund_id, "ref"))
    raise StateConflict(f"the refund is {row['status']} and cannot be canceled", status=row["status"], allowed=[],
                        way_out="Record the money that came back as a payment.")  # fmt: skip


# ---- how a refund is made --------------------------------------------------------------------------------------------


def _refund(tx: Tx, payment: Row, order: Order) -> Row:
    """Of a credit note, or else of the payment alone."""
    if order.credit_note is None:
        return _of_payment(tx, payment, order)
    note = _credit_note(tx, payment, order.credit_note)
    amount = _amount(order.amount, _owed(tx, payment, note))
    row = store.add(tx, "payments_refund", _row(tx, payment, order, amount, note.id))
    store.change(tx, payment, amount_refunded=payment["amount_refunded"] + amount.minor)
    if not store.pay_back(tx, note.id, amount.minor, note.amount_to_refund.minor):
        raise _too_much(amount, _owed(tx, payment, note))
    _book(tx, _paid_out(tx, payment, row, note), row)
    invoices.refunded(tx, note.id, row["id"])
    return row


def _of_payment(tx: Tx, payment: Row, order: Order) -> Row:
    """Without a credit note: what waited goes back first, then invoices are due again."""
    if order.method == "balance":
        raise RuleConflict(
            "nothing was credited that could be put into the customer's balance",
            field="method",
            way_out="Name a credit note, or take the money off its invoice with `payments.unallocate`.",
        )
    left = _left(tx, payment)
    amount = _amount(order.amount, left.whole)
    taken = take_back(amount, left)
    row = store.add(tx, "payments_refund", _row(tx, payment, order, amount, None))
    store.change(tx, payment, **_less(payment, amount, taken))
    shown = _book(tx, _given_back(tx, payment, row, taken), row)
    for invoice, part in taken.paying:
        store.take_back(tx, payment["id"], invoice, part.minor)
        invoices.reopen(tx, invoice, part, shown.id)
    return row


def _book(tx: Tx, posting: Posting | None, row: Row) -> Refund:
    ledger.post(tx, [posting] if posting is not None else [])
    shown = presenting.refund(row)
    tx.emit(RefundCreated(object=shown))
    tx.emit(RefundSucceeded(object=shown))
    return shown


def _left(tx: Tx, payment: Row) -> Left:
    """What was not given back yet. Of what went to the balance, as much as is there and was not spent."""
    currency = payment["currency"]
    in_balance = Money(payment["amount_to_balance"], currency)
    if in_balance:
        in_balance = min(in_balance, credits.available(tx, payment["customer"], payment["entity"], currency))
    paying = store.allocations(tx, [payment["id"]])[payment["id"]]
    return Left(
        Money(payment["amount_owed_back"], currency),
        Money(payment["amount_unallocated"] - payment["amount_owed_back"], currency),
        in_balance,
        tuple((part["invoice"], Money(part["amount"], currency)) for part in paying),
    )


def _owed(tx: Tx, payment: Row, note: invoices.CreditNote) -> Money:
    """What a credit note still owes, as far as the payment reaches."""
    of_note = note.amount_to_refund.minor - store.paid_back(tx, [note.id]).get(note.id, 0)
    of_payment = payment["amount_received"] - payment["amount_refunded"]
    return Money(max(min(of_note, of_payment), 0), payment["currency"])


def _credit_note(tx: Tx, payment: Row, text: str) -> invoices.CreditNote:
    note = invoices.credit_note(tx, id_number(text, "crn", field="credit_note"), field="credit_note")
    if note.status != "issued":
        raise StateConflict(
            f"the credit note is {note.status} and owes nothing yet", field="credit_note", status=note.status,
            allowed=["issue"],
        )  # fmt: skip
    for field, theirs in {"customer": note.customer, "entity": note.entity, "currency": note.currency}.items():
        if payment[field] != theirs:
            raise RuleConflict(
                f"the credit note and the payment differ in {field}",
                field="credit_note",
                way_out="Refund a payment of the same customer, entity and currency.",
            )
    return note


def _amount(text: str | None, remaining: Money) -> Money:
    """What is asked for, or all that is left; more is refused, and so is nothing."""
    amount = remaining if text is None else Money.parse(text, remaining.currency, field="amount")
    if amount > remaining or not remaining:
        raise _too_much(amount, remaining)
    if not amount:
        raise FieldInvalid("a refund of nothing is none", field="amount", way_out="Send more than zero.")
    return amount


def _too_much(amount: Money, remaining: Money) -> AmountExceedsRemaining:
    return AmountExceedsRemaining(
        f"{remaining.text} {remaining.currency} is left to give back, not {amount.text}",
        field="amount",
        remaining=remaining.text,
    )


def _less(payment: Row, amount: Money, taken: Left) -> dict[str, int]:
    """What changes on the payment by a refund without a credit note."""
    waited = taken.owed_back.minor + taken.unallocated.minor
    return {
        "amount_refunded": payment["amount_refunded"] + amount.minor,
        "amount_returned": payment["amount_returned"] + amount.minor,
        "amount_owed_back": payment["amount_owed_back"] - taken.owed_back.minor,
        "amount_unallocated": payment["amount_unallocated"] - waited,
        "amount_to_balance": payment["amount_to_balance"] - taken.in_balance.minor,
        "amount_allocated": payment["amount_allocated"] - (amount.minor - waited),
    }


def _row(tx: Tx, payment: Row, order: Order, amount: Money, credit_note: int | None) -> Row:
    return {
        "id": tx.new_id(),
        "external_id": order.external_id,
        "status": "succeeded",
        "payment": payment["id"],
        "credit_note": credit_note,
        "currency": amount.currency,
        "method": order.method,
        "amount": amount.minor,
        "body": dumps({"reason": order.reason, "metadata": order.metadata}),
    }


def _paid_out(tx: Tx, payment: Row, row: Row, note: invoices.CreditNote) -> Posting | None:
    """E07d: what the credit note owes is paid."""
    return recipes.refund_paid_out(
        entity=payment["entity"],
        refund=id_text("ref", row["id"]),
        customer=id_text("cus", note.customer),
        on=_today(tx, payment),
        amount=Money(row["amount"], row["currency"]),
        out_of=_out_of(payment, row["method"]),
        credit_note=id_text("crn", note.id),
    )


def _given_back(tx: Tx, payment: Row, row: Row, taken: Left) -> Posting | None:
    """`1100 / 1010`: nothing was credited, so the invoices are due again."""
    return recipes.payment_refunded(
        entity=payment["entity"],
        refund=id_text("ref", row["id"]),
        payment=id_text("pay", payment["id"]),
        customer=None if payment["customer"] is None else id_text("cus", payment["customer"]),
        on=_today(tx, payment),
        allocations={id_text("inv", invoice): part for invoice, part in taken.paying},
        unallocated=taken.unallocated,
        owed_back=taken.owed_back,
        from_balance=taken.in_balance,
        holder=payment["holder"],
        out_of=_out_of(payment, row["method"]),
    )


def _today(tx: Tx, payment: Row) -> date:
    return tx.today(tenants.entity(tx, payment["entity"]).timezone)


def _out_of(payment: Row, method: str) -> Into:
    """Where the money leaves: the way it came, the bank, or into the customer's balance."""
    if method == "balance":
        return Into(ledger.CUSTOMER_BALANCE, id_text("cus", payment["customer"]))
    return recipes.AT_BANK if method == "bank_transfer" else into_of(payment["method_type"], payment["provider"])

"""What a payment pays, changed by hand: money that waits pays an invoice, or an invoice is due again."""

from __future__ import annotations

from harr.contract.events import PaymentUnallocated
from harr.contract.operations import Listing, Page
from harr.contract.payments import Payment, PaymentAllocateRequest, PaymentUnallocateRequest
from harr.engine import Row, Tx
from harr.engine.pages import page
from harr.kernel.errors import AmountExceedsRemaining, FieldInvalid, RuleConflict, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money
from harr.services import invoices, ledger, tenants
from harr.services.invoices import Due
from harr.services.ledger import recipes
from harr.services.payments import presenting, store
from harr.services.payments.allocation import Wanted, spread, tolerance_of
from harr.services.payments.arriving import settle_part
from harr.services.payments.receiving import payable, payable_of


def retrieve(tx: Tx, payment_id: str) -> Payment:
    """A payment by its id."""
    return presenting.payment(tx, store.get(tx, "payments_payment", path_id(payment_id, "pay")))


def list_(tx: Tx, listing: Listing) -> Page[Payment]:
    """Payments by customer, invoice, status, kind, reference and day."""
    return page(tx, "payments_payment", listing, lambda rows: presenting.payments(tx, rows))


def allocate(tx: Tx, payment_id: str, given: PaymentAllocateRequest) -> Payment:
    """Let money that waits pay an invoice: E16f."""
    row = writable(tx, payment_id)
    number = id_number(given.invoice, "inv", field="invoice")
    due = payable(invoices.due(tx, [number]).get(number), number, "invoice", row["currency"])
    _may_pay(row, due)
    left = Money(row["amount_unallocated"] - row["amount_owed_back"], row["currency"])
    if not left or not payable_of(due):
        raise AmountExceedsRemaining(
            "nothing of the payment waits to be allocated" if not left else "nothing is due on the invoice",
            field="amount" if given.amount is not None else "invoice",
            remaining=Money.zero(row["currency"]).text,
        )
    wanted = min(left, payable_of(due)) if given.amount is None else _amount(given.amount, row["currency"])
    entity = tenants.entity(tx, row["entity"])
    tolerance = tolerance_of(entity.rules.payment_tolerance, row["currency"])
    part = spread(left, [Wanted(due.invoice, wanted, payable_of(due), "amount")], tolerance).parts[0]
    step = store.allocate(tx, row["id"], due.invoice, part.amount.minor)
    changed = store.change(
        tx,
        "payments_payment",
        row,
        customer=row["customer"] or due.customer,
        amount_allocated=row["amount_allocated"] + part.amount.minor,
        amount_unallocated=row["amount_unallocated"] - part.amount.minor,
    )
    posting = recipes.payment_allocated(
        entity=row["entity"],
        payment=id_text("pay", row["id"]),
        customer=id_text("cus", due.customer),
        invoice=id_text("inv", due.invoice),
        on=tx.today(entity.timezone),
        amount=part.amount,
        short=part.forgiven,
        holder=row["holder"],
        step=step,
    )
    ledger.post(tx, [posting] if posting else [])
    settle_part(tx, part, id_text("pay", row["id"]), due.status)
    return presenting.payment(tx, changed)


def unallocate(tx: Tx, payment_id: str, given: PaymentUnallocateRequest) -> Payment:
    """Take back what pays an invoice: it is due again, and the money waits. What was forgiven stays forgiven."""
    row = writable(tx, payment_id)
    number = id_number(given.invoice, "inv", field="invoice")
    paying = {part["invoice"]: part["amount"] for part in store.allocations(tx, [row["id"]])[row["id"]]}
    allocated = Money(paying.get(number, 0), row["currency"])
    amount = allocated if given.amount is None else _amount(given.amount, row["currency"])
    if not allocated or amount > allocated:
        raise AmountExceedsRemaining(
            f"{allocated.text} {allocated.currency} of the payment pays this invoice",
            field="invoice" if not allocated else "amount",
            remaining=allocated.text,
        )
    before = presenting.payment(tx, row)
    step = store.take_back(tx, row["id"], number, amount.minor)
    changed = store.change(
        tx,
        "payments_payment",
        row,
        amount_allocated=row["amount_allocated"] - amount.minor,
        amount_unallocated=row["amount_unallocated"] + amount.minor,
    )
    due = invoices.due(tx, [number])[number]
    posting = recipes.payment_unallocated(
        entity=row["entity"],
        payment=id_text("pay", row["id"]),
        customer=id_text("cus", due.customer),
        invoice=id_text("inv", number),
        on=tx.today(tenants.entity(tx, row["entity"]).timezone),
        amount=amount,
        holder=row["holder"],
        step=step,
    )
    ledger.post(tx, [posting] if posting else [])
    shown = presenting.payment(tx, changed)
    previous = {"amount_allocated": before.amount_allocated, "amount_unallocated": before.amount_unallocated}
    tx.emit(PaymentUnallocated(object=shown, previous=previous))
    invoices.reopen(tx, number, amount, id_text("pay", row["id"]))
    return shown


def writable(tx: Tx, payment_id: str) -> Row:
    """A payment whose money is here, at the version that the caller expects."""
    row = store.get(tx, "payments_payment", path_id(payment_id, "pay"))
    tx.expect(row["version"])
    if row["status"] != "succeeded":
        raise StateConflict(f"the payment is {row['status']}", status=row["status"], allowed=[])
    return row


def _may_pay(row: Row, due: Due) -> None:
    if due.entity != row["entity"]:
        raise RuleConflict("the invoice is another entity's", field="invoice", entity=id_text("ent", row["entity"]))
    if row["customer"] is not None and due.customer != row["customer"]:
        raise RuleConflict(
            "the invoice is another customer's", field="invoice", customer=id_text("cus", row["customer"])
        )
    if due.status == "uncollectible":
        raise StateConflict(
            "the invoice was written off; a payment that names it is booked as a recovery",
            field="invoice",
            way_out="Refund this payment, and record it again with `invoice`.",
            status=due.status,
            allowed=[],
        )


def _amount(text: str, currency: str) -> Money:
    amount = Money.parse(text, currency, field="amount")
    if not amount:
        raise FieldInvalid("an amount of nothing changes nothing", field="amount", way_out="Send more than zero.")
    return amount

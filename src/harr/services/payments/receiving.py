"""Money that arrived by itself: read, checked against what is due, and recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from harr.contract.events import PaymentSucceeded
from harr.contract.payments import Payment, PaymentCreate
from harr.engine import Row, Tx, dumps
from harr.kernel.errors import (
    CurrencyMismatch,
    FieldInvalid,
    NotFound,
    RuleConflict,
    StateConflict,
)
from harr.kernel.ids import id_number, id_text
from harr.kernel.money import Money
from harr.services import customers, invoices, ledger, tenants
from harr.services.invoices import Due
from harr.services.payments import presenting, store
from harr.services.payments.allocation import Wanted, rest_of, spread, tolerance_of
from harr.services.payments.arriving import TERMINAL, Receipt, into_of, postings, settle
from harr.services.tenants import Entity

MANUAL = "manual"
BY_ITSELF = ("bank_transfer", "cash", "other", "card")
TAKEN = (
    "Collect by `payment_method`; or record what has arrived: `method_type` bank_transfer, cash or other, or card with"
    " `provider: terminal`; and `received_on`."
)


def record(tx: Tx, given: PaymentCreate) -> Payment:
    """Record a payment: booked, its invoices paid, the rest where the entity's rule puts it."""
    receipt = _receipt(tx, given)
    row = store.add(tx, "payments_payment", _row(receipt, given))
    store.allocate_new(tx, receipt.id, {part.invoice: part.amount.minor for part in receipt.spread.parts})
    ledger.post(tx, postings(receipt))
    shown = presenting.payment(tx, row)
    tx.emit(PaymentSucceeded(object=shown))
    settle(tx, receipt)
    return shown


# ---- what was sent ---------------------------------------------------------------------------------------------------


def _receipt(tx: Tx, given: PaymentCreate) -> Receipt:
    received_on, method_type = _by_itself(given)
    amount = Money.parse(given.amount, given.currency, field="amount")
    if not amount:
        raise FieldInvalid("a payment of nothing is none", field="amount", way_out="Send what has arrived.")
    asked = asked_for(given)
    dues = dues_of(tx, asked, given.currency)
    customer, entity = whose(tx, given, dues)
    _not_in_future(tx, entity, received_on)
    tolerance = tolerance_of(entity.rules.payment_tolerance, given.currency)
    found = spread(amount, [wanted_of(amount, due, *each) for due, each in zip(dues, asked, strict=True)], tolerance)
    return Receipt(
        id=tx.new_id(),
        entity=entity,
        customer=customer,
        amount=amount,
        received_on=received_on,
        into=into_of(method_type, given.provider),
        dues=tuple(dues),
        spread=found,
        rest=rest_of(found.left, entity.rules.overpayment, tolerance, pays_invoices=bool(dues)),
        fee=_fee(given, amount),
    )


def _by_itself(given: PaymentCreate) -> tuple[date, str]:
    """Day and kind of money that arrived by itself; what would have to be collected needs a method."""
    if given.received_on is None:
        raise RuleConflict(
            "it is said neither when the money arrived nor by which method to collect it",
            field="received_on",
            way_out=TAKEN,
        )
    wrong = {
        "payment_method": given.payment_method is not None,
        "method_type": given.method_type not in BY_ITSELF,
        "provider": given.provider not in ({TERMINAL} if given.method_type == "card" else {None, MANUAL}),
        "capture": given.capture != "automatic",
        "fee_amount": given.fee_amount is not None and given.method_type != "card",
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise RuleConflict(f"{field} does not fit money that arrived by itself", field=field, way_out=TAKEN)
    return given.received_on, given.method_type or "other"


def asked_for(given: PaymentCreate) -> list[tuple[str, str | None, str]]:
    """Which invoices, with how much, and under which field."""
    if given.invoice is None:
        return [(each.invoice, each.amount, f"allocations[{n}]") for n, each in enumerate(given.allocations)]
    if given.allocations:
        raise FieldInvalid(
            "the payment names one invoice, and allocations beside it",
            field="allocations",
            way_out="Send `invoice`, or `allocations` with every invoice.",
        )
    return [(given.invoice, None, "invoice")]


def dues_of(tx: Tx, asked: Sequence[tuple[str, str | None, str]], currency: str) -> list[Due]:
    """What is due on the invoices that are named: one question, however many they are."""
    fields = [field if amount is None else f"{field}.invoice" for _, amount, field in asked]
    numbers = [id_number(text, "inv", field=field) for (text, _, _), field in zip(asked, fields, strict=True)]
    found = invoices.due(tx, numbers)
    return [payable(found.get(number), number, field, currency) for number, field in zip(numbers, fields, strict=True)]


def payable(due: Due | None, number: int, field: str, currency: str) -> Due:
    """What is due on an invoice that money may be laid on, in its currency; else why not."""
    if due is None:
        raise NotFound(f"there is no {id_text('inv', number)} here", field=field)
    if due.currency != currency:
        raise CurrencyMismatch(
            f"the invoice is in {due.currency}, the payment in {currency}", field=field, currency=due.currency
        )
    if due.status in {"draft", "void"}:
        raise StateConflict(
            f"the invoice is {due.status} and cannot be paid",
            field=field,
            way_out="Finalize it first." if due.status == "draft" else "Record the payment without it.",
            status=due.status,
            allowed=["finalize"] if due.status == "draft" else ["duplicate"],
        )
    return due


def payable_of(due: Due) -> Money:
    """How much of an invoice can be paid: what is due, or what was written off where it was given up."""
    return due.written_off if due.status == "uncollectible" else due.due


def wanted_of(amount: Money, due: Due, _: str, wanted: str | None, field: str) -> Wanted:
    if wanted is None:
        return Wanted(due.invoice, min(amount, payable_of(due)), payable_of(due), "amount")
    where = f"{field}.amount"
    part = Money.parse(wanted, amount.currency, field=where)
    if not part:
        raise FieldInvalid(
            "a part of nothing pays nothing", field=where, way_out="Send more than zero, or leave it out."
        )
    return Wanted(due.invoice, part, payable_of(due), where)


def whose(tx: Tx, given: PaymentCreate, dues: Sequence[Due]) -> tuple[int | None, Entity]:
    """The customer and the entity: those of the invoices, which have to agree; else those that are named."""
    for field, found in {"customer": {due.customer for due in dues}, "entity": {due.entity for due in dues}}.items():
        if len(found) > 1:
            raise RuleConflict(
                f"the invoices are of more than one {field}",
                field="allocations",
                way_out=f"Record a payment for the invoices of each {field}.",
            )
    if len({due.invoice for due in dues}) < len(dues):
        raise FieldInvalid("an invoice stands there twice", field="allocations", way_out="Send each invoice once.")
    named = None if given.customer is None else customers.customer(tx, id_number(given.customer, "cus", "customer"))
    if not dues:
        fallback = None if named is None else named.entity
        return None if named is None else named.id, tenants.entity_for(tx, given.entity, fallback)
    if named is not None and named.id != dues[0].customer:
        raise RuleConflict(
            "the invoice is another customer's", field="customer", customer=id_text("cus", dues[0].customer)
        )
    if given.entity is not None and id_number(given.entity, "ent", field="entity") != dues[0].entity:
        raise RuleConflict("the invoice is another entity's", field="entity", entity=id_text("ent", dues[0].entity))
    return dues[0].customer, tenants.entity(tx, dues[0].entity)


def _not_in_future(tx: Tx, entity: Entity, received_on: date) -> None:
    today = tx.today(entity.timezone)
    if received_on > today:
        raise FieldInvalid(
            f"{received_on} is still to come; it is {today} at {entity.name}",
            field="received_on",
            way_out="Send the day on which the money arrived.",
        )


def _fee(given: PaymentCreate, amount: Money) -> Money | None:
    if given.fee_amount is None:
        return None
    fee = Money.parse(given.fee_amount, amount.currency, field="fee_amount")
    if fee > amount:
        raise FieldInvalid("the fee is more than the payment", field="fee_amount", maximum=amount.text)
    return fee


# ---- what is kept ----------------------------------------------------------------------------------------------------


def _row(receipt: Receipt, given: PaymentCreate) -> Row:
    return {
        "id": receipt.id,
        "external_id": given.external_id,
        "status": "succeeded",
        "customer": receipt.customer,
        "entity": receipt.entity.id,
        "invoice": receipt.dues[0].invoice if given.invoice is not None else None,
        "currency": receipt.amount.currency,
        "payment_method": None,
        "provider": given.provider or MANUAL,
        "method_type": given.method_type,
        "capture": "automatic",
        "received_on": receipt.received_on.isoformat(),
        "reference": given.reference,
        "holder": receipt.payer,
        "amount": receipt.amount.minor,
        **receipt.columns(),
        "amount_refunded": 0,
        "amount_returned": 0,
        "amount_taken_back": 0,
        "fee_amount": None if receipt.fee is None else receipt.fee.minor,
        "body": dumps({
            "description": given.description,
            "statement_descriptor": given.statement_descriptor,
            "metadata": given.metadata,
        }),
    }  # fmt: skip

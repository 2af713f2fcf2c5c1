"""Collecting what is due: by itself when an invoice is finalized, again by plan, or because somebody asks for it."""

from __future__ import annotations

from typing import Any

from harr.contract.events import InvoiceFinalized, PaymentFailed
from harr.contract.invoices import Invoice, InvoicePayRequest
from harr.contract.shapes import Failure
from harr.engine import Ask, Row, Tx, dumps, loads
from harr.engine import Due as Item
from harr.kernel.errors import CapabilityNotGranted, MandateMissing, NotFound, Refusal, RuleConflict, StateConflict
from harr.kernel.ids import id_number, own_number, path_id
from harr.kernel.money import Money
from harr.services import customers, invoices, subscriptions
from harr.services.invoices import Due
from harr.services.payments import intents, methods, presenting, receiving, retrying, store
from harr.services.payments.methods import Method

BY_ITSELF = "charge_automatically"
NO_METHOD = Failure(
    code="payment_method_missing", decline_class="needs_customer", message="The customer has no payment method."
)


# ---- by itself -------------------------------------------------------------------------------------------------------


def collect(tx: Tx, event: InvoiceFinalized) -> Ask | None:
    """An invoice that is collected by itself is collected, if something is due."""
    invoice = event.object
    number = own_number(invoice.id)
    due = invoices.due(tx, [number]).get(number)
    if invoice.collection != BY_ITSELF or due is None or due.status != "open" or not due.due:
        return None
    app = None if invoice.app is None else own_number(invoice.app)
    payment = _payment(tx, due, app, description=invoice.number)
    if not store.collect(tx, number, payment["id"]):
        return None
    return _try(tx, due, payment, _method_of(tx, invoice), app)


def retry(tx: Tx, item: Item) -> Ask | None:
    """Try once more, if it still makes sense."""
    number = id_number(item.subject)
    row, due = store.collection(tx, number), invoices.due(tx, [number]).get(number)
    if row is None or row["status"] != "waiting" or due is None:
        return None
    if due.status != "open" or not due.due:
        retrying.end(tx, row, f"the invoice is {due.status}")
        return None
    if customers.customer(tx, due.customer).status != "active":
        retrying.end(tx, row, "the customer is gone")
        return None
    payment = store.known(tx, "payments_payment", row["payment"])
    if payment["status"] != "requires_payment_method":
        payment = _payment(tx, due, payment["app"], description=due.number)
    store.change_collection(tx, row, status="trying", payment=payment["id"])
    return _try(tx, due, payment, _method_of(tx, invoices.shown(tx, [number])[0]), payment["app"])


def _try(tx: Tx, due: Due, payment: Row, method: Method | None, app: int | None) -> Ask | None:
    """Charge what is due now. What stands against it is a failure of the payment, and the invoice stays open."""
    payment = _for(tx, payment, due.invoice, due.due)
    if method is None:
        _not_tried(tx, payment, NO_METHOD)
        return None
    try:
        return intents.charge(tx, payment, method, intents.Wanted(((due.invoice, due.due),), due.due), app=app)
    except StateConflict:  # somebody else is trying just now
        retrying.later(tx, payment)
        return None
    except (CapabilityNotGranted, MandateMissing, RuleConflict) as refusal:
        _not_tried(tx, payment, _failure_of(refusal))
        return None


def _not_tried(tx: Tx, payment: Row, failure: Failure) -> None:
    """The bank was not asked. The payment says why, the invoice stays open, and the plan ends."""
    body = {**loads(payment["body"]), "last_error": failure}
    done = store.change(tx, "payments_payment", payment, body=dumps(body))
    tx.emit(PaymentFailed(object=presenting.payment(tx, done)))
    row = store.collection_by(tx, payment["id"])
    if row is not None:
        retrying.end(tx, row, failure.code)
        invoices.payment_status(tx, row["invoice"], "failed")


def _failure_of(refusal: Refusal) -> Failure:
    needs = "needs_customer" if isinstance(refusal, MandateMissing) else "try_other_method"
    return Failure(code=refusal.code, decline_class=needs, message=refusal.detail)  # type: ignore[arg-type]


# ---- because somebody asks -------------------------------------------------------------------------------------------


def pay(tx: Tx, invoice_id: str, given: InvoicePayRequest) -> Ask:
    """Collect what is due now, by this method or by the one that the customer pays by."""
    number = path_id(invoice_id, "inv")
    due = invoices.due(tx, [number]).get(number)
    if due is None:
        raise NotFound(f"there is no {invoice_id} here")
    tx.expect(due.version)
    payable = receiving.payable_of(due)
    if due.status not in {"open", "uncollectible"} or not payable:
        raise StateConflict(f"the invoice is {due.status} and cannot be paid", status=due.status,
                            allowed=["finalize"] if due.status == "draft" else [])  # fmt: skip
    shown = invoices.shown(tx, [number])[0]
    if given.payment_method is not None:
        method: Method | None = methods.method(tx, id_number(given.payment_method, "pm", field="payment_method"))
    else:
        method = _method_of(tx, shown)
    if method is None:
        raise RuleConflict("the customer has no payment method", field="payment_method",
                           way_out="Send `payment_method`, or set one up first.")  # fmt: skip
    payment = store.open_payment(tx, number) or _payment(tx, due, tx.actor.app, description=due.number)
    payment = _for(tx, payment, number, payable)
    wanted = intents.Wanted(((number, payable),), payable)
    ask = intents.charge(tx, payment, method, wanted)
    return Ask(ask.port, ask.key, ask.request, ask.then, result=shown)


# ---- inside ----------------------------------------------------------------------------------------------------------


def _payment(tx: Tx, due: Due, app: int | None, description: str | None) -> Row:
    amount: Money = receiving.payable_of(due)
    more: dict[str, Any] = {} if app is None else {"app": app}
    return intents.add(tx, due.customer, due.entity, amount, intents.Wanted(((due.invoice, amount),), amount),
                       invoice=due.invoice, description=description, **more)  # fmt: skip


def _for(tx: Tx, payment: Row, invoice: int, amount: Money) -> Row:
    """A payment is for what is due when it is tried."""
    body = {**loads(payment["body"]), "wanted": [[invoice, amount.minor]]}
    return store.change(tx, "payments_payment", payment, amount=amount.minor, body=dumps(body))


def _method_of(tx: Tx, invoice: Invoice) -> Method | None:
    """The method that an invoice is paid by: its subscription's, else the one that the customer pays by."""
    if invoice.subscription is not None:
        number = own_number(invoice.subscription)
        found = subscriptions.subscription(tx, [number]).get(number)
        if found is not None and found.payment_method is not None:
            method = methods.known(tx, found.payment_method)
            if method is not None and method.usable:
                return method
    return methods.default_of(tx, own_number(invoice.customer))

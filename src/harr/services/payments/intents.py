"""Payments that are collected: made, confirmed, captured, called off, asked after. What moves money is asked behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harr.contract.events import PaymentCanceled
from harr.contract.payments import Payment, PaymentCaptureRequest, PaymentConfirmRequest, PaymentCreate
from harr.engine import Ask, Row, Tx, dumps, loads
from harr.kernel.errors import AmountExceedsRemaining, FieldInvalid, RuleConflict, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money, total
from harr.services import customers, invoices, tenants
from harr.services.invoices import Due
from harr.services.payments import attempts, methods, presenting, receiving, store
from harr.services.payments.allocation import spread
from harr.services.payments.methods import Method

VERBS = {
    "requires_payment_method": ["confirm", "cancel"],
    "requires_action": ["confirm", "cancel", "sync"],
    "processing": ["cancel", "sync"],
    "requires_capture": ["capture", "cancel"],
    "succeeded": ["allocate", "unallocate", "refund"],
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a payment is to pay: invoices with how much of each, and what was due on all of them."""

    invoices: tuple[tuple[int, Money], ...]
    due: Money | None

    @property
    def numbers(self) -> list[int]:
        """The invoices."""
        return [number for number, _ in self.invoices]


# ---- handlers --------------------------------------------------------------------------------------------------------


def create(tx: Tx, given: PaymentCreate) -> Payment | Ask:
    """Record what has arrived, or collect by a method; without one, the payment waits for it."""
    nobody = given.customer is None and given.invoice is None and not given.allocations
    if given.received_on is not None or (given.payment_method is None and (given.method_type is not None or nobody)):
        return receiving.record(tx, given)
    _fits(given)
    method = None if given.payment_method is None else methods.method(
        tx, id_number(given.payment_method, "pm", field="payment_method")
    )  # fmt: skip
    amount = Money.parse(given.amount, given.currency, field="amount")
    if not amount:
        raise FieldInvalid("a payment of nothing is none", field="amount", way_out="Send what is to be collected.")
    asked = receiving.asked_for(given)
    dues = receiving.dues_of(tx, asked, given.currency)
    customer, entity = receiving.whose(tx, given, dues)
    if customer is None and method is not None:
        customer = method.customer
        entity = tenants.entity_for(tx, given.entity, customers.customer(tx, customer).entity)
    wanted = _wanted(amount, asked, dues)
    row = add(
        tx, customer or 0, entity.id, amount, wanted,
        invoice=dues[0].invoice if given.invoice is not None else None, capture=given.capture,
        external_id=given.external_id, description=given.description,
        statement_descriptor=given.statement_descriptor, metadata=given.metadata,
    )  # fmt: skip
    return presenting.payment(tx, row) if method is None else charge(tx, row, method, wanted)


def confirm(tx: Tx, payment_id: str, given: PaymentConfirmRequest) -> Ask:
    """Go on and collect: with a method, or because the customer did what was asked."""
    row = _expected(tx, payment_id)
    named = given.payment_method
    if row["status"] == "requires_action" and (named is None or id_number(named, "pm") == row["payment_method"]):
        return _ask(tx, row, "confirm")
    _require(row, ("requires_payment_method",), "be confirmed")
    number = row["payment_method"] if named is None else id_number(named, "pm", field="payment_method")
    if number is None:
        raise RuleConflict("the payment has no method yet", field="payment_method",
                           way_out="Send `payment_method`.")  # fmt: skip
    return charge(tx, row, methods.method(tx, number), still_wanted(tx, row))


def capture(tx: Tx, payment_id: str, given: PaymentCaptureRequest) -> Ask:
    """Take what was authorized, or a part of it; `final` lets the rest go."""
    row = _expected(tx, payment_id)
    _require(row, ("requires_capture",), "be captured")
    left = presenting.capturable(tx, row)
    amount = left if given.amount is None else Money.parse(given.amount, row["currency"], field="amount")
    if amount > left:
        raise AmountExceedsRemaining(f"{left.text} {left.currency} can be captured, not {amount.text}", field="amount",
                                     remaining=left.text)  # fmt: skip
    if not amount:
        raise FieldInvalid("nothing would be captured", field="amount", way_out="Send more than zero, or `cancel`.")
    return _ask(tx, row, "capture", amount=amount.minor, final=given.final)


def cancel(tx: Tx, payment_id: str) -> Payment | Ask:
    """Give up a payment that has not succeeded. What is under way the provider calls off, if it is not too late."""
    row = _expected(tx, payment_id)
    if row["status"] == "requires_payment_method":
        return presenting.payment(tx, given_up(tx, row))
    if row["status"] not in {"requires_action", "processing", "requires_capture"}:
        raise StateConflict(
            f"the payment is {row['status']} and cannot be canceled",
            status=row["status"],
            allowed=VERBS.get(row["status"], []),
            way_out="Give the money back with `payments.refund`.",
        )
    return _ask(tx, row, "cancel", amount=row["amount"], currency=row["currency"])


def sync(tx: Tx, payment_id: str) -> Payment | Ask:
    """Ask the provider how it stands."""
    row = _expected(tx, payment_id)
    found = store.attempts_of(tx, [row["id"]])[row["id"]]
    shown = presenting.payment(tx, row)
    if not found:
        return shown
    ask = attempts.how_it_stands(tx, found[-1])
    return Ask(ask.port, ask.key, ask.request, ask.then, result=shown)


# ---- what collecting uses too ----------------------------------------------------------------------------------------


def charge(tx: Tx, payment: Row, method: Method, wanted: Wanted, *, app: int | None = None) -> Ask:
    """Begin an attempt with a method, or refuse."""
    methods.chargeable(tx, method, payment["customer"], app if app is not None else tx.actor.app)
    amount = Money(payment["amount"], payment["currency"])
    changed, ask = attempts.start(tx, payment, method, amount, due=wanted.due, invoices=wanted.numbers)
    return Ask(ask.port, ask.key, ask.request, ask.then, result=presenting.payment(tx, changed))


def add(
    tx: Tx, customer: int, entity: int, amount: Money, wanted: Wanted, *, invoice: int | None,
    capture: str = "automatic", external_id: str | None = None, description: str | None = None,
    statement_descriptor: str | None = None, metadata: dict[str, str] | None = None, app: int | None = None,
) -> Row:  # fmt: skip
    """A payment that has yet to be collected."""
    row = {
        "id": tx.new_id(),
        "external_id": external_id,
        "status": "requires_payment_method",
        "customer": customer,
        "entity": entity,
        "invoice": invoice,
        "currency": amount.currency,
        "payment_method": None,
        "provider": None,
        "method_type": None,
        "capture": capture,
        "received_on": None,
        "reference": None,
        "holder": id_text("cus", customer),
        "amount": amount.minor,
        **dict.fromkeys(
            ("amount_received", "amount_refunded", "amount_returned", "amount_taken_back", "amount_allocated",
             "amount_unallocated", "amount_owed_back", "amount_to_balance", "amount_difference"), 0,
        ),
        "fee_amount": None,
        "body": dumps({
            "description": description,
            "statement_descriptor": statement_descriptor,
            "metadata": metadata or {},
            "wanted": [[number, money.minor] for number, money in wanted.invoices],
            "last_error": None,
            "next_action": None,
        }),
    }  # fmt: skip
    return store.add(tx, "payments_payment", row if app is None else {**row, "app": app})


def given_up(tx: Tx, row: Row) -> Row:
    """A payment that waited is canceled."""
    done = store.change(tx, "payments_payment", row, status="canceled")
    collected = store.collection_by(tx, row["id"])
    if collected is not None and collected["status"] != "ended":
        store.change_collection(tx, collected, status="ended", ended_because="the payment was canceled")
    tx.emit(PaymentCanceled(object=presenting.payment(tx, done), previous={"status": row["status"]}))
    return done


def still_wanted(tx: Tx, row: Row) -> Wanted:
    """What a payment is to pay, as far as it is still due; the payment must not be more."""
    asked = loads(row["body"]).get("wanted", [])
    dues = invoices.due(tx, [number for number, _ in asked])
    currency = row["currency"]
    if not asked:
        return Wanted((), None)
    payable = {number: receiving.payable_of(due) for number, due in dues.items() if due.status not in {"draft", "void"}}
    due = total(payable.values(), currency)
    if Money(row["amount"], currency) > due:
        raise AmountExceedsRemaining(
            f"{due.text} {currency} is due by now, and the payment is of {Money(row['amount'], currency).text}",
            field="amount",
            way_out="Cancel this payment and create another of what is due.",
            remaining=due.text,
        )
    return Wanted(tuple((number, Money(minor, currency)) for number, minor in asked), due)


# ---- inside ----------------------------------------------------------------------------------------------------------


def _fits(given: PaymentCreate) -> None:
    """What belongs to money that arrived by itself is refused where it has yet to be collected."""
    for field in ("method_type", "provider", "reference", "fee_amount"):
        if getattr(given, field) is not None:
            raise RuleConflict(
                f"{field} does not fit a payment that is collected",
                field=field,
                way_out="Leave it out: the payment method says it. Or send `received_on` for money that has arrived.",
            )


def _wanted(amount: Money, asked: Sequence[tuple[str, str | None, str]], dues: Sequence[Due]) -> Wanted:
    """No more is collected than is due."""
    if not dues:
        return Wanted((), None)
    parts = [receiving.wanted_of(amount, due, *each) for due, each in zip(dues, asked, strict=True)]
    found = spread(amount, parts, Money.zero(amount.currency))
    due = total((receiving.payable_of(each) for each in dues), amount.currency)
    if found.left:
        raise AmountExceedsRemaining(
            f"{(amount - found.left).text} {amount.currency} is to be paid, not {amount.text}",
            field="amount",
            way_out="Collect what is due; let the customer pay more by a bank transfer.",
            remaining=(amount - found.left).text,
        )
    return Wanted(tuple((part.invoice, part.amount) for part in found.parts), due)


def _expected(tx: Tx, payment_id: str) -> Row:
    row = store.get(tx, "payments_payment", path_id(payment_id, "pay"))
    tx.expect(row["version"])
    return row


def _require(row: Row, statuses: tuple[str, ...], what: str) -> None:
    if row["status"] not in statuses:
        raise StateConflict(f"the payment is {row['status']} and cannot {what}", status=row["status"],
                            allowed=VERBS.get(row["status"], []))  # fmt: skip


def _ask(tx: Tx, row: Row, do: str, **more: object) -> Ask:
    """A question about the attempt that is under way."""
    attempt = attempts.asking(tx, store.attempts_of(tx, [row["id"]])[row["id"]][-1])
    ask = attempts.ask_of(attempt, do, **more)
    return Ask(ask.port, ask.key, ask.request, ask.then, result=presenting.payment(tx, row))

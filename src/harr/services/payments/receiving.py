"""Money that arrived by itself: what it pays, where the rest goes, and how it is booked, in one commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from harr.services.ledger import Into, Posting, recipes
from harr.services.payments import presenting, store
from harr.services.payments.allocation import Part, Rest, Spread, Wanted, rest_of, spread, tolerance_of
from harr.services.tenants import Entity

TERMINAL = "terminal"
MANUAL = "manual"
BY_ITSELF = ("bank_transfer", "cash", "other", "card")
TAKEN = (
    "Record what has arrived: `method_type` bank_transfer, cash or other, or card with `provider: terminal`; and"
    " `received_on`."
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment that has arrived, before it is written: from whom, for whom, for what."""

    id: int
    entity: Entity
    customer: int | None
    amount: Money
    received_on: date
    into: Into
    dues: tuple[Due, ...]
    spread: Spread
    rest: Rest
    fee: Money | None

    @property
    def text(self) -> str:
        """Its id on the wire."""
        return id_text("pay", self.id)

    @property
    def payer(self) -> str | None:
        """The customer's id on the wire, where one is known."""
        return None if self.customer is None else id_text("cus", self.customer)


def create(tx: Tx, given: PaymentCreate) -> Payment:
    """Record a payment: booked, its invoices paid, the rest where the entity's rule puts it."""
    receipt = _receipt(tx, given)
    row = store.add(tx, "payments_payment", _row(receipt, given))
    store.allocate_new(tx, receipt.id, {part.invoice: part.amount.minor for part in receipt.spread.parts})
    ledger.post(tx, _postings(receipt))
    shown = presenting.payment(tx, row)
    tx.emit(PaymentSucceeded(object=shown))
    statuses = {due.invoice: due.status for due in receipt.dues}
    for part in receipt.spread.parts:
        settle(tx, part, receipt.text, statuses[part.invoice])
    return shown


def settle(tx: Tx, part: Part, source: str, status: str) -> None:
    """Let less be due, or less be written off where it was given up."""
    if status == "uncollectible":
        invoices.recover(tx, part.invoice, part.amount, source)
    else:
        invoices.settle(tx, part.invoice, part.amount, source, forgiven=part.forgiven)


def into_of(method_type: str, provider: str | None) -> Into:
    """Where money of a kind lies: the bank, the clearing account of a terminal, what was received outside of both."""
    if method_type == "card":
        return recipes.at_processor(provider or TERMINAL)
    return recipes.AT_BANK if method_type == "bank_transfer" else Into(ledger.EXTERNAL, method_type)


# ---- what was sent ---------------------------------------------------------------------------------------------------


def _receipt(tx: Tx, given: PaymentCreate) -> Receipt:
    received_on, method_type = _by_itself(given)
    amount = Money.parse(given.amount, given.currency, field="amount")
    if not amount:
        raise FieldInvalid("a payment of nothing is none", field="amount", way_out="Send what has arrived.")
    asked = _asked(given)
    dues = _dues(tx, asked, given.currency)
    customer, entity = _whose(tx, given, dues)
    _not_in_future(tx, entity, received_on)
    tolerance = tolerance_of(entity.rules.payment_tolerance, given.currency)
    found = spread(amount, [_wanted(amount, due, *each) for due, each in zip(dues, asked, strict=True)], tolerance)
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
    """Day and kind of money that arrived by itself; what would have to be collected is refused for now."""
    if given.received_on is None:
        raise RuleConflict(
            "payments are recorded here, and not yet collected: it is not said when the money arrived",
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


def _asked(given: PaymentCreate) -> list[tuple[str, str | None, str]]:
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


def _dues(tx: Tx, asked: Sequence[tuple[str, str | None, str]], currency: str) -> list[Due]:
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


def _wanted(amount: Money, due: Due, _: str, wanted: str | None, field: str) -> Wanted:
    if wanted is None:
        return Wanted(due.invoice, min(amount, payable_of(due)), payable_of(due), "amount")
    where = f"{field}.amount"
    part = Money.parse(wanted, amount.currency, field=where)
    if not part:
        raise FieldInvalid(
            "a part of nothing pays nothing", field=where, way_out="Send more than zero, or leave it out."
        )
    return Wanted(due.invoice, part, payable_of(due), where)


def _whose(tx: Tx, given: PaymentCreate, dues: Sequence[Due]) -> tuple[int | None, Entity]:
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


# ---- what is kept and booked -----------------------------------------------------------------------------------------


def _row(receipt: Receipt, given: PaymentCreate) -> Row:
    rest = receipt.rest
    unallocated = rest.unallocated.minor + rest.owed_back.minor
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
        "received_on": receipt.received_on.isoformat(),
        "reference": given.reference,
        "holder": receipt.payer,
        "amount": receipt.amount.minor,
        "amount_received": receipt.amount.minor,
        "amount_refunded": 0,
        "amount_returned": 0,
        "amount_allocated": receipt.amount.minor - unallocated,
        "amount_unallocated": unallocated,
        "amount_owed_back": rest.owed_back.minor,
        "amount_to_balance": rest.to_balance.minor,
        "amount_difference": rest.difference.minor,
        "fee_amount": None if receipt.fee is None else receipt.fee.minor,
        "body": dumps({
            "description": given.description,
            "statement_descriptor": given.statement_descriptor,
            "metadata": given.metadata,
        }),
    }  # fmt: skip


def _postings(receipt: Receipt) -> list[Posting]:
    """E07a, E08b, E08c, E16b, E16e, E20c: the receipt, what was written off before, the processor's fee."""
    given_up = {due.invoice for due in receipt.dues if due.status == "uncollectible"}
    recovered = [part for part in receipt.spread.parts if part.invoice in given_up]
    paying = [part for part in receipt.spread.parts if part.invoice not in given_up]
    found = [_received(receipt, paying), *(_recovered(receipt, part) for part in recovered), _fee_charged(receipt)]
    return [posting for posting in found if posting is not None]


def _received(receipt: Receipt, paying: Sequence[Part]) -> Posting | None:
    return recipes.payment_received(
        entity=receipt.entity.id,
        payment=receipt.text,
        customer=receipt.payer,
        on=receipt.received_on,
        allocations={id_text("inv", part.invoice): part.amount for part in paying},
        short={id_text("inv", part.invoice): part.forgiven for part in paying},
        into=receipt.into,
        to_balance=receipt.rest.to_balance,
        to_refund=receipt.rest.owed_back,
        unallocated=receipt.rest.unallocated,
        difference=receipt.rest.difference,
    )


def _recovered(receipt: Receipt, part: Part) -> Posting | None:
    return recipes.recovered(
        entity=receipt.entity.id,
        payment=receipt.text,
        invoice=id_text("inv", part.invoice),
        on=receipt.received_on,
        amount=part.amount,
        into=receipt.into,
    )


def _fee_charged(receipt: Receipt) -> Posting | None:
    if receipt.fee is None:
        return None
    return recipes.processor_fee(
        entity=receipt.entity.id,
        payment=receipt.text,
        provider=receipt.into.owner or TERMINAL,
        on=receipt.received_on,
        fee=receipt.fee,
    )

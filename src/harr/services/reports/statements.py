"""A customer's account with an entity: what was owed, what was paid, what is owed back, entry by entry of the books.

Everything that lies under the customer is taken together: what they owe (1100),
less their balance (2010), money that waits (2020) and refunds that are owed (2300).
What only moves from one of these to another changes nothing and is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from harr.contract.customers import Statement, StatementLine, StatementQuery
from harr.contract.reports import Report, ReportRow
from harr.engine import Tx
from harr.kernel.errors import FieldInvalid, NotFound
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money
from harr.services import customers, invoices, ledger, tenants
from harr.services.ledger import JournalTransaction, Which
from harr.services.reports.asking import DAY, Asked, blank
from harr.services.reports.tables import column, figure, text
from harr.services.tenants import Entity

Kind = Literal["invoice", "credit_note", "payment", "refund", "balance", "write_off", "opening"]
TAKEN_TOGETHER = frozenset({ledger.RECEIVABLE, ledger.CUSTOMER_BALANCE, ledger.UNAPPLIED, ledger.REFUNDS_PAYABLE})
KINDS: Mapping[str, Kind] = {
    "invoice_opened": "opening",
    "invoice.finalized": "invoice",
    "invoice.voided": "invoice",
    "invoice.marked_uncollectible": "write_off",
    "invoice.difference_settled": "write_off",
    "credit_note": "credit_note",
    "payment": "payment",
    "refund": "refund",
    "balance": "balance",
}
"""By the type of a transaction, the verb of its cause, or the noun of the verb."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One thing that raised or lowered what a customer owes."""

    on: date
    kind: Kind
    subject: str
    amount: Money
    transaction: str


def statement(tx: Tx, customer_id: str, query: StatementQuery) -> Statement:
    """The handler of `customers.statement`."""
    customer = customers.customer(tx, path_id(customer_id, "cus"))
    entity = _entity(tx, query.entity, customer.entity)
    currency = query.currency or customer.currency or entity.functional_currency
    until = query.until or tx.today(entity.timezone)
    if query.from_ is not None and query.from_ > until:
        raise FieldInvalid("until is before from", field="until", way_out="Send the last day that counts, or none.")
    found = movements(tx, entity.id, customer.id, currency, until, None)
    first = query.from_ or (found[0].on if found else until)
    opening = added([each for each in found if each.on < first], currency)
    shown = [each for each in found if each.on >= first]
    return Statement(
        customer=customer_id,
        entity=id_text("ent", entity.id),
        currency=currency,
        from_=first,
        until=until,
        opening_balance=opening.text,
        lines=_lines(shown, opening, numbers_of(tx, shown)),
        closing_balance=added(shown, currency, opening).text,
    )


def _entity(tx: Tx, given: str | None, fallback: int | None) -> Entity:
    """The entity that is meant. One that is archived sells nothing more, but its books can be read."""
    if given is None and fallback is None:
        return tenants.entity_for(tx, None)
    number = fallback if given is None else id_number(given, "ent", field="entity")
    try:
        return tenants.entity(tx, number or 0)
    except NotFound as none:
        raise NotFound(none.detail, field="entity") from none


def report(tx: Tx, question: Asked) -> Report:
    """The same as a report, each figure with its transaction; also as it was known at a position."""
    if question.query.customer is None:
        raise FieldInvalid("it is not said of which customer", field="customer", way_out="Send `customer`.")
    customer = customers.customer(tx, id_number(question.query.customer, "cus", field="customer"))
    made = blank(question, "customer_statement", "Statement")
    made.columns = [column("on", "Day", "date"), column("kind", "Kind", "text"), column("number", "Number", "text"),
                    column("amount", "Amount"), column("balance", "Balance")]  # fmt: skip
    currency = question.query.currency or customer.currency or question.entity.functional_currency
    made.currency = currency
    until = question.as_of or tx.today(question.entity.timezone)
    found = movements(tx, question.entity.id, customer.id, currency, until, question.known_at)
    numbers = numbers_of(tx, found)
    balance = Money.zero(currency)
    for each in found:
        balance += each.amount
        if question.query.from_ is None or each.on >= question.query.from_:
            cells = {
                "on": text(each.on),
                "kind": text(each.kind),
                "number": text(numbers.get(each.subject)),
                "amount": figure(each.amount, each.transaction),
                "balance": figure(balance, each.transaction),
            }
            made.rows.append(ReportRow(key=each.transaction, label=each.subject, cells=cells))
    made.totals = {"balance": figure(balance)}
    return made


def movements(tx: Tx, entity: int, customer: int, currency: str, until: date, known_at: int | None) -> list[Movement]:
    """What moved a customer's account up to a day, by day and then as posted."""
    owner = id_text("cus", customer)
    which = Which(entity, currency=currency, owner=owner)
    entries = ledger.journal(tx, entity, until=until + DAY, known_at=known_at, touching=which)
    found = [_movement(each, owner, currency) for each in entries]
    return [each for each in found if each.amount]


def added(found: Iterable[Movement], currency: str, opening: Money | None = None) -> Money:
    """The balance after these."""
    balance = opening or Money.zero(currency)
    for each in found:
        balance += each.amount
    return balance


def numbers_of(tx: Tx, found: Iterable[Movement]) -> dict[str, str]:
    """The numbers of the documents among them."""
    return invoices.numbers_of(tx, {each.subject for each in found})


def _movement(transaction: JournalTransaction, owner: str, currency: str) -> Movement:
    amount = Money.zero(currency)
    for leg in (line.leg for line in transaction.lines):
        if leg.owner == owner and leg.code in TAKEN_TOGETHER and leg.amount.currency == currency:
            amount += Money(leg.signed, currency)
    verb, _, rest = transaction.cause.partition("/")
    kind = KINDS.get(transaction.type) or KINDS.get(verb) or KINDS.get(verb.partition(".")[0]) or "balance"
    return Movement(transaction.effective_on, kind, rest.partition("/")[0], amount, transaction.id)


def _lines(found: Iterable[Movement], balance: Money, numbers: Mapping[str, str]) -> list[StatementLine]:
    lines = []
    for each in found:
        balance += each.amount
        lines.append(
            StatementLine(
                on=each.on,
                kind=each.kind,
                subject=each.subject,
                number=numbers.get(each.subject),
                amount=each.amount.text,
                balance=balance.text,
            )
        )
    return lines

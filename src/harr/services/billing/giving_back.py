"""Unused time credited on the invoices that charged it.

An invoice that gave unused time back as a negative line charged less than its other
lines say: of it no more can be credited than it came to. What is beyond that was
charged by the lines that those negative lines corrected, on earlier invoices.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from harr.contract.invoices import CreditNoteCreate, CreditNoteLineCreate, Invoice, InvoiceLine
from harr.engine import Tx
from harr.kernel.ids import id_text, own_number
from harr.kernel.money import Money, total
from harr.kernel.zones import local_day
from harr.services import invoices, tenants
from harr.services.invoices import NewLine
from harr.services.subscriptions import Subscription


@dataclass
class Places:
    """What can still be credited, line by line and by what is taxed alike on an invoice; and what has been so far."""

    tx: Tx
    currency: str
    invoices: dict[int, Invoice] = field(default_factory=dict)
    credited: dict[int, Money] = field(default_factory=dict)

    def place(self, line: int, amount: Money) -> Iterable[tuple[int, Money]]:
        """Credit as much as there is room for; the rest, with the lines that it was charged by before."""
        invoice, found = self._found(line)
        alike = [each for each in invoice.lines if _taxed(each) == _taxed(found)]
        room = total((self._left(each) for each in alike), self.currency)
        taken = max(min(amount, self._left(found), room), Money.zero(self.currency))
        if taken:
            self.credited[line] = self._so_far(line) + taken
        rest = amount - taken
        for each in alike:
            if rest and each.corrects is not None:
                part = min(rest, -self._amount(each.amount))
                rest -= part
                yield own_number(each.corrects), part

    def notes(self) -> dict[int, list[CreditNoteLineCreate]]:
        """The lines to credit, by invoice, the earliest first."""
        found: dict[int, list[CreditNoteLineCreate]] = {}
        for line, amount in sorted(self.credited.items()):
            invoice = own_number(self._found(line)[0].id)
            found.setdefault(invoice, []).append(CreditNoteLineCreate(line=id_text("lin", line), amount=amount.text))
        return dict(sorted(found.items()))

    def _found(self, line: int) -> tuple[Invoice, InvoiceLine]:
        number = invoices.billed_lines(self.tx, [line])[line].invoice
        if number not in self.invoices:
            self.invoices[number] = invoices.shown(self.tx, [number])[0]
        invoice = self.invoices[number]
        return invoice, next(each for each in invoice.lines if each.id == id_text("lin", line))

    def _left(self, line: InvoiceLine) -> Money:
        return self._amount(line.amount) - self._amount(line.credited_amount or "") - self._so_far(own_number(line.id))

    def _so_far(self, line: int) -> Money:
        return self.credited.get(line, Money.zero(self.currency))

    def _amount(self, text: str) -> Money:
        return Money.parse(text, self.currency, negative=True) if text else Money.zero(self.currency)


def give_back(tx: Tx, of: Subscription, lines: Iterable[NewLine], at_us: int, *, reason: Any = "order_change") -> None:
    """Credit unused time: what is due on the invoice falls, what was paid goes to the customer's balance."""
    places = Places(tx, of.currency)
    waiting = [
        (line.corrects, -invoices.amount_of_line(tx, of.entity, of.currency, line))
        for line in lines
        if line.corrects is not None
    ]
    while waiting:
        line, amount = waiting.pop(0)
        if amount:
            waiting += places.place(line, amount)
    day = local_day(at_us, tenants.entity(tx, of.entity).timezone)
    for invoice, credited in places.notes().items():
        note = CreditNoteCreate(invoice=id_text("inv", invoice), reason=reason, lines=credited, issue=True)
        invoices.credit(tx, note, day=day)


def _taxed(line: InvoiceLine) -> tuple[Any, ...]:
    return (line.tax_behavior, *((tax.category, tax.percentage, tax.jurisdiction) for tax in line.taxes))

"""Money that somebody takes back: a debit that is returned, a dispute that is lost. What it had paid is due again.

It cannot be refused: what is gone is gone. Where nothing is left to be due again
(it was refunded already, or had paid what was given up), it is lost, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from harr.engine import Row, Tx
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import credits, invoices  # noqa: A004 - the service is called so
from harr.services.payments import store
from harr.services.payments.allocation import Left, take_back


@dataclass(frozen=True, slots=True)
class Gone:
    """What was taken, from where, and what of it nobody owes any more."""

    payment: Row
    taken: Left
    lost: Money
    given_up: Mapping[int, Money]
    """Invoices that are uncollectible: what had paid them is lost too."""

    @property
    def legs(self) -> dict[str, Any]:
        """What a recipe wants to know of it."""
        reopened = {number: part for number, part in self.taken.paying if number not in self.given_up}
        customer = self.payment["customer"]
        return {
            "payment": id_text("pay", self.payment["id"]),
            "customer": None if customer is None else id_text("cus", customer),
            "holder": self.payment["holder"],
            "allocations": {id_text("inv", number): part for number, part in reopened.items()},
            "unallocated": self.taken.unallocated,
            "owed_back": self.taken.owed_back,
            "from_balance": self.taken.in_balance,
            "lost": sum(self.given_up.values(), self.lost),
        }


def left_of(tx: Tx, payment: Row) -> Left:
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


def take(tx: Tx, payment: Row, amount: Money) -> Gone:
    """Take an amount off a payment, as far as it has it; the rows of the payment are written, nothing is posted yet."""
    left = left_of(tx, payment)
    taken = take_back(min(amount, left.whole), left)
    lost = amount - taken.whole
    for invoice, part in taken.paying:
        store.take_back(tx, payment["id"], invoice, part.minor)
    statuses = invoices.due(tx, [number for number, _ in taken.paying])
    given_up = {number: part for number, part in taken.paying if statuses[number].status == "uncollectible"}
    return Gone(store.change(tx, "payments_payment", payment, **_less(payment, taken, lost)), taken, lost, given_up)


def reopen(tx: Tx, gone: Gone) -> None:
    """Let what was paid be due again; what was given up stays so, and was not paid after all."""
    source = id_text("pay", gone.payment["id"])
    for number, part in gone.taken.paying:
        if number in gone.given_up:
            invoices.lose(tx, number, part, source)
        else:
            invoices.reopen(tx, number, part, source)


def _less(payment: Row, taken: Left, lost: Money) -> dict[str, int]:
    """What changes on the payment. Of what is lost, what it still holds goes too: spent balance, small differences."""
    waited = taken.owed_back.minor + taken.unallocated.minor
    allocated = payment["amount_allocated"] - (taken.whole.minor - waited)
    spent = min(lost.minor, payment["amount_to_balance"] - taken.in_balance.minor)
    small = min(lost.minor - spent, payment["amount_difference"])
    return {
        "amount_taken_back": payment["amount_taken_back"] + taken.whole.minor + spent + small,
        "amount_owed_back": payment["amount_owed_back"] - taken.owed_back.minor,
        "amount_unallocated": payment["amount_unallocated"] - waited,
        "amount_to_balance": payment["amount_to_balance"] - taken.in_balance.minor - spent,
        "amount_difference": payment["amount_difference"] - small,
        "amount_allocated": allocated - spent - small,
    }

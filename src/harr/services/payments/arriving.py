"""Money that has arrived, however it came: what it pays, where the rest goes, and how it is booked, in one commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from harr.engine import Row, Tx
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import invoices, ledger
from harr.services.invoices import Due
from harr.services.ledger import Into, Posting, recipes
from harr.services.payments.allocation import Part, Rest, Spread
from harr.services.tenants import Entity

TERMINAL = "terminal"


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money of a payment that has arrived, before it is written: from whom, for whom, for what."""

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
    step: int = 1
    """A payment that is captured in parts arrives in steps."""
    app: int | None = None

    @property
    def text(self) -> str:
        """The payment's id on the wire."""
        return id_text("pay", self.id)

    @property
    def payer(self) -> str | None:
        """The customer's id on the wire, where one is known."""
        return None if self.customer is None else id_text("cus", self.customer)

    @property
    def unallocated(self) -> Money:
        """What pays no invoice and went to no balance."""
        return self.rest.unallocated + self.rest.owed_back

    def columns(self, before: Row | None = None) -> dict[str, int]:
        """The sums of the payment with this; `before` is the payment as it was."""
        added = {
            "amount_received": self.amount.minor,
            "amount_allocated": self.amount.minor - self.unallocated.minor,
            "amount_unallocated": self.unallocated.minor,
            "amount_owed_back": self.rest.owed_back.minor,
            "amount_to_balance": self.rest.to_balance.minor,
            "amount_difference": self.rest.difference.minor,
        }
        return added if before is None else {name: before[name] + amount for name, amount in added.items()}


def into_of(method_type: str | None, provider: str | None) -> Into:
    """Where money of a kind lies: the bank, a processor's clearing account, what was received outside of both."""
    if method_type == "card" or provider not in {None, TERMINAL, "manual"}:
        return recipes.at_processor(provider or TERMINAL)
    return recipes.AT_BANK if method_type == "bank_transfer" else Into(ledger.EXTERNAL, method_type)


def settle(tx: Tx, receipt: Receipt) -> None:
    """Let less be due on what it pays, or less be written off where that was given up."""
    statuses = {due.invoice: due.status for due in receipt.dues}
    for part in receipt.spread.parts:
        settle_part(tx, part, receipt.text, statuses[part.invoice])


def settle_part(tx: Tx, part: Part, source: str, status: str) -> None:
    """The same for one invoice."""
    if status == "uncollectible":
        invoices.recover(tx, part.invoice, part.amount, source)
    else:
        invoices.settle(tx, part.invoice, part.amount, source, forgiven=part.forgiven)


def postings(receipt: Receipt) -> list[Posting]:
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
        step=receipt.step,
        app=receipt.app,
    )


def _recovered(receipt: Receipt, part: Part) -> Posting | None:
    return recipes.recovered(
        entity=receipt.entity.id,
        payment=receipt.text,
        invoice=id_text("inv", part.invoice),
        on=receipt.received_on,
        amount=part.amount,
        into=receipt.into,
        step=receipt.step,
        app=receipt.app,
    )


def _fee_charged(receipt: Receipt) -> Posting | None:
    if not receipt.fee:
        return None
    return recipes.processor_fee(
        entity=receipt.entity.id,
        payment=receipt.text,
        provider=receipt.into.owner or TERMINAL,
        on=receipt.received_on,
        fee=receipt.fee,
        step=receipt.step,
        app=receipt.app,
    )

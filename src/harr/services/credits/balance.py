"""The customer balance: credit that pays what is due, held in the ledger's account 2010 and nowhere else."""

from __future__ import annotations

from datetime import date

from harr.engine import Tx
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import ledger
from harr.services.ledger import recipes

CREDIT = "2010"


def available(tx: Tx, customer: int, entity: int, currency: str) -> Money:
    """What a customer has with an entity in a currency."""
    return ledger.balance(tx, entity, CREDIT, currency, id_text("cus", customer))


def use(
    tx: Tx,
    customer: int,
    entity: int,
    currency: str,
    wanted: Money,
    invoice: int,
    on: date,
    *,
    step: int = 1,
    app: int | None = None,
) -> Money:
    """Pay an invoice from the balance: as much as is wanted and there is; how much it was.

    Posts `2010 / 1100`, guarded: two invoices never spend the same credit. `step`
    counts the draws for one invoice: each is posted under a cause of its own.
    """
    taken = min(wanted, available(tx, customer, entity, currency))
    posting = recipes.balance_applied(
        entity=entity,
        customer=id_text("cus", customer),
        invoice=id_text("inv", invoice),
        on=on,
        amount=max(taken, Money.zero(currency)),
        step=step,
        app=app,
    )
    if posting is None:
        return Money.zero(currency)
    ledger.post(tx, [posting])
    return taken

"""Balance adjustments: goodwill put on a customer's balance with an entity, or taken off, and back again."""

from __future__ import annotations

from typing import Literal

import msgspec

from harr.contract.credits import BalanceAdjustment, BalanceAdjustmentCreate
from harr.contract.operations import Listing, Page
from harr.engine import Row, Tx, dumps, loads
from harr.engine.pages import page
from harr.kernel.currencies import minor_units
from harr.kernel.errors import CurrencyMismatch, FieldInvalid, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money
from harr.kernel.time import instant
from harr.services import customers, ledger, tenants
from harr.services.credits import store
from harr.services.ledger import recipes

OTHER: dict[str, Literal["credit", "debit"]] = {"credit": "debit", "debit": "credit"}


def create(tx: Tx, given: BalanceAdjustmentCreate) -> BalanceAdjustment:
    """Post an adjustment. More than the customer has cannot be taken off."""
    customer = customers.customer(tx, id_number(given.customer, "cus", field="customer"))
    amount = _amount(given)
    _may_be_adjusted(customer, given)
    entity = tenants.entity_for(tx, given.entity, customer.entity)
    number = tx.new_id()
    row = store.add(tx, {
        "id": number, "external_id": given.external_id, "customer": customer.id, "entity": entity.id,
        "amount": amount.minor, "currency": amount.currency, "direction": given.direction, "reverses": None,
        "body": dumps({"reason": given.reason, "metadata": given.metadata}),
    })  # fmt: skip
    # The reason stays on the adjustment: it may name a person, and books keep ids and codes only.
    posting = recipes.balance_adjusted(
        entity=entity.id,
        adjustment=id_text("bal", number),
        customer=given.customer,
        on=tx.today(entity.timezone),
        amount=amount,
        direction=given.direction,
    )
    if posting is not None:
        ledger.post(tx, [posting])
    return present(row)


def retrieve(tx: Tx, adjustment_id: str) -> BalanceAdjustment:
    """An adjustment by its id."""
    return present(store.get(tx, path_id(adjustment_id, "bal")))


def list_(tx: Tx, listing: Listing) -> Page[BalanceAdjustment]:
    """Adjustments, reversals among them."""
    return page(tx, store.ADJUSTMENTS, listing, lambda rows: [present(row) for row in rows])


def reverse(tx: Tx, adjustment_id: str) -> BalanceAdjustment:
    """Undo an adjustment once, by one of the other direction; credit that is spent cannot be taken back."""
    row = store.get(tx, path_id(adjustment_id, "bal"))
    if row["reversed_by"] is not None or row["reverses"] is not None:
        said = "is reversed already" if row["reversed_by"] is not None else "is a reversal itself"
        raise StateConflict(
            f"the adjustment {said}",
            way_out="Post a new adjustment (`balance_adjustments.create`).",
            status=row["status"],
            allowed=[],
        )
    number = tx.new_id()
    after = store.reversed_by(tx, row, number)
    store.add(tx, {
        "id": number, "external_id": None, "customer": row["customer"], "entity": row["entity"],
        "amount": row["amount"], "currency": row["currency"], "direction": OTHER[row["direction"]],
        "reverses": row["id"], "app": row["app"],
        "body": dumps({"reason": tx.actor.reason or f"Reversal of {adjustment_id}.", "metadata": {}}),
    })  # fmt: skip
    zone = tenants.entity(tx, row["entity"]).timezone
    causes = f"balance.adjusted/{adjustment_id}/1", f"balance.adjustment_reversed/{adjustment_id}/1"
    ledger.post(tx, [ledger.mirror(tx, *causes, effective_on=tx.today(zone))])
    return present(after)


def present(row: Row) -> BalanceAdjustment:
    """A row as callers see it."""
    return msgspec.convert(
        {
            **loads(row["body"]),
            "id": id_text("bal", row["id"]),
            "app": None if row["app"] is None else id_text("app", row["app"]),
            "external_id": row["external_id"],
            "status": row["status"],
            "customer": id_text("cus", row["customer"]),
            "entity": id_text("ent", row["entity"]),
            "amount": Money(row["amount"], row["currency"]).text,
            "currency": row["currency"],
            "direction": row["direction"],
            "reverses": None if row["reverses"] is None else id_text("bal", row["reverses"]),
            "reversed_by": None if row["reversed_by"] is None else id_text("bal", row["reversed_by"]),
            "version": row["version"],
            "created_at": instant(row["created_at"]),
            "updated_at": instant(row["updated_at"]),
        },
        BalanceAdjustment,
    )


def _amount(given: BalanceAdjustmentCreate) -> Money:
    minor_units(given.currency, "currency")
    amount = Money.parse(given.amount, given.currency, "amount")
    if not amount:
        raise FieldInvalid("an adjustment moves something", field="amount", way_out="Send an amount above zero.")
    return amount


def _may_be_adjusted(customer: customers.Customer, given: BalanceAdjustmentCreate) -> None:
    """Credit goes to an active customer; what an archived one still has may be taken off."""
    if customer.status != "active" and given.direction == "credit":
        raise StateConflict(
            f"the customer is {customer.status} and is given nothing more",
            field="customer",
            way_out="Give it to an active customer.",
            status=customer.status,
            allowed=[],
        )
    if customer.currency not in {None, given.currency} and not customer.multi_currency:
        raise CurrencyMismatch(
            f"the customer is invoiced in {customer.currency}; credit in {given.currency} would pay nothing",
            field="currency",
            way_out=f"Use {customer.currency}, or set `multi_currency` on the customer.",
            currency=customer.currency,
            other=given.currency,
        )

"""From lines to documents: an invoice in one commit, a credit note where money is to be given back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from harr.contract.invoices import Invoice
from harr.contract.shapes import PaymentTerms
from harr.engine import Tx
from harr.kernel.ids import own_number
from harr.kernel.money import Money
from harr.kernel.zones import local_day
from harr.services import invoices, subscriptions, tenants
from harr.services.billing.giving_back import give_back
from harr.services.invoices import BilledLine, NewInvoice, NewLine
from harr.services.subscriptions import Subscription

CHARGED = ("fee", "remaining_time")
"""Kinds of line that charge an item ahead: what later changes give back is taken from them."""
AT_ONCE = PaymentTerms(due_days=0)
"""What is charged by itself is due when it is issued."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What is to stand on the next document of a subscription, which bears the day of an instant."""

    of: Subscription
    lines: tuple[NewLine, ...]
    at_us: int


def bill(tx: Tx, bills: Sequence[Bill], *, latest: bool = True) -> dict[int, Invoice]:
    """Draft and finalize an invoice for each that has something to bill; by subscription. Those of a day together.

    `latest` is whether the subscriptions are told; whoever moves them on anyway does that by the way.
    """
    asked = [(each, lines) for each in bills if (lines := _without_what_is_given_back(tx, each))]
    numbers = invoices.draft_all(tx, [wanted(each.of, lines) for each, lines in asked])
    drafted: dict[date, list[tuple[int, int]]] = {}
    for (each, _), number in zip(asked, numbers, strict=True):
        drafted.setdefault(_day(tx, each), []).append((each.of.id, number))
    made: dict[int, Invoice] = {}
    for day, pairs in sorted(drafted.items()):
        shown = invoices.finalize(tx, [number for _, number in pairs], day=day)
        made |= {subscription: invoice for (subscription, _), invoice in zip(pairs, shown, strict=True)}
    _note(tx, made)
    if latest:
        subscriptions.move_all(tx, {number: {"latest_invoice": own_number(each.id)} for number, each in made.items()})
    return made


def wanted(of: Subscription, lines: Sequence[NewLine]) -> NewInvoice:
    """An invoice of a subscription."""
    return NewInvoice(
        customer=of.customer,
        entity=of.entity,
        currency=of.currency,
        type="subscription",
        lines=tuple(lines),
        subscription=of.id,
        purchase_order=of.purchase_order,
        payment_terms=of.payment_terms or (AT_ONCE if of.collection == "charge_automatically" else None),
        collection=of.collection,
        app=of.app,
    )


def billed_lines(tx: Tx, numbers: Iterable[int | None]) -> Mapping[int, BilledLine]:
    """Lines of invoices, with what is left of them."""
    return invoices.billed_lines(tx, sorted({number for number in numbers if number is not None}))


def _without_what_is_given_back(tx: Tx, each: Bill) -> list[NewLine]:
    """The lines to invoice; where they come to less than nothing, or by the rule, unused time is credited first."""
    lines, back = list(each.lines), [line for line in each.lines if line.kind == "unused_time"]
    if not back:
        return lines
    entity = tenants.entity(tx, each.of.entity)
    rule = each.of.rules.adjustment_document or entity.rules.adjustment_document
    below = invoices.total_of(tx, wanted(each.of, lines)) < Money.zero(each.of.currency)
    if rule == "credit_note" or below:
        give_back(tx, each.of, back, each.at_us)
        return [line for line in lines if line.kind != "unused_time"]
    return lines


def _day(tx: Tx, each: Bill) -> date:
    return local_day(each.at_us, tenants.entity(tx, each.of.entity).timezone)


def _note(tx: Tx, made: Mapping[int, Invoice]) -> None:
    """Keep which line charged which item."""
    subscriptions.set_items(tx, {
        own_number(line.subscription_item): {
            "billed_line": own_number(line.id), "billed_until": line.period.end.isoformat()
        }
        for invoice in made.values()
        for line in invoice.lines
        if line.subscription_item is not None and line.kind in CHARGED and line.period is not None
    })  # fmt: skip

"""The next invoice as it would be by what is known now. Nothing is written."""

from __future__ import annotations

from datetime import date

import msgspec

from harr.contract.customers import UpcomingInvoice, UpcomingInvoiceQuery
from harr.contract.shapes import PaymentTerms
from harr.engine import Tx
from harr.kernel.errors import NotFound
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.money import Money
from harr.kernel.zones import local_day
from harr.services import credits, customers, invoices, subscriptions, tenants  # noqa: A004 - the service is called so
from harr.services.billing import invoicing, renewing
from harr.services.subscriptions import Subscription


def of_subscription(tx: Tx, subscription_id: str) -> UpcomingInvoice:
    """The next invoice of a subscription."""
    return _upcoming(tx, subscriptions.named(tx, subscription_id))


def of_customer(tx: Tx, customer_id: str, asked: UpcomingInvoiceQuery) -> UpcomingInvoice:
    """The next invoice of a customer: of the subscription that is named, else of the one that comes first."""
    customer = customers.customer(tx, path_id(customer_id, "cus"))
    found = subscriptions.of_customer(tx, customer.id)
    if asked.subscription is not None:
        found = [each for each in found if each.id == id_number(asked.subscription, "sub", field="subscription")]
    live = [each for each in found if each.live and each.stretch is not None]
    if not live:
        raise NotFound("no invoice is ahead", field="subscription")
    return _upcoming(tx, min(live, key=lambda each: (each.stretch.us[1] if each.stretch else 0, each.id)))


def _upcoming(tx: Tx, of: Subscription) -> UpcomingInvoice:
    ahead = renewing.lines_ahead(tx, of)
    if ahead is None:
        raise NotFound("no invoice is ahead", way_out=f"The subscription is {of.status}.")
    lines, boundary = ahead
    figures = invoices.preview(tx, invoicing.wanted(of, lines))
    entity = tenants.entity(tx, of.entity)
    issues_on = local_day(boundary.at_us, entity.timezone)
    total = Money.parse(figures["total"], of.currency, negative=True)
    zero = Money.zero(of.currency)
    applied = min(max(total, zero), credits.available(tx, of.customer, of.entity, of.currency))
    shown = {
        **figures,
        "customer": id_text("cus", of.customer),
        "entity": id_text("ent", of.entity),
        "subscription": id_text("sub", of.id),
        "currency": of.currency,
        "issues_on": issues_on,
        "due_on": _due_on(tx, of, issues_on),
        "amount_applied": applied.text,
        "amount_due": (total - applied).text,
    }
    return msgspec.convert(msgspec.to_builtins(shown), UpcomingInvoice)


def _due_on(tx: Tx, of: Subscription, issued_on: date) -> date:
    terms = of.payment_terms or customers.customer(tx, of.customer).payment_terms
    return invoices.due_on(issued_on, terms or tenants.entity(tx, of.entity).payment_terms or PaymentTerms(due_days=0))

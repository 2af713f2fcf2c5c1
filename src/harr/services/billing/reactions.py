"""What the agenda does with subscriptions, the job that does all of it, and what billing learns from payments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.contract.events import PaymentProcessing
from harr.engine import Tx
from harr.kernel.ids import own_number
from harr.services import invoices, subscriptions
from harr.services.billing import changing, ending, renewing, runs, subscribing


def trust(tx: Tx, event: PaymentProcessing) -> None:
    """A first payment that is on its way, as a bank debit is for days, is trusted: the subscription runs."""
    if event.object.invoice is None:
        return
    invoice = invoices.shown(tx, [own_number(event.object.invoice)])[0]
    if invoice.subscription is not None:
        subscriptions.begin(tx, own_number(invoice.subscription))


REACTIONS: dict[type[Any], list[Callable[..., Any]]] = {PaymentProcessing: [trust]}

AGENDA: dict[str, Callable[..., Any]] = {
    subscribing.START: subscribing.by_agenda,
    renewing.RENEW: renewing.by_agenda,
    subscriptions.APPLY: changing.by_agenda,
    ending.END: ending.by_agenda,
    subscriptions.EXPIRE: ending.expire,
}

JOBS: dict[str, Callable[..., Any]] = {runs.KIND: runs.run}

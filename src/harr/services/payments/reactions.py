"""What payments do by themselves: collect, try again, ask the world and take in what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from harr.contract.events import Event, InvoiceFinalized
from harr.engine import Tx
from harr.services.payments import (
    accounts,
    attempts,
    collecting,
    disputes,
    inbox,
    methods,
    outcomes,
    providers,
    refunds,
    retrying,
    setups,
)
from harr.services.payments.providers import simulated


def _tested(tx: Tx, key: str, answer: Mapping[str, Any]) -> None:
    """A test of an account is a question; nothing is kept of it."""
    del tx, key, answer


REACTIONS: dict[type[Event], list[Callable[..., Any]]] = {InvoiceFinalized: [collecting.collect]}
AGENDA: dict[str, Callable[..., Any]] = {
    retrying.RETRY: collecting.retry,
    attempts.ASK_AGAIN: attempts.ask_again,
    refunds.ASK_AGAIN: refunds.ask_again,
    simulated.TELLS: inbox.tell,
    inbox.LOOK_AGAIN: inbox.look_again,
}
CONTINUATIONS: dict[str, Callable[..., Any]] = {
    methods.ATTACHED: methods.attached,
    setups.CONFIRMED: setups.set_up,
    attempts.ANSWERED: outcomes.answered,
    refunds.ANSWERED: refunds.answered,
    disputes.ANSWERED: disputes.answered,
    inbox.ACTED: inbox.told,
    "payments.tested": _tested,
}
PORTS: dict[str, Callable[..., Any]] = {accounts.PORT: providers.port, inbox.PORT: inbox.port}

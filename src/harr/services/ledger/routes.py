"""Which operation is done by which function. Holds and periods are mocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.ledger import account_mappings, accounts, balances, history, rates, transactions

HANDLERS: dict[str, Callable[..., Any]] = {
    "accounts.create": accounts.create,
    "accounts.retrieve": accounts.retrieve,
    "accounts.list": accounts.list_,
    "accounts.update": accounts.update,
    "accounts.close": accounts.close,
    "accounts.entries": accounts.entries,
    "accounts.balance": accounts.balance,
    "account_mappings.create": account_mappings.create,
    "account_mappings.retrieve": account_mappings.retrieve,
    "account_mappings.list": account_mappings.list_,
    "account_mappings.update": account_mappings.update,
    "transactions.create": transactions.create,
    "transactions.retrieve": transactions.retrieve,
    "transactions.list": transactions.list_,
    "transactions.reverse": transactions.reverse,
    "transactions.batch": transactions.batch,
    "entries.list": history.list_entries,
    "balances.list": balances.list_,
    "exchange_rates.create": rates.create,
    "exchange_rates.retrieve": rates.retrieve,
    "exchange_rates.list": rates.list_,
}

IN_PARTS: dict[str, tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]] = {
    "transactions.batch": (transactions.parts, transactions.part, transactions.joined),
}
"""Operations whose work may be more than one commit takes: how it is parted, what does a part, how answers join."""

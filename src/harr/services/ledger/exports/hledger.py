"""The journal for hledger: `hledger check --strict ordereddates` adds it up again, posting by posting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from harr.kernel.currencies import minor_units
from harr.kernel.money import Money
from harr.services.ledger.exports.naming import Names, commodity, described, in_order, one_line
from harr.services.ledger.history import JournalTransaction, moved


def write(journal: Iterable[JournalTransaction], chain_head: str | None = None) -> Iterator[str]:
    """Declarations, transactions with the balance that each posting leaves, the head of the chain."""
    names, transactions = Names(), in_order(journal)
    yield "; The journal of Harr. Check it: hledger -f FILE check --strict ordereddates"
    yield ""
    yield from _declarations(transactions, names)
    held: dict[tuple[str, str], Money] = {}
    for transaction in transactions:
        lines = moved(transaction.lines)
        if not lines:
            continue
        yield f"{transaction.effective_on} * ({transaction.id}) {described(transaction)}"
        yield f"    ; cause: {one_line(transaction.cause)}"
        for line, amount in lines:
            account, currency = names.account(transaction, line), amount.currency
            held[account, currency] = held.get((account, currency), Money.zero(currency)) + amount
            balance = held[account, currency]
            yield f"    {account}  {_amount(amount)} = {_amount(balance)}"
        yield ""
    if chain_head is not None:
        yield f"; head of the chain of commits: {chain_head}"


def _declarations(transactions: Iterable[JournalTransaction], names: Names) -> Iterator[str]:
    accounts: set[str] = set()
    currencies: set[str] = set()
    for transaction in transactions:
        for line, amount in moved(transaction.lines):
            accounts.add(names.account(transaction, line))
            currencies.add(amount.currency)
    for currency in sorted(currencies):
        yield f"commodity {_amount_text('1000', currency)}"
    for account in sorted(accounts):
        yield f"account {account}"
    yield ""


def _amount(amount: Money) -> str:
    return f"{amount.text} {_quoted(amount.currency)}"


def _amount_text(whole: str, currency: str) -> str:
    return f"{whole}.{'0' * minor_units(currency)} {_quoted(currency)}"


def _quoted(currency: str) -> str:
    """Names with anything but letters stand in quotes."""
    name = commodity(currency)
    return name if name.isalpha() else f'"{name}"'
